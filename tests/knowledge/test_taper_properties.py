"""What holds for every taper, titration and switch of the base, whatever the dose and the wishes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge import proposals, switching
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.patient_facts import Intake, PatientFacts
from medmanager.domain.knowledge.proposals import (
    Dosed,
    Method,
    Options,
    Proposal,
    ProposedStep,
    Request,
    RequestKind,
    Taken,
)
from medmanager.domain.knowledge.proposing import propose
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.knowledge.tablets import Tablet, tablets_of
from medmanager.domain.knowledge.taper_rules import StopRule, TitrationRule
from medmanager.exchange.taper_json import sum_words
from tests.knowledge.case_tables import base
from tests.knowledge.taper_rules_kept import (
    date_faults,
    switch_faults,
    tablet_faults,
    taper_faults,
    titration_faults,
)

KNOWLEDGE = "medmanager.domain.knowledge"
START = date(2026, 11, 24)
DRUGS = base().drugs
TABLETS = {key: made for key, drug in DRUGS.items() if (made := tablets_of(drug.products))}
STOPPED = sorted(key for key in TABLETS if any(key in rule.drugs for rule in base().tapers.stops))
TITRATED = sorted(key for key in TABLETS if any(key in rule.drugs for rule in base().tapers.titrations))
PSYCHOTROPIC = sorted(set(STOPPED) | set(TITRATED))

NAMED_LIKE_ANOTHER = {
    "doxepin low dose",
    "olanzapine-fluoxetine",
    "serdexmethylphenidate-dexmethylphenidate",
}
"""They are matched by the titration of the drug that they hold, whose steps their tablets cannot make."""

options = some.builds(
    Options,
    method=some.sampled_from((None, *Method)),
    percent=some.one_of(some.none(), some.integers(1, 100).map(Decimal)),
    every_days=some.one_of(some.none(), some.integers(1, 60)),
    may_split=some.booleans(),
)


@some.composite
def doses(draw: some.DrawFn, key: str) -> Decimal:
    """A dose of a day that whole tablets of the drug make, within reason."""
    strength = draw(some.sampled_from([one.strength for one in TABLETS[key]]))
    return strength * draw(some.integers(1, 8))


@some.composite
def tapers(draw: some.DrawFn) -> Request:
    key = draw(some.sampled_from(STOPPED))
    wishes = draw(options)
    at_hand = draw(some.sets(some.sampled_from([one.strength for one in TABLETS[key]])))
    leaving = Dosed(DRUGS[key], key, draw(doses(key)))
    began = Listed(key, leaving.daily_mg, START - timedelta(days=draw(some.integers(1, 900))))
    wishes = replace(wishes, strengths=tuple(sorted(at_hand)))
    return Request(RequestKind.TAPER, START, leaving, others=(began,), options=wishes)


@some.composite
def titrations(draw: some.DrawFn) -> Request:
    key = draw(some.sampled_from(TITRATED))
    aim = draw(some.one_of(some.none(), doses(key)))
    other = draw(some.sampled_from(("", "divalproex", "carbamazepine", "lithium")))
    others = (Listed(other, start=date(2026, 1, 1)),) if other and other != key else ()
    wishes = Options(may_split=draw(some.booleans()))
    return Request(
        RequestKind.TITRATION, START, None, Dosed(DRUGS[key], key, aim), others=others, options=wishes
    )


@some.composite
def switches(draw: some.DrawFn) -> Request:
    old, new = draw(some.sampled_from(PSYCHOTROPIC)), draw(some.sampled_from(PSYCHOTROPIC))
    leaving = Dosed(DRUGS[old], old, draw(doses(old)))
    coming = Dosed(DRUGS[new], new, draw(some.one_of(some.none(), doses(new))))
    began = Listed(old, leaving.daily_mg, date(2025, 1, 5))
    return Request(RequestKind.SWITCH, START, leaving, coming, others=(began,))


def setting_of(request: Request) -> Setting:
    """As the base sees the request: what goes on beside the drug, and since when it is taken."""
    asked = request.leaving or request.coming
    assert asked is not None, "every request is about a drug"
    keys = frozenset(found.key for one in request.others if (found := base().names.find(one.name).drug))
    began = next((one.start for one in request.others if one.name == asked.drug.key), None)
    intake = Intake(asked.drug.key, asked.name, asked.daily_mg, began)
    return Setting(PatientFacts(), request.start, keys - {asked.drug.key}, intake)


def stop_rule(request: Request) -> StopRule:
    assert request.leaving is not None, "a taper leaves a drug"
    rule = base().tapers.stop(request.leaving.drug.key, setting_of(request))
    assert rule is not None, "only drugs with a rule are asked about"
    return rule


def titration_rule(request: Request) -> TitrationRule | None:
    assert request.coming is not None, "a titration begins a drug"
    return base().tapers.titration(request.coming.drug.key, setting_of(request))


def made_or_refused(request: Request) -> Proposal | None:
    """The proposal; None for a refusal."""
    try:
        return propose(base(), request)
    except Refused:
        return None


# ------------------------------------------------------------------------------- whatever is asked


@settings(deadline=None, max_examples=200)
@given(tapers())
def test_that_a_taper_falls_in_steps_that_tablets_make_day_after_day(request: Request) -> None:
    made = made_or_refused(request)
    if made is not None:
        assert list(taper_faults(request, made, stop_rule(request))) == []


@settings(deadline=None, max_examples=120)
@given(titrations())
def test_that_a_titration_rises_to_its_aim_and_never_above_the_most(request: Request) -> None:
    made = made_or_refused(request)
    if made is not None:
        assert list(titration_faults(request, made, titration_rule(request))) == []


@settings(deadline=None, max_examples=80)
@given(switches())
def test_that_a_switch_keeps_apart_what_must_not_meet(request: Request) -> None:
    made = made_or_refused(request)
    if made is not None:
        assert list(switch_faults(base(), request, made)) == []


@settings(deadline=None, max_examples=30)
@given(tapers(), some.integers(1, 60))
def test_that_a_later_start_moves_every_step_by_as_many_days(request: Request, days: int) -> None:
    by = timedelta(days=days)
    began = tuple(replace(one, start=one.start + by if one.start else None) for one in request.others)
    made = made_or_refused(request)
    moved = made_or_refused(replace(request, start=START + by, others=began))
    assert (made is None) == (moved is None)
    if made is not None and moved is not None:
        assert [one.start + by for one in made.steps] == [one.start for one in moved.steps]
        assert [one.tablets for one in made.steps] == [one.tablets for one in moved.steps]


# ------------------------------------------------------------------------------- every drug of the base


@pytest.mark.parametrize("key", STOPPED)
def test_that_every_drug_with_a_way_to_stop_comes_down_from_each_of_its_tablets(key: str) -> None:
    for one in TABLETS[key]:
        leaving = Dosed(DRUGS[key], key, one.strength * 4)
        request = Request(RequestKind.TAPER, START, leaving)
        made = propose(base(), request)
        assert list(taper_faults(request, made, stop_rule(request))) == []


@pytest.mark.parametrize("key", TITRATED)
def test_that_every_drug_with_a_titration_reaches_its_usual_dose(key: str) -> None:
    request = Request(RequestKind.TITRATION, START, None, Dosed(DRUGS[key], key))
    if key in NAMED_LIKE_ANOTHER:
        with pytest.raises(Refused, match="cannot be made"):
            propose(base(), request)
        return
    made = propose(base(), request)
    assert list(titration_faults(request, made, titration_rule(request))) == []


def test_that_every_condition_of_the_patient_can_be_asked_about_in_a_switch() -> None:
    old = Dosed(DRUGS["paroxetine"], "paroxetine", Decimal(20))
    new = Dosed(DRUGS["venlafaxine"], "venlafaxine")
    for text in ("hypertension", "epilepsy", "bipolar disorder", "pregnancy", "glaucoma", "heart failure"):
        facts = PatientFacts(conditions=frozenset(base().conditions.keys_of(text)))
        assert facts.conditions
        made_or_refused(Request(RequestKind.SWITCH, START, old, new, facts))


def test_that_a_way_of_too_many_steps_is_refused_and_not_cut_off() -> None:
    slow = Options(Method.PROPORTIONAL, Decimal(1), 14)
    lamotrigine = Dosed(DRUGS["lamotrigine"], "lamotrigine", Decimal(800))
    with pytest.raises(Refused, match="more than 120 steps"):
        propose(base(), Request(RequestKind.TAPER, START, lamotrigine, options=slow))
    divalproex = Dosed(DRUGS["divalproex"], "divalproex", Decimal(60_000))
    with pytest.raises(Refused, match="more than 60 steps"):
        propose(base(), Request(RequestKind.TITRATION, START, None, divalproex))


def test_that_what_ended_before_the_first_day_sets_no_pace() -> None:
    lamotrigine = Dosed(DRUGS["lamotrigine"], "lamotrigine")
    alone = propose(base(), Request(RequestKind.TITRATION, START, None, lamotrigine))
    for other in ("carbamazepine", "divalproex"):
        ended = Listed(other, start=date(2026, 1, 1), stop=START - timedelta(days=60))
        after = propose(base(), Request(RequestKind.TITRATION, START, None, lamotrigine, others=(ended,)))
        going = replace(ended, stop=START + timedelta(days=1))
        beside = propose(base(), Request(RequestKind.TITRATION, START, None, lamotrigine, others=(going,)))
        assert [one.daily_mg for one in after.steps] == [one.daily_mg for one in alone.steps]
        assert [one.daily_mg for one in beside.steps] != [one.daily_mg for one in alone.steps]


# ------------------------------------------------------------------------------- the rig goes red


LORAZEPAM = Request(RequestKind.TAPER, START, Dosed(DRUGS["lorazepam"], "lorazepam", Decimal(4)))
SERTRALINE = Request(
    RequestKind.TITRATION, START, None, Dosed(DRUGS["sertraline"], "sertraline", Decimal(200))
)
FORBIDDEN = Request(
    RequestKind.SWITCH,
    START,
    Dosed(DRUGS["fluoxetine"], "fluoxetine", Decimal(20)),
    Dosed(DRUGS["phenelzine"], "phenelzine"),
)


def later(step: ProposedStep, days: int) -> ProposedStep:
    by = timedelta(days=days)
    return replace(step, start=step.start + by, end=step.end + by if step.end else None)


def spoilt(number: int, spoil: Callable[[ProposedStep], ProposedStep], made: Proposal) -> Proposal:
    steps = list(made.steps)
    steps[number] = spoil(steps[number])
    return replace(made, steps=tuple(steps))


STRANGE = (Taken(Decimal("0.7"), Decimal(1), "morning"),)
SPOILT: dict[str, Callable[[Proposal], Proposal]] = {
    "a dose that rises": lambda made: replace(made, steps=(made.steps[1], made.steps[0], *made.steps[2:])),
    "a wrong sum": lambda made: spoilt(0, lambda one: replace(one, daily_mg=one.daily_mg + 1), made),
    "a tablet that is nowhere": lambda made: spoilt(0, lambda one: replace(one, tablets=STRANGE), made),
    "a day before the start": lambda made: spoilt(0, lambda one: later(one, -1), made),
    "a gap": lambda made: spoilt(2, lambda one: later(one, 1), made),
    "an overlap": lambda made: spoilt(2, lambda one: later(one, -1), made),
    "steps that are too steep": lambda made: replace(made, warnings=()),
    "a wrong length": lambda made: replace(made, total_days=made.total_days + 1),
}


@pytest.mark.parametrize("name", SPOILT)
def test_that_a_spoilt_taper_is_found(name: str) -> None:
    made = propose(base(), LORAZEPAM)
    assert not list(taper_faults(LORAZEPAM, made, stop_rule(LORAZEPAM)))
    assert list(taper_faults(LORAZEPAM, SPOILT[name](made), stop_rule(LORAZEPAM)))


def test_that_a_half_of_what_is_not_scored_is_found() -> None:
    capsule = DRUGS["phenelzine"]
    half = ProposedStep(
        "phenelzine", START, None, Decimal("7.5"), (Taken(Decimal(15), Decimal("0.5"), "noon"),)
    )
    assert list(tablet_faults(capsule, (half,)))


def test_that_a_spoilt_titration_is_found() -> None:
    made = propose(base(), SERTRALINE)
    rule = titration_rule(SERTRALINE)
    assert not list(titration_faults(SERTRALINE, made, rule))
    falling = replace(made, steps=(made.steps[1], made.steps[0], *made.steps[2:]))
    fast = replace(made, steps=(made.steps[0], made.steps[-1]))
    for bad in (falling, fast):
        assert list(titration_faults(SERTRALINE, bad, rule))


def test_that_the_sum_of_a_step_that_is_not_daily_says_how_often() -> None:
    taken = (proposals.Taken(Decimal(25), Decimal(1), "morning"),)
    step = proposals.ProposedStep("lamotrigine", START, None, Decimal(25), taken, every_days=2)
    assert sum_words(step) == "1 x 25 mg = 25 mg every 2 days"
    assert sum_words(replace(step, every_days=1)) == "1 x 25 mg = 25 mg a day"


def planted(faults: Iterable[str]) -> bool:
    return bool(list(faults))


def test_that_bugs_in_the_code_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as bug:  # a washout one day short
        gap = switching.gap_between
        bug.setattr(
            f"{KNOWLEDGE}.switching.gap_between",
            lambda *asked: replace(gap(*asked), days=gap(*asked).days - 1),
        )
        assert planted(switch_faults(base(), FORBIDDEN, propose(base(), FORBIDDEN)))
    with monkeypatch.context() as bug:  # everything may be halved
        halved = tuple(Tablet(one.strength, halves=True) for one in TABLETS["phenelzine"])
        bug.setattr(f"{KNOWLEDGE}.proposals.tablets_of", lambda *_, **__: halved)
        request = Request(RequestKind.TAPER, START, Dosed(DRUGS["phenelzine"], "phenelzine", Decimal(30)))
        assert planted(taper_faults(request, propose(base(), request), stop_rule(request)))
    with monkeypatch.context() as bug:  # the steps are not warned of
        bug.setattr(f"{KNOWLEDGE}.tapering.too_steep", lambda *_: ())
        assert planted(taper_faults(LORAZEPAM, propose(base(), LORAZEPAM), stop_rule(LORAZEPAM)))
    with monkeypatch.context() as bug:  # the steps begin a day late
        dated = proposals.dated_steps
        bug.setattr(
            f"{KNOWLEDGE}.titrating.dated_steps",
            lambda shelf, made, start, **more: dated(shelf, made, start + timedelta(days=1), **more),
        )
        made = propose(base(), SERTRALINE)
        assert planted(date_faults(made.steps, START))
