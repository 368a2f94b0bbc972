"""Scenes of what a plan makes: tests, visits, two people's changes, other medicines, what was asked."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from medmanager.domain.audit import Entry
from medmanager.domain.history import MedicationStatement, MedicineKind, TakingStatus
from medmanager.domain.ids import PatientId, PlanId
from medmanager.domain.patient import Source
from medmanager.domain.plan.plan import PlanItem, PlanStatus, change_dose
from tests.builders import a_step, an_item, tablets
from tests.hand import Hand
from tests.scenes.places import somebody
from tests.scenes.scene import Scene, the_dialog, the_window
from tests.stage import TODAY, Stage
from ui.screens.plan.view import PlanView
from ui.screens.visits.form_view import VisitForm

CROSSED, TOLD, WORRIED = "Ito", "Novak", "Yang"
"""Whose plan two people change, who takes more than what is on the plan, and who asked something."""


def _plan_of(stage: Stage, patient: PatientId) -> PlanView:
    stage.workspace.open_patient(patient, "plan", None)
    stage.settle()
    assert stage.workspace.front is not None, "a chart is open"
    view = stage.workspace.front.widget.findChild(PlanView)
    assert view is not None, "the plan tab is in front"
    return view


def _show_side(card: QWidget) -> None:
    area: QWidget | None = card.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.verticalScrollBar().setValue(card.y())


def _tests(stage: Stage) -> QWidget:
    """The tests that a plan with lithium makes, while it is changed."""
    view = _plan_of(stage, somebody(stage, TOLD))
    if Hand(stage).sees("Change plan"):
        Hand(stage).click("Change plan")
    stage.settle()
    _show_side(view.monitoring)
    return the_window(stage)


def _set_aside(stage: Stage) -> QWidget:
    _tests(stage)
    Hand(stage).click("Set aside…")
    return the_dialog(stage)


def _raised(item: PlanItem, mg: str, why: str) -> PlanItem:
    """The line at another dose from tomorrow on."""
    return change_dose(item, a_step(TODAY + timedelta(days=1), None, tablets(mg), reason=why))


def _merge(stage: Stage) -> QWidget:
    """A draft under which another plan was signed."""
    patient, plans = somebody(stage, CROSSED), stage.services.plans
    book = plans.open(patient)
    if book.draft is None:
        plans.begin(patient)
    _sign_another(stage, patient)
    view = _plan_of(stage, patient)
    view.notice.take_up_button.click()
    return the_dialog(stage)


def _sign_another(stage: Stage, patient: PatientId) -> None:
    plans = stage.services.plans
    book = plans.open(patient)
    assert book.draft is not None, "begun just now"
    assert book.in_force is not None, "the patient has a plan"
    if book.stale:
        return
    line = next(item for item in book.in_force.items if item.active_on(book.today))
    plans.keep_line(book.draft, _raised(line, "150", "low mood persists"))
    other = an_item("melatonin", a_step(TODAY, None, tablets("3")), purpose="for sleep")
    signed = replace(
        book.in_force,
        id=PlanId(stage.services.session.new_id()),
        number=book.in_force.number + 1,
        based_on=book.in_force.id,
        items=tuple(
            _raised(item, "25", "too sleepy in the morning") if item is line else item
            for item in book.in_force.items
        )
        + (other,),
        signed_at=stage.clock.now(),
        version=0,
    )
    entry = Entry("sign plan", stage.services.session.user.id, patient)
    with stage.services.session.store.write(entry) as work:
        work.plans.save(signed)


def _reconcile(stage: Stage) -> QWidget:
    patient = somebody(stage, TOLD)
    _tell(stage, patient)
    view = _plan_of(stage, patient)
    view.elsewhere.reconcile_wanted.emit()
    return the_dialog(stage)


def _elsewhere(stage: Stage) -> QWidget:
    patient = somebody(stage, TOLD)
    _tell(stage, patient)
    view = _plan_of(stage, patient)
    _show_side(view.elsewhere)
    return the_window(stage)


def _tell(stage: Stage, patient: PatientId) -> None:
    """Ibuprofen is new, and the pharmacy's list has lithium once more, and a name that is misspelt."""
    held = {one.name for one in stage.services.history.lists(patient).statements}
    bought, given = MedicineKind.OVER_THE_COUNTER, MedicineKind.PRESCRIPTION
    for name, kind, taken, by, source in (
        ("ibuprofen", bought, "400 mg for headache, most days", "", Source.PATIENT),
        ("Lithobid", given, "300 mg, 1 in the morning and 2 at night", "Dr. R. Hale", Source.RECORD),
        ("lamictol", given, "200 mg in the morning", "Dr. R. Hale", Source.RECORD),
    ):
        if name not in held:
            told = MedicationStatement(
                stage.services.history.new_id(), patient, name, kind=kind, status=TakingStatus.TAKING,
                directions=taken, prescriber=by, source=source,
            )  # fmt: skip
            stage.application.feed.publish(stage.services.history.save_statement(told))


def _carried(stage: Stage) -> QWidget:
    """A visit that opens with what was asked, what worries, and what makes it hard to take a medicine."""
    patient, plans = somebody(stage, WORRIED), stage.services.plans
    in_force = plans.in_force(patient)
    assert in_force is not None, "the patient has a plan"
    line = in_force.active_items(TODAY)[0]
    if not line.question:
        plans.begin(patient)
        draft = plans.draft(patient)
        assert draft is not None, "begun just now"
        said = replace(
            line,
            question="Will I gain weight from it?",
            cost_concern="The copay went up in October",
            adherence="falls asleep before the evening dose",
        )
        plans.keep_line(draft, said)
        kept = plans.draft(patient)
        assert kept is not None, "kept just now"
        with stage.services.session.store.write(Entry("sign plan", stage.services.session.user.id)) as work:
            work.plans.save(
                replace(
                    kept,
                    status=PlanStatus.SIGNED,
                    signed_by=stage.services.session.user.id,
                    signed_at=stage.clock.now(),
                )
            )
    stage.workspace.open_patient(patient, "visits", None)
    stage.settle()
    if Hand(stage).sees("New visit"):
        Hand(stage).click("New visit")
    assert stage.workspace.front is not None, "a chart is open"
    form = stage.workspace.front.widget.findChild(VisitForm)
    assert form is not None, "a visit is written"
    form.go_to("questions")
    return the_window(stage)


PLAN_MAKES = (
    Scene("plan-tests", _tests),
    Scene("dialog-plan-test-aside", _set_aside),
    Scene("plan-elsewhere", _elsewhere),
    Scene("dialog-plan-reconcile", _reconcile),
    Scene("dialog-plan-merge", _merge),
)
CARRIED = (Scene("visit-carried", _carried),)
