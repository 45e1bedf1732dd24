"""The records of the catalogue: what is held, what machines proposed, what people decided."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from corpus import permalinks


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, on databases with and without time zones alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def storable(text: str | None) -> str | None:
    """Leave out of `text` what no database can hold: NUL goes, halves of characters become question marks."""
    if text is None:
        return None
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Words(TypeDecorator[str]):
    """Text of any length, as it came out of a file."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store what can be stored."""
        return storable(value)


class Code(TypeDecorator[str]):
    """A short text that a program gave, or a visitor in an address."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store what can be stored."""
        return storable(value)


class Base(DeclarativeBase):
    """Base of all records; constraints are named so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


Pid = Code(16)


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
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_reason: Mapped[str | None] = mapped_column(Words)

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
    read_at: Mapped[datetime] = mapped_column(default=now)
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

    forms: Mapped[list[Form]] = relationship(back_populates="term", cascade="all, delete-orphan")
    broader: Mapped[Term | None] = relationship(remote_side=[pid])

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
    at: Mapped[datetime] = mapped_column(default=now)


class Succession(Base):
    """Where a passage's words went when its document was cut anew: the old address leads to the new passage."""

    __tablename__ = "succession"

    old_pid: Mapped[str] = mapped_column(Pid, primary_key=True)
    new_pid: Mapped[str] = mapped_column(Pid, index=True)
    offset: Mapped[int] = mapped_column(default=0)  # of the old words in the successor's text
    at: Mapped[datetime] = mapped_column(default=now)


class Deposit(Base):
    """One upload: by whom, when, and with what outcome. It says "failed" until it succeeded."""

    __tablename__ = "deposit"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(Words)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    who: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(default=now)
    outcome: Mapped[str] = mapped_column(String(16), default="failed", index=True)  # waiting, done, known, failed
    code: Mapped[str] = mapped_column(String(32), default="interrupted")  # of the error, or the outcome's own
    message: Mapped[str] = mapped_column(Words, default="La lecture n'a pas encore abouti. Le fichier est conservé.")
    document_pid: Mapped[str | None] = mapped_column(ForeignKey("document.pid"))

    # A job is a deposit that a worker has leased; when the lease runs out, another takes it.
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)


class Account(Base):
    """A person who may enter the desk; `turn` counts up to end every session that was begun before."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    key: Mapped[str] = mapped_column(Words, unique=True)  # the name, folded
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(Text)  # as Argon2 writes it
    turn: Mapped[int] = mapped_column(default=0)


class Attempt(Base):
    """A password that was tried: for which name (its digest, people type anything there), and when; nothing more."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
