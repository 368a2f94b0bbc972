"""Where the document of wrapped keys is kept: two files beside a database, or a row on the server."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence.durable_file import staged, sync_folder

NOT_WRITTEN = (
    "The key file cannot be written. Check that the folder of the practice allows writing "
    "and that the disk is not full."
)


class KeyPlace(Protocol):
    """Keeps the bytes of one key document; `contents` gives every copy there is, none where there is none."""

    def contents(self) -> list[bytes]: ...

    def write(self, content: bytes) -> None: ...

    def together(self) -> AbstractContextManager[None]:
        """What is written inside takes its place at the clean end of the block, or not at all."""


class KeptBytes:
    """A document that was read from elsewhere and is not to be changed."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def contents(self) -> list[bytes]:
        return [self._content]

    def write(self, content: bytes) -> None:
        raise RuntimeError("this key document is only read")

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()


class KeyFiles:
    """Two copies beside a database file, renamed one after the other so that one of them is always whole.

    Both are written before the first is renamed: a disk that runs full leaves the old document standing.
    """

    def __init__(self, database: Path) -> None:
        self.paths = (
            database.with_name(f"{database.name}.keys"),
            database.with_name(f"{database.name}.keys-copy"),
        )
        self._staged: dict[Path, Path] = {}
        self._waits = False

    def contents(self) -> list[bytes]:
        shown = (self._staged.get(path, path) for path in self.paths)
        return [path.read_bytes() for path in shown if path.exists()]

    def write(self, content: bytes) -> None:
        with self._told(), self._dropped_on_error():
            for path in self.paths:
                self._staged[path] = staged(path, content)
            if not self._waits:
                self._put_in_place()

    @contextmanager
    def together(self) -> Iterator[None]:
        if self._waits:
            yield
            return
        self._waits = True
        try:
            with self._dropped_on_error():
                yield
                with self._told():
                    self._put_in_place()
        finally:
            self._waits = False

    def _put_in_place(self) -> None:
        for path, new in self._staged.items():
            os.replace(new, path)
            sync_folder(path.parent)
        self._staged = {}

    @contextmanager
    def _dropped_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            for new in self._staged.values():
                new.unlink(missing_ok=True)
            self._staged = {}
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(NOT_WRITTEN) from error
