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
    "verify": _("vérifier les notices, corriger, joindre et couper des passages"),
    "authorities": _(
        "fusionner, séparer, renommer des autorités, accepter des territoires, ne plus nommer une personne"
    ),
    "notices": _("retirer, jeter, remettre une notice, changer sa diffusion ou son fichier, décider des doublons"),
    "bulk": _("modifier beaucoup de notices à la fois"),
    "undo": _("annuler un acte du journal"),
    "reports": _("traiter les signalements des lecteurs"),
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
