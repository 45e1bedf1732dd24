"""What can be wrong with an address, a value, or what is made to be sent."""

from __future__ import annotations

from corpus.errors.base import MediathequeError


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
