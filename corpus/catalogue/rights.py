"""What each role may do at the desk: one table, read by the pages, by the command line and by the tests."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("editor", "librarian", "administrator")  # each may do what those before it may

#: How the roles are called, and what they are for.
NAMES = {
    "editor": "rédaction",
    "librarian": "bibliothèque",
    "administrator": "administration",
}


@dataclass(frozen=True)
class Right:
    """Something that may be done, by `role` and those above it; `text` says it in French."""

    role: str
    text: str


RIGHTS = {
    "look": Right("editor", "voir les versements et l’état de la maison"),
    "own-account": Right("editor", "changer son mot de passe, terminer ses sessions"),
    "deposit": Right("librarian", "déposer des fichiers, annuler et faire relire"),
    "reread": Right("librarian", "faire relire ce qu’un lecteur plus ancien a lu"),
    "accounts": Right("administrator", "ouvrir, changer et fermer des comptes"),
}


def role_for(right: str) -> str:
    """The lowest role that has `right`; the name of a role is the right to do what that role may.

    Raises:
        KeyError: when there is no such right.

    >>> role_for("deposit"), role_for("librarian")
    ('librarian', 'librarian')
    """
    return right if right in ROLES else RIGHTS[right].role


def suffices(role: str, right: str) -> bool:
    """Whether `role` has `right`; a role that is unknown has none.

    >>> suffices("administrator", "deposit"), suffices("editor", "deposit"), suffices("reine", "look")
    (True, False, False)
    """
    return role in ROLES and ROLES.index(role) >= ROLES.index(role_for(right))
