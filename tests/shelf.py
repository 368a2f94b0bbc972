"""The knowledge base as it is shipped, read once for all tests of a process."""

import gc
from functools import cache
from pathlib import Path

from medmanager.domain.knowledge.base import KnowledgeBase, read_base
from medmanager.services.knowledge import KnowledgeShelf

KNOWLEDGE = Path(__file__).parents[1] / "resources" / "knowledge"


@cache
def the_base() -> KnowledgeBase:
    """It never changes, so collections of garbage need not look at it again."""
    gc.collect()
    base = read_base(KNOWLEDGE)
    gc.freeze()
    return base


SHELF = KnowledgeShelf(the_base)
