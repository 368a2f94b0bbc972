"""A practice of invented people, large enough to measure: made once and kept in the clone's build folder."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from medmanager.bootstrap import services_at
from medmanager.demo.practice import make_practice
from medmanager.demo.team import PASSWORD
from medmanager.domain.history import Measure
from medmanager.domain.ids import PatientId, UserId, VisitId, uuid7
from medmanager.domain.patient import Patient
from medmanager.domain.user import Act
from medmanager.domain.visit import Response, ScaleResult, SideEffectRating, Visit, VisitStatus, Vital
from medmanager.persistence import schema
from medmanager.places import Place
from medmanager.services.facade import Services
from tests.builders import a_patient

BUILD = Path(__file__).resolve().parents[2] / "build" / "bench"
LOGIN = "osei"
TOGETHER = 2000
FAMILIES = (
    "Abbott Alvarez Andersson Baptiste Bergstrom Castellanos Chatterjee Delacroix Eriksson Fitzgerald "
    "Fontaine Garcia Goldberg Hashimoto Henriksen Ibrahim Jankowski Kaplan Kowalczyk Lindqvist Marchetti "
    "McAllister Nakamura Nascimento Okafor Oyelaran Papadopoulos Petrov Quintero Ramirez Rosenthal Sandoval "
    "Schneider Takahashi Underwood Valenzuela Vasquez Whitfield Yamamoto Zielinski"
)
GIVEN = (
    "Aaliyah Abena Adrian Agnes Alejandro Amara Anders Beatriz Benedict Camille Chidi Cordelia Daniela "
    "Dmitri Eleanor Emeka Fatima Gabriel Giulia Hannah Haruto Ingrid Isabella Jamal Joaquin Keiko Lars Leila "
    "Maren Mateo Nadia Oluwaseun Priya Quentin Rosalind Santiago Tamsin Ulrich Valentina Wendell Ximena Yusuf"
)
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo za"


@contextmanager
def signed_in(patients: int) -> Iterator[Services]:
    """Services over a practice of so many patients beside the demo's, a provider signed in."""
    services = services_at(Place(practice_of(patients)))
    services.session.sign_in(LOGIN, PASSWORD)
    try:
        yield services
    finally:
        services.session.sign_out()


def practice_of(patients: int) -> Path:
    """The folder of that practice, which is made when it is not there."""
    folder = BUILD / f"practice-{patients}-{schema.HEAD}"
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(folder, patients)
    return folder


def make(folder: Path, patients: int) -> None:
    """The demo practice and so many more patients, the same each time."""
    services = services_at(Place(folder))
    make_practice(services.session.gate, datetime.now(UTC), lambda done, of, text: None)
    services.session.sign_in(LOGIN, PASSWORD)
    dice = random.Random(7)
    for start in range(0, patients, TOGETHER):
        with services.session.write(Act.EDIT_DEMOGRAPHICS, "register patients") as work:
            for _ in range(min(TOGETHER, patients - start)):
                work.patients.save(somebody(dice))
    services.session.sign_out()
    (folder / "whole").touch()


def somebody(dice: random.Random) -> Patient:
    """An invented person; every second family name is of syllables, so that names differ as in a city."""
    made_up = "".join(dice.choices(SYLLABLES.split(), k=3)).capitalize()
    family = dice.choice(FAMILIES.split()) if dice.random() < 0.5 else made_up
    born = date(1935, 1, 1) + timedelta(days=dice.randrange(31_000))
    phone = f"(555) {dice.randrange(200, 1000)}-{dice.randrange(10_000):04}"
    return replace(
        a_patient(family_name=family, given_name=dice.choice(GIVEN.split()), birth_date=born, phone=phone),
        id=PatientId(uuid7(dice.randrange(1_600_000_000_000, 1_790_000_000_000))),
    )


def with_visits(services: Services, count: int) -> PatientId:
    """A patient of the practice with so many visits, who is registered when there is none yet."""
    for row in services.patients.search("Manyvisits"):
        return row.id
    patient = a_patient(family_name="Manyvisits", given_name="Vera")
    author = services.session.user.id
    first = services.session.now() - timedelta(days=7 * count)
    with services.session.write(Act.EDIT_CHART, "make visits") as work:
        work.patients.save(patient)
        for week in range(count):
            work.visits.save(weekly_visit(patient, author, first + timedelta(days=7 * week), week))
    return patient.id


def weekly_visit(patient: Patient, author: UserId, at: datetime, week: int) -> Visit:
    """A signed visit with a full side-effect checklist, vitals and two scales."""
    effects = tuple(
        SideEffectRating(effect, (week + number) % 5)
        for number, effect in enumerate(("nausea", "sleep", "tremor", "sedation", "weight", "headache"))
    )
    return Visit(
        VisitId(uuid7(int(at.timestamp() * 1000))),
        patient.id,
        at,
        author,
        status=VisitStatus.SIGNED,
        since_last="A usual week, with one bad night.",
        response=Response.BETTER,
        effects=effects,
        vitals=(Vital(Measure.WEIGHT, Decimal(70)), Vital(Measure.PULSE, Decimal(72))),
        scales=(ScaleResult("PHQ-9", (1,) * 9, 9), ScaleResult("GAD-7", (1,) * 7, 7)),
        assessment="Steady. Goes on as planned. " * 12,
        signed_by=author,
        signed_at=at,
    )
