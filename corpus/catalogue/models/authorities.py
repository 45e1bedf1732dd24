"""Who and what is spoken of: the terms of the vocabularies, and where they were found."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus import permalinks
from corpus.catalogue.models.base import Base, Code, Pid, Words

if TYPE_CHECKING:
    from corpus.catalogue.models.holdings import Document, Passage


class Term(Base):
    """An entry of a vocabulary: a speaker, a theme, a territory. `code` is its identifier in the vocabulary."""

    __tablename__ = "term"
    __table_args__ = (Index("ix_term_vocabulary_code", "vocabulary", "code"),)

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    vocabulary: Mapped[str] = mapped_column(String(16), index=True)
    code: Mapped[str | None] = mapped_column(Code(64))  # theme id, INSEE code, ISO 3166, geonames:…
    label: Mapped[str] = mapped_column(Words)
    sort_key: Mapped[str] = mapped_column(Words, default="")
    kind: Mapped[str | None] = mapped_column(String(32))  # of a territory
    country: Mapped[str | None] = mapped_column(String(2))
    broader_pid: Mapped[str | None] = mapped_column(ForeignKey("term.pid"))
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("term.pid"))  # its address leads there
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_reason: Mapped[str | None] = mapped_column(Words)

    forms: Mapped[list[Form]] = relationship(back_populates="term", cascade="all, delete-orphan")
    broader: Mapped[Term | None] = relationship(remote_side=[pid], foreign_keys=[broader_pid])

    __mapper_args__ = {"polymorphic_on": "vocabulary"}  # noqa: RUF012


class Speaker(Term):
    """A person who spoke (*intervenant*)."""

    __mapper_args__ = {"polymorphic_identity": "speaker"}  # noqa: RUF012


class Theme(Term):
    """A theme of the thesaurus."""

    __mapper_args__ = {"polymorphic_identity": "theme"}  # noqa: RUF012


class Territory(Term):
    """A commune, département, région, country or other area."""

    __mapper_args__ = {"polymorphic_identity": "territory"}  # noqa: RUF012


class Form(Base):
    """One way in which a term is written; `folded` is for comparing."""

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("term_pid", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_pid: Mapped[str] = mapped_column(ForeignKey("term.pid"), index=True)
    text: Mapped[str] = mapped_column(Words)
    folded: Mapped[str] = mapped_column(Words, index=True)

    term: Mapped[Term] = relationship(back_populates="forms")


class Assignment(Base):
    """A term on a document or on one of its passages: proposed by a machine, accepted or rejected by a person."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_pid: Mapped[str] = mapped_column(ForeignKey("document.pid"), index=True)
    passage_pid: Mapped[str | None] = mapped_column(ForeignKey("passage.pid"), index=True)
    term_pid: Mapped[str] = mapped_column(ForeignKey("term.pid"), index=True)
    status: Mapped[str] = mapped_column(String(16), default="proposed")  # proposed, accepted, rejected
    score: Mapped[float] = mapped_column(default=0.0)  # 0 to 1
    evidence: Mapped[str] = mapped_column(Words, default="")

    document: Mapped[Document] = relationship(back_populates="assignments")
    passage: Mapped[Passage | None] = relationship(back_populates="assignments")
    term: Mapped[Term] = relationship()


class Partnership(Base):
    """Two territories that cooperate, with the sentence that proves it."""

    __tablename__ = "partnership"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_pid: Mapped[str] = mapped_column(ForeignKey("document.pid"), index=True)
    a: Mapped[str] = mapped_column(Words)
    b: Mapped[str] = mapped_column(Words)
    since: Mapped[str | None] = mapped_column(Words)
    themes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    evidence: Mapped[str] = mapped_column(Words)
    page: Mapped[int | None] = mapped_column()
    status: Mapped[str] = mapped_column(String(16), default="proposed")  # proposed, accepted, rejected
