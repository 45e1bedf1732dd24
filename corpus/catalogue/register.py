"""The register of every address that was given out, with the words that it showed. Lines are only ever added."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from corpus.catalogue.models import Document, Given, Passage, Term, storable

_CHANGED = "given out"  # what a session remembers until it commits
_AT_ONCE = 500  # pids in one question: databases bound the number of parameters


def give(session: Session, pid: str, kind: str, words: str, document_pid: str | None = None) -> None:
    """Note that the address `pid` shows `words` from now on; the same words are noted once.

    Documents, passages and terms are noted by themselves when a transaction commits; whoever makes another kind
    (quotation, selection, search) calls this. `document_pid`: whose words a passage or quotation shows.
    """
    digest = digest_of(words)
    if session.scalar(select(Given.id).filter_by(pid=pid, digest=digest)) is None:
        session.add(_line(pid, kind, words, digest, document_pid))
        session.flush()


def words_of(line: Given) -> str:
    """The words that an address showed."""
    return zlib.decompress(line.words).decode()


def pack(words: str) -> bytes:
    """The words as the register keeps them."""
    return zlib.compress((storable(words) or "").encode(), 9)


def digest_of(words: str) -> str:
    """What tells words from others: 32 hexadecimal digits."""
    return hashlib.blake2b((storable(words) or "").encode(), digest_size=16).hexdigest()


def keep_up(writers: sessionmaker[Session]) -> None:
    """Have every transaction of `writers` note, when it commits, the addresses it made and the words it changed.

    Only what is committed was ever given out; and nobody who writes can forget to note it.
    """
    event.listen(writers, "after_flush", _remember)
    event.listen(writers, "before_commit", _note)
    event.listen(writers, "after_rollback", _forget)


def _remember(session: Session, _context: UOWTransaction) -> None:
    changed = session.info.setdefault(_CHANGED, {})
    for one in (*session.new, *session.dirty):
        if isinstance(one, Document | Passage | Term):
            changed[one.pid] = one


def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)


def _note(session: Session) -> None:
    session.flush()
    changed = session.info.pop(_CHANGED, {})
    standing = [one for one in changed.values() if one in session]
    lines = [_shown(one) for one in sorted(standing, key=_order)]
    known = _known(session, [pid for pid, *_ in lines])
    for pid, kind, words, document_pid in lines:
        digest = digest_of(words)
        if (pid, digest) not in known:
            session.add(_line(pid, kind, words, digest, document_pid))
    session.flush()


def _order(one: Document | Passage | Term) -> tuple[str, int, str]:
    """Passages of a document are noted in their order: it tells two that say the same apart."""
    if isinstance(one, Passage):
        return one.version.document_pid, one.position, one.pid
    return one.pid, -1, one.pid


def _shown(one: Document | Passage | Term) -> tuple[str, str, str, str | None]:
    if isinstance(one, Passage):
        return one.pid, "passage", one.text, one.version.document_pid
    if isinstance(one, Document):
        return one.pid, "document", one.title, one.pid
    words = "" if one.vocabulary == "speaker" else one.label  # who asks not to be named is named here neither
    return one.pid, "term", words, None


def _known(session: Session, pids: list[str]) -> set[tuple[str, str]]:
    """The (pid, digest) of `pids` that are already in the register."""
    found: set[tuple[str, str]] = set()
    for some in _several(pids):
        found |= {(pid, digest) for pid, digest in session.execute(_DIGESTS.where(Given.pid.in_(some)))}
    return found


_DIGESTS = select(Given.pid, Given.digest)


def _several(pids: list[str]) -> Iterable[list[str]]:
    return (pids[start : start + _AT_ONCE] for start in range(0, len(pids), _AT_ONCE))


def _line(pid: str, kind: str, words: str, digest: str, document_pid: str | None) -> Given:
    return Given(pid=pid, kind=kind, words=pack(words), digest=digest, document_pid=document_pid)
