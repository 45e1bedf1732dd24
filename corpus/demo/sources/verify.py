"""Hold the gold of the demo collection against the finished files: `python corpus/demo/sources/verify.py`."""

import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))  # run from a checkout, whatever the folder one stands in

from corpus.demo.sources.page_text import pages, squash, wordly

DEMO = Path(__file__).parents[1]
SURE = 14  # so many letters at a page's end or start are enough: the rest may stand on the other page


def faults(document: Path, gold: Path) -> list[str]:
    """Return what the gold says and the file does not, one sentence each; none when all is true."""
    said = json.loads(gold.read_text(encoding="utf-8"))
    texts = [squash(page) for page in pages(document)]
    whole = "".join(texts)
    found = [f"{gold.stem}: « {quote} » is not in the file" for quote in quoted(said) if squash(quote) not in whole]
    printed = wordly("\n".join(pages(document)))
    names = [form for held in [*said["territories"], *said["speakers"]] for form in held["forms"]]
    names += [person["printed"] for person in said["people_mentioned"]]
    found += [
        f"{gold.stem}: « {name} » is no word of the file"
        for name in names
        if not re.search(rf"(?<!\w){re.escape(wordly(name))}s?(?!\w)", printed)
    ]
    if said["pages"] not in {None, len(texts)}:
        found.append(f"{gold.stem}: {len(texts)} pages, not {said['pages']}")
    position = 0
    for passage in said["interventions"]:
        where = f"{gold.stem} {passage['n']}"
        first, last = squash(passage["first_words"]), squash(passage["last_words"])
        text = texts[passage["page"] - 1] if passage.get("page") else whole
        if first not in text and not text[:-40].endswith(first[:SURE]) and first[:SURE] not in text:
            found.append(f"{where}: does not begin « {passage['first_words']} » on page {passage.get('page')}")
        if last not in whole and last[-SURE:] not in whole:
            found.append(f"{where}: does not end « {passage['last_words']} »")
        if not passage.get("page"):  # without pages, the order is what can be checked
            here = whole.find(first, position)
            if here < 0:
                found.append(f"{where}: does not follow the one before")
            position = max(here, position)
    return found


def quoted(said: dict[str, Any]) -> list[str]:
    """Return every sentence of the gold that must stand in the file as it is."""
    quotes = [found["quote"] for search in said["searches"] for found in search["must_find"]]
    quotes += [partnership["evidence"] for partnership in said["partnerships"]]
    return quotes


def main() -> int:
    """Check all documents; 1 when something is not true."""
    found = [
        fault
        for document in sorted((DEMO / "documents").iterdir())
        for fault in faults(document, DEMO / "gold" / f"{document.stem}.json")
    ]
    sys.stdout.write("\n".join([*found, f"{len(found)} faults"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
