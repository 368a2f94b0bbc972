"""Shows the patient list: search box, table, and a side card of who is selected; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import PatientId
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.page_head import PageHead
from ui.kit.search import SearchBox
from ui.kit.states import StateStack
from ui.kit.table import DataTable
from ui.kit.theme import Theme
from ui.screens.patients.lines import PatientDetails, PatientLine
from ui.screens.patients.model import COLUMNS
from ui.screens.patients.side_card import SideCard

MARGIN, SIDE_WIDTH, ROOM_FOR_BOTH = 12, 264, 960


def _line_id(line: PatientLine) -> PatientId:
    return line.id


class PatientsView(QWidget):
    """Arrows in the search box move the selection, Enter opens it. With large text the side card gives way.

    Signals: `searched(str)`; `chosen(PatientId)` a row is selected, `opened(PatientId)` Enter or a double
    click; `edit_requested(PatientId)`, `new_requested()`, `import_requested()`, `retry_requested()`.
    """

    searched = Signal(str)
    chosen = Signal(object)
    opened = Signal(object)
    edit_requested = Signal(object)
    new_requested = Signal()
    import_requested = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._action = ""
        self._may_register = True
        self.head = PageHead(theme, "Patients")
        self.import_button = Button(theme, "&Import records", "upload")
        self.new_button = Button(theme, "&New patient", "user-plus", primary=True)
        self.search_box = SearchBox(theme, "Name, birth date or phone")
        self.table = DataTable[PatientLine](theme, "Patients", COLUMNS, _line_id)
        self.states = StateStack(theme, self.table)
        self.card = Card(theme, "Everybody")
        self.side = SideCard(theme)
        self._lay_out()
        self._connect()
        self.states.show_loading()

    def show_rights(self, may_register: bool, may_import: bool) -> None:
        """Which of the acts this person may begin."""
        self._may_register = may_register
        self.new_button.setVisible(may_register)
        self.import_button.setVisible(may_import)
        self.side.show_rights(may_register)

    def show_lines(self, lines: tuple[PatientLine, ...], count: str, note: str) -> None:
        """Show the rows that were found; the first is selected when none was."""
        self.states.show_content()
        self.table.show_rows(lines)
        self.card.set_count(count)
        self.card.set_note(note)
        if self.table.selected_record() is None:
            self.table.selectRow(0)

    def show_sentence(self, sentence: str, action: str) -> None:
        """Why there are no rows, and what can be done: "register", "clear", or nothing but trying again."""
        self._action = action if action != "register" or self._may_register else ""
        self.card.set_count("")
        self.card.set_note("")
        buttons = {"register": "New patient", "clear": "Clear the search"}
        if action:
            self.states.show_empty(sentence, buttons.get(self._action, ""))
        else:
            self.states.show_error("The list could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no patients."""
        self.card.set_count("")
        self.states.show_not_allowed(sentence)

    def show_details(self, details: PatientDetails | None) -> None:
        """Show who is selected."""
        self.side.show_details(details)

    def show_search(self, text: str) -> None:
        """Put a text into the search box without searching."""
        self.search_box.setText(text)

    def select(self, patient_id: PatientId) -> None:
        """Select the row of this patient."""
        self.table.select_key(patient_id)

    def take_keyboard(self) -> None:
        """Put the cursor into the search box."""
        self.search_box.setFocus()
        self.search_box.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= self._theme.px(ROOM_FOR_BOTH))

    def _lay_out(self) -> None:
        theme = self._theme
        self.head.add(self.import_button)
        self.head.add(self.new_button)
        box = QHBoxLayout()
        box.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        box.addWidget(self.search_box)
        self.card.add(box)
        self.card.add_rule()
        self.card.add(self.states, 1)
        self.side.setFixedWidth(theme.px(SIDE_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(theme.px(MARGIN))
        row.addWidget(self.card, 1)
        row.addWidget(self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(row, 1)

    def _connect(self) -> None:
        self.search_box.searched.connect(self.searched)
        self.search_box.moved.connect(self.table.step)
        self.search_box.taken.connect(self._open_selected)
        self.table.record_selected.connect(self._select)
        self.table.record_activated.connect(self._open)
        self.side.opened.connect(self.opened)
        self.side.edit_requested.connect(self.edit_requested)
        self.new_button.clicked.connect(self.new_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.states.acted.connect(self._act)

    @Slot(object)
    def _select(self, line: PatientLine) -> None:
        self.chosen.emit(line.id)

    @Slot(object)
    def _open(self, line: PatientLine) -> None:
        self.opened.emit(line.id)

    @Slot()
    def _open_selected(self) -> None:
        line = self.table.selected_record()
        if line is not None and self.states.content is self.table and self.table.isVisible():
            self.opened.emit(line.id)

    @Slot()
    def _act(self) -> None:
        if self._action == "register":
            self.new_requested.emit()
        elif self._action == "clear":
            self.search_box.clear()
            self.search_box.setFocus()
            self.searched.emit("")
        else:
            self.retry_requested.emit()
