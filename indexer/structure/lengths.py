"""Passages cut otherwise than they are read, because the centre wants them shorter, or not so short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.sentences import sentences
from corpus.settings import Settings
from indexer.structure import Cut


@dataclass(frozen=True, slots=True)
class Cutting:
    """How long passages may be, in characters; 0 says that it does not matter."""

    longest: int = 0
    shortest: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Cutting:
        """What the settings say."""
        return cls(settings.passage_longest, settings.passage_shortest)


def fitted(cuts: Sequence[Cut], cutting: Cutting) -> list[Cut]:
    r"""Join what is too short with its neighbour of the same voice, then part what is too long.

    >>> short = [Cut("section", "Un."), Cut("section", "Deux."), Cut("question", "Trois ?")]
    >>> [one.text for one in fitted(short, Cutting(shortest=10))]
    ['Un.\nDeux.', 'Trois ?']
    >>> [(one.text, one.continues) for one in fitted([Cut("section", "Un deux. Trois quatre.")], Cutting(longest=15))]
    [('Un deux.', False), ('Trois quatre.', True)]
    """
    joined: list[Cut] = []
    for one in cuts:
        if joined and _joins(joined[-1], one, cutting.shortest):
            joined[-1] = _join(joined[-1], one)
        else:
            joined.append(one)
    return [part for one in joined for part in _parts(one, cutting.longest)]


def _joins(before: Cut, after: Cut, shortest: int) -> bool:
    """Whether two neighbours become one: one of them is short, and nobody else speaks."""
    if min(len(before.text), len(after.text)) >= shortest:
        return False
    return _voice(before) == _voice(after)


def _voice(one: Cut) -> tuple[str, str | None, str | None, str | None]:
    return one.kind, one.speaker, one.speaker_as_printed, one.session


def _join(before: Cut, after: Cut) -> Cut:
    """Two neighbours as one; a heading that stood between them becomes a line of the text."""
    between = f"{after.heading}\n" if after.heading and after.heading != before.heading else ""
    shift = len(before.text) + 1
    new_page = after.page_first is not None and after.page_first != before.page_last
    breaks = [*before.breaks, *([(shift, after.page_first)] if new_page and after.page_first else [])]
    breaks += [(at + shift + len(between), page) for at, page in after.breaks]
    text = f"{before.text}\n{between}{after.text}"
    return replace(before, text=text, breaks=tuple(breaks), page_last=after.page_last or before.page_last)


def _parts(whole: Cut, longest: int) -> list[Cut]:
    """A passage between whose paragraphs, or sentences, it is parted so that no part is much too long."""
    if not longest or len(whole.text) <= longest:
        return [whole]
    places = _places(whole.text, longest)
    if not places:
        return [whole]
    made = []
    for start, end in zip([0, *places], [*places, len(whole.text)], strict=True):
        text = whole.text[start:end].rstrip()
        breaks = tuple((at - start, page) for at, page in whole.breaks if start < at < start + len(text))
        first = max((pair for pair in whole.breaks if pair[0] <= start), default=(0, whole.page_first))[1]
        last = breaks[-1][1] if breaks else first
        part = replace(whole, text=text, breaks=breaks, page_first=first, page_last=last)
        made.append(replace(part, continues=True) if start else part)
    return made


def _places(text: str, longest: int) -> list[int]:
    """Where a text is parted, into parts of about the same length: at paragraphs, else at sentences."""
    every = [start for start, _ in sentences(text)][1:]
    paragraphs = {start for start in every if "\n" in text[max(0, start - 2) : start]}
    target = len(text) / -(-len(text) // longest)
    made: list[int] = []
    begun = 0
    while len(text) - begun > longest:
        ahead = [one for one in every if one > begun]
        within = [one for one in ahead if one - begun <= longest]
        best = [one for one in within if one in paragraphs and one - begun > target / 2] or within or ahead[:1]
        if not best:
            break
        begun = min(best, key=lambda one: abs(one - begun - target))
        made.append(begun)
    return made
