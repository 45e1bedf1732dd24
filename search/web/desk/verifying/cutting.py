"""The passages of a notice: given to somebody else, called otherwise, joined, cut."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from search.web.desk.door import needs, site


@site.get("/a-verifier/<pid>/passages")
@needs("verify")
def verify_passages(pid: str) -> Response:
    """The passages of a notice."""
    return redirect(url_for(".verify", pid=pid))
