"""The rooms of the desk, in the order in which every page of it leads there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, has_request_context, request, url_for

from corpus.catalogue import accounts
from search.web.desk.door import site
from search.web.desk.sitting import HINT


def _(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its first page, the right to enter, its French name, and the beginnings of the addresses in it."""

    endpoint: str
    right: str
    label: str
    paths: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Its first page."""
        return url_for(self.endpoint)

    @property
    def current(self) -> str:
        """« page » on its first page, « true » elsewhere in it, "" outside; as `aria-current` says it."""
        path = request.script_root + request.path
        if path.rstrip("/") == self.address.rstrip("/"):
            return "page"
        return "true" if any(request.path.startswith(one) for one in self.paths) else ""


ROOMS = (
    Room("desk.home", "look", _("Accueil")),
    Room("desk.choose", "deposit", _("Déposer")),
    Room("desk.listing", "look", _("Versements")),
    Room("desk.verify_queue", "verify", _("À vérifier"), ("/bureau/a-verifier",)),
    Room("desk.records", "look", _("Notices"), ("/bureau/documents", "/bureau/lot")),
    Room("desk.doubles", "notices", _("Doublons"), ("/bureau/doublons",)),
    Room("desk.authorities", "authorities", _("Autorités"), ("/bureau/autorite",)),
    Room("desk.reports", "reports", _("Signalements"), ("/bureau/signalements",)),
    Room("desk.published", "look", _("Sélections"), ("/bureau/selection",)),
    Room("desk.bin", "notices", _("Corbeille")),
    Room("desk.journal", "look", _("Journal"), ("/bureau/journal",)),
    Room("desk.state", "look", _("État de la maison")),
    Room("desk.people", "accounts", _("Comptes"), ("/bureau/comptes",)),
)


def rooms() -> list[Room]:
    """Those that whoever sits here may enter."""
    if g.get("account") is None:
        return []
    built = current_app.view_functions
    return [one for one in ROOMS if one.endpoint in built and accounts.may(g.account, one.right)]


@site.context_processor
def for_navigation() -> dict[str, object]:
    """What the frame of the desk's pages asks for."""
    return {"rooms": rooms}


@site.app_context_processor
def for_public_pages() -> dict[str, object]:
    """Whether this browser sits at the desk, as far as public pages know; they show no more than links."""
    return {"at_desk": has_request_context() and request.cookies.get(HINT) == "1"}
