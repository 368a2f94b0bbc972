"""The dialog of two people's changes: before, yours and theirs side by side, each decided by a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from medmanager.domain.plan.merging import Pick
from ui.kit.chip import Tag
from ui.kit.dialogs.dialog import Dialog
from ui.kit.dialogs.merge_sheet import MergeBlock, MergeCell, MergeSheet
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.flow import Flow
from ui.kit.theme import SEMIBOLD, Theme, Type

WIDE, LABEL_WIDTH = 880, 84
NOTHING_YET = "Not decided yet."


class MergeDialog(Dialog):
    """Signals: `decided(object)`: a dict with a `Pick` for each key of the blocks, once all are decided."""

    decided = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, sheet: MergeSheet, act: str = "&Merge") -> None:
        super().__init__(theme, parent, sheet.title, act)
        self._sheet = sheet
        self._picks: dict[str, Pick] = {}
        self.set_length(WIDE)
        intro = sheet.words.intro if sheet.blocks else NO_CONFLICT
        self.body.addWidget(Label(intro, tone="muted").wrapped())
        for block in sheet.blocks:
            self.body.addWidget(_Block(theme, sheet, block, partial(self._pick, block.key)))
        if sheet.settled:
            self.body.addWidget(self._settled())
        self.primary.setEnabled(not sheet.blocks)
        self.confirmed.connect(self._tell)

    def show_refusal(self, sentence: str) -> None:
        """Why it was not merged."""
        self.set_busy(False)
        self.show_problem(sentence)

    def _settled(self) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.px(16))
        grid.setVerticalSpacing(self.theme.px(4))
        grid.setColumnStretch(1, 1)
        title = "Changed by one of you, and taken as it is"
        grid.addWidget(Label(title, Type.SMALL, SEMIBOLD, tone="muted").wrapped(), 0, 0, 1, 2)
        for number, (name, text) in enumerate(self._sheet.settled, start=1):
            grid.addWidget(Label(name, weight=SEMIBOLD).wrapped(), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(text).wrapped(), number, 1)
        return part

    def _pick(self, key: str, pick: Pick) -> None:
        self._picks[key] = pick
        self.primary.setEnabled(len(self._picks) == len(self._sheet.blocks))

    @Slot()
    def _tell(self) -> None:
        self.set_busy(True)
        self.decided.emit(dict(self._picks))


NO_CONFLICT = "You changed different things. Nothing has to be decided."


class _Block(QWidget):
    """One line in three columns, and the choice below it."""

    def __init__(
        self, theme: Theme, sheet: MergeSheet, block: MergeBlock, chosen: Callable[[Pick], None]
    ) -> None:
        super().__init__()
        self._theme, self._block, self._chosen, self._words = theme, block, chosen, sheet.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(rule())
        head = Flow(theme.px(8))
        head.addWidget(Label(block.name, weight=SEMIBOLD))
        head.addWidget(Tag(theme, "Two people changed it", "diamond-alert"))
        column.addLayout(head)
        column.addLayout(self._grid(sheet))
        column.addWidget(self._choices())
        self._told = IconText(theme, "circle-alert", NOTHING_YET, "muted", Type.SMALL)
        self._told.label.wrapped()
        column.addWidget(self._told)

    def _grid(self, sheet: MergeSheet) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setVerticalSpacing(self._theme.px(4))
        grid.setColumnMinimumWidth(0, self._theme.px(LABEL_WIDTH))
        heads = (("Before", sheet.before), ("Yours", sheet.mine), ("Theirs", sheet.theirs))
        for number, (title, version) in enumerate(heads, start=1):
            grid.setColumnStretch(number, 1)
            grid.addWidget(Label(title, weight=SEMIBOLD), 0, number)
            small = Label(version, Type.SMALL, tone="muted").wrapped()
            grid.addWidget(small, 1, number, Qt.AlignmentFlag.AlignTop)
        for line, cell in enumerate(self._block.cells, start=2):
            self._add_cell(grid, line, cell)
        return grid

    def _add_cell(self, grid: QGridLayout, line: int, cell: MergeCell) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(cell.label, tone="muted").wrapped(), line, 0, top)
        texts = ((cell.before, False), (cell.mine, cell.mine_differs), (cell.theirs, cell.theirs_differs))
        for number, (text, differs) in enumerate(texts, start=1):
            label = Label(text or "nothing written", tone="text" if text else "muted")
            label.set_weight(SEMIBOLD if differs else 400)
            grid.addWidget(label.wrapped(), line, number, top)

    def _choices(self) -> QWidget:
        part = QWidget()
        row = Flow(self._theme.px(16))
        part.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(part)
        for pick, text in self._words.choices:
            if pick is Pick.OPEN and not self._block.may_open:
                continue
            button = QRadioButton(text)
            button.setAccessibleName(f"{self._block.name}: {text}")
            button.clicked.connect(partial(self._choose, pick))
            group.addButton(button)
            row.addWidget(button)
        return part

    def _choose(self, pick: Pick, _checked: bool = False) -> None:
        told = self._words.told[pick].format(mine=self._block.mine_words, theirs=self._block.theirs_words)
        self._told.show_text("info", told, "info")
        self._chosen(pick)
