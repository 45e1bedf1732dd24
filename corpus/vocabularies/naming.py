"""The term that a librarian means by some words: one that is known, or a territory of the world's lists."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Form, Term, Territory
from corpus.errors import BadValue
from corpus.permalinks import is_pid
from corpus.vocabularies import terms
from corpus.vocabularies.folding import fold
from corpus.vocabularies.gazetteer import Place, gazetteer

SHOWN = 6  # of those that a name may mean
_WITH_CODE = re.compile(r"^.*\((?P<code>[\w:.-]+)\)\s*$")  # « Saint-Denis (93066) »


def named(session: Session, vocabulary: str, words: str) -> Term:
    """The term of a vocabulary (speaker, theme, territory) that is called so, or has this pid or code.

    A speaker who is not known yet is made, a territory of the gazetteer is brought in.

    Raises:
        BadValue: when nothing is called so, or several things are.
    """
    text = " ".join(words.split())
    code = _WITH_CODE.match(text)
    wanted = code["code"] if code else text
    found = session.get(Term, wanted) if is_pid(wanted) else None
    if found is not None and found.vocabulary == vocabulary:
        return terms.today(session, found)
    if vocabulary == "speaker":
        return terms.person(session, text)
    known = _known(session, vocabulary, wanted, fold(text))
    if len(known) == 1:
        return terms.today(session, known[0])
    if known:
        raise BadValue(vocabulary, text, _several([f"{one.label} ({one.code or one.pid})" for one in known]))
    if vocabulary == "territory":
        return _brought_in(session, text, wanted)
    raise BadValue(vocabulary, text, "ce thème n'est pas dans le thésaurus.")


def _known(session: Session, vocabulary: str, code: str, folded: str) -> list[Term]:
    of = select(Term).where(Term.vocabulary == vocabulary, Term.merged_into.is_(None), Term.withdrawn_at.is_(None))
    coded = session.scalars(of.where(Term.code == code)).all()
    if coded:
        return list(coded)
    return list(session.scalars(of.join(Form).where(Form.folded == folded).order_by(Term.pid).distinct()))


def _brought_in(session: Session, text: str, code: str) -> Territory:
    coded = gazetteer().coded(code)
    places = [coded] if coded else list(gazetteer().named(text))
    if not places:
        raise BadValue("territory", text, "ce territoire n'est dans aucune de nos listes.")
    if len(places) > 1:
        raise BadValue("territory", text, _several([f"{one.name} ({one.code})" for one in places]))
    return _with_those_above(session, places[0])


def _with_those_above(session: Session, place: Place) -> Territory:
    made = terms.territory(session, place.name, place.kind, place.country, place.code or None)
    below = made
    for one in gazetteer().above(place.code):
        if below.broader is not None:
            break
        below.broader = terms.territory(session, one.name, one.kind, one.country, one.code)
        below = below.broader
    return made


def _several(names: list[str]) -> str:
    more = f" et {len(names) - SHOWN} autres" if len(names) > SHOWN else ""
    return f"plusieurs s'appellent ainsi : {', '.join(names[:SHOWN])}{more}. Écrivez aussi le code."
