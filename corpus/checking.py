"""Do catalogue and files agree? One sentence a fault, with what to do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from corpus.catalogue import Catalogue
from corpus.catalogue.models import Deposit, Document, StoredFile, Version
from corpus.files import FileStore
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not agree. `subject` is a pid, digest or place; `message` French."""

    code: str
    subject: str
    message: str


def faults(catalogue: Catalogue, settings: Settings) -> list[Fault]:
    """What is wrong between the catalogue and the original files."""
    store = FileStore(settings.files_path)
    found: list[Fault] = []
    with catalogue.session() as session:
        for one in session.scalars(select(StoredFile)):
            why = store.damaged(one.sha256)
            if why:
                advice = "Remettez la copie de sauvegarde, ou déposez de nouveau ce fichier."
                found.append(Fault("file", one.sha256, f"Fichier {one.sha256[:12]}… : {why}. {advice}"))
        newest = select(func.max(Version.id)).group_by(Version.document_pid)  # former ones show nothing any more
        unread = select(Document.pid).join(Version).where(Version.id.in_(newest))
        unread = unread.where(~Version.passages.any(), Version.pages.is_(None))
        found += [
            Fault("empty", pid, f"Document {pid} : aucun passage. Déposez une autre version du fichier.")
            for pid in session.scalars(unread)
        ]
        orphans = select(Deposit).where(Deposit.outcome == "done", Deposit.document_pid.is_(None))
        found += [
            Fault("deposit", str(one.id), f"Versement {one.id} (« {one.filename} ») : noté comme fait, sans document.")
            for one in session.scalars(orphans)
        ]
    return found
