"""Leaflets of the plan's medicines as a kind of paper, those of medicines just begun offered first."""

from dataclasses import dataclass

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.education import Leaflet
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.leaflet import LeafletPart, LeafletSheet
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.papers import NO_PLAN, MadePaper, PaperChart
from medmanager.services.sheets import SheetMaker, SheetOptions

ALL = "all"
NONE_HERE = "There is no leaflet for the medicines of this plan."


@dataclass(frozen=True, slots=True)
class _Told:
    item: PlanItem
    leaflet: Leaflet


class LeafletPaper:
    """What is told of a medicine in plain words. Subjects are lines of the plan, and all of them together."""

    kind = DocumentKind.LEAFLET
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets, self._shelf = sheets, shelf

    def offer(self, chart: PaperChart) -> PaperOffer:
        """Each medicine of the plan that has a leaflet."""
        note = "what the medicines do, in plain words"
        if chart.plan is None:
            return PaperOffer(self.kind, "Leaflets", note, NO_PLAN)
        told = self._told(chart, chart.plan)
        if not told:
            return PaperOffer(self.kind, "Leaflets", note, NONE_HERE)
        subjects = [Subject(str(one.item.line_id), one.item.medicine.generic) for one in told]
        if len(subjects) > 1:
            subjects.append(Subject(ALL, f"All {len(subjects)} medicines"))
        return PaperOffer(self.kind, "Leaflets", note, "", tuple(subjects))

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without a plan, and where a medicine has no leaflet."""
        plan = chart.plan
        if plan is None:
            raise Refused(NO_PLAN)
        told = self._told(chart, plan)
        chosen = told if options.subject == ALL else self._chosen(told, options.subject)
        if not chosen:
            raise Refused(NONE_HERE)
        names = [one.item.medicine.generic for one in chosen]
        sheet = LeafletSheet(
            self._sheets.head(chart.work, chart.patient, plan, options),
            tuple(_part(one, options) for one in chosen),
            self._shelf.base.edition.as_of,
            self._without(chart, plan) if options.subject == ALL else (),
        )
        name = names[0] if len(names) == 1 else f"{len(names)} medicines"
        return MadePaper(sheet, f"Leaflet, {name}", plan)

    def _chosen(self, told: tuple[_Told, ...], subject: str) -> tuple[_Told, ...]:
        return tuple(one for one in told if str(one.item.line_id) == subject) if subject else told[:1]

    def _told(self, chart: PaperChart, plan: Plan) -> tuple[_Told, ...]:
        """Medicines of the plan that have a leaflet, those that it starts first; each leaflet's drug once."""
        started = self._started(chart, plan)
        items = sorted(self._items(plan), key=lambda item: item.line_id not in started)
        found: dict[str, _Told] = {}
        for item in items:
            key = self._drug(item)
            leaflet = self._shelf.base.education.leaflet(key) if key else None
            if leaflet is not None:
                found.setdefault(key, _Told(item, leaflet))
        return tuple(found.values())

    def _without(self, chart: PaperChart, plan: Plan) -> tuple[str, ...]:
        told = {self._drug(one.item) for one in self._told(chart, plan)}
        return tuple(item.medicine.generic for item in self._items(plan) if self._drug(item) not in told)

    def _items(self, plan: Plan) -> tuple[PlanItem, ...]:
        return plan.active_items(self._sheets.session.today())

    def _drug(self, item: PlanItem) -> str:
        drug = self._shelf.base.names.find(item.medicine.generic).drug
        return drug.key if drug else ""

    def _started(self, chart: PaperChart, plan: Plan) -> frozenset[object]:
        """Lines that the plan before it did not have."""
        before = chart.work.plans.find(plan.based_on) if plan.based_on else None
        known = {item.line_id for item in before.items} if before else set()
        return frozenset(item.line_id for item in plan.items if item.line_id not in known)


def _part(told: _Told, options: SheetOptions) -> LeafletPart:
    name = told.item.medicine.generic
    evidence = told.leaflet.evidence
    return LeafletPart(
        name, told.leaflet.told(options.language.value, name), cited(evidence), bool(evidence.reviewed_by)
    )


def cited(evidence: Evidence) -> str:
    """What it is from, by name: a web address is no use on paper, and its numbers read as doses."""
    told = "; ".join(f"{one.what}{'' if one.read_on else ', not re-read'}" for one in evidence.sources)
    return f"{told}." if evidence.confirmed else f"{told}, unverified."
