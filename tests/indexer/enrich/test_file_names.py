from __future__ import annotations

import pytest

from indexer.enrich.headline import name_of_file


@pytest.mark.parametrize(
    ("filename", "words"),
    [
        ("CR_reunion_eau-2009.pdf", "CR reunion eau 2009"),
        ("Actes du colloque.docx", "Actes du colloque"),
        ("  _notes__de terrain_.txt", "notes de terrain"),
    ],
)
def test_a_file_without_a_title_is_called_by_its_name(filename: str, words: str):
    found = name_of_file(filename)
    assert found is not None
    assert (found.value, found.quotation) == (words, filename)
    assert found.score < 0.2


@pytest.mark.parametrize("filename", ["", "0001.pdf", "___.txt"])
def test_a_name_without_words_is_no_title(filename: str):
    assert name_of_file(filename) is None
