"""Times a piece of work: how often it is done, and what its usual and its bad case are."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of every repetition."""

    milliseconds: tuple[float, ...]

    @property
    def usual(self) -> float:
        """The median."""
        return median(self.milliseconds)

    @property
    def bad(self) -> float:
        """The 95th percentile: nineteen of twenty are no slower. With fewer than twenty, the slowest."""
        ordered = sorted(self.milliseconds)
        return ordered[math.ceil(0.95 * len(ordered)) - 1]


def timed(work: Callable[[], object], repeats: int, warm_up: int = 1) -> Times:
    """Do the work `warm_up` times untimed, then `repeats` times timed."""
    for _ in range(warm_up):
        work()
    return timed_each(work for _ in range(repeats))


def timed_in_turn(rounds: int, *series: Sequence[Callable[[], object]]) -> list[Times]:
    """Time each series so many times, piece by piece in turn: a busy moment of the machine meets all of them.

    A first round is not timed.
    """
    turns = [timed_each(works).milliseconds for _ in range(rounds + 1) for works in zip(*series, strict=True)]
    return [Times(times) for times in zip(*turns[len(series[0]) :], strict=True)]


def timed_each(works: Iterable[Callable[[], object]]) -> Times:
    """Time each piece of work once."""
    milliseconds = []
    for work in works:
        started = time.perf_counter()
        work()
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Times(tuple(milliseconds))
