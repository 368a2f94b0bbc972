"""The cards of the left column: current plan, alerts, questions and worries, last visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit import words
from ui.kit.buttons import Button, LinkButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.labels import Label
from ui.kit.palettes import Severity
from ui.kit.safety.words import RUNNING, AlertWords, SafetyWords
from ui.kit.tables.cells import Section
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme, Type
from ui.screens.summary.model import COLUMNS
from ui.screens.summary.page import LastVisitWords, Remark, SummaryPage
from ui.screens.summary.plan_words import PlanRow

LOW_ROW, LONG_PLAN, MOST_ALERTS = 38, 6, 4
UNCHECKED = "Not checked"
NO_PLAN = "No plan is signed yet."
NO_WORRY = "No open questions and no worries about cost."


class PlanTable(DataTable[PlanRow]):
    """As tall as its rows: the page scrolls, the table does not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Current plan", COLUMNS, _key)
        self._low_theme = theme
        self._is_low = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, is_low: bool) -> None:
        """Rows of 38 px instead of 44."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.fit()
            self.lower()

    def needed_width(self) -> int:
        """What the columns need so that nothing is cut."""
        return sum(self._width(number) for number in range(len(COLUMNS)))

    def show_rows(self, rows: Sequence[PlanRow | Section]) -> None:
        """Show other lines, as tall as they are."""
        super().show_rows(rows)
        self.lower()

    def lower(self) -> None:
        """Set the heights after the table was measured; without second lines the rows are low anyway."""
        if self._is_low and self.rows.has_second_lines():
            self.verticalHeader().setDefaultSectionSize(self._low_theme.px(LOW_ROW))
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        needs_bar = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if needs_bar and self.isVisible() else 0
        self.setFixedHeight(self.sizeHint().height() + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._low_theme.px(160), self.sizeHint().height())


class PlanCard(Card):
    """Today's tablets and the next step of every line. Signals: `opened()` for the plan itself."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Current plan")
        self.draft = Chip(theme, Severity.INFO, "draft")
        self.open_button = Button(theme, "&Open plan", compact=True)
        self.table = PlanTable(theme)
        self.empty = _sentence(theme, NO_PLAN)
        # A long plan pushes the alerts out of sight; that there are any is then said here too.
        self._is_long, self._safety = False, RUNNING
        self.checked = Chip(theme, Severity.INFO)
        self.add_to_head(self.checked)
        self.add_to_head(self.draft)
        self.add_to_head(self.open_button)
        self.add(self.table)
        self.add(self.empty)
        self.open_button.clicked.connect(self.opened)
        # Not connected to the table: a slot of a class made from a generic one outlives its widget.
        theme.changed.connect(self._lower)
        self.table.record_activated.connect(self._activated)

    def set_low(self, is_low: bool) -> None:
        """Lower rows for small windows."""
        self.table.set_low(is_low)

    def show_plan(self, page: SummaryPage) -> None:
        """Show the lines, then what is taken from elsewhere."""
        self.set_count(page.plan_since)
        self.draft.setVisible(bool(page.draft))
        if page.draft:
            self.draft.show_severity(Severity.INFO, page.draft)
        self._is_long = len(page.rows) + len(page.elsewhere) > LONG_PLAN
        self.show_safety(self._safety)
        self.open_button.setText("&Open plan" if page.rows or page.draft else "&Write a plan")
        rows: list[PlanRow | Section] = list(page.rows)
        if page.elsewhere:
            rows.append(Section("Taken too, not on this plan", "as told or imported"))
            rows.extend(page.elsewhere)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not page.rows)

    def show_safety(self, safety: SafetyWords) -> None:
        """In a word, where the alerts below are out of sight."""
        self._safety = safety
        grave = sum(not alert.override for alert in safety.loud)
        word = UNCHECKED if safety.missing or safety.not_checked else words.counted(grave, "grave alert")
        self.checked.show_severity(safety.tone, word)
        self.checked.setVisible(self._is_long and not safety.running and bool(grave or word == UNCHECKED))

    @Slot()
    def _lower(self) -> None:
        self.table.lower()

    @Slot(object)
    def _activated(self, _: PlanRow) -> None:
        self.opened.emit()


class AlertsCard(Card):
    """What the check says, the gravest first. Nothing checked is said loudly, never like "no alerts".

    Signals: `opened()` for the plan, where everything stands that is known of an alert.
    """

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Alerts")
        self.rows = RowList(theme, "Alerts")
        self.add(self.rows)
        self.base = Label(size=Type.SMALL, tone="muted").wrapped()
        self.add_padded(self.base)
        self.rows.chosen.connect(self._chosen)

    def show_safety(self, safety: SafetyWords) -> None:
        """Show the state of the check."""
        open_ones = [alert for alert in safety.alerts if not alert.override]
        self.set_count(f"{len(open_ones)} open" if open_ones else "")
        self.set_note("being checked…" if safety.running else "")
        rows = [*_left_out(safety), *_alert_rows(safety)]
        if not rows and not safety.running:
            rows = [RowItem("silence", safety.silence, icon="info", tone="muted", bold=False)]
        self.rows.show_rows(rows)
        self.base.setText(_foot(safety))
        self.base.setVisible(bool(safety.edition))

    @Slot(object)
    def _chosen(self, _: object) -> None:
        self.opened.emit()


def _foot(safety: SafetyWords) -> str:
    """Version, day, review and what is wrong with the base."""
    parts = (part for part in (safety.edition, safety.review, *safety.warnings) if part)
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts)


def _left_out(safety: SafetyWords) -> list[RowItem]:
    """One row for each reason, with everything that was left out for it."""
    said = (safety.missing,) if safety.missing else safety.not_checked
    reasons: dict[str, list[str]] = {}
    for line in said:
        head, _, why = line.partition(": ")
        reasons.setdefault(why, []).append(head)
    return [
        RowItem(why, ", ".join(heads), second=why, chip=Severity.MAJOR, chip_word=UNCHECKED)
        for why, heads in reasons.items()
    ]


def _alert_rows(safety: SafetyWords) -> list[RowItem]:
    shown, more = safety.alerts[:MOST_ALERTS], len(safety.alerts) - MOST_ALERTS
    rows = [_alert_row(number, alert) for number, alert in enumerate(shown)]
    if more > 0:
        told = f"{words.counted(more, 'more alert')} not graver than these: see the plan"
        rows.append(RowItem("more", told, icon="info", tone="muted", bold=False))
    return rows


def _alert_row(number: int, alert: AlertWords) -> RowItem:
    said = alert.override or alert.do
    return RowItem(number, alert.title, second=said, chip=alert.severity, bold=not alert.override)


class WorriesCard(Card):
    """Open questions of the patient, and worries about cost."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Questions and worries")
        self.rows = RowList(theme, "Questions and worries")
        self.empty = _sentence(theme, NO_WORRY)
        self.add(self.rows)
        self.add(self.empty)

    def show_worries(self, worries: tuple[Remark, ...]) -> None:
        """Replace the rows."""
        self.set_count(f"{len(worries)} open" if worries else "")
        self.rows.show_rows(
            [
                RowItem(
                    number,
                    worry.text,
                    icon="message-square",
                    tone="info",
                    words=worry.words,
                    bold=False,
                )
                for number, worry in enumerate(worries)
            ]
        )
        self.rows.setVisible(bool(worries))
        self.empty.setVisible(not worries)


class LastVisitCard(Card):
    """What was noted last."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Last visit")
        self.text = Label().wrapped()
        self.open_button = LinkButton(theme, "Open")
        self.open_button.setAccessibleName("Open the last visit")
        self.add_to_head(self.open_button)
        self.add_padded(self.text)

    def show_visit(self, visit: LastVisitWords | None) -> None:
        """Show the visit, where there is one."""
        if visit is not None:
            self.set_count(visit.head)
            self.text.setText(visit.text)


def _key(row: PlanRow) -> object:
    return row.key


def _sentence(theme: Theme, text: str) -> QWidget:
    """A muted sentence in the place of the first row."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    side = theme.px(12)
    column.setContentsMargins(side, side - 2, side, side - 4)
    column.addWidget(Label(text, tone="muted").wrapped())
    return frame
