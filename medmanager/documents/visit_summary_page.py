"""The visit summary: what was talked about, what changes, questions with their answers, the next visit."""

from dataclasses import replace
from decimal import Decimal

from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    bullets_strips,
    draw_pages,
    head_strip,
    paragraph_strip,
    paragraph_strips,
    sizes_of,
    strong,
    title_strip,
)
from medmanager.documents.plan.front_changes import change_words
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.typesetting import draw_lines, height_of, leading, set_lines
from medmanager.documents.steps.dose_page import visit_strip
from medmanager.documents.steps.dose_words import help_words
from medmanager.documents.words.calendar_words import number
from medmanager.domain.history import Measure
from medmanager.domain.paper.visit import MeasuredValue, VisitSummary
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.visit import PatientQuestion, Response
from medmanager.domain.vital_words import WEIGHT

_MOST, _MOST_LARGE = 4, 8
_TENTH = Decimal("0.1")


def draw_visit_summary(pen: Pen, setting: Setting, sheet: VisitSummary) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where it gets too long."""
    most = _MOST_LARGE if setting.head.large_print else _MOST
    voice = setting.voice
    pages = Pages(voice.text("summary.word"), most, voice.text("summary.title"))
    return draw_pages(pen, setting, _strips(setting, sheet), pages)


def _strips(setting: Setting, sheet: VisitSummary) -> list[Strip]:
    voice = setting.voice
    said = voice.say("summary.title")
    strips = [head_strip(setting, said, said.text, voice.text("summary.of", d=sheet.visited_on))]
    strips += _talked(setting, sheet)
    if sheet.changes is not None:
        strips += _changes(setting, sheet)
    if sheet.message:
        message = voice.say("message.title")
        strips += [title_strip(setting, message)]
        strips += paragraph_strips(setting, message.text, [setting.record(sheet.message)])
    strips += _questions(setting, sheet.questions)
    strips.append(paragraph_strip(setting, said.text, [body(setting, " ".join(help_words(setting)))], 12))
    strips.append(visit_strip(setting, sheet.next_visit))
    return strips


def _talked(setting: Setting, sheet: VisitSummary) -> list[Strip]:
    voice = setting.voice
    told = []
    if sheet.response is not Response.NOT_ASKED:
        told.append(voice.text(f"summary.response.{sheet.response.name.lower()}"))
    told += [voice.text("summary.feeling", m=voice.own(one.name), n=one.severity) for one in sheet.feelings]
    told += [_measured(setting, one) for one in sheet.measured]
    said = voice.say("summary.talked")
    return [title_strip(setting, said), *bullets_strips(setting, said.text, told)] if told else []


def _measured(setting: Setting, one: MeasuredValue) -> str:
    """What was measured; a weight in pounds, as it is typed at the visit, beside its kilograms."""
    if one.measure is Measure.WEIGHT:
        kilograms = number(one.value.quantize(_TENTH))
        return setting.voice.text("summary.weight", n=WEIGHT.shown(one.value), m=kilograms)
    second = number(one.second) if one.second is not None else ""
    return setting.voice.text(f"summary.{one.measure.name.lower()}", n=number(one.value), m=second)


def _changes(setting: Setting, sheet: VisitSummary) -> list[Strip]:
    said = setting.voice.say("summary.changes")
    found = change_words(setting, sheet.changes or (), merge_keep=True)
    if not any(words.kind is not ChangeKind.KEEP for words in found):
        text = setting.voice.text("summary.no_change")
        return [title_strip(setting, said), *bullets_strips(setting, said.text, [text])]
    rows = []
    for words in found:
        first = f"{setting.voice.text(f'change.{words.kind}')}: {words.medicine}"
        runs = [strong(setting, first), body(setting, words.what)]
        rows.append(_change(setting, (words.kind, words.rises), runs))
    return [title_strip(setting, said), *rows]


def _change(setting: Setting, sign: tuple[ChangeKind, bool | None], runs: list[Words]) -> Strip:
    size = sizes_of(setting).strong
    indent, block = 1.9 * size, setting.voice.text("summary.changes")
    lines = [
        line for run in runs if run.text for line in set_lines((run,), setting.page.column - indent, block)
    ]

    def draw(pen: Pen, top: float) -> None:
        centre = (setting.page.left + 0.65 * size, top + leading(size) / 2)
        draw_change(pen, sign[0], centre, 0.55 * size, sign[1])
        item = pen.root.add("L").add("LI").add("LBody")
        draw_lines(pen, item, setting.page.left + indent, top, lines)

    return Strip(block, height_of(lines), draw, space=4)


def _questions(setting: Setting, questions: tuple[PatientQuestion, ...]) -> list[Strip]:
    voice = setting.voice
    said = voice.say("summary.questions")
    strips: list[Strip] = []
    for question in questions:
        answer = setting.record(question.answer) if not question.open else voice.text("summary.open")
        asked = [body(setting, setting.record(question.text), bold=True)]
        strips.append(replace(paragraph_strip(setting, said.text, asked, 6), keep=True))
        strips += paragraph_strips(setting, said.text, [answer])
    return [title_strip(setting, said), *strips] if strips else []
