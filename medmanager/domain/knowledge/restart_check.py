"""Days on which a medicine begins anew: after a break its start is as careful as the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.question import Listed
from medmanager.domain.knowledge.taper_rules import RestartAction


def begun_again(base: KnowledgeBase, listed: Listed, drug: str, setting: Setting) -> tuple[date, ...]:
    """The days after breaks from which the restart rules of the base do not simply go on with the dose."""
    breaks = tuple(_breaks(listed))
    if not breaks:
        # Most lines have none, and no rule need be asked about them: this runs for each line at each key.
        return ()
    beside = replace(setting, drugs=setting.drugs - {drug})
    asking = [
        rule.missed_from
        for rule in base.tapers.restarts
        if drug in rule.drugs and rule.action is not RestartAction.RESUME and rule.when.holds(beside)
    ]
    return tuple(again for off, again in breaks if asking and (again - off).days >= min(asking))


def _breaks(listed: Listed) -> Iterator[tuple[date, date]]:
    """The first day of each break and the day on which it is taken again."""
    off: date | None = None
    for dose in listed.doses:
        if dose.amount == 0:
            off = off or dose.start
        elif off is not None:
            yield off, dose.start
            off = None
