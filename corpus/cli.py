"""The command `mediatheque`: the commands of both sides under one name, errors as French sentences and exit codes."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from importlib.metadata import entry_points
from typing import Any

import click

from corpus import desk_cli
from corpus import work as working
from corpus.accounts_cli import account
from corpus.backup_cli import backup, restore
from corpus.catalogue import addresses, describing
from corpus.catalogue.models import Document, Passage
from corpus.errors import BadSetting, BadValue, MediathequeError, StorageFault, UnfitPassword, UnknownField
from corpus.installation import Installation
from corpus.settings import Settings
from corpus.withdrawing_cli import withdraw

DONE, SOME_FAILED, WRONG_USE = 0, 1, 2
WRONG = (BadSetting, BadValue, UnfitPassword, UnknownField)


class Root(click.Group):
    """The root command; what the installed sides offer is found through entry points."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for point in entry_points(group="mediatheque.commands"):
            for command in point.load():
                self.add_command(command)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Commands in alphabetical order."""
        return sorted(self.commands)


def main() -> None:
    """Run the command line; 0 done, 1 some items failed, 2 wrong use."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # halves of characters, and names that are no text, must stop nothing
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(build().main(standalone_mode=False) or DONE)
    except click.exceptions.Abort:
        click.echo("Interrompu. Ce qui était fait est gardé ; relancez la même commande pour continuer.", err=True)
        sys.exit(SOME_FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except MediathequeError as error:
        click.echo(f"Erreur : {error}", err=True)
        sys.exit(WRONG_USE if isinstance(error, WRONG) else SOME_FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(SOME_FAILED)
    except OSError as error:
        click.echo(f"Erreur : {StorageFault.of(error)}", err=True)
        sys.exit(SOME_FAILED)


def build() -> click.Group:
    """The root command with everything below it."""
    root = Root(
        name="mediatheque", help=ROOT_HELP, context_settings={"help_option_names": ["-h", "--help"]}, callback=_start
    )
    for command in (account, describe, check, work, backup, restore, withdraw, *desk_cli.COMMANDS):
        root.add_command(command)
    return root


ROOT_HELP = "Médiathèque : qui a dit quoi, sur quel thème, à propos de quel territoire."


@click.pass_context
def _start(context: click.Context) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s : %(message)s")
    context.obj = Installation(Settings.from_environ())


@click.command()
@click.pass_obj
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un défaut par ligne.")
def check(installation: Installation, *, as_json: bool) -> int:
    """Vérifier que catalogue, fichiers et index concordent."""
    catalogue = installation.catalogue
    found = [
        one
        for point in entry_points(group="mediatheque.checks")
        for one in point.load()(catalogue, installation.settings)
    ]
    for fault in found:
        if as_json:
            line = json.dumps(
                {"code": fault.code, "subject": fault.subject, "message": fault.message}, ensure_ascii=False
            )
        else:
            line = fault.message
        click.echo(line)
    if not found and not as_json:
        click.echo("Tout concorde : catalogue, fichiers et index.")
    return SOME_FAILED if found else DONE


@click.command()
@click.pass_obj
def work(installation: Installation) -> int:
    """Lire et indexer ce qui est déposé, jusqu'à Ctrl-C."""
    stop = threading.Event()
    working.stop_on_signals(stop)
    click.echo("Au travail : les versements en attente sont lus et indexés. Ctrl-C pour arrêter.")
    try:
        working.run(installation.catalogue, installation.settings, stop)
    except KeyboardInterrupt:
        click.echo("Arrêté. Ce qui restait en attente sera repris au prochain démarrage.")
    return DONE


@click.command()
@click.argument("pid")
@click.argument("values", nargs=-1, metavar="[CHAMP=VALEUR]…")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.option("--who", default="ligne de commande", show_default=True, help="Nom de la personne qui décide.")
@click.pass_obj
def describe(installation: Installation, pid: str, values: tuple[str, ...], who: str, *, as_json: bool) -> int:
    """Montrer une notice ou un passage, ou y noter des décisions (CHAMP=VALEUR)."""
    wanted = dict(_pair(one) for one in values)
    with installation.catalogue.writing() if wanted else installation.catalogue.session() as session:
        passage = session.get(Passage, pid)
        moved = None if session.get(Document, pid) or passage else addresses.passage_at(session, pid, inside=True)
        if isinstance(moved, addresses.Moved):
            pid = moved.pid
            passage = session.get(Passage, pid)
        if passage is not None:
            addresses.refuse_withdrawn(passage.version.document, pid)
            describing.decide_passage(session, passage, wanted, who)
            session.flush()
            shown = _passage(passage)
        else:
            document = addresses.document_at(session, pid, inside=True)
            if wanted:
                describing.decide(session, document, wanted, who)
                session.flush()
            shown = _document(document)
    click.echo(json.dumps(shown, ensure_ascii=False) if as_json else _as_text(shown))
    return DONE


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f'« {text} » : écrivez CHAMP=VALEUR, par exemple title="Nouveau titre".')
    return name, value


def _document(document: Document) -> dict[str, Any]:
    version = document.current
    return {
        "pid": document.pid,
        "url": f"/d/{document.pid}",
        "revision": document.revision,
        "id": document.foreign_id,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "place": document.place,
        "language": document.language,
        "organisers": document.organisers,
        "themes": [
            one.term.code
            for one in document.assignments
            if one.passage_pid is None and one.term.vocabulary == "theme" and one.status != "rejected"
        ],
        "duplicate_of": document.duplicate_of,
        "file": version.filename if version else None,
        "pages": version.pages if version else None,
        "passages": [_line(one) for one in (version.passages if version else [])],
        "remarks": document.remarks,
    }


def _line(passage: Passage) -> dict[str, Any]:
    return {
        "pid": passage.pid,
        "kind": passage.kind,
        "speaker": passage.speaker.label if passage.speaker else passage.speaker_as_printed,
        "heading": passage.heading,
        "page": passage.page_first,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "pid": passage.pid,
        "url": f"/p/{passage.pid}",
        "document": {"pid": passage.version.document.pid, "title": passage.version.document.title},
        "kind": passage.kind,
        "heading": passage.heading,
        "speaker": passage.speaker.label if passage.speaker else None,
        "speaker_as_printed": passage.speaker_as_printed,
        "role": passage.role,
        "organisation": passage.organisation,
        "page_first": passage.page_first,
        "page_last": passage.page_last,
        "text": passage.text,
    }


def _as_text(shown: dict[str, Any]) -> str:
    lines = []
    for name, value in shown.items():
        if name == "text":
            lines += ["", str(value)]
        elif name == "passages":
            lines.append("passages :")
            for one in value:
                who = one["speaker"] or one["heading"] or ""
                lines.append(f"  {one['pid']}  p. {one['page'] or '—'}  {one['kind']}  {who}")
        elif name == "remarks":
            lines += [f"remarque : {one['message']}" for one in value]
        else:
            lines.append(f"{name} : {'—' if value in (None, '', []) else value}")
    return "\n".join(lines)
