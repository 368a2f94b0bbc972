"""Keep reasons for overriding alerts, and from which severity on a role is shown them: at first all.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "alert_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("doses", sa.Text(), nullable=False),
        sa.Column("rule_state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_alert_override_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_override")),
    )
    op.create_index(op.f("ix_alert_override_patient_id"), "alert_override", ["patient_id"], unique=False)
    op.add_column(
        "practice", sa.Column("alert_levels_nurse", sa.Text(), nullable=False, server_default="minor")
    )
    op.add_column(
        "practice", sa.Column("alert_levels_provider", sa.Text(), nullable=False, server_default="minor")
    )
