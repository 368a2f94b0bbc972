"""What the synthetic patients answered at their intake: plausible, varied, and never about a real person."""

from medmanager.demo.dice import Dice
from medmanager.domain.intake import Answer, AnswerState
from medmanager.domain.patient import Sex

PAGES = (
    "reason",
    "symptoms",
    "psychiatric",
    "earlier_medicines",
    "current_medicines",
    "conditions",
    "allergies",
    "family",
    "substances",
    "pregnancy",
    "adjuncts",
    "social",
)
_ALWAYS: dict[str, tuple[str, ...]] = {
    "goals": (
        "Back to work full time.",
        "Sleep through the night.",
        "See friends again.",
        "Finish the school year.",
    ),
    "medicine_wishes": (
        "Hopes for steadier days, fears weight gain.",
        "Fears becoming dependent.",
        "Wants as few tablets as possible.",
    ),
    "referred_by": ("Primary care", "Hospital discharge clinic", "Therapist", "A friend"),
    "sleep_hours": ("4", "5", "6", "7", "9"),
    "appetite": ("no change", "less appetite or weight", "more appetite or weight"),
    "symptoms_worse": (
        "Worse in the morning, better with company.",
        "Worse with little sleep.",
        "Walking helps.",
    ),
    "missed_doses": ("never", "once or twice a month", "every week"),
    "tablet_help": ("a pill box", "phone alarm", "my partner", "nobody"),
    "ever_had": ("none of these", "high blood pressure", "thyroid disease", "sleep apnea", "none of these"),
    "last_check": ("this spring", "about a year ago", "cannot remember"),
    "surgery": ("no",),
    "family_conditions": (
        "depression",
        "bipolar disorder",
        "anxiety; alcohol or drug problems",
        "none that is known",
    ),
    "family_who": ("Mother.", "An aunt.", "Father and one brother.", "Nobody that is known."),
    "alcohol": ("never", "monthly or less", "2 to 4 times a month"),
    "tobacco": ("never", "stopped", "some days"),
    "cannabis": ("never", "stopped", "some days"),
    "caffeine": ("0", "1", "2", "3"),
    "adjuncts": (
        "talking therapy",
        "none of these",
        "talking therapy; group therapy",
        "family or couple therapy",
    ),
    "adjuncts_words": ("Weekly, it helps.", "Stopped last year.", "None so far."),
    "adjuncts_wish": ("yes, talking therapy", "not now"),
    "lives_with": ("partner and two children", "alone", "parents", "a roommate"),
    "support": ("sister", "partner", "a neighbor", "best friend"),
    "days": ("Works part time.", "At home most days.", "College.", "Works nights."),
    "pharmacy": ("Main Street Pharmacy", "Harbor Drugs", "Corner Pharmacy"),
}
_MOSTLY_NO = (
    "voices",
    "hospital",
    "self_harm",
    "suicide_attempt",
    "suicide_now",
    "family_suicide",
    "other_drugs",
)
_MOSTLY_YES = ("episodes", "medicines_before", "over_the_counter")
_FOLLOWS = {
    "episodes": ("episodes_words", "Twice before, each time some months."),
    "hospital": ("hospital_words", "Once, two weeks."),
    "self_harm": ("self_harm_words", "Years ago, as a teenager."),
    "suicide_attempt": ("suicide_attempt_words", "Once, more than ten years ago."),
    "suicide_now": (
        "suicide_now_words",
        "Fleeting, without a plan. Sister's number is on the sheet, visit in one week.",
    ),
    "other_drugs": ("other_drugs_words", "Not in the last year."),
    "medicines_before": ("medicines_best", "cannot say"),
}


def answers(dice: Dice, sex: Sex, age: int, reason: str, has_allergies: bool) -> tuple[Answer, ...]:
    """One answer to every question that applies; here and there "unknown" or "declined"."""
    given = [Answer("reason", reason)]
    given += [_said(dice, key, dice.one_of(choices)) for key, choices in _ALWAYS.items()]
    given.append(Answer("allergies_known", "listed above" if has_allergies else "no known allergies"))
    for key in (*_MOSTLY_NO, *_MOSTLY_YES, "high_times"):
        given += _yes_or_no(dice, key, 85 if key in _MOSTLY_YES else 15)
    given += _drinks(given, dice)
    given += _pregnancy(dice, sex, age)
    given += _yes_or_no(dice, "cost_worry", 0)
    given.append(Answer("trauma", state=AnswerState.DECLINED))
    return tuple(given)


def _said(dice: Dice, key: str, value: str) -> Answer:
    return Answer(key, state=AnswerState.UNKNOWN) if dice.chance(6) else Answer(key, value)


def _yes_or_no(dice: Dice, key: str, percent: int) -> list[Answer]:
    if not dice.chance(percent):
        return [Answer(key, "no")]
    follow = _FOLLOWS.get(key)
    return [Answer(key, "yes"), *([Answer(*follow)] if follow else [])]


def _drinks(given: list[Answer], dice: Dice) -> list[Answer]:
    alcohol = next(answer for answer in given if answer.key == "alcohol")
    if alcohol.value in ("", "never"):
        return []
    return [Answer("alcohol_drinks", str(dice.between(1, 3)))]


def _pregnancy(dice: Dice, sex: Sex, age: int) -> list[Answer]:
    if sex is not Sex.FEMALE or not 13 <= age <= 50:
        return [Answer("can_be_pregnant", "no")]
    return [
        Answer("can_be_pregnant", "yes"),
        Answer("pregnant", dice.one_of(("not pregnant", "test negative"))),
        Answer("breastfeeding", "no"),
        Answer("pregnancy_wish", "no"),
        Answer("contraception", dice.one_of(("hormonal IUD", "condoms", "none"))),
    ]
