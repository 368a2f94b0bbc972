"""Plans: draft, change, sign, compare; the one place that changes a dose."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import NotFound, Refused, StaleRecord
from medmanager.domain.ids import LineId, PatientId, PlanId, UserId
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.local_time import local_day
from medmanager.domain.patient import Language
from medmanager.domain.plan.book import (
    Comparison,
    DraftSave,
    Hold,
    Pause,
    PlanBook,
    PlanSignature,
    PlanWords,
    StepBack,
)
from medmanager.domain.plan.changes import compare
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.lineage import DoseOrigin, lineage
from medmanager.domain.plan.merging import Picks, compare_three, merged
from medmanager.domain.plan.moving import go_back, hold
from medmanager.domain.plan.plan import (
    FollowUp,
    MonitoringItem,
    Plan,
    PlanItem,
    PlanStatus,
    Stopped,
    change_dose,
    stop,
)
from medmanager.domain.plan.proposal import PlanProposal
from medmanager.domain.plan.reconciliation import beside, on_the_plan
from medmanager.domain.plan.step_visits import Booked
from medmanager.domain.plan.writing import Beginning, pause, refuse_duplicate
from medmanager.domain.user import Act
from medmanager.services.chart_reading import outside_medicines
from medmanager.services.draft_saving import begin_draft, put_draft, save_draft
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plan_signing import base_to_sign_with, refuse_signed, sign_plan
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.session import Session

_SIGNED_AGAIN = "Plan {} was signed just now. Nothing was merged; look at all of it again."


class Plans:
    """One draft per patient; a signed version never changes; a command carries the draft as it was seen."""

    def __init__(self, session: Session, shelf: KnowledgeShelf) -> None:
        self._session = session
        self._medicines = shelf
        self._watch = PlanWatch(session, shelf)

    # ---------------------------------------------------------------------- reading

    def open(self, patient_id: PatientId) -> PlanBook:
        """Everything the plan screen shows, in one read."""
        with self._session.read(Act.SEE_CHART) as work:
            plans = work.plans.of_patient(patient_id)
            people = {user.id: user.display_name for user in work.users.all()}
            draft, in_force = work.queries.draft_plan(patient_id), work.queries.plan_in_force(patient_id)
            decided = work.reconciled.of_patient(patient_id)
            told = beside(
                outside_medicines(work, patient_id), decided, draft or in_force, self._session.today()
            )
            booked = self._booked(work.appointments.of_patient(patient_id))
            patient = work.patients.find(patient_id)
        elsewhere = tuple(one for one in told if not on_the_plan(one))
        signed = sorted(
            (one for one in plans if one.status is PlanStatus.SIGNED), key=lambda one: -one.number
        )
        today = self._session.today()
        language = patient.language if patient else Language.ENGLISH
        versions = tuple(signed)
        return PlanBook(patient_id, today, in_force, draft, versions, people, elsewhere, booked, language)

    def _booked(self, appointments: Iterable[Appointment]) -> tuple[Booked, ...]:
        zone, today = self._session.zone, self._session.today()
        coming = ((local_day(one.start, zone), one) for one in appointments if one.takes_time)
        return tuple(
            Booked(day, one.line_id, one.step, one.step_on, one.plan_id)
            for day, one in coming
            if day >= today
        )

    def in_force(self, patient_id: PatientId) -> Plan | None:
        """The signed version that holds now, None before the first."""
        with self._session.read(Act.SEE_CHART) as work:
            return work.queries.plan_in_force(patient_id)

    def draft(self, patient_id: PatientId) -> Plan | None:
        """The version being written, None when nobody has begun one."""
        with self._session.read(Act.SEE_CHART) as work:
            return work.queries.draft_plan(patient_id)

    def last_save(self, draft: Plan) -> DraftSave | None:
        """Who saved the draft last and when, as the log of one day says; None without an entry."""
        self._session.require(Act.SEE_CHART)
        # Another computer's clock may be ahead of ours.
        entries = self._session.store.audit(self._session.days_ago(1), self._session.days_ago(-1))
        found = (one for one in reversed(entries) if any(record == draft.id for _, record, _ in one.changed))
        last = next(found, None)
        return (
            DraftSave(UserId(last.entry.actor_id) if last.entry.actor_id else None, last.at) if last else None
        )

    def versions(self, patient_id: PatientId) -> tuple[Plan, ...]:
        """All signed versions, the newest first."""
        return self.open(patient_id).versions

    def compare(self, older_id: PlanId | None, newer_id: PlanId) -> Comparison:
        """What the newer version changed, line by line, seen from its own day (a draft: from today)."""
        with self._session.read(Act.SEE_CHART) as work:
            older = work.plans.get(older_id) if older_id else None
            newer = work.plans.get(newer_id)
        zone = self._session.zone
        day = local_day(newer.signed_at, zone) if newer.signed_at else self._session.today()
        return Comparison(older, newer, compare(older, newer, day))

    def lineage(self, patient_id: PatientId, line_id: LineId) -> tuple[DoseOrigin, ...]:
        """Which version brought each dose of a line, when and why; the latest first."""
        zone = self._session.zone
        with self._session.read(Act.SEE_CHART) as work:
            return lineage(work.plans.of_patient(patient_id), line_id, zone)

    def known_medicine(self, name: str) -> Drug | None:
        """The medicine with exactly this generic or brand name. None: not in the list, so not checked."""
        return self._medicines.named(name)

    def new_line_id(self) -> LineId:
        """An id for a line that is being written; reads no record."""
        return LineId(self._session.new_id())

    # ---------------------------------------------------------------------- writing

    def begin(self, patient_id: PatientId) -> Changes:
        """A draft from the plan in force; when there is one already it stays as it is and is named again."""
        held = self.draft(patient_id)
        if held is not None:
            self._session.require(Act.DRAFT_PLAN)
            return Changes((Change("plan", held.id, patient_id),))
        session = self._session
        with session.write(Act.DRAFT_PLAN, "begin plan draft", patient_id) as work:
            new_id = PlanId(session.new_id())
            beginning = Beginning(new_id, patient_id, session.user.id, session.now(), session.today())
            work.plans.save(begin_draft(work, beginning))
        return work.changes

    def save(self, draft: Plan) -> Changes:
        """Save the draft as it is. Raises StaleRecord when somebody changed it since it was read."""
        return self._save(draft, "edit plan draft")

    def keep_line(self, draft: Plan, item: PlanItem) -> Changes:
        """Add this line, or put it in the place of the one with its id. Raises Refused for a duplicate."""
        refuse_duplicate(draft, item, self._session.today())
        return self._save(draft.with_item(item), "edit plan line")

    def change_dose(self, draft: Plan, line_id: LineId, step: DoseStep) -> Changes:
        """Take `step` from its start on; what ran ends the day before, what was planned after is dropped."""
        if not step.reason.strip():
            raise Refused("Write why the dose changes.", "reason")
        return self._change(draft, line_id, "change dose", lambda item: change_dose(item, step))

    def pause(self, draft: Plan, line_id: LineId, wanted: Pause) -> Changes:
        """Take nothing for some days. Raises Refused without a reason."""
        return self._change(
            draft,
            line_id,
            "pause medicine",
            lambda item: pause(item, wanted.start, wanted.end, wanted.reason),
        )

    def stop(self, draft: Plan, line_id: LineId, stopped: Stopped) -> Changes:
        """Stop a line that is being taken; `stopped.on` is the first day without it."""
        return self._change(
            draft, line_id, "stop medicine", lambda item: stop(item, stopped.on, stopped.reason)
        )

    def hold(self, draft: Plan, line_id: LineId, wanted: Hold) -> Changes:
        """Stay on the dose of today for longer; what is planned after it moves later."""
        today = self._session.today()
        return self._change(draft, line_id, "hold dose", lambda item: hold(item, wanted, today))

    def go_back(self, draft: Plan, line_id: LineId, wanted: StepBack) -> Changes:
        """Take the dose before again; the rest is re-dated or dropped as `wanted` says."""
        today = self._session.today()
        return self._change(draft, line_id, "go back a step", lambda item: go_back(item, wanted, today))

    def put(self, draft: Plan, proposal: PlanProposal, reason: str) -> Changes:
        """Put a proposal that was looked at into the draft: all of its lines or none.

        Raises Refused when a line was changed since, lacks its reason, or would stand twice.
        """
        with_lines = proposal.because(reason).into(draft)
        for line in proposal.lines:
            refuse_duplicate(with_lines, line.item, self._session.today())
        return self._save(with_lines, f"put {proposal.wish.kind.value} into plan")

    def remove_line(self, draft: Plan, line_id: LineId) -> Changes:
        """Take out a line that was never signed. Raises Refused for one that was: that is stopped instead."""
        with self._session.read(Act.DRAFT_PLAN) as work:
            in_force = work.queries.plan_in_force(draft.patient_id)
        if in_force is not None and in_force.item(line_id) is not None:
            raise Refused("This medicine stands on a signed plan. Stop it with a reason instead.")
        _line(draft, line_id)
        left = tuple(item for item in draft.items if item.line_id != line_id)
        return self._save(replace(draft, items=left), "remove plan line")

    def set_monitoring(self, draft: Plan, line_id: LineId, monitoring: tuple[MonitoringItem, ...]) -> Changes:
        """The tests that this line asks for, in order of their due day."""
        in_order = tuple(sorted(monitoring, key=lambda entry: (entry.due, entry.measure)))
        return self._change(draft, line_id, "set monitoring", lambda item: replace(item, monitoring=in_order))

    def set_follow_up(self, draft: Plan, follow_up: FollowUp | None) -> Changes:
        """The visit that the plan asks for; None leaves it to the proposal. Raises Refused for a past day."""
        if follow_up is not None and follow_up.on < self._session.today():
            raise Refused("The next visit lies in the past. Write a day from today on.", "follow_up")
        return self._save(replace(draft, follow_up=follow_up), "set follow-up")

    def set_words(self, draft: Plan, words: PlanWords) -> Changes:
        """Free words to the patient and the warning signs of the sheet; empty signs are left out."""
        signs = tuple(sign.strip() for sign in words.warning_signs if sign.strip())
        return self._save(
            replace(draft, message=words.message.strip(), warning_signs=signs), "set plan words"
        )

    def sign(self, draft: Plan, reason: str, vouched: tuple[str, ...] = ()) -> Changes:
        """Make this draft the plan in force; see `sign_plan` for what is checked and raised."""
        action, base = f"sign plan {draft.number}", base_to_sign_with(self._medicines)
        with self._session.write(Act.SIGN_PLAN, action, draft.patient_id) as work:
            sign_plan(self._session, work, base, PlanSignature(draft, reason, vouched))
        return work.changes

    def take_up(self, draft: Plan, newer_id: PlanId, picks: Picks) -> Changes:
        """Bring a stale draft onto the version signed meanwhile, as a person decided line by line.

        Raises Refused while something that both changed is not decided, StaleRecord when yet another version
        was signed since the three were looked at: nothing is blended, nothing signed is overwritten.
        """
        refuse_signed(draft)
        with self._session.write(Act.DRAFT_PLAN, "take up newer plan", draft.patient_id) as work:
            newer = work.queries.plan_in_force(draft.patient_id)
            if newer is None:
                raise NotFound("There is no signed plan to take up.")
            if newer.id != newer_id:
                raise StaleRecord("plan", _SIGNED_AGAIN.format(newer.number))
            base = work.plans.find(draft.based_on) if draft.based_on else None
            merge = compare_three(base, draft, newer)
            put_draft(work, self._watch, merged(merge, picks, self._session.today()))
        return work.changes

    def throw_away(self, draft: Plan) -> Changes:
        """Void a draft; the plan in force stays. Raises Refused for a signed version."""
        refuse_signed(draft)
        with self._session.write(Act.DRAFT_PLAN, "throw plan draft away", draft.patient_id) as work:
            work.plans.void(draft, "draft thrown away")
        return work.changes

    def _change(
        self, draft: Plan, line_id: LineId, action: str, change: Callable[[PlanItem], PlanItem]
    ) -> Changes:
        changed = change(_line(draft, line_id))
        refuse_duplicate(draft, changed, self._session.today())
        return self._save(draft.with_item(changed), action)

    def _save(self, draft: Plan, action: str) -> Changes:
        return save_draft(self._session, self._watch, draft, action)


def _line(draft: Plan, line_id: LineId) -> PlanItem:
    item = draft.item(line_id)
    if item is None:
        raise NotFound("This medicine is not on the plan any more. Look at the plan again.")
    return item
