"""The blocks of the safety panel: an alert with its ways on, what was not checked, allergies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.card import box
from ui.kit.chip import Chip, Tag
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.palettes import Severity
from ui.kit.safety.words import AlertWords, AllergyWords, ReasonWords
from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type

EDGE = 3
WEB = re.compile(r" \([\w.-]+/[^\s)]*\)")


class RunIn(Label):
    """Words that begin with a muted head, as "Why Strong CYP3A4 block…"."""

    def __init__(self, theme: Theme, head: str, text: str) -> None:
        super().__init__(f"{head} {text}")
        self._theme, self._head = theme, head
        self.wrapped()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        metrics = self.fontMetrics()
        place = QRectF(0, 0, metrics.horizontalAdvance(self._head), metrics.height())
        painter = QPainter(self)
        painter.fillRect(place, self._theme.colour("surface"))
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._head)


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
    """One alert: grade, what it is, why, do, source, its reason, and the ways on.

    Signals: `answer_wanted(object)`, `change_wanted(object)` with the alert.
    """

    answer_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme, alert: AlertWords, *, may_answer: bool) -> None:
        super().__init__(theme, alert.severity)
        self.alert, self.may_answer = alert, may_answer
        self.column.addLayout(self._build_head())
        self.column.addWidget(Label(alert.title, weight=SEMIBOLD).wrapped())
        self.column.addWidget(RunIn(theme, "Why", alert.why))
        self.column.addWidget(RunIn(theme, "Do", alert.do.removeprefix("Do ")))
        told = " · ".join(part for part in (first_source(alert.source), alert.data) if part)
        source = Label(told, Type.SMALL, tone="muted").wrapped()
        source.setToolTip(alert.source)
        self.column.addWidget(source)
        links = self._build_links(may_answer and alert.alert is not None)
        if alert.reason is not None:
            self.column.addWidget(self._build_reason(alert.reason, links))
        elif alert.override or alert.expired:
            frame, inside = box(theme)
            inside.addWidget(Label(alert.override or alert.expired, Type.SMALL).wrapped())
            self.column.addWidget(frame)
        elif links is not None:
            self.column.addLayout(links)

    def _build_head(self) -> Flow:
        head = Flow(self._theme.px(6))
        head.addWidget(Chip(self._theme, self._severity))
        if self.alert.override:
            head.addWidget(Tag(self._theme, "Overridden"))
        elif self.alert.expired:
            head.addWidget(Tag(self._theme, "Reason ended"))
        if self.alert.fresh and not self.alert.override:
            tag = Tag(self._theme, "New")
            tag.setToolTip("The plan in force has no such alert.")
            head.addWidget(tag)
        return head

    def _build_reason(self, reason: ReasonWords, links: Flow | None) -> QWidget:
        frame, inside = box(self._theme)
        by = "Overridden by" if self.alert.override else "Was overridden by"
        inside.addWidget(Label(f"{by} {reason.head}.", Type.SMALL, SEMIBOLD).wrapped())
        inside.addWidget(Label(reason.told, Type.SMALL).wrapped())
        if self.alert.override:
            inside.addWidget(Label(reason.ends, Type.SMALL, tone="muted").wrapped())
        else:
            ended = self.alert.expired.rsplit(": ", 1)[-1]
            inside.addWidget(Label(f"Does not hold any more: {ended}", Type.SMALL, MEDIUM, "major").wrapped())
        if links is not None:
            inside.addLayout(links)
        return frame

    def _build_links(self, may_answer: bool) -> Flow | None:
        if not may_answer:
            return None
        links = Flow(self._theme.px(12))
        if self.alert.line is not None:
            self._add_link(links, "Change the plan", "Change the plan because of", self._change)
        text = "Edit reason" if self.alert.override else "Give a reason…"
        self._add_link(links, text, text.removesuffix("…"), self._ask)
        return links

    def _add_link(self, links: Flow, text: str, told: str, act: object) -> None:
        link = LinkButton(self._theme, text)
        link.setAccessibleName(f"{told}: {self.alert.title}")
        link.clicked.connect(act)
        links.addWidget(link)

    @Slot()
    def _ask(self) -> None:
        self.answer_wanted.emit(self.alert)

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self.alert)


class LoudBlock(Edged):
    """What was not checked, loudly: each line as "what: why", or a sentence and what to do."""

    def __init__(self, theme: Theme, lines: Sequence[str], advice: str = "") -> None:
        super().__init__(theme, Severity.MAJOR)
        chip = Chip(theme, Severity.MAJOR, "Not checked")
        self.column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        for line in lines:
            subject, _, why = line.partition(": ")
            self.column.addWidget(Label(subject, weight=SEMIBOLD).wrapped())
            if why:
                self.column.addWidget(Label(f"{why[0].upper()}{why[1:]}").wrapped())
        if advice:
            self.column.addWidget(Label(advice, tone="muted").wrapped())


class AllergyBlock(IconText):
    """What is known of allergies, or that nobody asked: never an empty place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "", "muted", Type.SMALL)
        self.label.wrapped()
        self.label.set_weight(MEDIUM)
        self.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))

    def show_allergies(self, allergies: AllergyWords | None) -> None:
        """None: they could not be read."""
        shown = allergies or AllergyWords(("not read",), "major", "triangle-alert")
        self.show_text(shown.icon, f"Allergies: {'; '.join(shown.lines)}", shown.tone)


def first_source(text: str) -> str:
    """The first of several citations without its address, and how many others; the tip has them whole."""
    first, *others = WEB.sub("", text).split("; ")
    return f"{first}, and {len(others)} more" if others else first
