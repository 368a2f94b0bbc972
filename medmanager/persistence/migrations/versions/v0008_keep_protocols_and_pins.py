"""Keep protocols and pins. Written in plain column types, so that it stays true when the rows move on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "dose_protocol",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("medicine_generic", sa.Text(), nullable=False),
        sa.Column("medicine_brand", sa.Text(), nullable=False),
        sa.Column("medicine_rxcui", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("benefit_when", sa.Text(), nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("supply_days", sa.Integer(), nullable=True),
        sa.Column("supply_refills", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_protocol")),
    )
    _pins()
    _steps()
    _tests_and_tablets()


def _pins() -> None:
    op.create_table(
        "pinned_medicine",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("generic", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pinned_medicine")),
    )


def _steps() -> None:
    op.create_table(
        "protocol_step",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("as_needed_reason", sa.Text(), nullable=True),
        sa.Column("as_needed_strength_amount", sa.Text(), nullable=True),
        sa.Column("as_needed_strength_unit", sa.Text(), nullable=True),
        sa.Column("as_needed_count", sa.Text(), nullable=True),
        sa.Column("as_needed_wait_hours", sa.Integer(), nullable=True),
        sa.Column("as_needed_most_in_day", sa.Text(), nullable=True),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["dose_protocol.id"],
            name=op.f("fk_protocol_step_dose_protocol"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "position", name=op.f("pk_protocol_step")),
        sqlite_with_rowid=False,
    )


def _tests_and_tablets() -> None:
    op.create_table(
        "protocol_test",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["dose_protocol.id"],
            name=op.f("fk_protocol_test_dose_protocol"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "position", name=op.f("pk_protocol_test")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "protocol_tablet",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("strength_amount", sa.Text(), nullable=False),
        sa.Column("strength_unit", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("count", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "step"],
            ["protocol_step.owner_id", "protocol_step.position"],
            name=op.f("fk_protocol_tablet_protocol_step"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "step", "position", name=op.f("pk_protocol_tablet")),
        sqlite_with_rowid=False,
    )
