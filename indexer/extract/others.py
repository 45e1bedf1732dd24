"""Files that are known and not read: each is told what it is and what to deposit in its place."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import UnknownFormat, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.ole import SIGNATURE, Compound
from indexer.extract.packages import names_in

_ZIP = b"PK\x03\x04"
_TABLE = "c'est un classeur ({name}), qui ne contient pas de compte rendu. Déposez-le en PDF si son texte compte."
_SLIDES = "c'est un ancien diaporama (PPT). Enregistrez-le en PPTX ou en PDF, puis déposez cette copie."
_MAIL = "c'est un message électronique. Déposez sa pièce jointe, ou le message imprimé en PDF."
_ARCHIVE = "c'est une archive ({name}). Décompressez-la et déposez les fichiers qu'elle contient."
_TORN = "le fichier (DOCX, ODT, EPUB ou archive ZIP) est abîmé ou incomplet. Vérifiez la copie d'origine."
_SOUND = "c'est un enregistrement ({name}). Déposez sa transcription."
_IMAGE = "c'est une image ({name}). Déposez la numérisation en PDF : elle sera alors reconnue (OCR)."
_PROGRAM = "c'est un programme, pas un document. Il n'a pas été ouvert."
_HEADS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG", 0, _IMAGE.format(name="PNG")),
    (b"\xff\xd8\xff", 0, _IMAGE.format(name="JPEG")),
    (b"GIF8", 0, _IMAGE.format(name="GIF")),
    (b"II*\x00", 0, _IMAGE.format(name="TIFF")),
    (b"MM\x00*", 0, _IMAGE.format(name="TIFF")),
    (b"WEBP", 8, _IMAGE.format(name="WebP")),
    (b"WAVE", 8, _SOUND.format(name="WAV")),
    (b"ID3", 0, _SOUND.format(name="MP3")),
    (b"\xff\xfb", 0, _SOUND.format(name="MP3")),
    (b"OggS", 0, _SOUND.format(name="OGG")),
    (b"fLaC", 0, _SOUND.format(name="FLAC")),
    (b"ftyp", 4, _SOUND.format(name="MP4")),
    (b"\x1a\x45\xdf\xa3", 0, _SOUND.format(name="MKV")),
    (b"Rar!", 0, _ARCHIVE.format(name="RAR")),
    (b"7z\xbc\xaf", 0, _ARCHIVE.format(name="7z")),
    (b"\x1f\x8b", 0, _ARCHIVE.format(name="gzip")),
    (b"BZh", 0, _ARCHIVE.format(name="bzip2")),
    (b"\xfd7zXZ", 0, _ARCHIVE.format(name="xz")),
    (b"ustar", 257, _ARCHIVE.format(name="tar")),
    (b"MZ", 0, _PROGRAM),
    (b"\x7fELF", 0, _PROGRAM),
)
_STREAMS = (
    ("Workbook", _TABLE.format(name="XLS")),
    ("Book", _TABLE.format(name="XLS")),
    ("PowerPoint Document", _SLIDES),
    ("__properties_version1.0", _MAIL),
)
_PARTS = (
    ("xl/workbook.xml", _TABLE.format(name="XLSX")),
    ("xl/workbook.bin", _TABLE.format(name="XLSB")),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", _TABLE.format(name="ODS")),
    (b"opendocument.graphics", "c'est un dessin (ODG). Déposez-le en PDF."),
)
_KNOWN = 15  # below every reader that may know better


class KnownButNotRead(UnknownFormat):
    """A file of a kind that this house does not read, which we can name."""

    def __init__(self, filename: str, reason: str) -> None:
        UnreadableFile.__init__(self, filename, reason)


class OtherFormats:
    """Claims what can be named, so that a librarian is told more than « unknown »."""

    def claims(self, path: Path, head: bytes) -> int:
        """Bid low, by signature."""
        return _KNOWN if _reason(path, head) else 0

    def extract(self, path: Path) -> Extraction:
        """Refuse.

        Raises:
            KnownButNotRead: always, with what the file is and what to do; or
            UnreadableFile: when it is a torn package, of which nobody can tell what it was.

        """
        raise refusal(path)


def refusal(path: Path) -> UnreadableFile:
    """The error that says what the file is."""
    with path.open("rb") as file:
        reason = _reason(path, file.read(512))
    if reason == _TORN:
        return UnreadableFile(path.name, reason)
    return KnownButNotRead(path.name, reason) if reason else UnknownFormat(path.name)


def _reason(path: Path, head: bytes) -> str:
    if head.startswith(SIGNATURE):
        streams = Compound(path).streams
        return next((reason for name, reason in _STREAMS if name in streams), "")
    if head.startswith(_ZIP):
        named = next((reason for mark, reason in _OPEN_DOCUMENTS if mark in head[:120]), "")
        if named or not (names := names_in(path)):
            return named or _TORN
        return next((reason for name, reason in _PARTS if name in names), _ARCHIVE.format(name="ZIP"))
    return next((reason for mark, place, reason in _HEADS if head[place : place + len(mark)] == mark), "")
