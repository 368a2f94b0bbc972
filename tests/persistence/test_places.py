"""Places: what may hold a database in use, and what a refusal says."""

import os
from pathlib import Path

import pytest

from medmanager.domain.errors import StoreUnavailable
from medmanager.persistence import places

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / {folder}/share rw,relatime shared:9 - {kind} server:/export rw
31 30 0:31 / {folder}/share/local\\040disk rw - ext4 /dev/sdb1 rw
"""


def listed(folder: Path, kind: str) -> list[tuple[str, str]]:
    return [places.linux_mount(line) for line in MOUNTS.format(folder=folder, kind=kind).splitlines()]


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_that_a_network_drive_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    (tmp_path / "share" / "practice").mkdir(parents=True)
    (tmp_path / "share" / "local disk").mkdir()
    monkeypatch.setattr(places, "mounts", lambda: listed(tmp_path.resolve(), kind))
    assert places.on_network(tmp_path / "share" / "practice")
    assert not places.on_network(tmp_path / "share" / "local disk")
    assert not places.on_network(tmp_path)
    with pytest.raises(StoreUnavailable, match="network drive"):
        places.check_folder(tmp_path / "share")


def test_that_this_folder_is_not_on_the_network(tmp_path: Path) -> None:
    assert not places.on_network(tmp_path)
    places.check_new_folder(tmp_path)


def test_that_a_computer_that_tells_no_mounts_is_not_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "mounts", list)
    assert not places.on_network(tmp_path)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Harbor Lane", "Google Drive", "iCloud Drive"])
def test_that_no_practice_is_made_in_a_cloud_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "practice"
    folder.mkdir(parents=True)
    with pytest.raises(StoreUnavailable, match="cloud"):
        places.check_new_folder(folder)
    places.check_folder(folder)


def test_that_a_missing_a_plain_and_a_good_file_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "practice.mmdb"
    with pytest.raises(StoreUnavailable) as missing:
        places.check_file(file)
    assert missing.value.sentence == places.MISSING
    file.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(StoreUnavailable) as plain:
        places.check_file(file)
    assert plain.value.sentence == places.PLAINTEXT
    file.write_bytes(os.urandom(4096))
    places.check_file(file)


def test_that_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreUnavailable) as told:
        places.check_folder(tmp_path)
    assert told.value.sentence == places.NOT_WRITABLE
