"""One installation: its settings, its catalogue opened once, its files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select

from corpus.backup import keep_in
from corpus.catalogue import Catalogue
from corpus.catalogue.models import Theme
from corpus.files import FileStore
from corpus.settings import Settings
from corpus.vocabularies import terms
from corpus.vocabularies.themes import themes


@dataclass(frozen=True)
class Installation:
    """What the settings name, opened when it is first needed."""

    settings: Settings

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, made and filled with the vocabularies when it is new.

        Raises:
            CatalogueUnavailable: when it cannot be opened.

        """
        catalogue = Catalogue.open(
            self.settings.catalogue_url, keep_in(self.settings.home_path / "sauvegardes", self.store)
        )
        _have_themes(catalogue)
        return catalogue

    @cached_property
    def store(self) -> FileStore:
        """The original files."""
        return FileStore(self.settings.files_path)


def _have_themes(catalogue: Catalogue) -> None:
    """Take the shipped thesaurus over into a catalogue that has none yet."""
    with catalogue.session() as session:
        if session.scalar(select(func.count()).select_from(Theme)):
            return
    shipped = themes()
    with catalogue.writing() as session:
        groups = {one.id: terms.put_theme(session, one.id, one.label, None, ()) for one in shipped.groups}
        for one in shipped.themes:
            terms.put_theme(session, one.id, one.label, groups.get(one.broader or ""), one.alternates)
