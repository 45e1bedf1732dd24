"""What people do and for whom, and the labels that stand for a speaker who is not named."""

from __future__ import annotations

import re

from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import ANNOUNCEMENT

_NOUNS = (
    r"pr[ée]sident|vice|directeur|directrice|adjoint|maire|conseill|charg[ée]|animat|d[ée]l[ée]gu|professeur|"
    r"responsable|"
    r"secr[ée]taire|coordin|coordonn|chef|expert|[ée]lu|d[ée]put|s[ée]nat|ministre|ambassad|consul|chercheu|maître|"
    r"ma[iî]tresse|membre|"
    r"repr[ée]sentant|co-?(?:pr[ée]sident|directeur|directrice|fondat|animat|auteur)|fondat|tr[ée]sori|administrat|"
    r"ing[ée]nieur|"
    r"journaliste|m[ée]decin|sociologue|[ée]conomiste|g[ée]ographe|historien|politologue|anthropologue|urbaniste|"
    r"architecte|agronome|"
    r"enseignant|[ée]tudiant|doctorant|volontaire|b[ée]n[ée]vole|stagiaire|charg|consultant|assistant|attach|"
    r"inspecteur|pr[ée]fet|sous-pr[ée]fet|"
    r"recteur|doyen|juriste|avocat|notaire|agent|technicien|gestionnaire|r[ée]dact|[ée]crivain|[ée]diteur|"
    r"photographe|r[ée]alisat|artiste|"
    r"m[ée]diat|mod[ée]rat|rapporteu|intervenant|ancien|premi[eè]re?|gouverneur|roi|chef|cadre|porte-parole|"
    r"correspondant|"
    r"habitant|citoyen|agricult|paysan|[ée]leveur|producteu|entrepreneu|commer[cç]ant|instituteur|institutrice|"
    r"infirmi|sage-femme|bourgmestre|"
    r"[ée]chevin|syndicaliste|g[ée]rant|principal|proviseur|archiviste|biblioth[ée]caire|documentaliste|commissaire|"
    r"d[ée]veloppeur|formateur|formatrice|"
    r"grand t[ée]moin|discutant|facilitat|pilote|r[ée]f[ée]rent|adh[ée]rent|militant|universitaire|dircom|cabinet|"
    r"questeur|[ée]ducat|"
    r"mayor|deputy|head|chair|councillor|officer|manager|executive|minister|chief|coordinator|adviser|advisor|"
    r"professor|"
    r"lecturer|researcher|member|representative|secretary|treasurer|governor|delegate|senior|programme|program|project|"
    r"chargée|conservat|surveillan|associ[ée]e?s?\b|magistrat|juge|policier|pompier|lieutenant|g[ée]n[ée]ral|imam|"
    r"pasteur|pr[eê]tre|[ée]v[eê]que|abb[ée]|"
    r"trad[ui]|interpr[eè]te|cin[ée]aste|com[ée]dien|musicien|danseu|chorégraphe|m[ée]tteur|metteu|programmat|"
    r"mandataire|suppl[ée]ant|"
    r"\w+(?:ologue|graphe|icien|icienne|iste)s?\b|"
    r"patron|p[eê]cheu|armateur|hôtel|restaurat|guide|potier|potière|tisserand|chauffeur|marin|"
    r"ouvri|salari|employ|retrait|parent|m[eè]re|p[eè]re|lyc[ée]en|coll[ée]gien|jeune|cultivat|mara[iî]ch|artisan|"
    r"maçon|p[eê]cheu|tailleu|coutur"
)
_ROLE = re.compile(rf"(?:(?:le|la|les|un|une|l'|the)\s?)?(?:{_NOUNS})", re.IGNORECASE)
# « a Lille », « a la Ville »: recognised pages lose the accent of « à », which is no verb.
_VERB = re.compile(
    r"(?-i:\ba(?=\s+(?!la\b|le\b|l')[a-zà-ÿ]))|"
    r"\b(?:ont|est|sont|sera|seront|[ée]tait|fut|avait|avons|avez|suis|sommes|[ée]tes|rappel\w+|soulign\w+|indiqu\w+|"
    r"pr[ée]cis\w+|explique\w*|d[ée]clar\w+|remerci\w+|pr[ée]sente|pr[ée]sentent|ouvre|cl[oô]t|conclut|insiste\w*|"
    r"[ée]voque\w*|demande\w*|"
    r"r[ée]pond\w*|ajoute\w*|estime\w*|constate\w*|propose\w*|note|informe\w*|annonce\w*|s'interroge|se\s\w+e|"
    r"intervient|prend|"
    r"accueill\w+|montre|je|nous|ne|peut|doit|veut|va|fait|"
    r"is|was|were|has|have|had|said|asked|thanked|noted|reported|opened|welcomed|explained|will|would)\b",
    re.IGNORECASE,
)
_NOT_VERBS = re.compile(r"\b(?:en charge|prise? en|a\.i\.|la note|fait[- ]tout)\b", re.IGNORECASE)
_LABEL_NOUNS = (
    r"(?:co-?\s?)?pr[ée]sident(?:e|s|es)?(?: de (?:la )?s[ée]ance)?|pr[ée]sidence(?: de (?:la )?s[ée]ance)?|"
    r"mod[ée]rat(?:eur|rice|ion)s?|"
    r"animat(?:eur|rice|ion)s?(?: (?:de (?:la |l')?(?:table ronde|s[ée]ance|atelier|d[ée]bat)s?))?|"
    r"interven(?:ants?|antes?|tions?)|rapporteu(?:r|re|se)s?|grande? t[ée]moins?|grands t[ée]moins|discutant(?:e|s|"
    r"es)?|"
    r"t[ée]moin(?:s|gnages?)?|orateurs?|oratrices?|facilitat(?:eur|rice)s?|introduction|ouverture|conclusion|"
    r"cl[oô]ture|"
    r"synth[eè]se|invit[ée]e?s?|avec|par|avec la participation de|chair(?:person|man|woman)?s?|speakers?|moderators?|"
    r"panell?ists?|"
    r"facilitators?|rapporteurs?|keynote speakers?|en pr[ée]sence de|conf[ée]renci(?:er|[eè]re)s?|pilotes?|"
    r"ma[iî]tres? de c[ée]r[ée]monie|exp(?:ert|os)[ée]?e?s?|r[ée]pondante?s?"
)
LABEL_ALONE = re.compile(
    rf"(?:les? |la |l')?(?:{_LABEL_NOUNS})(?:\s*\(s\))?(?: et (?:{_LABEL_NOUNS}))?\s*:?", re.IGNORECASE
)
LABEL_BEFORE = re.compile(
    rf"(?P<label>(?:{_LABEL_NOUNS})(?: et (?:{_LABEL_NOUNS}))?)\s*(?P<colon>:)?\s+(?=[{CAPITAL}])", re.IGNORECASE
)
_OF = re.compile(
    r"\s+(?P<link>de la|du|de l'|des|de|d'|à la|au|à l'|à|aux|pour la|pour le|pour l'|pour|chez|au sein d[eu](?: la|"
    r" l')?|of the|of|at the|at|for)\s?"
    r"(?=(?P<rest>.+)$)"
)
_BODY = re.compile(
    r"(?:groupe |service )?(?:r[ée]seau|ville|commune|communaut[ée]|conseil|r[ée]gion|"
    r"d[ée]partement|m[ée]tropole|association|agence|"
    r"universit[ée]|minist[eè]re|f[ée]d[ée]ration|mission locale|chambre|syndicat|mairie|institut|fondation|"
    r"comit[ée]|centre|ong|"
    r"pr[ée]fecture|cabinet|assembl[ée]e|soci[ée]t[ée]|coll[eè]ge|[ée]cole|lyc[ée]e|h[oô]pital|union|cercle|"
    r"mouvement|ligue|"
    r"maison|observatoire|banque|office|programme|coop[ée]rative|entreprise|organisation|coordination|collectif|"
    r"province|wilaya|municipalit[ée]|"
    r"coordination|d[ée]l[ée]gation|direction|ambassade|consulat|city|council|university|ministry|network|region|"
    r"association|department)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,\s*|\s+(?:et|and)\s+")
_ASIDE = re.compile(
    r"\s*\([^()]*(?:t[ée]moignage|audio|vid[ée]o|visio|excus|remplac|absent|lu par)[^()]*\)", re.IGNORECASE
)
_HOLDERS = re.compile(
    r"\b(?:maire|bourgmestre|pr[ée]fet|gouverneur|d[ée]put[ée]e?|s[ée]nat(?:eur|rice)|mayor)$",
    re.IGNORECASE,
)


def is_role(text: str) -> bool:
    """Say whether a short text says what somebody does: « Maire du Portel », « chargée de mission, CUF ».

    >>> is_role("Vice-présidente du Conseil régional"), is_role("La ville a tenu bon.")
    (True, False)
    """
    plain = level(text).strip(" ,()–—-")
    return (
        bool(_ROLE.match(plain))
        and len(plain) <= ANNOUNCEMENT
        and not has_verb(plain)
        and (plain.endswith("»") or not ends_a_sentence(plain))
    )


def begins_with_role(text: str) -> bool:
    """Say whether the text begins like a function, whatever follows."""
    return bool(_ROLE.match(level(text)))


def has_verb(text: str) -> bool:
    """Say whether the text is said of somebody (« … a rappelé que ») rather than a title he bears."""
    return bool(_VERB.search(_NOT_VERBS.sub("", level(text))))


def ends_a_sentence(text: str) -> bool:
    """Say whether the text closes with a full stop that is none of an abbreviation's.

    >>> ends_a_sentence("Il remercie la salle."), ends_a_sentence("Directeur général, S.A.R.L.")
    (True, False)
    """
    plain = level(text).rstrip(' »")]')
    if plain.endswith(("!", "?", "…", ";")):
        return True
    return plain.endswith(".") and re.search(r"(?:\b[A-Z]|\betc|\bM|\bcoord|\bdir)\.$", plain) is None


def names_a_body(text: str) -> bool:
    """Say whether the text begins like an organisation: « Union des communes », « Ville de Vernoy »."""
    return _BODY.match(level(text)) is not None


def _looks_an_organisation(text: str) -> bool:
    return bool(text) and (text[0].isupper() or _BODY.match(text) is not None)


def split_role(text: str) -> tuple[str | None, str | None]:
    """Tell the function from the organisation; what cannot be told apart stays a role, as printed.

    >>> split_role("Directeur général adjoint de Cités-Unies France")
    ('Directeur général adjoint', 'Cités-Unies France')
    >>> split_role("chargée de mission (Ville de Lille)"), split_role("Cabinet ENEIS Conseil")
    (('chargée de mission', 'Ville de Lille'), (None, 'Cabinet ENEIS Conseil'))
    >>> split_role("Directrice de la Ville de Vernoy et présidente d'Eau vive")
    ('Directrice', 'Ville de Vernoy')
    """
    role, organisation = _split(_ASIDE.sub("", text.replace(" | ", ", ")))
    if organisation:
        second = next((m for m in _AND.finditer(organisation) if _ROLE.match(level(organisation[m.end() :]))), None)
        organisation = organisation[: second.start()] if second else organisation
    return role, organisation


def _split(text: str) -> tuple[str | None, str | None]:
    plain = text.strip(" ,;:–—-").strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    if inside := re.fullmatch(r"(?P<role>[^()]+?)\s*\((?P<organisation>[^()]+)\)", plain):
        return _split_before_aside(plain, inside["role"].strip(" ,"), inside["organisation"])
    if not plain or _BODY.match(level(plain)) or not (_ROLE.match(level(plain)) or plain[0].islower()):
        return None, plain or None
    for comma in re.finditer(r"\s*,\s*|\s+[–—-]\s+", plain):
        before, after = plain[: comma.start()], plain[comma.end() :]
        if _looks_an_organisation(after) and not _ROLE.match(level(after)):
            return before, after
    return _split_at_preposition(plain)


def _split_before_aside(plain: str, role: str, aside: str) -> tuple[str | None, str | None]:
    """« chargée de mission (Ville de Lille) » has two parts, « Maire de Bla (Mali) » only says where Bla is."""
    if not is_role(role):
        return None, plain
    place = " " not in aside and not aside.isupper() and _OF.search(role) is not None
    return (plain, None) if place else (role, aside)


def _split_at_preposition(plain: str) -> tuple[str | None, str | None]:
    for link in _OF.finditer(level(plain)):
        before, after = plain[: link.start()], plain[link.end() :]
        organ = _BODY.match(after) is not None
        if after[:1].isupper() or organ:
            if _HOLDERS.search(before) and not organ and link["link"] not in ("pour", "chez"):
                return (before, after) if len(after.split()) > 1 and after.split()[0].endswith("s") else (plain, None)
            return before, after
    return plain, None


#: What somebody can be who has no name.
WHO = (
    r"participante?s?|intervenante?s?|[ée]lue?s?|auditeur|auditrice|spectat(?:eur|rice)|[ée]tudiante?|habitante?|"
    r"b[ée]n[ée]vole|volontaire|"
    r"personnes?|membre|repr[ée]sentante?|association|responsable|enseignante?|jeunes?|militante?|agent|"
    r"technicien(?:ne)?|"
    r"dame|monsieur|homme|femme|voix|locut(?:eur|rice)|citoyen(?:ne)?|interlocut(?:eur|rice)|animat(?:eur|rice)|"
    r"mod[ée]rat(?:eur|rice)|maire|pr[ée]sidente?|conseill(?:er|[eè]re)|rapporteu(?:r|se|re)|secr[ée]taire|"
    r"traduct(?:eur|rice)|interpr[eè]te|"
    r"professeure?|journaliste|interviewer|intervieweu(?:r|se)|enqu[êe]t(?:eur|rice)|direct(?:eur|rice)|adjointe?|"
    r"doyen(?:ne)?|ministre|pr[ée]fete?|d[ée]l[ée]gu[ée]e?|expert(?:e)?|ambassad(?:eur|rice)|"
    r"tr[ée]sori(?:er|[eè]re)|coordinat(?:eur|rice)|vice-pr[ée]sidente?|facilitat(?:eur|rice)|formateur|formatrice|"
    r"chef|gouverneur|tut(?:eur|rice)|parrain|marraine|internaute|accompagnat(?:eur|rice)|encadrante?|stagiaire|"
    r"adh[ée]rente?|riveraine?|lyc[ée]en(?:ne)?|salari[ée]e?|inconnue?|anonyme|passante?"
)
ANONYMOUS = re.compile(
    rf"(?:(?:(?:(?:un|une|le|la|les|l'|des|plusieurs|autre|un autre|une autre|d'autres|M\.|Mme|Monsieur|"
    rf"Madame)\s?)+(?:{WHO})|"
    rf"(?:M\.|Mme|Monsieur|Madame)\s(?:le|la|l')\s?(?:{WHO})|(?:{WHO})|"
    r"(?:dans|de) (?:la salle|l'assistance|le public)|(?:la )?salle|(?:le )?public|(?:the |a )?(?:chair(?:man|woman|"
    r"person)?|moderator|"
    r"participant|speaker|audience|facilitator|secretary|interpreter|delegate|floor|from the floor|member)|"
    r"(?:an? |another |the |one )?(?:(?:young )?(?:woman|man)|student|teacher|resident|councillor|listener|voices?))"
    r"(?: (?!de\b|du\b|des\b|dans\b|en\b|d'|à\b|qui\b)[a-zà-ÿ-]{3,25}){0,3}"
    r"(?:\s?(?:n°\s?)?(?:\d{1,2}|[A-Z])\b)?(?: (?:dans|de|d'|du|des|en|au|of|from|in|issue?|venu)[^:.?!]{0,70})?)"
    r"(?:\s?\([^()]{1,80}\))?(?:, [^:.?!]{1,80})?",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"(?:(?:premi[eè]re|deuxi[eè]me|troisi[eè]me|autre|\d+[eè]?(?:re|me)?) )?questions?(?: (?:de |dans |"
    r"d')(?:la salle|un participant|une participante|l'assistance|public))?"
    r"(?: (?:[ée]crites?|lues?|pos[ée]es?|re[çc]ues?|arriv[ée]es?|transmises?|anonymes?)(?: [^:.?!()]{1,50})?)?"
    rf"(?: d'une?\s(?:{WHO})(?: [^:.?!()]{{1,60}})?)?"
    r"(?:\s?(?:n°\s?)?\d{1,2})?(?:\s?\([^()]{1,80}\))?|Q\.?\s?\d{0,2}|question (?:du public|from the floor)",
    re.IGNORECASE,
)
ANSWER = re.compile(
    r"(?:r[ée]ponses?|answers?|[RA])\.?\s?\d{0,2}(?: (?:de la tribune|des intervenants))?", re.IGNORECASE
)
#: « Le même : », « La même participante : »: somebody who has spoken just before.
SAME = re.compile(rf"(?:(?P<hers>la même)|(?P<his>le même)|les mêmes|the same)(?: (?:{WHO}|person))?", re.IGNORECASE)
