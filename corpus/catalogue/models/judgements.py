"""What machines proposed and what people decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.models.base import Base, Pid, Words, now


class Proposal(Base):
    """What a machine read for one field of a document or passage, and where."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_pid: Mapped[str] = mapped_column(Pid, index=True)
    field: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(Words)
    score: Mapped[float] = mapped_column(default=0.0)
    page: Mapped[int | None] = mapped_column()
    quotation: Mapped[str] = mapped_column(Words, default="")
    reader: Mapped[str] = mapped_column(String(32), default="")


class Decision(Base):
    """What a person said of one field; the newest one of a field holds, and no machine overrules it."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_pid: Mapped[str] = mapped_column(Pid, index=True)
    field: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(Words)
    who: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
