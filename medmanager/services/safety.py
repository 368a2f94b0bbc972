"""Checks one patient's plan, and keeps the reasons for going on in spite of an alert."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.alerts import Alert, CheckResult
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.question import Question
from medmanager.domain.local_time import local_day
from medmanager.domain.override import GivenReason, Override, OverrideReason, answered, doses_of, fingerprint
from medmanager.domain.plan import Plan
from medmanager.domain.safety import SafetyReport
from medmanager.domain.safety_question import question_of
from medmanager.domain.user import Act
from medmanager.services.chart_reading import read_chart
from medmanager.services.knowledge import KnowledgeShelf, edition_of
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


@dataclass(frozen=True, slots=True)
class Checked:
    """A check before it is told: what was asked and what came back."""

    question: Question
    result: CheckResult


class Safety:
    """One check reads the chart once. An override never removes an alert: it stands beside it."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf

    def report(self, patient_id: PatientId, plan: Plan | None) -> SafetyReport:
        """What the base says of this plan, a draft or a signed one, together with everything else taken."""
        base = self._shelf.base
        with self._session.read(Act.SEE_CHART) as work:
            return self._report(base, work, patient_id, plan)

    def override(self, plan: Plan, alert: Alert, reason: OverrideReason, words: str) -> Changes:
        """Keep why somebody goes on. Raises Refused when the alert does not stand for this plan any more."""
        session, base = self._session, self._shelf.base
        with session.write(Act.SIGN_PLAN, "override alert", plan.patient_id) as work:
            checked = self._checked(base, work, plan.patient_id, plan)
            if alert not in checked.result.alerts:
                raise Refused("This alert has changed meanwhile. Look at the plan again.", "alert")
            doses = _doses(base, checked.question)
            work.overrides.save(
                Override(
                    session.new_id(),
                    plan.patient_id,
                    alert.rule,
                    alert.subjects,
                    alert.severity,
                    reason,
                    words.strip(),
                    session.user.id,
                    session.now(),
                    doses_of(alert.subjects, doses),
                    fingerprint(alert),
                    alert.title,
                )
            )
        return work.changes

    def set_levels(self, levels: AlertLevels) -> Changes:
        """Change what each role is shown. Raises NotAllowed for all but the safety owner."""
        session = self._session
        detail = f"nurse {levels.nurse} provider {levels.provider}"
        with session.write(Act.SEE_CHART, "set alert levels", detail=detail) as work:
            self._require_owner(work, "change which alerts are shown")
            work.practice.save(replace(session.practice, alert_levels=levels))
        session.refresh_practice()
        return work.changes

    def given_reasons(self, days: int) -> tuple[GivenReason, ...]:
        """Reasons of the last so many days, the newest first. For the safety owner: else NotAllowed."""
        session = self._session
        with session.read(Act.SEE_CHART) as work:
            self._require_owner(work, "review the reasons")
            people = {user.id: user.display_name for user in work.users.all()}
            recent = [one for one in work.overrides.all() if one.at >= session.days_ago(days)]
            recent.sort(key=lambda one: one.at, reverse=True)
            zone = ZoneInfo(session.practice.time_zone)
            return tuple(
                GivenReason(
                    one,
                    local_day(one.at, zone),
                    work.patients.get(one.patient_id).family_name,
                    work.patients.get(one.patient_id).given_name,
                    people.get(one.by, ""),
                )
                for one in recent
            )

    def _require_owner(self, work: UnitOfWork, what: str) -> None:
        """Asked anew: she may have been named, or another one instead of her, since she signed in."""
        me = self._session.user.id
        if not any(user.id == me and user.safety_owner for user in work.users.all()):
            raise NotAllowed(f"Only the safety owner may {what}.")

    def _report(
        self, base: KnowledgeBase, work: UnitOfWork, patient_id: PatientId, plan: Plan | None
    ) -> SafetyReport:
        checked = self._checked(base, work, patient_id, plan)
        overrides = work.overrides.of_patient(patient_id)
        doses = _doses(base, checked.question)
        levels, role = self._session.practice.alert_levels, self._session.user.role
        shown = [alert for alert in checked.result.alerts if levels.shows(role, alert.severity)]
        return SafetyReport(
            edition=edition_of(base, checked.question.day),
            on=checked.question.day,
            medicines=tuple(one.name for one in checked.question.medicines),
            alerts=tuple(answered(alert, overrides, doses, checked.question.day) for alert in shown),
            burden=checked.result.burden,
            not_checked=checked.result.not_checked,
            not_known=checked.result.not_known,
            hidden=len(checked.result.alerts) - len(shown),
            people={user.id: user.display_name for user in work.users.all()} if overrides else {},
        )

    def _checked(
        self, base: KnowledgeBase, work: UnitOfWork, patient_id: PatientId, plan: Plan | None
    ) -> Checked:
        chart, intakes = read_chart(work, patient_id), work.intakes.of_patient(patient_id)
        question = question_of(chart, intakes, plan, self._session.today())
        return Checked(question, check(base, question))


def _doses(base: KnowledgeBase, question: Question) -> Mapping[str, Decimal | None]:
    """Daily mg by the name under which alerts speak of a medicine."""
    return {
        found.name: one.daily_mg
        for one in question.medicines
        if (found := base.names.find(one.name)).drug is not None
    }
