"""« Signaler une erreur »: what readers say is wrong, until a librarian has dealt with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import addresses
from corpus.catalogue.journal import acting, called
from corpus.catalogue.models import Act, Document, Passage, Quotation, Report, now
from corpus.errors import BadValue, NotFound, Withdrawn
from corpus.refusals import TooManyReports

LONGEST = 2000  # characters of a message, and of the words it is about
MOST_AN_HOUR = 60  # of all readers together: nobody is tracked
STATES = ("open", "done", "refused")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what its target is called today ("" when that is gone), and what was noted when it was closed."""

    report: Report
    label: str
    note: str = ""


def report(session: Session, pid: str, words: str, message: str, email: str = "") -> Report:
    """Note what a reader says is wrong with `words` of the document, passage or quotation `pid`.

    An `email` is only for the answer, and is removed when the report is dealt with.

    Raises:
        NotFound: when nothing was ever published under `pid`; Withdrawn, NotPublic: when it is not shown.
        BadValue: when there is no message, or something is too long or no address.
        TooManyReports: when readers sent more within the hour than the house takes.
    """
    verify_target(session, pid)
    said, quoted, address = message.strip(), words.strip(), email.strip()
    if not said:
        raise BadValue("message", "", "dites ce qui ne va pas, en une phrase.")
    for name, text in (("message", said), ("words", quoted)):
        if len(text) > LONGEST:
            raise BadValue(name, text[:40], f"{LONGEST} caractères au plus.")
    if address and (address.count("@") != 1 or len(address) > 254 or any(one.isspace() for one in address)):  # noqa: PLR2004 (RFC 5321)
        raise BadValue("email", address[:60], "cette adresse ne semble pas complète ; vous pouvez n'en donner aucune.")
    hour = select(func.count()).select_from(Report).where(Report.at > now() - timedelta(hours=1))
    if session.scalars(hour).one() >= MOST_AN_HOUR:
        raise TooManyReports
    made = Report(target_pid=pid, words=quoted, message=said, email=address or None)
    session.add(made)
    session.flush()
    return made


def reports(session: Session, state: str = "open", page: int = 1) -> list[Told]:
    """The reports in that state, the oldest first, PER_PAGE a page."""
    query = select(Report).filter_by(state=state).order_by(Report.at, Report.id)
    found: Sequence[Report] = session.scalars(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all()
    return [Told(one, called_today(session, one.target_pid), _note(session, one)) for one in found]


def count(session: Session, state: str) -> int:
    """How many reports are in that state."""
    return session.scalars(select(func.count()).select_from(Report).filter_by(state=state)).one()


def waiting(session: Session) -> int:
    """How many reports nobody has dealt with yet."""
    return count(session, "open")


def handle(session: Session, one: Report, state: str, who: str, note: str = "") -> Act:
    """Say that a report is done or refused (or open again); the reader's address is no longer kept.

    `note` is for the colleagues; the journal keeps it.

    Raises:
        BadValue: when the state is unknown.
    """
    if state not in STATES:
        raise BadValue("state", state, f"valeurs connues : {', '.join(STATES)}.")
    one.email = None  # before the act, so that the journal does not keep it
    session.flush()
    told = {"report": one.id, "state": state, "note": " ".join(note.split())}
    with acting(session, who, "report", one.target_pid, details=told) as act:
        one.state = state
        one.handled_by, one.handled_at = (None, None) if state == "open" else (who, now())
    return act


def verify_target(session: Session, pid: str) -> None:
    """Refuse what nobody can report an error of.

    Raises:
        NotFound: when nothing was ever published under `pid`; Withdrawn, NotPublic: when it is not shown.
    """
    quoted = session.get(Quotation, pid)
    if quoted is not None:
        addresses.document_at(session, quoted.document_pid)
    elif session.get(Document, pid) is not None:
        addresses.document_at(session, pid)
    else:
        addresses.passage_at(session, pid)


def address_of(session: Session, pid: str) -> str:
    """The public path of what a report is about: a document, a quotation or a passage (which may have moved)."""
    if session.get(Quotation, pid) is not None:
        return f"/c/{pid}"
    return f"/d/{pid}" if session.get(Document, pid) is not None else f"/p/{pid}"


def document_of(session: Session, pid: str) -> str:
    """The pid of the document that a report is about, "" when it is gone."""
    quoted = session.get(Quotation, pid)
    if quoted is not None:
        return quoted.document_pid
    if session.get(Document, pid) is not None:
        return pid
    try:
        found = addresses.passage_at(session, pid, inside=True)
    except (NotFound, Withdrawn):
        return ""
    if isinstance(found, Passage):
        return found.version.document_pid
    passage = session.get(Passage, found.pid)
    return passage.version.document_pid if passage is not None else found.pid


def called_today(session: Session, pid: str) -> str:
    """What people call the target today; of a quotation, its document."""
    return called(session, pid) or called(session, document_of(session, pid))


def _note(session: Session, one: Report) -> str:
    acts = select(Act).filter_by(target_pid=one.target_pid, verb="report").order_by(Act.id.desc())
    return next(
        (str(act.details.get("note", "")) for act in session.scalars(acts) if act.details.get("report") == one.id), ""
    )
