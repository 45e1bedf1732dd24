"""What can be wrong with a file, or with sending it."""

from __future__ import annotations

from corpus.errors.base import MediathequeError


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
