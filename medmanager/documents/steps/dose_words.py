"""What the sheets of dated steps say: doses in words, sums of tablets, the last row, and what to know."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from medmanager.documents.press.page import Setting
from medmanager.documents.press.typesetting import tidy
from medmanager.documents.words.amounts import (
    count_words,
    display_name,
    dose_words,
    form_words,
    strength_words,
)
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.paper.steps import needed_for, rows_of
from medmanager.domain.plan.dose import Slot, Strength, TabletCount

_LONG_LIST = 12
"""Words of a list from which on "and" would be one more of many."""


def name_of(medicine: SheetMedicine) -> str:
    """The name alone, as in "coming off paroxetine"."""
    return display_name(tidy(medicine.name), medicine.form)


def named(medicine: SheetMedicine) -> str:
    """Name and brand."""
    brand = f" ({tidy(medicine.brand)})" if medicine.brand else ""
    return f"{name_of(medicine)}{brand}"


def title(setting: Setting, medicine: SheetMedicine) -> Said:
    """Whether the dose goes up, down, to an end, or otherwise."""
    made = setting.head.made_on
    doses = [one.per_day for one in medicine.stages if one.end is None or one.end >= made]
    falls = all(a >= b for a, b in zip(doses, doses[1:], strict=False))
    rises = all(a <= b for a, b in zip(doses, doses[1:], strict=False))
    way = "off" if falls and not doses[-1] else "down" if falls else "up" if rises else "change"
    return setting.voice.say(f"dosesteps.title.{way}", m=name_of(medicine))


def pairs_of(stages: Iterable[Stage]) -> tuple[tuple[Slot, Strength], ...]:
    """Every time of day with every strength that is taken then, in order, the highest strength first."""
    found = {
        (tablet.slot, tablet.strength) for stage in stages if stage.step for tablet in stage.step.tablets
    }
    return tuple(sorted(found, key=lambda pair: (list(Slot).index(pair[0]), -pair[1].amount)))


def dose_parts(setting: Setting, medicine: SheetMedicine, stage: Stage) -> tuple[str, ...]:
    """Each count with its strength and time: "1 tablet of 20 mg, in the morning"."""
    voice = setting.voice
    return tuple(
        voice.text(
            "dosesteps.dose",
            count=count_words(count, medicine.form, voice),
            strength=strength_words(strength, medicine.form, voice),
            slot=voice.text(f"dosesteps.in.{slot}"),
        )
        for slot, strength in pairs_of((stage,))
        if (count := stage.count(strength, slot))
    )


def dose_of(setting: Setting, medicine: SheetMedicine, stage: Stage) -> str:
    """All of it in one run of words; the time of day is said once where it is the same. How often it is
    given, where that is not daily, stands before several doses, so that it is read with each.
    """
    often, dose = rounds_of(setting, stage), _dose_run(setting, medicine, stage)
    if not often:
        return dose
    return f"{often}: {dose}" if "; " in dose else f"{dose}, {often}"


def rounds_of(setting: Setting, stage: Stage) -> str:
    """ "every 2 days"; "" of what is taken daily."""
    every = stage.step.every_days if stage.step else 1
    return setting.voice.text("dosesteps.rounds", n=every) if every > 1 else ""


def _dose_run(setting: Setting, medicine: SheetMedicine, stage: Stage) -> str:
    slots = {slot for slot, _ in pairs_of((stage,))}
    if len(slots) != 1:
        return "; ".join(dose_parts(setting, medicine, stage))
    voice, slot = setting.voice, next(iter(slots))
    counts = tuple(
        voice.text(
            "dosesteps.count.of",
            count=count_words(stage.count(strength, slot), medicine.form, voice),
            strength=strength_words(strength, medicine.form, voice),
        )
        for _, strength in pairs_of((stage,))
    )
    return f"{listed(setting, counts)}, {voice.text(f'dosesteps.in.{slot}')}"


def listed(setting: Setting, parts: tuple[str, ...]) -> str:
    """Parts joined with "and" before the last one; by semicolons alone where they are long."""
    if len(parts) < 2 or len(" ".join(parts).split()) > _LONG_LIST:
        return "; ".join(parts)
    return setting.voice.text("dosesteps.and", a="; ".join(parts[:-1]), b=parts[-1])


def daily_words(setting: Setting, stage: Stage) -> str:
    """ "25 mg a day", or "25 mg every 2 days"."""
    step = stage.step
    if step is None:
        return setting.voice.text("steps.none")
    dose, often = dose_words(step.daily_dose, step.unit), rounds_of(setting, stage)
    return f"{dose} {often}" if often else setting.voice.text("dosesteps.day", dose=dose)


def until_words(setting: Setting, medicine: SheetMedicine, now: Stage | None) -> str:
    """What holds until the first row; "" where a dose is taken today as a row says."""
    voice, rows = setting.voice, rows_of(medicine, setting.head.made_on)
    if now is None:
        first = next((one.start for one in rows if one.step is not None), setting.head.made_on)
        return voice.text("dosesteps.first", d=first) if first > setting.head.made_on else ""
    if now.step is None:
        return voice.text("dosesteps.until.none", d=now.end)
    return voice.text("dosesteps.until", d=now.end, dose=dose_of(setting, medicine, now))


def last_words(setting: Setting, medicine: SheetMedicine, last: Stage) -> Said:
    """What holds from the last row on: a dose, nothing for now, or nothing any more."""
    if last.step is None:
        key = "dosesteps.pause" if medicine.steps[-1].paused else "dosesteps.stop"
        return setting.voice.say(key, d=last.start, m=name_of(medicine))
    english = replace(setting, voice=setting.voice.companion)
    dose = Said(dose_of(setting, medicine, last), dose_of(english, medicine, last))
    return setting.voice.say("dosesteps.keep", d=last.start, dose=dose)


def needs_words(
    setting: Setting, medicine: SheetMedicine, stages: Iterable[Stage], key: str = "dosesteps.needs"
) -> str:
    """How many tablets these steps need, as a sum of each strength; "" where nothing ends."""
    needed: Mapping[Strength, Decimal] = needed_for(medicine, stages)
    voice = setting.voice
    parts = tuple(
        voice.text(
            "dosesteps.count.of",
            count=count_words(count, medicine.form, voice),
            strength=strength_words(strength, medicine.form, voice),
        )
        for strength, count in needed.items()
    )
    return voice.text(key, tablets=listed(setting, parts), m=name_of(medicine)) if parts else ""


def split_words(setting: Setting, medicine: SheetMedicine, stages: Iterable[Stage]) -> tuple[str, ...]:
    """That what is split needs a line; nothing where all are whole."""
    voice, form = setting.voice, medicine.form
    halves = sorted(
        {one.strength for one in _tablets(stages) if one.count % 1 and form_splits(medicine)},
        key=lambda strength: -strength.amount,
    )
    lines = tuple(
        voice.text(
            "dosesteps.split.line",
            strength=strength_words(strength, form, voice),
            form=form_words(form, voice),
        )
        for strength in halves
    )
    return (*lines, voice.text("dosesteps.split.ask")) if lines else ()


def form_splits(medicine: SheetMedicine) -> bool:
    """Whether a part of it is cut from a whole one: not of a liquid."""
    return medicine.form.value != "mL"


def help_words(setting: Setting) -> tuple[str, ...]:
    """911, 988 and the clinic."""
    voice, clinic = setting.voice, setting.head.clinic
    key = "always" if clinic.day_and_night else "clinic"
    return (
        voice.text("dosesteps.help.danger"),
        voice.text("dosesteps.help.suicide"),
        voice.text(f"dosesteps.help.{key}", phone=clinic.phone),
    )


def _tablets(stages: Iterable[Stage]) -> Iterable[TabletCount]:
    return (tablet for stage in stages if stage.step for tablet in stage.step.tablets)
