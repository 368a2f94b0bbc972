"""The questions and answers of the knowledge base as JSON, for the headless commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.alerts import Alert, CheckResult, NotChecked
from medmanager.domain.knowledge.allergies import Allergy
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.patient_facts import Impairment, PatientFacts, Sex, Smoking
from medmanager.domain.knowledge.question import Listed, Question
from medmanager.domain.knowledge.sheet import Sheet

MOST_BYTES = 8_000_000
Json = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)
Answer = Callable[[object], Json]


def read_questions(content: bytes) -> object:
    """The JSON of a question file. Raises Refused when it is too large, not UTF-8 or not JSON."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Ask in smaller pieces.")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_such_number)
    except UnicodeDecodeError:
        raise Refused("The file is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except RecursionError:
        raise Refused("The JSON is nested too deeply.") from None
    except ValueError as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise Refused(f"The file is not valid JSON{where}. Mend it and try again.") from None


def _no_such_number(written: str) -> Decimal:
    raise Refused(f"{written} is not a number that can be used.")


def answers(question: object, answer: Answer) -> object:
    """The answer to one object, or to each of a list in its order.

    An element of a list that is refused becomes {"error": sentence}. A single object that is refused raises.
    """
    if not isinstance(question, list):
        return answer(question)
    return [_answer_or_error(one, answer) for one in question]


def _answer_or_error(question: object, answer: Answer) -> Json:
    try:
        return answer(question)
    except Refused as error:
        return {"error": error.sentence}


def check_answer(fields: object, base: KnowledgeBase, today: date) -> Json:
    """The answer of `check`. Raises Refused for input that is not a question."""
    sheet = Sheet(fields, "the question")
    question, strange = _question(sheet, today)
    return _result(check(base, question), base, strange)


def check_question(fields: object, today: date) -> Question:
    """The question in an input object of `check`."""
    return _question(Sheet(fields, "the question"), today)[0]


def _question(sheet: Sheet, today: date) -> tuple[Question, tuple[str, ...]]:
    """The question, and the keys that were not understood."""
    if "medications" not in sheet:
        raise Refused("The question needs “medications”, a list that may be empty.")
    day = sheet.maybe_day("on") or today
    patient = sheet.sheet("patient")
    medications = sheet.sheets("medications")
    allergies = sheet.sheets("allergies")
    question = Question(
        day,
        tuple(listed(one) for one in medications),
        patient_facts(patient, day),
        sheet.texts("conditions"),
        tuple(Allergy(one.text("substance"), one.text("reaction", "")) for one in allergies),
    )
    return question, not_understood((sheet, patient, *medications, *allergies))


def not_understood(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """The keys that nobody asked for, each with its place."""
    return tuple(f"{sheet.place}: {key}" for sheet in sheets for key in sheet.unasked)


def listed(sheet: Sheet) -> Listed:
    """One medication of a question."""
    return Listed(
        name=sheet.text("name"),
        daily_mg=sheet.maybe_number("daily_mg"),
        start=sheet.maybe_day("start"),
        stop=sheet.maybe_day("stop"),
        day_of_treatment=sheet.maybe_whole("day_of_treatment"),
        first_prescription=sheet.maybe_flag("first_prescription"),
        route=sheet.text("route", ""),
        form=sheet.text("form", ""),
    )


def patient_facts(sheet: Sheet, day: date) -> PatientFacts:
    """The patient of a question; the age comes from the birth date where only that is given."""
    born = sheet.maybe_day("birth_date")
    age = sheet.maybe_number("age")
    if born and born > day:
        raise Refused("The birth date lies after the day of the check.", "birth_date")
    if age is not None and not 0 <= age <= 130:
        raise Refused("An age is 0 to 130 years.", "age")
    return PatientFacts(
        age=int(age) if age is not None else _years(born, day) if born else None,
        sex=word(sheet, "sex", Sex),
        pregnant=sheet.maybe_flag("pregnant"),
        breastfeeding=sheet.maybe_flag("breastfeeding"),
        childbearing_potential=sheet.maybe_flag("childbearing_potential"),
        contraception=sheet.text("contraception", "") or None,
        egfr=_amount(sheet, "egfr"),
        crcl_ml_min=_amount(sheet, "crcl_ml_min"),
        hepatic_impairment=word(sheet, "hepatic_impairment", Impairment),
        qtc_ms=_amount(sheet, "qtc_ms"),
        weight_kg=_amount(sheet, "weight_kg"),
        anc=_amount(sheet, "anc"),
        benign_ethnic_neutropenia=sheet.maybe_flag("benign_ethnic_neutropenia"),
        smoking=word(sheet, "smoking", Smoking),
        ancestry=sheet.texts("ancestry"),
        hla=sheet.texts("hla"),
        phenotypes=_phenotypes(sheet.sheet("phenotypes")),
    )


def with_conditions(facts: PatientFacts, written: Iterable[str], base: KnowledgeBase) -> PatientFacts:
    """The facts with the conditions that the vocabulary knows."""
    keys = (base.conditions.keys_of(text) for text in written)
    return replace(facts, conditions=frozenset(key for found in keys for key in found))


def _amount(sheet: Sheet, key: str) -> Decimal | None:
    value = sheet.maybe_number(key)
    if value is not None and value < 0:
        raise sheet.wrong(key, "a value of 0 or more is expected")
    return value


def word(sheet: Sheet, key: str, words: type[Word]) -> Word | None:
    """One of the words, None where nothing or "unknown" stands."""
    found = sheet.text(key, "")
    if found in {"", "unknown"}:
        return None
    try:
        return words(found.casefold())
    except ValueError:
        raise sheet.wrong(key, f"one of {', '.join(words)} is expected") from None


def _phenotypes(sheet: Sheet) -> dict[str, str]:
    return {gene: sheet.text(gene).casefold() for gene, _ in list(sheet.items())}


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def plain(number: Decimal) -> int | float:
    """A number as JSON writes it: 5, not 5.0; 0.125, not a string."""
    return int(number) if number == number.to_integral_value() else float(number)


def edition(base: KnowledgeBase) -> Json:
    """Version, date and review state, as every answer carries them."""
    return {
        "version": base.edition.version,
        "as_of": base.edition.as_of.isoformat(),
        "review": base.edition.review_state,
    }


def _result(result: CheckResult, base: KnowledgeBase, strange: tuple[str, ...]) -> Json:
    own = [{"subject": "knowledge base", "why": warning} for warning in result.warnings]
    unread = [{"subject": place, "why": "This key is not known, so it was not used."} for place in strange]
    return {
        "knowledge": edition(base),
        "alerts": [_alert(alert) for alert in result.alerts],
        "burden": dict(result.burden),
        "not_checked": own + [_not_checked(one) for one in result.not_checked] + unread,
        "not_known": [_not_checked(one) for one in result.not_known],
    }


def _alert(alert: Alert) -> Json:
    told: dict[str, object] = {
        "kind": alert.kind.value,
        "severity": alert.severity.value,
        "subjects": list(alert.subjects),
        "title": alert.title,
        "mechanism": alert.mechanism,
        "advice": alert.advice,
        "source": alert.source,
    }
    return {**told, "because": alert.because} if alert.because else told


def _not_checked(one: NotChecked) -> Json:
    return {"subject": one.subject, "why": one.why}
