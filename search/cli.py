"""The commands of the way out: search, index, serve."""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus import first_key
from corpus.catalogue import accounts
from corpus.catalogue.models import Form, Term
from corpus.errors import IndexBusy, MediathequeError
from corpus.installation import Installation
from corpus.vocabularies.folding import fold
from search.index import follow
from search.index.engines import open_engine
from search.links_cli import links

if TYPE_CHECKING:  # the commands that need neither query nor site start without them
    from search.query.answer import Answer
    from search.query.request import Query

TURN_SECONDS = 120.0  # that « index » waits while another program (the worker) writes the index


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
    installation: Installation, /, words: tuple[str, ...], limit: int, offset: int, *, as_json: bool, **given: Any
) -> int:
    """Chercher, comme sur le site."""
    from search.query.answer import answer

    engine = open_engine(installation.settings.index_url)
    with installation.catalogue.session() as session:
        query = _query(session, " ".join(words), given)
        found = answer(session, engine, query, page_size=limit, offset=offset)
    click.echo(json.dumps(found.to_json(), ensure_ascii=False) if as_json else _as_text(found))
    return 0


def _query(session: Session, words: str, given: dict[str, Any]) -> Query:
    """The query that the options describe; speakers and territories may be given by name."""
    from search.query.request import Query, clean

    speakers = tuple(_pid(session, "speaker", one) for one in given.pop("speaker"))
    territories = tuple(_pid(session, "territory", one) for one in given.pop("territory"))
    return Query(words=clean(words), speaker=speakers, territory=territories, **given)


def _pid(session: Session, vocabulary: str, value: str) -> str:
    """The pid of the term that `value` names by any of its forms; the value itself when there is none."""
    if session.get(Term, value) is not None:
        return value
    by_form = select(Term.pid).join(Form).where(Term.vocabulary == vocabulary, Form.folded == fold(value))
    return session.scalars(by_form.order_by(Term.pid)).first() or value


def _as_text(found: Answer) -> str:
    """The answer for a terminal: what, who, where, and the words that were found."""
    lines = [f"{found.total} résultat(s)"]
    if found.relaxed:
        lines.append("Aucun passage ne contient tous ces mots ; voici ceux qui en contiennent une partie.")
    for one in found.results:
        where = f"p. {one.page}" if one.page else ""
        lines.append("")
        lines.append(
            " · ".join(part for part in (one.speaker or one.heading or "", one.title, where, one.path) if part)
        )
        lines.append("  " + html.unescape(one.snippet.replace("<mark>", "[").replace("</mark>", "]")))
    return "\n".join(lines)


@click.command()
@click.option("--rebuild", is_flag=True, help="Refaire l'index à neuf, à côté de l'ancien, puis l'échanger.")
@click.pass_obj
def index(installation: Installation, *, rebuild: bool) -> int:
    """Mettre l'index au niveau du catalogue."""
    engine = open_engine(installation.settings.index_url)
    catalogue = installation.catalogue
    stream = sys.stderr
    with click.progressbar(length=0, label="Indexation", file=stream, hidden=not stream.isatty(), show_pos=True) as bar:
        told = bar.update
        write = follow.rebuild if rebuild else follow.follow
        done = _in_turn(lambda: write(catalogue, engine, told))
    engine.close()
    if rebuild:
        click.echo(f"Index refait : {done} document(s).")
    else:
        click.echo(f"{done} document(s) mis à jour dans l'index." if done else "L'index était à jour.")
    return 0


def _in_turn(write: Callable[[], int]) -> int:
    """What `write` gives; while another program writes the index, it waits for its turn, TURN_SECONDS at most."""
    until = time.monotonic() + TURN_SECONDS
    waited = False
    while True:
        try:
            return write()
        except IndexBusy:
            if time.monotonic() > until:
                raise
        if not waited:
            click.echo("Un autre programme écrit l'index de recherche : attente de son tour…", err=True)
            waited = True
        time.sleep(0.2)


@click.command()
@click.option("--host", help="Adresse d'écoute ; sinon MEDIATHEQUE_HOST.")
@click.option("--port", type=int, help="Port d'écoute ; sinon MEDIATHEQUE_PORT.")
@click.pass_obj
def serve(installation: Installation, host: str | None, port: int | None) -> int:
    """Servir le site (sans ouvrier : voir « work »)."""
    from search.web import serving

    settings = installation.settings
    host, port = host or settings.host, port or settings.port
    click.echo(f"{settings.name} : http://{host}:{port}  (Ctrl-C pour arrêter)")
    _tell_how_to_begin(installation, settings.url.rstrip("/") or f"http://{host}:{port}")
    serving.serve(settings, host, port)
    return 0


def _tell_how_to_begin(installation: Installation, address: str) -> None:
    """While there is no account: how to make the first one; only who reads this terminal learns the key."""
    try:
        with installation.catalogue.session() as session:
            new = accounts.none_yet(session)
        if new:
            key = first_key.key(installation.settings.home_path)
            click.echo(f"Aucun compte encore. Faites le premier : {address}/bureau/installation?cle={key}")
    except MediathequeError as error:  # the site tells it too, and goes on
        click.echo(f"Erreur : {error}", err=True)


commands = [search, index, serve, links]
