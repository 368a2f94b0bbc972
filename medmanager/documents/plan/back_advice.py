"""Back of the plan: what the patient may feel, tests, missed doses, allergies, and what to tell us first."""

from collections.abc import Sequence
from dataclasses import dataclass

from medmanager.documents.parts.frame import TITLE_HEIGHT, draw_title
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import (
    BODY,
    COMPANION,
    NAME,
    Line,
    draw_lines,
    height_of,
    set_lines,
    tidy,
)
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.sheets import PlanSheet, SheetFeeling, SheetTest

_GAP = 18.0
_ROW = 17.5
_ACTION = (200.0, 232.0)
"""Least and most distance of what to do from the left edge."""
_BETWEEN = 8.0


class FeelingsBlock:
    """What may be felt at the left, what to do at the right, at most as many rows as the sheet carries."""

    def __init__(self, setting: Setting, feelings: tuple[SheetFeeling, ...]) -> None:
        self._setting = setting
        self._said = setting.voice.say("feel.title")
        whats = [Words(setting.voice.own(one.what).text, BODY, bold=True).width for one in feelings]
        least, most = _ACTION
        self._action = min(max([least, *(width + 8 for width in whats if width + 8 <= most)]), most)
        self._rows = tuple(self._row(feeling) for feeling in feelings)

    def _row(self, feeling: SheetFeeling) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        voice, column = self._setting.voice, self._setting.page.column
        what = Words(voice.own(feeling.what).text, BODY, bold=True)
        action = Words(voice.own(feeling.action).text)
        return (
            set_lines((what,), self._action - 8, self._said.text),
            set_lines((action,), column - self._action, self._said.text),
        )

    @staticmethod
    def _row_height(row: tuple[tuple[Line, ...], tuple[Line, ...]]) -> float:
        return max(_ROW, height_of(row[0]) + 2.5, height_of(row[1]) + 2.5)

    @property
    def strip(self) -> Strip:
        """Title and rows, never split across pages."""
        height = TITLE_HEIGHT + 2 + sum(self._row_height(row) for row in self._rows)
        return Strip(self._said.text, height, self._draw, space=_BETWEEN)

    def _draw(self, pen: Pen, top: float) -> None:
        page = self._setting.page
        draw_title(pen, self._said, (page.left, top), page.column)
        table, y = pen.root.add("Table"), top + TITLE_HEIGHT + 2
        for row in self._rows:
            node = table.add("TR")
            draw_lines(pen, node.add("TH", scope="Row"), page.left, y, row[0])
            draw_lines(pen, node.add("TD"), page.left + self._action, y, row[1])
            y += self._row_height(row)
            pen.hairline((page.left, y - 1.5), (page.right, y - 1.5))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A titled piece of advice: paragraphs of runs."""

    said: Said
    paragraphs: tuple[Sequence[Words], ...]

    def within(self, width: float) -> "_SetPiece":
        """The piece set in a column of that width."""
        lines = (line for runs in self.paragraphs for line in set_lines(runs, width, self.said.text))
        return _SetPiece(self.said, tuple(lines))


@dataclass(frozen=True, slots=True)
class _SetPiece:
    """A piece in one of the two columns, or over both."""

    said: Said
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        return TITLE_HEIGHT + 3 + height_of(self.lines)


class TwoColumns:
    """Short advice side by side: each piece whole, the two columns as even as they can be."""

    def __init__(self, setting: Setting, sheet: PlanSheet, *, tell_us: bool) -> None:
        self._setting = setting
        self._pieces = self._told(sheet, tell_us)

    def _told(self, sheet: PlanSheet, tell_us: bool) -> list[_Piece]:
        tests = [self._tests(sheet.advice.tests)] if sheet.advice.tests else []
        regular = [self._missed(sheet)] if takes_daily(sheet) else []
        regular += [self._stopping(sheet)] if takes_regularly(sheet) else []
        told = [*tests, *regular, self._allergies(sheet)]
        return [*told, *([self._tell_us(sheet)] if tell_us else [])]

    def strips(self, start: int = 0, end: int | None = None) -> tuple[Strip, ...]:
        """The pieces from one place to another as one strip; nothing where there are none."""
        pieces = self._pieces[start:end]
        return (self._strip(pieces),) if pieces else ()

    @property
    def count(self) -> int:
        """How many pieces there are."""
        return len(self._pieces)

    @property
    def least(self) -> float:
        """No cutting into strips makes all of it lower than this."""
        column = self._setting.page.column
        alone = (piece.within(column).height for piece in self._pieces)
        beside = (piece.within(self._half).height / 2 for piece in self._pieces)
        return sum(map(min, alone, beside))

    @property
    def _half(self) -> float:
        return (self._setting.page.column - _GAP) / 2

    def _strip(self, pieces: Sequence[_Piece]) -> Strip:
        """In two columns; a piece alone takes the whole width."""
        width = self._half if len(pieces) > 1 else self._setting.page.column
        columns = _even([piece.within(width) for piece in pieces])

        def draw(pen: Pen, top: float) -> None:
            for place, told in enumerate(columns):
                self._draw(pen, (self._setting.page.left + place * (width + _GAP), top), width, told)

        title = self._setting.voice.text("missed.title")
        return Strip(title, max(_height(told) for told in columns), draw, space=_BETWEEN)

    def _draw(self, pen: Pen, corner: tuple[float, float], width: float, pieces: Sequence[_SetPiece]) -> None:
        x, y = corner
        for piece in pieces:
            draw_title(pen, piece.said, (x, y), width)
            draw_lines(pen, pen.root.add("P"), x, y + TITLE_HEIGHT + 2, piece.lines)
            y += piece.height + _BETWEEN

    def _piece(self, key: str, runs: Sequence[Words]) -> _Piece:
        said = Said(self._setting.voice.text(key), self._setting.voice.english(f"{key}.short"))
        return _Piece(said, (runs,))

    def _tests(self, tests: tuple[SheetTest, ...]) -> _Piece:
        runs = tuple(runs_of_test(self._setting, test) for test in tests)
        return _Piece(self._setting.voice.say("tests.title"), runs)

    def _missed(self, sheet: PlanSheet) -> _Piece:
        voice, said = self._setting.voice, self._setting.voice.say("missed.title")
        general = Words(" ".join(voice.text(f"missed.{n}") for n in (1, 2, 3)))
        own = [f"{voice.own(sentence).text} " for sentence in sheet.advice.missed_dose]
        runs = [Words(sentence, bold=position == 0) for position, sentence in enumerate(own)]
        return _Piece(said, ((general,), runs))

    def _stopping(self, sheet: PlanSheet) -> _Piece:
        voice = self._setting.voice
        sentences = [voice.text("stopping.1"), voice.text("stopping.2")]
        sentences += [voice.own(sentence).text for sentence in sheet.advice.stopping]
        return self._piece("stopping.title", (Words(" ".join(sentences)),))

    def _allergies(self, sheet: PlanSheet) -> _Piece:
        return _Piece(self._setting.voice.say("allergies.title"), allergy_words(self._setting, sheet))

    def _tell_us(self, sheet: PlanSheet) -> _Piece:
        return self._piece("tell.title", (Words(" ".join(tell_us_sentences(self._setting, sheet))),))


def takes_daily(sheet: PlanSheet) -> bool:
    """Whether a dose can be missed: what is taken only if needed has no time of its own."""
    return bool(sheet.daily or sheet.advice.missed_dose)


def takes_regularly(sheet: PlanSheet) -> bool:
    """Whether there is anything that is not to be stopped on one's own."""
    return bool(sheet.daily or sheet.injections or sheet.advice.stopping)


def tell_us_sentences(setting: Setting, sheet: PlanSheet) -> list[str]:
    """What this patient tells us first; the general word on other medicines where little else is said."""
    own = [setting.voice.own(sentence).text for sentence in sheet.advice.tell_us]
    return own if len(own) > 2 else [*own, setting.voice.text("tell.2")]


def _even(pieces: Sequence[_SetPiece]) -> tuple[Sequence[_SetPiece], Sequence[_SetPiece]]:
    """The pieces in their order, cut where the higher of the two columns is lowest."""
    cuts = range(1, len(pieces) + 1)
    cut = min(cuts, key=lambda place: max(_height(pieces[:place]), _height(pieces[place:])))
    return pieces[:cut], pieces[cut:]


def _height(pieces: Sequence[_SetPiece]) -> float:
    return sum(piece.height for piece in pieces) + _BETWEEN * max(0, len(pieces) - 1)


def runs_of_test(setting: Setting, test: SheetTest) -> tuple[Words, ...]:
    """The test and its day in bold, then what to mind."""
    voice = setting.voice
    key = "tests.line" if test.at is None else "tests.line.time"
    line = voice.text(key, m=voice.own(test.name), d=test.on, t=test.at)
    advice = " ".join(voice.own(sentence).text for sentence in test.advice)
    return (Words(line, bold=True), *((Words(f" {advice}"),) if advice else ()))


def allergy_words(setting: Setting, sheet: PlanSheet) -> tuple[tuple[Words, ...], ...]:
    """One run for each allergy with its companion; "not asked" and "none known" are different words."""
    voice = setting.voice
    if not sheet.allergies:
        said = voice.say("allergies.unasked" if sheet.allergies is None else "allergies.none")
        return ((Words(said.text, NAME, bold=True), *_beside(said.english)),)
    found = []
    for allergy in sheet.allergies:
        substance, reaction = voice.own(allergy.substance), voice.own(allergy.reaction)
        if not allergy.reaction:
            found.append((Words(tidy(substance.text), NAME, bold=True), *_beside(substance.english)))
            continue
        said = voice.say("allergies.line", substance=substance, reaction=reaction)
        found.append((Words(said.text, NAME, bold=True), *_beside(said.english)))
    return tuple(found)


def _beside(english: str) -> tuple[Words, ...]:
    return (Words(f" {english}", COMPANION, language="en"),) if english else ()


def own_words_strip(setting: Setting, title: str, sentences: tuple[str, ...]) -> Strip:
    """Words of the record under a title of the phrase table, each from the left edge: the clinician's
    message, what was asked.
    """
    said = setting.voice.say(title)
    paragraphs = [
        set_lines((Words(setting.voice.own(one).text),), setting.page.column, said.text) for one in sentences
    ]

    def draw(pen: Pen, top: float) -> None:
        page = setting.page
        draw_title(pen, said, (page.left, top), page.column)
        y = top + TITLE_HEIGHT + 2
        for lines in paragraphs:
            y = draw_lines(pen, pen.root.add("P"), page.left, y, lines)

    return Strip(said.text, TITLE_HEIGHT + 3 + sum(map(height_of, paragraphs)), draw, space=_BETWEEN)
