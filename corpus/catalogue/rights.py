"""What each role may do at the desk: one table, read by the pages, by the command line and by the tests."""

from __future__ import annotations

ROLES = ("editor", "librarian", "administrator")  # each may do what those before it may

#: Each right with the lowest role that has it.
RIGHTS = {
    "look": "editor",
    "own-account": "editor",
    "deposit": "librarian",
    "reread": "librarian",
    "verify": "librarian",
    "authorities": "librarian",
    "notices": "librarian",
    "bulk": "librarian",
    "undo": "librarian",
    "reports": "librarian",
    "accounts": "administrator",
}


def role_for(right: str) -> str:
    """The lowest role that has `right`; the name of a role is the right to do what that role may.

    Raises:
        KeyError: when there is no such right.

    >>> role_for("deposit"), role_for("librarian")
    ('librarian', 'librarian')
    """
    return right if right in ROLES else RIGHTS[right]


def suffices(role: str, right: str) -> bool:
    """Whether `role` has `right`; a role that is unknown has none.

    >>> suffices("administrator", "deposit"), suffices("editor", "deposit"), suffices("reine", "look")
    (True, False, False)
    """
    return role in ROLES and ROLES.index(role) >= ROLES.index(role_for(right))
