"""The questions and answers of the knowledge base as JSON, for the headless commands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.json_objects import Repeated, without_repeats
from medmanager.domain.knowledge.alerts import Alert, CheckResult, NotChecked
from medmanager.domain.knowledge.allergies import Allergy
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.question import DailyDose, Listed, Question
from medmanager.domain.knowledge.sheet import Sheet
from medmanager.exchange.patient_json import amount, day_of, facts_not_used, patient_facts

MOST_BYTES = 8_000_000
MOST_DIGITS = 30
_HALF_A_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
ROUTES = {"im": "intramuscular", "iv": "intravenous", "po": "oral", "sc": "subcutaneous", "sl": "sublingual"}
"""Short ways to write how a medicine is given."""
Json = Mapping[str, object]
Answer = Callable[[object], Json]


def read_questions(content: bytes) -> object:
    """The JSON of a question file. Raises Refused when it is too large, not UTF-8 or not JSON."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Ask in smaller pieces.")
    try:
        written = content.decode("utf-8-sig")
        found: object = json.loads(
            written, parse_float=_decimal, parse_constant=_no_such_number, object_pairs_hook=without_repeats
        )
        if _HALF_A_PAIR.search(written):
            json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
        return found
    except UnicodeEncodeError:
        raise Refused("The file holds half of a character, such as \\ud800 alone. Write it anew.") from None
    except UnicodeDecodeError:
        raise Refused("The file is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except RecursionError:
        raise Refused("The JSON is nested too deeply.") from None
    except Repeated as error:
        raise Refused(f"“{ascii(error.key)[1:-1]}” stands twice in one object. Write it once.") from None
    except ValueError as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise Refused(f"The file is not valid JSON{where}. Mend it and try again.") from None


def _decimal(written: str) -> Decimal:
    """The number as it was written, unless it has more digits than anything that can be measured."""
    number = Decimal(written)
    exponent = number.as_tuple().exponent
    if len(written) > MOST_DIGITS or not isinstance(exponent, int) or abs(number.adjusted()) > MOST_DIGITS:
        return _no_such_number(f"{written[:MOST_DIGITS]} …")
    return number


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
    result = check(base, question)
    unused = (*result.not_checked, *facts_not_used(question.facts))
    # How old the base is tells the clock, whatever day the question is about.
    return _result(replace(result, not_checked=unused, warnings=base.warnings(today)), base, strange)


def check_question(fields: object, today: date) -> Question:
    """The question in an input object of `check`."""
    return _question(Sheet(fields, "the question"), today)[0]


def _question(sheet: Sheet, today: date) -> tuple[Question, tuple[str, ...]]:
    """The question, and the keys that were not understood."""
    medications = medications_of(sheet)
    day = day_of(sheet, "on") or today
    patient = sheet.sheet("patient")
    allergies = sheet.sheets("allergies")
    question = Question(
        day,
        tuple(listed(one) for one in medications),
        patient_facts(patient, day),
        sheet.texts("conditions"),
        tuple(Allergy(one.text("substance"), one.text("reaction", "")) for one in allergies),
    )
    return question, not_understood((sheet, patient, *medications, *allergies))


def medications_of(sheet: Sheet) -> tuple[Sheet, ...]:
    """The medications. Raises Refused where there is no list: no list is not an empty one."""
    found = sheet.maybe_sheets("medications")
    if found is None:
        raise Refused("The question needs “medications”, a list that may be empty.", "medications")
    return found


def not_understood(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """The keys that nobody asked for, each with its place."""
    return tuple(f"{sheet.place}: {key}" for sheet in sheets for key in sheet.unasked)


def unknown_conditions(written: Iterable[str], base: KnowledgeBase) -> tuple[NotChecked, ...]:
    """The conditions that the vocabulary does not hold."""
    return tuple(
        NotChecked(text, "No rule knows this condition.")
        for text in written
        if not base.conditions.keys_of(text)
    )


def listed(sheet: Sheet) -> Listed:
    """One medication of a question."""
    route, form = (" ".join(sheet.text(key, "").casefold().split()) for key in ("route", "form"))
    day = sheet.maybe_whole("day_of_treatment")
    if day is not None and day < 1:
        raise sheet.wrong("day_of_treatment", "the first day is 1")
    return Listed(
        name=sheet.text("name"),
        daily_mg=amount(sheet, "daily_mg"),
        start=day_of(sheet, "start"),
        stop=day_of(sheet, "stop"),
        day_of_treatment=day,
        first_prescription=sheet.maybe_flag("first_prescription"),
        route=ROUTES.get(route, route),
        form=form,
        doses=tuple(_dose(one) for one in sheet.sheets("doses")),
    )


def _dose(sheet: Sheet) -> DailyDose:
    """mg a day from a day on, 0 for none; null where nobody knows how much."""
    start = day_of(sheet, "from")
    if start is None:
        raise sheet.wrong("from", "the first day of the dose is expected")
    dose = DailyDose(start, amount(sheet, "daily_mg"), as_needed=sheet.flag("as_needed"))
    sheet.done()
    return dose


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
        "not_checked": own + [not_checked(one) for one in result.not_checked] + unread,
        "not_known": [not_checked(one) for one in result.not_known],
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


def not_checked(one: NotChecked) -> Json:
    """What was not checked, and why."""
    return {"subject": one.subject, "why": one.why}
