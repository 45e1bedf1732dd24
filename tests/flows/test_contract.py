"""What librarians' scripts and measurements rely on: names and meanings of command line and JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from corpus.demo import documents
from corpus.permalinks import is_pid

from .conftest import Site, run

DOCUMENT_KINDS = [
    "proceedings",
    "minutes",
    "brochure",
    "note",
    "summary",
    "article",
    "study",
    "report",
    "letter",
    "presentation",
    "other",
]
PASSAGE_KINDS = ["intervention", "question", "answer", "section", "front", "contents", "notes", "annex"]
TERRITORY_KINDS = ["country", "region", "department", "intercommunality", "commune", "area"]
FACETS = ["theme", "speaker", "territory", "kind", "year", "language"]


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("dépôt")
    torn = folder / "abîmé.pdf"
    torn.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    files = [str(one) for one in documents() if one.suffix in {".pdf", ".docx"}][:3]
    done = run(folder / "maison", "inspect", "--json", files[0], str(torn), *files[1:], str(folder / "absent.pdf"))
    assert done.returncode == 1
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_file_is_one_line_and_an_unreadable_one_does_not_stop_the_others(inspected: list[dict[str, Any]]):
    assert len(inspected) == 5
    torn, absent = inspected[1], inspected[4]
    assert torn["file"] == "abîmé.pdf"
    assert set(torn["error"]) == {"code", "message"}
    assert "abîmé.pdf" in torn["error"]["message"]
    assert absent["error"]["code"] == "missing-file"


def test_inspect_says_what_the_contract_says(inspected: list[dict[str, Any]]):
    for seen in (inspected[0], inspected[2], inspected[3]):
        wanted = "file sha256 media_type pages language title kind date date_as_printed place organisers speakers"
        assert set(seen) >= {*wanted.split(), "territories", "partnerships", "themes", "passages", "remarks"}
        assert seen["kind"] in DOCUMENT_KINDS
        assert len(seen["sha256"]) == 64
        for one in seen["speakers"]:
            assert set(one) >= {"name", "forms", "role", "organisation"}
        for one in seen["territories"]:
            assert set(one) >= {"name", "kind", "country", "code", "forms"}
            assert one["kind"] in TERRITORY_KINDS
        for one in seen["themes"]:
            assert 0 <= one["score"] <= 1
        for one in seen["partnerships"]:
            assert set(one) >= {"a", "b", "since", "themes", "evidence", "page"}
        for one in seen["remarks"]:
            assert set(one) >= {"code", "page", "message"}
        for one in seen["passages"]:
            keys = "kind heading speaker speaker_as_printed role organisation page_first page_last continues text"
            assert set(one) >= {*keys.split(), "themes", "territories"}
            assert one["kind"] in PASSAGE_KINDS


def test_search_says_what_the_contract_says(site: Site):
    found = json.loads(site.run("search", "eau", "--json", "--limit", "5").stdout)
    assert set(found) >= {"query", "total", "view", "took_ms", "suggestion", "relaxed", "hits", "facets"}
    assert list(found["facets"]) == FACETS
    assert len(found["hits"]) == 5
    for hit in found["hits"]:
        assert set(hit) >= {"pid", "url", "document", "passage_kind", "speaker", "page", "score", "snippet"}
        assert set(hit["document"]) >= {"pid", "title", "id"}
        assert is_pid(hit["pid"])
        assert hit["url"] == f"/p/{hit['pid']}"
        assert "<mark>" in hit["snippet"]
    for values in found["facets"].values():
        assert all(set(one) == {"value", "label", "count", "selected"} for one in values)
    narrowed = json.loads(
        site.run("search", "eau", "--json", "--theme", "eau-assainissement", "--year", "2000..2015").stdout
    )
    assert 0 < narrowed["total"] < found["total"]


def test_accents_and_both_apostrophes_find_the_same(site: Site):
    asked = ["l'évaluation", "l’évaluation", "evaluation", "L’ÉVALUATION", "évaluations"]
    answers = [json.loads(site.run("search", one, "--json", "--limit", "50").stdout) for one in asked]
    assert answers[0]["total"] > 0
    assert len({json.dumps(sorted(hit["pid"] for hit in one["hits"])) for one in answers}) == 1


def test_offset_goes_on_where_limit_ended(site: Site):
    whole = json.loads(site.run("search", "eau", "--json", "--limit", "6").stdout)["hits"]
    later = json.loads(site.run("search", "eau", "--json", "--limit", "3", "--offset", "3").stdout)["hits"]
    assert [hit["pid"] for hit in later] == [hit["pid"] for hit in whole[3:]]


@pytest.mark.parametrize("command", ["inspect", "add"])
def test_a_file_whose_name_is_no_text_is_read_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str):
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")  # as where the language is French
    path = tmp_path / os.fsdecode(b"actes-\xe9t\xe9.txt")
    path.write_text("Nous avons parlé du fleuve et de ses puits. " * 9)
    done = run(tmp_path / "maison", command, "--json", str(path))
    assert (done.returncode, json.loads(done.stdout)["file"]) == (0, "actes-\ufffdt\ufffd.txt")


@pytest.mark.parametrize(
    "words", [["search", "--year", "x", "--nothing"], ["inconnu"], ["inspect"], ["describe", "x", "y"]]
)
def test_wrong_use_ends_with_two(tmp_path: Path, words: list[str]):
    assert run(tmp_path / "maison", *words).returncode == 2


def test_describe_gives_a_passage_with_its_text(site: Site):
    hit = json.loads(site.run("search", "eau", "--json", "--limit", "1").stdout)["hits"][0]
    passage = json.loads(site.run("describe", hit["pid"], "--json").stdout)
    assert "eau" in passage["text"].lower()
    notice = json.loads(site.run("describe", hit["document"]["pid"], "--json").stdout)
    assert hit["pid"] in [one["pid"] for one in notice["passages"]]
