"""The medicines of the mood stories, as a practice starts them."""

from medmanager.demo.story import Drug
from medmanager.domain.plan import Form

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
