"""Front of the plan: which blocks stand on it, and what moves to the back where medicines are many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from medmanager.documents.parts.frame import Footer
from medmanager.documents.parts.grid_rows import Density
from medmanager.documents.plan.front_changes import MANY_CHANGES, ChangesBlock, many_changes_strip
from medmanager.documents.plan.front_grid import GridBlock
from medmanager.documents.plan.front_head import head_strip
from medmanager.documents.plan.front_help import HelpBlock, VisitBlock
from medmanager.documents.plan.front_needed import needed_and_stopped, stopped_one_line
from medmanager.documents.press.flow import Column, Strip, height_of, too_long
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import NAME, Line, draw_lines
from medmanager.domain.errors import Refused
from medmanager.domain.paper.sheets import PlanSheet
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.practice import Paper

_FEW = 3
"""Medicines that the front shows at least, before the changes give way to them."""
_MANY = 7
"""Medicines from which on as-needed ones and the next visit may stand at the back though the front has room
for them with the medicines set closer.
"""
_A4_EXTRA = 50.0
_SPLIT_LINE = 22.0
_FIGURE_SPACE = "\N{FIGURE SPACE}"
"""As wide as a figure."""
MORE = "more medicines"
"""The mark of the first medicine that does not stand on the front."""


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """What the sheet says of its own pages: known only after it was laid out once."""

    total: int = 2
    steps: tuple[int, ...] = ()
    """For each daily medicine the page on which its steps are told."""
    more: int = 2
    """Where the medicines go on that the front has no room for."""
    wide: bool = False
    """Whether a number of one figure is given the room of two: no page then depends on what is printed."""

    @property
    def of_steps(self) -> tuple[str, ...]:
        return tuple(self._written(page) for page in self.steps)

    @property
    def of_more(self) -> str:
        return self._written(self.more)

    def _written(self, page: int) -> str:
        return str(page).rjust(2, _FIGURE_SPACE) if self.wide else str(page)


@dataclass(frozen=True, slots=True)
class Front:
    """The first page without its foot, and the strips that the following pages must take before their own."""

    upper: Column
    foot: tuple[Strip, ...]
    moved: tuple[Strip, ...]

    def page(self, advice: Sequence[Strip] = ()) -> Column:
        """The page with its foot blocks at the lower edge; between them what fits there, or white."""
        upper = self.upper
        page = Column(upper.top, upper.bottom + height_of(self.foot, first=False))
        page.placed, page.filled = [*upper.placed], upper.filled
        page.put(advice)
        page.filled = upper.bottom
        page.put(self.foot)
        return page


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How close the grid is set, and which blocks go to the back."""

    density: Density
    needed_moves: bool = False
    visit_moves: bool = False
    stretched: bool = False
    """Whether the medicines share the height by which A4 is longer."""


_CLOSER = (
    *(Arrangement(density) for density in Density),
    Arrangement(Density.DENSE, needed_moves=True),
    Arrangement(Density.DENSE, needed_moves=True, visit_moves=True),
)
"""From the roomiest to the closest."""
ARRANGEMENTS = {
    Paper.LETTER: _CLOSER,
    Paper.A4: tuple(replace(one, stretched=wide) for one in _CLOSER for wide in (True, False)),
}


def lay_out_fronts(setting: Setting, sheet: PlanSheet, numbers: PageNumbers) -> Iterator[Front]:
    """The front in each arrangement that fits, the roomiest first: type is never made smaller, blocks move to
    the back. Where none fits, the medicines are split.

    Raises Refused naming the block that fits in none of them.
    """
    refusal: Refused | None = None
    fits = False
    for arrangement in ARRANGEMENTS[setting.head.paper]:
        if arrangement.density < _roomiest(len(sheet.daily)):
            continue
        if arrangement.needed_moves and fits and len(sheet.daily) < _MANY:
            return
        try:
            front = _whole(setting, sheet, numbers, arrangement)
        except Refused as error:
            refusal = error
            continue
        fits = True
        yield front
    if fits:
        return
    if len(sheet.daily) < 2 and refusal is not None:
        raise refusal
    yield _split(setting, sheet, numbers)


def _roomiest(medicines: int) -> Density:
    if medicines <= 1:
        return Density.SINGLE
    if medicines <= 3:
        return Density.FULL
    return Density.COMPACT if medicines <= 6 else Density.DENSE


def _whole(setting: Setting, sheet: PlanSheet, numbers: PageNumbers, arrangement: Arrangement) -> Front:
    """All daily medicines on the front."""
    density = arrangement.density
    top = [head_strip(setting), _changes(setting, sheet, density).strip]
    middle, foot, moved = _around(setting, sheet, arrangement)
    grid = _grid(setting, sheet, density)
    rows = grid.strips(sheet.daily, numbers.of_steps)
    fixed = [*top, *([_spaced(grid.head(), setting.gap(5))] if rows else []), *middle]
    free = _free(setting, [*fixed, *rows], foot)
    if arrangement.stretched and rows and free > 0:
        grid = _grid(setting, sheet, density, min(free, _A4_EXTRA) / len(rows))
        rows = grid.strips(sheet.daily, numbers.of_steps)
    grid_strips = [_spaced(grid.head(), setting.gap(5)), *rows, _closing(grid)] if rows else []
    return Front(_filled(setting, [*top, *grid_strips, *middle], foot), tuple(foot), tuple(moved))


def _grid(setting: Setting, sheet: PlanSheet, density: Density, stretch: float = 0) -> GridBlock:
    steps = (stage.step for medicine in sheet.daily for stage in medicine.stages)
    all_daily = all(step is None or step.every_days == 1 for step in steps)
    return GridBlock(setting, density, stretch, all_daily=all_daily)


def _around(
    setting: Setting, sheet: PlanSheet, arrangement: Arrangement
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """Blocks under the grid, at the foot, and moved to the back."""
    help_strip, visit = HelpBlock(setting, sheet.warning_signs).strip, VisitBlock(setting, sheet).strip
    foot = [help_strip] if arrangement.visit_moves else [help_strip, visit]
    moved = [visit] if arrangement.visit_moves else []
    if arrangement.density is not Density.DENSE:
        both = needed_and_stopped(setting, sheet.as_needed, sheet.stopped)
        return ([both] if both else []), foot, moved
    needed = needed_and_stopped(setting, sheet.as_needed, ())
    needed_strips = [needed] if needed else []
    stopped = [stopped_one_line(setting, sheet.stopped)] if sheet.stopped else []
    if arrangement.needed_moves:
        return stopped, foot, [*needed_strips, *moved]
    return [*needed_strips, *stopped], foot, moved


def _changes(setting: Setting, sheet: PlanSheet, density: Density) -> ChangesBlock:
    told = sum(change.kind is not ChangeKind.KEEP for change in sheet.changes)
    dense = density is Density.DENSE
    together = frozenset(medicine.name for medicine in sheet.daily) if dense else frozenset[str]()
    merge = dense or told >= MANY_CHANGES
    return ChangesBlock(
        setting, sheet.changes, merge_keep=merge, today=sheet.changed_today, together=together
    )


def _split(setting: Setting, sheet: PlanSheet, numbers: PageNumbers) -> Front:
    """As many whole medicines as the front takes; the others and their head go to the next page.

    Where the changes leave room for hardly any medicine, they go to the next page as well, and come first.
    """
    told = _changes(setting, sheet, Density.DENSE)
    front, shown = _split_below(setting, sheet, numbers, told.strip)
    if shown >= min(_FEW, len(sheet.daily) - 1):
        return front
    instead = many_changes_strip(setting, 2, today=sheet.changed_today)
    brief, more = _split_below(setting, sheet, numbers, instead)
    if more > shown:
        front = replace(brief, moved=(*told.strips(10), *brief.moved))
    if max(shown, more) < 1:
        raise too_long(GridBlock(setting, Density.DENSE).head().block)
    return front


def _split_below(
    setting: Setting, sheet: PlanSheet, numbers: PageNumbers, changes: Strip
) -> tuple[Front, int]:
    """The front with these changes, and how many medicines it shows."""
    help_strip = HelpBlock(setting, sheet.warning_signs).strip
    _, _, moved = _around(setting, sheet, _CLOSER[-1])
    stopped = needed_and_stopped(setting, (), sheet.stopped)
    grid = _grid(setting, sheet, Density.DENSE)
    rows = grid.strips(sheet.daily, numbers.of_steps)
    shown, kept = len(rows), list[Strip]()
    while shown > 0:
        shown -= 1
        note = _split_words(setting, numbers, shown, len(rows))
        short = setting.voice.text("grid.split.short", shown=shown, all=len(rows), next=numbers.of_more)
        head = [head_strip(setting, short), changes, _spaced(grid.head(), setting.gap(5))]
        kept = [*head, *rows[:shown], _closing(grid), _note_strip(setting, note)]
        if shown < 1 or _free(setting, kept, [help_strip]) >= 0:
            break
    if shown < 1:
        return Front(Column(0, 0), (help_strip,), ()), 0
    rest = [grid.head_again(), replace(rows[shown], mark=MORE), *rows[shown + 1 :], _closing(grid)]
    behind = [*rest, *([stopped] if stopped else []), *moved]
    return Front(_filled(setting, kept, [help_strip]), (help_strip,), tuple(behind)), shown


def _split_words(setting: Setting, numbers: PageNumbers, shown: int, total: int) -> str:
    return setting.voice.text(
        "grid.split", n=1, of=numbers.total, shown=shown, all=total, next=numbers.of_more
    )


def _note_strip(setting: Setting, note: str) -> Strip:
    line = Line((Words(note, NAME, bold=True),))

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top + 2, (line,))

    return Strip(setting.voice.text("grid.title"), _SPLIT_LINE, draw)


def _closing(grid: GridBlock) -> Strip:
    """The heavy rule under the grid; it takes no height."""
    return Strip(grid.head().block, 0, grid.close)


def _spaced(strip: Strip, space: float) -> Strip:
    return Strip(strip.block, strip.height, strip.draw, space, strip.keep, strip.again)


def _free(setting: Setting, strips: list[Strip], foot: list[Strip]) -> float:
    bottom = Footer(setting).bottom
    return bottom - setting.page.top - height_of(strips) - height_of(foot, first=False)


def _filled(setting: Setting, strips: list[Strip], foot: list[Strip]) -> Column:
    """The page down to its foot blocks; Refused where they do not fit."""
    page = Column(setting.page.top, Footer(setting).bottom - height_of(foot, first=False))
    for strip in strips:
        if not page.takes([strip]):
            raise too_long(strip.block)
        page.put([strip])
    return page
