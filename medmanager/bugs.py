"""What is kept of our own bugs: kinds of errors and places in the code, never what was in their hands."""

import atexit
import faulthandler
import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from platformdirs import user_log_path

NAME = "medmanager.log"
LARGE = 500_000
"""Bytes after which a log becomes the older one at the next start; there are never more than two."""
OURS = ("medmanager", "ui", "__main__")

log = logging.getLogger(__name__)


def describe(error: BaseException) -> str:
    """Kinds of errors and places in the code, the cause first; never messages: those may hold patient
    data.
    """
    return "\n".join(line for link in _chain(error) for line in _lines(link))


def usual_folder() -> Path:
    """Where this system keeps what programs note about themselves, for this user."""
    return user_log_path("MedManager", appauthor=False)


def keep_log(folder: Path) -> None:
    """Write warnings and bugs of this process into `folder` from now on.

    Where the folder cannot be written, nothing is: the records are worth more than notes about a bug.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = LogFile(folder / NAME)
        logging.getLogger().addHandler(kept)
        # When a library ends the process, this is the only trace; it holds places in the code. Its file must
        # not be closed before: what is opened next, perhaps the database, would get the same number.
        faulthandler.enable(kept.written)
        atexit.register(faulthandler.disable)


class LogFile(logging.FileHandler):
    """A file for this user only, which becomes the older one when it is large. Never raises, never prints."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._put_aside()
        path.touch(mode=0o600)
        super().__init__(path, encoding="utf-8")
        self.setLevel(logging.WARNING)
        self.setFormatter(PlacesOnly())

    @property
    def written(self) -> TextIO:
        """The open file."""
        assert self.stream is not None, "opened when made, closed at the end"
        return self.stream

    def emit(self, record: logging.LogRecord) -> None:
        """A bug that comes with every picture must not fill the disk."""
        if self.written.tell() < 2 * LARGE:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to stop, and the words of this record are not for anybody's screen."""

    def _put_aside(self) -> None:
        # Another window may hold the file, which some systems take amiss: then it just grows on.
        with suppress(OSError):
            if self._path.stat().st_size > LARGE:
                self._path.replace(self._path.with_suffix(".1.log"))


class PlacesOnly(logging.Formatter):
    """Our own words, which name no patient; of other libraries only who spoke and where."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        told = f"{self.formatTime(record)}Z {record.levelname} {record.name}:{record.lineno}"
        if record.name.partition(".")[0] in OURS:
            told += f" {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            told += f"\n{describe(record.exc_info[1])}"
        return told


def tell_places_only() -> None:
    """From now on a bug that nobody catches is told on standard error by its places, and logged."""
    sys.excepthook = _excepthook


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    told = describe(error.with_traceback(trace))
    log.critical("unexpected error\n%s", told)
    if sys.stderr is not None:
        sys.stderr.write(f"Something went wrong inside MedManager. Nothing half-done was saved.\n{told}\n")


def _chain(error: BaseException) -> Iterator[BaseException]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _chain(earlier)
    yield error


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
