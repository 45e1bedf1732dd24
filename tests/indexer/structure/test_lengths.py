"""Passages cut shorter or longer hold the same words, each with its voice and its pages."""

from __future__ import annotations

from indexer.structure import Cut
from indexer.structure.lengths import Cutting, fitted

SENTENCES = [f"La phrase numéro {n} parle du puits, de la pompe et du village." for n in range(30)]
LONG = Cut(
    "intervention",
    "\n".join(" ".join(SENTENCES[n : n + 6]) for n in range(0, 30, 6)),
    heading="Les puits",
    speaker="Aline Vasseur",
    speaker_as_printed="Aline VASSEUR",
    page_first=3,
    page_last=5,
    breaks=((400, 4), (1200, 5)),
)


def words(cuts: list[Cut]) -> list[str]:
    return " ".join(one.text for one in cuts).split()


def test_without_settings_nothing_changes() -> None:
    assert fitted([LONG], Cutting()) == [LONG]


def test_a_long_speech_is_parted_between_paragraphs_and_its_pages_follow() -> None:
    parts = fitted([LONG], Cutting(longest=900))
    assert words(parts) == words([LONG])
    assert len(parts) == 3
    assert all(len(one.text) <= 1000 for one in parts)
    assert all(one.text.startswith("La phrase") for one in parts)
    assert [one.continues for one in parts] == [False, True, True]
    assert {one.speaker for one in parts} == {"Aline Vasseur"}
    assert parts[0].page_first == 3
    assert parts[-1].page_last == 5
    for one in parts:
        assert all(0 < at < len(one.text) for at, _ in one.breaks)


def test_a_paragraph_that_is_too_long_is_parted_between_sentences() -> None:
    one = Cut("section", " ".join(SENTENCES))
    parts = fitted([one], Cutting(longest=500))
    assert words(parts) == words([one])
    assert all(part.text.endswith("village.") for part in parts)
    assert max(len(part.text) for part in parts) <= 550
    assert fitted([Cut("section", "mot " * 500)], Cutting(longest=100)) == [Cut("section", "mot " * 500)]


def test_short_neighbours_of_one_voice_are_joined_and_no_other() -> None:
    cuts = [
        Cut("section", "Accueil.", heading="Matin", page_first=1, page_last=1),
        Cut("section", "Café.", heading="Pause", page_first=2, page_last=2),
        Cut("intervention", "Oui.", speaker="Aline Vasseur", speaker_as_printed="Aline VASSEUR"),
        Cut("intervention", "Non.", speaker="Moussa Ndiaye", speaker_as_printed="Moussa NDIAYE"),
    ]
    joined = fitted(cuts, Cutting(shortest=100))
    assert [one.text for one in joined] == ["Accueil.\nPause\nCafé.", "Oui.", "Non."]
    assert (joined[0].breaks, joined[0].page_last) == (((9, 2),), 2)
