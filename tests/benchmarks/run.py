"""Measures, each beside a peer in the same run, printed as ratios: reading pages, indexing, searching.

Run by `make bench`. Times depend on the machine and its company; the ratios much less.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from pdfminer.high_level import extract_text

from corpus.demo import documents
from indexer.enrich.speakers import persons
from indexer.extract.choose import extract
from indexer.structure.cutting import cut
from search.index import Entry
from search.index.engines import open_engine
from search.query.words import parse

TIMES = 5  # each measure; the median counts
COPIES = 20  # of the demo's passages, to have an index of some size
QUESTIONS = (
    "eau",
    "coopération décentralisée",
    "mobilité des jeunes",
    "« de l'eau »",
    "gestion des déchets",
    "assain*",
)


def seconds(act: Callable[[], object], times: int = TIMES) -> float:
    """The median time of `act`, in seconds of the clock."""
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        measured.append(time.perf_counter() - start)
    return statistics.median(measured)


def tell(what: str, ours: float, peer: float, unit: str, name: str) -> None:
    """Print one line: our figure, the peer's, and how many times better ours is."""
    print(f"{what} : {ours:.2f} {unit} ; {name} : {peer:.2f} {unit} ; rapport {peer / ours:.2f}")


def reading() -> None:
    """Milliseconds a page from PDF to paragraphs in reading order, beside pdfminer.six's plain text."""
    files = [path for path in documents() if path.suffix == ".pdf"]
    pages = sum(len(extract(path).pages) for path in files)
    ours = seconds(lambda: [extract(path) for path in files])
    peer = seconds(lambda: [extract_text(path) for path in files])
    tell(
        f"Lecture de {pages} pages (PDF → paragraphes)",
        1000 * ours / pages,
        1000 * peer / pages,
        "ms/page",
        "pdfminer.six",
    )


def entries() -> list[list[Entry]]:
    """The passages of the demo collection, several times over, as documents of their own."""
    texts = [(path.stem, [one.text for one in persons(cut(extract(path)))[0]]) for path in documents()]
    made = []
    for copy in range(COPIES):
        for stem, passages in texts:
            pid = f"{stem}-{copy}"
            if passages:
                made.append([Entry(f"{pid}-{k}", pid, k, stem, text) for k, text in enumerate(passages)])
    return made


def ours_indexed(folder: Path, all_entries: Sequence[list[Entry]]) -> Path:
    """Index with our engine in `folder`."""
    engine = open_engine(f"whoosh:{folder}")
    with engine.batch():
        for several in all_entries:
            engine.replace(several[0].document_pid, 1, several)
    engine.close()
    return folder


def stock_indexed(folder: Path, all_entries: Sequence[list[Entry]]) -> Path:
    """Index with Whoosh's own French analysis in `folder`."""
    from whoosh import fields, index
    from whoosh.analysis import LanguageAnalyzer

    folder.mkdir(exist_ok=True)
    schema = fields.Schema(pid=fields.ID(stored=True), text=fields.TEXT(analyzer=LanguageAnalyzer("fr"), stored=True))
    writer = index.create_in(folder, schema).writer()
    for several in all_entries:
        for one in several:
            writer.add_document(pid=one.pid, text=one.text)
    writer.commit()
    return folder


def searching() -> None:
    """Indexing and searching beside Whoosh as it comes; ours also counts all filters and makes snippets."""
    all_entries = entries()
    words = sum(len(one.text.split()) for several in all_entries for one in several)
    with tempfile.TemporaryDirectory() as home:
        ours = seconds(lambda: ours_indexed(Path(tempfile.mkdtemp(dir=home)), all_entries), 1)
        peer = seconds(lambda: stock_indexed(Path(tempfile.mkdtemp(dir=home)), all_entries), 1)
        tell(f"Indexation de {words} mots", ours, peer, "s", "Whoosh tel quel")
        _questions(ours_indexed(Path(home) / "nous", all_entries), stock_indexed(Path(home) / "whoosh", all_entries))


def _questions(mine: Path, stock: Path) -> None:
    from whoosh import index
    from whoosh.qparser import QueryParser

    engine = open_engine(f"whoosh:{mine}")
    opened = index.open_dir(stock)
    parser = QueryParser("text", opened.schema)
    with opened.searcher() as searcher:
        for question in QUESTIONS:
            engine.find(parse(question))
            ours = seconds(lambda asked=question: engine.find(parse(asked)))
            plain = question.replace("« ", '"').replace(" »", '"')
            peer = seconds(lambda asked=plain: searcher.search(parser.parse(asked), limit=20))
            tell(f"Recherche {question}", 1000 * ours, 1000 * peer, "ms", "Whoosh tel quel, sans filtres ni extraits")
    engine.close()


def main() -> int:
    """Run every measure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reading()
        searching()
    return 0


if __name__ == "__main__":
    sys.exit(main())
