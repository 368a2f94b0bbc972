"""Several files put in place together; a list is written first, so that a cut-off run can be finished."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from medmanager.persistence.durable_file import sync_folder, write_durably

LIST = ".restore-moves.json"

Move = tuple[Path, Path]
"""From, to; both below one folder, since only a rename on one disk happens wholly or not at all.

No move ends on a name that is still taken, which is how a cut-off run knows what it has done.
"""


def move_together(folder: Path, moves: Sequence[Move]) -> None:
    """Does all moves in their order, or none where one is refused. Raises OSError."""
    listed = [[str(start.relative_to(folder)), str(end.relative_to(folder))] for start, end in moves]
    write_durably(folder / LIST, json.dumps(listed).encode())
    done: list[Move] = []
    try:
        for start, end in moves:
            move_one(start, end)
            done.append((start, end))
    except OSError:
        for start, end in reversed(done):
            os.replace(end, start)
        (folder / LIST).unlink()
        raise
    _close(folder)


def finish_moves(folder: Path) -> None:
    """Goes on where `move_together` was cut off. Raises OSError."""
    if not (folder / LIST).exists():
        return
    for start, end in json.loads((folder / LIST).read_bytes()):
        if (folder / start).exists() and not (folder / end).exists():
            move_one(folder / start, folder / end)
    _close(folder)


def move_one(start: Path, end: Path) -> None:
    """Raises OSError, and FileExistsError for a taken name."""
    if end.exists():
        raise FileExistsError(f"{end.name} is in the way")
    os.replace(start, end)


def _close(folder: Path) -> None:
    sync_folder(folder)
    (folder / LIST).unlink()
