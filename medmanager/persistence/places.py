"""What can be said of a place on a disk before a database is opened or made there."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

from medmanager.domain.errors import StoreUnavailable

PLAINTEXT_START = b"SQLite format 3\0"
_NETWORK_KINDS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
    }
    | {"fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.glusterfs", "ncpfs", "beegfs"}
)
_CLOUD_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
)

MISSING = (
    "The database of this practice is not in its folder any more. If the folder was moved, choose its new "
    "place; otherwise restore the practice from your backup."
)
PLAINTEXT = (
    "This file is not encrypted, so it is not a practice of MedManager, and it is not opened. "
    "Choose the practice's own file, or restore a backup."
)
NOT_WRITABLE = (
    "MedManager may not write in the folder of the practice. Ask whoever looks after this computer for "
    "permission to write there, or choose another folder."
)
NETWORK = (
    "The folder lies on a network drive, where a database file is not safe. Put the practice on a disk "
    "of this computer, or use a practice server when several computers share it."
)
CLOUD = (
    "The folder is copied to the cloud while it is in use, which can destroy a database. Choose a folder "
    "that is not, and keep encrypted backups in the cloud instead."
)


def check_file(database: Path) -> None:
    """Raises StoreUnavailable where there is no encrypted file that this person may read and write."""
    if not database.is_file():
        raise StoreUnavailable(MISSING)
    check_folder(database.parent)
    if not os.access(database, os.R_OK | os.W_OK):
        raise StoreUnavailable(NOT_WRITABLE)
    check_encrypted(database)


def check_encrypted(database: Path) -> None:
    """Raises StoreUnavailable for a file that anybody can read."""
    with database.open("rb") as file:
        if file.read(len(PLAINTEXT_START)) == PLAINTEXT_START:
            raise StoreUnavailable(PLAINTEXT)


def identity(file: Path) -> tuple[int, int] | None:
    """What stays the same while a file keeps its name and changes when another one takes it; None without
    a file.
    """
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_folder(folder: Path) -> None:
    """Raises StoreUnavailable where a database in use would not be safe or could not be written."""
    if on_network(folder):
        raise StoreUnavailable(NETWORK)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreUnavailable(NOT_WRITABLE)


def check_new_folder(folder: Path) -> None:
    """`check_folder`, and no folder that a cloud service copies behind our back."""
    check_folder(folder)
    parts = [part.casefold() for part in folder.resolve().parts]
    if any(part.startswith(_CLOUD_FOLDERS) for part in parts):
        raise StoreUnavailable(CLOUD)


def on_network(folder: Path) -> bool:
    """Whether the folder is known to lie on another machine; False where that cannot be found out."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        return _on_network_windows(resolved)
    kind = _kind_of_mount(resolved, mounts())
    return kind in _NETWORK_KINDS


def mounts() -> list[tuple[str, str]]:
    """(mount point, kind of file system) of this computer."""
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return [_darwin_mount(line) for line in listed.stdout.splitlines() if " on " in line]
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
        return [linux_mount(line) for line in lines]
    except (OSError, subprocess.SubprocessError):
        return []


def linux_mount(line: str) -> tuple[str, str]:
    """One line of mountinfo (proc(5)): the mount point is the fifth word, the kind stands after the dash."""
    before, _, after = line.partition(" - ")
    return before.split(" ")[4].replace("\\040", " "), after.split(" ")[0]


def _darwin_mount(line: str) -> tuple[str, str]:
    point, _, rest = line.partition(" on ")[2].rpartition(" (")
    return point, rest.split(",")[0].rstrip(")")


def _kind_of_mount(folder: Path, listed: list[tuple[str, str]]) -> str:
    """Kind of the deepest mount that holds the folder; of two at the same place the later one covers it."""
    holding = [(len(point), kind) for point, kind in listed if folder.is_relative_to(point)]
    return max(reversed(holding), key=lambda mount: mount[0])[1] if holding else ""


def _on_network_windows(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    if folder.drive.startswith("\\\\"):
        return True
    remote = 4  # DRIVE_REMOTE
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == remote)
