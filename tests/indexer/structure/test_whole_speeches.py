"""What must not cut a speech in two, what ends one, and the sections around it."""

from __future__ import annotations

import pytest

from indexer.enrich.speakers import persons
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document

SPEECHES = f"""
    Paul GARNIER
    Maire de Vernoy
    {LONG}
    {{inside}}
    {MORE}
    Aminata SOW
    Présidente d'Eau vive
    {LONG}
    """


@pytest.mark.parametrize(
    "inside",
    [
        "^ Odile PERRIN, L'eau au village, 2004.",
        "(Applaudissements.)",
        "Comme le disait Odile Perrin : il faut du temps.",
        "**Une méthode lente**",
        "1) Une méthode lente",
        "- Bénin : deux puits",
        "« Martine Dubreuil : une vie au bord du fleuve » est un beau livre.",
        "Nous avons reçu Odile PERRIN, directrice de l'eau.",
        "Je voudrais citer M. Garnier, mon prédécesseur : il n'a jamais cédé.",
        "Trois points :",
        "Attention : le fleuve monte.",
        "Monsieur le Président, je vous remercie.",
        "Quelle est la question ?",
    ],
)
def test_a_speech_is_not_cut_by(inside: str, document: Document) -> None:
    cuts, people = persons(cut(document(SPEECHES.replace("{inside}", inside))))
    speeches = [c for c in cuts if c.kind != "notes"]
    assert [c.speaker for c in speeches] == ["Paul Garnier", "Aminata Sow"]
    assert speeches[0].text.endswith(MORE)
    assert [p.name for p in people] == ["Paul Garnier", "Aminata Sow"]


@pytest.mark.parametrize("word", ["Attention", "Note", "Santé", "Conclusion", "Burkina Faso", "Eau et assainissement"])
def test_a_word_and_a_colon_between_turns_is_no_speaker(word: str, document: Document) -> None:
    text = f"""
        Paul Garnier : {LONG}
        Aminata Sow : {MORE}
        Paul Garnier : J'ajoute un mot.
        {word} : le fleuve monte encore cette nuit.
        Aminata Sow : Merci.
        """
    _, people = persons(cut(document(text)))
    assert [p.name for p in people] == ["Paul Garnier", "Aminata Sow"]


def test_a_contents_page_and_a_programme_are_no_speech(document: Document) -> None:
    cuts = cut(
        document(f"""
        Actes du colloque
        Sommaire
        OUVERTURE ..... 2
        Paul GARNIER ..... 2
        Aminata SOW ..... 4
        # OUVERTURE
        - Ville de Vernoy - Paul GARNIER, maire
        - Eau vive - Aminata SOW, présidente, et les jeunes Odile PERRIN, Kossi AMEGAN
        Animatrice : Aminata SOW, présidente d'Eau vive
        **Paul GARNIER**
        Maire de Vernoy
        {LONG}
        **Aminata SOW**
        Présidente d'Eau vive
        {MORE}
        """)
    )
    assert [c.kind for c in cuts] == ["front", "contents", "contents", "intervention", "intervention"]
    assert [c.speaker for c in cuts if c.speaker] == ["Paul Garnier", "Aminata Sow"]
    assert cuts[-1].session == "OUVERTURE"


def test_the_last_of_a_list_of_names_does_not_take_the_floor(document: Document) -> None:
    cuts = cut(
        document(f"""
        # Table ronde
        Participaient à la table ronde
        Paul Garnier, maire de Vernoy
        Aminata Sow, présidente d'Eau vive
        **Le temps des puits**
        **M. Garnier :** {LONG}
        **Mme Sow :** {MORE}
        """)
    )
    assert [c.speaker for c in cuts if c.kind == "intervention"] == ["M. Garnier", "Mme Sow"]
    assert any("Aminata Sow, présidente d'Eau vive" in c.text for c in cuts)


@pytest.mark.parametrize(
    "outcome",
    [
        "(Applaudissements.)",
        "Le budget est adopté à l'unanimité.",
        "La convention est approuvée par neuf voix contre deux.",
        "Les statuts ont été adoptés, moins trois abstentions.",
        "The report was unanimously adopted.",
        "_Le procès-verbal est approuvé._",
    ],
)
def test_what_was_voted_is_not_said_by_the_last_speaker(outcome: str, document: Document) -> None:
    text = f"M. Garnier : {LONG}\n{outcome}\nMme Sow : {MORE}\nM. Garnier : {LONG}"
    assert [(c.kind, c.text.endswith(MORE)) for c in cut(document(text))] == [
        ("intervention", False),
        ("section", False),
        ("intervention", True),
        ("intervention", False),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Le budget est adopté chaque année en mars.",
        "Nous avons proposé un texte, et il a été adopté à l'unanimité.",
        "La réforme est votée. Reste à la payer.",
    ],
)
def test_a_speaker_may_tell_of_a_vote(words: str, document: Document) -> None:
    text = f"M. Garnier : {LONG}\n{words}\nMme Sow : {MORE}\nM. Garnier : {LONG}"
    assert [c.kind for c in cut(document(text))] == ["intervention"] * 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("La séance est levée à midi.", "section"),
        ("Propos recueillis et mis en page par la rédaction.", "front"),
        ("Propos recueillis par Odile Perrin", "front"),
        ("Photos : Odile Perrin", "front"),
    ],
)
def test_the_last_line_is_nobodys(line: str, kind: str, document: Document) -> None:
    cuts = cut(document(f"M. Garnier : {LONG}\nMme Sow : {MORE}\n{line}"))
    assert [(c.kind, c.speaker) for c in cuts[1:]] == [("intervention", "Mme Sow"), (kind, None)]


def test_two_title_lines_make_one_session(document: Document) -> None:
    cuts = cut(
        document(f"""
        # 1ère TABLE-RONDE
        ## « Creuser ensemble »
        **Paul GARNIER**
        Maire de Vernoy
        {LONG}
        # 2ème TABLE-RONDE
        **Aminata SOW**
        Présidente d'Eau vive
        {MORE}
        """)
    )
    assert [c.session for c in cuts] == ["1ère TABLE-RONDE : « Creuser ensemble »", "2ème TABLE-RONDE"]


def test_a_much_larger_heading_ends_a_speech_though_it_names_no_session(document: Document) -> None:
    cuts = cut(
        document(f"""
        # Les actes
        Vernoy, mars 2012
        ## Paul GARNIER
        {LONG}
        # Le fleuve et la ville
        Trois villes racontent comment elles ont appris à compter leurs puits, et ce que cela a changé pour elles.
        ## Aminata SOW
        {MORE}
        """)
    )
    assert [(c.kind, c.speaker) for c in cuts] == [
        ("front", None),
        ("intervention", "Paul Garnier"),
        ("section", None),
        ("intervention", "Aminata Sow"),
    ]


def test_the_page_is_that_of_the_first_words(document: Document) -> None:
    cuts = cut(
        document(f"""
        [p. 3]
        **Paul GARNIER**
        Maire de Vernoy
        [p. 4]
        {LONG}
        [p. 5]
        {MORE}
        """)
    )
    assert (cuts[0].page_first, cuts[0].page_last) == (4, 5)
    assert cuts[0].breaks == ((len(LONG) + 1, 5),)


def test_a_footnote_stands_apart_and_the_speech_stays_whole(document: Document) -> None:
    cuts = cut(
        document(f"""
        **Paul GARNIER**
        Maire de Vernoy
        {LONG}
        ^ Voir la carte.
        {MORE}
        """)
    )
    assert [c.kind for c in cuts] == ["intervention", "notes"]
    assert cuts[0].text == f"{LONG}\n{MORE}"


def test_a_frame_stands_apart_and_the_speech_stays_whole(document: Document) -> None:
    cuts = cut(
        document(f"""
        **Paul GARNIER**
        [] **Avant de partir**
        Maire de Vernoy
        {LONG}
        [] **Le programme**
        [] 9 h – Accueil par Odile PERRIN, directrice
        [] **À lire**
        [] Kossi Amegan, Les puits du plateau, 1998.
        [] **Trois chiffres à retenir**
        {MORE}
        **Aminata SOW**
        Présidente d'Eau vive
        {LONG}
        """)
    )
    assert [(c.kind, c.speaker, c.heading) for c in cuts] == [
        ("intervention", "Paul Garnier", None),
        ("annex", None, None),
        ("annex", None, "Le programme"),
        ("annex", None, "À lire"),
        ("annex", None, None),
        ("intervention", "Aminata Sow", None),
    ]
    assert cuts[0].text == f"{LONG}\n{MORE}"


def test_a_foot_of_page_inside_a_sentence_is_no_session(document: Document) -> None:
    cuts = cut(
        document("""
        [p. 1]
        Paul GARNIER : Nous avons commencé par écouter les habitants, quartier après quartier, avant de
        Table ronde « L'eau en partage » — Vernoy, 3 mars 2012 uf
        [p. 2]
        décider quoi que ce soit.
        Aminata SOW : Oui.
        """)
    )
    assert cuts[0].text.endswith("avant de décider quoi que ce soit.")
    assert [c.kind for c in cuts] == ["intervention", "notes", "intervention"]


def test_a_broken_sentence_is_mended(document: Document) -> None:
    cuts = cut(
        document("""
        Paul GARNIER : Nous avons commencé par écouter les habitants, quartier après quartier, avant de
        décider quoi que ce soit.
        Aminata SOW : Oui.
        """)
    )
    assert cuts[0].text.endswith("avant de décider quoi que ce soit.")


def test_a_very_long_speech_comes_in_parts(document: Document) -> None:
    cuts = cut(document("Paul GARNIER\nMaire de Vernoy\n" + "\n".join([LONG] * 90)))
    assert [c.continues for c in cuts] == [False, True, True]
    assert {c.speaker for c in cuts} == {"Paul Garnier"}


def test_conclusions_with_the_name_in_their_title(document: Document) -> None:
    cuts = cut(document(f"# Conclusions des travaux par Paul GARNIER, Président d'Eau vive\n{LONG}"))
    assert (cuts[-1].speaker, cuts[-1].role, cuts[-1].organisation) == ("Paul Garnier", "Président", "Eau vive")


def test_where_nobody_speaks_the_headings_make_sections(document: Document) -> None:
    cuts = cut(
        document(f"""
        # Guide des puits
        Mars 2012
        ## I. Creuser
        {LONG}
        ## II. Payer
        {MORE}
        """)
    )
    assert [(c.kind, c.heading) for c in cuts] == [("front", None), ("section", "I. Creuser"), ("section", "II. Payer")]


def test_nothing_gives_nothing(document: Document) -> None:
    assert cut(document("")) == []
