"""What Ctrl+K finds: patients, commands, dates, recent ones."""

from types import SimpleNamespace

from medmanager.domain.patient import Patient
from medmanager.domain.rows import PatientRow
from medmanager.domain.user import Act, Role
from medmanager.services.patients import Patients
from medmanager.services.session import Session
from tests.builders import a_patient, a_session, keep
from tests.kit.fakes import fake_context
from ui.shell.finder import RECENT, Command, Finder, Found, FoundKind

COMMANDS = (
    Command("lock", "Lock the screen", "lock", "Ctrl+L"),
    Command("place:settings", "Go to Settings", "settings"),
    Command("place:import", "Go to Import records", "upload", act=Act.IMPORT_RECORDS),
)


def finder_of(session: Session) -> tuple[Finder, list[tuple[Found, ...]]]:
    shown: list[tuple[Found, ...]] = []
    services = SimpleNamespace(session=session, patients=Patients(session))
    return Finder(fake_context(services), COMMANDS, shown.append), shown


def row_of(patient: Patient) -> PatientRow:
    return PatientRow(
        patient.id, patient.family_name, patient.given_name, patient.birth_date, patient.sex, "", None
    )


def test_that_patients_stand_before_commands() -> None:
    session = a_session()
    keep(session, a_patient(family_name="Lockhart", given_name="Ada"))
    finder, shown = finder_of(session)
    finder.find("lock")
    assert [found.kind for found in shown[-1]] == [FoundKind.PATIENT, FoundKind.COMMAND]
    assert shown[-1][0].title == "LOCKHART, Ada"
    assert "Mar 14, 1984" in shown[-1][0].note


def test_that_a_date_leads_to_the_calendar() -> None:
    finder, shown = finder_of(a_session())
    finder.find("4w")
    assert [found.kind for found in shown[-1]] == [FoundKind.DATE]
    assert shown[-1][0].title == "Monday, December 21, 2026"


def test_that_commands_the_role_may_not_use_are_not_offered() -> None:
    finder, shown = finder_of(a_session(Role.FRONT_DESK))
    finder.find("go to")
    assert [found.key for found in shown[-1]] == ["place:settings"]


def test_that_an_answer_for_an_older_text_is_thrown_away() -> None:
    session = a_session()
    keep(session, a_patient(family_name="Zimmer"))
    finder, shown = finder_of(session)
    finder.find("zi")
    row = row_of(a_patient(family_name="Late"))
    before = len(shown)
    finder._patients_came(("z", (row,)))  # noqa: SLF001 - the late answer itself
    assert len(shown) == before


def test_that_recent_patients_are_shown_before_anything_is_typed() -> None:
    finder, shown = finder_of(a_session())
    for number in range(RECENT + 3):
        finder.remember(row_of(a_patient(family_name=f"Person{number}")))
    finder.find("")
    recent = [found for found in shown[-1] if found.kind is FoundKind.PATIENT]
    assert len(recent) == RECENT
    assert recent[0].title.startswith(f"PERSON{RECENT + 2}")


def test_that_recent_patients_are_forgotten_for_the_next_person() -> None:
    finder, shown = finder_of(a_session())
    finder.remember(row_of(a_patient()))
    finder.forget()
    finder.find("")
    assert not [found for found in shown[-1] if found.kind is FoundKind.PATIENT]
