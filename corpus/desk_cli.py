"""The commands for what librarians do at the desk: journal, undo, authorities, passages, diffusion, bin, bulk edits."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.orm import Session

from corpus.catalogue import (
    addresses,
    assigning,
    authorities,
    bulk,
    chronicle,
    delisting,
    diffusion,
    homonyms,
    merging,
    passages,
    telling,
    trash,
    twins,
    undoing,
)
from corpus.catalogue.models import Act, Document, Passage, Term
from corpus.errors import NotFound
from corpus.installation import Installation
from corpus.vocabularies import terms

who_option = click.option("--who", default="ligne de commande", show_default=True, help="Nom de la personne.")
yes_option = click.option("--yes", is_flag=True, help="Faire sans demander ; sinon, seulement montrer.")
json_option = click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, une ligne par élément.")


@click.command()
@click.option("--pid", default="", help="Seulement ce qui a touché ce document, passage ou intervenant.")
@click.option("--by", "person", default="", help="Seulement les actes de cette personne.")
@click.option("--page", default=1, show_default=True, help="Page, à partir de 1 (la plus récente).")
@click.option("--act", "number", type=int, help="Montrer ce qu'un acte a changé.")
@json_option
@click.pass_obj
def journal(installation: Installation, pid: str, person: str, page: int, number: int | None, *, as_json: bool) -> int:
    """Montrer qui a fait quoi, et quand, dans le catalogue."""
    with installation.catalogue.session() as session:
        if number is not None:
            lines: Sequence[chronicle.Entry] = [chronicle.entry(session, number)]
            changed = chronicle.changes(session, number)
        else:
            lines, changed = chronicle.page(session, page, pid=pid, who=person).entries, []
    for one in lines:
        click.echo(json.dumps(_entry(one), ensure_ascii=False) if as_json else _line(one))
    for told in changed:
        where = f"{told.record} {told.pid}".strip()
        click.echo(f"  {where} — {told.field or 'ligne'} : « {told.before} » → « {told.after} »")
    if not lines and not as_json:
        click.echo("Le journal est vide.")
    return 0


@click.command()
@click.argument("number", metavar="ACTE", type=int)
@who_option
@click.pass_obj
def undo(installation: Installation, number: int, who: str) -> int:
    """Annuler un acte du journal, si rien de ce qu'il a changé n'a changé depuis."""
    with installation.catalogue.writing() as session:
        done = undoing.undo(session, number, who)
        told = telling.verb(str(done.details["verb"]))
        click.echo(f"Annulé : acte {number} ({told}). L'annulation est l'acte {done.id}.")
    return 0


@click.command()
@click.argument("gone", metavar="PID")
@click.argument("kept", metavar="VERS")
@who_option
@yes_option
@click.pass_obj
def merge(installation: Installation, gone: str, kept: str, who: str, *, yes: bool) -> int:
    """Fusionner une autorité (intervenant, thème, territoire) dans une autre ; sans --yes, seulement montrer."""
    with installation.catalogue.writing() if yes else installation.catalogue.session() as session:
        one, other = _term(session, gone), _term(session, kept)
        seen = merging.preview(session, one, other)
        click.echo(
            f"« {one.label} » dans « {other.label} » : {seen.passages} passages, {seen.assignments} indexations (dont "
            f"{seen.doubles} en double), {len(seen.documents)} documents ; formes : {', '.join(seen.forms) or '—'}."
        )
        for doubt in seen.warnings:
            click.echo(f"  attention : {doubt.reason}")
        _done(merging.merge(session, one, other, who) if yes else None)
    return 0


@click.command()
@click.argument("pid", metavar="PID")
@click.option("--form", "forms", multiple=True, help="Forme du nom à séparer (répétable).")
@click.option("--passage", "pids", multiple=True, help="Passage (ou document) à donner (répétable).")
@click.option("--label", default="", help="Nom de la nouvelle autorité.")
@click.option("--into", default="", help="Autorité existante à qui donner, par son identifiant.")
@who_option
@click.pass_obj
def split(
    installation: Installation, pid: str, forms: tuple[str, ...], pids: tuple[str, ...], label: str, into: str, who: str
) -> int:
    """Séparer une autorité en deux : des formes du nom ou des passages vont à une autre."""
    with installation.catalogue.writing() as session:
        target = _term(session, into) if into else None
        part = merging.Part(forms, pids)
        act = merging.split(session, _term(session, pid), part, who, label=label, into=target)
        click.echo(f"Séparé : {act.details['into_label']} ({act.details['into']}).")
        _done(act)
    return 0


@click.command()
@click.argument("pid", metavar="PID")
@click.option("--label", default="", help="Nom à retenir.")
@click.option("--add-form", "added", multiple=True, help="Forme du nom à ajouter (répétable).")
@click.option("--remove-form", "removed", multiple=True, help="Forme du nom à ôter (répétable).")
@click.option("--delist", is_flag=True, help="Ne plus nommer cette personne nulle part, à sa demande.")
@who_option
@click.pass_obj
def authority(
    installation: Installation,
    pid: str,
    label: str,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    who: str,
    *,
    delist: bool,
) -> int:
    """Montrer une autorité et ce qui fait douter d'elle, ou la changer."""
    writes = bool(label or added or removed or delist)
    with installation.catalogue.writing() if writes else installation.catalogue.session() as session:
        term = _term(session, pid)
        if label:
            _done(authorities.rename(session, term, label, who))
        for text in added:
            _done(authorities.add_form(session, term, text, who))
        for text in removed:
            _done(authorities.remove_form(session, term, text, who))
        if delist:
            _done(delisting.delist(session, term, who))
        click.echo(f"{term.pid}  {term.label}  formes : {', '.join(form.text for form in term.forms) or '—'}")
        for doubt in homonyms.within(session, term):
            click.echo(f"  une ou plusieurs personnes ? {doubt.reason}")
        for pair in homonyms.like(session, term):
            reasons = " ; ".join(doubt.reason for doubt in pair.reasons)
            click.echo(f"  peut-être aussi : {pair.other.label} ({pair.other.pid}) — {reasons}")
    return 0


@click.command()
@click.option(
    "--vocabulary", default="speaker", show_default=True, type=click.Choice(["speaker", "theme", "territory"])
)
@click.option("--limit", default=50, show_default=True, help="Combien de paires au plus.")
@click.pass_obj
def candidates(installation: Installation, vocabulary: str, limit: int) -> int:
    """Lister les autorités qui sont peut-être la même, avec les raisons."""
    with installation.catalogue.session() as session:
        for pair in homonyms.candidates(session, vocabulary, limit):
            reasons = " ; ".join(doubt.reason for doubt in pair.reasons)
            click.echo(f"{pair.one.pid} {pair.one.label} | {pair.other.pid} {pair.other.label} : {reasons}")
    return 0


@click.command("passage")
@click.argument("pid", metavar="PID")
@click.option("--join", "joins", is_flag=True, help="Joindre avec le passage suivant.")
@click.option("--split", "offset", type=int, help="Couper avant ce caractère (0 est le premier).")
@who_option
@click.pass_obj
def passage(installation: Installation, pid: str, offset: int | None, who: str, *, joins: bool) -> int:
    """Joindre un passage au suivant, ou le couper en deux ; ses autres champs se changent par « describe »."""
    if joins == (offset is not None):
        raise click.UsageError("Dites --join ou --split CARACTÈRE.")
    with installation.catalogue.writing() as session:
        one = session.get(Passage, pid)
        if one is None:
            raise NotFound(pid)
        _done(passages.join(session, one, who) if offset is None else passages.split(session, one, offset, who))
    return 0


@click.command()
@click.argument("pid", metavar="PID")
@click.argument("term", metavar="AUTORITÉ")
@click.argument("status", type=click.Choice(["accept", "reject"]))
@who_option
@click.pass_obj
def assign(installation: Installation, pid: str, term: str, status: str, who: str) -> int:
    """Dire qu'un document ou passage traite, ou ne traite pas, d'un thème, territoire ou intervenant."""
    said = {"accept": "accepted", "reject": "rejected"}[status]
    with installation.catalogue.writing() as session:
        target = session.get(Passage, pid) or addresses.document_at(session, pid, inside=True)
        _done(assigning.assign(session, target, _term(session, term), said, who))
    return 0


@click.command()
@click.argument("pids", metavar="PID…", nargs=-1, required=True)
@click.option("--to", "level", required=True, type=click.Choice(diffusion.DIFFUSIONS), help="À qui montrer.")
@click.option("--until", default=None, help="Jour (AAAA-MM-JJ) à partir duquel tout le monde peut lire.")
@who_option
@click.pass_obj
def diffuse(installation: Installation, pids: tuple[str, ...], level: str, until: str | None, who: str) -> int:
    """Dire à qui des documents sont montrés, et à partir de quand à tous."""
    with installation.catalogue.writing() as session:
        _done(diffusion.diffuse(session, _documents(session, pids), level, until, who))
    return 0


@click.command("trash")
@click.argument("pids", metavar="[PID]…", nargs=-1)
@click.option("--take-out", is_flag=True, help="Sortir de la corbeille.")
@click.option(
    "--empty", "days", type=click.IntRange(min=0), help="Supprimer pour toujours ce qui y est depuis N jours."
)
@who_option
@yes_option
@click.pass_obj
def bin_(
    installation: Installation, pids: tuple[str, ...], days: int | None, who: str, *, take_out: bool, yes: bool
) -> int:
    """Montrer la corbeille, y mettre des documents, les en sortir, ou la vider."""
    if days is not None:
        return _empty(installation, days, who, yes=yes)
    with installation.catalogue.writing() if pids else installation.catalogue.session() as session:
        if pids:
            documents = _documents(session, pids)
            act = trash.take_out if take_out else trash.throw_away
            _done(act(session, documents, who))
        for one in trash.thrown_away(session):
            at = one.trashed_at.date().isoformat() if one.trashed_at else ""
            click.echo(f"{one.pid}  {at}  {one.title}")
    return 0


@click.command()
@click.argument("double", metavar="[PID]", required=False)
@click.option("--keep", is_flag=True, help="Les deux documents sont différents.")
@click.option("--version", "how", type=click.Choice(["newest", "former"]), help="En faire une version de l'autre.")
@click.option("--drop", is_flag=True, help="Mettre le double à la corbeille.")
@who_option
@click.pass_obj
def doubles(
    installation: Installation, double: str | None, how: str | None, who: str, *, keep: bool, drop: bool
) -> int:
    """Lister les doubles probables, ou décider de l'un d'eux."""
    if double and [keep, bool(how), drop].count(True) != 1:
        raise click.UsageError("Dites une seule chose : --keep, --version newest|former ou --drop.")
    with installation.catalogue.writing() if double else installation.catalogue.session() as session:
        if double:
            document = addresses.document_at(session, double, inside=True)
            other = session.get(Document, document.duplicate_of) if document.duplicate_of else None
            if keep or other is None:
                _done(twins.keep_both(session, document, who))
            elif drop:
                _done(twins.drop(session, document, other, who))
            else:
                _done(twins.make_version(session, document, other, who, newest=how == "newest"))
        for pair in twins.pairs(session):
            same = "mêmes octets" if pair.same_bytes else f"{pair.likeness:.0%} de mots communs"
            click.echo(f"{pair.double.pid} {pair.double.title} = {pair.original.pid} {pair.original.title} ({same})")
    return 0


@click.command()
@click.argument("operation", metavar="OPÉRATION", type=click.Choice(list(bulk.OPERATIONS)))
@click.argument("value", metavar="VALEUR")
@click.argument("pids", metavar="[PID]…", nargs=-1)
@click.option("--until", default=None, help="Jour d'un embargo, pour set-diffusion.")
@who_option
@yes_option
@click.pass_obj
def edit(
    installation: Installation,
    operation: str,
    value: str,
    pids: tuple[str, ...],
    until: str | None,
    who: str,
    *,
    yes: bool,
) -> int:
    """Changer un champ de beaucoup de notices (identifiants en arguments ou sur l'entrée) ; sans --yes, montrer."""
    wanted = pids or tuple(sys.stdin.read().split())
    change = bulk.Change(operation, value, until)
    with installation.catalogue.writing() if yes else installation.catalogue.session() as session:
        seen = bulk.preview(session, wanted, change)
        for one in seen.lines:
            if one.changes and not yes:
                click.echo(f"{one.pid}  {one.title} : « {one.before} » → « {one.after} »")
        for pid in seen.missing:
            click.echo(f"{pid} : introuvable ou retiré", err=True)
        click.echo(f"{seen.changing} notices sur {len(seen.lines)}.")
        _done(bulk.apply(session, wanted, change, who) if yes else None)
    return 1 if seen.missing else 0


COMMANDS = (
    journal, undo, merge, split, authority, candidates, passage, assign, diffuse, bin_, doubles, edit,
)  # fmt: skip


def _empty(installation: Installation, days: int, who: str, *, yes: bool) -> int:
    if not yes:
        click.confirm("Supprimer pour toujours ? Rien ne pourra être annulé.", abort=True)
    with installation.catalogue.writing() as session:
        gone = trash.empty(session, who, days)
    for digest in gone.digests:
        installation.store.path(digest).unlink(missing_ok=True)
    click.echo(f"{len(gone.titles)} documents supprimés, {len(gone.digests)} fichiers.")
    return 0


def _term(session: Session, key: str) -> Term:
    found = session.get(Term, key) or terms.theme(session, key)
    if found is None:
        raise NotFound(key)
    return found


def _documents(session: Session, pids: Sequence[str]) -> list[Document]:
    found = []
    for pid in pids:
        one = session.get(Document, pid)
        if one is None:
            raise NotFound(pid)
        found.append(one)
    return found


def _done(act: Act | None) -> None:
    if act is not None:
        click.echo(f"Fait : {telling.verb(act.verb)}. Pour annuler : mediatheque undo {act.id}")


def _line(one: chronicle.Entry) -> str:
    undone = f" — annulé par l'acte {one.undone_by}" if one.undone_by else ""
    target = f" « {one.label} »" if one.label else ""
    return f"{one.number}  {telling.day(one.at)}  {one.who} : {one.said}{target} ({one.touched} touchés){undone}"


def _entry(one: chronicle.Entry) -> dict[str, Any]:
    return {
        "act": one.number,
        "who": one.who,
        "at": one.at.isoformat(),
        "verb": one.verb,
        "target": one.target_pid,
        "label": one.label,
        "touched": one.touched,
        "details": one.details,
        "undoes": one.undoes,
        "undone_by": one.undone_by,
    }
