"""Four ways of changing a plan, by keyboard alone: each is written, signed, and printed in both languages."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Slot
from medmanager.domain.plan.plan import Plan, PlanItem
from tests.builders import a_patient, a_step, tablets
from tests.journeys.keyboard import Keyboard
from tests.journeys.sitting import sitting
from tests.plan_services import a_line
from tests.scenes.scene import open_dialogs
from tests.stage import MORNING, PROVIDER, Stage

LONG_AGO = date(2026, 1, 12)
MOST_ALERTS = 6
PICTURES = os.environ.get("PLAN_JOURNEYS_TO", "")
"""A folder for the printed plans, when somebody wants to look at them."""


@pytest.fixture(scope="module")
def opened(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, demo_practice: Path
) -> Iterator[Stage]:
    """One sitting of the provider for all journeys; each has a patient of its own."""
    with sitting(qapp, tmp_path_factory.mktemp("office"), demo_practice) as stage:
        yield stage


@pytest.fixture
def office(opened: Stage) -> Iterator[Stage]:
    """The same desk, on the same morning."""
    yield opened
    for dialog in open_dialogs():
        dialog.reject()
    if opened.clock.instant != MORNING:
        reset(opened, MORNING)


@dataclass
class Case:
    """One patient with a plan in force, and the provider at the keyboard in front of it."""

    stage: Stage
    name: str
    patient_id: PatientId
    keys: Keyboard

    @property
    def draft(self) -> Plan:
        draft = self.stage.services.plans.draft(self.patient_id)
        assert draft is not None, "a draft was begun"
        return draft

    @property
    def signed(self) -> Plan:
        plan = self.stage.services.plans.in_force(self.patient_id)
        assert plan is not None, "a plan was signed"
        return plan

    def line(self, generic: str) -> PlanItem:
        return next(item for item in self.draft.items if item.medicine.generic == generic)

    def begin_steps(self, generic: str, kind: str) -> None:
        """Choose a medicine of the plan and ask for its steps."""
        self.keys.select(generic)
        self.keys.push("Taper…")
        self.keys.turn("What is planned", kind)

    def put(self, reason: str) -> None:
        """Write why, and put the steps that are shown into the plan."""
        self.keys.fill("Why", reason)
        self.keys.press(Qt.Key.Key_Return)
        assert not self.keys.eyes.sees("Put into the plan"), "the dialog is closed"

    def answer_alerts(self, words: str, reason: str = "Will be monitored") -> None:
        """Give this reason until no alert is left that needs one."""
        for _ in range(MOST_ALERTS):
            report = self.stage.services.safety.report(self.patient_id, self.draft)
            if not any(one.is_open and one.must_be_answered for one in report.alerts):
                return
            self.keys.push("Give a reason…")
            self.keys.choose("Reason", reason)
            self.keys.fill("In your own words", words)
            self.keys.push("Keep the reason")

    def sign(self) -> None:
        """Sign the draft as the dialog shows it."""
        number = self.draft.number
        self.keys.push("Sign plan…")
        self.keys.push(f"Sign plan {number}")
        assert self.signed.number == number, self.keys.eyes.page()

    def come_back(self, days: int) -> None:
        """Another day: sign in again, and change the plan."""
        reset(self.stage, self.stage.clock.instant + timedelta(days=days))
        self.keys.open_chart(self.name, "Plan")
        self.keys.push("Change plan")

    def papers(self) -> tuple[str, str]:
        """The words of the take-home plan in English and Spanish, as they print and are on file since now."""
        return self._paper(Language.ENGLISH), self._paper(Language.SPANISH)

    def _paper(self, language: Language) -> str:
        printing = self.stage.services.printing
        made = printing.prepare(DocumentKind.PLAN, self.patient_id, PaperOptions(language=language))
        printing.file(made)
        if PICTURES:
            (Path(PICTURES) / f"{self.name}-{language}.pdf").write_bytes(made.content)
        pages = pypdfium2.PdfDocument(made.content)
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def reset(stage: Stage, instant: datetime) -> None:
    """Another day at the desk."""
    stage.application.lock()
    stage.settle()
    stage.leave()
    stage.clock.instant = instant
    stage.enter(PROVIDER)


def doses(item: PlanItem) -> list[float]:
    return [float(step.daily_dose) for step in item.steps]


def case(stage: Stage, name: str, *items: PlanItem, elsewhere: str = "") -> Case:
    """A registered patient whose plan 1 holds these lines, with the plan open for changes."""
    services = stage.services
    wanted = replace(a_patient(family_name=name, given_name="Vera"), id=services.patients.new_patient_id())
    patient, _ = services.patients.register(wanted, is_another_person=True)
    services.plans.begin(patient.id)
    draft = services.plans.draft(patient.id)
    assert draft is not None, "it was begun just now"
    services.plans.save(replace(draft, items=items))
    draft = services.plans.draft(patient.id)
    assert draft is not None, "it was saved just now"
    services.plans.sign(draft, "as taken for long")
    if elsewhere:
        told = MedicationStatement(
            services.history.new_id(), patient.id, elsewhere, status=TakingStatus.TAKING
        )
        services.history.save_statement(told)
    keys = Keyboard(stage)
    keys.open_chart(name, "Plan")
    keys.push("Change plan")
    return Case(stage, name, patient.id, keys)


def test_that_paroxetine_crosses_over_to_venlafaxine_with_a_reason_for_the_alert(office: Stage) -> None:
    paroxetine = a_line("paroxetine", a_step(LONG_AGO, None, tablets("20")), purpose="for low mood")
    one = case(office, "Aldertree", paroxetine, elsewhere="tamoxifen")
    one.begin_steps("paroxetine", "Switch")
    one.keys.fill("New medicine", "effex")
    one.keys.take_found("venlafaxine")
    one.keys.choose("Form", "extended-release capsule")
    assert "½ × 10 mg = 5 mg" in one.keys.eyes.page()
    one.put("tamoxifen needs it")
    assert doses(one.line("paroxetine")) == [20, 15, 10, 5]
    assert doses(one.line("venlafaxine")) == [37.5, 75]
    one.answer_alerts("gone in three weeks", "Short overlap")
    one.sign()
    told = one.stage.services.safety.report(one.patient_id, one.signed)
    assert "gone in three weeks" in [alert.override.words for alert in told.alerts if alert.override]
    english, spanish = one.papers()
    for words in ("paroxetine", "venlafaxine", "10 mg tablet", "December 22"):
        assert words in english
    for words in ("paroxetine", "venlafaxine", "15 de diciembre"):
        assert words in spanish


def test_that_lamotrigine_beside_valproate_rises_slowly(office: Stage) -> None:
    valproate = a_line(
        "divalproex", a_step(LONG_AGO, None, tablets("500"), tablets("500", Slot.BEDTIME)), purpose="for mood"
    )
    one = case(office, "Birchwater", valproate)
    one.begin_steps("divalproex", "Titrate")
    one.keys.choose("Medicine on the plan", "not on the plan")
    one.keys.fill("New medicine", "Lamictal")
    one.keys.fill("What it is for", "for steady mood")
    page = one.keys.eyes.page()
    assert "½ × 25 mg = 12.5 mg" in page
    assert "not reviewed by a pharmacist" in page
    one.put("")
    assert doses(one.line("lamotrigine")) == [12.5, 25, 50, 100]
    one.answer_alerts("slow titration of the label")
    one.sign()
    english, spanish = one.papers()
    for words in ("lamotrigine", "25 mg tablet", "December 15"):
        assert words in english
    for words in ("lamotrigine", "8 de diciembre"):
        assert words in spanish


def test_that_a_lorazepam_taper_is_held_goes_back_and_is_paused(office: Stage) -> None:
    lorazepam = a_line(
        "lorazepam", a_step(LONG_AGO, None, tablets("1"), tablets("1", Slot.BEDTIME)), purpose="for worry"
    )
    one = case(office, "Cedarbrook", lorazepam)
    one.begin_steps("lorazepam", "Taper")
    one.put("wants to be free of it")
    one.answer_alerts("slow steps")
    one.sign()
    assert doses(one.signed.items[0])[:4] == [2, 1.75, 1.5, 1.25]
    stop = one.signed.items[0].stopped
    assert stop is not None

    one.come_back(20)
    one.keys.push("Use this day")
    asked = one.draft.follow_up
    assert asked is not None
    assert asked.step_on is not None
    one.keys.select("lorazepam")
    one.keys.push("Hold")
    one.keys.fill("Days longer than planned", "7")
    one.keys.fill("Why", "poor sleep")
    one.keys.press(Qt.Key.Key_Return)
    held = one.line("lorazepam")
    assert held.stopped == replace(stop, on=stop.on + timedelta(days=7))
    followed = one.draft.follow_up
    assert followed is not None
    assert followed.step_on == asked.step_on + timedelta(days=7), "the next visit goes with its step"
    assert followed.on > asked.on
    one.sign()

    one.come_back(8)
    one.keys.select("lorazepam")
    one.keys.push("Go back")
    one.keys.fill("Why", "panic at night")
    one.keys.press(Qt.Key.Key_Return)
    back = one.line("lorazepam")
    assert doses(back)[:6] == [2, 1.75, 1.5, 1.75, 1.5, 1.25]
    assert back.stopped is not None
    assert back.stopped.on > stop.on + timedelta(days=7)
    one.sign()

    one.come_back(1)
    one.keys.select("lorazepam")
    one.keys.push("Pause")
    assert "The knowledge base comes down in" in one.keys.eyes.page(), "a pause is as sudden as a stop"
    one.keys.fill("Through, last day without it", "3 days")
    one.keys.fill("Why", "surgery")
    one.keys.press(Qt.Key.Key_Return)
    paused = one.line("lorazepam")
    assert [step.paused for step in paused.steps].count(True) == 1
    assert paused.stopped == back.stopped, "the taper goes on after it"
    assert "comes down too fast" in one.keys.eyes.page(), "the check beside the plan tells it too"
    one.answer_alerts("a hospital looks after it")
    one.sign()
    english, spanish = one.papers()
    for words in ("lorazepam", "0.5 mg tablet", "Plan 5"):
        assert words in english
    assert "lorazepam" in spanish


def test_that_phenelzine_waits_until_fluoxetine_has_left(office: Stage) -> None:
    fluoxetine = a_line("fluoxetine", a_step(LONG_AGO, None, tablets("20")), purpose="for low mood")
    one = case(office, "Dogwoodhill", fluoxetine)
    one.begin_steps("fluoxetine", "Switch")
    one.keys.fill("New medicine", "phenelzine")
    one.keys.fill("First day of the new one", "Dec 17")
    page = one.keys.eyes.page()
    assert "The first day that is possible for phenelzine is January 19, 2027." in page
    assert "Prozac prescribing information" in page
    one.keys.press(Qt.Key.Key_Return)
    assert len(one.draft.items) == 1, "what is refused cannot be put in"
    one.keys.fill("First day of the new one", "")
    one.put("no effect in six months")
    phenelzine = one.line("phenelzine")
    assert phenelzine.steps[0].start == date(2027, 1, 19)
    one.answer_alerts("five weeks between them")
    one.sign()
    english, spanish = one.papers()
    for words in ("fluoxetine", "phenelzine", "December 15", "January 19"):
        assert words in english
    for words in ("fluoxetine", "phenelzine", "19 de enero"):
        assert words in spanish


def test_that_protocols_are_found_read_and_kept_by_keyboard_alone(office: Stage) -> None:
    lithium = a_line("lithium", a_step(LONG_AGO, None, tablets("300")), purpose="for mood swings")
    one = case(office, "Elmsworth", lithium)
    one.keys.find("start sertr", "Start sertraline")
    assert "Start sertraline" in one.keys.eyes.page(), "the line says which protocol it was made of"
    one.keys.push("Add to plan")
    assert one.line("sertraline").steps[0].start == office.clock.instant.date()
    one.keys.find("lamotrigine ti", "Lamotrigine titration without valproate")
    one.keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert doses(one.line("lamotrigine"))[:3] == [25, 50, 100]
    assert doses(one.line("sertraline")) == [50, 100]
