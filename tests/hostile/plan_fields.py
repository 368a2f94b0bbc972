"""The fields of the plan screen: the lines with their steps, the dialogs of a line, the proposals."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.dose import Form, Slot
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.plan.proposal import Wish
from tests.builders import TODAY, a_drug, new_id
from tests.hostile import days, meanings
from tests.hostile.days import Asked, Look
from tests.hostile.field import Field, refused
from tests.presenters.typed_lines import needed_form
from ui.screens.plan.line.fields import LineBasis, LineFields, MonitorFields, RowFields
from ui.screens.plan.line.form_reading import day_problem, end_problem, read_day, read_through
from ui.screens.plan.line.reading import read_line
from ui.screens.plan.proposal.fields import LineChoice, Pace, ProposalBasis, ProposalFields
from ui.screens.plan.proposal.reading import read_proposal

Taken = Callable[[PlanItem], object]
Mean = Callable[[str], Collection[object]]
LINE = LineId(new_id())
DRUG = a_drug("sertraline", "Zoloft", rxcui="36437")
ROW = RowFields(start="Nov 24", strength="50 mg", counts=("1", "", "", ""))
DOSED = LineFields("sertraline", purpose="low mood", rows=(ROW,))
NEEDED = needed_form(needed_count="0.25", needed_most="20")
BASIS = ProposalBasis(TODAY, (LineChoice(LINE, "lorazepam", "lorazepam, 2 mg a day", taken=True),))
NEAREST = Asked(TODAY, Look.NEAREST)


def _line(name: str, make: Callable[[str], LineFields], taken: Taken, text: str) -> object:
    reading = read_line(make(text), LineBasis(LINE, TODAY), DRUG)
    refused(reading.problems, name)
    assert reading.item is not None
    return taken(reading.item)


def _row(text: str, *, form: Form = Form.TABLET, **typed: Any) -> LineFields:
    filled: dict[str, Any] = {name: text if value is None else value for name, value in typed.items()}
    strength: dict[str, Any] = {"strength": "20 mg/mL"} if form is Form.LIQUID else {}
    return replace(DOSED, form=form.value, rows=(replace(ROW, **{**strength, **filled}),))


def _counted(slot: int, form: Form, text: str) -> LineFields:
    counts = tuple(text if number == slot else "2" if not number else "" for number in range(4))
    return _row(text, form=form, counts=counts)


def _with(line: LineFields, name: str, text: str) -> LineFields:
    told: dict[str, Any] = {name: text}
    return replace(line, **told)


def _count_at(slot: Slot) -> Taken:
    return lambda item: next((one.count for one in item.steps[0].tablets if one.slot is slot), None)


def _first_strength(item: PlanItem) -> object:
    strength = item.steps[0].tablets[0].strength
    return strength.amount, strength.unit


def _as_needed(attribute: str) -> Taken:
    return lambda item: getattr(item.steps[0].as_needed, attribute)


def _needed_strength(item: PlanItem) -> object:
    needed = item.steps[0].as_needed
    return (needed.strength.amount, needed.strength.unit) if needed else None


def _after_start(text: str) -> Collection[object]:
    start = TODAY + days.DAY
    return [end for end in days.through(text, start, TODAY) if end >= start]


def _field(name: str, make: Callable[[str], LineFields], taken: Taken, mean: Mean) -> Field:
    return Field(partial(_line, name, make, taken), mean)


def _needed(name: str, taken: Taken, mean: Mean) -> Field:
    return _field(name, partial(_with, NEEDED, name), taken, mean)


def _test_due(text: str) -> LineFields:
    return replace(DOSED, tests=(MonitorFields("weight", text, "start"),))


def _dialog_day(text: str) -> object:
    found = read_day(text, TODAY)
    if found is None:
        raise Refused(day_problem(text, TODAY))
    return found


def _dialog_end(text: str) -> object:
    start = TODAY + days.DAY
    found = read_through(text, start, TODAY) if text.strip() else None
    if found is None and text.strip():
        raise Refused(end_problem(text, start, TODAY))
    return found


def _near(text: str) -> Collection[object]:
    return days.day(text, NEAREST)


LINES: Mapping[str, Field] = {
    "first day of a step": _field(
        "row.0.start", partial(_row, start=None), lambda one: one.steps[0].start, _near
    ),
    "last day of a step": _field(
        "row.0.through", partial(_row, through=None), lambda one: one.steps[0].end, _after_start
    ),
    "strength": _field("row.0.strength", partial(_row, strength=None), _first_strength, meanings.strength),
    "strength of a liquid": _field(
        "row.0.strength", partial(_row, strength=None, form=Form.LIQUID), _first_strength, meanings.liquid
    ),
    "tablets in the morning": _field(
        "row.0.morning", partial(_counted, 0, Form.TABLET), _count_at(Slot.MORNING), meanings.count
    ),
    "tablets at bedtime": _field(
        "row.0.bedtime", partial(_counted, 3, Form.TABLET), _count_at(Slot.BEDTIME), meanings.count
    ),
    "capsules": _field(
        "row.0.noon", partial(_counted, 1, Form.CAPSULE), _count_at(Slot.NOON), meanings.count
    ),
    "mL": _field("row.0.evening", partial(_counted, 2, Form.LIQUID), _count_at(Slot.EVENING), meanings.count),
    "days between injections": _field(
        "row.0.every",
        partial(_row, form=Form.INJECTION, every=None),
        lambda one: one.steps[0].every_days,
        meanings.whole,
    ),
    "as needed, first day": _needed("needed_start", lambda one: one.steps[0].start, _near),
    "as needed, last day": _needed("needed_through", lambda one: one.steps[0].end, _after_start),
    "as needed, strength": _needed("needed_strength", _needed_strength, meanings.strength),
    "as needed, count": _needed("needed_count", _as_needed("count"), meanings.count),
    "as needed, hours between": _needed("needed_wait", _as_needed("wait_hours"), meanings.whole),
    "as needed, most in a day": _needed("needed_most", _as_needed("most_in_day"), meanings.count),
    "days of a supply": _field(
        "supply_days",
        partial(_with, DOSED, "supply_days"),
        lambda one: one.supply and one.supply.days,
        meanings.whole,
    ),
    "refills": _field(
        "supply_refills",
        partial(_with, replace(DOSED, supply_days="30"), "supply_refills"),
        lambda one: one.supply and one.supply.refills,
        lambda text: meanings.whole(text) if text.strip() else {0},
    ),
    "day of a test": _field("test.0.due", _test_due, lambda one: one.monitoring[0].due, _near),
    "day in a dialog of a line": Field(_dialog_day, _near),
    "last day of a pause": Field(_dialog_end, lambda text: days.through(text, TODAY + days.DAY, TODAY)),
}


def _proposed(name: str, base: ProposalFields, taken: Callable[[Wish], object], text: str) -> object:
    told: dict[str, Any] = {name: text}
    reading = read_proposal(replace(base, **told), BASIS)
    refused(reading.problems, name)
    if reading.wish is None:
        assert reading.missing, "what is missing is said"
        assert not text.strip(), "something that was written is called missing"
        return None
    return taken(reading.wish)


TAPER = ProposalFields(RequestKind.TAPER, LINE, start="Nov 24")
SWITCH = ProposalFields(RequestKind.SWITCH, LINE, to="sertraline", purpose="low mood", start="Nov 24")
BACK = ProposalFields(RequestKind.RESTART, LINE, start="Nov 24", missed="3")


def _wish(name: str, base: ProposalFields, taken: Callable[[Wish], object], mean: Mean) -> Field:
    return Field(partial(_proposed, name, base, taken), mean)


def _coming(text: str) -> Collection[object]:
    return [one for one in days.day(text, NEAREST) if one >= TODAY]


def _strengths(one: Wish) -> object:
    return one.options.strengths or None


PROPOSALS: Mapping[str, Field] = {
    "dose at the end": _wish("target", TAPER, lambda one: one.target_mg, partial(meanings.amount, unit="mg")),
    "percent of a step": _wish(
        "by",
        replace(TAPER, pace=Pace.LINEAR),
        lambda one: one.options.percent,
        partial(meanings.amount, unit="%"),
    ),
    "mg of a step": _wish(
        "by", replace(TAPER, pace=Pace.BY_MG), lambda one: one.by_mg, partial(meanings.amount, unit="mg")
    ),
    "days between steps": _wish("every", TAPER, lambda one: one.options.every_days, meanings.whole),
    "tablets at hand": _wish("strengths", TAPER, _strengths, meanings.strengths),
    "tablets of the new one": _wish(
        "to_strengths", SWITCH, lambda one: (one.coming and one.coming.strengths) or None, meanings.strengths
    ),
    "days missed": _wish("missed", BACK, lambda one: one.missed_days, meanings.whole),
    "first day of a proposal": _wish("start", TAPER, lambda one: one.start, _coming),
    "first day of the new one": _wish("coming_on", SWITCH, lambda one: one.coming_on, _coming),
}
