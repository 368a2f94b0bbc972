"""What the synthetic patients answered at their intake: fitting age and story, and nobody's own words."""

from collections.abc import Iterator, Mapping

from medmanager.demo.dice import Dice
from medmanager.demo.told import Person
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

Choices = Mapping[str, tuple[str, ...]]

_ADULT: Choices = {
    "goals": (
        "Back to work full time.",
        "Sleep through the night.",
        "See friends again.",
        "Fewer arguments at home.",
    ),
    "medicine_wishes": (
        "Hopes for steadier days, fears weight gain.",
        "Fears becoming dependent.",
        "Wants as few tablets as possible.",
    ),
    "referred_by": ("Primary care", "Hospital discharge clinic", "Therapist", "A friend"),
    "sleep_hours": ("5", "6", "7"),
    "appetite": ("no change",),
    "symptoms_worse": ("Better with company.", "Worse with little sleep.", "Walking helps."),
    "missed_doses": ("never", "once or twice a month"),
    "tablet_help": ("a pill box", "phone alarm", "my partner", "nobody"),
    "ever_had": ("none of these", "none of these", "high blood pressure", "thyroid disease", "sleep apnea"),
    "last_check": ("some months ago", "about a year ago", "cannot remember"),
    "surgery": ("no",),
    "family_conditions": ("depression", "anxiety; alcohol or drug problems", "none that is known"),
    "alcohol": ("never", "monthly or less", "2 to 4 times a month"),
    "tobacco": ("never", "never", "stopped", "some days"),
    "cannabis": ("never", "never", "stopped", "some days"),
    "caffeine": ("1", "2", "3"),
    "adjuncts": ("talking therapy", "none of these", "none of these"),
    "adjuncts_wish": ("yes, talking therapy", "not now"),
    "lives_with": ("partner and two children", "alone", "partner", "a roommate"),
    "support": ("sister", "partner", "a neighbor", "best friend"),
    "days": ("Works part time.", "Works full time.", "At home most days.", "Works nights."),
}
_MINOR: Choices = {
    **_ADULT,
    "goals": ("Finish the school year.", "Fewer fights about homework."),
    "medicine_wishes": ("Does not want to feel different from friends.", "Parents fear less growth."),
    "referred_by": ("Pediatrician", "School counselor"),
    "sleep_hours": ("8", "9"),
    "symptoms_worse": ("Better with sport.", "Worse after school."),
    "tablet_help": ("mother", "father"),
    "ever_had": ("none of these",),
    "last_check": ("at the school physical",),
    "alcohol": ("never",),
    "tobacco": ("never",),
    "cannabis": ("never",),
    "caffeine": ("0", "1"),
    "lives_with": ("parents and a brother", "mother and grandmother"),
    "support": ("mother", "an aunt"),
    "days": ("School.",),
}
_OLDER: Choices = {
    **_ADULT,
    "goals": ("Be steadier on my feet.", "See the grandchildren more.", "Enjoy the garden again."),
    "medicine_wishes": ("Takes enough tablets already.", "Fears falling."),
    "referred_by": ("Primary care", "Daughter"),
    "ever_had": ("high blood pressure",),
    "cannabis": ("never",),
    "caffeine": ("1", "2"),
    "tablet_help": ("a pill box", "daughter"),
    "lives_with": ("alone", "partner"),
    "support": ("daughter", "a neighbor"),
    "days": ("Retired.",),
}
_FOLLOWS = {
    "episodes": ("episodes_words", "Twice before, each time some months."),
    "self_harm": ("self_harm_words", "Years ago, as a teenager."),
    "suicide_attempt": ("suicide_attempt_words", "Once, more than ten years ago."),
    "medicines_before": ("medicines_best", "cannot say"),
}
"""What is asked after a yes, answered so where the story does not say it."""
_FAMILY = {
    "depression": ("Mother.", "An aunt.", "Father and one brother."),
    "anxiety; alcohol or drug problems": ("Father.", "Mother and one uncle."),
    "none that is known": ("Nobody that is known.",),
}
_THERAPY = {
    "talking therapy": ("Weekly, it helps.", "Stopped last year."),
    "none of these": ("None so far.",),
}
_YES_PERCENT = {
    "episodes": 60,
    "high_times": 0,
    "voices": 0,
    "hospital": 0,
    "self_harm": 8,
    "suicide_attempt": 4,
    "suicide_now": 0,
    "family_suicide": 6,
    "over_the_counter": 30,
    "other_drugs": 0,
    "cost_worry": 0,
}
"""How often a question that the story leaves open is answered with yes; by a grown-up only."""
FERTILE = range(13, 49)


def answers(dice: Dice, person: Person, told: Mapping[str, str]) -> tuple[Answer, ...]:
    """One answer to every question that applies: those told by the story, the rest by lot; here and there
    "unknown" or "declined".
    """
    given = {key: value for key, value in _drawn(dice, person)} | _pregnancy(dice, person)
    given |= {
        key: "yes" if dice.chance(_percent(person, share)) else "no" for key, share in _YES_PERCENT.items()
    }
    given |= told
    given |= _after(dice, given)
    unknown = {key for key in _ADULT if key not in told and dice.chance(4)}
    said = [
        Answer(key, state=AnswerState.UNKNOWN) if key in unknown else Answer(key, given[key]) for key in given
    ]
    return tuple(said) if "trauma" in given else (*said, Answer("trauma", state=AnswerState.DECLINED))


def _drawn(dice: Dice, person: Person) -> Iterator[tuple[str, str]]:
    choices = _MINOR if person.age < 18 else _OLDER if person.age >= 65 else _ADULT
    return ((key, dice.one_of(some)) for key, some in choices.items())


def _percent(person: Person, share: int) -> int:
    return share if person.age >= 18 else 0


def _after(dice: Dice, given: Mapping[str, str]) -> dict[str, str]:
    """What follows from other answers, where nobody said it."""
    follows = {
        key: words
        for question, (key, words) in _FOLLOWS.items()
        if given.get(question) == "yes" and key not in given
    }
    if given["alcohol"] != "never" and "alcohol_drinks" not in given:
        follows["alcohol_drinks"] = str(dice.between(1, 2))
    for question, key, words in (
        ("family_conditions", "family_who", _FAMILY),
        ("adjuncts", "adjuncts_words", _THERAPY),
    ):
        if key not in given and given[question] in words:
            follows[key] = dice.one_of(words[given[question]])
    return follows


def _pregnancy(dice: Dice, person: Person) -> dict[str, str]:
    if person.sex is not Sex.FEMALE or person.age not in FERTILE:
        return {"can_be_pregnant": "no"}
    used = "none, no partner" if person.age < 18 else dice.one_of(("hormonal IUD", "condoms", "copper IUD"))
    return {
        "can_be_pregnant": "yes",
        "pregnant": "not pregnant",
        "breastfeeding": "no",
        "pregnancy_wish": "no",
        "contraception": used,
    }
