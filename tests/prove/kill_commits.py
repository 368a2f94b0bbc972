"""Kills a program in the middle of its saves, over and over, and counts what was lost: must be nothing.

A child saves a visit and a plan in one unit of work, each with the same number everywhere, and says the
number once the save has returned. Its process is killed at a random moment (SIGKILL, on Windows
TerminateProcess). What was said must be there, and nothing may be there by half.

    python -m tests.prove.kill_commits --count 10000

This does not show that work survives a power cut: the operating system's cache outlives a killed program.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from medmanager.domain.audit import Entry
from medmanager.domain.patient import Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.visit import SideEffectRating, Visit
from medmanager.persistence.engine import reading
from medmanager.persistence.facts import whole_file
from medmanager.persistence.store import SqlStore
from tests.builders import a_patient, a_plan, a_user, a_visit, an_item
from tests.fakes import FakeClock
from tests.persistence.conftest import file_store, opened_again
from tests.persistence.samples import saved

EFFECTS = 5
LONGEST_LIFE = 0.04
"""Seconds from a child's first word to its death, at most."""

CHECK_EVERY = 50
"""Kills after which every page and the whole audit chain are read."""

if sys.platform == "win32":
    PROCESSES = multiprocessing.get_context("spawn")
else:
    PROCESSES = multiprocessing.get_context("fork")
"""A forked child need not load the program again, which makes a kill cheap."""

Say = Callable[[int], None]
Save = Callable[[SqlStore, Visit, Plan, Say], tuple[Visit, Plan]]


@dataclass
class Count:
    kills: int = 0
    said: int = 0
    lost: int = 0
    torn: int = 0
    damaged: int = 0

    @property
    def faults(self) -> int:
        return self.lost + self.torn + self.damaged


def numbered(visit: Visit, plan: Plan, number: int) -> tuple[Visit, Plan]:
    """Both with that number in their own row and in every row inside them."""
    effects = tuple(SideEffectRating(f"effect {one}", None, note=str(number)) for one in range(EFFECTS))
    items = tuple(replace(item, purpose=str(number)) for item in plan.items)
    return replace(visit, risk=str(number), effects=effects), replace(plan, reason=str(number), items=items)


def number_of(visit: Visit, plan: Plan) -> int | None:
    """The number that all rows agree on, None where they do not: a save that was cut in two."""
    inside = (*(one.note for one in visit.effects), *(one.purpose for one in plan.items))
    told = {visit.risk, plan.reason, *inside}
    return int(told.pop()) if len(told) == 1 and len(visit.effects) == EFFECTS else None


def save_as_the_program_does(store: SqlStore, visit: Visit, plan: Plan, say: Say) -> tuple[Visit, Plan]:
    with store.write(Entry("sign visit", visit.author_id, visit.patient_id)) as work:
        visit, plan = work.visits.save(visit), work.plans.save(plan)
    say(int(visit.risk))
    return visit, plan


def say_too_early(store: SqlStore, visit: Visit, plan: Plan, say: Say) -> tuple[Visit, Plan]:
    """A planted bug: "saved" is said before it is."""
    with store.write(Entry("sign visit", visit.author_id, visit.patient_id)) as work:
        visit, plan = work.visits.save(visit), work.plans.save(plan)
        say(int(visit.risk))
    return visit, plan


def save_in_two(store: SqlStore, visit: Visit, plan: Plan, say: Say) -> tuple[Visit, Plan]:
    """A planted bug: what belongs together is saved in two units of work."""
    with store.write(Entry("save visit", visit.author_id, visit.patient_id)) as work:
        visit = work.visits.save(visit)
    with store.write(Entry("save plan", visit.author_id, visit.patient_id)) as work:
        plan = work.plans.save(plan)
    say(int(visit.risk))
    return visit, plan


WAYS: dict[str, Save] = {
    "real": save_as_the_program_does,
    "early": say_too_early,
    "two": save_in_two,
}


def child(folder: Path, way: str, words: Connection) -> None:
    """Saves until it is killed."""
    store = opened_again(folder, FakeClock())
    visit, plan = kept(store)
    number = number_of(visit, plan) or 0
    words.send(-1)
    while True:
        number += 1
        visit, plan = WAYS[way](store, *numbered(visit, plan, number), words.send)


def kept(store: SqlStore) -> tuple[Visit, Plan]:
    with store.read() as work:
        return work.visits.all()[0], work.plans.all()[0]


@contextmanager
def opened(folder: Path) -> Iterator[SqlStore]:
    store = opened_again(folder, FakeClock())
    try:
        yield store
    finally:
        store.close()


def prepare(folder: Path) -> None:
    store = file_store(folder, FakeClock())
    patient: Patient = saved(store, a_patient())[0]
    saved(store, *numbered(a_visit(patient, a_user()), a_plan(patient, an_item(), an_item("lithium")), 0))
    store.close()


def kill_once(folder: Path, way: str, dice: random.Random) -> int | None:
    """The last number that was said before the child died, None where it died before it said one."""
    hear, say = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=child, args=(folder, way, say), daemon=True)
    process.start()
    say.close()
    last = None
    try:
        hear.recv()
        process.join(dice.uniform(0, LONGEST_LIFE))
        process.kill()
        while True:
            last = hear.recv()
    except (EOFError, OSError):
        return last
    finally:
        process.kill()
        process.join()
        hear.close()


def check(store: SqlStore, said: int | None, count: Count) -> None:
    number = number_of(*kept(store))
    count.torn += number is None
    if said is not None:
        count.said += 1
        count.lost += number is not None and number < said
    if count.kills % CHECK_EVERY == 0:
        with reading(store.engine) as connection:
            count.damaged += whole_file(connection) != "ok"
        count.damaged += store.verify_audit().broken_at is not None


def run(kills: int, way: str, seed: int) -> Count:
    """So many kills over one database file; goes on after each with what is left."""
    dice, count = random.Random(seed), Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for count.kills in range(1, kills + 1):
            said = kill_once(folder, way, dice)
            with opened(folder) as store:
                check(store, said, count)
            if count.faults and way != "real":
                break
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="how many kills; the full proof is 10000")
    parser.add_argument("--way", choices=WAYS, default="real", help="the others are planted bugs")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    asked = parser.parse_args()
    start = time.monotonic()
    count = run(asked.count, asked.way, asked.seed)
    sys.stdout.write(f"seed {asked.seed}: {count}, {time.monotonic() - start:.0f} s\n")
    return 0 if count.said and not count.faults else 1


if __name__ == "__main__":
    sys.exit(main())
