"""Lets the disk run full at every write of an act, a little later each time, and counts what comes of it.

The limit is a largest size of files: what lies beyond it cannot be written, as on a disk without room. It
begins at nothing and grows until the act succeeds. Every attempt before must end in a sentence and leave
everything as it was; the one that succeeds must be there for whoever opens the practice next.

    python -m tests.prove.full_disk --step 512
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from medmanager.domain.audit import Entry
from medmanager.domain.draft import Draft
from medmanager.domain.errors import NotAllowed, StoreUnavailable
from medmanager.domain.ids import UserId
from medmanager.domain.user import Role
from medmanager.persistence import facts
from medmanager.persistence.engine import reading
from medmanager.persistence.store import SqlStore
from tests.builders import NOW, a_patient, a_practice, a_user, new_id
from tests.persistence.conftest import PASSWORD
from tests.persistence.copies import back_up, restore
from tests.persistence.samples import a_full_plan, a_full_visit, an_entry
from tests.prove.damaged_files import Whole, digest_of, gate_at

USUAL_STEP = 4096
OTHER_PASSWORD = "another password"
ENOUGH = 1 << 30
"""Bytes that no file of the rig reaches."""

DONE, TOLD, FALSE, CHANGED, BROKEN, BUG = "done", "told", "falsely done", "changed", "broken", "bug"


@dataclass
class Bench:
    """A practice of its own with an open store; `extra` is a folder for whatever an act makes."""

    whole: Whole
    folder: Path
    store: SqlStore

    @property
    def extra(self) -> Path:
        return self.folder / "extra"

    @classmethod
    def made(cls, whole: Whole, folder: Path) -> "Bench":
        shutil.copytree(whole.practice, folder / "practice")
        (folder / "extra").mkdir()
        return cls(whole, folder, gate_at(folder / "practice").open("root", PASSWORD))

    def trace(self) -> str:
        """All that can be told of the practice and of what was made beside it, however it came about."""
        told = [digest_of(self.store)]
        gate = gate_at(self.folder / "practice")
        made = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        for path in (path for path in made if not path.name.startswith(gate.database.name + "-")):
            content = b"" if path == gate.database else path.read_bytes()
            told.append(f"{path.relative_to(self.folder)} {hashlib.sha256(content).hexdigest()}")
        return "\n".join(told)

    def open_anew(self) -> None:
        """As the next start of the program does."""
        self.store.close()
        try:
            self.store = gate_at(self.folder / "practice").open("root", PASSWORD)
        except NotAllowed:
            self.store = gate_at(self.folder / "practice").open("root", OTHER_PASSWORD)

    def is_whole(self) -> bool:
        """The file and its audit chain, and that it takes new entries."""
        with self.store.write(Entry("look", self.store.actor_id)):
            pass
        with reading(self.store.engine) as connection:
            return facts.whole_file(connection) == "ok" and self.store.verify_audit().broken_at is None


@dataclass
class Count:
    """What came of how many attempts."""

    ends: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        return sum(self.ends[end] for end in (FALSE, CHANGED, BROKEN, BUG))


Act = Callable[[Bench], None]


def save(bench: Bench) -> None:
    """A patient with a plan and a visit, together."""
    patient = a_patient()
    with bench.store.write(an_entry("sign visit and plan")) as work:
        work.patients.save(patient)
        work.plans.save(a_full_plan(patient.id))
        work.visits.save(a_full_visit(patient.id))


def keep_draft(bench: Bench) -> None:
    assert bench.store.actor_id is not None, "somebody opened it"
    fields = (("note", "half a sentence " * 200),)
    user = UserId(bench.store.actor_id)
    bench.store.keep_draft(Draft(new_id(), user, "visit", new_id(), None, fields, NOW))


def add_person(bench: Bench) -> None:
    gate_at(bench.folder / "practice").add_person(bench.store, a_user(login="newcomer"), "battery staple")


def change_password(bench: Bench) -> None:
    gate_at(bench.folder / "practice").change_password("root", PASSWORD, OTHER_PASSWORD)


def write_backup(bench: Bench) -> None:
    back_up(bench.store, bench.extra / "today.mmbackup")


def restore_elsewhere(bench: Bench) -> None:
    restore(bench.whole.backup, gate_at(bench.extra / "restored"))


def make_practice(bench: Bench) -> None:
    gate_at(bench.extra / "new").create(a_practice(), a_user(Role.ADMIN, "root"), PASSWORD, NOW)


def save_and_hope(bench: Bench) -> None:
    """A planted bug: a refusal is swallowed, and what comes after believes it saved."""
    try:
        save(bench)
    except StoreUnavailable:
        return


def save_in_two(bench: Bench) -> None:
    """A planted bug: what belongs together is saved in two units of work."""
    patient = a_patient()
    with bench.store.write(an_entry("register")) as work:
        work.patients.save(patient)
    with bench.store.write(an_entry("plan")) as work:
        work.plans.save(replace(a_full_plan(patient.id), message="x" * 200_000))


def write_plainly(bench: Bench) -> None:
    """A planted bug: nobody translates what the system says."""
    (bench.extra / "paper.pdf").write_bytes(bytes(USUAL_STEP * 2))


ACTS: dict[str, Act] = {
    "save": save,
    "draft": keep_draft,
    "person": add_person,
    "password": change_password,
    "backup": write_backup,
    "restore": restore_elsewhere,
    "create": make_practice,
}
BUGS: dict[str, Act] = {"hopes": save_and_hope, "in two": save_in_two, "plainly": write_plainly}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may reach beyond so many bytes."""
    limits = import_module("resource")
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))


def attempt(bench: Bench, act: Act, size: int, count: Count) -> str:
    """What comes of the act with so much room."""
    before = bench.trace()
    try:
        with room_for(size):
            act(bench)
        end = DONE
    except StoreUnavailable as error:
        count.told[error.sentence] += 1
        end = TOLD
    except Exception as bug:  # noqa: BLE001 - whatever it is, it is what is looked for
        count.bugs.append(f"{act.__name__} at {size}: {type(bug).__name__} {bug}")
        return BUG
    after = bench.trace()
    bench.open_anew()
    if end == TOLD:
        return CHANGED if {before} != {after, bench.trace()} else end
    return FALSE if after == before or bench.trace() != after else end


def grow(whole: Whole, act: Act, step: int, count: Count) -> None:
    """The act with more and more room, until it is done or something went wrong."""
    with tempfile.TemporaryDirectory(dir=whole.folder) as name:
        bench = Bench.made(whole, Path(name))
        for size in range(0, ENOUGH, step):
            end = attempt(bench, act, size, count)
            if end in {DONE, TOLD} and not bench.is_whole():
                end = BROKEN
            count.ends[end] += 1
            if end != TOLD:
                break
        bench.store.close()


def run(acts: dict[str, Act], step: int) -> Count:
    count = Count()
    with tempfile.TemporaryDirectory(prefix="full-disk-") as name:
        whole = Whole.made(Path(name))
        for act in acts.values():
            grow(whole, act, step, count)
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=USUAL_STEP, help="bytes of room more each time")
    parser.add_argument("--act", choices=(*ACTS, *BUGS), help="one only; those named last are planted bugs")
    asked = parser.parse_args()
    start = time.monotonic()
    known = ACTS | BUGS
    count = run({asked.act: known[asked.act]} if asked.act else ACTS, asked.step)
    sys.stdout.write(f"{dict(count.ends)}, {count.bugs}, {time.monotonic() - start:.0f} s\n")
    for sentence, times in count.told.most_common():
        sys.stdout.write(f"{times:6} {sentence}\n")
    return 0 if count.ends[DONE] and not count.faults else 1


if __name__ == "__main__":
    sys.exit(main())
