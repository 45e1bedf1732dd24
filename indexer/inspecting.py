"""What `inspect` shows of a reading: the JSON of the contract, and a page for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indexer.enrich import TerritoryFound
from indexer.reading import Reading
from indexer.structure import Cut


def to_json(reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """The reading as CONTRACT describes it; with `explain`, each passage says which cue opened it."""
    return {
        "file": reading.filename,
        "sha256": reading.sha256,
        "media_type": reading.media_type,
        "pages": len(reading.leaves) or None,
        "language": reading.value("language"),
        "title": reading.value("title"),
        "kind": reading.value("kind") or "other",
        "date": reading.value("date"),
        "date_as_printed": reading.value("date_as_printed"),
        "place": reading.value("place"),
        "organisers": [guess.value for guess in reading.guesses if guess.field == "organiser"],
        "speakers": [
            {"name": one.name, "forms": list(one.forms), "role": one.role, "organisation": one.organisation}
            for one in reading.persons
        ],
        "territories": [_territory(one) for one in reading.territories],
        "partnerships": [asdict(one) for one in reading.partnerships],
        "themes": [
            {"id": one.id, "score": round(one.score, 2), "evidence": list(one.evidence)} for one in reading.themes
        ],
        "passages": [_passage(reading, place, one, explain=explain) for place, one in enumerate(reading.cuts)],
        "remarks": [{"code": one.code, "page": one.page, "message": one.message} for one in reading.remarks],
        "proposals": [asdict(one) for one in reading.guesses],
    }


def _territory(found: TerritoryFound) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": found.name,
        "kind": found.kind,
        "country": found.country,
        "code": found.code,
        "forms": found.forms,
    }
    return shown | {"candidate": True} if found.candidate else shown


def _passage(reading: Reading, place: int, cut: Cut, *, explain: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": cut.kind,
        "heading": cut.heading or cut.session,
        "session": cut.session,
        "speaker": cut.speaker,
        "speaker_as_printed": cut.speaker_as_printed,
        "role": cut.role,
        "organisation": cut.organisation,
        "page_first": cut.page_first,
        "page_last": cut.page_last,
        "continues": cut.continues,
        "text": cut.text,
        "themes": [one.id for one in reading.themes if place in {position for position, _ in one.passages}],
        "territories": [one.name for one in reading.territories if place in one.passages],
    }
    return shown | {"cue": cut.cue} if explain else shown


def to_text(reading: Reading) -> str:
    """The reading as a short page for the terminal."""
    data = to_json(reading)
    lines = [data["title"] or "Sans titre", "=" * len(data["title"] or "Sans titre")]
    for label, name in (
        ("Fichier", "file"),
        ("Nature", "kind"),
        ("Date", "date"),
        ("Lieu", "place"),
        ("Langue", "language"),
    ):
        lines.append(f"{label} : {data[name] or '—'}")
    lines.append(f"Pages : {data['pages'] or '—'}")
    lines.append("Organisateurs : " + (" ; ".join(data["organisers"]) or "—"))
    lines.append("Thèmes : " + (", ".join(one["id"] for one in data["themes"]) or "—"))
    lines.append("Territoires : " + (", ".join(one["name"] for one in data["territories"]) or "—"))
    lines.append(f"Intervenants : {', '.join(one['name'] for one in data['speakers']) or '—'}")
    lines.append("")
    for one in data["passages"]:
        page = f"p. {one['page_first']}" if one["page_first"] else ""
        who = one["speaker"] or one["speaker_as_printed"] or ""
        head = " · ".join(part for part in (page, one["kind"], who, one["heading"] or "") if part)
        lines.append(f"  {head}  ({len(one['text'].split())} mots)")
    lines += ["", *(f"! {one['message']}" for one in data["remarks"])]
    return "\n".join(lines).rstrip()
