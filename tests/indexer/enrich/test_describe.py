import json
import time
from pathlib import Path
from typing import Any

import pytest

from indexer.enrich.describe import Description, describe
from indexer.enrich.speakers import persons
from indexer.extract import Extraction, Page, Paragraph
from indexer.extract.choose import extract
from indexer.structure import Cut
from indexer.structure.cutting import cut

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
DEMO = ROOT / "corpus/demo"
HELD_OUT = (DEMO / "gold/HELD_OUT.txt").read_text("utf-8").split() if (DEMO / "gold/HELD_OUT.txt").exists() else []
KNOWN = sorted(p.stem for p in (DEMO / "gold").glob("*.json") if not any(p.stem in held for held in HELD_OUT))
CODES = {
    "actes de colloque": "proceedings", "compte-rendu d'atelier": "minutes", "compte-rendu de table ronde": "minutes",
    "note de présentation": "note", "synthèse de réunion": "summary", "brochure": "brochure",
    "compte-rendu de réunion": "minutes", "rapport": "report", "lettre d'information": "letter",
}  # fmt: skip


def value(description: Description, name: str) -> str | None:
    return next((g.value for g in description.guesses if g.field == name), None)


def read(path: Path) -> Description:
    extraction = extract(path)
    cuts, people = persons(cut(extraction))
    return describe(extraction, cuts, people, path.name)


def test_an_empty_document_gets_a_kind_and_nothing_else() -> None:
    found = describe(Extraction("application/pdf", ()), [], [], "scan.pdf")
    assert [g.field for g in found.guesses] == ["kind"]
    assert (found.territories, found.themes, found.partnerships, found.remarks) == ((), (), (), ())


def test_everything_is_proposed_from_one_cover_and_one_speech() -> None:
    lines = (
        Paragraph("L'eau des villes", page=1, size=24.0, bold=1.0),
        Paragraph("Actes du colloque", page=1, size=14.0),
        Paragraph("Mardi 8 février 2005 à Angers", page=1, size=12.0),
        Paragraph("Colloque organisé par Rives communes", page=1, size=11.0),
    )
    text = "La ville d'Angers est jumelée avec Bamako au Mali depuis 1974. L'eau potable, les forages et les pompes. "
    cuts = [Cut("intervention", text * 3, speaker="Anne Petit", page_first=2, page_last=2)]
    found = describe(Extraction("application/pdf", lines, (Page(1), Page(2)), body=11.0), cuts, [], "a.pdf")
    assert {name: value(found, name) for name in ("title", "kind", "date", "place", "language", "organiser")} == {
        "title": "L'eau des villes",
        "kind": "proceedings",
        "date": "2005-02-08",
        "place": "Angers",
        "language": "fr",
        "organiser": "Rives communes",
    }
    assert {"Angers", "Bamako", "Mali"} <= {t.name for t in found.territories}
    assert [(p.a, p.b, p.since, p.page) for p in found.partnerships] == [("Angers", "Bamako", "1974", 2)]
    assert {"eau-assainissement", "jumelage"} <= {t.id for t in found.themes}
    assert found.partnerships[0].themes == ("eau-assainissement",)


def agrees(found: Description, gold: dict[str, Any]) -> list[str]:
    wrong = []
    kind = CODES.get(gold.get("document_type") or gold.get("type") or "")
    if kind and value(found, "kind") != kind:
        wrong.append(f"kind {value(found, 'kind')}")
    if "date" in gold and value(found, "date") not in gold.get("date_accept", [gold["date"]]):
        wrong.append(f"date {value(found, 'date')}")
    if "place" in gold and value(found, "place") not in gold.get("place_accept", [gold["place"]]):
        wrong.append(f"place {value(found, 'place')}")
    if gold.get("language") and value(found, "language") != gold["language"]:
        wrong.append(f"language {value(found, 'language')}")
    return wrong


@pytest.mark.parametrize("stem", KNOWN)
def test_the_notices_of_the_demo_documents_are_read_right(stem: str) -> None:
    (path,) = (DEMO / "documents").glob(f"{stem}.*")
    assert agrees(read(path), json.loads((DEMO / f"gold/{stem}.json").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("Actes_colloque_2009_Lianes.pdf", "002"),
        ("CR_Atelier7_reponse_des_territoires_crise.pdf", "001"),
        ("CR_Atelier7_reponse_des_territoires_crise.docx", "001"),
    ],
)
def test_the_notices_of_the_samples_are_read_right(name: str, gold: str) -> None:
    if not SHARED.exists():
        pytest.skip("the samples are not beside this checkout")
    assert agrees(read(SHARED / "samples" / name), json.loads((SHARED / f"gold/{gold}.json").read_text("utf-8"))) == []


def test_ten_pages_take_little_time() -> None:
    page = (
        "La ville de Rennes coopère avec Sétif en Algérie sur l'eau potable, la santé et l'école, dit Mme Petit. " * 25
    )
    cuts = [Cut("section", page, page_first=n, page_last=n) for n in range(1, 11)]
    extraction = Extraction("application/pdf", tuple(Paragraph(page, page=n) for n in range(1, 11)))
    describe(extraction, cuts, [], "a.pdf")
    start = time.process_time()
    describe(extraction, cuts, [], "a.pdf")
    assert time.process_time() - start < 0.5  # 60 ms on a quiet machine
