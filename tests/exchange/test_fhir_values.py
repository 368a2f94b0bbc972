"""Parts of a resource are what R4 says they are, or the resource is left; texts and dates are made safe."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.exchange.fhir_dates import when
from medmanager.exchange.fhir_dosage import directions
from medmanager.exchange.fhir_kinds import R4_KINDS
from medmanager.exchange.fhir_values import LeftOut, clean, flag, number, part, parts, text, texts


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Anna\x00 Maria", "Anna Maria"),
        ("  Anna \t\n Maria\r\n", "Anna Maria"),
        ("Ann\u202ea\u200b", "Anna"),
        ("Ann\ud800a", "Anna"),
        ("Jose\u0301", "José"),
        ("\ufeffAnna\x7f\x9f", "Anna"),
        ("李 小龍", "李 小龍"),
        ("نرگس\u200cها", "نرگس\u200cها"),
    ],
)
def test_that_a_text_is_cleaned(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@given(st.text(alphabet=st.characters()))
def test_that_a_cleaned_text_can_be_stored_and_stays_as_it_is(anything: str) -> None:
    cleaned = clean(anything)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("wrong", [1, True, "text", ["text"], [["text"]], {"a": 1}, [None], 1.5])
def test_that_a_part_of_the_wrong_type_is_never_taken(wrong: Any) -> None:
    source = {"it": wrong}
    readers = {part: dict, parts: list, text: str, texts: list, number: int, flag: bool}
    for read, right in readers.items():
        if type(wrong) is right and read not in (parts, texts):
            continue
        if (read is parts and wrong == []) or (read is texts and wrong in (["text"], [None])):
            continue
        with pytest.raises(LeftOut, match=r"not valid FHIR R4 \(it\)"):
            read(source, "it")


def test_that_a_missing_part_is_nothing() -> None:
    assert (part({}, "a"), parts({}, "a"), text({}, "a"), texts({}, "a")) == ({}, (), "", ())
    assert number({}, "a") is None
    assert flag({}, "a") is None


def test_that_an_endless_text_is_left() -> None:
    with pytest.raises(LeftOut, match="longer than 4000"):
        text({"it": "x" * 4001}, "it")


@pytest.mark.parametrize(
    ("written", "day", "instant"),
    [
        ("2012", None, None),
        ("2012-06", None, None),
        ("2012-02-29", date(2012, 2, 29), None),
        ("2012-06-01T23:30:00-05:00", date(2012, 6, 1), datetime(2012, 6, 2, 4, 30, tzinfo=UTC)),
        ("2012-06-01T10:00:00Z", date(2012, 6, 1), datetime(2012, 6, 1, 10, tzinfo=UTC)),
        ("2012-06-01T10:00:00.123456Z", date(2012, 6, 1), datetime(2012, 6, 1, 10, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_that_a_date_keeps_its_precision(written: str, day: date | None, instant: datetime | None) -> None:
    found = when({"on": written}, "on")
    assert found is not None
    assert (found.day, found.instant, found.written) == (day, instant, written)


@pytest.mark.parametrize(
    "written",
    [
        "2011-02-29",
        "2012-13",
        "2012-6-1",
        "12-06-01",
        "2012-06-01T10:00:00",
        "2012-06-01 10:00:00Z",
        "2012-06-01T25:00:00Z",
        "0000-01-01",
        "0001-01-01T00:00:00+14:00",
        "2012-06-01T10:00:00+99:00",
        "yesterday",
        "\x00",
        20120601,
        True,
        ["2012"],
    ],
)
def test_that_an_impossible_date_is_left(written: object) -> None:
    with pytest.raises(LeftOut, match=r"not valid FHIR R4 \(on\)"):
        when({"on": written}, "on")


def test_that_a_day_without_time_is_the_same_day_everywhere_people_live() -> None:
    found = when({"on": "2020-03-04"}, "on")
    assert found is not None
    assert found.at == datetime(2020, 3, 4, 12, tzinfo=UTC)


@given(st.dates(), st.dates())
def test_that_days_are_ordered_like_days(one: date, other: date) -> None:
    first, second = when({"on": one.isoformat()}, "on"), when({"on": other.isoformat()}, "on")
    assert first is not None
    assert second is not None
    assert first.is_before(second) == (one < other)


@pytest.mark.parametrize(
    ("dosage", "words"),
    [
        ({"text": "Take two at once", "asNeededBoolean": True}, "Take two at once"),
        ({"asNeededBoolean": True}, "as needed"),
        ({"asNeededBoolean": False}, ""),
        (
            {
                "timing": {"repeat": {"frequency": 1, "period": 4, "periodUnit": "h"}},
                "doseAndRate": [{"doseQuantity": {"value": 1}}],
            },
            "dose 1, once every 4 hours",
        ),
        (
            {
                "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d", "when": ["PC"]}},
                "doseAndRate": [{"doseQuantity": {"value": 250, "unit": "mg"}}],
                "route": {"text": "by mouth"},
                "asNeededCodeableConcept": {"text": "pain"},
                "additionalInstruction": [{"text": "with water"}],
            },
            "250 mg, 3 times a day, after meals, by mouth, as needed for pain, with water",
        ),
        (
            {
                "timing": {
                    "repeat": {"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"},
                    "code": {"text": "QD-BID"},
                },
                "doseAndRate": [
                    {
                        "doseRange": {
                            "low": {"value": 1, "unit": "tablet"},
                            "high": {"value": 2, "unit": "tablet"},
                        }
                    }
                ],
            },
            "1 tablet to 2 tablet, 1 to 2 times a day",
        ),
        ({"timing": {"code": {"text": "BID"}}}, "BID"),
        ({"timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "fortnight"}}}, ""),
    ],
)
def test_that_directions_are_put_into_words(dosage: dict[str, Any], words: str) -> None:
    assert directions((dosage,)) == words


def test_that_the_known_kinds_are_those_of_the_standard() -> None:
    assert {"Patient", "Observation", "MedicationRequest", "QuestionnaireResponse"} <= R4_KINDS
    assert not {"MedicationOrder", "ReferralRequest", "John Smith", "HumanName"} & R4_KINDS
    assert len(R4_KINDS) == 159
