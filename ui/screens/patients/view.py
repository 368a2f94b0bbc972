"""Shows the patient list: search box, table, and a side card of who is selected; decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import PatientId
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.fields.search import SearchBox
from ui.kit.labels import rule
from ui.kit.layout.lengths import Lengths, hold
from ui.kit.page_head import PageHead
from ui.kit.states import StateStack
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme
from ui.screens.patients.lines import PatientDetails, PatientLine
from ui.screens.patients.model import COLUMNS
from ui.screens.patients.side_card import SideCard

MARGIN, SIDE_WIDTH, ROOM_FOR_BOTH, ROOM_FOR_ALL = 12, 264, 960, 620


def _line_id(line: PatientLine) -> PatientId:
    return line.id


class PatientsView(QWidget):
    """Arrows in the search box move the selection, Enter opens it. Where there is little room, or nobody to
    select, the side card gives way.

    Signals: `searched(str)`; `chosen(PatientId)` a row is selected, `opened(PatientId)` Enter or a double
    click; `edit_requested(PatientId)`, `new_requested()`, `import_requested()`, `diary_requested()`,
    `retry_requested()`.
    """

    searched = Signal(str)
    chosen = Signal(object)
    opened = Signal(object)
    edit_requested = Signal(object)
    new_requested = Signal()
    import_requested = Signal()
    diary_requested = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._action = ""
        self._may_register = self._may_write = self._has_side = True
        self._has_rows = False
        self.head = PageHead(theme, "Patients")
        self.edit_button = Button(theme, "&Edit…", "pencil")
        self.import_button = Button(theme, "&Import records", "upload")
        self.diary_button = Button(theme, "Type in a &diary", "clipboard-list")
        self.new_button = Button(theme, "&New patient", "user-plus", primary=True)
        self.search_box = SearchBox(theme, "Name, birth date or phone")
        self._search = QWidget()
        self.table = DataTable[PatientLine](theme, "Patients", COLUMNS, _line_id)
        self.states = StateStack(theme, self.table)
        self.card = Card(theme, "Everybody")
        self.side = SideCard(theme)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._fit)
        self.states.show_loading()

    def show_rights(self, may_register: bool, may_import: bool, may_write: bool) -> None:
        """Which of the acts this person may begin."""
        self._may_register, self._may_write = may_register, may_write
        self.new_button.setVisible(may_register)
        self.import_button.setVisible(may_import)
        self.side.show_rights(may_register)
        self._fit()

    def show_lines(self, lines: tuple[PatientLine, ...], count: str, note: str) -> None:
        """Show the rows that were found; the first is selected when none was."""
        self._action = ""
        self._show_side(rows=True, side=True)
        self.states.show_content()
        self.table.show_rows(lines)
        self.card.set_count(count)
        self.card.set_note(note)
        if self.table.selected_record() is None:
            self.table.selectRow(0)

    def show_sentence(self, sentence: str, action: str) -> None:
        """Why there are no rows, and what can be done: "register", "clear", or nothing but trying again."""
        self._action = action if action != "register" or self._may_register else ""
        self._show_side(rows=False, side=action == "clear")
        self.card.set_count("")
        self.card.set_note("")
        buttons = {"register": "New patient", "clear": "Clear the search"}
        if action:
            self.states.show_empty(sentence, buttons.get(self._action, ""))
        else:
            self.states.show_error("The list could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no patients."""
        self._search.hide()
        self._show_side(rows=False, side=False)
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
        self._fit()

    def _show_side(self, *, rows: bool, side: bool) -> None:
        """Whether there are rows, and whether the card has its place beside the list."""
        self._has_rows, self._has_side = rows, side
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Where there is no room for the card, what it can do is done from the head. The diaries give way to
        it last: the box of commands leads to them too.
        """
        fits = self.width() >= self._theme.px(ROOM_FOR_BOTH)
        self.side.setVisible(fits and self._has_side)
        has_room = self.width() >= self._theme.px(ROOM_FOR_ALL)
        self.diary_button.setVisible(has_room and self._may_write)
        self.edit_button.setVisible(not fits and self._has_rows and self._may_register)

    def _lay_out(self) -> None:
        theme = self._theme
        self.head.add(self.edit_button)
        self.head.add(self.import_button)
        self.head.add(self.diary_button)
        self.head.add(self.new_button)
        self.card.add(self._build_search())
        self.card.add(self.states, 1)
        hold(theme, self.side, Lengths(width=SIDE_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(theme.px(MARGIN))
        row.addWidget(self.card, 1)
        row.addWidget(self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(row, 1)

    def _build_search(self) -> QWidget:
        """The box with the line below it, so that both can be hidden."""
        box = QHBoxLayout()
        box.setContentsMargins(*(self._theme.px(length) for length in (12, 10, 12, 10)))
        box.addWidget(self.search_box)
        column = QVBoxLayout(self._search)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(box)
        column.addWidget(rule())
        return self._search

    def _connect(self) -> None:
        self.search_box.searched.connect(self.searched)
        self.search_box.moved.connect(self.table.step)
        self.search_box.taken.connect(self._open_selected)
        self.table.record_selected.connect(self._select)
        self.table.record_activated.connect(self._open)
        self.side.opened.connect(self.opened)
        self.side.edit_requested.connect(self.edit_requested)
        self.edit_button.clicked.connect(self._edit_selected)
        self.new_button.clicked.connect(self.new_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.diary_button.clicked.connect(self.diary_requested)
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
    def _edit_selected(self) -> None:
        line = self.table.selected_record()
        if line is not None:
            self.edit_requested.emit(line.id)

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
