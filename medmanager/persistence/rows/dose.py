"""Columns that a medicine has alike on a plan and in a protocol: what it is, how it is taken, its tablets."""

from decimal import Decimal

from sqlalchemy.orm import Mapped


class MedicineColumns:
    """A medicine with what is written about it."""

    medicine_generic: Mapped[str]
    medicine_brand: Mapped[str]
    medicine_rxcui: Mapped[str]
    form: Mapped[str]
    purpose: Mapped[str]
    directions: Mapped[str]
    benefit: Mapped[str]
    benefit_when: Mapped[str]
    watch: Mapped[tuple[str, ...]]
    supply_days: Mapped[int | None]
    supply_refills: Mapped[int | None]


class StepColumns:
    """How a medicine is taken over some days, apart from its tablets and from when that is."""

    reason: Mapped[str]
    as_needed_reason: Mapped[str | None]
    as_needed_strength_amount: Mapped[Decimal | None]
    as_needed_strength_unit: Mapped[str | None]
    as_needed_count: Mapped[Decimal | None]
    as_needed_wait_hours: Mapped[int | None]
    as_needed_most_in_day: Mapped[Decimal | None]
    every_days: Mapped[int]


class TabletColumns:
    """So many tablets of one strength at one time of day."""

    strength_amount: Mapped[Decimal]
    strength_unit: Mapped[str]
    slot: Mapped[str]
    count: Mapped[Decimal]
