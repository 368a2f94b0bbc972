"""Keep diaries that went home. Written in plain column types, so that it stays true when the rows move on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "diary_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("plan_number", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("effects", sa.Text(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_diary_sheet_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_sheet")),
    )
    op.create_index(op.f("ix_diary_sheet_patient_id"), "diary_sheet", ["patient_id"], unique=False)
    op.create_index("uq_diary_sheet_code", "diary_sheet", ["code"], unique=True)
    op.create_table(
        "diary_day",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_at", sa.BigInteger(), nullable=False),
        sa.Column("mood", sa.Integer(), nullable=True),
        sa.Column("sleep", sa.Text(), nullable=True),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["diary_sheet.id"], name=op.f("fk_diary_day_diary_sheet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "position", name=op.f("pk_diary_day")),
        sqlite_with_rowid=False,
    )
