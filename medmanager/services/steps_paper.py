"""Dose steps as a kind of paper: a medicine whose dose changes ahead, or two of which one takes over."""

from collections.abc import Iterator
from datetime import date

from medmanager.domain.errors import Refused
from medmanager.domain.paper.advice import advice_for, signs_for
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.making import sentences
from medmanager.domain.paper.sheets import SheetMedicine
from medmanager.domain.paper.steps import CrossTaperSheet, DoseStepsSheet, is_pair, refuse_split, rows_of
from medmanager.domain.plan.dose import Form, Strength
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.papers import NO_PLAN, MadePaper, PaperChart
from medmanager.services.sheets import SheetMaker, SheetOptions

_NO_STEPS = "No dose of this plan changes from today on."
_PAIR = "+"
_MOST_FEELINGS = 2


class StepsPaper:
    """Subjects are the id of a line, or of two lines with a plus: the new one first."""

    kind = DocumentKind.DOSE_STEPS
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets = sheets
        self._shelf = shelf

    def offer(self, chart: PaperChart) -> PaperOffer:
        """Every switch and every medicine whose dose changes from today on."""
        note = "day by day, with boxes to tick"
        if chart.plan is None:
            return PaperOffer(self.kind, "Dose steps", note, NO_PLAN)
        subjects = tuple(_subjects(chart.plan, self._sheets.session.today()))
        return PaperOffer(self.kind, "Dose steps", note, "" if subjects else _NO_STEPS, subjects)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without steps ahead, and where a step asks for a part of what is not split."""
        plan = chart.plan
        if plan is None:
            raise Refused(NO_PLAN)
        day = self._sheets.session.today()
        key = options.subject or next((one.key for one in _subjects(plan, day)), "")
        items = [item for line in key.split(_PAIR) for item in plan.items if str(item.line_id) == line]
        if not items:
            raise Refused(_NO_STEPS)
        for item in items:
            refuse_split(item, day, self._scored(item))
        made = self._cross(chart, options, items) if len(items) > 1 else self._steps(chart, options, items[0])
        return MadePaper(made, f"Dose steps, plan {plan.number}", plan)

    def _steps(self, chart: PaperChart, options: SheetOptions, item: PlanItem) -> DoseStepsSheet:
        head = self._sheets.head(chart.work, chart.patient, chart.plan, options)
        feelings = advice_for((item,), head.made_on, "").feelings[:_MOST_FEELINGS]
        visit = self._sheets.next_visit(chart.work, chart.patient)
        return DoseStepsSheet(head, medicine_of(item), feelings, visit)

    def _cross(self, chart: PaperChart, options: SheetOptions, items: list[PlanItem]) -> CrossTaperSheet:
        coming, leaving = items
        head = self._sheets.head(chart.work, chart.patient, chart.plan, options)
        visit = self._sheets.next_visit(chart.work, chart.patient)
        signs = signs_for(items, chart.plan.warning_signs if chart.plan else ())
        return CrossTaperSheet(head, medicine_of(coming), medicine_of(leaving), visit, signs)

    def _scored(self, item: PlanItem) -> dict[Strength, bool | None]:
        """Whether tablets of each strength are scored, as far as the knowledge base knows."""
        drug = self._shelf.named(item.medicine.generic)
        found: dict[Strength, bool | None] = {}
        for product in drug.products if drug else ():
            if "tablet" in product.form and product.release == "immediate":
                for amount in product.strengths:
                    strength = Strength(amount, product.unit)
                    found[strength] = found.get(strength) or product.scored
        return found


def medicine_of(item: PlanItem) -> SheetMedicine:
    """The line with all its steps, as a sheet of steps tells it."""
    return SheetMedicine(
        item.medicine.generic,
        item.medicine.brand,
        item.form,
        item.purpose,
        item.steps,
        sentences(item.directions),
    )


def _subjects(plan: Plan, day: date) -> Iterator[Subject]:
    """Switches first, then each medicine whose dose changes from that day on."""
    items = [item for item in plan.active_items(day) if _is_told(item)]
    for leaving in items:
        for coming in items:
            if coming is not leaving and is_pair(coming, leaving, day):
                names = f"{leaving.medicine.generic} to {coming.medicine.generic}"
                yield Subject(f"{coming.line_id}{_PAIR}{leaving.line_id}", names)
    for item in items:
        if rows_of(medicine_of(item), day):
            yield Subject(str(item.line_id), item.medicine.generic)


def _is_told(item: PlanItem) -> bool:
    """Whether it is taken at times of the day: not an injection, and nothing that is taken as needed."""
    return item.form is not Form.INJECTION and not item.as_needed and any(step.tablets for step in item.steps)
