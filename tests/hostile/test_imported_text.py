"""Strings of every family in imported records: read whole or told as left, and never another dose."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from medmanager.documents.writer import PdfWriter
from medmanager.domain.errors import Refused
from medmanager.domain.paper.document import DocumentKind
from medmanager.domain.patient import Patient
from medmanager.domain.plan.reconciliation import Decision, Wanted
from medmanager.services.imports import Imports
from medmanager.services.paper_table import paper_table
from medmanager.services.printing import Printing
from medmanager.services.reconciling import Reconciling
from medmanager.services.session import Session
from tests.builders import a_session, a_signed_plan, an_item, keep
from tests.exchange.samples import a_patient, quiet, read_bundle, read_one, reader, write_bundle
from tests.fakes import FakeStore
from tests.hostile.imported import PROSE, problems, read_texts, records, texts, visible
from tests.services.paper_desk import EFFECTS, a_clinic
from tests.shelf import KNOWLEDGE, SHELF

HOW_MANY, PRINTED, TOGETHER = 20_000, 1_500, 8
PAPERS = (DocumentKind.PLAN, DocumentKind.FAIL_SAFE)
SAYS_WHAT = ("Write", "Leave it out")


@pytest.mark.rig
def test_that_every_text_is_taken_whole_or_told_as_left(tmp_path: Path, rig_scale: float) -> None:
    some = texts(max(150, int(HOW_MANY * rig_scale)))
    assert problems(read_texts(tmp_path, some), some) == []


@pytest.mark.rig
def test_that_a_person_has_the_name_and_the_address_of_the_file_or_is_told_as_left(
    tmp_path: Path, rig_scale: float
) -> None:
    some = texts(max(150, int(HOW_MANY * rig_scale)))
    file = read_bundle(tmp_path, *map(a_person, range(len(some)), some))
    left = sum(reason.count for reason in file.left)
    assert len(file.patients) + left == len(some)
    by_day = {one.patient.birth_date: one.patient for one in file.patients}
    for number, text in enumerate(some):
        patient = by_day.get(born(number))
        if patient is not None:
            stored = (patient.family_name, patient.given_name, patient.address)
            assert [visible(one) for one in stored] == [visible(text)] * 3


def born(number: int) -> date:
    return date.fromordinal(date(1930, 1, 1).toordinal() + number)


def a_person(number: int, text: str) -> dict[str, object]:
    """Somebody whose name and address are this text; told apart by the day of birth."""
    return a_patient(
        id=f"p{number}",
        birthDate=born(number).isoformat(),
        name=[{"family": text, "given": [text]}],
        address=[{"use": "home", "line": [text]}],
        telecom=[{"system": "phone", "value": text}, {"system": "email", "value": f"{text}@x"}],
    )


@pytest.mark.rig
def test_that_a_chart_with_such_texts_is_printed_or_says_what_to_write_anew(rig_scale: float) -> None:
    some = texts(max(8, int(PRINTED * rig_scale)))
    writer = PdfWriter(KNOWLEDGE.parent)
    papers = 0
    for first in range(0, len(some), TOGETHER):
        for sentence in printed(some[first : first + TOGETHER], writer):
            papers += not sentence
            assert not sentence or any(word in sentence for word in SAYS_WHAT), sentence
    assert papers > len(some) / TOGETHER / 2, "most of it can be printed"


def printed(few: tuple[str, ...], writer: PdfWriter) -> Iterator[str]:
    """What is said instead of each paper, "" where it is drawn. Every medicine is asked to stop."""
    session = a_session()
    a_clinic(session)
    with tempfile.TemporaryDirectory() as folder:
        resources = [one for number, text in enumerate(few) for one in records(text, number)]
        path = write_bundle(Path(folder), a_patient(), *resources)
        (report,) = Imports(session, reader()).take([path], quiet)
    assert not report.refused
    patient = only_patient(session)
    keep(session, a_signed_plan(patient, session.user, an_item(), number=1))
    reconciling = Reconciling(session, SHELF)
    told = reconciling.open(patient.id).medicines
    reconciling.decide(patient.id, [Wanted(one.statement, Decision.STOP, "twice") for one in told])
    printing = Printing(session, writer, paper_table(session, EFFECTS, SHELF))
    for kind in PAPERS:
        try:
            printing.prepare(kind, patient.id)
        except Refused as refusal:
            yield refusal.sentence
        else:
            yield ""


def test_that_the_paper_says_that_it_is_an_allergy_which_has_to_be_written_anew() -> None:
    plan, _ = printed(("penicillin 1\x000",), PdfWriter(KNOWLEDGE.parent))
    assert plan.startswith("The substance of an allergy holds a letter that was lost")


def only_patient(session: Session) -> Patient:
    store = session.store
    assert isinstance(store, FakeStore)
    (patient,) = store.shelf.of(Patient).values()
    return patient


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1\x000 mg", "1\ufffd0 mg"),
        ("1\u200b0 mg", "1\ufffd0 mg"),
        ("0\u00ad.5 mg", "0\ufffd.5 mg"),
        ("lithium \u202egm 05", "lithium \ufffdgm 05"),
        ("half\x00 a tablet", "half a tablet"),
        ("take 2\u200b daily", "take 2 daily"),
    ],
)
def test_that_what_is_hidden_in_a_number_leaves_a_mark(tmp_path: Path, written: str, kept: str) -> None:
    name, *_ = records(written, 1)
    (told,) = read_one(tmp_path, name).statements
    assert (told.name, told.directions) == (kept, kept)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("mg", "5 mg"),
        ("{tablet}", "5 {tablet}"),
        ("%", "5 %"),
        ("0 mg", "dose 5, unit “0 mg”"),
        (".5 mg", "dose 5, unit “.5 mg”"),
        ("½", "dose 5, unit “½”"),
        ("-10 mg", "dose 5, unit “-10 mg”"),
    ],
)
def test_that_a_unit_with_a_number_makes_no_other_dose(tmp_path: Path, unit: str, told: str) -> None:
    _, dosed, *_ = records(unit, 1)
    assert read_one(tmp_path, dosed).statements[0].directions == told


def test_that_a_long_name_in_a_code_is_told_as_left_and_not_cut(tmp_path: Path) -> None:
    long = {"coding": [{"system": "http://snomed.info/sct", "code": "1", "display": "x" * 501}]}
    *_, condition = records("unused", 1)
    file = read_bundle(tmp_path, a_patient(), {**condition, "code": long})
    assert file.patients[0].conditions == ()
    assert [reason.why for reason in file.left] == ["a text is longer than 500 characters (display)"]


def test_that_the_prose_is_among_the_texts() -> None:
    assert set(PROSE) < set(texts(10))
