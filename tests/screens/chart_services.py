"""The services that the screens of a chart need, over the in-memory practice."""

from dataclasses import dataclass
from pathlib import Path

from medmanager.domain.intake_form import read_intake_form
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from medmanager.domain.knowledge.visit_scales import read_visit_scales
from medmanager.services.drafts import Drafts
from medmanager.services.history import History
from medmanager.services.intakes import Intakes
from medmanager.services.patients import Patients
from medmanager.services.safety import Safety
from medmanager.services.session import Session
from medmanager.services.summary import Summary
from medmanager.services.visits import Visits
from tests.shelf import SHELF

RESOURCES = Path(__file__).parents[2] / "resources"
FORM = read_intake_form(RESOURCES / "forms" / "intake.json")
EFFECTS = read_side_effects(RESOURCES / "knowledge" / "side_effects.json")
SCALES = read_visit_scales(RESOURCES / "knowledge")


@dataclass(frozen=True)
class ChartServices:
    """As the facade, without what a chart does not need."""

    session: Session
    patients: Patients
    history: History
    summary: Summary
    intakes: Intakes
    drafts: Drafts
    safety: Safety
    visits: Visits


def chart_services(session: Session) -> ChartServices:
    """The services of one signed-in person."""
    return ChartServices(
        session,
        Patients(session),
        History(session, SHELF),
        Summary(session, EFFECTS, SHELF),
        Intakes(session, FORM),
        Drafts(session),
        Safety(session, SHELF),
        Visits(session, EFFECTS, SCALES, SHELF),
    )
