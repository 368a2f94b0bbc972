"""Keep which rule asks for a test, tests set aside, the step a visit is booked for, and what was decided of
outside medicines. Tests on old plans were put in by hand: no rule asked for them.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "reconciled_medicine",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("statement_version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_reconciled_medicine_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciled_medicine")),
    )
    op.create_index(
        op.f("ix_reconciled_medicine_patient_id"), "reconciled_medicine", ["patient_id"], unique=False
    )
    op.create_table(
        "plan_set_aside",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "item"],
            ["plan_item.owner_id", "plan_item.position"],
            name=op.f("fk_plan_set_aside_plan_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner_id", "item", "position", name=op.f("pk_plan_set_aside")),
        sqlite_with_rowid=False,
    )
    op.add_column("appointment", sa.Column("line_id", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("step", sa.Integer(), nullable=True))
    op.add_column("appointment", sa.Column("step_on", sa.Date(), nullable=True))
    op.add_column("plan", sa.Column("follow_up_step", sa.Integer(), nullable=True))
    op.add_column("plan", sa.Column("follow_up_step_on", sa.Date(), nullable=True))
    op.add_column("plan_monitoring", sa.Column("rule", sa.Text(), nullable=False, server_default=""))
    op.add_column("plan_monitoring", sa.Column("window_days", sa.Integer(), nullable=True))
    op.add_column("plan_monitoring", sa.Column("source", sa.Text(), nullable=False, server_default=""))
