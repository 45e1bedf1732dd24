"""People of whom brackets say only what they are: « (élu) Que peut faire une commune ? », alone or before the words."""

from __future__ import annotations

import re

from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BELIEVED
from indexer.structure.opening import Context, Opening
from indexer.structure.roles import WHO, has_verb

#: What a person is and where from; an adjective may follow, a verb (« un participant quitte la salle ») never does.
_WHO = re.compile(
    rf"(?:(?:une?|autre|le|la)\s|l')*(?:{WHO})(?:\([es]\))?"
    r"(?:\s[a-zà-ÿ-]+(?:if|ive|ale?|aux|iens?|iennes?|aires?|aise?|oise?|ique|euse|eure?|ée?))?"
    r"(?:\s\d{1,2})?(?:,?\s(?:de|du|des|d'|en|à|au|aux|dans)\s?[^:.?!()]{1,60}|,\s[^:.?!()]{1,60})?|"
    r"(?:dans|de) (?:la salle|le public)|salle|public|hors micro|from the floor|floor|audience",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\((?P<who>[^()]{{2,70}}(?:\([es]\)[^()]{{0,60}})?)\)\s*(?:[:–—]\s*)?(?P<rest>[{CAPITAL}«].*|)$", re.DOTALL
)


def bracketed(context: Context, k: int) -> Opening | None:
    """« (élue de Vernoy) : Combien cela coûte-t-il ? », or « (élue) » alone on its line above the words."""
    paragraph = context.paragraphs[k]
    found = _LABELLED.match(level(paragraph.text).strip())
    if found is None or _WHO.fullmatch(found["who"]) is None or has_verb(found["who"]):
        return None
    label = paragraph.text.strip()[found.start("who") : found.end("who")]
    if not found["rest"]:
        if not context.prose_follows(k):
            return None
        below = context.after(k)
        asks = below is not None and _asks(context.paragraphs[below].text)
        weight = BELIEVED if context.stands_out(k) else 1
        return Opening(k, "bracketed", label=label, kind="question" if asks else "intervention", weight=weight)
    start = len(paragraph.text.rstrip()) - len(found["rest"])
    kind = "question" if _asks(found["rest"]) else "intervention"
    return Opening(k, "bracketed", label=label, start=start, kind=kind, weight=BELIEVED if kind == "question" else 1)


def _asks(text: str) -> bool:
    return text.rstrip(' »”"\u00a0').endswith("?")
