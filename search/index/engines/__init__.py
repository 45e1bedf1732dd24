"""Engines by URL: the part before the colon names one among those installed."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

from corpus.errors import BadSetting

if TYPE_CHECKING:
    from search.index import Engine

_GROUP = "mediatheque.engines"
#: The same as in pyproject.toml, for a checkout that is not installed.
_BUILT_IN = {
    "whoosh": "search.index.engines.whoosh:WhooshEngine",
    "whoosh-plain": "search.index.engines.whoosh:WhooshEngine",
    "memory": "search.index.engines.memory:MemoryEngine",
}


def open_engine(url: str, *, readonly: bool = False) -> Engine:
    """Open the engine that `url` names; nothing is read before it is asked something."""
    scheme = url.partition(":")[0]
    installed = {point.name: point for point in entry_points(group=_GROUP)}
    if scheme in installed:
        kind = installed[scheme].load()
    elif scheme in _BUILT_IN:
        module, _, name = _BUILT_IN[scheme].partition(":")
        kind = getattr(import_module(module), name)
    else:
        known = ", ".join(sorted({*installed, *_BUILT_IN}))
        raise BadSetting("MEDIATHEQUE_INDEX", url, f"ce moteur n'existe pas. Moteurs connus : {known}.")
    return cast("Engine", kind.open(url, readonly=readonly))
