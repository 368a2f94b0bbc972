"""What each role finds in the rail, and that whatever it may not do is refused by the services themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medmanager.domain.errors import MedManagerError, NotAllowed
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind
from medmanager.domain.user import ALLOWED, Act, Role
from medmanager.services.facade import Services
from tests.first_day import FILE
from tests.stage import MORNING, Stage

PEOPLE = {
    Role.FRONT_DESK: "castellano",
    Role.NURSE_PRACTITIONER: "ferreira",
    Role.PROVIDER: "osei",
    Role.ADMIN: "whitaker",
}
RAILS = {
    Role.FRONT_DESK: ["Today", "Patients", "Calendar", "Settings"],
    Role.NURSE_PRACTITIONER: ["Today", "Patients", "Calendar", "Settings"],
    Role.PROVIDER: ["Today", "Patients", "Calendar", "Settings"],
    Role.ADMIN: ["Today", "Calendar", "Settings"],
}


def unheard(done: int, of: int, text: str) -> None:
    """Progress that nobody watches."""


def tried(services: Services, patient: PatientId, folder: Path) -> dict[Act, Callable[[], object]]:
    """Something of each act, which the real services do over a real practice."""
    session, admin = services.session, services.admin
    return {
        Act.SEE_SCHEDULE: lambda: services.calendar.board(MORNING.date()),
        Act.EDIT_SCHEDULE: lambda: services.calendar.unbook(
            services.calendar.board(MORNING.date()).appointments[0].id
        ),
        Act.SEE_DEMOGRAPHICS: lambda: services.patients.demographics(patient),
        Act.EDIT_DEMOGRAPHICS: lambda: services.patients.edit(services.patients.demographics(patient)),
        Act.SEE_CHART: lambda: services.summary.of(patient),
        Act.EDIT_CHART: lambda: services.intakes.begin(patient),
        Act.DRAFT_PLAN: lambda: services.plans.begin(patient),
        Act.PRINT_CLINICAL: lambda: services.printing.prepare(DocumentKind.PLAN, patient),
        Act.IMPORT_RECORDS: lambda: services.imports.take([FILE], unheard, dry_run=True),
        Act.EDIT_PRACTICE: lambda: admin.edit_practice(session.practice),
        Act.EDIT_USERS: lambda: admin.add_user("new", "New", Role.FRONT_DESK, "four plain words"),
        Act.BACK_UP: lambda: services.backups.back_up(folder / "kept.mmbackup", unheard),
        Act.SEE_AUDIT: admin.verify_audit,
    }


def is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except NotAllowed:
        return True
    except MedManagerError:
        # It was allowed, and something else stood against it, such as a draft that is there already.
        return False
    return False


@pytest.mark.parametrize("role", Role)
def test_that_a_role_finds_its_places_and_is_refused_the_rest_by_the_services(
    stage: Stage, tmp_path: Path, role: Role
) -> None:
    stage.enter("osei")
    patient = PatientId(stage.services.patients.search("Lindqvist")[0].id)
    stage.application.lock()
    stage.settle()
    stage.leave()
    stage.enter(PEOPLE[role])
    assert [button.text() for button in stage.workspace.frame.rail.buttons] == RAILS[role]
    attempts = tried(stage.services, patient, tmp_path)
    refused = {act for act, attempt in attempts.items() if is_refused(attempt)}
    assert refused == set(attempts) - ALLOWED[role]
