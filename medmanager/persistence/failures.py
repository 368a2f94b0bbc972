"""What a driver's error means to the person at the screen; everything not named here is our bug."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError, TimeoutError

from medmanager.domain.errors import MedManagerError, NotAllowed, Refused, StaleRecord, StoreUnavailable
from medmanager.persistence.file_failures import DISK, FULL, READ_ONLY

BUSY = "Another program is writing to the practice just now. Nothing was saved. Wait a moment and save again."
DAMAGED = "The database is damaged. Restore the newest backup; nothing of it is overwritten before."
CANNOT_OPEN = "The database cannot be opened. Check that its folder is there and may be read and written."
TOO_LONG = "A text or a file is too large to be stored. Shorten it and save again."
NO_SERVER = "The practice server does not answer. Check the network, or ask whoever looks after the server."
LOST = "The connection to the practice server was lost. Nothing was saved. Try again in a moment."
UNKNOWN = (
    "The connection broke while the server was saving. It may or may not have been saved: "
    "open the record again and look before you repeat it."
)
WRONG_LOGIN = "The practice server does not know this name or password. Check the address of the server."
NO_DATABASE = "The practice server has no database of this name. Check the address of the server."
NO_RIGHT = "The practice server does not permit this to your name. Ask whoever looks after the server."
TOO_SLOW = "The practice server took too long. Nothing was saved. Try again in a moment."
CROSSED = "Somebody saved related records at the same moment. Nothing of yours was saved. Save again."
KEPT = "a signed plan stays as it is"
"""What the triggers of the store say."""
SIGNED = "This plan is signed and stays as it is. Change the plan to write its next version."
OUT_OF_RANGE = "A number or date is too large to be stored. Check what you typed."

_SQLITE: dict[int, str] = {
    5: BUSY,
    6: BUSY,
    8: READ_ONLY,
    10: DISK,
    11: DAMAGED,
    13: FULL,
    14: CANNOT_OPEN,
    26: DAMAGED,
    522: DAMAGED,
}
"""Result codes of SQLite (sqlite.org/rescode.html): primary ones, and a file that ends too early."""

_WITHOUT_CODE: dict[str, str] = {
    "disk I/O error": DISK,
    "database or disk is full": FULL,
    "attempt to write a readonly database": READ_ONLY,
    "database is locked": BUSY,
}
"""What the driver says while it copies a whole database: there it gives no code."""

_POSTGRES: tuple[tuple[str, str], ...] = (
    ("53100", FULL),
    ("25006", READ_ONLY),
    ("57014", TOO_SLOW),
    ("55P03", BUSY),
    ("40", CROSSED),
    ("53", NO_SERVER),
    ("57P", LOST),
    ("58", DISK),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
    ("08", LOST),
    ("28", WRONG_LOGIN),
    ("3D", NO_DATABASE),
    ("42501", NO_RIGHT),
)
"""Beginnings of SQLSTATE (PostgreSQL manual, appendix A); the first that fits counts."""


@contextmanager
def translated() -> Iterator[None]:
    """Turns what drivers raise into errors that the user can act on."""
    try:
        yield
    except MedManagerError:
        raise
    except (StatementError, TimeoutError, psycopg.Error, sqlcipher3.dbapi2.Error) as error:
        raised = meaning(error)
        if raised is None:
            raise
        raise raised from error


@contextmanager
def stale_when_taken(kind: str, otherwise: Callable[[str], MedManagerError | None]) -> Iterator[None]:
    """A key that somebody has just taken means that this record is stale; `otherwise` knows exceptions."""
    try:
        yield
    except (IntegrityError, psycopg.IntegrityError) as error:
        # What travels to a server together with others comes back past the toolkit, as the driver's own.
        text = str(error.orig if isinstance(error, IntegrityError) else error)
        known = Refused(SIGNED) if KEPT in text else otherwise(text)
        if known is not None:
            raise known from error
        if _is_missing_reference(error):
            raise Refused("The patient of this record is not in the practice any more.") from error
        raise StaleRecord(kind) from error


@contextmanager
def unknown_at_commit() -> Iterator[None]:
    """A connection that breaks at the moment of saving leaves it open whether it was saved."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig
        if isinstance(cause, psycopg.OperationalError) and _state(cause)[:2] in {"", "08", "57"}:
            raise StoreUnavailable(UNKNOWN) from error
        raise


def meaning(error: BaseException) -> MedManagerError | None:
    """The error for the user, None when it is our bug."""
    cause = _cause(error)
    if isinstance(cause, MedManagerError):
        return cause
    if isinstance(cause, sqlcipher3.dbapi2.Error):
        return _of_sqlite(cause)
    if isinstance(cause, psycopg.Error):
        return _of_postgres(cause)
    if isinstance(cause, TimeoutError):
        return StoreUnavailable(BUSY)
    return None


def _cause(error: BaseException) -> BaseException:
    inner = getattr(error, "orig", None)
    return inner if isinstance(inner, BaseException) else error


def _of_sqlite(error: Exception) -> MedManagerError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    if extended & 0xFF == 18 or isinstance(error, sqlcipher3.dbapi2.DataError):
        return Refused(TOO_LONG)
    sentence = _SQLITE.get(extended) or _SQLITE.get(extended & 0xFF) or _WITHOUT_CODE.get(str(error))
    return StoreUnavailable(sentence) if sentence else None


def _of_postgres(error: psycopg.Error) -> MedManagerError | None:
    state = _state(error)
    if state.startswith("22") or (not state and isinstance(error, psycopg.DataError)):
        return Refused(OUT_OF_RANGE)
    if not state and isinstance(error, psycopg.OperationalError):
        return _of_connecting(str(error))
    sentence = next((text for start, text in _POSTGRES if state.startswith(start)), None)
    if sentence in {WRONG_LOGIN, NO_RIGHT}:
        return NotAllowed(sentence)
    return StoreUnavailable(sentence) if sentence else None


def _of_connecting(text: str) -> MedManagerError:
    """Before a connection stands the server's answer comes as text only."""
    if "authentication failed" in text or "no pg_hba.conf entry" in text:
        return StoreUnavailable(WRONG_LOGIN)
    if "database" in text and "does not exist" in text:
        return StoreUnavailable(NO_DATABASE)
    return StoreUnavailable(NO_SERVER)


def _state(error: psycopg.Error) -> str:
    return error.sqlstate or ""


def _is_missing_reference(error: IntegrityError | psycopg.IntegrityError) -> bool:
    cause = error.orig if isinstance(error, IntegrityError) else error
    if isinstance(cause, psycopg.Error):
        return _state(cause) == "23503"
    return "FOREIGN KEY" in str(cause)
