"""Where the title page ends and the text begins."""

from __future__ import annotations

import re

from indexer.extract import Paragraph
from indexer.structure.headings import is_numbered, names_a_session, names_an_editorial
from indexer.structure.measures import PROSE, SAME_HEIGHT, SENTENCE
from indexer.structure.opening import Context
from indexer.structure.roles import ends_a_sentence

_DATE = re.compile(
    r"\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|january|"
    r"february|march|april|"
    r"may|june|july|august|september|october|november|december)\s+\d{4}\b",
    re.IGNORECASE,
)
_MOST = 40  # lines of a title page


def end_of_front(context: Context, openings: set[int]) -> int:
    """Give the position of the first paragraph that belongs to the text, not to titles, dates and credits."""
    paragraphs, ranks = context.paragraphs, context.ranks
    k = 0
    while k < min(len(paragraphs), _MOST) and not context.zones[k] and k not in openings:
        text = paragraphs[k].text
        if (
            ranks[k]
            and names_a_session(text)
            and not _is_on_the_cover(context, k, openings)
            and (k or 1 in openings or _is_first_of_several(context))
        ):
            return k
        if k and ranks[k] and is_numbered(text) and not _DATE.search(text):
            return k
        if _is_body(paragraphs[k]) and (k or paragraphs[k].kind == "text"):
            break
        k += 1
    if k >= len(paragraphs) or context.zones[k] or k in openings:
        return k if k < len(paragraphs) else min(1, k)
    return _give_back(context, k)


def _is_body(paragraph: Paragraph) -> bool:
    """Say whether the paragraph is text: an item, long prose, a sentence."""
    if paragraph.kind in ("item", "note"):
        return True
    long = len(paragraph.text) > SENTENCE and (ends_a_sentence(paragraph.text) or paragraph.text.endswith(":"))
    return long or len(paragraph.text) > PROSE


def _is_on_the_cover(context: Context, k: int, openings: set[int]) -> bool:
    """« Synthèse de la rencontre » is no part of the text on a page that bears only titles and, below it, the date."""
    page = context.paragraphs[0].page
    cover = [j for j, p in enumerate(context.paragraphs) if p.page == page]
    if page is None or k not in cover or len(cover) == len(context.paragraphs) or openings.intersection(cover):
        return False
    titles = not any(context.zones[j] or _is_body(context.paragraphs[j]) for j in cover)
    return titles and any(_DATE.search(context.paragraphs[j].text) for j in cover if j > k)


def _is_first_of_several(context: Context) -> bool:
    """Say whether the first line is no title, but the heading of the first part: others like it follow."""
    first = context.ranks[0]
    if names_an_editorial(context.paragraphs[0].text):
        return True
    rest = zip(context.paragraphs[1:], context.ranks[1:], strict=True)
    return any(abs(rank - first) < SAME_HEIGHT and names_a_session(p.text) for p, rank in rest)


def _give_back(context: Context, k: int) -> int:
    """Headings just above the first prose belong to it, unless they are the title of the document."""
    top = max(context.ranks[:k], default=0.0)
    if k == 1 and top and any(abs(rank - top) < SAME_HEIGHT for rank in context.ranks[k:]):
        return 0  # the first of several parts, not the title of the whole
    end = k
    while (
        end > 1
        and not _DATE.search(context.paragraphs[end - 1].text)
        and context.ranks[end - 1]
        and (context.ranks[end - 1] < top - SAME_HEIGHT or is_numbered(context.paragraphs[end - 1].text))
    ):
        end -= 1
    return end
