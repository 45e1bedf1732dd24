"""The desk as a program uses it over plain HTTP: enter with a name and a password, upload files, see the outcomes."""

from __future__ import annotations

import html
import re
import secrets
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from http.cookiejar import CookieJar
from pathlib import Path

TOKEN = re.compile(r'name="jeton" value="([^"]+)"')
ROW = re.compile(
    r'<li id="versement-(\d+)">\s*<h[23]>(.*?)</h[23]>.*?class="state state-(\w+)"'
    r'.*?(?:class="outcome">(.*?)</p>.*?)?</li>',
    re.DOTALL,
)


class Desk:
    """The desk of the site at `url`, entered with `name` and `password`."""

    def __init__(self, url: str, name: str, password: str) -> None:
        self.url = url.rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        given = {"jeton": self._token("/bureau/connexion"), "nom": name, "mot_de_passe": password}
        self._open("/bureau/connexion", urllib.parse.urlencode(given).encode())

    def upload(self, paths: Iterable[Path], names: Mapping[Path, str] | None = None) -> int:
        """Upload the files of `paths` in one go; return how many the desk says it received.

        `names` gives the names to send them under, in place of their own.

        Raises:
            urllib.error.HTTPError: when the desk refuses.
        """
        limit = secrets.token_hex(16)
        parts = [_part(limit, 'name="jeton"', self._token("/bureau/versement").encode())]
        for path in paths:
            name = (names or {}).get(path, path.name).encode("utf-8", "surrogateescape")
            shown = name.replace(b'"', b"%22").replace(b"\r", b"%0D").replace(b"\n", b"%0A")  # as browsers do
            head = b'name="fichiers"; filename="' + shown + b'"'
            parts.append(_part(limit, head, path.read_bytes()))
        body = b"".join([*parts, f"--{limit}--\r\n".encode()])
        address = self._open("/bureau/versement", body, f"multipart/form-data; boundary={limit}")[0]
        return int(urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["recus"][0])

    def outcomes(self, page: int = 1) -> list[dict[str, str]]:
        """The deposits of one page of the list, newest first: number, file, state, told."""
        found = ROW.findall(self._open(f"/bureau/versements?page={page}")[1])
        return [
            {"number": number, "file": html.unescape(file), "state": state, "told": html.unescape(told)}
            for number, file, state, told in found
        ]

    def retry(self, number: str) -> None:
        """Have a failed deposit read again."""
        given = {"jeton": self._token("/bureau/versement")}
        self._open(f"/bureau/versements/{number}/reprise", urllib.parse.urlencode(given).encode())

    def _token(self, path: str) -> str:
        return TOKEN.search(self._open(path)[1])[1]

    def _open(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, str]:
        asked = urllib.request.Request(self.url + path, body, {"Content-Type": kind} if kind else {})
        with self._opener.open(asked, timeout=300) as answer:
            return answer.url, answer.read().decode()


def _part(limit: str, head: str | bytes, content: bytes) -> bytes:
    named = head.encode() if isinstance(head, str) else head
    lines = [f"--{limit}".encode(), b"Content-Disposition: form-data; " + named]
    if b"filename=" in named:
        lines.append(b"Content-Type: application/octet-stream")
    return b"\r\n".join([*lines, b"", content, b""])
