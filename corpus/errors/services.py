"""What can be wrong with the installation: catalogue, index, disk, backup, settings, mail."""

from __future__ import annotations

import errno

from corpus.errors.base import MediathequeError


class IndexUnavailable(MediathequeError):
    """The full-text index cannot be opened or read."""

    code = "index-unavailable"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"L'index de recherche ne répond pas ({reason}). Le catalogue et les fichiers sont intacts ; "
            "lancez « mediatheque index --rebuild » pour le refaire."
        )


class IndexBusy(IndexUnavailable):
    """Another process holds the index lock."""

    code = "index-busy"

    def __init__(self) -> None:
        super().__init__("un autre programme est en train de l'écrire")
        self.args = ("Un autre programme écrit l'index de recherche. Rien n'est perdu ; réessayez dans un instant.",)


class IndexOutdated(IndexUnavailable):
    """The index was written by another version of the software: it is made anew by itself."""

    code = "index-outdated"

    def __init__(self) -> None:
        super().__init__("il a été écrit par une autre version du logiciel")


class CatalogueUnavailable(MediathequeError):
    """The catalogue cannot be opened, read or written."""

    code = "catalogue-unavailable"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"Le catalogue ne répond pas ({reason}). Rien n'est perdu ; corrigez cela, puis réessayez "
            "(son adresse est le réglage MEDIATHEQUE_CATALOGUE)."
        )


class StorageFault(MediathequeError):
    """The disk is full, read-only or failing: something could not be written or read."""

    code = "storage-fault"

    def __init__(self, reason: str, place: str = "") -> None:
        self.reason, self.place = reason, place
        where = f"« {place} » : " if place else ""
        super().__init__(f"{where}{reason}. Ce qui était déjà enregistré est intact ; corrigez cela, puis recommencez.")

    @classmethod
    def of(cls, error: OSError, place: str = "") -> StorageFault:
        """What the system said, in French."""
        said = _DISK.get(error.errno or 0) or f"erreur du système ({error.strerror or error})"
        return cls(said, place or str(error.filename or ""))


_DISK = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur le disque est épuisée",
    errno.EFBIG: "le fichier dépasse la taille permise",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EACCES: "les droits ne permettent pas d'y accéder",
    errno.EPERM: "les droits ne permettent pas d'y accéder",
    errno.EIO: "le disque ne répond pas correctement",
    errno.EMFILE: "trop de fichiers sont ouverts à la fois",
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.EISDIR: "c'est un dossier",
}


class BadBackup(MediathequeError):
    """The file is no backup of ours, is incomplete or was changed."""

    code = "bad-backup"

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"« {path} » : {reason}. Rien n'a été changé.")


class NotEmpty(MediathequeError):
    """A backup is only restored where there is nothing that it could hide."""

    code = "not-empty"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Le catalogue « {place} » n'est pas vide : rien n'a été changé. Donnez un autre dossier par "
            "MEDIATHEQUE_HOME (ou une base vide par MEDIATHEQUE_CATALOGUE) et recommencez."
        )


class BadSetting(MediathequeError):
    """A setting has a value that cannot be used."""

    code = "bad-setting"

    def __init__(self, name: str, value: str, why: str) -> None:
        self.name, self.value = name, value
        super().__init__(f"Le réglage {name} vaut « {value} » : {why}")


class MailFault(MediathequeError):
    """A mail could not be sent."""

    code = "mail-fault"

    def __init__(self, server: str, reason: str) -> None:
        self.server, self.reason = server, reason
        super().__init__(
            f"Le courriel n'a pas pu être envoyé par « {server} » ({reason}). Vérifiez le réglage MEDIATHEQUE_SMTP, "
            "ou donnez le lien de vive voix."
        )
