"""A deposit may bring the next version of a document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deposit") as batch:
        batch.add_column(sa.Column("replaces", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("deposit") as batch:
        batch.drop_column("replaces")
