"""The safety panel: what was found, what could not be checked, and how good the data are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.errors import MedManagerError
from ui.kit.alike import alike
from ui.kit.card import Card
from ui.kit.dialogs.open_dialog import OpenDialog
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.layouts import empty
from ui.kit.layout.scroll import ScrollArea
from ui.kit.palettes import Severity
from ui.kit.safety.reason import ReasonDialog
from ui.kit.safety.words import RUNNING, AlertWords, SafetyWords
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import Theme, Type
from ui.screens.plan.safety.blocks import AlertBlock, AllergyBlock, LoudBlock

CHECK_YOURSELF = "Allergies, doses and interactions: check them yourself before you sign."
RUNS = "being checked…"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of the list, by what it is known, with the line above it."""

    key: object
    widget: QWidget
    above: QWidget


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
        self._parts: list[Part] = []
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
        self._unread, self._unread_of = QWidget(), ""
        apart = QVBoxLayout(self._unread)
        apart.setContentsMargins(0, 0, 0, 0)
        apart.setSpacing(0)
        self.add(self._unread)
        self.add(ScrollArea(content, "surface"), 1)
        self._unread.hide()
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
        if safety.running and self._drawn is not None and safety.edition:
            return
        self._show_unread(safety.unread)
        # What stands in the list and in the foot: the time of the check is in the head.
        unread = "" if safety.alerts else safety.unread
        drawn = (replace(safety, checked="", running=False, burden=(), unread=unread), self._may_answer)
        if drawn == self._drawn:
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

    def _show_unread(self, name: str) -> None:
        """Whose new dose cannot be read yet: above the list and always in sight. It comes and goes with each
        key: in the list all alerts below it would be laid out anew.
        """
        if name and name != self._unread_of:
            self._unread_of = name
            apart = self._unread.layout()
            assert isinstance(apart, QVBoxLayout)
            empty(apart)
            apart.addWidget(LoudBlock(self._theme, (f"{name}: its new dose; it cannot be read yet",)))
            apart.addWidget(rule())
        self._unread.setVisible(bool(name))

    def _show_list(self, safety: SafetyWords) -> None:
        """Parts that stay are neither made nor laid out anew, also below one that comes or goes: only so does
        the answer to a key come at once.
        """
        wanted, had = list(self._wanted(safety)), [one.key for one in self._parts]
        keys = [key for key, _ in wanted]
        top, foot = alike(had, keys)
        gone = self._parts[top : len(had) - foot]
        spare = {one.key: one for one in gone}
        made = [
            spare.pop(key) if key in spare else Part(key, make(), rule())
            for key, make in wanted[top : len(keys) - foot]
        ]
        self._parts[top : len(had) - foot] = made
        self._take_out(gone)
        for at, one in enumerate(made, top):
            self._list.insertWidget(2 * at, one.above)
            self._list.insertWidget(2 * at + 1, one.widget)
        for at, one in enumerate(self._parts):
            if one.above.isHidden() != (at == 0):
                one.above.setHidden(at == 0)
        if made:
            # Parts that stayed were made earlier than what may stand before them now.
            place_stops(self, [stop for one in self._parts for stop in stops_in(one.widget)])

    def _take_out(self, gone: Sequence[Part]) -> None:
        """Out of the list; what goes for good is hidden too: left over, it would lie on the list."""
        for one in gone:
            for widget in (one.above, one.widget):
                self._list.removeWidget(widget)
                if one not in self._parts:
                    widget.hide()
                    widget.deleteLater()

    def _wanted(self, safety: SafetyWords) -> Iterator[tuple[object, Callable[[], QWidget]]]:
        """What stands in the list, each with what it is known by. What was not checked comes after what must
        not be and before everything that may be.
        """
        worst = [alert for alert in safety.alerts if alert.severity is Severity.CONTRA]
        for alert in worst:
            yield (alert, self._may_answer), partial(self._new_block, alert)
        for lines, advice in _loud(safety):
            yield (lines, advice), partial(LoudBlock, self._theme, lines, advice)
        if not (safety.missing or safety.alerts or safety.running or safety.unread):
            yield safety.silence, partial(self._calm, safety.silence)
        for alert in safety.alerts[len(worst) :]:
            yield (alert, self._may_answer), partial(self._new_block, alert)

    def _calm(self, sentence: str) -> QWidget:
        calm = IconText(self._theme, "info", sentence, "muted")
        calm.label.wrapped()
        calm.setContentsMargins(12, 12, 12, 12)
        return calm

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


def _loud(safety: SafetyWords) -> Iterator[tuple[tuple[str, ...], str]]:
    """What was not checked, and what to do."""
    if safety.missing:
        yield (safety.missing,), CHECK_YOURSELF
    if safety.not_checked:
        yield safety.not_checked, ""
    if safety.undosed:
        yield tuple(f"{name}: its dose; it is not written yet" for name in safety.undosed), ""


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
