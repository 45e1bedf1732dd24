"""Replaying every address ever given out: does the site still answer, and still show the words it was given out with?

The requests go through the very application that serves the site, redirections followed as a browser does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, register
from corpus.catalogue.models import Given, Recognition, Term, Version
from corpus.tracing import Old, alike, squeezed, trace

CLEAN, RECOGNISED = 0.95, 0.85  # how alike the words must be, of text that was written and of text recognised (OCR)
SCRAP = 100  # characters; a line of a bad layer as short as this, often a running foot, may be no words at all
MOST_STEPS = 5  # redirections that a browser follows patiently
AT_ONCE = 200  # addresses whose words are held in memory together
_PLACES = {"document": "d", "passage": "p", "quotation": "c", "selection": "s", "search": "r"}
_PLURALS = {"speaker": "intervenants", "territory": "territoires", "theme": "themes"}
_OK, _GONE, _CLOSED = 200, 410, 403


@dataclass(frozen=True, slots=True)
class Replayed:
    """What an address answers today.

    Attributes:
        statuses: of each step, the redirections first.
        alike: how alike the words on the page are to those given out, 0 to 1; None when none are to be shown.
        outcome: same (200), moved (301 to 200), withdrawn (410), closed (403: not for everybody), gone (the page is
            there, but these words are no more: not in the document's newer version, or a scrap of a scan that was
            recognised better) or drift.
        message: what drifted, in French; empty otherwise.
    """

    pid: str
    address: str
    statuses: tuple[int, ...]
    alike: float | None
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """An address of the register with all the words that it was given out with."""

    pid: str
    address: str
    kind: str
    texts: tuple[str, ...]
    least: float
    versions: int


def addresses(catalogue: Catalogue) -> list[str]:
    """The pid of every address of the register, in the order in which they were given out."""
    with catalogue.session() as session:
        first = select(Given.pid, func.min(Given.id)).group_by(Given.pid).order_by(func.min(Given.id))
        return [pid for pid, _ in session.execute(first)]


def replay(app: Flask, catalogue: Catalogue, pids: Sequence[str]) -> Iterator[Replayed]:
    """Ask the site `app` for each of these addresses; what must be on the page is told by the register."""
    client = app.test_client()
    for start in range(0, len(pids), AT_ONCE):
        with catalogue.session() as session:
            lines = _lines(session, pids[start : start + AT_ONCE])
        for line in lines:
            yield _replayed(client, line)


def _lines(session: Session, pids: Sequence[str]) -> list[_Line]:
    texts: dict[str, list[str]] = defaultdict(list)
    firsts: dict[str, Given] = {}
    for line in session.scalars(select(Given).where(Given.pid.in_(pids)).order_by(Given.id)):
        texts[line.pid].append(register.words_of(line))
        firsts.setdefault(line.pid, line)
    vocabularies = select(Term.pid, Term.vocabulary).where(Term.pid.in_(pids))
    terms = {row.pid: row.vocabulary for row in session.execute(vocabularies)}
    documents = {one.document_pid for one in firsts.values() if one.document_pid}
    recognised, versions = _recognised(session, documents), _versions(session, documents)
    return [
        _Line(
            pid,
            _address(firsts[pid], terms),
            firsts[pid].kind,
            tuple(one for one in texts[pid] if one.strip()),
            RECOGNISED if firsts[pid].document_pid in recognised else CLEAN,
            versions.get(firsts[pid].document_pid or "", 1),
        )
        for pid in pids
        if pid in firsts
    ]


def _address(line: Given, terms: Mapping[str, str]) -> str:
    place = _PLURALS[terms[line.pid]] if line.kind == "term" and line.pid in terms else _PLACES.get(line.kind, "p")
    return f"/{place}/{line.pid}"


def _recognised(session: Session, documents: Iterable[str]) -> set[str]:
    """Those of the documents of which any page was ever recognised (OCR), by us or by whoever made the file."""
    wanted = select(Version.document_pid).join(Recognition).where(Version.document_pid.in_(sorted(documents)))
    return set(session.scalars(wanted.distinct()))


def _versions(session: Session, documents: Iterable[str]) -> dict[str, int]:
    wanted = select(Version.document_pid, func.count().label("versions")).where(
        Version.document_pid.in_(sorted(documents))
    )
    return {row.document_pid: row.versions for row in session.execute(wanted.group_by(Version.document_pid))}


def _replayed(client: FlaskClient, line: _Line) -> Replayed:
    statuses, address, body = _followed(client, line.address)
    last = statuses[-1]
    if last in (_GONE, _CLOSED):
        return Replayed(line.pid, line.address, statuses, None, "withdrawn" if last == _GONE else "closed")
    if last != _OK or any(one != 301 for one in statuses[:-1]):  # noqa: PLR2004 (moved for good)
        steps = ", puis ".join(map(str, statuses))
        return Replayed(line.pid, line.address, statuses, None, "drift", f"{line.address} répond {steps}.")
    outcome = "moved" if len(statuses) > 1 else "same"
    if line.kind not in ("passage", "quotation") or not line.texts:
        return Replayed(line.pid, line.address, statuses, None, outcome)
    if line.kind == "passage" and address.startswith("/d/") and line.versions > 1:
        return Replayed(line.pid, line.address, statuses, None, "gone")
    shown = words_shown(body)
    likeness = min(likeness_to(one, shown) for one in line.texts)
    scrap = line.least == RECOGNISED and max(map(len, line.texts)) <= SCRAP
    if likeness >= line.least or scrap:
        return Replayed(line.pid, line.address, statuses, likeness, outcome if likeness >= line.least else "gone")
    told = f"{line.address} ne montre plus les mots donnés (ressemblance {likeness:.2f}, il faut {line.least:.2f})."
    return Replayed(line.pid, line.address, statuses, likeness, "drift", told)


def _followed(client: FlaskClient, address: str) -> tuple[tuple[int, ...], str, bytes]:
    """The statuses on the way, the last address, and the page there."""
    statuses: list[int] = []
    while True:
        answer = client.get(address)
        statuses.append(answer.status_code)
        if not 300 <= answer.status_code < 400 or len(statuses) > MOST_STEPS:  # noqa: PLR2004 (redirections)
            return tuple(statuses), address, answer.data
        address = answer.headers["Location"].partition("#")[0]


def words_shown(body: bytes) -> str:
    """The words on a page: its text, without the signs that tell where a page of the original begins."""
    page: Any = html.fromstring(body.decode())
    for sign in page.find_class("page-break"):
        sign.drop_tree()
    found = [one for main in page.iter("main") for one in _worded(main)]
    return "\n".join(part.text_content() for one in found for part in (list(one.iter("p")) or [one]))


def _worded(main: Any) -> list[Any]:
    """What on a page holds words of a document: headings, text, what is quoted."""
    return [*main.iter("h1"), *main.find_class("speech-heading"), *main.find_class("text"), *main.iter("blockquote")]


def likeness_to(words: str, shown: str) -> float:
    """How alike the words are to where they stand in what is shown."""
    if squeezed(words) in squeezed(shown):
        return 1.0
    [found] = trace([Old(words)], [shown])
    return alike(words, "\n".join(shown[one.start : one.end] for one in found.spans))
