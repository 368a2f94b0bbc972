"""The trends tab: spans, switches, the readout at the cursor, the table and the words."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from medmanager.domain.history import Measure, Observation
from medmanager.domain.trend.trend import TrendChart
from medmanager.domain.trend.words import NO_CAUSE
from medmanager.domain.user import Role
from medmanager.domain.visit import ScaleResult, SideEffectRating
from tests.builders import TODAY, a_signed_plan, a_step, a_visit, an_item, keep, new_id, tablets
from tests.screens.desk_practice import DeskPractice
from ui.kit.charts.layout import Parts
from ui.kit.charts.reading import ChartTable
from ui.screens.trends.presenter import NOTHING, Heading, Readout, TrendsPresenter

OCT_12, OCT_26, NOV_9 = date(2026, 10, 12), date(2026, 10, 26), date(2026, 11, 9)


@dataclass
class NotedDisplay:
    """Remembers what it was told to show."""

    headings: list[Heading] = field(default_factory=list)
    charts: list[tuple[TrendChart, Parts]] = field(default_factory=list)
    tables: list[ChartTable] = field(default_factory=list)
    readouts: list[Readout] = field(default_factory=list)
    words: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def show_loading(self) -> None:
        self.said.append("loading")

    def show_heading(self, heading: Heading) -> None:
        self.headings.append(heading)

    def show_chart(self, chart: TrendChart, parts: Parts) -> None:
        self.charts.append((chart, parts))

    def show_table(self, table: ChartTable) -> None:
        self.tables.append(table)

    def show_readout(self, readout: Readout) -> None:
        self.readouts.append(readout)

    def show_words(self, sentences: tuple[tuple[str, str], ...]) -> None:
        self.words.append(sentences)

    def show_empty(self, sentence: str) -> None:
        self.said.append(f"empty: {sentence}")

    def show_problem(self, sentence: str) -> None:
        self.said.append(f"problem: {sentence}")

    def show_not_allowed(self, sentence: str) -> None:
        self.said.append(f"not allowed: {sentence}")


class Tab:
    """A provider's trends tab of a patient with a change of quetiapine and three visits."""

    def __init__(self, role: Role = Role.PROVIDER, *, empty: bool = False) -> None:
        self.practice = DeskPractice(role)
        self.display = NotedDisplay()
        if not empty:
            self._fill()
        self.presenter = TrendsPresenter(self.practice.context, self.display, self.practice.maren.id)
        self.presenter.load()

    def _fill(self) -> None:
        patient, author = self.practice.maren, self.practice.provider
        item = an_item(
            "quetiapine",
            a_step(date(2026, 9, 1), date(2026, 10, 18), tablets("100")),
            a_step(date(2026, 10, 19), None, tablets("200"), reason="sleep poor"),
        )
        rated = {OCT_12: (3, 1), OCT_26: (7, None), NOV_9: (6, 2)}
        visits = [
            a_visit(
                patient,
                author,
                datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
                effects=(SideEffectRating("sleepiness", sleepy), SideEffectRating("nausea", sick)),
                scales=(ScaleResult("PHQ-9", (), 12),) if day == NOV_9 else (),
            )
            for day, (sleepy, sick) in rated.items()
        ]
        level = Observation(
            new_id(), patient.id, Measure.LITHIUM, Decimal("0.68"), datetime(2026, 10, 26, 15, tzinfo=UTC)
        )
        keep(self.practice.session, a_signed_plan(patient, author, item), level, *visits)

    @property
    def values(self) -> dict[str, str]:
        return {row.name: row.value for row in self.display.readouts[-1].rows if not row.head}


def test_that_the_chart_comes_with_its_days_its_words_and_tall_man_letters() -> None:
    tab = Tab()
    assert tab.display.headings[-1].days == "Aug 17 to Nov 30, 2026"
    chart, parts = tab.display.charts[-1]
    assert [lane.label for lane in chart.lanes] == ["QUEtiapine"]
    assert (parts.panels, parts.changes, parts.events) == (("effects", "diary", "scales"), True, True)
    lead, rest = tab.display.words[-1][0]
    assert lead == "Sleepiness"
    assert "QUEtiapine 100 to 200 mg (Oct 19)" in rest
    assert tab.display.words[-1][-1] == ("", NO_CAUSE)


def test_that_the_readout_tells_values_of_the_day_and_the_day_of_older_ones() -> None:
    tab = Tab()
    tab.presenter.read(OCT_26)
    readout = tab.display.readouts[-1]
    rows = {row.name: (row.value, row.change) for row in readout.rows if not row.head}
    assert readout.title == "At Mon, Oct 26, 2026"
    assert rows["Sleepiness"] == ("7", "+4")
    assert rows["Nausea"] == ("1", "Oct 12")
    assert rows["PHQ-9"] == ("not asked", "")
    assert rows["QUEtiapine"] == ("200\u00a0mg", "")
    assert readout.notes == (
        ("Last change, Oct 19:", "QUEtiapine 100 to 200 mg: sleep poor"),
        ("That day:", "follow-up, not signed"),
    )


def test_that_a_switched_part_leaves_chart_readout_and_table() -> None:
    tab = Tab()
    tab.presenter.switch("effects", False)
    chart, parts = tab.display.charts[-1]
    assert parts.panels == ("diary", "scales")
    assert "Sleepiness" not in tab.values
    assert "Sleepiness" not in tab.display.tables[-1].heads
    tab.presenter.switch("labs", True)
    assert tab.values["Lithium level"] == "0.68"
    assert tab.display.charts[-1][1].panels == ("diary", "scales", "labs")
    assert chart.panels


def test_that_dose_changes_and_events_are_switched_apart() -> None:
    tab = Tab()
    tab.presenter.switch("changes", False)
    tab.presenter.switch("events", False)
    parts = tab.display.charts[-1][1]
    assert (parts.changes, parts.events) == (False, False)
    assert tab.display.headings[-1].on == {"effects", "diary", "scales"}


def test_that_kinds_that_were_not_recorded_are_known_as_absent() -> None:
    assert Tab().display.headings[-1].present == {"effects", "scales", "labs"}


def test_that_the_table_says_not_asked_where_a_rating_was_left_out() -> None:
    table = Tab().display.tables[-1]
    nausea = table.heads.index("Nausea")
    told = {row[0]: row[nausea] for row in table.rows}
    assert (told["Mon, Oct 12"], told["Mon, Oct 26"], told["Mon, Nov 9"]) == ("1", "not asked", "2")


def test_that_effects_rated_zero_throughout_stand_in_the_table() -> None:
    tab = Tab(empty=True)
    ratings = (SideEffectRating("nausea", 0), SideEffectRating("tremor", 2))
    visit = a_visit(tab.practice.maren, tab.practice.provider, effects=ratings)
    keep(tab.practice.session, visit)
    tab.presenter.load()
    assert "Nausea" in tab.display.tables[-1].heads
    assert "Nausea" not in tab.values


def test_that_another_span_keeps_the_day_that_is_read_where_it_can() -> None:
    tab = Tab()
    tab.presenter.read(OCT_26)
    tab.presenter.choose_span("6 w")
    assert tab.display.readouts[-1].title == "At Mon, Oct 26, 2026"
    tab.presenter.read(OCT_12)
    tab.presenter.choose_span("3 m")
    tab.presenter.read(date(2026, 8, 20))
    tab.presenter.choose_span("6 w")
    assert tab.display.readouts[-1].title == "At Mon, Nov 23, 2026"


def test_that_an_empty_record_says_what_to_do_and_leads_to_a_visit() -> None:
    tab = Tab(empty=True)
    assert tab.display.said[-1].startswith("empty: Nothing is recorded from Aug 17")
    tab.presenter.choose_span("All")
    assert tab.display.said[-1] == f"empty: {NOTHING}"
    tab.presenter.record_visit()
    assert tab.practice.went.patients[-1][:2] == (tab.practice.maren.id, "visits")


def test_that_vitals_are_shown_where_there_is_nothing_else() -> None:
    tab = Tab(empty=True)
    at = datetime(2026, 10, 26, 15, tzinfo=UTC)
    weight = Observation(new_id(), tab.practice.maren.id, Measure.WEIGHT, Decimal("71.2"), at)
    keep(tab.practice.session, weight)
    tab.presenter.load()
    assert tab.values == {"Weight": "71.2"}


def test_that_print_leads_to_the_trend_chart_among_the_documents() -> None:
    tab = Tab()
    tab.presenter.print_chart()
    assert tab.practice.went.patients[-1] == (tab.practice.maren.id, "documents", tab.practice.maren.id)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMIN])
def test_that_roles_without_charts_are_told_so(role: Role) -> None:
    tab = Tab(role)
    assert tab.display.said[-1].startswith("not allowed: Your role")
    assert tab.display.charts == []


def test_that_today_is_read_first() -> None:
    assert date(2026, 11, 23) == TODAY
    assert Tab().display.readouts[-1].title == "At Mon, Nov 23, 2026"
