"""The original beside the notice: the picture of a page with the quoted words marked, else the text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Document, Leaf, Passage, Version
from corpus.errors import NotFound
from corpus.vocabularies.folding import fold
from search.query import notices
from search.web.desk.door import needs, site
from search.web.desk.verifying.notice import Evidence, located
from search.web.facing import PICTURE_WIDTH
from search.web.holdings import catalogue, holdings
from search.web.pictures import Box, boxes, marked_picture
from search.web.running_text import running_text

LONGEST = 6000  # characters of text that stand for a page
BEFORE = 800  # of them before the words that are marked
MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Pane:
    """What stands beside the notice: page `number` of `pages`, or a piece of text; `words` are marked in it."""

    pid: str
    words: str
    number: int | None = None
    pages: int = 0
    size: tuple[int, int] = (PICTURE_WIDTH, round(PICTURE_WIDTH * 1.414))
    label: str | None = None  # the number that is printed on it
    text: Markup | None = None
    whole: bool = True  # whether the text is all there is
    marked: bool = False  # whether the words stand in the text
    at: float | None = None  # how far down the page the marked words stand, 0 to 1


def pane(session: Session, document: Document, wanted: Evidence) -> Pane:
    """What to show of `document` for `wanted`; its beginning when it says nothing."""
    version = notices.current_version(session, document.pid)
    numbers = notices.pages_of(session, version)
    if version is None or not numbers:
        return _text(session, document, version, wanted.words)
    number = wanted.page
    if number is None and wanted.words:
        number = located(wanted.words, wanted.words, _passages(session, version)).page
    number = number if number in numbers else numbers[0]
    leaf = session.scalars(select(Leaf).filter_by(version_id=version.id, number=number)).first()
    if leaf is None or not leaf.width or not leaf.height:
        return Pane(document.pid, wanted.words, number, numbers[-1])
    size = (PICTURE_WIDTH, round(PICTURE_WIDTH * leaf.height / leaf.width))
    marked = quoted(boxes(leaf), wanted.words)
    at = min(one.y0 for one in marked) / leaf.height if marked else None
    return Pane(document.pid, wanted.words, number, numbers[-1], size, leaf.label, marked=bool(marked), at=at)


@site.get("/a-verifier/<pid>/volet")
@needs("verify")
def verify_pane(pid: str) -> str:
    """What stands beside the notice, as a piece of page."""
    session = catalogue()
    wanted = Evidence(request.args.get("mots", "")[:2000], request.args.get("page", None, int))
    return render_template("desk/_verify_pane.html", pane=pane(session, noticed(session, pid), wanted))


@site.get("/a-verifier/<pid>/page/<int:number>")
@needs("verify")
def verify_page(pid: str, number: int) -> Response:
    """The picture of a page, with the words `mots` marked as they stand there."""
    session = catalogue()
    version = notices.current_version(session, noticed(session, pid).pid)
    if version is None or not 1 <= number <= min(max(notices.pages_of(session, version), default=0), MOST_PAGES):
        raise NotFound(f"{pid}/page/{number}")
    leaf = session.scalars(select(Leaf).filter_by(version_id=version.id, number=number)).first()
    words = quoted(boxes(leaf), request.args.get("mots", "")) if leaf and leaf.width and leaf.height else []
    etag = hashlib.sha256(f"{version.sha256}/{number}/{[(one.x0, one.y0) for one in words]}".encode()).hexdigest()[:32]
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        painter = holdings().painter
        if painter is None:
            abort(503, gettext("Aucun programme n’est installé pour dessiner les pages. Le texte est intact."))
        path = painter(holdings().settings, version.sha256, number, PICTURE_WIDTH)
        response = Response(marked_picture(path, leaf, words) if leaf and words else path.read_bytes())
        response.mimetype = "image/png"
    response.set_etag(etag)
    return response


def noticed(session: Session, pid: str) -> Document:
    """The document `pid`, shown to the public or not.

    Raises:
        NotFound: when there is none, or it was thrown away.
    """
    found = session.get(Document, pid)
    if found is None or found.trashed_at is not None:
        raise NotFound(pid)
    return found


def quoted(words: Sequence[Box], quotation: str) -> list[Box]:
    """The words of a page that are those of `quotation`, its longest part that stands there in one piece.

    >>> page = [Box(one, 0, 0, 1, 1) for one in ("Actes", "du", "colloque,", "à", "Lille")]
    >>> [one.text for one in quoted(page, "Colloque à Lille")]
    ['colloque,', 'à', 'Lille']
    """
    wanted = fold(quotation).split()
    row = [(fold_one, box) for box in words for fold_one in fold(box.text).split()]
    best: tuple[int, int] = (0, 0)
    for start in range(len(row)):
        for skipped in range(min(len(wanted), 4)):
            length = _together([one for one, _ in row[start : start + len(wanted)]], wanted[skipped:])
            best = max(best, (length, -start))
    if best[0] < min(len(wanted), 2):
        return []
    start = -best[1]
    return list(dict.fromkeys(box for _, box in row[start : start + best[0]]))


def _together(there: Sequence[str], wanted: Sequence[str]) -> int:
    """How many words, from the first, are the same."""
    return next(
        (n for n, (one, other) in enumerate(zip(there, wanted, strict=False)) if one != other),
        min(len(there), len(wanted)),
    )


def _passages(session: Session, version: Version) -> list[Passage]:
    query = select(Passage).where(Passage.version_id == version.id).order_by(Passage.position)
    return list(session.scalars(query))


def _text(session: Session, document: Document, version: Version | None, words: str) -> Pane:
    passages = _passages(session, version) if version else []
    text = "\n".join("\n".join(filter(None, (one.heading, one.text))) for one in passages)
    at = text.casefold().find(words.casefold()) if words else -1
    start = text.rfind("\n", 0, max(at - BEFORE, 0)) + 1 if at > BEFORE else 0
    cut = text[start : start + LONGEST]
    marks = [(at - start, at - start + len(words))] if at >= 0 else []
    shown = running_text(cut, marks, anchor="mots" if marks else "")
    return Pane(document.pid, words, text=shown, whole=len(cut) == len(text), marked=bool(marks))
