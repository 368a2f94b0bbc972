"""First run: five pages to a practice that one can sign in to."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from medmanager.domain.changes import Changes
from medmanager.domain.user import User
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.first_run.pages import Page
from ui.screens.first_run.presenter import FirstRunPresenter
from ui.screens.first_run.view import FirstRunView

PAPER = "MedManager recovery key\n\n{}\n\nKeep this paper in a safe place, away from the computer."


class FirstRunScreen(Screen):
    """Signals: `finished(User)` who is signed in then; `practice_found()` when one is there already."""

    finished = Signal(object)
    practice_found = Signal()

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = FirstRunView(theme)
        super().__init__(context, "First run", self.view)
        self.presenter = FirstRunPresenter(context, self.view, self._let_in, self._say_found)
        self.view.next_requested.connect(self._go_on)
        self.view.back_requested.connect(self._go_back)
        self.view.print_requested.connect(self._print_key)
        self.view.save_requested.connect(self._save_key)

    def refresh(self) -> None:
        self.presenter.begin()

    def concerns(self, changes: Changes) -> bool:
        return False

    @Slot()
    def _go_on(self) -> None:
        self._take_over()
        if self.presenter.page is Page.KEY:
            self.presenter.finish(self.view.key.group.text())
        else:
            person = self.view.person
            self.presenter.go_on(person.password.text(), person.again.text())

    @Slot()
    def _go_back(self) -> None:
        self._take_over()
        self.presenter.go_back()

    def _take_over(self) -> None:
        view = self.view
        self.presenter.type_in(
            on_server=view.place.server.isChecked(),
            url=view.place.url.text(),
            name=view.practice.name.text(),
            phone=view.practice.phone.text(),
            after_hours_phone=view.practice.night.text(),
            address=view.practice.address.text(),
            time_zone=view.practice.zone.currentText(),
            display_name=view.person.name.text(),
            credentials=view.person.credentials.text(),
            login=view.person.login.text(),
            also_provider=view.person.provider.isChecked(),
            days=view.hours.days(),
            lunch=(time(12), time(13)) if view.hours.lunch.isChecked() else None,
        )

    @Slot()
    def _print_key(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self.view)
        if dialog.exec():
            document = QTextDocument(PAPER.format(self.view.key.key()))
            document.print_(printer)

    @Slot()
    def _save_key(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self.view, "Save the recovery key", "recovery-key.txt")
        if name:
            Path(name).write_text(PAPER.format(self.view.key.key()), encoding="utf-8")

    def _say_found(self) -> None:
        self.practice_found.emit()

    def _let_in(self, user: User) -> None:
        self.finished.emit(user)


def build(context: Context, theme: Theme) -> Screen:
    """The first run, for a place without a practice."""
    return FirstRunScreen(context, theme)
