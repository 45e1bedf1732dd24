"""When things changed last, and what was kept within an hour, is asked often: no table is read through for that."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ASKED = (
    ("document", "withdrawn_at"),
    ("document", "embargo_until"),
    ("version", "read_at"),
    ("decision", "at"),
    ("quotation", "at"),
    ("saved_search", "at"),
)


def upgrade() -> None:
    for table, column in _ASKED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in reversed(_ASKED):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
