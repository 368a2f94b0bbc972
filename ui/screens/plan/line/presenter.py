"""Decides what the line editor shows: reads each keystroke, keeps it as a draft, hands the line in. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import LineId, PatientId
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.plan.asked_tests import with_tests_of, without_tests
from medmanager.domain.plan.book import PlanBook
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.known_products import forms_of
from medmanager.domain.plan.merging import Pick, join
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.protocol_shelf import BegunLine
from ui.kit.context import Context
from ui.kit.safety.desk import TypedLine
from ui.screens.plan.desk_presenter import DraftDesk, Edit
from ui.screens.plan.line.drafts import LineDrafts
from ui.screens.plan.line.fields import (
    KeptLine,
    LineBasis,
    LineFields,
    RowKind,
    fields_of,
    mark_of,
    new_fields,
    written_day,
)
from ui.screens.plan.line.grid_reading import day_in
from ui.screens.plan.line.head import LineHead, line_head
from ui.screens.plan.line.reading import LineReading, read_line
from ui.screens.plan.line.rows import with_new_dose, with_row, with_test, without_row, without_test
from ui.screens.plan.page import LaneChart
from ui.screens.plan.page_build import lane_chart

CHANGED = (
    "This medicine was changed by somebody else while you wrote. Nothing was overwritten. "
    "Keep changes again to put yours on top of theirs, or cancel to keep theirs alone."
)
GONE = "The draft was signed or thrown away by somebody else."
STRANDED = f"{GONE} The medicine you were writing is kept: change the plan to go on with it."
FINISH_FIRST = "Save or cancel the medicine you are writing first. Then change the other one."


class LineFace(Protocol):
    """What the presenter asks of the editor."""

    def show_editor(self, head: LineHead, typed: LineFields) -> None: ...
    def show_rows(self, typed: LineFields) -> None: ...
    def show_head(self, head: LineHead) -> None: ...
    def show_reading(self, reading: LineReading) -> None: ...
    def show_problems(self, problems: dict[str, str]) -> None: ...
    def show_text(self, name: str, text: str) -> None: ...
    def show_lanes(self, chart: LaneChart, line_id: LineId) -> None: ...
    def go_to(self, field: str) -> None: ...
    def close_editor(self) -> None: ...


@dataclass(slots=True)
class _Open:
    """The line that is being written."""

    basis: LineBasis
    typed: LineFields
    drug: Drug | None
    reading: LineReading
    untouched: LineFields | None
    """As it was filled before anybody wrote; None for a new line, which is somebody's writing as a whole."""
    is_kept: bool = False
    crossed_from: PlanItem | None = None
    """The line as it was opened, where somebody else changed it since: what only they changed stays."""

    @property
    def is_touched(self) -> bool:
        """Whether anything would be lost with it."""
        return self.typed != self.untouched

    @property
    def to_keep(self) -> KeptLine:
        """What is typed, with the line as it was opened."""
        line = self.crossed_from or self.basis.item
        opened = fields_of(line, self.basis) if line else None
        return KeptLine(self.basis.line_id, self.typed, opened, mark_of(line) if line else "")


class LinePresenter:
    """One line at a time. What is typed is kept as it is; only a line without problems is handed in."""

    def __init__(self, context: Context, face: LineFace, desk: DraftDesk) -> None:
        self._context, self._face, self._desk = context, face, desk
        self._plans, self._kept = context.services.plans, LineDrafts(context)
        self._open: _Open | None = None
        self._recalled: object = None
        self._wanted: LineId | None = None
        self.live: Callable[[TypedLine | None], None] = _nobody
        self.crossed: Callable[[PlanItem | None, PlanItem | None, PlanItem | None], None] = _nobody_crossed
        """Told of a line that somebody else changed while it was written: before, mine, theirs."""
        desk.add_reader(self)

    # ------------------------------------------------------------------------------------------ intents

    def add(self, name: str) -> None:
        """Begin a new line for a medicine, in our list or not."""
        draft = self._draft
        if draft is not None and name.strip():
            basis = LineBasis(self._plans.new_line_id(), self._book.today)
            drug = self._plans.known_medicine(name)
            form = next(iter(forms_of(drug)), Form.TABLET) if drug else Form.TABLET
            self._show(basis, new_fields(" ".join(name.split()), basis.today, form), "purpose", None)

    def begin(self, begun: BegunLine) -> None:
        """Begin a new line that a protocol made: it is read and kept, or let go, as any other."""
        if self._draft is not None:
            basis = LineBasis(begun.item.line_id, self._book.today)
            typed = fields_of(begun.item, basis)
            self._show(basis, replace(typed, origin=" ".join((begun.origin, *begun.notes))), "purpose", None)

    @property
    def written(self) -> PlanItem | None:
        """The line as it is typed now, None while something stands in its way."""
        return self._open.reading.item if self._open else None

    def suggested_name(self) -> str:
        """How a protocol made of this line might be called."""
        return f"Start {self._open.typed.medicine.strip()}" if self._open else ""

    def tell_problems(self) -> None:
        """Show everything that stands in the way of the line."""
        if self._open is not None:
            self._face.show_problems(self._open.reading.problems)

    def edit(self, line_id: LineId) -> None:
        """Open a line of the draft."""
        basis = self._basis(line_id)
        if basis is not None and basis.item is not None:
            typed = fields_of(basis.item, basis)
            self._show(basis, typed, "purpose", typed)

    def change_dose(self, line_id: LineId) -> None:
        """Open a line with a new dose in place of what was planned after the one that runs."""
        basis = self._basis(line_id)
        if basis is not None and basis.item is not None:
            typed, field = with_new_dose(fields_of(basis.item, basis), basis)
            self._show(basis, typed, field, typed)

    def open_when_ready(self, line_id: LineId) -> None:
        """Change the dose of a line as soon as there is a draft; without one a draft is begun. A line that is
        being written stays where it is.
        """
        held = self._open
        if held is not None and held.is_touched:
            if held.basis.line_id != line_id:
                self._context.notices.warn(FINISH_FIRST)
            return
        self._wanted = line_id
        if self._desk.book is not None:
            self.book_came(self._desk.book)

    def typed(self, typed: LineFields) -> None:
        """A key was pressed: read everything again."""
        if self._open is not None:
            if typed.medicine != self._open.typed.medicine:
                self._open.drug = self._plans.known_medicine(typed.medicine)
            self._read(typed)

    def leave(self, field: str) -> None:
        """A field was left: write its day in the usual way."""
        if self._open is None:
            return
        typed, today = self._open.typed, self._open.basis.today
        day = day_in(field, typed, today)
        if day is not None:
            self._face.show_text(field, written_day(day, today))

    def add_row(self, kind: RowKind) -> None:
        """One more step, one more strength of the last step, or a pause."""
        if self._open is not None:
            typed = with_row(self._open.typed, kind, self._open.basis.today)
            self._rows_changed(typed)
            first = "strength" if kind is RowKind.ALSO else "start"
            self._face.go_to(f"row.{len(typed.rows) - 1}.{first}")

    def remove_row(self, number: int) -> None:
        """Take a row out; a dose takes its further strengths along."""
        if self._open is not None:
            self._rows_changed(without_row(self._open.typed, number))

    def add_test(self) -> None:
        """One more test to plan."""
        if self._open is not None:
            typed = with_test(self._open.typed)
            self._rows_changed(typed)
            self._face.go_to(f"test.{len(typed.tests) - 1}.measure")

    def remove_test(self, number: int) -> None:
        """Take a test out."""
        if self._open is not None:
            self._rows_changed(without_test(self._open.typed, number))

    def keep(self) -> None:
        """Keep what is typed, valid or not: it is back after a crash. Nothing typed, nothing kept."""
        held, draft = self._open, self._draft
        if held is None or draft is None:
            return
        if held.is_touched:
            self._kept.keep(draft, held.to_keep)
        elif held.is_kept:
            self._kept.drop(draft)
        held.is_kept = held.is_touched

    def save(self) -> None:
        """Hand the line in, or show everything that stands in its way."""
        if self._open is None:
            return
        item = self._open.reading.item
        if item is None:
            self._face.show_problems(self._open.reading.problems)
            return
        before, theirs = self._open.crossed_from, self._open.basis.item
        if before is not None and theirs is not None:
            item = join(before, item, theirs, Pick.MINE, self._open.basis.today)
        work = partial(self._hand_in, item, theirs)
        self._desk.edit(Edit(work, self._saved, self._refused))

    def cancel(self) -> None:
        """Let go of what was typed; the notice offers it back."""
        held = self._open
        if held is None:
            return
        self._close()
        if held.is_touched:
            undo = partial(self._show, held.basis, held.typed, "purpose", held.untouched)
            self._context.notices.say("What you typed was let go.", undo=undo)

    # ------------------------------------------------------------------------------------------ answers

    def book_came(self, book: PlanBook) -> None:
        """The plans were read: bring back what was being written before a crash, once for each draft."""
        if book.draft is None:
            self._strand(book.patient_id)
            if self._wanted is not None:
                begin = partial(self._plans.begin, book.patient_id)
                self._context.ask(begin, self._begun, self._not_begun)
            return
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.change_dose(wanted)
        if self._recalled != book.draft.id:
            self._kept.recall(book.draft, self._came_back)
        self._recalled = book.draft.id

    def book_failed(self, error: MedManagerError) -> None:
        """Told by the screen as a whole."""

    def _strand(self, patient_id: PatientId) -> None:
        """The draft went away under the line: what is typed is kept for the patient's next draft."""
        held = self._open
        if held is None:
            return
        self._open = None
        self.live(None)
        self._face.close_editor()
        if held.is_touched:
            self._kept.strand(patient_id, held.to_keep)
        self._context.notices.warn(STRANDED if held.is_touched else GONE)

    @property
    def _book(self) -> PlanBook:
        assert self._desk.book is not None, "nothing is written before the plans were read"
        return self._desk.book

    @property
    def _draft(self) -> Plan | None:
        return self._desk.book.draft if self._desk.book else None

    def _basis(self, line_id: LineId) -> LineBasis | None:
        draft = self._draft
        if draft is None:
            return None
        signed = self._book.in_force.item(line_id) if self._book.in_force else None
        return LineBasis(line_id, self._book.today, draft.item(line_id), signed)

    def _show(self, basis: LineBasis, typed: LineFields, field: str, untouched: LineFields | None) -> None:
        drug = self._plans.known_medicine(typed.medicine)
        reading = read_line(typed, basis, drug)
        self._open = _Open(basis, typed, drug, reading, untouched)
        self._face.show_editor(self._head(), typed)
        self._tell(self._open)
        self._face.go_to(field)

    def _rows_changed(self, typed: LineFields) -> None:
        self._face.show_rows(typed)
        self._read(typed)
        self.keep()

    def _read(self, typed: LineFields) -> None:
        held = self._open
        assert held is not None, "read only while a line is open"
        held.typed, held.reading = typed, read_line(typed, held.basis, held.drug)
        self._tell(held)

    def _tell(self, held: _Open) -> None:
        self._face.show_head(self._head())
        self._face.show_reading(held.reading)
        draft = self._draft
        if draft is not None:
            shown = draft.with_item(held.reading.dosed) if held.reading.dosed else draft
            booked = self._book.booked_on(shown)
            self._face.show_lanes(lane_chart(shown, held.basis.today, booked), held.basis.line_id)
        self.live(self._live(held))

    def _live(self, held: _Open) -> TypedLine:
        if held.reading.dosed is not None:
            return TypedLine(held.reading.dosed)
        is_new = held.basis.item is None
        return TypedLine(None, held.typed.medicine) if is_new else TypedLine(None, unread=held.typed.medicine)

    def _head(self) -> LineHead:
        held = self._open
        assert held is not None, "a head only over an open line"
        return line_head(held.typed, held.basis, held.drug, self._book.language)

    def _hand_in(self, item: PlanItem, seen: PlanItem | None, draft: Plan) -> Changes:
        held = draft.item(item.line_id)
        if without_tests(held) != without_tests(seen):
            raise Refused(CHANGED, "line")
        return self._plans.keep_line(draft, with_tests_of(item, held))

    def _begun(self, _: Changes) -> None:
        self._desk.load()

    def _not_begun(self, error: MedManagerError) -> None:
        self._wanted = None
        self._context.notices.warn(error.sentence)

    def _saved(self) -> None:
        self._close()

    def _close(self) -> None:
        self._open = None
        self.live(None)
        self._face.close_editor()
        draft = self._draft
        if draft is not None:
            self._kept.drop(draft)

    def _refused(self, error: MedManagerError) -> None:
        field = error.field if isinstance(error, Refused) else ""
        held = self._open
        if field == "line" and held is not None:
            fresh = self._basis(held.basis.line_id)
            before, theirs = held.basis.item, fresh.item if fresh else None
            held.basis = replace(held.basis, item=theirs)
            held.crossed_from = held.crossed_from or before
            self.crossed(held.crossed_from, held.reading.item, theirs)
        self._face.show_problems({field: error.sentence})

    def _came_back(self, kept: KeptLine) -> None:
        basis = self._basis(kept.line_id)
        if basis is None or (self._open is not None and self._open.is_touched):
            return
        self._show(basis, kept.typed, "purpose", fields_of(basis.item, basis) if basis.item else None)
        self._context.notices.say("What you were writing is back.")
        held, theirs = self._open, basis.item
        if held is None:
            return
        held.is_kept = True
        if kept.opened and theirs is not None and kept.seen != mark_of(theirs):
            held.crossed_from = read_line(kept.opened, basis, held.drug).item
            self.crossed(held.crossed_from, held.reading.item, theirs)
            self._face.show_problems({"line": CHANGED})


def _nobody(_: TypedLine | None) -> None:
    """Nobody looks on while the line is typed."""


def _nobody_crossed(_before: PlanItem | None, _mine: PlanItem | None, _theirs: PlanItem | None) -> None:
    """Nobody shows the three beside one another."""
