"""The diary screen: a code opens its sheet, and each row is kept when the keyboard leaves it. No Qt."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.diary.book import DiaryBook, DiaryRow
from medmanager.domain.diary.diary import DayTypedBefore
from medmanager.domain.diary.typing import field_names, typed_fields
from medmanager.domain.errors import MedManagerError, NotAllowed, Refused
from ui.kit.context import Context
from ui.screens.diary.model import OutLine, SheetPage, draft_key, out_line, page_of, values_words

FORM = "diary"
NONE_OUT = "No diary is out. Print one among a patient's documents; its code opens it here."


class DiaryDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_out(self, lines: tuple[OutLine, ...]) -> None: ...
    def show_empty(self, sentence: str) -> None: ...
    def show_page(self, page: SheetPage) -> None: ...
    def show_code_problem(self, sentence: str) -> None: ...
    def show_row_problem(self, on: date, field: str, sentence: str) -> None: ...
    def show_row_note(self, on: date, note: str) -> None: ...
    def ask_replace(self, on: date, sentence: str) -> None: ...
    def show_row(self, on: date, fields: dict[str, str], note: str) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_problem(self, sentence: str) -> None: ...


class DiaryPresenter:
    """Rows go to the store one at a time; what cannot be read stays in its box and is said beside it."""

    def __init__(self, context: Context, display: DiaryDisplay) -> None:
        self._context, self._display = context, display
        self._book: DiaryBook | None = None
        self._typed: dict[date, dict[str, str]] = {}
        """What stands in the boxes and is not saved."""

    def load(self) -> None:
        """Read what is shown again: the sheet that is open, else the diaries that are out."""
        diaries = self._context.services.diaries
        if self._book is not None:
            self._context.ask(partial(diaries.open, self._book.sheet.id), self._refreshed, self._failed)
            return
        self._display.show_loading()
        self._context.ask(diaries.waiting, self._out_came, self._failed)

    def open_code(self, code: str) -> None:
        """The code was typed."""
        self._display.show_code_problem("")
        self._context.ask(
            partial(self._context.services.diaries.find, code), self._opened, self._code_refused
        )

    def open_sheet(self, sheet_id: UUID) -> None:
        """A diary was chosen from the list."""
        self._context.ask(partial(self._context.services.diaries.open, sheet_id), self._opened, self._failed)

    def close_sheet(self) -> None:
        """Back to the list."""
        self.keep_draft()
        self._book, self._typed = None, {}
        self.load()

    # ---------------------------------------------------------------------- rows

    def typed(self, on: date, fields: dict[str, str]) -> None:
        """Something changed in a row; it is put aside within a second and saved when the row is left."""
        if self._book is None:
            return
        if fields == self._saved(on):
            self._typed.pop(on, None)
        else:
            self._typed[on] = fields

    def keep_draft(self) -> None:
        """Put everything aside that is not saved."""
        if self._book is None:
            return
        sheet, drafts = self._book.sheet, self._context.services.drafts
        fields = {draft_key(on, name): text for on, row in self._typed.items() for name, text in row.items()}
        if fields:
            keep = partial(drafts.keep, FORM, sheet.id, fields, sheet.patient_id)
            self._context.ask(keep, _nothing)
        else:
            self._context.ask(partial(drafts.drop, FORM, sheet.id), _nothing)

    def save_row(
        self, on: date, fields: dict[str, str], *, seen: bool = False, replacing: bool = False
    ) -> None:
        """The row was left. An untouched row is not saved; `seen` says that Enter was pressed in it, so that
        an empty row counts as looked at.
        """
        if self._book is None or (fields == self._saved(on) and not (seen and self._is_new(on))):
            return
        work = partial(
            self._context.services.diaries.save_day, self._book.sheet, on, fields, replacing=replacing
        )
        self._context.ask(work, partial(self._saved_row, on), partial(self._row_refused, on, fields))

    def replace_row(self, on: date, fields: dict[str, str]) -> None:
        """The second typing counts; the first stays in the record."""
        self.save_row(on, fields, replacing=True)

    def keep_first(self, on: date) -> None:
        """The first typing counts: its values come back into the boxes."""
        self._typed.pop(on, None)
        self.keep_draft()
        self.load()

    def _is_new(self, on: date) -> bool:
        return self._book is not None and self._book.sheet.day(on) is None

    def _saved(self, on: date) -> dict[str, str]:
        assert self._book is not None, "rows stand on an open sheet"
        sheet = self._book.sheet
        day = sheet.day(on)
        return typed_fields(sheet, day) if day else dict.fromkeys(field_names(sheet), "")

    def _saved_row(self, on: date, changes: Changes) -> None:
        self._typed.pop(on, None)
        self.keep_draft()
        self.load()

    def _row_refused(self, on: date, fields: dict[str, str], error: MedManagerError) -> None:
        if isinstance(error, DayTypedBefore) and self._book is not None:
            before = error.before
            said = values_words(self._book.sheet, before)
            self._display.ask_replace(on, f"{self._book.typist(before.typed_by)} typed {said}")
        elif isinstance(error, Refused):
            self._display.show_row_problem(on, error.field, error.sentence)
        else:
            self._display.show_row_note(on, "not saved yet")
            self._context.notices.warn(error.sentence)

    # ---------------------------------------------------------------------- answers

    def _out_came(self, rows: tuple[DiaryRow, ...]) -> None:
        if self._book is not None:
            return
        today = self._context.services.session.today()
        if rows:
            self._display.show_out(tuple(out_line(row, today) for row in rows))
        else:
            self._display.show_empty(NONE_OUT)

    def _opened(self, book: DiaryBook) -> None:
        self._book, self._typed = book, {}
        recall = partial(self._context.services.drafts.recall, FORM, book.sheet.id)
        self._context.ask(recall, partial(self._show, book))

    def _show(self, book: DiaryBook, draft: dict[str, str] | None) -> None:
        page = page_of(book, draft or {}, self._zone)
        for line in page.lines:
            self.typed(line.on, line.fields)
        self._display.show_page(page)

    def _refreshed(self, book: DiaryBook) -> None:
        """Rows that are being typed keep what stands in them."""
        self._book = book
        draft = {draft_key(on, name): text for on, row in self._typed.items() for name, text in row.items()}
        for line in page_of(book, draft, self._zone).lines:
            if line.on not in self._typed:
                self._display.show_row(line.on, line.fields, line.note)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._context.services.session.practice.time_zone)

    def _code_refused(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        else:
            self._display.show_code_problem(error.sentence)

    def _failed(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._display.show_not_allowed(error.sentence)
        else:
            self._display.show_problem(error.sentence)


def _nothing(_: object) -> None:
    """Nobody waits for this answer."""
