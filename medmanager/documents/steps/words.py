"""What every table of dated steps says: title, stages, dates, tick days and what comes after."""

from datetime import date, timedelta

from medmanager.documents.parts.grid_rows import date_lines
from medmanager.documents.press.page import Setting
from medmanager.documents.press.typesetting import tidy
from medmanager.documents.words.amounts import display_name, strength_words
from medmanager.documents.words.calendar_words import number
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetMedicine, Stage
from medmanager.domain.plan.dose import Slot

_COURSE = 2
"""Days ahead from which the days of a course are worth a tick box each."""

MOST_BOXES = 28
"""Days that still get a tick box each; longer steps say how long they are."""


def stages_ahead(setting: Setting, medicine: SheetMedicine) -> list[Stage]:
    """The stages that have not ended before the sheet's day."""
    made = setting.head.made_on
    return [stage for stage in medicine.stages if stage.end is None or stage.end >= made]


def needs_steps(setting: Setting, medicine: SheetMedicine) -> bool:
    """Whether the steps are told at the back: where the dose changes again or begins again after a pause, or
    a course has days to tick.
    """
    if not medicine.dated_on(setting.head.made_on):
        return False
    ahead = stages_ahead(setting, medicine)
    taken = [stage for stage in ahead if stage.step is not None]
    pauses = any(stage.step is None and stage.end is not None for stage in ahead)
    if len(taken) > 1 or pauses:
        return True
    last = taken[0].end if taken else None
    return last is not None and (last - setting.head.made_on).days >= _COURSE


def steps_title(setting: Setting, medicine: SheetMedicine) -> Said:
    """Name, brand, and whether the dose goes up, down or changes; its companion is short."""
    name = display_name(tidy(medicine.name), medicine.form)
    brand = f" ({tidy(medicine.brand)})" if medicine.brand else ""
    doses = [stage.per_day for stage in medicine.stages]
    way = "down" if doses == sorted(doses, reverse=True) else "change"
    if doses[0] and doses == sorted(doses):
        way = "up"
    said = setting.voice.say(f"steps.{way}", m=f"{name}{brand}")
    return Said(said.text, setting.voice.english(f"steps.{way}.short"))


def only_slot(medicine: SheetMedicine) -> Slot | None:
    """The one time of day of all steps; None where there are several, or several strengths at once."""
    slots = {tablet.slot for step in medicine.steps for tablet in step.tablets}
    if len(slots) != 1 or any(len(stage.strengths) > 1 for stage in medicine.stages):
        return None
    return next(iter(slots))


def tick_days(stage: Stage, made: date) -> tuple[date, ...]:
    """The days with a tick box: those on which it is taken, from the sheet's day on; none for long steps."""
    if stage.end is None or stage.step is None:
        return ()
    every = stage.step.every_days
    days = [stage.start + timedelta(days=n) for n in range(0, (stage.end - stage.start).days + 1, every)]
    ahead = tuple(day for day in days if day >= made)
    return ahead if len(ahead) <= MOST_BOXES else ()


def date_texts(setting: Setting, stage: Stage) -> tuple[str, ...]:
    """The dates of a row; the last row carries its year, and a step not taken daily says how often."""
    if stage.end is None:
        texts: tuple[str, ...] = (setting.voice.text("dates.from.full", d=stage.start),)
    else:
        texts = date_lines(setting, stage)
    if stage.step is not None and stage.step.every_days > 1:
        return (*texts, setting.voice.text("dates.every", n=stage.step.every_days))
    return texts


def dates_in_a_line(setting: Setting, stage: Stage) -> str:
    """The same in one line, how often as a sentence of its own."""
    *dates, last = date_texts(setting, stage)
    is_spaced = stage.step is not None and stage.step.every_days > 1
    return f"{' '.join(dates)}. {last}" if is_spaced else " ".join((*dates, last))


def length_texts(setting: Setting, stage: Stage) -> tuple[str, ...]:
    """How long a step is that has no tick boxes."""
    if stage.end is None or tick_days(stage, setting.head.made_on):
        return ()
    days = (stage.end - max(stage.start, setting.head.made_on)).days + 1
    return (setting.voice.text("steps.days", n=days),)


def after_texts(setting: Setting, medicine: SheetMedicine, stage: Stage) -> tuple[str, ...]:
    """What holds from the last step on, and which bottles are put away then; the first one is bold."""
    voice, form = setting.voice, medicine.form
    counts = [
        count for strength in stage.strengths for slot in Slot if (count := stage.count(strength, slot))
    ]
    keep = voice.text("steps.keep.dose")
    if len(counts) == 1 and counts[0] == counts[0].to_integral_value():
        keep = voice.text("steps.keep", n=number(counts[0]))
    earlier = {strength for other in stages_ahead(setting, medicine) for strength in other.strengths}
    gone = sorted(earlier - set(stage.strengths), key=lambda strength: strength.amount)
    away = (voice.text("steps.away", strength=strength_words(strength, form, voice)) for strength in gone)
    return (keep, *away)
