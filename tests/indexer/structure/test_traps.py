"""What looks like somebody speaking, and is not; and what must not cut a speech in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.enrich.speakers import persons
from indexer.extract import Extraction
from indexer.structure.cutting import cut

Document = Callable[[str], Extraction]

LONG = (
    "Nous avons commencé par écouter les habitants, quartier après quartier, avant de décider quoi que ce soit. "
    "Cela a pris deux hivers, et personne ne le regrette aujourd'hui."
)
MORE = (
    "La deuxième étape fut plus difficile, car il fallait trouver de quoi payer les fontainiers sans augmenter "
    "le prix. Les deux villes ont partagé la dépense."
)

NOBODY_SPEAKS = {
    "people merely mentioned": f"""
        # Bilan de la mission
        Paul GARNIER, maire de Vernoy, a ouvert la rencontre et remercié les partenaires venus de loin.
        M. Garnier rappelle que la ville travaille depuis onze ans avec son partenaire.
        {LONG}
        """,
    "functions as headings of a report": f"""
        # Bilan de la mission
        {LONG}
        **Le technicien hospitalier**
        {MORE}
        **La sage-femme**
        {LONG}
        """,
    "a title with a colon": f"""
        # Jeunes d'ici, jeunes de là-bas : qui garde le lien quand chacun est rentré ?
        Vernoy, 3 mars 2012
        {LONG}
        """,
    "attendance list on one line": f"""
        # Réunion du comité
        Présents : Paul Garnier (Vernoy), Aminata Sow (Eau vive), Kossi Amegan
        Excusés : Odile Perrin
        # Bilan
        {LONG}
        """,
    "attendance list in rows of a table": f"""
        # Minutes
        | Present | Paul Garnier (Chair), Vernoy Aminata Sow, Eau vive
        | Apologies | Odile Perrin
        # Report
        {LONG}
        """,
    "attendance list, a name a line": f"""
        # Compte rendu
        Étaient présents :
        Paul Garnier, maire de Vernoy
        Aminata Sow, Eau vive
        Odile Perrin, directrice
        Le comité s'est réuni le 3 mars à dix-huit heures dans la salle des mariages de la mairie de Vernoy. {LONG}
        """,
    "attendance list, bullets": f"""
        # Compte rendu
        Participants
        - Paul GARNIER, maire de Vernoy
        - Aminata SOW, Eau vive
        # Ordre du jour
        - Les pompes
        - Les écoles
        # Les pompes
        {LONG}
        """,
    "bibliography": f"""
        # Les puits
        {LONG}
        # Bibliographie
        Paul GARNIER, Les puits du plateau, Éditions du Causse, 1998
        Aminata SOW, L'eau au village, in : Revue des deux rives, 2004
        GARNIER Paul, Creuser ensemble, Paris, 2001, 212 p.
        """,
    "book titles that look like names": f"""
        # Lectures
        Eugénie Grandet
        {LONG}
        Madame Bovary est aussi un roman sur la province, disait un bibliothécaire de Vernoy.
        """,
    "address block": f"""
        # Le centre
        {LONG}
        Paul Garnier
        12 rue des Lilas
        75011 Paris
        """,
    "contact lines": f"""
        # Le centre
        {LONG}
        Paul Garnier : 01 23 45 67 89
        Aminata Sow : a.sow@example.org
        Contact : Odile Perrin, chargée de mission
        """,
    "bulleted figures by place": f"""
        # Les partenariats
        {LONG}
        - Burkina Faso : sept partenariats
        - Florence : une convention signée en 1987.
        - Halluin : deux projets d'école et un jumelage.
        - Saint-Louis : un contrat triennal.
        """,
    "project sheet": f"""
        # Fiche 3
        Public : élèves de troisième
        Responsable : service jeunesse de la ville
        Partenaires : Eau vive, Ville de Vernoy
        Objectif : faire connaître les deux villes
        {LONG}
        """,
    "headings with first names of places": f"""
        # Florence et Vernoy
        {LONG}
        # Villeneuve d'Ascq
        {MORE}
        # Charles de Gaulle
        {LONG}
        """,
    "names in a footnote": f"""
        # Les puits
        {LONG}
        ^ Paul GARNIER, maire de Vernoy : « Je n'ai rien signé. »
        {MORE}
        """,
    "programme with hours": f"""
        # Programme
        9h00 : Accueil des participants
        9h30 – 10h00 : Ouverture par Paul GARNIER, maire de Vernoy
        10h00 : Aminata SOW, présidente d'Eau vive
        12h00 : Déjeuner
        # Le projet
        {LONG}
        """,
    "acknowledgements": f"""
        # Remerciements
        Nous remercions Paul Garnier et Aminata Sow.
        Odile Perrin, directrice de l'eau
        {LONG}
        # Le projet
        {MORE}
        """,
    "numbered headings in capitals": f"""
        I. LES MOTIVATIONS DES ACTEURS
        {LONG}
        II. UN TERRITOIRE OUVERT
        {MORE}
        """,
    "credits": f"""
        # Guide des puits
        Directeur de la publication : Paul Garnier
        Rédaction : Aminata Sow, Odile Perrin
        Photos : Kossi Amegan
        # Creuser
        {LONG}
        """,
    "labels that ask nothing": f"""
        # Les questions
        Question centrale : l'accès à l'eau
        {LONG}
        Un objectif : que chaque école ait son point d'eau.
        """,
    "questions as headings": """
        # Guide du jumelage
        ## Qu'est-ce qu'un jumelage ?
        Un jumelage est un lien entre deux communes, conclu par une délibération de chaque conseil.
        ## Qui peut aider ?
        Le comité de jumelage et les services de la ville répondent aux questions des associations.
        """,
    "portraits": """
        # Paul Garnier : un maire au bord du fleuve
        Il est arrivé à Vernoy en 1987 et n'en est plus parti. Les habitants le croisent au marché.
        # Aminata Sow : l'eau pour métier
        Elle a commencé par compter les seaux. Personne ne le lui demandait, et tout le monde s'en est servi.
        """,
    "an article with many names": f"""
        # Le fleuve en fête
        Samedi, Paul Garnier, maire de Vernoy, et Jeanne Roux ont inauguré la pompe devant trois cents personnes.
        Aminata Sow, venue de Lomé, a coupé le ruban. Kossi Amegan jouait du tambour.
        Mme Roux : économiste, elle a suivi le projet depuis le début.
        {MORE}
        """,
    "workshops with chair and rapporteur": f"""
        # Atelier 1 : l'eau
        Animateur : Paul Garnier (Vernoy)
        Rapporteur : Aminata Sow
        {LONG}
        # Atelier 2 : les écoles
        Animateur : Kossi Amegan
        Rapporteur : Odile Perrin
        {MORE}
        """,
    "a team": """
        # L'équipe
        Paul Garnier, maire
        Aminata Sow, présidente
        Le comité se réunit trois fois par an dans la salle des mariages, et chacun y apporte de quoi manger.
        """,
    "a quotation set apart": f"""
        # La ville et l'eau
        {LONG}
        « Le fleuve ne se partage pas, il se prête. »
        Aminata Sow, présidente d'Eau vive
        # La ville et l'école
        {MORE}
        """,
    "terms explained": """
        # Le fleuve
        Eau Vive : association créée en 1998 pour accompagner les communes du plateau.
        Grand Puits : ouvrage collectif du marché, rénové en 2004 par les deux villes.
        Eau Vive : voir aussi la fiche 3.
        """,
    "places with what they are": f"""
        # Les partenaires
        Villeneuve Saint-Denis
        Maire : Paul Garnier
        {LONG}
        Porto Novo
        Capitale du Bénin
        {MORE}
        """,
    "biographies": f"""
        # Présentation des intervenants
        **Paul Garnier**
        Maire de Vernoy depuis 2001, il a fondé le comité de jumelage et conduit onze missions au bord du fleuve.
        **Aminata Sow**
        Elle préside Eau vive depuis 2005. Elle a étudié l'hydrologie, puis la comptabilité, dans cet ordre.
        # Les puits
        {LONG}
        """,
}


def _speech(extraction: Extraction) -> list[str]:
    cuts, _ = persons(cut(extraction))
    return [
        f"{c.kind} {c.cue} {c.speaker or c.speaker_as_printed} | {c.text[:60]}"
        for c in cuts
        if c.kind in ("intervention", "question", "answer") or c.speaker
    ]


@pytest.mark.parametrize("trap", NOBODY_SPEAKS)
def test_nobody_speaks_here(trap: str, document: Document) -> None:
    assert _speech(document(NOBODY_SPEAKS[trap])) == []


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
        ("section", None, None),
        ("section", None, "Le programme"),
        ("annex", None, "À lire"),
        ("section", None, None),
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
