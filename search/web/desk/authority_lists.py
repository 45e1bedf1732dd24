"""Authorities at the desk: lists, names that may be the same, organisations, territories that no list knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus.catalogue import authority_list as lists
from corpus.catalogue import homonyms, organisers, unknown_places
from corpus.catalogue.models import Act, Document, Term
from corpus.vocabularies import naming
from search.web.authorities import VOCABULARIES
from search.web.desk.doing import done, tried
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered

PLURALS = {vocabulary: plural for plural, vocabulary in VOCABULARIES.items()}
MOST_PAIRS = 1000
PAIRS = 25  # on one page
AT_ONCE = 300  # pids in one question
SHOWN = 6  # documents of an unknown name
COUNTRIES = ("FR", "BF", "BJ", "CM", "CN", "DE", "DZ", "HT", "IN", "LB", "MA", "MG", "ML", "NE", "PS", "SN", "TG", "TN")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two authorities that may be one, as plain values: (pid, label) of each, and the reason."""

    one: tuple[str, str]
    other: tuple[str, str]
    reason: str

    @property
    def pids(self) -> frozenset[str]:
        """Of both."""
        return frozenset((self.one[0], self.other[0]))


@site.get("/autorites")
@needs("authorities")
def authorities() -> Response:
    """The lists begin with the speakers."""
    return redirect(url_for(".authority_list", plural="intervenants"))


@site.get("/autorites/<any(intervenants, territoires, themes):plural>")
@needs("authorities")
def authority_list(plural: str) -> str:
    """The authorities of a vocabulary with what each leads to; `q` looks in every form of their names."""
    session, vocabulary = catalogue(), VOCABULARIES[plural]
    words, page = request.args.get("q", "")[:200], min(max(request.args.get("page", 1, int), 1), 100_000)
    rows, total = lists.listed(session, vocabulary, words, page)
    last = max(1, -(-total // lists.PER_PAGE))
    warned: dict[str, list[tuple[str, str]]] = {}
    likenesses = pairs_of(session, vocabulary)
    for pair in likenesses:
        warned.setdefault(pair.one[0], []).append((pair.other[1], pair.reason))
        warned.setdefault(pair.other[0], []).append((pair.one[1], pair.reason))
    return render_template(
        "desk/authorities.html",
        plural=plural,
        vocabulary=vocabulary,
        rows=rows,
        total=total,
        warned=warned,
        words=words,
        page=page,
        last=last,
        numbers=numbered(min(page, last), last),
        unknown=len(unknown_places.candidates(session, MOST_PAIRS)) if vocabulary == "territory" else 0,
        pairs=len(likenesses),
    )


@site.get("/autorites/<any(intervenants, territoires, themes):plural>/doutes")
@needs("authorities")
def pairs(plural: str) -> str:
    """Names that may be the same, the likeliest first; nothing is merged by itself."""
    session = catalogue()
    found = pairs_of(session, VOCABULARIES[plural])
    last = max(1, -(-len(found) // PAIRS))
    page = min(max(request.args.get("page", 1, int), 1), last)
    shown = found[(page - 1) * PAIRS : page * PAIRS]
    terms = {pid: session.get_one(Term, pid) for one in shown for pid in one.pids}
    return render_template(
        "desk/pairs.html",
        plural=plural,
        found=shown,
        total=len(found),
        rows={row.term.pid: row for row in lists.rows(session, list(terms.values()))},
        against={one.pids: homonyms.against(session, terms[one.one[0]], terms[one.other[0]]) for one in shown},
        page=page,
        last=last,
        numbers=numbered(page, last),
    )


@site.get("/autorites/organismes")
@needs("authorities")
def organisations() -> str:
    """The organisations that notices name, with other spellings of what may be the same."""
    words = request.args.get("q", "")[:200]
    known = organisers.names(catalogue())
    found = organisers.names(catalogue(), words) if words else known
    return render_template(
        "desk/organisations.html",
        plural="organismes",
        found=found,
        alike=organisers.spellings(known),
        words=words,
    )


@site.get("/organisme")
@needs("authorities")
def organisation() -> Response:
    """One organisation: the notices that name it, and another name for it."""
    return _organisation(request.args.get("nom", "")[:400])


@site.post("/organisme")
@needs("authorities")
def rename_organisation() -> Response:
    """Name an organisation otherwise in every notice."""
    name, other = request.form.get("nom", "")[:400], " ".join(request.form.get("devient", "").split())[:400]

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            act = organisers.rename(session, name, other, account().name)
        return done(url_for(".organisation", nom=other), act)

    return tried(do, lambda told: _organisation(name, told))


@site.get("/autorites/territoires/inconnus")
@needs("authorities")
def unknown() -> Response:
    """Territories that were read in documents and that no list has."""
    return _unknown()


@site.post("/autorites/territoires/inconnus")
@needs("authorities")
def decide_unknown() -> Response:
    """Accept one of them once for all, with its country and kind; or refuse it."""
    name = request.form.get("nom", "")[:200]

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            if request.form.get("avis") == "non":
                act = unknown_places.refuse(session, name, account().name)
            else:
                act = _adopt(session, name)
        return done(url_for(".unknown"), act)

    return tried(do, _unknown)


def pairs_of(session: Session, vocabulary: str) -> list[Likeness]:
    """The pairs that nobody told apart; looked for again only when a document has changed: it takes long."""
    found = holdings().counted(("desk", "pairs", vocabulary), session, lambda: _likenesses(session, vocabulary))
    apart = homonyms.told_apart(session)
    wanted = [one for one in found if one.pids not in apart]
    standing = _standing(session, {pid for pair in wanted for pid in pair.pids})
    return [one for one in wanted if one.pids <= standing]


def _likenesses(session: Session, vocabulary: str) -> list[Likeness]:
    return [
        Likeness((one.pid, one.label), (other.pid, other.label), doubt.reason)
        for one, other, doubt in homonyms.alike(session, vocabulary)[:MOST_PAIRS]
    ]


def _standing(session: Session, pids: set[str]) -> set[str]:
    """Those of `pids` that are neither merged nor withdrawn."""
    wanted = sorted(pids)
    kept = select(Term.pid).where(Term.merged_into.is_(None), Term.withdrawn_at.is_(None))
    return {
        pid
        for start in range(0, len(wanted), AT_ONCE)
        for pid in session.scalars(kept.where(Term.pid.in_(wanted[start : start + AT_ONCE])))
    }


def _organisation(name: str, told: str = "") -> Response:
    known = organisers.names(catalogue())
    return make_response(
        render_template(
            "desk/organisation.html",
            plural="organismes",
            name=name,
            documents=organisers.naming(catalogue(), name),
            alike=organisers.alike(known, name),
            known=known,
            refusal=told,
            given=request.values.get("devient", ""),
        )
    )


def _adopt(session: Session, name: str) -> Act:
    """Make it a territory of a country, or a form of one that is known."""
    kind, country = request.form.get("genre", ""), request.form.get("pays", "").strip().upper()[:2]
    known = request.form.get("connu", "").strip()[:200]
    into = naming.named(session, "territory", known) if known else None
    above = naming.named(session, "territory", country) if country and kind != "country" else None
    return unknown_places.adopt(
        session, name, account().name, kind=kind, country=country or None, broader=above, into=into
    )


def _unknown(told: str = "") -> Response:
    found = unknown_places.candidates(catalogue())
    return make_response(
        render_template(
            "desk/unknown.html",
            plural="territoires",
            found=found,
            titles={one.pid: one.title for one in _documents(pid for one in found for pid in one.documents[:SHOWN])},
            shown=SHOWN,
            kinds=tuple(reversed(unknown_places.KINDS)),
            countries=COUNTRIES,
            refusal=told,
            given=request.form,
        )
    )


def _documents(pids: Iterable[str]) -> Sequence[Document]:
    return catalogue().scalars(select(Document).where(Document.pid.in_(set(pids)))).all()
