"""The site as a running program: how much it takes in at once, and where that lies meanwhile."""

from __future__ import annotations

import tempfile
from contextlib import suppress

import waitress

from corpus.settings import Settings
from search.web import create_app


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the site until it is told to stop.

    What is being sent lies in the home of the installation, where its files go too: a system's folder for temporary
    files may be small, or memory. The server takes more than an upload may have, so that it is our page that refuses.
    """
    reception = settings.reception_path
    with suppress(OSError):  # a home that cannot be written can still be read
        reception.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.tempdir = str(reception)
    waitress.serve(
        create_app(settings),
        host=host,
        port=port,
        threads=settings.threads,
        ident=None,
        clear_untrusted_proxy_headers=False,  # the site itself decides whether it believes them
        max_request_body_size=2 * settings.upload_megabytes * 10**6,
    )
