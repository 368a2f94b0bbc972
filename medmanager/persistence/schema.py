"""Which tables this program expects, which ones a database has, and the way from one to the other."""

from importlib import import_module

from sqlalchemy import Connection, inspect, text

from medmanager.domain.errors import StoreUnavailable

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
"""All revisions in their order; the last one is what this program reads and writes."""

HEAD = REVISIONS[-1]

NEWER = (
    "This practice was last used with a newer MedManager. Nothing was opened or changed. "
    "Install the newer version on this computer too."
)
NO_TABLES = "This database holds no practice of MedManager. Choose another one, or restore a backup."
OLDER = (
    "The practice server was set up by an older MedManager. An administrator has to bring it up to date "
    "with “database upgrade”, which makes a backup first."
)


def revision_of(connection: Connection) -> str | None:
    """The database's own revision, by one short question; None where no practice was ever made."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Brings the tables to a revision inside the connection's transaction: all of it or nothing.

    Alembic takes most of a second to load and is needed once a release: this is where it is loaded.
    """
    import_module("medmanager.persistence.migrate").upgrade(connection, revision)


def check_known(revision: str | None) -> str:
    """The revision, where this program can work with it or bring it up to date. Raises StoreUnavailable."""
    if revision is None:
        raise StoreUnavailable(NO_TABLES)
    if revision not in REVISIONS:
        raise StoreUnavailable(NEWER)
    return revision
