"""The desk: sittings, resets, uploads, reports, tallies; acts that can be undone; diffusion, trash, decided cuts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _uploads()
    _reports()
    _acts()
    _cuts()
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("diffusion", sa.String(length=16), nullable=False, server_default="public"))
        batch.add_column(sa.Column("embargo_until", sa.String(length=10), nullable=True))
        batch.add_column(sa.Column("trashed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("partnership") as batch:
        batch.add_column(sa.Column("status", sa.String(length=16), nullable=False, server_default="proposed"))
    _journal_of_what_was_decided()


def _people() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("begun", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.String(length=10), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("digest", name=op.f("uq_sitting_digest")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sitting_account_id_account")),
    )
    op.create_index(op.f("ix_sitting_account_id"), "sitting", ["account_id"])
    op.create_table(
        "reset",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_reset")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reset_account_id_account")),
    )
    op.create_index(op.f("ix_reset_account_id"), "reset", ["account_id"])


def _uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("deposit_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposit.id"], name=op.f("fk_upload_deposit_id_deposit")),
    )
    op.create_index(op.f("ix_upload_state"), "upload", ["state"])
    op.create_index(op.f("ix_upload_key"), "upload", ["key"])


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_pid", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("handled_by", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_target_pid"), "report", ["target_pid"])
    op.create_index(op.f("ix_report_state"), "report", ["state"])
    op.create_table(
        "tally",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "what", "key", name=op.f("pk_tally")),
    )


def _acts() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("target_pid", sa.String(length=16), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.ForeignKeyConstraint(["undoes"], ["act.id"], name=op.f("fk_act_undoes_act")),
        sa.ForeignKeyConstraint(["undone_by"], ["act.id"], name=op.f("fk_act_undone_by_act")),
    )
    op.create_index(op.f("ix_act_at"), "act", ["at"])
    op.create_index(op.f("ix_act_verb"), "act", ["verb"])
    op.create_table(
        "act_touch",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("act_id", "pid", name=op.f("pk_act_touch")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_act_touch_act_id_act")),
    )
    op.create_index(op.f("ix_act_touch_pid"), "act_touch", ["pid"])
    op.create_table(
        "act_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_change")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_act_change_act_id_act")),
    )
    op.create_index(op.f("ix_act_change_act_id"), "act_change", ["act_id"])


def _cuts() -> None:
    op.create_table(
        "cut_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_pid", sa.String(length=16), nullable=False),
        sa.Column("verb", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cut_decision")),
        sa.ForeignKeyConstraint(["document_pid"], ["document.pid"], name=op.f("fk_cut_decision_document_pid_document")),
    )
    op.create_index(op.f("ix_cut_decision_document_pid"), "cut_decision", ["document_pid"])


def _journal_of_what_was_decided() -> None:
    """What people decided before there was a journal stands in it too; such lines cannot be undone."""
    columns = ("id", "target_pid", "field", "value", "who", "at")
    decision = sa.table("decision", *(sa.column(name) for name in columns))
    rows = op.get_bind().execute(sa.select(decision).order_by(decision.c.id)).mappings().all()
    act = sa.table(
        "act",
        *(sa.column(name) for name in ("id", "who", "at", "verb", "target_pid", "label")),
        sa.column("details", sa.JSON()),
    )
    touch = sa.table("act_touch", sa.column("act_id"), sa.column("pid"))
    for number, row in enumerate(rows, start=1):
        told = {"values": {row["field"]: row["value"]}, "before_journal": True}
        line = {"id": number, "verb": "describe", "label": "", "details": told}
        line |= {name: row[name] for name in ("who", "at", "target_pid")}
        op.get_bind().execute(act.insert().values(**line))
        op.get_bind().execute(touch.insert().values(act_id=number, pid=row["target_pid"]))
    if rows and op.get_bind().dialect.name == "postgresql":
        op.get_bind().execute(sa.text("SELECT setval(pg_get_serial_sequence('act', 'id'), :n)"), {"n": len(rows)})


def downgrade() -> None:
    with op.batch_alter_table("partnership") as batch:
        batch.drop_column("status")
    with op.batch_alter_table("document") as batch:
        for name in ("diffusion", "embargo_until", "trashed_at"):
            batch.drop_column(name)
    for name in ("cut_decision", "act_change", "act_touch", "act", "tally", "report", "upload", "reset", "sitting"):
        op.drop_table(name)
