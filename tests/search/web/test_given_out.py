"""What the pages show of addresses whose words are not (all) where they were, with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from corpus.catalogue import Catalogue, register
from corpus.catalogue.models import Passage, Succession
from corpus.permalinks import mint


@pytest.fixture(scope="module")
def moved(site: Any) -> dict[str, str]:
    """Addresses that led: to a part of a passage, to two passages, to nothing, and one that goes on in another."""
    known, pids = site.known, {name: mint() for name in ("part", "both", "lost", "unnoted")}
    catalogue: Catalogue = site.app.extensions["mediatheque"].catalogue
    with catalogue.writing() as session:
        first, second = (session.get_one(Passage, pid).text for pid in (known.water_first, known.water_second))
        convention = first.index("Nous avons signé")
        thanks = second.index("À Saint-Louis, le réseau")
        for pid, place, new, offset, length in (
            (pids["part"], 0, known.water_first, convention, 38),
            (pids["both"], 0, known.water_first, convention, len(first) - convention),
            (pids["both"], 1, known.water_second, 0, thanks - 1),
            (pids["lost"], 0, known.water, 0, 0),
        ):
            session.add(Succession(old_pid=pid, place=place, new_pid=new, offset=offset, length=length))
        for name in ("lost", "unnoted"):
            register.give(session, pids[name], "passage", "Des mots d’autrefois.", known.water)
    return pids


def test_a_former_address_leads_to_its_words_and_marks_them(client: FlaskClient, known: Any, moved: Any) -> None:
    answer = client.get(f"/p/{moved['part']}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/p/{known.water_first}?de={moved['part']}#mots")
    page = html.fromstring(client.get(answer.headers["Location"]).text)
    [mark] = page.xpath("//mark")
    assert (mark.get("id"), mark.text) == ("mots", "Nous avons signé la convention en 1998")
    assert page.xpath("//a[@href='#mots']")
    assert "relu ou découpé autrement" in page.text_content()
    assert not html.fromstring(client.get(f"/p/{known.water_first}").text).xpath("//mark")


def test_words_that_stand_in_two_passages_are_shown_on_one_page(client: FlaskClient, known: Any, moved: Any) -> None:
    page = html.fromstring(client.get(f"/p/{moved['both']}", follow_redirects=True).text)
    [further] = page.xpath("//section[@class='further']")
    assert further.xpath(".//a/@href") == [f"/p/{known.water_second}"]
    assert "Je remercie Mme Vasseur." in further.text_content()
    assert "le réseau" not in further.text_content()


def test_programs_are_told_the_same(client: FlaskClient, known: Any, moved: Any) -> None:
    answer = client.get(f"/p/{moved['both']}.json")
    assert answer.headers["Location"] == f"/p/{known.water_first}.json?de={moved['both']}"
    given = client.get(answer.headers["Location"]).get_json()["given"]
    assert given["pid"] == moved["both"]
    assert [one["pid"] for one in given["parts"]] == [known.water_first, known.water_second]
    assert given["text"].startswith("Nous avons signé")
    assert given["text"].endswith("Je remercie Mme Vasseur.")
    own = client.get(f"/p/{known.water_second}.json").get_json()
    assert own["given"]["text"] == own["text"]
    assert own["given"]["parts"] == [{"pid": known.water_second, "start": 0, "end": len(own["text"])}]


@pytest.mark.parametrize("name", ["lost", "unnoted"])
def test_words_that_are_gone_lead_to_the_document_which_says_so(
    name: str, client: FlaskClient, known: Any, moved: Any
) -> None:
    answer = client.get(f"/p/{moved[name]}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/d/{known.water}?de={moved[name]}")
    page = client.get(answer.headers["Location"]).text
    assert "n’est plus dans ce document" in page
    assert "Des mots d’autrefois" not in page
    assert "n’est plus dans ce document" not in client.get(f"/d/{known.water}").text
    assert client.get(f"/p/{moved[name]}.json").headers["Location"].startswith(f"/d/{known.water}.json")


@pytest.mark.parametrize("former", ["0123456789b", "", "\N{SNOWMAN}", "../../x"])
def test_an_address_that_never_was_there_changes_nothing(former: str, client: FlaskClient, known: Any) -> None:
    page = client.get(f"/p/{known.water_first}", query_string={"de": former})
    assert page.status_code == 200
    assert "<mark" not in page.text
    assert "relu ou découpé" not in page.text
    assert client.get(f"/d/{known.water}", query_string={"de": former}).status_code == 200
