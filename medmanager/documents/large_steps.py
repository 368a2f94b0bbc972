"""Large print: the dated steps of each medicine, one ruled paragraph for each step."""

from medmanager.documents.amounts import count_words, display_name, dose_words, strength_words
from medmanager.documents.flow import Strip
from medmanager.documents.grid_rows import date_lines
from medmanager.documents.large_setting import BASE, MEDICINE, heading, paragraph, ruled
from medmanager.documents.page import Setting
from medmanager.documents.pen import Words
from medmanager.documents.plan_back import steps_blocks
from medmanager.documents.typesetting import tidy
from medmanager.domain.plan import Slot
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.sheets import PlanSheet, SheetMedicine, Stage


def steps_strips(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Title and steps of every medicine that has several; the title carries the medicine's mark."""
    strips: list[Strip] = []
    for place, block in steps_blocks(setting, sheet).items():
        title = heading(setting, block.title)
        strips.append(Strip(title.block, title.height, title.draw, title.space, title.keep, mark=str(place)))
        medicine = sheet.daily[place]
        ahead = [s for s in medicine.stages if s.end is None or s.end >= setting.head.made_on]
        strips += [_stage(setting, block.title, medicine, stage) for stage in ahead]
    return strips


def _stage(setting: Setting, title: str, medicine: SheetMedicine, stage: Stage) -> Strip:
    voice = setting.voice
    final = stage.end is None
    dates = (voice.text("dates.from.full", d=stage.start),) if final else date_lines(setting, stage)
    stops = final and stage.step is None
    indent = 34 if stops else 0
    lines = [
        line for text in dates for line in paragraph(setting, title, (Words(text, BASE, bold=True),), indent)
    ]
    for text, size in _what(setting, medicine, stage):
        lines += paragraph(setting, title, (Words(text, size, bold=size == MEDICINE),), indent)
    return ruled(setting, title, lines, sign=(ChangeKind.STOP, None) if stops else None)


def _what(setting: Setting, medicine: SheetMedicine, stage: Stage) -> list[tuple[str, float]]:
    """What to take at which time, and what it comes to in one day."""
    voice = setting.voice
    if stage.step is None:
        if stage.end is not None:
            return [(voice.text("steps.none"), MEDICINE)]
        name = display_name(tidy(medicine.name), medicine.form)
        return [(f"{voice.text('steps.stop')} {voice.text('steps.stop.m', m=name)}", MEDICINE)]
    found = []
    for strength in stage.strengths:
        for slot in Slot:
            if count := stage.count(strength, slot):
                text = voice.text(
                    "large.dose",
                    slot=voice.text(f"slot.{slot}"),
                    count=count_words(count, medicine.form, voice),
                    strength=strength_words(strength, medicine.form, voice),
                )
                found.append((text, MEDICINE))
    dose = voice.text("steps.in_one_day", dose=dose_words(stage.step.daily_dose, stage.step.unit))
    found.append((f"{dose[:1].upper()}{dose[1:]}.", BASE))
    if stage.end is None:
        found.append((voice.text("steps.keep.dose"), BASE))
    return found
