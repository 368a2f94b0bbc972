"""Burden and allergies in words: levels with their sources, and nothing that looks safer than it is."""

from dataclasses import replace
from datetime import date, timedelta

from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.knowledge.burden import Level, Load, Share
from medmanager.domain.override import EVERYTHING
from medmanager.domain.patient import Allergy, AllergyKind
from medmanager.domain.safety import SafetyReport
from tests.builders import TODAY, a_patient, new_id
from tests.plan_services import Chart, chart_services
from ui.kit.safety.burden import burden_words, not_counted
from ui.kit.safety.words import allergy_words, not_checked_because, safety_words

STEPS = (4, 6)


def a_load(*levels: int, stop: date | None = None, raised: Level | None = None) -> Load:
    shares = tuple(Share(f"drug {n}", level, "its label", stop) for n, level in enumerate(levels))
    return Load("sedative", shares, STEPS, "Beers 2023", raised)


def a_report(*loads: Load, before: tuple[Load, ...] | None = None, **changes: object) -> SafetyReport:
    chart = Chart(chart_services())
    report = chart.services.safety.report(chart.patient.id, chart.signed)
    return replace(report, loads=loads, loads_before=before, **changes)  # type: ignore[arg-type]  # any field


def test_that_a_level_follows_the_sums_of_the_rule() -> None:
    found = [a_load(), a_load(1), a_load(2, 2), a_load(2, 2, 2), a_load(2, 2, 2, 2)]
    assert [(load.level, load.boxes) for load in found] == [
        (Level.NONE, 0),
        (Level.LOW, 1),
        (Level.MODERATE, 3),
        (Level.HIGH, 4),
        (Level.HIGH, 5),
    ]


def test_that_one_medicine_that_acts_strongly_is_never_called_low() -> None:
    assert a_load(3).level is Level.MODERATE


def test_that_an_alert_about_this_patient_raises_the_level_and_never_lowers_it() -> None:
    assert a_load(1, raised=Level.HIGH).level is Level.HIGH
    assert a_load(2, 2, 2, raised=Level.MODERATE).level is Level.HIGH


def test_that_the_day_on_which_a_load_falls_is_told() -> None:
    ends = TODAY + timedelta(days=12)
    load = Load("qt", (*a_load(2).shares, *a_load(2, stop=ends).shares), STEPS, "label")
    assert load.falls(TODAY) == (ends, Level.LOW)
    assert a_load(2, 2).falls(TODAY) is None
    (words,) = burden_words(a_report(load))
    assert (words.title, words.level, words.change) == ("QT", "Moderate", "low from Dec 5")


def test_that_a_load_is_compared_with_the_plan_in_force() -> None:
    (up,) = burden_words(a_report(a_load(2, 2, 2), before=(a_load(1),)))
    assert (up.change, up.rises, up.icon) == ("was low", True, "triangle-alert")
    (same,) = burden_words(a_report(a_load(1), before=(a_load(1),)))
    assert (same.change, same.rises) == ("no change", False)
    (alone,) = burden_words(a_report(a_load(1)))
    assert alone.change == ""


def test_that_the_tip_says_who_gives_what_and_where_that_is_written() -> None:
    (words,) = burden_words(a_report(a_load(2, 2)))
    assert "Drug 0: 2, clearly (its label)" in words.tip.replace("drug", "Drug")
    assert "Beers 2023" in words.tip
    assert "moderate from 4, then high from 6" in words.tip


def test_that_a_load_is_a_lower_bound_where_a_medicine_was_not_checked() -> None:
    (words,) = burden_words(a_report(a_load(1), to_vouch_for=("moonwater",)))
    assert words.level == "At least low"
    assert not_counted(("moonwater", "starlight")) == "Not counted: moonwater and 1 more"


def test_that_nothing_is_said_of_burden_where_nothing_was_checked() -> None:
    said = not_checked_because("pairs.json cannot be read.")
    assert said.burden == ()
    assert said.to_vouch_for == (EVERYTHING,)


def test_that_an_empty_list_of_allergies_says_whether_anybody_asked() -> None:
    told = {
        known: allergy_words(a_report(allergy_knowledge=known, allergies=()))
        for known in (AllergyKnowledge.NONE_KNOWN, AllergyKnowledge.NOT_ASKED, AllergyKnowledge.UNKNOWN)
    }
    asked, never, unknown = (words for words in told.values() if words is not None)
    assert asked.tone == "muted"
    assert "nobody has asked" in never.lines[0]
    assert {never.tone, unknown.tone} == {"major"}


def test_that_an_intolerance_is_told_from_an_allergy() -> None:
    patient = a_patient()
    listed = (
        Allergy(new_id(), patient.id, "penicillin", "hives"),
        Allergy(new_id(), patient.id, "lamotrigine", "rash", AllergyKind.INTOLERANCE),
    )
    words = allergy_words(a_report(allergy_knowledge=AllergyKnowledge.LISTED, allergies=listed))
    assert words is not None
    assert words.lines == ("penicillin (hives)", "lamoTRIgine (rash, intolerance)")


def test_that_the_head_says_when_and_how_much_was_checked() -> None:
    chart = Chart(chart_services())
    report = chart.services.safety.report(chart.patient.id, chart.signed)
    assert safety_words(report).checked.endswith(", all 2")
    partly = replace(report, to_vouch_for=("sertraline",))
    assert safety_words(partly).checked.endswith(", 1 of 2")
