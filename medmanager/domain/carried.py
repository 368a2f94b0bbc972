"""What a patient asked or worried about, carried from the plan and the last visit to the next one.

A question or a cost is told by its words: the newest signed visit that names it says whether it is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from medmanager.domain.ids import LineId
from medmanager.domain.plan import Plan, PlanItem
from medmanager.domain.visit import CostConcern, PatientQuestion, Visit, VisitStatus, turn


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new visit opens with."""

    questions: tuple[PatientQuestion, ...] = ()
    costs: tuple[CostConcern, ...] = ()


def carry(last: Visit | None, plan: Plan | None, visits: Iterable[Visit]) -> Carried:
    """What the last signed visit left open, then what stands open on the lines of the plan in force."""
    signed = _newest_first(visits)
    closed_questions, closed_costs = _closed(signed)
    questions = list(last.open_questions) if last else []
    costs = [cost for cost in last.costs if not cost.settled] if last else []
    for item in plan.items if plan else ():
        if item.stopped is not None:
            continue
        asked, cost = item.question.strip(), item.cost_concern.strip()
        known = {_key(one.text) for one in questions} | closed_questions
        if asked and _key(asked) not in known:
            questions.append(PatientQuestion(asked))
        if cost and _key(cost) not in {_key(one.text) for one in costs} | closed_costs:
            costs.append(CostConcern(cost, line_id=item.line_id))
    return Carried(tuple(questions), tuple(costs))


def without_answered(plan: Plan, visits: Iterable[Visit]) -> Plan:
    """The plan without the questions that a signed visit answered and the costs that one settled."""
    questions, costs = _closed(_newest_first(visits))
    items = tuple(_open_only(item, questions, costs) for item in plan.items)
    return replace(plan, items=items) if items != plan.items else plan


def line_asking(plan: Plan | None, text: str) -> LineId | None:
    """The line of the plan on which this question stands."""
    lines = (item for item in plan.items if _key(item.question) == _key(text)) if plan else ()
    return next((item.line_id for item in lines), None)


def first_asked(visits: Iterable[Visit], text: str) -> Visit | None:
    """The oldest signed visit that names a question."""
    signed = _newest_first(visits)
    named = (visit for visit in signed if any(_key(one.text) == _key(text) for one in visit.questions))
    return min(named, key=turn, default=None)


def _open_only(item: PlanItem, questions: frozenset[str], costs: frozenset[str]) -> PlanItem:
    if item.question and _key(item.question) in questions:
        item = replace(item, question="")
    if item.cost_concern and _key(item.cost_concern) in costs:
        item = replace(item, cost_concern="")
    return item


def _closed(signed: list[Visit]) -> tuple[frozenset[str], frozenset[str]]:
    """Questions answered and costs settled, by the newest visit that names each."""
    questions: dict[str, bool] = {}
    costs: dict[str, bool] = {}
    for visit in signed:
        for question in visit.questions:
            questions.setdefault(_key(question.text), not question.open)
        for cost in visit.costs:
            costs.setdefault(_key(cost.text), cost.settled)
    return (
        frozenset(text for text, is_closed in questions.items() if is_closed),
        frozenset(text for text, is_closed in costs.items() if is_closed),
    )


def _newest_first(visits: Iterable[Visit]) -> list[Visit]:
    signed = [visit for visit in visits if visit.status is VisitStatus.SIGNED]
    return sorted(signed, key=turn, reverse=True)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
