"""What the base says of one patient's plan, the reasons for going on, and who decides what is shown."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.ids import UserId
from medmanager.domain.knowledge.alerts import Alert, AlertKind
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import TEMPLATES, Answered, Expiry, Grounds, OverrideReason, reasons_for
from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.patient import Allergy, Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.practice import MetabolicSchedule, Practice
from medmanager.domain.reason_table import ReasonChoice
from medmanager.domain.safety import SafetyReport
from medmanager.domain.user import Role
from medmanager.services.admin import Admin
from medmanager.services.knowledge import Knowledge, KnowledgeShelf
from medmanager.services.safety import Safety
from medmanager.services.session import Session
from tests.builders import TODAY, a_patient, a_plan, a_session, a_step, an_item, keep, new_id, tablets
from tests.fakes import FakeStore
from tests.plan_services import FORMULARY


class Desk:
    """A patient whose draft holds sertraline and lithium."""

    def __init__(self, role: Role = Role.PROVIDER) -> None:
        self.session = a_session(role)
        self.patient: Patient = a_patient()
        self.sertraline, self.lithium = an_item("sertraline"), an_item("lithium carbonate")
        self.plan = a_plan(self.patient, self.sertraline, self.lithium)
        keep(self.session, self.patient, self.plan)
        self.safety = Safety(self.session, FORMULARY)

    def report(self, plan: Plan | None = None) -> SafetyReport:
        return self.safety.report(self.patient.id, plan or self.plan)

    def about(self, *subjects: str, plan: Plan | None = None) -> Answered:
        found = [one for one in self.report(plan).alerts if one.alert.subjects == tuple(sorted(subjects))]
        return found[0]

    def takes(self, name: str, **changes: object) -> None:
        told = {"status": TakingStatus.TAKING, **changes}
        keep(self.session, MedicationStatement(new_id(), self.patient.id, name, **told))  # type: ignore[arg-type]  # one builder for all fields


PAIR = ("lithium carbonate", "sertraline")


def grave(session: Session, plan: Plan) -> Alert:
    report = Safety(session, FORMULARY).report(plan.patient_id, plan)
    return max((one.alert for one in report.alerts), key=lambda alert: alert.severity.rank)


def test_that_a_plan_is_checked_together_with_what_others_prescribe() -> None:
    desk = Desk()
    assert not any("phenelzine" in one.alert.subjects for one in desk.report().alerts)
    desk.takes("phenelzine")
    assert desk.about("phenelzine", "sertraline").alert.severity is Severity.CONTRAINDICATED


def test_that_a_medicine_of_which_nobody_knows_whether_it_is_taken_counts_as_taken() -> None:
    desk = Desk()
    desk.takes("phenelzine", status=TakingStatus.UNKNOWN)
    assert desk.about("phenelzine", "sertraline").alert.severity is Severity.CONTRAINDICATED


def test_that_what_ended_a_week_ago_still_needs_its_washout_and_a_year_ago_does_not() -> None:
    lately, long_ago = Desk(), Desk()
    lately.takes("phenelzine", status=TakingStatus.STOPPED, stopped=TODAY - timedelta(days=7))
    long_ago.takes("phenelzine", status=TakingStatus.STOPPED, stopped=TODAY - timedelta(days=365))
    assert lately.about("phenelzine", "sertraline").alert.kind is AlertKind.WASHOUT
    assert not any("phenelzine" in one.alert.subjects for one in long_ago.report().alerts)


def test_that_an_allergy_is_part_of_the_question() -> None:
    desk = Desk()
    keep(
        desk.session,
        Allergy(new_id(), desk.patient.id, "sertraline", reaction="hives"),
    )
    kinds = {one.alert.kind for one in desk.report().alerts}
    assert AlertKind.DRUG_ALLERGY in kinds


def test_that_a_name_the_base_does_not_have_is_said_and_the_rest_is_checked() -> None:
    desk = Desk()
    report = desk.report(desk.plan.with_item(an_item("moonwater")))
    assert [one.subject for one in report.not_checked] == ["moonwater"]
    assert any(one.alert.subjects == PAIR for one in report.alerts)


def test_that_every_report_says_which_base_spoke_and_that_nobody_reviewed_it() -> None:
    edition = Desk().report().edition
    assert edition.review == "Not reviewed by a pharmacist yet"
    assert edition.drugs > 500
    assert edition == Knowledge(a_session(), FORMULARY, PlainerWords({})).edition()


def test_that_a_base_that_cannot_be_read_refuses_instead_of_finding_nothing() -> None:
    def broken() -> object:
        raise Refused("pairs.json cannot be read. Install MedManager again.")

    desk = Desk()
    safety = Safety(desk.session, KnowledgeShelf(broken))  # type: ignore[arg-type]  # it never returns
    with pytest.raises(Refused, match="Install"):
        safety.report(desk.patient.id, desk.plan)


def test_that_a_role_without_charts_is_told_nothing() -> None:
    desk = Desk(Role.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk.report()


# ------------------------------------------------------------------------------------ reasons for going on


def test_that_a_reason_stands_beside_its_alert_with_the_name_of_who_gave_it() -> None:
    desk = Desk()
    before = desk.about(*PAIR)
    assert before.is_open
    desk.safety.override(desk.plan, before.alert, Grounds(OverrideReason.MONITORED, " level in a week "))
    after = desk.about(*PAIR)
    assert after.alert == before.alert, "an alert never goes away"
    assert not after.is_open
    assert after.override is not None
    assert (after.override.reason, after.override.words) == (OverrideReason.MONITORED, "level in a week")
    assert desk.report().people[after.override.by] == desk.session.user.display_name


def test_that_a_reason_expires_when_a_dose_changes_and_holds_again_at_the_old_dose() -> None:
    desk = Desk()
    desk.safety.override(desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.TOLERATED, ""))
    for item in (desk.sertraline, desk.lithium):
        higher = replace(item, steps=(a_step(TODAY, None, tablets("150")),))
        changed = desk.about(*PAIR, plan=desk.plan.with_item(higher))
        assert changed.is_open
        assert changed.expiry is Expiry.DOSE
    assert not desk.about(*PAIR).is_open


def test_that_a_reason_does_not_answer_an_alert_about_another_partner() -> None:
    desk = Desk()
    desk.safety.override(desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.TOLERATED, ""))
    other = a_plan(desk.patient, an_item("fluoxetine"), desk.lithium)
    assert desk.about("fluoxetine", "lithium carbonate", plan=other).is_open


def test_that_a_reason_expires_when_the_rule_speaks_otherwise() -> None:
    desk = Desk()
    alert = desk.about(*PAIR).alert
    desk.safety.override(desk.plan, alert, Grounds(OverrideReason.TOLERATED, ""))
    with desk.session.store.read() as work:
        (kept,) = work.overrides.of_patient(desk.patient.id)
    keep(desk.session, replace(kept, rule_state="as it was last year"))
    assert desk.about(*PAIR).expiry is Expiry.RULE


def test_that_what_is_said_of_medicines_taken_together_is_no_reason_for_an_alert_about_one() -> None:
    assert reasons_for(AlertKind.DRUG_DRUG) == TEMPLATES
    together = {OverrideReason.TOLERATED, OverrideReason.CROSS_TAPER}
    for kind in (AlertKind.WITHDRAWAL, AlertKind.DOSE, AlertKind.DRUG_ALLERGY):
        assert together.isdisjoint(reasons_for(kind))
        assert OverrideReason.OTHER in reasons_for(kind)


def test_that_other_needs_words() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="few words"):
        desk.safety.override(desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.OTHER, " ok "))
    assert desk.about(*PAIR).override is None


def test_that_a_reason_for_an_alert_that_does_not_stand_any_more_is_refused() -> None:
    desk = Desk()
    alert = desk.about(*PAIR).alert
    alone = a_plan(desk.patient, desk.sertraline)
    with pytest.raises(Refused, match="changed meanwhile"):
        desk.safety.override(alone, alert, Grounds(OverrideReason.BENEFIT))


def test_that_whoever_may_not_sign_may_not_override() -> None:
    desk = Desk(Role.NURSE_PRACTITIONER)
    with pytest.raises(NotAllowed):
        desk.safety.override(desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.BENEFIT, ""))


def test_that_the_safety_owner_reviews_the_reasons_newest_first_with_names() -> None:
    desk = Desk()
    with pytest.raises(NotAllowed, match="safety owner"):
        desk.safety.given_reasons(90)
    keep(desk.session, replace(desk.session.user, safety_owner=True))
    desk.safety.override(
        desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.MONITORED, "level in a week")
    )
    (given,) = desk.safety.given_reasons(90)
    assert (given.family_name, given.by) == (desk.patient.family_name, desk.session.user.display_name)
    assert given.override.words == "level in a week"
    old = replace(given.override, id=new_id(), at=given.override.at - timedelta(days=91))
    keep(desk.session, old)
    assert desk.safety.given_reasons(90) == (given,)
    assert [one.override.id for one in desk.safety.given_reasons(100)] == [given.override.id, old.id]


# --------------------------------------------------------------------------------- what a role is shown


def test_that_milder_alerts_are_counted_for_a_role_that_is_not_shown_them() -> None:
    desk = Desk()
    everything = len(desk.report().alerts)
    (practice,) = [desk.session.practice]
    keep(desk.session, replace(practice, alert_levels=AlertLevels(provider=Severity.MAJOR)))
    desk.session.refresh_practice()
    report = desk.report()
    assert all(one.alert.severity.rank >= Severity.MAJOR.rank for one in report.alerts)
    assert len(report.alerts) + report.hidden == everything
    assert report.hidden > 0


def test_that_nothing_major_can_be_hidden() -> None:
    with pytest.raises(Refused, match="always shown"):
        AlertLevels(nurse=Severity.CONTRAINDICATED)


def test_that_only_the_safety_owner_changes_what_is_shown() -> None:
    session = a_session(Role.PROVIDER)
    safety = Safety(session, FORMULARY)
    levels = AlertLevels(nurse=Severity.MODERATE)
    with pytest.raises(NotAllowed, match="safety owner"):
        safety.set_levels(levels, MetabolicSchedule.APA_2020)
    assert session.practice.alert_levels == AlertLevels()
    keep(session, replace(session.user, safety_owner=True))
    safety.set_levels(levels, MetabolicSchedule.APA_2020)
    assert session.practice.alert_levels == levels
    assert session.practice.metabolic_schedule is MetabolicSchedule.APA_2020


def test_that_an_administrator_names_the_owner_and_cannot_change_the_grades_herself() -> None:
    session = a_session(Role.ADMIN)
    first = replace(session.user, id=UserId(new_id()), login="a", role=Role.PROVIDER)
    second = replace(first, id=UserId(new_id()), login="b")
    keep(session, first, second)
    admin = Admin(session)
    admin.name_safety_owner(first)
    admin.name_safety_owner(second)
    assert [user.login for user in admin.users() if user.safety_owner] == ["b"]
    raised: Practice = replace(session.practice, alert_levels=AlertLevels(provider=Severity.MAJOR))
    other: Practice = replace(session.practice, metabolic_schedule=MetabolicSchedule.APA_2020)
    for changed in (raised, other):
        with pytest.raises(NotAllowed, match="safety owner"):
            admin.edit_practice(changed)
    with pytest.raises(Refused, match="sees patients"):
        admin.name_safety_owner(session.user)


def test_that_a_dose_that_is_stepped_up_later_is_checked_at_its_highest() -> None:
    desk = Desk()
    steps = (
        a_step(TODAY, date(2026, 11, 29), tablets("50")),
        a_step(date(2026, 11, 30), None, tablets("200"), tablets("200")),
    )
    plan = a_plan(desk.patient, replace(desk.sertraline, steps=steps))
    alert = grave(desk.session, plan)
    assert alert.kind is AlertKind.DOSE
    assert "200" in f"{alert.title} {alert.advice} {alert.mechanism} {alert.because}"


def titrated(*steps: tuple[int, int]) -> set[str]:
    """Rules that speak of lamotrigine begun today, with so many mg from that day of treatment on."""
    desk = Desk()
    starts = [TODAY + timedelta(days=day - 1) for day, _ in steps]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), None]
    course = [
        a_step(start, end, tablets(str(mg))) for start, end, (_, mg) in zip(starts, ends, steps, strict=True)
    ]
    plan = a_plan(desk.patient, an_item("lamotrigine", *course))
    return {one.alert.topic for one in desk.report(plan).alerts}


def test_that_a_start_as_the_label_has_it_is_not_called_too_high() -> None:
    assert "start too high" not in titrated((1, 25), (15, 50), (29, 100), (36, 200))


@pytest.mark.parametrize(
    "steps", [((1, 100),), ((1, 25), (8, 100)), ((1, 25), (15, 200)), ((1, 50), (15, 100))]
)
def test_that_each_step_of_a_start_is_judged_on_its_own_day(steps: tuple[tuple[int, int], ...]) -> None:
    assert "start too high" in titrated(*steps)


def test_that_nothing_of_a_patient_stands_in_the_repr_of_a_report() -> None:
    report = Desk().report()
    assert repr(report) == f"SafetyReport({len(report.alerts)} alerts)"


def test_that_the_safety_owner_takes_the_reasons_along_as_a_file_and_it_is_audited(tmp_path: Path) -> None:
    desk = Desk()
    target = tmp_path / "reasons.csv"
    with pytest.raises(NotAllowed, match="safety owner"):
        desk.safety.export_reasons(90, ReasonChoice(), target)
    keep(desk.session, replace(desk.session.user, safety_owner=True))
    with pytest.raises(Refused, match="no reason"):
        desk.safety.export_reasons(90, ReasonChoice(), target)
    desk.safety.override(desk.plan, desk.about(*PAIR).alert, Grounds(OverrideReason.MONITORED, "in a week"))
    assert desk.safety.export_reasons(90, ReasonChoice(names=True), target) == 1
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark of UTF-8"
    assert desk.patient.family_name in target.read_text(encoding="utf-8-sig")
    store = desk.session.store
    assert isinstance(store, FakeStore)
    entry = store.audited[-1]
    assert (entry.action, entry.detail) == ("export override reasons", "1 reasons, patients by name")
    with pytest.raises(Refused, match="could not be written"):
        desk.safety.export_reasons(90, ReasonChoice(), tmp_path)
