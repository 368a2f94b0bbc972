"""What the plan says of its safety: after each change, while it is checked again, and when it cannot be."""

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.override import Grounds, OverrideReason
from medmanager.domain.plan.plan import Plan
from medmanager.domain.safety import SafetyReport
from tests.builders import TODAY, a_step, an_allergy, an_item, keep
from tests.plan_services import SEPTEMBER, a_line
from tests.presenters.plan_bench import Bench, begun, later
from ui.kit.safety.desk import TypedLine
from ui.kit.safety.words import AlertWords

SURE = Grounds(OverrideReason.BENEFIT, "No other way", None, True)


def test_that_a_medicine_that_is_not_in_the_base_is_said_to_be_unchecked() -> None:
    bench = begun()
    bench.chart.services.plans.keep_line(bench.chart.draft, an_item("moonwater"))
    bench.presenter.load()
    safety = bench.face.safety
    assert safety.not_checked == ("moonwater: This name is not in the base; nothing was checked for it.",)
    assert "1 not checked" in safety.line
    assert "Not reviewed by a pharmacist" in safety.review


def test_that_what_speaks_against_the_draft_is_shown_and_again_after_each_change() -> None:
    bench = begun()
    assert not any("ibuprofen" in alert.title for alert in bench.face.safety.alerts)
    bench.chart.services.plans.keep_line(bench.chart.draft, a_line("ibuprofen", a_step(SEPTEMBER)))
    bench.presenter.load()
    assert any("ibuprofen" in alert.title for alert in bench.face.safety.alerts)


def test_that_old_alerts_stay_in_sight_while_the_plan_is_checked_again() -> None:
    bench, ask = later()
    ask.answer()
    before = bench.face.safety
    bench.presenter.load()
    ask.answer()
    during = bench.face.safeties[-2]
    assert during.running
    assert during.alerts == before.alerts
    assert not bench.face.safety.running


def test_that_an_answer_about_another_version_is_not_shown() -> None:
    bench, ask = later()
    ask.answer()
    count = len(bench.face.safeties)
    bench.presenter.choose_version(bench.chart.signed.id)
    bench.presenter.choose_version(bench.chart.draft.id)
    ask.answer()
    assert [said.running for said in bench.face.safeties[count:]] == [True, True, False]


def test_that_a_reason_is_kept_and_stands_beside_the_alert() -> None:
    bench = begun()
    alert = next(one for one in bench.face.safety.alerts if "serotonin" in one.title)
    assert alert.alert is not None
    bench.presenter.answer_alert(alert.alert, Grounds(OverrideReason.MONITORED, "level in a week"))
    after = next(one for one in bench.face.safety.alerts if one.title == alert.title)
    assert after.override == "Dr. Amara Osei, Mon, Nov 23: will be monitored (level in a week)"
    assert bench.face.said[-1] == "reason kept"


def test_that_a_reason_without_words_is_refused_in_the_dialog() -> None:
    bench = begun()
    alert = bench.face.safety.alerts[0].alert
    assert alert is not None
    bench.presenter.answer_alert(alert, Grounds(OverrideReason.OTHER))
    assert "few words" in bench.face.reason_refused
    assert not bench.face.safety.alerts[0].override


def test_that_the_signature_waits_for_the_check_of_what_is_signed() -> None:
    bench, ask = later()
    ask.answer()
    bench.presenter.choose_version(bench.chart.draft.id)
    bench.presenter.ask_signature()
    assert bench.face.sheet is None
    ask.answer()
    assert bench.face.sheet is not None
    assert not bench.face.sheet.safety.running


def test_that_a_check_that_cannot_be_made_is_said_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = begun()

    def broken(*_: object) -> None:
        raise Refused("pairs.json cannot be read. Install MedManager again.")

    monkeypatch.setattr(bench.chart.services.safety, "report", broken)
    bench.presenter.load()
    safety = bench.face.safety
    assert (
        safety.missing == "Interactions are not checked: pairs.json cannot be read. Install MedManager again."
    )
    assert safety.alerts == ()
    bench.presenter.ask_signature()
    assert bench.face.sheet is not None
    assert "not checked" in bench.face.sheet.safety.line


def test_that_a_line_is_checked_as_it_is_typed_and_no_more_when_it_is_closed() -> None:
    bench = begun()
    line = a_line("ibuprofen", a_step(SEPTEMBER))
    bench.presenter.check_typed(TypedLine(line))
    assert any("ibuprofen" in alert.title for alert in bench.face.safety.alerts)
    assert all(alert.fresh for alert in bench.face.safety.alerts if "ibuprofen" in alert.title)
    assert bench.chart.draft.item(line.line_id) is None, "nothing is saved by looking"
    bench.presenter.check_typed(None)
    assert not any("ibuprofen" in alert.title for alert in bench.face.safety.alerts)


def test_that_a_medicine_without_a_dose_is_checked_by_its_name_and_that_is_said() -> None:
    bench = begun()
    bench.presenter.check_typed(TypedLine(None, "phenelzine"))
    assert bench.face.safety.undosed == ("phenelzine",)
    assert bench.face.safety.unanswered


def test_that_only_the_newest_of_many_keys_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, ask = later()
    ask.answer()
    asked: list[object] = []
    safety = bench.chart.services.safety
    report = safety.report

    def noted(patient_id: PatientId, plan: Plan | None, undosed: tuple[str, ...] = ()) -> SafetyReport:
        asked.append(undosed)
        return report(patient_id, plan, undosed)

    monkeypatch.setattr(safety, "report", noted)
    for name in ("s", "se", "sertraline", "phenelzine"):
        bench.presenter.check_typed(TypedLine(None, name))
    assert bench.face.safety.running
    ask.answer()
    assert asked == [("s",), ("phenelzine",)]
    assert bench.face.safety.undosed == ("phenelzine",)


def test_that_the_plan_that_is_read_again_keeps_what_is_typed_in_the_check() -> None:
    bench = begun()
    bench.presenter.check_typed(TypedLine(a_line("ibuprofen", a_step(SEPTEMBER))))
    bench.presenter.load()
    assert any("ibuprofen" in alert.title for alert in bench.face.safety.alerts)


def test_that_a_plan_with_an_open_contraindication_is_refused_and_signed_after_its_reason() -> None:
    bench = begun()
    bench.chart.services.plans.keep_line(bench.chart.draft, an_item("phenelzine"))
    bench.presenter.load()
    bench.presenter.ask_signature()
    bench.presenter.sign("as discussed")
    assert "no reason" in bench.face.refusals[-1][1]
    (alert,) = bench.face.safety.unanswered
    assert alert.alert is not None
    assert alert.line is not None, "it leads to the line that was written last"
    bench.presenter.answer_alert(alert.alert, Grounds(OverrideReason.BENEFIT, "No other way", None, True))
    assert bench.face.safety.unanswered == ()
    bench.presenter.ask_signature()
    bench.presenter.sign("as discussed")
    assert bench.chart.in_force.number == 7


def test_that_what_was_not_checked_is_signed_only_with_the_signers_word() -> None:
    bench = begun()
    bench.chart.services.plans.keep_line(bench.chart.draft, an_item("moonwater"))
    bench.presenter.load()
    bench.presenter.ask_signature()
    bench.presenter.sign("as discussed")
    assert "not checked" in bench.face.refusals[-1][1]
    bench.presenter.sign("as discussed", bench.face.safety.to_vouch_for)
    assert bench.chart.in_force.number == 7


def still_asked(bench: Bench) -> tuple[AlertWords, ...]:
    return bench.face.safety.unanswered


def test_that_what_somebody_adds_while_the_dialog_is_open_is_refused_and_stands_in_it() -> None:
    bench = begun()
    bench.chart.services.plans.keep_line(bench.chart.draft, an_item("lamotrigine", a_step(TODAY)))
    bench.presenter.load()
    bench.presenter.ask_signature()
    for one in still_asked(bench):
        assert one.alert is not None
        bench.presenter.answer_alert(one.alert, SURE)
    assert still_asked(bench) == ()
    keep(bench.chart.services.session, an_allergy(bench.chart.patient, "lamotrigine", "rash"))
    bench.presenter.sign("as discussed")
    assert bench.chart.in_force.number == 6
    assert "no reason" in bench.face.refusals[-1][1]
    (asked,) = still_asked(bench)
    assert asked.alert is not None
    assert asked.alert.rule == "same-substance"
    bench.presenter.answer_alert(asked.alert, SURE)
    bench.presenter.sign("as discussed")
    assert bench.chart.in_force.number == 7
