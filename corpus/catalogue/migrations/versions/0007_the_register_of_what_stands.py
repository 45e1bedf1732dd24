"""What was given out before there was a register: every document, passage, term and former address enters it."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROWS = 200  # sent at once

given = sa.table(
    "given",
    sa.column("pid", sa.String),
    sa.column("kind", sa.String),
    sa.column("document_pid", sa.String),
    sa.column("words", sa.LargeBinary),
    sa.column("digest", sa.String),
    sa.column("at", sa.DateTime),
)

# What has an address, and what it shows: pid, kind, document, words. In the order in which it is read.
# Of people the name is left out: who asks not to be named must not be named here for ever.
TERMS = "SELECT pid, 'term', NULL, CASE vocabulary WHEN 'speaker' THEN '' ELSE label END FROM term ORDER BY pid"
DOCUMENTS = "SELECT pid, 'document', pid, title FROM document ORDER BY pid"
PASSAGES = """
    SELECT passage.pid, 'passage', version.document_pid, passage.text
    FROM passage JOIN version ON version.id = passage.version_id
    ORDER BY version.document_pid, version.number, passage.position
"""
# Their own words were not kept: what they have led to since is what they promise from now on.
FORMER = """
    SELECT succession.old_pid, 'passage', version.document_pid, substr(passage.text, succession."offset" + 1)
    FROM succession
    JOIN passage ON passage.pid = succession.new_pid
    JOIN version ON version.id = passage.version_id
    WHERE succession.place = 0 ORDER BY succession.old_pid
"""
LOST = """
    SELECT succession.old_pid, 'passage', succession.new_pid, ''
    FROM succession JOIN document ON document.pid = succession.new_pid
    WHERE succession.place = 0 ORDER BY succession.old_pid
"""


def upgrade() -> None:
    at = datetime.now(UTC).replace(tzinfo=None)
    connection = op.get_bind()
    known = set(connection.scalars(sa.select(given.c.pid)))
    for question in (TERMS, DOCUMENTS, PASSAGES, FORMER, LOST):
        lines: list[dict[str, Any]] = []
        for row in connection.execute(sa.text(question)):
            if row[0] not in known:
                lines.append(_line(at, *row))  # packed, so that a large catalogue fits into memory
                known.add(row[0])
        for start in range(0, len(lines), ROWS):
            connection.execute(given.insert(), lines[start : start + ROWS])


def _line(at: datetime, pid: str, kind: str, document_pid: str | None, words: str) -> dict[str, Any]:
    plain = words.encode()
    return {
        "pid": pid,
        "kind": kind,
        "document_pid": document_pid,
        "words": zlib.compress(plain, 9),
        "digest": hashlib.blake2b(plain, digest_size=16).hexdigest(),
        "at": at,
    }


def downgrade() -> None:
    """The lines stay: they are true of the older tables too."""
