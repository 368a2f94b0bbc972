"""The cross-taper: two medicines side by side by date, the new one at the left, the old one at the right."""

from datetime import date

from medmanager.documents.parts.grid_rows import date_lines, told_day
from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    draw_pages,
    framed_strip,
    head_strip,
    paragraph_strip,
    strong,
)
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen
from medmanager.documents.press.typesetting import set_lines
from medmanager.documents.steps.cross_taper_rows import (
    PairRows,
    none_words,
    stage_of,
    stages_of,
    washout_words,
)
from medmanager.documents.steps.dose_large import boxed
from medmanager.documents.steps.dose_page import beside_words, know_strips, last_strip, most, visit_strip
from medmanager.documents.steps.dose_words import (
    dose_of,
    dose_parts,
    help_words,
    name_of,
    named,
    needs_words,
)
from medmanager.documents.steps.words import tick_days
from medmanager.documents.words.phrases import Said
from medmanager.domain.local_time import ONE_DAY
from medmanager.domain.paper.sheets import Stage
from medmanager.domain.paper.steps import CrossTaperSheet, PairStage, pair_stages


def draw_cross_taper(pen: Pen, setting: Setting, sheet: CrossTaperSheet) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where a part does not fit."""
    voice = setting.voice
    pages = Pages(voice.text("dosesteps.word"), most(setting), voice.text("cross.title"))
    return draw_pages(pen, setting, _strips(setting, sheet), pages)


def _strips(setting: Setting, sheet: CrossTaperSheet) -> list[Strip]:
    voice = setting.voice
    said, block = voice.say("cross.title"), voice.text("steps.block")
    stages = pair_stages(sheet.coming, sheet.leaving, sheet.head.made_on)
    strips = [head_strip(setting, said, block, beside_words(setting))]
    if stages[0].start > sheet.head.made_on:
        strips.append(
            paragraph_strip(
                setting, block, [body(setting, _until(setting, sheet, stages[0].start), bold=True)], 8
            )
        )
    if setting.head.large_print:
        strips += [_large_row(setting, sheet, stage) for stage in stages[:-1]]
        strips += [
            last_strip(setting, Said(text), stops=stops) for text, stops in _ends(setting, sheet, stages[-1])
        ]
    else:
        strips += PairRows(setting, sheet, stages).strips
    strips += _know(setting, sheet, stages)
    needs = tuple(
        text
        for medicine, text in (
            (one, needs_words(setting, one, stages_of(stages, one is sheet.coming), "cross.needs"))
            for one in (sheet.coming, sheet.leaving)
        )
        if text
    )
    strips.append(visit_strip(setting, sheet.next_visit, (" ".join(needs),) if needs else ()))
    return strips


def _until(setting: Setting, sheet: CrossTaperSheet, first: date) -> str:
    """What of both medicines is taken until the first row, each by its name; nothing of one not yet begun."""
    day, voice, told = sheet.head.made_on, setting.voice, []
    for medicine in (sheet.coming, sheet.leaving):
        now = next((one for one in medicine.stages if one.start < first and one.covers(day)), None)
        if now is not None and now.step is not None:
            dose = f"{name_of(medicine)}, {dose_of(setting, medicine, now)}"
            told.append(voice.text("dosesteps.until", d=first - ONE_DAY, dose=dose))
        elif now is not None or medicine is sheet.leaving:
            told.append(voice.text("cross.until.none", d=first - ONE_DAY, m=name_of(medicine)))
    return " ".join(told)


def _ends(setting: Setting, sheet: CrossTaperSheet, last: PairStage) -> list[tuple[str, bool]]:
    """What holds in the end, for each medicine."""
    voice, found = setting.voice, []
    for medicine, stage in ((sheet.coming, last.coming), (sheet.leaving, last.leaving)):
        if stage.step is None:
            found.append((voice.text("dosesteps.stop", d=last.start, m=name_of(medicine)), True))
        else:
            dose = f"{name_of(medicine)}, {dose_of(setting, medicine, stage)}"
            found.append((voice.text("dosesteps.keep", d=last.start, dose=dose), False))
    return found


def _know(setting: Setting, sheet: CrossTaperSheet, stages: tuple[PairStage, ...]) -> list[Strip]:
    voice = setting.voice
    both = [stage.end for stage in stages if stage.coming.step and stage.leaving.step and stage.end]
    until = voice.text("cross.both", d=told_day(setting, both[-1])) if both else ""
    own = [f"{until} {voice.text('cross.own_time')}"] if both else []
    own.append(f"{voice.text('dosesteps.missed')} {voice.text('dosesteps.never')}")
    signs = "; ".join(voice.own(sign).text for sign in sheet.warning_signs)
    call = [f"{voice.text('cross.call')} {signs}."] if signs else []
    return know_strips(setting, own, [*call, " ".join(help_words(setting))])


def _large_row(setting: Setting, sheet: CrossTaperSheet, stage: PairStage) -> Strip:
    """A row in large print: the dates, then each medicine with what to take of it."""
    voice, block = setting.voice, setting.voice.text("steps.block")
    whole = stage_of(stage, coming=True)
    if stage.is_washout and stage.end is not None:
        return framed_strip(setting, block, [[strong(setting, washout_words(setting, stage))]], 2)
    texts = [body(setting, " ".join(date_lines(setting, whole)), bold=True)]
    for medicine, coming in ((sheet.coming, True), (sheet.leaving, False)):
        side = stage_of(stage, coming)
        key = "cross.new.same" if coming else "cross.old.same"
        texts.append(strong(setting, f"{voice.text(key)}: {named(medicine)}"))
        parts = dose_parts(setting, medicine, side)
        texts += [body(setting, f"{text[:1].upper()}{text[1:]}.") for text in parts] or [
            body(setting, none_words(setting, medicine, side, coming=coming))
        ]
    paragraphs = [set_lines((run,), setting.page.column, block) for run in texts]
    days = tick_days(
        Stage(stage.start, stage.end, stage.coming.step or stage.leaving.step), setting.head.made_on
    )
    return boxed(setting, block, paragraphs, days)
