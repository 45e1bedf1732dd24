"""The passages of a notice: given to somebody else, called otherwise, joined with the next, cut at a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from corpus.catalogue import describing, passages, recasting
from corpus.catalogue.models import Act, Document, Passage
from corpus.catalogue.recasting import Said
from corpus.errors import BadValue, NotFound, UnknownField
from corpus.refusals import ChangedMeanwhile, Difference
from corpus.sentences import sentences
from search.query import notices
from search.web.desk.door import account, needs, site
from search.web.desk.verifying import wording
from search.web.desk.verifying.done import done
from search.web.desk.verifying.notice import Evidence
from search.web.desk.verifying.pane import noticed, pane
from search.web.desk.verifying.waiting import Narrowing
from search.web.holdings import catalogue, close_catalogue, holdings
from search.web.pages import numbered

PAGE = 60  # passages
FIRST_WORDS = 12
FIELDS = ("speaker", "kind", "heading")
OPEN, SEE, TURN, JOIN, CUT = "ouvrir:", "voir:", "page:", "joindre:", "couper:"


@dataclass(frozen=True, slots=True)
class Row:
    """One passage as the list shows it. `typed` has what stands in its fields, `seen` what the catalogue holds."""

    passage: Passage
    seen: Mapping[str, str]
    typed: Mapping[str, str]
    evidence: Evidence
    clashes: Mapping[str, Difference]
    sentences: tuple[tuple[int, str], ...] = ()  # where each begins, when the passage is open

    @property
    def breaks(self) -> set[int]:
        """The sentences that open a paragraph."""
        text = self.passage.text
        return {start for start, _ in self.sentences if "\n" in text[max(start - 3, 0) : start]}


@site.get("/a-verifier/<pid>/passages")
@needs("verify")
def verify_passages(pid: str) -> Response:
    """The passages of a notice."""
    return _page(noticed(catalogue(), pid), opened=request.args.get("ouvert", ""))


@site.post("/a-verifier/<pid>/passages")
@needs("verify")
def verify_recast(pid: str) -> Response:
    """Record what the form says of the passages; then join or cut one; or only look at one, with everything kept."""
    given, act = request.form.to_dict(), request.form.get("acte", "")
    document = noticed(catalogue(), pid)
    for sign in (OPEN, SEE, TURN):
        if act.startswith(sign):
            wanted = act.removeprefix(sign)
            opened = wanted if sign == OPEN else given.get("ouvert", "")
            return _page(document, given, opened=opened, seen=wanted)
    try:
        number, goal = _do(document.pid, given, act)
    except ChangedMeanwhile as told:
        return _again(pid, given, 409, clashes=told.differences)
    except (BadValue, UnknownField) as told:
        return _again(pid, given, 400, fault=str(told))
    told_of: dict[str, Any] = {"fait": number} if number is not None else {}
    page = given.get("feuille") or None
    return redirect(
        url_for(".verify_passages", pid=pid, feuille=page, **Narrowing.asked().args, **told_of, _anchor=goal), 303
    )


def _do(pid: str, given: Mapping[str, str], act: str) -> tuple[int | None, str | None]:
    """What was typed first, then the cut or join: number of the last act, and the passage it was about."""
    who = account().name
    seen = given.get("revision", "")[:9]
    revision = int(seen) if seen.isdecimal() else None
    with holdings().catalogue.writing() as session:
        document = session.get(Document, pid)
        if document is None:
            raise NotFound(pid)
        described = recasting.recast(session, document, _said(given), who)
        last, goal = described, None
        if act.startswith((JOIN, CUT)):
            _, goal, offset = (*act.split(":"), "")[:3]
            passage = session.get(Passage, goal)
            if passage is None or passage.version.document_pid != pid:
                raise ChangedMeanwhile(pid, [Difference(f"text.{goal}", None, "", "", "", "")])
            last = _recut(session, passage, act, offset, who, revision)
        return (last.id if last is not None else None), goal


def _recut(session: Any, passage: Passage, act: str, offset: str, who: str, revision: int | None) -> Act:
    if act.startswith(JOIN):
        return passages.join(session, passage, who, revision)
    return passages.split(session, passage, int(offset[:9]) if offset.isdecimal() else -1, who, revision)


def _said(given: Mapping[str, str]) -> dict[str, Said]:
    """The passages of which something was typed."""
    found: dict[str, dict[str, str]] = {}
    for name, seen in given.items():
        sign, _, rest = name.partition(".")
        field, _, pid = rest.partition(".")
        if sign == "vu" and field in FIELDS:
            typed = given.get(f"{field}.{pid}", seen).strip()
            if typed != seen.strip():
                found.setdefault(pid, {})[field] = typed
    return {pid: Said(values, {name: given[f"vu.{name}.{pid}"] for name in values}) for pid, values in found.items()}


def _again(
    pid: str, given: Mapping[str, str], status: int, clashes: Sequence[Difference] = (), fault: str = ""
) -> Response:
    close_catalogue()
    document = noticed(catalogue(), pid)
    return _page(document, given, opened=given.get("ouvert", ""), status=status, clashes=clashes, fault=fault)


def _page(
    document: Document,
    given: Mapping[str, str] | None = None,
    *,
    opened: str = "",
    seen: str = "",
    status: int = 200,
    clashes: Sequence[Difference] = (),
    fault: str = "",
) -> Response:
    session = catalogue()
    version = notices.current_version(session, document.pid)
    query = select(Passage).where(Passage.version_id == (version.id if version else None))
    every = session.scalars(query.options(joinedload(Passage.speaker)).order_by(Passage.position)).all()
    last = max(1, -(-len(every) // PAGE))
    number = min(max(request.values.get("feuille", 1, int), 1), last)
    shown = every[(number - 1) * PAGE : number * PAGE]
    rows = [_row(one, given or {}, clashes, opened=one.pid == opened) for one in shown]
    aims = {one.passage.pid: one.evidence for one in rows}
    wanted = Evidence(page=int(seen[:6])) if seen.isdecimal() else aims.get(seen or opened, Evidence())
    page = render_template(
        "desk/verify_passages.html",
        document=document,
        rows=rows,
        first=(number - 1) * PAGE,
        total=len(every),
        number=number,
        last=last,
        numbers=numbered(number, last),
        opened=opened,
        asked=Narrowing.asked(),
        pane=pane(session, document, wanted),
        done=done(),
        kept=given is not None,
        clashes=clashes,
        fault=fault,
        CUES=wording.CUES,
    )
    return make_response(page, status)


def _row(one: Passage, given: Mapping[str, str], clashes: Sequence[Difference], *, opened: bool) -> Row:
    seen = {name: value for name, value in describing.values_of_passage(one).items() if name in FIELDS}
    told = {name: clash for clash in clashes for name in FIELDS if clash.field == f"{name}.{one.pid}"}
    typed = {}
    for name, value in seen.items():
        was, said = given.get(f"vu.{name}.{one.pid}"), given.get(f"{name}.{one.pid}")
        typed[name] = said if said is not None and (said.strip() != (was or "").strip() or name in told) else value
    begins = tuple((start, one.text[start:end]) for start, end in sentences(one.text)) if opened else ()
    words = " ".join(one.text.split()[:FIRST_WORDS])
    return Row(one, seen, typed, Evidence(words, one.page_first), told, begins)
