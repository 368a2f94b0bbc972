"""The take-home plan as pages: laid out twice, because it names its own page numbers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from medmanager.documents.parts.frame import Footer
from medmanager.documents.plan.back import PARTS, Back, BackPart
from medmanager.documents.plan.front import MORE, Front, PageNumbers, lay_out_fronts
from medmanager.documents.plan.large_print import lay_out_large
from medmanager.documents.plan.page_limits import ONE_SHEET, TWO_SHEETS
from medmanager.documents.press.flow import Column, refuse_more_than
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen
from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import PlanSheet

_MOST = 10
_MOST_LARGE = 20
_TRIES = 4
_UNSETTLED = (
    "This plan is not printed, because its page numbers would not be right. "
    "Print the dose steps as sheets of their own."
)


def draw_plan(pen: Pen, setting: Setting, sheet: PlanSheet) -> int:
    """Draws all pages with their footers and gives how many there are; Refused where a block does not fit."""
    columns = lay_out_plan(setting, sheet)
    footer = Footer(setting)
    for number, column in enumerate(columns, 1):
        if number > 1:
            pen.next_page()
        column.draw(pen)
        footer.draw(pen, number, len(columns))
    return len(columns)


def lay_out_plan(setting: Setting, sheet: PlanSheet) -> list[Column]:
    """The pages. Parts that may be left out are left out only where that saves paper."""
    if setting.head.large_print:
        columns = _large(setting, sheet, PARTS[0])
        if len(columns) > TWO_SHEETS and len(short := _large(setting, sheet, PARTS[-1])) <= TWO_SHEETS:
            columns = short
        refuse_more_than(len(columns), _MOST_LARGE, setting.voice.text("plan.title"))
        return columns
    columns = _shortest_that_saves(setting, sheet)
    refuse_more_than(len(columns), _MOST, setting.voice.text("plan.more"))
    return columns


def _shortest_that_saves(setting: Setting, sheet: PlanSheet) -> list[Column]:
    """With all parts; without those it takes to come down to one sheet, or else to what may be printed.

    On several sheets the trend still goes where it would stand alone on a page.
    """
    back, fronts = Back(setting, sheet), _Fronts(setting, sheet)
    found: list[list[Column]] = []
    for part in PARTS:
        found.append(_regular(fronts, back, part))
        if len(found[-1]) <= ONE_SHEET:
            return found[-1]
    whole, without_trend = found[:2]
    fair = [without_trend, *found] if len(without_trend) < len(whole) else found
    return next((columns for columns in fair if len(columns) <= _MOST), found[-1])


class _Fronts:
    """The front in each arrangement, laid out once for the same page numbers: the back that is tried with it
    has no say in it.
    """

    def __init__(self, setting: Setting, sheet: PlanSheet) -> None:
        self._setting = setting
        self.sheet = sheet
        self._known: dict[PageNumbers, tuple[list[Front], Iterator[Front]]] = {}

    def of(self, numbers: PageNumbers) -> Iterator[Front]:
        """As `lay_out_fronts`."""
        if numbers not in self._known:
            self._known[numbers] = [], lay_out_fronts(self._setting, self.sheet, numbers)
        known, further = self._known[numbers]
        yield from known
        for front in further:
            known.append(front)
            yield front


def _regular(fronts: _Fronts, back: Back, part: BackPart) -> list[Column]:
    """The front in the roomiest arrangement with which front and back take the fewest pages."""

    def once(numbers: PageNumbers) -> list[Column]:
        best: list[Column] = []
        for front in fronts.of(numbers):
            columns = back.columns(front, part)
            best = min(best or columns, columns, key=len)
            if len(best) <= ONE_SHEET:
                break
        return best

    return _settled(fronts.sheet, once)


def _large(setting: Setting, sheet: PlanSheet, part: BackPart) -> list[Column]:
    return _settled(sheet, lambda numbers: lay_out_large(setting, sheet, numbers, tell_us=part.tell_us))


def _settled(sheet: PlanSheet, once: Callable[[PageNumbers], list[Column]]) -> list[Column]:
    """Laid out again until the page numbers it prints are the ones it has.

    They may go round: "see page 10" takes a line more than "see page 9", and with that line the steps come
    to stand on page 9. Then all are written equally wide, so that no page depends on what is printed.

    Raises Refused rather than print a number that is not true.
    """
    for wide in (False, True):
        numbers = PageNumbers(ONE_SHEET, (ONE_SHEET,) * len(sheet.daily), wide=wide)
        for _ in range(_TRIES):
            columns = once(numbers)
            found = replace(page_numbers(columns, len(sheet.daily)), wide=wide)
            if found == numbers:
                return columns
            numbers = found
    raise Refused(_UNSETTLED)


def page_numbers(columns: list[Column], medicines: int) -> PageNumbers:
    """Total, for each medicine the page on which a strip carries its mark, and where they go on behind the
    front; page 2 where it has none, and none is printed.
    """
    pages = {
        placed.strip.mark: number
        for number, column in reversed(list(enumerate(columns, 1)))
        for placed in column.placed
        if placed.strip.mark
    }
    steps = tuple(pages.get(str(place), ONE_SHEET) for place in range(medicines))
    return PageNumbers(len(columns), steps, pages.get(MORE, ONE_SHEET))
