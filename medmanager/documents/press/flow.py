"""Flow: strips that never split, stacked on pages, and refused by name where they cannot stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from medmanager.documents.press.pen import Pen
from medmanager.domain.errors import Refused

Draw = Callable[[Pen, float], None]
_HARDLY = 0.25
"""Of the room on a page: the last one should hold more."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal strip of a block: so high, drawn from a top edge. `block` is the title it belongs to.

    `space` is left above it unless it comes first on a page; `keep` binds it to the strip after it;
    `again` is drawn above it when a page begins with it, so that a table repeats its head.
    """

    block: str
    height: float
    draw: Draw
    space: float = 0
    keep: bool = False
    again: tuple["Strip", ...] = ()
    mark: str = ""
    """A name under which the page of this strip can be asked for."""


@dataclass(frozen=True, slots=True)
class Placed:
    top: float
    strip: Strip


@dataclass(slots=True)
class Column:
    """One page being filled from `top` to `bottom`."""

    top: float
    bottom: float
    placed: list[Placed] = field(default_factory=list)
    filled: float = 0

    def __post_init__(self) -> None:
        self.filled = self.top

    @property
    def empty(self) -> bool:
        return not self.placed

    @property
    def free(self) -> float:
        return self.bottom - self.filled

    def takes(self, strips: Sequence[Strip]) -> bool:
        return height_of(strips, first=self.empty) <= self.free + 0.01

    def put(self, strips: Sequence[Strip]) -> None:
        for strip in strips:
            self.filled += 0 if self.empty else strip.space
            self.placed.append(Placed(self.filled, strip))
            self.filled += strip.height

    def give_up_last(self) -> list[Strip]:
        """Takes the last strip away, with those bound to it and the head that it needs on another page;
        nothing where only one strip would be left.
        """
        place = len(self.placed) - 1
        while place > 0 and self.placed[place - 1].strip.keep:
            place -= 1
        if place <= 1:
            return []
        given = self.give_up(place)
        return [*given[0].again, *given]

    def place_of_last(self, blocks: Sequence[Sequence[Strip]]) -> int:
        """The place from which on one of the blocks stands here whole and to the end; 0 where none does."""
        ending = next((block for block in blocks if block and block[-1] is self.placed[-1].strip), ())
        place = len(self.placed) - len(ending)
        return place if ending and place > 0 and self.placed[place].strip is ending[0] else 0

    def give_up(self, place: int) -> list[Strip]:
        """Takes away all that stands from this place on."""
        given = [placed.strip for placed in self.placed[place:]]
        self.filled = self.placed[place].top - given[0].space
        del self.placed[place:]
        return given

    def draw(self, pen: Pen) -> None:
        for placed in self.placed:
            placed.strip.draw(pen, placed.top)


def height_of(strips: Sequence[Strip], first: bool = True) -> float:
    """Height of strips under one another; the first one's space counts unless the page begins with it."""
    total = sum(strip.height + strip.space for strip in strips)
    return total - strips[0].space if first and strips else total


def units(strips: Sequence[Strip]) -> list[list[Strip]]:
    """The strips in groups that must stay together."""
    groups: list[list[Strip]] = []
    bound = False
    for strip in strips:
        if bound:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        bound = strip.keep
    return groups


def pour(strips: Sequence[Strip], first: Column, fresh: Callable[[], Column]) -> list[Column]:
    """Fills `first` and then as many fresh pages as needed.

    Raises Refused, naming the block, where a group is higher than a whole page.
    """
    columns = [first]
    for group in units(strips):
        if not columns[-1].takes(group):
            columns.append(fresh())
            group = [*group[0].again, *group]
        if not columns[-1].takes(group):
            raise too_long(group[-1].block)
        columns[-1].put(group)
    return columns


def pour_blocks(
    blocks: Sequence[Sequence[Strip]], first: Column, fresh: Callable[[], Column]
) -> list[Column]:
    """Pours the blocks in their order; where the next one would leave the foot of a page empty, a later one
    that fits there as a whole goes before it.

    Raises Refused, naming the block, where a group is higher than a whole page.
    """
    columns, left = [first], [block for block in blocks if block]
    while left:
        place = _place_of_fitting(left, columns[-1])
        columns = [*columns[:-1], *pour(left.pop(place), columns[-1], fresh)]
    return columns


def _place_of_fitting(blocks: Sequence[Sequence[Strip]], column: Column) -> int:
    """The first block if it can begin here, else the first that fits here whole, else the first again."""
    if column.takes(units(blocks[0])[0]):
        return 0
    return next((place for place, block in enumerate(blocks) if column.takes(block)), 0)


def with_company(
    columns: Sequence[Column], blocks: Sequence[Sequence[Strip]], fresh: Callable[[], Column]
) -> list[Column]:
    """The pages; where hardly anything stands on the last one, whole blocks from the foot of the page before
    go along to it, as long as that does not become as empty itself. It never takes a page more.
    """
    *others, last = columns
    least = fresh().filled + _HARDLY * fresh().free
    while others and last.filled < least and (place := others[-1].place_of_last(blocks)):
        fuller, before = fresh(), replace(others[-1], placed=[*others[-1].placed])
        strips = [*before.give_up(place), *(placed.strip for placed in last.placed[len(fuller.placed) :])]
        if before.filled < least or not fuller.takes(strips):
            break
        fuller.put(strips)
        others[-1], last = before, fuller
    return [*others, last]


def too_long(block: str) -> Refused:
    return Refused(
        f"“{block}” does not fit on the page, and its type is not made smaller. "
        "Shorten that part, or print it as a sheet of its own."
    )


def refuse_more_than(pages: int, most: int, block: str) -> None:
    """Raises Refused where there are more: a plan is a sheet or two, not a booklet."""
    if pages > most:
        raise Refused(
            f"This plan needs {pages} pages and may have {most}. "
            f"Print “{block}” as a sheet of its own, or shorten it."
        )
