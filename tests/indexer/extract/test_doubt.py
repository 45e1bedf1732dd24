import re
from pathlib import Path

import pytest

from indexer.extract.choose import extract
from indexer.extract.doubt import doubtful, doubtful_pages, sentence

DEMO = Path(__file__).resolve().parents[3] / "corpus" / "demo" / "documents"
CLEAN = (
    "La commune est jumelée à la ville de Kayes depuis 1987. Le maire a présenté le bilan à l'assemblée : "
    "l'école a ouvert, l'hôpital a reçu du matériel, et les élèves ont écrit à leurs correspondants. "
    "Très vite, la première mission a été suivie d'une deuxième, à la demande des habitants eux-mêmes. "
    "Il faut aussi parler de l'eau : dans ces villages, aller à la rivière prend deux heures à une mère de famille, "
    "et c'est elle qui a la charge de l'enfant. Nous avons été invités à revenir à la fin de l'année. "
)
ENGLISH = (
    "The meeting was opened by the mayor, who welcomed a delegation from the twin city. It's a long story, I've been "
    "told, and I'd like to tell it again: a school, a clinic and a market were built by the people of the district. "
)


def as_read_by_an_english_model(text: str) -> str:
    return re.sub(r"\bl'(?=[aeéh])", "1'", text.replace("à", "a").replace("è", "é"))


def test_clean_french_is_trusted():
    assert doubtful(CLEAN * 3) is None


def test_french_read_with_an_english_model_is_not():
    doubt = doubtful(as_read_by_an_english_model(CLEAN * 3))
    assert doubt is not None
    assert "élisions" in doubt.reason
    assert "modèle anglais" in doubt.reason
    assert sentence(doubt, 4).startswith("La couche de texte de la page 4 est douteuse")


@pytest.mark.parametrize("noise", ["grave", "elisions", "odd"])
def test_each_kind_of_noise_is_enough(noise):
    text = CLEAN * 4
    if noise == "grave":
        text = text.replace("à", "a").replace("è", "é")
    elif noise == "elisions":
        text = re.sub(r"\bl'(?=[aeéh])", "I’", text)
    else:
        text = text.replace("élèves", "él¢ves").replace("première", "premi6re").replace("matériel", "mat&riel")
    assert doubtful(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH * 5, id="English"),
        pytest.param((CLEAN + ENGLISH * 4) * 2, id="English with some French"),
        pytest.param(CLEAN.upper() * 4, id="capitals with accents"),
        pytest.param(
            CLEAN.translate(str.maketrans("éèàêôûîçù", "eeaeouicu")).upper() * 4, id="capitals without accents"
        ),
        pytest.param(CLEAN.translate(str.maketrans("éèàêôûîçù", "eeaeouicu")) * 4, id="typewriter without accents"),
        pytest.param("12 | 14 | 1 450 | 3,5 % | XVI | 2009 | SARL | CNRS\n" * 60, id="table of numbers"),
        pytest.param("", id="nothing"),
        pytest.param("Annexe 1", id="two words"),
        pytest.param("\uf0b7 Un point de plus pour la commune.\n" * 60, id="bullets of a symbol font"),
        pytest.param("La alcaldía de la ciudad ha firmado el acuerdo a favor de la región. " * 20, id="Spanish"),
    ],
)
def test_what_only_looks_unusual_is_trusted(text):
    assert doubtful(text) is None


def test_noisy_text_without_accents_is_not_trusted():
    typewriter = CLEAN.translate(str.maketrans("éèàêôûîçù", "eeaeouicu")) * 4
    assert doubtful(typewriter.replace("l'", "1'")) is not None


def test_fonts_without_codes_are_not_trusted():
    words = {word.strip(".,:") for word in (CLEAN + ENGLISH).lower().split()}
    letters = " ".join(word.translate(str.maketrans("aeiouyàéèêôû", "bcdfghjklmnp")) for word in words)
    assert doubtful(letters) is not None
    assert doubtful("\ue123\ue124 \ue125\ue126 " * 40) is not None


def test_a_short_page_shares_the_fate_of_its_document():
    bad = as_read_by_an_english_model(CLEAN * 4)
    pages = {1: bad, 2: "Fin de la réunion.", 3: "Merci à tous.", 4: ""}
    assert set(doubtful_pages(pages)) == {1, 2}
    assert doubtful_pages({1: CLEAN * 4, 2: "Fin de la réunion."}) == {}


def test_of_the_samples_only_the_bad_layer_is_doubtful(shared):
    for path in sorted((shared / "samples").glob("*.pdf")):
        pages = {page.number: "\n".join(line.text for line in page.lines) for page in extract(path).pages}
        expected = set(pages) if path.stem.endswith("_OCR") else set()
        assert set(doubtful_pages(pages)) == expected, path.name


@pytest.mark.parametrize("path", sorted(DEMO.glob("2*.pdf")), ids=lambda path: path.stem)
def test_no_clean_demo_document_is_doubtful(path):
    if "scan" in path.stem:
        pytest.skip("Scans have their own tests.")
    pages = {page.number: "\n".join(line.text for line in page.lines) for page in extract(path).pages}
    assert doubtful_pages(pages) == {}
