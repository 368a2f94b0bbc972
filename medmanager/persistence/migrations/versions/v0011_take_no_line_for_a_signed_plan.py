"""Take no line for a signed plan, whoever writes: neither a new one nor one that is moved there.

A plan that comes in signed, as those of the demo practice and of a backup for a server, comes in as a draft
with its lines and is signed last, in the same transaction.

A later revision that rebuilds one of these tables has to make its triggers again.
"""

from alembic import op

revision = "0011"
down_revision = "0010"

LINES = ("plan_item", "plan_step", "plan_tablet", "plan_monitoring", "plan_set_aside")
SIGNED = "EXISTS (SELECT 1 FROM plan WHERE id = NEW.owner_id AND status = 'signed')"
SAYING = "a signed plan stays as it is"


def upgrade() -> None:
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _server():
        op.execute(statement)


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    # REPLACE takes the row away first, with its lines, and asks no trigger for DELETE.
    there = "EXISTS (SELECT 1 FROM plan WHERE id = NEW.id AND status = 'signed')"
    return [
        f"CREATE TRIGGER plan_replace BEFORE INSERT ON plan WHEN {there} {refuse}",
        *(
            f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} WHEN {SIGNED} {refuse}"
            for table in LINES
            for name, act in (("add", "INSERT"), ("move", "UPDATE OF owner_id"))
        ),
    ]


def _server() -> list[str]:
    return [
        "CREATE FUNCTION take_no_signed_lines() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {SIGNED} THEN RAISE EXCEPTION '{SAYING}' USING ERRCODE ="
        " 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        *(
            f"CREATE TRIGGER {table}_add BEFORE INSERT OR UPDATE OF owner_id ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION take_no_signed_lines()"
            for table in LINES
        ),
    ]
