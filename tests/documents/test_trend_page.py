"""The printed trend: every dose, every change, no risk, and no claim of a cause."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import TrendSheet
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Form
from medmanager.domain.practice import Paper as Size
from medmanager.domain.trend.trend import DoseChange, Panel, Shift, TrendChart
from tests.documents import checks
from tests.documents.chart_builders import FIRST, LAST, dose, elena_chart, elena_trend, lane, weekly
from tests.documents.paper_reader import Paper
from tests.documents.printed import writer
from tests.documents.sheet_builders import head
from tests.documents.sheet_checks import EVERY_WAY, faults

WEEK = timedelta(weeks=1)


def drawn(chart: TrendChart, **how: object) -> Paper:
    return Paper(writer().draw(TrendSheet(head(**how), chart)))


def plain(paper: Paper) -> str:
    return " ".join(paper.text().replace("\N{NO-BREAK SPACE}", " ").split())


def a_panel(*values: int) -> Panel:
    panel = elena_chart().panels[0]
    return replace(panel, series=(weekly("nausea", "Nausea", *values),))


def test_that_every_dose_and_every_change_is_told() -> None:
    text = plain(drawn(elena_chart()))
    for words in ("900 mg", "25 mg", "50 mg", "10 mg", "if needed"):
        assert words in text
    for change in elena_chart().changes:
        assert f": {change.reason}" in text
    assert "quetiapine 25 mg to 50 mg: still could not sleep" in text
    assert "propranolol 10 mg if needed started: shaky hands" in text
    assert "quetiapine stopped: sleepy" in text


def test_that_the_page_says_when_and_not_why() -> None:
    text = plain(drawn(elena_chart()))
    assert "Sleepy: 2 on August 31, 7 on October 19, 5 on November 23. This shows when, not why." in text
    one = plain(drawn(replace(elena_chart(), panels=(a_panel(3),))))
    assert "Nausea: 3 on August 31. This shows" in one


def test_that_the_picture_tells_every_point_in_words() -> None:
    paper = drawn(elena_chart())
    alt = paper.tree.all("Figure")[0].alt
    assert "October 19: 7" in alt
    assert "Restless" in alt
    assert "propranolol" in alt


@pytest.mark.parametrize("value", [0, 5, 10])
def test_that_the_names_of_eight_curves_with_one_end_stay_beside_the_plot(value: int) -> None:
    names = [f"Trouble of kind {number} that has a long name" for number in range(8)]
    series = tuple(weekly(f"other-{number}", name, 3, value) for number, name in enumerate(names))
    paper = drawn(replace(elena_chart(), panels=(replace(a_panel(1), series=series),)))
    assert checks.overlap_faults(paper) == []
    first = next(run.y for run in paper.runs if run.text.strip() == "Dose in one day")
    beside = [run.y for run in paper.runs if "long name" in run.text and run.x > 400]
    assert len(beside) == len(series)
    assert max(beside) < first


def test_that_risk_is_not_printed_on_a_page_that_others_may_read() -> None:
    panel = elena_chart().panels[0]
    risk = weekly("suicidal-thoughts", "Thoughts of death or self-harm", 1, 2, 3)
    text = plain(drawn(replace(elena_chart(), panels=(replace(panel, series=(*panel.series, risk)),))))
    assert "self-harm" not in text
    assert "Sleepy" in text


def test_that_no_ratings_and_no_changes_are_said_in_words() -> None:
    text = plain(drawn(replace(elena_chart(), panels=(), changes=())))
    assert "No ratings yet in this time." in text
    assert "No dose changed in this time." in text


def test_that_the_latest_dose_is_named_where_there_is_room_for_one_only() -> None:
    days = [LAST - timedelta(days=3 * back) for back in range(6, -1, -1)]
    steps = [
        dose(day, later - timedelta(days=1), str(25 * place))
        for place, (day, later) in enumerate(zip(days, days[1:], strict=False), 1)
    ]
    quick = lane("lamotrigine", *steps, dose(days[-1], None, "200"))
    assert "200 mg" in plain(drawn(replace(elena_chart(), lanes=(quick,))))


def test_that_changes_of_one_day_share_a_number_and_close_days_do_not_touch() -> None:
    changes = tuple(
        DoseChange(FIRST + timedelta(days=place), 1, f"medicine {place}", Shift.PAUSED)
        for place in (0, 0, 1, 2, 3)
    )
    paper = drawn(replace(elena_chart(), changes=changes))
    assert checks.overlap_faults(paper) == []
    assert "medicine 0 paused; medicine 0 paused" in plain(paper)


@pytest.mark.parametrize("count", [1, 5, 9])
def test_that_many_lanes_are_set_closer_and_never_smaller(count: int) -> None:
    lanes = tuple(
        lane(f"medicine number {place}", dose(date(2026, 6, 1), None, "100")) for place in range(count)
    )
    paper = drawn(replace(elena_chart(), lanes=lanes))
    assert checks.size_faults(paper, least=12, companion=10) == []
    assert checks.overlap_faults(paper) == []
    assert checks.edge_faults(paper) == []


def test_that_more_lanes_than_a_page_holds_are_refused_by_name() -> None:
    lanes = tuple(lane(f"medicine {place}", dose(FIRST, None, "100")) for place in range(24))
    with pytest.raises(Refused, match="Dose in one day"):
        drawn(replace(elena_chart(), lanes=lanes))


def test_that_a_long_list_of_changes_goes_on_to_the_next_page() -> None:
    changes = tuple(
        DoseChange(FIRST + n * WEEK / 3, 1, f"medicine {n}", Shift.PAUSED, reason=f"change {n} for a reason")
        for n in range(30)
    )
    paper = drawn(replace(elena_chart(), changes=changes))
    assert len(paper.sizes) == 2
    assert checks.footer_faults(paper, "Elena Rivera") == []
    assert "change 29 for a reason" in plain(paper)


def test_that_values_reach_the_whole_scale() -> None:
    paper = drawn(replace(elena_chart(), panels=(a_panel(0, 10),)))
    assert checks.overlap_faults(paper) == []
    assert Decimal(10) in [point.value for point in a_panel(0, 10).series[0].points]


def test_that_the_spanish_page_names_curves_in_spanish() -> None:
    text = plain(Paper(writer().draw(elena_trend(language=Language.SPANISH))))
    assert "Sueño" in text
    assert "Esto muestra cuándo, no por qué." in text


@pytest.mark.parametrize("large", [False, True])
def test_that_the_spanish_page_tells_changes_in_spanish_and_marks_reasons_as_english(large: bool) -> None:
    paper = drawn(elena_chart(), language=Language.SPANISH, large_print=large)
    text = plain(paper)
    for words in ("quetiapine de 25 mg a 50 mg:", "Se dejó quetiapine:", "Comienza lamotrigine 25 mg:"):
        assert words in text
    assert "razones en inglés" in text
    assert "started" not in text
    spans = [span for span in paper.tree.all("Span") if span.language == "en"]
    assert {"could", "shaky"} <= {word for span in spans for word in paper.text_of(span).split()}
    unsaid = tuple(replace(change, reason="") for change in elena_chart().changes)
    bare = drawn(replace(elena_chart(), changes=unsaid), language=Language.SPANISH, large_print=large)
    assert "inglés" not in plain(bare).replace("Inglés", "")


@pytest.mark.parametrize("large", [False, True])
def test_that_the_spanish_page_tells_form_and_rhythm_in_spanish(large: bool) -> None:
    liquid = replace(lane("fluoxetine", dose(FIRST, None, "20")), form=Form.LIQUID)
    depot = replace(lane("paliperidone", dose(FIRST, None, "234")), every_days=28)
    slower = lane("aripiprazole", replace(dose(FIRST, None, "400"), every_days=14))
    chart = replace(elena_chart(), lanes=(liquid, depot, slower), changes=())
    text = plain(drawn(chart, language=Language.SPANISH, large_print=large))
    assert "every" not in text
    assert "liquid," not in text
    for words in ("fluoxetine, líquido", "paliperidone, cada 28 días", "400 mg cada 14 días"):
        assert words in text


@pytest.mark.parametrize(("language", "size", "large"), EVERY_WAY)
def test_that_the_trend_stands_every_check_on_both_papers(
    language: Language, size: Size, large: bool
) -> None:
    sheet = elena_trend(language=language, paper=size, large_print=large)
    assert faults(sheet, 5 if large else 1) == []


def test_that_large_print_draws_each_curve_and_tells_its_points() -> None:
    paper = drawn(elena_chart(), large_print=True)
    figures = paper.tree.all("Figure")
    assert [figure.alt.split(". ", 1)[1].split(":")[0] for figure in figures] == [
        "Sleepy",
        "Shaky",
        "Restless",
    ]
    assert "October 19: 7" in figures[0].alt
    assert plain(paper).count("October 19: 7") == 1, "once in words, once in the words of the picture"
    assert "A dotted line is a day on which a dose changed." in plain(paper)
    assert "dotted" not in plain(drawn(replace(elena_chart(), changes=()), large_print=True))


@pytest.mark.parametrize("days", [0, 1, 6, 20, 90, 400, 2000])
@pytest.mark.parametrize("language", list(Language))
def test_that_the_days_under_a_large_curve_do_not_touch(language: Language, days: int) -> None:
    first = LAST - timedelta(days=days)
    chart = replace(elena_chart(), start=first, changes=(), panels=(a_panel(0, 10, 5),))
    points = tuple(
        replace(p, on=first + n * (LAST - first) / 2)
        for n, p in enumerate(a_panel(0, 10, 5).series[0].points)
    )
    series = replace(a_panel(0).series[0], points=points)
    paper = drawn(
        replace(chart, panels=(replace(a_panel(0), series=(series,)),)), language=language, large_print=True
    )
    assert checks.overlap_faults(paper) == []
    assert checks.edge_faults(paper) == []
