"""What a backup says about itself, and what must be found in it."""

import json
from dataclasses import asdict, dataclass

from medmanager.domain.errors import Refused

FORMAT = "medmanager-backup"
VERSION = 1

NOT_A_BACKUP = (
    "This file is not a backup of MedManager, or it is damaged. Nothing was changed. "
    "Choose another backup; each one stands on its own."
)
NEWER = "This backup was made by a newer MedManager. Nothing was changed. Install that version to restore it."


@dataclass(frozen=True, slots=True)
class Manifest:
    """Instants are microseconds since 1970 UTC; `digests` are SHA-256 by the name of the member."""

    made_at: int
    schema: str
    database_id: str
    rows: dict[str, int]
    """Rows of each table."""
    audit_number: int
    audit_hash: str
    digests: dict[str, str]
    format: str = FORMAT
    version: int = VERSION


def to_json(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def from_json(content: bytes) -> Manifest:
    """Raises Refused for something else than a manifest, and for one of a newer version."""
    try:
        fields = json.loads(content)
        if fields["format"] != FORMAT:
            raise Refused(NOT_A_BACKUP)
        if fields["version"] > VERSION:
            raise Refused(NEWER)
        return Manifest(**fields)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(NOT_A_BACKUP) from error
