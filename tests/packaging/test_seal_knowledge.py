"""Sealing reads the whole base first, and seals nothing that cannot be read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import seal_knowledge
from medmanager.domain.knowledge.base import MANIFEST, read_base
from workspace import Trouble

DAY = date(2026, 11, 26)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(seal_knowledge.FOLDER, tmp_path / "knowledge"))


def test_that_a_sealed_base_has_no_warnings_until_a_file_is_changed(base: Path) -> None:
    seal_knowledge.seal(base, "2026.11.7", DAY)
    read = read_base(base)
    assert (read.edition.version, read.edition.as_of, read.edition.sealed) == ("2026.11.7", DAY, True)
    assert read.warnings(DAY) == ()
    file = base / "drugs" / "sertraline.json"
    file.write_text(file.read_text(encoding="utf-8").replace("200", "201"), encoding="utf-8")
    assert not read_base(base).edition.sealed


def test_that_a_base_with_an_unreadable_file_is_not_sealed(base: Path) -> None:
    before = (base / MANIFEST).read_bytes()
    (base / "drugs" / "sertraline.json").write_text("{", encoding="utf-8")
    with pytest.raises(Trouble, match=r"sertraline\.json"):
        seal_knowledge.seal(base, "2026.11.7", DAY)
    assert (base / MANIFEST).read_bytes() == before
    assert not read_base(base).edition.sealed


def test_that_an_option_is_not_taken_for_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    before = (seal_knowledge.FOLDER / MANIFEST).read_bytes()
    assert seal_knowledge.main(["--help"]) == 1
    assert "no version" in capsys.readouterr().err
    assert (seal_knowledge.FOLDER / MANIFEST).read_bytes() == before
