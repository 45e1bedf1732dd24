"""The French words for codes of the desk; `_` only marks them, so that the translators' tool finds them."""

from __future__ import annotations


def _(text: str) -> str:
    return text


ROLE_NAMES = {
    "editor": _("Rédaction"),
    "librarian": _("Bibliothèque"),
    "administrator": _("Administration"),
}

RIGHT_NAMES = {
    "look": _("voir les versements et l’état de la maison"),
    "own-account": _("changer son mot de passe, terminer ses sessions"),
    "deposit": _("déposer des fichiers, annuler, faire relire"),
    "reread": _("faire relire les documents qu’un lecteur plus ancien a lus"),
    "accounts": _("ouvrir, changer et fermer des comptes"),
}

DEPOSIT_STATES = {
    "waiting": _("En attente"),
    "reading": _("En lecture"),
    "done": _("Catalogué"),
    "known": _("Déjà connu"),
    "failed": _("En échec"),
    "cancelled": _("Annulé"),
}
