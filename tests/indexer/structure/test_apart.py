"""What stands below or inside a speech and is not said: tables, boxes without frame, asides; and covers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract import Extraction
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document

_BODY, _SMALL = 11.0, 9.0
_TABLE = "| Poste | Dépense\n| Pompes | 12 000\n| Gardien | 800"


def _sized(extraction: Extraction, small: tuple[str, ...]) -> Extraction:
    """The same document with letters: the paragraphs that begin like one of `small` are in small ones."""
    found = [replace(p, size=_SMALL if p.text.startswith(small) else _BODY) for p in extraction.paragraphs]
    return replace(extraction, paragraphs=tuple(found), body=_BODY)


def test_a_table_below_the_last_words_is_not_said(document: Document) -> None:
    cuts = cut(document(f"Paul Garnier : {LONG}\n{_TABLE}\nAminata Sow : {MORE}"))
    assert [(c.kind, c.speaker, c.cue) for c in cuts] == [
        ("intervention", "Paul Garnier", "turn"),
        ("section", None, "table"),
        ("intervention", "Aminata Sow", "turn"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"Paul Garnier : {LONG}\n{_TABLE}\nVoilà ce que cela coûte, et nous le payons.",
        f"Paul Garnier : {LONG} Voici nos dépenses :\n{_TABLE}",
    ],
)
def test_a_table_that_the_speaker_shows_stays_in_his_words(words: str, document: Document) -> None:
    cuts = cut(document(f"{words}\nAminata Sow : {MORE}"))
    assert [c.speaker for c in cuts] == ["Paul Garnier", "Aminata Sow"]


def test_a_title_smaller_than_the_text_is_that_of_a_box(document: Document) -> None:
    text = f"[p. 1]\nPaul Garnier : {LONG}\n**La pompe de Kandi**\n{MORE}\nAlors nous avons repris. {LONG}"
    cuts = cut(_sized(document(text + "\nAminata Sow : Oui."), ("La pompe", "La deuxième")))
    assert [(c.kind, c.speaker, c.heading) for c in cuts] == [
        ("intervention", "Paul Garnier", None),
        ("annex", None, "La pompe de Kandi"),
        ("intervention", "Aminata Sow", None),
    ]
    assert cuts[0].text == f"{LONG}\nAlors nous avons repris. {LONG}"


def test_a_small_label_above_names_is_no_box(document: Document) -> None:
    text = f"[p. 1]\n**Paul GARNIER**\n{LONG}\n**Intervenante**\n**Aminata SOW**\nPrésidente d'Eau vive\n{MORE}"
    cuts = cut(_sized(document(text), ("Intervenante",)))
    assert [(c.kind, c.speaker) for c in cuts] == [("intervention", "Paul Garnier"), ("intervention", "Aminata Sow")]


def test_a_cover_bears_titles_whatever_they_are_called(document: Document) -> None:
    text = f"""
        [p. 1]
        # L'eau en partage
        ## Synthèse des ateliers
        **Vernoy, mars 2014**
        [p. 2]
        ### Pourquoi nous réunir
        {LONG}
        """
    assert [(c.kind, c.heading) for c in cut(document(text))] == [("front", None), ("section", "Pourquoi nous réunir")]


@pytest.mark.parametrize(("gap", "speakers"), [(2.0, ["Paul Garnier"]), (14.0, [])])
def test_a_title_goes_on_in_the_next_line_though_it_looks_otherwise(
    gap: float, speakers: list[str], document: Document
) -> None:
    heading = "**Intervention de Paul Garnier (Eau vive de Vernoy) : ce que coûte une pompe,**"
    first, second, *rest = document(f"[p. 1]\n{heading}\net ce qu'elle rapporte\n{LONG}").paragraphs
    lines = (replace(first, size=11.0), replace(second, size=12.0, gap=gap), *(replace(p, size=11.0) for p in rest))
    cuts = cut(Extraction("text/plain", lines, body=11.0))
    assert [c.speaker for c in cuts if c.speaker and c.text == LONG] == speakers


def test_a_heading_just_above_bullets_of_people_is_not_said(document: Document) -> None:
    text = f"""
        Étaient invités : Paul Garnier, maire ; Odile Perrin ; Aminata Sow ; Koudjo Amegan
        La formation a duré quatre jours, et personne ne s'est ennuyé.
        **Intervention de Paul Garnier (Vernoy) : compter les puits**
        {LONG}
        **Ce qu'ils en retiennent**
        * Odile : Il faut compter deux fois.
        * Aminata : Et garder le carnet.
        * Odile : Le carnet, je l'ai.
        """
    cuts = cut(document(text))
    assert [(c.kind, c.speaker, c.heading) for c in cuts[:4]] == [
        ("contents", None, None),
        ("section", None, None),
        ("intervention", "Paul Garnier", "compter les puits"),
        ("intervention", "Odile", "Ce qu'ils en retiennent"),
    ]
    assert cuts[2].text == LONG


def test_a_line_in_bold_that_introduces_a_list_is_said(document: Document) -> None:
    text = f"""
        **Paul Garnier :** {LONG}
        **Trois conditions :**
        - un carnet tenu par le village,
        - une caisse à deux clés,
        - un gardien payé.
        **Aminata Sow :** {MORE}
        **Paul Garnier :** Oui.
        """
    cuts = cut(document(text))
    assert [c.speaker for c in cuts] == ["Paul Garnier", "Aminata Sow", "Paul Garnier"]
    assert cuts[0].text.endswith("un gardien payé.")


def test_a_sound_behind_a_time_stamp_is_not_said(document: Document) -> None:
    text = f"""
        [00:00:10] Paul Garnier : {LONG}
        [00:01:00] (musique)
        [00:01:20] Voix d'une passante : Qui paie ?
        [00:01:30] Paul Garnier : Tout le monde.
        """
    assert [(c.kind, c.speaker) for c in cut(document(text))] == [
        ("intervention", "Paul Garnier"),
        ("section", None),
        ("question", None),
        ("intervention", "Paul Garnier"),
    ]


@pytest.mark.parametrize(
    ("media_type", "speakers"),
    [
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["Paul Garnier", "Aminata Sow"]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["Aminata Sow"]),
    ],
)
def test_notes_below_a_slide_are_what_its_speaker_says(
    media_type: str, speakers: list[str], document: Document
) -> None:
    text = f"""
        # Vernoy, 4 mai 2012
        ## Intervention de Paul Garnier (Eau vive) : compter les puits
        ^ {LONG}
        ## Intervention d'Aminata Sow (Kandi) : garder le carnet
        {MORE}
        """
    cuts = cut(replace(document(text), media_type=media_type))
    assert [c.speaker for c in cuts if c.speaker] == speakers


@pytest.mark.parametrize(
    "line", ["Interruption de séance", "Vifs applaudissements.", "Rires dans la salle", "Laughter"]
)
def test_a_stage_direction_needs_no_brackets(line: str, document: Document) -> None:
    cuts = cut(document(f"Paul Garnier : {LONG}\n{line}\nAminata Sow : {MORE}"))
    assert [(c.kind, c.text) for c in cuts if c.speaker is None] == [("section", line)]


def test_a_story_that_opens_with_a_dialogue_is_a_speech(document: Document) -> None:
    text = f"""
        Paul Garnier, maire de Vernoy
        Il faisait nuit. Un homme entre et me dit :
        – La pompe est cassée.
        Nous l'avons réparée.
        Odile Perrin, présidente d'Eau vive
        {LONG}
        """
    assert [c.speaker for c in cut(document(text))] == ["Paul Garnier", "Odile Perrin"]
