"""One set-up of a clone at a time: two terminals must not fill the same environment side by side."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workspace import say

if sys.platform != "win32":
    import fcntl

WAITING = "Another run is setting this clone up; waiting for it ..."


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else sets this clone up. The turn ends with the process, however that ends.

    Where the system cannot lock a folder (Windows, some network disks) it is left to luck.
    """
    if sys.platform == "win32":
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            _take(lock)
        yield
    finally:
        os.close(lock)


def _take(lock: int) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(WAITING)
        fcntl.flock(lock, fcntl.LOCK_EX)
