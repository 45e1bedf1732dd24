"""A published selection as every form of it says it: the page, the mail, Markdown, plain text, DOCX, PDF, JSON.

In French whatever the reader's browser prefers: one address sends one text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.catalogue.models import Document, Selection
from corpus.dates import PartialDate
from search.query.sent import Shown

_KINDS = {"document": "Voir le document", "passage": "Lire le passage", "quotation": "Voir la citation"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One result: its place in the selection, what was sent of it, its permanent address."""

    number: int
    shown: Shown
    url: str
    section: str
    comment: str
    note: str  # what changed since it was sent, or nothing
    below: bool  # whether it stands below a section's title

    @property
    def heading(self) -> str:
        """Who speaks, or what it is called."""
        return self.shown.name

    @property
    def quotation(self) -> str:
        """The words as they were sent, without the guillemets."""
        return self.shown.quotation

    @property
    def line(self) -> str:
        """The notice line."""
        return self.shown.line

    @property
    def invitation(self) -> str:
        """What the link does."""
        return _KINDS[self.shown.kind]


@dataclass(frozen=True, slots=True)
class Publication:
    """A selection as it was published. `warning` says that its links lead nowhere yet, when that is so."""

    pid: str
    title: str
    introduction: str
    house: str
    url: str
    day: str  # ISO
    who: str | None
    warning: str
    entries: Sequence[Entry]

    @property
    def paragraphs(self) -> Sequence[str]:
        """The introduction, paragraph by paragraph."""
        return paragraphs(self.introduction)

    @property
    def closing(self) -> str:
        """When and by whom it was published."""
        by = f"{self.who}, {self.house}" if self.who else self.house
        return f"Sélection publiée le {_said(self.day)} ({by}). Adresse permanente\u00a0:"

    @property
    def summary(self) -> str:
        """What it holds, in one line."""
        count = len(self.entries)
        documents = len({one.shown.document_pid for one in self.entries})
        results = f"{count} résultat{'s' if count > 1 else ''}"
        return f"{results} de {documents} document{'s' if documents > 1 else ''}"

    def to_json(self) -> dict[str, Any]:
        """The same to programs."""
        return {
            "pid": self.pid,
            "url": self.url,
            "title": self.title,
            "introduction": self.introduction,
            "published": self.day,
            "by": self.who,
            "house": self.house,
            "warning": self.warning or None,
            "items": [_json(one) for one in self.entries],
        }


def publication(
    selection: Selection,
    hidden: Mapping[str, Document],
    absolute: Callable[[str], str],
    house: str,
    *,
    public: bool,
) -> Publication:
    """Put together what is sent of `selection`; `hidden` are the documents no longer shown to everybody, by pid.

    `absolute` makes whole addresses of paths, `public` tells whether they are known to be those of the site.
    """
    return Publication(
        pid=selection.pid,
        title=selection.title,
        introduction=selection.introduction,
        house=house,
        url=absolute(f"/s/{selection.pid}"),
        day=selection.at.date().isoformat(),
        who=selection.who,
        warning="" if public else UNKNOWN_ADDRESS,
        entries=_entries(selection, hidden, absolute),
    )


UNKNOWN_ADDRESS = (
    "À ne pas envoyer encore : l’adresse publique du site n’est pas réglée (MEDIATHEQUE_URL), "
    "les liens ne s’ouvriront pas ailleurs qu’ici."
)


def paragraphs(text: str) -> list[str]:
    r"""The paragraphs of what a person typed: one a line.

    >>> paragraphs("Un.\n\nDeux.")
    ['Un.', 'Deux.']
    """
    return [line.strip() for line in text.split("\n") if line.strip()]


def _entries(selection: Selection, hidden: Mapping[str, Document], absolute: Callable[[str], str]) -> Sequence[Entry]:
    several: list[Entry] = []
    for number, item in enumerate(selection.items, 1):
        shown = Shown.from_record(item.shown, item.quotation)
        gone = hidden.get(shown.document_pid)
        entry = Entry(
            number=number,
            shown=shown,
            url=absolute(shown.path),
            section=item.section or "",
            comment=item.comment,
            note=_note(gone) if gone is not None else "",
            below=bool(item.section) or bool(several and several[-1].below),
        )
        several.append(entry)
    return several


def _note(document: Document) -> str:
    if document.withdrawn_at is None:
        return "Ce document n’est plus consultable en ligne. Ce qui avait été envoyé reste ici."
    day = _said(document.withdrawn_at.date().isoformat())
    reason = f"\u00a0: {document.withdrawn_reason.rstrip('.')}" if document.withdrawn_reason else ""
    return f"Ce document a été retiré depuis, le {day}{reason}. Ce qui avait été envoyé reste ici."


def _said(day: str) -> str:
    return PartialDate.parse(day).in_french().replace(" ", "\u00a0")


def _json(one: Entry) -> dict[str, Any]:
    return {
        "url": one.url,
        "pid": one.shown.pid,
        "kind": one.shown.kind,
        "section": one.section or None,
        "heading": one.heading,
        "speaker": one.shown.speaker,
        "role": one.shown.role,
        "organisation": one.shown.organisation,
        "comment": one.comment,
        "quotation": one.quotation,
        "language": one.shown.language,
        "notice": one.line,
        "document": {"pid": one.shown.document_pid, "title": one.shown.title, "date": one.shown.date},
        "page": one.shown.page,
        "note": one.note or None,
    }
