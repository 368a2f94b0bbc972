"""Plans: one draft, dated changes with reasons, signing, and nothing overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medmanager.domain.changes import Changes
from medmanager.domain.errors import NotAllowed, NotFound, Refused, StaleRecord
from medmanager.domain.patient import Patient
from medmanager.domain.plan.book import Pause, PlanWords
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.merging import Picks
from medmanager.domain.plan.plan import FollowUp, MonitoringItem, Plan, PlanStatus, Stopped
from medmanager.domain.user import Role
from medmanager.services.plans import Plans
from medmanager.services.session import Session
from tests.builders import NOW, TODAY, a_patient, a_session, a_signed_plan, a_step, an_item, keep, tablets
from tests.fakes import FakeStore
from tests.shelf import SHELF

FORMULARY = SHELF
TOMORROW = TODAY + timedelta(days=1)
SEPTEMBER = date(2026, 9, 1)


class Desk:
    """A provider with one patient on sertraline 50 mg and lithium since September, plan 6."""

    def __init__(self, role: Role = Role.PROVIDER) -> None:
        self.session: Session = a_session(role)
        self.plans = Plans(self.session, FORMULARY)
        self.patient: Patient = a_patient()
        self.sertraline = an_item("sertraline", a_step(SEPTEMBER))
        self.lithium = an_item("lithium", a_step(SEPTEMBER, None, tablets("300")))
        self.signed = a_signed_plan(
            self.patient, self.session.user, self.sertraline, self.lithium, number=6, version=1
        )
        keep(self.session, self.patient, self.signed)

    @property
    def draft(self) -> Plan:
        draft = self.plans.draft(self.patient.id)
        assert draft is not None, "a draft was begun"
        return draft

    @property
    def in_force(self) -> Plan:
        plan = self.plans.in_force(self.patient.id)
        assert plan is not None, "a plan was signed"
        return plan

    def begin(self) -> Plan:
        self.plans.begin(self.patient.id)
        return self.draft

    def audited(self) -> list[str]:
        store = self.session.store
        assert isinstance(store, FakeStore)
        return [entry.action for entry in store.audited]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_that_a_draft_begins_from_the_plan_in_force(desk: Desk) -> None:
    changes = desk.plans.begin(desk.patient.id)
    assert changes.touches("plan", desk.patient.id)
    draft = desk.draft
    assert (draft.number, draft.status, draft.based_on) == (7, PlanStatus.DRAFT, desk.signed.id)
    assert draft.items == desk.signed.items
    assert draft.author_id == desk.session.user.id


def test_that_a_second_begin_gives_the_same_draft(desk: Desk) -> None:
    first = desk.plans.begin(desk.patient.id)
    again = desk.plans.begin(desk.patient.id)
    assert first.items[0].id == again.items[0].id == desk.draft.id
    assert desk.audited().count("begin plan draft") == 1


def test_that_the_first_plan_of_a_patient_is_number_one() -> None:
    desk = Desk()
    other = a_patient()
    keep(desk.session, other)
    desk.plans.begin(other.id)
    held = desk.plans.draft(other.id)
    assert held is not None
    assert (held.number, held.items) == (1, ())


def test_that_the_book_opens_all_versions_newest_first(desk: Desk) -> None:
    older = a_signed_plan(desk.patient, desk.session.user, desk.lithium, number=5)
    keep(desk.session, older)
    desk.begin()
    book = desk.plans.open(desk.patient.id)
    assert [plan.number for plan in book.versions] == [6, 5]
    assert book.in_force == desk.signed
    assert book.draft is not None
    assert not book.stale
    assert book.today == TODAY
    assert book.name(desk.session.user.id) == "Dr. Amara Osei"
    assert book.was_signed(desk.lithium.line_id)
    assert desk.plans.versions(desk.patient.id) == book.versions


def test_that_a_dose_change_needs_a_reason_and_closes_the_old_dose(desk: Desk) -> None:
    draft = desk.begin()
    line = desk.sertraline.line_id
    with pytest.raises(Refused, match="Write why the dose changes"):
        desk.plans.change_dose(draft, line, a_step(TOMORROW, None, tablets("100")))
    step = a_step(TOMORROW, None, tablets("100"), reason="low mood persists")
    desk.plans.change_dose(draft, line, step)
    item = desk.draft.item(line)
    assert item is not None
    assert [(one.start, one.end) for one in item.steps] == [(SEPTEMBER, TODAY), (TOMORROW, None)]
    assert desk.in_force == desk.signed


def test_that_a_stale_plan_is_refused_and_nothing_is_overwritten(desk: Desk) -> None:
    seen = desk.begin()
    desk.plans.set_words(seen, PlanWords("Hers", ()))
    with pytest.raises(StaleRecord):
        desk.plans.set_words(seen, PlanWords("Mine", ()))
    assert desk.draft.message == "Hers"


def test_that_a_draft_thrown_away_by_somebody_else_is_told(desk: Desk) -> None:
    seen = desk.begin()
    desk.plans.throw_away(desk.draft)
    assert desk.plans.draft(desk.patient.id) is None
    with pytest.raises(StaleRecord, match="thrown away"):
        desk.plans.save(seen)


def test_that_a_new_line_is_kept_and_a_duplicate_refused(desk: Desk) -> None:
    draft = desk.begin()
    new = an_item("lamotrigine", a_step(TOMORROW, None, tablets("25")))
    desk.plans.keep_line(draft, new)
    assert desk.draft.items[-1] == new
    with pytest.raises(Refused, match="already") as refusal:
        desk.plans.keep_line(desk.draft, an_item("Sertraline", purpose="low mood"))
    assert refusal.value.field == "medicine"
    desk.plans.keep_line(desk.draft, an_item("sertraline", purpose="for panic"))
    assert len(desk.draft.items) == 4


def test_that_an_edited_line_keeps_its_place(desk: Desk) -> None:
    draft = desk.begin()
    desk.plans.keep_line(draft, replace(desk.sertraline, benefit="better sleep"))
    assert [item.line_id for item in desk.draft.items] == [desk.sertraline.line_id, desk.lithium.line_id]
    assert desk.draft.items[0].benefit == "better sleep"


def test_that_a_medicine_is_paused_and_stopped_with_a_reason(desk: Desk) -> None:
    draft = desk.begin()
    desk.plans.pause(draft, desk.lithium.line_id, Pause(TOMORROW, TOMORROW, "surgery"))
    desk.plans.stop(desk.draft, desk.sertraline.line_id, Stopped(TOMORROW, "rash"))
    sertraline, lithium = (desk.draft.item(line.line_id) for line in (desk.sertraline, desk.lithium))
    assert sertraline is not None
    assert lithium is not None
    assert sertraline.stopped == Stopped(TOMORROW, "rash")
    assert [step.paused for step in lithium.steps] == [False, True, False]
    with pytest.raises(Refused, match="Write why"):
        desk.plans.pause(desk.draft, desk.lithium.line_id, Pause(TOMORROW, None, ""))


def test_that_a_stopped_medicine_can_be_started_again(desk: Desk) -> None:
    desk.plans.stop(desk.begin(), desk.sertraline.line_id, Stopped(TOMORROW, "no effect"))
    again = an_item("sertraline", a_step(TOMORROW + timedelta(days=7)))
    desk.plans.keep_line(desk.draft, again)
    assert desk.draft.item(again.line_id) == again


def test_that_a_stopped_line_is_not_revived_beside_its_successor(desk: Desk) -> None:
    desk.plans.stop(desk.begin(), desk.sertraline.line_id, Stopped(TOMORROW, "no effect"))
    desk.plans.keep_line(desk.draft, an_item("sertraline", a_step(TOMORROW)))
    step = a_step(TOMORROW, None, tablets("25"), reason="back to it")
    with pytest.raises(Refused, match="already"):
        desk.plans.change_dose(desk.draft, desk.sertraline.line_id, step)


def test_that_only_a_line_never_signed_can_be_removed(desk: Desk) -> None:
    new = an_item("lamotrigine")
    desk.plans.keep_line(desk.begin(), new)
    desk.plans.remove_line(desk.draft, new.line_id)
    assert desk.draft.item(new.line_id) is None
    with pytest.raises(Refused, match="Stop it with a reason"):
        desk.plans.remove_line(desk.draft, desk.lithium.line_id)
    with pytest.raises(NotFound):
        desk.plans.remove_line(desk.draft, new.line_id)


def test_that_follow_up_words_and_monitoring_are_set(desk: Desk) -> None:
    follow_up = FollowUp(date(2026, 12, 4), "step check")
    desk.plans.set_follow_up(desk.begin(), follow_up)
    desk.plans.set_words(desk.draft, PlanWords(" Bring your tablets. ", ("rash", "  ", "fever")))
    level = MonitoringItem("lithium level", date(2026, 12, 28), "5 days after the dose changed")
    weight = MonitoringItem("weight", date(2026, 12, 1), "every 4 weeks")
    desk.plans.set_monitoring(desk.draft, desk.lithium.line_id, (level, weight))
    draft = desk.draft
    assert draft.follow_up == follow_up
    assert (draft.message, draft.warning_signs) == ("Bring your tablets.", ("rash", "fever"))
    lithium = draft.item(desk.lithium.line_id)
    assert lithium is not None
    assert lithium.monitoring == (weight, level)
    with pytest.raises(Refused, match="past"):
        desk.plans.set_follow_up(draft, FollowUp(TODAY - timedelta(days=1), "late"))


def test_that_signing_makes_the_draft_the_plan_in_force(desk: Desk) -> None:
    step = a_step(TOMORROW, None, tablets("100"), reason="low mood persists")
    desk.plans.change_dose(desk.begin(), desk.sertraline.line_id, step)
    changes = desk.plans.sign(desk.draft, " partial response ")
    assert changes.touches("plan", desk.patient.id)
    plan = desk.in_force
    assert (plan.number, plan.status, plan.reason) == (7, PlanStatus.SIGNED, "partial response")
    assert (plan.signed_by, plan.signed_at) == (desk.session.user.id, desk.session.now())
    assert desk.plans.draft(desk.patient.id) is None
    assert "sign plan 7" in desk.audited()


def test_that_a_signed_plan_never_changes(desk: Desk) -> None:
    attempts: tuple[Callable[[], Changes], ...] = (
        lambda: desk.plans.save(replace(desk.signed, message="new words")),
        lambda: desk.plans.keep_line(desk.signed, an_item("new")),
        lambda: desk.plans.sign(desk.signed, "again"),
        lambda: desk.plans.throw_away(desk.signed),
        lambda: desk.plans.take_up(desk.signed, desk.signed.id, Picks({}, {})),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="stays as it is"):
            attempt()
    assert desk.in_force == desk.signed


def test_that_a_draft_signed_elsewhere_cannot_be_saved_over(desk: Desk) -> None:
    seen = desk.begin()
    desk.plans.set_words(seen, PlanWords("Hello", ()))
    mine = desk.draft
    desk.plans.sign(mine, "")
    with pytest.raises(Refused, match="stays as it is"):
        desk.plans.save(mine)


def test_that_a_changed_dose_or_a_stop_is_not_signed_without_a_reason(desk: Desk) -> None:
    desk.plans.stop(desk.begin(), desk.sertraline.line_id, Stopped(TOMORROW, "rash"))
    with pytest.raises(Refused, match="Write why") as refusal:
        desk.plans.sign(desk.draft, "   ")
    assert refusal.value.field == "reason"
    assert desk.in_force == desk.signed


def test_that_a_plan_with_starts_only_may_be_signed_without_a_reason(desk: Desk) -> None:
    as_labelled = a_step(TODAY, None, tablets("25"))
    desk.plans.keep_line(desk.begin(), an_item("lamotrigine", as_labelled))
    desk.plans.sign(desk.draft, "")
    assert desk.in_force.number == 7


def test_that_an_incomplete_line_is_not_signed(desk: Desk) -> None:
    desk.plans.keep_line(desk.begin(), an_item("lamotrigine", purpose=""))
    with pytest.raises(Refused, match="missing") as refusal:
        desk.plans.sign(desk.draft, "start")
    assert refusal.value.field == "lines"
    assert "lamotrigine" not in refusal.value.sentence


def test_that_an_unchanged_or_empty_draft_is_not_signed(desk: Desk) -> None:
    with pytest.raises(Refused, match="Nothing has changed"):
        desk.plans.sign(desk.begin(), "")
    other = a_patient()
    desk.plans.begin(other.id)
    empty = desk.plans.draft(other.id)
    assert empty is not None
    with pytest.raises(Refused, match="empty"):
        desk.plans.sign(empty, "")


def test_that_a_version_signed_meanwhile_makes_the_draft_stale_until_it_is_taken_up(desk: Desk) -> None:
    step = a_step(TOMORROW, None, tablets("100"), reason="low mood")
    desk.plans.change_dose(desk.begin(), desk.sertraline.line_id, step)
    other = a_signed_plan(
        desk.patient,
        desk.session.user,
        desk.sertraline,
        desk.lithium,
        an_item("buspirone"),
        number=7,
        version=1,
    )
    keep(desk.session, other)
    with pytest.raises(StaleRecord, match="Plan 7 was signed"):
        desk.plans.sign(desk.draft, "low mood")
    assert desk.plans.open(desk.patient.id).stale
    with pytest.raises(StaleRecord, match="signed just now"):
        desk.plans.take_up(desk.draft, desk.signed.id, Picks({}, {}))
    desk.plans.take_up(desk.draft, other.id, Picks({}, {}))
    assert not desk.plans.open(desk.patient.id).stale
    assert len(desk.draft.items) == 3
    desk.plans.sign(desk.draft, "low mood")
    plan = desk.in_force
    assert plan.number == 8
    assert plan.items[0].steps[-1].daily_dose == Decimal(100)


def test_that_two_versions_are_compared(desk: Desk) -> None:
    desk.plans.keep_line(desk.begin(), an_item("lamotrigine"))
    found = desk.plans.compare(desk.signed.id, desk.draft.id)
    assert [change.kind for change in found.changes] == [ChangeKind.START, ChangeKind.KEEP, ChangeKind.KEEP]
    assert [change.kind for change in desk.plans.compare(None, desk.signed.id).changes] == [
        ChangeKind.START
    ] * 2


def test_that_a_version_signed_in_the_evening_is_compared_as_of_its_own_day(desk: Desk) -> None:
    last_day = an_item("lamotrigine", a_step(TODAY - timedelta(days=9), TODAY))
    evening = NOW.replace(day=24, hour=2)
    versions = [
        a_signed_plan(desk.patient, desk.session.user, last_day, number=number, signed_at=evening)
        for number in (8, 9)
    ]
    keep(desk.session, *versions)
    found = desk.plans.compare(versions[0].id, versions[1].id)
    assert [change.kind for change in found.changes] == [ChangeKind.KEEP], "it is still taken that day"


def test_that_a_dose_tells_where_it_came_from(desk: Desk) -> None:
    step = a_step(TOMORROW, None, tablets("100"), reason="low mood persists")
    desk.plans.change_dose(desk.begin(), desk.sertraline.line_id, step)
    told = desk.plans.lineage(desk.patient.id, desk.sertraline.line_id)
    assert [(one.plan_number, one.reason) for one in told] == [(7, "low mood persists"), (6, "")]


def test_that_a_medicine_is_known_by_its_brand_and_unknown_names_are_told(desk: Desk) -> None:
    known = desk.plans.known_medicine("Zoloft")
    assert known is not None
    assert known.rxcui == "36437"
    assert desk.plans.known_medicine("moonwater") is None


def test_that_a_nurse_practitioner_may_draft_and_signs_only_where_allowed() -> None:
    desk = Desk(Role.NURSE_PRACTITIONER)
    desk.plans.keep_line(desk.begin(), an_item("lamotrigine"))
    with pytest.raises(NotAllowed):
        desk.plans.sign(desk.draft, "start")


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMIN])
def test_that_desk_and_office_see_no_plan(role: Role) -> None:
    desk = Desk(role)
    for attempt in (
        lambda: desk.plans.open(desk.patient.id),
        lambda: desk.plans.begin(desk.patient.id),
        lambda: desk.plans.in_force(desk.patient.id),
        lambda: desk.plans.lineage(desk.patient.id, desk.lithium.line_id),
    ):
        with pytest.raises(NotAllowed):
            attempt()
