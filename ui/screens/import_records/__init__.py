"""Wires the import of outside records: joined here and kept alive by the screen."""

from __future__ import annotations

from medmanager.domain.changes import Changes
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.import_records.presenter import ImportPresenter
from ui.screens.import_records.view import ImportView


class ImportScreen(Screen):
    """Owns the list of files. It shows files, not the practice, so no change makes it stale."""

    def __init__(self, context: Context, theme: Theme) -> None:
        self.view = ImportView(theme)
        super().__init__(context, "Import records", self.view)
        self.presenter = ImportPresenter(context, self.view)
        self.view.files_chosen.connect(self.presenter.choose)
        self.view.selected.connect(self.presenter.select)
        self.view.decided.connect(self.presenter.decide)
        self.view.answered.connect(self.presenter.answer)
        self.view.take_requested.connect(self.presenter.take)
        self.view.chart_requested.connect(self.presenter.open_chart)
        self.view.again_requested.connect(self.presenter.start_again)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return False


def build(context: Context, theme: Theme) -> Screen:
    """The import, wired; the shell calls this when it is first opened."""
    return ImportScreen(context, theme)
