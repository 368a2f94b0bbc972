"""How long the knowledge base takes: to be read whole, to check a long list, to plan a year of monitoring."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial

from medmanager.bootstrap import resources
from medmanager.domain.knowledge.base import read_base
from medmanager.domain.knowledge.check import check
from medmanager.domain.knowledge.monitoring import Watch, schedule
from medmanager.domain.knowledge.question import Listed, Question
from tests.bench.measure import timed
from tests.bench.table import Row

MEDICINES = (
    "sertraline", "lithium", "quetiapine", "lamotrigine", "clonazepam", "bupropion", "trazodone",
    "propranolol", "lisinopril", "ibuprofen", "omeprazole", "metformin", "atorvastatin", "levothyroxine",
    "amlodipine", "hydrochlorothiazide", "tramadol", "sumatriptan", "ondansetron", "gabapentin",
)  # fmt: skip
CONDITIONS = (
    "epilepsy", "bipolar disorder", "hypertension", "asthma", "type 2 diabetes", "chronic kidney disease",
    "dementia", "heart failure", "insomnia", "obesity",
)  # fmt: skip
WATCHED = (
    "lithium", "clozapine", "valproate", "carbamazepine", "lamotrigine", "olanzapine", "citalopram",
    "methadone", "venlafaxine", "methylphenidate",
)  # fmt: skip
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)


def rows() -> list[Row]:
    """Read, check, plan."""
    folder = resources() / "knowledge"
    base = read_base(folder)
    listed = tuple(Listed(name, Decimal(50)) for name in MEDICINES)
    question = Question(FIRST, listed, conditions=CONDITIONS)
    watch = Watch(
        FIRST, LAST, tuple(Listed(name, start=FIRST) for name in WATCHED), protocols=("ADA/APA 2004",)
    )
    with as_in_the_application():
        reading = timed(partial(read_base, folder), 30)
    return [
        Row(f"read the knowledge base, {len(base.drugs)} drugs", reading, budget=150),
        Row("check 20 medicines with 10 conditions", timed(partial(check, base, question), 60), budget=5),
        Row("a year of monitoring for 10 drugs", timed(partial(schedule, base, watch), 60), budget=5),
    ]


@contextmanager
def as_in_the_application() -> Iterator[None]:
    """No automatic collection while a worker reads: there only the event loop collects garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
