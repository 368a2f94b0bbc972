"""How long the services take over the real store: search per key, a long chart, a commit."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import count

from medmanager.domain.ids import PatientId
from medmanager.domain.visit import Visit
from medmanager.services.facade import Services
from tests.bench.large_practice import signed_in, with_visits
from tests.bench.measure import Times, timed, timed_each
from tests.bench.raw_statements import beside_raw, engine_of
from tests.bench.table import Row

PATIENTS = 100_000
VISITS = 100
TYPED = (
    "lindqvist",
    "kowal",
    "sandoval maren",
    "ramirez j",
    "nakamura",
    "mateo",
    "1984",
    "zofia",
    "okafor ke",
)
COMMITS = 60
ONE_UPDATE = "UPDATE visit SET since_last = ? WHERE id = (SELECT min(id) FROM visit)"


def rows() -> list[Row]:
    """Search, open and commit at 100,000 patients."""
    with signed_in(PATIENTS) as services:
        many_visits = with_visits(services, VISITS)
        return [searching(services), opening(services, many_visits), committing(services, many_visits)]


def searching(services: Services) -> Row:
    """Every key of some searches, beside the same SQL straight through the driver."""
    keys = [text[: end + 1] for text in TYPED for end in range(len(text))]
    times, floor = beside_raw(services, [partial(services.patients.search, key) for key in keys], rounds=5)
    action = f"search per key, {services.patients.count():,} patients"
    return Row(action, times, budget=100, floor=floor, aim=2)


def opening(services: Services, patient_id: PatientId) -> Row:
    """Everything that the patient window, its summary and its visits read."""

    def read() -> None:
        services.patients.banner(patient_id)
        services.summary.of(patient_id)
        services.visits.open(patient_id)

    times, floor = beside_raw(services, [read], rounds=20)
    return Row(f"read a patient with {VISITS} visits", times, budget=150, floor=floor)


def committing(services: Services, patient_id: PatientId) -> Row:
    """Save one note again and again, beside one bare update with its own commit."""
    services.visits.begin(patient_id)
    note = next(visit for visit in services.visits.of_patient(patient_id) if visit.signed_at is None)

    def versions() -> list[Visit]:
        first = replace(note, assessment="Steady. " * 200)
        return [replace(first, version=note.version + number) for number in range(COMMITS)]

    works: list[Callable[[], object]] = [partial(services.visits.save, visit) for visit in versions()]
    return Row("commit a visit", timed_each(works), budget=50, floor=bare_commits(services))


def bare_commits(services: Services) -> Times:
    """One small update and its commit, with the same promise to the disk."""
    with closing(engine_of(services).raw_connection()) as connection:
        cursor = connection.cursor()

        numbers = count()

        def commit() -> None:
            # A value of its own each time: SQLite does not write what is the same.
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(ONE_UPDATE, (f"A usual week, number {next(numbers)}.",))
            cursor.execute("COMMIT")

        return timed(commit, repeats=COMMITS)
