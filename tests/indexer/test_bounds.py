"""Documents without end are read as far as is reasonable, and say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.bounds import Bounds, bounded, first_passages, require_text
from indexer.extract import Extraction, Page, Paragraph
from indexer.limits import Limits
from indexer.reading import read
from indexer.structure import Cut

SMALL = Bounds(characters=100, paragraphs=5, passages=3, speakers=2)


def of(*texts: str, pages: int = 0) -> Extraction:
    numbered = tuple(Page(number + 1) for number in range(pages))
    return Extraction("text/plain", tuple(Paragraph(text) for text in texts), numbered)


def test_a_document_within_its_bounds_is_left_alone():
    whole = of("un", "deux", "trois")
    assert bounded(whole, "x", 10, SMALL) is whole


@pytest.mark.parametrize(
    ("texts", "kept", "words"), [(["mot"] * 9, 5, "5 paragraphes"), (["mot " * 20] * 4, 2, "100 caractères")]
)
def test_what_is_too_long_is_cut_and_told(texts: list[str], kept: int, words: str):
    cut = bounded(of(*texts), "x", 10, SMALL)
    assert len(cut.paragraphs) == kept
    assert [remark.code for remark in cut.remarks] == ["truncated"]
    assert words in cut.remarks[0].message
    assert "L'original est conservé entier" in cut.remarks[0].message


def test_too_many_pages_are_refused_with_what_to_do():
    with pytest.raises(LimitExceeded, match=r"11 pages ; la limite est de 10.*découpez-le"):
        bounded(of("un", pages=11), "x", 10)


def test_an_endless_paragraph_becomes_several_without_losing_a_word_or_a_page():
    words = [f"mot{number}" for number in range(20_000)]
    text = " ".join(words)
    turns = tuple((text.index(f"mot{number} "), number // 1000) for number in range(2000, 20_000, 1000))
    long = Paragraph(text, page=1, breaks=turns, lead=3)
    pieces = bounded(Extraction("text/plain", (long,)), "x", 10).paragraphs
    assert [word for piece in pieces for word in piece.text.split()] == words
    assert max(len(piece.text) for piece in pieces) <= 20_000
    assert [piece.lead for piece in pieces][:2] == [3, 0]
    last = {piece.text.split()[0]: piece.page for piece in pieces}
    assert all(page == max(1, int(word[3:]) // 1000) or page == 1 for word, page in last.items())


def test_passages_and_speakers_beyond_the_bounds():
    cuts = [
        Cut(kind="intervention", text="Bonjour à tous.", speaker=f"Nom {n}", speaker_as_printed=f"M. Nom {n}")
        for n in range(5)
    ]
    kept, remarks = first_passages(cuts, SMALL)
    assert [cut.speaker for cut in kept] == ["Nom 0", "Nom 1", None]
    assert [cut.speaker_as_printed for cut in kept] == ["M. Nom 0", "M. Nom 1", "M. Nom 2"]
    assert [remark.code for remark in remarks] == ["truncated", "too-many-speakers"]


def test_a_file_without_any_text_is_told_as_such():
    with pytest.raises(UnreadableFile, match="aucun texte"):
        require_text([], [], "vide.docx")
    require_text([], [Page(1)], "photographies.pdf")


def test_a_line_without_end_is_read_to_its_end(tmp_path: Path):
    path = tmp_path / "ligne.txt"
    path.write_text("La commune et son village jumeau partagent un puits. " * 2000)
    reading = read(path, path.name, Limits())
    assert sum(len(cut.text.split()) for cut in reading.cuts) == 9 * 2000
