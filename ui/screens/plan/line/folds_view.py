"""The parts of the line editor that fold: what to expect, what to watch, supply, what worries the patient."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medmanager.domain.side_effects import SideEffect
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fold import Fold
from ui.kit.labels import rule
from ui.kit.layout.scroll import bring_into_sight
from ui.kit.supply_words import SupplyWords
from ui.kit.theme import Theme
from ui.screens.plan.line.fields import LineFields, MonitorFields
from ui.screens.plan.line.labels import EXPECT, SECTIONS, SUPPLY, WATCH, WORRY, section_of
from ui.screens.plan.line.parts import SumsPart, TestsPart, WatchPart
from ui.screens.plan.line.texts import LineTexts

GAP = 10
ADDED_UP = ("supply_days", "supply_refills")
"""The fields whose sums stand below them."""


class FoldsPart(QWidget):
    """Signals: `typed()`, `left(str)`, `test_wanted()`, `test_removed(int)`."""

    typed = Signal()
    left = Signal(str)
    test_wanted = Signal()
    test_removed = Signal(int)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...], texts: LineTexts) -> None:
        super().__init__()
        self._texts, self._gap = texts, theme.px(GAP)
        self._watch, self._tests, self._sums = WatchPart(theme, effects), TestsPart(theme), SumsPart(theme)
        self._supply = SupplyWords()
        self._folds: dict[str, Fold] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._gap)
        for key, (title, _) in SECTIONS.items():
            self._folds[key] = Fold(theme, title)
            column.addWidget(rule())
            column.addWidget(self._folds[key])
        self._fill()
        self._watch.changed.connect(self.typed)
        self._tests.typed.connect(self.typed)
        self._tests.left.connect(self.left)
        self._tests.wanted.connect(self.test_wanted)
        self._tests.removed.connect(self.test_removed)
        for name in ADDED_UP:
            texts.edits[name].entered.connect(self._bring_sums)

    @property
    def watched(self) -> tuple[str, ...]:
        """The side effects to watch, as they are chosen now."""
        return tuple(self._watch.codes)

    def tests(self) -> tuple[MonitorFields, ...]:
        """The tests as they are typed now."""
        return self._tests.tests()

    def offer(self, likely: tuple[str, ...]) -> None:
        """The side effects that the drug commonly causes."""
        self._watch.offer(likely)

    def open_for(self, typed: LineFields) -> None:
        """Unfold the parts of another line that hold something."""
        for key, (_, fields) in SECTIONS.items():
            filled = key == EXPECT or any(getattr(typed, name) for name in fields)
            self._folds[key].unfold(filled or (key == WATCH and bool(typed.tests)))

    def unfold(self, field: str) -> None:
        """Unfold the part in which this field is."""
        if section_of(field):
            self._folds[section_of(field)].unfold()

    def show_rows(self, typed: LineFields) -> None:
        """Tests, and side effects to watch."""
        self._tests.show_tests(typed.tests)
        self._watch.show_codes(typed.watch)

    def show_supply(self, supply: SupplyWords) -> None:
        """What is handed out, as sums."""
        is_new, self._supply = supply != self._supply, supply
        self._sums.show_words(supply)
        if is_new:
            self._bring_sums()

    def show_problems(self, told: dict[str, str]) -> None:
        """Mark the tests; each head says what is in its part, or how many of its fields need somebody."""
        self._tests.show_problems(told)
        filled = self._filled()
        for key, fold in self._folds.items():
            wrong = sum(section_of(name) == key for name in told)
            if wrong:
                sentence = "One field needs you." if wrong == 1 else f"{wrong} fields need you."
                fold.summarise(sentence, "contra")
            else:
                fold.summarise("" if fold.is_unfolded else filled[key])

    def field(self, name: str) -> CellEdit | None:
        """The field of a test."""
        return self._tests.field(name)

    @Slot()
    def _bring_sums(self) -> None:
        """Show the sums below what is being written, or as much of them as there is room for."""
        fields = (self._texts.edits[name] for name in ADDED_UP)
        edit = next((one for one in fields if one.hasFocus()), None)
        if edit is not None:
            self._sums.show_at_once()
            for part in (self._sums, edit):
                bring_into_sight(part, self._gap)

    def _filled(self) -> dict[str, str]:
        edits = self._texts.edits
        return {
            EXPECT: edits["benefit"].text(),
            WATCH: self._watch.words(),
            SUPPLY: self._supply.short or edits["prescriber"].text(),
            WORRY: " · ".join(edits[name].text() for name in SECTIONS[WORRY][1] if edits[name].text()),
        }

    def _fill(self) -> None:
        texts = self._texts
        expect, watch, supply, worry = (self._folds[key].inner for key in SECTIONS)
        expect.addLayout(texts.row(("benefit", 3), ("benefit_when", 2)))
        watch.addWidget(self._watch)
        watch.addWidget(self._tests)
        supply.addLayout(texts.row(("supply_days", 1), ("supply_refills", 1), ("prescriber", 2)))
        supply.addWidget(self._sums)
        worry.addLayout(texts.row(("cost_concern", 1), ("question", 1), ("adherence", 1)))
