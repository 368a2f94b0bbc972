"""The free words of a plan: new ones are refused where they hide signs or are too long for a sheet."""

from collections.abc import Iterator
from typing import Final

from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.typed_text import PARAGRAPH, typed_paragraph

LONGEST_NAME: Final = 120
LONGEST_REASON: Final = 500
BESIDE_THE_DOSE: Final = (
    *("purpose", "directions", "benefit", "benefit_when", "prescriber", "cost_concern", "question"),
    "adherence",
)
"""The free words of a line, by field name."""
_Text = tuple[str, str, str, int]
"""The field, what its sentence calls it, the text, the most signs."""


def refuse_unshown_words(before: Plan, draft: Plan) -> None:
    """Raises Refused beside its field for a new text with hidden signs, or one that no line has room for.

    What stood in the draft before is left alone: it cannot be mended where somebody changes a dose.
    """
    known = {text for _, _, text, _ in _texts(before)}
    for field, what, text, limit in _texts(draft):
        if text not in known:
            typed_paragraph(text, field, what, limit)


def _texts(plan: Plan) -> Iterator[_Text]:
    yield "message", "The message", plan.message, PARAGRAPH
    for sign in plan.warning_signs:
        yield "warning_signs", "A warning sign", sign, LONGEST_REASON
    if plan.follow_up is not None:
        yield "why", "The reason", plan.follow_up.why, LONGEST_REASON
    for item in plan.items:
        yield from _texts_of(item)


def _texts_of(item: PlanItem) -> Iterator[_Text]:
    yield "medicine", "The name", item.medicine.generic, LONGEST_NAME
    for field in BESIDE_THE_DOSE:
        yield field, "The text", str(getattr(item, field)), LONGEST_REASON
    for step in item.steps:
        yield "reason", "The reason", step.reason, LONGEST_REASON
        if step.as_needed is not None:
            yield "needed_reason", "The reason", step.as_needed.reason, LONGEST_REASON
    if item.stopped is not None:
        yield "reason", "The reason", item.stopped.reason, LONGEST_REASON
    for aside in item.set_aside:
        yield "reason", "The reason", aside.reason, LONGEST_REASON
    for number, entry in enumerate(one for one in item.monitoring if not one.rule):
        yield f"test.{number}.measure", "The name of the test", entry.measure, LONGEST_NAME
        yield f"test.{number}.why", "The reason", entry.why, LONGEST_REASON
