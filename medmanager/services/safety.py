"""Checks one patient's plan, and keeps the reasons for going on in spite of an alert."""

from dataclasses import replace
from pathlib import Path

from medmanager.domain.alert_levels import AlertLevels
from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.local_time import local_day
from medmanager.domain.override import (
    GivenReason,
    Grounds,
    Override,
    confirmation,
    doses_of,
    refuse_thin,
    state_of,
)
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.practice import MetabolicSchedule
from medmanager.domain.reason_table import ReasonChoice, reasons_as_csv
from medmanager.domain.safety import SafetyReport
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf, edition_of
from medmanager.services.ports import UnitOfWork
from medmanager.services.safety_check import Asked, Checked, asked_about, checked, fresh_since, read_asked
from medmanager.services.session import Session


class Safety:
    """One check reads the chart once. An override never removes an alert: it stands beside it."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session, self._shelf = session, shelf
        self._in_force: Checked | None = None

    def report(self, patient_id: PatientId, plan: Plan | None, undosed: tuple[str, ...] = ()) -> SafetyReport:
        """What the base says of this plan, a draft or a signed one, together with everything else taken.

        `undosed` are names that are being written down and have no readable dose yet.
        """
        base = self._shelf.base
        with self._session.read(Act.SEE_CHART) as work:
            asked = read_asked(work, patient_id, self._session.zone)
            people = {user.id: user.display_name for user in work.users.all()} if asked.overrides else {}
        found = checked(base, asked, plan, self._session.today(), undosed)
        return replace(self._report(found, asked, plan), undosed=undosed, people=people)

    def override(self, plan: Plan, alert: Alert, grounds: Grounds) -> Changes:
        """Keep why somebody goes on. Raises Refused when the alert does not stand for this plan any more, and
        for a contraindication that was not confirmed or has no words.
        """
        session, base = self._session, self._shelf.base
        with session.write(Act.SIGN_PLAN, "override alert", plan.patient_id) as work:
            asked = read_asked(work, plan.patient_id, session.zone)
            found = checked(base, asked, plan, session.today())
            if alert not in found.result.alerts:
                raise Refused("This alert has changed meanwhile. Look at the plan again.", "alert")
            refuse_thin(alert, grounds, session.today())
            work.overrides.save(self._reason(plan.patient_id, alert, grounds, found))
        return work.changes

    def _reason(self, patient_id: PatientId, alert: Alert, grounds: Grounds, found: Checked) -> Override:
        session, grave = self._session, alert.severity is Severity.CONTRAINDICATED
        return Override(
            session.new_id(),
            patient_id,
            alert.rule,
            alert.subjects,
            alert.severity,
            grounds.reason,
            grounds.words.strip(),
            session.user.id,
            session.now(),
            doses_of(alert.subjects, found.doses),
            state_of(alert, found.results().get(alert, {})),
            alert.title,
            grounds.until,
            confirmation(session.user.signature) if grave else "",
        )

    def set_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> Changes:
        """Change what each role is shown, and which schedule of tests antipsychotics follow.

        Raises NotAllowed for all but the safety owner.
        """
        session = self._session
        detail = f"nurse {levels.nurse} provider {levels.provider} schedule {schedule}"
        with session.write(Act.SEE_CHART, "set alert levels", detail=detail) as work:
            self._require_owner(work, "change which alerts are shown")
            work.practice.save(replace(session.practice, alert_levels=levels, metabolic_schedule=schedule))
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
            zone = session.zone
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

    def export_reasons(self, days: int, choice: ReasonChoice, target: Path) -> int:
        """Write the chosen reasons of the last so many days as CSV, in place of an older file of that name;
        gives how many. For the safety owner, and audited. Raises Refused where there is none, and where the
        file cannot be written.
        """
        chosen = [one for one in self.given_reasons(days) if choice.picks(one)]
        if not chosen:
            raise Refused("There is no reason to write. Choose another month or rule.")
        who = "by name" if choice.names else "by record id"
        detail = f"{len(chosen)} reasons, patients {who}"
        with self._session.write(Act.SEE_CHART, "export override reasons", detail=detail):
            _write(target, reasons_as_csv(chosen, names=choice.names))
        return len(chosen)

    def _require_owner(self, work: UnitOfWork, what: str) -> None:
        """Asked anew: she may have been named, or another one instead of her, since she signed in."""
        me = self._session.user.id
        if not any(user.id == me and user.safety_owner for user in work.users.all()):
            raise NotAllowed(f"Only the safety owner may {what}.")

    def _report(self, found: Checked, asked: Asked, plan: Plan | None) -> SafetyReport:
        session, base, day = self._session, found.base, found.question.day
        levels, role = session.practice.alert_levels, session.user.role
        before = self._before(base, asked, plan)
        fresh = fresh_since(found.result.alerts, before.result.alerts) if before else frozenset()
        shown = [
            replace(one, fresh=one.alert in fresh)
            for one in found.answered(asked.overrides)
            if levels.shows(role, one.alert.severity)
        ]
        return SafetyReport(
            edition=edition_of(base, day),
            on=day,
            medicines=tuple(one.name for one in found.question.medicines),
            alerts=tuple(shown),
            loads=found.loads,
            loads_before=before.loads if before else None,
            not_checked=found.result.not_checked,
            not_known=found.result.not_known,
            to_vouch_for=found.to_vouch_for,
            hidden=len(found.result.alerts) - len(shown),
            allergies=asked.allergies,
            allergy_knowledge=asked.allergy_knowledge,
            lines=found.lines_of(plan),
            reader=session.user.signature,
            at=session.now(),
        )

    def _before(self, base: KnowledgeBase, asked: Asked, plan: Plan | None) -> Checked | None:
        """The check of the plan in force, to see what a draft changes; not made twice for one question."""
        held = asked.in_force
        if held is None or plan is None or plan.status is PlanStatus.SIGNED:
            return None
        kept, question = self._in_force, asked_about(asked, held, self._session.today())
        if kept is None or kept.base is not base or kept.question != question:
            kept = self._in_force = checked(base, asked, held, self._session.today())
        return kept


def _write(target: Path, text: str) -> None:
    """With the mark by which spreadsheets know UTF-8."""
    try:
        target.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise Refused("The file could not be written there. Choose another folder.") from error
