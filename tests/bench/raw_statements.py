"""The floor of everything that asks the store: the very statements it sent, straight through the driver."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Engine, event

from medmanager.persistence.store import SqlStore
from medmanager.services.facade import Services
from tests.bench.measure import Times, timed_in_turn

Statement = tuple[str, Any]


def engine_of(services: Services) -> Engine:
    """The engine of the practice that is open."""
    store = services.session.store
    assert isinstance(store, SqlStore), "benches run on the real store"
    return store.engine


@contextmanager
def listened(engine: Engine) -> Iterator[list[Statement]]:
    """Collects every question that the engine is asked meanwhile."""
    heard: list[Statement] = []

    def hear(*sent: Any) -> None:
        if sent[2].lstrip().upper().startswith(("SELECT", "WITH")):
            heard.append((sent[2], sent[3]))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def beside_raw(services: Services, works: list[Callable[[], object]], rounds: int) -> tuple[Times, Times]:
    """The pieces of work, and in turn with them their statements without anything around them."""
    engine = engine_of(services)
    sent = []
    for work in works:
        with listened(engine) as heard:
            work()
        sent.append(heard)
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()

        def ask(statements: list[Statement]) -> None:
            for statement, parameters in statements:
                cursor.execute(statement, parameters).fetchall()

        times, floor = timed_in_turn(rounds, works, [partial(ask, statements) for statements in sent])
    return times, floor
