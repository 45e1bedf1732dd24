"""What a document is called: the words that stand out on its front, before what the file claims of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.vocabularies.spelling import plain
from indexer.enrich import Guess
from indexer.enrich.casing import continued, in_usual_case
from indexer.enrich.dates import printed_dates
from indexer.enrich.front import front
from indexer.enrich.genres import kind_at_start, only_genre
from indexer.enrich.whereabouts import only_date, only_place, without_where
from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut

LETTERHEAD = 9  # words
TWICE = 2  # pages that bear a running head
FULL_GENRE = 4  # words: « Compte rendu » alone adds nothing
GENRE = 12  # words of « Compte rendu de la table ronde … »
LONGEST_SUBTITLE = 25
_NUMBER = re.compile(r"\bn(?:°|º|o|uméro)\s?(\d{1,4})\b", re.IGNORECASE)
_SUBTITLED = re.compile(r" : |[?!] \w")
_NUMBERED = re.compile(r"^(?:\d+|[IVX]+)[.)]\s")
LONGEST = 40  # words of a title, its subtitle included
SAME = 0.5  # points of size, or share of bold or italic: less makes no difference
_LISTED = re.compile(
    r"^\W*(?:pr[ée]sents?|excus[ée]s?|absents?|participants?|[ée]taient pr[ée]sents?)\b[^:]{0,60}:", re.IGNORECASE
)
_LABEL = re.compile(
    r"^\W*(?:sommaire|table des mati[eè]res|contents|programme|introduction|avant-propos|pr[ée]face|ouverture|"
    r"[ée]dito\w*|contact\w*|"
    r"r[ée]dact\w+|auteur\w*|lieu|date|organis\w+|participants?|présents?|excusés?|ordre du jour|animat\w+|"
    r"intervenant\w*|modérat\w+|"
    r"co-présid\w+|avec le soutien|en partenariat|avec la participation|remerciements?|page \d+|www\.|https?:|"
    r"\S+@\S+)\b.{0,80}$",
    re.IGNORECASE,
)
_USELESS = re.compile(
    r"^microsoft (?:word|powerpoint|excel)|^sans titre|^untitled|^document\d*$|^présentation\d*$|^diapositive|"
    r"\.(?:docx?|pdf|odt|rtf|indd|qxd|pptx?|txt|html?)$"
    r"|^[\w.-]*_[\w.-]*$|^[\d\W_]*$|^(?:titre|title|nouveau document|modèle|cr|vf|v\d+)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|place|tél|fax|cedex|bp)\b.*\d|\d{5}\b|@|www\.|https?:", re.IGNORECASE
)
_NAME_LINE = re.compile(
    r"^(?:M\.|Mme|Monsieur|Madame)?\s?(?:[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*\s){1,2}(?:(?:DE|DU|LE|LA|"
    r"D')\s?)*[A-ZÀ-Ý'’-]{3,}(?:\s*[,(].*)?$"
)
_JOIN_LOWER = re.compile(
    r"^(?:Quel|Quelle|Quels|Quelles|Comment|Pourquoi|Le|La|Les|L['’]|Un|Une|Des|Du|De|D['’]|Pour|Vers|Entre|Et|"
    r"Ou|Où|En|Au|Aux|Dans|Sur|Par|"
    r"Ce|Ces|Que|Qui|Quoi|Enjeux|Bilan|Regards|Perspectives)\b"
)
_OF = re.compile(r"(?:de |du |des |d['’])")
_GOES_ON = re.compile(r"(?:entre|et|ou|de|du|des|d['’]|pour|dans|sur|par|en|aux?|vers|avec)\b", re.IGNORECASE)
#: who writes, not what about
_LETTERHEAD = re.compile(
    r"^(?:ville|commune|mairie|d[ée]partement|r[ée]gion|conseil|communaut[ée]|m[ée]tropole|association|"
    r"f[ée]d[ée]ration|"
    r"r[ée]seau|commission|minist[èe]re|pr[ée]fecture|universit[ée]|service|direction|comit[ée]|syndicat|collectif|"
    r"plateforme|agence)\b(?!.*[?!:])",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"^\W*(?:les |le |la |l['’])?(?:assises|rencontres?|forums?|colloques?|s[ée]minaires?|journ[ée]es?|ateliers?|"
    r"tables?[- ]rondes?|congr[eè]s|conf[ée]rences?|r[ée]unions?|universit[ée] d['’][ée]t[ée]|cycle)\b",
    re.IGNORECASE,
)
_BY_WHOM = r"\s(?:command|réalis|édit|publi|rédig|condui|établi|propos|coordonn)\w* (?:par|pour)\s"
_HELD = re.compile(rf"\s[–—-]\s|,\s|\s(?:tenue?s?|réunie?s?|organisée?s?)\s|{_BY_WHOM}", re.IGNORECASE)
FROM_NAME = 0.1
_QUOTES = re.compile(r"^[\s«\"“”'‘]+|[\s»\"“”'’]+$")


def title(extraction: Extraction, cuts: Sequence[Cut], filename: str) -> Guess | None:
    """Read the title: the largest words of the front with the lines they continue on, else what the file claims."""
    found = _found(extraction, cuts, filename)
    if found is None:
        return None
    texts = [p.text for p in extraction.paragraphs]
    sentences = []
    for sentence in re.split(r"(?<=[?.!]) ", found.value):
        main, *subtitles = (in_usual_case(part, texts) for part in sentence.split(" : "))
        sentences.append(" : ".join([main, *(continued(part, texts) for part in subtitles)]))
    return replace(found, value=_numbered(" ".join(sentences), front(extraction, cuts)))


def _numbered(said: str, lines: Sequence[Paragraph]) -> str:
    """Tell the letters of a series from each other by their number: « Passerelles, n° 12 »."""
    heads = [line.text for line in lines if len(line.text.split()) <= GENRE]
    if _NUMBER.search(said) or not any(kind_at_start(head) == "letter" for head in heads):
        return said
    number = next((match for head in heads if (match := _NUMBER.search(head))), None)
    return f"{said}, n° {number[1]}" if number else said


def _found(extraction: Extraction, cuts: Sequence[Cut], filename: str) -> Guess | None:
    lines = [p for p in front(extraction, cuts) if p.text.strip()]
    best = _best(lines, extraction.body)
    if best is not None and not only_genre(lines[best].text):
        return _joined(lines, best, extraction.body)
    claimed = _claimed(extraction, filename)
    if claimed:
        return Guess("title", claimed, 0.6)
    if best is not None:
        return _genre_title(lines, best)
    return _running_head(extraction) or _first_heading(extraction, cuts)


def name_of_file(filename: str) -> Guess | None:
    """The file's own name as words: what a document is called until somebody knows better; the least sure title."""
    words = re.sub(r"[\s_+]+|(?<=\w)-(?=\w)", " ", PurePath(filename).stem).strip(" .-")
    return Guess("title", words, FROM_NAME, None, filename) if re.search(r"[^\W\d_]{3}", words) else None


def _best(lines: Sequence[Paragraph], body: float) -> int | None:
    """Give the line that looks most like a title; one of genre words alone only where no other stands out."""
    scored = [(_display(line, k, body), -k) for k, line in enumerate(lines) if _possible(line)]
    shown = [one for one in scored if not only_genre(lines[-one[1]].text) and _stands_out(lines[-one[1]], body)]
    named = [one for one in shown if not _NUMBERED.match(lines[-one[1]].text)] or shown
    score, k = max(named or scored, default=(0.0, 0))
    return -k if score > 0 else None


def _stands_out(line: Paragraph, body: float) -> bool:
    larger = line.size > body * 1.05 if line.size and body else True
    marked = line.bold > SAME or line.italic > SAME or line.centred or line.level > 0
    return larger or marked or line.text.lstrip().startswith(("«", "“", '"'))


def _possible(line: Paragraph) -> bool:
    text = line.text.strip()
    words = text.split()
    if not 1 <= len(words) <= LONGEST or not re.search(r"[^\W\d_]{3}", text):
        return False
    if _LABEL.match(text) or _LISTED.match(text) or _ADDRESS.search(text) or _NAME_LINE.match(text):
        return False
    return not only_date(text) and not only_place(text)


def _display(line: Paragraph, k: int, body: float) -> float:
    """Say how much a line looks like a title."""
    words = len(line.text.split())
    score = 3.0 - 0.12 * k
    if line.size and body:
        score += 4.0 * min(line.size / body - 1.0, 1.5)
    score += 0.8 * line.bold + (1.2 if line.level == 1 else 0.6 if line.level else 0.0) + (0.4 if line.centred else 0.0)
    score += 1.0 if line.text.lstrip().startswith(("«", "“", '"')) else 0.0
    score -= 1.2 if words < 3 else 0.5 if words > 25 else 0.0  # noqa: PLR2004 (a word or two; two lines)
    if _LETTERHEAD.match(line.text) and words <= LETTERHEAD:
        score -= 2.0
    if kind_at_start(line.text) and words < 5:  # noqa: PLR2004
        score -= 0.6
    if line.kind in {"item", "cell"} or _NUMBERED.match(line.text):
        score -= 2.0
    if line.text.rstrip().endswith((".", ";", ",")) and words > 8:  # noqa: PLR2004 (a sentence)
        score -= 2.0
    return score


def _joined(lines: Sequence[Paragraph], k: int, body: float) -> Guess:
    """Join the lines a title runs over, and its subtitle."""
    first = lines[k]
    start = k
    while start and _continues(lines[start - 1], lines[start], upward=True):
        start -= 1
    text = _without_label(_clean(" ".join(line.text for line in lines[start : k + 1])))
    if start and _completes(lines[start - 1], text):
        genre = lines[start - 1].text
        text = _clean(f"{genre.capitalize() if genre.isupper() and not text.isupper() else genre} {text}")
    stop = k + 1
    while stop < len(lines) and _continues(first, lines[stop]) and len(text.split()) < LONGEST:
        text = _clean(f"{text} {lines[stop].text}")
        stop += 1
    if stop < len(lines) and _subtitle(first, lines[stop], body) and len(text.split()) < LONGEST / 2:
        text = _with_subtitle(text, without_where(lines[stop].text))
    elif stop < len(lines) and not _SUBTITLED.search(text) and (genre := _genre_of(lines[stop].text, text)):
        genre = genre if text.endswith(("?", "!")) else genre[0].lower() + genre[1:]
        text = _with_subtitle(text, genre)  # a title that has its subtitle needs no genre to be told from others
    elif start and _reported(lines[start - 1], first):
        text = _with_subtitle(_clean(lines[start - 1].text), text)
    return Guess("title", text, 0.9 if first.size or first.level else 0.75, first.page, first.text.strip()[:200])


def _continues(above: Paragraph, below: Paragraph, *, upward: bool = False) -> bool:
    """Say whether the line below is the same title going on."""
    if not _possible(above) or not _possible(below) or only_genre(above.text) or only_genre(below.text):
        return False
    if above.level != below.level:
        return False
    if above.size and below.size:
        same = (
            abs(above.size - below.size) <= SAME
            and abs(above.bold - below.bold) < SAME
            and abs(above.italic - below.italic) < SAME
        )
        loose = above.text.rstrip().endswith((":", "-", "–", ",")) or below.text[:1].islower()
        return same and (loose or below.gap <= above.size * 1.2)
    if upward:
        return False
    cut = (",", " de", " et", " des", " la", "’", "'")
    return below.text.lstrip()[:1].islower() or above.text.rstrip().endswith(cut)


def _subtitle(main: Paragraph, below: Paragraph, body: float) -> bool:
    """Say whether the line below the title goes on explaining it."""
    if not _possible(below) or only_genre(below.text) or below.kind in {"item", "cell", "toc"}:
        return False
    if _is_event(below.text) or not without_where(below.text):
        return False
    text = main.text.rstrip()
    if len(below.text.split()) > LONGEST_SUBTITLE or text.endswith((".", "»")) or _NUMBERED.match(below.text):
        return False
    if main.level == 1 < below.level and body and below.size < main.size * 0.6:
        return False  # the first heading under the title
    if main.size and below.size:
        shown = below.italic > SAME or below.bold > SAME or below.centred or 0 < below.level <= main.level + 1
        return below.size <= main.size and (shown or below.size > body * 1.15)
    return text.endswith(":") or (below.text.rstrip().endswith("?") and not below.level)


def _is_event(text: str) -> bool:
    """Say whether it is no subtitle but the event: « Actes de la journée du 14 mai », « Forum des villes, 14 mai »."""
    made = re.search(_BY_WHOM, text, re.IGNORECASE) and kind_at_start(text)
    return bool(made) or (bool(kind_at_start(text) or _EVENT.match(text)) and any(printed_dates(text)))


def _completes(above: Paragraph, text: str) -> bool:
    """Say whether the text goes on with the genre above: « Procès-verbal » « de l'assemblée du jumelage »."""
    return only_genre(above.text) and bool(_OF.match(text)) and not any(printed_dates(above.text))


def _reported(above: Paragraph, line: Paragraph) -> bool:
    """Say whether the larger line above is the title of a report, the line below saying what is reported on."""
    return only_genre(above.text) and kind_at_start(above.text) == "report" and above.size >= line.size


def _genre_of(line: str, text: str) -> str:
    """Give what a line under the title says of the genre, without place: « Lettre d'information n° 18 ».

    The minutes of one body are told from each other by their date, which is then kept.
    """
    if not kind_at_start(line):
        return ""
    short = _LETTERHEAD.match(text) and len(text.split()) <= LETTERHEAD  # « Comité du jumelage »: one meeting of many
    dates = [one.end if short else one.start for one in printed_dates(line)]
    first = next(iter(dates), len(line))
    line = _HELD.split(line[:first])[0].rstrip(" ,–—-:")
    line = re.sub(r"\s(?:du|de|le|les|à|au)$", "", line)
    return line if FULL_GENRE <= len(line.split()) <= GENRE else ""


def _without_label(text: str) -> str:
    """Take off what only says of which event it is: « ATELIER 3 – Eaux et villes » is « Eaux et villes »."""
    label, joint, rest = (
        re.split(r"( [–—-] | ?: )", text, maxsplit=1) if re.search(r" [–—-] | ?: ", text) else ("", "", text)
    )
    return rest if joint and only_genre(label) and len(rest.split()) > 2 else text  # noqa: PLR2004 (a title of its own)


def _with_subtitle(text: str, below: str) -> str:
    sub = _clean(below)
    if _JOIN_LOWER.match(sub):
        sub = sub[0].lower() + sub[1:]
    if text.endswith((":", "?", "!")):
        return f"{text} {sub}"
    if " : " in text and below.isupper() and _GOES_ON.match(sub):
        return f"{text} {sub}"
    if " : " in text:
        return f"{text}. {sub[0].upper()}{sub[1:]}"
    return f"{text} : {sub}"


def _clean(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    if (
        text.count("«") <= 1
        and text.count("»") <= 1
        and (text.startswith(("«", "“", '"')) or text.endswith(("»", "”", '"')))
    ):
        inner = _QUOTES.sub("", text)
        if "«" not in inner and "»" not in inner:
            text = inner
    return text.strip(" -–—")


def _genre_title(lines: Sequence[Paragraph], k: int) -> Guess:
    """Keep a title of genre words alone (« Compte-rendu de la réunion du 12 mars 2004 »): there is no better one."""
    return Guess("title", _clean(lines[k].text), 0.5, lines[k].page, lines[k].text.strip()[:200])


def _claimed(extraction: Extraction, filename: str) -> str | None:
    claimed = _clean(extraction.metadata.get("title", ""))
    stem = plain(PurePath(filename).stem)
    if _USELESS.search(claimed) or plain(claimed) == stem or len(claimed.split()) < 2 or only_genre(claimed):  # noqa: PLR2004
        return None
    return claimed


def _running_head(extraction: Extraction) -> Guess | None:
    """Take for the title what is printed at the edge of several pages, when the front does not say it."""
    seen: Counter[str] = Counter()
    for page in extraction.pages:
        seen.update({re.sub(r"^[\d\W]+|[\s|·–—-]+(?:page )?[\d/ ]*$", "", line.text) for line in page.furniture})
    for text, pages in seen.most_common(4):
        if pages >= TWICE and len(text.split()) >= FULL_GENRE and _possible(Paragraph(text)) and not only_genre(text):
            return Guess("title", _clean(text), 0.4, None, text)
    return None


def _first_heading(extraction: Extraction, cuts: Sequence[Cut]) -> Guess | None:
    for paragraph in extraction.paragraphs[:40]:
        if paragraph.level == 1 and _possible(paragraph):
            return Guess("title", _clean(paragraph.text), 0.5, paragraph.page, paragraph.text.strip()[:200])
    heading = next((c for c in cuts if c.heading and not c.speaker), None)
    return Guess("title", _clean(heading.heading or ""), 0.3, heading.page_first) if heading else None
