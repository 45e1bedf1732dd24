"""Feed a folder of hostile files to the médiathèque while its site answers, and tell what each did.

`python tests/hostile/run.py [--quick] [--json FILE] [FOLDER]`; without a folder one is made. Exit 1 when a file ended
otherwise than indexed or with its sentence within its limits, when the site failed, or when anything got out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # run as a script or loaded by its path, its parts lie beside it

import make
import recipes_text
import upload
import watch

ROOT = Path(__file__).resolve().parent.parent.parent
MEDIATHEQUE = [sys.executable, "-c", "from corpus.cli import main; main()"]
GRACE = 25  # seconds beyond its limit: LibreOffice is granted 20 to start; then a new child, and writing down
CANARY = "CANARI-JAMAIS-LU"
SYSTEM = ("/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev", "/bin", "/sbin", "/opt", "/var/cache/fontconfig")
OFFICE = ("/var/lib/libreoffice", "/var/spool/libreoffice")  # what Debian's LibreOffice has of its own
SOCKETS = "/tmp/OSL_PIPE_"  # noqa: S108 - LibreOffice asks by them whether it runs already; swept afterwards
FORBIDDEN = ("/etc/passwd", "/etc/shadow", "/etc/hostname")  # what the traps name; the system's own reads are left out


def run(folder: Path, work: Path, *, traced: bool, by_desk: bool = False) -> dict[str, Any]:
    """Feed the files of `folder`, by `add` or by the desk of the site, all kept below `work`; say what was seen."""
    home, log = work / "maison", work / "appels.log"
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*MEDIATHEQUE, "work"] if by_desk else [*MEDIATHEQUE, "add", "--json", str(folder)]
    if traced:
        command = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=file,network", "-o", str(log), *command]
    _begin(work, environ)
    if by_desk:
        upload.open_account(MEDIATHEQUE, environ)
    before = _outside(work, home)
    start = time.monotonic()
    with ExitStack() as stack:
        site, address = stack.enter_context(_site(environ))
        visits = stack.enter_context(watch.Visits([f"{address}/healthz", f"{address}/recherche?q=eau"]))
        outcomes = stack.enter_context(watch.Outcomes(home / "catalogue.db"))
        site_memory = stack.enter_context(watch.Memory(site.pid, lambda _: "site"))
        with (work / "reponses.jsonl").open("wb") as answers, (work / "erreurs.txt").open("wb") as errors:
            reading = subprocess.Popen(command, env=environ, stdout=answers, stderr=errors)
        memory = stack.enter_context(watch.Memory(reading.pid, _name))
        stack.callback(_end, reading.pid)
        if by_desk:
            lines = _send(upload.Desk(address), folder, home)
        else:
            reading.wait()
            lines = [json.loads(line) for line in (work / "reponses.jsonl").read_bytes().splitlines()]
    files = [_told(line, outcomes.seconds) for line in lines]
    seen = {
        "seconds": round(time.monotonic() - start, 1),
        "exit": None if by_desk else reading.returncode,
        "errors": (work / "erreurs.txt").read_text(errors="replace")[-2000:],
        "files": files,
        "missing": [] if by_desk else sorted(_given(folder) - {one["file"] for one in files}),
        "peaks": {**site_memory.peaks, **memory.peaks},
        "new_outside": sorted(_outside(work, home) - before - {"reponses.jsonl", "erreurs.txt", "appels.log"}),
        "leaked": _leaked(home),
    }
    return seen | _answered(visits) | (_traced(log, home, folder) if traced else {})


def _send(desk: upload.Desk, folder: Path, home: Path) -> list[dict[str, Any]]:
    """Send the files one by one and wait until all are read; what the site refused is told as a line of its own."""
    files = sorted(folder.iterdir())
    refused = [{"file": one.name, "outcome": told} for one in files if (told := desk.send(one))]
    return [*refused, *upload.wait_until_read(home / "catalogue.db", (_limit() + GRACE) * len(files))]


def _limit() -> int:
    """Seconds that the reading of one file may take."""
    return int(os.environ.get("MEDIATHEQUE_READ_SECONDS", "60"))


def _answered(visits: watch.Visits) -> dict[str, Any]:
    """How the site did meanwhile."""
    return {
        "visits": len(visits.seconds),
        "slowest_visit": round(max(visits.seconds), 2),
        "usual_visit": round(statistics.median(visits.seconds), 3),
        "faults": visits.faults,
    }


def _traced(log: Path, home: Path, folder: Path) -> dict[str, Any]:
    """What the system calls say."""
    readable = (folder, ROOT, Path(sys.base_prefix), *map(Path, (*SYSTEM, *OFFICE)))
    trace = watch.Trace.of(log, (home, Path("/dev/null")), readable)
    return {
        "written_outside": sorted(path for path in trace.written if not path.startswith(SOCKETS)),
        "read_outside": sorted((trace.read | _forbidden(log)) - {str(Path(SOCKETS).parent)}),
        "called": trace.called,
        "started": sorted(trace.started),
    }


def _end(pid: int) -> None:
    """Kill a process and those it started, where they still are: we were stopped in the middle."""
    for one in reversed([*watch.family(pid)]):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _begin(work: Path, environ: Mapping[str, str]) -> None:
    """Something honest to find, so that the site has an index to answer from."""
    honest = work / "honnete.txt"
    honest.write_text(recipes_text.speech())
    subprocess.run([*MEDIATHEQUE, "add", str(honest)], env=environ, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _site(environ: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A site that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = subprocess.Popen([*MEDIATHEQUE, "serve", "--port", str(port)], env=environ, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            trial = watch.Visits([f"{address}/healthz"])
            trial.look()
            if not trial.faults:
                break
            time.sleep(0.1)
        yield site, address
    finally:
        site.terminate()
        site.wait(20)


def _name(command: str) -> str | None:
    """The one who is meant by a command line."""
    if "indexer.child" in command:
        return "child"
    if "soffice" in command or "tesseract" in command:
        return "programs"
    if "strace" in command.split(" ", maxsplit=1)[0]:
        return None
    return "add" if "add --json" in command else "worker" if "main() work" in command else None


def _given(folder: Path) -> set[str]:
    return {os.fsencode(one.name).decode("utf-8", "replace") for one in folder.iterdir()}


def _told(line: dict[str, Any], seconds: Mapping[str, float]) -> dict[str, Any]:
    """One file: its outcome, and what is wrong with how it ended, if anything."""
    name = os.fsencode(line["file"]).decode("utf-8", "replace")
    took = seconds.get(name)
    faults = []
    if line["outcome"] not in ("done", "known", "failed"):
        faults.append(f"issue « {line['outcome']} »")
    if line["outcome"] == "failed" and not line.get("message", "").startswith("«"):
        faults.append("sans phrase")
    if line.get("code") == "reader-crashed":
        faults.append("le lecteur est mort")
    if took is not None and took > _limit() + GRACE:
        faults.append("hors délai")
    told = {name: line.get(name) for name in ("outcome", "code", "message", "document")}
    return {"file": name, "seconds": None if took is None else round(took, 2), **told, "faults": faults}


def _outside(work: Path, home: Path) -> set[str]:
    """Everything below the work folder that is not the home."""
    return {str(one.relative_to(work)) for one in work.rglob("*") if not one.is_relative_to(home)}


def _leaked(home: Path) -> list[str]:
    """What of the canary got into the home; the originals, which name it, do not hold its words."""
    found = subprocess.run(["/bin/grep", "-rlaF", CANARY, str(home)], capture_output=True, text=True, check=False)
    return found.stdout.split()


def _forbidden(log: Path) -> set[str]:
    """The files that traps name and that were opened all the same, by the children that read."""
    readers: set[str] = set()
    found: set[str] = set()
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            pid, _, call = line.partition(" ")
            if "execve(" in call and "indexer.child" in call:
                readers.add(pid)
            if pid in readers and "open" in call and " = -1" not in call:
                found |= {path for path in FORBIDDEN if f'"{path}"' in call}
    return found


def show(seen: Mapping[str, Any]) -> list[str]:
    """Print the table and the figures; return what is wrong."""
    wrong = []
    for one in seen["files"]:
        took = "" if one["seconds"] is None else f"{one['seconds']:7.2f}"
        message = one["message"] if one["outcome"] == "failed" else ""
        say(f"{one['outcome'] or '?':8} {one['code'] or '':16} {took:>7}  {one['file']!a}  {message!r}")
        wrong += [f"{one['file']!a} : {fault} — {one['message']!r}" for fault in one["faults"]]
    slowest = sorted((one for one in seen["files"] if one["seconds"]), key=lambda one: -one["seconds"])[:8]
    say(f"\n{len(seen['files'])} fichiers en {seen['seconds']} s, code de sortie {seen['exit']}")
    for one in slowest:
        say(f"  parmi les plus lents : {one['seconds']} s {one['file']!a} ({one['code']})")
    say("mémoire (crête, Mo) : " + ", ".join(f"{name} {peak}" for name, peak in sorted(seen["peaks"].items())))
    say(
        f"le site : {seen['visits']} réponses, médiane {seen['usual_visit']} s, la plus lente {seen['slowest_visit']} s"
    )
    say(f"programmes lancés : {seen['started']}" if "started" in seen else "sans strace : canaris seuls")
    for name, label in (
        ("missing", "sans réponse"),
        ("faults", "le site a échoué"),
        ("new_outside", "écrit hors de la maison"),
        ("leaked", "canari lu"),
        ("written_outside", "écrit dehors"),
        ("read_outside", "lu dehors"),
        ("called", "connexion tentée"),
        ("calls", "appel reçu"),
    ):
        wrong += [f"{label} ({many} fois) : {one!a}" for one, many in Counter(seen.get(name) or ()).items()]
    if seen["exit"] not in (0, 1, None):
        wrong.append(f"« add » s'est arrêté ({seen['exit']}) : {seen['errors']}")
    say("\n".join(["", *[f"FAUTE {one}" for one in wrong]]) if wrong else "\naucune faute")
    return wrong


def say(text: str) -> None:
    """Print, whatever the characters."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Donne des fichiers hostiles à lire et dit ce qu'il en advient.")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DOSSIER", help="déjà fabriqué par make.py")
    parser.add_argument("--quick", action="store_true", help="seulement les fichiers que « make test » essaie")
    parser.add_argument("--desk", action="store_true", help="par le bureau du site et l'ouvrier, au lieu de « add »")
    parser.add_argument("--no-strace", action="store_true", help="ne pas suivre les appels au système")
    parser.add_argument("--json", type=Path, metavar="FICHIER", help="écrire aussi tout ce qui a été vu")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stopped, it still ends what it started
    with tempfile.TemporaryDirectory(prefix="hostile-") as place, watch.Listener() as listener:
        work = Path(place).resolve()
        canary = work / "canari.txt"
        canary.write_text(f"{CANARY}\n" * 3)
        folder = given.folder.resolve() if given.folder else work / "fichiers"
        if not given.folder:
            make.make(folder, only_quick=given.quick, canary=str(canary), address=listener.address)
        seen = run(folder, work, traced=not given.no_strace and shutil.which("strace") is not None, by_desk=given.desk)
        seen["calls"] = [listener.address] * listener.calls
    if given.json:
        given.json.write_text(json.dumps(seen, ensure_ascii=False, indent=1))
    return int(bool(show(seen)))


if __name__ == "__main__":
    sys.exit(main())
