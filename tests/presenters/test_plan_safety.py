"""What the plan says of its safety: after each change, while it is checked again, and when it cannot be."""

import pytest

from medmanager.domain.errors import Refused
from medmanager.domain.override import Grounds, OverrideReason
from tests.builders import a_step, an_item
from tests.plan_services import SEPTEMBER, a_line
from tests.presenters.plan_bench import begun, later


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
