"""After how many missed days a medicine is not simply taken again, for one patient's own list."""

from collections.abc import Iterator

from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.question import Question
from medmanager.domain.knowledge.taper_rules import RestartAction, RestartRule

SHORT = 5
"""Days. Gaps that a patient may take for harmless; what happens after longer ones is told at the visit."""


def restart_gaps(base: KnowledgeBase, question: Question) -> dict[str, int]:
    """By name as written, in lower case: the missed days from which the dose has to be asked about.

    Source: the restart rules of the base (each cites its label), with everything else that is taken, today or
    later, as their setting: lamotrigine leaves the body faster beside an inducer. Only gaps up to `SHORT`.
    """
    taken = [one for one in question.medicines if one.stop is None or one.stop > question.day]
    known = [(one.name.casefold(), drug.key) for one in taken if (drug := base.names.find(one.name).drug)]
    found: dict[str, int] = {}
    for name, key in known:
        others = frozenset(other for _, other in known if other != key)
        setting = Setting(question.facts, question.day, others)
        first = min(_asking(base, key, setting), default=None)
        if first is not None and first <= SHORT:
            found[name] = first
    return found


def _asking(base: KnowledgeBase, drug: str, setting: Setting) -> Iterator[int]:
    rules: tuple[RestartRule, ...] = base.tapers.restarts
    for rule in rules:
        if drug in rule.drugs and rule.action is not RestartAction.RESUME and rule.when.holds(setting):
            yield rule.missed_from
