"""Columns of a medicine's dated steps: as wide as its dates and tablets want to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.documents.press.typesetting import BODY
from medmanager.documents.steps.words import date_texts
from medmanager.documents.words.amounts import strength_and_form
from medmanager.domain.paper.sheets import SheetMedicine, Stage

BOX = 14.0
"""Side of a tick box."""
_DATES = (158.0, 192.0)
"""Least and most width of the dates."""
_TABLETS = (112.0, 120.0)
"""Least and most width of strength, form and daily dose."""
_LEAST_TABLETS = 90.0
"""Below this a strength would break in its middle."""
_NUMERALS = 84.0
"""Wanted for counts; more where a count is a long word."""
_NARROW, _WIDE = 23.5, 28.0
"""Least and most distance of the tick boxes."""


@dataclass(frozen=True, slots=True)
class StepsColumns:
    """Where the columns begin, and how far apart the tick boxes stand."""

    tablet: float
    count: float
    boxes: float
    pitch: float

    @classmethod
    def measured(
        cls, setting: Setting, medicine: SheetMedicine, stages: list[Stage], numerals: float
    ) -> "StepsColumns":
        """As wide as these dates and tablets want to be, so that few of them need a second line.

        `numerals` is the width without which a count would stand in the boxes: dates and tablets give way.
        """
        dated = [stage for stage in stages if stage.end is not None]
        dates = _widest(text for stage in dated for text in date_texts(setting, stage))
        told = (text for stage in stages for text in tablet_texts(setting, medicine, stage))
        free = setting.page.column - 4 - BOX
        tablet, forms = _within(dates + 8, _DATES), _within(_widest(told) + 6, _TABLETS)
        short = max(0.0, tablet + forms + numerals - (free - 6 * _NARROW))
        given = min(short, tablet - _DATES[0])
        tablet -= given
        count = tablet + max(forms - (short - given), _LEAST_TABLETS)
        pitch = _within((free - count - _NUMERALS) / 6, (_NARROW, _WIDE))
        return cls(tablet, count, free - 6 * pitch, pitch)


def _widest(texts: Iterable[str]) -> float:
    return max((Words(text, BODY, bold=True).width for text in texts), default=0)


def _within(width: float, limits: tuple[float, float]) -> float:
    least, most = limits
    return min(max(width, least), most)


def tablet_texts(setting: Setting, medicine: SheetMedicine, stage: Stage) -> tuple[str, ...]:
    """Strength and form of everything taken in a stage."""
    return tuple(strength_and_form(one, medicine.form, setting.voice).text for one in stage.strengths)
