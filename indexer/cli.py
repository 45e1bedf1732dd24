"""The commands of the way in: inspect, add, demo, measure."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from corpus.catalogue import deposits, recognitions
from corpus.catalogue.models import Deposit, Document, Version
from corpus.catalogue.replacing import deposit_version
from corpus.errors import MediathequeError, MissingFile
from corpus.files import name_of
from corpus.installation import Installation
from corpus.work import offered
from indexer import inspecting, jobs, measuring, recognising, rereading_cli, rightness
from indexer.limits import Limits
from indexer.reader import Reader
from indexer.structure.lengths import Cutting

WAIT = 0.5  # seconds between two looks at what another worker reads


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un fichier par ligne.")
@click.option("--explain", is_flag=True, help="Dire quel indice a ouvert chaque passage.")
@click.option("--no-ocr", is_flag=True, help="Ne pas reconnaître (OCR) les pages sans texte ou douteuses.")
@click.pass_obj
def inspect(installation: Installation, files: tuple[Path, ...], *, as_json: bool, explain: bool, no_ocr: bool) -> int:
    """Lire et comprendre des fichiers sans rien garder."""
    failed = False
    limits = Limits.of(installation.settings)
    cutting = Cutting.of(installation.settings)
    with Reader(limits, cutting=cutting) as reader, Reader(limits, "scan") as scanner:
        for path in files:
            try:
                if not path.is_file():
                    raise MissingFile(str(path))
                reading = reader.read(path, name_of(path))
                if reading.doubtful and not no_ocr:
                    reading = recognising.read_with_recognition(reader, scanner, installation.settings, path, reading)
            except MediathequeError as error:
                failed = True
                told = {"file": name_of(path), "error": {"code": error.code, "message": str(error)}}
                click.echo(json.dumps(told, ensure_ascii=False) if as_json else f"Erreur : {error}", err=not as_json)
                continue
            if as_json:
                click.echo(json.dumps(inspecting.to_json(reading, explain=explain), ensure_ascii=False))
            else:
                click.echo(inspecting.to_text(reading) + "\n")
    return int(failed)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CHEMIN…")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un fichier par ligne.")
@click.option("--who", default="ligne de commande", show_default=True, help="Nom de la personne qui dépose.")
@click.option("--no-ocr", is_flag=True, help="Laisser la reconnaissance (OCR) des pages à l'ouvrier (« work »).")
@click.option("--replaces", metavar="PID", help="Le fichier est la nouvelle version de ce document.")
@click.pass_obj
def add(
    installation: Installation,
    paths: tuple[Path, ...],
    who: str,
    replaces: str | None,
    *,
    as_json: bool,
    no_ocr: bool,
) -> int:
    """Déposer des fichiers ou des dossiers, les lire et les indexer."""
    if replaces and (len(paths) != 1 or paths[0].is_dir()):
        raise click.UsageError("--replaces : donnez un seul fichier, la nouvelle version du document.")
    return _add(installation, paths, who, replaces, as_json=as_json, ocr=not no_ocr)


@click.command()
@click.pass_obj
def demo(installation: Installation) -> int:
    """Charger la collection de démonstration (sans effet si elle y est déjà)."""
    from corpus.demo import documents

    return _add(installation, documents(), "démonstration", None, as_json=False, ocr=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DOSSIER")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON, un fichier par ligne.")
@click.option("--fields", is_flag=True, help="Champ par champ : part des propositions justes, fausses, absentes.")
@click.pass_obj
def measure(installation: Installation, folder: Path, *, as_json: bool, fields: bool) -> int:
    """Lire les fichiers d'un dossier qui ont leur étalon à côté et donner les chiffres."""
    failed, judged = False, []
    limits = Limits.of(installation.settings)
    with Reader(limits) as reader, Reader(limits, "scan") as scanner:
        for path in sorted(folder.iterdir()):
            gold = measuring.gold_of(path)
            if gold is None or not path.is_file():
                continue
            try:
                reading = reader.read(path, name_of(path))
                if reading.doubtful:
                    reading = recognising.read_with_recognition(reader, scanner, installation.settings, path, reading)
                seen = inspecting.to_json(reading)
            except MediathequeError as error:
                failed = True
                click.echo(f"Erreur : {error}", err=True)
                continue
            judged.append(rightness.judge(measuring.load(gold), seen))
            if fields:
                continue
            score = measuring.score(measuring.load(gold), seen)
            figures = " ".join(f"{name}={value}" for name, value in score.figures.items() if value is not None)
            click.echo(json.dumps(score.to_json(), ensure_ascii=False) if as_json else f"{score.file} : {figures}")
    for name, tally in rightness.together(judged).items() if fields else ():
        told = tally.to_json()
        shares = f"juste {told['right']}, faux {told['wrong']}, absent {told['empty']}, sur {told['of']}"
        click.echo(json.dumps({"field": name, **told}) if as_json else f"{name} : {shares}")
    return int(failed)


commands = [inspect, add, demo, measure, rereading_cli.command]


def _add(
    installation: Installation, paths: Iterable[Path], who: str, replaces: str | None, *, as_json: bool, ocr: bool
) -> int:
    lines = [*_deposit(installation, paths, who, replaces)]
    entries = {line["deposit"] for line in lines if "deposit" in line}
    _work(installation, sorted(entries), quiet=as_json)
    _index(installation)
    if ocr and _recognise(installation, entries, quiet=as_json):
        _index(installation)
    _finish(installation, lines)
    for line in lines:
        shown = {name: value for name, value in line.items() if name != "deposit"}
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else f"{line['file']} : {line['message']}")
    if not as_json:
        click.echo(_summary(lines))
    return int(any(line["outcome"] not in {"done", "known"} for line in lines))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that `paths` name, folders recursively; hidden ones inside folders are not meant."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for one in sorted(path.rglob("*")):
            if one.is_file() and not any(part.startswith(".") for part in one.relative_to(path).parts):
                yield one


def _deposit(
    installation: Installation, paths: Iterable[Path], who: str, replaces: str | None
) -> Iterator[dict[str, Any]]:
    """Keep every file and note its deposit; yield a line of the answer for each."""
    batch = deposits.new_batch()
    for path in _files(paths):
        try:
            with installation.catalogue.writing() as session:
                if replaces:
                    entry = deposit_version(session, installation.store, path, who, replaces)
                else:
                    entry = deposits.deposit(session, installation.store, path, who, batch)
                session.flush()
                yield {"file": name_of(path), "deposit": entry.id, "outcome": entry.outcome, "message": entry.message}
        except MissingFile as error:
            yield {"file": name_of(path), "outcome": "failed", "code": error.code, "message": str(error)}


def _work(installation: Installation, entries: list[int], *, quiet: bool) -> None:
    """Read the deposits `entries`, or wait for the worker that has taken them, showing progress on a terminal."""
    catalogue, settings = installation.catalogue, installation.settings

    def left() -> int:
        with catalogue.session() as session:
            wanted = select(Deposit.id).where(Deposit.code == "waiting", Deposit.id.in_(entries))
            return len(session.scalars(wanted).all())

    total = left()
    if total == 0:
        return
    stream = sys.stderr
    hidden = quiet or not stream.isatty()
    with click.progressbar(length=total, label="Lecture", file=stream, hidden=hidden, show_pos=True) as bar:
        worker, before = jobs.worker_name(), total
        while (still := left()) > 0:
            bar.update(before - still)
            before = still
            done = 0
            for _ in jobs.work(catalogue, settings, worker, entries):
                done += 1
                bar.update(1)
            before -= done
            if not done:
                time.sleep(WAIT)
        bar.update(before)


def _recognise(installation: Installation, entries: set[int], *, quiet: bool) -> int:
    """Recognise the pages of these deposits that need it, showing progress; return how many were."""
    catalogue = installation.catalogue
    with catalogue.session() as session:
        pids = select(Deposit.document_pid).where(Deposit.id.in_(entries))
        versions = list(session.scalars(select(Version.id).where(Version.document_pid.in_(pids))))
        total = recognitions.waiting(session, versions)
    if not total:
        return 0
    done = 0
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=total, label="Reconnaissance", file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        for _ in recognising.work(catalogue, installation.settings, jobs.worker_name(), versions):
            done += 1
            bar.update(1)
    return done


def _finish(installation: Installation, lines: list[dict[str, Any]]) -> None:
    """Fill the outcome of every deposit into its line; the same file given twice is known the second time."""
    seen: set[int] = set()
    with installation.catalogue.session() as session:
        for line in lines:
            if "deposit" not in line:
                continue
            entry = session.get_one(Deposit, line["deposit"])
            line |= {
                "outcome": entry.outcome,
                "code": entry.code,
                "message": entry.message,
                "document": entry.document_pid,
            }
            document = session.get(Document, entry.document_pid) if entry.document_pid else None
            if document is None:
                continue
            line["title"] = document.title
            if line["outcome"] == "done":
                line["message"] = f"{'Nouvelle version' if entry.replaces else 'Catalogué'} : « {document.title} »."
            if entry.id in seen:
                line |= {"outcome": "known", "code": "known", "message": f"Déjà connu : « {document.title} »."}
            seen.add(entry.id)
            if document.duplicate_of and line["outcome"] == "done":
                original = session.get_one(Document, document.duplicate_of)
                line["duplicate_of"] = original.pid
                where = original.current.filename if original.current else original.pid
                line["message"] += f" Doublon probable de « {where} »."
            if line["outcome"] == "done":
                line["remarks"] = document.remarks
                line["message"] += "".join(f" {one['message']}" for one in document.remarks)


def _index(installation: Installation) -> None:
    """Let the other side, if it is installed, bring its index up to date."""
    for name, work in offered():
        if name == "follow":
            work(installation.catalogue, installation.settings)


def _summary(lines: list[dict[str, Any]]) -> str:
    counts = {name: sum(line["outcome"] == name for line in lines) for name in ("done", "known")}
    failed = len(lines) - sum(counts.values())
    if lines and counts["known"] == len(lines):
        return f"Rien de nouveau : {len(lines)} fichier(s) déjà connu(s)."
    return f"{counts['done']} ajouté(s), {counts['known']} déjà connu(s), {failed} en échec."
