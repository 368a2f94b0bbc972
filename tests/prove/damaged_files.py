"""Damages the files of a practice, one at a time, opens each in a child process, and counts what comes of it.

A database, its key files or a backup gets flipped bits, lost blocks, swapped pages, a cut tail, foreign
bytes. Each must end in a sentence, or give back exactly what was saved: no crash, no hang, no other data.

    python -m tests.prove.damaged_files --count 50000
"""

import argparse
import hashlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from medmanager.domain.audit import Entry
from medmanager.domain.errors import MedManagerError
from medmanager.domain.user import Role
from medmanager.persistence.engine import reading
from medmanager.persistence.failures import translated
from medmanager.persistence.gates import PracticeGates
from medmanager.persistence.local_gate import LocalGate
from medmanager.persistence.rows.base import Row
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, a_practice, a_user
from tests.fakes import FakeClock
from tests.persistence.conftest import CHEAP, PASSWORD
from tests.persistence.copies import back_up, restore
from tests.persistence.samples import a_full_patient, every_kind, saved

PAGE = 4096
GROWS = {"audit_entry", "ledger_head", "store_fact"}
KEPT = [table.name for table in Row.metadata.sorted_tables if table.name not in GROWS]
FILES = ("database", "database", "database", "keys", "backup")
"""Which is damaged, by turns: the database is the largest, so it is hit most."""
SAME, TOLD, WRONG, CRASHED, HUNG = "same", "told", "wrong", "crashed", "hung"
PATIENCE = 10.0
"""Seconds after which an attempt counts as hung."""

if sys.platform == "win32":
    PROCESSES = multiprocessing.get_context("spawn")
else:
    PROCESSES = multiprocessing.get_context("fork")

Outcome = tuple[str, str]
"""What came of one file, and the sentence that was told or the kind of the bug."""


@dataclass(frozen=True)
class Whole:
    """A practice with a record of every kind, and its backup."""

    folder: Path
    digest: str

    @property
    def practice(self) -> Path:
        return self.folder / "practice"

    @property
    def backup(self) -> Path:
        return self.folder / "whole.mmbackup"

    @classmethod
    def made(cls, folder: Path) -> "Whole":
        gate = gate_at(folder / "practice")
        gate.create(a_practice(), a_user(Role.ADMIN, "root"), PASSWORD, NOW)
        with closing(gate.open("root", PASSWORD)) as store:
            saved(store, *every_kind(a_full_patient()), *(a_full_patient() for _ in range(40)))
            back_up(store, folder / "whole.mmbackup")
            return cls(folder, digest_of(store))


@dataclass
class Count:
    """What came of how many files."""

    files: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    bugs: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        return self.files - self.ends[SAME] - self.ends[TOLD]

    def note(self, end: str, words: str) -> None:
        self.files += 1
        self.ends[end] += 1
        (self.told if end == TOLD else self.bugs)[words] += bool(words)


def gate_at(folder: Path) -> LocalGate:
    return PracticeGates(FakeClock(), lambda: CHEAP).local(folder)


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """The content with one thing wrong."""
    content, place = bytearray(whole), dice.randrange(len(whole))
    length = min(dice.choice((1, 16, 512, PAGE)), len(whole) - place)
    kind = dice.randrange(6)
    if kind == 0:
        content[place] ^= 1 << dice.randrange(8)
    elif kind == 1:
        content[place : place + length] = bytes(length)
    elif kind == 2:
        del content[place:]
    elif kind == 3:
        content[place : place + length] = dice.randbytes(length)
    elif kind == 4:
        content += dice.randbytes(length)
    else:
        one, other = (dice.randrange(1 + len(whole) // PAGE) * PAGE for _ in range(2))
        content[one : one + PAGE], content[other : other + PAGE] = (
            content[other : other + PAGE],
            content[one : one + PAGE],
        )
    return bytes(content)


def open_practice(whole: Whole, scratch: Path, file: str, dice: random.Random) -> SqlStore:
    """Opens a practice whose database or key files are damaged, one of the two key files or both."""
    shutil.copytree(whole.practice, scratch)
    gate = gate_at(scratch)
    chosen = [gate.database] if file == "database" else list(gate.keys.paths)[dice.randrange(2) :]
    for path in chosen:
        path.write_bytes(damaged(path.read_bytes(), dice))
    return gate.open("root", PASSWORD)


def restore_backup(whole: Whole, scratch: Path, file: str, dice: random.Random) -> SqlStore:
    """Restores a damaged backup; where that is refused nothing may be left of it."""
    scratch.mkdir()
    source, gate = scratch / "damaged.mmbackup", gate_at(scratch / "practice")
    source.write_bytes(damaged(whole.backup.read_bytes(), dice))
    try:
        restore(source, gate)
    except MedManagerError:
        assert not gate.exists(), "half of a backup was put in place"
        raise
    return gate.open("root", PASSWORD)


def digest_of(store: SqlStore) -> str:
    """Over every row of the practice itself; the ledger and the facts grow when somebody comes in."""
    digest = hashlib.sha256()
    with translated(), reading(store.engine) as connection:
        for name in KEPT:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
            digest.update(repr((name, sorted(repr(tuple(row)) for row in rows))).encode())
    return digest.hexdigest()


def read_all(whole: Whole, store: SqlStore) -> bool:
    return digest_of(store) == whole.digest


def read_edited(whole: Whole, store: SqlStore) -> bool:
    """A planted bug: a store that gives other data than was saved."""
    with store.write(Entry("edit", store.actor_id)) as work:
        work.users.save(a_user(login="planted"))
    return read_all(whole, store)


def read_and_fall(whole: Whole, store: SqlStore) -> bool:
    """A planted bug: the library ends the process."""
    os._exit(9)


def read_for_ever(whole: Whole, store: SqlStore) -> bool:
    """A planted bug: an answer that never comes."""
    Event().wait()
    return True


WAYS: dict[str, Callable[[Whole, SqlStore], bool]] = {
    "real": read_all,
    "edited": read_edited,
    "falls": read_and_fall,
    "hangs": read_for_ever,
}


def attempt(whole: Whole, way: str, number: int, seed: int) -> Outcome:
    """Damages a file and reads what can be read of it."""
    dice, file = random.Random(f"{seed}.{number}"), FILES[number % len(FILES)]
    make = restore_backup if file == "backup" else open_practice
    with tempfile.TemporaryDirectory(dir=whole.folder) as name:
        try:
            with closing(make(whole, Path(name) / "scratch", file, dice)) as store:
                return (SAME if WAYS[way](whole, store) else WRONG), ""
        except MedManagerError as error:
            return TOLD, error.sentence
        except Exception as bug:  # noqa: BLE001 - whatever it is, it is what is looked for
            return CRASHED, f"{file} {number}: {type(bug).__name__}"


def child(whole: Whole, way: str, seed: int, talk: Connection) -> None:
    """Answers one number after the other, as long as it lives."""
    while True:
        talk.send(attempt(whole, way, talk.recv(), seed))


class Worker:
    """A child process, and another one when that has died or hangs."""

    def __init__(self, whole: Whole, way: str, seed: int, patience: float) -> None:
        self._given, self._patience = (whole, way, seed), patience
        self._start()

    def ask(self, number: int) -> Outcome:
        self._talk.send(number)
        try:
            if self._talk.poll(self._patience):
                outcome: Outcome = self._talk.recv()
                return outcome
        except EOFError:
            self._start()
            return CRASHED, f"number {number}: the process ended"
        self.end()
        self._start()
        return HUNG, f"number {number}"

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._talk.close()

    def _start(self) -> None:
        self._talk, other = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=child, args=(*self._given, other), daemon=True)
        self._process.start()
        other.close()


def run(files: int, way: str, seed: int, patience: float = PATIENCE) -> Count:
    """So many damaged files, one after the other; a planted bug ends it at its first fault."""
    count = Count()
    with tempfile.TemporaryDirectory(prefix="damaged-") as name:
        worker = Worker(Whole.made(Path(name)), way, seed, patience)
        for number in range(files):
            count.note(*worker.ask(number))
            if count.faults and way != "real":
                break
        worker.end()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many files; the full proof is 50000")
    parser.add_argument("--way", choices=WAYS, default="real", help="the others are planted bugs")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, help="seconds after which one counts as hung"
    )
    asked = parser.parse_args()
    start = time.monotonic()
    count = run(asked.count, asked.way, asked.seed, asked.patience)
    sys.stdout.write(f"seed {asked.seed}: {count.files} files, {dict(count.ends)}, {dict(count.bugs)}, ")
    sys.stdout.write(f"{time.monotonic() - start:.0f} s\n")
    for sentence, times in count.told.most_common():
        sys.stdout.write(f"{times:6} {sentence}\n")
    return 0 if count.told and not count.faults else 1


if __name__ == "__main__":
    sys.exit(main())
