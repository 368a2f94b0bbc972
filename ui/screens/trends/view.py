"""The trends tab: switches and span above, the chart or its table, the readout and the words beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.trend.build import Span
from medmanager.domain.trend.diary_trend import DIARY
from medmanager.domain.trend.trend import TrendChart
from ui.kit.buttons import Button, Segments
from ui.kit.card import Card
from ui.kit.charts.chart import TrendChartView
from ui.kit.charts.layout import Parts
from ui.kit.charts.reading import ChartTable
from ui.kit.labels import Label, rule
from ui.kit.layout.columns import Columns, Part
from ui.kit.layout.flow import Flow
from ui.kit.layout.scroll import ScrollArea
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.states import StateStack
from ui.kit.tables.table import DataTable
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.trends.model import Line, columns_of
from ui.screens.trends.presenter import KINDS, Heading, Readout
from ui.screens.trends.readout import ReadoutCard, WordsCard

MARGIN, SIDE, HEAD = 12, 284, 48
WIDE_FROM, LOW_CHART = 700, 420
"""From where the side stands beside the chart, and the chart's height above it."""
KEYS_OF_CHART = (
    "Dotted line: dose change, in the color of its lane",
    "Dashed dose: planned",
    "← → move the cursor",
)
SWITCHES = (
    ("effects", "Side effects"),
    ("diary", "Diary"),
    ("scales", "Scales"),
    ("changes", "Dose changes"),
    ("events", "Events"),
    ("vitals", "Vitals"),
    ("labs", "Labs"),
)


class TrendsView(QWidget):
    """Signals: `span_chosen(str)`, `switched(str, bool)`, `day_read(date)`, `print_requested()`,
    `acted()` for the button of an empty state, `retry_requested()`.
    """

    span_chosen = Signal(str)
    switched = Signal(str, bool)
    day_read = Signal(object)
    print_requested = Signal()
    acted = Signal()
    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_error = False
        self.head = TwoEnded(theme, HEAD, gap=8)
        self.title = Label("Trends", Type.TITLE, SEMIBOLD)
        self.days = Label(tone="muted")
        self.switches = {key: QCheckBox(text) for key, text in SWITCHES}
        self.spans = Segments(theme, "Span", tuple((span.value, span.value) for span in Span))
        self.modes = Segments(theme, "Shown as", (("chart", "&Chart"), ("table", "Ta&ble")))
        self.print_button = Button(theme, "&Print", "printer", compact=True)
        self.chart = TrendChartView(theme)
        self.tables = QVBoxLayout()
        self.table: DataTable[Line] | None = None
        self.readout = ReadoutCard(theme)
        self.words = WordsCard(theme)
        self.pages = QStackedWidget()
        self.side = QWidget()
        self._page = self._build_page()
        self.states = StateStack(theme, self._page)
        self._lay_out()
        self._connect()

    def show_loading(self) -> None:
        """The frame, then grey bars."""
        self.states.show_loading()

    def show_heading(self, heading: Heading) -> None:
        """What is chosen, and what could be."""
        self.days.setText(heading.days)
        self.spans.choose(heading.span)
        for key, box in self.switches.items():
            box.blockSignals(True)
            box.setChecked(key in heading.on)
            box.blockSignals(False)
            known = key in heading.present or key not in KINDS
            box.setVisible(known or key != DIARY)  # few patients keep one
            box.setEnabled(known)
            box.setToolTip("" if known else "None recorded in this time.")
        self.head.arrange()

    def show_chart(self, chart: TrendChart, parts: Parts) -> None:
        """Show other curves."""
        self.chart.show_chart(chart, parts)
        self.states.show_content()

    def show_table(self, table: ChartTable) -> None:
        """Show the same as a table."""
        if self.table is not None:
            self.tables.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = DataTable[Line](self._theme, "Trends as a table", columns_of(table))
        self.table.show_rows(table.rows)
        self.tables.addWidget(self.table)

    def show_readout(self, readout: Readout) -> None:
        """Show what is known at the cursor."""
        self.readout.show_readout(readout)

    def show_words(self, sentences: tuple[tuple[str, str], ...]) -> None:
        """Show the chart in words."""
        self.words.show_words(sentences)

    def show_empty(self, sentence: str) -> None:
        """Nothing is recorded."""
        self._is_error = False
        self.states.show_empty(sentence, "Record a visit")

    def show_problem(self, sentence: str) -> None:
        """It could not be read."""
        self._is_error = True
        self.states.show_error("The chart could not be read.", sentence)

    def show_not_allowed(self, sentence: str) -> None:
        """This role sees no chart."""
        self.states.show_not_allowed(sentence)

    def _build_page(self) -> QWidget:
        theme = self._theme
        card = Card(theme)
        card.setAccessibleName("Trends")
        scroll = ScrollArea(self.chart, ground="surface")
        table_page = QWidget()
        table_page.setLayout(self.tables)
        self.tables.setContentsMargins(0, 0, 0, 0)
        self.pages.addWidget(scroll)
        self.pages.addWidget(table_page)
        card.body.addWidget(self.pages, 1)
        card.add(rule())
        card.add(self._build_foot())
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(MARGIN))
        column.addWidget(self.readout)
        column.addWidget(self.words)
        column.addStretch(1)
        return Columns(theme, (Part(card, low=LOW_CHART), Part(ScrollArea(self.side), SIDE)), WIDE_FROM)

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        frame = QVBoxLayout(foot)
        frame.setContentsMargins(self._theme.px(12), self._theme.px(5), self._theme.px(12), self._theme.px(3))
        row = Flow(self._theme.px(18), below=self._theme.px(2))
        frame.addLayout(row)
        for text in KEYS_OF_CHART:
            row.addWidget(Label(text, Type.SMALL, tone="muted"))
        return foot

    def _lay_out(self) -> None:
        self.head.left.addWidget(self.title)
        self.head.left.addWidget(self.days)
        for widget in (*self.switches.values(), self.spans, self.modes, self.print_button):
            self.head.right.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self._theme.px(MARGIN), 0, self._theme.px(MARGIN), self._theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.states, 1)

    def _connect(self) -> None:
        for key, box in self.switches.items():
            box.setProperty("part", key)
            box.toggled.connect(self._switched)
        self.spans.chosen.connect(self.span_chosen)
        self.modes.chosen.connect(self._choose_mode)
        self.print_button.clicked.connect(self.print_requested)
        self.chart.cursor_moved.connect(self.day_read)
        self.readout.stepped.connect(self.chart.step_cursor)
        self.states.acted.connect(self._act)

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self.switched.emit(str(self.sender().property("part")), on)

    @Slot(str)
    def _choose_mode(self, mode: str) -> None:
        self.pages.setCurrentIndex(0 if mode == "chart" else 1)
        if mode == "table" and self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _act(self) -> None:
        (self.retry_requested if self._is_error else self.acted).emit()
