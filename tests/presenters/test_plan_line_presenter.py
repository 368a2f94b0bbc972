"""The line editor's presenter: every keystroke is read and kept, only a whole line is handed in."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from medmanager.domain.ids import LineId
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import PlanItem
from tests.builders import TODAY, a_patient, a_step, tablets
from tests.kit.fakes import NotedNotices, fake_context
from tests.plan_services import Chart, a_line, chart_services
from ui.kit import words
from ui.kit.context import Context
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.line.drafts import FORM
from ui.screens.plan.line.fields import LineFields, RowFields, RowKind
from ui.screens.plan.line.head import UNKNOWN, LineHead
from ui.screens.plan.line.presenter import FINISH_FIRST, GONE, STRANDED, LinePresenter
from ui.screens.plan.line.reading import LineReading
from ui.screens.plan.page import LaneChart


@dataclass
class NotedEditor:
    """Remembers what it was told to show."""

    head: LineHead | None = None
    typed: LineFields = field(default_factory=LineFields)
    reading: LineReading | None = None
    problems: dict[str, str] = field(default_factory=dict)
    chart: LaneChart | None = None
    fields: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    is_open: bool = False

    def show_editor(self, head: LineHead, typed: LineFields) -> None:
        self.head, self.typed, self.is_open = head, typed, True

    def show_rows(self, typed: LineFields) -> None:
        self.typed = typed

    def show_head(self, head: LineHead) -> None:
        self.head = head

    def show_reading(self, reading: LineReading) -> None:
        self.reading = reading

    def show_problems(self, problems: dict[str, str]) -> None:
        self.problems = problems

    def show_text(self, name: str, text: str) -> None:
        self.texts[name] = text

    def show_lanes(self, chart: LaneChart, line_id: LineId) -> None:
        self.chart = chart

    def go_to(self, field: str) -> None:
        self.fields.append(field)

    def close_editor(self) -> None:
        self.is_open = False


class Bench:
    def __init__(self, chart: Chart, wanted: LineId | None = None) -> None:
        self.chart, self.face = chart, NotedEditor()
        self.context: Context = fake_context(chart.services)
        self.desk = DraftDesk(self.context, chart.patient.id)
        self.lines = LinePresenter(self.context, self.face, self.desk)
        if wanted is not None:
            self.lines.open_when_ready(wanted)
        self.desk.load()

    @property
    def notices(self) -> NotedNotices:
        assert isinstance(self.context.notices, NotedNotices)
        return self.context.notices

    def kept(self) -> dict[str, str] | None:
        return self.chart.services.drafts.recall(FORM, self.chart.draft.id)

    def line(self, generic: str) -> PlanItem | None:
        return next((item for item in self.chart.draft.items if item.medicine.generic == generic), None)


@pytest.fixture
def bench() -> Bench:
    chart = Chart(chart_services())
    chart.begin()
    return Bench(chart)


def filled(typed: LineFields) -> LineFields:
    row = RowFields(start="Nov 24", strength="25 mg", counts=("", "", "", "1"))
    return replace(typed, purpose="steady mood", rows=(row,))


def test_that_a_new_medicine_is_written_and_put_on_the_plan(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    note = "mood stabilizer · Lamictal, Lamictal XR"
    head = bench.face.head
    assert head is not None
    assert (head.title, head.is_new, head.is_signed, head.note) == ("Add lamoTRIgine", True, False, note)
    assert head.choices[0].text == "2 mg"
    assert "rash" in head.likely
    assert bench.face.typed.rows[0].start == "Mon, Nov 23"
    bench.lines.typed(filled(bench.face.typed))
    assert bench.face.reading is not None
    assert bench.face.reading.problems == {}
    assert bench.face.chart is not None
    assert bench.face.chart.lanes[-1].label == "lamotrigine"
    bench.lines.save()
    item = bench.line("lamotrigine")
    assert item is not None
    assert item.medicine.rxcui
    assert item.purpose == "for steady mood"
    assert not bench.face.is_open
    assert bench.kept() is None


def test_that_a_name_outside_the_list_is_allowed_and_said(bench: Bench) -> None:
    bench.lines.add("moonwater")
    assert bench.face.head is not None
    assert bench.face.head.note == UNKNOWN
    bench.lines.typed(filled(bench.face.typed))
    bench.lines.save()
    assert bench.line("moonwater") is not None


def test_that_a_line_with_problems_is_not_handed_in(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    bench.lines.save()
    assert "purpose" in bench.face.problems
    assert bench.face.is_open
    assert bench.line("lamotrigine") is None


def test_that_the_same_drug_for_the_same_purpose_is_refused_at_its_name(bench: Bench) -> None:
    bench.lines.add("sertraline")
    bench.lines.typed(replace(filled(bench.face.typed), purpose="low mood"))
    bench.lines.save()
    assert "already" in bench.face.problems["medicine"]


def test_that_what_is_typed_is_back_after_a_crash_valid_or_not(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    half = replace(bench.face.typed, purpose="steady mo", rows=(RowFields(start="Nov", strength=".5"),))
    bench.lines.typed(half)
    bench.lines.keep()
    again = Bench(bench.chart)
    assert again.face.typed == half
    assert again.notices.said == ["What you were writing is back."]
    again.lines.typed(filled(half))
    again.lines.save()
    assert again.line("lamotrigine") is not None
    assert Bench(bench.chart).face.is_open is False


@pytest.mark.parametrize("end", ["sign", "throw_away"])
def test_that_a_line_outlives_the_draft_it_was_written_in(bench: Bench, end: str) -> None:
    plans = bench.chart.services.plans
    bench.lines.add("lamotrigine")
    half = replace(bench.face.typed, purpose="steady mo")
    bench.lines.typed(half)
    if end == "sign":
        plans.set_words(bench.chart.draft, PlanWords("Hers", ()))
        plans.sign(bench.chart.draft, "words only")
    else:
        plans.throw_away(bench.chart.draft)
    bench.desk.load()
    assert not bench.face.is_open
    assert bench.notices.warned == [STRANDED]
    plans.begin(bench.chart.patient.id)
    bench.desk.load()
    assert bench.face.is_open
    assert bench.face.typed.purpose == "steady mo"
    bench.lines.typed(filled(half))
    bench.lines.save()
    assert bench.line("lamotrigine") is not None
    assert Bench(bench.chart).face.is_open is False


def test_that_a_draft_kept_by_another_version_is_told_and_not_lost_silently(bench: Bench) -> None:
    bench.chart.services.drafts.keep(FORM, bench.chart.draft.id, {"old": "format"})
    again = Bench(bench.chart)
    assert "cannot be shown" in again.notices.warned[0]
    assert not again.face.is_open


def test_that_a_new_dose_starts_tomorrow_and_the_running_one_is_closed(bench: Bench) -> None:
    bench.lines.change_dose(bench.chart.sertraline.line_id)
    running, fresh = bench.face.typed.rows
    assert (running.locked, running.through) == (True, "")
    assert (fresh.locked, fresh.start, fresh.strength, fresh.counts[0]) == (
        False,
        "Tue, Nov 24",
        "50 mg",
        "1",
    )
    assert bench.face.fields[-1] == "row.1.morning"
    doubled = replace(fresh, counts=("2", "", "", ""))
    bench.lines.typed(replace(bench.face.typed, reason="low mood persists", rows=(running, doubled)))
    bench.lines.save()
    item = bench.line("sertraline")
    assert item is not None
    assert [(step.end, step.daily_dose) for step in item.steps] == [
        (TODAY, Decimal(50)),
        (None, Decimal(100)),
    ]


def test_that_a_new_dose_tells_which_planned_steps_it_leaves_out(bench: Bench) -> None:
    running = a_step(TODAY - timedelta(days=9), TODAY + timedelta(days=6), tablets("25"))
    later = (TODAY + timedelta(days=7), TODAY + timedelta(days=21))
    steps = (running, a_step(later[0], later[1] - timedelta(days=1), tablets("50")), a_step(later[1], None))
    climbing = a_line("lamotrigine", *steps)
    bench.chart.services.plans.keep_line(bench.chart.draft, climbing)
    bench.chart.services.plans.sign(bench.chart.draft, "titration")
    bench.chart.begin()
    bench.desk.load()
    bench.lines.change_dose(climbing.line_id)
    told = bench.face.typed.origin.replace(words.NO_BREAK, " ")
    assert told.startswith("In place of what was planned: 50 mg from Nov 30 and ")
    assert "from Dec 14. Edit keeps those steps." in told
    bench.lines.cancel()
    bench.lines.change_dose(bench.chart.sertraline.line_id)
    assert bench.face.typed.origin == ""


def test_that_a_new_dose_of_an_injection_starts_on_the_day_of_its_next_one(bench: Bench) -> None:
    given = a_step(TODAY - timedelta(days=10), None, tablets("156"), every_days=28)
    monthly = a_line("paliperidone palmitate", given, form=Form.INJECTION)
    plans = bench.chart.services.plans
    plans.keep_line(bench.chart.draft, monthly)
    plans.sign(bench.chart.draft, "as given")
    bench.chart.begin()
    bench.desk.load()
    bench.lines.change_dose(monthly.line_id)
    running, fresh = bench.face.typed.rows
    assert running.locked
    assert (fresh.start, fresh.strength, fresh.every) == ("Fri, Dec 11", "156 mg", "28")
    bench.lines.add_row(RowKind.DOSE)
    assert bench.face.typed.rows[-1].every == "28"


def test_that_a_new_dose_of_what_starts_later_keeps_its_start_and_strength(bench: Bench) -> None:
    later = a_line("prazosin", a_step(TODAY + timedelta(days=7), None, tablets("2")), form=Form.CAPSULE)
    bench.chart.services.plans.keep_line(bench.chart.draft, later)
    bench.desk.load()
    bench.lines.change_dose(later.line_id)
    assert [(row.start, row.strength) for row in bench.face.typed.rows] == [("Mon, Nov 30", "2 mg")]


def test_that_a_line_changed_elsewhere_is_not_overwritten_unknowingly(bench: Bench) -> None:
    line = bench.chart.sertraline.line_id
    bench.lines.edit(line)
    theirs = replace(bench.chart.sertraline, benefit="hers")
    bench.chart.services.plans.keep_line(bench.chart.draft, theirs)
    bench.desk.load()
    bench.lines.typed(replace(bench.face.typed, benefit="mine"))
    bench.lines.save()
    assert "Nothing was overwritten" in bench.face.problems["line"]
    assert bench.line("sertraline") == theirs
    bench.lines.save()
    mine = bench.line("sertraline")
    assert mine is not None
    assert mine.benefit == "mine"


def test_that_cancel_lets_go_and_offers_it_back(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    typed = filled(bench.face.typed)
    bench.lines.typed(typed)
    bench.lines.keep()
    bench.lines.cancel()
    assert not bench.face.is_open
    assert bench.kept() is None
    assert bench.notices.undo is not None
    bench.notices.undo()
    assert (bench.face.is_open, bench.face.typed) == (True, typed)


def test_that_cancel_without_a_change_says_nothing(bench: Bench) -> None:
    bench.lines.edit(bench.chart.sertraline.line_id)
    bench.lines.cancel()
    assert bench.notices.said == []


def test_that_a_new_dose_nobody_wrote_is_closed_without_a_word_and_not_kept(bench: Bench) -> None:
    bench.lines.change_dose(bench.chart.sertraline.line_id)
    bench.lines.keep()
    assert bench.kept() is None
    bench.lines.cancel()
    assert (bench.face.is_open, bench.notices.said) == (False, [])
    assert not Bench(bench.chart).face.is_open


def test_that_a_new_dose_that_was_written_is_kept_and_offered_back_each_time(bench: Bench) -> None:
    bench.lines.change_dose(bench.chart.sertraline.line_id)
    written = replace(bench.face.typed, reason="low mood persists")
    bench.lines.typed(written)
    bench.lines.keep()
    assert bench.kept() is not None
    for _ in range(2):
        bench.lines.cancel()
        assert bench.notices.undo is not None
        bench.notices.undo()
        assert bench.face.typed == written
    assert bench.notices.said == ["What you typed was let go."] * 2


def test_that_what_was_typed_and_taken_out_again_does_not_come_back(bench: Bench) -> None:
    bench.lines.change_dose(bench.chart.sertraline.line_id)
    before = bench.face.typed
    for typed, is_kept in ((replace(before, reason="low"), True), (before, False)):
        bench.lines.typed(typed)
        bench.lines.keep()
        assert (bench.kept() is not None) == is_kept


def test_that_an_untouched_line_whose_draft_went_away_is_not_kept_for_the_next(bench: Bench) -> None:
    bench.lines.edit(bench.chart.sertraline.line_id)
    bench.chart.services.plans.throw_away(bench.chart.draft)
    bench.desk.load()
    assert (bench.face.is_open, bench.notices.warned) == (False, [GONE])
    bench.chart.begin()
    bench.desk.load()
    assert not bench.face.is_open


def test_that_another_medicine_wanted_from_elsewhere_waits_for_the_one_that_is_written(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    bench.lines.open_when_ready(bench.chart.lithium.line_id)
    assert bench.face.head is not None
    assert (bench.face.head.title, bench.notices.warned) == ("Add lamoTRIgine", [FINISH_FIRST])


def test_that_what_was_kept_comes_back_though_another_medicine_is_wanted(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    half = replace(bench.face.typed, purpose="steady mo")
    bench.lines.typed(half)
    bench.lines.keep()
    again = Bench(bench.chart, wanted=bench.chart.lithium.line_id)
    assert (again.face.typed, again.notices.said) == (half, ["What you were writing is back."])


def test_that_steps_strengths_and_pauses_are_added_and_removed(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    bench.lines.typed(filled(bench.face.typed))
    bench.lines.add_row(RowKind.ALSO)
    bench.lines.add_row(RowKind.PAUSE)
    bench.lines.add_row(RowKind.DOSE)
    kinds = [row.kind for row in bench.face.typed.rows]
    assert kinds == [RowKind.DOSE, RowKind.ALSO, RowKind.PAUSE, RowKind.DOSE]
    assert bench.face.typed.rows[3].start == "Thu, Nov 26"
    bench.lines.remove_row(0)
    assert [row.kind for row in bench.face.typed.rows] == [RowKind.PAUSE, RowKind.DOSE]
    assert bench.kept() is not None


def test_that_tests_are_added_and_removed(bench: Bench) -> None:
    bench.lines.edit(bench.chart.lithium.line_id)
    bench.lines.add_test()
    assert bench.face.fields[-1] == "test.0.measure"
    counts = [len(bench.face.typed.tests)]
    bench.lines.remove_test(0)
    assert [*counts, len(bench.face.typed.tests)] == [1, 0]


def test_that_a_typed_day_is_written_in_the_usual_way_when_its_field_is_left(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    row = RowFields(start="tue", through="2 weeks", strength="25 mg", counts=("1", "", "", ""))
    bench.lines.typed(replace(bench.face.typed, rows=(row,)))
    for name in ("row.0.start", "row.0.through", "row.0.strength", "purpose"):
        bench.lines.leave(name)
    assert bench.face.texts == {"row.0.start": "Tue, Nov 24", "row.0.through": "Mon, Dec 7"}


def test_that_a_subject_opens_its_dose_and_begins_a_draft_for_it() -> None:
    chart = Chart(chart_services())
    bench = Bench(chart)
    bench.lines.open_when_ready(chart.lithium.line_id)
    assert chart.draft.number == 7
    assert bench.face.head is not None
    assert bench.face.head.title == "lithium carbonate"


def test_that_an_editor_closes_when_its_draft_is_gone(bench: Bench) -> None:
    bench.lines.add("lamotrigine")
    bench.chart.services.plans.throw_away(bench.chart.draft)
    bench.desk.load()
    assert not bench.face.is_open
    bench.lines.save()
    bench.lines.add("lamotrigine")
    assert not bench.face.is_open


def test_that_a_first_plan_takes_its_first_medicine() -> None:
    chart = Chart(chart_services())
    chart.patient = a_patient()
    chart.begin()
    bench = Bench(chart)
    bench.lines.add("fluoxetine")
    bench.lines.typed(filled(bench.face.typed))
    bench.lines.save()
    assert [item.medicine.generic for item in chart.draft.items] == ["fluoxetine"]
