"""What the plan screen shows, and that each change is made on the draft that was seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from medmanager.domain.changes import Changes
from medmanager.domain.errors import StoreUnavailable
from medmanager.domain.ids import UserId
from medmanager.domain.plan.book import PlanWords
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.plan import MonitoringItem, PlanStatus, Stopped
from medmanager.domain.user import Role
from tests.builders import TODAY, a_patient, a_signed_plan, a_step, keep, new_id, tablets
from tests.fakes import FakeStore
from tests.kit.fakes import NotedNavigate
from tests.plan_services import SEPTEMBER, Chart, a_line, chart_services
from tests.presenters.plan_bench import Bench, begun, later
from ui.screens.plan.page import LineRow, NoteRow, SavedWords, StepRow
from ui.screens.plan.presenter import NO_PLAN

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def bench() -> Bench:
    return Bench(Chart(chart_services()))


def test_that_a_patient_without_a_plan_is_offered_to_start_one() -> None:
    chart = Chart(chart_services())
    chart.patient = a_patient()
    bench = Bench(chart)
    assert bench.face.said == ["loading", f"{NO_PLAN} True"]
    bench.presenter.begin()
    assert (bench.face.page.title, bench.face.page.editable) == ("Plan 1", True)
    assert bench.face.page.rows == ()
    assert bench.face.page.subtitle == "the first plan of this patient"


def test_that_the_plan_in_force_is_read_only_until_it_is_changed(bench: Bench) -> None:
    page = bench.face.page
    assert (page.title, page.editable, page.may_begin, page.acts) == ("Plan 6", False, True, ())
    assert page.subtitle == "signed Nov 23, 2026 by Dr. Amara Osei"
    bench.presenter.begin()
    page = bench.face.page
    assert (page.title, page.editable, page.may_begin) == ("Plan 7", True, False)
    assert page.subtitle == "replaces plan 6 of Nov 23, 2026"


def test_that_each_medicine_has_a_head_and_its_dated_steps(bench: Bench) -> None:
    rows = bench.face.page.rows
    assert [row.name for row in rows if isinstance(row, LineRow)] == ["sertraline", "lithium carbonate"]
    head, step = rows[2], rows[3]
    assert isinstance(head, LineRow)
    assert head.details == "300\u00a0mg tablets · for low mood · now 900\u00a0mg"
    assert isinstance(step, StepRow)
    tablets_, each_day = "3\u00a0×\u00a0300\u00a0mg", "900\u00a0mg"
    assert step.cells == ("Tue, Sep 1", "ongoing", "", "1", "", "", "2", tablets_, each_day)


def test_that_a_taper_shows_its_stop_and_what_changed_since() -> None:
    bench = begun()
    chart = bench.chart
    steps = (
        a_step(SEPTEMBER, TODAY),
        a_step(TOMORROW, date(2026, 12, 7), tablets("25"), reason="well for a year"),
        a_step(date(2026, 12, 8), date(2026, 12, 21), tablets("25", number="0.5"), reason="well for a year"),
    )
    taper = replace(chart.sertraline, steps=steps, stopped=Stopped(date(2026, 12, 22), "well for a year"))
    chart.services.plans.keep_line(chart.draft, taper)
    bench.presenter.load()
    steps_shown = [row for row in bench.face.page.rows if isinstance(row, StepRow)]
    assert [row.cells[0] for row in steps_shown if row.line_id == taper.line_id] == [
        "Tue, Nov 24",
        "Tue, Dec 8",
        "Tue, Dec 22",
    ]
    assert steps_shown[2].stop
    assert steps_shown[2].cells[7:] == ("Stop", "0\u00a0mg")
    change = bench.face.page.changes[0]
    assert (change.name, change.words) == ("sertraline", "50 to 25, 12.5\u00a0mg, stop Dec 22")
    assert bench.face.page.changes[1].words == "900\u00a0mg, no change"
    assert bench.face.page.since == "plan 6"


def test_that_stopped_medicines_stand_in_one_sentence() -> None:
    chart = Chart(chart_services())
    gone = replace(
        a_line("fluoxetine", a_step(date(2026, 1, 1), date(2026, 2, 1))),
        stopped=Stopped(date(2026, 2, 2), "rash"),
    )
    plan = a_signed_plan(chart.patient, chart.services.session.user, gone, chart.lithium, number=7, version=1)
    keep(chart.services.session, plan)
    page = Bench(chart).face.page
    assert NoteRow("Not taken any more: FLUoxetine (Feb 2, rash)") in page.rows


def test_that_a_medicine_is_stopped_with_a_typed_day_and_a_reason() -> None:
    bench = begun()
    line = bench.chart.sertraline.line_id
    bench.presenter.stop(line, "soon", "rash")
    bench.presenter.stop(line, "tomorrow", "  ")
    assert [field for field, _ in bench.face.refusals] == ["on", "reason"]
    bench.presenter.stop(line, "tomorrow", "rash")
    item = bench.chart.draft.item(line)
    assert item is not None
    assert item.stopped == Stopped(TOMORROW, "rash")
    assert bench.face.said[-1] == "closed"


def test_that_a_pause_may_be_given_as_a_length() -> None:
    bench = begun()
    line = bench.chart.lithium.line_id
    bench.presenter.pause(line, "Nov 25", "until later", "surgery")
    bench.presenter.pause(line, "Nov 25", "5 days", " ")
    assert [field for field, _ in bench.face.refusals] == ["end", "reason"]
    bench.presenter.pause(line, "Nov 25", "5 days", "surgery")
    item = bench.chart.draft.item(line)
    assert item is not None
    assert [(step.start, step.end) for step in item.steps if step.paused] == [
        (date(2026, 11, 25), date(2026, 11, 29))
    ]


def test_that_the_save_is_told_with_its_time_and_can_be_undone_step_by_step() -> None:
    bench = begun()
    assert (bench.face.page.saved.words, bench.face.can_undo) == ("", False)
    for number in range(20):
        bench.presenter.set_words(f"Words {number}", "")
    assert bench.face.page.saved.words == "Draft saved 10:42"
    for _ in range(20):
        assert bench.face.can_undo
        bench.desk.undo()
    assert bench.chart.draft.message == ""
    assert not bench.face.can_undo


def test_that_a_draft_that_somebody_else_changed_says_who_and_when() -> None:
    bench = begun()
    bench.presenter.set_words("Mine", "")
    assert bench.face.page.saved.words == "Draft saved 10:42"
    chart = bench.chart
    hers = chart.services.session.user
    keep(chart.services.session, replace(hers, id=UserId(new_id()), login="lund", display_name="Dr. B. Lund"))
    as_somebody_else(bench, lambda: chart.services.plans.set_words(chart.draft, PlanWords("Hers", ())))
    bench.presenter.load()
    assert bench.face.page.message == "Hers"
    assert bench.face.page.saved == SavedWords("Changed by Dr. B. Lund at 10:47", "users")
    bench.presenter.set_words("Mine again", "")
    assert bench.face.page.saved.words.startswith("Draft saved"), "this one is mine again"


def as_somebody_else(bench: Bench, act: Callable[[], Changes]) -> None:
    """Five minutes later, at another computer: the entry of the log names another person."""
    session = bench.chart.services.session
    bench.chart.services.clock.advance(timedelta(minutes=5))
    act()
    store = session.store
    assert isinstance(store, FakeStore)
    with store.read() as work:
        other = next(one for one in work.users.all() if one.login == "lund")
    last = store.entries[-1]
    store.entries[-1] = replace(last, entry=replace(last.entry, actor_id=other.id))


def test_that_a_draft_that_somebody_else_signed_is_told_with_who_and_when() -> None:
    bench = begun()
    chart, services = bench.chart, bench.chart.services
    other = replace(services.session.user, id=UserId(new_id()), login="lund", display_name="Dr. B. Lund")
    keep(services.session, other)
    signed = replace(
        chart.draft, status=PlanStatus.SIGNED, signed_by=other.id, signed_at=services.clock.now()
    )
    keep(services.session, signed)
    bench.presenter.load()
    assert bench.notices.said == ["Dr. B. Lund signed plan 7 at 10:42."]


def test_that_what_i_sign_is_not_told_as_signed_by_somebody_else() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.ask_signature()
    bench.presenter.sign("rash")
    bench.presenter.load()
    assert not any("signed plan" in said for said in bench.notices.said)


def test_that_undo_never_takes_back_what_somebody_else_did() -> None:
    bench = begun()
    bench.presenter.set_words("Mine", "")
    bench.chart.services.plans.set_words(bench.chart.draft, PlanWords("Hers", ()))
    bench.presenter.load()
    assert not bench.face.can_undo
    bench.desk.undo()
    assert bench.chart.draft.message == "Hers"


def test_that_changes_made_faster_than_they_are_saved_are_all_saved() -> None:
    bench, ask = later()
    bench.presenter.set_words("One", "")
    bench.presenter.set_follow_up(date(2026, 12, 4), "step check")
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.load()
    ask.answer()
    draft = bench.chart.draft
    assert draft.message == "One"
    assert draft.follow_up is not None
    assert draft.items[0].stopped is not None
    assert bench.notices.warned == []


def test_that_a_change_on_a_draft_that_moved_on_is_told_and_lets_go_of_the_rest() -> None:
    bench, ask = later()
    bench.chart.services.plans.set_words(bench.chart.draft, PlanWords("Hers", ()))
    bench.presenter.set_words("Mine", "")
    bench.presenter.set_words("Mine again", "")
    ask.answer()
    assert bench.chart.draft.message == "Hers"
    assert len(bench.notices.warned) == 1
    assert "You see theirs; you had written: Mine again" in bench.notices.warned[0]
    assert bench.face.page.message == "Hers"


def test_that_what_is_typed_goes_onto_a_draft_that_somebody_else_changed_elsewhere() -> None:
    bench, ask = later()
    plans = bench.chart.services.plans
    plans.stop(bench.chart.draft, bench.chart.sertraline.line_id, Stopped(TODAY, "rash"))
    bench.presenter.set_words("Mine", "")
    bench.presenter.set_follow_up(TODAY + timedelta(days=28), "see how it works")
    ask.answer()
    draft = bench.chart.draft
    assert (draft.message, draft.follow_up and draft.follow_up.why) == ("Mine", "see how it works")
    stopped = draft.item(bench.chart.sertraline.line_id)
    assert stopped is not None
    assert stopped.stopped == Stopped(TODAY, "rash"), "hers stays"
    assert bench.notices.warned == []


def test_that_signs_of_somebody_else_stay_under_a_message_of_mine() -> None:
    bench, ask = later()
    bench.chart.services.plans.set_words(bench.chart.draft, PlanWords("", ("Fever",)))
    bench.presenter.set_words("Mine", "")
    ask.answer()
    assert (bench.chart.draft.message, bench.chart.draft.warning_signs) == ("Mine", ("Fever",))


def test_that_what_is_typed_while_the_store_takes_nothing_stays_and_goes_with_the_next_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = begun()
    with monkeypatch.context() as full:
        full.setattr(FakeStore, "write", refusing)
        bench.presenter.set_words("Mine", "")
        bench.presenter.load()
        assert bench.face.page.message == "Mine"
        assert bench.face.page.saved == SavedWords("Not all of it is saved", "triangle-alert", "major")
        bench.presenter.ask_signature()
        assert bench.face.sheet is None, "what is on the screen would not be signed"
    assert bench.chart.draft.message == ""
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    assert bench.chart.draft.message == "Mine"
    assert bench.face.page.saved.words.startswith("Draft saved")


def refusing(*_: object) -> None:
    raise StoreUnavailable("The disk is full.")


def test_that_a_draft_thrown_away_by_somebody_else_is_told() -> None:
    bench, ask = later()
    bench.chart.services.plans.throw_away(bench.chart.draft)
    bench.presenter.set_words("Mine", "")
    ask.answer()
    assert "thrown away" in bench.notices.warned[0]
    assert bench.face.page.title == "Plan 6"


def test_that_signing_shows_the_changes_and_the_reasons_given() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.ask_signature()
    sheet = bench.face.sheet
    assert sheet is not None
    assert (sheet.number, sheet.reason, sheet.needs_reason, sheet.missing) == (7, "rash", True, ())
    assert sheet.safety.edition.startswith("safety data")
    bench.presenter.sign("rash")
    assert bench.chart.in_force.number == 7
    assert bench.notices.said == ["Plan 7 is signed."]
    assert (bench.face.page.title, bench.face.page.editable) == ("Plan 7", False)
    assert bench.face.said[-1] == "closed"


def test_that_signing_names_the_tests_by_hand_that_a_stop_leaves_behind() -> None:
    bench = begun()
    line = bench.chart.sertraline.line_id
    by_hand = (MonitoringItem("sodium", TODAY + timedelta(days=9), "asked by phone"),)
    bench.chart.services.plans.set_monitoring(bench.chart.draft, line, by_hand)
    bench.presenter.load()
    bench.presenter.stop(line, "tomorrow", "rash")
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    (told,) = [row.reason for row in bench.face.sheet.changes if row.line_id == line]
    assert "Put in by hand, and still on the plan after that: sodium by Dec 2" in told


def test_that_only_the_draft_that_was_shown_is_signed() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.ask_signature()
    bench.chart.services.plans.set_words(bench.chart.draft, PlanWords("Changed meanwhile", ()))
    bench.presenter.load()
    bench.presenter.sign("rash")
    assert bench.chart.in_force.number == 6
    assert "Nothing was overwritten" in bench.face.refusals[-1][1]


def test_that_a_refused_signature_stands_beside_its_reason() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.ask_signature()
    bench.presenter.sign("  ")
    assert bench.face.refusals[-1][0] == "reason"


def test_that_missing_things_are_named_by_medicine_before_signing() -> None:
    bench = begun()
    bench.chart.services.plans.keep_line(bench.chart.draft, a_line("lamotrigine", purpose=""))
    bench.presenter.load()
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    assert bench.face.sheet.missing == ("lamoTRIgine: Write what it is for.",)


def test_that_a_version_signed_meanwhile_is_told() -> None:
    bench = begun()
    chart = bench.chart
    step = a_step(TOMORROW, None, tablets("75"), reason="mine")
    chart.services.plans.change_dose(chart.draft, chart.sertraline.line_id, step)
    theirs = replace(
        chart.sertraline, steps=(a_step(SEPTEMBER, TODAY), a_step(TOMORROW, None, tablets("25")))
    )
    signer = chart.services.session.user
    keep(
        chart.services.session,
        a_signed_plan(chart.patient, signer, theirs, chart.lithium, number=7, version=1),
    )
    bench.presenter.load()
    page = bench.face.page
    assert page.notice.startswith("Dr. Amara Osei signed plan 7 on Mon, Nov 23")
    assert not page.may_sign


def test_that_another_version_is_shown_read_only_and_compared() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.choose_version(bench.chart.signed.id)
    assert (bench.face.page.title, bench.face.page.editable) == ("Plan 6", False)
    bench.presenter.compare(bench.chart.signed.id, bench.chart.draft.id)
    sheet = bench.face.compared
    assert sheet is not None
    assert [(row.name, row.before, row.after) for row in sheet.rows] == [
        ("sertraline", "50\u00a0mg, ongoing", "50\u00a0mg to Nov 23, stop Nov 24"),
        ("lithium carbonate", "900\u00a0mg, ongoing", "900\u00a0mg, ongoing"),
    ]
    assert [text for _, text in sheet.versions] == ["Plan 7, draft", "Plan 6, Nov 23, 2026, in force"]


def test_that_a_dose_tells_its_history() -> None:
    bench = begun()
    bench.presenter.stop(bench.chart.sertraline.line_id, "tomorrow", "rash")
    bench.presenter.tell_history(bench.chart.sertraline.line_id)
    assert [(row.dose, row.version, row.reason) for row in bench.face.history] == [
        ("stop", "plan 7, draft", "rash"),
        ("50\u00a0mg", "plan 6, Dr. Amara Osei, Nov 23, 2026", ""),
    ]


def test_that_a_removed_line_can_be_brought_back() -> None:
    bench = begun()
    new = a_line("lamotrigine")
    bench.chart.services.plans.keep_line(bench.chart.draft, new)
    bench.presenter.load()
    bench.presenter.remove(new.line_id)
    assert bench.chart.draft.item(new.line_id) is None
    assert bench.notices.undo is not None
    bench.notices.undo()
    assert bench.chart.draft.item(new.line_id) == new


def test_that_what_may_be_done_follows_the_line() -> None:
    bench = begun()
    new = a_line("lamotrigine", a_step(TOMORROW))
    bench.chart.services.plans.keep_line(bench.chart.draft, new)
    bench.presenter.load()
    acts = {one.line_id: one for one in bench.face.page.acts}
    taken, fresh = acts[bench.chart.sertraline.line_id], acts[new.line_id]
    assert (taken.change, taken.pause, taken.stop, taken.remove) == (True, True, True, False)
    assert (fresh.change, fresh.pause, fresh.stop, fresh.remove) == (True, False, False, True)


def test_that_a_next_visit_in_the_past_is_refused_beside_its_field() -> None:
    bench = begun()
    bench.presenter.set_follow_up(TODAY - timedelta(days=1), "late")
    assert bench.face.refusals[-1][0] == "follow_up"
    bench.presenter.set_follow_up(date(2026, 12, 4), "")
    assert (bench.face.page.visit.day, bench.face.page.visit.proposed) == ("Fri, Dec 4", False)
    bench.presenter.set_follow_up(None, "")
    assert bench.face.page.visit.proposed


def test_that_a_next_visit_is_not_proposed_before_a_step_that_is_decided_now() -> None:
    bench = begun()
    chart = bench.chart
    step = a_step(TOMORROW, None, tablets("75"), reason="more")
    chart.services.plans.change_dose(chart.draft, chart.sertraline.line_id, step)
    bench.presenter.load()
    visit = bench.face.page.visit
    assert (visit.day, visit.why) == ("Tue, Dec 8", "two weeks after sertraline changed")


def test_that_preview_goes_to_the_documents() -> None:
    bench = begun()
    bench.presenter.preview()
    assert isinstance(bench.context.navigate, NotedNavigate)
    assert bench.context.navigate.patients == [(bench.chart.patient.id, "documents", bench.chart.draft.id)]


def test_that_throwing_the_draft_away_leaves_the_plan_in_force() -> None:
    bench = begun()
    bench.presenter.throw_away()
    assert (bench.face.page.title, bench.face.page.may_begin) == ("Plan 6", True)


def test_that_who_may_not_sign_is_told_why() -> None:
    chart = Chart(chart_services(Role.NURSE_PRACTITIONER))
    chart.begin()
    page = Bench(chart).face.page
    assert (page.editable, page.may_sign) == (True, False)
    assert "Ask a provider" in page.sign_tip


def test_that_the_front_desk_sees_no_plan() -> None:
    chart = Chart(chart_services(Role.FRONT_DESK))
    assert Bench(chart).face.said == ["loading", "not allowed"]


def test_that_a_store_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = Chart(chart_services())

    def fails(patient_id: object) -> None:
        raise StoreUnavailable("The database does not answer.")

    monkeypatch.setattr(chart.services.plans, "open", fails)
    assert Bench(chart).face.said[-1] == "error: The database does not answer."


def test_that_changes_are_told_in_order_of_what_they_are() -> None:
    bench = begun()
    chart = bench.chart
    chart.services.plans.keep_line(chart.draft, a_line("lamotrigine", a_step(TOMORROW)))
    bench.presenter.load()
    assert [change.icon for change in bench.face.page.changes] == ["plus", "check", "check"]
    assert ChangeKind.START < ChangeKind.STOP
