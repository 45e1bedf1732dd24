"""Where words went, the register of addresses, quotations, selections, saved searches, merged terms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _succession()
    _given_and_quotation()
    _selections()
    op.create_table(
        "saved_search",
        sa.Column("pid", sa.String(length=16), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("pid", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("digest", name=op.f("uq_saved_search_digest")),
    )
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("withdrawn_for", sa.String(length=16), nullable=True))
    with op.batch_alter_table("term") as batch:
        batch.add_column(sa.Column("merged_into", sa.String(length=16), nullable=True))
        batch.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=True))
        batch.create_foreign_key(op.f("fk_term_merged_into_term"), "term", ["merged_into"], ["pid"])


def _succession() -> None:
    """An address may now lead to several passages; what is known so far is the first of them."""
    known = sa.table("succession", *(sa.column(name) for name in ("old_pid", "new_pid", "offset", "at")))
    rows = op.get_bind().execute(sa.select(known)).mappings().all()
    op.drop_index(op.f("ix_succession_new_pid"), table_name="succession")
    op.drop_table("succession")
    made = op.create_table(
        "succession",
        sa.Column("old_pid", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("new_pid", sa.String(length=16), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("old_pid", "place", name=op.f("pk_succession")),
    )
    op.create_index(op.f("ix_succession_new_pid"), "succession", ["new_pid"])
    if rows:
        copy = sa.table("succession", *(sa.column(one.name) for one in made.columns))
        op.get_bind().execute(copy.insert(), [dict(row) | {"place": 0, "length": 0} for row in rows])


def _given_and_quotation() -> None:
    op.create_table(
        "given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("document_pid", sa.String(length=16), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given")),
        sa.UniqueConstraint("pid", "digest", name=op.f("uq_given_pid")),
    )
    op.create_index(op.f("ix_given_kind"), "given", ["kind"])
    op.create_index(op.f("ix_given_document_pid"), "given", ["document_pid"])
    op.create_table(
        "quotation",
        sa.Column("pid", sa.String(length=16), nullable=False),
        sa.Column("passage_pid", sa.String(length=16), nullable=False),
        sa.Column("document_pid", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("pid", name=op.f("pk_quotation")),
        sa.UniqueConstraint("passage_pid", "digest", name=op.f("uq_quotation_passage_pid")),
        sa.ForeignKeyConstraint(["document_pid"], ["document.pid"], name=op.f("fk_quotation_document_pid_document")),
    )
    op.create_index(op.f("ix_quotation_document_pid"), "quotation", ["document_pid"])


def _selections() -> None:
    op.create_table(
        "selection",
        sa.Column("pid", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pid", name=op.f("pk_selection")),
    )
    op.create_index(op.f("ix_selection_at"), "selection", ["at"])
    op.create_table(
        "selection_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("selection_pid", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("target_pid", sa.String(length=16), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_item")),
        sa.UniqueConstraint("selection_pid", "position", name=op.f("uq_selection_item_selection_pid")),
        sa.ForeignKeyConstraint(
            ["selection_pid"], ["selection.pid"], name=op.f("fk_selection_item_selection_pid_selection")
        ),
    )
    op.create_index(op.f("ix_selection_item_selection_pid"), "selection_item", ["selection_pid"])
    op.create_index(op.f("ix_selection_item_target_pid"), "selection_item", ["target_pid"])


def downgrade() -> None:
    for name in ("saved_search", "selection_item", "selection", "quotation", "given"):
        op.drop_table(name)
    with op.batch_alter_table("term") as batch:
        batch.drop_constraint(op.f("fk_term_merged_into_term"), type_="foreignkey")
        for name in ("merged_into", "withdrawn_at", "withdrawn_reason"):
            batch.drop_column(name)
    with op.batch_alter_table("document") as batch:
        batch.drop_column("withdrawn_for")
    op.get_bind().execute(sa.text("DELETE FROM succession WHERE place > 0"))
    with op.batch_alter_table("succession") as batch:
        batch.drop_constraint(op.f("pk_succession"), type_="primary")
        batch.create_primary_key(op.f("pk_succession"), ["old_pid"])
        batch.drop_column("place")
        batch.drop_column("length")
