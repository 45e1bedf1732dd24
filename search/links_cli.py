"""The nightly promise: `mediatheque links` replays every address ever given out; `check` replays some each day."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click
from flask import Flask

from corpus.catalogue import Catalogue
from corpus.catalogue.models import now
from corpus.checking import Fault
from corpus.installation import Installation
from corpus.settings import Settings

if TYPE_CHECKING:  # other commands start without the site
    from search.web.replaying import Replayed

A_DAY = 300  # addresses that `check` replays: others each day


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
@click.pass_obj
def links(installation: Installation, *, as_json: bool) -> int:
    """Rejouer toutes les adresses jamais données : répondent-elles, et montrent-elles les mêmes mots ?"""
    from search.web.replaying import addresses

    pids = addresses(installation.catalogue)
    counts: Counter[str] = Counter()
    drifts: list[Replayed] = []
    hidden = as_json or not sys.stderr.isatty()
    with click.progressbar(length=len(pids), label="Adresses", file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        for one in _replay(installation.catalogue, installation.settings, pids):
            bar.update(1)
            counts[one.outcome] += 1
            if one.outcome == "drift":
                drifts.append(one)
    if as_json:
        told = [{"pid": one.pid, "address": one.address, "statuses": one.statuses, "alike": one.alike,
                 "message": one.message} for one in drifts]  # fmt: skip
        click.echo(json.dumps({"addresses": len(pids), **_counted(counts), "drifts": told}, ensure_ascii=False))
    else:
        for one in drifts:
            click.echo(one.message)
        click.echo(_summary(len(pids), counts))
    return int(bool(drifts))


def faults(catalogue: Catalogue, settings: Settings) -> list[Fault]:
    """What drifts among some addresses of the register, others each day; `links` replays them all."""
    from search.web.replaying import addresses

    pids = addresses(catalogue)
    if len(pids) > A_DAY:
        pids = random.Random(now().date().isoformat()).sample(pids, A_DAY)  # noqa: S311 - chance, no secret
    return [
        Fault("link", one.pid, f"{one.message} « mediatheque links » rejoue toutes les adresses.")
        for one in _replay(catalogue, settings, pids)
        if one.outcome == "drift"
    ]


def _replay(catalogue: Catalogue, settings: Settings, pids: Sequence[str]) -> Iterator[Replayed]:
    from search.web import create_app
    from search.web.holdings import holdings
    from search.web.replaying import replay

    app: Flask = create_app(settings)
    with closing(holdings(app).catalogue):
        yield from replay(app, catalogue, pids)


def _counted(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in ("same", "moved", "withdrawn", "closed", "gone", "drift")}


def _summary(total: int, counts: Counter[str]) -> str:
    return (
        f"{total} adresse(s) rejouée(s) : {counts['same']} en place, {counts['moved']} suivie(s), "
        f"{counts['withdrawn']} retirée(s), {counts['closed']} réservée(s), {counts['gone']} dont les mots ne sont "
        f"plus dans le document, {counts['drift']} en défaut."
    )
