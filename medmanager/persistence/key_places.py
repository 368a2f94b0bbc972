"""Where the document of wrapped keys is kept: two files beside a database, or a row on the server."""

from pathlib import Path
from typing import Protocol

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence.durable_file import write_durably

NOT_WRITTEN = (
    "The key file cannot be written. Check that the folder of the practice allows writing "
    "and that the disk is not full."
)


class KeyPlace(Protocol):
    """Keeps the bytes of one key document; `contents` gives every copy there is, none where there is none."""

    def contents(self) -> list[bytes]: ...

    def write(self, content: bytes) -> None: ...


class KeptBytes:
    """A document that was read from elsewhere and is not to be changed."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def contents(self) -> list[bytes]:
        return [self._content]

    def write(self, content: bytes) -> None:
        raise RuntimeError("this key document is only read")


class KeyFiles:
    """Two copies beside a database file, written one after the other so that one of them is always whole."""

    def __init__(self, database: Path) -> None:
        self.paths = (
            database.with_name(f"{database.name}.keys"),
            database.with_name(f"{database.name}.keys-copy"),
        )

    def contents(self) -> list[bytes]:
        return [path.read_bytes() for path in self.paths if path.exists()]

    def write(self, content: bytes) -> None:
        try:
            for path in self.paths:
                write_durably(path, content)
        except OSError as error:
            raise StoreUnavailable(NOT_WRITTEN) from error
