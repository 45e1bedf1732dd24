"""Everything that can go wrong, as facts; the edges (command line, site) decide how to say them."""

from __future__ import annotations

import errno


class MediathequeError(Exception):
    """Base of all errors that people are told about.

    `code` is stable and for programs; `str(error)` is a French sentence for people:
    what happened, what is safe, what to do.
    """

    code = "error"


class UnreadableFile(MediathequeError):
    """No extractor could make text of the file: damaged, encrypted, unknown."""

    code = "unreadable-file"

    def __init__(self, filename: str, reason: str) -> None:
        self.filename = filename
        self.reason = reason
        super().__init__(f"« {filename} » n'a pas pu être lu : {reason}")


class EncryptedFile(UnreadableFile):
    """The file asks for a password."""

    code = "encrypted-file"

    def __init__(self, filename: str) -> None:
        super().__init__(filename, "il est protégé par un mot de passe. Déposez une copie sans protection.")


class UnknownFormat(UnreadableFile):
    """No extractor claims the file."""

    code = "unknown-format"

    def __init__(self, filename: str) -> None:
        super().__init__(filename, "ce format n'est pas pris en charge. Déposez-le en PDF, DOCX, ODT, HTML ou texte.")


class EmptyFile(UnreadableFile):
    """The file has no bytes at all."""

    code = "empty-file"

    def __init__(self, filename: str) -> None:
        super().__init__(filename, "le fichier est vide (0 octet). Vérifiez la copie d'origine.")


class LimitExceeded(UnreadableFile):
    """Reading took more time, memory or pages than the settings allow."""

    code = "limit-exceeded"


class ReaderCrashed(UnreadableFile):
    """The child process that read the file died."""

    code = "reader-crashed"

    def __init__(self, filename: str) -> None:
        super().__init__(
            filename, "le programme de lecture s'est arrêté. Le fichier est conservé ; réessayez plus tard."
        )


class MissingFile(MediathequeError):
    """A path that does not exist or cannot be opened."""

    code = "missing-file"

    def __init__(self, path: str, reason: str = "ce fichier n'existe pas") -> None:
        self.path = path
        super().__init__(f"« {path} » : {reason}.")


class NotFound(MediathequeError):
    """Nothing was ever published under this address."""

    code = "not-found"

    def __init__(self, pid: str) -> None:
        self.pid = pid
        super().__init__(f"Aucun document, passage ou notice ne porte l'identifiant « {pid} ».")


class Withdrawn(MediathequeError):
    """What stood here was withdrawn; its title, date and reason remain. `document_pid`: when it is of a document."""

    code = "withdrawn"

    def __init__(self, pid: str, title: str, date: str, reason: str, document_pid: str = "") -> None:
        self.pid, self.title, self.date, self.reason, self.document_pid = pid, title, date, reason, document_pid
        super().__init__(f"« {title} » a été retiré le {date} : {reason}")


class Became(MediathequeError):
    """The document is a version of another one now: `new_pid`."""

    code = "became"

    def __init__(self, pid: str, title: str, new_pid: str) -> None:
        self.pid, self.new_pid = pid, new_pid
        super().__init__(f"« {title} » est devenu une version du document {new_pid}.")


class NotPublic(MediathequeError):
    """The document is held but not shown to everybody. `diffusion`: on-site or staff; `until`: a day, or ""."""

    code = "not-public"

    def __init__(self, pid: str, title: str, diffusion: str, until: str) -> None:
        self.pid, self.title, self.diffusion, self.until = pid, title, diffusion, until
        opens = f" avant le {until}" if until else ""
        super().__init__(f"« {title} » n'est pas diffusé en ligne{opens} ; demandez au centre.")


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


class UnknownField(MediathequeError):
    """`describe` was asked to set a field that no notice has."""

    code = "unknown-field"

    def __init__(self, field: str, known: tuple[str, ...]) -> None:
        self.field = field
        super().__init__(f"Le champ « {field} » n'existe pas. Champs connus : {', '.join(known)}.")


class BadValue(MediathequeError):
    """A value that a field cannot hold (a date that is none, a kind that is unknown)."""

    code = "bad-value"

    def __init__(self, field: str, value: str, why: str) -> None:
        self.field, self.value, self.why = field, value, why
        super().__init__(f"« {value} » ne convient pas au champ « {field} » : {why}")


class StaleRevision(MediathequeError):
    """Somebody else changed the document meanwhile."""

    code = "stale-revision"

    def __init__(self, pid: str) -> None:
        self.pid = pid
        super().__init__(
            f"La notice {pid} a été modifiée entre-temps par quelqu'un d'autre. Votre saisie n'a rien écrasé ; "
            "relisez la notice et recommencez."
        )


class UnfitPassword(MediathequeError):
    """The password is too short or too long; it is never repeated."""

    code = "unfit-password"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(f"Le mot de passe doit avoir de {shortest} à {longest} caractères. Rien n'a été changé.")


class TooManyAttempts(MediathequeError):
    """Wrong passwords came too often: the next one is judged a little later."""

    code = "too-many-attempts"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"Trop de mots de passe refusés de suite. Réessayez dans {seconds} seconde{'s' if seconds > 1 else ''}."
        )


class LastAdministrator(MediathequeError):
    """Nobody would be left to look after the accounts."""

    code = "last-administrator"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"« {name} » est le dernier compte d'administration : rien n'a été changé. Donnez d'abord ce rôle à "
            "quelqu'un d'autre."
        )


class BadReset(MediathequeError):
    """A link for a new password that was used, is too old, or was never made."""

    code = "bad-reset"

    def __init__(self) -> None:
        super().__init__(
            "Ce lien a déjà servi, est trop ancien ou a été mal recopié. Le mot de passe n'a pas changé ; demandez un "
            "nouveau lien à l'administration du centre."
        )


class MailFault(MediathequeError):
    """A mail could not be sent."""

    code = "mail-fault"

    def __init__(self, server: str, reason: str) -> None:
        self.server, self.reason = server, reason
        super().__init__(
            f"Le courriel n'a pas pu être envoyé par « {server} » ({reason}). Vérifiez le réglage MEDIATHEQUE_SMTP, "
            "ou donnez le lien de vive voix."
        )


class NoSitting(MediathequeError):
    """A program of ours asked something of the desk without a running session."""

    code = "no-sitting"

    def __init__(self) -> None:
        super().__init__("Votre session est terminée. Rien n'est perdu : entrez de nouveau, puis reprenez.")


class NotAllowed(MediathequeError):
    """The account's role is too low for this page or act."""

    code = "not-allowed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le compte « {name} » n'a pas le rôle qu'il faut ici. Demandez-le à l'administration du centre."
        )


class StaleForm(MediathequeError):
    """A form without the token of the running session: forged, or shown before the session began or after it ended."""

    code = "stale-form"

    def __init__(self) -> None:
        super().__init__(
            "Ce formulaire n'est plus valable : la session a changé depuis qu'il a été affiché. Rien n'a été "
            "enregistré ; rouvrez la page et recommencez."
        )


class ForeignForm(MediathequeError):
    """A form that another site sent, or of which the browser does not say where it comes from."""

    code = "foreign-form"

    def __init__(self) -> None:
        super().__init__(
            "Cette demande ne vient pas d'une page de ce site, ou votre navigateur ne dit pas d'où elle vient. Rien "
            "n'a été fait ; ouvrez la page sur ce site et recommencez."
        )


class WithdrawnSelection(Withdrawn):
    """A published selection that was withdrawn; its title, date and reason remain."""

    code = "withdrawn-selection"


class TooManySelections(MediathequeError):
    """People without an account published as many selections within the hour as the house takes."""

    code = "too-many-selections"

    def __init__(self) -> None:
        super().__init__(
            "Trop de sélections ont été publiées depuis une heure. La vôtre est gardée dans votre navigateur ; "
            "publiez-la un peu plus tard, ou avec un compte du bureau."
        )


class TooManySearches(MediathequeError):
    """As many new searches were kept within the hour as the house takes."""

    code = "too-many-searches"

    def __init__(self) -> None:
        super().__init__(
            "Trop de recherches ont été gardées depuis une heure. Rien n'est perdu : l'adresse de la page de "
            "résultats mène à la même recherche ; réessayez un peu plus tard."
        )


class UnfitQuotation(MediathequeError):
    """What cannot be quoted: no words, words that are not there, or too many."""

    code = "unfit-quotation"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Cette phrase n'a pas pu être citée : {reason} Aucune adresse n'a été créée.")


class TooManyQuotations(MediathequeError):
    """As many quotations were made within the hour as the house takes."""

    code = "too-many-quotations"

    def __init__(self) -> None:
        super().__init__(
            "Trop de phrases ont été citées depuis une heure. Celles qui l'ont été gardent leur adresse ; réessayez un "
            "peu plus tard, ou donnez le lien du passage."
        )


class WrongOffset(MediathequeError):
    """A piece of a file does not begin where the last one ended."""

    code = "wrong-offset"

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(f"La suite du fichier est attendue à partir de l'octet {received}.")


class DamagedUpload(MediathequeError):
    """What arrived is not what was sent, by its digest."""

    code = "damaged-upload"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"« {name} » n'est pas arrivé tel qu'il est parti : il a changé pendant l'envoi, ou la connexion l'a "
            "abîmé. Rien n'en a été gardé ; envoyez-le de nouveau."
        )


class TooLarge(MediathequeError):
    """More was sent at once than the settings allow."""

    code = "too-large"

    def __init__(self, megabytes: int, files: int) -> None:
        self.megabytes, self.files = megabytes, files
        super().__init__(
            f"Cet envoi est trop lourd : la limite est de {megabytes} Mo et de {files} fichiers à la fois. Rien "
            "n'a été enregistré ; envoyez les fichiers en plusieurs fois, ou déposez-les avec « mediatheque add »."
        )
