"""What a plan version changed, medicine by medicine: icon, name, words and reason in columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit.change_words import ChangeRow
from ui.kit.labels import Icon, Label
from ui.kit.layout.layouts import empty
from ui.kit.theme import SEMIBOLD, Theme, Type

NAME = 108


class ChangeList(QWidget):
    """Icon, name and what changed, in columns; the reason below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(2, 1)
        self._changes: tuple[ChangeRow, ...] = ()
        theme.changed.connect(self._build)

    def show_changes(self, changes: Sequence[ChangeRow]) -> None:
        """Replace the rows."""
        self._changes = tuple(changes)
        self._build()

    @Slot()
    def _build(self) -> None:
        empty(self._grid)
        line = 0
        for change in self._changes:
            line = self._add(change, line)
        self._grid.setRowStretch(line, 1)

    def _add(self, change: ChangeRow, line: int) -> int:
        """One change from that line of the grid on; a long name stands above its words."""
        top = Qt.AlignmentFlag.AlignTop
        icon = Icon(self._theme, change.icon, change.tone)
        icon.setFixedHeight(self._theme.px(20))
        self._grid.addWidget(icon, line, 0, top)
        name = Label(change.name, weight=SEMIBOLD)
        long = self._theme.text_width(change.name, weight=SEMIBOLD) > self._theme.px(NAME + 36)
        if long:
            self._grid.addWidget(name.wrapped(), line, 1, 1, 2, top)
            line += 1
        else:
            name.setMinimumWidth(self._theme.px(NAME))
            self._grid.addWidget(name, line, 1, top)
        self._grid.addWidget(self._words(change), line, 2, top)
        return line + 1

    def _words(self, change: ChangeRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(change.words).wrapped())
        if change.reason:
            column.addWidget(Label(change.reason, Type.SMALL, tone="muted").wrapped())
        return cell
