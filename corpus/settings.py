"""The settings of an installation: read from the environment once, then passed along."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from corpus.errors import BadSetting

PREFIX = "MEDIATHEQUE_"


def _setting(default: str, text: str) -> str:
    return field(default=default, metadata={"help": text})


def _number(default: int, text: str) -> int:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, each with its help; the variable is `MEDIATHEQUE_` and the name in capitals."""

    home: str = _setting("var", "dossier de tout ce que possède l'installation : catalogue, fichiers, index")
    catalogue: str = _setting(
        "", "adresse du catalogue (sqlite:///…, postgresql+psycopg://…) ; par défaut catalogue.db dans HOME"
    )
    index: str = _setting("", "adresse de l'index (whoosh:…, whoosh-plain:…, memory:) ; par défaut index/ dans HOME")
    files: str = _setting("", "adresse des fichiers originaux (file:…) ; par défaut fichiers/ dans HOME")
    url: str = _setting("", "adresse publique du site ; nécessaire aux flux, au plan du site et aux courriels")
    name: str = _setting("Médiathèque", "nom du centre, montré en tête de chaque page")
    naan: str = _setting("", "numéro d'autorité (NAAN) des identifiants ARK ; sans lui, aucun n'est montré")
    publishing: str = _setting("tous", "qui peut publier une sélection : tous, ou comptes (ceux qui ont un compte)")
    contact: str = _setting("", "adresse électronique du centre, montrée en pied de page et sur les pages d'erreur")
    host: str = _setting("127.0.0.1", "adresse d'écoute du site")
    port: int = _number(5000, "port d'écoute du site")
    threads: int = _number(8, "nombre de requêtes servies en même temps")
    read_seconds: int = _number(60, "temps accordé à la lecture d'un fichier, en secondes")
    read_megabytes: int = _number(1024, "mémoire accordée à la lecture d'un fichier, en mégaoctets")
    read_pages: int = _number(3000, "nombre de pages au-delà duquel un fichier n'est pas lu")
    passage_longest: int = _number(
        0, "longueur au-delà de laquelle une intervention est partagée, en signes ; 0 : 1500 mots"
    )
    passage_shortest: int = _number(
        0, "longueur en dessous de laquelle un passage est joint à son voisin, en signes ; 0 : jamais"
    )
    upload_megabytes: int = _number(512, "taille d'un envoi au bureau, tous ses fichiers ensemble, en mégaoctets")
    proxy: int = _number(0, "nombre de serveurs frontaux de confiance, qui disent si la connexion est chiffrée")
    smtp: str = _setting("", "serveur des courriels (smtp://nom:motdepasse@serveur:587, smtps://…) ; sans lui, aucun")
    watched: str = _setting("", "dossier surveillé : ce qui y arrive est déposé par l'ouvrier, qui n'y touche à rien")
    picture_megabytes: int = _number(200, "place accordée aux images de pages gardées en réserve, en mégaoctets")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from `environ` (the process's own by default).

        Raises:
            BadSetting: when a number is none.

        """
        given = os.environ if environ is None else environ
        values: dict[str, str | int] = {}
        for one in fields(cls):
            name = PREFIX + one.name.upper()
            text = given.get(name, "").strip()
            if text:
                values[one.name] = _as_number(name, text) if one.type == "int" else text
        return cls(**values)  # type: ignore[arg-type]

    @property
    def home_path(self) -> Path:
        """The folder of the installation, absolute."""
        return Path(self.home).expanduser().resolve()

    @property
    def catalogue_url(self) -> str:
        """The SQLAlchemy URL of the catalogue."""
        return self.catalogue or f"sqlite:///{self.home_path / 'catalogue.db'}"

    @property
    def index_url(self) -> str:
        """The URL of the full-text index."""
        return self.index or f"whoosh:{self.home_path / 'index'}"

    @property
    def files_path(self) -> Path:
        """The folder of the original files.

        Raises:
            BadSetting: when the URL is not of the `file:` kind.

        """
        if not self.files:
            return self.home_path / "fichiers"
        if not self.files.startswith("file:"):
            raise BadSetting("MEDIATHEQUE_FILES", self.files, "seules les adresses « file:… » sont connues.")
        return Path(self.files.removeprefix("file:").removeprefix("//"))

    @property
    def reception_path(self) -> Path:
        """The folder of what is being sent to the desk and has not wholly arrived."""
        return self.home_path / "reception"

    @property
    def pictures_path(self) -> Path:
        """The folder of the page pictures kept in reserve; it can be deleted at any time."""
        return self.home_path / "images"


def _as_number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise BadSetting(name, text, "un nombre entier est attendu.")
    return int(text)
