"""What adds up over the whole list, in words: level, bar, and how it moves as the plan is edited. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from medmanager.domain.knowledge.burden import RANKS, Level, Load, Share
from medmanager.domain.override import EVERYTHING
from medmanager.domain.safety import SafetyReport
from ui.kit import words
from ui.kit.palettes import Severity
from ui.kit.tallman import tall_man

TITLES = {"qt": "QT"}
STRENGTH = {1: "a little", 2: "clearly", 3: "strongly"}
AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class BurdenWords:
    """One load. `boxes` of a bar of five are filled; `change` compares it with the plan in force."""

    title: str
    level: str
    boxes: int
    tone: str
    icon: str = ""
    change: str = ""
    rises: bool = False
    tip: str = ""

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        told = f"{self.title}: {self.level}, {self.boxes} of 5"
        return f"{told}, {self.change}" if self.change else told


def burden_words(report: SafetyReport) -> tuple[BurdenWords, ...]:
    """One for each load; a lower bound where a medicine was not checked."""
    before = {load.name: load for load in report.loads_before or ()}
    partly = bool(set(report.to_vouch_for) - {EVERYTHING})
    return tuple(_load(load, before.get(load.name), report.on, partly) for load in report.loads)


def _load(load: Load, before: Load | None, today: date, partly: bool) -> BurdenWords:
    high = load.level is Level.HIGH
    title = TITLES.get(load.name, load.name.capitalize())
    rises = before is not None and RANKS[load.level] > RANKS[before.level]
    level = f"{AT_LEAST} {load.level}" if partly and load.shares else str(load.level)
    return BurdenWords(
        title,
        f"{level[0].upper()}{level[1:]}",
        load.boxes,
        Severity.MAJOR if high else "text",
        "triangle-alert" if high else "",
        _change(load, before, today),
        rises,
        _tip(title, load, partly),
    )


def _change(load: Load, before: Load | None, today: date) -> str:
    if before is not None and before.level is not load.level:
        return f"was {before.level}"
    falls = load.falls(today)
    if falls is not None:
        day, level = falls
        return f"{level} from {words.short_day(day, today)}"
    return "no change" if before is not None else ""


def _tip(title: str, load: Load, partly: bool) -> str:
    """Who gives what, from which sum on the base speaks up, and where both are written."""
    lines = [f"{title} load: {load.sum}"]
    lines += [_share(share) for share in load.shares] or ["No medicine on the list adds to it."]
    if load.steps:
        named = (
            f"{level} from {step}" for level, step in zip(("moderate", "high"), load.steps, strict=False)
        )
        lines.append(f"Sum: {', then '.join(named)}; one that acts strongly is moderate alone.")
        lines.append(f"Source of the sums: {load.source}")
    if load.raised is not None:
        lines.append("An alert about this load stands in the list.")
    if partly:
        lines.append("Not counted: what was not checked.")
    return "\n".join(lines)


def _share(share: Share) -> str:
    return f"{tall_man(share.name)}: {share.level}, {STRENGTH[share.level]} ({share.source})"


def not_counted(names: Sequence[str]) -> str:
    """What the strip says where it is a lower bound; "" where everything was counted."""
    if not names:
        return ""
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"Not counted: {tall_man(names[0])}{more}"
