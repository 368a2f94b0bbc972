"""What the visits tab shows, as plain values: the page of a note, and what follows each keystroke. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.ids import LineId, PlanId, VisitId
from ui.kit.change_words import ChangeRow
from ui.kit.safety.words import RUNNING, SafetyWords


@dataclass(frozen=True, slots=True)
class VitalBox:
    """One vital sign: its field, its unit and the last value under it."""

    name: str
    label: str
    unit: str
    last: str


@dataclass(frozen=True, slots=True)
class EffectBox:
    """One side effect that is asked about; `before` is the last rating, "" for none."""

    code: str
    name: str
    question: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ItemBox:
    """One item of a scale: short in the list, in full where it is asked."""

    short: str
    words: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ScaleBox:
    """One scale with the answers of the last time and its earlier totals, oldest first."""

    name: str
    period: str
    before_on: str
    items: tuple[ItemBox, ...]
    ticks: tuple[int, ...]
    highest: int
    totals: tuple[Decimal, ...] = ()
    answers: tuple[str, ...] = ()
    """The words for the keys."""


@dataclass(frozen=True, slots=True)
class MedicineBox:
    """One medicine to be reviewed, with its dose of today."""

    line_id: LineId
    name: str
    dose: str
    hint: str = ""
    """What was said to make it hard to take, at the last plan."""


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The note before this one in a few lines, and what it left open."""

    title: str
    lines: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanBox:
    """The plan beside the visit: the draft with its changes, or the plan in force; beside a signed note the
    plan of that visit.
    """

    title: str
    state: str
    changes: tuple[ChangeRow, ...]
    plan_id: PlanId | None = None
    empty: str = "This patient has no medication plan yet."
    is_checked: bool = True
    """Whether the check of today speaks of it."""
    opens_another: bool = False
    """Whether the plan tab shows another one: it opens with the plan of today."""


@dataclass(frozen=True, slots=True)
class NotePart:
    """One heading of a signed note with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitPage:
    """All that stands still while one writes. `note` is filled for a signed visit only."""

    visit_id: VisitId
    title: str
    subtitle: str
    editable: bool
    visits: tuple[tuple[VisitId, str], ...]
    vitals: tuple[VitalBox, ...]
    effects: tuple[EffectBox, ...]
    effects_on: str
    scales: tuple[ScaleBox, ...]
    medicines: tuple[MedicineBox, ...]
    last: LastVisit
    plan: PlanBox
    may_write: bool = True
    may_begin: bool = True
    note: tuple[NotePart, ...] = ()
    addenda: tuple[NotePart, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    """What was asked before, with when and about which medicine."""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section; `state` is "done", "open", "warning" or "draft"."""

    key: str
    name: str
    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A scale so far: `total` is None while answers are missing."""

    scale: str
    so_far: int | None
    total: int | None
    words: str
    missing: str


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One line of "Before you sign"; a click leads to its section."""

    section: str
    icon: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class LivePage:
    """What follows each keystroke."""

    sections: tuple[SectionRow, ...]
    scores: tuple[ScoreLine, ...]
    effect_words: dict[str, tuple[str, str]]
    remarks: tuple[RemarkRow, ...]
    problems: dict[str, str]
    harm: str = ""


@dataclass(frozen=True, slots=True)
class SignAsk:
    """What the signature dialog shows; `plan_title` is "" when there is no draft that may be signed too."""

    remarks: tuple[RemarkRow, ...]
    plan_title: str = ""
    plan_changes: tuple[ChangeRow, ...] = ()
    plan_reason: str = ""
    plan_missing: tuple[str, ...] = ()
    safety: SafetyWords = RUNNING
