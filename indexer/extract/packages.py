"""Zip packages of XML (DOCX, ODT): opened with limits and parsed without entities, for files come from strangers."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from corpus.errors import LimitExceeded, UnreadableFile

_MOST_BYTES = 300_000_000
_MOST_RATIO = 250  # XML of real documents shrinks 5 to 40 times
_SMALL = 5_000_000
_MOST_PARTS = 20_000
_TOO_DEEP = "Excessive depth"  # as libxml2 says it


def names_in(path: Path) -> frozenset[str]:
    """Names of the parts, empty when the file is no zip."""
    try:
        with zipfile.ZipFile(path) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def check(path: Path) -> None:
    """Refuse a package that would swell beyond measure.

    Raises:
        LimitExceeded: when it would.
        UnreadableFile: when it is no whole zip.

    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(path.name, "le fichier est abîmé ou incomplet. Vérifiez la copie d'origine.") from error
    swollen = any(p.file_size > _SMALL and p.file_size > _MOST_RATIO * max(1, p.compress_size) for p in parts)
    if swollen or len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_BYTES:
        raise LimitExceeded(path.name, "son contenu décompressé est démesuré. Le fichier n'a pas été ouvert.")


def part(path: Path, name: str) -> bytes:
    """Return the bytes of one part; empty when there is none or it is damaged."""
    try:
        with zipfile.ZipFile(path) as package:
            return package.read(name)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, zlib.error):
        return b""


def tree(content: bytes) -> etree._Element | None:
    """Parse XML without entities, network or huge nodes; damaged XML as far as it goes, None when it goes nowhere.

    Raises:
        RecursionError: when elements lie deeper in each other than the parser follows: half of a text is none.

    """
    if not content:
        return None
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=recover,
            remove_comments=True,
        )
        try:
            root: etree._Element | None = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if _TOO_DEEP in str(error):
                raise RecursionError(_TOO_DEEP) from error
            continue
        except ValueError:
            continue
        if root is not None:
            return root
    return None
