"""What can be wrong at a door: passwords, accounts, sittings, forms."""

from __future__ import annotations

from corpus.errors.base import MediathequeError


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
