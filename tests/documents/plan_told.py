"""Reads back what the paper of a plan tells: every medicine, count and date, and nothing that stopped."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from medmanager.documents.steps.words import MOST_BOXES
from medmanager.documents.words.amounts import display_name
from medmanager.documents.words.calendar_words import number
from medmanager.documents.words.phrases import Voice
from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine, Stage
from medmanager.domain.plan.dose import Form, Slot
from tests.documents.any_record import Made
from tests.documents.paper_reader import Element, Paper
from tests.documents.plan_sound import assert_seen, assert_sound
from tests.documents.printed import writer

HALVES = re.compile(r"\b(?:half|medi[ao])\b")
QUARTERS = re.compile(r"\b(?:quarter|cuarto)\b")
IN_A_BAND = r"\S+ (?:(?:and half|y medi[ao]) )?"
STRENGTH = re.compile(r"([\d,.]*\d) mg(?! (?:in one day|en un día))")
IN_ONE_DAY = re.compile(r"([\d,.]*\d) mg (?:in one day|en un día)")
OF_STRENGTH = re.compile(r"(.+?) (?:of|de) ([\d,.]*\d) mg")
_A_PART = 3


def assert_told(sheet: PlanSheet, share: float) -> None:
    """Every medicine, count and date of the plan is on its paper, the paper is sound, and the same once more.

    What takes a picture of each page is checked on a part of the plans, in a full run (`share` 1) on all.
    """
    content = _drawn(sheet)
    if content is None:
        return
    paper = Paper(content)
    assert writer().draw(sheet) == content
    if share >= 1 or len(sheet.daily) % _A_PART == 1:
        assert_seen(paper, sheet)
    told = _Told(paper, sheet)
    for medicine in sheet.daily:
        assert told.faults(medicine) == []
    assert_sound(paper, sheet)


def _has_two_strengths_at_once(sheet: PlanSheet) -> bool:
    stages = (stage for medicine in sheet.daily for stage in medicine.stages)
    return any(len(stage.strengths) > 1 for stage in stages)


def _drawn(sheet: PlanSheet) -> bytes | None:
    """The paper; None where the block of a medicine of several strengths is higher than the front: that is
    said by name, and nothing is cut or made smaller. Any other refusal is a fault.
    """
    try:
        return writer().draw(sheet)
    except Refused as refusal:
        if _has_two_strengths_at_once(sheet) and "does not fit on the page" in refusal.sentence:
            return None
        raise


def told_faults(paper: Paper, sheet: PlanSheet, medicine: SheetMedicine) -> list[str]:
    """What the paper does not say of this medicine, or says otherwise."""
    return _Told(paper, sheet).faults(medicine)


def assert_made(made: Made, share: float) -> None:
    """Whatever the record plans for the day and after it is on the sheet, and the sheet is told."""
    sheet, day = made.sheet, made.sources.day
    for item in made.taken:
        name = item.medicine.generic
        ahead = [step for step in item.steps if step.end is None or step.end > day]
        if item.form is Form.INJECTION:
            assert name in {one.name for one in sheet.injections}
        elif any(step.as_needed for step in ahead):
            assert name in {one.name for one in sheet.as_needed}
        elif any(step.tablets for step in ahead):
            told = next(one for one in sheet.daily if one.name == name)
            assert set(ahead) <= set(told.steps) <= set(item.steps)
    left = {item.medicine.generic for item in made.sources.plan.items} - {
        item.medicine.generic for item in made.taken
    }
    assert not left & {medicine.name for medicine in sheet.daily}
    assert_told(sheet, share)


@dataclass(frozen=True)
class _Row:
    """A row of a table as read: which table, which medicine, its label with the dates, its counts by time of
    day, and the dose that they make, in mg.
    """

    table: int
    medicine: str
    label: str
    counts: dict[Slot, Decimal]
    dose: Decimal
    said: str
    """Its label and what stands beside the counts: strength, dose of one day, days to tick."""


class _Told:
    """What the paper says of each medicine."""

    def __init__(self, paper: Paper, sheet: PlanSheet) -> None:
        self._paper = paper
        self._sheet = sheet
        self._voice = writer().phrases.voice(sheet.head.language)
        self._text = _plain(paper.text())

    def faults(self, medicine: SheetMedicine) -> list[str]:
        name = display_name(medicine.name, medicine.form)
        purpose = self._voice.own(medicine.purpose).text
        found = [] if name in self._text else ["name"]
        found += [] if purpose in self._text else ["purpose"]
        found += (
            []
            if all(self._voice.own(one).text in self._text for one in medicine.directions)
            else ["directions"]
        )
        strengths = {strength for stage in medicine.stages for strength in stage.strengths}
        found += [f"strength {s}" for s in strengths if f"{number(s.amount)} mg" not in self._text]
        return found + (self._large(medicine) if self._sheet.head.large_print else self._grid(medicine))

    def _grid(self, medicine: SheetMedicine) -> list[str]:
        """The undated count in the grid; each dated stage in the grid or in the table of its steps."""
        made = self._sheet.head.made_on
        rows = [row for row in self._rows if row.medicine == display_name(medicine.name, medicine.form)]
        if not medicine.dated_on(made):
            stage = medicine.stages[0]
            return _faults_of(rows, stage, "of the grid")
        found = []
        for stage in medicine.stages:
            if stage.step is None or (stage.end is not None and stage.end < made):
                continue
            label = self._label(stage, final=False)
            told = [
                row
                for row in rows
                if row.label.startswith(label) or row.label == self._label(stage, final=True)
            ]
            if not told:
                found.append(f"stage of {stage.start}")
            found += [fault for row in told for fault in _step_faults(row, stage, made)]
            often = self._often(stage)
            found += [f"how often from {stage.start}" for row in told if often not in row.said]
            for table in {row.table for row in told}:
                found += _faults_of([row for row in told if row.table == table], stage, f"from {stage.start}")
        return found

    @cached_property
    def _rows(self) -> list[_Row]:
        """Rows of the daily grid, then of the tables of steps, each with the medicine it belongs to."""
        rows: list[_Row] = []
        names = [display_name(medicine.name, medicine.form) for medicine in self._sheet.daily]
        heading = ""
        for place, element in enumerate(self._paper.tree.walk()):
            if element.kind == "H2":
                heading = _plain(self._paper.text_of(element))
            if element.kind == "Table":
                rows += self._table(element, names, heading, place)
        return rows

    def _table(self, table: Element, names: list[str], heading: str, place: int) -> list[_Row]:
        about = next((name for name in sorted(names, key=len, reverse=True) if heading.startswith(name)), "")
        columns = self._columns(table)
        rows, strength = [], Decimal(0)
        for row in table.children("TR"):
            heads = [cell for cell in row.children("TH") if cell.scope == "Row"]
            cells = row.children("TD")
            if not heads or any(cell.span > 1 for cell in cells):
                continue
            label = _plain(self._paper.text_of(heads[0]))
            named = [name for name in names if label.startswith(f"{name} ")]
            about = max(named, key=len) if named else about
            beside = [cell for at, cell in enumerate(cells) if at not in columns]
            said = " ".join([label, *(_plain(self._paper.text_of(cell)) for cell in beside)])
            strength = _strength(said) or (Decimal(0) if named else strength)
            texts = {slot: _plain(self._paper.text_of(cells[at])) for at, slot in columns.items()}
            told = {slot: _pieces(text, strength) for slot, text in texts.items() if text}
            counts = {slot: sum((count for count, _ in pieces), Decimal(0)) for slot, pieces in told.items()}
            dose = sum((count * one for pieces in told.values() for count, one in pieces), Decimal(0))
            rows.append(_Row(place, about, label, counts, dose, said))
        return rows

    def _columns(self, table: Element) -> dict[int, Slot]:
        """Which cell of a row belongs to which time of day, as the head of the table says."""
        heads = [cell for cell in table.children("TR")[0].children("TH")][1:]
        words = [_plain(self._paper.text_of(cell)) for cell in heads]
        return {
            place: slot
            for place, word in enumerate(words)
            for slot in Slot
            if word.startswith(self._voice.text(f"slot.{slot}"))
        }

    def _label(self, stage: Stage, *, final: bool) -> str:
        return _plain(" ".join(_date_words(self._voice, stage, self._sheet.head.made_on, final=final)))

    def _often(self, stage: Stage) -> str:
        """How often it is taken, in words; "" for every day."""
        every = stage.step.every_days if stage.step else 1
        return self._voice.text("dates.every", n=every) if every > 1 else ""

    def _large(self, medicine: SheetMedicine) -> list[str]:
        """In large print: the first stage by time of day, and every date of every stage."""
        stage = next(stage for stage in medicine.stages if stage.step is not None)
        name = display_name(medicine.name, medicine.form)
        told: dict[Slot, Decimal] = {}
        words = {self._voice.text(f"slot.{slot}"): slot for slot in Slot}
        for heading, text in self._paper.sections:
            plain = _plain(text)
            if heading in words and re.match(rf"{IN_A_BAND}{re.escape(name)} \d", plain):
                slot = words[heading]
                told[slot] = told.get(slot, Decimal(0)) + _count(plain.replace(name, ""))
            if heading in words and f" {name} " in f" {plain}" and self._often(stage) not in plain:
                return [f"how often in the {heading}"]
        found = [] if told == _counts(stage) else ["counts of the bands"]
        taken = [stage for stage in medicine.stages if stage.step is not None]
        if len(taken) == 1 and stage.end is not None:
            until = self._voice.text("large.then.stop")
            found += [] if until in self._text else ["that it ends"]
        if len(taken) > 1:
            for later in medicine.stages:
                if self._label(later, final=later.end is None) not in self._text:
                    found.append(f"stage of {later.start}")
        return found


def _date_words(voice: Voice, stage: Stage, made: date, *, final: bool) -> tuple[str, ...]:
    say = voice.text
    if stage.end is None:
        return (say("dates.from.full" if final else "dates.from", d=stage.start),)
    if stage.end == made:
        return (say("dates.today", d=made),)
    if stage.end == stage.start:
        return (say("dates.one", d=stage.start),)
    if stage.start < made:
        return (say("dates.until", d=stage.end),)
    return say("dates.first", d=stage.start), say("dates.to", d=stage.end)


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def _counts(stage: Stage) -> dict[Slot, Decimal]:
    """What the plan says: the count at each time of day when something is taken."""
    sums = {slot: sum((stage.count(one, slot) for one in stage.strengths), Decimal(0)) for slot in Slot}
    return {slot: count for slot, count in sums.items() if count}


def _faults_of(rows: list[_Row], stage: Stage, where: str) -> list[str]:
    """Whether these rows together say the counts of the stage, and the plan's own dose of one day."""
    counts: dict[Slot, Decimal] = {}
    for row in rows:
        for slot, count in row.counts.items():
            counts[slot] = counts.get(slot, Decimal(0)) + count
    dose = stage.step.daily_dose if stage.step else Decimal(0)
    found = [] if counts == _counts(stage) else [f"counts {where}"]
    return found + ([] if sum((row.dose for row in rows), Decimal(0)) == dose else [f"dose {where}"])


def _step_faults(row: _Row, stage: Stage, made: date) -> list[str]:
    """Whether a row of steps says the dose that its counts make, and has the right days to tick."""
    dose = IN_ONE_DAY.search(row.said)
    if dose is None or stage.step is None:
        return []
    wrong = Decimal(dose.group(1).replace(",", "")) != row.dose
    found = [f"dose of one day from {stage.start}"] if wrong else []
    if stage.end is None or stage.step.every_days > 1:
        return found
    first = max(stage.start, made)
    days = [first + timedelta(days=n) for n in range((stage.end - first).days + 1)]
    ticks = " ".join(str(day.day) for day in days)
    told = len(days) > MOST_BOXES or row.said.endswith(ticks)
    return found + ([] if told else [f"days to tick from {stage.start}"])


def _strength(label: str) -> Decimal:
    """The strength that a label names, in mg; 0 where it names none."""
    found = STRENGTH.search(label)
    return Decimal(found.group(1).replace(",", "")) if found else Decimal(0)


def _pieces(cell: str, strength: Decimal) -> list[tuple[Decimal, Decimal]]:
    """Count and strength of everything a cell says; "1 tablet of 100 mg half a tablet of 25 mg" is two."""
    several = OF_STRENGTH.findall(cell)
    if not several:
        return [(_count(cell), strength)]
    return [(_count(words.strip()), Decimal(amount.replace(",", ""))) for words, amount in several]


def _count(cell: str) -> Decimal:
    """The number a cell says, halves and quarters in words included."""
    whole = re.match(r"(\d+)\b", cell)
    half = Decimal("0.5") if HALVES.search(cell) else Decimal(0)
    quarter = Decimal("0.25") if QUARTERS.search(cell) else Decimal(0)
    return (Decimal(whole.group(1)) if whole else Decimal(0)) + half + quarter
