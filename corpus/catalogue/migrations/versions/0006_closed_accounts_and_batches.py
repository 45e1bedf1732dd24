"""Accounts that are closed, their mail address; what was deposited together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("email", sa.Text(), nullable=True))
        batch.add_column(sa.Column("closed", sa.DateTime(), nullable=True))
    with op.batch_alter_table("deposit") as batch:
        batch.add_column(sa.Column("batch", sa.String(length=32), nullable=False, server_default=""))
        batch.create_index(op.f("ix_deposit_batch"), ["batch"])


def downgrade() -> None:
    with op.batch_alter_table("deposit") as batch:
        batch.drop_index(op.f("ix_deposit_batch"))
        batch.drop_column("batch")
    with op.batch_alter_table("account") as batch:
        batch.drop_column("email")
        batch.drop_column("closed")
