"""Notes that an installation keeps in its home beside the catalogue: of the worker, of the last backup."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.catalogue.models import now

log = logging.getLogger("mediatheque.notes")

BACKUP, WORKER = "derniere-sauvegarde.json", "ouvrier.json"


def write(home: Path, name: str, facts: dict[str, Any]) -> None:
    """Keep `facts` with the present instant under `name`; a home that cannot be written is only logged."""
    path = home / name
    own = path.with_name(f"{name}-{os.getpid()}")
    try:
        home.mkdir(parents=True, exist_ok=True)
        own.write_text(json.dumps({"at": now().isoformat(), **facts}, ensure_ascii=False), encoding="utf-8")
        own.replace(path)
    except OSError as error:
        log.warning("« %s » n'a pas pu être noté : %s", path, error)
        with suppress(OSError):
            own.unlink()


def read(home: Path, name: str) -> dict[str, Any] | None:
    """The facts under `name`, `at` as an instant; None when there are none that can be read."""
    try:
        facts = json.loads((home / name).read_text(encoding="utf-8"))
        return {**facts, "at": datetime.fromisoformat(facts["at"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None
