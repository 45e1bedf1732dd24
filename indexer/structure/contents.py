"""The zones in which names are listed and nobody speaks: contents pages, programmes, attendance, bibliographies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.extract import Paragraph
from indexer.structure.announcements import people_in
from indexer.structure.folding import fold, level
from indexer.structure.headings import CAPITALS, is_numbered, names_a_session
from indexer.structure.measures import NAME, OFTEN, SENTENCE
from indexer.structure.names import read_name
from indexer.structure.roles import ends_a_sentence, is_role

_LISTS = re.compile(
    r"(?:sommaire|table des mati[eè]res|contenu|programme(?: (?:de|du|des|d[ée]taill[ée]|pr[ée]visionnel|provisoire|"
    r"complet|g[ée]n[ée]ral).{0,60})?|"
    r"ordre du jour(?: .{0,40})?|d[ée]roul[ée]e?(?:ment)?(?: .{0,40})?|agenda|contents|table of contents|"
    r"program(?:me)? of .{0,40}|"
    r"(?:la )?(?:liste|feuille) (?:des|de) (?:participants?(?: .{0,30})?|intervenants|pr[ée]sents|pr[ée]sence|"
    r"inscrits|sigles.{0,30}|personnes .{0,60})|list of (?:participants|attendees|speakers)|"
    r"(?:les )?participants?(?: et participantes)?(?: (?:à|pr[ée]sents).{0,40})?|participantes et participants|"
    r"(?:[ée]taient |membres |personnes |sont |elus |élus )?(?:pr[ée]sente?s?|excus[ée]e?s?|"
    r"absente?s?|invit[ée]e?s?)(?: ou (?:repr[ée]sent[ée]s|excus[ée]s))?(?: (?:et|à) .{0,40})?|"
    r"ont (?:participé|assist[ée]).{0,60}|"
    r"(?:absents?|membres) excus[ée]s?|pouvoirs?|assist(?:ai|e)nt (?:[ée]galement )?(?:à la (?:r[ée]union|"
    r"s[ée]ance).{0,30})?|"
    r"(?:members )?present|in attendance|attend(?:ance|ees)|participants list|"
    r"apologies(?: for absence)?(?: received)?|absent)",
    re.IGNORECASE,
)
_BIOGRAPHIES = re.compile(
    r"(?:(?:notices? )?biographi(?:es?|ques?)(?: des .{0,40})?|(?:pr[ée]sentation|profils?|"
    r"portraits?) des (?:intervenants?|orateurs|participants).{0,30}|"
    r"les (?:intervenants|orateurs|auteurs)|about the (?:speakers|authors)|speakers' biographies|remerciements?|"
    r"acknowledge?ments|cr[ée]dits?|ours)",
    re.IGNORECASE,
)
_READING = re.compile(
    r"(?:bibliographie|webographie|sitographie|filmographie|r[ée]f[ée]rences(?: bibliographiques)?|"
    r"pour (?:en savoir plus|aller plus loin)|sources|"
    r"(?:à lire|lire|voir)(?: aussi)|à lire|lectures? (?:conseill[ée]es?|compl[ée]mentaires?)|"
    r"publications?(?: des? .{0,40})?|"
    r"ouvrages? (?:cit[ée]s?|de r[ée]f[ée]rence)|"
    r"references|bibliography|further reading|glossaire|lexique|sigles(?: et acronymes)?|(?:liste des )?(?:sigles|"
    r"abr[ée]viations|acronymes).{0,30}|"
    r"contacts?(?: utiles)?|coordonn[ée]es|adresses? utiles|mentions l[ée]gales)(?:\s.{0,20})?",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?:notes?|end ?notes|notes (?:de fin|de bas de page|et r[ée]f[ée]rences))", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:annexes?|appendi(?:x|ces?)|annex(?:es)?)\b(?:\s?(?:n°\s?)?[\dA-Z]{0,2})(?:\s?[:.–-].*)?", re.IGNORECASE
)
_FOLIO = re.compile(r"(?:\.{3,}|…+|(?:\. ){3,}|\s{3,}|\t|_{3,})\s*(?:p\.?\s?)?\d{1,3}\s*$")
_BARE_FOLIO = re.compile(r"\S\s+(?:p\.?\s?)?\d{1,3}$")
_HOUR = re.compile(r"[\[(]?\d{1,2}\s?[hH:]\s?(?:\d{2})?\b")
_HOURS = re.compile(
    r"(?:de )?\d{1,2}\s?[hH:]\s?(?:\d{2})?\s?(?:[-–—àa>/]|to)\s?\d{1,2}\s?[hH:]\s?(?:\d{2})?", re.IGNORECASE
)
_GAP = 3  # lines between two page numbers
_SLOT = 8  # lines of a programme between two hours
_PROSE = 180


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.kind != "text":
        return False
    return len(text) > _PROSE or (len(text) > NAME and ends_a_sentence(text) and not is_role(text))


def _head(paragraph: Paragraph, pattern: re.Pattern[str]) -> bool:
    plain = level(paragraph.text).strip(" :.–-*")
    plain = re.sub(r"^(?:[IVX]{1,4}|\d{1,2})\s?[.)–-]\s?", "", plain)
    return len(plain) <= SENTENCE and pattern.fullmatch(plain) is not None


def _key(paragraph: Paragraph) -> str:
    return fold(_BARE_FOLIO.sub(lambda m: m[0][0], _FOLIO.sub("", paragraph.text))).strip(" .:…")


def zones(paragraphs: Sequence[Paragraph], ranks: Sequence[float]) -> list[str]:
    """Name the zone of each paragraph: "contents", "annex", "front" (thanks), or "" where people may speak."""
    zone = ["contents" if p.kind == "toc" or _FOLIO.search(p.text) else "" for p in paragraphs]
    _fill_gaps(zone, paragraphs)
    boxes = _ends_of_boxes(paragraphs)
    k = 0
    while k < len(paragraphs):
        end, kind = _zone_at(paragraphs, ranks, k)
        end = min(end, boxes[k])
        zone[k:end] = [kind or z for z in zone[k:end]]
        k = max(k + 1, end)
    return zone


def _ends_of_boxes(paragraphs: Sequence[Paragraph]) -> list[int]:
    """For each paragraph where its frame ends, and with it what begins there; outside frames the end of the text."""
    ends = [len(paragraphs)] * len(paragraphs)
    for k in range(len(paragraphs) - 2, -1, -1):
        if paragraphs[k].boxed:
            ends[k] = ends[k + 1] if paragraphs[k + 1].boxed else k + 1
    return ends


def _fill_gaps(zone: list[str], paragraphs: Sequence[Paragraph]) -> None:
    """A short line between two lines with page numbers belongs to the same contents page."""
    marked = [k for k, z in enumerate(zone) if z]
    for one, other in pairwise(marked):
        if 1 < other - one <= _GAP and not any(_is_prose(p) for p in paragraphs[one + 1 : other]):
            zone[one + 1 : other] = ["contents"] * (other - one - 1)


def _zone_at(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> tuple[int, str]:
    """Give the end and the kind of the zone that begins at `k`; (k, "") where none does."""
    paragraph = paragraphs[k]
    if paragraph.kind == "note":
        return k, ""
    if _attendance_line(paragraph):
        return _end_of_attendance(paragraphs, ranks, _end_of_enumeration(paragraphs, ranks, k)), "contents"
    if _head(paragraph, _LISTS):
        return _end_of_list(paragraphs, ranks, k), "contents"
    if ranks[k] and (part := _part(paragraph)):
        return _end_of_part(paragraphs, ranks, k), part
    if _HOURS.match(level(paragraph.text)) and len(paragraph.text) <= _PROSE:
        return _end_of_programme(paragraphs, ranks, k), "contents"
    return k, ""


def _part(paragraph: Paragraph) -> str:
    """The kind of a part in which people are presented, thanked or cited."""
    if _head(paragraph, _BIOGRAPHIES):
        return "front" if fold(paragraph.text).startswith(("rem", "ack")) else "contents"
    if _head(paragraph, _NOTES):
        return "notes"
    return "annex" if _head(paragraph, _READING) or _head(paragraph, _ANNEX) else ""


def _attendance_line(paragraph: Paragraph) -> bool:
    """« Présents : Jean Dupont (Lyon), Marie Durand » on one line, or in one row of a table."""
    head, colon, rest = level(paragraph.text).partition("|" if paragraph.kind == "cell" else ":")
    if not colon or not rest.strip() or not _LISTS.fullmatch(head.strip()):
        return False
    return rest.count(",") + rest.count(";") + rest.count("(") >= 1 or read_name(rest.strip(" .")) is not None


def _end_of_items(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> int:
    while k < len(paragraphs) and paragraphs[k].kind in ("item", "cell", "toc") and not ranks[k]:
        k += 1
    return k


def _end_of_enumeration(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> int:
    """Those present, told apart by semicolons, go on in the next lines as long as no full stop ends them."""
    end = k + 1
    while end < len(paragraphs) and not ranks[end] and paragraphs[end].kind == "text":
        above, below = paragraphs[end - 1].text.rstrip(), paragraphs[end].text
        if ends_a_sentence(above) or ";" not in above or not (";" in below or people_in(below)) or ":" in below:
            break
        end += 1
    return end


def _end_of_attendance(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> int:
    """Those present go on in the items below, but not in what is numbered or said."""
    end = _end_of_items(paragraphs, ranks, k)
    for j in range(k, end):
        item = paragraphs[j]
        _, colon, rest = level(item.text).partition(" : ")
        if item.kind == "item" and (is_numbered(item.marker + " x") or (ends_a_sentence(item.text) and colon and rest)):
            return j
    return end


def _end_of_programme(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> int:
    """The slot and what stands under it, as long as another slot follows soon."""
    end = k + 1
    for j in range(k + 1, min(len(paragraphs), k + 60)):
        if _is_prose(paragraphs[j]) or j - end > _SLOT:
            break
        if _HOUR.match(level(paragraphs[j].text)):
            end = j + 1
    return _end_of_items(paragraphs, ranks, end)


def _end_of_part(paragraphs: Sequence[Paragraph], ranks: Sequence[float], k: int) -> int:
    """Up to the next heading at least as high, or the next session."""
    for j in range(k + 1, len(paragraphs)):
        rank, text = ranks[j], paragraphs[j].text
        other = names_a_session(text) or any(_head(paragraphs[j], p) for p in (_LISTS, _READING, _ANNEX))
        if rank and (rank >= ranks[k] + 0.3 or (rank > ranks[k] - 0.3 and read_name(text) is None) or other):
            return j
    return len(paragraphs)


def _end_of_list(paragraphs: Sequence[Paragraph], ranks: Sequence[float], start: int) -> int:
    """Where a list of names or parts ends and the text begins.

    Page numbers and hours say it; else the first line that comes back is where the body begins; else the last
    heading before the prose, or a line set differently, is already the body's.
    """
    prose = next((j for j in range(start + 1, len(paragraphs)) if _is_prose(paragraphs[j])), len(paragraphs))
    block = range(start + 1, prose)
    marked = [
        j
        for j in block
        if paragraphs[j].kind == "toc" or _FOLIO.search(paragraphs[j].text) or _HOUR.match(level(paragraphs[j].text))
    ]
    bare = [j for j in block if _BARE_FOLIO.search(paragraphs[j].text)]
    if marked or len(bare) >= OFTEN:
        return _end_of_items(paragraphs, ranks, (marked or bare)[-1] + 1)
    seen: set[str] = set()
    for j in block:
        if (key := _key(paragraphs[j])) in seen and (ranks[j] or read_name(paragraphs[j].text)):
            return j
        seen.add(key)
    return _last_heading(paragraphs, ranks, start, prose)


def _last_heading(paragraphs: Sequence[Paragraph], ranks: Sequence[float], start: int, prose: int) -> int:
    end = prose
    for j in range(prose - 1, start + 1, -1):
        paragraph = paragraphs[j]
        if paragraph.kind in ("item", "cell") and not ranks[j]:
            break
        stands_out = ranks[j] >= CAPITALS and (ranks[j] > ranks[j - 1] or names_a_session(paragraph.text))
        listed = read_name(paragraph.text.split(",")[0]) is not None and not ranks[j] > ranks[start + 1]
        if stands_out and not listed:
            end = j
            break
    return end if prose < len(paragraphs) or end < prose else prose
