"""The notice of an authority: the name that is shown, and the other forms under which it is found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Form, Term
from corpus.errors import BadValue
from corpus.vocabularies.folding import fold, surname_first

LONGEST = 200  # characters of a name


def rename(session: Session, term: Term, label: str, who: str) -> Act:
    """Show `term` under another name; the old one remains a form by which it is found.

    Raises:
        BadValue: when the name is empty or too long.
    """
    name = _name(label)
    with acting(session, who, "rename", term.pid, term.label, {"label": name}) as act:
        for text in (term.label, name):
            _have(term, text)
        term.label = name
        term.sort_key = surname_first(name) if term.vocabulary == "speaker" else fold(name)
    return act


def add_form(session: Session, term: Term, text: str, who: str) -> Act:
    """Find `term` under one more form of its name.

    Raises:
        BadValue: when the form is empty or too long, or there already.
    """
    name = _name(text)
    if any(form.text == name for form in term.forms):
        raise BadValue("form", name, "cette forme y est déjà.")
    with acting(session, who, "forms", term.pid, term.label, {"added": name}) as act:
        _have(term, name)
    return act


def remove_form(session: Session, term: Term, text: str, who: str) -> Act:
    """Find `term` no longer under a form of its name.

    Raises:
        BadValue: when it has no such form, or it is the name that is shown.
    """
    found = [form for form in term.forms if form.text == text]
    if not found:
        raise BadValue("form", text, "cette autorité n'a pas cette forme.")
    if text == term.label:
        raise BadValue("form", text, "c'est le nom retenu ; changez-le d'abord.")
    with acting(session, who, "forms", term.pid, term.label, {"removed": text}) as act:
        for form in found:
            term.forms.remove(form)
    return act


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST:
        raise BadValue("label", name[:LONGEST], f"il faut un nom de 1 à {LONGEST} caractères.")
    return name


def _have(term: Term, text: str) -> None:
    if not any(form.text == text for form in term.forms):
        term.forms.append(Form(text=text, folded=fold(text)))
