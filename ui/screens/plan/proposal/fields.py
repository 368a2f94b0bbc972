"""The raw text of the proposal dialog and the lines that it offers. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.dose import Form
from ui.kit import words

KINDS = (RequestKind.TITRATION, RequestKind.TAPER, RequestKind.SWITCH, RequestKind.RESTART)


class Pace(StrEnum):
    """What comes off at a step: as the base says, a part of the first dose or of the one before, or in mg."""

    ADVISED = "advised"
    LINEAR = "linear"
    PROPORTIONAL = "proportional"
    BY_MG = "by_mg"


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line that can be chosen: "lorazepam, 2 mg a day"; `taken` is False after a stop."""

    line_id: LineId
    name: str
    words: str
    taken: bool
    form: Form = Form.TABLET
    last_dose: date | None = None
    """The day of its last dose by now, where it is not taken today and the plan says since when."""


@dataclass(frozen=True, slots=True)
class ProposalFields:
    """Everything that is typed; `line_id` None is a medicine that is not on the plan."""

    kind: RequestKind = RequestKind.TAPER
    line_id: LineId | None = None
    to: str = ""
    form: str = ""
    purpose: str = ""
    target: str = ""
    pace: Pace = Pace.ADVISED
    by: str = ""
    every: str = ""
    strengths: str = ""
    to_strengths: str = ""
    split: bool = True
    missed: str = ""
    start: str = ""
    coming_on: str = ""


@dataclass(frozen=True, slots=True)
class ProposalBasis:
    """What the text is read against: today and the lines of the draft."""

    today: date
    lines: tuple[LineChoice, ...]

    def offered(self, kind: RequestKind) -> tuple[LineChoice, ...]:
        """The lines that make sense for this kind: what is not taken any more can only begin again."""
        return tuple(one for one in self.lines if one.taken or kind is RequestKind.RESTART)

    def turned(self, typed: ProposalFields, kind: RequestKind) -> ProposalFields:
        """The same text for another kind; a line that it does not offer is let go."""
        offered = [one.line_id for one in self.offered(kind)]
        line_id = typed.line_id if typed.line_id in offered else None
        if line_id is None and kind is not RequestKind.TITRATION:
            line_id = next(iter(offered), None)
        is_known = typed.missed and line_id == typed.line_id
        missed = typed.missed if is_known else self._missed(line_id)
        return replace(typed, kind=kind, line_id=line_id, missed=missed)

    def chosen(self, before: ProposalFields, typed: ProposalFields) -> ProposalFields:
        """The text with the days missed of the line, where another was chosen."""
        same = before.line_id == typed.line_id
        return typed if same else replace(typed, missed=self._missed(typed.line_id))

    def missed_note(self, typed: ProposalFields) -> str:
        """Where the days missed come from, "" where they are not those of the plan."""
        last = self._last_dose(typed.line_id)
        from_plan = last is not None and typed.missed.strip() == self._missed(typed.line_id)
        return f"From the plan: last dose {words.day_name(last, self.today)}." if last and from_plan else ""

    def _missed(self, line_id: LineId | None) -> str:
        last = self._last_dose(line_id)
        return str((self.today - last).days) if last else ""

    def _last_dose(self, line_id: LineId | None) -> date | None:
        return next((one.last_dose for one in self.lines if one.line_id == line_id), None)


SHOWN: dict[RequestKind, tuple[str, ...]] = {
    RequestKind.TITRATION: ("line", "to", "form", "purpose", "target", "to_strengths", "split", "start"),
    RequestKind.TAPER: ("line", "target", "pace", "by", "every", "strengths", "split", "start"),
    RequestKind.SWITCH: (
        *("line", "to", "form", "target", "pace", "by", "every"),
        *("strengths", "to_strengths", "split", "start", "coming_on"),
    ),
    RequestKind.RESTART: ("line", "missed", "target", "strengths", "split", "start"),
}
"""The fields of each kind, in reading order; the reason stands at the foot of all of them."""


def shown_fields(typed: ProposalFields) -> tuple[str, ...]:
    """What is asked now: a line of the plan needs no name, form or purpose."""
    hidden: set[str] = set()
    if typed.kind is RequestKind.TITRATION and typed.line_id is not None:
        hidden |= {"to", "form", "purpose", "to_strengths"}
    if typed.pace is Pace.ADVISED:
        hidden.add("by")
    names = [name for name in SHOWN[typed.kind] if name not in hidden]
    if typed.kind is RequestKind.TITRATION and typed.line_id is not None:
        names.insert(names.index("split"), "strengths")
    return tuple(names)


LABELS = {
    "line": "&Medicine on the plan",
    "to": "&New medicine",
    "form": "&Form",
    "purpose": "What it is f&or",
    "target": "&Dose of a day at the end, mg",
    "pace": "Each step takes off",
    "by": "Ho&w much",
    "every": "Da&ys between steps",
    "strengths": "Tablets at &hand, mg",
    "to_strengths": "Tablets of the new one, m&g",
    "split": words.NO_BREAK,
    "missed": "Days missed, &last dose to today",
    "start": "&First day",
    "coming_on": "First day of the new one",
    "reason": "Wh&y",
}

FORM_WORDS = {form.value: form for form in Form}
