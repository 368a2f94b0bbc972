"""The safety card: what was found, what could not be checked, and how good the data are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.override import OverrideReason
from ui.kit.buttons import LinkButton
from ui.kit.card import Card, box
from ui.kit.chip import Chip, Tag
from ui.kit.dialog import Dialog
from ui.kit.form import Field
from ui.kit.labels import IconText, Label, rule
from ui.kit.layouts import empty
from ui.kit.palettes import Severity
from ui.kit.safety_words import RUNNING, AlertWords, SafetyWords
from ui.kit.scroll import ScrollArea
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.textarea import TextArea
from ui.kit.theme import SEMIBOLD, Theme, Type

EDGE, NARROW = 3, 460
WEB = re.compile(r" \([\w.-]+/[^\s)]*\)")
CHOOSE = "Choose a reason"
CHECK_YOURSELF = "Allergies, doses and interactions: check them yourself before you sign."
SILENCE = "Nothing in the safety data speaks against this plan. That does not mean that it is safe."


class Edged(QWidget):
    """A block with the edge of its severity."""

    def __init__(self, theme: Theme, severity: Severity) -> None:
        super().__init__()
        self._theme, self._severity = theme, severity
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        self.column.setSpacing(theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, EDGE, self.height(), self._theme.colour(self._severity))


class AlertBlock(Edged):
    """One alert: grade, what it is, why, do, source, and its answer. Signals: `answer_wanted(object)`."""

    answer_wanted = Signal(object)

    def __init__(self, theme: Theme, alert: AlertWords, *, may_answer: bool) -> None:
        super().__init__(theme, alert.severity)
        self._alert = alert
        head = QHBoxLayout()
        head.addWidget(Chip(theme, alert.severity))
        if alert.override:
            head.addWidget(Tag(theme, "Overridden"))
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(Label(alert.title, weight=SEMIBOLD).wrapped())
        self.column.addWidget(Label(f"Why: {alert.why}").wrapped())
        self.column.addWidget(Label(f"Do: {alert.do}").wrapped())
        source = Label(first_source(alert.source), Type.SMALL, tone="muted").wrapped()
        source.setToolTip(alert.source)
        self.column.addWidget(source)
        if alert.override or alert.expired:
            frame, inside = box(theme)
            inside.addWidget(Label(alert.override or alert.expired, Type.SMALL).wrapped())
            self.column.addWidget(frame)
        if may_answer and not alert.override:
            answer = LinkButton(theme, "Give a reason…")
            answer.setAccessibleName(f"Give a reason to go on: {alert.title}")
            answer.clicked.connect(self._ask)
            self.column.addWidget(answer, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _ask(self) -> None:
        self.answer_wanted.emit(self._alert)


class SafetyCard(Card):
    """Alerts, or loudly why there are none: silence is never shown as safety.

    Signals: `reason_given(object, object, str)`: alert, reason and words.
    """

    reason_given = Signal(object, object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Safety")
        self.safety, self._may_answer = RUNNING, False
        self._dialog: ReasonDialog | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch(1)
        self.add(ScrollArea(content, "surface"), 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        self._foot.setSpacing(theme.px(2))
        self.add(rule())
        self.add(self._foot)

    def set_may_answer(self, may: bool) -> None:
        """Whether this person may give reasons for the plan that is shown."""
        if may != self._may_answer:
            self._may_answer = may
            self.show_safety(self.safety)

    def show_safety(self, safety: SafetyWords) -> None:
        """Show what was checked and found."""
        self.safety = safety
        empty(self._list)
        self.set_count(str(len(safety.alerts)) if safety.alerts else "")
        self.set_note("being checked…" if safety.running else "")
        if safety.missing:
            self._list.addWidget(self._build_missing(safety.missing))
        if safety.not_checked:
            self._list.addWidget(self._build_left_out(safety.not_checked))
        for alert in safety.alerts:
            self._add_alert(alert)
        if not (safety.missing or safety.alerts or safety.running):
            calm = IconText(self._theme, "info", SILENCE, "muted")
            calm.label.wrapped()
            calm.setContentsMargins(12, 12, 12, 12)
            self._list.addWidget(calm)
        place_stops(self, stops_in(self))
        self._show_foot(safety)

    def show_refusal(self, sentence: str) -> None:
        """In the open dialog."""
        if self._dialog is not None:
            self._dialog.set_busy(False)
            self._dialog.show_problem(sentence)

    def close_dialog(self) -> None:
        """The reason is kept."""
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog = None

    @Slot(object)
    def ask_reason(self, alert: AlertWords) -> None:
        """Ask why somebody goes on in spite of an alert."""
        self._dialog = ReasonDialog(self._theme, self, alert)
        self._dialog.given.connect(self.reason_given)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.open()

    def _add_alert(self, alert: AlertWords) -> None:
        block = AlertBlock(self._theme, alert, may_answer=self._may_answer and alert.alert is not None)
        block.answer_wanted.connect(self.ask_reason)
        if self._list.count():
            self._list.addWidget(rule())
        self._list.addWidget(block)

    def _build_missing(self, sentence: str) -> QWidget:
        block = Edged(self._theme, Severity.MAJOR)
        block.column.setSpacing(self._theme.px(6))
        block.column.addWidget(
            Chip(self._theme, Severity.MAJOR, "Not checked"), 0, Qt.AlignmentFlag.AlignLeft
        )
        head, _, why = sentence.partition(": ")
        block.column.addWidget(Label(head, weight=SEMIBOLD).wrapped())
        if why:
            block.column.addWidget(Label(f"{why[0].upper()}{why[1:]}").wrapped())
        block.column.addWidget(Label(CHECK_YOURSELF, tone="muted").wrapped())
        return block

    def _build_left_out(self, lines: Sequence[str]) -> QWidget:
        block = Edged(self._theme, Severity.MAJOR)
        block.column.setSpacing(self._theme.px(4))
        block.column.addWidget(
            Chip(self._theme, Severity.MAJOR, "Not checked"), 0, Qt.AlignmentFlag.AlignLeft
        )
        for line in lines:
            subject, _, why = line.partition(": ")
            block.column.addWidget(Label(subject, weight=SEMIBOLD).wrapped())
            if why:
                block.column.addWidget(Label(why).wrapped())
        return block

    def _show_foot(self, safety: SafetyWords) -> None:
        """Version, day and review stand under every answer, with what else limits it."""
        empty(self._foot)
        for warning in safety.warnings:
            line = IconText(self._theme, "triangle-alert", warning, "major", Type.SMALL)
            line.label.wrapped()
            self._foot.addWidget(line)
        for text in foot_lines(safety):
            self._foot.addWidget(Label(text, Type.SMALL, tone="muted").wrapped())


def first_source(text: str) -> str:
    """The first of several citations without its address, and how many others; the tip has them whole."""
    first, *others = WEB.sub("", text).split("; ")
    return f"{first}, and {len(others)} more" if others else first


def foot_lines(safety: SafetyWords) -> tuple[str, ...]:
    """What limits an answer, in the order of weight."""
    lines = []
    if safety.hidden:
        lines.append(f"{safety.hidden} milder not shown to your role, as the practice's safety owner chose")
    if safety.not_known:
        lines.append(f"Not known of this patient, so not decided: {', '.join(safety.not_known)}")
    if safety.edition:
        edition = f"{safety.edition[0].upper()}{safety.edition[1:]}"
        lines.append(f"{edition}. {safety.review}.")
    return tuple(lines)


class ReasonDialog(Dialog):
    """Asks for a reason; the alert stays where it is. Signals: `given(object, object, str)`."""

    given = Signal(object, object, str)

    def __init__(self, theme: Theme, parent: QWidget, alert: AlertWords) -> None:
        super().__init__(theme, parent, "A reason to go on", "&Keep the reason")
        self._alert = alert
        self.set_length(NARROW)
        self.body.addWidget(Chip(theme, alert.severity), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Label(alert.title, weight=SEMIBOLD).wrapped())
        self.body.addWidget(Label(f"Do: {alert.do}").wrapped())
        self._reason = QComboBox()
        self._reason.setAccessibleName("Reason")
        self._reason.addItem(CHOOSE, "")
        for reason in OverrideReason:
            self._reason.addItem(f"{reason[0].upper()}{reason[1:]}", reason)
        self._words = TextArea(theme, "In your own words", 2)
        self._field = Field(theme, "&Reason", self._reason)
        self.body.addWidget(self._field)
        self.body.addWidget(Field(theme, "In your own &words", self._words))
        note = (
            "The alert stays in sight with your name beside it. The reason stops counting when a dose, a "
            "partner or the rule changes."
        )
        self.body.addWidget(Label(note, Type.SMALL, tone="muted").wrapped())
        self.confirmed.connect(self._tell)
        self._reason.setFocus()

    @Slot()
    def _tell(self) -> None:
        chosen = str(self._reason.currentData())
        self._field.show_problem("" if chosen else "Choose why you go on.")
        if not chosen:
            return
        self.set_busy(True)
        reason = OverrideReason(chosen)
        self.given.emit(self._alert.alert, reason, self._words.toPlainText())
