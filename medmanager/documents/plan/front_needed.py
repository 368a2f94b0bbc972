"""Front of the plan: what is taken only if needed, and what is not taken any more."""

from medmanager.documents.parts.frame import TITLE_HEIGHT, draw_title
from medmanager.documents.parts.grid_rows import told_day
from medmanager.documents.plan.front_grid import TagFrame
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    NAME,
    Line,
    baseline,
    draw_lines,
    height_of,
    set_lines,
    tidy,
)
from medmanager.documents.words.amounts import (
    BigCount,
    big_count,
    count_words,
    display_name,
    form_words,
    strength_and_form,
    strength_words,
)
from medmanager.documents.words.calendar_words import number
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetAsNeeded, SheetStopped
from medmanager.domain.plan.changes import ChangeKind

_GAP = 16.0
_LEFT_PART = 322 / 540
_FACTS = 36.0
_FACT = 20.0
_AFTER = 5.0
_WHOLE = 322.0
_COLUMNS = ((0.0, 92.0), (106.0, 93.0), (213.0, 109.0))
"""Left edge and width of each fact in a block that is `_WHOLE` wide."""


def needed_and_stopped(
    setting: Setting, needed: tuple[SheetAsNeeded, ...], stopped: tuple[SheetStopped, ...]
) -> Strip | None:
    """Both blocks side by side; the one that is there takes the full width; None where there is neither."""
    column = setting.page.column
    left_width = round(column * _LEFT_PART) if stopped else column
    left = NeededBlock(setting, needed, left_width) if needed else None
    right_left = left_width + _GAP if needed else 0
    right = StoppedBlock(setting, stopped, column - right_left) if stopped else None
    if left is None and right is None:
        return None
    blocks = [(left, 0.0), (right, right_left)]

    def draw(pen: Pen, top: float) -> None:
        for block, x in blocks:
            if block is not None:
                block.draw(pen, setting.page.left + x, top)

    height = max(block.height for block, _ in blocks if block is not None)
    title = left.title if left else setting.voice.text("stopped.title")
    return Strip(title, height, draw, space=setting.gap(6))


def needed_dates(item: SheetAsNeeded, setting: Setting) -> Said:
    """On which days it may be taken, "" where it may from now on until something changes."""
    voice = setting.voice
    first, last = (told_day(setting, day) if day else None for day in (item.start, item.last))
    if first and last:
        return voice.say("dates.from_to", a=first, b=last)
    if first:
        return voice.say("change.start.day", d=first)
    return voice.say("dates.until", d=last) if last else Said("")


class NeededBlock:
    """Each medicine with three facts side by side: how much, how long to wait, most in one day."""

    def __init__(self, setting: Setting, needed: tuple[SheetAsNeeded, ...], width: float) -> None:
        self._setting = setting
        self._width = width
        self._said = setting.voice.say("needed.title")
        self._tags = {one: TagFrame(setting, one.tag, words=True) for one in needed if one.tag}
        self._items = tuple((item, *self._lines(item)) for item in needed)

    @property
    def title(self) -> str:
        return self._said.text

    @property
    def height(self) -> float:
        """Points from the title to the last fact."""
        items = sum(
            height_of(name) + self._height_of_facts(item) + height_of(english) + _AFTER
            for item, name, english in self._items
        )
        return TITLE_HEIGHT + 2 + items - _AFTER

    @property
    def _facts(self) -> float:
        return _FACTS - 3 if self._setting.bilingual else _FACTS

    def _lines(self, item: SheetAsNeeded) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        voice = self._setting.voice
        name = display_name(tidy(item.name), item.form)
        strength = strength_words(item.dose.strength, item.form, voice).text
        title = voice.text("needed.name", m=name, strength=strength, form=form_words(item.form, voice))
        bold = Words(title, NAME, bold=True)
        when = needed_dates(item, self._setting)
        beside = self._tags[item].width + 8 if item in self._tags else 0
        purpose = voice.own(item.dose.reason)
        brand = f"({tidy(item.brand)}) " if item.brand and not voice.bilingual else ""
        dated = (Words(f"  {when.text}.", bold=True),) if when.text else ()
        runs = (bold, Words(f"  {brand}{purpose.text}"), *dated)
        lines = set_lines(runs, self._width - beside, self.title)
        return lines, self._english(item, purpose.english, when.english) if voice.bilingual else ()

    def _english(self, item: SheetAsNeeded, purpose: str, when: str) -> tuple[Line, ...]:
        dose, voice = item.dose, self._setting.voice
        line = voice.english(
            "needed.line",
            count=count_words(dose.count, item.form, voice),
            n=dose.wait_hours,
            most=number(dose.most_in_day),
        )
        sentence = f"{purpose[:1].upper()}{purpose[1:]}: {line}" if purpose else line
        sentence = f"{when}. {sentence}" if when else sentence
        return set_lines((Words(sentence, COMPANION, language="en"),), self._width, self.title)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draws the block with its left edge at `x`."""
        draw_title(pen, self._said, (x, top), self._width)
        y = top + TITLE_HEIGHT + 2
        for item, name, english in self._items:
            node = pen.root.add("P")
            if item in self._tags:
                self._tags[item].draw(pen, node, x + self._width, y)
            y = draw_lines(pen, node, x, y, name)
            self._draw_facts(pen, item, x, y)
            y += self._height_of_facts(item)
            if english:
                y = draw_lines(pen, pen.root.add("P"), x, y, english)
            y += _AFTER

    def _facts_of(self, item: SheetAsNeeded) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The three facts, each under its words: at 14 points where all stand on one line, else at 12."""
        voice, dose = self._setting.voice, item.dose
        hours = "one" if dose.wait_hours == 1 else "many"
        wait = BigCount(str(dose.wait_hours), voice.text(f"needed.hours.{hours}"), spelled=False)
        facts = (
            ("needed.how_much", big_count(dose.count, item.form, voice)),
            ("needed.wait", wait),
            ("needed.most", big_count(dose.most_in_day, item.form, voice)),
        )
        for size in (NAME, BODY):
            lines = [
                self._fact(fact, size, width) for (_, fact), (_, width) in zip(facts, _COLUMNS, strict=True)
            ]
            if all(len(one) == 1 for one in lines):
                break
        return tuple((voice.text(key), found) for (key, _), found in zip(facts, lines, strict=True))

    def _fact(self, fact: BigCount, size: float, width: float) -> tuple[Line, ...]:
        runs = (Words(f"{fact.big} ", _FACT, bold=True), Words(fact.rest, size))
        return set_lines(runs, width * self._width / _WHOLE, self.title)

    def _height_of_facts(self, item: SheetAsNeeded) -> float:
        return self._facts + max(height_of(lines[1:]) for _, lines in self._facts_of(item))

    def _draw_facts(self, pen: Pen, item: SheetAsNeeded, x: float, top: float) -> None:
        listed, height = pen.root.add("L"), self._height_of_facts(item)
        for (words, lines), (column, _) in zip(self._facts_of(item), _COLUMNS, strict=True):
            left = x + column * self._width / _WHOLE
            if column:
                pen.hairline((left - 8, top + 3), (left - 8, top + height - 2))
            body = listed.add("LI").add("LBody")
            pen.write(body, left, top + 12.5, Words(words))
            draw_lines(pen, body, left, top + 30.5 - baseline(lines[0]), lines)


def stopped_words(setting: Setting, item: SheetStopped) -> tuple[Said, Said]:
    """What it was ("50 mg tablet.") and since when it is not taken."""
    voice, made = setting.voice, setting.head.made_on
    key = "today" if item.on == made else "on" if item.on < made else "from"
    since = voice.say(f"stopped.{key}", d=item.on)
    if item.strength is None:
        return Said(""), since
    what = strength_and_form(item.strength, item.form, voice)
    return Said(f"{what.text}.", f"{what.english}." if what.english else ""), since


def name_and_strength(item: SheetStopped, setting: Setting) -> str:
    """ "quetiapine 50 mg", as it stands behind the octagon."""
    name = display_name(tidy(item.name), item.form)
    if item.strength is None:
        return name
    return f"{name} {strength_words(item.strength, item.form, setting.voice).text}"


def stopped_one_line(setting: Setting, stopped: tuple[SheetStopped, ...]) -> Strip:
    """The block where room is short: all medicines in a line behind the octagon, without a title."""
    page, said = setting.page, setting.voice.say("stopped.title")
    label = Words(f"{said.text}:", NAME, bold=True)
    names = ", ".join(name_and_strength(item, setting) for item in stopped)
    lines = set_lines((label, Words(f" {names}", NAME)), page.column - 24, said.text)

    def draw(pen: Pen, top: float) -> None:
        draw_change(pen, ChangeKind.STOP, (page.left + 9, top + 9), 7.5)
        draw_lines(pen, pen.root.add("P"), page.left + 24, top, lines)

    return Strip(said.text, height_of(lines), draw, space=6)


class StoppedBlock:
    """Stopped medicines: the octagon, the name, since when, and what to do with the bottle."""

    _INDENT = 24.0

    def __init__(self, setting: Setting, stopped: tuple[SheetStopped, ...], width: float) -> None:
        self._setting = setting
        self._width = width
        said = setting.voice.say("stopped.title")
        narrow = width < setting.page.column
        self._said = Said(said.text, setting.voice.english("stopped.title.short")) if narrow else said
        self._items = tuple(self._lines(item) for item in stopped)

    @property
    def height(self) -> float:
        return TITLE_HEIGHT + 2 + sum(height_of(lines) + 3 for lines in self._items)

    def _lines(self, item: SheetStopped) -> tuple[Line, ...]:
        voice = self._setting.voice
        name = display_name(tidy(item.name), item.form)
        brand = f" ({tidy(item.brand)})" if item.brand else ""
        what, since = stopped_words(self._setting, item)
        rest = f"{what.text} {since.text} {voice.text('stopped.bring')}".lstrip()
        lines = [*self._set(Words(f"{name}{brand}", NAME, bold=True)), *self._set(Words(rest))]
        if voice.bilingual:
            lines += self._set(Words(f"{what.english} {since.english}".lstrip(), COMPANION, language="en"))
        return tuple(lines)

    def _set(self, words: Words) -> tuple[Line, ...]:
        return set_lines((words,), self._width - self._INDENT, self._said.text)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draws the block with its left edge at `x`."""
        draw_title(pen, self._said, (x, top), self._width)
        y = top + TITLE_HEIGHT + 2
        listed = pen.root.add("L")
        for lines in self._items:
            draw_change(pen, ChangeKind.STOP, (x + 9, y + 9), 7.5)
            y = draw_lines(pen, listed.add("LI").add("LBody"), x + self._INDENT, y, lines) + 3
