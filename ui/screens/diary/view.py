"""The diary screen: the code and the diaries that are out; or an open one, whose rows have all the room."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.diary.code import example
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.debounce import SAVE_MS, Debounce
from ui.kit.fields.form import Field
from ui.kit.labels import Label
from ui.kit.layout.scroll import ScrollArea
from ui.kit.page_head import PageHead
from ui.kit.states import StateStack
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme, Type
from ui.screens.diary.model import COLUMNS, OutLine, SheetPage
from ui.screens.diary.rows_view import RowsView

MARGIN, GAP, CODE = 12, 12, 260
CODE_OPENS = "The code on the paper opens it"


class DiaryView(QWidget):
    """Signals: `code_given(str)`, `sheet_chosen(UUID)`, `closed()`, `typed(date, dict)`, `paused()` a moment
    after typing, `row_left(date, dict)`, `row_entered(date, dict)`, `replace_chosen(date, dict)`,
    `first_chosen(date)`, `retry_requested()`.
    """

    code_given = Signal(str)
    sheet_chosen = Signal(object)
    closed = Signal()
    typed = Signal(object, object)
    paused = Signal()
    row_left = Signal(object, object)
    row_entered = Signal(object, object)
    replace_chosen = Signal(object, object)
    first_chosen = Signal(object)
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: SheetPage | None = None
        self.head = PageHead(theme, "Type in a diary", CODE_OPENS)
        self.code = QLineEdit()
        self.code.setMaximumWidth(theme.px(CODE))
        self.field = Field(theme, "&Code on the paper", self.code, example())
        self.field.let_note_wrap()
        self.field.setMaximumWidth(theme.px(CODE))
        self.open = Button(theme, "&Open", primary=True)
        self.back = Button(theme, "&Other diary", "chevron-left", compact=True)
        self.table = DataTable[OutLine](theme, "Diaries that are out", COLUMNS, _key)
        self.rows = RowsView(theme)
        self.pages = QStackedWidget()
        self.states = StateStack(theme, self.pages)
        self._saving = Debounce(SAVE_MS, self)
        self._build()
        self._connect()
        self.states.show_loading()

    # ---------------------------------------------------------------------- shown

    def show_loading(self) -> None:
        self.states.show_loading()

    def show_out(self, lines: tuple[OutLine, ...]) -> None:
        """Show the diaries that are out."""
        self._leave_sheet()
        self.table.show_rows(lines)
        self.states.show_content()

    def show_empty(self, sentence: str) -> None:
        self._leave_sheet()
        self.states.show_empty(sentence)

    def show_page(self, page: SheetPage) -> None:
        """Show a sheet, and put the keyboard where typing goes on."""
        self._page = page
        self.card.set_title(page.heading)
        self.card.set_note(page.under)
        self.head.say("")
        self.rows.show_page(page)
        self.pages.setCurrentWidget(self.sheet)
        self.states.show_content()
        self.rows.rows[page.begins_on].take_keyboard()
        # Only now: what is hidden with the keyboard in it hands it to some box, which then counts as left.
        self._ask_code(asked=False)

    def show_code_problem(self, sentence: str) -> None:
        self.field.show_problem(sentence)
        if sentence:
            self.code.setFocus()
            self.code.selectAll()

    def show_row_problem(self, on: date, field: str, sentence: str) -> None:
        """Say beside the row what cannot be read; the box keeps what stands in it."""
        self.rows.rows[on].show_problem(field, sentence)

    def show_row_note(self, on: date, note: str) -> None:
        self.rows.rows[on].say(note)

    def ask_replace(self, on: date, sentence: str) -> None:
        self.rows.rows[on].ask(sentence)

    def show_row(self, on: date, fields: dict[str, str], note: str) -> None:
        if on in self.rows.rows:
            self.rows.rows[on].show_fields(fields, note)

    def show_not_allowed(self, sentence: str) -> None:
        self.states.show_not_allowed(sentence)

    def show_problem(self, sentence: str) -> None:
        self.states.show_error("The diary could not be read.", sentence)

    def flush(self) -> None:
        """Put aside at once what was typed."""
        self._saving.flush()

    # ---------------------------------------------------------------------- inside

    def _build(self) -> None:
        theme = self._theme
        self.head.add(self.back)
        self.asking = QWidget()
        top = QHBoxLayout(self.asking)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.px(GAP))
        top.addWidget(self.field, 1)
        top.addLayout(self._build_open())
        top.addStretch()
        self.card = Card(theme, "Diary", note=" ")
        self.card.wrap_title()
        self.area = ScrollArea(self.rows, "surface")
        self.area.let_scroll_sideways()
        self.rows.follow(self.area.viewport())
        self.card.body.addWidget(self.area, 1)
        self.sheet = self.card
        listed = Card(theme, "Diaries that are out")
        listed.body.addWidget(self.table, 1)
        self.listed = listed
        self.pages.addWidget(listed)
        self.pages.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        margin = theme.px(MARGIN)
        outer.setContentsMargins(margin, 0, margin, margin)
        outer.setSpacing(theme.px(8))
        outer.addWidget(self.head)
        outer.addWidget(self.asking)
        outer.addWidget(self.states, 1)
        self.back.hide()

    def _build_open(self) -> QVBoxLayout:
        """The button beside the box, whatever is said below that."""
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(Label(" ", Type.SMALL))
        column.addWidget(self.open)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        self.code.returnPressed.connect(self._give_code)
        self.open.clicked.connect(self._give_code)
        self.back.clicked.connect(self.closed)
        self.table.record_activated.connect(self._choose)
        self.states.acted.connect(self.retry_requested)
        self._saving.fired.connect(self.paused)
        rows = self.rows
        rows.typed.connect(self._typed)
        rows.left.connect(self._left)
        rows.entered.connect(self._entered)
        rows.replace_chosen.connect(self._replace)
        rows.first_chosen.connect(self.first_chosen)
        rows.reached.connect(self._show_box)
        self.area.verticalScrollBar().valueChanged.connect(rows.hold_heads)

    def _leave_sheet(self) -> None:
        self._page = None
        self.head.say(CODE_OPENS)
        self._ask_code(asked=True)
        self.pages.setCurrentWidget(self.listed)
        self.code.clear()
        self.code.setFocus()

    def _ask_code(self, *, asked: bool) -> None:
        """The code is asked for until a diary is open; then its place is the rows'."""
        self.asking.setVisible(asked)
        self.back.setVisible(not asked)

    @Slot(object)
    def _show_box(self, box: QWidget) -> None:
        """Enter and the arrows go to boxes that may be out of sight, or behind the heads."""
        gap = self._theme.px(GAP)
        middle, across = box.geometry().center(), box.width() // 2 + gap
        self.area.ensureVisible(
            middle.x(), middle.y(), across, self.rows.heads.height() + box.height() // 2 + gap
        )

    @Slot()
    def _give_code(self) -> None:
        self.code_given.emit(self.code.text())

    @Slot(object)
    def _choose(self, line: OutLine) -> None:
        self.sheet_chosen.emit(line.id)

    @Slot(object)
    def _typed(self, on: date) -> None:
        self.typed.emit(on, self.rows.rows[on].fields)
        self._saving.touch()

    @Slot(object)
    def _left(self, on: date) -> None:
        if on in self.rows.rows:
            self.row_left.emit(on, self.rows.rows[on].fields)

    @Slot(object)
    def _entered(self, on: date) -> None:
        self.row_entered.emit(on, self.rows.rows[on].fields)
        self.rows.go_on(on)

    @Slot(object)
    def _replace(self, on: date) -> None:
        self.replace_chosen.emit(on, self.rows.rows[on].fields)


def _key(line: OutLine) -> UUID:
    return line.id
