"""The cards beside the visit form: scale so far, plan, what to look at before signing, last visit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.change_list import ChangeList
from ui.kit.charts.sparkline import Sparkline
from ui.kit.chip import Chip
from ui.kit.labels import IconText, Label
from ui.kit.layout.layouts import empty
from ui.kit.meter import ScoreBar
from ui.kit.palettes import SEVERITY_ICONS, Severity
from ui.kit.safety.words import SafetyWords
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.visit_page import LastVisit, PlanBox, RemarkRow, ScaleBox, ScoreLine


class ScoreCard(Card):
    """One scale so far: large number, its word, a bar with the bounds, and the course of earlier totals."""

    def __init__(self, theme: Theme, box: ScaleBox) -> None:
        super().__init__(theme, f"{box.name} so far")
        self._number = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._words = Label()
        self._spark = Sparkline(theme)
        self._bar = ScoreBar(theme, 0, box.highest, box.ticks)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self._number)
        row.addWidget(self._words, 1)
        row.addWidget(self._spark)
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self._bar)
        self.add_padded(column)
        self._box = box

    def show_score(self, line: ScoreLine) -> None:
        """Show what is answered so far."""
        self.set_title(line.scale if line.total is not None else f"{line.scale} so far")
        self.set_note(line.missing)
        self._number.setText("" if line.so_far is None else str(line.so_far))
        self._number.setVisible(line.so_far is not None)
        self._words.setText(line.words)
        spoken = f"{line.scale}: {'' if line.so_far is None else line.so_far} {line.words}"
        self._bar.show_value(line.so_far, spoken)
        totals = self._box.totals
        now = [] if line.total is None else [Decimal(line.total)]
        listed = ", ".join(str(total) for total in (*totals, *now))
        self._spark.show_values((*totals, *now), f"{line.scale} totals, oldest first: {listed}")
        self._spark.setVisible(len(totals) + len(now) > 1)


OPEN, OPEN_TODAYS = "Open &plan", "Today's &plan"


class PlanCard(Card):
    """The plan beside the visit. Signals: `open_wanted()`."""

    open_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Plan")
        self._state = Chip(theme, Severity.INFO, "draft")
        self.add_after_title(self._state)
        self._open = Button(theme, OPEN, compact=True)
        self.add_to_head(self._open)
        self._changes = ChangeList(theme)
        self._empty = Label(tone="muted").wrapped()
        self._checked, self._is_checked = IconText(theme, "info", "", "info", Type.SMALL), False
        self._checked.label.wrapped()
        self.add(self._changes)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8))
        foot.addWidget(self._empty)
        foot.addWidget(self._checked)
        self.add(foot)
        self._open.clicked.connect(self.open_wanted)

    def show_box(self, box: PlanBox) -> None:
        """Show the draft with its changes, the plan in force, or that of a signed visit."""
        self.set_title(box.title)
        self._open.setText(OPEN_TODAYS if box.opens_another else OPEN)
        tone = Severity.OK if box.state == "in force" else Severity.INFO
        self._state.show_severity(tone, box.state or "none")
        self._state.setVisible(bool(box.state))
        self._changes.show_changes(box.changes)
        self._changes.setVisible(bool(box.changes))
        self._empty.setText(box.empty)
        self._empty.setVisible(box.plan_id is None)
        self._is_checked = box.plan_id is not None and box.is_checked
        self._checked.setVisible(self._is_checked)

    def show_safety(self, safety: SafetyWords) -> None:
        """What the check says of that plan, in one line; the plan itself tells more."""
        tone = safety.tone if not safety.running else Severity.INFO
        self._checked.show_text(SEVERITY_ICONS[tone], f"{safety.line}. {safety.review}".strip(), tone)
        self._checked.setVisible(self._is_checked)


class RemarksCard(Card):
    """What to look at before signing. Signals: `section_wanted(object)` with its key."""

    section_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Before you sign")
        self._rows: tuple[RemarkRow, ...] = ()
        self._list = RowList(theme, "Before you sign")
        self._calm = IconText(theme, "circle-check", "Nothing is missing", "ok")
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.addWidget(self._calm)
        self.add(self._list)
        self.add(foot)
        self._list.chosen.connect(self.section_wanted)

    def show_remarks(self, rows: tuple[RemarkRow, ...]) -> None:
        """Show the remarks; the same ones are not built anew."""
        if rows == self._rows and not (self._calm.isHidden() and not rows):
            return
        self._rows = rows
        self.set_count(str(len(rows)) if rows else "")
        self._list.show_rows(
            [RowItem(row.section, row.text, icon=row.icon, tone=row.tone, bold=False) for row in rows]
        )
        self._list.setVisible(bool(rows))
        self._calm.setVisible(not rows)


class LastCard(Card):
    """The note before this one in a few lines, and the questions that it left open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Last visit")
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        self.add_padded(self._column)

    def show_last(self, last: LastVisit) -> None:
        """Show another note."""
        empty(self._column)
        self.set_title(last.title)
        for line in last.lines:
            self._column.addWidget(Label(line).wrapped())
        for question in last.questions:
            self._column.addWidget(self._question(question))
        if not last.lines and not last.questions:
            self._column.addWidget(Label("Nothing was written.", tone="muted").wrapped())

    def _question(self, text: str) -> IconText:
        row = IconText(self._theme, "message-square", f"“{text}” not answered yet", "info")
        row.label.wrapped()
        row.setToolTip("It is under Questions.")
        return row


def remark_lines(theme: Theme, rows: Sequence[RemarkRow]) -> QVBoxLayout:
    """Remarks as plain lines, for the signature."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    for row in rows:
        line = IconText(theme, row.icon, row.text, row.tone)
        line.label.wrapped()
        column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
    return column
