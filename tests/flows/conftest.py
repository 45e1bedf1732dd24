"""A living site with the demo collection."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

MEDIATHEQUE = [sys.executable, "-c", "from corpus.cli import main; main()"]


@dataclass(frozen=True)
class Site:
    """A site that answers at `url`; its installation lives in `home`."""

    url: str
    home: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the same installation."""
        return run(self.home, *words)


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home)}
    return subprocess.run([*MEDIATHEQUE, *words], env=environ, capture_output=True, text=True, check=False, timeout=300)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("maison")
    loaded = run(home, "demo")
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    port = free_port()
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home), "MEDIATHEQUE_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen([*MEDIATHEQUE, "serve", "--port", str(port)], env=environ, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait(10)
