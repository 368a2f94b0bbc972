"""Wires the diary screen: the code, the rows and their presenter are joined here and kept alive by it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.diary.presenter import DiaryPresenter
from ui.screens.diary.view import DiaryView


class DiaryScreen(Screen):
    """Owns the view and the presenter."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = DiaryView(theme)
        super().__init__(context, "Type in a diary", self.view)
        self.presenter = DiaryPresenter(context, self.view)
        view, presenter = self.view, self.presenter
        view.code_given.connect(presenter.open_code)
        view.sheet_chosen.connect(presenter.open_sheet)
        view.closed.connect(presenter.close_sheet)
        view.typed.connect(presenter.typed)
        view.paused.connect(presenter.keep_draft)
        view.row_left.connect(self._row_left)
        view.row_entered.connect(self._row_entered)
        view.replace_chosen.connect(presenter.replace_row)
        view.first_chosen.connect(presenter.keep_first)
        view.retry_requested.connect(presenter.load)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("diarysheet")

    def put_aside(self) -> None:
        self.view.flush()
        self.presenter.keep_draft()

    @Slot(object, object)
    def _row_left(self, on: date, fields: dict[str, str]) -> None:
        self.presenter.save_row(on, fields)

    @Slot(object, object)
    def _row_entered(self, on: date, fields: dict[str, str]) -> None:
        self.presenter.save_row(on, fields, seen=True)


def build(context: Context, theme: Theme) -> Screen:
    """The screen, wired; the shell calls this when it is first opened."""
    return DiaryScreen(context, theme)
