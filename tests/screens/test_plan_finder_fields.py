"""The fields in which a medicine is found while it is typed, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.plan.protocol_shelf import Found, ProtocolShelf
from tests.plan_services import FORMULARY
from ui.kit.dialogs.dialog import Dialog
from ui.kit.theme import Theme
from ui.screens.plan.finder.rows import FinderLook, FinderRow, finder_rows, medicine_rows
from ui.screens.plan.finder.view import MedicineBox, MedicineField


class Asking(Dialog):
    """A dialog in which a medicine is looked for; it counts how often it was confirmed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, "Steps", "&Put")
        self.adding, self.choosing = MedicineBox(theme, self), MedicineField(theme, self)
        self.host = parent  # kept: the dialog would go with it
        self.picked: list[str] = []
        self.confirms = 0
        for box in (self.adding, self.choosing):
            box.picked.connect(self._pick)
            self.body.addWidget(box)
        self.confirmed.connect(self._count)

    def _pick(self, pick: str) -> None:
        self.picked.append(pick)

    def _count(self) -> None:
        self.confirms += 1


@pytest.fixture
def asking(qtbot: QtBot, theme: Theme) -> Asking:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    dialog = Asking(theme, window)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def found_rows(text: str) -> tuple[FinderRow, ...]:
    return finder_rows(Found(text, drugs=FORMULARY.search(text)), FinderLook(ProtocolShelf()))


def medicines(text: str) -> tuple[FinderRow, ...]:
    return medicine_rows(Found(text, drugs=FORMULARY.search(text)))


def typed(qtbot: QtBot, field: MedicineBox, text: str) -> None:
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, text)


def test_that_enter_takes_the_medicine_whose_generic_name_is_typed_before_one_of_such_a_brand(
    qtbot: QtBot, asking: Asking
) -> None:
    box = asking.adding
    typed(qtbot, box, "sero")
    drugs = tuple(drug for drug in map(FORMULARY.named, ("quetiapine", "sertraline")) if drug)
    box.show_found("sero", finder_rows(Found("sero", drugs=drugs), FinderLook(ProtocolShelf())))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    typed(qtbot, box, "ser")
    box.show_found("ser", finder_rows(Found("ser", drugs=drugs), FinderLook(ProtocolShelf())))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asking.picked == ["quetiapine", "sertraline"]


def test_that_enter_takes_no_medicine_of_an_older_list(qtbot: QtBot, asking: Asking) -> None:
    box = asking.adding
    typed(qtbot, box, "lam")
    box.show_found("lam", found_rows("lam"))
    box.setText("lamot")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asking.picked == [], "the list is of what was typed before"
    box.show_found("lamo", found_rows("lamivudine"))
    assert asking.picked == [], "an answer that came late"
    box.show_found("lamot", found_rows("lamot"))
    assert asking.picked == ["lamotrigine"]


def test_that_enter_takes_no_guess_that_was_not_seen_yet(qtbot: QtBot, asking: Asking) -> None:
    typed(qtbot, asking.adding, "sertaline")
    qtbot.keyClick(asking.adding, Qt.Key.Key_Return)
    meant = FORMULARY.named("sertraline")
    assert meant is not None
    asking.adding.show_found(
        "sertaline", finder_rows(Found("sertaline", near=(meant,)), FinderLook(ProtocolShelf()))
    )
    assert asking.picked == []
    assert asking.adding.popup.isVisible()
    qtbot.keyClick(asking.adding, Qt.Key.Key_Return)
    assert asking.picked == ["sertraline"]


def test_that_the_row_under_the_arrows_is_told_to_a_screen_reader(qtbot: QtBot, asking: Asking) -> None:
    box = asking.adding
    typed(qtbot, box, "lamot")
    box.show_found("lamot", found_rows("lamot"))
    assert box.accessibleDescription().startswith("lamoTRIgine")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.accessibleDescription().startswith("Add “lamot”")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.accessibleDescription() == ""


def test_that_escape_puts_the_list_away_and_not_the_dialog(qtbot: QtBot, asking: Asking) -> None:
    for box, left in ((asking.adding, ""), (asking.choosing, "venla")):
        typed(qtbot, box, "venla")
        box.show_found("venla", medicines("venla"))
        assert box.popup.isVisible()
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert not box.popup.isVisible()
        assert asking.isVisible()
        assert box.text() == left


def test_that_the_down_key_opens_the_list_again(qtbot: QtBot, asking: Asking) -> None:
    field, wanted = asking.choosing, list[str]()
    typed(qtbot, field, "venla")
    field.wanted.connect(wanted.append)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert wanted[-1] == "venla"


def test_that_a_form_keeps_the_name_and_has_the_next_enter(qtbot: QtBot, asking: Asking) -> None:
    field = asking.choosing
    typed(qtbot, field, "effex")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asking.confirms == 0, "the list is on its way, Enter takes its first row"
    field.show_found("effex", medicines("effex"))
    assert asking.picked == ["venlafaxine"]
    assert field.text() == "venlafaxine"
    assert not field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (asking.picked, asking.confirms) == (["venlafaxine"], 1)


def test_that_a_name_written_in_full_needs_no_list(qtbot: QtBot, asking: Asking) -> None:
    field = asking.choosing
    typed(qtbot, field, "Venlafaxine")
    field.show_found("Venlafaxine", medicines("venlafaxine"))
    assert not field.popup.isVisible()
    field.open_list()
    field.show_found("Venlafaxine", medicines("venlafaxine"))
    assert field.popup.isVisible(), "the down key opens it all the same"


def test_that_enter_is_the_forms_where_nothing_was_found(qtbot: QtBot, asking: Asking) -> None:
    field = asking.choosing
    typed(qtbot, field, "moonwater")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    field.setFocus()
    field.open_list()
    field.show_found("moonwater", medicines("moonwater"))
    assert not field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (asking.picked, asking.confirms) == ([], 1)
