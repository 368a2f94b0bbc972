"""A sheet with one of every widget of the kit, for looking at and for the tests of names, sizes and focus."""

from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import Button, IconButton, LinkButton, Segments
from ui.kit.card import Card, box
from ui.kit.charts.sparkline import Sparkline
from ui.kit.chip import Chip, DemoChip, Tag
from ui.kit.fields.edits import DateEdit, NumberEdit, NumberRule, TextEdit
from ui.kit.fields.form import Field, Form
from ui.kit.fields.scorekeys import ScoreItem, ScoreSheet
from ui.kit.fields.search import SearchBox
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.sections import SectionItem, SectionList, SectionState
from ui.kit.meter import Meter, ScoreBar
from ui.kit.notice import NoticeBar
from ui.kit.palettes import Severity
from ui.kit.states import StateStack
from ui.kit.tables.cells import Align, Cell, Column, Section
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.tables.table import DataTable
from ui.kit.tabs import Tabs
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.kit.tile import PersonTile
from ui.kit.words import TIMES

TODAY = date(2026, 11, 23)
PLAN = (
    (
        "sertraline",
        1,
        "2",
        "",
        "",
        "",
        f"2 {TIMES} 50 mg",
        "100 mg",
        "Tue, Nov 24: 75 mg",
        "taper, stops Jan 5, 2027",
    ),
    (
        "QUEtiapine",
        2,
        "",
        "",
        "",
        "1",
        f"1 {TIMES} 300 mg",
        "300 mg",
        "Tue, Nov 24: 50 mg",
        "10 nights, then 300 mg",
    ),
    (
        "lithium carbonate ER",
        3,
        "1",
        "",
        "",
        "2",
        f"3 {TIMES} 300 mg",
        "900 mg",
        "no change planned",
        "since Sep 14",
    ),
    ("clarithromycin", 4, "", "", "", "", "not yet", "", "Tue, Nov 24: starts", "7 days, by Dr. R. Hale"),
)
Line = tuple[str, int, str, str, str, str, str, str, str, str]


def count_cell(at: int, line: Line) -> Cell:
    return Cell(str(line[at]), bold=True)


def plan_columns() -> tuple[Column[Line], ...]:
    counts = tuple(
        Column(title, 44, partial(count_cell, at), Align.CENTRE)
        for at, title in ((2, "Morn"), (3, "Noon"), (4, "Eve"), (5, "Bed"))
    )
    return (
        Column("Medicine", 180, lambda line: Cell(line[0], bold=True, swatch=line[1])),
        *counts,
        Column("Tablets today", 120, lambda line: Cell(line[6])),
        Column("Today", 80, lambda line: Cell(line[7], bold=True), Align.RIGHT),
        Column(
            "Next step",
            180,
            lambda line: Cell(line[8], second=line[9], bold=line[8].startswith("Tue")),
            takes_rest=True,
        ),
    )


class Sheet(QWidget):
    """All widgets in three columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("ground", "window")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        for cards in (self._left(), self._middle(), self._right()):
            column = QVBoxLayout()
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, 1)

    def _left(self) -> tuple[QWidget, ...]:
        return (self._plan_card(), self._buttons_card(), self._form_card(), self._choices_card())

    def _middle(self) -> tuple[QWidget, ...]:
        return (self._scores_card(), self._chips_card(), self._sections_card(), self._states_card("empty"))

    def _right(self) -> tuple[QWidget, ...]:
        return (
            self._rows_card(),
            self._lines_card(),
            self._notice(),
            self._states_card("error"),
            self._states_card("not allowed"),
            self._states_card("loading"),
        )

    def _plan_card(self) -> Card:
        card = Card(self.theme, "Current plan", "plan 6, since Mon, Nov 2")
        card.add_to_head(Chip(self.theme, Severity.INFO, "Plan 7 in draft"))
        card.add_to_head(Button(self.theme, "&Open plan", compact=True))
        table = DataTable(self.theme, "Current plan", plan_columns())
        table.show_rows((*PLAN[:2], Section("Steady", "2"), *PLAN[2:]))
        table.selectRow(1)
        table.setMinimumHeight(table.sizeHint().height())
        card.add(table)
        self.table = table
        return card

    def _buttons_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "Buttons")
        self.primary = Button(theme, "Sign and print…", primary=True)
        self.plain = Button(theme, "&Print plan", "printer")
        off = Button(theme, "Not now")
        off.setDisabled(True)
        flow = Flow(8)
        for widget in (
            self.primary,
            self.plain,
            off,
            LinkButton(theme, "Print slip"),
            IconButton(theme, "chevron-left", "Back"),
        ):
            flow.addWidget(widget)
        spans = Segments(theme, "Span", (("6w", "6 w"), ("3m", "3 m"), ("1y", "1 y"), ("all", "All")))
        spans.choose("3m")
        flow.addWidget(spans)
        flow.addWidget(Segments(theme, "Pregnant", (("yes", "Yes"), ("no", "No")), may_be_none=True))
        card.add_padded(flow)
        return card

    def _form_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "Vital signs", note="last value under each field")
        form = Form(theme)
        weight = NumberEdit(theme, NumberRule("Weight", Decimal(50), Decimal(600), 1, "lb"))
        weight.show_value(Decimal("156.5"))
        pulse = NumberEdit(theme, NumberRule("Pulse", Decimal(20), Decimal(250), 0, "/min"))
        pulse.setText("840")
        born = DateEdit(theme, lambda: TODAY, past=True)
        born.show_value(date(1984, 3, 14))
        form.add("weight", Field(theme, "&Weight", weight, "154.8 on Nov 2"))
        form.add("pulse", Field(theme, "Pu&lse", pulse))
        form.add("born", Field(theme, "&Birth date", born))
        form.add("pharmacy", Field(theme, "P&harmacy", TextEdit(theme)))
        pulse.finish()
        card.add_padded(form)
        note = TextArea(theme, "Since last visit", 3)
        note.show_text(
            "Mood steadier, back at work 4 days a week. Still sleepy until 10. Hands shake a little."
        )
        card.add_padded(note)
        return card

    def _choices_card(self) -> Card:
        card = Card(self.theme, "Choices")
        flow = Flow(12)
        checked, radio = QCheckBox("Side effects"), QRadioButton("Keep theirs: 200 mg")
        checked.setChecked(True)
        radio.setChecked(True)
        user = QComboBox()
        user.addItems(["Dr. Amara Osei", "N. Ferreira, PMHNP"])
        user.setAccessibleName("User")
        for widget in (checked, QCheckBox("Labs"), radio, QRadioButton("Keep yours"), user):
            flow.addWidget(widget)
        names = ("Summary", "Intake", "Plan", "Visits")
        tabs = Tabs(self.theme, "Parts of the record", tuple((name.lower(), name) for name in names))
        card.add_padded(flow)
        card.add_padded(SearchBox(self.theme, "Patient, command or date", "Ctrl+K"))
        card.add(tabs)
        return card

    def _scores_card(self) -> Card:
        card = Card(self.theme, "Side effects", note="0 none, 10 worst")
        self.scores = ScoreSheet(self.theme, 0, 10)
        items = tuple(
            ScoreItem(name.lower(), name, before=before)
            for name, before in (("Tremor", "5"), ("Sleepiness", "7"), ("Nausea", "1"))
        )
        self.scores.show_items(items, {"tremor": 5, "sleepiness": 6})
        self.scores.show_after("sleepiness", "better by 1", "ok")
        card.add(self.scores)
        phq = ScoreSheet(self.theme, 0, 3)
        phq.show_items(
            (
                ScoreItem("1", "Little interest or pleasure", "1", "2"),
                ScoreItem("2", "Feeling down, depressed, hopeless", "2", "1"),
            ),
            {"1": 1},
        )
        card.add_rule()
        card.add(phq)
        bar = ScoreBar(self.theme, 0, 27, (0, 5, 10, 15, 20, 27))
        bar.show_value(9, "PHQ-9: 9 of 27")
        card.add_padded(bar)
        return card

    def _chips_card(self) -> Card:
        card = Card(self.theme, "Alerts", "3", "checked 10:42 · data Nov 1, 2026")
        flow = Flow(6)
        for severity in Severity:
            flow.addWidget(Chip(self.theme, severity))
        flow.addWidget(Tag(self.theme, "Overridden"))
        flow.addWidget(DemoChip(self.theme, "DEMO · not a real patient"))
        card.add_padded(flow)
        frame, inner = box(self.theme)
        inner.addWidget(Label("Overridden by Dr. A. Osei, Nov 23, 10:34.", Type.SMALL, SEMIBOLD))
        inner.addWidget(
            Label(
                "Ends Dec 4, or sooner if a dose or the partner drug changes.", Type.SMALL, tone="muted"
            ).wrapped()
        )
        card.add_padded(frame)
        return card

    def _sections_card(self) -> Card:
        card = Card(self.theme, "Sections", "3 of 9")
        self.sections = SectionList(self.theme, "Sections")
        done, now, left = SectionState.DONE, SectionState.NOW, SectionState.OPEN
        items = (
            SectionItem("vitals", "Vital signs", done, "done"),
            SectionItem("phq9", "PHQ-9", now, "now"),
            SectionItem("risk", "Risk", left),
        )
        self.sections.show_sections(items, "phq9")
        card.add(self.sections)
        return card

    def _rows_card(self) -> Card:
        card = Card(self.theme, "Results to answer", "3")
        self.rows = RowList(self.theme, "Results to answer", selectable=True)
        self.rows.show_rows(
            (
                RowItem(
                    1,
                    "OYELARAN, Funmi",
                    "lithium 0.94 mEq/L",
                    "Major · was 0.71 Aug 25 · visit 13:00",
                    "triangle-alert",
                    "major",
                    action="Open",
                ),
                RowItem(
                    2,
                    "MBEKI-SØRENSEN, Alexandra Josefina Maria",
                    second="escitalopram 10 mg · runs out Nov 27",
                    icon="pill",
                    tone="muted",
                    action="Answer",
                ),
                RowItem(3, "QUEtiapine + sertraline", chip=Severity.MODERATE, second="QT; ECG is late"),
                RowItem(
                    4,
                    "ECG at 300 mg",
                    words="7 days late",
                    words_icon="diamond-alert",
                    words_tone="moderate",
                    bold=False,
                ),
                RowItem(
                    5,
                    "Open, 45 min",
                    words="11:15",
                    raised=True,
                    bold=False,
                    action="Book",
                    action_is_link=True,
                ),
            )
        )
        self.rows.select(3)
        card.add(self.rows)
        return card

    def _lines_card(self) -> Card:
        card = Card(self.theme, "Scores", note="change since Nov 2")
        line = QHBoxLayout()
        spark = Sparkline(self.theme)
        spark.show_values([Decimal(v) for v in (19, 17, 16, 13, 11, 9)], "PHQ-9 fell from 19 to 9")
        meter = Meter(self.theme)
        meter.show_level(4, "major", "QT: high, 4 of 5")
        tile = PersonTile(self.theme)
        tile.show_person("ML")
        for widget in (
            tile,
            Label("PHQ-9"),
            spark,
            Label("9", weight=SEMIBOLD),
            IconText(self.theme, "arrow-down", "better by 2", "ok", Type.SMALL),
            meter,
        ):
            line.addWidget(widget)
        card.add_padded(line)
        card.add_padded(Label("LINDQVIST, Maren", Type.TITLE, SEMIBOLD))
        return card

    def _notice(self) -> QWidget:
        bar = NoticeBar(self.theme)
        bar.say("Appointment moved to Fri, Dec 4, 10:30.", undo=self.hide)
        return bar

    def _states_card(self, state: str) -> Card:
        card = Card(self.theme, state.capitalize())
        stack = StateStack(self.theme, QPushButton("content"))
        if state == "empty":
            stack.show_empty("No appointments today.", "Book one")
        elif state == "error":
            stack.show_error(
                "The visits could not be loaded.",
                "The practice server does not answer. Your drafts are safe on this laptop.",
            )
        elif state == "loading":
            stack.show_loading()
            stack.loading.go_on()
            stack.loading.go_on()
        else:
            stack.show_not_allowed("The front desk does not open visit notes.")
        stack.setMinimumHeight(self.theme.px(64))
        card.add(stack)
        return card
