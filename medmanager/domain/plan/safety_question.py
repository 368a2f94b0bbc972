"""One chart and one plan as a question to the knowledge base: what is not known stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from zoneinfo import ZoneInfo

from medmanager.domain.chart import Chart, MeasuredHere
from medmanager.domain.history import Measure, MedicationStatement, Observation, TakingStatus
from medmanager.domain.intake import AnswerState, Intake
from medmanager.domain.knowledge.allergies import Allergy
from medmanager.domain.knowledge.patient_facts import PatientFacts, Piece, Sex, Smoking
from medmanager.domain.knowledge.question import DailyDose, Listed, Question
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import AllergyKind, Condition
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Plan, PlanItem

STILL_MATTERS = timedelta(days=92)
"""A medicine that ended longer ago has left the body, fluoxetine included."""

YOUNG_ENOUGH = {
    Measure.QTC: timedelta(days=366),
    Measure.ANC: timedelta(days=92),
    Measure.EGFR: timedelta(days=366),
}
"""A value that is older says nothing about today: it counts as not known."""

MG_IN_A = {"mg": Decimal(1), "mcg": Decimal("0.001"), "mg/24h": Decimal(1)}
"""Units of the plan that are told in mg, so that lines of one drug add up."""

A_DAY = "/24h"
"""How the unit of a patch ends that gives its strength every day, whenever it is changed."""

SMOKES = {"every day": Smoking.CURRENT, "some days": Smoking.CURRENT, "never": Smoking.NEVER}
PREGNANCY = {
    "pregnant": (True, timedelta(days=310)),
    "test negative": (False, timedelta(days=28)),
    "not pregnant": (False, timedelta(days=92)),
}
"""What an answer says and for how long: house limits, not clinical rules. After it, nobody knows."""


def question_of(
    chart: Chart, intakes: Iterable[Intake], plan: Plan | None, today: date, zone: ZoneInfo
) -> Question:
    """The plan with its steps from today on, what others prescribe, supplements, conditions and allergies.

    `today` is the practice's day; how old an answer or a measurement is counts in days of its `zone`.
    """
    items = plan.items if plan else ()
    return Question(
        today,
        (*_planned(items, today), *_elsewhere(chart.statements, today)),
        _facts(chart, _Said(intakes, zone), today, zone),
        tuple(_condition_words(chart.conditions, today)),
        tuple(
            Allergy(
                one.substance, one.reaction or ("intolerance" if one.kind is AllergyKind.INTOLERANCE else "")
            )
            for one in chart.allergies
            if one.active and one.medicine
        ),
        tuple((code, one.name) for one in chart.conditions if (code := _code_of(one)) and one.name.strip()),
    )


def listed(item: PlanItem, today: date) -> Listed:
    """A line of the plan: from its first step, at the highest dose that is taken or planned from today on."""
    last = item.steps[-1].end
    stop = item.stopped.on if item.stopped else last + timedelta(days=1) if last else None
    return Listed(
        name=item.medicine.generic,
        daily_mg=_highest(step for step in item.steps if step.end is None or step.end >= today),
        start=item.steps[0].start,
        stop=stop,
        form=item.form.value,
        course=tuple(_course(item, today)),
        pieces=tuple(dict.fromkeys(_pieces(item, today))),
        dose_words=_dose_words(item, today),
        doses=tuple(_doses(item)),
    )


def _dose_words(item: PlanItem, today: date) -> str:
    """The most that is given at a time from today on, and how often at the most."""
    coming = [step for step in item.steps if not step.paused and (step.end is None or step.end >= today)]
    if not coming:
        return ""
    most = max(map(_at_a_time, coming))
    return f"{most.normalize():f} {coming[0].unit} every {min(step.every_days for step in coming)} days"


def _at_a_time(step: DoseStep) -> Decimal:
    needed = step.as_needed
    return step.daily_dose + (needed.strength.amount * needed.most_in_day if needed else 0)


def _course(item: PlanItem, today: date) -> Iterator[tuple[date, Decimal]]:
    """The doses from today on, each with its first day."""
    for step in item.steps:
        dose = _daily_mg(step)
        if dose is not None and (step.end is None or step.end >= today):
            yield max(step.start, today), dose


def _doses(item: PlanItem) -> Iterator[DailyDose]:
    """Every dose of the line, past and coming, with 0 in its gaps and pauses and after its end."""
    for step, later in zip_longest(item.steps, item.steps[1:]):
        yield _daily_dose(step)
        after = step.end + timedelta(days=1) if step.end else None
        if after is not None and (later is None or later.start > after):
            yield DailyDose(after, Decimal(0))


def _daily_dose(step: DoseStep) -> DailyDose:
    """The average where it is not given daily; what a patch gives is a day's dose however long it is worn."""
    days = 1 if step.unit.endswith(A_DAY) else step.every_days
    amount = _at_a_time(step) / days
    if step.unit in MG_IN_A:
        return DailyDose(step.start, amount * MG_IN_A[step.unit], "mg", _only_needed(step))
    return DailyDose(step.start, amount, step.unit, _only_needed(step))


def _only_needed(step: DoseStep) -> bool:
    return step.as_needed is not None and not step.tablets


def _pieces(item: PlanItem, today: date) -> Iterator[Piece]:
    """Everything that is to be swallowed from today on, as it is counted."""
    for step in item.steps:
        if step.end is None or step.end >= today:
            for one in step.tablets:
                yield Piece(item.form.value, one.strength.amount, one.strength.unit, one.count)


def _planned(items: Iterable[PlanItem], today: date) -> Iterator[Listed]:
    for item in items:
        if item.active_on(today) or not _long_ago(item, today):
            yield listed(item, today)


def _long_ago(item: PlanItem, today: date) -> bool:
    last = item.stopped.on if item.stopped else item.steps[-1].end
    return last is not None and today - last > STILL_MATTERS


def _highest(steps: Iterable[DoseStep]) -> Decimal | None:
    """mg a day; None where the dose is not in mg a day, or nothing is left to take."""
    doses = [dose for step in steps if (dose := _daily_mg(step)) is not None]
    return max(doses, default=None)


def _daily_mg(step: DoseStep) -> Decimal | None:
    if step.paused or step.every_days != 1 or step.unit != "mg":
        return None
    return _at_a_time(step)


def _elsewhere(statements: Iterable[MedicationStatement], today: date) -> Iterator[Listed]:
    """What is taken, and what ended not long ago; a medicine of which nobody knows is checked as if taken."""
    for one in statements:
        ended = one.stopped if one.status is TakingStatus.STOPPED else None
        if one.status is not TakingStatus.STOPPED or (ended and today - ended <= STILL_MATTERS):
            yield Listed(one.name, None, one.started, ended)


def _condition_words(conditions: Iterable[Condition], today: date) -> Iterator[str]:
    for one in conditions:
        if one.resolved is None or one.resolved > today:
            yield _code_of(one) or one.name


def _code_of(condition: Condition) -> str:
    """Its ICD-10-CM code, "" where it has none."""
    system, _, code = condition.code.partition("|")
    return code if "icd" in system.casefold() else ""


def _facts(chart: Chart, said: _Said, today: date, zone: ZoneInfo) -> PatientFacts:
    patient = chart.patient
    latest = partial(_latest, (*chart.observations, *chart.measured_here), today, zone)
    anc = latest(Measure.ANC)
    return PatientFacts(
        age=patient.age_on(today),
        sex=next((sex for sex in Sex if sex.value == patient.sex.value), None),
        pregnant=_pregnant(said, today),
        childbearing_potential={"yes": True, "no": False}.get(said.words("can_be_pregnant")),
        egfr=latest(Measure.EGFR),
        qtc_ms=latest(Measure.QTC),
        weight_kg=latest(Measure.WEIGHT),
        anc=anc * 1000 if anc is not None else None,
        smoking=SMOKES.get(said.words("tobacco")),
    )


class _Said:
    """The newest answer to a question of the intake."""

    def __init__(self, intakes: Iterable[Intake], zone: ZoneInfo) -> None:
        self._zone = zone
        self._newest_first = sorted(intakes, key=lambda intake: intake.started_at, reverse=True)

    def words(self, key: str) -> str:
        """The answer, "" where nobody asked, knew or said."""
        return self.dated(key)[0]

    def dated(self, key: str) -> tuple[str, date]:
        """The answer, and the day of the intake in which somebody spoke of it last."""
        answers = ((intake.answer(key), intake.started_at) for intake in self._newest_first)
        answer, at = next(((one, at) for one, at in answers if one is not None), (None, None))
        on = local_day(at, self._zone) if at else date.min
        return (answer.value if answer and answer.state is AnswerState.ANSWERED else "", on)


def _pregnant(said: _Said, today: date) -> bool | None:
    """As it was said last, as long as that holds. Whoever cannot become pregnant is not, unless a later
    intake says otherwise.
    """
    can, asked = said.dated("can_be_pregnant")
    words, on = said.dated("pregnant")
    if can == "no" and on <= asked:
        return False
    is_so, holds = PREGNANCY.get(words, (None, timedelta()))
    return is_so if today - on <= holds else None


def _latest(
    measured: Iterable[Observation | MeasuredHere], today: date, zone: ZoneInfo, measure: Measure
) -> Decimal | None:
    values = [one for one in measured if one.measure is measure]
    if not values:
        return None
    newest = max(values, key=lambda one: one.at)
    old = YOUNG_ENOUGH.get(measure)
    return None if old and today - local_day(newest.at, zone) > old else newest.value
