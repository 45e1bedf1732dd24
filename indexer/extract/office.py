"""Old word processor files (DOC, RTF): known by their bytes; they are read after LibreOffice made them DOCX."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.ole import SIGNATURE, Compound
from indexer.extract.programs import found

DOC, RTF = "application/msword", "application/rtf"
_RTF = b"{\\rtf"
_PROGRAMS = ("soffice", "libreoffice")
_HIDDEN = "il doit d'abord être converti par LibreOffice, ce qui n'a pas été fait. Le fichier est conservé ; relancez."


class NeedsLibreOffice(UnreadableFile):
    """Only LibreOffice can read the file, and it is not installed."""

    code = "needs-libreoffice"

    def __init__(self, filename: str) -> None:
        super().__init__(
            filename,
            "les fichiers DOC et RTF se lisent avec LibreOffice, qui n'est pas installé. Le fichier est conservé et "
            "attend ; installez le paquet « libreoffice-writer-nogui », puis relancez sa lecture.",
        )


def libreoffice() -> str | None:
    """Where LibreOffice is, None when it is not installed."""
    return found(*_PROGRAMS)


def media_type_of(head: bytes) -> str | None:
    """What a file that needs LibreOffice is, from its first bytes; None when it needs none.

    A compound file may hold other things than a Word document: `kind_of` looks closer.
    """
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() == _RTF:
        return RTF
    return DOC if head.startswith(SIGNATURE) else None


def kind_of(path: Path) -> str | None:
    """`application/msword` or `application/rtf`; None for everything else.

    Raises:
        EncryptedFile: when it asks for a password.

    """
    with path.open("rb") as file:
        media_type = media_type_of(file.read(64))
    if media_type != DOC:
        return media_type
    compound = Compound(path)
    if compound.asks_for_password:
        raise EncryptedFile(path.name)
    return DOC if "WordDocument" in compound.streams else None


class OfficeExtractor:
    """Claims DOC and RTF files, to say what they need when they come unconverted."""

    def claims(self, path: Path, head: bytes) -> int:
        """Look for the signature of RTF, or for the text of a Word document in a compound file."""
        media_type = media_type_of(head)
        if media_type == DOC:
            return 80 if "WordDocument" in Compound(path).streams else 0
        return 95 if media_type else 0

    def extract(self, path: Path) -> Extraction:
        """Refuse: `indexer.conversion` makes another file of this one, which is read in its place.

        Raises:
            EncryptedFile: when it asks for a password.
            NeedsLibreOffice: when LibreOffice is not installed.
            UnreadableFile: when it is installed and was not asked.

        """
        kind_of(path)
        if libreoffice() is None:
            raise NeedsLibreOffice(path.name)
        raise UnreadableFile(path.name, _HIDDEN)
