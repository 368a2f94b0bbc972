"""Scenes of dialogs over the window, by what a person must be allowed to do to see them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QTableView, QWidget

from medmanager.domain.calendar.schedule import DOUBLE_BOOKING, OUTSIDE_HOURS
from medmanager.domain.plan.dose import DoseStep, Slot
from medmanager.domain.visit import VisitStatus
from tests.builders import a_step, an_item, tablets
from tests.hand import Hand
from tests.scenes.places import screen_at, section, somebody
from tests.scenes.scene import Scene, the_dialog, the_window
from tests.stage import TODAY, Stage
from ui.kit.fields.edits import TypedEdit
from ui.screens.calendar import CalendarScreen
from ui.screens.patients import PatientsScreen
from ui.screens.plan.steps.view import StepsTable
from ui.screens.plan.view import PlanView
from ui.screens.settings import SettingsScreen

DRAFTED = "Webb"
"""Whose plan is changed for the scenes of the plan's dialogs."""
STEPPED = "Gill"
"""Whose draft holds one medicine only, the one whose steps are planned."""
SEPTEMBER = date(2026, 9, 1)
ALARMING = ("phenelzine", "ibuprofen", "moonwater")


def _booking(stage: Stage) -> QWidget:
    _calendar(stage).begin_booking()
    return the_dialog(stage)


def _booking_found(stage: Stage) -> QWidget:
    """A name that several people have, and the first found is chosen."""
    screen = _calendar(stage)
    screen.begin_booking()
    screen.desk.booking.search("l")
    return the_dialog(stage)


def _booking_refused(stage: Stage) -> QWidget:
    """A time at which the provider sees somebody else already."""
    screen = _calendar(stage)
    screen.desk.open(_booked(screen))
    dialog = screen.desk.booking_dialog
    dialog.show_refusal(DOUBLE_BOOKING, "Dr. Amara Osei has a visit at that time. In the way: M. L.")
    dialog.show_refusal(OUTSIDE_HOURS, "The practice is closed at that time.")
    return the_dialog(stage)


def _change(stage: Stage) -> QWidget:
    screen = _calendar(stage)
    screen.desk.open(_booked(screen))
    return the_dialog(stage)


def _proposal(stage: Stage) -> QWidget:
    screen = _calendar(stage)
    screen.desk.booking.begin_proposal(screen.view.tray.proposals.rows.rows()[0].item.key)
    return the_dialog(stage)


def _cancel(stage: Stage) -> QWidget:
    screen = _calendar(stage)
    screen.desk.begin_cancel(_booked(screen))
    return the_dialog(stage)


def _overrule(stage: Stage) -> QWidget:
    _calendar(stage).desk.ask_to_overrule("The practice is closed at that time.", needs_reason=True)
    return the_dialog(stage)


def _calendar(stage: Stage) -> CalendarScreen:
    screen = screen_at(stage, "calendar", CalendarScreen)
    screen.presenter.choose_view("week")
    stage.settle()
    return screen


def _booked(screen: CalendarScreen) -> object:
    """The key of a visit that is still to come."""
    return next(block.key for block in screen.presenter.sheet.blocks if block.movable)


def _new_patient(stage: Stage) -> QWidget:
    screen_at(stage, "patients", PatientsScreen).begin_registration()
    return the_dialog(stage)


def _duplicate(stage: Stage) -> QWidget:
    """The name and birth date of somebody who is registered already."""
    known = stage.services.patients.demographics(somebody(stage))
    screen = screen_at(stage, "patients", PatientsScreen)
    screen.begin_registration()
    stage.settle()
    fields = screen.dialog.fields
    for name, value in (
        ("family_name", known.family_name),
        ("given_name", known.given_name),
        ("birth_date", known.birth_date),
    ):
        _write(fields[name].editor, value)
    screen.registration.compare(screen.dialog.read())
    return the_dialog(stage)


def _refused_patient(stage: Stage) -> QWidget:
    """Registered with nothing written."""
    screen_at(stage, "patients", PatientsScreen).begin_registration()
    stage.settle()
    screen_at(stage, "patients", PatientsScreen).dialog.confirm()
    return the_dialog(stage)


def _edit_patient(stage: Stage) -> QWidget:
    screen = screen_at(stage, "patients", PatientsScreen)
    screen.registration.begin(stage.services.patients.demographics(somebody(stage)))
    return the_dialog(stage)


def _pressed(open_page: Callable[[Stage], QWidget], words: str) -> Callable[[Stage], QWidget]:
    """What a button of a page opens."""

    def show(stage: Stage) -> QWidget:
        open_page(stage)
        Hand(stage).click(words)
        return the_dialog(stage)

    return show


def _person_refused(stage: Stage) -> QWidget:
    section("people")(stage)
    Hand(stage).click("Add person…")
    Hand(stage).click("Add person")
    return the_dialog(stage)


def _password(stage: Stage) -> QWidget:
    """A new password for the first person of the list."""
    section("people")(stage)
    table = screen_at(stage, "settings", SettingsScreen).view.people.page.findChild(QTableView)
    assert table is not None, "the people stand in a table"
    table.selectRow(0)
    Hand(stage).click("Set new password…")
    return the_dialog(stage)


def a_draft(stage: Stage, name: str = DRAFTED) -> QWidget:
    """The plan of somebody while it is changed."""
    stage.workspace.open_patient(somebody(stage, name), "plan", None)
    stage.settle()
    if Hand(stage).sees("Change plan"):
        Hand(stage).click("Change plan")
    assert stage.workspace.front is not None, "a chart is open"
    table = stage.workspace.front.widget.findChild(StepsTable)
    assert table is not None, "the plan stands in a table"
    _plan(stage).steps.editor.cancel_requested.emit()
    table.selectRow(0)
    return the_window(stage)


def _compared(stage: Stage) -> QWidget:
    a_draft(stage)
    _plan(stage).tools.compare_button.click()
    return the_dialog(stage)


def _alarming(stage: Stage) -> QWidget:
    """A draft that should not be signed, with a name that the knowledge base does not have."""
    window = a_draft(stage)
    plans, patient = stage.services.plans, somebody(stage, DRAFTED)
    for name in ALARMING:
        draft = plans.draft(patient)
        assert draft is not None, "it was begun just now"
        if not any(item.medicine.generic == name for item in draft.items):
            stage.application.feed.publish(plans.keep_line(draft, an_item(name, a_step(TODAY))))
    stage.settle()
    return window


def _reason(stage: Stage) -> QWidget:
    _alarming(stage)
    Hand(stage).click("Give a reason…")
    return the_dialog(stage)


def _signing_alarming(stage: Stage) -> QWidget:
    _alarming(stage)
    Hand(stage).click("Sign plan…")
    return the_dialog(stage)


def _plan(stage: Stage) -> PlanView:
    assert stage.workspace.front is not None, "a chart is open"
    view = stage.workspace.front.widget.findChild(PlanView)
    assert view is not None, "the plan tab is in front"
    return view


def _visit(stage: Stage) -> QWidget:
    """A visit while it is written."""
    stage.workspace.open_patient(somebody(stage, DRAFTED), "visits", None)
    stage.settle()
    if Hand(stage).sees("New visit"):
        Hand(stage).click("New visit")
    return the_window(stage)


def _merged_visit(stage: Stage) -> QWidget:
    """A note into which two people wrote: one answer to be decided on, one that needs nobody."""
    _visit(stage)
    visits, hand = stage.services.visits, Hand(stage)
    hand.write("Since last visit", "Sleeps better since the dose was raised.")
    note = next(one for one in visits.of_patient(somebody(stage, DRAFTED)) if one.status is VisitStatus.DRAFT)
    told = "Sleep is still short, two hours before midnight." + " " * note.version
    visits.save(replace(note, since_last=told, risk="No plans to harm himself; his wife agrees."))
    screen = stage.workspace.patient_window(note.patient_id)
    visit_screen = screen.screen_of("visits") if screen is not None else None
    assert visit_screen is not None, "a visit is written"
    visit_screen.put_aside()
    return the_dialog(stage)


def _write(editor: QWidget, value: str | date) -> None:
    assert isinstance(editor, TypedEdit), "names and days are typed"
    editor.show_value(value)


def _recovery(stage: Stage) -> QWidget:
    stage.application.cover.view.recovery_requested.emit()
    return the_dialog(stage)


def _recovery_refused(stage: Stage) -> QWidget:
    stage.application.cover.view.recovery_requested.emit()
    stage.settle()
    stage.application.cover.recovery.show_problem("That is not the recovery key of this practice.")
    return the_dialog(stage)


def _restore(stage: Stage) -> QWidget:
    stage.application.cover.view.restore_requested.emit()
    return the_dialog(stage)


WAYS_IN = (
    Scene("dialog-recovery-key", _recovery),
    Scene("dialog-recovery-key-refused", _recovery_refused),
    Scene("dialog-restore", _restore),
)
SCHEDULE = (
    Scene("dialog-booking", _booking),
    Scene("dialog-booking-found", _booking_found),
    Scene("dialog-booking-refused", _booking_refused),
    Scene("dialog-change", _change),
    Scene("dialog-proposal", _proposal),
    Scene("dialog-cancel", _cancel),
    Scene("dialog-overrule", _overrule),
)
DEMOGRAPHICS = (
    Scene("dialog-new-patient", _new_patient),
    Scene("dialog-new-patient-twin", _duplicate),
    Scene("dialog-new-patient-refused", _refused_patient),
    Scene("dialog-edit-patient", _edit_patient),
)


def _proposed(generic: str, *steps: DoseStep) -> Callable[[Stage], QWidget]:
    """The dialog of steps for a medicine that the patient takes."""

    def show(stage: Stage) -> QWidget:
        a_draft(stage, STEPPED)
        plans, patient = stage.services.plans, somebody(stage, STEPPED)
        draft = plans.draft(patient)
        assert draft is not None, "it was begun just now"
        # Medicines of other scenes would speak against these steps.
        stage.application.feed.publish(plans.save(replace(draft, items=())))
        draft = plans.draft(patient)
        assert draft is not None, "it was saved just now"
        item = next((one for one in draft.items if one.medicine.generic == generic), None)
        if item is None:
            item = an_item(generic, *(steps or (a_step(SEPTEMBER, None, tablets("2")),)))
            stage.application.feed.publish(plans.keep_line(draft, item))
        stage.settle()
        screen = stage.workspace.front
        assert screen is not None, "a chart is open"
        table = screen.widget.findChild(StepsTable)
        assert table is not None, "the plan stands in a table"
        table.select_line(item.line_id)
        Hand(stage).click("Taper…")
        return the_dialog(stage)

    return show


def _switched(stage: Stage) -> QWidget:
    _proposed("paroxetine", a_step(SEPTEMBER, None, tablets("20")))(stage)
    Hand(stage).click("Switch")
    Hand(stage).write("New medicine", "venlafaxine")
    return the_dialog(stage)


def _restarted(stage: Stage) -> QWidget:
    _proposed("lamotrigine", a_step(SEPTEMBER, None, tablets("25", Slot.MORNING, "8")))(stage)
    Hand(stage).click("Restart")
    Hand(stage).write("Days missed, last dose to today", "9")
    return the_dialog(stage)


def _refused_switch(stage: Stage) -> QWidget:
    _proposed("fluoxetine", a_step(SEPTEMBER, None, tablets("20")))(stage)
    Hand(stage).click("Switch")
    Hand(stage).write("New medicine", "phenelzine")
    Hand(stage).write("First day of the new one", "Dec 17")
    return the_dialog(stage)


def _stepped(words: str) -> Callable[[Stage], QWidget]:
    """A dialog about a medicine in the middle of its steps."""
    steps = (
        a_step(SEPTEMBER, TODAY - timedelta(days=8), tablets("1", number="3")),
        a_step(TODAY - timedelta(days=7), TODAY + timedelta(days=6), tablets("1", number="2")),
        a_step(TODAY + timedelta(days=7), TODAY + timedelta(days=20), tablets("1")),
    )

    def show(stage: Stage) -> QWidget:
        dialog = _proposed("clonazepam", *steps)(stage)
        dialog.close()
        stage.settle()
        Hand(stage).click(words)
        return the_dialog(stage)

    return show


PLAN = (
    Scene("plan-draft", a_draft),
    Scene("dialog-plan-pause", _pressed(a_draft, "Pause")),
    Scene("dialog-plan-stop", _pressed(a_draft, "Stop")),
    Scene("dialog-plan-sign", _pressed(a_draft, "Sign plan…")),
    Scene("dialog-plan-compare", _compared),
    Scene("plan-alerts", _alarming),
    Scene("dialog-alert-reason", _reason),
    Scene("dialog-plan-sign-alerts", _signing_alarming),
    Scene("dialog-plan-history", _pressed(a_draft, "History")),
    Scene("dialog-plan-throw-away", _pressed(a_draft, "Throw away")),
    Scene("dialog-plan-hold", _stepped("Hold")),
    Scene("dialog-plan-back", _stepped("Go back")),
    Scene("dialog-steps-taper", _proposed("lorazepam")),
    Scene("dialog-steps-switch", _switched),
    Scene("dialog-steps-restart", _restarted),
    Scene("dialog-steps-refused", _refused_switch),
)
VISITS = (
    Scene("visit-draft", _visit),
    Scene("dialog-visit-sign", _pressed(_visit, "Sign visit…")),
    Scene("dialog-visit-throw-away", _pressed(_visit, "Throw away")),
    Scene("dialog-visit-merge", _merged_visit),
)
OFFICE = (
    Scene("dialog-person", _pressed(section("people"), "Add person…")),
    Scene("dialog-person-refused", _person_refused),
    Scene("dialog-password", _password),
)
