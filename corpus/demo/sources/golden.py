"""Draw the gold of a document from its text, and its pages from the finished file."""

from pathlib import Path
from typing import Any

from corpus.demo.sources.page_text import pages, squash
from corpus.demo.sources.script import BODY, Block, Script, plain


def gold(script: Script, document: Path) -> dict[str, Any]:
    """Return what a reader should find in the document."""
    notice = script.notice
    texts = [squash(page) for page in pages(document)]
    passages = _sections(script) if notice.get("nobody_speaks") else _speeches(script)
    since = 3 if notice.get("contents") else 1  # a cover and a contents page name people who do not speak there
    for n, passage in enumerate(passages, 1):
        passage["n"] = n
        first = squash(passage["first_words"])
        if document.suffix == ".pdf":
            passage["page"] = since = _page(first, texts, since)
        else:
            passage["page"] = None
    keys = ("title", "document_type", "date", "place", "language", "organisers")
    return {
        "file": document.name,
        **{key: notice.get(key) for key in keys},
        **{key: notice[key] for key in ("date_accept", "place_accept") if key in notice},
        "pages": len(texts) if document.suffix == ".pdf" else None,
        "speakers": [_speaker(line) for line in notice.get("speakers", [])],
        "people_mentioned": [{"printed": person["name"], **person} for person in notice.get("people_mentioned", [])],
        "interventions": passages,
        "territories": [_territory(line) for line in notice.get("territories", [])],
        "partnerships": notice.get("partnerships", []),
        "themes": [
            *({"id": theme} for theme in notice["themes"]),
            *({"id": theme, "optional": True} for theme in notice["themes_optional"]),
        ],
        "searches": notice.get("searches", []),
    }


def _page(words: str, texts: list[str], since: int) -> int:
    for size in (len(words), 24, 12):
        for number, text in enumerate(texts, 1):
            if number >= since and words[:size] in text:
                return number
    message = f"not in the file: {words}"
    raise LookupError(message)


def _passage(said: list[str], **facts: Any) -> dict[str, Any]:
    words = " ".join(plain(part) for part in said).replace("\xa0", " ").split()
    words = [w for w in words if squash(w)]
    return {**facts, "first_words": " ".join(words[:8]), "last_words": " ".join(words[-8:]), "words": len(words)}


def _speeches(script: Script) -> list[dict[str, Any]]:
    """Every speech: from its mark to the next mark, heading, programme or explicit end."""
    found: list[dict[str, Any]] = []
    session, heading, facts, said = None, None, None, list[str]()
    for block in script.blocks:
        closes = block.kind in {"speech", "h1", "h2", "h3", "end", "programme", "box", "endbox"}
        if closes and facts and said:
            found.append(_passage(said, **facts))
        if closes:
            facts, said = None, []
        if block.kind in {"h1", "h2"}:
            session, heading = block.text, None
        elif block.kind == "h3":
            heading = block.text
        elif block.kind == "speech":
            label = block.label.rpartition(" / ")[2].strip(" \xa0:–") or None
            facts = {
                "speaker": block.name or None,
                "speaker_label": label,
                "heading": heading,
                "session": session,
                "passage_kind": block.passage,
            }
            heading = None
        elif block.kind in BODY and facts:
            said.append(block.text)
    if facts and said:
        found.append(_passage(said, **facts))
    return found


def _sections(script: Script) -> list[dict[str, Any]]:
    """Every stretch of text under a heading or in a box, annexes apart; a signed text keeps its speaker."""
    found: list[dict[str, Any]] = []
    session: str | None = None
    heading: str | None = None
    signed: Block | None = None
    said: list[str] = []

    def close() -> None:
        if said and not (session or "").startswith("Annexe"):
            facts: dict[str, Any] = {
                "speaker": signed.name if signed else None,
                "speaker_label": signed.label or None if signed else None,
                "heading": heading,
                "session": session,
            }
            found.append(_passage(said, **facts, passage_kind="intervention" if signed else "section"))
        said.clear()

    for block in script.blocks:
        if block.kind in {"h1", "h2", "h3", "box", "endbox", "end", "speech"}:
            close()
            signed = block if block.kind == "speech" else None
            if block.kind == "h1":
                session = heading = block.text
            elif block.kind in {"h2", "h3", "box"}:
                heading = block.text
            elif block.kind == "endbox":
                heading = session
        elif block.kind in BODY:
            said.append(block.text)
    close()
    return found


def _fields(line: str, count: int) -> list[str]:
    return ([part.strip() for part in line.split("|")] + [""] * count)[:count]


def _speaker(line: str) -> dict[str, Any]:
    name, role, organisation, forms = _fields(line, 4)
    held = [form.strip() for form in forms.split(";") if form.strip()]
    return {"name": name, "role": role or None, "organisation": organisation or None, "forms": held or [name]}


def _territory(line: str) -> dict[str, Any]:
    """`name | kinds | country | code | forms | optional`; a form after `~` is a name the file does not print."""
    name, kinds, country, code, forms, doubt = _fields(line, 6)
    held = [form.strip() for form in forms.split(";") if form.strip()] or [name]
    kind, *others = kinds.split("/")
    place: dict[str, Any] = {"name": name, "kind_code": kind, "country_code": country or None}
    place["forms"] = [form for form in held if not form.startswith("~")]
    place["code"] = code or None
    if len(place["forms"]) < len(held):
        place["aliases"] = [form[1:] for form in held if form.startswith("~")]
    if others:
        place["kind_accept"] = [kind, *others]
    return {**place, "optional": True} if doubt == "optional" else place
