"""The medicines of the stories, as a practice starts them."""

from medmanager.demo.told import Drug
from medmanager.domain.plan.dose import Form

# -- for mood

SERTRALINE = Drug(
    "sertraline",
    "Zoloft",
    "36437",
    "for low mood",
    benefit="steadier mood",
    benefit_when="4 to 6 weeks",
    watch=("nausea", "headache", "sexual-function"),
)
ESCITALOPRAM = Drug(
    "escitalopram",
    "Lexapro",
    "321988",
    "for low mood and worry",
    benefit="less worry",
    benefit_when="4 to 6 weeks",
    watch=("nausea", "sexual-function"),
)
VENLAFAXINE = Drug(
    "venlafaxine",
    "Effexor XR",
    "39786",
    "for low mood",
    Form.ER_CAPSULE,
    "Take with food.",
    "steadier mood",
    "4 to 6 weeks",
    ("sweating", "nausea"),
)
BUPROPION = Drug(
    "bupropion",
    "Wellbutrin XL",
    "42347",
    "for low mood and energy",
    Form.ER_TABLET,
    "Swallow it whole.",
    "more energy",
    "4 weeks",
    ("insomnia", "dry-mouth"),
)
MIRTAZAPINE = Drug(
    "mirtazapine",
    "Remeron",
    "15996",
    "for low mood and sleep",
    benefit="better sleep",
    benefit_when="1 to 2 weeks",
    watch=("sleepiness", "weight-gain"),
)
LITHIUM = Drug(
    "lithium carbonate",
    "Lithobid",
    "42351",
    "for mood swings",
    Form.ER_TABLET,
    "Swallow it whole.",
    "fewer highs and lows",
    "2 to 4 weeks",
    ("tremor", "thirst", "diarrhea"),
)
LAMOTRIGINE = Drug(
    "lamotrigine",
    "Lamictal",
    "28439",
    "for mood swings",
    benefit="fewer low spells",
    benefit_when="6 to 8 weeks",
    watch=("rash", "headache"),
)
QUETIAPINE = Drug(
    "quetiapine",
    "Seroquel",
    "51272",
    "for mood and sleep",
    benefit="calmer nights",
    benefit_when="1 to 2 weeks",
    watch=("sleepiness", "weight-gain", "dizziness"),
)
LURASIDONE = Drug(
    "lurasidone",
    "Latuda",
    "1040028",
    "for low mood",
    directions="Take with a full meal.",
    benefit="better mood",
    benefit_when="2 to 6 weeks",
    watch=("restlessness", "nausea"),
)

# -- for psychosis

CLOZAPINE = Drug(
    "clozapine",
    "Clozaril",
    "2626",
    "for voices",
    benefit="fewer voices",
    benefit_when="6 to 12 weeks",
    watch=("constipation", "drooling", "sleepiness"),
)
PALIPERIDONE = Drug(
    "paliperidone palmitate",
    "Invega Sustenna",
    "679314",
    "for strange thoughts",
    Form.INJECTION,
    "We give it here every 4 weeks.",
    "steady days",
    "1 to 2 months",
    ("weight-gain", "restlessness"),
)
RISPERIDONE = Drug(
    "risperidone",
    "Risperdal",
    "35636",
    "for voices",
    benefit="fewer voices",
    benefit_when="2 to 6 weeks",
    watch=("stiffness", "weight-gain"),
)
ARIPIPRAZOLE = Drug(
    "aripiprazole",
    "Abilify",
    "89013",
    "for voices",
    benefit="clearer thoughts",
    benefit_when="2 to 6 weeks",
    watch=("restlessness",),
)

# -- for worry, trauma, attention and drinking

LORAZEPAM = Drug(
    "lorazepam",
    "Ativan",
    "6470",
    "for worry",
    benefit="calmer hours",
    benefit_when="the same day",
    watch=("sleepiness", "dizziness"),
)
DIAZEPAM = Drug(
    "diazepam",
    "Valium",
    "3322",
    "for worry, going down",
    benefit="smaller steps than lorazepam allows",
    benefit_when="the same day",
    watch=("sleepiness", "withdrawal", "insomnia"),
)
PRAZOSIN = Drug(
    "prazosin",
    "Minipress",
    "8629",
    "for nightmares",
    Form.CAPSULE,
    "Get up slowly.",
    "fewer nightmares",
    "1 to 2 weeks",
    ("dizziness",),
)
METHYLPHENIDATE = Drug(
    "methylphenidate",
    "Concerta",
    "6901",
    "for focus",
    Form.ER_TABLET,
    "Swallow it whole.",
    "easier to stay on task",
    "the same day",
    ("appetite-down", "insomnia"),
)
ATOMOXETINE = Drug(
    "atomoxetine",
    "Strattera",
    "38400",
    "for focus",
    Form.CAPSULE,
    "",
    "better focus",
    "4 to 6 weeks",
    ("nausea", "dry-mouth"),
)
NALTREXONE = Drug(
    "naltrexone",
    "Revia",
    "7243",
    "to drink less",
    benefit="less craving",
    benefit_when="1 to 2 weeks",
    watch=("nausea", "headache"),
)
