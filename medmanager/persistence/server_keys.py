"""The document of wrapped keys as a row of a server database."""

from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, Engine, select

from medmanager.persistence import facts
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated

KEYS = "keys"


class RowKeys:
    """The row inside a transaction that writes: it stays locked until that ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def contents(self) -> list[bytes]:
        return _contents(self._connection, for_update=True)

    def write(self, content: bytes) -> None:
        facts.put(self._connection, KEYS, content.decode())

    def together(self) -> AbstractContextManager[None]:
        """The transaction sees to it."""
        return nullcontext()


class ServerKeys:
    """The row by itself, each time in a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def contents(self) -> list[bytes]:
        with translated(), reading(self._engine) as connection:
            return _contents(connection, for_update=False)

    def write(self, content: bytes) -> None:
        with translated(), writing(self._engine) as connection, connection.begin():
            facts.put(connection, KEYS, content.decode())

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()


def _contents(connection: Connection, for_update: bool) -> list[bytes]:
    query = select(facts.FACT.c.value).where(facts.FACT.c.name == KEYS)
    known = connection.execute(query.with_for_update() if for_update else query).scalar()
    return [] if known is None else [known.encode()]
