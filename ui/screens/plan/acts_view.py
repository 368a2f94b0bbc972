"""The bar under the table: what can be done to the selected medicine."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from medmanager.domain.ids import LineId
from ui.kit.buttons import Button, LinkButton
from ui.kit.labels import Label, rule
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.plan.page import LineActs, LineRow, PlanPage

ROW, GAP, SIDE = 38, 6, 8
UNDER_NAME = 12
"""Where the words below the name begin, as it does."""


class ActBar(QWidget):
    """Signals: `acted(str, LineId)` with change, hold, back, pause, stop, edit, remove or history."""

    acted = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._line: LineId | None = None
        self._page: PlanPage | None = None
        self._is_low = False
        self._name = Label()
        self._lineage = Label(size=Type.SMALL, tone="muted").wrapped()
        self.history_button = LinkButton(theme, "Histor&y", "history")
        self.change_button = Button(theme, "C&hange dose", "pencil", compact=True)
        self.hold_button = Button(theme, "Ho&ld", "hourglass", compact=True)
        self.back_button = Button(theme, "&Go back", "undo-2", compact=True)
        self.pause_button = Button(theme, "&Pause", "pause", compact=True)
        self.stop_button = Button(theme, "S&top", "octagon-minus", compact=True)
        self.edit_button = Button(theme, "&Edit", compact=True)
        self.remove_button = Button(theme, "&Remove", compact=True)
        self._build(theme)

    def set_low(self, low: bool) -> None:
        """In a low window the selected row alone names the medicine: the acts have a row to themselves."""
        if low != self._is_low:
            self._is_low = low
            self.show_line(self._page, self._line)

    def show_line(self, page: PlanPage | None, line_id: LineId | None) -> None:
        """Offer what may be done to a line of this page."""
        self._page, self._line = page, line_id
        acts = self.acts_of(page, line_id)
        editable = page is not None and page.editable
        name = acts.name if acts else _name_of(page, line_id)
        told = name or ("Select a medicine to change it" if editable else "")
        self._name.setText("" if self._is_low and acts else told)
        self._name.set_tone("text" if name else "muted")
        self._name.set_weight(SEMIBOLD if name else REGULAR)
        self.change_button.setVisible(acts is not None and acts.change)
        self.edit_button.setVisible(acts is not None and acts.change)
        self.hold_button.setVisible(acts is not None and acts.hold)
        self.back_button.setVisible(acts is not None and acts.back)
        self.pause_button.setVisible(acts is not None and acts.pause)
        self.stop_button.setVisible(acts is not None and acts.stop)
        self.remove_button.setVisible(acts is not None and acts.remove)
        self.history_button.setVisible(line_id is not None)
        self.setVisible(editable or line_id is not None)
        for widget in (self._name, *self.findChildren(QPushButton)):
            # What was never seen does not know yet how wide it is.
            widget.ensurePolished()
        lineage = dict(page.lineages).get(line_id, "") if page is not None and line_id is not None else ""
        self._lineage.setText(lineage)
        self._lineage.setVisible(bool(lineage))
        self._row.arrange()

    def acts_of(self, page: PlanPage | None, line_id: LineId | None) -> LineActs | None:
        """What may be done to a line."""
        return next((one for one in (page.acts if page else ()) if one.line_id == line_id), None)

    def _build(self, theme: Theme) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = TwoEnded(theme, ROW, GAP)
        row.setContentsMargins(theme.px(SIDE), 0, theme.px(SIDE), 0)
        row.left.addWidget(self._name)
        row.let_wrap(self._name)
        for act, button in (
            ("history", self.history_button),
            ("change", self.change_button),
            ("hold", self.hold_button),
            ("back", self.back_button),
            ("pause", self.pause_button),
            ("stop", self.stop_button),
            ("edit", self.edit_button),
            ("remove", self.remove_button),
        ):
            button.clicked.connect(partial(self._act, act))
            row.right.addWidget(button)
        self._row = row
        outer.addWidget(rule())
        outer.addWidget(row)
        self._lineage.setContentsMargins(theme.px(UNDER_NAME), 0, theme.px(UNDER_NAME), theme.px(4))
        outer.addWidget(self._lineage)

    def _act(self, act: str, _checked: bool = False) -> None:
        if self._line is not None:
            self.acted.emit(act, self._line)


def _name_of(page: PlanPage | None, line_id: LineId | None) -> str:
    heads = (row for row in (page.rows if page else ()) if isinstance(row, LineRow))
    return next((row.name for row in heads if row.line_id == line_id), "")
