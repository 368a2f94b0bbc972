"""Small files that are either wholly the old ones or wholly the new ones, whatever happens meanwhile."""

import os
import sys
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replaces `path` by `content`: a temporary file beside it, forced to the disk, then renamed over it.

    Raises OSError, and leaves the old file as it was.
    """
    temporary = staged(path, content)
    try:
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def staged(path: Path, content: bytes) -> Path:
    """A file beside `path` with that content, forced to the disk: to rename it there takes no more room.

    Raises OSError, and leaves nothing then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write_and_sync(temporary, content)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _write_and_sync(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Forces what another library wrote into `path` to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Forces a rename to the disk. Windows has no such call and needs none: NTFS logs renames."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
