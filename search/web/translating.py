"""Keep the translations in step with the pages: `python -m search.web.translating` after a string has changed.

French is the language of the source.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent / "translations"
_SEARCH = Path(__file__).resolve().parents[1]
_SOURCES = (_SEARCH, _SEARCH.parent / "templates")
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2")]
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same strings always give the same file


def gather() -> Catalog:
    """Every string of the pages, French, to be translated."""
    catalog = Catalog(project="mediatheque", charset="utf-8", fuzzy=False)
    for folder in _SOURCES:
        found = extract_from_dir(folder, method_map=_METHODS, directory_filter=lambda path: True)  # noqa: ARG005
        for _file, _line, message, _comments, context in found:
            catalog.add(message, context=context)
    return catalog


def path_of(locale: str) -> Path:
    """Where the translations into `locale` are."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """The translations into `locale`; none when there is no file yet."""
    path = path_of(locale)
    if not path.exists():
        return Catalog(locale=locale, project="mediatheque", charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=locale)


def compiled(catalog: Catalog) -> bytes:
    """The translations in the form that the site reads."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def update(locale: str) -> list[str]:
    """Write both files of `locale` anew; return the strings that still wait for a translator."""
    catalog = read(locale)
    catalog.update(gather(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _NO_DATE
    catalog.header_comment = "# Translations of the pages; see search/web/translating.py."
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "mediatheque"
    path = path_of(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, no_location=True, sort_output=True, width=110)
    path.with_suffix(".mo").write_bytes(compiled(read(locale)))
    return untranslated(catalog)


def untranslated(catalog: Catalog) -> list[str]:
    """The strings of `catalog` that have no translation, or only that of some of their forms."""
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing


if __name__ == "__main__":
    for waiting in update("en"):
        print(waiting)  # noqa: T201 (what a translator wants to see)
