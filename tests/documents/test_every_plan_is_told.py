"""Whatever the plan, the paper tells all of it: every medicine, count and date, and nothing that stopped."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from medmanager.documents.amounts import display_name
from medmanager.documents.calendar_words import number
from medmanager.documents.phrases import Voice
from medmanager.domain.patient import Language
from medmanager.domain.plan import AsNeeded, DoseStep, Form, Slot, Strength, TabletCount
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.practice import Paper as Size
from medmanager.domain.sheets import (
    PlanSheet,
    SheetAsNeeded,
    SheetChange,
    SheetMedicine,
    SheetStopped,
    Stage,
    Tag,
)
from tests.documents import checks
from tests.documents.paper_reader import Element, Paper
from tests.documents.printed import writer
from tests.documents.sheet_builders import ADVICE, MADE, SIGNS, elena, head

NAMES = (
    *("sertraline", "lithium", "bupropion", "mirtazapine", "aripiprazole", "lisdexamfetamine", "clonazepam"),
    *("desvenlafaxine", "dextroamphetamine and amphetamine", "olanzapine and samidorphan", "valproate"),
    *("methylphenidate", "trazodone", "buspirone", "propranolol", "hydroxyzine"),
)
STOPPED = ("quetiapine", "risperidone", "paroxetine")
PURPOSES = ("for low mood", "for worry", "for mood swings", "for sleep", "for voices or strange thoughts", "")
DIRECTIONS = ("Swallow it whole.", "Take with a full meal.", "No alcohol.", "Stay out of strong sun.")
AMOUNTS = ("0.25", "0.5", "1", "2.5", "12.5", "25", "100", "300", "1000")
COUNTS = ("0.25", "0.5", "0.75", "1", "1.5", "2", "2.5", "3", "4", "10")
FORMS = (Form.TABLET, Form.ER_TABLET, Form.ODT, Form.CAPSULE, Form.FILM)
HALVES = re.compile(r"\b(?:half|media)\b")


@st.composite
def _taken(draw: st.DrawFn, strength: Strength) -> tuple[TabletCount, ...]:
    slots = draw(st.lists(st.sampled_from(list(Slot)), min_size=1, max_size=4, unique=True))
    return tuple(TabletCount(strength, slot, Decimal(draw(st.sampled_from(COUNTS)))) for slot in slots)


@st.composite
def _steps(draw: st.DrawFn, dated: bool) -> tuple[DoseStep, ...]:
    strength = Strength(Decimal(draw(st.sampled_from(AMOUNTS))))
    if not dated:
        return (DoseStep(MADE - timedelta(days=30), None, draw(_taken(strength))),)
    start = MADE + timedelta(days=draw(st.integers(0, 3)))
    steps: list[DoseStep] = []
    for days in draw(st.lists(st.integers(1, 30), min_size=1, max_size=3)):
        if draw(st.booleans()):
            strength = Strength(Decimal(draw(st.sampled_from(AMOUNTS))))
        taken = () if steps and draw(st.integers(0, 5)) == 0 else draw(_taken(strength))
        steps.append(DoseStep(start, start + timedelta(days=days - 1), taken))
        start += timedelta(days=days + draw(st.sampled_from((0, 0, 0, 2))))
    if draw(st.booleans()):
        steps[-1] = replace(steps[-1], end=None, tablets=steps[-1].tablets or draw(_taken(strength)))
    return tuple(steps)


@st.composite
def _medicine(draw: st.DrawFn, name: str, dated: bool) -> SheetMedicine:
    return SheetMedicine(
        name,
        draw(st.sampled_from(("", "Brandname", "A Brand of Two Words"))),
        draw(st.sampled_from(FORMS)),
        draw(st.sampled_from(PURPOSES)),
        draw(_steps(dated)),
        tuple(draw(st.lists(st.sampled_from(DIRECTIONS), max_size=2, unique=True))),
        draw(st.sampled_from((None, *Tag))),
    )


@st.composite
def plan_sheets(draw: st.DrawFn) -> PlanSheet:
    """Plans of none to twelve daily medicines, up to three of them with dated steps."""
    names = draw(st.permutations(NAMES))
    count = draw(st.integers(0, 12))
    dated = draw(st.integers(0, min(3, count)))
    daily = tuple(draw(_medicine(name, place < dated)) for place, name in enumerate(names[:count]))
    needed = tuple(
        SheetAsNeeded(
            name, "", Form.TABLET, AsNeeded("for worry", Strength(Decimal(10)), Decimal(1), 6, Decimal(3))
        )
        for name in names[count : count + draw(st.integers(0, 2))]
    )
    gone = draw(st.lists(st.sampled_from(STOPPED), max_size=2, unique=True))
    stopped = tuple(SheetStopped(name, "", Strength(Decimal(50)), Form.TABLET, MADE) for name in gone)
    changes = tuple(SheetChange(ChangeKind.STOP, item.name, item.strength, on=MADE) for item in stopped)
    return elena(
        head=head(
            language=draw(st.sampled_from(Language)),
            paper=draw(st.sampled_from(Size)),
            large_print=draw(st.booleans()),
        ),
        changes=(*changes, *(SheetChange(ChangeKind.KEEP, medicine.name) for medicine in daily)),
        daily=daily,
        as_needed=needed,
        stopped=stopped,
        warning_signs=SIGNS[: draw(st.integers(0, 4))],
        advice=draw(st.sampled_from((ADVICE, replace(ADVICE, feelings=(), tests=())))),
    )


@settings(max_examples=60)
@given(sheet=plan_sheets())
def test_that_every_medicine_count_and_date_of_any_plan_is_on_the_paper(sheet: PlanSheet) -> None:
    paper = Paper(writer().draw(sheet))
    told = _Told(paper, sheet)
    for medicine in sheet.daily:
        assert told.faults(medicine) == []
    _assert_sound(paper, sheet)


def _assert_sound(paper: Paper, sheet: PlanSheet) -> None:
    """Every check that holds for the drawn examples holds for any plan."""
    least = 18 if sheet.head.large_print else 12
    assert checks.structure_faults(paper) == []
    assert checks.edge_faults(paper) == []
    assert checks.overlap_faults(paper) == []
    assert checks.form_faults(paper) == []
    assert checks.join_faults(paper) == []
    assert checks.size_faults(paper, least=least, companion=18 if sheet.head.large_print else 10) == []
    assert checks.footer_faults(paper, sheet.head.patient_name) == []
    voice = writer().phrases.voice(sheet.head.language)
    keys = ("change.title", "stopped.title", "large.stop")
    english = (
        voice.english("change.title"),
        voice.english("stopped.title"),
        voice.english("stopped.title.short"),
    )
    allowed = [voice.text(key) for key in keys]
    allowed += [f"{voice.text(key)} {word}" for key in keys for word in english]
    for item in sheet.stopped:
        assert item.name in paper.text()
        assert checks.stopped_faults(paper, item.name, allowed) == []
    for needed in sheet.as_needed:
        headings = {heading for heading, text in paper.sections() if needed.name in text}
        assert any(heading.startswith(voice.text("needed.title")) for heading in headings)


@dataclass(frozen=True)
class _Row:
    """A row of a table as read: which medicine, its label with the dates, and its counts by time of day."""

    medicine: str
    label: str
    counts: dict[Slot, Decimal]


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
        rows = [row for row in self._rows() if row.medicine == display_name(medicine.name, medicine.form)]
        if not medicine.dated_on(made):
            stage = medicine.stages[0]
            return [] if rows[0].counts == _counts(stage) else ["counts of the grid"]
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
            for row in told:
                if row.counts != _counts(stage):
                    found.append(f"counts from {stage.start}")
        return found

    def _rows(self) -> list[_Row]:
        """Rows of the daily grid, then of the tables of steps, each with the medicine it belongs to."""
        rows: list[_Row] = []
        names = [display_name(medicine.name, medicine.form) for medicine in self._sheet.daily]
        heading = ""
        for element in self._paper.tree.walk():
            if element.kind == "H2":
                heading = _plain(self._paper.text_of(element))
            if element.kind == "Table":
                rows += self._table(element, names, heading)
        return rows

    def _table(self, table: Element, names: list[str], heading: str) -> list[_Row]:
        about = next((name for name in sorted(names, key=len, reverse=True) if heading.startswith(name)), "")
        columns = self._columns(table)
        rows = []
        for row in table.children("TR"):
            heads = [cell for cell in row.children("TH") if cell.scope == "Row"]
            cells = row.children("TD")
            if not heads or any(cell.span > 1 for cell in cells):
                continue
            label = _plain(self._paper.text_of(heads[0]))
            named = [name for name in names if label.startswith(f"{name} ")]
            about = max(named, key=len) if named else about
            texts = {slot: _plain(self._paper.text_of(cells[place])) for place, slot in columns.items()}
            rows.append(_Row(about, label, {slot: _count(text) for slot, text in texts.items() if text}))
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

    def _large(self, medicine: SheetMedicine) -> list[str]:
        """In large print: the first stage by time of day, and every date of every stage."""
        stage = next(stage for stage in medicine.stages if stage.step is not None)
        name = display_name(medicine.name, medicine.form)
        told: dict[Slot, Decimal] = {}
        words = {self._voice.text(f"slot.{slot}"): slot for slot in Slot}
        for heading, text in self._paper.sections():
            plain = _plain(text)
            if heading in words and re.match(rf"\S+ {re.escape(name)} \d", plain):
                told[words[heading]] = _count(plain.replace(name, ""))
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


def _count(cell: str) -> Decimal:
    """The number a cell says, halves and quarters in words included."""
    if re.search(r"\b3 (?:quarters|cuartos)\b", cell):
        return Decimal("0.75")
    if re.search(r"\b(?:quarter|cuarto)\b", cell):
        return Decimal("0.25")
    whole = re.match(r"(\d+)\b", cell)
    half = Decimal("0.5") if HALVES.search(cell) else Decimal(0)
    return (Decimal(whole.group(1)) if whole else Decimal(0)) + half
