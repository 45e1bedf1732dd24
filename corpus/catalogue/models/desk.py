"""What the librarians' desk keeps: who sits at it, what is being sent, what was done and how to undo it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus.catalogue.models.base import Base, Code, Pid, Words, now


class Sitting(Base):
    """A browser in which somebody entered the desk; ended by removing it."""

    __tablename__ = "sitting"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the key that the browser keeps
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    begun: Mapped[datetime] = mapped_column(default=now)
    seen: Mapped[str] = mapped_column(String(10))  # the last day, 2026-11-20; nothing finer is kept
    label: Mapped[str] = mapped_column(Words, default="")  # « Firefox sur Linux »


class Reset(Base):
    """A link by which somebody may choose a new password, once."""

    __tablename__ = "reset"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # of the key in the link
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    until: Mapped[datetime] = mapped_column()
    used: Mapped[datetime | None] = mapped_column()


class Upload(Base):
    """A file that is being sent in pieces, until it is a deposit."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(Words)
    name: Mapped[str] = mapped_column(Words)
    path: Mapped[str] = mapped_column(Words, default="")  # relative, as the browser gives it for folders
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    received: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes
    at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(
        String(16), default="receiving", index=True
    )  # receiving, done, cancelled, failed
    key: Mapped[str] = mapped_column(Code(64), index=True)  # by which the same file is found again to go on
    deposit_id: Mapped[int | None] = mapped_column(ForeignKey("deposit.id"))


class Report(Base):
    """A reader says that something is wrong (« Signaler une erreur »)."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_pid: Mapped[str] = mapped_column(Pid, index=True)
    words: Mapped[str] = mapped_column(Words, default="")  # quoted from what was shown
    message: Mapped[str] = mapped_column(Words)
    email: Mapped[str | None] = mapped_column(Words)  # only when an answer is wanted
    at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(String(16), default="open", index=True)  # open, done, refused
    handled_by: Mapped[str | None] = mapped_column(Words)
    handled_at: Mapped[datetime | None] = mapped_column()


class Tally(Base):
    """How often something happened on a day: statistics without persons."""

    __tablename__ = "tally"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # 2026-11-20
    what: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(Code(200), primary_key=True, default="")
    count: Mapped[int] = mapped_column(default=0)


class Act(Base):
    """Something that a person did: who, when, on what; its changes are kept so that it can be undone."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    verb: Mapped[str] = mapped_column(String(32), index=True)  # see corpus.catalogue.journal.VERBS
    target_pid: Mapped[str | None] = mapped_column(Pid)  # the one thing it was about, None for a bulk edit
    label: Mapped[str] = mapped_column(Words, default="")  # what that was called then
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what was asked for
    undoes: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("act.id"))

    touches: Mapped[list[Touch]] = relationship(cascade="all, delete-orphan")
    changes: Mapped[list[Change]] = relationship(order_by="Change.id", cascade="all, delete-orphan")


class Touch(Base):
    """A document, passage or term that an act changed; a document with the revision that it had afterwards."""

    __tablename__ = "act_touch"

    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True)
    pid: Mapped[str] = mapped_column(Pid, primary_key=True, index=True)
    revision: Mapped[int | None] = mapped_column()


class Change(Base):
    """One row of the catalogue before and after an act; of a row that stayed, only the columns that changed."""

    __tablename__ = "act_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    record: Mapped[str] = mapped_column(String(64))  # the table
    key: Mapped[list[Any]] = mapped_column(JSON)  # its primary key
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None: there was none
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None: there is none any more


class CutDecision(Base):
    """A person says that a passage ends, or does not end, between two runs of words; every re-reading follows."""

    __tablename__ = "cut_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_pid: Mapped[str] = mapped_column(ForeignKey("document.pid"), index=True)
    verb: Mapped[str] = mapped_column(String(16))  # join, split
    before: Mapped[str] = mapped_column(Words)  # the last words before that place
    after: Mapped[str] = mapped_column(Words)  # the first words after it
    who: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(default=now)
