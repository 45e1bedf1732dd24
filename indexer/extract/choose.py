"""The door: every installed extractor looks at the file, the surest reads it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from corpus.errors import EmptyFile, MissingFile, UnknownFormat, UnreadableFile
from indexer.extract import Extraction, Extractor

_HEAD = 8192
_BROKEN = (
    "aucun lecteur ne le reconnaît, et un lecteur n'a pas pu être chargé ({names}). Le fichier est conservé ; réparez "
    "l'installation (« make setup »), puis relancez sa lecture."
)


def extract(path: Path) -> Extraction:
    """Read a file, whatever its name says it is.

    Raises:
        MissingFile: when there is no such file or it may not be opened.
        EmptyFile: when it has no bytes.
        UnknownFormat: when no extractor claims it.
        UnreadableFile: (or a subclass) when the surest extractor cannot make text of it, or the one that would is
            broken.

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
    extractors, broken = installed()
    bids = [(extractor.claims(path, head), extractor) for extractor in extractors]
    surest, extractor = max(bids, key=lambda bid: bid[0], default=(0, None))
    try:
        if extractor is None or surest <= 0:
            raise UnknownFormat(path.name)
        return extractor.extract(path)
    except UnknownFormat as error:
        if broken:
            raise UnreadableFile(path.name, _BROKEN.format(names=", ".join(broken))) from error
        raise


@cache
def installed() -> tuple[tuple[Extractor, ...], tuple[str, ...]]:
    """The extractors that could be loaded, and the names of those that could not: the others still read theirs."""
    loaded: list[Extractor] = []
    broken: list[str] = []
    for point in sorted(entry_points(group="mediatheque.extractors"), key=lambda one: one.name):
        try:
            loaded.append(point.load()())
        except Exception:  # noqa: BLE001 - whatever breaks in a library when it is imported
            broken.append(point.name)
    return tuple(loaded), tuple(broken)
