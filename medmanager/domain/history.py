"""Medicines from before and from elsewhere, measurements, and outside encounters."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.patient import Source
from medmanager.domain.record import Record


class MedicineKind(StrEnum):
    PRESCRIPTION = "prescription"
    OVER_THE_COUNTER = "over the counter"
    SUPPLEMENT = "supplement"


class TakingStatus(StrEnum):
    """FHIR MedicationStatement.status, as far as a person can say it."""

    TAKING = "taking"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class TrialResponse(StrEnum):
    """How an earlier medicine worked."""

    NOT_ASKED = "not asked"
    UNKNOWN = "unknown"
    WORSE = "worse"
    NONE = "no response"
    PARTIAL = "partial response"
    FULL = "full response"


class Adherence(StrEnum):
    NOT_ASKED = "not asked"
    UNKNOWN = "unknown"
    ALL = "took all"
    MOST = "missed a few"
    SOME = "missed many"
    NONE = "took none"


@dataclass(frozen=True, slots=True, repr=False)
class MedicationStatement(Record):
    """A medicine that is not on our plan: taken earlier, or prescribed by others, or a supplement."""

    id: UUID
    patient_id: PatientId
    name: str
    rxcui: str = ""
    kind: MedicineKind = MedicineKind.PRESCRIPTION
    status: TakingStatus = TakingStatus.UNKNOWN
    directions: str = ""
    highest_dose_mg: Decimal | None = None
    """Highest daily dose reached, mg; None when not known."""
    weeks_at_dose: int | None = None
    started: date | None = None
    stopped: date | None = None
    response: TrialResponse = TrialResponse.NOT_ASKED
    adherence: Adherence = Adherence.NOT_ASKED
    stop_reason: str = ""
    side_effects: str = ""
    prescriber: str = ""
    source: Source = Source.PATIENT
    origin: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("Write the name of the medicine.", "name")
        if self.started and self.stopped and self.stopped < self.started:
            raise Refused("A medicine cannot stop before it starts. Check both dates.", "stopped")
        if self.highest_dose_mg is not None and self.highest_dose_mg <= 0:
            raise Refused(
                "A dose is more than 0 mg. Leave it empty when it is not known.",
                "highest_dose_mg",
            )


class Measure(StrEnum):
    """What can be measured, by our own key. `LOINC` and `UNIT` tie it to the outside world."""

    WEIGHT = "weight"
    HEIGHT = "height"
    BMI = "bmi"
    WAIST = "waist"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    PULSE = "pulse"
    QTC = "qtc"
    PHQ9 = "PHQ-9"
    GAD7 = "GAD-7"
    MMSE = "MMSE"
    LITHIUM = "lithium level"
    VALPROATE = "valproate level"
    CARBAMAZEPINE = "carbamazepine level"
    ANC = "absolute neutrophil count"
    WBC = "white blood cells"
    GLUCOSE = "glucose"
    HBA1C = "hemoglobin A1c"
    CHOLESTEROL = "total cholesterol"
    LDL = "LDL cholesterol"
    HDL = "HDL cholesterol"
    TRIGLYCERIDES = "triglycerides"
    TSH = "TSH"
    CREATININE = "creatinine"
    EGFR = "eGFR"
    SODIUM = "sodium"
    POTASSIUM = "potassium"
    CALCIUM = "calcium"
    ALT = "ALT"
    AST = "AST"
    PROLACTIN = "prolactin"
    PLATELETS = "platelets"


AT_EVERY_VISIT = frozenset(
    {
        Measure.WEIGHT,
        Measure.HEIGHT,
        Measure.BMI,
        Measure.WAIST,
        Measure.SYSTOLIC,
        Measure.DIASTOLIC,
        Measure.PULSE,
        Measure.PHQ9,
        Measure.GAD7,
        Measure.MMSE,
    }
)
"""What is measured at every visit: no rule asks for another test any sooner because of it."""

SCALE_TOPS = {Measure.PHQ9: 27, Measure.GAD7: 21}
"""Highest totals of the scales that a chart keeps; a test holds them to the scale files."""

UNIT: dict[Measure, str] = {
    Measure.WEIGHT: "kg",
    Measure.HEIGHT: "cm",
    Measure.BMI: "kg/m2",
    Measure.WAIST: "cm",
    Measure.SYSTOLIC: "mm[Hg]",
    Measure.DIASTOLIC: "mm[Hg]",
    Measure.PULSE: "/min",
    Measure.QTC: "ms",
    Measure.PHQ9: "{score}",
    Measure.GAD7: "{score}",
    Measure.MMSE: "{score}",
    Measure.LITHIUM: "mmol/L",
    Measure.VALPROATE: "ug/mL",
    Measure.CARBAMAZEPINE: "ug/mL",
    Measure.ANC: "10*3/uL",
    Measure.WBC: "10*3/uL",
    Measure.GLUCOSE: "mg/dL",
    Measure.HBA1C: "%",
    Measure.CHOLESTEROL: "mg/dL",
    Measure.LDL: "mg/dL",
    Measure.HDL: "mg/dL",
    Measure.TRIGLYCERIDES: "mg/dL",
    Measure.TSH: "m[IU]/L",
    Measure.CREATININE: "mg/dL",
    Measure.EGFR: "mL/min/{1.73_m2}",
    Measure.SODIUM: "mmol/L",
    Measure.POTASSIUM: "mmol/L",
    Measure.CALCIUM: "mg/dL",
    Measure.ALT: "U/L",
    Measure.AST: "U/L",
    Measure.PROLACTIN: "ng/mL",
    Measure.PLATELETS: "10*3/uL",
}
"""UCUM unit in which each measure is stored; importers convert or leave the value out, saying so."""


@dataclass(frozen=True, slots=True, repr=False)
class Observation(Record):
    """One measured value. Append-only: a correction is a new one that `supersedes` the old."""

    id: UUID
    patient_id: PatientId
    measure: Measure
    value: Decimal
    """In `UNIT[measure]`."""
    at: datetime
    source: Source = Source.CLINICIAN
    visit_id: UUID | None = None
    supersedes: UUID | None = None
    note: str = ""
    origin: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Encounter(Record):
    """A contact elsewhere, known from an outside record."""

    id: UUID
    patient_id: PatientId
    start: datetime
    end: datetime | None = None
    kind: str = ""
    reason: str = ""
    practitioner: str = ""
    place: str = ""
    origin: str = ""
    version: int = 0
