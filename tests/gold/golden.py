"""Draw the gold of a document from its text, and its pages from the finished PDF."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from tests.gold.script import CALL, LABEL, SAID, Script, label, plain, said

Gold = dict[str, Any]
KEPT = ("title", "subtitle", "document_type", "date", "date_as_printed", "place", "language", "organisers")
SOMETIMES = ("kind", "venue", "co_organisers", "date_accept", "place_accept", "nobody_speaks")
CLOSES = {"close", "h1", "h2", "programme", "speech"}
LABELS = {"name", "role", "time"}


def pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def squash(text: str) -> str:
    r"""Return letters and digits alone, without case or accent: line ends and hyphens cannot matter.

    >>> squash("L’Œuvre com-\nmune, n° 2")
    'loeuvrecommunen2'
    """
    flat = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("ś", "s").replace("ł", "l"))
    return "".join(c for c in flat if c.isascii() and c.isalnum())


@dataclass
class Spoken:
    """A passage while it is read: who, how it is printed, what is said."""

    facts: Gold
    printed: list[str]
    words: list[str]
    least: int  # it cannot begin on an earlier page


class Book:
    """The pages of a finished file as one run of letters, read from front to back."""

    def __init__(self, path: Path) -> None:
        self.texts = [squash(page) for page in pages(path)]
        self.whole = "".join(self.texts)
        self.ends = [sum(map(len, self.texts[: n + 1])) for n in range(len(self.texts))]
        self.here = 0

    def page(self, position: int) -> int:
        """The physical page, from 1, of a letter."""
        return next(n for n, end in enumerate(self.ends, 1) if position < end)

    def follow(self, before: str, words: list[str], least: int) -> int:
        """Go to where a passage begins; LookupError when it does not come."""
        start = max(self.here, self.ends[least - 2] if least > 1 else 0)
        for introduced in (before, ""):
            for count in (8, 5, 3, 2):
                sought = squash(introduced) + squash(" ".join(words[:count]))
                found = self.whole.find(sought, start)
                if found >= 0:
                    self.here = found + len(squash(introduced))
                    return self.here
        message = f"not in the file: {before} {' '.join(words[:8])}"
        raise LookupError(message)

    def last(self, words: list[str]) -> int:
        """Where a passage that began here ends."""
        for count in (8, 5, 3, 2, 1):
            sought = squash(" ".join(words[-count:]))
            found = self.whole.find(sought, self.here)
            if found >= 0:
                return found + len(sought) - 1
        message = f"does not end: {' '.join(words[-8:])}"
        raise LookupError(message)


def gold(script: Script, pdf: Path) -> Gold:
    """Return what a reader should find in the document; `pdf` holds its pages in reading order."""
    notice = script.notice
    book = Book(pdf)
    passages = [_placed(spoken, n, book, script) for n, spoken in enumerate(spoken_of(script), 1)]
    return {
        "file": f"{script.stem}.pdf",
        **{key: notice.get(key) for key in KEPT},
        **{key: notice[key] for key in SOMETIMES if key in notice},
        "pages": len(book.texts),
        "styles": notice["styles"],
        "traps": notice["traps"],
        "speakers": [_speaker(line) for line in notice["speakers"]],
        "people_mentioned": [{"printed": one["name"], **one} for one in notice["people_mentioned"]],
        "interventions": passages,
        "annexes": _annexes(script, book),
        "notes": _notes(script, passages, book),
        "territories": _territories(script),
        "partnerships": [_partnership(one, book) for one in notice["partnerships"]],
        "themes": [
            *({"id": theme} for theme in notice["themes"]),
            *({"id": theme, "optional": True} for theme in notice["themes_optional"]),
        ],
        "searches": [],
    }


def spoken_of(script: Script) -> list[Spoken]:
    """Every passage of a text: from its mark to the next mark, title, programme or explicit end.

    A box interrupts what is said around it and is said by nobody. A title of the third rank belongs to what follows.
    """
    found: list[Spoken] = []
    now: Spoken | None = None
    least, boxed = 1, False
    session, heading = "", ""
    for block in script.blocks:
        if block.kind in {"box", "endbox"}:
            boxed = block.kind == "box"
        elif block.kind == "break":
            least += 1
        elif block.kind in CLOSES:
            now = None
        if block.kind in {"h1", "h2"}:
            session, heading = " ".join(block.lines), ""
        elif block.kind == "h3":
            heading = block.text
        elif block.kind == "speech":
            facts: Gold = {
                "speaker": block.name or None,
                "speaker_label": block.label or None,
                "heading": heading or None,
            }
            facts |= {"session": session or None, "passage_kind": block.passage}
            now = Spoken({**facts, "optional": True} if block.optional else facts, [], [], least)
            found.append(now)
            heading = ""
        elif now and not boxed:
            _add(now, block.kind, block.text, least)
    return found


def _add(now: Spoken, kind: str, text: str, least: int) -> None:
    if kind in LABELS:
        now.printed.append(text)
    elif kind in SAID:
        if inline := LABEL.search(text):
            now.printed.append(inline[1])
        if not now.words:
            now.least = least
        now.words.append(text)


def _placed(spoken: Spoken, number: int, book: Book, script: Script) -> Gold:
    words = [w for part in spoken.words for w in said(part).replace("\xa0", " ").split() if squash(w)]
    page = book.page(book.follow(" ".join(plain(line) for line in spoken.printed), words, spoken.least))
    facts = dict(spoken.facts)
    if not facts["speaker_label"] and spoken.printed:
        facts["speaker_label"] = label(spoken.printed[0])
    return {
        **facts,
        "first_words": " ".join(words[:8]),
        "last_words": " ".join(words[-8:]),
        "words": len(words),
        "n": number,
        "page": page,
        "page_last": book.page(book.last(words)),
        "folio": script.folio(page),
    }


def _annexes(script: Script, book: Book) -> list[Gold]:
    """Each box and each caption with its words and its page: they are said by nobody."""
    held: list[Gold] = []
    boxed = False
    for block in script.blocks:
        if block.kind == "box":
            held.append({"kind": "box", "title": plain(block.text), "text": ""})
        elif block.kind == "caption":
            held.append({"kind": "caption", "title": None, "text": plain(block.text)})
        elif boxed and block.kind != "endbox":
            held[-1]["text"] = f"{held[-1]['text']}\n{plain(block.text)}".strip()
        boxed = (boxed or block.kind == "box") and block.kind != "endbox"
    for one in held:
        found = book.whole.find(squash(one["title"] or one["text"])[:24])
        one["page"] = book.page(found) if found >= 0 else None
    return held


def in_order(script: Script) -> str:
    """The words of the columns as they are to be read, a block a line: no boxes, captions, notes or running heads."""
    lines: list[str] = []
    boxed = False
    for block in script.blocks:
        boxed = (boxed or block.kind == "box") and block.kind != "endbox"
        words = " ".join(block.lines).removeprefix("# ").replace(" >> ", " ")
        if words and not boxed and block.kind != "caption":
            lines.append(plain(words))
        lines += [" ".join(plain(cell) for cell in row) for row in block.rows if not boxed]
    return "\n".join(lines) + "\n"


def _notes(script: Script, passages: list[Gold], book: Book) -> list[Gold]:
    """Each footnote with the words before its call, its first words, its page and the passage that calls it."""
    held: list[Gold] = []
    spoken = spoken_of(script)
    for block in script.blocks:
        for call in CALL.finditer(block.text):
            within = next((p["n"] for s, p in zip(spoken, passages, strict=True) if block.text in s.words), None)
            note = plain(script.notes[call[1]])
            position = book.whole.find(squash(note)[:30])
            held.append(
                {
                    "call": call[1],
                    "after": " ".join(plain(block.text[: call.start()]).split()[-6:]),
                    "first_words": " ".join(note.split()[:8]),
                    "passage": within,
                    "page": book.page(position) if position >= 0 else None,
                }
            )
    return held


def _partnership(one: Gold, book: Book) -> Gold:
    position = book.whole.find(squash(one["evidence"]))
    return {**one, "start": one["since"], "page": book.page(position) if position >= 0 else None}


def _fields(line: str, count: int) -> list[str]:
    return ([part.strip() for part in line.split("|")] + [""] * count)[:count]


def _speaker(line: str) -> Gold:
    name, role, organisation, forms = _fields(line, 4)
    held = [form.strip() for form in forms.split(";") if form.strip()]
    return {"name": name, "role": role or None, "organisation": organisation or None, "forms": held or [name]}


def _territories(script: Script) -> list[Gold]:
    """The territories that the text prints, each with the forms that it prints."""
    said_of_all = [plain(cell) for block in script.blocks for row in block.rows for cell in row]
    said_of_all += [plain(block.text) for block in script.blocks] + [plain(note) for note in script.notes.values()]
    text = "\n".join(said_of_all).replace("’", "'")
    held = [_territory(line) for line in script.notice["territories"]]
    for place in held:
        place["forms"] = [
            form for form in place["forms"] if re.search(rf"(?<!\w){re.escape(form)}", text, re.IGNORECASE)
        ]
    return [place for place in held if place["forms"]]


def _territory(line: str) -> Gold:
    """`name | kinds | country | code | forms | optional`; a form after `~` is a name the file does not print."""
    name, kinds, country, code, forms, doubt = _fields(line, 6)
    held = [form.strip() for form in re.split(";", forms) if form.strip()] or [name]
    kind, *others = kinds.split("/")
    place: Gold = {"name": name, "kind_code": kind, "country_code": country or None}
    place["forms"] = [form for form in held if not form.startswith("~")]
    place["code"] = code or None
    if len(place["forms"]) < len(held):
        place["aliases"] = [form[1:] for form in held if form.startswith("~")]
    if others:
        place["kind_accept"] = [kind, *others]
    return {**place, "optional": True} if doubt == "optional" else place
