"""Back of the plan: the small curve of one side effect, and the "gone over with" line."""

from datetime import timedelta

from medmanager.documents.parts.frame import LongTitle
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import BODY
from medmanager.documents.words.calendar_words import number
from medmanager.domain.paper.sheets import SheetRating, SheetTrend

_PLOT = 58.0
_LABELS = 17.0
_LEFT = 74.0
_INSET = 12.0
_RIGHT = 10.0
_MOST = 8
"""Ratings that fit with their dates beneath; the newest are shown."""
_OVER = 20.0


def trend_strip(setting: Setting, trend: SheetTrend) -> Strip:
    """The last ratings as a line with discs; the scale is always 0 to 10."""
    voice = setting.voice
    ratings = trend.ratings[-_MOST:]
    days = (ratings[-1].on - ratings[0].on).days if ratings else 0
    key = "trend.title" if days >= 14 else "trend.title.days"
    name = voice.own(trend.name)
    said = voice.say(key, m=name, n=round(days / 7) if days >= 14 else days + 1)
    block = voice.text("trend.block")
    title = LongTitle(setting, said, block)

    def draw(pen: Pen, top: float) -> None:
        title.draw(pen, top)
        _Curve(setting, said.text, ratings).draw(pen, top + title.height + 6)

    return Strip(block, title.height + 6 + _PLOT + _LABELS, draw, space=8)


class _Curve:
    """Plot and labels under the title."""

    def __init__(self, setting: Setting, title: str, ratings: tuple[SheetRating, ...]) -> None:
        self._setting = setting
        self._ratings = ratings
        page = setting.page
        self._left, self._right = page.left + _LEFT, page.right - _RIGHT
        values = ", ".join(f"{setting.voice.text('trend.value', d=r.on, n=number(r.value))}" for r in ratings)
        self._alt = f"{title}. {values}."

    def _x(self, rating: SheetRating) -> float:
        first, last = self._ratings[0].on, self._ratings[-1].on
        wide = self._right - self._left - 2 * _INSET - 16
        span = max((last - first) / timedelta(days=1), 1)
        return self._left + _INSET + wide * ((rating.on - first).days / span)

    @staticmethod
    def _y(top: float, rating: SheetRating) -> float:
        return top + _PLOT * (1 - float(rating.value) / 10)

    def draw(self, pen: Pen, top: float) -> None:
        voice, page = self._setting.voice, self._setting.page
        labels = pen.root.add("P")
        pen.write(labels, page.left, top + 8, Words(voice.text("trend.worst")))
        pen.write(labels, page.left, top + _PLOT + 4, Words(voice.text("trend.none")))
        with pen.figure(pen.root.add("Figure", alt=self._alt)):
            pen.line((self._left, top), (self._right, top), 0.5)
            pen.line((self._left, top + _PLOT), (self._right, top + _PLOT), 0.75)
            points = [(self._x(rating), self._y(top, rating)) for rating in self._ratings]
            for start, end in zip(points, points[1:], strict=False):
                pen.line(start, end, 1.5)
            for point in points:
                pen.disc(point, 3.6)
        self._draw_values(pen, top)

    def _draw_values(self, pen: Pen, top: float) -> None:
        """Each value above its disc, below it where the curve is at the upper edge; dates that fit below."""
        free_from = self._left - 40.0
        for rating in self._ratings:
            x, y = self._x(rating), self._y(top, rating)
            value = Words(number(rating.value), BODY, bold=True)
            pen.write(None, x - value.width / 2, y - 8 if rating.value <= 6 else y + 16, value)
            day = Words(self._setting.voice.text("trend.day", d=rating.on), BODY)
            if x - day.width / 2 >= free_from:
                pen.write(None, x - day.width / 2, top + _PLOT + 13.5, day)
                free_from = x + day.width / 2 + 6


def over_with_strip(setting: Setting) -> Strip:
    """Who went through the page with the patient, in which language, with whose help."""
    voice = setting.voice

    def draw(pen: Pen, top: float) -> None:
        page, base = setting.page, top + 14.5
        pen.line((page.left, top), (page.right, top), 0.5)
        end = pen.write(pen.root.add("P"), page.left, base, Words(voice.text("over.with")))
        pen.line((end + 5, base + 1.5), (end + 135, base + 1.5), 0.75)
        end = pen.write(pen.root.add("P"), end + 147, base, Words(voice.text("over.language")))
        end = pen.write(pen.root.add("P"), end + 14, base, Words(voice.text("over.interpreter")))
        pen.line((end + 5, base + 1.5), (page.right, base + 1.5), 0.75)

    return Strip(voice.text("over.with"), _OVER, draw, space=8)
