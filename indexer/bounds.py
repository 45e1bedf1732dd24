"""How much of a document is read: what goes beyond is left out and told, so no text keeps the house busy for hours.

Sizes are far above those of real proceedings: three thousand pages of debates stay below all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.extract import Extraction, Page, Paragraph, Remark
from indexer.structure import Cut

TRUNCATED, MANY_SPEAKERS = "truncated", "too-many-speakers"

_LONGEST = 20_000  # characters of a paragraph; the rules on text are made for those that people write
_NEAR = 200  # characters before that end among which a space is looked for
_CUT = (
    "Ce document dépasse {limit} : la suite, après {read} mots environ, n'a pas été lue. L'original est conservé "
    "entier ; pour que tout soit trouvé, découpez-le et déposez les parties."
)
_SPEAKERS = (
    "Plus de {most} intervenants différents : les suivants n'ont pas été reconnus comme des personnes. Leurs paroles "
    "sont lues et leurs noms restent tels qu'imprimés."
)
_NO_TEXT = (
    "aucun texte n'y a été trouvé. Le fichier est conservé ; vérifiez qu'il s'ouvre bien, puis déposez-le en PDF."
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a document may be before it is cut."""

    characters: int = 8_000_000
    paragraphs: int = 80_000
    passages: int = 12_000
    speakers: int = 500


def bounded(extraction: Extraction, filename: str, pages: int, bounds: Bounds = Bounds()) -> Extraction:
    """Leave out what is beyond the bounds, with a remark; make shorter paragraphs of endless ones.

    Raises:
        LimitExceeded: when there are more than `pages` pages.

    """
    if len(extraction.pages) > pages:
        many = len(extraction.pages)
        raise LimitExceeded(
            filename, f"il a {many} pages ; la limite est de {pages}. Le fichier est conservé ; découpez-le."
        )
    kept: list[Paragraph] = []
    characters = 0
    limit = ""
    for paragraph in extraction.paragraphs:
        if len(kept) >= bounds.paragraphs:
            limit = f"{bounds.paragraphs} paragraphes"
        elif characters >= bounds.characters:
            limit = f"{bounds.characters} caractères"
        if limit:
            break
        for piece in _pieces(paragraph):
            kept.append(piece)
            characters += len(piece.text)
    if not limit and len(kept) == len(extraction.paragraphs):
        return extraction
    remarks = (_told(limit, kept),) if limit else ()
    return replace(extraction, paragraphs=tuple(kept), remarks=(*extraction.remarks, *remarks))


def first_passages(cuts: Sequence[Cut], bounds: Bounds = Bounds()) -> tuple[list[Cut], tuple[Remark, ...]]:
    """Keep as many passages, and recognise as many speakers, as the bounds allow; say what was left out."""
    remarks = []
    kept = list(cuts[: bounds.passages])
    if len(kept) < len(cuts):
        words = sum(cut.text.count(" ") for cut in kept)
        remarks.append(Remark(TRUNCATED, _CUT.format(limit=f"{bounds.passages} passages", read=words)))
    names = list(dict.fromkeys(cut.speaker for cut in kept if cut.speaker))
    if len(names) > bounds.speakers:
        known = {*names[: bounds.speakers]}
        kept = [cut if cut.speaker is None or cut.speaker in known else replace(cut, speaker=None) for cut in kept]
        remarks.append(Remark(MANY_SPEAKERS, _SPEAKERS.format(most=bounds.speakers)))
    return kept, tuple(remarks)


def require_text(cuts: Sequence[Cut], pages: Sequence[Page], filename: str) -> None:
    """Refuse a document of which nothing can be found: no passage, and no page to be recognised or looked at.

    Raises:
        UnreadableFile: when it is one.

    """
    if not cuts and not pages:
        raise UnreadableFile(filename, _NO_TEXT)


def _told(limit: str, kept: Sequence[Paragraph]) -> Remark:
    return Remark(TRUNCATED, _CUT.format(limit=limit, read=sum(one.text.count(" ") + 1 for one in kept)))


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, or the parts of one that never ends, each with its page and page turns."""
    text, start, page = paragraph.text, 0, paragraph.page
    if len(text) <= _LONGEST:
        yield paragraph
        return
    while start < len(text):
        end = start + _LONGEST
        if end < len(text):
            space = text.rfind(" ", end - _NEAR, end)
            end = space if space > start else end
        turns = tuple((place - start, number) for place, number in paragraph.breaks if start < place < end)
        page = next((number for place, number in reversed(paragraph.breaks) if place <= start), page)
        part = text[start:end].strip()
        if part:
            first = start == 0
            yield replace(paragraph, text=part, page=page, breaks=turns, lead=paragraph.lead if first else 0, level=0)
        start = end
