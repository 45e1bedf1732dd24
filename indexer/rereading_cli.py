"""The command that reads again what is catalogued."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from corpus.catalogue.addresses import document_at
from corpus.installation import Installation
from corpus.work import offered
from indexer import rereading

TOGETHER = 20  # documents after which the index follows


@click.command("reread")
@click.argument("pids", nargs=-1, metavar="[PID]…")
@click.option("--all", "everything", is_flag=True, help="Tous les documents ; une relecture interrompue reprend.")
@click.option("--restart", is_flag=True, help="Avec --all : recommencer au lieu de reprendre.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un document par ligne.")
@click.pass_obj
def command(
    installation: Installation, pids: tuple[str, ...], *, everything: bool, restart: bool, as_json: bool
) -> int:
    """Relire des documents déjà catalogués ; leurs adresses et ce qui a été décidé demeurent."""
    if bool(pids) == everything:
        raise click.UsageError("Donnez des documents par leur PID, ou --all pour les relire tous.")
    catalogue, settings = installation.catalogue, installation.settings
    if everything:
        wanted: Sequence[str] = rereading.still_to_read(catalogue, rereading.begin(settings, restart=restart))
    else:
        with catalogue.session() as session:
            wanted = [document_at(session, pid, inside=True).pid for pid in pids]
    try:
        failed = _read(installation, wanted, as_json=as_json)
    except KeyboardInterrupt:
        _index(installation)
        click.echo("Arrêté : chaque document est relu en entier ou tel qu'il était.", err=True)
        if everything:
            click.echo("« mediatheque reread --all » reprendra où il en était.", err=True)
        return 1
    if everything:
        rereading.end(settings)
    return int(failed)


def _read(installation: Installation, wanted: Sequence[str], *, as_json: bool) -> bool:
    """Read the documents again, showing progress; return whether some could not be read."""
    failed = 0
    hidden = as_json or not sys.stderr.isatty()
    with click.progressbar(length=len(wanted), label="Relecture", file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        done = rereading.reread_documents(installation.catalogue, installation.settings, wanted)
        for count, one in enumerate(done, start=1):
            bar.update(1)
            failed += one.error is not None
            if as_json:
                outcome = {"outcome": "failed", "code": one.error.code} if one.error else {"outcome": "done"}
                told = {"document": one.pid, "title": one.title, **outcome}
                click.echo(json.dumps(told | ({"message": str(one.error)} if one.error else {}), ensure_ascii=False))
            elif one.error is not None:
                click.echo(f"« {one.title} » : {one.error} Son texte reste tel qu'il était.", err=True)
            if count % TOGETHER == 0:
                _index(installation)
    _index(installation)
    if not as_json:
        click.echo(f"{len(wanted) - failed} document(s) relu(s), {failed} en échec.")
    return failed > 0


def _index(installation: Installation) -> None:
    """Let the other side, if it is installed, bring its index up to date."""
    for name, work in offered():
        if name == "follow":
            work(installation.catalogue, installation.settings)
