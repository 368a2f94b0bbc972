"""A plan is checked once more when it is signed: what must be answered first, and what goes on record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.errors import AlertsNotAcknowledged, Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import (
    EVERYTHING,
    NOT_CHECKED,
    Answered,
    Expiry,
    Grounds,
    Override,
    OverrideReason,
    confirmation,
)
from medmanager.domain.patient import Allergy
from medmanager.domain.plan.book import PlanSignature
from medmanager.domain.plan.dose import Form
from medmanager.domain.plan.plan import PlanItem, PlanStatus
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plans import Plans
from tests.builders import TODAY, a_step, an_item, keep, new_id, tablets
from tests.plan_services import Chart, chart_services

SURE = Grounds(OverrideReason.CROSS_TAPER, "Agreed with the ward", None, True)


class Signing:
    """Plan 6 of sertraline and lithium, and a draft that adds what a test adds."""

    def __init__(self, *more: str) -> None:
        self.chart = Chart(chart_services())
        self.plans, self.safety = self.chart.services.plans, self.chart.services.safety
        self.session = self.chart.services.session
        self.chart.begin()
        for name in more:
            self.add(name)

    def add(self, name: str, mg: str = "50") -> None:
        self.plans.keep_line(self.chart.draft, an_item(name, a_step(TODAY, None, tablets(mg))))

    def open(self) -> list[Answered]:
        report = self.safety.report(self.chart.patient.id, self.chart.draft)
        return [one for one in report.alerts if one.is_open and one.must_be_answered]

    def answer_all(self, grounds: Grounds = SURE) -> None:
        for one in self.open():
            self.safety.override(self.chart.draft, one.alert, grounds)

    def sign(self, *vouched: str) -> None:
        self.plans.sign(self.chart.draft, "as discussed", vouched)

    def reasons(self) -> tuple[Override, ...]:
        with self.session.store.read() as work:
            return work.overrides.of_patient(self.chart.patient.id)


def gravest(signing: Signing) -> Alert:
    return max((one.alert for one in signing.open()), key=lambda alert: alert.severity.rank)


def test_that_a_plan_with_a_grave_alert_is_not_signed_until_each_has_a_reason() -> None:
    signing = Signing("phenelzine")
    assert gravest(signing).severity is Severity.CONTRAINDICATED
    with pytest.raises(AlertsNotAcknowledged, match="no reason"):
        signing.sign()
    assert signing.chart.in_force == signing.chart.signed, "nothing was signed"
    signing.answer_all()
    signing.sign()
    assert signing.chart.in_force.number == 7


def test_that_the_refusal_names_no_medicine() -> None:
    with pytest.raises(AlertsNotAcknowledged) as refusal:
        Signing("phenelzine").sign()
    assert "phenelzine" not in refusal.value.sentence


def test_that_milder_alerts_need_no_reason() -> None:
    signing = Signing("buspirone")
    report = signing.safety.report(signing.chart.patient.id, signing.chart.draft)
    assert any(one.is_open for one in report.alerts), "there is something to read"
    assert not signing.open()
    signing.sign()
    assert signing.chart.in_force.number == 7


def test_that_what_changed_between_the_look_and_the_signature_is_refused() -> None:
    signing = Signing("phenelzine")
    signing.answer_all()
    shown = signing.chart.draft
    told = MedicationStatement(new_id(), signing.chart.patient.id, "linezolid", status=TakingStatus.TAKING)
    keep(signing.session, told)
    with pytest.raises(AlertsNotAcknowledged):
        signing.plans.sign(shown, "as discussed")


def test_that_an_allergy_written_down_meanwhile_is_refused() -> None:
    signing = Signing("lamotrigine")
    signing.answer_all()
    keep(signing.session, Allergy(new_id(), signing.chart.patient.id, "lamotrigine", reaction="rash"))
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


def test_that_a_reason_given_at_another_dose_does_not_sign() -> None:
    signing = Signing("phenelzine")
    signing.answer_all()
    line = next(one for one in signing.chart.draft.items if one.medicine.generic == "phenelzine")
    more = replace(line, steps=(a_step(TODAY, None, tablets("75")),))
    signing.plans.keep_line(signing.chart.draft, more)
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


def test_that_a_reason_ends_when_more_of_an_injection_is_given_or_more_often() -> None:
    def given(mg: str, days: int) -> PlanItem:
        step = a_step(TODAY, None, tablets(mg), every_days=days)
        return an_item("haloperidol", step, form=Form.INJECTION)

    signing = Signing("dronedarone")
    line = given("50", 28)
    signing.plans.keep_line(signing.chart.draft, line)
    signing.answer_all()
    assert not signing.open()
    for other in (given("200", 28), given("50", 14)):
        signing.plans.keep_line(signing.chart.draft, replace(line, steps=other.steps))
        with pytest.raises(AlertsNotAcknowledged):
            signing.sign()


def test_that_a_reason_ends_when_either_line_of_a_medicine_changes() -> None:
    signing = Signing("phenelzine")
    first = signing.chart.draft.items[-1]
    second = an_item("phenelzine", a_step(TODAY, None, tablets("15")), purpose="for panic")
    signing.plans.keep_line(signing.chart.draft, second)
    signing.answer_all()
    for line, mg in ((first, "50"), (second, "15")):
        signing.plans.keep_line(
            signing.chart.draft, replace(line, steps=(a_step(TODAY, None, tablets("90")),))
        )
        with pytest.raises(AlertsNotAcknowledged):
            signing.sign()
        signing.plans.keep_line(signing.chart.draft, replace(line, steps=(a_step(TODAY, None, tablets(mg)),)))
    assert not signing.open(), "as it was when the reason was given"


def test_that_a_medicine_told_without_a_dose_hides_no_dose_of_the_plan() -> None:
    signing = Signing("phenelzine")
    told = MedicationStatement(new_id(), signing.chart.patient.id, "phenelzine", status=TakingStatus.TAKING)
    keep(signing.session, told)
    signing.answer_all()
    line = signing.chart.draft.items[-1]
    signing.plans.keep_line(signing.chart.draft, replace(line, steps=(a_step(TODAY, None, tablets("90")),)))
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


def test_that_an_older_reason_never_outlives_the_last_day_of_a_newer_one() -> None:
    signing = Signing("phenelzine")
    alert, clock = gravest(signing), signing.chart.services.clock
    signing.answer_all()
    clock.instant += timedelta(hours=1)
    signing.safety.override(signing.chart.draft, alert, replace(SURE, until=TODAY))
    clock.instant += timedelta(days=1)
    (still,) = [one for one in signing.open() if one.alert == alert]
    assert still.expiry is Expiry.DAY


def test_that_a_level_that_hides_milder_alerts_hides_nothing_from_the_signature() -> None:
    signing = Signing("phenelzine")
    levels = AlertLevels(provider=Severity.MAJOR)
    keep(signing.session, replace(signing.session.practice, alert_levels=levels))
    signing.session.refresh_practice()
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


# --------------------------------------------------------------------------------- a second confirmation


def test_that_a_contraindication_needs_words_and_a_second_confirmation_by_name() -> None:
    signing = Signing("phenelzine")
    alert, draft = gravest(signing), signing.chart.draft
    for grounds, field in (
        (Grounds(OverrideReason.BENEFIT, " ok ", None, True), "words"),
        (Grounds(OverrideReason.BENEFIT, "No other way"), "confirmed"),
    ):
        with pytest.raises(Refused) as refusal:
            signing.safety.override(draft, alert, grounds)
        assert refusal.value.field == field
    signing.safety.override(draft, alert, SURE)
    (kept,) = signing.reasons()
    assert kept.confirmed == confirmation(signing.session.user.signature)
    assert signing.session.user.signature in kept.confirmed


def test_that_a_reason_for_a_contraindication_without_that_confirmation_does_not_hold() -> None:
    signing = Signing("phenelzine")
    alert = gravest(signing)
    signing.safety.override(signing.chart.draft, alert, SURE)
    (kept,) = signing.reasons()
    keep(signing.session, replace(kept, confirmed=""))
    report = signing.safety.report(signing.chart.patient.id, signing.chart.draft)
    assert next(one for one in report.alerts if one.alert == alert).expiry is Expiry.CONFIRMATION


def test_that_what_is_only_major_needs_no_second_confirmation() -> None:
    signing = Signing("lamotrigine")
    (one,) = signing.open()
    assert one.alert.severity is Severity.MAJOR
    signing.safety.override(signing.chart.draft, one.alert, Grounds(OverrideReason.TOLERATED))
    assert signing.reasons()[0].confirmed == ""
    signing.sign()


def test_that_a_reason_ends_after_its_last_day_and_never_in_the_past() -> None:
    signing = Signing("phenelzine")
    alert, draft = gravest(signing), signing.chart.draft
    with pytest.raises(Refused, match="past"):
        signing.safety.override(draft, alert, replace(SURE, until=TODAY - timedelta(days=1)))
    signing.safety.override(draft, alert, replace(SURE, until=TODAY))
    assert alert not in [one.alert for one in signing.open()]
    (kept,) = signing.reasons()
    keep(signing.session, replace(kept, until=TODAY - timedelta(days=1)))
    report = signing.safety.report(signing.chart.patient.id, draft)
    assert next(one for one in report.alerts if one.alert == alert).expiry is Expiry.DAY


# ----------------------------------------------------------------------------------- what was not checked


def test_that_a_medicine_that_is_not_in_the_base_has_to_be_vouched_for() -> None:
    signing = Signing("moonwater")
    with pytest.raises(AlertsNotAcknowledged, match="not checked"):
        signing.sign()
    signing.sign("moonwater")
    assert signing.chart.in_force.number == 7
    (kept,) = signing.reasons()
    assert (kept.rule, kept.subjects, kept.reason) == (
        NOT_CHECKED,
        ("moonwater",),
        OverrideReason.CHECKED_BY_HAND,
    )


def test_that_vouching_for_one_medicine_does_not_vouch_for_another() -> None:
    signing = Signing("moonwater", "starlight")
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign("moonwater")
    assert not signing.reasons(), "a refused signature leaves nothing behind"


def test_that_a_base_that_cannot_be_read_is_never_passed_in_silence() -> None:
    def broken() -> object:
        raise Refused("pairs.json cannot be read. Install MedManager again.")

    signing = Signing("buspirone")
    shelf = KnowledgeShelf(broken)  # type: ignore[arg-type]  # it never returns
    plans = Plans(signing.session, shelf)
    with pytest.raises(AlertsNotAcknowledged, match="nothing was checked"):
        plans.sign(signing.chart.draft, "as discussed")
    plans.sign(signing.chart.draft, "as discussed", (EVERYTHING,))
    assert signing.chart.in_force.status is PlanStatus.SIGNED
    assert [one.subjects for one in signing.reasons()] == [(EVERYTHING,)]


def test_that_the_signature_of_a_visit_asks_the_same() -> None:
    signing = Signing("phenelzine", "moonwater")
    visits = signing.chart.services.visits
    visits.begin(signing.chart.patient.id)
    (visit,) = visits.of_patient(signing.chart.patient.id)
    visit = replace(visit, assessment="steady")
    with pytest.raises(AlertsNotAcknowledged, match="no reason"):
        visits.sign(visit, PlanSignature(signing.chart.draft, "as discussed"))
    signing.answer_all()
    with pytest.raises(AlertsNotAcknowledged, match="not checked"):
        visits.sign(visit, PlanSignature(signing.chart.draft, "as discussed"))
    assert signing.chart.in_force == signing.chart.signed
    visits.sign(visit, PlanSignature(signing.chart.draft, "as discussed", ("moonwater",)))
    assert signing.chart.in_force.number == 7


# ------------------------------------------------------------------------------------------ what is new


def test_that_alerts_are_told_as_new_against_the_plan_in_force() -> None:
    signing = Signing("phenelzine")
    report = signing.safety.report(signing.chart.patient.id, signing.chart.draft)
    fresh = [one.alert for one in report.alerts if one.fresh]
    assert all("phenelzine" in one.subjects for one in fresh if len(one.subjects) > 1)
    assert any(not one.fresh for one in report.alerts), "lithium and sertraline were together before"
    signed = signing.safety.report(signing.chart.patient.id, signing.chart.signed)
    assert not any(one.fresh for one in signed.alerts)


def test_that_a_name_without_a_dose_is_checked_while_it_is_written() -> None:
    signing = Signing()
    report = signing.safety.report(signing.chart.patient.id, signing.chart.draft, ("phenelzine",))
    assert any("phenelzine" in one.alert.subjects for one in report.alerts)
    assert report.undosed == ("phenelzine",)


def test_that_a_line_is_found_by_the_name_under_which_alerts_speak_of_it() -> None:
    signing = Signing()
    line = an_item("Lamictal", a_step(TODAY))
    signing.plans.keep_line(signing.chart.draft, line)
    report = signing.safety.report(signing.chart.patient.id, signing.chart.draft)
    assert report.lines["lamotrigine"] == line.line_id
