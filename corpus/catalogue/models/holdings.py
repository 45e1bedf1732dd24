"""What is held: files, the documents that they are, what was read in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corpus import permalinks
from corpus.catalogue.models.base import Base, Pid, Words, now

if TYPE_CHECKING:
    from corpus.catalogue.models.authorities import Assignment, Speaker


class StoredFile(Base):
    """The bytes of one file, kept under their SHA-256; the same bytes are kept once."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(127), default="application/octet-stream")
    stored_at: Mapped[datetime] = mapped_column(default=now)


class Document(Base):
    """What one notice describes. Its columns show the decision of a person, else the best proposal (see `settle`)."""

    __tablename__ = "document"

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    revision: Mapped[int] = mapped_column()
    foreign_id: Mapped[str | None] = mapped_column(Words, unique=True)
    added_at: Mapped[datetime] = mapped_column(default=now, index=True)
    title: Mapped[str] = mapped_column(Words, default="")
    kind: Mapped[str] = mapped_column(String(32), default="other", index=True)
    date: Mapped[str | None] = mapped_column(String(10), index=True)  # the longest known ISO prefix
    date_as_printed: Mapped[str | None] = mapped_column(Words)
    place: Mapped[str | None] = mapped_column(Words)
    language: Mapped[str | None] = mapped_column(Words)
    organisers: Mapped[list[Any]] = mapped_column(JSON, default=list)
    remarks: Mapped[list[Any]] = mapped_column(JSON, default=list)  # {"code", "message", "page"}
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("document.pid"))  # probable: the same text elsewhere
    withdrawn_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_reason: Mapped[str | None] = mapped_column(Words)
    withdrawn_for: Mapped[str | None] = mapped_column(Pid)  # the document to look at instead
    diffusion: Mapped[str] = mapped_column(String(16), default="public")  # public, on-site, staff
    embargo_until: Mapped[str | None] = mapped_column(String(10), index=True)  # a day: from then on it is public
    trashed_at: Mapped[datetime | None] = mapped_column()

    versions: Mapped[list[Version]] = relationship(
        back_populates="document", order_by="Version.number", cascade="all, delete-orphan"
    )
    assignments: Mapped[list[Assignment]] = relationship(back_populates="document", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def current(self) -> Version | None:
        """The newest version, or None for a reference without file."""
        return self.versions[-1] if self.versions else None


class Version(Base):
    """One file that was deposited for a document, and what was read in it."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_pid", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_pid: Mapped[str] = mapped_column(ForeignKey("document.pid"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    filename: Mapped[str] = mapped_column(Words)
    pages: Mapped[int | None] = mapped_column()  # None where the format has none
    reader: Mapped[str] = mapped_column(String(32), default="")  # which reader version cut it
    read_at: Mapped[datetime] = mapped_column(default=now, index=True)
    fingerprint: Mapped[list[Any]] = mapped_column(JSON, default=list)  # of its words, to find the same text elsewhere

    document: Mapped[Document] = relationship(back_populates="versions")
    stored_file: Mapped[StoredFile] = relationship()
    passages: Mapped[list[Passage]] = relationship(
        back_populates="version", order_by="Passage.position", cascade="all, delete-orphan"
    )
    leaves: Mapped[list[Leaf]] = relationship(
        back_populates="version", order_by="Leaf.number", cascade="all, delete-orphan"
    )
    recognitions: Mapped[list[Recognition]] = relationship(
        back_populates="version", order_by="Recognition.page", cascade="all, delete-orphan"
    )


class Leaf(Base):
    """One physical page of a version: its size in points, its printed folio and the boxes of its words."""

    __tablename__ = "leaf"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    number: Mapped[int] = mapped_column()
    label: Mapped[str | None] = mapped_column(Words)
    width: Mapped[float] = mapped_column(default=0.0)
    height: Mapped[float] = mapped_column(default=0.0)
    words: Mapped[bytes] = mapped_column(LargeBinary, default=b"")  # zlib of JSON [[text, x0, y0, x1, y1], …]

    version: Mapped[Version] = relationship(back_populates="leaves")


class Recognition(Base):
    """The optical recognition (OCR) of one page: a job while it waits, then the words that were recognised.

    What the file itself says stays in the file; `used` tells whether the recognised words took its place.
    """

    __tablename__ = "recognition"
    __table_args__ = (UniqueConstraint("version_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    page: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(String(32))  # no-text, doubtful-ocr
    state: Mapped[str] = mapped_column(String(16), default="waiting", index=True)  # waiting, done, failed
    message: Mapped[str] = mapped_column(Text, default="")
    confidence: Mapped[float] = mapped_column(default=0.0)  # 0 to 1, what the recogniser thinks of it
    lines: Mapped[bytes] = mapped_column(LargeBinary, default=b"")  # zlib of JSON
    used: Mapped[bool] = mapped_column(default=False)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)

    version: Mapped[Version] = relationship(back_populates="recognitions")


class Passage(Base):
    """What is found, cited and linked: an intervention, a question, an answer, a section, a front page."""

    __tablename__ = "passage"

    pid: Mapped[str] = mapped_column(Pid, primary_key=True, default=permalinks.mint)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(16))
    heading: Mapped[str | None] = mapped_column(Words)
    session: Mapped[str | None] = mapped_column(Words)
    speaker_pid: Mapped[str | None] = mapped_column(ForeignKey("term.pid"), index=True)
    speaker_as_printed: Mapped[str | None] = mapped_column(Words)
    role: Mapped[str | None] = mapped_column(Words)
    organisation: Mapped[str | None] = mapped_column(Words)
    page_first: Mapped[int | None] = mapped_column()
    page_last: Mapped[int | None] = mapped_column()
    breaks: Mapped[list[Any]] = mapped_column(JSON, default=list)  # [[offset in text, page], …]
    continues: Mapped[bool] = mapped_column(default=False)
    cue: Mapped[str] = mapped_column(Words, default="")
    text: Mapped[str] = mapped_column(Words)

    version: Mapped[Version] = relationship(back_populates="passages")
    speaker: Mapped[Speaker | None] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(back_populates="passage", cascade="all, delete-orphan")
