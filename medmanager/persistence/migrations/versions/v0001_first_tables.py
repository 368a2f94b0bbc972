"""The first tables. Written in plain column types, so that it stays true when the rows move on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "uid": sa.Uuid(),
    "text": sa.Text(),
    "letters": sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    "number": sa.Integer(),
    "count": sa.BigInteger(),
    "instant": sa.BigInteger(),
    "day": sa.Date(),
    "clock": sa.String(15),
    "flag": sa.Boolean(),
    "bytes": sa.LargeBinary(),
}


def columns(**named: str) -> list[sa.Column[Any]]:
    """Columns by type: `text="name note?"` makes two, of which the second may be NULL."""
    return [
        sa.Column(
            name.rstrip("?"),
            TYPES[kind],
            nullable=name.endswith("?"),
            primary_key=False,
        )
        for kind, names in named.items()
        for name in names.split()
    ]


def key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def index(table: str, *names: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))


def record(table: str, **named: str) -> None:
    """A record's own table."""
    op.create_table(
        table,
        *columns(uid="id", number="version"),
        *columns(**named),
        *columns(instant="voided_at?"),
        *columns(uid="voided_by?", text="void_reason?"),
        key(table, "id"),
    )


def patient_record(table: str, **named: str) -> None:
    """The table of a record that belongs to a patient."""
    op.create_table(
        table,
        *columns(uid="id", number="version"),
        *columns(uid="patient_id"),
        *columns(**named),
        *columns(instant="voided_at?"),
        *columns(uid="voided_by?", text="void_reason?"),
        key(table, "id"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=f"fk_{table}_patient"),
    )
    index(table, "patient_id")


def child(table: str, parent: str, places: str = "", **named: str) -> None:
    """The table of values inside a record, or inside such values: `places` are the positions above."""
    above = places.split()
    theirs = ["owner_id", *above[:-1], "position"] if above else ["id"]
    op.create_table(
        table,
        *columns(uid="owner_id"),
        *columns(number=f"{places} position"),
        *columns(**named),
        key(table, "owner_id", *above, "position"),
        sa.ForeignKeyConstraint(
            ["owner_id", *above],
            [f"{parent}.{name}" for name in theirs],
            name=f"fk_{table}_{parent}",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    practice()
    patients()
    history()
    intakes()
    plans()
    visits()
    calendar()
    archive()
    ledger()


def practice() -> None:
    record(
        "practice",
        text="name phone after_hours_phone address time_zone paper",
        clock="slot_clock_morning slot_clock_noon slot_clock_evening slot_clock_bedtime",
        number="lock_minutes",
        flag="demo",
    )
    child("practice_hours", "practice", number="weekday", clock="start end")
    record(
        "person",
        text="login display_name role credentials password_hash",
        flag="may_sign safety_owner active",
        number="colour",
    )
    op.create_index("uq_person_login", "person", ["login"], unique=True)
    record("draft", uid="user_id subject_id patient_id?", text="form fields", instant="saved_at")
    op.create_index("uq_draft_place", "draft", ["user_id", "form", "subject_id"], unique=True)
    index("draft", "patient_id")


def patients() -> None:
    record(
        "patient",
        text="family_name given_name sex pronouns phone email address language pharmacy desk_note origin",
        day="birth_date since?",
        flag="large_print demo",
        uid="provider_id?",
    )
    index("patient", "birth_date")
    index("patient", "origin")
    op.create_table(
        "patient_search",
        *columns(letters="family_key given_key", uid="patient_id", text="sound haystack"),
        key("patient_search", "family_key", "given_key", "patient_id"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name="fk_patient_search_patient", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_patient_search_patient_id", "patient_search", ["patient_id"], unique=True)
    index("patient_search", "given_key")
    index("patient_search", "sound")
    patient_record(
        "allergy",
        text="substance reaction kind severity source code origin",
        flag="medicine active",
        day="noted?",
    )
    patient_record(
        "condition", text="name code source note origin", flag="psychiatric", day="onset? resolved?"
    )


def history() -> None:
    patient_record(
        "medication_statement",
        text="name rxcui kind status directions highest_dose_mg? response adherence stop_reason"
        " side_effects prescriber source origin",
        number="weeks_at_dose?",
        day="started? stopped?",
    )
    patient_record(
        "observation",
        text="measure value source note origin",
        instant="at",
        uid="visit_id? supersedes?",
    )
    patient_record("encounter", instant="start end?", text="kind reason practitioner place origin")


def intakes() -> None:
    patient_record(
        "intake",
        uid="author_id completed_by?",
        instant="started_at completed_at?",
        text="form_version resume_at",
    )
    child("intake_section", "intake", text="key state")
    child("intake_answer", "intake", text="key value state")
    child("intake_symptom", "intake", text="name since note", number="severity?")


def plans() -> None:
    patient_record(
        "plan",
        number="number follow_up_minutes?",
        text="status reason follow_up_why? message warning_signs",
        day="follow_up_on?",
        uid="based_on? follow_up_line_id? author_id? signed_by? visit_id?",
        instant="created_at? signed_at?",
    )
    kept = sa.text("status = 'signed' AND voided_at IS NULL")
    op.create_index(
        "uq_plan_signed_number",
        "plan",
        ["patient_id", "number"],
        unique=True,
        sqlite_where=kept,
        postgresql_where=kept,
    )
    child(
        "plan_item",
        "plan",
        uid="line_id",
        text="medicine_generic medicine_brand medicine_rxcui form purpose directions benefit benefit_when"
        " watch prescriber cost_concern question stopped_reason?",
        day="stopped_on?",
    )
    child(
        "plan_step",
        "plan_item",
        "item",
        day="start end?",
        text="reason as_needed_reason? as_needed_strength_amount? as_needed_strength_unit?"
        " as_needed_count? as_needed_most_in_day?",
        number="as_needed_wait_hours? every_days",
    )
    index("plan_step", "start")
    child("plan_monitoring", "plan_item", "item", text="measure why", day="due done_on?")
    index("plan_monitoring", "due")
    child("plan_tablet", "plan_step", "item step", text="strength_amount strength_unit slot count")


def visits() -> None:
    patient_record(
        "visit",
        instant="at signed_at?",
        uid="author_id appointment_id? plan_id? signed_by?",
        text="kind status since_last response risk assessment",
    )
    index("visit", "status")
    child("visit_effect", "visit", text="effect note", number="severity?", uid="line_id?")
    child("visit_vital", "visit", text="measure value")
    child("visit_scale", "visit", text="scale items", number="total?")
    child("visit_line", "visit", uid="line_id", text="response missed_reason note", number="missed_week?")
    child("visit_question", "visit", text="text answer")
    child("visit_cost", "visit", text="text monthly?", uid="line_id?", flag="settled")
    child("visit_addendum", "visit", instant="at", uid="author_id", text="text")


def calendar() -> None:
    patient_record(
        "appointment",
        uid="provider_id plan_id?",
        instant="start",
        number="minutes",
        text="reason why desk_note state mode cancel_reason",
    )
    index("appointment", "provider_id", "start")
    index("appointment", "start")


def archive() -> None:
    patient_record(
        "archived_document",
        text="kind title sha256 language",
        number="size pages",
        instant="created_at",
        uid="created_by plan_id?",
        flag="draft",
    )
    op.create_table(
        "document_content",
        *columns(uid="document_id", bytes="content"),
        key("document_content", "document_id"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["archived_document.id"], name="fk_document_content_archived_document"
        ),
    )
    op.create_table(
        "printing",
        *columns(uid="id document_id user_id", instant="at", text="target"),
        key("printing", "id"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["archived_document.id"], name="fk_printing_archived_document"
        ),
    )
    index("printing", "document_id")


def ledger() -> None:
    op.create_table(
        "audit_entry",
        *columns(
            count="number",
            instant="at",
            text="action detail changed previous_hash hash",
            uid="actor_id? patient_id?",
        ),
        key("audit_entry", "number"),
    )
    index("audit_entry", "at")
    index("audit_entry", "patient_id")
    op.create_table(
        "change",
        *columns(count="number audit_number", number="version", text="kind", uid="record_id patient_id?"),
        key("change", "number"),
    )
    op.create_index("ix_change_record", "change", ["record_id", "version"])
    op.create_table(
        "ledger_head",
        *columns(number="id", count="audit_number change_number", text="audit_hash"),
        key("ledger_head", "id"),
    )
    op.create_table("store_fact", *columns(text="name value"), key("store_fact", "name"))
    op.execute("INSERT INTO ledger_head (id, audit_number, change_number, audit_hash) VALUES (1, 0, 0, '')")
    for statement in _append_only(op.get_bind().dialect.name):
        op.execute(statement)


def _append_only(engine: str) -> list[str]:
    """Triggers that keep the audit chain and the change numbers as they were written."""
    if engine == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in ("audit_entry", "change")
            for act in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in ("audit_entry", "change")
    ]
    return [refuse, *triggers]
