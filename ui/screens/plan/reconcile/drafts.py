"""What is chosen of outside medicines and not kept yet: back after a crash or a refusal. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from medmanager.domain.plan.reconciliation import Decision, OutsideMedicine, ReconcileBook
from ui.screens.plan.reconcile.words import Answer

FORM = "reconciling"

Answers = Mapping[UUID, Answer]
"""What was chosen, by medicine."""


def to_draft(answers: Answers, book: ReconcileBook) -> dict[str, str]:
    """As it is put aside, each with the medicine and the decision that somebody saw when she chose."""
    told = {one.statement.id: one for one in book.medicines}
    return {
        str(key): json.dumps([*_seen(told[key]), str(answer.decision), answer.reason, answer.same])
        for key, answer in answers.items()
        if key in told
    }


def from_draft(kept: Mapping[str, str], book: ReconcileBook) -> tuple[dict[UUID, Answer], tuple[str, ...]]:
    """What was chosen and still fits; and the names of what was told or decided on otherwise since."""
    answers: dict[UUID, Answer] = {}
    overtaken = []
    for one in book.medicines:
        raw = kept.get(str(one.statement.id))
        if raw is None:
            continue
        answer = _answer(raw, one, book)
        if answer is not None:
            answers[one.statement.id] = answer
        else:
            overtaken.append(one.statement.name)
    return answers, tuple(overtaken)


def _answer(raw: str, one: OutsideMedicine, book: ReconcileBook) -> Answer | None:
    """What was chosen of a medicine; None where it does not fit any more, or cannot be read."""
    try:
        version, seen, decision, reason, same = json.loads(raw)
        answer = Answer(Decision(decision), reason, same)
    except (ValueError, TypeError):
        return None
    fits = (version, seen) == _seen(one) and (not same or one.statement.id in book.perhaps)
    return answer if fits else None


def _seen(one: OutsideMedicine) -> tuple[int, str]:
    return one.statement.version, str(one.decided.id) if one.decided else ""
