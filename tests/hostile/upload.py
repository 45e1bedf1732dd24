"""Hostile files by the door of the browser: signed in at the desk, each sent by its form, then read by the worker."""

from __future__ import annotations

import contextlib
import html
import http
import http.client
import http.cookiejar
import re
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NAME, PASSWORD = "essai", "quatre mots pour un essai"
_BORDER = "limite-d-un-formulaire-de-fichiers"
_TOKEN = re.compile(r'name="jeton" value="([^"]*)"')
_PATIENCE = 120  # seconds for one answer


class _AsAnswered(urllib.request.HTTPRedirectHandler):
    """Answers are taken as they come: what a form answers is seen, the page that follows is not asked for."""

    def redirect_request(self, *asked: object) -> None:
        """Go nowhere."""


class Desk:
    """A browser, signed in at the desk of the site at `address`."""

    def __init__(self, address: str) -> None:
        self.address = f"{address}/bureau"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar, _AsAnswered).open
        form = {"jeton": self._token("/connexion"), "nom": NAME, "mot_de_passe": PASSWORD}
        self._post("/connexion", urllib.parse.urlencode(form).encode())

    def send(self, path: Path) -> str:
        """Deposit one file; say what went wrong, or "" once the site has answered that it has received it."""
        try:
            self._post("/versement", self._parcel(path), {"Content-Type": f"multipart/form-data; boundary={_BORDER}"})
        except (OSError, http.client.HTTPException) as error:
            return f"{path.name!a} : {error}"
        return ""

    def _parcel(self, path: Path) -> bytes:
        """The form with one file in it, as a browser writes it."""
        name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()
        for character in b'"\r\n':
            name = name.replace(bytes([character]), b"%%%02X" % character)
        parts = [
            b'Content-Disposition: form-data; name="jeton"\r\n\r\n' + self._token("/versement").encode(),
            b'Content-Disposition: form-data; name="fichiers"; filename="%s"\r\n\r\n' % name + path.read_bytes(),
        ]
        border = _BORDER.encode()
        return b"".join(b"--%s\r\n%s\r\n" % (border, part) for part in parts) + b"--%s--\r\n" % border

    def _post(self, page: str, body: bytes, kind: Mapping[str, str] | None = None) -> None:
        """Send a form; what is accepted is answered with the way to another page."""
        try:
            asked = urllib.request.Request(self.address + page, body, dict(kind or {}))
            with self._open(asked, timeout=_PATIENCE):
                raise OSError(f"« {page} » n'a pas été accepté")
        except urllib.error.HTTPError as answer:
            with answer:
                if answer.code != http.HTTPStatus.SEE_OTHER:
                    raise

    def _token(self, page: str) -> str:
        with self._open(self.address + page, timeout=_PATIENCE) as answer:
            found = _TOKEN.search(answer.read().decode())
        return html.unescape(found[1]) if found else ""


def open_account(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Open the account that will send the files."""
    given = {**environ, "MEDIATHEQUE_PASSWORD": PASSWORD}
    subprocess.run(
        [*command, "account", "add", NAME, "--role", "librarian"], env=given, check=True, stdout=subprocess.DEVNULL
    )


def wait_until_read(catalogue: Path, seconds: float) -> list[dict[str, Any]]:
    """Wait until no deposit waits; return all that came by the desk, with their outcomes."""
    deadline = time.monotonic() + seconds
    rows: list[dict[str, Any]] = []
    while time.monotonic() < deadline:
        with contextlib.closing(sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True, timeout=30)) as database:
            database.row_factory = sqlite3.Row
            asked = "SELECT filename AS file, outcome, code, message FROM deposit WHERE who = ? ORDER BY id"
            rows = [dict(row) for row in database.execute(asked, (NAME,))]
        if all(row["code"] != "waiting" for row in rows):
            break
        time.sleep(0.5)
    return rows
