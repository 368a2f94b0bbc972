"""Imports records: reads the chosen files, shows what they would bring, takes what was decided. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, tzinfo
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.errors import Cancelled, MedManagerError
from medmanager.domain.ids import PatientId
from medmanager.domain.imports.imports import ImportPreview, ImportReport, ReadFile
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context, Lane
from ui.screens.import_records.lines import (
    ChosenFile,
    Fate,
    FileDetails,
    FileLine,
    details_of,
    line_of,
    ready,
    summary_of,
)


class ImportDisplay(Protocol):
    """What the presenter asks of its view."""

    def show_start(self) -> None: ...
    def show_reading(self) -> None: ...
    def show_files(self, lines: tuple[FileLine, ...], summary: str, take: str) -> None: ...
    def show_details(self, details: FileDetails | None) -> None: ...
    def show_busy(self, is_busy: bool) -> None: ...
    def show_failure(self, what: str, why: str) -> None: ...
    def show_not_allowed(self) -> None: ...


class ImportPresenter:
    """Reading is done beside the store, comparing and taking in it. A look-alike waits for a decision."""

    def __init__(self, context: Context, display: ImportDisplay) -> None:
        self._context, self._display = context, display
        self._files: tuple[ChosenFile, ...] = ()
        self._selected: int | None = None
        self._is_busy = False

    def load(self) -> None:
        """Show the start, or that this role may not import."""
        if not self._context.services.session.user.may(Act.IMPORT_RECORDS):
            self._display.show_not_allowed()
        elif self._files:
            self._show()
        else:
            self._display.show_start()

    def choose(self, paths: tuple[Path, ...]) -> None:
        """Read these files; they stand in place of those shown so far."""
        if not paths or self._is_busy:
            return
        self._set_busy(True)
        self._display.show_reading()
        read = partial(self._context.services.imports.read, paths)
        title = f"Reading {words.counted(len(paths), 'file')}"
        self._context.ask_long(title, read, self._compare, self._reading_failed, lane=Lane.FREE)

    def select(self, key: int) -> None:
        """Show one file beside the table."""
        self._selected = key
        file = self._file(key)
        self._display.show_details(details_of(file, self._today, self._zone) if file else None)

    def decide(self, key: int) -> None:
        """Take a file that was left out, or leave one out that was to be taken."""
        self._files = tuple(
            replace(file, is_in=not file.is_in) if file.key == key else file for file in self._files
        )
        self._show()

    def answer(self, key: int, given: PatientId, into: PatientId | None) -> None:
        """Who a patient of a file is: another person than her look-alikes, or the one with the id `into`."""
        self._files = tuple(
            replace(file, preview=file.preview.choosing(given, into)) if file.key == key else file
            for file in self._files
        )
        self._show()

    def take(self) -> None:
        """Store every file that is to be taken."""
        going = ready(self._files)
        if not going or self._is_busy:
            return
        self._set_busy(True)
        title = f"Taking {words.counted(len(going), 'file')}"
        take = partial(self._context.services.imports.take, tuple(file.preview for file in going))
        keys = tuple(file.key for file in going)
        self._context.ask_long(title, take, partial(self._taken, keys), self._taking_failed, lane=Lane.STORE)

    def open_chart(self, patient_id: UUID) -> None:
        """Go to a patient's chart."""
        self._context.navigate.open_patient(patient_id)

    def start_again(self) -> None:
        """Forget the files."""
        self._files = ()
        self._selected = None
        self._display.show_start()

    @property
    def _today(self) -> date:
        return self._context.services.session.today()

    @property
    def _zone(self) -> tzinfo:
        return ZoneInfo(self._context.services.session.practice.time_zone)

    def _compare(self, files: tuple[ReadFile, ...]) -> None:
        compare = partial(self._context.services.imports.compare, files)
        self._context.ask(compare, self._compared, self._reading_failed)

    def _compared(self, previews: tuple[ImportPreview, ...]) -> None:
        self._set_busy(False)
        self._files = tuple(ChosenFile(key, preview) for key, preview in enumerate(previews))
        self._selected = next((file.key for file in self._files if file.fate is Fate.DECIDE), 0)
        self._show()

    def _reading_failed(self, error: MedManagerError) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            self._context.notices.say("Stopped. Nothing was read.")
            self.load()
            return
        self._display.show_failure("The files could not be read.", error.sentence)

    def _taken(self, keys: tuple[int, ...], reports: tuple[ImportReport, ...]) -> None:
        self._set_busy(False)
        by_key = dict(zip(keys, reports, strict=True))
        self._files = tuple(
            replace(file, report=by_key[file.key], preview=replace(file.preview, records=None))
            if file.key in by_key
            else file
            for file in self._files
        )
        for report in reports:
            self._context.feed.publish(report.changes)
        self._say_taken(reports)
        self._show()
        self._look_again()

    def _look_again(self) -> None:
        """Whoever was taken may be the one whom an undecided file is about."""
        waiting = {file.key: file.preview for file in self._files if file.fate is Fate.DECIDE}
        if not waiting:
            return
        files = tuple(ReadFile(one.name, one.records) for one in waiting.values())
        compare = partial(self._context.services.imports.compare, files)
        self._context.ask(compare, partial(self._looked_again, tuple(waiting)))

    def _looked_again(self, keys: tuple[int, ...], previews: tuple[ImportPreview, ...]) -> None:
        by_key = dict(zip(keys, previews, strict=True))
        self._files = tuple(
            replace(file, preview=by_key[file.key]) if file.key in by_key else file for file in self._files
        )
        self._show()

    def _say_taken(self, reports: tuple[ImportReport, ...]) -> None:
        failed = sum(bool(report.refused) for report in reports)
        if failed:
            self._context.notices.warn(
                f"{words.counted(failed, 'file')} could not be taken. The list says why."
            )
        else:
            self._context.notices.say(f"{words.counted(len(reports), 'file')} taken.")

    def _taking_failed(self, error: MedManagerError) -> None:
        self._set_busy(False)
        if isinstance(error, Cancelled):
            self._context.notices.say("Stopped. Nothing was taken.")
        else:
            self._context.notices.warn(error.sentence)
        self._show()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._display.show_busy(is_busy)

    def _show(self) -> None:
        # A table that takes the focus selects its first row: what was selected is remembered before.
        selected = self._selected
        going = ready(self._files)
        take = f"&Take {words.counted(len(going), 'file')}" if going else ""
        self._display.show_files(tuple(line_of(file) for file in self._files), summary_of(self._files), take)
        if selected is not None:
            self.select(selected)

    def _file(self, key: int) -> ChosenFile | None:
        return next((file for file in self._files if file.key == key), None)
