"""Vital signs as people type them in the units of a US clinic: read strictly, kept in those of the record."""

import re
from dataclasses import dataclass
from decimal import Decimal

from medmanager.domain.errors import Refused
from medmanager.domain.history import Measure
from medmanager.domain.visit import VITAL_RANGES, Vital

KG_PER_LB = Decimal("0.45359237")
CM_PER_IN = Decimal("2.54")
_STORED = Decimal("0.001")
_SHOWN = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class VitalField:
    """One field of the form: its measure, label and unit; `factor` turns its unit into that of the record."""

    measure: Measure
    label: str
    unit: str
    factor: Decimal = Decimal(1)
    decimals: bool = False

    def read(self, text: str) -> Vital:
        """The typed number as it is kept. Raises Refused beside the measure's name."""
        number = _number(text, self)
        low, high = VITAL_RANGES[self.measure]
        value = (number * self.factor).quantize(_STORED).normalize() if self.factor != 1 else number
        if not low <= value <= high:
            span = f"from {self.shown(low)} to {self.shown(high)} {self.unit}"
            raise Refused(f"{self.label} must be {span}. Check the number.", self.measure)
        return Vital(self.measure, value)

    def shown(self, value: Decimal) -> str:
        """A kept value in the unit of the field, to one decimal at most: "156.5"."""
        written = f"{(value / self.factor).quantize(_SHOWN):f}"
        return written.rstrip("0").rstrip(".")


WEIGHT = VitalField(Measure.WEIGHT, "Weight", "lb", KG_PER_LB, decimals=True)
SYSTOLIC = VitalField(Measure.SYSTOLIC, "Upper blood pressure", "mmHg")
DIASTOLIC = VitalField(Measure.DIASTOLIC, "Lower blood pressure", "mmHg")
PULSE = VitalField(Measure.PULSE, "Pulse", "/min")
WAIST = VitalField(Measure.WAIST, "Waist", "in", CM_PER_IN, decimals=True)
QTC = VitalField(Measure.QTC, "QTc", "ms")


def read_pressure(text: str) -> tuple[Vital, Vital]:
    """ "118/76" as upper and lower blood pressure, mmHg. Raises Refused for anything else."""
    found = re.fullmatch(r"([0-9]{2,3}) ?/ ?([0-9]{2,3})", text.strip(" "))
    if found is None:
        raise Refused("Write upper and lower blood pressure with a slash: 118/76.", Measure.SYSTOLIC)
    upper, lower = SYSTOLIC.read(found[1]), DIASTOLIC.read(found[2])
    if lower.value >= upper.value:
        raise Refused(
            "The upper pressure is higher than the lower one: 118/76. Check both.", Measure.SYSTOLIC
        )
    return upper, lower


def _number(text: str, field: VitalField) -> Decimal:
    written = text.strip(" ").removesuffix(field.unit).rstrip(" ")
    pattern = r"[1-9][0-9]{0,3}(\.[0-9])?" if field.decimals else r"[1-9][0-9]{0,3}"
    if not re.fullmatch(pattern, written):
        what = "a number such as 156.5" if field.decimals else "a whole number"
        raise Refused(f"Write {what}, in {field.unit}.", field.measure)
    return Decimal(written)
