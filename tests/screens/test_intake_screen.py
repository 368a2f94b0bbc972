"""The intake tab as the patient window opens it, with real widgets and keys."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.intake import Answer, AnswerState, Intake
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, keep, new_id
from tests.kit.fakes import fake_context
from tests.screens.chart_services import FORM, chart_services
from tests.screens.on_display import on_display
from ui.kit.buttons import Segments
from ui.kit.fields.scorekeys import ScoreKeys
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.intake import IntakeScreen, build


def opened(session: Session, patient: Patient, theme: Theme, qtbot: QtBot) -> IntakeScreen:
    return on_display(qtbot, build(fake_context(chart_services(session)), theme, patient.id), IntakeScreen)


@pytest.fixture
def session() -> Session:
    return a_session(Role.NURSE_PRACTITIONER, login="ferreira")


@pytest.fixture
def patient(session: Session) -> Patient:
    patient = a_patient()
    keep(session, patient)
    return patient


@pytest.fixture
def screen(session: Session, patient: Patient, theme: Theme, qtbot: QtBot) -> IntakeScreen:
    screen = opened(session, patient, theme, qtbot)
    screen.presenter.begin()
    return screen


def stored(session: Session, patient: Patient) -> Intake:
    newest = chart_services(session).intakes.newest(patient.id)
    assert newest is not None
    return newest


def field(screen: IntakeScreen, name: str) -> QWidget:
    assert screen.view.page.editor is not None
    return screen.view.page.editor.fields[name].editor


def answering(screen: IntakeScreen, key: str, kind: type[QWidget]) -> QWidget:
    found = screen.view.page.rows[key].answering.findChildren(kind)
    return found[0]


def press(screen: IntakeScreen, button: QAbstractButton, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_an_empty_chart_offers_to_begin(
    session: Session, patient: Patient, theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(session, patient, theme, qtbot)
    gc.collect()
    button = screen.view.states.message.findChildren(QAbstractButton)[0]
    press(screen, button, qtbot)
    assert screen.view.page.isVisible()
    assert screen.view.sections.current() == "reason"


def test_that_a_whole_page_is_answered_by_keyboard(
    screen: IntakeScreen, session: Session, patient: Patient, qtbot: QtBot
) -> None:
    qtbot.keyClicks(answering(screen, "reason", QPlainTextEdit), "cannot sleep")
    qtbot.keyClicks(answering(screen, "referred_by", QLineEdit), "Dr. R. Hale")
    qtbot.keyClick(answering(screen, "goals", Segments), Qt.Key.Key_U)
    screen.view.save_page()
    intake = stored(session, patient)
    assert intake.answer("reason") == Answer("reason", "cannot sleep")
    assert intake.answer("goals") == Answer("goals", "", AnswerState.UNKNOWN)
    assert screen.view.sections.current() == "symptoms"


def test_that_a_symptom_is_added_by_keyboard_alone(
    screen: IntakeScreen, session: Session, patient: Patient, qtbot: QtBot
) -> None:
    screen.view.save_page()
    qtbot.keyClicks(field(screen, "name"), "low mood")
    qtbot.keyClick(field(screen, "severity"), Qt.Key.Key_7)
    qtbot.keyClick(field(screen, "name"), Qt.Key.Key_Return)
    assert [(one.name, one.severity) for one in stored(session, patient).symptoms] == [("low mood", 7)]
    keys = field(screen, "severity")
    assert isinstance(keys, ScoreKeys)
    assert keys.value() is None, "the next symptom begins unanswered, not with 0"


def test_that_a_following_question_shows_itself(screen: IntakeScreen, qtbot: QtBot) -> None:
    screen.presenter.work.open("psychiatric")
    assert "hospital_words" not in screen.view.page.rows
    qtbot.keyClick(answering(screen, "hospital", Segments), Qt.Key.Key_Y)
    following = screen.view.page.rows["hospital_words"]
    qtbot.waitUntil(following.isVisible)
    assert following.y() > screen.view.page.rows["hospital"].y()
    qtbot.keyClick(answering(screen, "hospital", Segments), Qt.Key.Key_Delete)
    assert not following.isVisible()


def test_that_typing_is_kept_within_a_second_and_back_after_a_kill(
    screen: IntakeScreen, session: Session, patient: Patient, theme: Theme, qtbot: QtBot
) -> None:
    qtbot.keyClicks(answering(screen, "reason", QPlainTextEdit), "cannot sl")
    drafts, intake = chart_services(session).drafts, stored(session, patient)
    qtbot.waitUntil(lambda: drafts.recall("intake", intake.id) is not None, timeout=1000)
    again = opened(session, patient, theme, qtbot)
    area = answering(again, "reason", QPlainTextEdit)
    assert isinstance(area, QPlainTextEdit)
    assert area.toPlainText() == "cannot sl"


@pytest.mark.parametrize("leave", ["hidden", "put_aside", "may_close"])
def test_that_nothing_typed_is_lost_when_the_tab_is_left(
    screen: IntakeScreen, session: Session, patient: Patient, qtbot: QtBot, leave: str
) -> None:
    qtbot.keyClicks(answering(screen, "reason", QPlainTextEdit), "cannot sl")
    getattr(screen, leave)()
    draft = chart_services(session).drafts.recall("intake", stored(session, patient).id)
    assert draft is not None
    assert draft["answer.reason"] == "cannot sl"


def test_that_a_wrong_number_is_told_beside_its_question(screen: IntakeScreen, qtbot: QtBot) -> None:
    screen.presenter.work.open("symptoms")
    qtbot.keyClicks(answering(screen, "sleep_hours", QLineEdit), "seven")
    screen.view.save_page()
    row = screen.view.page.rows["sleep_hours"]
    assert "not a number" in row.problem.label.text()
    assert row.problem.isVisible()
    assert screen.view.sections.current() == "symptoms"


def test_that_none_of_these_and_the_others_clear_one_another(screen: IntakeScreen, qtbot: QtBot) -> None:
    screen.presenter.work.open("conditions")
    boxes = {box.text(): box for box in screen.view.page.rows["ever_had"].findChildren(QAbstractButton)}
    boxes["Stroke"].click()
    boxes["None of these"].click()
    assert not boxes["Stroke"].isChecked()
    boxes["Stroke"].click()
    assert not boxes["None of these"].isChecked()
    assert screen.view.page.read().answers["ever_had"].text == "stroke"


def test_that_a_medicine_is_offered_while_it_is_typed(screen: IntakeScreen) -> None:
    screen.presenter.work.open("earlier_medicines")
    line = field(screen, "name")
    assert isinstance(line, QLineEdit)
    # Typed without keys: a popup wants a window system.
    line.textEdited.emit("proz")
    model = line.completer().model()
    assert model.index(0, 0).data(Qt.ItemDataRole.UserRole) == "fluoxetine"


def test_that_the_list_of_offered_medicines_follows_the_palette(screen: IntakeScreen, theme: Theme) -> None:
    screen.presenter.work.open("earlier_medicines")
    line = field(screen, "name")
    assert isinstance(line, QLineEdit)
    theme.use(PaletteName.DARK)
    popup = line.completer().popup()
    assert popup is not None
    assert popup.styleSheet() == theme.style_sheet()


def test_that_the_review_leads_back_to_its_pages_and_completes(
    screen: IntakeScreen, session: Session, patient: Patient, qtbot: QtBot
) -> None:
    screen.presenter.work.open("review")
    links = [one for one in screen.view.review.findChildren(QAbstractButton) if one.text() == "Change"]
    assert len(links) == len(FORM.sections)
    links[3].click()
    assert screen.view.sections.current() == FORM.sections[3].key
    screen.presenter.work.open("review")
    press(screen, screen.view.complete_button, qtbot)
    assert stored(session, patient).completed_at is not None
    assert screen.view.reopen_button.isVisible()
    assert not screen.view.sections.isEnabled()


@pytest.mark.parametrize("section", [section.key for section in FORM.sections])
def test_that_every_page_fits_its_width_and_names_its_fields(screen: IntakeScreen, section: str) -> None:
    screen.presenter.work.open(section)
    assert screen.widget.minimumSizeHint().width() <= 1294
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, ScoreKeys, Segments):
        for widget in screen.view.page.findChildren(kind):
            assert widget.accessibleName(), f"{kind.__name__} without a name on {section}"


def test_that_only_changes_of_this_patient_concern_it(screen: IntakeScreen, patient: Patient) -> None:
    assert screen.concerns(Changes((Change("allergy", new_id(), patient.id),)))
    assert not screen.concerns(Changes((Change("allergy", new_id(), new_id()),)))
