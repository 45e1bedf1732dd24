"""The door: every installed extractor looks at the file, the surest reads it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from corpus.errors import EmptyFile, MissingFile, UnknownFormat
from indexer.extract import Extraction, Extractor

_HEAD = 8192


def extract(path: Path) -> Extraction:
    """Read a file, whatever its name says it is.

    Raises:
        MissingFile: when there is no such file or it may not be opened.
        EmptyFile: when it has no bytes.
        UnknownFormat: when no extractor claims it.
        UnreadableFile: (or a subclass) when the surest extractor cannot make text of it.

    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except OSError as error:
        raise MissingFile(str(path), "ce fichier ne peut pas être ouvert") from error
    if not head:
        raise EmptyFile(path.name)
    bids = [(extractor.claims(path, head), extractor) for extractor in _installed()]
    surest, extractor = max(bids, key=lambda bid: bid[0], default=(0, None))
    if extractor is None or surest <= 0:
        raise UnknownFormat(path.name)
    return extractor.extract(path)


@cache
def _installed() -> tuple[Extractor, ...]:
    return tuple(point.load()() for point in sorted(entry_points(group="mediatheque.extractors"), key=lambda p: p.name))
