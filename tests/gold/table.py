"""Print which document of the measuring set holds which style, layout, producer and trap, as in its README."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run from a checkout, whatever the folder one stands in

from tests.gold.golden import pages, spoken_of
from tests.gold.make import folder, held_out
from tests.gold.script import Script, read

PRODUCERS = {"weasyprint": "WeasyPrint", "libreoffice": "LibreOffice", "reportlab": "ReportLab"}


def row(script: Script) -> str:
    """One line of the table."""
    layout = script.layout
    looks = [f"{layout['columns']} columns" if layout.get("columns", 1) > 1 else "one column"]
    looks += [word for word in ("landscape", "sidebar", "shuffled") if layout.get(word)]
    looks += ["tables"] if any(block.kind == "table" for block in script.blocks) else []
    looks += ["boxes"] if any(block.kind == "box" for block in script.blocks) else []
    looks += ["footnotes"] if script.notes else []
    looks += ["scan too"] if layout.get("scan") else []
    other = layout["other"].upper() + {"libreoffice": " (LibreOffice)", "python-docx": " (python-docx)"}.get(
        layout.get("other_by", "libreoffice" if layout["other"] == "odt" else ""), ""
    )
    facts = [
        f"`{script.stem}`" + (" *aside*" if script.stem in held_out() else ""),
        ", ".join(map(str, script.notice["styles"])),
        f"{PRODUCERS[layout['pdf']]} PDF, {other}",
        ", ".join(looks),
        str(len(pages(folder(script) / "pdf" / f"{script.stem}.pdf"))),
        str(len(spoken_of(script))),
        "; ".join(script.notice["traps"]),
    ]
    return "| " + " | ".join(facts) + " |"


def main() -> None:
    """Print the table."""
    head = ["Document", "Styles", "Forms", "Layout", "Pages", "Passages", "Traps"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += [row(read(path)) for path in sorted((Path(__file__).parent / "sources").glob("*.txt"))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
