"""The knowledge base as it is shipped, read once for all tests of a process."""

import gc
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from medmanager.domain.knowledge.base import KnowledgeBase, read_base
from medmanager.services.knowledge import KnowledgeShelf

SEALED = date(2026, 11, 1)
KNOWLEDGE = Path(__file__).parents[1] / "resources" / "knowledge"


@cache
def the_base() -> KnowledgeBase:
    """It never changes, so collections of garbage need not look at it again."""
    gc.collect()
    base = read_base(KNOWLEDGE)
    # The day of the tests stands still: whenever the base is sealed, it holds by then.
    base = replace(base, edition=replace(base.edition, as_of=min(base.edition.as_of, SEALED), sealed=True))
    gc.freeze()
    return base


SHELF = KnowledgeShelf(the_base)
