"""The patient list as the shell opens it, with real widgets."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, keep, new_id
from tests.kit.fakes import NotedNavigate, fake_context
from tests.screens.chart_services import chart_services
from tests.screens.on_display import PAGE, on_display
from ui.kit.theme import Theme
from ui.screens.patients import PatientsScreen, build


def opened(session: Session, theme: Theme, qtbot: QtBot) -> PatientsScreen:
    return on_display(qtbot, build(fake_context(chart_services(session)), theme), PatientsScreen, PAGE)


@pytest.fixture
def session() -> Session:
    session = a_session()
    keep(session, a_patient(), a_patient(family_name="Abelow", given_name="Tomas"))
    return session


def names(screen: PatientsScreen) -> list[str]:
    return [str(cell.text) for cell in screen.view.table.rows.cells(0)]


def test_that_typing_narrows_the_list_and_enter_opens_the_chart(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, theme, qtbot)
    assert names(screen) == ["ABELOW, Tomas", "LINDQVIST, Maren"]
    qtbot.keyClicks(screen.view.search_box, "lind")
    qtbot.keyClick(screen.view.search_box, Qt.Key.Key_Return)
    assert names(screen) == ["LINDQVIST, Maren"]
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert len(screen.context.navigate.patients) == 1


def test_that_arrows_in_the_search_box_move_the_selection(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, theme, qtbot)
    qtbot.keyClick(screen.view.search_box, Qt.Key.Key_Down)
    chosen = screen.view.table.selected_record()
    assert chosen is not None
    assert chosen.name == "LINDQVIST, Maren"


def test_that_escape_clears_the_search(session: Session, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(session, theme, qtbot)
    screen.view.search_box.setText("zzz")
    screen.presenter.search("zzz")
    assert not screen.view.table.isVisible()
    qtbot.keyClick(screen.view.search_box, Qt.Key.Key_Escape)
    assert len(names(screen)) == 2


def test_that_it_works_after_a_garbage_collection(session: Session, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(session, theme, qtbot)
    gc.collect()
    qtbot.mouseClick(screen.view.import_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.view.new_button, Qt.MouseButton.LeftButton)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert screen.context.navigate.places == ["import_records"]
    assert screen.dialog.isVisible()
    screen.dialog.reject()


def test_that_a_patient_is_registered_by_keyboard_alone(session: Session, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(session, theme, qtbot)
    screen.begin_registration()
    for name, text in (("family_name", "Oyelaran"), ("given_name", "Funmi"), ("birth_date", "5/9/1960")):
        qtbot.keyClicks(screen.dialog.fields[name].editor, text)
    qtbot.keyClick(screen.dialog.fields["birth_date"].editor, Qt.Key.Key_Return)
    assert not screen.dialog.isVisible()
    chosen = screen.view.table.selected_record()
    assert chosen is not None
    assert chosen.name == "OYELARAN, Funmi"


def test_that_a_refusal_stands_beside_its_field(session: Session, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(session, theme, qtbot)
    screen.begin_registration()
    screen.dialog.confirm()
    field = screen.dialog.fields["birth_date"]
    assert "birth date" in field.problem()
    assert screen.dialog.isVisible()
    screen.dialog.reject()


def test_that_a_twin_is_shown_and_must_be_answered(session: Session, theme: Theme, qtbot: QtBot) -> None:
    screen = opened(session, theme, qtbot)
    screen.begin_registration()
    for name, text in (("family_name", "Lindqvist"), ("given_name", "Maren"), ("birth_date", "3/14/1984")):
        qtbot.keyClicks(screen.dialog.fields[name].editor, text)
    qtbot.waitUntil(lambda: len(screen.dialog.twins.rows()) == 1)
    assert screen.dialog.is_another.isVisible()
    screen.dialog.confirm()
    assert "already" in screen.dialog.problem.label.text()
    screen.dialog.is_another.setChecked(True)
    screen.dialog.confirm()
    assert not screen.dialog.isVisible()


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.FRONT_DESK], ids=str)
def test_that_who_writes_charts_comes_from_the_list_to_a_diary_to_type_in(
    role: Role, theme: Theme, qtbot: QtBot
) -> None:
    session = a_session(role)
    keep(session, a_patient())
    screen = opened(session, theme, qtbot)
    assert screen.view.diary_button.isVisible() is (role is Role.PROVIDER)
    screen.view.diary_button.click()
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert screen.context.navigate.places == ["diary"]


def test_that_the_front_desk_has_no_way_into_a_chart_or_an_import(theme: Theme, qtbot: QtBot) -> None:
    session = a_session(Role.FRONT_DESK)
    keep(session, a_patient())
    screen = opened(session, theme, qtbot)
    assert screen.view.side.open_button.text() == "Open &papers"
    assert not screen.view.import_button.isVisible()
    assert screen.view.side.edit_button.isVisible()


def test_that_the_list_never_needs_a_scroll_bar_sideways(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    keep(session, a_patient(family_name="Mbeki-Sørensen-Villanueva", given_name="Alexandra-Josephine"))
    screen = opened(session, theme, qtbot)
    table = screen.view.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_that_every_field_has_a_name_for_a_screen_reader(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, theme, qtbot)
    screen.begin_registration()
    for kind in (QLineEdit, QComboBox):
        for widget in (*screen.widget.findChildren(kind), *screen.dialog.findChildren(kind)):
            assert widget.accessibleName(), f"{kind.__name__} without a name"
    screen.dialog.reject()


def test_that_appointments_and_patients_concern_it_and_plans_do_not(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, theme, qtbot)
    assert screen.concerns(Changes((Change("appointment", new_id()),)))
    assert not screen.concerns(Changes((Change("plan", new_id()),)))


def test_that_somebody_is_edited_from_the_head_where_the_side_card_has_no_room(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, theme, qtbot)
    assert not screen.view.edit_button.isVisible()
    screen.widget.resize(900, 560)
    assert not screen.view.side.isVisible()
    assert screen.view.edit_button.isVisible()
    qtbot.mouseClick(screen.view.edit_button, Qt.MouseButton.LeftButton)
    assert screen.dialog.isVisible()
    assert screen.dialog.read().family_name == "Abelow"
    screen.dialog.reject()


def test_that_there_is_nothing_to_search_or_edit_for_whoever_sees_no_names(
    theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(a_session(Role.ADMIN, login="whitaker"), theme, qtbot)
    for size in ((1294, 692), (900, 560)):
        screen.widget.resize(*size)
        for widget in (screen.view.side, screen.view.edit_button, screen.view.search_box):
            assert not widget.isVisible()
