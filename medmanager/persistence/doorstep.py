"""What can be told of the practice in a folder before anybody opens it. Needs no database driver."""

from pathlib import Path

from medmanager.persistence.file_failures import of_files
from medmanager.persistence.key_document import newest
from medmanager.persistence.key_places import KeyFiles
from medmanager.persistence.moves import finish_moves

DATABASE = "practice.mmdb"


class FolderDoorstep:
    """Whether a practice is there, and who can come in: read from the key files alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / DATABASE
        self.keys = KeyFiles(self.database)

    def exists(self) -> bool:
        """Whether anything of a practice is here, be it only its key file: then nothing is made over it."""
        self.settle()
        return self.database.exists() or bool(self.keys.contents())

    def place(self) -> str:
        return self.folder.name

    def people(self) -> tuple[tuple[str, str], ...]:
        """Raises StoreUnavailable where the key files cannot be read."""
        return newest(self.keys.contents()).people()

    def settle(self) -> None:
        """A restore that was cut off is brought to its end before anybody looks."""
        try:
            finish_moves(self.folder)
        except OSError as error:
            raise of_files(error) from error
