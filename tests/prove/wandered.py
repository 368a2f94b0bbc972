"""What must be true of a practice after somebody wandered through it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from medmanager.domain.errors import MedManagerError
from medmanager.domain.ids import PlanId, VisitId
from medmanager.domain.local_time import local_day
from medmanager.domain.plan.plan import Plan, PlanStatus
from medmanager.domain.plan.writing import problems
from medmanager.domain.user import Act
from medmanager.domain.visit import Visit, VisitStatus
from medmanager.services.facade import Services


@dataclass(frozen=True)
class Signed:
    """What was signed: it stays as it is, but for addenda and which plan is in force."""

    plans: dict[PlanId, Plan]
    visits: dict[VisitId, Visit]


def signed_of(services: Services) -> Signed:
    """All that is signed now."""
    with services.session.store.read() as work:
        plans = {plan.id: plan for plan in work.plans.all() if plan.status is not PlanStatus.DRAFT}
        visits = {visit.id: visit for visit in work.visits.all() if visit.status is VisitStatus.SIGNED}
    return Signed(plans, visits)


def faults_of(services: Services, before: Signed) -> list[str]:
    """What is wrong, each in a line without a patient's words."""
    now = signed_of(services)
    return [*_changed(before, now), *_not_to_be_signed(services, before, now), *_closed(services)]


def _changed(before: Signed, now: Signed) -> Iterator[str]:
    for key, plan in before.plans.items():
        if key not in now.plans:
            yield f"signed plan {key} is gone"
        elif (now.plans[key].items, now.plans[key].number) != (plan.items, plan.number):
            yield f"signed plan {key} was changed"
    for note, visit in before.visits.items():
        if note not in now.visits:
            yield f"signed visit {note} is gone"
        elif replace(now.visits[note], addenda=(), version=0) != replace(visit, addenda=(), version=0):
            yield f"signed visit {note} was changed"


def _not_to_be_signed(services: Services, before: Signed, now: Signed) -> Iterator[str]:
    """Plans signed on the way that the rules of signing refuse."""
    zone = ZoneInfo(services.session.practice.time_zone)
    for key in now.plans.keys() - before.plans.keys():
        plan = now.plans[key]
        assert plan.signed_at is not None, f"plan {key} is signed and has no time"
        found = problems(plan, local_day(plan.signed_at, zone))
        yield from (f"plan {key} was signed: {problem.sentence}" for problem in found)


def _closed(services: Services) -> Iterator[str]:
    """Charts that cannot be opened any more."""
    for number, row in enumerate(services.patients.search("")):
        try:
            services.plans.open(row.id)
            services.visits.open(row.id)
            services.summary.of(row.id)
            services.trends.page(row.id)
        except MedManagerError as error:
            yield f"patient {number} does not open: {type(error).__name__}"


def unsign(services: Services) -> None:
    """The planted bug: a signed visit is changed past every service. Signed plans the store keeps itself."""
    visit = next(iter(signed_of(services).visits.values()))
    with services.session.write(Act.EDIT_CHART, "planted", visit.patient_id) as work:
        work.visits.save(replace(visit, since_last="something else"))
