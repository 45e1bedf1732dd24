"""Taking waiting deposits one by one, by whoever works: the worker beside the site, or the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.catalogue import Catalogue, deposits, leases
from corpus.catalogue.leases import worker_name
from corpus.catalogue.models import Deposit
from corpus.files import FileStore
from corpus.settings import Settings
from indexer.limits import Limits
from indexer.pipeline import process
from indexer.reader import Reader
from indexer.structure.lengths import Cutting

__all__ = ["work", "work_once", "worker_name"]


def work(
    catalogue: Catalogue, settings: Settings, worker: str, among: Sequence[int] | None = None
) -> Iterator[Deposit]:
    """Read waiting deposits (only those of `among` when given) until none is left; yield each with its outcome."""
    store = FileStore(settings.files_path)
    store.sweep()
    leases.free_dead(catalogue)
    with catalogue.writing() as session:
        deposits.give_back(session, worker)
    with Reader(Limits.of(settings), folder=store.root, cutting=Cutting.of(settings)) as reader:
        try:
            while True:
                with catalogue.writing() as session:
                    entry = deposits.lease(session, worker, among)
                if entry is None:
                    return
                yield process(catalogue, store, reader, entry)
        finally:
            with catalogue.writing() as session:
                deposits.give_back(session, worker)


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Read what waits; return how many deposits were handled. The worker calls this again and again."""
    with catalogue.session() as session:
        if deposits.waiting(session) == 0:
            return 0
    return sum(1 for _ in work(catalogue, settings, leases.this_worker()))
