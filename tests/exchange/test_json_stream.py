"""The stream reads what the standard library reads, however the text is cut."""

import json
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.errors import Refused
from medmanager.exchange.json_stream import JsonCursor

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(float)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def cut(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def plain(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


@given(ANY_JSON, st.integers(1, 40), st.sampled_from([None, 1, "\t"]))
def test_that_a_value_cut_anywhere_is_read_as_a_whole(
    value: Any, size: int, indent: int | str | None
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=size % 2 == 0)
    cursor = JsonCursor(cut(text, size))
    assert cursor.value() == plain(text)
    assert cursor.peek() == ""


@pytest.mark.parametrize("number", ["0.5", "12.25", "-1.25E+3", "1e-7", "120000000"])
def test_that_a_number_cut_anywhere_is_one_number(number: str) -> None:
    for at in range(1, len(number)):
        assert JsonCursor(iter((number[:at], number[at:]))).value() == Decimal(number)


@given(st.dictionaries(st.text(), ANY_JSON, max_size=5), st.integers(1, 30))
def test_that_members_come_one_by_one(content: dict[str, Any], size: int) -> None:
    text = json.dumps(content)
    cursor = JsonCursor(cut(text, size))
    assert {name: cursor.value() for name in cursor.members()} == plain(text)


@given(st.lists(ANY_JSON, max_size=5), st.integers(1, 30))
def test_that_items_come_one_by_one(content: list[Any], size: int) -> None:
    text = json.dumps(content)
    assert list(JsonCursor(cut(text, size)).items()) == plain(text)


@given(ANY_JSON, st.integers(1, 30), st.data())
def test_that_a_cut_off_text_is_refused(value: Any, size: int, data: st.DataObject) -> None:
    text = json.dumps([value])
    short = text[: data.draw(st.integers(0, len(text) - 1))]
    with pytest.raises(Refused):
        JsonCursor(cut(short, size)).value()


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_that_an_error_names_its_line(size: int) -> None:
    text = '{\n"a": 1,\n"b": [1, 2,\n"c" 3]}'
    cursor = JsonCursor(cut(text, size))
    with pytest.raises(Refused, match="Line 4 of this file is not valid JSON"):
        cursor.value()


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("text", ['{"a": [1, 2\n', '{"a": "never closed\\n', '{"a": 1,', '{\n"a"'])
def test_that_a_cut_off_file_is_called_so(text: str, size: int) -> None:
    with pytest.raises(Refused, match="cut off"):
        JsonCursor(cut(text, size)).value()


@pytest.mark.parametrize(
    "text", ["NaN", "[Infinity]", '{"a": -Infinity}', "[1e5, 01]", "'a'", '"a\nb"', '["\\x41"]']
)
def test_that_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        tuple(JsonCursor(cut(f"[{text}]", 4)).items())


def test_that_a_number_too_long_for_a_number_is_refused() -> None:
    with pytest.raises(Refused, match="Line 1"):
        JsonCursor(cut("9" * 10_000 + " ", 500)).value()


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_that_bottomless_nesting_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        JsonCursor(cut(text, 4096)).value()


def test_that_items_of_a_long_list_are_not_kept() -> None:
    def chunks() -> Iterator[str]:
        yield "["
        for number in range(3000):
            yield json.dumps({"number": number, "text": "x" * 1000}) + ","
        yield "null]"

    tracemalloc.start()
    count = sum(1 for _ in JsonCursor(chunks()).items())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3001
    assert peak < 200_000, "3 MB of text must pass without being held"
