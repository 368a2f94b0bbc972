"""The cards of the right column: next visit, scores and side effects, what is due."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton
from ui.kit.card import Card
from ui.kit.labels import Label
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import Theme
from ui.kit.words import counted
from ui.screens.summary.page import NextVisitWords, SummaryPage
from ui.screens.summary.rows import DUE, READING, READING_LOW, DueRows, ReadingRows

NOTHING_BOOKED = "Nothing is booked, and no plan asks for a date."
NO_READINGS = "No scores or side effects are recorded yet."
NOTHING_DUE = "No test of the plan is due."


class NextVisitCard(Card):
    """The booked visit, or the one that the plan asks for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Next visit")
        self.book_button = Button(theme, "&Book", compact=True)
        self.rows = RowList(theme, "Next visit")
        self.empty = _sentence(theme, NOTHING_BOOKED)
        self.add_to_head(self.book_button)
        self.add(self.rows)
        self.add(self.empty)

    def show_visit(self, visit: NextVisitWords | None) -> None:
        """Show when and why."""
        self.empty.setVisible(visit is None)
        self.rows.setVisible(visit is not None)
        self.book_button.setText("&Book" if visit is None or visit.is_proposal else "&Calendar")
        if visit is not None:
            self.rows.show_rows(
                (RowItem("next", visit.when, second=visit.why, icon=visit.icon, tone="accent"),)
            )


class ReadingsCard(Card):
    """Signals: `opened()` for the trend chart."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Scores and side effects")
        self.rows = ReadingRows(theme, "Scores and side effects")
        self.empty = _sentence(theme, NO_READINGS)
        self.more_button = LinkButton(theme, "")
        self.add_to_head(self.more_button)
        self.add(self.rows)
        self.add(self.empty)
        self.more_button.clicked.connect(self.opened)

    def set_low(self, is_low: bool) -> None:
        """Lower rows for small windows."""
        self.rows.set_row_height(READING_LOW if is_low else READING)

    def show_readings(self, page: SummaryPage) -> None:
        """Replace the rows."""
        self.set_note(page.readings_since)
        self.rows.show_readings(page.readings)
        self.rows.setVisible(bool(page.readings))
        self.empty.setVisible(not page.readings)
        self.more_button.setVisible(page.more_readings > 0)
        self.more_button.setText(f"{page.more_readings} more")
        self.more_button.setAccessibleName(f"{page.more_readings} more in the trend chart")


class DueCard(Card):
    """Tests and measurements that the plan asks for, late ones first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Due")
        self.rows = DueRows(theme, "Due")
        self.rows.set_row_height(DUE)
        self.empty = _sentence(theme, NOTHING_DUE)
        self.add(self.rows)
        self.add(self.empty)

    def show_due(self, page: SummaryPage) -> None:
        """Replace the rows."""
        self.set_count(f"{page.late} late" if page.late else "")
        self.set_note(f"{counted(page.more_due, 'more', 'more')} later" if page.more_due else "")
        self.rows.show_due(page.due)
        self.rows.setVisible(bool(page.due))
        self.empty.setVisible(not page.due)


def _sentence(theme: Theme, text: str) -> QWidget:
    """A muted sentence in the place of the first row."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    side = theme.px(12)
    column.setContentsMargins(side, side - 2, side, side - 4)
    column.addWidget(Label(text, tone="muted").wrapped())
    return frame
