"""What a patient asked or worried about, carried from the plan and the last visit to the next one.

A question or a cost is told by its words: the newest signed visit that names it says whether it is open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from medmanager.domain.ids import LineId
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.visit import CostConcern, PatientQuestion, Visit, VisitStatus, turn

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new visit opens with."""

    questions: tuple[PatientQuestion, ...] = ()
    costs: tuple[CostConcern, ...] = ()


def carry(plan: Plan | None, visits: Iterable[Visit], today: date) -> Carried:
    """What signed visits left open, then what stands open on the lines of the plan in force.

    The newest visit that names something says whether it is open: one that was begun before the question was
    asked, and signed after it, takes nothing away.
    """
    signed = _newest_first(visits)
    questions = [one for one in _newest(_questions(signed)).values() if one.open]
    costs = [one for one in _newest(_costs(signed)).values() if not one.settled]
    closed = _closed_for(plan, signed)
    for item in plan.items if plan else ():
        if not is_asked_about(item, today):
            continue
        asked, cost = item.question.strip(), item.cost_concern.strip()
        if asked and _key(asked) not in {_key(one.text) for one in questions} | closed.questions:
            questions.append(PatientQuestion(asked))
        if cost and not _stands(cost, item, costs) and not closed.settles(cost, item.line_id):
            costs.append(CostConcern(cost, line_id=item.line_id))
    return Carried(tuple(questions), tuple(costs))


def without_answered(plan: Plan, visits: Iterable[Visit]) -> Plan:
    """The plan without the questions that a signed visit answered and the costs that one settled.

    What was written into a draft that was begun after the answer was asked again, in whatever words.
    """
    closed = _closed_for(plan, _newest_first(visits))
    items = tuple(_open_only(item, closed) for item in plan.items)
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


@dataclass(frozen=True, slots=True)
class _Closed:
    """Questions answered and costs settled, by their words; a cost of no line is settled for every line."""

    questions: frozenset[str]
    costs: frozenset[tuple[str, LineId | None]]

    def settles(self, cost: str, line_id: LineId) -> bool:
        return not self.costs.isdisjoint({(_key(cost), line_id), (_key(cost), None)})


def _open_only(item: PlanItem, closed: _Closed) -> PlanItem:
    if item.question and _key(item.question) in closed.questions:
        item = replace(item, question="")
    if item.cost_concern and closed.settles(item.cost_concern, item.line_id):
        item = replace(item, cost_concern="")
    return item


def closes(visit: Visit, plan: Plan | None) -> bool:
    """Whether an answer of that visit is one to this plan: what is asked in a later draft is asked again."""
    begun = plan.created_at if plan else None
    return begun is None or (visit.signed_at or visit.at) >= begun


def _closed_for(plan: Plan | None, signed: list[Visit]) -> _Closed:
    since = [one for one in signed if closes(one, plan)]
    return _Closed(
        frozenset(key for key, one in _newest(_questions(since)).items() if not one.open),
        frozenset(key for key, one in _newest(_costs(since)).items() if one.settled),
    )


def _questions(signed: list[Visit]) -> Iterator[tuple[str, PatientQuestion]]:
    return ((_key(one.text), one) for visit in signed for one in visit.questions)


def _costs(signed: list[Visit]) -> Iterator[tuple[tuple[str, LineId | None], CostConcern]]:
    return (((_key(one.text), one.line_id), one) for visit in signed for one in visit.costs)


def _newest(told: Iterable[tuple[K, V]]) -> dict[K, V]:
    """The first of each, as they come newest first."""
    found: dict[K, V] = {}
    for key, one in told:
        found.setdefault(key, one)
    return found


def _stands(cost: str, item: PlanItem, costs: Iterable[CostConcern]) -> bool:
    return any(_key(one.text) == _key(cost) and one.line_id in (None, item.line_id) for one in costs)


def is_asked_about(item: PlanItem, today: date) -> bool:
    """Whether a question about it still matters: a medicine tapered to a planned stop is still taken."""
    return item.stopped is None or item.stopped.on > today


def _newest_first(visits: Iterable[Visit]) -> list[Visit]:
    signed = [visit for visit in visits if visit.status is VisitStatus.SIGNED]
    return sorted(signed, key=turn, reverse=True)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
