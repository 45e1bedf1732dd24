"""The demo collection: invented French documents that anybody may use, each with what a good reader finds in it."""

from pathlib import Path

HERE = Path(__file__).parent


def documents() -> list[Path]:
    """Return the files of the collection, sorted by name."""
    return sorted(path for path in (HERE / "documents").iterdir() if not path.name.startswith("."))


def gold(document: Path) -> Path:
    """Return where the true description of a document of the collection is kept."""
    return HERE / "gold" / f"{document.stem}.json"
