"""Keep until when a reason holds and what was confirmed; reasons given before had no last day and confirmed
nothing, so those for a contraindication do not hold any more.

Written in plain column types, so that it stays true when the rows move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("alert_override", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("alert_override", sa.Column("confirmed", sa.Text(), nullable=False, server_default=""))
