"""The commands of the way out: search, index, serve."""

from __future__ import annotations

import json
from typing import Any

import click

from corpus.installation import Installation
from search.index import follow
from search.index.engines import open_engine


@click.command()
@click.argument("words", nargs=-1, metavar="MOTS")
@click.option("--theme", multiple=True, help="Thème (identifiant), plusieurs fois possible.")
@click.option("--speaker", multiple=True, help="Intervenant (identifiant ou nom).")
@click.option("--territory", multiple=True, help="Territoire (identifiant ou nom).")
@click.option("--kind", multiple=True, help="Nature du document : proceedings, minutes, brochure…")
@click.option("--year", multiple=True, help="Année, ou années : 2005..2010.")
@click.option("--language", multiple=True, help="Langue : fr, en…")
@click.option(
    "--view",
    type=click.Choice(["passages", "documents"]),
    default="passages",
    show_default=True,
    help="Ce qui est listé.",
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "oldest", "title", "added"]),
    default="relevance",
    show_default=True,
    help="Ordre.",
)
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="Nombre de résultats.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Nombre de résultats à passer.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.pass_obj
def search(
    installation: Installation, words: tuple[str, ...], limit: int, offset: int, *, as_json: bool, **given: Any
) -> int:
    """Chercher, comme sur le site."""
    from search.query.answer import answer
    from search.query.request import Query

    engine = open_engine(installation.settings.index_url)
    with installation.catalogue.session() as session:
        query = Query.from_words(session, " ".join(words), **given)
        found = answer(session, engine, query, limit=limit, offset=offset)
        click.echo(json.dumps(found.to_json(), ensure_ascii=False) if as_json else found.to_text())
    return 0


@click.command()
@click.option("--rebuild", is_flag=True, help="Refaire l'index à neuf, à côté de l'ancien, puis l'échanger.")
@click.pass_obj
def index(installation: Installation, *, rebuild: bool) -> int:
    """Mettre l'index au niveau du catalogue."""
    engine = open_engine(installation.settings.index_url)
    catalogue = installation.catalogue
    stream = click.get_text_stream("stderr")
    with click.progressbar(length=0, label="Indexation", file=stream, hidden=not stream.isatty(), show_pos=True) as bar:
        make = follow.rebuild if rebuild else follow.follow
        done = make(catalogue, engine, bar.update)
    engine.close()
    if rebuild:
        click.echo(f"Index refait : {done} document(s).")
    else:
        click.echo(f"{done} document(s) mis à jour dans l'index." if done else "L'index était à jour.")
    return 0


@click.command()
@click.option("--host", help="Adresse d'écoute ; sinon MEDIATHEQUE_HOST.")
@click.option("--port", type=int, help="Port d'écoute ; sinon MEDIATHEQUE_PORT.")
@click.pass_obj
def serve(installation: Installation, host: str | None, port: int | None) -> int:
    """Servir le site (sans ouvrier : voir « work »)."""
    import waitress

    from search.web import create_app

    settings = installation.settings
    host, port = host or settings.host, port or settings.port
    app = create_app(settings)
    click.echo(f"{settings.name} : http://{host}:{port}  (Ctrl-C pour arrêter)")
    waitress.serve(app, host=host, port=port, threads=settings.threads, ident=None)
    return 0


commands = [search, index, serve]
