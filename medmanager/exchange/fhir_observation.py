"""FHIR Observation to our measurements."""

from decimal import Decimal

from medmanager.domain.history import Measure, Observation
from medmanager.domain.patient import Source
from medmanager.exchange.fhir_dates import When, start_of, when
from medmanager.exchange.fhir_reading import Reading
from medmanager.exchange.fhir_values import (
    LOINC,
    UCUM,
    Json,
    LeftOut,
    codings,
    number,
    part,
    parts,
    status,
    text,
)
from medmanager.exchange.left_reasons import why_no_measure
from medmanager.exchange.measures import MEASURE_OF_LOINC, WHOLE
from medmanager.exchange.units import kept_value

_FINAL = frozenset({"final", "amended", "corrected"})
_NOT_FINAL = {
    "registered": "not final yet",
    "preliminary": "not final yet",
    "cancelled": "cancelled",
    "entered-in-error": "marked by its sender as entered in error",
    "unknown": "its status is unknown",
}


def observation(reading: Reading) -> tuple[Observation, ...]:
    """One measurement, or one for each known component of a panel (a blood pressure gives two).

    A panel is taken only if every component that we keep can be taken. Values are converted to
    `UNIT[measure]`. A date without a time of day counts as noon UTC, and the note says so.
    """
    resource = reading.resource
    measured = _measured(resource)
    if not measured:
        raise LeftOut(why_no_measure(resource))
    state = status(resource, "status", (*_FINAL, *_NOT_FINAL))
    if state not in _FINAL:
        raise LeftOut(_NOT_FINAL.get(state, "its status is unknown"))
    at = _effective(reading)
    return tuple(_taken(reading, measure, _value(measure, one), at) for measure, one in measured)


def _taken(reading: Reading, measure: Measure, value: Decimal, at: When) -> Observation:
    is_part = _measure_of(reading.resource) is not measure
    return Observation(
        reading.new_id(),
        reading.patient.id,
        measure,
        value,
        at.at,
        Source.RECORD,
        note="" if at.instant else "The record gives no time of day.",
        origin=f"{reading.origin}#{measure.value}" if is_part else reading.origin,
    )


def _measured(resource: Json) -> tuple[tuple[Measure, Json], ...]:
    """(measure, where its value stands): the resource itself, else its known components."""
    own = _measure_of(resource)
    if own is not None:
        return ((own, resource),)
    found = tuple(
        (measure, one) for one in parts(resource, "component") if (measure := _measure_of(one)) is not None
    )
    if len({measure for measure, _ in found}) < len(found):
        raise LeftOut("it gives one measure twice")
    return found


def _measure_of(source: Json) -> Measure | None:
    """The measure its LOINC codes name. Raises LeftOut when they name two."""
    codes = (code for system, code, _ in codings(part(source, "code")) if system == LOINC)
    named = {MEASURE_OF_LOINC[code] for code in codes if code in MEASURE_OF_LOINC}
    if len(named) > 1:
        raise LeftOut("its codes name two different measures")
    return named.pop() if named else None


def _effective(reading: Reading) -> When:
    resource = reading.resource
    at = (
        when(resource, "effectiveDateTime")
        or when(resource, "effectiveInstant")
        or start_of(resource, "effectivePeriod")
    )
    checked = reading.past(at)
    if checked is None:
        raise LeftOut("it has no date")
    return checked


def _value(measure: Measure, source: Json) -> Decimal:
    try:
        return _given_value(measure, source)
    except LeftOut as left:
        raise LeftOut(f"{left.why} ({measure})") from None


def _given_value(measure: Measure, source: Json) -> Decimal:
    quantity = part(source, "valueQuantity")
    if measure in WHOLE and not quantity:
        score = number(source, "valueInteger")
        if score is not None:
            return kept_value(measure, score, "")
    if text(quantity, "comparator"):
        raise LeftOut("its value is only a limit (such as <0.1)")
    value = number(quantity, "value")
    if value is None:
        raise LeftOut("it has no number")
    is_ucum = text(quantity, "system") in ("", UCUM)
    return kept_value(measure, value, text(quantity, "code") if is_ucum else "", text(quantity, "unit"))
