"""The composition root: a place of a practice goes in, its services come out."""

import sys
from dataclasses import dataclass
from pathlib import Path

from medmanager.clock import SystemClock
from medmanager.domain.errors import Refused
from medmanager.later import LaterBackups, LaterDemo, LaterDesks, LaterGates
from medmanager.places import Place, remember, usual_folder
from medmanager.services.backups import BackupDesk
from medmanager.services.facade import Services
from medmanager.services.ports import Clock, Gate, Progress
from medmanager.services.session import Session
from medmanager.services.setup import Setup, Whereabouts

DEMO_LOGIN = "osei"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the window begins with. `hint` and `login` are for the demo only: what to tell, whom to offer."""

    services: Services
    clock: Clock
    resources: Path
    hint: str = ""
    login: str = ""


def resources() -> Path:
    """The folder of bundled files, also in a frozen build."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else Path(__file__).resolve().parent.parent / "resources"


def services_at(place: Place, clock: Clock | None = None) -> Services:
    """All services over the practice at that place. Opens nothing yet: nobody is signed in."""
    clock = clock or SystemClock()
    gates = LaterGates(clock)
    session = Session(_gate(gates, place), clock, gates.quick_unlock)
    whereabouts = Whereabouts(place.url or str(place.folder), place.folder or usual_folder(), remember)
    return Services(
        session,
        Setup(session, gates, whereabouts),
        BackupDesk(session, LaterBackups()),
        LaterDesks(session, resources(), gates),
    )


def _gate(gates: LaterGates, place: Place) -> Gate:
    if place.url:
        return gates.server(place.url)
    assert place.folder is not None, "a place is a folder or a URL"
    return gates.local(place.folder)


def practice_at(place: Place) -> Opening:
    """The opening of the practice at that place; with none there, the window begins with the first run."""
    clock = SystemClock()
    return Opening(services_at(place, clock), clock, resources())


def demo_at(folder: Path, seed: int, report: Progress) -> Opening:
    """The opening of a demo practice in that folder, which is made when there is none yet.

    Raises Refused when the folder holds a real practice.
    """
    clock = SystemClock()
    services = services_at(Place(folder), clock)
    gate, demo = services.session.gate, LaterDemo()
    if not gate.exists():
        demo.make(gate, clock.now(), report, seed)
    elif DEMO_LOGIN not in dict(gate.people()):
        raise Refused("This folder holds a practice that is not the demo. Choose another folder.")
    hint = f"Every person of the demo has the password: {demo.password}"
    return Opening(services, clock, resources(), hint, DEMO_LOGIN)
