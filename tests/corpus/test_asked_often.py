"""What feeds and forms ask each time is answered by an index, however much the house holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from corpus.catalogue import Catalogue

ASKED = (
    "SELECT max(added_at) FROM document",
    "SELECT max(withdrawn_at) FROM document",
    "SELECT max(embargo_until) FROM document WHERE embargo_until <= '2026-01-01'",
    "SELECT max(read_at) FROM version",
    "SELECT max(at) FROM decision",
    "SELECT max(at) FROM act",
    "SELECT count(*) FROM quotation WHERE at > '2026-01-01'",
    "SELECT count(*) FROM saved_search WHERE at > '2026-01-01'",
)


@pytest.mark.parametrize("question", ASKED)
def test_no_table_is_read_through(tmp_path: Path, question: str):
    catalogue = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    with catalogue.session() as session:
        (plan,) = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {question}"))]
    catalogue.close()
    assert "USING COVERING INDEX" in plan
