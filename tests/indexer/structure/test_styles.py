"""Each way in which proceedings show who speaks, in invented documents."""

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

STYLES = {
    "1 name alone, role below, upper-case surname, no fonts": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {LONG}
        {MORE}
        Aminata SOW
        Présidente de l'association Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons commencé", "Aminata Sow | La deuxième étape"],
    ),
    "1 name alone in bold, mixed case, organisation below": (
        f"""
        **Paul Garnier**
        _Maire de Vernoy_
        {LONG}
        **Kossi Amegan**
        _Union des communes du Littoral_
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Kossi Amegan | La deuxième"],
    ),
    "1 name alone, function, and below it where he comes from": (
        f"""
        Paul Garnier
        Conseiller au service des relations extérieures
        Ville de Vernoy, France
        {LONG}
        Lưu Thị Thảo
        Cheffe de projet
        Ville de Vĩnh Tân, Viêt Nam
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Lưu Thị Thảo | La deuxième"],
    ),
    "1 names alone without function, those of people who also stand above with one": (
        f"""
        Paul Garnier
        Maire de Vernoy
        {LONG}
        Lưu Thảo
        Cheffe de projet
        {MORE}
        Lưu Thảo
        {LONG}
        Paul Garnier
        {MORE}
        Lưu Thảo
        {LONG}
        """,
        ["Paul Garnier |", "Lưu Thảo |", "Lưu Thảo |", "Paul Garnier |", "Lưu Thảo |"],
    ),
    "1 names as headings, role over two lines, subheading inside": (
        f"""
        # Deuxième table ronde
        ## Paul Garnier
        _Adjoint au maire de Vernoy, chargé des relations_
        _internationales et des jumelages_
        {LONG}
        ### Une méthode lente
        {MORE}
        ## Aminata Sow
        _Directrice, Eau vive_
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | Nous avons"],
    ),
    "1 name alone without role, among others with": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {LONG}
        Aminata SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 NAME, function, organisation": (
        f"""
        Paul GARNIER, maire de Vernoy
        {LONG}
        Aminata SOW, Cabinet Baobab
        {MORE}
        Kossi AMEGAN, chargé de mission aux relations internationales à Lomé
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Kossi Amegan | Nous avons"],
    ),
    "2 with dash, parentheses, bold": (
        f"""
        **Paul Garnier – Maire de Vernoy**
        {LONG}
        **Aminata Sow (Eau vive)**
        {MORE}
        **Mme Odile Perrin, directrice de l'eau, Ville de Vernoy**
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Odile Perrin | Nous avons"],
    ),
    "3 M. X : in the running line": (
        f"""
        M. Paul GARNIER : {LONG}
        Mme SOW : {MORE}
        M. GARNIER : Oui.
        Mme SOW : Non, ce n'est pas exact.
        """,
        ["Paul Garnier | Nous avons", "Mme Sow | La deuxième", "Paul Garnier | Oui", "Mme Sow | Non ce n"],
    ),
    "3 Mme X. –": (
        f"""
        M. Garnier, maire de Vernoy. – {LONG}
        Mme Sow (Eau vive). – {MORE}
        M. Garnier. – Je vous remercie.
        {LONG}
        """,
        ["M. Garnier | Nous avons", "Mme Sow | La deuxième", "M. Garnier | Je vous remercie"],
    ),
    "3 plain names and colon, without civility, speech over paragraphs": (
        f"""
        Paul Garnier : {LONG}
        {MORE}
        Aminata Sow : {MORE}
        Kossi Amegan : Je partage cet avis.
        Paul Garnier : Merci.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Kossi Amegan | Je partage", "Paul Garnier | Merci"],
    ),
    "3 surnames in capitals only": (
        f"""
        GARNIER : {LONG}
        SOW : {MORE}
        GARNIER : Oui.
        SOW : Merci.
        """,
        ["Garnier | Nous avons", "Sow | La deuxième", "Garnier | Oui", "Sow | Merci"],
    ),
    "3 the chair interrupts": (
        f"""
        Paul GARNIER, président : La séance est à vous.
        Aminata SOW : {LONG}
        Le président : Il vous reste une minute.
        Aminata SOW : {MORE}
        """,
        [
            "Paul Garnier | La séance",
            "Aminata Sow | Nous avons",
            "Paul Garnier | Il vous reste",
            "Aminata Sow | La deuxième",
        ],
    ),
    "4 bold name and colon": (
        f"""
        **Paul Garnier :** {LONG}
        {MORE}
        **Aminata Sow (Eau vive) :** {MORE}
        **Garnier :** Je réponds d'un mot.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Je réponds"],
    ),
    "4 bold name without colon, reported speech": (
        """
        **Paul Garnier** rappelle que la ville travaille avec son partenaire depuis onze ans et que rien n'est acquis.
        **Aminata Sow** précise que les fontainiers sont payés par la caisse du quartier et non par la commune.
        """,
        ["Paul Garnier | Paul Garnier rappelle", "Aminata Sow | Aminata Sow précise"],
    ),
    "5 formulas with organisation and title": (
        f"""
        **Introduction de Paul Garnier (Eau vive), animateur de l'atelier :**
        {LONG}
        **Intervention d'Aminata Sow (Ville de Vernoy) : Vingt ans de puits**
        {MORE}
        **La parole est donnée à Kossi Amegan de l'Union des communes :**
        {LONG}
        **Retour à l'intervention d'Aminata Sow :**
        {MORE}
        **Conclusions des travaux par Paul GARNIER, Président d'Eau vive**
        {LONG}
        """,
        [
            "Paul Garnier | Nous avons",
            "Aminata Sow | La deuxième",
            "Kossi Amegan | Nous avons",
            "Aminata Sow | La deuxième",
            "Paul Garnier | Nous avons",
        ],
    ),
    "5 formulas without fonts": (
        f"""
        Mot de bienvenue de M. Paul Garnier, maire de Vernoy
        {LONG}
        Intervention de Mme Aminata Sow : l'eau au village
        {MORE}
        Réponse de M. Garnier : Je n'ai rien à ajouter.
        Clôture par Kossi Amegan, Union des communes
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Je n", "Kossi Amegan | Nous avons"],
    ),
    "5 title of the talk, then par X": (
        f"""
        # L'eau au village
        Par Paul Garnier, maire de Vernoy
        {LONG}
        # Les fontainiers
        Par Aminata Sow, Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "6 role labels above names": (
        f"""
        Co-présidents de séance
        Paul GARNIER, maire de Vernoy
        {LONG}
        Modératrice
        Aminata SOW, Cabinet Baobab
        {MORE}
        Intervenants
        Kossi AMEGAN, expert bénévole
        {LONG}
        Odile PERRIN, directrice de l'eau
        {MORE}
        """,
        [
            "Paul Garnier | Nous avons",
            "Aminata Sow | La deuxième",
            "Kossi Amegan | Nous avons",
            "Odile Perrin | La deuxième",
        ],
    ),
    "7 bulleted questions, half-anonymous": (
        f"""
        # Débat avec la salle
        - Comment payer les fontainiers ? (élu)
        {LONG}
        - Il ne faut pas oublier les éleveurs (association)
        - Qui répare quand la pompe casse ?
        {MORE}
        """,
        [
            "(élu) | Comment payer",
            "- | Nous avons",
            "(association) | Il ne faut",
            "- | Qui répare",
            "- | La deuxième",
        ],
    ),
    "7 labels of the anonymous": (
        f"""
        **Paul Garnier :** {LONG}
        **Un participant :** Combien cela coûte-t-il ?
        **Paul Garnier :** Trois fois rien.
        **Une élue de Vernoy :** Je voudrais nuancer ce qui vient d'être dit.
        **Dans la salle :** Et les écoles ?
        **Question de la salle :** Quel est le calendrier ?
        **Réponse :** Deux ans au moins.
        """,
        [
            "Paul Garnier | Nous avons",
            "(Un participant) | Combien",
            "Paul Garnier | Trois fois",
            "(Une élue de Vernoy) | Je voudrais",
            "(Dans la salle) | Et les",
            "(Question de la salle) | Quel est",
            "(Réponse) | Deux ans",
        ],
    ),
    "7 Q and R": (
        f"""
        Q : Comment avez-vous commencé ?
        R : {LONG}
        Q : Et ensuite ?
        R : {MORE}
        """,
        ["(Q) | Comment", "(R) | Nous avons", "(Q) | Et ensuite", "(R) | La deuxième"],
    ),
    "7 numbered Q and R": (
        f"""
        Q1. Comment avez-vous commencé ?
        R1. {LONG}
        Q2. Et ensuite ?
        R2. {MORE}
        """,
        ["(Q1) | Comment", "(R1) | Nous avons", "(Q2) | Et ensuite", "(R2) | La deuxième"],
    ),
    "1 salutations first": (
        f"""
        # Allocution d'ouverture
        **Son Excellence M. Abdou Diatta, ministre de l'eau**
        Monsieur le Maire,
        Mesdames et Messieurs,
        {LONG}
        **Nguyen Thi Hoa**
        Comité populaire
        {MORE}
        """,
        ["Abdou Diatta | Monsieur le Maire", "Nguyen Thi Hoa | La deuxième"],
    ),
    "5 par X below the title, without fonts": (
        f"""
        L'EAU AU VILLAGE
        par Paul GARNIER
        maire de Vernoy
        {LONG}
        LES FONTAINIERS
        par Aminata SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "7 questions with the name behind": (
        f"""
        # Synthèse
        {LONG}
        # Échanges
        Comment payer les fontainiers ? (Paul Garnier, Vernoy)
        {LONG}
        Qui répare ? (une habitante)
        {MORE}
        """,
        ["Paul Garnier | Comment", "- | Nous avons", "(une habitante) | Qui répare", "- | La deuxième"],
    ),
    "8 bullets with first names": (
        f"""
        * Fatou : {LONG}
        * Jean-Luc : {MORE}
        * Kpedetin : Je suis arrivée plus tard que les autres.
        * Fatou : Et tu n'es jamais repartie.
        """,
        ["Fatou | Nous avons", "Jean-Luc | La deuxième", "Kpedetin | Je suis", "Fatou | Et tu"],
    ),
    "9 time stamps and roles": (
        f"""
        [00:00:12] Animateur : {LONG}
        [00:03:40] Le maire : {MORE}
        [00:05:02] Animateur : Merci.
        [00:05:10] Intervenante 2 : Je voudrais ajouter un point.
        """,
        [
            "(Animateur) | Nous avons",
            "(Le maire) | La deuxième",
            "(Animateur) | Merci",
            "(Intervenante 2) | Je voudrais",
        ],
    ),
    "9 time stamps and names": (
        f"""
        10:15 – Paul Garnier : {LONG}
        10:22 – Aminata Sow : {MORE}
        10:31 – Paul Garnier : D'accord.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | D accord"],
    ),
    "10 English minutes": (
        """
        # Minutes of the annual meeting
        Present: Jane Cooper (Chair), Paul Garnier, Aminata Sow
        Apologies: Tom Baker
        ## 1. Welcome
        Jane Cooper: Good morning and welcome to the eleventh meeting of our twinning committee.
        ## 2. Water project
        Mr Garnier: The pumps arrived in March and two of them still need a spare part.
        Ms Sow: We can bring it in June.
        The Chair: Thank you both.
        """,
        [
            "Jane Cooper | Good morning",
            "Paul Garnier | The pumps",
            "Aminata Sow | We can",
            "Jane Cooper | Thank you",
        ],
    ),
    "11 interview, question in bold": (
        f"""
        # Entretien avec Aminata Sow, présidente d'Eau vive
        Elle reçoit dans un bureau sans porte, au bord du marché, entre deux réunions et trois coups de téléphone.
        **Comment tout cela a-t-il commencé ?**
        {LONG}
        {MORE}
        **Et aujourd'hui, que reste-t-il à faire ?**
        {MORE}
        """,
        ["- | Comment tout", "Aminata Sow | Nous avons", "- | Et aujourd hui", "Aminata Sow | La deuxième"],
    ),
    "11 interview without fonts": (
        f"""
        Trois questions à Paul Garnier, maire de Vernoy
        Comment tout cela a-t-il commencé ?
        {LONG}
        Que reste-t-il à faire ?
        {MORE}
        """,
        ["- | Comment tout", "Paul Garnier | Nous avons", "- | Que reste", "Paul Garnier | La deuxième"],
    ),
    "1 capitals only": (
        f"""
        PAUL GARNIER
        {LONG}
        AMINATA SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "1 two people speak together": (
        f"""
        **Paul GARNIER et Aminata SOW**
        Eau vive
        {LONG}
        **Kossi AMEGAN**
        Union des communes
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Kossi Amegan | La deuxième"],
    ),
    "2 family name first": (
        f"""
        GARNIER Paul – Maire de Vernoy
        {LONG}
        SOW Aminata – Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 on a recognised page, without accents": (
        f"""
        Paul GARNIER, chargé de mission aux relations internationales a Vernoy
        {LONG}
        Aminata SOW, presidente de l'association Eau vive a la Ville de Vernoy
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 line ends lost between name and role": (
        f"""
        Paul GARNIER Maire de Vernoy
        {LONG}
        Aminata SOW Présidente d'Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 between an announcement of the same people": (
        f"""
        # Table ronde 1 – L'eau
        Paul GARNIER, maire de Vernoy
        Aminata SOW, présidente d'Eau vive
        Kossi AMEGAN, Union des communes
        Paul GARNIER, maire de Vernoy
        {LONG}
        Aminata SOW, présidente d'Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "3 the manner of assemblies": (
        f"""
        Présidence de Mme Odile Perrin
        Mme la présidente. La séance est ouverte.
        M. Paul Garnier. {LONG}
        Mme la présidente. La parole est à Mme Aminata Sow.
        Mme Aminata Sow. {MORE}
        M. Paul Garnier. Très bien !
        """,
        [
            "Odile Perrin | La séance",
            "Paul Garnier | Nous avons",
            "Odile Perrin | La parole",
            "Aminata Sow | La deuxième",
            "Paul Garnier | Très bien",
        ],
    ),
    "3 stenographic record": (
        f"""
        Assises de l'eau
        (La séance est ouverte à neuf heures sous la présidence de Mme Odile PERRIN.)
        Mme la PRÉSIDENTE. – Mesdames, Messieurs, la séance est ouverte.
        M. Paul GARNIER, maire de Vernoy. – {LONG}
        (Applaudissements.)
        UN PARTICIPANT. – Très bien !
        M. GARNIER. — Je poursuis. {MORE}
        PLUSIEURS VOIX. – Non !
        Mme SOW (Eau vive). – Je demande la parole.
        LA PRÉSIDENTE. – Vous l'avez, Madame.
        M. BA, de sa place. – Et les écoles ?
        Mme SOW.- J'y viens.
        {MORE}
        (La séance est levée à midi.)
        """,
        [
            "Odile Perrin | Mesdames",
            "Paul Garnier | Nous avons",
            "(UN PARTICIPANT) | Très bien",
            "Paul Garnier | Je poursuis",
            "(PLUSIEURS VOIX) | Non",
            "Mme Sow | Je demande",
            "Odile Perrin | Vous l",
            "M. Ba | Et les",
            "Mme Sow | J y viens",
        ],
    ),
    "3 the function before the name": (
        f"""
        Le maire de Vernoy, M. Paul Garnier : {LONG}
        La présidente d'Eau vive, Mme Aminata Sow : {MORE}
        M. Garnier, reprenant : Merci.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Merci"],
    ),
    "3 reported speech in the whole of the minutes": (
        """
        # Compte rendu du conseil
        M. Garnier ouvre la séance et rappelle l'ordre du jour, qui comporte deux points importants.
        Mme Sow présente le bilan de la mission et insiste sur la durée des travaux.
        M. Amegan demande si les fontainiers seront payés avant la saison des pluies.
        Mme Sow répond que la caisse du quartier y pourvoira.
        """,
        [
            "M. Garnier | M. Garnier ouvre",
            "Mme Sow | Mme Sow présente",
            "M. Amegan | M. Amegan",
            "Mme Sow | Mme Sow répond",
        ],
    ),
    "5 the floor given in a sentence": (
        f"""
        Ouverture de la séance par M. Paul Garnier, maire :
        {LONG}
        La parole est à M. Mamadou Ba, fontainier.
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Mamadou Ba | La deuxième"],
    ),
    "5 reports of workshops": (
        f"""
        # Restitution des ateliers
        **Atelier 1 – par Jeanne Roux, rapporteure**
        {LONG}
        **Atelier 2 – par Mamadou Ba, rapporteur**
        {MORE}
        """,
        ["Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième"],
    ),
    "7 the anonymous alone on their lines": (
        f"""
        **Paul GARNIER**
        {LONG}
        **Une participante**
        _Association des bords du fleuve_
        Qui tient la caisse ?
        **Paul GARNIER**
        Une commerçante du marché.
        """,
        ["Paul Garnier | Nous avons", "(Une participante) | Qui tient", "Paul Garnier | Une commerçante"],
    ),
    "8 with age and place": (
        f"""
        • Fatou, 23 ans, Dakar : « {LONG} »
        • Jean-Luc (Vernoy) : « {MORE} »
        • Kpedetin, 19 ans : « Je suis arrivée plus tard que les autres. »
        """,
        ["Fatou | « Nous avons", "Jean-Luc | « La deuxième", "Kpedetin | « Je suis"],
    ),
    "8 dialogue with dashes": (
        f"""
        – Paul Garnier : {LONG}
        – Jeanne Roux : {MORE}
        – Paul Garnier : Oui.
        """,
        ["Paul Garnier | Nous avons", "Jeanne Roux | La deuxième", "Paul Garnier | Oui"],
    ),
    "9 stamps behind the label, words below": (
        f"""
        Animateur [00:00:12]
        {LONG}
        Locuteur 2 [00:03:40]
        {MORE}
        Animateur [00:05:10]
        Merci.
        """,
        ["(Animateur) | Nous avons", "(Locuteur 2) | La deuxième", "(Animateur) | Merci"],
    ),
    "9 stamps on lines of their own": (
        f"""
        00:01:12
        Animateur : {LONG}
        00:03:40
        Maire : {MORE}
        00:05:10
        Animateur : Merci.
        """,
        ["(Animateur) | Nous avons", "(Maire) | La deuxième", "(Animateur) | Merci"],
    ),
    "9 ranges of time": (
        f"""
        00:00:12 – 00:03:40 Animatrice : {LONG}
        00:03:40 – 00:05:02 Maire : {MORE}
        00:05:02 – 00:05:10 Animatrice : Merci.
        """,
        ["(Animatrice) | Nous avons", "(Maire) | La deuxième", "(Animatrice) | Merci"],
    ),
    "9 a transcript set as a table": (
        f"""
        | Heure | Qui | Propos
        | 00:12 | Animateur | {LONG}
        | 03:40 | Mme Sow | {MORE}
        | 05:02 | Animateur | Merci.
        """,
        ["(Animateur) | Nous avons", "Mme Sow | La deuxième", "(Animateur) | Merci"],
    ),
    "10 chair with name, somebody from the floor": (
        """
        **Chair (Jane Cooper):** Good morning everybody and thank you for travelling so far.
        **Mr. Paul Garnier (Vernoy):** We received the pumps in March.
        **A participant from the floor:** Who pays for the spare parts?
        **Mr. Garnier:** The city does.
        """,
        [
            "Jane Cooper | Good morning",
            "Paul Garnier | We received",
            "(A participant from the floor) | Who pays",
            "Paul Garnier | The city",
        ],
    ),
    "11 initials": (
        f"""
        # Participants
        - Jeanne Roux (JR)
        - Mamadou Ba (MB)
        JR : {LONG}
        MB : {MORE}
        JR : Merci.
        """,
        ["Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième", "Jeanne Roux | Merci"],
    ),
    "11 two people answer": (
        f"""
        Entretien avec Jeanne Roux, économiste, et Mamadou Ba, fontainier
        **Comment avez-vous commencé ?**
        **Jeanne Roux :** {LONG}
        **Mamadou Ba :** {MORE}
        **Que reste-t-il à faire ?**
        **M. B. :** Tout.
        """,
        ["- | Comment", "Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième", "- | Que reste", "Mamadou Ba | Tout"],
    ),
    "11 portraits with questions": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et demain ?**
        {MORE}
        """,
        ["- | Qu est-ce", "Aminata Sow | Nous avons", "- | Et demain", "Aminata Sow | La deuxième"],
    ),
    "11 portraits with questions, introduced": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        _Fontainière à vingt ans, elle a formé la moitié des gardiens de puits du plateau._
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et ensuite ?**
        {MORE}
        ## Paul Garnier, maire de Vernoy
        Maçon de métier, il a bâti deux écoles avant d'être élu, et trois depuis.
        **Et demain ?**
        {MORE}
        **Rien d'autre ?**
        {LONG}
        """,
        [
            "- | Qu est-ce",
            "Aminata Sow | Nous avons",
            "- | Et ensuite",
            "Aminata Sow | La deuxième",
            "- | Et demain",
            "Paul Garnier | La deuxième",
            "- | Rien",
            "Paul Garnier | Nous avons",
        ],
    ),
    "11 portraits whose people begin before the first question": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        Je suis fontainière depuis trente ans, et mon père l'était avant moi.
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et demain ?**
        {MORE}
        """,
        ["Aminata Sow | Je suis", "- | Qu est-ce", "Aminata Sow | Nous avons", "- | Et demain", "Aminata Sow | La"],
    ),
    "a letter": (
        """
        Vernoy, le 3 mars 2012
        Madame la Présidente,
        Je vous écris pour confirmer notre engagement. Nous avons voté hier la somme que vous demandiez.
        Nous vous attendons en mai.
        Paul Garnier
        Maire de Vernoy
        """,
        ["Paul Garnier | Je vous écris"],
    ),
    "signed editorial": (
        f"""
        # Éditorial
        {LONG}
        {MORE}
        **Paul Garnier**
        Président d'Eau vive
        # Les puits
        La commune compte onze puits, dont neuf sont gardés par des familles qui habitent à moins de cent mètres.
        """,
        ["Paul Garnier | Nous avons"],
    ),
}


def spoken(extraction: Extraction) -> list[str]:
    """What is said, a line a passage: who, and the first words."""
    cuts, _ = persons(cut(extraction))
    lines = []
    for c in cuts:
        if c.kind in ("intervention", "question", "answer"):
            who = c.speaker or (f"({c.speaker_as_printed})" if c.speaker_as_printed else "-")
            lines.append(f"{who} | {c.text}")
    return lines


def _agree(found: list[str], expected: list[str]) -> bool:
    def flat(line: str) -> str:
        return " ".join(line.replace("'", " ").replace(",", " ").replace("-t-il", " ").split())

    return len(found) == len(expected) and all(
        flat(f).startswith(flat(e)) for f, e in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert _agree(found, expected), "\n".join(line[:90] for line in found)
