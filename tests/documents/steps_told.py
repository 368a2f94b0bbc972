"""Reads the sheets of dated steps as a patient does: which tablets are taken on which day, and what is told
of a day twice or not at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from medmanager.domain.paper.sheets import SheetMedicine
from medmanager.domain.paper.steps import CrossTaperSheet, DoseStepsSheet
from medmanager.domain.plan.dose import Slot
from tests.any_line import Day, given_on
from tests.documents.paper_reader import Element, Paper

DAY = timedelta(days=1)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
)
_DATE = re.compile(
    r"(?:\w+day, (?P<month>[A-Z]\w+) (?P<day>\d+)(?:, (?P<year>\d{4}))?)"
    r"|(?:(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) (?P<dia>\d+) de (?P<mes>[a-z]+)"
    r"(?: de (?P<ano>\d{4}))?)",
    re.IGNORECASE,
)
_AT = {
    **{"in the morning": Slot.MORNING, "at noon": Slot.NOON, "in the evening": Slot.EVENING},
    **{"at bedtime": Slot.BEDTIME, "en la mañana": Slot.MORNING, "al mediodía": Slot.NOON},
    **{"en la tarde": Slot.EVENING, "al acostarse": Slot.BEDTIME},
}
HEADS = {
    **{"Morning": Slot.MORNING, "Noon": Slot.NOON, "Evening": Slot.EVENING, "Bedtime": Slot.BEDTIME},
    **{"Mañana": Slot.MORNING, "Mediodía": Slot.NOON, "Tarde": Slot.EVENING, "Al acostarse": Slot.BEDTIME},
}
_SLOT = re.compile("|".join(_AT))
_PART = re.compile(
    r"(?P<count>(?:\b\d[\d,.]*|\bhalf|\ba quarter|\bmedi[ao]\b|\bun cuarto)[^;]*?) (?:of|de) "
    r"(?P<strength>[\d,.]*\d) mg",
    re.IGNORECASE,
)
_IN_ONE_ML = re.compile(r" (?:in|en) 1 mL")
_EVERY = re.compile(r"(?:every|cada) (\d+) (?:days|días)", re.IGNORECASE)
_OFTEN = re.compile(r"\. (?:Only every|Solo cada) \d+ \S+$")
_UNTIL = re.compile(r"(?:Until|Hasta el) [^:]*: (?P<dose>.*?)(?:, as now|, como ahora)?\.(?: |$)")
BOXES = re.compile(r"\d{1,2}(?: \d{1,2})*")


@dataclass(frozen=True)
class Told:
    """A row as read: its days, how often in them, what is taken, and the days that have a box."""

    start: date
    end: date | None
    every: int
    taken: Day
    boxes: tuple[str, ...] = ()

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def given(self, day: date) -> bool:
        return bool(self.taken) and (day - self.start).days % self.every == 0

    def box_faults(self) -> list[str]:
        """The boxes have to be those of the days on which something is taken."""
        if not self.boxes or self.end is None:
            return []
        days = (self.start + n * DAY for n in range((self.end - self.start).days + 1))
        wanted = tuple(str(day.day) for day in days if self.given(day))
        return [] if self.boxes == wanted else [f"boxes of {self.start}: {self.boxes}"]


def steps_faults(paper: Paper, sheet: DoseStepsSheet, days: int = 150) -> list[str]:
    """Days of which the sheet of one medicine tells another dose than its steps."""
    made = sheet.head.made_on
    rows = [*_until(paper, made), *_rows(paper, made), *_last(paper, made, "")]
    return _faults(rows, sheet.medicine, made, days)


def pair_faults(paper: Paper, sheet: CrossTaperSheet, days: int = 150) -> list[str]:
    """Days of which the sheet of a switch tells another dose than the steps of both medicines."""
    made, found = sheet.head.made_on, []
    for number, medicine in enumerate((sheet.coming, sheet.leaving)):
        rows = [*_until(paper, made, medicine.name), *_halves(paper, made, number, medicine)]
        found += [f"{medicine.name}: {fault}" for fault in _faults(rows, medicine, made, days)]
    return found


def _faults(rows: Sequence[Told], medicine: SheetMedicine, made: date, days: int) -> list[str]:
    found = [fault for row in rows for fault in row.box_faults()]
    for day in (made + n * DAY for n in range(days)):
        told = [row for row in rows if row.on(day)]
        if len(told) > 1:
            found.append(f"{day} is told {len(told)} times")
        taken = told[0].taken if told and told[0].given(day) else {}
        if taken != given_on(medicine.steps, day):
            found.append(f"{day}: {taken} instead of {given_on(medicine.steps, day)}")
    return found[:3]


def words_of(paper: Paper, element: Element) -> str:
    return " ".join(paper.text_of(element).replace("\N{NO-BREAK SPACE}", " ").split())


def _paragraphs(paper: Paper) -> Iterator[str]:
    return (words_of(paper, one) for one in paper.tree.walk() if one.kind == "P")


def _dates(text: str, made: date) -> list[date]:
    return [_date(found, made) for found in _DATE.finditer(text)]


def _date(found: re.Match[str], made: date) -> date:
    """Without a year it is the next such day."""
    name, number = (found["month"] or found["mes"]).casefold(), int(found["day"] or found["dia"])
    month = _MONTHS.index(name) % 12 + 1
    year = found["year"] or found["ano"]
    if year:
        return date(int(year), month, number)
    this = date(made.year, month, number)
    return this if this >= made else date(made.year + 1, month, number)


def span_of(label: str, made: date) -> tuple[date, date | None] | None:
    """The days of a label: "Tuesday, December 1 to ...", "Until ...", "... only", "From ..."."""
    days = _dates(label, made)
    if not days:
        return None
    if len(days) == 2:
        return days[0], days[1]
    if re.search(r"\b(?:Until|Hasta)\b", label):
        return made, days[0]
    return days[0], None if re.search(r"\b(?:From|Desde)\b", label) else days[0]


def every_of(text: str) -> int:
    found = _EVERY.search(text)
    return int(found[1]) if found else 1


def count_of(words: str) -> Decimal:
    whole = re.match(r"\d+(?:\.\d+)?", words)
    half = Decimal("0.5") if re.search(r"\b(?:half|medi[ao])\b", words, re.IGNORECASE) else Decimal(0)
    quarter = Decimal("0.25") if re.search(r"\b(?:quarter|cuarto)\b", words) else Decimal(0)
    return (Decimal(whole[0]) if whole else Decimal(0)) + half + quarter


def taken_of(text: str) -> Day:
    """What a run of words says: counts of strengths, each with the next time of day behind it."""
    found: dict[tuple[Slot, Decimal], Decimal] = {}
    text = _EVERY.sub("", _IN_ONE_ML.sub("", text))
    for part in _PART.finditer(text):
        slot = _SLOT.search(text, part.end())
        assert slot is not None, f"no time of day behind {text}"
        key = _AT[slot[0]], Decimal(part["strength"].replace(",", ""))
        found[key] = found.get(key, Decimal(0)) + count_of(part["count"])
    return found


def _own(text: str) -> str:
    """The line of the patient's language, without the English one below it."""
    return re.split(r"(?<=\.) From ", text)[0] if text.startswith("Desde") else text


def _until(paper: Paper, made: date, name: str = "") -> Iterator[Told]:
    """What is taken before the first row; of a switch that of this medicine."""
    for text in _paragraphs(paper):
        for found in _UNTIL.finditer(text):
            if name in found["dose"]:
                yield Told(made, _dates(found[0], made)[0], every_of(found["dose"]), taken_of(found["dose"]))


def _last(paper: Paper, made: date, name: str) -> Iterator[Told]:
    for text in map(_own, _paragraphs(paper)):
        if re.match(r"(?:From|Desde el) [^:]*: ", text) and name in text:
            dose = text.partition(": ")[2]
            yield Told(_dates(text, made)[0], None, every_of(dose), taken_of(dose))


def _rows(paper: Paper, made: date) -> Iterator[Told]:
    tables = [row for table in paper.tree.all("Table") for row in table.children("TR")]
    yield from _large_rows(paper, made) if not tables else _table_rows(paper, tables, made)


def _table_rows(paper: Paper, rows: list[Element], made: date) -> Iterator[Told]:
    heads = [words_of(paper, one) for one in rows[0].children("TH")]
    columns = [found for head in heads[1:] if (found := _column(head, heads[0])) is not None]
    for row in rows:
        label = " ".join(words_of(paper, one) for one in row.children("TH"))
        cells = [words_of(paper, one) for one in row.children("TD")]
        span = span_of(label, made)
        if span is None or not cells:
            continue
        counts = {key: count_of(cell) for key, cell in zip(columns, cells, strict=False) if cell}
        taken: Day = counts if columns else taken_of(cells[0])
        boxes = tuple(cells[-1].split()) if BOXES.fullmatch(cells[-1]) else ()
        yield Told(*span, every_of(f"{label} {cells[0]}"), taken, boxes)


def _column(head: str, first: str) -> tuple[Slot, Decimal] | None:
    """The time and the strength of a column of counts; the time stands at the left where all have one."""
    strength = strength_of(head)
    slot = next((HEADS[one] for one in HEADS if head.startswith(one)), HEADS.get(first))
    return None if strength is None or slot is None else (slot, strength)


def strength_of(head: str) -> Decimal | None:
    found = re.search(r"([\d,.]*\d) mg", head)
    return Decimal(found[1].replace(",", "")) if found else None


def _large_rows(paper: Paper, made: date) -> Iterator[Told]:
    """Paragraphs: the dates, then the dose of a day, what is taken, and the boxes."""
    for label, block in _blocks(paper, made):
        boxes = next((tuple(one.split()) for one in block if BOXES.fullmatch(one)), ())
        taken = taken_of(" ".join(block[1:]))
        span = span_of(label, made)
        assert span is not None
        yield Told(*span, every_of(" ".join((label, *block))), taken, boxes)


def _blocks(paper: Paper, made: date) -> Iterator[tuple[str, list[str]]]:
    """Each label of dates with the paragraphs that belong to it."""
    label, block = "", list[str]()
    for text in _paragraphs(paper):
        dates = _OFTEN.sub("", text).removesuffix(".")
        is_label = span_of(text, made) is not None and not re.search(r"[:.]", dates)
        if is_label or re.match(r"(?:From|Desde el|Take neither|No tome ninguna)", text):
            if label:
                yield label, block
            label, block = (text if is_label else ""), []
        elif label:
            block.append(text)
    if label:
        yield label, block


def _halves(paper: Paper, made: date, number: int, medicine: SheetMedicine) -> Iterator[Told]:
    """One medicine's part of each row of a switch."""
    for table in paper.tree.all("Table"):
        rows = table.children("TR")
        heads = [words_of(paper, one) for one in rows[0].children("TH")]
        for row in rows:
            cells = [words_of(paper, one) for one in row.children("TD")]
            label = " ".join(words_of(paper, one) for one in row.children("TH"))
            span = span_of(label or cells[0], made)
            if cells and span is not None:
                yield _half(span, heads[number + 1], cells[number] if len(cells) > 1 else "")
        return
    yield from _large_halves(paper, made, medicine)


def _half(span: tuple[date, date | None], head: str, cell: str) -> Told:
    parts = re.fullmatch(r"(.*?)((?:(?:^| )\d{1,2})*)", cell)
    assert parts is not None
    words, boxes = parts.groups()
    taken = taken_of(words)
    if not taken and re.match(r"\d|half|a quarter|quarter|medi|cuarto", words):
        slot = next((HEADS[one] for one in HEADS if head.startswith(one)), None)
        strength = strength_of(head)
        assert slot is not None
        assert strength is not None
        taken = {(slot, strength): count_of(words)}
    return Told(*span, every_of(words), taken, tuple(boxes.split()))


def _large_halves(paper: Paper, made: date, medicine: SheetMedicine) -> Iterator[Told]:
    for label, block in _blocks(paper, made):
        own: list[str] = []
        inside = False
        for text in block:
            if re.match(r"(?:New|Old|Nueva|Anterior)\b", text):
                inside = medicine.name in text
            elif inside and not BOXES.fullmatch(text):
                own.append(text)
        span = span_of(label, made)
        assert span is not None
        yield Told(*span, every_of(" ".join(own)), taken_of(" ".join(own)))
    yield from _last(paper, made, medicine.name)
