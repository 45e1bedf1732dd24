"""The words around a name of place that say what is meant: « la ville de », « dans la », « au Sénégal »."""

from __future__ import annotations

import re

ADJECTIVE = r"(?:\s+[\w-]+(?:aise?|oise?|ienne?|ain|aine|ine|que|bé|ique|nde?|gnole?|el|elle|ale?|chère?|aire)s?){0,2}"
OF = r"[ \u00a0]?(?:de la |de l['’]\s?|de |du |des |d['’]\s?|d |à |aux? |avec |: )?$"
OF_TOWN = r"[ \u00a0](?:de la |de l['’]\s?|de |du |des |d['’]\s?|d |à |aux? |avec |: )\s*$"
KIND_CUES: tuple[tuple[str, str], ...] = (
    (
        "commune",
        (
            r"(?:villes?|communes?|municipalit[ée]s?|mairies?|maires?|villages?|bourgs?|localit[ée]s?|conseil(?:ler|"
            r"lère)?s? municipa(?:l|ux|le)|"
            r"adjointe?s? au maire|collectivit[ée]|jumel[ée]+e?s? (?:à|avec)|h[ôo]tel de ville|lyc[ée]e|m\.?j\.?c\.?)"
        ),
    ),
    (
        "department",
        (
            r"(?:d[ée]partements?|conseils? (?:g[ée]n[ée]r(?:al|aux)|d[ée]partementa(?:l|ux))|conseill(?:er|ère)s? "
            r"(?:g[ée]n[ée]ral|d[ée]partemental)e?s?"
            r"|provinces?|cercles?|wilayas?|pr[ée]fectures?|judets?|districts?|gouvernorats?)"
        ),
    ),
    (
        "region",
        (
            r"(?:r[ée]gions?|conseils? r[ée]giona(?:l|ux)|conseill(?:er|ère)s? r[ée]giona(?:l|ux|le|les)|l[äa]nder|"
            r"land|vo[ïi]vodies?|[ée]tat)"
        ),
    ),
    (
        "intercommunality",
        (
            r"(?:communaut[ée]s? (?:urbaines?|d['’]agglom[ée]ration|de communes)|agglom[ée]ration|intercommunalit[ée]|"
            r"m[ée]tropole)"
        ),
    ),
)
#: « région Bretagne » is said without « de »; « ville Lille » is not
CUES = {
    kind: re.compile(rf"\b{words}{ADJECTIVE}{OF if kind != 'commune' else OF_TOWN}", re.IGNORECASE)
    for kind, words in KIND_CUES
}
ADMINISTRATIVE = re.compile(
    r"\b(?:villes?|communes?|r[ée]gions?|provinces?|cercles?|municipalit[ée]s?|districts?|wilayas?|villages?|"
    r"collectivit[ée]s?|capitale)\b",
    re.IGNORECASE,
)
LOCATIVE = re.compile(
    r"(?:^|[\s(«“/–-])(?:à|au|aux|en|vers|depuis|avec|entre|dans|chez|sur|pour|de|du|des|d['’]|A|À|et|ou|,|via|"
    r"près|hors|comme|De|En|Au|Avec|Depuis)\s?(?:la |le |les |l['’])?$"
)
AT = re.compile(r"(?:^|[\s(«“/–-])(?:à|A|À|vers|depuis|hors)\s$")
ARTICLE = re.compile(r"\b(?:le|la|les|l['’]|du|de la|de l['’]|des|au|aux|en|dans)\s?$", re.IGNORECASE)
LIST_LEFT = re.compile(r"(?:,|\bet|\bou|/|;|\(|-|–)\s?(?:la |le |les |l['’]|de |d['’]|à |au |en )?$")
COUNTRY_RIGHT = re.compile(
    r"^\s*[,(]?\s*(?:du |de la |d['’]|au |aux |en |à |de l['’]|des |de )?\s?(?P<name>[A-ZÀ-Ý][\w’'-]*(?: "
    r"(?:[A-ZÀ-Ý][\w-]*|d['’]\w+|du \w+)){0,2})"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:»\n•·●▪–-]\s*)$")
CAPITAL_RIGHT = re.compile(r"^ (?!Métropole|Communauté|Agglo|Ville|Région|[IVX]+\b|Le |La |Les |L['’])[A-ZÀ-Ý][\w’-]+")
CAPITAL_LEFT = re.compile(r"([A-ZÀ-Ý][\w’-]+) $")
CAPITAL_NOUN = re.compile(
    r"(?:ville|commune|mairie|maire|r[ée]gion|d[ée]partement|conseil|communaut[ée]|m[ée]tropole|universit[ée]|"
    r"atelier|pays|cercle|province|agglo\w*|port|"
    r"coop[ée]ration|jumelage|colloque|forum|mission|festival|groupe|comit[ée]|et|[àa]|en|au|aux|de|du|la|le|"
    r"les|pour|avec|entre|depuis|dans|sur|vers|table|pi[eè]ce)s?$",
    re.IGNORECASE,
)
DIRECTIONS = frozenset(
    "nord sud est ouest centre littoral plateau plateaux maritime centrale atlantique cascades oriental collines "
    "savanes lacs lagunes montagnes sahel manche nord-est nord-ouest sud-est sud-ouest".replace("-", " ").split()
)
RANK = {"country": 6, "area": 5, "region": 4, "department": 3, "intercommunality": 2, "commune": 1}
NEEDS_ISLAND = frozenset(
    {"maurice", "dominique", "grenade", "salvador", "jersey", "aruba", "reunion", "la reunion", "saint martin"}
)
ISLAND_LEFT = re.compile(r"(?:[îi]les? |à la |de la |la |au |d['’]|R[ée]publique de )$", re.IGNORECASE)
VERB_RIGHT = re.compile(
    r"^ (?:est|sont|a|ont|se|s['’]|ne|n['’]|y|en|lui|leur|travaille|coop[èe]re|soutient|accueille|finance|envoie|"
    r"[ée]change|accompagne|apporte|participe|organise|reçoit|doit|peut|veut|fait|va|met|et [A-ZÀ-Ý])(?![\w’'-]*[A-Z])"
)
NOBLE = re.compile(
    r"\b(?:ducs?|duchesse|comtes?|comtesse|marquise?|vicomte|seigneurs?|baron(?:ne)?) (?:de |d['’]|du )$"
)
GIVEN_LEFT = re.compile(r"([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*) (?:de |d['’]|du )$")
COMPLEMENT_RIGHT = re.compile(r"^ (?:de|des|du|pour|qui|que|où)\b|^ d['’]")
DEFINITE_LEFT = re.compile(r"(?:\b(?:du|de la|des|la|le|les|au|aux|un|une|ce|cette|notre) |l['’])$", re.IGNORECASE)
OF_REGION = re.compile(r"\b(?:de |d['’])$")  # « les communes d'Alsace »
#: what has the name of a place without being there: « l'épidémie d'Ebola », « le cyclone Aurore »
MISFORTUNE = re.compile(
    r"\b(?:[ée]pid[ée]mies?|pand[ée]mie|virus|maladie|fi[eè]vre|syndrome|cyclone|ouragan|temp[eê]te|typhon)"
    r"(?: [a-zà-ÿ]+)? (?:de |d['’]|à )?$"
)
