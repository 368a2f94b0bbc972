"""What people type, paste and mistype where a number or a day belongs: every family, the same each time."""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence

SEED = 20261123
Make = Callable[[random.Random], str]
Part = Make | Sequence[str]

VULGAR = "½¼¾⅓⅔⅛⅜⅝⅞⅐↉"
OTHER_DIGITS = (
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "０１２３４５６７８９",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "₀₁₂₃₄₅₆₇₈₉",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
)
UNITS = ("mg", "mcg", "g", "mEq", "units", "mL", "lb", "in", "h", "days", "tablets", "%", "mg/mL", "mg/5 mL")
ERROR_PRONE = (
    "µg",
    "μg",
    "ug",
    "mgs",
    "gm",
    "IU",
    "U",
    "u",
    "cc",
    "мг",
    "ｍｇ",
    "MG.",
    "mg.",
    "milligrams",
    "mgg",
)
LATIN = (
    "q.d.",
    "qd",
    "bid",
    "b.i.d.",
    "tid",
    "qid",
    "qod",
    "qhs",
    "hs",
    "prn",
    "ss",
    "ac",
    "x2",
    "2x",
    "×2",
    "x 2",
)
WORDS = (
    *("one", "two", "half", "a half", "one and a half", "none", "zero", "a", "an", "ten", "twenty five"),
    *("media", "uno", "una y media", "medio", "dos", "ninguno", "tablet", "soon", "later", "mañana", "?"),
    *("as before", "see note", "n/a", "-", "--", "…", "null", "None", "NaN", "inf", "Infinity", "true"),
)
HIDDEN = (
    "\x00",
    "\x07",
    "\x1b",
    "\x1f",
    "\x7f",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\ufffd",
)
TURNS = ("\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u200e", "\u200f", "\u061c")
BLANKS = ("\u00a0", "\u2007", "\u2009", "\u202f", "\u3000", "\t", "\n", "\r\n", "\u2028", "\x0b", "\x85")
MARKS = ("\u0301", "\u0308", "\u0338", "\u0336", "\u20e3", "\ufe0f\u20e3", "\u20dd", "\u0489")
EMOJI = ("💊", "🙂", "👍🏽", "1️⃣", "👩\u200d⚕️", "🔟", "➀", "Ⅱ", "①", "五", "百")
PARTED = ("/", " / ", "-", "\\", " over ", " ", "/0")
DASHES = "-‐‑‒–—―−~∼"
MONTHS = (
    "Jan",
    "feb",
    "March",
    "apr",
    "may",
    "jun",
    "Jul",
    "aug",
    "sept",
    "oct",
    "NOV",
    "dec",
    "ene",
    "dic",
    "marzo",
)
WEEKDAYS = (
    "mon",
    "Tue",
    "wed",
    "thursday",
    "fri",
    "SAT",
    "sun",
    "martes",
    "mié",
    "mar",
    "dom",
    "monkey",
    "decoy",
)
SPANS = (
    "d",
    "day",
    "days",
    "w",
    "wk",
    "weeks",
    "m",
    "mo",
    "months",
    "y",
    "s",
    "semanas",
    "dias",
    "meses",
    "años",
    "h",
)


def _int(dice: random.Random) -> str:
    return str(
        dice.choice((0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 10, 12, 14, 25, 28, 30, 50, 75, 100, 150, 365, 2026))
    )


def _decimal(dice: random.Random) -> str:
    return f"{_int(dice)}.{dice.choice(('5', '25', '75', '1', '05', '125', '333'))}"


def _plain(dice: random.Random) -> str:
    return dice.choice((_int, _int, _decimal))(dice)


def _with(pieces: tuple[str, ...]) -> Make:
    """A number with such a piece before, behind, or within."""

    def make(dice: random.Random) -> str:
        number, piece = _plain(dice) + dice.choice(("", "", " mg", " mg/mL")), dice.choice(pieces)
        at = dice.randint(0, len(number))
        return number[:at] + piece + number[at:]

    return make


def _day(dice: random.Random) -> str:
    month, day, year = (
        dice.randint(0, 13),
        dice.randint(0, 32),
        dice.choice((1899, 1900, 2024, 2026, 2027, 9999)),
    )
    name = dice.choice(MONTHS)
    return dice.choice(
        (
            *(f"{name} {day}", f"{day} {name}", f"{name} {day}, {year}", f"{day} de {name} de {year}"),
            *(
                f"{month}/{day}",
                f"{month}/{day}/{year}",
                f"{month}/{day}/{year % 100:02}",
                f"{day}.{month}.{year}",
            ),
            *(
                f"{year}-{month:02}-{day:02}",
                f"{month}-{day}-{year}",
                f"{year}/{month}/{day}",
                f"{name} {year}",
            ),
            *(f"{dice.choice(WEEKDAYS)}, {name} {day}", f"{dice.choice(WEEKDAYS)} {name} {day}, {year}"),
            *(
                f"before {name} {day}",
                f"{name} {day} or {day + 1}",
                f"{name} {day}-{day + 1}",
                f"{name}{day}",
            ),
            *("Feb 29", "feb 30", "2/29/2027", "2026-W48-1", "20261123", "0001-01-01", "12/31/9999"),
            *(
                dice.choice(WEEKDAYS),
                f"next {dice.choice(WEEKDAYS)}",
                "today",
                "tomorrow",
                "hoy",
                "yesterday",
            ),
        )
    )


def _span(dice: random.Random) -> str:
    count = dice.choice(("0", "1", "2", "4", "14", "04", "1000", "9999", "1/2", "1.5", "one", "٣", "²"))
    return f"{dice.choice(('', '', '', '+', '-', 'in '))}{count}{dice.choice(('', ' '))}{dice.choice(SPANS)}"


def _time(dice: random.Random) -> str:
    hour, minute = dice.randint(0, 26), dice.choice(("", ":00", ":30", ":5", ":60", ".30", "h30"))
    clock = f"{hour}{minute}{dice.choice(('', '', 'a', 'p', ' pm', 'x'))}"
    return dice.choice(
        (clock, f"tue {clock}", f"{_day(dice)} {clock}", f"at {clock}", f"{_span(dice)} {clock}")
    )


def _noise(dice: random.Random) -> str:
    signs = "0123456789.,/ -½¼OoIlm g٣３²eE+\x00\u200b\u00a0💊–’%:$xdwtuc"
    return "".join(dice.choice(signs) for _ in range(dice.randint(0, 10)))


def _letters(dice: random.Random) -> str:
    """Digits as letters that look like them."""
    look_alikes: tuple[dict[str, str | int | None], ...]
    look_alikes = ({"0": "O", "1": "l"}, {"0": "o", "5": "S"}, {"1": "I", "2": "Z"}, {"0": "О", "1": "|"})
    return _plain(dice).translate(str.maketrans(dice.choice(look_alikes))) + dice.choice(("", "O", "l"))


def _other_digits(dice: random.Random) -> str:
    number, digits = _plain(dice), dice.choice(OTHER_DIGITS)
    return dice.choice((number.translate(str.maketrans("0123456789", digits)), number + dice.choice(digits)))


def _list(dice: random.Random) -> str:
    between = dice.choice((" ", "  ", ", ", ",", "; ", ";", "/"))
    return between.join(_plain(dice) for _ in range(dice.randint(2, 4)))


def _long(dice: random.Random) -> str:
    return dice.choice("91") * dice.choice((4, 6, 9, 13, 40, 5000))


def _mixed(dice: random.Random) -> str:
    """Two traps in one."""
    first, second = (_made(FAMILIES[dice.choice(SINGLE)], dice) for _ in range(2))
    return dice.choice((first + second, f"{first} {second}", f"{first}/{second}", f"{first}, {second}"))


N: Part = _plain
"""A plain number."""
FAMILIES: Mapping[str, tuple[Part, ...]] = {
    "plain": (N,),
    "plain with its unit": (N, ("", " "), UNITS),
    "decimal comma": (_int, (",5", ",25", ",0", ",75", ",125")),
    "thousands": (_int, (",", ".", "'", " ", "’", "\u202f"), ("000", "500", "00")),
    "both separators": (("1,000.5", "1.000,5", "1,00,000", "1.000.000", "1 000,0", "1..5"), ("", " ", "0")),
    "fraction": ("012345", ("/", " / ", "⁄", "∕", "÷", ":"), "012345"),
    "mixed number": (_int, ("", " ", "-", "+", "  "), ("1/2", "1/4", "3/4", "1/3", "2/4")),
    "vulgar fraction": (("", "1", "2 ", "0", "12", "½"), VULGAR),
    "letters for digits": (_letters,),
    "range": (N, ("", " "), DASHES, ("", " "), N),
    "choice": (_int, (" or ", " to ", " and ", " o ", " a ", " bis "), _int),
    "other digits": (_other_digits,),
    "emoji": (_with(EMOJI),),
    "hidden": (_with(HIDDEN),),
    "turning": (_with(TURNS),),
    "strange blanks": (_with(BLANKS),),
    "marks": (_with(MARKS),),
    "sign": (("+", "-", "−", "±", "﹣", "－", "--", "<", ">", "≤", "~", "≈", "#", "$", "="), N),
    "sign behind": (N, ("+", "-", "!", "*", ".", ",", ";", "%", "°", "'", '"')),
    "exponent": (_int, ("e3", "E0", "e-3", "e+1", "×10³", "^2", "*2", "_0", "k", "K")),
    "other base": (("0x1F", "0b1", "0o7", "1_0", "1j", "#1", "(1)", '"1"', "[1]", "1;2", "1:2"), ("", " ")),
    "error-prone unit": (N, ("", " "), ERROR_PRONE),
    "two units": (N, (" ", ""), UNITS, ("", "/", "+", " 5 "), UNITS),
    "unit alone": ((*UNITS, *ERROR_PRONE),),
    "trailing zero": (_int, (".0", ".00", ".50", ".500")),
    "naked point": ((".", "..", "0."), _int, ("", "", ".")),
    "leading zeros": (("0", "00", "000"), N),
    "huge": (_long,),
    "tiny": (("0.", "0.0", "0.00", "0." + 30 * "0"), ("1", "5", "01", "0")),
    "percent": (N, ("%", " %", "％", "‰", "pct", " percent")),
    "words": (WORDS,),
    "Latin": (("", "1", "2 "), LATIN),
    "times": (_int, ("x", "×", "*", "X", "@", " x "), _int),
    "sum": (_int, ("+", " + ", "&", " plus ", "|", "\\"), _int),
    "list": (_list,),
    "pressure": (("118", "90", "300", "0118", "11"), PARTED, ("76", "60", "118", "9", "076")),
    "money": (("$", "$ ", "US$", "€", ""), _int, ("", ".50", ".5", ",50", ".005", "/mo")),
    "blank": (("", " ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\x00"), ("", " ", "\n", "\t")),
    "pasted": (("<b>", "\ufeff", "&nbsp;", "“", "=", "\r\n"), _int, ("</b>", "&nbsp;mg", "\r\n2", "”", "")),
    "vital sign": (
        ("398", "118/76", "72", "154.8", "34.5", "118 / 76", "0"),
        ("", "", " ms", "kg", " lb", "cm", "/min"),
    ),
    "box": (("x", "X", "✓", "✔", "v", "xx", "☑", "10", "7", "yes", "n"), ("", "", " ", "\t", "!")),
    "liquid": (
        ("20 ", "4", "2.5 ", "0.5 "),
        ("mg", "mcg", "units"),
        ("/", " / ", " per "),
        ("mL", "5 mL", "ml", "L"),
    ),
    "day": (_day,),
    "span": (_span,),
    "time": (_time,),
    "noise": (_noise,),
    "mixed": (_mixed,),
}
"""What each family is called, and the parts that one of it is made of."""
SINGLE = tuple(name for name in FAMILIES if name != "mixed")


def strings(count: int) -> tuple[str, ...]:
    """So many different strings, every family in turn, the same ones each time."""
    dice = random.Random(SEED)
    found: dict[str, object] = {}
    for family in itertools.cycle(FAMILIES.values()):
        found[_made(family, dice)] = None
        if len(found) >= count:
            break
    return tuple(found)


def _made(family: tuple[Part, ...], dice: random.Random) -> str:
    return "".join(_one(part, dice) for part in family)


def _one(part: Part, dice: random.Random) -> str:
    if callable(part):
        return part(dice)
    return dice.choice(part)
