"""Let a patient have many outside identities: the one that each imported patient had becomes the first.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "patient_identity",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["patient.id"], name="fk_patient_identity_patient", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "position", name="pk_patient_identity"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_patient_identity_origin", "patient_identity", ["origin"])
    # What the sender called her was not kept: the practice's own name and birth date stand in for it.
    op.execute(
        "INSERT INTO patient_identity (owner_id, position, origin, family_name, given_name, birth_date)"
        " SELECT id, 0, origin, family_name, given_name, birth_date FROM patient WHERE origin <> ''"
    )
    op.drop_index("ix_patient_origin", table_name="patient")
    op.drop_column("patient", "origin")
