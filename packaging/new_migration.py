"""Makes the file of a migration: what the rows have and the tables of the newest revision lack."""

import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine
from sqlalchemy.types import TypeDecorator

from medmanager.persistence import rows
from medmanager.persistence.migrate import upgrade
from medmanager.persistence.rows.base import Row
from workspace import ROOT, Trouble, say

PERSISTENCE = ROOT / "medmanager" / "persistence"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
REVISIONS = re.compile(r"^REVISIONS = \(([^)]*)\)$", re.MULTILINE)

FILE = '''"""{title}. Written in plain column types, so that it stays true when the rows move on."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    {steps}
'''


def all_rows() -> MetaData:
    """The tables as the rows describe them today."""
    for module in pkgutil.iter_modules(rows.__path__, f"{rows.__name__}."):
        import_module(module.name)
    return Row.metadata


def missing_steps(tables: MetaData, migrations: Path) -> str:
    """The code that leads from the newest revision to `tables`; "pass" when there is nothing to do."""
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection, migrations=migrations)
        options = {"render_item": plain_type, "compare_type": True, "user_module_prefix": "sa."}
        context = MigrationContext.configure(connection, opts={**options, "target_metadata": tables})
        found = produce_migrations(context, tables)
        assert found.upgrade_ops is not None, "a migration always has its upgrade part"
        return without_remarks(render_python_code(found.upgrade_ops, render_item=plain_type))


def without_remarks(code: str) -> str:
    """The code alone, its first line without indentation."""
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#")).lstrip()


def plain_type(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """A column type of ours as the plain type that it is stored in; False leaves the rest to Alembic."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def write(name: str, steps: str, persistence: Path = PERSISTENCE) -> Path:
    """Write the migration's file and add its revision to the list; gives the file."""
    if not NAME.fullmatch(name):
        raise Trouble("Name a migration by what it does, in small letters: add_photo_of_patient")
    schema = persistence / "schema.py"
    text = schema.read_text(encoding="utf-8")
    known = re.findall(r'"(\d+)"', REVISIONS.search(text)[1])  # type: ignore[index]  # the list is there
    revision = f"{int(known[-1]) + 1:04}"
    listed = ", ".join(f'"{number}"' for number in [*known, revision])
    path = persistence / "migrations" / "versions" / f"v{revision}_{name}.py"
    title = name.replace("_", " ").capitalize()
    path.write_text(
        FILE.format(title=title, revision=revision, before=known[-1], steps=steps), encoding="utf-8"
    )
    schema.write_text(REVISIONS.sub(f"REVISIONS = ({listed})", text), encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Make the migration named by the one argument."""
    if len(arguments) != 1:
        say("python3 packaging/dev.py new-migration add_photo_of_patient")
        return 2
    try:
        steps = missing_steps(all_rows(), PERSISTENCE / "migrations")
        if steps == "pass":
            say("The tables are as the rows want them. Change the rows first, then run this again.")
            return 1
        path = write(arguments[0], steps)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    say(f"Made {path.relative_to(ROOT)} and listed it in schema.py. Read it; say how old rows are filled.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
