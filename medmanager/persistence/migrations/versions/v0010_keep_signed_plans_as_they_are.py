"""Keep signed plans as they are, whoever writes: a signed version can be voided, and nothing of it changed.

A line that somebody adds with SQL of her own is refused by the next revision: up to it, a plan that was put
in as signed, as those of the demo practice, got its lines after its own row.

A later revision that rebuilds one of these tables has to make its triggers again.
"""

from alembic import op

revision = "0010"
down_revision = "0009"

LINES = ("plan_item", "plan_step", "plan_tablet", "plan_monitoring", "plan_set_aside")
KEPT = (
    *("id", "patient_id", "number", "status", "based_on", "reason", "follow_up_on", "follow_up_why"),
    *("follow_up_minutes", "follow_up_line_id", "follow_up_step", "follow_up_step_on", "message"),
    *("warning_signs", "author_id", "created_at", "signed_by", "signed_at", "visit_id"),
)
SAYING = "a signed plan stays as it is"


def upgrade() -> None:
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _server():
        op.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in KEPT)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    signed = "EXISTS (SELECT 1 FROM plan WHERE id = OLD.owner_id AND status = 'signed')"
    return [
        f"CREATE TRIGGER plan_keep BEFORE UPDATE ON plan WHEN OLD.status = 'signed' AND ({changed}) {refuse}",
        f"CREATE TRIGGER plan_stay BEFORE DELETE ON plan WHEN OLD.status = 'signed' {refuse}",
        *(
            f"CREATE TRIGGER {table}_keep_{act.lower()} BEFORE {act} ON {table} WHEN {signed} {refuse}"
            for table in LINES
            for act in ("UPDATE", "DELETE")
        ),
    ]


def _server() -> list[str]:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)
    refuse = f"RAISE EXCEPTION '{SAYING}' USING ERRCODE = 'integrity_constraint_violation'"
    return [
        f"CREATE FUNCTION keep_signed_plan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$",
        "CREATE FUNCTION keep_signed_lines() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF EXISTS (SELECT 1 FROM plan WHERE id = OLD.owner_id AND status = 'signed')"
        f" THEN {refuse}; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_keep BEFORE UPDATE ON plan FOR EACH ROW"
        f" WHEN (OLD.status = 'signed' AND ({changed})) EXECUTE FUNCTION keep_signed_plan()",
        "CREATE TRIGGER plan_stay BEFORE DELETE ON plan FOR EACH ROW"
        " WHEN (OLD.status = 'signed') EXECUTE FUNCTION keep_signed_plan()",
        *(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION keep_signed_lines()"
            for table in LINES
        ),
    ]
