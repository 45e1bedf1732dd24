"""What comes in, and who may bring it in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.models.base import Base, Pid, Words, now


class Deposit(Base):
    """One upload: by whom, when, and with what outcome. It says "failed" until it succeeded."""

    __tablename__ = "deposit"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(Words)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    who: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(default=now)
    outcome: Mapped[str] = mapped_column(
        String(16), default="failed", index=True
    )  # waiting, done, known, failed, cancelled
    code: Mapped[str] = mapped_column(String(32), default="interrupted")  # of the error, or the outcome's own
    message: Mapped[str] = mapped_column(Words, default="La lecture n'a pas encore abouti. Le fichier est conservé.")
    document_pid: Mapped[str | None] = mapped_column(ForeignKey("document.pid"))

    # A job is a deposit that a worker has leased; when the lease runs out, another takes it.
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)

    replaces: Mapped[str | None] = mapped_column(Pid)  # the document of which it brings the next version
    batch: Mapped[str] = mapped_column(String(32), default="", index=True)  # shared by what came together


class Account(Base):
    """A person who may enter the desk; `turn` counts up to end every session that was begun before."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    key: Mapped[str] = mapped_column(Words, unique=True)  # the name, folded
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(Text)  # as Argon2 writes it
    turn: Mapped[int] = mapped_column(default=0)
    email: Mapped[str | None] = mapped_column(Words)  # where a link for a new password may be sent
    closed: Mapped[datetime | None] = mapped_column()  # since when nobody enters with it


class Attempt(Base):
    """A password that was tried: for which name (its digest, people type anything there), and when; nothing more."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
