"""What has to be answered before something is signed: grave alerts, what was not checked, and the base."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.override import EVERYTHING
from ui.kit import words
from ui.kit.buttons import LinkButton
from ui.kit.chip import Chip, chip_size, severity_face
from ui.kit.labels import Label
from ui.kit.layout.layouts import empty
from ui.kit.palettes import Severity
from ui.kit.safety.vow import Vow
from ui.kit.safety.words import RUNNING, AlertWords, SafetyWords
from ui.kit.tallman import tall_man
from ui.kit.theme import SEMIBOLD, Theme, Type

WAIT = "Wait until the check is done, then sign."
VOUCH = "Tick that you have checked it yourself, or change the plan."
ALL_MYSELF = "I have checked allergies, doses and interactions of this whole plan myself."


class OpenAlert(QWidget):
    """A grave alert in a few lines, and the ways on from it.

    Signals: `reason_wanted(object)`, `change_wanted(object)` with the alert.
    """

    reason_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme, alert: AlertWords) -> None:
        super().__init__()
        self._alert = alert
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(Label(alert.title, weight=SEMIBOLD).wrapped())
        said = alert.override or alert.expired or alert.advice
        column.addWidget(Label(said, Type.SMALL, tone="muted" if alert.override else "text").wrapped())
        if not alert.override:
            column.addLayout(self._build_links(theme))
        row = beside_chip(theme, self, Chip(theme, alert.severity))
        row.addLayout(column, 1)

    def _build_links(self, theme: Theme) -> QHBoxLayout:
        links = QHBoxLayout()
        links.setSpacing(theme.px(12))
        for text, told, act in (
            ("Change the plan", "Change the plan because of", self._change),
            ("Give a reason…", "Give a reason to go on with", self._give),
        ):
            link = LinkButton(theme, text)
            link.setAccessibleName(f"{told} {self._alert.title}")
            link.clicked.connect(act)
            links.addWidget(link)
        links.addStretch(1)
        return links

    @Slot()
    def _give(self) -> None:
        self.reason_wanted.emit(self._alert)

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self._alert)


class SafetyLines(QWidget):
    """The part of a signature dialog that is about safety; follows the check while the dialog is open.

    Signals: `reason_wanted(object)`, `change_wanted(object)` with an `AlertWords`.
    """

    reason_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme, safety: SafetyWords) -> None:
        super().__init__()
        self._theme, self._safety = theme, RUNNING
        self._vow: Vow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.show_safety(safety)

    def show_safety(self, safety: SafetyWords) -> None:
        """Show another answer; what was vouched for stays ticked while it is the same."""
        kept = self._vow is not None and self._vow.is_given
        same = safety.to_vouch_for == self._safety.to_vouch_for
        self._safety = safety
        empty(self._column)
        self._column.addWidget(Label(_head(safety), weight=SEMIBOLD).wrapped())
        for alert in safety.loud:
            row = OpenAlert(self._theme, alert)
            row.reason_wanted.connect(self.reason_wanted)
            row.change_wanted.connect(self.change_wanted)
            self._column.addWidget(row)
        for warning in safety.warnings:
            self._column.addWidget(self._grave("Doubtful", warning))
        for line in (*((safety.missing,) if safety.missing else ()), *safety.not_checked):
            self._column.addWidget(self._grave("Not checked", line))
        self._vow = self._build_vow(kept and same)
        for text in _notes(safety):
            self._column.addWidget(Label(text, Type.SMALL, tone="muted").wrapped())

    @property
    def vouched(self) -> tuple[str, ...]:
        """What the signer says to have checked herself."""
        return self._safety.to_vouch_for if self._vow is not None and self._vow.is_given else ()

    def lead(self) -> bool:
        """Put the keyboard on what is to be answered or confirmed first; False where nothing is."""
        link = self.findChild(LinkButton) if self._safety.unanswered else None
        vow = self._vow.box if self._vow is not None and not self._vow.is_given else None
        first = link or vow
        if first is not None:
            first.setFocus()
        return first is not None

    def problem(self) -> str:
        """What still stands in the way, or ""; the keyboard goes there."""
        if self._safety.running:
            return WAIT
        still = self._safety.unanswered
        if still:
            self.lead()
            one = "one grave alert" if len(still) == 1 else f"{len(still)} grave alerts"
            return f"Answer {one} first: change the plan, or give a reason."
        if self._vow is not None and not self._vow.is_given:
            self._vow.show_problem(True)
            return VOUCH
        return ""

    def _grave(self, chip: str, line: str) -> QWidget:
        part = QWidget()
        row = beside_chip(self._theme, part, Chip(self._theme, Severity.MAJOR, chip))
        row.addWidget(Label(line).wrapped(), 1)
        return part

    def _build_vow(self, given: bool) -> Vow | None:
        names = self._safety.to_vouch_for
        if not names:
            return None
        listed = words.listing([tall_man(name) for name in names])
        vow = Vow(self._theme, ALL_MYSELF if EVERYTHING in names else f"I have checked {listed} myself.")
        vow.box.setChecked(given)
        self._column.addWidget(vow)
        return vow


def beside_chip(theme: Theme, part: QWidget, chip: Chip) -> QHBoxLayout:
    """A row that begins with a chip; the words of all such rows begin in one line."""
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    widest = chip_size(theme, severity_face(theme, Severity.CONTRA)).width()
    row.addSpacing(max(0, widest - chip.sizeHint().width()) + theme.px(8))
    return row


def _head(safety: SafetyWords) -> str:
    if safety.running:
        return "Safety: being checked…"
    still = len(safety.unanswered)
    if still:
        return f"Safety: {words.counted(still, 'alert')} to answer before you sign"
    if safety.warnings:
        return "Safety: the safety data cannot be relied on"
    if safety.to_vouch_for:
        return "Safety: something was not checked"
    return "Safety: every grave alert has its reason" if safety.loud else "Safety: no grave alert"


def _notes(safety: SafetyWords) -> tuple[str, ...]:
    if safety.missing or not safety.edition:
        return ()
    return (f"{safety.line}. {safety.review}.",)
