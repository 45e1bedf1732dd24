"""Make the files of the measuring set and their gold from the texts: `python tests/gold/make.py [STEM…]`.

Needs ReportLab, python-docx, WeasyPrint, LibreOffice and the Liberation fonts. What is not installed is told, and the
committed files stay as they are.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run from a checkout, whatever the folder one stands in

from tests.gold import golden, set_in_docx, set_in_html, set_in_office, set_in_reportlab, set_in_scan, set_in_text
from tests.gold.script import Script, read

HERE = Path(__file__).parent
OTHERS: dict[str, Callable[[Script, Path], None]] = {
    "txt": set_in_text.write,
    "html": set_in_html.write,
    "odt": set_in_office.write,
    "docx": set_in_docx.write,
}


def held_out() -> set[str]:
    """The stems that are put aside."""
    lines = (HERE / "HELD_OUT.txt").read_text(encoding="utf-8").splitlines()
    return {line.split(" – ")[0] for line in lines if " – " in line and not line.startswith("Whoever")}


def folder(script: Script) -> Path:
    """Where the files of a text are: what is put aside is not where the others are measured."""
    return HERE / ("aside" if script.stem in held_out() else "measured")


def make(script: Script) -> list[Path]:
    """Write the files of a text and its gold, and return them."""
    home = folder(script)
    for name in ("pdf", "other", "scan", "gold", "text"):
        (home / name).mkdir(parents=True, exist_ok=True)
    layout = script.layout
    pdf = home / "pdf" / f"{script.stem}.pdf"
    other = home / "other" / f"{script.stem}.{layout['other']}"
    writer = set_in_office.write if layout.get("other_by") == "libreoffice" else OTHERS[layout["other"]]
    writer(script, other)
    made = [pdf, other]
    with tempfile.TemporaryDirectory() as temporary:
        ordered = _print(script, pdf, Path(temporary))
        if layout.get("scan"):
            made.append(home / "scan" / pdf.name)
            set_in_scan.write(ordered, made[-1])
        gold = golden.gold(script, ordered)
    (home / "text" / f"{script.stem}.txt").write_text(golden.in_order(script), encoding="utf-8", newline="\n")
    target = home / "gold" / f"{script.stem}.json"
    target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [*made, target]


def _print(script: Script, pdf: Path, temporary: Path) -> Path:
    """Write the PDF; return it, or its twin whose lines are drawn in reading order."""
    producer = script.layout["pdf"]
    if producer == "weasyprint":
        set_in_html.print_pdf(script, pdf)
    elif producer == "libreoffice":
        set_in_office.write(script, pdf)
    else:
        shuffled = bool(script.layout.get("shuffled"))
        set_in_reportlab.write(script, pdf, shuffled=shuffled)
        if shuffled:
            set_in_reportlab.write(script, temporary / pdf.name, shuffled=False)
            return temporary / pdf.name
    return pdf


def main(stems: list[str]) -> int:
    """Make all documents, or those named; 1 when one could not be made."""
    failed = 0
    for path in sorted((HERE / "sources").glob("*.txt")):
        if stems and path.stem not in stems:
            continue
        try:
            made = make(read(path))
        except (FileNotFoundError, ModuleNotFoundError, LookupError) as error:
            failed = 1
            sys.stderr.write(f"{path.stem}: not made, {error}\n")
            continue
        sizes = ", ".join(f"{file.parent.name}/{file.suffix[1:]} {file.stat().st_size // 1000} kB" for file in made)
        sys.stdout.write(f"{path.stem}: {sizes}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
