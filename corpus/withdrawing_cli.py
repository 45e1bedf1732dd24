"""The command that withdraws documents, authorities or selections, or shows them again."""

from __future__ import annotations

import json
from importlib.metadata import entry_points

import click
from sqlalchemy.orm import Session

from corpus.catalogue import withdrawing
from corpus.catalogue.models import Document, Passage, Selection, Term
from corpus.errors import BadValue, IndexUnavailable, NotFound
from corpus.installation import Installation

Record = Document | Term | Selection


@click.command()
@click.argument("pids", nargs=-1, required=True, metavar="PID…")
@click.option("--reason", metavar="TEXTE", help="Pourquoi ; cette phrase restera lisible à l'adresse retirée.")
@click.option("--instead", metavar="PID", help="Le document à consulter à la place.")
@click.option("--undo", is_flag=True, help="Montrer de nouveau ce qui avait été retiré.")
@click.option("--who", default="ligne de commande", show_default=True, help="Nom de la personne qui décide.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un objet par ligne.")
@click.pass_obj
def withdraw(
    installation: Installation,
    pids: tuple[str, ...],
    reason: str | None,
    instead: str | None,
    who: str,
    *,
    undo: bool,
    as_json: bool,
) -> int:
    """Retirer des documents, autorités ou sélections ; leur adresse dira pourquoi et où chercher."""
    if undo == bool(reason) or (undo and instead):
        raise click.UsageError("donnez --reason TEXTE pour retirer (et --instead PID si besoin), ou --undo seul.")
    with installation.catalogue.writing() as session:  # all of them, or none when one cannot be
        records = [_record(session, pid) for pid in pids]
        for record in records:
            if undo:
                _restore(session, record, who)
            else:
                _withdraw(session, record, reason or "", who, instead)
        told = [_told(record) for record in records]
    _tell_index(installation)
    for one in told:
        if as_json:
            click.echo(json.dumps(one, ensure_ascii=False))
        elif undo:
            click.echo(f"De nouveau visible : {one['title']}.")
        else:
            click.echo(f"Retiré : {one['title']}. L'adresse dit désormais pourquoi.")
    return 0


def _told(record: Record) -> dict[str, str | None]:
    when = record.withdrawn_at
    return {
        "pid": record.pid,
        "title": record.label if isinstance(record, Term) else record.title,
        "withdrawn": when.date().isoformat() if when else None,
        "reason": record.withdrawn_reason,
        "instead": record.withdrawn_for if isinstance(record, Document) else None,
    }


def _record(session: Session, pid: str) -> Record:
    found = session.get(Document, pid) or session.get(Term, pid) or session.get(Selection, pid)
    if found is not None:
        return found
    if session.get(Passage, pid) is not None:
        raise BadValue("pid", pid, "c'est un passage ; retirez son document.")
    raise NotFound(pid)


def _withdraw(session: Session, record: Record, reason: str, who: str, instead: str | None) -> None:
    if isinstance(record, Document):
        withdrawing.withdraw(session, record, reason, who, instead)
    elif instead is not None:
        raise BadValue("instead", instead, "seul un document peut en remplacer un autre.")
    elif isinstance(record, Term):
        withdrawing.withdraw_term(session, record, reason, who)
    else:
        withdrawing.withdraw_selection(session, record, reason, who)


def _restore(session: Session, record: Record, who: str) -> None:
    if isinstance(record, Document):
        withdrawing.restore(session, record, who)
    elif isinstance(record, Term):
        withdrawing.restore_term(session, record, who)
    else:
        withdrawing.restore_selection(session, record, who)


def _tell_index(installation: Installation) -> None:
    """Bring the index up to date at once; pages and lists follow the catalogue anyway."""
    for point in entry_points(group="mediatheque.work", name="follow"):
        try:
            point.load()(installation.catalogue, installation.settings)
        except IndexUnavailable as error:
            click.echo(f"L'index suivra plus tard : {error}", err=True)
