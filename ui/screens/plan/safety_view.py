"""The safety panel: what was found, what could not be checked, and how good the data are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.errors import MedManagerError
from ui.kit.card import Card
from ui.kit.labels import IconText, Label, rule
from ui.kit.layouts import empty
from ui.kit.open_dialog import OpenDialog
from ui.kit.palettes import Severity
from ui.kit.safety_reason import ReasonDialog
from ui.kit.safety_words import RUNNING, AlertWords, SafetyWords
from ui.kit.scroll import ScrollArea
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import Theme, Type
from ui.screens.plan.safety_blocks import AlertBlock, AllergyBlock, LoudBlock

CHECK_YOURSELF = "Allergies, doses and interactions: check them yourself before you sign."
RUNS = "being checked…"


class SafetyCard(Card):
    """Alerts, or loudly why there are none: silence is never shown as safety. What is the same stays where it
    is while the plan is edited.

    Signals: `reason_given(object, object)`: alert and `Grounds`; `change_wanted(object)`: an `AlertWords`.
    """

    reason_given = Signal(object, object)
    change_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Safety")
        self.safety, self._may_answer = RUNNING, False
        self._drawn: tuple[SafetyWords, bool] | None = None
        self._blocks: list[AlertBlock] = []
        self._parts: list[QWidget] = []
        self._dialog = OpenDialog(self)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._allergies = AllergyBlock(theme)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addWidget(self._allergies)
        column.addWidget(rule())
        column.addLayout(self._list)
        column.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(8))
        self._foot.setSpacing(theme.px(2))
        column.addWidget(rule())
        column.addLayout(self._foot)
        self.add(ScrollArea(content, "surface"), 1)
        self._allergies.hide()

    def set_may_answer(self, may: bool) -> None:
        """Whether this person may give reasons for the plan that is shown."""
        if may != self._may_answer:
            self._may_answer = may
            self.show_safety(self.safety)

    def show_safety(self, safety: SafetyWords) -> None:
        """Show what was checked and found; while it is checked again the old answer stays, and says so."""
        self.safety = safety
        self.set_note(RUNS if safety.running else safety.checked)
        self.set_count(str(len(safety.alerts)) if safety.alerts else "")
        # What stands in the list and in the foot: the time of the check is in the head.
        drawn = (replace(safety, checked="", running=False, burden=()), self._may_answer)
        if drawn == self._drawn or (safety.running and self._drawn is not None and safety.edition):
            return
        self._drawn = drawn
        self._allergies.setVisible(not safety.running)
        self._allergies.show_allergies(safety.allergies)
        self._show_list(safety)
        self._show_foot(safety)

    def show_refusal(self, error: MedManagerError) -> None:
        """In the open dialog."""
        if isinstance(dialog := self._dialog.now, ReasonDialog):
            dialog.show_refusal(error)

    def close_dialog(self) -> None:
        """The reason is kept."""
        self._dialog.accept()

    @Slot(object)
    def ask_reason(self, alert: AlertWords, over: QWidget | None = None) -> None:
        """Ask why somebody goes on in spite of an alert, over the dialog that led here."""
        today = self.safety.today
        assert today is not None, "there is an answer with an alert in it"
        dialog = ReasonDialog(self._theme, over or self, alert, self.safety.reader, today)
        dialog.given.connect(self.reason_given)
        self._dialog.open(dialog)

    def _show_list(self, safety: SafetyWords) -> None:
        """Blocks of alerts that stay are not made anew: only so does the answer to a key come at once."""
        before = self._blocks
        kept = {block.alert: block for block in before if block.may_answer == self._may_answer}
        for block in before:
            self._list.removeWidget(block)
        empty(self._list)
        self._blocks, self._parts = [], []
        # What was not checked comes after what must not be and before everything that may be.
        worst = [alert for alert in safety.alerts if alert.severity is Severity.CONTRA]
        self._add_alerts(worst, kept)
        for part in self._loud_parts(safety):
            self._add(part)
        self._add_alerts(safety.alerts[len(worst) :], kept)
        # Also those that offer other ways on than this person has now: left over, they would lie on the list.
        for block in set(before).difference(self._blocks):
            block.hide()
            block.deleteLater()
        # Blocks that stayed were made earlier than what may stand before them now.
        place_stops(self, [stop for part in self._parts for stop in stops_in(part)])

    def _add_alerts(self, alerts: Sequence[AlertWords], kept: dict[AlertWords, AlertBlock]) -> None:
        for alert in alerts:
            block = kept.pop(alert) if alert in kept else self._new_block(alert)
            self._blocks.append(block)
            self._add(block)

    def _loud_parts(self, safety: SafetyWords) -> list[QWidget]:
        parts: list[QWidget] = []
        if safety.missing:
            parts.append(LoudBlock(self._theme, (safety.missing,), CHECK_YOURSELF))
        if safety.not_checked:
            parts.append(LoudBlock(self._theme, safety.not_checked))
        if safety.undosed:
            parts.append(
                LoudBlock(
                    self._theme, [f"{name}: its dose; it is not written yet" for name in safety.undosed]
                )
            )
        if safety.unread:
            parts.append(LoudBlock(self._theme, [f"{safety.unread}: its new dose; it cannot be read yet"]))
        if not (safety.missing or safety.alerts or safety.running or safety.unread):
            calm = IconText(self._theme, "info", safety.silence, "muted")
            calm.label.wrapped()
            calm.setContentsMargins(12, 12, 12, 12)
            parts.append(calm)
        return parts

    def _add(self, part: QWidget) -> None:
        if self._list.count():
            self._list.addWidget(rule())
        self._list.addWidget(part)
        self._parts.append(part)

    def _new_block(self, alert: AlertWords) -> AlertBlock:
        block = AlertBlock(self._theme, alert, may_answer=self._may_answer)
        block.answer_wanted.connect(self.ask_reason)
        block.change_wanted.connect(self.change_wanted)
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
