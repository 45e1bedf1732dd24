"""The words that say what sort of document one holds: « Actes du colloque », « Compte-rendu », « Lettre n° 12 »."""

from __future__ import annotations

import re

from corpus.vocabularies.spelling import plain

#: What stands at the start of a line says more than what stands inside it; within a line the first wins.
KINDS: tuple[tuple[str, str], ...] = (
    ("proceedings", r"actes(?! de (?:naissance|vente|candidature))\b|proceedings"),
    (
        "minutes",
        (
            r"comptes?[- ]rendus?|proces[- ]verba(?:l|ux)|releves? (?:de|des) (?:decisions?|conclusions?)|minutes|"
            r"verbatim"
            r"|retranscriptions?|c\.?r\.? (?:de|du|d') ?(?:la )?(?:reunion|atelier)|debats? de la table[- ]ronde"
        ),
    ),
    (
        "letter",
        (
            r"(?:la )?lettre (?:d'information|electronique|d'info|mensuelle|trimestrielle|de liaison|du reseau|de "
            r"l'association)"
            r"|newsletter|infolettre|bulletin|lettre (?:n°|no|numero)|lettre (?:de|du|des|d') ?[^.]{2,40} n°|"
            r"flash info|feuille d'information|gazette"
        ),
    ),
    ("summary", r"syntheses?|resume|essentiel de|restitution|points? cles?|ce qu'il faut retenir|summary"),
    (
        "note",
        (
            r"notes? (?:de|d'|sur|technique|methodologique|a l'attention|pour|explicative)|note\b|memo(?:randum)?\b|"
            r"fiche\b|aide[- ]memoire"
        ),
    ),
    (
        "study",
        (
            r"etudes?\b(?! de cas)|enquetes?|diagnostic|etat des lieux|evaluation (?:de|du|des)|recherche[- ]action|"
            r"cartographie|study|panorama"
        ),
    ),
    ("report", r"rapports?\b|bilans? (?:d'activite|moral|annuel|de)|report\b|compte d'activite"),
    (
        "brochure",
        (
            r"brochures?|guides?\b|plaquettes?|livrets?|depliants?|manuels?|vade[- ]?mecum|fascicules?|repertoires?|"
            r"catalogues?"
            r"|mode d'emploi|boite a outils"
        ),
    ),
    (
        "presentation",
        (
            r"diaporamas?|presentation (?:power ?point|visuelle)|support de (?:presentation|formation|cours)|"
            r"diapositives?"
        ),
    ),
    (
        "article",
        (
            r"articles?\b(?! \d)|entretiens? avec|interviews?|tribunes?|paru dans|publie dans|revue de presse|"
            r"reportage|portrait"
        ),
    ),
)
_STARTS = {kind: re.compile(rf"^\W*(?:les? |la |l')?(?:{words})") for kind, words in KINDS}
_INSIDE = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in KINDS}
_GENRE_ONLY = re.compile(
    r"\b(?:actes?|colloques?|seminaires?|journees?|rencontres?|forums?|assises|ateliers?|comptes?|rendus?|"
    r"syntheses?|releves?|decisions?"
    r"|conclusions?|proces|verbal|reunions?|table|tables|rondes?|conference|congres|note|presentation|rapport|"
    r"final|annuel|annuelle"
    r"|activites?|lettre|information|infos?|bulletin|newsletter|numero|n|no|brochure|plaquette|guide|etude|"
    r"document|de travail|version"
    r"|provisoire|definitive|programme|intervention|international|internationale|national|nationale|regional|"
    r"regionale|departemental"
    r"|departementale|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|"
    r"juillet|aout|septembre"
    r"|octobre|novembre|decembre|hiver|printemps|ete|automne|de|du|des|la|le|les|l|d|et|au|aux|a|en|sur|un|une|"
    r"er|eme|e|ere|annee|etape"
    r"|cr|pv|session|edition|premiere?|deuxieme|troisieme|partie|volume|tome|hors|serie|supplement|entretien|"
    r"article|resume|page"
    r"|commission|groupe|comite|pilotage|conseil|administration|assemblee|generale|ordinaire|pleniere|seance|"
    r"matin|midi|apres|[ivx]+)\b"
)


#: words of a genre that titles use as well: « Portraits de femmes » may be a brochure
_AMBIGUOUS = re.compile(
    r"\W*(?:les? |la |l')?(?:portraits?|reportages?|panorama|guides?|fiche|articles?|etudes?|resume)\b"
)


def kind_at_start(line: str) -> str | None:
    """Say which genre the line opens with, None when none."""
    text = plain(line)
    return next((kind for kind, pattern in _STARTS.items() if pattern.match(text)), None)


def is_ambiguous(line: str) -> bool:
    """Say whether the genre word the line opens with may as well be part of a title."""
    return bool(_AMBIGUOUS.match(plain(line)))


def kind_inside(line: str) -> str | None:
    """Say which genre the line names first, None when none."""
    text = plain(line)
    hits = [(match.start(), kind) for kind, pattern in _INSIDE.items() if (match := pattern.search(text))]
    return min(hits)[1] if hits else None


def only_genre(line: str) -> bool:
    """Say whether the line holds nothing but genre words, numbers and dates: it is not what the document is called.

    >>> only_genre("ATELIER 7 – Compte-rendu -"), only_genre("Actes du colloque 2009")
    (True, True)
    >>> only_genre("Synthèse de la réunion des acteurs de l'action internationale")
    False
    """
    return not re.search(r"[^\W\d_]", _GENRE_ONLY.sub(" ", plain(line)))
