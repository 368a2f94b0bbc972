"""Makes one Context for each screen, with `ask` bound to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ui.kit.context import Clock, Context, Feed, Navigate, Notices
from ui.kit.tasks import BoundAsk, BoundAskLong, Door

if TYPE_CHECKING:
    from medmanager.services.facade import Services


class _Owner:
    """The identity of one screen at the door."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """The shell asks it for a Context before it builds a screen; closing the screen closes the Context."""

    services: Services
    door: Door
    feed: Feed
    notices: Notices
    navigate: Navigate
    clock: Clock

    def make(self) -> Context:
        """A Context of its own."""
        owner = _Owner()
        return Context(
            services=self.services,
            ask=BoundAsk(self.door, owner),
            ask_long=BoundAskLong(self.door, owner),
            feed=self.feed,
            notices=self.notices,
            navigate=self.navigate,
            clock=self.clock,
            close=partial(self.door.close_owner, owner),
        )
