"""FHIR Dosage in words: the sender's own where there are any, else put together from its parts."""

import re
from decimal import Decimal

from medmanager.exchange.fhir_values import Json, flag, number, part, parts, text, texts, words_of

_AMOUNT = re.compile(
    r"\b(?:half|one|two|three|four|five|six|eight|ten|medi[ao]|una?|uno|dos|tres|cuatro)\b", re.IGNORECASE
)
"""Words that say how much is taken: then the sender's words are the whole dose."""
_PERIODS = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
_DAYS = {
    **{"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday"},
    **{"sat": "Saturday", "sun": "Sunday"},
}
_UNITS_BEGIN = frozenset("%{[")
"""What a unit may begin with beside a letter: "%", "{tablet}", "[iU]"."""
_TIMES = {
    "MORN": "in the morning",
    "NOON": "at noon",
    "AFT": "in the afternoon",
    "EVE": "in the evening",
    "NIGHT": "at night",
    "HS": "at bedtime",
    "WAKE": "on waking",
    "AC": "before meals",
    "PC": "after meals",
    "C": "with meals",
    "CM": "with breakfast",
    "CD": "with lunch",
    "CV": "with dinner",
    "ACM": "before breakfast",
    "ACD": "before lunch",
    "ACV": "before dinner",
    "PCM": "after breakfast",
    "PCD": "after lunch",
    "PCV": "after dinner",
}


def directions(dosages: tuple[Json, ...]) -> str:
    """One sentence for each dosage, in order; "" when none says anything."""
    said = (_directions(dosage) for dosage in dosages)
    return "; ".join(one for one in said if one)


def _directions(dosage: Json) -> str:
    """The sender's words; a dose that they leave out stands behind: "as directed (50 mg, once a day)"."""
    own, told = text(dosage, "text"), text(dosage, "patientInstruction")
    said = "; ".join(one for one in (own, "" if told.casefold() in own.casefold() else told) if one)
    dose, taken = _dose(parts(dosage, "doseAndRate")), part(dosage, "timing")
    if said:
        left_out = dose and not any(map(str.isnumeric, said)) and not _AMOUNT.search(said)
        told = ", ".join(filter(None, (dose, *_when(taken), _as_needed(dosage), _at_most(dosage))))
        return f"{said} ({told})" if left_out else said
    words = (
        dose,
        *_when(taken),
        words_of(part(dosage, "route")),
        _as_needed(dosage),
        _at_most(dosage),
        *(words_of(one) for one in parts(dosage, "additionalInstruction")),
    )
    return ", ".join(word for word in words if word)


def _when(timing: Json) -> tuple[str, ...]:
    """How often, on which days, at which times, and how long."""
    repeat = part(timing, "repeat")
    days = ", ".join(_DAYS.get(one, one) for one in texts(repeat, "dayOfWeek"))
    times = " and ".join(one[:5] for one in texts(repeat, "timeOfDay"))
    return (
        _often(repeat) or words_of(part(timing, "code")),
        *(_TIMES.get(one, one) for one in texts(repeat, "when")),
        f"on {days}" if days else "",
        f"at {times}" if times else "",
        _bounds(repeat),
    )


def _bounds(repeat: Json) -> str:
    """How long, where the dose itself says so."""
    period, length = part(repeat, "boundsPeriod"), part(repeat, "boundsRange")
    ends = (("from", text(period, "start")), ("until", text(period, "end")))
    dates = " ".join(f"{word} {written[:10]}" for word, written in ends if written)
    longest = _span(_quantity(part(length, "low")), _quantity(part(length, "high")))
    lasts = _quantity(part(repeat, "boundsDuration")) or longest
    return dates or (f"for {lasts}" if lasts else "")


def _at_most(dosage: Json) -> str:
    """The most in a time, or at once."""
    ratio, once = part(dosage, "maxDosePerPeriod"), _quantity(part(dosage, "maxDosePerAdministration"))
    most, within = _quantity(part(ratio, "numerator")), _quantity(part(ratio, "denominator"))
    said = (
        f"at most {most} in {within}" if most and within else "",
        f"at most {once} at once" if once else "",
    )
    return ", ".join(one for one in said if one)


def _dose(doses: tuple[Json, ...]) -> str:
    for dose in doses:
        single, span = part(dose, "doseQuantity"), part(dose, "doseRange")
        written = _quantity(single) or _span(_quantity(part(span, "low")), _quantity(part(span, "high")))
        if written:
            return written
    return ""


def _quantity(quantity: Json) -> str:
    value = number(quantity, "value")
    if value is None:
        return ""
    unit = text(quantity, "unit") or text(quantity, "code")
    if unit and not unit[0].isalpha() and unit[0] not in _UNITS_BEGIN:
        # "5" of "0 mg" must not be read as "5 0 mg".
        return f"dose {_plain(value)}, unit “{unit}”"
    return f"{_plain(value)} {unit}" if unit else f"dose {_plain(value)}"


def _span(low: str, high: str) -> str:
    return f"{low} to {high}" if low and high else low or high


def _often(repeat: Json) -> str:
    """How often, such as "3 times a day" or "once every 4 hours"; "" when frequency or period is missing."""
    period, unit = number(repeat, "period"), _PERIODS.get(text(repeat, "periodUnit"), "")
    if period is None or not unit:
        return ""
    low, high = number(repeat, "frequency") or Decimal(1), number(repeat, "frequencyMax")
    count = "once" if low == 1 and not high else f"{_plain(low)} times"
    if high:
        count = f"{_plain(low)} to {_plain(high)} times"
    longest = number(repeat, "periodMax")
    if longest is not None and longest != period:
        return f"{count} every {_plain(period)} to {_plain(longest)} {unit}s"
    if period == 1:
        return f"{count} {'an' if unit == 'hour' else 'a'} {unit}"
    return f"{count} every {_plain(period)} {unit}s"


def _as_needed(dosage: Json) -> str:
    reason = words_of(part(dosage, "asNeededCodeableConcept"))
    if reason:
        return f"as needed for {reason}"
    return "as needed" if flag(dosage, "asNeededBoolean") else ""


def _plain(value: Decimal) -> str:
    """Without exponent and trailing zeros; an absurdly long number as it was written."""
    if not value.is_finite() or not -12 < value.adjusted() < 13:
        return str(value)
    return f"{value.normalize():f}"
