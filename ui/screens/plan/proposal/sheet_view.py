"""What a proposal says: the steps as a table, tablets as sums, warnings, and notes with their sources."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from medmanager.domain.knowledge.alerts import Alert
from ui.kit.chip import Chip
from ui.kit.labels import IconText, Label
from ui.kit.layout.layouts import empty
from ui.kit.palettes import SEVERITY_WORDS, Severity
from ui.kit.safety.words import GRADES
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.proposal.words import NoteWords, ProposalSheet
from ui.screens.plan.steps.paint import HEAD
from ui.screens.plan.steps.view import StepsTable

MOST_HIGH, LEAST, GAP = 300, 200, 8
WORKING = "The steps are being worked out…"


class ProposalSheetView(QWidget):
    """One of three states: what is still to be written, a refusal in words, or a proposal."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._summary = Label(weight=SEMIBOLD).wrapped()
        self._refusal = IconText(theme, "octagon-minus", "", "contra")
        self._refusal.label.wrapped()
        self._source = Label(size=Type.SMALL, tone="muted").wrapped()
        self.table = ProposedTable(theme)
        self._above, self._below = _lines(theme), _lines(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        for widget in (self._summary, self._refusal, self._source, self._above, self.table, self._below):
            column.addWidget(widget)
        self.show_nothing("")

    def show_nothing(self, sentence: str) -> None:
        """What is still to be written, in the place of the steps."""
        self._summary.setText(sentence)
        self._summary.set_tone("muted")
        self._summary.setVisible(bool(sentence))
        for widget in (self._refusal, self._source, self._above, self.table, self._below):
            widget.setVisible(False)

    def show_refusal(self, sentence: str, source: str) -> None:
        """Why there are no steps, and who says so."""
        self.show_nothing("")
        self._refusal.label.setText(sentence)
        self._source.setText(source)
        self._refusal.setVisible(bool(sentence))
        self._source.setVisible(bool(source))

    def show_working(self) -> None:
        """The old steps stay in sight, marked as old."""
        self._summary.setText(WORKING)
        self._summary.set_tone("muted")
        self._summary.setVisible(True)
        self._refusal.setVisible(False)
        self._source.setVisible(False)

    def show_sheet(self, sheet: ProposalSheet) -> None:
        """A proposal."""
        self.show_nothing(sheet.summary)
        self._summary.set_tone("text")
        self._fill(self._above, self._loud(sheet))
        self._fill(self._below, self._quiet(sheet))
        self.table.show_rows(sheet.rows)
        self.table.setVisible(bool(sheet.rows))

    def _fill(self, part: QWidget, widgets: Iterable[QWidget]) -> None:
        layout = part.layout()
        assert isinstance(layout, QVBoxLayout), "made by _lines"
        empty(layout)
        for widget in widgets:
            layout.addWidget(widget)
        part.setVisible(layout.count() > 0)

    def _loud(self, sheet: ProposalSheet) -> Iterable[QWidget]:
        for alert in sheet.alerts:
            yield self._alert(alert)
        for text in sheet.gone:
            yield self._line("clipboard-list", text, "info")
        for text in sheet.warnings:
            yield self._line("triangle-alert", text, "major")

    def _line(self, icon: str, text: str, tone: str) -> QWidget:
        line = IconText(self._theme, icon, text, tone)
        line.label.wrapped()
        return line

    def _alert(self, alert: Alert) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(GAP))
        grade: Severity = GRADES[alert.severity]
        row.addWidget(Chip(self._theme, grade, SEVERITY_WORDS[grade]), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(f"{alert.title}. {alert.advice}").wrapped(), 1)
        return line

    def _quiet(self, sheet: ProposalSheet) -> Iterable[QWidget]:
        for text in sheet.tablets:
            yield self._line("tablets", text, "text")
        for note in sheet.notes:
            yield self._note(note)

    def _note(self, note: NoteWords) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text in note.texts:
            column.addWidget(Label(text).wrapped())
        column.addWidget(Label(note.source, Type.SMALL, tone="muted").wrapped())
        return part


class ProposedTable(StepsTable):
    """The steps as they will stand in the plan; as high as its rows up to a limit, then it scrolls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("Proposed steps")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # In large text a row is wider than any dialog.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        is_wide = self.horizontalHeader().length() > max(self.viewport().width(), 1)
        bar = self.horizontalScrollBar().sizeHint().height() if is_wide else 0
        high = self._theme.px(HEAD) + self.verticalHeader().length() + 2 + bar
        return QSize(self._theme.px(640), min(high, self._theme.px(MOST_HIGH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


def _lines(theme: Theme) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(GAP))
    return part
