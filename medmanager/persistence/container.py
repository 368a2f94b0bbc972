"""The backup file: a ZIP of an encrypted database, its key document and a manifest without names."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from medmanager.domain.errors import Refused
from medmanager.persistence.durable_file import sync_file, sync_folder
from medmanager.persistence.manifest import NOT_A_BACKUP, Manifest, from_json, to_json

DATABASE = "practice.mmdb"
KEYS = "practice.mmdb.keys"
MANIFEST = "manifest.json"

_PIECE = 1 << 20
_LARGEST_SMALL = 4 << 20


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Makes `target` of a folder that holds the database and the key document. Raises OSError."""
    part = folder / "packed"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(MANIFEST, to_json(manifest))
        archive.write(folder / KEYS, KEYS)
        archive.write(folder / DATABASE, DATABASE)
    sync_file(part)
    with opened(part) as archive:
        manifest_of(archive)
        for name in (KEYS, DATABASE):
            _check(archive, name, manifest)
    os.replace(part, target)
    sync_folder(target.parent)


@contextmanager
def opened(source: Path) -> Iterator[zipfile.ZipFile]:
    """The members of a backup file. Raises Refused for anything else."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = {member.filename for member in archive.infolist()}
            if names != {DATABASE, KEYS, MANIFEST}:
                raise Refused(NOT_A_BACKUP)
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(NOT_A_BACKUP) from error


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    return from_json(_small(archive, MANIFEST))


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Puts database and key document into a folder and proves them whole. Raises Refused, OSError."""
    for name in (KEYS, DATABASE):
        with archive.open(name) as member, (folder / name).open("wb") as file:
            shutil.copyfileobj(member, file, _PIECE)
        if digest_of(folder / name) != manifest.digests.get(name):
            raise Refused(NOT_A_BACKUP)
        sync_file(folder / name)


def _check(archive: zipfile.ZipFile, name: str, manifest: Manifest) -> None:
    with archive.open(name) as member:
        if _digest(member) != manifest.digests.get(name):
            raise Refused(NOT_A_BACKUP)


def _digest(member: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := member.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_SMALL:
        raise Refused(NOT_A_BACKUP)
    return archive.read(name)
