"""All that a typed day, length or time may mean, word by word; nothing is shared with the readers."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, auto

DIGITS = "0123456789"
MONTHS = (
    *("january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio"),
    *("july julio", "august agosto", "september septiembre", "october octubre", "november noviembre"),
    "december diciembre",
)
WEEKDAYS = (
    *("monday lunes", "tuesday martes", "wednesday weds miercoles", "thursday jueves", "friday viernes"),
    *("saturday sabado", "sunday domingo"),
)
LENGTHS = {
    "days": "d day days dia dias",
    "weeks": "w wk wks week weeks s semana semanas",
    "months": "m mo month months mes meses",
    "years": "y yr yrs year years a ano anos",
}
NAMED = {"today": 0, "tod": 0, "hoy": 0, "tomorrow": 1, "tom": 1, "manana": 1, "yesterday": -1, "ayer": -1}
ACCENTS = str.maketrans("áéíóúñ", "aeioun")
DAY = timedelta(days=1)


class Look(Enum):
    """Which day is meant where no year is written."""

    NEXT = auto()
    PAST = auto()
    NEAREST = auto()


@dataclass(frozen=True)
class Asked:
    """What a text is read against."""

    today: date
    look: Look = Look.NEXT


def day(text: str, asked: Asked) -> set[date]:
    """The days that can be meant."""
    if any(_is_strange(sign) for sign in text):
        return set()
    words = text.lower().translate(ACCENTS).replace(",", " ").split()
    if len(words) == 1 and words[0] in NAMED:
        return {asked.today + NAMED[words[0]] * DAY}
    length = span(text)
    found = {after(asked.today, *length)} if length else set(_dated(words, asked))
    return {one for one in found if one is not None and 1900 <= one.year <= 2200}


def through(text: str, start: date, today: date) -> set[date]:
    """The last day of a step: a day, or a length without a sign from the start."""
    length = span(text)
    if not length:
        return day(text, Asked(today, Look.NEAREST))
    end = after(start, *length)
    return {end - DAY} if not length[0] and length[1] and end else set()


def span(text: str) -> tuple[str, int, str] | None:
    """Sign, count and unit of a length."""
    if any(_is_strange(sign) for sign in text):
        return None
    plain = "".join(text.lower().translate(ACCENTS).replace(",", " ").split())
    sign, rest = (plain[:1], plain[1:]) if plain[:1] in {"+", "-"} else ("", plain)
    letters = rest.lstrip(DIGITS)
    digits = rest[: len(rest) - len(letters)]
    unit = next((unit for unit, names in LENGTHS.items() if letters in names.split()), "")
    return (sign, int(digits), unit) if unit and 0 < len(digits) < 5 else None


def after(start: date, sign: str, number_of: int, unit: str) -> date | None:
    """So many days, weeks, months or years later; the last day of a shorter month."""
    number_of = -number_of if sign == "-" else number_of
    try:
        if unit in {"days", "weeks"}:
            return start + number_of * (7 if unit == "weeks" else 1) * DAY
        months = start.year * 12 + start.month - 1 + number_of * (12 if unit == "years" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None


def clock(text: str) -> set[time]:
    """`9`, `9:30`, `2p`, `14:30`; one to six without more is in the afternoon, when clinics are open."""
    plain = "".join(text.lower().split())
    for word in ("alas", "at"):
        plain = plain.removeprefix(word)
    half = next((one for one in ("am", "pm", "a", "p") if plain.endswith(one)), "")
    hours, colon, minutes = plain.removesuffix(half).partition(":")
    if set(hours + minutes) - set(DIGITS) or not 0 < len(hours) < 3 or (colon and len(minutes) != 2):
        return set()
    hour, minute = int(hours), int(minutes or 0)
    if half and not 1 <= hour <= 12:
        return set()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    elif 1 <= hour <= 6 and not colon:
        hour += 12
    return {time(hour, minute)} if hour < 24 and minute < 60 else set()


def _is_strange(sign: str) -> bool:
    """Neither ASCII nor a letter of Spanish nor a blank."""
    return not sign.isascii() and sign.lower() not in "áéíóúñ" and not sign.isspace()


def _dated(words: list[str], asked: Asked) -> Iterator[date | None]:
    if words[:1] in (["next"], ["el"]) and len(words) == 2:
        words = words[1:]
    weekday = _named(words[0], WEEKDAYS) if words else None
    if len(words) == 1 and weekday is not None and words[0] != "mar":
        coming = (asked.today + number * DAY for number in range(1, 8))
        if asked.look is Look.PAST:
            coming = (asked.today - number * DAY for number in range(7))
        yield next(one for one in coming if one.weekday() == weekday)
    parts = [word for word in words if word != "de"]
    yield from _written(parts, asked)
    if weekday is not None:
        yield from (one for one in _written(parts[1:], asked) if one.weekday() == weekday)


def _written(words: list[str], asked: Asked) -> Iterator[date]:
    if len(words) == 1 and words[0].count("-") == 2:
        year, month, number = words[0].split("-")
        yield from _real(year, month, number) if len(year) == 4 else ()
    elif len(words) == 1 and words[0].count("/") in {1, 2}:
        month, number, *more = words[0].split("/")
        yield from _some_year(month, number, more, asked)
    elif len(words) in {2, 3} and (len(words) == 2 or len(words[2]) == 4):
        for name, number in ((words[0], words[1]), (words[1], words[0])):
            found = _named(name, MONTHS)
            if found is not None:
                yield from _some_year(str(found + 1), number, words[2:], asked)


def _some_year(month: str, number: str, year: list[str], asked: Asked) -> Iterator[date]:
    past, today = asked.look is Look.PAST, asked.today
    if year and len(year[0]) == 2 and not set(year[0]) - set(DIGITS):
        full = list(_real(f"20{year[0]}", month, number))
        yield from _real(f"19{year[0]}", month, number) if past and full and full[0] > today else full
    elif year:
        yield from _real(year[0], month, number) if len(year[0]) == 4 else ()
    else:
        near = [one for far in range(-4, 5) for one in _real(str(today.year + far), month, number)]
        if asked.look is Look.NEAREST:
            yield from (one for one in near if abs(one - today) <= 182 * DAY)
        else:
            yield from (
                [one for one in near if one <= today][-1:]
                if past
                else [one for one in near if one >= today][:1]
            )


def _real(year: str, month: str, number: str) -> Iterator[date]:
    short = 0 < len(month) < 3 and 0 < len(number) < 3
    if short and not set(year + month + number) - set(DIGITS):
        try:
            yield date(int(year), int(month), int(number))
        except ValueError:
            return


def _named(word: str, table: tuple[str, ...]) -> int | None:
    """The place of a name of which three letters or more are written."""
    begun = (any(name.startswith(word) for name in names.split()) for names in table)
    return next((at for at, found in enumerate(begun) if found and len(word) >= 3), None)
