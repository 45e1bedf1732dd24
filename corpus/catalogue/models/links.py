"""What was given out, for ever: where words went, what an address once showed, and what people made to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus import permalinks
from corpus.catalogue.models.base import Base, Pid, Words, now


class Succession(Base):
    """Where the words given out under an address are today: one row for each passage that holds some of them.

    There is none while they are where they were. `new_pid` is a passage, or the document when the words are gone.
    """

    __tablename__ = "succession"

    old_pid: Mapped[str] = mapped_column(Pid, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, default=0)  # in the order of the old words; 0 leads on
    new_pid: Mapped[str] = mapped_column(Pid, index=True)
    offset: Mapped[int] = mapped_column(default=0)  # of the old words in the successor's text, in characters
    length: Mapped[int] = mapped_column(default=0)  # of the old words there, in characters; 0: unknown, -1: its heading
    at: Mapped[datetime] = mapped_column(default=now)


class Given(Base):
    """One line of the register: an address, and the words that it showed. Lines are only ever added."""

    __tablename__ = "given"
    __table_args__ = (UniqueConstraint("pid", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pid: Mapped[str] = mapped_column(Pid)
    kind: Mapped[str] = mapped_column(String(16), index=True)  # document passage term quotation selection search
    document_pid: Mapped[str | None] = mapped_column(Pid, index=True)  # of a passage or quotation
    words: Mapped[bytes] = mapped_column(LargeBinary)  # zlib of UTF-8
    digest: Mapped[str] = mapped_column(String(32))  # of the words
    at: Mapped[datetime] = mapped_column(default=now)


class Quotation(Base):
    """A sentence (or some) of a passage, kept as it was quoted."""

    __tablename__ = "quotation"
    __table_args__ = (UniqueConstraint("passage_pid", "digest"),)

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    passage_pid: Mapped[str] = mapped_column(Pid)  # where it was quoted; its words may have moved since
    document_pid: Mapped[str] = mapped_column(ForeignKey("document.pid"), index=True)
    words: Mapped[str] = mapped_column(Words)
    before: Mapped[str] = mapped_column(Words, default="")  # some words before it, to tell two like sentences apart
    digest: Mapped[str] = mapped_column(String(32))  # of words and before
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class Selection(Base):
    """Results that somebody picked, ordered and commented; published once, never altered afterwards."""

    __tablename__ = "selection"

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    title: Mapped[str] = mapped_column(Words)
    introduction: Mapped[str] = mapped_column(Words, default="")
    who: Mapped[str | None] = mapped_column(Words)  # the account, when there was one
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_reason: Mapped[str | None] = mapped_column(Words)

    items: Mapped[list[SelectionItem]] = relationship(
        back_populates="selection", order_by="SelectionItem.position", cascade="all, delete-orphan"
    )


class SelectionItem(Base):
    """One result of a selection, with what was sent of it."""

    __tablename__ = "selection_item"
    __table_args__ = (UniqueConstraint("selection_pid", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    selection_pid: Mapped[str] = mapped_column(ForeignKey("selection.pid"), index=True)
    position: Mapped[int] = mapped_column()
    section: Mapped[str | None] = mapped_column(Words)  # a title that stands above this item and those after it
    target_pid: Mapped[str] = mapped_column(Pid, index=True)  # a document, a passage or a quotation
    comment: Mapped[str] = mapped_column(Words, default="")
    quotation: Mapped[str] = mapped_column(Words, default="")  # the words as they were sent
    shown: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # speaker, title, date, page, notice line

    selection: Mapped[Selection] = relationship(back_populates="items")


class SavedSearch(Base):
    """A search that has an address: its structure, never an engine's syntax."""

    __tablename__ = "saved_search"

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(32), unique=True)  # of the query: the same search has one address
    title: Mapped[str] = mapped_column(Words, default="")
    at: Mapped[datetime] = mapped_column(default=now, index=True)
