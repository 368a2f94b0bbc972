"""The cards beside the grid: who is selected, open times, and what the plans propose."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.appointments.card import DetailsCard
from ui.kit.card import Card
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import Label
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import Theme, Type
from ui.screens.calendar.side import OpeningLine, ProposalLine

LENGTHS = (15, 20, 30, 45, 60, 90)
USUAL = 30


class OpeningsCard(Card):
    """The next open times of one length. Signals: `searched(str, int)`, `taken(Opening, int)`."""

    searched = Signal(str, int)
    taken = Signal(object, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Openings")
        self._may_book = True
        self.person = _combo(theme, "Openings with")
        self.length = _combo(theme, "Length of the opening")
        for minutes in LENGTHS:
            self.length.addItem(f"{minutes} min", minutes)
        self.length.setCurrentIndex(LENGTHS.index(USUAL))
        self.rows = RowList(theme, "Openings")
        self.none = Label(size=Type.SMALL, tone="muted").wrapped()
        self.add_to_head(self.length)
        choice = QHBoxLayout()
        choice.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        choice.addWidget(self.person)
        self.add(choice)
        self.add_rule()
        self.add(self.rows)
        self.add(_note(theme, self.none))
        self.rows.chosen.connect(self._take)
        self.rows.acted.connect(self._take)
        self.person.activated.connect(self._search)
        self.length.activated.connect(self._search)

    def show_people(self, people: tuple[tuple[str, str], ...]) -> None:
        """Whose openings can be looked for."""
        if self.person.count() == len(people) + 1:
            return
        self.person.clear()
        self.person.addItem("Anybody", "")
        for key, name in people:
            self.person.addItem(name, key)

    def show_lines(self, lines: tuple[OpeningLine, ...], none: str) -> None:
        """Show the open times, or why there are none."""
        self.rows.show_rows([RowItem(line.opening, line.when, words=line.provider) for line in lines])
        self.none.setText(none)
        _holder(self.none).setVisible(bool(none))

    @Slot(int)
    def _search(self, index: int) -> None:
        self.searched.emit(self.person.currentData() or "", int(self.length.currentData()))

    @Slot(object)
    def _take(self, opening: object) -> None:
        self.taken.emit(opening, int(self.length.currentData()))


class ProposalsCard(Card):
    """Visits that plans ask for.

    Signals, each with its Proposed: `chosen`, `book_requested`, `time_requested` where no time was found.
    """

    chosen = Signal(object)
    book_requested = Signal(object)
    time_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Proposed by plans")
        self._lines: tuple[ProposalLine, ...] = ()
        self.rows = RowList(theme, "Proposed by plans", selectable=True)
        self.none = Label("Every plan has its visit booked.", Type.SMALL, tone="muted").wrapped()
        self.add(self.rows)
        self.add(_note(theme, self.none))
        self.rows.chosen.connect(self.chosen)
        self.rows.acted.connect(self._act)

    def show_lines(self, lines: tuple[ProposalLine, ...], may_edit: bool) -> None:
        """Show what is proposed, the most urgent first."""
        self._lines = lines
        self.set_count(str(len(lines)) if lines else "")
        _holder(self.none).setVisible(not lines)
        self.rows.show_rows([_proposal_row(line, may_edit) for line in lines])

    @Slot(object)
    def _act(self, key: object) -> None:
        line = next(line for line in self._lines if line.key == key)
        (self.book_requested if line.can_book else self.time_requested).emit(key)


def _proposal_row(line: ProposalLine, may_edit: bool) -> RowItem:
    action = ("Book" if line.can_book else "Time…") if may_edit else ""
    return RowItem(
        line.key,
        line.name,
        second=f"{line.when}\n{line.why}",
        icon="diamond-alert" if line.late else "",
        tone="moderate",
        action=action,
        tip="The day of the plan's own follow-up is over." if line.late else "",
    )


class Tray(QWidget):
    """The three cards under one another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.details = DetailsCard(theme)
        self.openings = OpeningsCard(theme)
        self.proposals = ProposalsCard(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for card in (self.details, self.openings, self.proposals):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(card)
        column.addStretch(1)


def _combo(theme: Theme, name: str) -> QComboBox:
    combo = PullDown()
    combo.setProperty("compact", True)
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(4)
    return combo


def _note(theme: Theme, label: Label) -> QWidget:
    """A sentence with the padding of a card, which goes with it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    side = theme.px(12)
    column.setContentsMargins(side, theme.px(8), side, theme.px(8))
    column.addWidget(label)
    return holder


def _holder(label: Label) -> QWidget:
    holder = label.parentWidget()
    assert holder is not None, "a note stands in its holder"
    return holder
