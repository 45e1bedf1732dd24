"""Keep an index in step with the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from corpus.catalogue import Catalogue
from corpus.catalogue.diffusion import shown_since, visible
from corpus.catalogue.models import Assignment, Document, Passage
from corpus.checking import Fault
from corpus.errors import IndexBusy, IndexOutdated, IndexUnavailable
from corpus.settings import Settings
from corpus.vocabularies import terms
from corpus.vocabularies.terms import AnyTerm
from search.index import Engine, Entry
from search.index.engines import open_engine

BATCH = 100  # documents a commit: what a crash can cost, and what a batch keeps in memory


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Bring the index of the settings up to date; return how many documents were behind.

    When somebody else is writing the index there is nothing to do: `follow` does not end before it has seen what was
    in the catalogue when we came.
    """
    engine = open_engine(settings.index_url)
    try:
        return follow(catalogue, engine)
    except IndexBusy:
        return 0
    finally:
        engine.close()


def follow(catalogue: Catalogue, engine: Engine, told: Callable[[int], None] | None = None) -> int:
    """Bring `engine` up to date with the catalogue; return how many documents were behind.

    What the index holds is asked of the index itself: a crash at any moment only means doing a `replace` again.
    `told` hears how many documents were just done. It looks again after letting go of the index: whoever found it
    busy meanwhile relies on that. An index of another version of the software is made anew.

    Raises:
        IndexBusy: when somebody else writes the index; what is left is theirs to do.
        IndexUnavailable: when the index cannot be opened or written.

    """
    done, before = 0, None
    try:
        wanted, behind = _behind(catalogue, engine)
    except IndexOutdated:
        return rebuild(catalogue, engine, told)
    while behind and behind != before:
        done += _bring(catalogue, engine, wanted, behind, told)
        before = behind
        wanted, behind = _behind(catalogue, engine)
    return done


def _bring(
    catalogue: Catalogue,
    engine: Engine,
    wanted: dict[str, int],
    behind: list[str],
    told: Callable[[int], None] | None,
) -> int:
    """Replace the documents that are behind; return their number."""
    for start in range(0, len(behind), BATCH):
        batch = behind[start : start + BATCH]
        with catalogue.session() as session, engine.batch():
            for pid in batch:
                document = session.get(Document, pid) if pid in wanted else None
                engine.replace(pid, document.revision if document else 0, entries(document) if document else ())
        if told is not None:
            told(len(batch))
    return len(behind)


def rebuild(catalogue: Catalogue, engine: Engine, told: Callable[[int], None] | None = None) -> int:
    """Make the index anew beside the old one and swap; return how many documents it holds."""
    done = 0

    def documents() -> Iterator[tuple[str, int, list[Entry]]]:
        nonlocal done
        with catalogue.session() as session:
            query = select(Document.pid).where(visible())
            pids = session.scalars(query.order_by(Document.added_at, Document.pid)).all()
        for start in range(0, len(pids), BATCH):
            with catalogue.session() as session:
                for pid in pids[start : start + BATCH]:
                    document = session.get_one(Document, pid)
                    yield pid, document.revision, list(entries(document))
                    done += 1
                    if told is not None:
                        told(1)

    engine.rebuild(documents())
    with suppress(IndexBusy):
        follow(catalogue, engine)  # what came in while it was made
    return done


def entries(document: Document) -> Iterator[Entry]:
    """The entries of one document, made from nothing but the catalogue."""
    version = document.current
    passages = version.passages if version else []
    given: dict[str | None, list[Assignment]] = {}
    for one in document.assignments:
        if one.status != "rejected":
            given.setdefault(one.passage_pid, []).append(one)
    on_passages = {one.term_pid for pid, several in given.items() if pid for one in several}
    general = [one for one in given.get(None, []) if one.term_pid not in on_passages]
    common: dict[str, Any] = {
        "document_pid": document.pid,
        "title": document.title,
        "kind": document.kind,
        "language": document.language or "",
        "date": document.date or "",
        "added": shown_since(document.added_at, document.embargo_until).isoformat(),
        "foreign_id": document.foreign_id or "",
    }
    if not passages:
        yield Entry(pid=document.pid, position=0, text="", **common, **_terms(general))
    for passage in passages:
        yield _entry(passage, common, _terms([*general, *given.get(passage.pid, [])]))


def behind(catalogue: Catalogue, engine: Engine) -> int:
    """In how many documents the index differs from the catalogue.

    Raises:
        IndexUnavailable: when the index cannot be read.
    """
    return len(_behind(catalogue, engine)[1])


def faults(catalogue: Catalogue, settings: Settings) -> list[Fault]:
    """What is wrong between the catalogue and the index."""
    advice = "lancez « mediatheque index »"
    try:
        engine = open_engine(settings.index_url)
        try:
            wanted, behind = _behind(catalogue, engine)
        finally:
            engine.close()
    except IndexUnavailable as error:
        return [Fault("index", settings.index_url, str(error))]
    return [
        Fault("index", pid, f"Document {pid} : l'index est en retard ; {advice}.")
        if pid in wanted
        else Fault("index", pid, f"Document {pid} : retiré du catalogue, encore dans l'index ; {advice}.")
        for pid in behind
    ]


def _behind(catalogue: Catalogue, engine: Engine) -> tuple[dict[str, int], list[str]]:
    """What the catalogue wants the index to hold, and the documents in which the index differs."""
    with catalogue.session() as session:
        query = select(Document.pid, Document.revision).where(visible())
        rows = session.execute(query.order_by(Document.added_at, Document.pid))
        wanted = {pid: revision for pid, revision in rows}  # noqa: C416 - rows are no pairs to a type checker
    held = engine.held()
    behind = [pid for pid, revision in wanted.items() if held.get(pid) != revision]
    return wanted, behind + [pid for pid in held if pid not in wanted]


def _entry(passage: Passage, common: dict[str, Any], given: dict[str, Any]) -> Entry:
    speaker = _standing(passage.speaker)
    printed = passage.speaker_as_printed or ""
    return Entry(
        pid=passage.pid,
        position=passage.position,
        text=passage.text,
        heading=" ".join(part for part in (passage.session, passage.heading) if part),
        speaker=" ".join(dict.fromkeys([speaker.label, *(form.text for form in speaker.forms)]))
        if speaker
        else printed,
        passage_kind=passage.kind,
        speakers=(speaker.pid,) if speaker else (),
        page_first=passage.page_first,
        breaks=tuple((offset, page) for offset, page in passage.breaks),
        **common,
        **given,
    )


def _terms(assignments: list[Assignment]) -> dict[str, Any]:
    given = [term for one in assignments if (term := _standing(one.term)) is not None]
    themes = dict.fromkeys(one.code or one.pid for one in given if one.vocabulary == "theme")
    territories = dict.fromkeys(
        upper.pid
        for one in given
        if one.vocabulary == "territory"
        for upper in terms.above(one)
        if _standing(upper) is upper
    )
    return {"themes": tuple(themes), "territories": tuple(territories)}


def _standing(term: AnyTerm | None) -> AnyTerm | None:
    """What stands for `term` today; None when it was withdrawn."""
    if term is not None and term.merged_into is not None:
        session = object_session(term)
        term = terms.today(session, term) if session is not None else term
    return None if term is None or term.withdrawn_at is not None else term
