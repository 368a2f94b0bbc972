"""The documents tab: papers to make and papers on file at the left, the pages as they print at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from medmanager.domain.paper.document import DocumentKind
from ui.kit.buttons import Button, Segments
from ui.kit.card import Card
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label, rule
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.two_ended import SIDE, TwoEnded
from ui.kit.page_head import PageHead
from ui.kit.paper.out import PaperOut
from ui.kit.paper.pages import READ, WHOLE, PagesView
from ui.kit.paper.print_job import PrintJob
from ui.kit.states import StateStack
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.documents.papers import LANGUAGES, SIZES, Key, Paper, PaperRow
from ui.screens.documents.presenter import NOTHING_ON_FILE

LISTS, ROOMY, LOW_LISTS = 280, 340, 260
PAPER, LOW_PAPER = 500, 560
"""Widths side by side, and heights below one another."""
ROOMY_FROM = 1150
MOST_SHARE = 6
"""The lists share the height by their rows; so many papers on file count at most."""
MARGIN, GAP, TOOLS = 12, 12, 44
WAYS = ((READ, "Read"), (WHOLE, "Whole pages"))


class DocumentsView(QWidget):
    """Signals: `chosen(key)`, `subject_chosen(str)`, `language_chosen(str)`, `size_chosen(str)`,
    `printer_chosen(str)`, `save_requested()`, `path_chosen(str)`, `paper_sent()`, `paper_failed(str, bool)`,
    `retry_requested()`.
    """

    chosen = Signal(object)
    subject_chosen = Signal(str)
    language_chosen = Signal(str)
    size_chosen = Signal(str)
    printer_chosen = Signal(str)
    save_requested = Signal()
    path_chosen = Signal(str)
    paper_sent = Signal()
    paper_failed = Signal(str, bool)
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.head = PageHead(theme, "Documents", "what is shown here is what prints", in_patient=True)
        self.makeable = RowList(theme, "Papers to make", selectable=True)
        self.filed = RowList(theme, "Papers on file", selectable=True)
        self.file_area = _scrolled(self.filed)
        self.lists = QVBoxLayout()
        self.make_card = Card(theme, "Make now")
        self.file_card = Card(theme, "On file")
        self.nothing = Label(NOTHING_ON_FILE, tone="muted").wrapped()
        self.empty = QWidget()
        self.title = Label("", weight=SEMIBOLD)
        self.note = Label("", Type.SMALL, tone="muted")
        self.subjects = PullDown()
        self.subjects.setAccessibleName("What the paper is about")
        self.subjects.setProperty("compact", True)
        self.subjects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.languages = Segments(theme, "Language of the paper", LANGUAGES)
        self.sizes = Segments(theme, "Size of type", SIZES)
        self.save_button = Button(theme, "&Save as PDF…", "download", compact=True)
        self.print_button = Button(theme, "&Print…", "printer", primary=True, compact=True)
        self.tools = TwoEnded(theme, TOOLS)
        self.above = QWidget()
        self.pages = PagesView(theme)
        self.ways = Segments(theme, "Pages shown", WAYS)
        self.ways.choose(READ)
        self.head.add(self.ways)
        self.paper_states = StateStack(theme, self.pages)
        self.paper_card = Card(theme)
        self.out = PaperOut(self)
        self.states = StateStack(theme, self._build_page())
        column = QVBoxLayout(self)
        side = theme.px(MARGIN)
        column.setContentsMargins(side, 0, side, side)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)
        self._connect()

    # ---------------------------------------------------------------------- what is shown

    def show_loading(self) -> None:
        """The frame, then grey bars."""
        self.states.show_loading()

    def show_rows(self, makeable: Sequence[PaperRow], filed: Sequence[PaperRow]) -> None:
        """Both lists; the upper one is left out for a role that makes no paper."""
        self.makeable.show_rows([_item(row) for row in makeable])
        self.filed.show_rows([_item(row) for row in filed])
        self.make_card.setVisible(bool(makeable))
        self.file_card.set_count(str(len(filed)) if filed else "")
        self.empty.setVisible(not filed)
        self.file_area.setVisible(bool(filed))
        self.lists.setStretch(0, max(1, len(makeable)))
        self.lists.setStretch(1, min(len(filed), MOST_SHARE))
        self.states.show_content()

    def select(self, key: Key | None) -> None:
        """Mark the paper that is looked at."""
        self.makeable.select(key if isinstance(key, DocumentKind) else None)
        self.filed.select(None if isinstance(key, DocumentKind) else key)

    def show_paper(self, paper: Paper) -> None:
        """What stands over the pages."""
        self.title.setText(paper.title)
        self.note.setText(paper.note)
        self.above.setVisible(bool(paper.title))
        self._show_subjects(paper)
        for segments, value in ((self.languages, paper.language), (self.sizes, paper.size)):
            segments.setVisible(bool(value))
            if value:
                segments.choose(value)
        for button in (self.save_button, self.print_button):
            button.setVisible(True)
            button.setEnabled(paper.can_print)
        # Last: what is shown now decides whether all of it has room in one row.
        self.tools.arrange()

    def show_pages(self, content: bytes) -> None:
        """The exact bytes, page by page."""
        self.pages.show_pdf(content)
        self.paper_states.show_content()

    def show_drawing(self) -> None:
        """The paper is being made."""
        self.paper_states.show_loading()

    def show_hidden(self, sentence: str) -> None:
        """The paper may be printed, not looked at."""
        self.paper_states.show_empty(sentence)
        self.save_button.setVisible(False)

    def show_nothing(self, sentence: str) -> None:
        """There is no paper to look at."""
        self.show_paper(Paper("", "", can_print=False))
        self.paper_states.show_empty(sentence)

    def show_refused(self, what: str, why: str) -> None:
        """The paper cannot be made as it is."""
        self.paper_states.show_error(what, why)

    def show_problem(self, sentence: str) -> None:
        """The list could not be read."""
        self.states.show_error("The documents could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role prints nothing."""
        self.states.show_not_allowed(sentence)

    # ---------------------------------------------------------------------- out of the machine

    def send(self, content: bytes) -> PrintJob | None:
        """Give these bytes to the printer that was chosen; None when they are refused."""
        return self.out.send(content)

    def ask_where(self, name: str) -> None:
        """Ask for the place of a copy."""
        dialog = FileDialog(self, "Save the paper", name, "PDF files (*.pdf)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.path_chosen)
        dialog.open()

    @Slot()
    def _ask_printer(self) -> None:
        self.out.ask(self.title.text())

    @Slot(int)
    def _choose_subject(self, place: int) -> None:
        self.subject_chosen.emit(self.subjects.itemData(place))

    # ---------------------------------------------------------------------- inside

    def _show_subjects(self, paper: Paper) -> None:
        """The choice of what the paper is about; none where there is one thing only."""
        self.subjects.setVisible(len(paper.subjects) > 1)
        self.subjects.clear()
        for one in paper.subjects:
            self.subjects.addItem(one.words, one.key)
        self.subjects.setCurrentIndex(self.subjects.findData(paper.subject))

    def _connect(self) -> None:
        for rows in (self.makeable, self.filed):
            rows.chosen.connect(self.chosen)
        self.subjects.activated.connect(self._choose_subject)
        self.languages.chosen.connect(self.language_chosen)
        self.sizes.chosen.connect(self.size_chosen)
        self.save_button.clicked.connect(self.save_requested)
        self.print_button.clicked.connect(self._ask_printer)
        self.out.chosen.connect(self.printer_chosen)
        self.out.sent.connect(self.paper_sent)
        self.out.failed.connect(self.paper_failed)
        self.ways.chosen.connect(self.pages.show_as)
        self.states.acted.connect(self.retry_requested)
        self.paper_states.acted.connect(self.retry_requested)

    def _build_page(self) -> QWidget:
        parts = (
            Part(self._build_lists(), LISTS, low=LOW_LISTS, roomy=ROOMY),
            Part(self._build_paper(), low=LOW_PAPER),
        )
        return Columns(self._theme, parts, LISTS + GAP + PAPER, ROOMY_FROM)

    def _build_lists(self) -> QWidget:
        lists = QWidget()
        lists.setLayout(self.lists)
        self.lists.setContentsMargins(0, 0, 0, 0)
        self.lists.setSpacing(self._theme.px(GAP))
        self.make_card.add(_scrolled(self.makeable), 1)
        self.lists.addWidget(self.make_card, 1)
        self.file_card.add(self._build_nothing())
        self.file_card.add(self.file_area, 1)
        self.lists.addWidget(self.file_card)
        return lists

    def _build_nothing(self) -> QWidget:
        """The sentence with its padding in one widget, so that both go away together."""
        frame = QVBoxLayout(self.empty)
        side = self._theme.px(MARGIN)
        frame.setContentsMargins(side, side, side, side)
        frame.addWidget(self.nothing)
        return self.empty

    def _build_paper(self) -> QWidget:
        self.paper_card.add(self._build_tools())
        self.paper_card.add(self.paper_states, 1)
        return self.paper_card

    def _build_tools(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.note)
        self.tools.left.addLayout(words)
        for widget in (self.subjects, self.languages, self.sizes, self.save_button, self.print_button):
            self.tools.right.addWidget(widget)
        frame = QVBoxLayout()
        side = self._theme.px(MARGIN - SIDE)
        frame.setContentsMargins(side, 0, side, 0)
        frame.addWidget(self.tools)
        column = QVBoxLayout(self.above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(frame)
        column.addWidget(rule())
        return self.above


def _scrolled(rows: RowList) -> ScrollArea:
    """Rows that scroll by themselves, so that neither list pushes the other one out of the window."""
    area = ScrollArea(ground="surface")
    area.inner.addWidget(rows)
    area.inner.addStretch(1)
    return area


def _item(row: PaperRow) -> RowItem:
    return RowItem(
        row.key, row.title, second=row.second, icon=row.icon, words=row.words, tip=row.tip, muted=row.muted
    )
