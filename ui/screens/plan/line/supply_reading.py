"""Reads for how many days and with how many refills a medicine is handed out. No Qt."""

from __future__ import annotations

from medmanager.domain.errors import Refused
from medmanager.domain.number_words import parse_whole
from medmanager.domain.plan.dose import DoseStep
from medmanager.domain.plan.plan import Medicine, PlanItem, Supply
from ui.kit.supply_words import SupplyWords, supply_words
from ui.screens.plan.line.fields import form_of
from ui.screens.plan.line.form_reading import FormReader

LONGEST_SUPPLY, MOST_REFILLS = 365, 11


def read_supply(reader: FormReader) -> Supply | None:
    """None where neither is written; refills without days are a problem, days without refills are 0."""
    days, refills = reader.typed.supply_days.strip(), reader.typed.supply_refills.strip()
    if not days and not refills:
        return None
    read_days = reader.take(
        "supply_days",
        lambda: parse_whole(days, "supply_days", "The number of days", 1, LONGEST_SUPPLY),
    )
    again = reader.take(
        "supply_refills",
        lambda: parse_whole(refills or "0", "supply_refills", "The number of refills", 0, MOST_REFILLS),
    )
    return None if read_days is None or again is None else Supply(read_days, again)


def told_supply(reader: FormReader, steps: tuple[DoseStep, ...], supply: Supply | None) -> SupplyWords:
    """The sums of the steps as they are typed now, also while a purpose is missing; none where unread."""
    unread = any(name.startswith(("row.", "needed_")) for name in reader.problems)
    if supply is None or unread or not steps:
        return SupplyWords()
    try:
        typed = reader.typed
        shown = PlanItem(reader.basis.line_id, Medicine("shown"), form_of(typed), "", steps, supply=supply)
    except Refused:
        return SupplyWords()
    return supply_words(shown, reader.basis.today)
