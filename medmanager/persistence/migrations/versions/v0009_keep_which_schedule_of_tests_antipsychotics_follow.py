"""Keep which published schedule of tests antipsychotics follow: until now it was ADA/APA 2004 for everybody.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "practice",
        sa.Column("metabolic_schedule", sa.Text(), nullable=False, server_default="ADA/APA 2004"),
    )
