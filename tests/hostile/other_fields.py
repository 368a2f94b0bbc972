"""The fields of visit, diary, intake, calendar and settings, and the numbers of the headless commands."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from medmanager.domain.diary.typing import read_rating, read_sleep, read_tick
from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId, PatientId, UserId, VisitId
from medmanager.domain.intake import IntakeQuestion, IntakeSection, QuestionKind
from medmanager.domain.intake_answers import checked_answer
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.domain.visit import Visit
from medmanager.domain.vital_words import WAIST, WEIGHT
from medmanager.exchange.knowledge_json import check_question
from medmanager.exchange.monitoring_json import asked_watch
from medmanager.exchange.score_json import score_answer
from medmanager.exchange.taper_json import taper_answer
from tests.builders import NOW, TODAY, new_id
from tests.hostile import days, meanings
from tests.hostile.days import Asked, Look
from tests.hostile.field import Field, refused
from tests.plan_services import SCALES
from tests.shelf import SHELF
from ui.kit.fields import typed
from ui.kit.fields.edits import NumberRule, Reading
from ui.screens.intake import entry_reading
from ui.screens.intake.pages import Given, answers_of
from ui.screens.visits.visit_fields import CostFields, ReviewFields, VisitFields
from ui.screens.visits.visit_reading import read_visit

VISIT = Visit(VisitId(new_id()), PatientId(new_id()), NOW, UserId(new_id()))
LINE = LineId(new_id())
PAST, NEXT = Asked(TODAY, Look.PAST), Asked(TODAY)
LOCK = NumberRule("The lock time", Decimal(1), Decimal(30), unit="min")
Mean = Callable[[str], Collection[object]]


def _visit(
    name: str, make: Callable[[str], VisitFields], taken: Callable[[Visit], object], text: str
) -> object:
    reading = read_visit(make(text), VISIT, SCALES)
    refused(reading.problems, name)
    return taken(reading.visit)


def _vital(name: str, text: str) -> VisitFields:
    typed_in: dict[str, Any] = {name: text}
    return replace(VisitFields(), **typed_in)


def _value(visit: Visit) -> object:
    return visit.vitals[0].value if visit.vitals else None


def _pair(visit: Visit) -> object:
    return tuple(one.value for one in visit.vitals) or None


def _in_record(factor: Decimal, unit: str, text: str) -> Collection[object]:
    plain = text.strip(" ").removesuffix(unit).rstrip(" ")
    return {
        (min(one, Decimal(10_000)) * factor).quantize(Decimal("0.001")).normalize()
        for one in meanings.number(plain, dose=False)
    }


def _plain(unit: str, text: str) -> Collection[object]:
    return {Decimal(one) for one in meanings.whole(text.strip(" ").removesuffix(unit))}


def _missed(text: str) -> VisitFields:
    return VisitFields(lines=(ReviewFields(str(LINE), "better", text),))


def _cost(text: str) -> VisitFields:
    return VisitFields(costs=(CostFields("copay", text),))


def _vital_field(name: str, taken: Callable[[Visit], object], mean: Mean) -> Field:
    return Field(partial(_visit, name, partial(_vital, name), taken), mean)


VISITS: Mapping[str, Field] = {
    "weight": _vital_field("weight", _value, partial(_in_record, WEIGHT.factor, "lb")),
    "waist": _vital_field("waist", _value, partial(_in_record, WAIST.factor, "in")),
    "blood pressure": _vital_field("pressure", _pair, meanings.pressure),
    "pulse": _vital_field("pulse", _value, partial(_plain, "/min")),
    "QTc": _vital_field("qtc", _value, partial(_plain, "ms")),
    "missed doses": Field(
        partial(_visit, "line.0.missed", _missed, lambda one: one.lines[0].missed_week), meanings.whole
    ),
    "cost of a month": Field(
        partial(_visit, "cost.0.monthly", _cost, lambda one: one.costs[0].monthly), meanings.money
    ),
}


def _ticked(text: str) -> Collection[object]:
    return (
        {True}
        if text.strip(" ") in set("xX1vVyY✓") and text.strip(" ")
        else {False}
        if not text.strip(" ")
        else ()
    )


DIARY: Mapping[str, Field] = {
    "mood": Field(partial(read_rating, field="mood"), meanings.whole),
    "sleep": Field(read_sleep, lambda text: meanings.number(text.strip(" "), dose=False)),
    "tick": Field(partial(read_tick, field="taken.morning"), _ticked),
}


def _answer(kind: QuestionKind, text: str) -> object:
    question = IntakeQuestion("asked", "Asked", kind)
    section = IntakeSection("page", "Page", "", questions=(question,))
    answers = answers_of(section, {"asked": Given(text)}, TODAY)
    value = checked_answer(question, answers[0], TODAY).value if answers else None
    if value is None:
        return None
    return Decimal(value) if kind is QuestionKind.NUMBER else date.fromisoformat(value)


def _symptom(text: str) -> object:
    return entry_reading.read_symptom({"name": "worry", "severity": text}).severity


def _earlier(name: str, text: str) -> object:
    fields = {"name": "lithium", name: text}
    return getattr(entry_reading.read_earlier(fields, PatientId(new_id()), None, UUID(int=1), TODAY), name)


def _started(text: str) -> object:
    fields = {"name": "lithium", "started": text}
    return entry_reading.read_current(fields, PatientId(new_id()), None, UUID(int=1), TODAY).started


def _past(text: str) -> Collection[object]:
    return days.day(text, PAST)


INTAKE: Mapping[str, Field] = {
    "number of the intake": Field(
        partial(_answer, QuestionKind.NUMBER), lambda text: meanings.number(text.strip(" "), dose=False)
    ),
    "day of the intake": Field(partial(_answer, QuestionKind.DATE), lambda text: days.day(text, NEXT)),
    "severity of a symptom": Field(_symptom, meanings.whole),
    "highest dose": Field(partial(_earlier, "highest_dose_mg"), partial(meanings.amount, unit="mg")),
    "weeks at a dose": Field(partial(_earlier, "weeks_at_dose"), meanings.whole),
    "day of a stop": Field(partial(_earlier, "stopped"), _past),
    "day of a start": Field(_started, _past),
}


def _told(reading: Reading[Any]) -> object:
    if reading.problem:
        raise Refused(reading.problem)
    return reading.value


def _birth(text: str) -> object:
    day = typed.read_date(text, TODAY, past=True)
    if day is None:
        raise Refused(typed.date_problem(text, TODAY, "Type it as 3/14/1984.", past=True))
    return day


def _clock(text: str) -> object:
    at = typed.read_time(text)
    if at is None:
        raise Refused("Type it as 9:30.")
    return at


def _moment(text: str) -> object:
    moment = typed.read_moment(text, TODAY)
    if moment is None:
        raise Refused("Type it as tue 2p.")
    return (moment.day, moment.at)


def _moments(text: str) -> Collection[object]:
    """A day alone; or a clock time behind a day, or alone for today, with minutes or a half of the day."""
    words = text.replace(",", " ").split()
    found: set[object] = {(day, None) for day in days.day(text, NEXT)}
    for cut in range(len(words)):
        last = " ".join(words[cut:]).lower()
        if ":" in last or last[-1:] in "apm":
            before = days.day(" ".join(words[:cut]), NEXT) if cut else {TODAY}
            timed: set[object] = {(day, at) for at in days.clock(last) for day in before}
            found = timed or found
    return found


KIT: Mapping[str, Field] = {
    "minutes to the lock": Field(
        lambda text: _told(LOCK.read(text)),
        lambda text: meanings.number(text.strip(" ").removesuffix("min").rstrip(" "), dose=False),
    ),
    "birth date": Field(_birth, _past),
    "time of a week": Field(_clock, days.clock),
    "day and time of a visit": Field(_moment, _moments),
}


def _nothing(_: str) -> Collection[object]:
    """A JSON number is no text."""
    return ()


def _iso(text: str) -> Collection[object]:
    parts = text.split("-")
    plain = text.isascii() and [len(part) for part in parts] == [4, 2, 2]
    try:
        return {date(*map(int, parts))} if plain and all(part.isdigit() for part in parts) else ()
    except ValueError:
        return ()


def _checked(key: str, text: str) -> object:
    listed = check_question({"medications": [{"name": "lithium", key: text}]}, TODAY).medicines[0]
    return getattr(listed, key)


def _patient(key: str, text: str) -> object:
    return getattr(check_question({"medications": [], "patient": {key: text}}, TODAY).facts, key)


def _tapered(part: str, key: str, text: str) -> object:
    asked: dict[str, object] = {"kind": "taper", "from": {"name": "lorazepam", "daily_mg": 2}}
    held = asked.get(part)
    told = [text] if key.startswith("strengths") else text
    asked = (
        {**asked, key: told}
        if not part
        else {**asked, part: {**(held if isinstance(held, dict) else {}), key: told}}
    )
    return taper_answer(asked, SHELF.base, TODAY)


def _watched(part: str, key: str, text: str) -> object:
    """One value of a question about monitoring, as it is understood."""
    medicine: dict[str, object] = {"name": "lithium", "start": "2026-11-02"}
    event: dict[str, object] = {"type": "result", "date": "2026-11-09", "measure": "lithium level"}
    asked: dict[str, object] = {"from": "2020-01-01", "medications": [medicine], "events": [event]}
    {"medications": medicine, "events": event}.get(part, asked)[key] = text
    watch, _ = asked_watch(Sheet(asked, "the question"), SHELF.base, TODAY)
    return {
        "from": watch.first,
        "until": watch.last,
        "start": watch.medicines[0].start,
        "date": watch.events[0].on,
    }.get(key, watch)


def _scored(text: str) -> object:
    answer = score_answer({"scale": "PHQ-9", "total": text}, SHELF.base)
    if answer["status"] == "rejected":
        raise Refused(str(answer["advice"]))
    return answer


JSON: Mapping[str, Field] = {
    "check, dose": Field(partial(_checked, "daily_mg"), _nothing),
    "check, start": Field(partial(_checked, "start"), _iso),
    "check, day of treatment": Field(partial(_checked, "day_of_treatment"), _nothing),
    "check, age": Field(partial(_patient, "age"), _nothing),
    "check, eGFR": Field(partial(_patient, "egfr"), _nothing),
    "check, weight": Field(partial(_patient, "weight_kg"), _nothing),
    "taper, dose": Field(partial(_tapered, "from", "daily_mg"), _nothing),
    "taper, percent": Field(partial(_tapered, "options", "percent"), _nothing),
    "taper, days": Field(partial(_tapered, "options", "every_days"), _nothing),
    "taper, tablets": Field(partial(_tapered, "options", "strengths_mg"), _nothing),
    "taper, missed days": Field(partial(_tapered, "", "missed_days"), _nothing),
    "monitoring, from": Field(partial(_watched, "", "from"), _iso),
    "monitoring, until": Field(partial(_watched, "", "until"), _iso),
    "monitoring, start": Field(partial(_watched, "medications", "start"), _iso),
    "monitoring, dose": Field(partial(_watched, "medications", "daily_mg"), _nothing),
    "monitoring, day of a result": Field(partial(_watched, "events", "date"), _iso),
    "monitoring, result": Field(partial(_watched, "events", "value"), _nothing),
    "score, total": Field(_scored, _nothing),
}
