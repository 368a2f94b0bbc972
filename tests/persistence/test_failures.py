"""What goes wrong with disks, locks and servers, and the sentence each gets."""

import errno
import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import psycopg
import pytest
from sqlalchemy import text

from medmanager.domain.errors import MedManagerError, NotAllowed, Refused, StaleRecord, StoreUnavailable
from medmanager.domain.patient import Patient
from medmanager.persistence import cipher_file, failures, file_failures
from medmanager.persistence.engine import reading, writing
from medmanager.persistence.failures import translated
from medmanager.persistence.server import server_engine, server_url
from medmanager.persistence.store import SqlStore
from tests.builders import a_patient
from tests.fakes import FakeClock
from tests.persistence.conftest import file_store
from tests.persistence.samples import an_entry, read_one, saved


def sentence_of(attempt: object) -> str:
    assert callable(attempt)
    with pytest.raises(StoreUnavailable) as told:
        attempt()
    return told.value.sentence


# a file


def test_that_a_full_disk_says_so_and_saving_works_after_room_is_made(local_store: SqlStore) -> None:
    kept = saved(local_store, a_patient())[0]
    pages = limit_pages(local_store)
    assert sentence_of(lambda: saved(local_store, a_patient(address="x" * 500_000))) == file_failures.FULL
    assert read_one(local_store, kept) == kept
    limit_pages(local_store, pages + 10_000)
    saved(local_store, a_patient(address="x" * 500_000))
    assert local_store.verify_audit().broken_at is None


def limit_pages(store: SqlStore, to: int = 0) -> int:
    """Every connection of the pool may grow the file to so many pages; 0 is its present size."""
    with reading(store.engine) as connection:
        pages = to or int(connection.execute(text("PRAGMA page_count")).scalar_one())
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    return pages


def test_that_a_writer_who_waits_too_long_is_told_that_another_writes(local_store: SqlStore) -> None:
    with writing(local_store.engine) as connection, connection.begin():
        with local_store.engine.connect() as other:
            other.execute(text("PRAGMA busy_timeout = 20"))
            other.rollback()
        assert sentence_of(lambda: saved(local_store, a_patient())) == failures.BUSY
    saved(local_store, a_patient())


def test_that_a_file_that_vanished_is_told_and_not_made_anew(local_store: SqlStore, tmp_path: Path) -> None:
    saved(local_store, a_patient())
    for path in tmp_path.iterdir():
        path.unlink()
    for _ in range(2):
        assert sentence_of(lambda: saved(local_store, a_patient())) == cipher_file.TAKEN_AWAY
    assert not list(tmp_path.iterdir())


def test_that_nothing_is_saved_into_a_file_that_was_moved_away(local_store: SqlStore, tmp_path: Path) -> None:
    kept = saved(local_store, a_patient())[0]
    away = tmp_path / "away"
    away.mkdir()
    move_all(tmp_path, away)
    assert sentence_of(lambda: saved(local_store, a_patient())) == cipher_file.TAKEN_AWAY
    assert sentence_of(lambda: read_one(local_store, kept)) == cipher_file.TAKEN_AWAY
    move_all(away, tmp_path)
    assert read_one(local_store, kept) == kept
    saved(local_store, a_patient())
    with local_store.read() as work:
        assert work.queries.count_patients() == 2
    assert local_store.verify_audit().broken_at is None


def test_that_nothing_is_saved_into_a_file_whose_place_was_taken(
    local_store: SqlStore, tmp_path: Path, clock: FakeClock
) -> None:
    saved(local_store, a_patient())
    (tmp_path / "away").mkdir()
    move_all(tmp_path, tmp_path / "away")
    restored = file_store(tmp_path, clock)
    assert sentence_of(lambda: saved(local_store, a_patient())) == cipher_file.REPLACED
    with restored.read() as work:
        assert work.queries.count_patients() == 0
    restored.close()


def move_all(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if path.is_file():
            path.rename(target / path.name)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, file_failures.FULL),
        (errno.EDQUOT, file_failures.FULL),
        (errno.EROFS, file_failures.READ_ONLY),
        (errno.EACCES, file_failures.READ_ONLY),
        (errno.EIO, file_failures.DISK),
    ],
)
def test_that_errors_of_files_have_their_sentence(number: int, sentence: str) -> None:
    assert file_failures.of_files(OSError(number, os.strerror(number))).sentence == sentence


def test_that_our_own_bugs_are_not_dressed_up(local_store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), translated():
        _ = 1 // 0
    with pytest.raises(FileNotFoundError), local_store.read():
        Path("there/is/no/such/file").read_bytes()


# a server


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        ("53100", StoreUnavailable, file_failures.FULL),
        ("25006", StoreUnavailable, file_failures.READ_ONLY),
        ("57014", StoreUnavailable, failures.TOO_SLOW),
        ("55P03", StoreUnavailable, failures.BUSY),
        ("40P01", StoreUnavailable, failures.CROSSED),
        ("40001", StoreUnavailable, failures.CROSSED),
        ("57P01", StoreUnavailable, failures.LOST),
        ("53300", StoreUnavailable, failures.NO_SERVER),
        ("08006", StoreUnavailable, failures.LOST),
        ("28P01", NotAllowed, failures.WRONG_LOGIN),
        ("3D000", StoreUnavailable, failures.NO_DATABASE),
        ("42501", NotAllowed, failures.NO_RIGHT),
        ("22003", Refused, failures.OUT_OF_RANGE),
    ],
)
def test_that_states_of_a_server_have_their_sentence(
    state: str, kind: type[MedManagerError], sentence: str
) -> None:
    raised = failures.meaning(psycopg.errors.lookup(state)("text of the server"))
    assert isinstance(raised, kind)
    assert raised.sentence == sentence


def test_that_a_syntax_error_is_our_bug() -> None:
    assert failures.meaning(psycopg.errors.SyntaxError("near FORM")) is None


@pytest.mark.postgres
def test_that_a_server_that_ends_the_connection_is_told_and_the_next_attempt_works(
    server_store: SqlStore,
) -> None:
    kept = saved(server_store, a_patient())[0]

    def cut_in_the_middle() -> None:
        with server_store.write(an_entry()) as work:
            work.patients.save(a_patient())
            end_all_connections(server_store)
            work.patients.save(a_patient())

    assert sentence_of(cut_in_the_middle) == failures.LOST
    assert read_one(server_store, kept) == kept
    with server_store.read() as work:
        assert work.queries.count_patients() == 1


@pytest.mark.postgres
def test_that_a_connection_lost_at_the_commit_leaves_it_open(
    server_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(connection: object) -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(server_store.engine.dialect, "do_commit", lost)
    assert sentence_of(lambda: saved(server_store, a_patient())) == failures.UNKNOWN


def end_all_connections(store: SqlStore) -> None:
    url = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A port where somebody takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    taken.append(listener.accept()[0])
            except OSError:
                return

        Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]
        for one in taken:
            one.close()


def test_that_a_server_that_is_not_there_is_told(clock: FakeClock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    store = SqlStore(server_engine(server_url(f"postgresql://nobody@127.0.0.1:{port}/practice")), clock)
    assert sentence_of(lambda: saved(store, a_patient())) == failures.NO_SERVER
    store.close()


def test_that_a_server_that_never_answers_is_given_up(
    silent_server: int, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medmanager.persistence.server.CONNECT_SECONDS", 2)
    url = server_url(f"postgresql://nobody@127.0.0.1:{silent_server}/practice")
    store = SqlStore(server_engine(url), clock)
    assert sentence_of(lambda: saved(store, a_patient())) == failures.NO_SERVER
    store.close()


@pytest.mark.parametrize(
    "address",
    ["", "practice", "mysql://a@b/c", "postgresql://server", "postgresql://[bad", "postgresql://u@h:port/d"],
)
def test_that_what_is_not_an_address_is_refused(address: str) -> None:
    with pytest.raises(Refused) as told:
        server_url(address)
    assert told.value.field == "url"


def test_that_a_server_elsewhere_must_prove_who_it_is() -> None:
    assert server_url("postgresql://a@db.example.org/practice").query["sslmode"] == "verify-full"
    assert "sslmode" not in server_url("postgresql://a@127.0.0.1/practice").query
    assert "sslmode" not in server_url("postgresql://a@/practice?host=/run/postgresql").query
    for weak in ("disable", "allow", "prefer", "require"):
        with pytest.raises(Refused, match="verify-full"):
            server_url(f"postgresql://a@db.example.org/practice?sslmode={weak}")


@pytest.mark.postgres
def test_that_crossed_writers_are_told_to_save_again(server_store: SqlStore) -> None:
    """Two units of work that want each other's record: the server ends one, and it may simply be repeated."""
    first, second = saved(server_store, a_patient(), a_patient())
    both_hold_one = Barrier(2)

    def cross(records: tuple[Patient, ...]) -> str:
        try:
            with server_store.write(an_entry()) as work:
                work.patients.save(records[0])
                both_hold_one.wait(10)
                work.patients.save(records[1])
        except (StoreUnavailable, StaleRecord) as error:
            return error.sentence
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        told = set(pool.map(cross, [(first, second), (second, first)]))
    assert told == {"saved", failures.CROSSED}
