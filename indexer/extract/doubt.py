"""Text layers not to be trusted: French read by a recogniser that knew no French, fonts without codes.

French cannot be written without « à » and « è »; a recogniser trained for English sets « a » and « é » or « e » in
their place, and reads the l of an elision as 1, I or |. Text that bears no accents at all (capitals, old typewriters)
is judged by its noise alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

CODE = "doubtful-ocr"
_WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)
_FRENCH = re.compile(
    r"^(?:les?|la|une?|des?|du|et|en|est|que|qui|dans|pour|sur|par|aux?|cet?|cette|ces|nous|vous|ils|elle|avec|pas|plus|"
    r"son|ses|leurs?|sont|ont|être|mais|ou|où|comme|donc)$",
    re.IGNORECASE,
)
_FRENCH_SHARE = 0.22
_ELISION = re.compile(r"(?<!\w)[1I|]\s?['’][aeiouyhàâéèêëîïôœAEIOUYHÉ]")
_ODD = re.compile(r"(?<!\w)(?=\w*[a-zà-ÿ]{2})[a-zà-ÿ]*(?:[¢£¥§&|{}\\~<>]|(?<=[a-zà-ÿ])[0-9](?=[a-zà-ÿ]{2}))[a-zà-ÿ]+")
_GRAVE = re.compile(r"[àèùÀÈ]")
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
_LONG_WORD = 4
_ENOUGH_WORDS = 40  # fewer prove nothing
_ENOUGH_LETTERS = 600
_ENOUGH_A = 8
_LEAST_A_SHARE = 0.2  # clean French has 0.65 to 0.91
_LEAST_GRAVE = 0.3  # per 1,000 letters; clean French has 1.2 to 2.1
_LEAST_ACUTE = 4.0  # per 1,000 letters; clean French has 15 to 25, text without accents none
_MOST_ELISIONS = 3.0  # per 1,000 words
_MOST_ODD = 12.0  # per 1,000 words
_MOST_LOST = 0.02
_MOST_UNSPEAKABLE = 0.4
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text layer is not to be trusted. `reason` is French, `figures` are what was measured."""

    reason: str
    figures: Mapping[str, float]


def doubtful(text: str) -> Doubt | None:
    """Judge the text layer of a page, or of a whole document; None when there is nothing to say against it.

    >>> doubtful("La commune est jumelée à une ville du Mali depuis trois ans.") is None
    True
    """
    text = unicodedata.normalize("NFC", text)
    words = _WORDS.findall(text)
    if _lost(text) > _MOST_LOST or _unspeakable(words) > _MOST_UNSPEAKABLE:
        figures = {"lost": round(_lost(text), 3), "unspeakable": round(_unspeakable(words), 3)}
        return Doubt("les caractères de ses polices ne correspondent à aucun texte lisible", figures)
    if len(words) < _ENOUGH_WORDS or not _is_french(words):
        return None
    figures = measured(text, words)
    reasons = []
    if figures["elisions"] > _MOST_ELISIONS and figures["elision_hits"] >= _SEVERAL:
        reasons.append("des élisions sont mal lues (« 1' » ou « I' » pour « l' »)")
    if _without_grave(figures):
        reasons.append("les « à » et les « è » manquent, comme si elle avait été lue avec un modèle anglais")
    if figures["odd"] > _MOST_ODD and figures["odd_hits"] >= _SEVERAL:
        reasons.append("beaucoup de mots contiennent des signes étrangers")
    return Doubt(" ; ".join(reasons), figures) if reasons else None


def doubtful_pages(pages: Mapping[int, str]) -> dict[int, Doubt]:
    """Judge the pages of one document by their numbers: a page too short to be judged shares the fate of the whole."""
    whole = doubtful("\n".join(pages.values()))
    found: dict[int, Doubt] = {}
    for number, text in pages.items():
        doubt = doubtful(text)
        if doubt is None and whole is not None and text.strip() and not _GRAVE.search(text):
            doubt = whole
        if doubt is not None:
            found[number] = doubt
    return found


def sentence(doubt: Doubt, page: int | None = None) -> str:
    """What a librarian is told."""
    where = f"de la page {page} " if page else ""
    return f"La couche de texte {where}est douteuse : {doubt.reason}. Une nouvelle reconnaissance (OCR) est proposée."


def measured(text: str, words: list[str] | None = None) -> dict[str, float]:
    """The figures that `doubtful` looks at, for French text."""
    words = _WORDS.findall(text) if words is None else words
    letters = max(1, sum(map(len, words)))
    bare, grave = words.count("a"), words.count("à")
    elisions, odd = len(_ELISION.findall(text)), len(_ODD.findall(text))
    per_words = 1000 / max(1, len(words))
    return {
        "letters": letters,
        "a": bare + grave,
        "a_share": round(grave / max(1, bare + grave), 3),
        "grave": round(1000 * text.count("è") / letters, 2),
        "acute": round(1000 * text.count("é") / letters, 2),
        "elision_hits": elisions,
        "elisions": round(elisions * per_words, 2),
        "odd_hits": odd,
        "odd": round(odd * per_words, 2),
    }


def _is_french(words: list[str]) -> bool:
    return sum(bool(_FRENCH.match(word)) for word in words) > _FRENCH_SHARE * len(words)


def _without_grave(figures: Mapping[str, float]) -> bool:
    """Whether accents are there, yet not the grave ones."""
    return (
        figures["letters"] >= _ENOUGH_LETTERS
        and figures["a"] >= _ENOUGH_A
        and figures["acute"] >= _LEAST_ACUTE
        and figures["a_share"] < _LEAST_A_SHARE
        and figures["grave"] < _LEAST_GRAVE
    )


def _lost(text: str) -> float:
    """Share of characters that stand for no letter: replacement, private and unassigned ones."""
    shown = [c for c in text if not c.isspace()]
    if len(shown) < _ENOUGH_WORDS:
        return 0.0
    lost = sum(unicodedata.category(c) in ("Co", "Cn", "Cc") or c == "\ufffd" for c in shown if c != "\ufffe")
    bullets = sum("\uf000" <= c <= "\uf0ff" for c in shown)  # symbol fonts draw list marks there
    return max(0, lost - bullets) / len(shown)


def _unspeakable(words: list[str]) -> float:
    """Share of the longer words that have no vowel: a shifted alphabet. Acronyms come back, so each counts once."""
    longer = {word.lower() for word in words if len(word) >= _LONG_WORD and word[0].lower() <= "ÿ"}
    if len(longer) < _ENOUGH_WORDS:
        return 0.0
    return sum(_VOWELS.isdisjoint(word) for word in longer) / len(longer)
