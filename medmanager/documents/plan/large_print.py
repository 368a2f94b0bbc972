"""The plan in large print: by time of day, 18 points and more, one column; `page_limits` says how long."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from medmanager.documents.parts.frame import Footer, draw_mark, draw_version, mark_words
from medmanager.documents.parts.large_setting import (
    BASE,
    HEAD,
    heading,
    paragraph,
    ruled,
)
from medmanager.documents.plan.front import PageNumbers
from medmanager.documents.plan.front_changes import change_words, title_key
from medmanager.documents.plan.front_needed import name_and_strength
from medmanager.documents.plan.large_advice import advice_blocks, needed_strips
from medmanager.documents.plan.large_bands import band_strips
from medmanager.documents.plan.large_steps import steps_blocks
from medmanager.documents.press.flow import Column, Strip, pour, pour_blocks, with_company
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, leading, set_lines, tidy
from medmanager.documents.words.amounts import dose_words
from medmanager.domain.paper.sheets import PlanSheet, SheetMark
from medmanager.domain.plan.changes import ChangeKind

_VERSION = (112.0, 36.0)
_NAME = 24.0
_SIGN = 12.0
_STOP_NAME = 96.0


def lay_out_large(setting: Setting, sheet: PlanSheet, numbers: PageNumbers, *, tell_us: bool) -> list[Column]:
    """First what to take and where to get help; then, on new pages, everything else.

    Help always stands on the first page. Where the first page is full, a medicine's second time of day
    does not repeat what it is for.
    """
    bottom = Footer(setting).bottom
    top = setting.page.top

    def fresh() -> Column:
        column = Column(top, bottom)
        column.put([_more_head(setting)])
        return column

    help_strip = _help(setting)

    def first() -> Column:
        return Column(top, bottom - help_strip.height - help_strip.space)

    columns = _filled(setting, sheet, numbers, (first, fresh))
    more = _more_note(setting)
    if len(columns) > 1:
        columns = _filled(setting, sheet, numbers, (lambda: _shortened(first(), more), fresh))
        columns[0].bottom = bottom
        columns[0].put([more])
    rest = [
        _changes(setting, sheet),
        *steps_blocks(setting, sheet),
        needed_strips(setting, sheet),
        *advice_blocks(setting, sheet, tell_us=tell_us),
    ]
    if len(columns) > 1:
        poured = [*columns[:-1], *pour_blocks(rest, columns[-1], fresh)]
    else:
        poured = [*columns, *_following(rest, columns[0], fresh)]
    columns[0].bottom = bottom
    columns[0].put([help_strip])
    return with_company(poured, rest, fresh)


def _following(rest: Sequence[Sequence[Strip]], first: Column, fresh: Callable[[], Column]) -> list[Column]:
    """The pages after the first. Whole blocks fill the white of the first only where that saves one."""
    apart = pour_blocks(rest, fresh(), fresh)
    filling: list[Sequence[Strip]] = []
    for block in rest:
        if block and first.takes([strip for one in (*filling, block) for strip in one]):
            filling.append(block)
    left = [block for block in rest if block and block not in filling]
    saved = pour_blocks(left, fresh(), fresh) if left else []
    if len(saved) == len(apart):
        return apart
    first.put([strip for block in filling for strip in block])
    return saved


def _filled(
    setting: Setting,
    sheet: PlanSheet,
    numbers: PageNumbers,
    make: tuple[Callable[[], Column], Callable[[], Column]],
) -> list[Column]:
    """What to take, what is stopped and the next visit, on one page if it can be."""
    first, fresh = make
    columns: list[Column] = []
    for brief in (False, True):
        bands = band_strips(setting, sheet, numbers, brief=brief)
        columns = pour(
            [_head(setting), *bands, *_stopped(setting, sheet), _visit(setting, sheet)], first(), fresh
        )
        if len(columns) == 1:
            break
    return columns


def _shortened(column: Column, strip: Strip) -> Column:
    column.bottom -= strip.height + strip.space
    return column


def _more_note(setting: Setting) -> Strip:
    """That the first page is not all."""
    text = setting.voice.text("large.more")
    lines = set_lines((Words(text, BASE, bold=True),), setting.page.column, text)

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top, lines)

    return Strip(text, height_of(lines), draw, space=4)


def _head(setting: Setting) -> Strip:
    voice, head, page = setting.voice, setting.head, setting.page
    marks = tuple(mark_words(setting, mark, BASE) for mark in head.marks)
    mark_height = leading(BASE) + 9
    title = voice.text("plan.title")
    beside = page.column - _VERSION[0] - 12
    lines = [
        *set_lines((Words(title, HEAD, bold=True),), beside, title),
        *set_lines((Words(tidy(head.patient_name), _NAME, bold=True),), beside, title),
        *set_lines((Words(voice.text("head.born", d=head.birth_date), BASE),), page.column, title),
        *set_lines((Words(voice.day(head.made_on, "full"), BASE, bold=True),), page.column, title),
    ]
    if head.replaces is not None:
        lines += set_lines((Words(voice.text("head.throw", d=head.replaces), BASE),), page.column, title)
    height = mark_height * len(marks) + height_of(lines) + 6

    def draw(pen: Pen, top: float) -> None:
        for mark in marks:
            draw_mark(pen, pen.root.add("P"), mark, (page.left, top))
            top += mark_height
        draw_version(pen, pen.root, setting, top, _VERSION)
        y = draw_lines(pen, pen.root.add("H1"), page.left, top, lines[:1])
        draw_lines(pen, pen.root.add("P"), page.left, y, lines[1:])
        pen.line((page.left, top + height_of(lines) + 5), (page.right, top + height_of(lines) + 5), 2)

    return Strip(title, height, draw)


def _more_head(setting: Setting) -> Strip:
    """The head of later pages, decoration to a reader; a draft or a conflict is told on each of them."""
    said = setting.voice.text("plan.more")
    marks = tuple(mark_words(setting, m, BASE) for m in setting.head.marks if m is not SheetMark.DEMO)
    mark_height = leading(BASE) + 9
    lines = set_lines((Words(said, HEAD, bold=True),), setting.page.column - _VERSION[0] - 12, said)

    def draw(pen: Pen, top: float) -> None:
        for mark in marks:
            draw_mark(pen, pen.root.add("P"), mark, (setting.page.left, top))
            top += mark_height
        draw_version(pen, None, setting, top, _VERSION)
        draw_lines(pen, None, setting.page.left, top + 2, lines)

    height = mark_height * len(marks) + max(_VERSION[1], height_of(lines)) + 4
    return Strip(said, height, draw)


def _stopped(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    voice, page = setting.voice, setting.page
    word = Words(voice.text("large.stop"), 20, bold=True)
    left = max(_STOP_NAME, 32 + word.width + 12)
    found = []
    for item in sheet.stopped:
        name = name_and_strength(item, setting)
        lines = set_lines((Words(name, 20, bold=True),), page.column - left, voice.text("stopped.title"))
        found.append(
            Strip(word.text, height_of(lines) + 4, _StopLine(setting, word, left, lines).draw, space=6)
        )
    return found


class _StopLine:
    """The octagon, the word, and the medicine that is not taken any more."""

    def __init__(self, setting: Setting, word: Words, left: float, lines: Sequence[Line]) -> None:
        self._setting = setting
        self._word = word
        self._left = left
        self._lines = lines

    def draw(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        draw_change(pen, ChangeKind.STOP, (page.left + 13, top + 13), _SIGN)
        pen.write(pen.root.add("H2"), page.left + 34, top + 19.5, self._word)
        draw_lines(pen, pen.root.add("P"), page.left + self._left, top, self._lines)


def _help(setting: Setting) -> Strip:
    voice, page, clinic = setting.voice, setting.page, setting.head.clinic
    title = voice.text("help.title")
    texts = [voice.text("large.danger")]
    if clinic.day_and_night:
        texts.append(voice.text("large.clinic.always", phone=clinic.phone))
    elif clinic.night_phone:
        texts.append(voice.text("large.clinic.day", phone=clinic.phone))
        texts.append(voice.text("large.clinic.night", phone=clinic.night_phone))
    else:
        texts.append(voice.text("large.clinic", phone=clinic.phone))
    lines = [
        line for text in texts for line in set_lines((Words(text, BASE, bold=True),), page.column - 24, title)
    ]

    def draw(pen: Pen, top: float) -> None:
        pen.frame((page.left, top), (page.column, height_of(lines) + 12), 2)
        draw_lines(pen, pen.root.add("P"), page.left + 12, top + 5, lines)

    return Strip(title, height_of(lines) + 12, draw, space=6)


def _visit(setting: Setting, sheet: PlanSheet) -> Strip:
    voice, page, visit = setting.voice, setting.page, sheet.next_visit
    title = Words(voice.text("visit.title"), 20, bold=True)
    when = [voice.text("visit.none")]
    if visit is not None:
        when = [voice.text("visit.day", d=visit.on), voice.text("visit.time", t=visit.at)]
    left = max(112.0, title.width + 14)
    lines = [
        line
        for text in when
        for line in set_lines((Words(text, BASE, bold=True),), page.column - left, title.text)
    ]
    for item in sheet.injections:
        strength = dose_words(item.strength.amount * item.count, item.strength.unit)
        text = voice.text("visit.injection", m=tidy(item.name), strength=strength, d=item.on)
        lines += set_lines((Words(text, BASE, bold=True),), page.column - left, title.text)

    def draw(pen: Pen, top: float) -> None:
        pen.write(pen.root.add("H2"), page.left, top + 18, title)
        draw_lines(pen, pen.root.add("P"), page.left + left, top, lines)

    return Strip(title.text, height_of(lines), draw, space=8)


def _changes(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    voice = setting.voice
    title = voice.text(title_key(today=sheet.changed_today))
    strips = [heading(setting, title)]
    together = frozenset(medicine.name for medicine in sheet.daily)
    changes = change_words(setting, sheet.changes, merge_keep=True, together=together)
    if not changes:
        return [replace(heading(setting, voice.text("change.none.today")), keep=False)]
    for change in changes:
        word = voice.text(f"change.{change.kind}")
        lines = paragraph(setting, title, (Words(f"{word}: {change.medicine}", 20, bold=True),), indent=34)
        lines += paragraph(setting, title, (Words(f"{change.what}.", BASE),), indent=34)
        strips.append(ruled(setting, title, lines, sign=(change.kind, change.rises)))
    return strips
