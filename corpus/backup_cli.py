"""The commands that keep a copy of everything and take it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from corpus import backup as archives
from corpus import notes
from corpus import work as working
from corpus.installation import Installation

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE, metavar="FICHIER")
@click.pass_obj
def backup(installation: Installation, file: Path) -> int:
    """Garder une copie de tout dans une seule archive, même pendant le travail."""
    with _progress("Sauvegarde") as told:
        held = archives.backup(installation.catalogue.engine, installation.store, file, told)
    facts = {"file": str(file.resolve()), "bytes": file.stat().st_size, "missing": len(held.missing)}
    notes.write(installation.settings.home_path, notes.BACKUP, facts)
    click.echo(f"Sauvegarde faite : {file} ({_what(held)}).")
    for sha256 in held.missing:
        click.echo(
            f"Fichier {sha256[:12]}… : absent ou abîmé, il n'est pas dans la sauvegarde. Voyez « mediatheque check »."
        )
    return int(bool(held.missing))


@click.command()
@click.argument("file", type=FILE, metavar="FICHIER")
@click.pass_obj
def restore(installation: Installation, file: Path) -> int:
    """Remettre une sauvegarde dans un dossier vide : mêmes réponses, mêmes liens."""
    with _progress("Vérification et copie") as told:
        held = archives.restore(file, installation.settings.catalogue_url, installation.store, told)
    click.echo(f"Catalogue et fichiers remis en place ({_what(held)}). Index en cours…")
    for name, work in working.offered():
        if name == "follow":  # what waited to be read waits for the worker
            work(installation.catalogue, installation.settings)
    click.echo("Tout est en place.")
    return int(bool(held.missing))


def _what(held: archives.Summary) -> str:
    return f"{held.rows.get('document', 0)} document(s), {held.files} fichier(s), {held.size / 1e6:.1f} Mo"


@contextmanager
def _progress(label: str) -> Iterator[archives.Told]:
    """A bar on a terminal, nothing elsewhere."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def told(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(min(done, total) - bar.pos)

        yield told
