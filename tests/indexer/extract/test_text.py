"""Plain text and Markdown, told apart by what they contain."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest

from corpus.errors import LimitExceeded
from indexer.extract import Extraction
from indexer.extract.plain import PlainExtractor


@pytest.fixture
def read(tmp_path: Path):
    def extract(content: str | bytes) -> Extraction:
        path = tmp_path / "notes.pdf"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert PlainExtractor().claims(path, path.read_bytes()[:8192]) > 0
        return PlainExtractor().extract(path)

    return extract


def texts(extraction: Extraction) -> list[str]:
    return [p.text for p in extraction.paragraphs]


def wrapped(text: str, width: int = 76) -> str:
    return "\n".join(textwrap.wrap(text, width))


def test_wrapped_lines_are_joined_and_short_ones_stand_alone(read, speech, other):
    text = f"COMPTE RENDU\nJeanne MOREL\nPrésidente du syndicat\n{wrapped(speech)}\nPaul DARGENT\n{wrapped(other)}\n"
    extraction = read(text)
    assert extraction.media_type == "text/plain"
    assert texts(extraction) == [
        "COMPTE RENDU",
        "Jeanne MOREL",
        "Présidente du syndicat",
        speech,
        "Paul DARGENT",
        other,
    ]


def test_blank_lines_part_paragraphs(read, speech, other):
    assert texts(read(f"{wrapped(speech)}\n\n{wrapped(other)}\n")) == [speech, other]
    assert texts(read(f"{speech}\n\n{other}\n")) == [speech, other]
    assert texts(read(f"{speech}\n{other}\n")) == [speech, other]


def test_dialogue_begins_paragraphs(read, speech, other):
    text = f"Mme Roy : {speech}\nM. Petit : {other}\n"
    assert texts(read(text)) == [f"Mme Roy : {speech}", f"M. Petit : {other}"]
    lines = wrapped(f"Mme Roy : {speech}") + "\n" + wrapped(f"M. Petit : {other}")
    assert texts(read(lines)) == [f"Mme Roy : {speech}", f"M. Petit : {other}"]


def test_words_cut_at_a_line_end_are_mended(read, speech):
    lines = [
        "Nous voulons que cette coopération dure, parce que sans coopé-",
        "ration, nous ne sommes rien, disait-on à Saint-",
        "Louis.",
    ]
    found = texts(read(wrapped(speech) + "\n\n" + "\n".join(lines)))
    assert found[1].endswith("sans coopération, nous ne sommes rien, disait-on à Saint-Louis.")


def test_form_feeds_part_pages_and_their_numbers_are_no_text(read, speech):
    lines = wrapped(speech * 6).split("\n")
    extraction = read("\n".join([*lines[:9], "", "12", "\f" + lines[9], *lines[10:], "", "13"]))
    assert [p.label for p in extraction.pages] == ["12", "13"]
    (paragraph,) = extraction.paragraphs
    assert paragraph.text == (speech * 6).strip()
    assert paragraph.breaks == ((len(" ".join(lines[:9])) + 1, 2),)


def test_items_and_contents_lines_are_known(read, speech):
    text = "SOMMAIRE\n\nOuverture ........ 3\nDébat ........ 12\n\n" + wrapped(speech) + "\n- former\n- suivre\n"
    found = read(text).paragraphs
    assert [(p.kind, p.text) for p in found if p.kind != "text"] == [
        ("toc", "Ouverture … 3"),
        ("toc", "Débat … 12"),
        ("item", "former"),
        ("item", "suivre"),
    ]


def test_a_number_in_brackets_that_is_called_begins_a_note(read, speech):
    found = read(f"{speech}[1]\n\n[1] Voir la revue.\n\n[2] hectares de mil.\n").paragraphs
    assert [(p.kind, p.marker) for p in found] == [("text", ""), ("note", "1"), ("text", "")]
    assert found[1].text == "Voir la revue."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_accents_survive_any_encoding(read, encoding):
    assert texts(read("L’été à l’œuvre coûte 12 €.".encode(encoding))) == ["L’été à l’œuvre coûte 12 €."]


def test_markdown_is_known_by_its_marks(read, speech):
    extraction = read(f"# Actes\n\n**Jeanne MOREL**  \n*Présidente*\n\n{speech}\n")
    assert extraction.media_type == "text/markdown"
    assert [(p.text, p.level, p.bold, p.italic) for p in extraction.paragraphs] == [
        ("Actes", 1, 0, 0),
        ("Jeanne MOREL", 0, 1, 0),
        ("Présidente", 0, 0, 1),
        (speech, 0, 0, 0),
    ]


def test_markdown_blocks(read):
    found = read(
        "Titre\n=====\n\n### - Une question ?\n\n1. payer\n2) suivre\n\\* noter\n\n> une citation\n> suivie\n\n"
        "| Commune | Pays |\n|---|---|\n| Verlon | **Mali** |\n\n"
        "**Mme Roy :** voir [la revue](http://exemple.org/a_(b)) et `code`[^1].\n\nOuverture .....\t2\n\n"
        "---\n\n[^1]: Une note.\n\n<sup>2</sup> Une autre.\n"
    ).paragraphs
    assert [(p.kind, p.marker, p.level, p.text) for p in found] == [
        ("text", "", 1, "Titre"),
        ("item", "-", 3, "Une question ?"),
        ("item", "1.", 0, "payer"),
        ("item", "2)", 0, "suivre"),
        ("item", "*", 0, "noter"),
        ("text", "", 0, "une citation suivie"),
        ("cell", "", 0, "Commune | Pays"),
        ("cell", "", 0, "Verlon | Mali"),
        ("text", "", 0, "Mme Roy : voir la revue et code."),
        ("note", "1", 0, "Une note."),
        ("toc", "", 0, "Ouverture … 2"),
        ("note", "2", 0, "Une autre."),
    ]
    assert found[8].text[: found[8].lead] == "Mme Roy :"


def test_markdown_cut_by_a_page_is_made_whole(read, speech):
    text = f"# Actes\n\n{speech} Les deux conseils, qui se connaissent bien, ont donc\n\ndécidé de continuer.\n"
    assert texts(read(text))[1] == f"{speech} Les deux conseils, qui se connaissent bien, ont donc décidé de continuer."


def test_front_matter_is_metadata(read):
    extraction = read("---\ntitle: Actes\nauthor: Ville de Verlon\ndate: 2004\n---\n\n## Ouverture\n\nTexte.\n")
    assert extraction.metadata == {"title": "Actes", "author": "Ville de Verlon", "date": "2004"}
    assert texts(extraction) == ["Actes", "Ouverture", "Texte."]


def test_stars_that_mark_nothing_stay(read):
    assert texts(read("# Prix\n\n3 * 4 * 5 et snake_case_name\n"))[1] == "3 * 4 * 5 et snake_case_name"


@pytest.mark.parametrize(
    "head", [b"%PDF-1.4", b"{\\rtf1 x}", b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"   \n", bytes(range(32)) * 9]
)
def test_other_formats_are_not_claimed(tmp_path, head):
    assert PlainExtractor().claims(tmp_path / "x", head) == 0


def test_no_book_is_that_long(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(LimitExceeded):
        PlainExtractor().extract(path)


@pytest.mark.parametrize(
    "text",
    [
        "# t\n\n" + ">" * 5000 + " x\n",
        "# t\n\n" + "[" * 20000,
        "# t\n\n" + "[a]((" * 5000,
        "# t\n\na" + " " * 50000 + "b",
        "# t\n\n" + "<!--" * 20000,
        "M. " + "A-" * 3000 + "\nsuite\n",
        "t\n\n" + "." * 30000 + "x",
        "\f" * 20000,
        " " * 50000 + "x\nabc\n",
    ],
    ids=["quotes", "brackets", "links", "spaces", "comments", "name", "dots", "pages", "rule"],
)
def test_text_made_to_delay_is_read_at_once(tmp_path, text):
    path = tmp_path / "piège.txt"
    path.write_text(text)
    start = time.process_time()
    PlainExtractor().extract(path)
    assert time.process_time() - start < 5
