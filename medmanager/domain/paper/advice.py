"""Advice of the back of the plan that follows from the medicines on it, in the phrase table's own words.

Every sentence stands in the closed phrase table, so that it is there in each language. What is true of one
medicine only names its source; everything else is general and holds for all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from medmanager.domain.paper.sheets import SheetAdvice, SheetFeeling, SheetTest
from medmanager.domain.plan.plan import PlanItem

MOST_SIGNS = 5
MOST_FEELINGS = 5
MOST_TESTS = 4
_OVERDUE = timedelta(days=60)

FEELINGS: dict[str, tuple[str, str]] = {
    "rash": ("A skin rash", "Call us the same day."),
    "restlessness": ("Restless, cannot sit still", "Call us. We can lower the dose."),
    "sleepiness": ("Sleepy or dizzy", "Get up slowly. Do not drive until it is gone."),
    "dizziness": ("Sleepy or dizzy", "Get up slowly. Do not drive until it is gone."),
    "nausea": ("Upset stomach", "It often fades in a week or 2."),
    "tremor": ("Shaky hands", "Call us. We can lower the dose."),
    "stiffness": ("Stiff muscles", "Call us. We can lower the dose."),
    "dry-mouth": ("Dry mouth", "Sip water. Chew gum with no sugar."),
    "constipation": ("Hard stool", "Drink water. Eat fruit and greens."),
    "headache": ("Headache", "It often fades in a week or 2."),
    "insomnia": ("Trouble sleeping", "Tell us at the next visit."),
    "sweating": ("Sweating", "Tell us at the next visit."),
    "weight-gain": ("More hungry than before", "Walk each day. Eat less sugar."),
    "appetite-up": ("More hungry than before", "Walk each day. Eat less sugar."),
    "sexual-function": ("Less interest in sex", "Tell us at the next visit."),
    "sexual-desire": ("Less interest in sex", "Tell us at the next visit."),
    "thirst": ("Very thirsty", "Call us the same day."),
}
"""By code of the side-effect list: what the patient may feel, and what to do."""


@dataclass(frozen=True, slots=True)
class MedicineAdvice:
    """What holds for one medicine beyond the general words."""

    call_after: int | None = None
    """Missed days after which to call before the next dose, whatever else is taken."""
    stopping: tuple[str, ...] = ()
    tell_us: tuple[str, ...] = ()
    rash: str = ""
    test: str = ""
    """What to do with the dose on the day of its blood level."""


OWN_ADVICE: dict[str, MedicineAdvice] = {
    # Lamotrigine US label, 2.1 (after more than 5 half-lives it is a new start) and boxed warning (rash).
    # Who misses it may have missed a partner that slows it too, so no partner makes the days more than these.
    "lamotrigine": MedicineAdvice(
        call_after=5,
        stopping=("A skin rash is different: stop lamotrigine and call.",),
        rash="Stop lamotrigine. Call us the same day.",
    ),
    # Lithium US label: 2.4 (level 12 hours after the last dose), 5.1 and 7 (sodium, water, NSAIDs).
    "lithium": MedicineAdvice(
        tell_us=("Ask before you take ibuprofen.", "Keep your salt and water the same each day."),
        test="Take your lithium after the test.",
    ),
    # Clozapine US label, 2.6: after 2 days or more without a dose, start again low.
    "clozapine": MedicineAdvice(call_after=2),
}


_RASH = "a skin rash, or mouth sores"
_SHAKING = "shaking a lot, or hard to walk"
_VOMITING = "throwing up many times"
_RESTLESS = "too restless to sit still"
_STIFF = "stiff muscles with fever: call 911"
_FEVER = "fever or a sore throat"
_WORSE = "mood that gets worse fast"
_HIGH = "too much energy and no sleep"
_HEART = "fainting, or a racing heart"
_SEIZURE = "a seizure: call 911"
_YELLOW = "yellow skin or eyes"
_STOOL = "no stool for 3 days"
_BREATH = "hard to breathe: call 911"

# Boxed warnings and section 5 of the US labels of these medicines.
_ANTIDEPRESSANT = (_WORSE, _HIGH)
_ANTIPSYCHOTIC = (_RESTLESS, _STIFF)
_STIMULANT = (_HEART, _HIGH)
_SEDATIVE = (_BREATH,)
SIGNS: dict[str, tuple[str, ...]] = {
    "lithium": (_SHAKING, _VOMITING),
    "lamotrigine": (_RASH,),
    "carbamazepine": (_RASH, _FEVER),
    "oxcarbazepine": (_RASH,),
    "valproate": (_YELLOW, _VOMITING),
    "divalproex": (_YELLOW, _VOMITING),
    "clozapine": (_FEVER, _STOOL, _HEART, _SEIZURE),
    "bupropion": (_SEIZURE, *_ANTIDEPRESSANT),
    **dict.fromkeys(
        (
            *("sertraline", "fluoxetine", "citalopram", "escitalopram", "paroxetine", "fluvoxamine"),
            *("venlafaxine", "desvenlafaxine", "duloxetine", "mirtazapine", "trazodone", "vortioxetine"),
            *("vilazodone", "nortriptyline", "amitriptyline", "imipramine"),
        ),
        _ANTIDEPRESSANT,
    ),
    **dict.fromkeys(
        (
            *("quetiapine", "risperidone", "aripiprazole", "olanzapine", "ziprasidone", "lurasidone"),
            *("paliperidone", "haloperidol", "brexpiprazole", "cariprazine", "asenapine", "perphenazine"),
        ),
        _ANTIPSYCHOTIC,
    ),
    **dict.fromkeys(
        ("methylphenidate", "dexmethylphenidate", "lisdexamfetamine", "dextroamphetamine", "amphetamine"),
        _STIMULANT,
    ),
    **dict.fromkeys(("lorazepam", "clonazepam", "alprazolam", "diazepam"), _SEDATIVE),
    "atomoxetine": (_WORSE, _YELLOW),
    "naltrexone": (_YELLOW,),
}
"""Signs for which to call right away, by generic name; the clinician's own list goes before them."""


def signs_for(items: Iterable[PlanItem], own: tuple[str, ...]) -> tuple[str, ...]:
    """At most five warning signs: those written on the plan, else those of its medicines in their order."""
    if own:
        return own[:MOST_SIGNS]
    found = (SIGNS.get(item.medicine.generic.casefold().split()[0], ()) for item in items)
    return tuple(dict.fromkeys(sign for signs in found for sign in signs))[:MOST_SIGNS]


def advice_for(
    items: Iterable[PlanItem], day: date, message: str, gaps: Mapping[str, int] | None = None
) -> SheetAdvice:
    """Advice for a sheet of that day from the lines being taken, the first of each kind kept; of others the
    tests that are still wanted.

    `gaps` is what the restart rules say of this patient's list (`restart_gaps`): days by generic name.
    """
    lines = tuple(items)
    taken = tuple(item for item in lines if item.active_on(day))
    own = [(item, _own(item)) for item in taken]
    return SheetAdvice(
        feelings=_feelings(own),
        tests=_tests(((item, _own(item)) for item in lines), day),
        missed_dose=_missed(own, gaps or {}),
        stopping=_once(sentence for _, advice in own for sentence in advice.stopping),
        tell_us=_once(sentence for _, advice in own for sentence in advice.tell_us),
        message=(message.strip(),) if message.strip() else (),
        ask_us=_once(words for item in taken for words in _asked(item)),
    )


def _asked(item: PlanItem) -> Iterator[str]:
    """The open question, the worry about cost, and what makes it hard to take, as they stand on a line."""
    for words in (item.question.strip(), item.cost_concern.strip(), item.adherence.strip()):
        if words:
            yield f"{item.medicine.generic}: {words}"


def _own(item: PlanItem) -> MedicineAdvice:
    words = item.medicine.generic.casefold().split()
    return OWN_ADVICE.get(words[0], MedicineAdvice())


def _missed(own: list[tuple[PlanItem, MedicineAdvice]], gaps: Mapping[str, int]) -> tuple[str, ...]:
    """The fewer of the days that hold for anybody and those of this patient's own list."""
    found: dict[str, int] = {}
    for item, advice in own:
        name = item.medicine.generic
        days = [days for days in (advice.call_after, gaps.get(name.casefold())) if days is not None]
        if days:
            found[name] = min(days)
    told = tuple(f"Missed {name} for {days} days? Call us first." for name, days in found.items())
    return (*told, "Do not start again on your own.") if told else ()


def _feelings(own: list[tuple[PlanItem, MedicineAdvice]]) -> tuple[SheetFeeling, ...]:
    """At most five, each feeling once; a rash of a medicine with its own advice comes first."""
    found: dict[str, SheetFeeling] = {}
    for item, advice in own:
        for code in item.watch:
            if code in FEELINGS:
                what, action = FEELINGS[code]
                found.setdefault(what, SheetFeeling(what, action))
                if code == "rash" and advice.rash:
                    found[what] = SheetFeeling(what, advice.rash)
    ordered = sorted(found.values(), key=lambda feeling: feeling.what != FEELINGS["rash"][0])
    return tuple(ordered[:MOST_FEELINGS])


def _tests(own: Iterable[tuple[PlanItem, MedicineAdvice]], day: date) -> tuple[SheetTest, ...]:
    """Tests that are not done, the next ones first; those long overdue are for the clinic, not the page."""
    found = [
        SheetTest(
            f"{entry.measure[:1].upper()}{entry.measure[1:]}",
            entry.due,
            advice=(advice.test,) if advice.test and "level" in entry.measure else (),
        )
        for item, advice in own
        for entry in item.open_tests(day)
        if entry.due >= day - _OVERDUE
    ]
    return tuple(sorted(found, key=lambda test: test.on)[:MOST_TESTS])


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))
