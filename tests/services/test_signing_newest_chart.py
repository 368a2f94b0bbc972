"""What another person writes down between the look and the signature counts, and so does a doubtful base."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from medmanager.domain.errors import AlertsNotAcknowledged
from medmanager.domain.history import Measure, MedicationStatement, Observation, TakingStatus
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.override import EVERYTHING, Expiry
from medmanager.domain.patient import Allergy, Condition
from medmanager.domain.record import Record
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.plans import Plans
from medmanager.services.safety import Safety
from tests.builders import NOW, TODAY, keep, new_id
from tests.services.test_signing_safely import Signing
from tests.shelf import the_base

Written = Callable[[PatientId], Record]


def an_allergy(substance: str, reaction: str = "hives") -> Written:
    return lambda patient: Allergy(new_id(), patient, substance, reaction)


def a_condition(name: str) -> Written:
    return lambda patient: Condition(new_id(), patient, name)


def a_result(measure: Measure, value: str) -> Written:
    return lambda patient: Observation(new_id(), patient, measure, Decimal(value), NOW)


def a_medicine(name: str) -> Written:
    return lambda patient: MedicationStatement(new_id(), patient, name, status=TakingStatus.TAKING)


MEANWHILE = {
    "an allergy": ("lamotrigine", an_allergy("lamotrigine")),
    "an allergy to a relative": ("carbamazepine", an_allergy("oxcarbazepine")),
    "a condition": ("bupropion", a_condition("bulimia nervosa")),
    "a QTc": ("ziprasidone", a_result(Measure.QTC, "520")),
    "a neutrophil count": ("clozapine", a_result(Measure.ANC, "0.4")),
    "kidneys": ("duloxetine", a_result(Measure.EGFR, "12")),
    "an outside medicine": ("buspirone", a_medicine("linezolid")),
}


@pytest.mark.parametrize(("drug", "written"), MEANWHILE.values(), ids=MEANWHILE)
def test_that_what_somebody_writes_down_meanwhile_is_asked_about_before_it_is_signed(
    drug: str, written: Written
) -> None:
    signing = Signing(drug)
    signing.answer_all()
    seen = signing.chart.draft
    keep(signing.session, written(signing.chart.patient.id))
    with pytest.raises(AlertsNotAcknowledged, match="no reason"):
        signing.plans.sign(seen, "as discussed")
    assert signing.chart.in_force == signing.chart.signed
    signing.answer_all()
    signing.plans.sign(seen, "as discussed")
    assert signing.chart.in_force.number == 7


WORSE = {
    "a longer QTc": ("ziprasidone", Measure.QTC, "505", "560"),
    "weaker kidneys": ("duloxetine", Measure.EGFR, "28", "9"),
    "fewer neutrophils": ("clozapine", Measure.ANC, "1.4", "1.1"),
}


@pytest.mark.parametrize(("drug", "measure", "first", "then"), WORSE.values(), ids=WORSE)
def test_that_a_reason_given_for_a_milder_result_does_not_sign_the_worse_one(
    drug: str, measure: Measure, first: str, then: str
) -> None:
    signing = Signing(drug)
    patient = signing.chart.patient.id
    seen = Observation(new_id(), patient, measure, Decimal(first), NOW)
    keep(signing.session, seen)
    signing.answer_all()
    assert not signing.open()
    keep(signing.session, replace(seen, value=Decimal(then)))
    assert {one.expiry for one in signing.open()} == {Expiry.RESULT}
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


@pytest.mark.parametrize(("drug", "measure", "then", "first"), WORSE.values(), ids=WORSE)
def test_that_a_reason_holds_for_a_result_that_is_better(
    drug: str, measure: Measure, then: str, first: str
) -> None:
    signing = Signing(drug)
    seen = Observation(new_id(), signing.chart.patient.id, measure, Decimal(first), NOW)
    keep(signing.session, seen)
    signing.answer_all()
    keep(signing.session, replace(seen, value=Decimal(then)))
    assert not signing.open()


def test_that_a_result_ends_no_reason_that_does_not_rest_on_it() -> None:
    signing = Signing("phenelzine")
    signing.answer_all()
    keep(signing.session, a_result(Measure.QTC, "430")(signing.chart.patient.id))
    signing.sign()
    assert signing.chart.in_force.number == 7


def test_that_a_graver_reaction_is_asked_about_again() -> None:
    signing = Signing("lamotrigine")
    known = Allergy(new_id(), signing.chart.patient.id, "lamotrigine", "rash")
    keep(signing.session, known)
    signing.answer_all()
    keep(signing.session, replace(known, reaction="Stevens-Johnson syndrome"))
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


@pytest.mark.parametrize(("known", "added"), [("rash", "Stevens-Johnson syndrome"), ("nausea", "")])
def test_that_another_record_of_the_same_allergy_is_asked_about_too(known: str, added: str) -> None:
    signing = Signing("lamotrigine")
    patient = signing.chart.patient.id
    keep(signing.session, an_allergy("lamotrigine", known)(patient))
    signing.answer_all()
    assert not signing.open()
    keep(signing.session, an_allergy("lamotrigine", added)(patient))
    (asked,) = signing.open()
    assert known in asked.alert.mechanism
    assert (added or "another reaction, not recorded") in asked.alert.mechanism
    with pytest.raises(AlertsNotAcknowledged):
        signing.sign()


# ------------------------------------------------------------------------------------- a doubtful base


def unsealed(base: KnowledgeBase) -> KnowledgeBase:
    return replace(base, edition=replace(base.edition, sealed=False))


def outdated(base: KnowledgeBase) -> KnowledgeBase:
    return replace(base, edition=replace(base.edition, as_of=date(TODAY.year - 2, 1, 1)))


def to_come(base: KnowledgeBase) -> KnowledgeBase:
    return replace(base, edition=replace(base.edition, as_of=date(TODAY.year + 1, 1, 1)))


def damaged(base: KnowledgeBase) -> KnowledgeBase:
    return replace(base, problems=("rules/interactions/lithium.json cannot be read.",))


DOUBTFUL = {
    "unsealed": (unsealed, "changed since it was sealed"),
    "outdated": (outdated, "more than a year old"),
    "of a day to come": (to_come, "which is to come"),
    "damaged": (damaged, "lithium.json cannot be read"),
}


@pytest.mark.parametrize(("doubt", "told"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_that_a_doubtful_base_is_told_and_signed_only_with_the_signers_word(
    doubt: Callable[[KnowledgeBase], KnowledgeBase], told: str
) -> None:
    signing = Signing("buspirone")
    shelf = KnowledgeShelf(lambda: doubt(the_base()))
    plans, draft = Plans(signing.session, shelf), signing.chart.draft
    report = Safety(signing.session, shelf).report(signing.chart.patient.id, draft)
    assert any(told in warning for warning in report.edition.warnings)
    assert report.to_vouch_for == (EVERYTHING,)
    with pytest.raises(AlertsNotAcknowledged, match=told):
        plans.sign(draft, "as discussed")
    assert signing.chart.in_force == signing.chart.signed
    plans.sign(draft, "as discussed", report.to_vouch_for)
    (kept,) = signing.reasons()
    assert kept.subjects == (EVERYTHING,)
    assert told in kept.title, "the safety owner sees why"


def test_that_vouching_for_a_name_does_not_vouch_for_a_doubtful_base() -> None:
    signing = Signing("moonwater")
    plans = Plans(signing.session, KnowledgeShelf(lambda: outdated(the_base())))
    for vouched in (("moonwater",), (EVERYTHING,)):
        with pytest.raises(AlertsNotAcknowledged):
            plans.sign(signing.chart.draft, "as discussed", vouched)
    plans.sign(signing.chart.draft, "as discussed", ("moonwater", EVERYTHING))
    assert signing.chart.in_force.number == 7
