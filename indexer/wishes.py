"""Reading again what the desk wishes to have read again, when nothing new waits."""

from __future__ import annotations

from corpus import wishes
from corpus.catalogue import Catalogue, deposits
from corpus.settings import Settings
from indexer.rereading import reread_documents

AT_ONCE = 5  # documents after which new deposits have their turn


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Read some of what is wished again; return how many documents were. The worker calls this again and again."""
    wanted = wishes.waiting(settings.home_path)[:AT_ONCE]
    if not wanted:
        return 0
    with catalogue.session() as session:
        if deposits.waiting(session):
            return 0
    left = set(wanted)
    for one in reread_documents(catalogue, settings, wanted):
        left.discard(one.pid)
        wishes.fulfilled(settings.home_path, one.pid, str(one.error) if one.error else "")
    for pid in left:  # gone meanwhile, or without a file
        wishes.fulfilled(settings.home_path, pid)
    return len(wanted)
