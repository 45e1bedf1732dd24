"""Make a folder of hostile and damaged files, the same bytes every time: `python tests/hostile/make.py FOLDER`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # run as a script or loaded by its path, the recipes lie beside it

import recipes_archive
import recipes_office
import recipes_page
import recipes_pdf
import recipes_text

CANARY = "/etc/passwd"  # what the files try to read, unless told otherwise
ADDRESS = "http://127.0.0.1:9/"  # and where they try to call
NAMES = (  # text that is honest in files whose names are not
    b"x..%2F..%2Fevade.txt",
    b"-rf.txt",
    b"--help",
    b"ligne\nsuivante.txt",
    "\u202etxt.exe.pdf".encode(),
    b"n" * 251 + b".txt",
    b"'; DROP TABLE deposit;--.txt",
    b'guillemets"double".txt',
    b"<script>alert(1)<|script>.txt",
    b"latin1-\xe9t\xe9-\xff.txt",
    b"CON.pdf",
    b"retour\r.txt",
    b"cloche\x07\x1b[31m.txt",
    b"{{7*7}}${HOME}`id`$(id).txt",
    b"%s%n%d.txt",
    b" .txt",
    b"sans extension",
    "accents décomposés e\u0301.txt".encode(),
)


def make(folder: Path, *, only_quick: bool = False, canary: str = CANARY, address: str = ADDRESS) -> list[str]:
    """Write the files; return their names, in the order of the alphabet."""
    folder.mkdir(parents=True, exist_ok=True)
    found = recipes_text.recipes() | recipes_page.recipes(canary, address)
    for room in (recipes_pdf, recipes_office, recipes_archive):
        found |= room.recipes(canary, address)
    if only_quick:
        rooms = (recipes_text, recipes_page, recipes_pdf, recipes_office, recipes_archive)
        found = {name: found[name] for room in rooms for name in room.quick()}
    for name, recipe in found.items():
        (folder / name).write_bytes(recipe())
    for number, raw in enumerate(NAMES[:2] if only_quick else NAMES):
        text = f"{recipes_text.speech()}\nFichier numéro {number}.\n"
        (folder / os.fsdecode(raw)).write_text(text, encoding="utf-8")
    return sorted(one.name for one in folder.iterdir())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Fabrique un dossier de fichiers hostiles ou abîmés.")
    parser.add_argument("folder", type=Path, metavar="DOSSIER")
    parser.add_argument("--quick", action="store_true", help="seulement ceux que « make test » essaie")
    parser.add_argument("--canary", default=CANARY, help="fichier que les pièges cherchent à lire")
    parser.add_argument("--address", default=ADDRESS, help="adresse que les pièges cherchent à appeler")
    given = parser.parse_args()
    names = make(given.folder, only_quick=given.quick, canary=given.canary, address=given.address)
    size = sum((given.folder / name).stat().st_size for name in names)
    sys.stdout.write(f"{len(names)} fichiers, {size >> 20} Mo, dans {given.folder}\n")


if __name__ == "__main__":
    main()
