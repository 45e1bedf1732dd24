"""The command that withdraws a document, an authority or a selection, or shows it again."""

from __future__ import annotations

from importlib.metadata import entry_points

import click
from sqlalchemy.orm import Session

from corpus.catalogue import withdrawing
from corpus.catalogue.models import Document, Passage, Selection, Term
from corpus.errors import BadValue, IndexUnavailable, NotFound
from corpus.installation import Installation

Record = Document | Term | Selection


@click.command()
@click.argument("pid")
@click.option("--reason", metavar="TEXTE", help="Pourquoi ; cette phrase restera lisible à l'adresse retirée.")
@click.option("--instead", metavar="PID", help="Le document à consulter à la place.")
@click.option("--undo", is_flag=True, help="Montrer de nouveau ce qui avait été retiré.")
@click.option("--who", default="ligne de commande", show_default=True, help="Nom de la personne qui décide.")
@click.pass_obj
def withdraw(
    installation: Installation, pid: str, reason: str | None, instead: str | None, who: str, *, undo: bool
) -> int:
    """Retirer un document, une autorité ou une sélection ; son adresse dira pourquoi et où chercher."""
    if undo == bool(reason) or (undo and instead):
        raise click.UsageError("donnez --reason TEXTE pour retirer (et --instead PID si besoin), ou --undo seul.")
    with installation.catalogue.writing() as session:
        record = _record(session, pid)
        if undo:
            _restore(session, record, who)
        else:
            _withdraw(session, record, reason or "", who, instead)
        name = record.label if isinstance(record, Term) else record.title
    _tell_index(installation)
    click.echo(f"De nouveau visible : {name}." if undo else f"Retiré : {name}. L'adresse dit désormais pourquoi.")
    return 0


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
