"""After an act: the page says what was done and offers to undo it; where it could not be done, the page says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from flask import current_app, request, url_for
from flask import redirect as lead
from werkzeug.wrappers import Response

from corpus.catalogue import accounts, chronicle
from corpus.catalogue.chronicle import Entry
from corpus.catalogue.models import Act
from corpus.errors import BadValue, StaleRevision
from corpus.refusals import UnknownAct
from search.web.desk.deposit_rows import moment
from search.web.desk.door import account, site
from search.web.holdings import catalogue
from search.web.same_origin import way_back

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00)?")
NUMBER = "<int(max=2147483647):number>"


def done(address: str, act: Act | None) -> Response:
    """Lead to `address`, whose page tells of `act`."""
    if act is None:
        return lead(address, 303)
    path, sign, anchor = address.partition("#")
    return lead(f"{path}{'&' if '?' in path else '?'}acte={act.id}{sign}{anchor}", 303)


def tried(act: Callable[[], Response], again: Callable[[str], Response]) -> Response:
    """Do `act`, or show `again` the page of its form with the reason why it was not done."""
    try:
        return act()
    except StaleRevision as error:
        return _with_status(again(str(error)), 409)
    except BadValue as error:
        return _with_status(again(error.why[:1].upper() + error.why[1:]), 400)


def way_back_or(address: str) -> str:
    """The page of the desk that a form asks to go back to, else `address`."""
    asked = way_back(request.form.get("retour", ""))
    inside = f"{request.script_root}/bureau"
    return (
        asked if asked is not None and (asked == inside or asked.startswith((f"{inside}/", f"{inside}?"))) else address
    )


def last_act() -> Entry | None:
    """The act that this page tells of."""
    number = request.args.get("acte", 0, int)
    if not 0 < number < 1 << 31:
        return None
    try:
        return chronicle.entry(catalogue(), number)
    except UnknownAct:
        return None


site.add_app_template_filter(moment, "moment")


@site.app_template_filter("instants")
def instants(value: str) -> str:
    """An instant as people read it; anything else as it is."""
    try:
        return moment(datetime.fromisoformat(value)) if _INSTANT.fullmatch(value) else value
    except ValueError:
        return value


@site.context_processor
def for_acts() -> dict[str, object]:
    """What the pages ask for."""
    return {"last_act": last_act, "verify_address": verify_address}


def verify_address(pid: str) -> str:
    """The screen on which the notice `pid` is verified, "" for whoever may not."""
    may = accounts.may(account(), "verify") if "desk.verify" in current_app.view_functions else False
    return url_for("desk.verify", pid=pid) if may else ""


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response
