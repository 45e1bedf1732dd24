"""A text is cut into the sentences that a French reader sees, and nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from corpus.sentences import sentences, sentences_around

CASES = {
    "titles": ["M. Le Goff et Mme. Roux sont venus.", "MM. Petit et Grand aussi.", "Le Dr. Blanc parle."],
    "initials": ["J.-P. Martin et A. B. Diallo ont signé.", "L’O.N.U. suit.", "Nous aussi, à l’O.N.U.", "Il le dit."],
    "short words": ["Voir art. 3 et chap. II, p. 12.", "Cf. Rapport de 2004, t. 2, p. ex. Annexe 1.", "Fin."],
    "et cetera": ["Des puits, des pompes, etc.", "Tout y est.", "Des puits, etc. pour la ville."],
    "ordinals and decimals": ["Le 1er. mars, 3.5 hectares à 1.200 F.", "Le 2e. collège vote à 12,5 %.", "Bien."],
    "years end": ["Nous avons signé en 1998.", "Les travaux ont suivi.", "Le budget est de 12.", "Voilà."],
    "guillemets": ["Il a dit : « Venez. Restez. »", "Puis il partit.", "« Qui ? » demanda-t-elle.", "Personne."],
    "what is said": ["« Nous venons ! »", "Elle le répète.", "« Vraiment ? »", "« Oui. »"],
    "questions": ["Pourquoi ?", "Parce que l’eau manque !", "Et alors ?!", "Rien…", "Il hésite… puis parle."],
    "left out": ["Le maire […] a voté (voir plus loin. Annexe) hier.", "La suite (...) Reste à dire."],
    "numbers of headings": ["1. Le cadre de l’accord.", "Il date de 2004."],
    "roman": ["II. Les acteurs.", "Ils sont dix."],
    "calls of notes": ["L’eau est rare.¹", "Le puits est sec.12", "La pluie viendra.[3]", "Bon."],
    "no stop": ["Un texte sans aucun point"],
    "addresses": ["Écrivez à a.b@exemple.org ou sur www.exemple.org/a.B pour cela.", "Merci."],
    "dots that lead": ["Ouverture … 12 Atelier sur l’eau ..... 14 Fin.", "Il y en a...", "Beaucoup."],
    "english": ["Mr. Brown spoke.", "The U.N. was there.", "We left."],
    "dialogue dashes": ["– Venez.", "– Non, merci.", "— Pourquoi ?"],
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_sentences_are_those_a_reader_sees(kind: str) -> None:
    text = " ".join(CASES[kind])
    assert [text[start:end] for start, end in sentences(text)] == CASES[kind]


def test_a_paragraph_ends_a_sentence_and_a_broken_line_does_not() -> None:
    text = "Ouverture\nNous avons parlé de l’eau\net des puits. Merci.\n\n  Suite\n"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Ouverture", "Nous avons parlé de l’eau\net des puits.", "Merci.", "Suite",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " \n ", ".", "…", "« ", "( (", "a.\nB. C?  D", "M.", "1.", "\u00a0!\u00a0» \n— x"]
)
def test_nothing_is_lost_of_any_text(text: str) -> None:
    spans = sentences(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)


def test_words_are_widened_to_their_sentences() -> None:
    text = "Un deux. Trois quatre. Cinq six."
    assert sentences_around(text, 12, 14) == (9, 22)
    assert sentences_around(text, 4, 10) == (0, 22)
    assert sentences_around(text, 22, 22) == (9, 22)
    with pytest.raises(ValueError, match="no sentence"):
        sentences_around("  ", 0, 1)


def unbroken(text: str) -> str:
    return "".join(text.split())


def test_the_texts_of_the_demo_are_covered_by_their_sentences() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpus" / "demo" / "sources" / "texts"
    texts = [one.read_text(encoding="utf-8") for one in sorted(folder.glob("*.txt"))]
    assert texts
    for text in texts:
        spans = sentences(text)
        assert unbroken("".join(text[start:end] for start, end in spans)) == unbroken(text)
        assert max(end - start for start, end in spans) < 1500


def test_the_samples_are_covered_by_their_sentences(shared: Path) -> None:
    texts = [one.read_text(encoding="utf-8", errors="replace") for one in sorted(shared.glob("samples/*.txt"))]
    texts += [one.read_text(encoding="utf-8") for one in sorted(shared.glob("samples/*.md"))]
    if not texts:
        pytest.skip("pas d'échantillon en texte à côté du projet")
    for text in texts:
        assert unbroken("".join(text[start:end] for start, end in sentences(text))) == unbroken(text)
