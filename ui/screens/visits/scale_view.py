"""The card of the visit form on one rating scale, answered by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from medmanager.domain.knowledge.visit_scales import KEYS
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.fields.scorekeys import ScoreItem, ScoreSheet
from ui.kit.labels import Label
from ui.kit.palettes import Severity
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.visit_page import ScaleBox


class ScaleCard(Card):
    """One scale: short items, the question in full over them, digits answer and go on. Signals: `typed()`,
    `risk_wanted()`.
    """

    typed = Signal()
    risk_wanted = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._box: ScaleBox | None = None
        self._answers: list[int | None] = []
        self._sheet = ScoreSheet(theme, *KEYS)
        self._question = Label(size=Type.SMALL, weight=SEMIBOLD).wrapped()
        self._before = Label(size=Type.SMALL, tone="muted")
        self._words = Label(size=Type.SMALL, tone="muted").wrapped()
        self.add(self._build_question(theme))
        self.add_rule()
        self.add(self._sheet)
        self._harm = self._build_harm(theme)
        self.add(self._harm)
        self._sheet.answered.connect(self._answered)

    def show_box(self, box: ScaleBox) -> None:
        """The items; the same ones are not built anew."""
        if box == self._box:
            return
        self._box = box
        self.set_count(box.period)
        keys = (f"{key} {answer.lower()}" for key, answer in enumerate(box.answers, KEYS[0]))
        self._words.setText(" · ".join(keys))
        self._before.setText(f"{box.before_on} before the keys" if box.before_on else "")
        self._build_rows(box)

    def show_fields(self, answers: tuple[int | None, ...]) -> None:
        """The answers."""
        if list(answers) == self._answers:
            return
        self._answers = list(answers)
        if self._box is not None:
            for number, answer in enumerate(answers):
                self._sheet.show_answer(str(number), answer)
            self._ask_next(self._first_open())

    def show_harm(self, sentence: str) -> None:
        """What to do when self-harm was named; "" when it was not."""
        self._harm_words.setText(sentence)
        self._harm.setVisible(bool(sentence))

    def answers(self) -> tuple[int | None, ...]:
        """One for each item."""
        return tuple(self._answers)

    def go(self) -> None:
        """Put the keyboard onto the first item that is not answered."""
        self._sheet.go_to_first_open()

    def _build_question(self, theme: Theme) -> QGridLayout:
        """The question, and under it the words for the keys, which a narrow window breaks."""
        head = QGridLayout()
        head.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        head.setHorizontalSpacing(theme.px(12))
        head.setVerticalSpacing(theme.px(2))
        head.setColumnStretch(0, 1)
        head.addWidget(self._question, 0, 0)
        head.addWidget(self._before, 0, 1)
        head.addWidget(self._words, 1, 0, 1, 2)
        return head

    def _build_harm(self, theme: Theme) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(8))
        self._harm_words = Label(weight=SEMIBOLD).wrapped()
        link = LinkButton(theme, "Go to Risk")
        link.clicked.connect(self.risk_wanted)
        row.addWidget(Chip(theme, Severity.MAJOR, "Ask now"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._harm_words, 1)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        part.hide()
        return part

    def _build_rows(self, box: ScaleBox) -> None:
        if len(self._answers) != len(box.items):
            self._answers = [None] * len(box.items)
        items = [
            ScoreItem(str(number), item.short, str(number + 1), item.before)
            for number, item in enumerate(box.items)
        ]
        self._sheet.show_items(items, {str(at): answer for at, answer in enumerate(self._answers)})
        for number, item in enumerate(box.items):
            keys = self._sheet.keys_of(str(number))
            keys.setToolTip(item.words)
            keys.setAccessibleName(item.words)
        self._ask_next(self._first_open())

    def _first_open(self) -> int:
        return next((at for at, answer in enumerate(self._answers) if answer is None), len(self._answers) - 1)

    def _ask_next(self, number: int) -> None:
        """The question in full, as it must be asked."""
        box = self._box
        if box is not None and 0 <= number < len(box.items):
            self._question.setText(f"{number + 1} of {len(box.items)}: {box.items[number].words}")

    @Slot(str, object)
    def _answered(self, key: str, answer: int | None) -> None:
        number = int(key)
        self._answers[number] = answer
        self._ask_next(min(number + 1, len(self._answers) - 1))
        self.typed.emit()
