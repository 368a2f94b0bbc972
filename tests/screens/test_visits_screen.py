"""The visits tab with its real widgets: answered by keys, kept while typed, signed, added to."""

import gc
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.history import Encounter
from medmanager.domain.user import Role
from medmanager.domain.visit import Visit, VisitStatus
from tests.builders import a_patient, keep, new_id
from tests.kit.fakes import NotedNavigate, fake_context
from tests.plan_services import Chart, chart_services
from tests.presenters.visits_bench import a_chart
from tests.screens.on_display import TAB, on_display
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.fields.scorekeys import ScoreKeys
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.screens.visits import VisitsScreen, build
from ui.screens.visits.dialogs_view import SignVisitDialog
from ui.screens.visits.form_view import VisitForm
from ui.screens.visits.note_view import NoteView
from ui.screens.visits.presenter import FORM


def opened(qtbot: QtBot, theme: Theme, chart: Chart, size: tuple[int, int] = TAB) -> VisitsScreen:
    return on_display(qtbot, build(fake_context(chart.services), theme, chart.patient.id), VisitsScreen, size)


@pytest.fixture
def chart() -> Chart:
    chart = a_chart()
    chart.services.visits.begin(chart.patient.id)
    return chart


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, chart: Chart) -> VisitsScreen:
    return opened(qtbot, theme, chart)


def note(chart: Chart) -> Visit:
    return chart.services.visits.of_patient(chart.patient.id)[0]


def keys(screen: VisitsScreen, name: str) -> ScoreKeys:
    found = screen.view.findChildren(ScoreKeys)
    return next(one for one in found if name in one.accessibleName() and not one.isHidden())


def edit(screen: VisitsScreen, name: str) -> QLineEdit:
    found = screen.view.findChildren(QLineEdit)
    return next(one for one in found if one.accessibleName() == name and not one.isHidden())


def click(qtbot: QtBot, button: QWidget) -> None:
    assert button.isVisible(), "only what is seen can be clicked"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def with_contacts(chart: Chart, count: int) -> Chart:
    start = datetime(2020, 1, 1, 15, tzinfo=UTC)
    contacts = (
        Encounter(new_id(), chart.patient.id, start + timedelta(days=30 * number), kind=f"visit {number}")
        for number in range(count)
    )
    keep(chart.services.session, *contacts)
    return chart


def test_that_contacts_elsewhere_are_few_at_first_and_all_on_request(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    screen = opened(qtbot, theme, with_contacts(chart, 5))
    card = screen.view.elsewhere
    assert card.isVisible()
    assert not screen.view.elsewhere_alone.isVisible()

    def contacts() -> list[str]:
        QApplication.processEvents()
        labels = (label for label in card.findChildren(QLabel) if label.isVisible())
        return [label.text() for label in labels if label.text().startswith("Visit ")]

    assert contacts() == ["Visit 4", "Visit 3", "Visit 2"]
    gc.collect()
    click(qtbot, card.more)
    assert contacts() == [f"Visit {number}" for number in (4, 3, 2, 1, 0)]
    click(qtbot, card.more)
    assert len(contacts()) == 3


def test_that_contacts_elsewhere_stand_alone_where_there_is_no_visit_here(qtbot: QtBot, theme: Theme) -> None:
    screen = opened(qtbot, theme, with_contacts(Chart(chart_services()), 2))
    assert screen.view.elsewhere_alone.isVisible()
    assert not screen.view.elsewhere_alone.more.isVisible()
    button = screen.view.state.message.findChild(QPushButton)
    assert button is not None
    click(qtbot, button)
    assert not screen.view.elsewhere_alone.isVisible()
    assert screen.view.elsewhere.isVisible()


def test_that_no_contact_elsewhere_shows_no_card(screen: VisitsScreen) -> None:
    assert not screen.view.elsewhere.isVisible()


def test_that_a_patient_without_visits_begins_one_with_the_button(qtbot: QtBot, theme: Theme) -> None:
    chart = Chart(chart_services())
    screen = opened(qtbot, theme, chart)
    button = screen.view.state.message.findChild(QPushButton)
    assert button is not None
    click(qtbot, button)
    assert screen.view.pages.form.isVisible()
    assert note(chart).status is VisitStatus.DRAFT


def test_that_the_keyboard_begins_a_new_note_at_its_first_section(qtbot: QtBot, theme: Theme) -> None:
    screen = opened(qtbot, theme, Chart(chart_services()))
    button = screen.view.state.message.findChild(QPushButton)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert screen.view.pages.form.since.area.hasFocus()


def test_that_the_keyboard_begins_at_the_first_section_of_a_note_that_another_screen_leads_to(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    context = fake_context(chart.services)
    led = on_display(qtbot, build(context, theme, chart.patient.id, note(chart).id), VisitsScreen, TAB)
    QApplication.processEvents()
    assert led.view.pages.form.since.area.hasFocus()
    led.view.pages.form.go_to("vitals")
    led.presenter.load()
    QApplication.processEvents()
    assert not led.view.pages.form.since.area.hasFocus(), "what is read again leads nowhere"


def test_that_a_whole_scale_is_answered_by_digits_with_a_live_total(
    qtbot: QtBot, screen: VisitsScreen, chart: Chart
) -> None:
    screen.view.go_to("PHQ-9")
    for digit in "112211110":
        focused = QApplication.focusWidget() or keys(screen, "Little interest")
        qtbot.keyClicks(focused, digit)
    screen.put_aside()
    assert [(one.scale, one.total) for one in note(chart).scales] == [("PHQ-9", 10)]
    shown = [label.text() for label in screen.view.findChildren(QLabel) if label.isVisible()]
    assert {"10", "of 27, moderate"} <= set(shown)


def test_that_self_harm_is_asked_about_at_once(qtbot: QtBot, screen: VisitsScreen) -> None:
    last = keys(screen, "better off dead")
    last.setFocus()
    qtbot.keyClicks(last, "2")
    harm = [
        one
        for one in screen.view.pages.form.answers.phq9.findChildren(QPushButton)
        if one.text() == "Go to Risk"
    ]
    assert harm[0].isVisible()
    click(qtbot, harm[0])
    assert screen.view.pages.form.risk.area.hasFocus()


def test_that_a_side_effect_is_rated_by_a_digit_and_ten_by_two(
    qtbot: QtBot, screen: VisitsScreen, chart: Chart
) -> None:
    tremor = keys(screen, "Shaking hands")
    tremor.setFocus()
    qtbot.keyClicks(tremor, "10")
    screen.put_aside()
    assert note(chart).severity("tremor") == 10
    tremor = keys(screen, "Shaking hands")
    tremor.setFocus()
    qtbot.keyClick(tremor, Qt.Key.Key_Delete)
    screen.put_aside()
    assert note(chart).severity("tremor") is None


def test_that_vitals_say_beside_the_field_what_to_write(qtbot: QtBot, screen: VisitsScreen) -> None:
    weight = edit(screen, "Weight")
    weight.setFocus()
    qtbot.keyClicks(weight, "56O")
    assert not weight.property("problem")
    qtbot.keyClick(weight, Qt.Key.Key_Tab)
    assert weight.property("problem")
    assert "such as 156.5" in weight.accessibleDescription()
    assert weight.text() == "56O"


def test_that_typing_is_kept_within_a_second_and_restored(
    qtbot: QtBot, theme: Theme, screen: VisitsScreen, chart: Chart
) -> None:
    screen.view.pages.form.since.area.setFocus()
    qtbot.keyClicks(screen.view.pages.form.since.area, "Steadier, back at wo")
    assert chart.services.drafts.recall(FORM, note(chart).id) is None
    qtbot.waitUntil(lambda: chart.services.drafts.recall(FORM, note(chart).id) is not None, timeout=1000)
    again = opened(qtbot, theme, chart)
    assert again.view.pages.form.since.text() == "Steadier, back at wo"


def test_that_a_note_is_saved_when_its_tab_is_left(qtbot: QtBot, screen: VisitsScreen, chart: Chart) -> None:
    qtbot.keyClicks(screen.view.pages.form.assessment.area, "Partial response.")
    screen.hidden()
    assert note(chart).assessment == "Partial response."
    assert chart.services.drafts.recall(FORM, note(chart).id) is None


def test_that_questions_and_costs_are_added_answered_and_removed(
    qtbot: QtBot, screen: VisitsScreen, chart: Chart
) -> None:
    screen.view.go_to("questions")
    qtbot.keyClicks(edit(screen, "Answer 1"), "It fades.")
    click(qtbot, button(screen, "Add &question"))
    assert edit(screen, "Question 2").hasFocus()
    qtbot.keyClicks(edit(screen, "Question 2"), "Coffee?")
    click(qtbot, button(screen, "Add c&ost concern"))
    qtbot.keyClicks(edit(screen, "Cost concern 1"), "Copay")
    qtbot.keyClicks(edit(screen, "Dollars a month 1"), "40")
    screen.put_aside()
    assert [(one.text, one.answer) for one in note(chart).questions] == [
        ("Will the shaking stop?", "It fades."),
        ("Coffee?", ""),
    ]
    assert note(chart).costs[0].monthly == 40
    click(qtbot, tool(screen, "Remove question 2"))
    click(qtbot, tool(screen, "Remove cost concern 1"))
    screen.put_aside()
    assert (len(note(chart).questions), note(chart).costs) == (1, ())


def test_that_adherence_is_recorded_for_each_medicine(
    qtbot: QtBot, screen: VisitsScreen, chart: Chart
) -> None:
    missed = edit(screen, "Missed doses of sertraline in 7 days")
    qtbot.keyClicks(missed, "x")
    assert missed.property("problem")
    missed.clear()
    qtbot.keyClicks(missed, "2")
    combo = next(
        one
        for one in screen.view.findChildren(QComboBox)
        if one.accessibleName() == "How lithium carbonate works" and not one.isHidden()
    )
    combo.setFocus()
    qtbot.keyClicks(combo, "much")
    screen.put_aside()
    reviews = {one.line_id: one for one in note(chart).lines}
    assert reviews[chart.sertraline.line_id].missed_week == 2
    assert str(reviews[chart.lithium.line_id].response) == "much better"


def test_that_the_visit_is_signed_and_added_to(qtbot: QtBot, screen: VisitsScreen, chart: Chart) -> None:
    qtbot.keyClicks(screen.view.pages.form.since.area, "Well.")
    click(qtbot, screen.view.tools.sign_button)
    dialog = screen.view.findChild(SignVisitDialog)
    assert dialog is not None
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Return)
    assert note(chart).status is VisitStatus.SIGNED
    assert screen.view.pages.note.isVisible()
    assert not screen.view.tools.sign_button.isVisible()
    area = screen.view.pages.note.findChild(QPlainTextEdit)
    assert area is not None
    qtbot.keyClicks(area, "Lab called back.")
    click(qtbot, next(one for one in screen.view.pages.note.findChildren(QPushButton)))
    assert [one.text for one in note(chart).addenda] == ["Lab called back."]
    assert area.toPlainText() == ""


def test_that_a_dose_is_changed_from_the_review_after_a_garbage_collection(
    qtbot: QtBot, screen: VisitsScreen, chart: Chart
) -> None:
    gc.collect()
    screen.view.go_to("medicines")
    link = next(
        one
        for one in screen.view.findChildren(QPushButton)
        if one.accessibleName() == "Change dose of sertraline" and not one.isHidden()
    )
    click(qtbot, link)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert screen.context.navigate.patients == [(chart.patient.id, "plan", chart.sertraline.line_id)]


def test_that_only_what_is_shown_concerns_it(screen: VisitsScreen, chart: Chart) -> None:
    for kind in ("visit", "plan", "observation"):
        assert screen.concerns(Changes((Change(kind, note(chart).id, chart.patient.id),)))
        assert not screen.concerns(Changes((Change(kind, note(chart).id, a_patient().id),)))
    assert not screen.concerns(Changes((Change("appointment", note(chart).id, chart.patient.id),)))


def test_that_the_front_desk_is_told_that_this_is_not_for_its_role(qtbot: QtBot, theme: Theme) -> None:
    screen = opened(qtbot, theme, a_chart(Role.FRONT_DESK))
    assert screen.view.state.message.isVisible()
    assert not screen.view.tools.isVisible()


def test_that_every_control_has_a_name_for_screen_readers(screen: VisitsScreen) -> None:
    controls = (QLineEdit, QPlainTextEdit, QPushButton, QToolButton, ScoreKeys, QComboBox)
    nameless = [
        type(widget).__name__
        for kind in controls
        for widget in screen.view.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


@pytest.mark.parametrize("factor", [0.85, 1.0, 1.4])
@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_the_tab_fits_the_small_window(
    qtbot: QtBot, theme: Theme, chart: Chart, palette: PaletteName, factor: float
) -> None:
    theme.use(palette, factor)
    screen = opened(qtbot, theme, chart)
    widest = TAB[0] if factor <= 1 else TAB[0] * factor
    assert screen.view.minimumSizeHint().width() <= widest
    assert not screen.widget.grab().isNull()


def button(screen: VisitsScreen, text: str) -> QPushButton:
    return next(one for one in screen.view.findChildren(QPushButton) if one.text() == text)


def tool(screen: VisitsScreen, name: str) -> QToolButton:
    found = screen.view.findChildren(QToolButton)
    return next(one for one in found if one.accessibleName() == name and not one.isHidden())


def test_that_cells_are_marked_once_and_unmarked(qtbot: QtBot, theme: Theme) -> None:
    cell = CellEdit("x", "X")
    qtbot.addWidget(cell)
    cell.show_problem("Write 1.")
    assert (cell.property("problem"), cell.toolTip()) == (True, "Write 1.")
    cell.show_problem("")
    assert (cell.property("problem"), cell.toolTip()) == (False, "")


def test_that_the_tab_key_passes_the_form_from_top_to_bottom(qtbot: QtBot, screen: VisitsScreen) -> None:
    screen.view.sections.setFocus()
    qtbot.keyClick(screen.view.sections, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is edit(screen, "Weight")
    edit(screen, "QTc").setFocus()
    passed = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget() or screen.view, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        passed.append(focused.accessibleName() if focused else "")
        if passed[-1] == "Since last visit":
            break
    wanted = [
        "Shaking hands",
        "Add a side effect",
        "Little interest",
        "Feeling nervous",
        "Missed doses",
        "Risk",
    ]
    at = [next(n for n, name in enumerate(passed) if name.startswith(word)) for word in wanted]
    assert at == sorted(at), passed
    assert at[0] == 0
    assert passed[-1] == "Since last visit"


def test_that_form_and_signed_note_are_each_put_together_once(screen: VisitsScreen) -> None:
    assert screen.view.findChildren(NoteView) == []
    form = screen.view.pages.form
    screen.view.pages.make_form()
    screen.presenter.load()
    assert screen.view.findChildren(VisitForm) == [form]
    assert form.isVisible()
