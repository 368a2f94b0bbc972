"""Which LOINC code is which of our measures, and what a measurement of a living person can be.

Only codes whose specimen and method give the number that the measure means stand here: a standing blood
pressure, an ionised calcium or a urine creatinine is another measurement and is left. Code meanings:
LOINC 2.80 long common names.
"""

from decimal import Decimal

from medmanager.domain.history import SCALE_TOPS, Measure

_CODES: dict[Measure, str] = {
    # measured, with clothes, without clothes, stated
    Measure.WEIGHT: "29463-7 3141-9 8350-1 8351-9 3142-7",
    # not further said, measured, stated, standing
    Measure.HEIGHT: "8302-2 3137-7 3138-5 8308-9",
    Measure.BMI: "39156-5",
    Measure.WAIST: "8280-0 56086-2",
    # not further said, sitting, noninvasive
    Measure.SYSTOLIC: "8480-6 8459-0 76534-7",
    Measure.DIASTOLIC: "8462-4 8453-3 76535-4",
    # heart rate, by pulse oximetry, by palpation
    Measure.PULSE: "8867-4 8889-8 8893-0",
    # not further said, Bazett, Fridericia
    Measure.QTC: "8636-3 76635-2 76634-5",
    Measure.PHQ9: "44261-6",
    Measure.GAD7: "70274-6",
    Measure.MMSE: "72106-8",
    Measure.LITHIUM: "14334-7 3719-2",
    Measure.VALPROATE: "4086-5 14946-8",
    Measure.CARBAMAZEPINE: "3432-2",
    # automated, manual, method not said
    Measure.ANC: "751-8 753-4 26499-4",
    Measure.WBC: "6690-2 804-5 26464-8",
    # serum, blood, fasting; then the same as moles
    Measure.GLUCOSE: "2345-7 2339-0 1558-6 41653-7 14749-6 15074-8 14771-0",
    Measure.HBA1C: "4548-4 17856-6 59261-8",
    Measure.CHOLESTEROL: "2093-3 14647-2",
    Measure.LDL: "18262-6 13457-7 2089-1 22748-8",
    Measure.HDL: "2085-9 14646-4",
    Measure.TRIGLYCERIDES: "2571-8 14927-8",
    Measure.TSH: "3016-3 11580-8 11579-0",
    Measure.CREATININE: "2160-0 38483-4 14682-9",
    # MDRD, CKD-EPI 2009, CKD-EPI 2021, method not said
    Measure.EGFR: "33914-3 62238-1 98979-8 69405-9",
    Measure.SODIUM: "2951-2 2947-0",
    Measure.POTASSIUM: "2823-3 6298-4",
    Measure.CALCIUM: "17861-6 49765-1 2000-8",
    Measure.ALT: "1742-6",
    Measure.AST: "1920-8",
    Measure.PROLACTIN: "2842-3 20568-2 15081-3",
    Measure.PLATELETS: "777-3 26515-7 778-1",
}

MEASURE_OF_LOINC: dict[str, Measure] = {
    code: measure for measure, codes in _CODES.items() for code in codes.split()
}

_BOUNDS: dict[Measure, tuple[str, str]] = {
    Measure.WEIGHT: ("0.2", "700"),
    Measure.HEIGHT: ("20", "280"),
    Measure.BMI: ("4", "250"),
    Measure.WAIST: ("15", "400"),
    Measure.SYSTOLIC: ("20", "400"),
    Measure.DIASTOLIC: ("5", "300"),
    Measure.PULSE: ("5", "500"),
    Measure.QTC: ("150", "1000"),
    **{scale: ("0", str(top)) for scale, top in SCALE_TOPS.items()},
    Measure.MMSE: ("0", "30"),
    Measure.LITHIUM: ("0", "15"),
    Measure.VALPROATE: ("0", "2500"),
    Measure.CARBAMAZEPINE: ("0", "200"),
    Measure.ANC: ("0", "500"),
    Measure.WBC: ("0", "1500"),
    Measure.GLUCOSE: ("1", "3000"),
    Measure.HBA1C: ("2", "25"),
    Measure.CHOLESTEROL: ("5", "3000"),
    Measure.LDL: ("0", "2000"),
    Measure.HDL: ("0", "300"),
    Measure.TRIGLYCERIDES: ("5", "30000"),
    Measure.TSH: ("0", "2000"),
    Measure.CREATININE: ("0.05", "50"),
    Measure.EGFR: ("0", "300"),
    Measure.SODIUM: ("80", "220"),
    Measure.POTASSIUM: ("0.8", "15"),
    Measure.CALCIUM: ("2", "30"),
    Measure.ALT: ("0", "30000"),
    Measure.AST: ("0", "50000"),
    Measure.PROLACTIN: ("0", "50000"),
    Measure.PLATELETS: ("0", "10000"),
}

BOUNDS: dict[Measure, tuple[Decimal, Decimal]] = {
    measure: (Decimal(low), Decimal(high)) for measure, (low, high) in _BOUNDS.items()
}
"""Lowest and highest value, in `UNIT[measure]`, that is not plainly a slip of the unit or the keyboard.

Set wide on purpose, beyond the extremes seen in living people: an alarming value is taken, only an
impossible one is left.
"""

WHOLE = frozenset({*SCALE_TOPS, Measure.MMSE})
"""Scores, which have no fraction."""
