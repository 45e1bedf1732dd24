"""Make the demo documents and their gold from the texts: `python corpus/demo/sources/make.py [STEM…]`."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))  # run from a checkout, whatever the folder one stands in

from corpus.demo.sources import golden, set_in_html, set_in_reportlab, set_in_scan, set_in_text, set_in_word
from corpus.demo.sources.page_text import pages, squash
from corpus.demo.sources.script import BODY, Script, read

HERE = Path(__file__).parent
DEMO = HERE.parent


def make(script: Script) -> Path:
    """Write the document of a text and return its path."""
    maker = script.notice["maker"]
    target = DEMO / "documents" / f"{script.stem}.{script.notice['format']}"
    if maker == "word":
        set_in_word.write(script, target)
        return target
    if maker in set_in_text.MAKERS:
        set_in_text.MAKERS[maker](script, target)
        return target
    if maker in {"scan", "scan-ocr"}:
        set_in_scan.write(script, target, layer=maker == "scan-ocr")
        return target
    folios: dict[str, int] = {}
    for _ in range(2 if script.notice.get("contents") else 1):
        if maker == "browser":
            css = (HERE / "styles" / f"{script.notice['css']}.css").read_text(encoding="utf-8")
            set_in_html.print_pdf(set_in_html.page(script, css, folios), target)
        else:
            set_in_reportlab.write(script, target, folios)
        folios = _folios(script, target)
    return target


def _folios(script: Script, target: Path) -> dict[str, int]:
    """Return the folio of each title and speaker: the page of the first words, less the unnumbered pages."""
    texts = [squash(page) for page in pages(target)]
    held: dict[str, int] = {}
    since, name = 2, ""  # the first two pages are cover and contents
    for block in script.blocks:
        if block.kind == "speech":
            name = block.label
            continue
        named = block.kind in BODY and bool(name)
        if not named and block.kind not in {"h1", "h2"}:
            continue
        found = [n for n, page in enumerate(texts) if n >= since and squash(block.text[:40]) in page]
        since = found[0] if found else since
        held.setdefault(name if named else block.text, since + 1 - script.notice.get("unnumbered", 0))
        name = ""
    return held


def main(stems: list[str]) -> None:
    """Make all documents, or those named."""
    for path in sorted((HERE / "texts").glob("*.txt")):
        if stems and path.stem not in stems:
            continue
        script = read(path)
        target = make(script)
        gold = golden.gold(script, target)
        text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (DEMO / "gold" / f"{script.stem}.json").write_text(text, encoding="utf-8")
        words = sum(passage["words"] for passage in gold["interventions"])
        sys.stdout.write(
            f"{target.name}: {gold['pages']} pages, {len(gold['interventions'])} passages, {words} words\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
