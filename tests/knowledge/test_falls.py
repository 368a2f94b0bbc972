"""A dose that comes down too fast is told; the ways down that the base proposes itself never are."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.proposals import Dosed, ProposedStep, Request, RequestKind
from medmanager.domain.knowledge.proposing import propose
from medmanager.domain.knowledge.question import DailyDose, Listed, Question
from medmanager.domain.knowledge.severity import Severity
from tests.knowledge.case_tables import base
from tests.knowledge.test_taper_properties import DRUGS, STOPPED, doses, switches

TODAY = date(2026, 11, 24)
LONG_AGO = date(2024, 11, 24)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def taken(*amounts: tuple[date, str | None], needed: bool = False) -> tuple[DailyDose, ...]:
    return tuple(
        DailyDose(day, Decimal(amount) if amount is not None else None, as_needed=needed)
        for day, amount in amounts
    )


def falls(*listed: Listed) -> list[Alert]:
    found = check(base(), Question(TODAY, listed)).alerts
    return [alert for alert in found if alert.kind is AlertKind.WITHDRAWAL]


def the_fall(*listed: Listed) -> Alert:
    (alert,) = falls(*listed)
    return alert


def lorazepam(*amounts: tuple[date, str | None], needed: bool = False) -> Listed:
    return Listed("lorazepam", form="tablet", doses=taken(*amounts, needed=needed))


# ---------------------------------------------------------------------------- what is told, and how


def test_that_a_pause_is_told_with_dose_day_advice_and_source() -> None:
    alert = the_fall(lorazepam((LONG_AGO, "2"), (in_days(5), "0"), (in_days(19), "2")))
    assert alert.severity is Severity.MAJOR
    assert alert.mechanism.startswith("From 2 mg a day to nothing at once on Nov 29, 2026.")
    assert "25 percent every 2 weeks" in alert.advice
    assert alert.source.startswith("FDA Drug Safety Communication of September 23, 2020")


def test_that_of_several_falls_the_gravest_is_told_and_of_equal_ones_the_first() -> None:
    grave = lorazepam((LONG_AGO, "4"), (in_days(5), "2.5"), (in_days(30), "0"))
    assert "Dec 24, 2026" in the_fall(grave).mechanism
    alike = lorazepam((LONG_AGO, "4"), (in_days(5), "0"), (in_days(30), "4"), (in_days(60), "0"))
    assert "Nov 29, 2026" in the_fall(alike).mechanism


def test_that_an_end_is_told_for_a_week() -> None:
    assert falls(lorazepam((LONG_AGO, "2"), (in_days(-7), "0"))) != []
    assert falls(lorazepam((LONG_AGO, "2"), (in_days(-8), "0"))) == []


def test_that_a_grave_fall_is_told_before_a_deeper_one_that_another_medicine_meets() -> None:
    down = lorazepam((LONG_AGO, "4"), (in_days(5), "1.5"), (in_days(30), "0"))
    alert = the_fall(down, Listed("diazepam", doses=taken((in_days(30), "20"))))
    assert alert.severity is Severity.MAJOR
    assert "Nov 29, 2026" in alert.mechanism


def test_that_many_small_steps_in_a_short_time_are_one_fall() -> None:
    alert = the_fall(lorazepam((LONG_AGO, "2"), *((in_days(n), str(2 - n * 0.25)) for n in range(1, 8))))
    assert alert.severity is Severity.MAJOR
    assert "within 14 days, by Dec 1, 2026" in alert.mechanism


def test_that_a_dose_raised_for_a_day_or_two_may_go_back_to_where_it_was() -> None:
    assert falls(lorazepam((LONG_AGO, "2"), (in_days(-2), "4"), (in_days(1), "2"))) == []


def test_that_what_is_taken_only_when_needed_weighs_less_and_asks() -> None:
    alert = the_fall(lorazepam((LONG_AGO, "2"), (in_days(5), "0"), needed=True))
    assert (alert.severity, alert.because[:23]) == (Severity.MODERATE, "Taken only when needed:")


def test_that_a_dose_that_was_held_for_months_is_where_the_next_way_down_begins() -> None:
    held = Listed("sertraline", form="tablet", doses=taken((LONG_AGO, "200"), (in_days(-200), "50")))
    ended = Listed("sertraline", form="tablet", doses=(*held.doses, *taken((in_days(3), "0"))))
    assert the_fall(ended).severity is Severity.MODERATE
    assert falls(held) == []


def test_that_tablets_that_cannot_be_halved_force_a_larger_step_of_that_form_alone() -> None:
    def ended(form: str) -> Listed:
        return Listed("venlafaxine", form=form, doses=taken((LONG_AGO, "37.5"), (in_days(3), "0")))

    assert falls(ended("extended-release capsule")) == []
    assert the_fall(ended("tablet")).severity is Severity.MODERATE


def test_that_an_injection_ends_by_itself() -> None:
    assert (
        falls(Listed("buprenorphine", form="injection", doses=taken((LONG_AGO, "8"), (in_days(3), "0"))))
        == []
    )


def test_that_doses_that_are_not_in_order_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        lorazepam((in_days(5), "0"), (LONG_AGO, "2"))
    assert refusal.value.field == "doses"


# ---------------------------------------------------------------------------- all lines of one drug together


def test_that_a_line_that_takes_up_the_dose_of_another_is_no_fall() -> None:
    old = lorazepam((LONG_AGO, "2"), (in_days(5), "0"))
    assert falls(old, lorazepam((in_days(5), "1.75"))) == []
    assert falls(old, lorazepam((in_days(6), "2"))) != [], "a day without is a fall"


def test_that_a_line_of_which_nobody_knows_the_dose_hides_no_end() -> None:
    known = lorazepam((LONG_AGO, "2"), (in_days(5), "0"))
    outside = Listed("lorazepam", start=LONG_AGO, stop=in_days(5))
    alert = the_fall(known, outside)
    assert (alert.severity, alert.because[:17]) == (Severity.MODERATE, "How much was take")


def test_that_another_of_its_kind_takes_over_only_while_it_is_taken() -> None:
    ended = lorazepam((LONG_AGO, "2"), (in_days(5), "0"))
    diazepam = Listed("diazepam", doses=taken((in_days(5), "20")))
    late = Listed("diazepam", doses=taken((in_days(6), "20")))
    assert the_fall(ended, diazepam).severity is Severity.MINOR
    assert the_fall(ended, late).severity is Severity.MAJOR


# ---------------------------------------------------------------------------- what the base proposes


def way_of(steps: Iterable[ProposedStep], name: str, before: tuple[DailyDose, ...]) -> tuple[DailyDose, ...]:
    """The dose of one drug as the proposal steps it, with its end."""
    own = [step for step in steps if step.name == name]
    way = [*before, *(DailyDose(one.start, one.daily_mg / one.every_days) for one in own)]
    if own and own[-1].end is not None:
        way.append(DailyDose(own[-1].end + timedelta(days=1), Decimal(0)))
    return tuple(way)


@pytest.mark.parametrize("days", [20, 60, 800])
@given(key=some.sampled_from(STOPPED), data=some.data())
def test_that_no_taper_of_the_base_is_too_fast_for_its_own_check(
    days: int, key: str, data: some.DataObject
) -> None:
    dose, since = data.draw(doses(key)), TODAY - timedelta(days=days)
    asked = Request(
        RequestKind.TAPER, TODAY, Dosed(DRUGS[key], key, dose), others=(Listed(key, dose, since),)
    )
    try:
        made = propose(base(), asked)
    except Refused:
        return
    if made.steps:
        way = way_of(made.steps, key, (DailyDose(since, dose),))
        assert falls(Listed(key, start=since, doses=way)) == []


@given(asked=switches())
def test_that_no_switch_of_the_base_is_graver_than_minor_for_its_own_check(asked: Request) -> None:
    leaving, coming = asked.leaving, asked.coming
    assert leaving is not None
    assert coming is not None
    try:
        made = propose(base(), asked)
    except Refused:
        return
    down = way_of(made.steps, leaving.name, (DailyDose(LONG_AGO, leaving.dose),))
    if len(down) == 1:
        down = (*down, DailyDose(asked.start, Decimal(0)))
    up = way_of(made.steps, coming.name, ())
    new = Listed(coming.name, start=up[0].start if up else asked.start, doses=up)
    told = falls(Listed(leaving.name, start=LONG_AGO, doses=down), new)
    assert [one for one in told if one.severity is not Severity.MINOR] == []


# ---------------------------------------------------------------------------- any way of a dose


amounts = some.one_of(some.none(), some.sampled_from(["0", "0.25", "0.5", "1", "2", "6"]))
ways = some.lists(some.tuples(some.integers(-400, 400), amounts), min_size=1, max_size=6).map(
    lambda found: taken(*sorted((in_days(day), amount) for day, amount in dict(found).items()))
)


@given(first=ways, second=ways, other=ways)
def test_that_any_way_is_answered_the_same_in_any_order_of_the_list(
    first: tuple[DailyDose, ...], second: tuple[DailyDose, ...], other: tuple[DailyDose, ...]
) -> None:
    lines = [
        Listed("lorazepam", doses=first),
        Listed("Ativan", doses=second),
        Listed("diazepam", doses=other),
    ]
    assert {one.severity for one in falls(*lines)} == {one.severity for one in falls(*reversed(lines))}
    assert len(falls(*lines)) <= 2


@given(way=ways)
def test_that_a_way_that_never_comes_down_is_calm(way: tuple[DailyDose, ...]) -> None:
    known = sorted(one.amount for one in way if one.amount is not None)
    rising = tuple(DailyDose(one.start, amount) for one, amount in zip(way, known, strict=False))
    assert falls(Listed("lorazepam", doses=rising)) == []
