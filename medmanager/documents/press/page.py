"""The page: paper, margins, and what every block needs to know of the sheet it stands on."""

from dataclasses import dataclass

from medmanager.documents.press import fonts
from medmanager.documents.press.pen import Words
from medmanager.documents.press.typesetting import COMPANION
from medmanager.documents.words.phrases import Voice
from medmanager.domain.paper.sheets import SheetHead
from medmanager.domain.practice import Paper

_SIZES = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.0, 842.0)}
_MARGIN = 36.0
_LARGE_MARGIN = 72.0
_LARGE_TOP = 36.0


@dataclass(frozen=True, slots=True)
class Page:
    """Measures in points, y from the top edge."""

    width: float
    height: float
    margin: float
    top: float

    @property
    def left(self) -> float:
        return self.margin

    @property
    def right(self) -> float:
        return self.width - self.margin

    @property
    def column(self) -> float:
        return self.width - 2 * self.margin


def page_for(head: SheetHead) -> Page:
    """The paper and margins that this sheet is printed on."""
    width, height = _SIZES[head.paper]
    if head.large_print:
        return Page(width, height, _LARGE_MARGIN, _LARGE_TOP)
    return Page(width, height, _MARGIN, _MARGIN)


@dataclass(frozen=True, slots=True)
class Setting:
    """Paper, language and head of one sheet: given to every block."""

    page: Page
    voice: Voice
    head: SheetHead

    @property
    def bilingual(self) -> bool:
        return self.voice.bilingual

    def record(self, words: str) -> str:
        """Words that stay as they were signed: translated or marked as `Voice.own` does, and where letters
        cannot be printed the paper says so.
        """
        return fonts.with_known_signs(self.voice.own(words).text, self.voice.text("not_printed"))

    def gap(self, points: float) -> float:
        """White between blocks: a little less where every title carries its companion."""
        return points - 2 if self.bilingual else points

    def companion(self, english: str, size: float = COMPANION) -> tuple[Words, ...]:
        """The English line for pharmacist and ambulance; nothing on an English sheet."""
        return (Words(english, size, language="en"),) if english else ()
