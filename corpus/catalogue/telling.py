"""Telling in French what acts did: verbs, records and fields as librarians call them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from corpus.catalogue.journal import called
from corpus.catalogue.models import Change

#: What a person did, as a line of the journal says it.
VERBS = {
    "describe": "notice décrite",
    "describe-passage": "passage décrit",
    "verify": "notice vérifiée",
    "assign": "indexation décidée",
    "partnership": "partenariat décidé",
    "merge": "autorités fusionnées",
    "split": "autorité séparée",
    "tell-apart": "homonymes distingués",
    "adopt": "territoire reconnu",
    "refuse": "nom écarté des territoires",
    "rename": "autorité renommée",
    "forms": "formes du nom changées",
    "delist": "personne retirée des listes",
    "join-passages": "passages joints",
    "split-passage": "passage coupé",
    "organiser": "organisme renommé",
    "diffusion": "diffusion changée",
    "trash": "mis à la corbeille",
    "untrash": "sorti de la corbeille",
    "purge": "supprimé pour toujours",
    "keep-both": "double probable écarté",
    "make-version": "devenu une version d'une autre notice",
    "bulk": "modification par lot",
    "withdraw": "retiré",
    "restore": "remis en ligne",
    "report": "signalement traité",
    "undo": "annulation",
}

RECORDS = {
    "document": "la notice",
    "version": "une version",
    "passage": "un passage",
    "term": "l'autorité",
    "form": "une forme du nom",
    "assignment": "une indexation",
    "partnership": "un partenariat",
    "decision": "une décision",
    "proposal": "une proposition",
    "cut_decision": "une coupe décidée",
    "succession": "un renvoi",
    "selection": "une sélection",
    "selection_item": "un élément de sélection",
    "report": "un signalement",
    "deposit": "un versement",
}

FIELDS = {
    "title": "titre",
    "kind": "type",
    "date": "date",
    "place": "lieu",
    "language": "langue",
    "organisers": "organisateurs",
    "themes": "thèmes",
    "heading": "intertitre",
    "speaker": "intervenant",
    "speaker_pid": "intervenant",
    "speaker_as_printed": "nom imprimé",
    "role": "fonction",
    "organisation": "organisme",
    "text": "texte",
    "position": "place",
    "label": "nom retenu",
    "folded": "forme comparée",
    "merged_into": "fusion",
    "withdrawn_at": "retrait",
    "withdrawn_reason": "motif du retrait",
    "diffusion": "diffusion",
    "embargo_until": "embargo",
    "trashed_at": "corbeille",
    "duplicate_of": "double probable",
    "status": "avis",
    "verified": "vérification",
    "term_pid": "autorité",
    "state": "état",
}


def verb(name: str) -> str:
    """What a person did, in French."""
    return VERBS.get(name, name)


def field(name: str) -> str:
    """A field, in French."""
    return FIELDS.get(name, name)


def status(name: str) -> str:
    """A judgement on a term, in French."""
    return {"proposed": "proposé", "accepted": "accepté", "rejected": "refusé"}.get(name, name)


def record(table: str) -> str:
    """A kind of row, in French, with its article."""
    return RECORDS.get(table, f"un enregistrement ({table})")


def day(at: datetime) -> str:
    """An instant as people read it (UTC).

    >>> from datetime import UTC
    >>> day(datetime(2026, 3, 1, 9, 5, tzinfo=UTC))
    '01/03/2026 à 09:05 (UTC)'
    """
    return at.strftime("%d/%m/%Y à %H:%M (UTC)")


def row(session: Session, change: Change, names: list[str]) -> str:
    """The row that an act changed, and which of its fields, in French."""
    image = (change.before or {}) | (change.after or {})
    pid = next((str(image[name]) for name in ("pid", "target_pid", "document_pid", "term_pid") if image.get(name)), "")
    if not pid and change.record in {"document", "passage", "term"}:
        pid = str(change.key[0])
    title = called(session, pid) if pid else ""
    of = f" (« {title} »)" if title else ""
    fields = ", ".join(field(name) for name in names)
    return f"{record(change.record)}{of}{' : ' + fields if fields else ''}"
