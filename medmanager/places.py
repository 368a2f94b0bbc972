"""Where a practice is, and which one this user opened last."""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from platformdirs import user_config_path, user_data_path

from medmanager.domain.errors import Refused, StoreUnavailable

SERVER = ("postgresql://", "postgresql+psycopg://")
NOT_NOTED = (
    "This computer could not note where the practice is, so the next start may ask for it again. "
    "Check that your settings folder may be written."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a practice is: a folder on this computer, or the URL of the practice's PostgreSQL server."""

    folder: Path | None = None
    url: str = ""

    def __repr__(self) -> str:
        # A URL may carry a password.
        return "Place(server)" if self.url else f"Place({self.folder})"


def place_of(text: str) -> Place:
    """A place from what somebody wrote: a postgresql:// URL or a folder. Raises Refused for any other URL."""
    if text.startswith(SERVER):
        return Place(url=text)
    if "://" in text:
        raise Refused("Write the database as a folder, or as postgresql://user@host/database.")
    return Place(Path(text).expanduser().absolute())


def usual_place() -> Place:
    """The place this user opened last, else the usual folder of this user's data.

    A note that cannot be read counts as none: the first run then asks again, and nothing is lost.
    """
    try:
        told = json.loads(_note().read_text(encoding="utf-8"))["place"]
        return place_of(str(told))
    except (OSError, ValueError, KeyError, TypeError, Refused):
        return Place(usual_folder())


def usual_folder() -> Path:
    """Where a practice on this computer is kept, unless somebody says otherwise."""
    return user_data_path("MedManager", appauthor=False) / "practice"


def remember(text: str) -> None:
    """Open this place next time. A password in a URL is not written down; libpq has a file for it.

    Raises StoreUnavailable where this user may not write her own settings.
    """
    note = _note()
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"place": _without_password(text)}), encoding="utf-8")
    except OSError as error:
        raise StoreUnavailable(NOT_NOTED) from error


def _note() -> Path:
    return user_config_path("MedManager", appauthor=False) / "place.json"


def _without_password(text: str) -> str:
    if not text.startswith(SERVER):
        return text
    parts = urlsplit(text)
    name, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=name.partition(":")[0] + at + host))
