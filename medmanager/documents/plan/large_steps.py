"""Large print: the dated steps of each medicine, one ruled paragraph for each step."""

from dataclasses import replace

from medmanager.documents.parts.large_setting import BASE, HEAD, MEDICINE, paragraph, ruled, titled
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.documents.press.typesetting import tidy
from medmanager.documents.steps.words import dates_in_a_line, needs_steps, stages_ahead, steps_title
from medmanager.documents.words.amounts import count_words, display_name, dose_words, strength_words
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine, Stage
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Slot


def steps_blocks(setting: Setting, sheet: PlanSheet) -> list[list[Strip]]:
    """Title and steps of every medicine that has several; the title carries the medicine's mark."""
    blocks: list[list[Strip]] = []
    block = setting.voice.text("steps.block")
    for place, medicine in enumerate(sheet.daily):
        if not needs_steps(setting, medicine):
            continue
        stages = [_stage(setting, block, medicine, stage) for stage in stages_ahead(setting, medicine)]
        title, *rows = titled(setting, _title(setting, medicine), stages, block)
        blocks.append([replace(title, mark=str(place)), *rows])
    return blocks


def _title(setting: Setting, medicine: SheetMedicine) -> str:
    """Whose steps; the brand is left out where it would cost a line."""
    full, plain = steps_title(setting, medicine).text, steps_title(setting, replace(medicine, brand="")).text
    fits = Words(full, HEAD, bold=True).width <= setting.page.column
    return full if fits else plain


def _stage(setting: Setting, block: str, medicine: SheetMedicine, stage: Stage) -> Strip:
    stops = stage.end is None and stage.step is None
    indent = 34 if stops else 0
    dates = Words(dates_in_a_line(setting, stage), BASE, bold=True)
    lines = paragraph(setting, block, (dates,), indent)
    for text, size in _what(setting, medicine, stage):
        lines += paragraph(setting, block, (Words(text, size, bold=size == MEDICINE),), indent)
    return ruled(setting, block, lines, sign=(ChangeKind.STOP, None) if stops else None)


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
    keep = f" {voice.text('steps.keep.dose')}" if stage.end is None else ""
    found.append((f"{dose[:1].upper()}{dose[1:]}.{keep}", BASE))
    return found
