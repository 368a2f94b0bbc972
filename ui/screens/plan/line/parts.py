"""Parts of the line editor: side effects to watch, tests, supply with its sums, directions to choose from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from medmanager.domain.side_effects import SideEffect
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.layouts import empty
from ui.kit.layout.scroll import show_if_new
from ui.kit.supply_words import SupplyWords
from ui.kit.tab_order import place_stops
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.line.fields import MonitorFields

TEST_PARTS = ("measure", "due", "why")


def chooser(name: str) -> QComboBox:
    """A compact list whose first row says what it adds."""
    box = PullDown()
    box.setAccessibleName(name)
    box.setProperty("compact", True)
    box.addItem(f"{name}…", "")
    return box


class WatchPart(QWidget):
    """Side effects to look out for; those that the drug commonly causes are offered first.

    Signals: `changed()`.
    """

    changed = Signal()

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...]) -> None:
        super().__init__()
        self._theme, self._effects = theme, effects
        self._names = {effect.code: effect.name for effect in effects}
        self._likely: tuple[str, ...] | None = None
        self.codes: list[str] = []
        self._chips = QWidget()
        self._flow = Flow(theme.px(6), self._chips)
        self.box = chooser("Add a side effect to watch")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Label("Side effects to watch", Type.SMALL))
        column.addWidget(self._chips)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.activated.connect(self._chosen)
        self.offer(())

    def offer(self, likely: tuple[str, ...]) -> None:
        """Put the likely side effects of the drug first."""
        if likely == self._likely:
            return
        self._likely = likely
        first = [code for code in likely if code in self._names]
        while self.box.count() > 1:
            self.box.removeItem(1)
        for code in first:
            self.box.addItem(f"{self._names[code]} (likely)", code)
        if first:
            self.box.insertSeparator(self.box.count())
        for effect in self._effects:
            if effect.code not in first:
                self.box.addItem(effect.name, effect.code)

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Show what is watched."""
        self.codes = list(codes)
        self._flow.clear()
        for code in self.codes:
            name = self._names.get(code, code)
            chip = Button(self._theme, name, "x", compact=True)
            chip.setAccessibleName(f"Do not watch {name}")
            chip.clicked.connect(partial(self._drop, code))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self.codes))
        self._chips.updateGeometry()

    def words(self) -> str:
        """The names, for the head of the part."""
        return ", ".join(self._names.get(code, code) for code in self.codes)

    @Slot(int)
    def _chosen(self, _: int) -> None:
        code = str(self.box.currentData() or "")
        self.box.setCurrentIndex(0)
        if code and code not in self.codes:
            self.show_codes((*self.codes, code))
            self.changed.emit()

    def _drop(self, code: str, _checked: bool = False) -> None:
        self.show_codes(tuple(one for one in self.codes if one != code))
        self.changed.emit()


class TestsPart(QWidget):
    """Tests put in by hand, one a row. Signals: `typed()`, `left(str)`, `wanted()`, `removed(int)`."""

    typed = Signal()
    left = Signal(str)
    wanted = Signal()
    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[MonitorFields, ...] = ()
        self._rows: list[tuple[CellEdit, CellEdit, CellEdit]] = []
        self._problem = IconText(theme, "circle-alert", "", "contra", Type.SMALL)
        self._problem.label.wrapped()
        self._problem.hide()
        self._add = LinkButton(theme, "Add t&est", "plus")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(4))
        for at, stretch in enumerate((3, 2, 4)):
            self._grid.setColumnStretch(at, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Label("Tests to plan: which, when, why", Type.SMALL))
        column.addLayout(self._grid)
        column.addWidget(self._problem)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.clicked.connect(self.wanted)

    def show_tests(self, tests: tuple[MonitorFields, ...]) -> None:
        """Build a row for each."""
        self._shown, self._rows = tests, []
        empty(self._grid)
        stops: list[QWidget] = []
        for number, test in enumerate(tests):
            edits = [
                CellEdit(f"test.{number}.{part}", f"Test {number + 1}: {part}", getattr(test, part))
                for part in TEST_PARTS
            ]
            for at, edit in enumerate(edits):
                edit.typed.connect(self.typed)
                edit.left.connect(self.left)
                self._grid.addWidget(edit, number, at)
            button = IconButton(self._theme, "x", f"Remove test {number + 1}")
            button.clicked.connect(partial(self._remove, number))
            self._grid.addWidget(button, number, 3)
            self._rows.append((edits[0], edits[1], edits[2]))
            stops += [*edits, button]
        place_stops(self, stops)

    def tests(self) -> tuple[MonitorFields, ...]:
        """The rows as they are typed now."""
        return tuple(
            MonitorFields(measure.text(), due.text(), why.text(), self._shown[number].done)
            for number, (measure, due, why) in enumerate(self._rows)
        )

    def show_problems(self, told: dict[str, str]) -> None:
        """Mark the fields; the first sentence stands below."""
        for number, edits in enumerate(self._rows):
            for part, edit in zip(TEST_PARTS, edits, strict=True):
                edit.show_problem(told.get(f"test.{number}.{part}", ""))
        first = next((text for name, text in told.items() if name.startswith("test.")), "")
        self._problem.label.setText(first)
        self._problem.setVisible(bool(first))

    def field(self, name: str) -> CellEdit | None:
        """The field of that name."""
        return next((edit for edits in self._rows for edit in edits if edit.name == name), None)

    def _remove(self, number: int, _checked: bool = False) -> None:
        self.removed.emit(number)


class SumsPart(QWidget):
    """What is handed out, as sums that anybody can check."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._shown: SupplyWords | None = None

    def show_words(self, supply: SupplyWords) -> None:
        """Doses small, sums strong, cautions with their sign."""
        if supply == self._shown:
            return
        self._shown = supply
        empty(self._column)
        for text in supply.doses:
            self._column.addWidget(Label(text, Type.SMALL, tone="muted").wrapped())
        for text in supply.sums:
            self._column.addWidget(Label(text, weight=SEMIBOLD).wrapped())
        for text in supply.cautions:
            caution = IconText(self._theme, "triangle-alert", text, "major", Type.SMALL)
            caution.label.wrapped()
            self._column.addWidget(caution)
        if not supply.sums:
            hint = "Write for how many days: the tablets are added up here, step by step."
            self._column.addWidget(Label(hint, Type.SMALL, tone="muted").wrapped())

    def show_at_once(self) -> None:
        """Give the sums their place now, for whoever scrolls to them: Qt does so in its next turn."""
        for one in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            show_if_new(one)
