"""Shows a patient of a file beside those who may be the same person, and asks who she is."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medmanager.domain.ids import PatientId
from ui.kit.buttons import LinkButton
from ui.kit.labels import IconText, Label, rule
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.import_records.comparing import Comparison, Option, Pair, Question

SIDE, GAP, LABELS = 12, 8, 84
_RUN = re.compile(r"[@._-]|\w{14}")
HEADS = ("", "In the file", "In the practice")


class Answer(QRadioButton):
    """One answer; a long name is cut on the button and whole in its tip."""

    def __init__(self, theme: Theme, option: Option) -> None:
        super().__init__()
        self._theme, self.option = theme, option
        self.setAccessibleName(option.words)
        self.setToolTip(option.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._theme.px(16 + 8) - 8
        metrics = self.fontMetrics()
        self.setText(
            metrics.elidedText(self.option.words, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&")
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LABELS), super().minimumSizeHint().height())


class ComparisonView(QWidget):
    """Two columns of facts; those that differ stand out by an icon and a heavier weight.

    Signals: `opened(UUID)` to look at the practice's chart.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, comparison: Comparison) -> None:
        super().__init__()
        self._theme, self._comparison = theme, comparison
        self.open_link = LinkButton(theme, "Open chart")
        self.open_link.setAccessibleName(f"Open the chart of {comparison.name}")
        self.open_link.clicked.connect(self._open)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for column, head in enumerate(HEADS):
            self._grid.addWidget(Label(head, Type.SMALL, tone="muted"), 0, column)
        for row, pair in enumerate(comparison.pairs, 1):
            self._add(row, pair)
        self._grid.addWidget(self.open_link, len(comparison.pairs) + 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _add(self, row: int, pair: Pair) -> None:
        icon, tone = ("git-compare", "info") if pair.differs else ("", "muted")
        what = IconText(self._theme, icon, pair.what, tone, Type.SMALL)
        what.icon.setVisible(pair.differs)
        # Small words stand on the line of the larger ones beside them.
        what.setContentsMargins(0, self._theme.px(2), 0, 0)
        self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
        for column, fact in ((1, pair.there), (2, pair.here)):
            label = Label(
                _RUN.sub("\\g<0>\u200b", fact), weight=SEMIBOLD if pair.differs else REGULAR
            ).wrapped()
            label.setMinimumWidth(1)
            differs = ", differs" if pair.differs else ""
            label.setAccessibleName(f"{pair.what}, {HEADS[column].lower()}: {fact}{differs}")
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._comparison.patient_id)


class QuestionView(QWidget):
    """The comparisons and the answers, none of which is chosen for the user.

    Signals: `answered(PatientId, PatientId | None)` with who it is in the file and the chosen chart, or None
    for a new patient; `opened(UUID)` to look at a chart.
    """

    answered = Signal(object, object)
    opened = Signal(object)

    def __init__(self, theme: Theme, question: Question) -> None:
        super().__init__()
        self._theme, self.question = theme, question
        self._group = QButtonGroup(self)
        self.setAccessibleName(f"Who is {question.who}?")
        self.comparisons = tuple(ComparisonView(theme, one) for one in question.comparisons)
        self.answers = tuple(Answer(theme, option) for option in question.options)
        column = QVBoxLayout(self)
        side = theme.px(SIDE)
        column.setContentsMargins(side, 0, side, theme.px(GAP))
        column.setSpacing(theme.px(GAP))
        for number, comparison in enumerate(self.comparisons):
            comparison.opened.connect(self.opened)
            if number:
                column.addWidget(rule())
            column.addWidget(comparison)
        column.addLayout(self._answer_rows())
        self._group.buttonClicked.connect(self._answered)

    def _answer_rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for answer in self.answers:
            self._group.addButton(answer)
            answer.setChecked(answer.option.is_chosen)
            rows.addWidget(answer)
        return rows

    def focused(self) -> Answer | None:
        """The answer that has the focus."""
        return next((answer for answer in self.answers if answer.hasFocus()), None)

    def focus(self, into: PatientId | None) -> None:
        """Put the focus on the answer with this chart, None for the new patient."""
        for answer in self.answers:
            if answer.option.into == into:
                answer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QAbstractButton)
    def _answered(self, button: QAbstractButton) -> None:
        assert isinstance(button, Answer), "the group holds answers only"
        self.answered.emit(self.question.given, button.option.into)
