"""A small invented collection in a catalogue, for tests that need something to find."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from corpus.catalogue.models import (
    Assignment,
    Document,
    Leaf,
    Partnership,
    Passage,
    StoredFile,
    Succession,
    Term,
    Version,
)
from corpus.files import FileStore
from corpus.permalinks import mint
from corpus.settings import Settings
from corpus.vocabularies import terms

EPOCH = datetime(2024, 3, 1, 9, tzinfo=UTC)


@dataclass
class Library:
    """Makes documents in `session`; everything has a sensible value of its own."""

    session: Session
    store: FileStore
    made: int = 0
    territories: dict[str, Term] = field(default_factory=dict)

    def theme(self, identifier: str, label: str, group: str = "Services essentiels") -> Term:
        above = terms.put_theme(self.session, f"G-{group[:12].strip().lower().replace(' ', '-')}", group, None, [])
        return terms.put_theme(self.session, identifier, label, above, [])

    def territory(self, name: str, kind: str, country: str, code: str | None, above: str | None = None) -> Term:
        made = terms.territory(self.session, name, kind, country, code)
        if above:
            made.broader = self.territories[above]
        self.territories[name] = made
        self.session.flush()
        return made

    def document(self, title: str, content: bytes | None = b"texte", **values: object) -> Document:
        """A document; `content` None makes a reference without file."""
        self.made += 1
        values.setdefault("added_at", EPOCH + timedelta(days=self.made))
        media_type = str(values.pop("media_type", "text/plain"))
        filename = str(values.pop("filename", f"document-{self.made}.txt"))
        pages = values.pop("pages", None)
        document = Document(title=title, **values)
        self.session.add(document)
        self.session.flush()
        if content is not None:
            sha256, size = self.store.keep(BytesIO(content + str(self.made).encode()))
            self.session.add(StoredFile(sha256=sha256, size=size, media_type=media_type))
            self.session.flush()
            document.versions.append(Version(sha256=sha256, filename=filename, pages=pages))
            self.session.flush()
        return document

    def passage(
        self,
        document: Document,
        text: str,
        speaker: str | None = None,
        themes: tuple[str, ...] = (),
        territories: tuple[str, ...] = (),
        **values: object,
    ) -> Passage:
        """The next passage of `document`."""
        version = document.current
        values.setdefault("kind", "intervention" if speaker else "section")
        passage = Passage(position=len(version.passages), text=text, **values)
        if speaker:
            passage.speaker = terms.speaker(self.session, speaker, [speaker.upper()])
            passage.speaker_as_printed = speaker.upper()
        version.passages.append(passage)
        self.session.flush()
        given = [terms.theme(self.session, one) for one in themes] + [self.territories[one] for one in territories]
        for term in given:
            self.session.add(Assignment(document=document, passage=passage, term=term, score=0.8))
        self.session.flush()
        return passage

    def leaf(self, document: Document, number: int, words: list[list[object]]) -> Leaf:
        """A physical page with the boxes of its words."""
        packed = zlib.compress(json.dumps(words).encode())
        leaf = Leaf(number=number, width=595.0, height=842.0, words=packed)
        document.current.leaves.append(leaf)
        self.session.flush()
        return leaf


@dataclass(frozen=True)
class Known:
    """The pids that tests ask for."""

    water: str  # proceedings with pages and three speakers
    water_first: str  # its first intervention, by Aline Vasseur
    water_second: str
    minutes: str
    reference: str  # without file
    double: str  # probable duplicate of the minutes
    withdrawn: str
    withdrawn_passage: str
    moved: str  # led to water_first
    aline: str
    lille: str
    france: str


def collection(session: Session, settings: Settings) -> Known:
    """Fill an empty catalogue with a small collection."""
    library = Library(session, FileStore(settings.files_path))
    library.theme("eau-assainissement", "Eau et assainissement")
    library.theme("dechets", "Déchets")
    library.theme("jumelage", "Jumelage", "Formes de la coopération")
    library.theme("education", "Éducation", "Développement humain")
    library.territory("France", "country", "FR", "FR")
    library.territory("Hauts-de-France", "region", "FR", "FR-HDF", "France")
    library.territory("Nord", "department", "FR", "59", "Hauts-de-France")
    library.territory("Lille", "commune", "FR", "59350", "Nord")
    library.territory("Sénégal", "country", "SN", "SN")
    library.territory("Saint-Louis", "commune", "SN", "geonames:2246452", "Sénégal")
    water, first, second = _water(library)
    minutes = _minutes(library)
    double = library.document("Compte rendu de l’atelier déchets (copie)", kind="minutes", date="2011-03")
    library.passage(double, "Copie du compte rendu de l’atelier.", heading="Ouverture")
    double.duplicate_of = minutes.pid
    reference = library.document(
        "Guide des jumelages ruraux", None, kind="brochure", date="1998", foreign_id="CAT-0042", language="fr"
    )
    library.session.add(Assignment(document=reference, term=terms.theme(session, "jumelage"), score=0.9))
    withdrawn = library.document("Rapport retiré", kind="report", date="2005")
    gone = library.passage(withdrawn, "Ce texte ne doit plus être lu.", "Marc Retiré")
    withdrawn.withdrawn_at, withdrawn.withdrawn_reason = EPOCH, "Demande de l’auteur."
    moved = mint()
    session.add(Succession(old_pid=moved, new_pid=first.pid, offset=0))
    session.flush()
    return Known(
        water=water.pid,
        water_first=first.pid,
        water_second=second.pid,
        minutes=minutes.pid,
        reference=reference.pid,
        double=double.pid,
        withdrawn=withdrawn.pid,
        withdrawn_passage=gone.pid,
        moved=moved,
        aline=first.speaker_pid,
        lille=library.territories["Lille"].pid,
        france=library.territories["France"].pid,
    )


def _water(library: Library) -> tuple[Document, Passage, Passage]:
    water = library.document(
        "L’eau en partage : actes du colloque de Lille",
        b"%PDF-1.4 ceci n'est pas un vrai PDF",
        kind="proceedings",
        date="2009-12-10",
        date_as_printed="Jeudi 10 décembre 2009",
        place="Lille",
        language="fr",
        organisers=["Réseau des villes de l’eau", "Maison du Nord"],
        remarks=[{"code": "doubtful-ocr", "message": "La page 2 est une numérisation peu lisible.", "page": 2}],
        media_type="application/pdf",
        filename="Actes du colloque été.pdf",
        pages=3,
    )
    first = library.passage(
        water,
        "Mesdames, messieurs, l’eau est l’affaire de tous. À Lille comme à Saint-Louis, l’assainissement commence "
        "par des caniveaux propres.\nNous avons signé la convention en 1998 ; elle a changé notre façon de voir les "
        "<services> publics. Les eaux usées ne connaissent pas les frontières des quartiers.",
        "Aline Vasseur",
        ("eau-assainissement",),
        ("Lille", "Saint-Louis"),
        role="vice-présidente",
        organisation="Métropole de Lille",
        session="Première table ronde",
        heading="Ouverture du colloque",
        page_first=1,
        page_last=2,
        breaks=[[130, 2]],
    )
    second = library.passage(
        water,
        "Je remercie Mme Vasseur. À Saint-Louis, le réseau d’assainissement date de 1960 ; les stations de pompage "
        "tombent en panne à chaque hivernage, et l’eau revient dans les maisons.",
        "Moussa Ndiaye",
        ("eau-assainissement",),
        ("Saint-Louis",),
        role="directeur des services techniques",
        organisation="Commune de Saint-Louis",
        session="Première table ronde",
        page_first=2,
        page_last=2,
    )
    library.passage(
        water,
        "Combien coûte le mètre cube d’eau pour une famille ?",
        kind="question",
        speaker_as_printed="Un participant",
        session="Première table ronde",
        page_first=3,
        page_last=3,
    )
    for number in (1, 2, 3):
        library.leaf(water, number, [["L’eau", 72, 80, 110, 95], ["propre", 115, 80, 160, 95]])
    library.session.add(
        Partnership(
            document_pid=water.pid,
            a="Lille",
            b="Saint-Louis",
            since="1998",
            evidence="Nous avons signé la convention en 1998",
            page=1,
        )
    )
    return water, first, second


def _minutes(library: Library) -> Document:
    minutes = library.document(
        "Compte rendu de l’atelier déchets", kind="minutes", date="2011-03", place="Roubaix", language="fr"
    )
    library.passage(
        minutes,
        "Trier, c’est d’abord parler avec les habitants. Les déchets verts font un bon compost.",
        "Aline Vasseur",
        ("dechets",),
        ("Nord",),
        role="élue",
        heading="Tri et compost",
    )
    library.passage(minutes, "La collecte des déchets a lieu le mardi.", themes=("dechets",), heading="Collecte")
    return minutes
