"""Kill -9 at random moments: whatever dies, the rest continues by itself, nothing is lost and nothing is there twice.

`python tests/soak/kills.py [--kills 200] [--seed 1] [--catalogue URL]` works in a temporary home and prints one line a
kill; the last line sums up. The same seed draws the same victims, files and moments.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import func, select

from corpus.catalogue import addresses, deposits, recognitions
from corpus.catalogue.models import Deposit, Passage, Version
from corpus.demo import documents
from corpus.errors import MediathequeError
from corpus.installation import Installation
from corpus.settings import Settings
from search.index import follow

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "hostile"))

import upload  # noqa: E402 (it lies beside what the hostile files are sent with)

COMMAND = [sys.executable, "-c", "from corpus.cli import main; main()"]
PATIENCE = 90.0  # seconds in which everything must be in order again after a kill
SPAN = 5.0  # seconds after its start within which a victim is killed
SENDING = 0.12  # seconds within which the site is killed while files are sent to it

WORDS = ("eau", "puits", "école", "convention", "village", "partage", "maire", "canal", "projet", "semences", "atelier")


class Fault(Exception):
    """Something was lost, doubled, or did not continue by itself."""


@dataclass
class Kills:
    """One home, and what was ever put into it."""

    home: Path
    seed: int
    catalogue: str = ""
    span: float = SPAN
    digests: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)  # every passage that was ever seen
    victims: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    received: int = 0  # files of which the site had answered that it has them, before it was killed
    broken: int = 0  # times that it was killed with files still to be sent
    opened: bool = False  # whether there is an account to send them with

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.installation = Installation(Settings(home=str(self.home), catalogue=self.catalogue))
        self.incoming = self.home.parent / "arrivages"
        self.demo = sorted(documents())
        self.kinds: dict[str, Callable[[Path], None]] = {
            "add": self.kill_add,
            "worker": self.kill_worker,
            "add+worker": self.kill_both,
            "site+worker": self.kill_site,
            "rebuild": self.kill_rebuild,
            "backup": self.kill_backup,
        }
        self.weights = [4, 4, 3, 3, 1, 1]

    def run(self, kills: int, told: Callable[[str], None]) -> None:
        """Kill until `kills` processes are dead, putting everything in order after each."""
        number = 0
        while (dead := sum(self.victims.values())) < kills:
            kind = self.chance.choices([*self.kinds], self.weights)[0]
            folder = self.arrivals(number)
            began = time.monotonic()
            self.kinds[kind](folder)
            self.restart(folder)
            self.verify()
            told(f"{dead:4d} {kind:12s} {len(self.digests):4d} fichiers  {time.monotonic() - began:5.1f} s")
            number += 1

    # What arrives

    def arrivals(self, number: int) -> Path:
        """A folder of one to three files that were never seen before."""
        folder = self.incoming / f"lot-{number}"
        folder.mkdir(parents=True)
        for place in range(self.chance.randint(1, 3)):
            drawn = self.chance.random()
            if drawn < 0.08 and shutil.which("tesseract"):
                path = folder / f"{place}-numerisation.pdf"
                self.scan(path)
                self.digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
                continue
            if drawn < 0.3:
                model = self.chance.choice(self.demo)
                data = model.read_bytes() + f"\n<!-- {number} -->\n".encode()
                if model.suffix not in {".pdf", ".html", ".md", ".txt"}:
                    data = self.text(number, place).encode()
                    model = Path("texte.txt")
            else:
                model, data = Path("texte.txt"), self.text(number, place).encode()
            path = folder / f"{place}-{model.name}"
            path.write_bytes(data)
            self.digests.add(hashlib.sha256(data).hexdigest())
        return folder

    def scan(self, path: Path) -> None:
        """A picture of a page, whose words have to be recognised."""
        page = Image.new("L", (1240, 1754), 255)
        text = "\n".join(" ".join(self.chance.choices(WORDS, k=7)) for _ in range(12))
        ImageDraw.Draw(page).text((120, 150), text, fill=0, font=ImageFont.load_default(36), spacing=24)
        page.save(path, resolution=150)

    def text(self, number: int, place: int) -> str:
        """An invented text of some pages, unlike any other."""
        lines = [f"Compte rendu de la réunion {number}-{place}", ""]
        for _ in range(self.chance.randint(20, 200)):
            lines += [" ".join(self.chance.choices(WORDS, k=14)).capitalize() + f" {self.chance.random():.6f}.", ""]
        return "\n".join(lines)

    # Who is killed

    def kill_add(self, folder: Path) -> None:
        with self.start("add", str(folder)) as command:
            self.kill("add", command)

    def kill_worker(self, folder: Path) -> None:
        self.deposit(folder)
        with self.start("work") as worker:
            self.kill("worker", worker)

    def kill_both(self, folder: Path) -> None:
        with self.start("work") as worker, self.start("add", str(folder)) as command:
            first, second = self.chance.sample([("worker", worker), ("add", command)], 2)
            self.kill(*first)
            self.kill(*second, span=1.0)

    def kill_site(self, folder: Path) -> None:
        """While files are sent to it; what it had answered for must be there, what it had not is sent again."""
        port, received, refused = _free_port(), list[str](), list[str]()
        if not self.opened:
            upload.open_account(COMMAND, self.environment())
            self.opened = True
        with self.start("work") as worker, self.start("serve", "--port", str(port)) as site:
            address = f"http://127.0.0.1:{port}"
            self.await_site(address)
            desk = upload.Desk(address)
            self.visit(port, self.chance.uniform(0, self.span / 2))
            sending = threading.Thread(target=self.send, args=(desk, folder, received, refused))
            sending.start()
            self.kill("site", site, span=SENDING)
            sending.join()
            self.kill("worker", worker, span=0.5)
        self.received += len(received)
        self.broken += bool(refused)
        if "HTTP Error" in "".join(refused):
            raise Fault(f"le site a refusé : {refused}")
        if lost := set(received) - self.deposited():
            raise Fault(f"reçus puis perdus : {sorted(lost)}")

    def await_site(self, address: str) -> None:
        """Wait until the site answers; an empty house may have no index to answer from yet."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=20).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise Fault("le site n'a pas démarré")

    def send(self, desk: upload.Desk, folder: Path, received: list[str], refused: list[str]) -> None:
        """Send file after file by the form of the desk, note what it answered for; end at its first silence."""
        for path in sorted(folder.iterdir()):
            if told := desk.send(path):
                refused.append(told)
                return
            received.append(hashlib.sha256(path.read_bytes()).hexdigest())

    def kill_rebuild(self, folder: Path) -> None:
        self.deposit(folder)
        with self.start("index", "--rebuild") as command:
            self.kill("rebuild", command, span=self.span / 2)

    def kill_backup(self, folder: Path) -> None:
        self.deposit(folder)
        target = self.home.parent / "sauvegarde.tar"
        target.unlink(missing_ok=True)
        with self.start("backup", str(target)) as command:
            self.kill("backup", command, span=self.span / 2)
        if target.exists() and self.command("restore", str(target), home=self.home.parent / "essai") != 0:
            raise Fault("une sauvegarde interrompue a laissé une archive qui ne se remet pas")
        shutil.rmtree(self.home.parent / "essai", ignore_errors=True)

    def kill(self, kind: str, process: subprocess.Popen[bytes], span: float | None = None) -> None:
        """Let it live a random moment, then end it as a power cut would."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.chance.uniform(0, self.span if span is None else span))
        process.kill()
        process.wait()
        self.victims[kind] += 1

    # What others do meanwhile

    def deposit(self, folder: Path) -> None:
        """Deposit as the site does, without reading."""
        for path in sorted(folder.iterdir()):
            with self.installation.catalogue.writing() as session:
                deposits.deposit(session, self.installation.store, path, "le site")

    def visit(self, port: int, seconds: float) -> None:
        """Ask the site for pages; while it lives it answers, and never with an error of its own."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/recherche?q=eau", timeout=20).close()
            except urllib.error.HTTPError as error:
                if error.code != 503:  # the index is being made anew
                    raise Fault(f"le site a répondu {error.code}") from error
            except OSError:
                time.sleep(0.1)

    # What must be true afterwards

    def restart(self, folder: Path) -> None:
        """Start the worker again (and the command, if files had not come in yet) until there is nothing left to do."""
        here = {hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}
        if here - self.deposited() or self.chance.random() < 0.2:
            if self.command("add", str(folder)) != 0:
                raise Fault("« add » répété n'a pas abouti")
        elif self.gave_up():
            self.retried += 1
            self.command("add", str(folder))
        with self.start("work") as worker:
            deadline = time.monotonic() + PATIENCE
            while self.at_work():
                if time.monotonic() > deadline:
                    raise Fault("le travail n'a pas repris de lui-même")
                if worker.poll() is not None:
                    raise Fault("l'ouvrier s'est arrêté tout seul")
                time.sleep(0.2)
            worker.send_signal(signal.SIGTERM)
            if worker.wait(30) not in {0, -signal.SIGTERM}:  # the latter: it had not begun yet
                raise Fault("l'ouvrier ne s'arrête pas proprement")

    def at_work(self) -> bool:
        with self.installation.catalogue.session() as session:
            if deposits.waiting(session) or (shutil.which("tesseract") and recognitions.waiting(session)):
                return True
        try:
            return bool(follow.faults(self.installation.catalogue, self.installation.settings))
        except MediathequeError:
            return True

    def verify(self) -> None:
        """Nothing lost, nothing twice, and `check` agrees."""
        with self.installation.catalogue.session() as session:
            counts = dict(session.execute(select(Version.sha256, func.count()).group_by(Version.sha256)).all())
            if lost := self.digests & self.deposited() - set(counts):
                raise Fault(f"perdus : {sorted(lost)}")
            if twice := [one for one, number in counts.items() if number != 1]:
                raise Fault(f"deux fois : {twice}")
            done = select(Deposit.sha256).where(Deposit.outcome == "done")
            if len(several := session.scalars(done).all()) != len(set(several)):
                raise Fault("un versement est noté deux fois comme fait")
            for pid in session.scalars(select(Passage.pid)):
                self.links.add(pid)
            for pid in self.links:  # what was once published leads to its words for ever
                addresses.passage_at(session, pid)
        if self.command("check") != 0:
            raise Fault("« check » trouve des défauts")

    def deposited(self) -> set[str]:
        with self.installation.catalogue.session() as session:
            return {one for one in session.scalars(select(Deposit.sha256)) if one}

    def gave_up(self) -> bool:
        """Whether a file was killed with its worker so often that it is left alone until somebody tries again."""
        with self.installation.catalogue.session() as session:
            known = select(Version.sha256)
            query = select(Deposit.id).where(Deposit.outcome == "failed", Deposit.sha256.not_in(known))
            return session.scalars(query).first() is not None

    # Processes

    @contextmanager
    def start(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        with (self.home.parent / "journal.txt").open("ab") as journal:
            journal.write(f"--- {' '.join(words)}\n".encode())
            journal.flush()
            process = subprocess.Popen(
                [*COMMAND, *words], cwd=ROOT, env=self.environment(), stdout=journal, stderr=journal
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def command(self, *words: str, home: Path | None = None) -> int:
        with self.start(*words) if home is None else self._elsewhere(home, *words) as process:
            return process.wait(PATIENCE * 2)

    @contextmanager
    def _elsewhere(self, home: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        env = {**self.environment(), "MEDIATHEQUE_HOME": str(home), "MEDIATHEQUE_CATALOGUE": ""}
        with subprocess.Popen([*COMMAND, *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as process:
            yield process

    def environment(self) -> dict[str, str]:
        return {**os.environ, "MEDIATHEQUE_HOME": str(self.home), "MEDIATHEQUE_CATALOGUE": self.catalogue}

    def summary(self) -> str:
        kinds = ", ".join(f"{name} {number}" for name, number in sorted(self.victims.items()))
        return (
            f"{sum(self.victims.values())} kill -9 ({kinds}) : {len(self.digests)} fichiers, rien de perdu, "
            f"rien en double, check sans défaut ; {self.retried} versement(s) à redemander ; "
            f"{self.received} fichier(s) reçu(s) par le site, {self.broken} fois tué pendant un envoi."
        )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> int:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--catalogue", default="")
    words.add_argument("--keep", action="store_true", help="keep the home, to look at it")
    given = words.parse_args()
    place = Path(tempfile.mkdtemp(prefix="kills-"))
    soak = Kills(place / "home", given.seed, given.catalogue)
    began = time.monotonic()
    try:
        soak.run(given.kills, lambda line: print(line, flush=True))  # noqa: T201
        print(f"{soak.summary()} {time.monotonic() - began:.0f} s.")  # noqa: T201
    except Fault as fault:
        print(f"DÉFAUT : {fault}\nTout est gardé dans {place} (journal.txt).")  # noqa: T201
        return 1
    finally:
        soak.installation.catalogue.close()
    if not given.keep:
        shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
