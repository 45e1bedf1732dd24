"""How Alembic reaches the catalogue: always through the connection that `corpus.catalogue` hands over."""

from __future__ import annotations

from alembic import context

from corpus.catalogue.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
