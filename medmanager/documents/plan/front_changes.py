"""Front of the plan: what changed today, one line each, with a sign and a word, never colour."""

from dataclasses import dataclass
from functools import partial

from medmanager.documents.parts.frame import TITLE_HEIGHT, LongTitle, draw_title
from medmanager.documents.parts.grid_rows import needs_year, told_day
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.pictograms import draw_change
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, COMPANION, NAME, Line, draw_lines, set_lines, tidy
from medmanager.documents.words.amounts import count_words, display_name, form_words, strength_words
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import SheetChange
from medmanager.domain.plan.changes import ChangeKind

_PITCH = 17.6
_CLOSE_PITCH = 17.0
_SIGN = 7.5
MANY_CHANGES = 4
"""From here on what is kept, or all that starts, stands in one line."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One change in words: which medicine, and what to do."""

    kind: ChangeKind
    medicine: str
    what: str
    rises: bool | None = None


def change_words(
    setting: Setting,
    changes: tuple[SheetChange, ...],
    *,
    merge_keep: bool,
    together: frozenset[str] = frozenset(),
) -> tuple[ChangeWords, ...]:
    """The changes line by line; all that is kept stands in one line, named or as "all others".

    `together` names the daily medicines of the sheet: where they are many, and all of them start on one day,
    one line says so.
    """
    begun = _all_begun(changes, together)
    told = [change for change in changes if change.kind is not ChangeKind.KEEP and change not in begun]
    found = [_words(setting, change) for change in told]
    if begun and begun[0].on:
        words = setting.voice.text("change.start.day", d=told_day(setting, begun[0].on))
        found.insert(0, ChangeWords(ChangeKind.START, setting.voice.text("change.all_new"), words))
    kept = [
        display_name(tidy(change.name), change.form) for change in changes if change.kind is ChangeKind.KEEP
    ]
    if kept and found:
        names = setting.voice.text("change.all_others") if merge_keep else ", ".join(dict.fromkeys(kept))
        found.append(ChangeWords(ChangeKind.KEEP, names, setting.voice.text("change.none")))
    return tuple(found)


def _all_begun(changes: tuple[SheetChange, ...], names: frozenset[str]) -> tuple[SheetChange, ...]:
    """The starts of these medicines where they are many, leave none out, and fall on one day."""
    starts = tuple(
        one
        for one in changes
        if one.kind is ChangeKind.START and one.on and not one.paused and one.name in names
    )
    whole = {one.name for one in starts} == names and len({one.on for one in starts}) == 1
    return starts if whole and len(names) > MANY_CHANGES else ()


def _words(setting: Setting, change: SheetChange) -> ChangeWords:
    voice = setting.voice
    parts = [display_name(tidy(change.name), change.form)]
    if change.strength is not None:
        parts.append(strength_words(change.strength, change.form, voice).text)
        if not setting.bilingual:
            parts.append(form_words(change.form, voice).text)
    return ChangeWords(change.kind, " ".join(parts), _what(setting, change), change.rises)


def _what(setting: Setting, change: SheetChange) -> str:
    voice, on = setting.voice, change.on
    if change.kind is ChangeKind.STOP and (on is None or on <= setting.head.made_on):
        return voice.text("change.never")
    if on is None:
        return voice.text("change.as_needed")
    day = told_day(setting, on)
    if change.kind is ChangeKind.STOP:
        return voice.text("change.stop.from", d=day)
    if change.paused:
        return voice.text("change.pause", d=day)
    if change.kind is ChangeKind.CHANGE:
        return _new_dose(setting, change, day)
    if change.slot is None or needs_year(setting, on):
        return voice.text("change.start.day", d=day)
    return voice.text(f"change.start.{change.slot}", d=on)


def _new_dose(setting: Setting, change: SheetChange, on: Said) -> str:
    """What is taken from then on; that the dose stays, where it does: two of the new ones may be too much."""
    voice = setting.voice
    if change.stays:
        return voice.text("change.stays", d=on)
    if change.count is None:
        return voice.text("change.dose.same" if change.same_dose else "change.dose.new", d=on)
    count, every = count_words(change.count, change.form, voice), change.every_days
    key = "change.dose.rounds" if every > 1 else "change.dose"
    told = voice.text(key, count=count, n=every, d=on)
    return voice.text("change.same", what=told) if change.same_dose else told


class ChangesBlock:
    """The block as one strip, or as strips that may go on on another page. Rows grow where a name needs two
    lines; none is cut.
    """

    def __init__(
        self,
        setting: Setting,
        changes: tuple[SheetChange, ...],
        *,
        merge_keep: bool,
        today: bool = True,
        together: frozenset[str] = frozenset(),
    ) -> None:
        """`today`: all of them are of the day of the sheet."""
        self._setting = setting
        self._title = setting.voice.say(title_key(today=today))
        self._word_left = 24.0
        self._words = change_words(setting, changes, merge_keep=merge_keep, together=together)
        labels = [self._label(words.kind) for words in self._words]
        self._medicine_left = max([86.0, *(24 + _width(label) + 8 for label in labels)])
        self._what_left = 282.0 if not setting.bilingual else 289.0
        self._size = self._what_size()
        self._rows = tuple(self._row(words) for words in self._words)

    def _label(self, kind: ChangeKind) -> Said:
        return self._setting.voice.say(f"change.{kind}")

    def _what_size(self) -> float:
        """14 points where every line of it fits on one line, else 12."""
        width = self._setting.page.column - self._what_left
        wide = any(Words(words.what, NAME).width > width for words in self._words)
        return BODY if wide or self._setting.bilingual else NAME

    def _row(self, words: ChangeWords) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        column = self._setting.page.column
        medicine = Words(words.medicine, NAME, bold=True)
        width = self._what_left - self._medicine_left - 6
        return (
            set_lines((medicine,), width, self._title.text),
            set_lines((Words(words.what, self._size),), column - self._what_left, self._title.text),
        )

    @property
    def _pitch(self) -> float:
        return _CLOSE_PITCH if self._setting.bilingual else _PITCH

    @property
    def strip(self) -> Strip:
        """Title and one row for each change."""
        if not self._rows:
            return Strip(self._title.text, TITLE_HEIGHT + 2, self._draw_none)
        return Strip(self._title.text, TITLE_HEIGHT + 2 + sum(self._heights), self._draw)

    def strips(self, space: float) -> list[Strip]:
        """Title and rows each for itself; a page that begins with a row repeats the title."""
        title, block, listed = (
            LongTitle(self._setting, self._title, self._title.text),
            self._title.text,
            Node("L"),
        )
        again = (Strip(block, title.height + 2, title.draw_again, space),)

        def draw_head(pen: Pen, top: float) -> None:
            title.draw(pen, top)
            pen.root.adopt(listed)

        rows = (
            Strip(block, height, partial(self._draw_row, place, listed), again=again)
            for place, height in enumerate(self._heights)
        )
        return [Strip(block, title.height + 2, draw_head, space, keep=True), *rows]

    @property
    def _heights(self) -> list[float]:
        return [self._pitch * max(len(medicine), len(what)) for medicine, what in self._rows]

    def _draw(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        draw_title(pen, self._title, (page.left, top), page.column)
        y = top + TITLE_HEIGHT + 2
        listed = pen.root.add("L")
        for place, height in enumerate(self._heights):
            self._draw_row(place, listed, pen, y)
            y += height

    def _draw_row(self, place: int, listed: Node, pen: Pen, y: float) -> None:
        page, words, (medicine, what) = self._setting.page, self._words[place], self._rows[place]
        draw_change(pen, words.kind, (page.left + 9, y + self._pitch / 2), _SIGN, words.rises)
        body = listed.add("LI").add("LBody")
        self._draw_label(pen, body, words.kind, y)
        draw_lines(pen, body, page.left + self._medicine_left, y, medicine)
        nudge = 0 if self._size == NAME else 1.5
        draw_lines(pen, body, page.left + self._what_left, y + nudge, what)

    def _draw_label(self, pen: Pen, node: Node, kind: ChangeKind, y: float) -> None:
        label, x = self._label(kind), self._setting.page.left + self._word_left
        end = pen.write(node, x, y + 13.5, Words(label.text, NAME, bold=True))
        if label.english:
            pen.write(node, end + 4, y + 13.5, Words(label.english, COMPANION, language="en"))

    def _draw_none(self, pen: Pen, top: float) -> None:
        """One line for all of it, as the title of its own."""
        page, said = self._setting.page, self._setting.voice.say("change.none.today")
        draw_change(pen, ChangeKind.KEEP, (page.left + 9, top + 9.5), _SIGN)
        draw_title(pen, said, (page.left, top), page.column, indent=self._word_left)


def title_key(*, today: bool) -> str:
    """The phrase over what changed."""
    return "change.title" if today else "change.title.since"


def many_changes_strip(setting: Setting, page: int, *, today: bool = True) -> Strip:
    """Instead of so many changes that no medicine would stand on the front: where they are told."""
    said = setting.voice.say(title_key(today=today))
    many = setting.voice.text("change.many" if today else "change.many.since", n=page)
    words = Words(many, NAME, bold=True)

    def draw(pen: Pen, top: float) -> None:
        draw_title(pen, said, (setting.page.left, top), setting.page.column)
        pen.write(pen.root.add("P"), setting.page.left, top + TITLE_HEIGHT + 15.5, words)

    return Strip(said.text, TITLE_HEIGHT + 2 + _PITCH, draw)


def _width(label: Said) -> float:
    english = Words(label.english, COMPANION).width + 4 if label.english else 0.0
    return Words(label.text, NAME, bold=True).width + english
