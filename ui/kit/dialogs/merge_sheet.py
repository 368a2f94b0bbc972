"""What two people changed, side by side, for a person to decide on: plain values and words. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medmanager.domain.plan.merging import Pick


@dataclass(frozen=True, slots=True)
class MergeCell:
    """One fact in the three versions; `mine_differs` and `theirs_differs` from before."""

    label: str
    before: str
    mine: str
    theirs: str

    @property
    def mine_differs(self) -> bool:
        return self.mine != self.before

    @property
    def theirs_differs(self) -> bool:
        return self.theirs != self.before


@dataclass(frozen=True, slots=True)
class MergeBlock:
    """One thing that both changed. `may_open` says whether it may be written by hand instead."""

    key: str
    name: str
    cells: tuple[MergeCell, ...]
    mine_words: str
    theirs_words: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class MergeWords:
    """The intro over the blocks, what can be chosen, and what each choice does; `{mine}` and `{theirs}` stand
    for the words of the block.
    """

    intro: str
    choices: tuple[tuple[Pick, str], ...]
    told: Mapping[Pick, str]


@dataclass(frozen=True, slots=True)
class MergeSheet:
    """All that was changed by either. `settled` needs nobody: one sentence for each, with who changed it."""

    title: str
    before: str
    mine: str
    theirs: str
    blocks: tuple[MergeBlock, ...]
    settled: tuple[tuple[str, str], ...]
    words: MergeWords
