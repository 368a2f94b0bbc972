"""The plan tab with its real widgets: write, sign, keep, show; by mouse and by keyboard."""

import gc
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.plan.plan import Plan, Stopped
from medmanager.domain.user import Role
from tests.builders import TODAY, a_patient
from tests.kit.fakes import NotedNavigate
from tests.plan_services import Chart, chart_services
from tests.screens.plan_opened import opened
from ui.kit.buttons import LinkButton
from ui.kit.fields.cell_edit import CellEdit
from ui.kit.labels import Label
from ui.kit.safety.reason import ReasonDialog
from ui.kit.safety.words import AlertWords
from ui.kit.theme import Theme
from ui.screens.plan import PlanScreen
from ui.screens.plan.dialogs_view import PauseDialog, StopDialog
from ui.screens.plan.line.drafts import FORM
from ui.screens.plan.versions.sign_view import SignDialog
from ui.screens.plan.versions.view import CompareDialog, HistoryDialog

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def chart() -> Chart:
    return Chart(chart_services())


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, chart: Chart) -> PlanScreen:
    chart.begin()
    return opened(qtbot, theme, chart)


def click(qtbot: QtBot, button: QWidget) -> None:
    assert button.isVisible(), "only what is seen can be clicked"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cell(screen: PlanScreen, name: str) -> CellEdit:
    return next(edit for edit in screen.view.steps.editor.findChildren(CellEdit) if edit.name == name)


def fill(qtbot: QtBot, screen: PlanScreen, **texts: str) -> None:
    for name, text in texts.items():
        edit = cell(screen, name.replace("__", "."))
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, text)


def notes(widget: QWidget) -> list[str]:
    """Small words that can be read below fields."""
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def test_that_a_patient_without_a_plan_starts_one_with_the_button(qtbot: QtBot, theme: Theme) -> None:
    chart = Chart(chart_services())
    chart.patient = a_patient()
    screen = opened(qtbot, theme, chart)
    button = screen.view.state.message.findChild(QPushButton)
    assert button is not None
    click(qtbot, button)
    assert screen.view.steps.table.isVisible()
    assert chart.draft.number == 1


def test_that_a_plan_that_is_read_costs_no_form(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    assert opened(qtbot, theme, chart).view.steps.editor.findChildren(QWidget) == []


def test_that_the_form_is_there_once_before_somebody_opens_a_line_of_a_draft(
    screen: PlanScreen, chart: Chart
) -> None:
    assert screen.view.steps.editor.findChildren(QWidget)
    for _ in range(2):
        screen.lines.edit(chart.draft.items[0].line_id)
        edits = screen.view.steps.editor.findChildren(CellEdit)
        assert len([edit for edit in edits if edit.name == "purpose"]) == 1
        screen.lines.cancel()


def test_that_a_medicine_is_added_and_signed_by_keyboard(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    view = screen.view
    view.steps.add_box.setFocus()
    qtbot.keyClicks(view.steps.add_box, "lamict")
    qtbot.keyClick(view.steps.add_box, Qt.Key.Key_Return)
    assert view.steps.editor.isVisible()
    fill(qtbot, screen, purpose="steady mood", row__0__start="Nov 24", row__0__through="14 days")
    fill(qtbot, screen, row__0__strength="25 mg", row__0__bedtime="1")
    qtbot.keyClick(cell(screen, "row.0.bedtime"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    item = chart.draft.items[-1]
    assert (item.medicine.generic, item.steps[0].end) == ("lamotrigine", date(2026, 12, 7))
    assert view.steps.table.isVisible()
    click(qtbot, view.tools.sign_button)
    dialog = view.findChild(SignDialog)
    assert dialog is not None
    dialog.primary.setFocus()
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Return)
    assert chart.in_force.number == 7
    assert not view.tools.sign_button.isVisible()
    assert view.tools.begin_button.isVisible()


def test_that_problems_stand_beside_their_fields_only_after_they_were_left(
    qtbot: QtBot, screen: PlanScreen
) -> None:
    screen.lines.add("lamotrigine")
    fill(qtbot, screen, row__0__strength=".5 mg")
    strength = cell(screen, "row.0.strength")
    assert not strength.property("problem")
    qtbot.keyClick(strength, Qt.Key.Key_Tab)
    assert strength.property("problem")
    assert "Write 0.5" in strength.accessibleDescription()
    click(qtbot, screen.view.steps.editor.head.save)
    assert cell(screen, "purpose").hasFocus()
    assert screen.view.steps.editor.isVisible()


def test_that_sums_and_lanes_follow_each_keystroke(qtbot: QtBot, screen: PlanScreen) -> None:
    screen.lines.add("lamotrigine")
    fill(qtbot, screen, row__0__strength="25 mg", row__0__morning="2")
    assert "50\u00a0mg" in [
        label.text()
        for label in screen.view.steps.editor.dosing.grid.findChildren(QWidget)
        if hasattr(label, "text")
    ]
    fill(qtbot, screen, purpose="steady mood")
    assert "lamotrigine" in screen.view.steps.lanes.accessibleDescription()


def test_that_typing_is_kept_within_a_second_and_restored(
    qtbot: QtBot, theme: Theme, screen: PlanScreen, chart: Chart
) -> None:
    screen.lines.add("lamotrigine")
    fill(qtbot, screen, purpose="steady mo")
    assert chart.services.drafts.recall(FORM, chart.draft.id) is None
    qtbot.waitUntil(lambda: chart.services.drafts.recall(FORM, chart.draft.id) is not None, timeout=1000)
    again = opened(qtbot, theme, chart)
    assert again.view.steps.editor.isVisible()
    assert cell(again, "purpose").text() == "steady mo"


def test_that_what_waits_is_kept_before_a_lock(qtbot: QtBot, screen: PlanScreen, chart: Chart) -> None:
    screen.lines.add("lamotrigine")
    fill(qtbot, screen, purpose="steady mo")
    screen.put_aside()
    assert chart.services.drafts.recall(FORM, chart.draft.id) is not None


def test_that_words_for_the_sheet_are_saved_while_they_are_typed(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    area = next(
        area for area in screen.view.words.findChildren(QPlainTextEdit) if "Message" in area.accessibleName()
    )
    area.setFocus()
    qtbot.keyClicks(area, "Bring your tablets.")
    screen.put_aside()
    assert chart.draft.message == "Bring your tablets."
    assert area.toPlainText() == "Bring your tablets."


def test_that_letters_that_no_sheet_can_print_are_named_beside_their_field(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    screen.lines.edit(chart.sertraline.line_id)
    purpose = cell(screen, "purpose")
    purpose.setFocus()
    purpose.clear()
    purpose.insert("لمزاج 😀")
    purpose.textEdited.emit(purpose.text())
    assert any("cannot print لمزاج😀" in text for text in notes(screen.view.steps.editor))
    area = next(
        area for area in screen.view.words.findChildren(QPlainTextEdit) if "Message" in area.accessibleName()
    )
    area.setPlainText("You do well 🙏")
    assert "The sheet cannot print 🙏. Write it in Latin letters." in notes(screen.view.words)
    area.setPlainText("You do well, Señora Ñuñez")
    assert not any("cannot print" in text for text in notes(screen.view.words))


def test_that_a_dose_is_changed_from_the_bar_under_the_table(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    screen.view.steps.table.select_line(chart.sertraline.line_id)
    click(qtbot, screen.view.steps.acts.change_button)
    assert cell(screen, "row.1.morning").hasFocus()
    assert cell(screen, "row.0.morning").isReadOnly()
    assert not cell(screen, "row.0.through").isReadOnly()
    assert cell(screen, "medicine").isReadOnly()
    fill(qtbot, screen, row__1__morning="2", reason="low mood persists")
    click(qtbot, screen.view.steps.editor.head.save)
    assert [step.daily_dose for step in chart.draft.items[0].steps] == [50, 100]
    assert screen.view.steps.table.selected_line() == chart.sertraline.line_id


def test_that_a_medicine_is_stopped_in_a_dialog_that_says_what_is_wrong(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    screen.view.steps.table.select_line(chart.sertraline.line_id)
    click(qtbot, screen.view.steps.acts.stop_button)
    dialog = screen.view.findChild(StopDialog)
    assert dialog is not None
    click(qtbot, dialog.primary)
    assert dialog.isVisible()
    reason = dialog.findChildren(QLineEdit)[1]
    qtbot.keyClicks(reason, "rash")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert chart.draft.items[0].stopped == Stopped(TOMORROW, "rash")
    assert not dialog.isVisible()


def test_that_undo_takes_the_last_change_back(qtbot: QtBot, screen: PlanScreen, chart: Chart) -> None:
    screen.presenter.stop(chart.sertraline.line_id, "tomorrow", "rash")
    click(qtbot, screen.view.tools.undo_button)
    assert chart.draft.items == chart.signed.items


def test_that_the_buttons_still_work_after_a_garbage_collection(
    qtbot: QtBot, theme: Theme, chart: Chart
) -> None:
    screen = opened(qtbot, theme, chart)
    gc.collect()
    click(qtbot, screen.view.tools.begin_button)
    assert chart.draft.number == 7
    gc.collect()
    click(qtbot, screen.view.tools.preview_button)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert screen.context.navigate.patients[-1][1] == "documents"


def test_that_versions_are_compared_and_the_history_of_a_dose_is_told(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    screen.view.dialogs.versions_chosen.emit(chart.signed.id, chart.draft.id)
    dialog = screen.view.findChild(CompareDialog)
    assert dialog is not None
    dialog.reject()
    screen.view.steps.table.select_line(chart.sertraline.line_id)
    click(qtbot, screen.view.steps.acts.history_button)
    assert screen.view.findChild(HistoryDialog) is not None


def test_that_a_signed_version_is_read_only(qtbot: QtBot, screen: PlanScreen, chart: Chart) -> None:
    screen.presenter.choose_version(chart.signed.id)
    view = screen.view
    for widget in (
        view.steps.add_box,
        view.tools.sign_button,
        view.tools.undo_button,
        view.steps.acts.change_button,
    ):
        assert not widget.isVisible()
    view.steps.table.select_line(chart.sertraline.line_id)
    assert view.steps.acts.history_button.isVisible()


def test_that_the_front_desk_is_told_that_this_is_not_for_its_role(qtbot: QtBot, theme: Theme) -> None:
    screen = opened(qtbot, theme, Chart(chart_services(Role.FRONT_DESK)))
    assert screen.view.state.message.isVisible()
    assert not screen.view.tools.isVisible()


def test_that_only_changes_of_this_patients_plan_concern_it(screen: PlanScreen, chart: Chart) -> None:
    assert screen.concerns(Changes((Change("plan", chart.draft.id, chart.patient.id),)))
    assert not screen.concerns(Changes((Change("plan", chart.draft.id, a_patient().id),)))
    # A question that is answered at a visit is not carried into the plan any more.
    assert screen.concerns(Changes((Change("visit", chart.draft.id, chart.patient.id),)))
    assert not screen.concerns(Changes((Change("visit", chart.draft.id, a_patient().id),)))
    assert not screen.concerns(Changes((Change("demographics", chart.draft.id, chart.patient.id),)))


def test_that_a_subject_opens_the_dose_of_its_line(screen: PlanScreen, chart: Chart) -> None:
    screen.show_subject(chart.lithium.line_id)
    assert screen.view.steps.editor.isVisible()
    assert cell(screen, "medicine").text() == "lithium carbonate"


def test_that_a_subject_turns_from_an_older_version_to_the_plan_as_it_stands(
    screen: PlanScreen, chart: Chart
) -> None:
    for subject in (chart.patient.id, chart.lithium.line_id):
        screen.presenter.choose_version(chart.signed.id)
        assert screen.presenter.page is not None
        assert not screen.presenter.page.editable
        screen.show_subject(subject)
        assert screen.presenter.page.plan_id == chart.draft.id
        assert screen.view.steps.editor.isVisible() is (subject == chart.lithium.line_id)


def test_that_the_sheet_beside_the_plan_is_that_of_the_version_that_is_shown(
    screen: PlanScreen, chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Plan] = []
    monkeypatch.setattr(screen.previewing, "look_at", seen.append)
    screen.presenter.choose_version(chart.signed.id)
    screen.presenter.begin()
    assert [plan.id for plan in (seen[0], seen[-1])] == [chart.signed.id, chart.draft.id]


def test_that_every_control_has_a_name_for_screen_readers(screen: PlanScreen) -> None:
    screen.lines.add("lamotrigine")
    controls = (QLineEdit, QPlainTextEdit, QPushButton, QToolButton)
    nameless = [
        type(widget).__name__
        for kind in controls
        for widget in screen.view.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_that_a_reason_is_chosen_by_keyboard_and_none_is_taken_for_granted(
    qtbot: QtBot, screen: PlanScreen
) -> None:
    link = next(
        button for button in screen.view.safety.findChildren(LinkButton) if "Give a reason" in button.text()
    )
    click(qtbot, link)
    dialog = screen.view.safety.findChild(ReasonDialog)
    assert dialog is not None
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Return)
    assert dialog.isVisible(), "nothing was chosen"
    box = dialog.findChild(QComboBox)
    assert box is not None
    qtbot.keyClicks(box, "Will")
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Return)
    assert any("will be monitored" in alert.override for alert in shown_alerts(screen))


def shown_alerts(screen: PlanScreen) -> tuple[AlertWords, ...]:
    return screen.view.safety.safety.alerts


def test_that_tab_into_the_steps_offers_the_acts_of_a_medicine(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    steps = screen.view.steps
    steps.table.select_line(chart.sertraline.line_id)
    steps.table.select_line(None)
    assert steps.table.selected_line() is None
    steps.add_box.setFocus()
    steps.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert steps.table.selected_line() == chart.sertraline.line_id
    assert steps.acts.stop_button.isVisible()


def test_that_a_pause_is_answered_like_a_stop_with_the_taper_of_the_base(
    qtbot: QtBot, screen: PlanScreen, chart: Chart
) -> None:
    screen.view.steps.table.select_line(chart.sertraline.line_id)
    click(qtbot, screen.view.steps.acts.pause_button)
    dialog = screen.view.findChild(PauseDialog)
    assert dialog is not None
    assert any("comes down in" in words for words in notes(dialog)), "never suddenly"
    told = [words for words in notes(dialog) if words.startswith("Doses then:")]
    assert [words.endswith("pause from Nov 24.") for words in told] == [True], "what comes of it"
    assert any(button.text() == "Plan a &taper…" for button in dialog.findChildren(QPushButton))
