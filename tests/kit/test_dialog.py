"""Dialogs: as high as what they show, never larger than the window under them."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.dialogs.dialog import Dialog
from ui.kit.labels import Label
from ui.kit.layout.scroll import ScrollArea
from ui.kit.palettes import PaletteName
from ui.kit.theme import FACTOR_MAX, Theme

LONG = "A sentence that is far too long for one line of such a dialog, and therefore takes more of them. " * 2


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(700, 500)
    qtbot.addWidget(window)
    window.show()
    return window


def a_dialog(theme: Theme, window: QWidget, fields: int) -> tuple[Dialog, list[QLineEdit]]:
    dialog = Dialog(theme, window, "New appointment", "&Book")
    edits = [QLineEdit() for _ in range(fields)]
    for edit in edits:
        dialog.body.addWidget(edit)
    return dialog, edits


def opened(dialog: Dialog) -> Dialog:
    dialog.open()
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def test_that_a_dialog_grows_with_its_refusal(theme: Theme, window: QWidget) -> None:
    dialog, edits = a_dialog(theme, window, 3)
    opened(dialog)
    before, field = dialog.height(), edits[0].height()
    dialog.show_problem(LONG)
    QApplication.processEvents()
    assert dialog.height() >= before + dialog.problem.height()
    assert edits[0].height() == field


def test_that_it_shrinks_when_less_is_shown(theme: Theme, window: QWidget) -> None:
    dialog, edits = a_dialog(theme, window, 6)
    opened(dialog)
    before = dialog.height()
    for edit in edits[1:]:
        edit.hide()
    QApplication.processEvents()
    assert dialog.height() < before - 4 * edits[0].height()


@pytest.mark.parametrize("factor", [1.0, FACTOR_MAX])
def test_that_it_is_never_larger_than_its_window(theme: Theme, window: QWidget, factor: float) -> None:
    theme.use(PaletteName.LIGHT, factor)
    dialog, edits = a_dialog(theme, window, 30)
    dialog.set_length(5000)
    opened(dialog)
    assert window.geometry().contains(dialog.geometry())
    buttons = QRect(dialog.primary.mapTo(dialog, QPoint()), dialog.primary.size())
    assert dialog.rect().contains(buttons)
    assert not edits[-1].visibleRegion().boundingRect().height(), "the last fields are scrolled out of view"


def test_that_one_that_was_put_into_the_corner_of_the_screen_comes_back_over_its_window(
    theme: Theme, window: QWidget
) -> None:
    window.move(300, 200)
    dialog, _ = a_dialog(theme, window, 3)
    opened(dialog)
    dialog.move(0, 0)
    dialog.show_problem("Write why.")
    QApplication.processEvents()
    away = dialog.geometry().center() - window.geometry().center()
    assert away.manhattanLength() <= 8


def _noting(fits: list[int], fit: Callable[[], None]) -> None:
    fits.append(1)
    fit()


def test_that_one_that_is_cut_rests_where_it_was_scrolled_to(
    theme: Theme, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, _ = a_dialog(theme, window, 40)
    opened(dialog)
    (area,) = dialog.findChildren(ScrollArea)
    area.verticalScrollBar().setValue(300)
    fits: list[int] = []
    monkeypatch.setattr(dialog, "fit", partial(_noting, fits, dialog.fit))
    dialog.show_problem("Write why.")
    for _ in range(5):
        QApplication.processEvents()
    assert area.verticalScrollBar().value() == 300
    assert len(fits) < 5, "it measures itself and comes to rest"


def test_that_the_field_with_the_focus_is_in_view(theme: Theme, window: QWidget) -> None:
    dialog, _ = a_dialog(theme, window, 30)
    box = QCheckBox("Already booked")
    dialog.body.addWidget(box)
    opened(dialog)
    box.setFocus()
    assert box.visibleRegion().boundingRect() == box.rect()


def test_that_lines_that_wrap_are_shown_whole(theme: Theme, window: QWidget) -> None:
    dialog, edits = a_dialog(theme, window, 2)
    words = Label(LONG).wrapped()
    dialog.body.insertWidget(0, words)
    dialog.set_length(240)
    opened(dialog)
    assert words.height() >= words.heightForWidth(words.width()) > 2 * words.fontMetrics().height()
    assert edits[-1].visibleRegion().boundingRect() == edits[-1].rect()


def test_that_nothing_can_be_typed_while_the_act_is_on_its_way(theme: Theme, window: QWidget) -> None:
    dialog, edits = a_dialog(theme, window, 2)
    opened(dialog)
    edits[1].setFocus()
    dialog.set_busy(True)
    assert not edits[1].isEnabled()
    dialog.set_busy(False)
    assert dialog.focusWidget() is edits[1]


@pytest.mark.parametrize("kind", ["link", "icon"])
def test_that_enter_on_a_small_button_does_what_that_button_says(
    theme: Theme, window: QWidget, qtbot: QtBot, kind: str
) -> None:
    dialog, _ = a_dialog(theme, window, 1)
    small: QAbstractButton = (
        LinkButton(theme, "Change the plan") if kind == "link" else IconButton(theme, "x", "Remove step 1")
    )
    dialog.body.addWidget(small)
    opened(dialog)
    done: list[str] = []
    small.clicked.connect(lambda: done.append("small"))
    dialog.confirmed.connect(lambda: done.append("primary"))
    small.setFocus()
    qtbot.keyClick(small, Qt.Key.Key_Return)
    assert done == ["small"]
