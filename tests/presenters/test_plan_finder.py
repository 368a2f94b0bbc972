"""What "Add medicine" lists, what Enter takes, and how a protocol becomes a line to be read."""

from dataclasses import dataclass, field, replace

import pytest

from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.protocol import DoseProtocol
from medmanager.domain.user import Role
from tests.kit.fakes import NotedNotices, fake_context
from tests.plan_services import Chart, chart_services
from tests.presenters.test_plan_line_presenter import NotedEditor
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.finder.presenter import FinderPresenter
from ui.screens.plan.finder.rows import Command, FinderRow
from ui.screens.plan.line.presenter import LinePresenter


@dataclass
class NotedFinder:
    """Remembers what it was told to show."""

    rows: tuple[FinderRow, ...] = ()
    medicines: tuple[FinderRow, ...] = ()
    name: str = ""
    protocols: tuple[DoseProtocol, ...] = ()
    refusals: list[tuple[str, str]] = field(default_factory=list)
    closed: int = 0

    def show_found(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        self.rows = rows

    def show_medicines(self, text: str, rows: tuple[FinderRow, ...]) -> None:
        self.medicines = rows

    def ask_protocol_name(self, name: str) -> None:
        self.name = name

    def show_protocols(self, protocols: tuple[DoseProtocol, ...]) -> None:
        self.protocols = protocols

    def show_protocol_refusal(self, field: str, sentence: str) -> None:
        self.refusals.append((field, sentence))

    def close_dialog(self) -> None:
        self.closed += 1


class Bench:
    def __init__(self, role: Role = Role.PROVIDER) -> None:
        self.chart = Chart(chart_services(role))
        self.chart.begin()
        self.context = fake_context(self.chart.services)
        self.face, self.editor = NotedFinder(), NotedEditor()
        self.desk = DraftDesk(self.context, self.chart.patient.id)
        self.lines = LinePresenter(self.context, self.editor, self.desk)
        self.finder = FinderPresenter(self.context, self.face, self.lines, self.desk)
        self.desk.load()

    def row(self, title: str) -> FinderRow:
        return next(row for row in self.face.rows if row.title == title)

    def take(self, title: str) -> None:
        pick = self.row(title).pick
        assert pick is not None
        self.finder.take(pick)

    def names(self) -> list[str]:
        return [one.name for one in self.face.protocols]

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_that_protocols_stand_first_and_a_named_medicine_is_what_enter_takes(bench: Bench) -> None:
    bench.finder.search("ser")
    titles = [row.title for row in bench.face.rows]
    assert titles[:4] == ["Protocols", "Start sertraline", "Favourites", "sertraline"]
    assert [row.title for row in bench.face.rows if row.named][:1] == ["sertraline"]
    bench.finder.search("start ser")
    assert not any(row.named for row in bench.face.rows)
    assert bench.face.rows[1].pick is not None


def test_that_nothing_typed_lists_what_is_at_hand(bench: Bench) -> None:
    bench.finder.search("")
    heads = [row.title for row in bench.face.rows if row.pick is None]
    assert heads == ["Protocols", "Favourites"]


def test_that_a_search_for_a_medicine_lists_no_protocol_and_no_other_name(bench: Bench) -> None:
    bench.finder.search_medicine("sertr")
    assert [row.title for row in bench.face.medicines] == ["Favourites", "sertraline"]
    bench.finder.search_medicine("venla")
    assert [row.title for row in bench.face.medicines][:2] == ["Drug list", "venlafaxine"]
    bench.finder.search_medicine("moonwater")
    assert bench.face.medicines == ()


def test_that_a_misspelt_name_is_asked_about_before_it_is_offered_unchecked(bench: Bench) -> None:
    for written in ("venlefaxine", "effexsor"):
        bench.finder.search(written)
        titles = [row.title for row in bench.face.rows]
        assert titles[:2] == ["Did you mean", "venlafaxine"]
        assert titles[-1] == f"Add “{written}”"
        bench.finder.search_medicine(written)
        assert [row.title for row in bench.face.medicines] == titles[:-1]
    bench.finder.search("venlaf")
    assert "Did you mean" not in [row.title for row in bench.face.rows]


def test_that_a_name_that_is_not_known_can_be_taken_and_says_so(bench: Bench) -> None:
    bench.finder.search("moonwater")
    assert bench.row("Add “moonwater”").note == "not in our drug list, not checked"
    bench.take("Add “moonwater”")
    assert bench.editor.typed.medicine == "moonwater"


def test_that_a_shipped_protocol_opens_as_a_line_that_is_not_on_the_plan_yet(bench: Bench) -> None:
    bench.finder.search("lithium er")
    bench.take("Start lithium ER")
    assert bench.editor.is_open
    assert bench.editor.typed.form == Form.ER_TABLET.value
    assert len(bench.editor.typed.rows) == 2
    assert bench.editor.typed.origin.startswith("From the shipped protocol “Start lithium ER”")
    assert len(bench.chart.draft.items) == 2
    bench.lines.typed(replace(bench.editor.typed, purpose="to sleep"))
    bench.lines.save()
    assert len(bench.chart.draft.items) == 3


def test_that_the_origin_comes_back_with_the_draft(bench: Bench) -> None:
    bench.finder.search("start escitalopram")
    bench.take("Start escitalopram")
    bench.lines.keep()
    kept = bench.chart.services.drafts.recall("plan line", bench.chart.draft.id)
    assert kept is not None
    assert "Start escitalopram" in kept["fields"]


def test_that_a_line_is_kept_as_a_protocol_and_found_again(bench: Bench) -> None:
    bench.finder.search("start escitalopram")
    bench.take("Start escitalopram")
    bench.finder.begin_protocol()
    assert bench.face.name == "Start escitalopram"
    bench.finder.keep_protocol("Gentle start", False)
    assert bench.face.closed == 1
    bench.finder.keep_protocol("gentle start", False)
    assert bench.face.refusals[-1][0] == "name"
    bench.finder.keep_protocol("gentle start", True)
    bench.finder.search("gen")
    note = bench.row("gentle start").note
    assert "changed Nov 23, 2026" in note
    bench.take("gentle start")
    assert bench.editor.typed.origin.startswith(
        "From protocol “gentle start”, last changed November 23, 2026"
    )


def test_that_a_line_with_problems_is_no_protocol(bench: Bench) -> None:
    bench.lines.add("lorazepam")
    bench.finder.begin_protocol()
    assert bench.face.name == ""
    assert bench.editor.problems
    assert bench.notices.warned


def test_that_protocols_are_renamed_retired_and_taken_back(bench: Bench) -> None:
    bench.finder.search("start escitalopram")
    bench.take("Start escitalopram")
    bench.finder.keep_protocol("Gentle start", False)
    bench.finder.search("")
    bench.finder.take(Command.PROTOCOLS)
    bench.finder.rename(bench.face.protocols[0], "Soft start")
    assert bench.names() == ["Soft start"]
    bench.finder.retire(bench.face.protocols[0])
    assert bench.names() == []
    assert bench.notices.undo is not None
    bench.notices.undo()
    assert bench.names() == ["Soft start"]


def test_that_those_who_may_not_sign_are_not_offered_to_change_protocols() -> None:
    bench = Bench(Role.NURSE_PRACTITIONER)
    bench.finder.search("")
    assert not any(row.pick is Command.PROTOCOLS for row in bench.face.rows)
    bench.finder.keep_protocol("x", False)
    assert bench.face.refusals == []


def test_that_a_pin_is_set_and_let_go(bench: Bench) -> None:
    bench.finder.toggle_pin("lorazepam")
    bench.finder.search("")
    assert bench.row("LORazepam").note.startswith("pinned")
    bench.finder.toggle_pin("lorazepam")
    bench.finder.search("")
    assert not any(row.title == "LORazepam" for row in bench.face.rows)
