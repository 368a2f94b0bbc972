"""The feed: hands the changes of a command to the screens that subscribed."""

from __future__ import annotations

from collections.abc import Callable

from medmanager.domain.changes import Changes

Handler = Callable[[Changes], None]


class ChangeFeed:
    """Holds its subscribers strongly until `unsubscribe`; a subscriber may come or go while changes are
    handed out.
    """

    def __init__(self) -> None:
        self._handlers: list[tuple[object, Handler]] = []

    def subscribe(self, owner: object, handler: Handler) -> None:
        """Call `handler` with every change until `owner` unsubscribes."""
        self._handlers.append((owner, handler))

    def unsubscribe(self, owner: object) -> None:
        """Forget every handler of `owner`."""
        self._handlers = [(known, handler) for known, handler in self._handlers if known is not owner]

    def publish(self, changes: Changes) -> None:
        """Hand `changes` to all; nothing happens when nothing changed."""
        if not changes.items:
            return
        for owner, handler in tuple(self._handlers):
            if any(known is owner for known, _ in self._handlers):
                handler(changes)
