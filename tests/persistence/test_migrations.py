"""Migrations carry the rows of an older practice over, on both engines."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from medmanager.persistence.migrate import upgrade
from medmanager.persistence.server import server_engine, server_url
from tests.servers import TestServer

BORN = date(1984, 3, 14)


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "file":
        engine = create_engine("sqlite://")
        yield engine
        engine.dispose()
        return
    server: TestServer = request.getfixturevalue("postgres_server")
    address = server.empty()
    engine = server_engine(server_url(address))
    yield engine
    engine.dispose()
    server.drop(address)


def put_patient(connection: Connection, family_name: str, origin: str) -> UUID:
    """A row as revision 0001 has it."""
    patient_id = uuid4()
    texts = ("sex", "pronouns", "phone", "email", "address", "language", "pharmacy", "desk_note")
    row = {
        "id": patient_id.hex if connection.dialect.name == "sqlite" else patient_id,
        "version": 1,
        "family_name": family_name,
        "given_name": "Maren",
        "birth_date": BORN.isoformat(),
        "large_print": False,
        "demo": False,
        "origin": origin,
        **dict.fromkeys(texts, ""),
    }
    columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO patient ({columns}) VALUES ({values})"), row)  # noqa: S608 - fixed names
    return patient_id


def test_that_the_origin_of_an_imported_patient_becomes_her_first_identity(empty: Engine) -> None:
    with empty.begin() as connection:
        upgrade(connection, "0001")
        imported = put_patient(connection, "Lindqvist", "urn:uuid:1")
        put_patient(connection, "Typed", "")
        upgrade(connection, "0002")
        rows = connection.execute(text("SELECT * FROM patient_identity")).mappings().all()
        assert "origin" not in {column["name"] for column in inspect(connection).get_columns("patient")}
    (row,) = rows
    assert UUID(str(row["owner_id"])) == imported
    assert (
        row["position"],
        row["origin"],
        row["family_name"],
        row["given_name"],
        str(row["birth_date"]),
    ) == (
        0,
        "urn:uuid:1",
        "Lindqvist",
        "Maren",
        BORN.isoformat(),
    )
