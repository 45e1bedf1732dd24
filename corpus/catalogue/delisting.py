"""A person who asks not to be listed: one action, and the name is neither searched, listed nor shown any more.

The words that were spoken stay, as those of an « intervenant non nommé ». Forms of the name are kept as digests only,
so that every later reading finds the same person, still unnamed. What others said of the person is their speech and
stays as printed; the journal of the desk knows the name, so that the act can be undone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Form, Passage, SelectionItem, Term, now
from corpus.errors import BadValue
from corpus.vocabularies.folding import fold
from corpus.vocabularies.unnamed import UNNAMED, digest, is_unnamed

REASON = "Cette personne a demandé à ne plus figurer dans les listes."


def delist(session: Session, term: Term, who: str, reason: str = REASON) -> Act:
    """Name `term`, a speaker, nowhere any more; the address of the person answers that it was withdrawn.

    Raises:
        BadValue: when it is no speaker, is part of another notice, or is not named already.
    """
    if term.vocabulary != "speaker":
        raise BadValue("pid", term.label, "seule une personne peut être retirée des listes.")
    if is_unnamed(term):
        raise BadValue("pid", term.pid, "cette personne n'est déjà plus nommée.")
    if term.merged_into is not None:
        raise BadValue("pid", term.label, "cette notice est fusionnée avec une autre ; agissez sur celle-là.")
    with acting(session, who, "delist", term.pid, term.label, {"reason": reason}) as act:
        people = [term, *session.scalars(select(Term).where(Term.merged_into == term.pid))]
        names = {one.label for one in people} | {form.text for one in people for form in one.forms}
        for one in people:
            _unname(session, one)
        spoken = update(Passage).where(Passage.speaker_pid == term.pid)
        session.execute(spoken.values(speaker_as_printed=None))
        _unname_in_selections(session, names)
        term.withdrawn_at, term.withdrawn_reason = term.withdrawn_at or now(), reason
    return act


def _unname(session: Session, term: Term) -> None:
    """Nothing of a name is left but digests."""
    digests = {digest(one) for one in (term.label, *(form.text for form in term.forms))}
    term.label, term.sort_key = UNNAMED, fold(UNNAMED)
    term.forms.clear()
    session.flush()
    term.forms.extend(Form(text=one, folded=one) for one in sorted(digests))
    session.flush()


def _unname_in_selections(session: Session, names: set[str]) -> None:
    """What was published names the person no longer; what she said stays as it was sent."""
    for item in session.scalars(select(SelectionItem)):
        told: dict[str, Any] = dict(item.shown)
        if told.get("speaker") in names:
            line = str(told.get("line", ""))
            for one in sorted(names, key=len, reverse=True):
                line = line.replace(one, UNNAMED)
            heading = UNNAMED if told.get("name") in names else told.get("name")
            item.shown = told | {"speaker": UNNAMED, "name": heading, "line": line}
