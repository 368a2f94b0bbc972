"""One question as a row: label and hint left, answer in the middle, "unknown" and "declined" right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from medmanager.domain.intake import IntakeQuestion, QuestionKind
from medmanager.domain.intake_answers import LONGEST_LINE, is_none
from medmanager.domain.intake_form import JOIN, offered
from ui.kit.buttons import Segments
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.pull_down import PullDown
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type
from ui.screens.intake.pages import Given

LABEL, SHORT, GAP, LONG = 296, 200, 16, 20_000
FITS_SEGMENTS = 34
UNKNOWN, DECLINED = "unknown", "declined"
STATES = ((UNKNOWN, "Unknown"), (DECLINED, "Declined"))
COLUMNS = 2
ANY_WIDTH = 16_777_215
"""No upper limit, as Qt writes it."""
EXAMPLE_DAY = "Mar 14, 2027"


class Answering(QWidget):
    """A way to answer. Signals: `changed()` for every edit, `chosen()` when a choice changed."""

    changed = Signal()
    chosen = Signal()

    def given(self) -> Given:
        """What stands there, raw."""
        return Given()

    def show_given(self, given: Given) -> None:
        """Show an answer without a signal."""

    def take_focus(self) -> None:
        """Go to the place where it is answered."""

    def problem(self) -> str:
        """Why what is being typed cannot be kept; "" where it can, or is read with the page."""
        return ""

    def describe(self, problem: str) -> None:
        """Say a problem to screen readers where it is answered."""


class ByChoice(Answering):
    """One of a few: segments, or a list where they do not fit; "unknown" and "declined" stand among them."""

    def __init__(self, theme: Theme, question: IntakeQuestion) -> None:
        super().__init__()
        choices = offered(question)
        options = (*((choice, _words(choice)) for choice in choices), *STATES)
        self._segments: Segments | None = None
        self._list: QComboBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if sum(len(choice) for choice in choices) <= FITS_SEGMENTS:
            self._segments = Segments(theme, question.label, options, may_be_none=True)
            self._segments.chosen.connect(self._answered)
            row.addWidget(self._segments)
        else:
            self._list = self._build_list(question, options)
            self._list.setMinimumWidth(theme.px(SHORT + 80))
            row.addWidget(self._list)
        row.addStretch(1)

    def given(self) -> Given:
        value = self._segments.value() if self._segments else str(self._list_value())
        return Given("", value) if value in {UNKNOWN, DECLINED} else Given(value)

    def show_given(self, given: Given) -> None:
        value = given.state or given.text
        if self._segments is not None:
            self._segments.choose(value)
        elif self._list is not None:
            self._list.blockSignals(True)
            self._list.setCurrentIndex(max(0, self._list.findData(value)))
            self._list.blockSignals(False)

    def take_focus(self) -> None:
        (self._segments or self._list or self).setFocus()

    def _build_list(self, question: IntakeQuestion, options: tuple[tuple[str, str], ...]) -> QComboBox:
        box = PullDown()
        box.setAccessibleName(question.label)
        box.addItem("Not asked", "")
        for value, text in options:
            box.addItem(text, value)
        box.currentIndexChanged.connect(self._answered)
        return box

    def _list_value(self) -> object:
        return self._list.currentData() if self._list is not None else ""

    @Slot()
    def _answered(self) -> None:
        self.changed.emit()
        self.chosen.emit()


class WithState(Answering):
    """An editor, and beside it "unknown" and "declined"; either of them puts the editor to sleep."""

    def __init__(self, theme: Theme, question: IntakeQuestion) -> None:
        super().__init__()
        self._is_showing = False
        self.state = Segments(theme, f"{question.label}: not answered because", STATES, may_be_none=True)
        self.state.chosen.connect(self._state_chosen)
        self._editor = self.make_editor(theme, question)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP))
        is_short = question.kind in {QuestionKind.NUMBER, QuestionKind.DATE}
        row.addWidget(self._editor, 0 if is_short else 1)
        if is_short:
            self._editor.setFixedWidth(theme.px(SHORT))
            row.addStretch(1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)

    def make_editor(self, theme: Theme, question: IntakeQuestion) -> QWidget:
        """The widget in which it is answered."""
        return QWidget()

    def text(self) -> str:
        """What stands in the editor."""
        return ""

    def show_text(self, text: str) -> None:
        """Show a text in the editor."""

    def given(self) -> Given:
        state = self.state.value()
        return Given("", state) if state else Given(self.text())

    def describe(self, problem: str) -> None:
        self._editor.setAccessibleDescription(problem)

    def show_given(self, given: Given) -> None:
        self._is_showing = True
        self.show_text(given.text)
        self.state.choose(given.state)
        self._editor.setEnabled(not given.state)
        self._is_showing = False

    def take_focus(self) -> None:
        self._editor.setFocus()

    @Slot()
    def edited(self) -> None:
        """The editor says that something was typed."""
        if not self._is_showing:
            self.changed.emit()

    @Slot(str)
    def _state_chosen(self, state: str) -> None:
        self._editor.setEnabled(not state)
        self.changed.emit()
        self.chosen.emit()


class ByLine(WithState):
    """One line: words, a number or a date, kept raw until the page is saved."""

    def make_editor(self, theme: Theme, question: IntakeQuestion) -> QWidget:
        self._line = TextEdit(theme, LONGEST_LINE)
        self._line.setAccessibleName(question.label)
        if question.kind in {QuestionKind.NUMBER, QuestionKind.DATE}:
            self._line.setPlaceholderText(question.hint or EXAMPLE_DAY)
        self._line.textChanged.connect(self.edited)
        return self._line

    def text(self) -> str:
        return self._line.text()

    def problem(self) -> str:
        return self._line.problem()

    def show_text(self, text: str) -> None:
        self._line.setText(text)


class ByParagraph(WithState):
    """Free text that grows."""

    def make_editor(self, theme: Theme, question: IntakeQuestion) -> QWidget:
        self._area = TextArea(theme, question.label, lines=2)
        self._area.textChanged.connect(self.edited)
        return self._area

    def text(self) -> str:
        return self._area.toPlainText()

    def show_text(self, text: str) -> None:
        self._area.show_text(text)


class ByBoxes(WithState):
    """Several of a list; "none of these" clears the others, and they clear it."""

    def make_editor(self, theme: Theme, question: IntakeQuestion) -> QWidget:
        frame = QWidget()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        self._boxes: dict[str, QCheckBox] = {}
        rows = -(-len(offered(question)) // COLUMNS)
        for number, choice in enumerate(offered(question)):
            box = QCheckBox(_words(choice))
            box.setAccessibleName(f"{question.label} {choice}")
            box.clicked.connect(self._clicked)
            self._boxes[choice] = box
            grid.addWidget(box, number % rows, number // rows)
        return frame

    def text(self) -> str:
        return JOIN.join(choice for choice, box in self._boxes.items() if box.isChecked())

    def show_text(self, text: str) -> None:
        picked = text.split(JOIN)
        for choice, box in self._boxes.items():
            box.setChecked(choice in picked)

    def take_focus(self) -> None:
        next(iter(self._boxes.values())).setFocus()

    @Slot()
    def _clicked(self) -> None:
        clicked = self.sender()
        is_none_now = any(box is clicked and is_none(choice) for choice, box in self._boxes.items())
        for choice, box in self._boxes.items():
            if box is not clicked and (is_none_now or is_none(choice)):
                box.setChecked(False)
        self.changed.emit()
        self.chosen.emit()


class QuestionRow(QWidget):
    """Signals: `changed()` for every edit, `chosen()` when a choice changed."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, question: IntakeQuestion) -> None:
        super().__init__()
        self._theme, self.question = theme, question
        self.answering = _answering(theme, question)
        self.problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self.problem.label.wrapped()
        self.problem.hide()
        self._lay_out(theme)
        self.answering.changed.connect(self._changed)
        self.answering.chosen.connect(self.chosen)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong under the answer and go there; empty takes it away."""
        self.problem.label.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.answering.describe(sentence)
        if sentence:
            self.answering.take_focus()

    def set_wide(self, is_wide: bool) -> None:
        """The label left of its answer, or above it."""
        theme, across = self._theme, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across if is_wide else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(theme.px(GAP if is_wide else 4))
        self._side.setMinimumWidth(theme.px(LABEL) if is_wide else 0)
        self._side.setMaximumWidth(theme.px(LABEL) if is_wide else ANY_WIDTH)

    def _lay_out(self, theme: Theme) -> None:
        question = self.question
        label = Label(question.label).wrapped()
        left = QVBoxLayout()
        left.setContentsMargins(0, theme.px(5), 0, 0)
        left.setSpacing(0)
        left.addWidget(label)
        if question.hint and question.kind not in {QuestionKind.NUMBER, QuestionKind.DATE}:
            left.addWidget(Label(question.hint, Type.SMALL, tone="muted").wrapped())
        left.addStretch(1)
        self._side = QWidget()
        self._side.setLayout(left)
        right = QVBoxLayout()
        right.setSpacing(theme.px(4))
        right.addWidget(self.answering)
        right.addWidget(self.problem)
        right.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._side)
        self._row.addLayout(right, 1)
        self.set_wide(True)

    @Slot()
    def _changed(self) -> None:
        self.show_problem(self.answering.problem())
        self.changed.emit()


def _answering(theme: Theme, question: IntakeQuestion) -> Answering:
    if question.kind in {QuestionKind.YES_NO, QuestionKind.CHOICE}:
        return ByChoice(theme, question)
    if question.kind is QuestionKind.CHOICES:
        return ByBoxes(theme, question)
    return (
        ByParagraph(theme, question) if question.kind is QuestionKind.LONG_TEXT else ByLine(theme, question)
    )


def _words(choice: str) -> str:
    """A choice as a button or box says it: with a capital, its ampersand kept."""
    return f"{choice[:1].upper()}{choice[1:]}".replace("&", "&&")
