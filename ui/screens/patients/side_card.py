"""The card beside the patient list: who is selected and how to reach them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import PatientId
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.chip import DemoChip
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.patients.lines import PatientDetails

LABELS, STACKED_FROM = 80, 1.25
NOBODY = "Select a patient to see how to reach them."


class SideCard(Card):
    """Signals: `opened(PatientId)` for chart or papers, `edit_requested(PatientId)` for the demographics."""

    opened = Signal(object)
    edit_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Selected")
        self._theme = theme
        self._id: PatientId | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self._nobody = _padded(theme, Label(NOBODY, tone="muted").wrapped())
        self._name = Label(weight=SEMIBOLD).wrapped()
        self._born = Label(tone="muted").wrapped()
        self._demo = DemoChip(theme, "DEMO · not a real patient")
        self._warning = IconText(theme, "users", "", "info", Type.SMALL)
        self._warning.label.wrapped()
        self._facts = QGridLayout()
        self.open_button = Button(theme, "&Open chart", "folder")
        self.edit_button = Button(theme, "&Edit…", "pencil")
        self._content = self._build_content()
        self._build()
        self.open_button.clicked.connect(self._open)
        self.edit_button.clicked.connect(self._edit)
        theme.changed.connect(self._lay_facts)
        self.show_details(None)

    def show_rights(self, may_edit: bool) -> None:
        """Whether the demographics may be edited."""
        self.edit_button.setVisible(may_edit)

    def show_details(self, details: PatientDetails | None) -> None:
        """Show somebody, or the sentence that nobody is selected."""
        self._id = details.id if details else None
        self._nobody.setVisible(details is None)
        self._content.setVisible(details is not None)
        self._buttons.setVisible(details is not None)
        if details is None:
            return
        self._name.setText(details.name)
        self._born.setText(details.born)
        self._demo.setVisible(details.demo)
        self._warning.show_text("users", details.warning, "info")
        self._warning.setVisible(bool(details.warning))
        self.open_button.setText(details.opens)
        self._shown = details.facts
        self._lay_facts()

    @Slot()
    def _lay_facts(self) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (label, text) in enumerate(self._shown):
            head = Label(label, Type.SMALL, tone="muted")
            head.setMinimumWidth(self._theme.px(LABELS))
            head.setContentsMargins(0, self._theme.px(2), 0, 0)
            value = Label(text).wrapped()
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Large words do not fit beside one another in this narrow card: they stand one above the other.
            place = (2 * row, 0, 2 * row + 1, 0) if self._theme.factor > STACKED_FROM else (row, 0, row, 1)
            self._facts.addWidget(head, *place[:2], Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, *place[2:])
        self._facts.setColumnStretch(0, 1 if self._theme.factor > STACKED_FROM else 0)

    def _build_content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        side = self._theme.px(12)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(self._theme.px(4))
        column.addWidget(self._name)
        column.addWidget(self._born)
        column.addWidget(self._warning)
        column.addWidget(self._demo)
        column.addSpacing(self._theme.px(8))
        self._facts.setVerticalSpacing(self._theme.px(8))
        self._facts.setHorizontalSpacing(self._theme.px(8))
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        column.addStretch(1)
        return content

    def _build(self) -> None:
        self.add(self._nobody)
        self.add(ScrollArea(self._content, "surface"), 1)
        self._buttons = QWidget()
        frame = QVBoxLayout(self._buttons)
        side = self._theme.px(12)
        frame.setContentsMargins(side, self._theme.px(8), side, self._theme.px(8))
        row = Flow(self._theme.px(8))
        frame.addLayout(row)
        row.addWidget(self.open_button)
        row.addWidget(self.edit_button)
        self.add(self._buttons)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._id)

    @Slot()
    def _edit(self) -> None:
        self.edit_requested.emit(self._id)


def _padded(theme: Theme, label: Label) -> QWidget:
    """The label in a frame that can be hidden as a whole, so that no gap stays."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    side = theme.px(12)
    column.setContentsMargins(side, side, side, side)
    column.addWidget(label)
    return frame
