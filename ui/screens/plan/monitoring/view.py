"""The card of tests: what stands on the plan, what the knowledge base proposes, what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.dialogs.open_dialog import OpenDialog
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.layouts import empty
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.dialogs_view import FieldsDialog
from ui.screens.plan.monitoring_words import ASIDE, BACK, DONE, OFF, PUT, MonitoringPage, TestRow

ACT_WORDS = {
    PUT: "Put on the plan",
    ASIDE: "Set aside…",
    DONE: "Done…",
    OFF: "Take off",
    BACK: "Propose again",
}


class TestDialog(FieldsDialog):
    """Asks one thing about a test. Signals: `answered(str)` as typed."""

    __test__ = False
    answered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: str) -> None:
        super().__init__(theme, parent, title, act)
        self._edit: QLineEdit | None = None
        self.confirmed.connect(self._tell)

    def ask_for(self, name: str, label: str, text: str = "", note: str = "") -> None:
        """The one field."""
        self._edit = self.add_line(name, label, text, note)
        self._edit.setFocus()

    @Slot()
    def _tell(self) -> None:
        assert self._edit is not None, "the field was asked for"
        self.answered.emit(self._edit.text())


class MonitoringCard(Card):
    """The tests of a plan. Signals are what is decided: of all or one (`put_on`), of one (the others)."""

    put_on = Signal(object)
    aside_wanted = Signal(object, str)
    done_wanted = Signal(object, str)
    taken_back = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Tests")
        self._page = MonitoringPage()
        self._dialog = OpenDialog(self)
        self._all = LinkButton(theme, "Put all on the plan", "plus")
        self._all.clicked.connect(self._put_all)
        self.add_to_head(self._all)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(10))
        self.add_padded(self._column)
        self.hide()

    def show_page(self, page: MonitoringPage) -> None:
        """Show the tests; the same ones are not built anew."""
        if page != self._page:
            self._page = page
            self._build()
        shown = page.on_plan or page.proposed or page.aside or page.notes or page.problem
        self._all.setVisible(page.editable and len(page.all_proposed) > 1)
        self.setVisible(bool(shown))

    def show_refusal(self, field: str, sentence: str) -> None:
        """Beside the field of the open dialog; without one, at the end of the card."""
        if isinstance(dialog := self._dialog.now, TestDialog):
            dialog.show_refusal(field, sentence)
        else:
            self._say(sentence, "circle-alert", "contra")

    def close_dialog(self) -> None:
        """What was asked for is done."""
        self._dialog.accept()

    def _build(self) -> None:
        page = self._page
        empty(self._column)
        self.set_count(f"{len(page.proposed)} proposed" if page.proposed else "")
        self._add_group("", page.on_plan)
        self._add_group("Proposed by the knowledge base", page.proposed)
        self._add_group("Set aside", page.aside)
        for note in page.notes:
            self._say(note, "info", "info")
        if page.problem:
            self._say(page.problem, "triangle-alert", "major")
        place_stops(self, stops_in(self))

    def _add_group(self, title: str, rows: Sequence[TestRow]) -> None:
        if rows and title:
            self._column.addWidget(Label(title, Type.SMALL, SEMIBOLD, tone="muted"))
        for row in rows:
            self._column.addWidget(self._row(row))

    def _row(self, row: TestRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(1))
        head = Flow(self._theme.px(8))
        head.addWidget(Label(row.name, weight=SEMIBOLD))
        if row.due:
            icon, tone = ("diamond-alert", "moderate") if row.late else ("calendar", "text")
            head.addWidget(IconText(self._theme, icon, row.due, tone))
        column.addLayout(head)
        for text in (row.more, row.why, row.note):
            if text:
                column.addWidget(Label(text, Type.SMALL, tone="muted").wrapped())
        if row.source:
            source = Label(row.source, Type.SMALL, tone="muted").wrapped()
            source.setToolTip(row.tip)
            column.addWidget(source)
        if row.acts:
            column.addLayout(self._acts(row))
        return cell

    def _acts(self, row: TestRow) -> Flow:
        acts = Flow(self._theme.px(12))
        for act in row.acts:
            button = LinkButton(self._theme, ACT_WORDS[act])
            button.setAccessibleName(f"{ACT_WORDS[act]}: {row.name}")
            button.clicked.connect(partial(self._act, act, row))
            acts.addWidget(button)
        return acts

    def _say(self, text: str, icon: str, tone: str) -> None:
        line = IconText(self._theme, icon, text, tone, Type.SMALL)
        line.label.wrapped()
        line.label.set_tone("text" if tone == "info" else tone)
        self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)

    def _act(self, act: str, row: TestRow, _checked: bool = False) -> None:
        choice = row.choice
        if act == PUT:
            self.put_on.emit((choice,))
        elif act in {OFF, BACK}:
            self.taken_back.emit(choice)
        elif act == ASIDE:
            dialog = TestDialog(self._theme, self, f"Set {row.name} aside?", "&Set aside")
            dialog.ask_for("reason", "&Why", note="It stays in sight with its reason, and in the record.")
            dialog.answered.connect(partial(self.aside_wanted.emit, choice))
            self._dialog.open(dialog)
        else:
            dialog = TestDialog(self._theme, self, f"{row.name} was done", "&Done")
            dialog.ask_for("on", "&On which day", "today", "A result that is on record counts by itself.")
            dialog.answered.connect(partial(self.done_wanted.emit, choice))
            self._dialog.open(dialog)

    @Slot()
    def _put_all(self) -> None:
        self.put_on.emit(self._page.all_proposed)
