"""Keep how much of a medicine is handed out, and what makes it hard to take: on old lines nobody wrote it.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("plan_item", sa.Column("adherence", sa.Text(), nullable=False, server_default=""))
    op.add_column("plan_item", sa.Column("supply_days", sa.Integer(), nullable=True))
    op.add_column("plan_item", sa.Column("supply_refills", sa.Integer(), nullable=True))
