"""Hold the gold of the measuring set against the finished files, without our reader: `python tests/gold/check.py`."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run from a checkout, whatever the folder one stands in

import yaml

from tests.gold.golden import pages, squash

HERE = Path(__file__).parent
VOCABULARY = HERE.parents[1] / "corpus" / "vocabularies" / "themes.yaml"
KINDS = {"country", "region", "department", "intercommunality", "commune", "area"}
SURE = 12  # so many letters at a page's end or start are enough: the rest may stand on the other page


def golds() -> list[Path]:
    """Every gold file, those put aside too."""
    return sorted(path for home in ("measured", "aside") for path in (HERE / home / "gold").glob("*.json"))


def faults(gold: Path) -> list[str]:
    """Return what the gold says and the files do not, one sentence each; none when all is true."""
    said = json.loads(gold.read_text(encoding="utf-8"))
    found = _of_itself(said)
    home = gold.parents[1]
    (pdf,) = (home / "pdf").glob(f"{gold.stem}.*")
    (other,) = (home / "other").glob(f"{gold.stem}.*")
    read = [printed(pdf), pages(pdf)]
    for texts in read:  # two readers of PDF, neither of them ours
        found += _pages(said, [squash(text) for text in texts])
    found += _words(said, "\n".join(read[0]), "PDF")
    text = flowing(other)
    found += [*_words(said, text, other.suffix), *_order(said, squash(text), other.suffix)]
    found += _order(said, squash((home / "text" / f"{gold.stem}.txt").read_text(encoding="utf-8")), "text")
    for scan in (home / "scan").glob(f"{gold.stem}.*"):
        seen = pages(scan)
        found += [] if len(seen) == said["pages"] and not "".join(seen).strip() else ["the scan is no scan of the PDF"]
    return [f"{gold.stem}: {fault}" for fault in dict.fromkeys(found)]


def printed(pdf: Path) -> list[str]:
    """The pages as pdftotext reads them; as pypdfium2 does where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return pages(pdf)
    made = subprocess.run([program, "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return made.removesuffix("\f").split("\f")


def flowing(path: Path) -> str:
    """The words of a file without pages, footnotes after the text."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return _untagged(re.sub(r"<sup>.*?</sup>", "", path.read_text(encoding="utf-8")))
    with zipfile.ZipFile(path) as archive:
        if path.suffix == ".docx":
            parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
            return _untagged("\n".join(archive.read(part).decode() for part in parts))
        content = archive.read("content.xml").decode()
    content = re.sub(r"<text:s(?: [^>]*)?/>", " ", content)
    notes = re.findall(r"<text:note-body>(.*?)</text:note-body>", content, flags=re.DOTALL)
    return _untagged(re.sub(r"<text:note .*?</text:note>", "", content, flags=re.DOTALL) + "\n" + "\n".join(notes))


def _untagged(text: str) -> str:
    text = re.sub(r"<(?:w:br|br|text:line-break|w:tab|text:tab)[^>]*>|</(?:text:[ph]|w:p|p|li|h\d|t[dr])>", "\n", text)
    entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " "}
    text = re.sub(r"<[^>]+>", "", text)
    return re.sub("|".join(entities), lambda found: entities[found[0]], text)


def _of_itself(said: dict[str, Any]) -> list[str]:
    """What is wrong in the gold whatever the file: people, kinds and themes that do not exist."""
    speakers = [one["name"] for one in said["speakers"]]
    heard = [one["speaker"] for one in said["interventions"] if one["speaker"]]
    found = [f"« {name} » speaks and is no speaker" for name in heard if name not in speakers]
    found += [f"« {name} » is a speaker and never speaks" for name in speakers if name not in heard]
    found += [
        f"« {one['name']} » is mentioned and a speaker" for one in said["people_mentioned"] if one["name"] in speakers
    ]
    kinds = {kind for one in said["territories"] for kind in one.get("kind_accept", [one["kind_code"]])}
    found += [f"« {kind} » is no kind of territory" for kind in kinds - KINDS]
    themes = {one["id"] for one in yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))["concepts"]}
    named = [one["id"] for one in said["themes"]] + [t for one in said["partnerships"] for t in one["themes"]]
    found += [f"« {theme} » is no theme" for theme in named if theme not in themes]
    places = {one["name"] for one in said["territories"]}
    ends = [one[end] for one in said["partnerships"] for end in ("a", "b")]
    return found + [f"« {end} » is no territory of the gold" for end in ends if end not in places]


def _wordly(text: str) -> str:
    text = re.sub(r"[\xad\x02\ufffe]\s*|[-\u2010]\s*\n\s*(?=[a-zéèê])", "", text).replace("’", "'")
    return " ".join(re.sub(r"-\s*\n\s*", "-", text).split())


def _words(said: dict[str, Any], text: str, where: str) -> list[str]:
    """Names, places, proofs, date, title and footnotes that the file does not print."""
    words, letters = _wordly(text), squash(text)
    names = [form for held in [*said["territories"], *said["speakers"]] for form in held["forms"]]
    names += [person["printed"] for person in said["people_mentioned"]]
    quoted = [one["evidence"] for one in said["partnerships"]] + [one["first_words"] for one in said["notes"]]
    quoted += [one["text"].split("\n")[0] for one in said["annexes"]]
    quoted += [said[key] for key in ("title", "date_as_printed", "venue") if said.get(key)]
    return [
        *(f"« {name} » is no word of the {where}" for name in names if not _printed(name, words, letters)),
        *(f"« {quote} » is not in the {where}" for quote in quoted if squash(quote) not in letters),
    ]


def _printed(name: str, words: str, letters: str) -> bool:
    """A name on its own; of a long one the letters are enough, or its last word where a page's end cuts it."""
    alone = re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", words, flags=re.IGNORECASE)
    first, _, last = name.rpartition(" ")
    cut = bool(first) and len(last) > 4 and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", words)
    return bool(alone or cut) or (len(name) > SURE and squash(name) in letters)


def _order(said: dict[str, Any], whole: str, where: str) -> list[str]:
    """Passages that do not follow each other in the file, or do not end."""
    found, here = [], 0
    for passage in said["interventions"]:
        label = squash(passage["speaker_label"] or "") if passage["words"] < 4 else ""
        begins = whole.find(squash(passage["first_words"]), max(whole.find(label, here), here))
        ends = whole.find(squash(passage["last_words"]), begins)
        if begins < 0 or ends < 0:
            found.append(f"passage {passage['n']} is not in its place in the {where}")
            continue
        here = begins + 1
    return found


def _pages(said: dict[str, Any], texts: list[str]) -> list[str]:
    """Passages that do not begin or end on their page, pages without their folio."""
    found = [] if len(texts) == said["pages"] else [f"{len(texts)} pages, not {said['pages']}"]
    for passage in said["interventions"]:
        for key, words in (("page", "first_words"), ("page_last", "last_words")):
            if not _stands(passage[words], texts[passage[key] - 1], first=key == "page"):
                found.append(f"passage {passage['n']}: « {passage[words]} » is not on page {passage[key]}")
        if passage["folio"] and passage["folio"] not in texts[passage["page"] - 1]:
            found.append(f"passage {passage['n']}: page {passage['page']} has no folio {passage['folio']}")
    return found


def _stands(words: str, text: str, *, first: bool) -> bool:
    """Whether words stand on a page, in one piece, or each of them where lines are drawn in any order."""
    letters = squash(words)
    part = letters[:SURE] if first else letters[-SURE:]
    return letters in text or part in text or all(squash(word) in text for word in words.split())


def main() -> int:
    """Check all documents; 1 when something is not true."""
    found = [fault for gold in golds() for fault in faults(gold)]
    sys.stdout.write("\n".join([*found, f"{len(golds())} documents, {len(found)} faults"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
