"""The dose-steps sheet: a taper or titration day by day, with its last row, its sum and what to know."""

from collections.abc import Sequence

from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    bullets_strips,
    columns_strip,
    draw_pages,
    framed_strip,
    head_strip,
    paragraph_strip,
    sizes_of,
    strong,
    title_strip,
)
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.typesetting import draw_lines, height_of, leading, set_lines
from medmanager.documents.steps.dose_compact import CompactRows, is_long
from medmanager.documents.steps.dose_large import large_rows
from medmanager.documents.steps.dose_rows import StepRows
from medmanager.documents.steps.dose_words import (
    help_words,
    last_words,
    named,
    needs_words,
    split_words,
    title,
    until_words,
)
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetVisit
from medmanager.domain.paper.steps import DoseStepsSheet, now_of, rows_of
from medmanager.domain.plan.changes import ChangeKind

_MOST, _MOST_LARGE = 6, 20


def draw_dose_steps(pen: Pen, setting: Setting, sheet: DoseStepsSheet) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where a part does not fit."""
    pages = Pages(setting.voice.text("dosesteps.word"), most(setting), title(setting, sheet.medicine).text)
    return draw_pages(pen, setting, _strips(setting, sheet), pages)


def most(setting: Setting) -> int:
    """So many pages at most."""
    return _MOST_LARGE if setting.head.large_print else _MOST


def _strips(setting: Setting, sheet: DoseStepsSheet) -> list[Strip]:
    medicine, voice = sheet.medicine, setting.voice
    stages = rows_of(medicine, sheet.head.made_on)
    steps, last = stages[:-1], stages[-1]
    said = title(setting, medicine)
    block = voice.text("steps.block")
    until = until_words(setting, medicine, now_of(medicine, sheet.head.made_on))
    daily = all(one.step is None or one.step.every_days == 1 for one in stages)
    intro = [body(setting, voice.text(f"dosesteps.tick{'' if daily else '.days'}", m=named(medicine)))]
    intro += [body(setting, f" {until}", bold=True)] if until else []
    count = (
        voice.text("dosesteps.count", n=len(steps), a=steps[0].start, b=last.start) if is_long(steps) else ""
    )
    strips = [head_strip(setting, Said(said.text, said.english), block, beside_words(setting))]
    strips.append(paragraph_strip(setting, block, intro, 8))
    strips += [paragraph_strip(setting, block, [body(setting, count, bold=True)])] if count else []
    if steps and setting.head.large_print:
        strips += large_rows(setting, medicine, steps)
    elif steps and is_long(steps):
        strips += CompactRows(setting, medicine, steps).strips
    elif steps:
        strips += StepRows(setting, medicine, steps).strips
    strips.append(last_strip(setting, last_words(setting, medicine, last), stops=last.step is None))
    strips += _know(setting, sheet)
    needs = needs_words(setting, medicine, steps)
    strips.append(visit_strip(setting, sheet.next_visit, (needs,) if needs else ()))
    return strips


def beside_words(setting: Setting) -> str:
    """Below the version: which sheet this one replaces."""
    head = setting.head
    if head.replaces is None:
        return setting.voice.text("head.use")
    return setting.voice.text("head.replaces", d=head.replaces)


def last_strip(setting: Setting, said: Said, *, stops: bool) -> Strip:
    """What holds in the end, in a heavy frame; a stop bears its sign."""
    page, block, size = setting.page, setting.voice.text("steps.block"), sizes_of(setting).strong
    left = 2 * size if stops else 10
    lines = set_lines((Words(said.text, size, bold=True),), page.column - left - 8, block)
    if said.english and not setting.head.large_print:
        lines += set_lines((Words(said.english, 10, language="en"),), page.column - left - 8, block)
    height = height_of(lines) + 14

    def draw(pen: Pen, top: float) -> None:
        pen.frame((page.left, top), (page.column, height), 2, radius=0)
        if stops:
            draw_change(pen, ChangeKind.STOP, (page.left + size, top + 7 + leading(size) / 2), size * 0.6)
        draw_lines(pen, pen.root.add("P"), page.left + left, top + 6, lines)

    return Strip(block, height, draw, space=6)


def _know(setting: Setting, sheet: DoseStepsSheet) -> list[Strip]:
    """How it may feel, what to split, what to do about a missed dose, and where help is."""
    voice = setting.voice
    stages = rows_of(sheet.medicine, sheet.head.made_on)
    own = [f"{voice.own(one.what).text}: {voice.own(one.action).text}" for one in sheet.feelings]
    own.append(f"{voice.text('dosesteps.hard')} {voice.text('dosesteps.wait')}")
    own.append(f"{voice.text('dosesteps.missed')} {voice.text('dosesteps.never')}")
    split = split_words(setting, sheet.medicine, stages)
    right = [" ".join(split)] if split else []
    return know_strips(setting, own, [*right, " ".join(help_words(setting))])


def know_strips(setting: Setting, left: Sequence[str], right: Sequence[str]) -> list[Strip]:
    """What to know, in two columns; below one another in large print."""
    said = setting.voice.say("dosesteps.know")
    if setting.head.large_print:
        return [title_strip(setting, said), *bullets_strips(setting, said.text, [*left, *right])]
    return [columns_strip(setting, said.text, left, right)]


def visit_strip(setting: Setting, visit: SheetVisit | None, below: Sequence[str] = ()) -> Strip:
    """The next visit in its frame, and lines below it."""
    voice = setting.voice
    when = voice.text("visit.when", d=visit.on, t=visit.at) if visit else voice.text("visit.none")
    first = [strong(setting, f"{voice.text('visit.title')}: {when}")]
    return framed_strip(
        setting, voice.text("visit.title"), [first, *([body(setting, text)] for text in below)], heading=True
    )
