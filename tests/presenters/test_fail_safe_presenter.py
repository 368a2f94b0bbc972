"""The fail-safe sheets as Today makes them: told in time and initials, printed in order, stopped whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from medmanager.domain.changes import Changes
from medmanager.domain.errors import Cancelled
from medmanager.domain.ids import DocumentId
from medmanager.services.fail_safe import FailSafe
from medmanager.services.session import Session
from tests.kit.fakes import NotedNotices, fake_context
from tests.services.test_fail_safe import a_clinic, a_job, booked
from ui.kit.paper.print_job import PrintJob
from ui.screens.today.fail_safe_presenter import FailSafePresenter


@dataclass
class NotedPrinter:
    """Remembers what it was asked."""

    busy: list[bool] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    sent: list[tuple[bytes, ...]] = field(default_factory=list)

    def set_busy(self, busy: bool) -> None:
        self.busy.append(busy)

    def ask_printer(self, title: str) -> None:
        self.titles.append(title)

    def send(self, contents: tuple[bytes, ...]) -> PrintJob | None:
        self.sent.append(contents)
        job = PrintJob()
        job.end()
        return job


@dataclass(frozen=True)
class JobServices:
    session: Session
    fail_safe: FailSafe


class Bench:
    """The presenter over a clinic day of two patients; the names that fail can be given."""

    def __init__(self, *refused: str) -> None:
        session = a_clinic()
        booked(session, 14, "Ana", "Late")
        booked(session, 9, "Bo", "Early")
        job, _ = a_job(session, *refused)
        self.services = JobServices(session, job)
        self.context, self.printer = fake_context(self.services), NotedPrinter()
        self.presenter = FailSafePresenter(self.context, self.printer)

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices


def test_that_the_sheets_go_to_one_printer_in_the_order_of_the_day() -> None:
    bench = Bench()
    bench.presenter.start()
    (title,) = bench.printer.titles
    assert "Early" not in title
    bench.presenter.print_to("Front desk")
    assert bench.printer.sent == [(b"%PDF Bo Early", b"%PDF Ana Late")]
    bench.presenter.sent()
    assert bench.notices.said == ["2 sheets sent to Front desk."]
    assert bench.printer.busy == [True, False]


def test_that_what_was_not_made_is_told_by_time_and_initials_only() -> None:
    bench = Bench("Bo Early")
    bench.presenter.start()
    (warning,) = bench.notices.warned
    assert warning.startswith("1 sheet made, 1 not: 9:00 BE.")
    assert "Early" not in warning
    assert bench.printer.titles, "the others are printed"


def test_that_a_stopped_job_says_so_and_asks_for_no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()

    def stopped(report: object) -> None:
        raise Cancelled

    monkeypatch.setattr(bench.services.fail_safe, "make", stopped)
    bench.presenter.start()
    assert bench.notices.said == ["Stopped. No sheet was filed."]
    assert not bench.printer.titles
    assert bench.printer.busy == [True, False]


def test_that_sheets_made_anew_are_not_noted_for_those_that_are_on_their_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = Bench()
    bench.presenter.start()
    bench.presenter.print_to("Front desk")
    noted: list[tuple[int, str]] = []
    monkeypatch.setattr(bench.services.fail_safe, "printed", note(noted))
    booked(bench.services.session, 11, "Cy", "Between")
    bench.presenter.start()
    bench.presenter.sent()
    assert noted == [(2, "Front desk")]


def test_that_sheets_that_went_out_in_part_are_noted_so(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    bench.presenter.start()
    bench.presenter.print_to("Front desk")
    noted: list[tuple[int, str]] = []
    monkeypatch.setattr(bench.services.fail_safe, "printed", note(noted))
    bench.presenter.not_sent("Stopped after 1 of 2 pages.", begun=True)
    assert noted == [(2, "Front desk, not all of it")]
    assert bench.notices.warned == ["Not printed. Stopped after 1 of 2 pages."]


def note(noted: list[tuple[int, str]]) -> Callable[[Sequence[DocumentId], str], Changes]:
    """Remembers of how many sheets it is noted that they left the machine, and to which printer."""

    def printed(made: Sequence[DocumentId], target: str) -> Changes:
        noted.append((len(made), target))
        return Changes()

    return printed
