"""An address that is shared has a title, words and a picture; on paper it has a QR code."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from PIL import Image

from corpus.catalogue.selections import Sent, publish
from search.query.sent import shown
from search.web import cards, typefaces
from search.web.cards import SIZE, Card, draw, excerpt

LONG = Card(
    house="Centre de ressources de la coopération décentralisée et de la solidarité internationale des Hauts-de-France",
    words="Anticonstitutionnellement" * 30 + " et encore des mots" * 60,
    name="Une personne dont le nom est bien plus long que ce que quiconque a jamais porté, et ses prénoms encore",
    as_what="directrice générale adjointe " * 6,
    title="Actes du colloque " * 12,
    facts="Actes de colloque · " * 10,
)
NOTHING = Card(house="", words="", name="", title="", facts="")


@pytest.fixture(params=["/d/{water}", "/d/{reference}", "/p/{water_first}", "/p/{minutes_section}", "/c/{quotation}"])
def address(request: pytest.FixtureRequest, client: FlaskClient, known: Any) -> str:
    said = {"mots": "l’assainissement commence"}
    answer = client.post(f"/p/{known.water_first}/citer", data=said, headers={"Sec-Fetch-Site": "same-origin"})
    section = client.get(f"/d/{known.minutes}.json").json["passages"][1]["pid"]
    quotation = answer.headers["Location"].removeprefix("/c/").partition("#")[0]
    return str(request.param.format(**vars(known), quotation=quotation, minutes_section=section))


def meta(client: FlaskClient, address: str) -> dict[str, str]:
    head = html.fromstring(client.get(address).text).xpath("//head")[0]
    return {one.get("property") or one.get("name"): one.get("content") for one in head.xpath("meta")}


def test_a_shared_page_says_what_it_is(client: FlaskClient, address: str) -> None:
    said = meta(client, address)
    assert said["og:url"] == f"http://localhost{address}"
    assert said["og:image"] == f"http://localhost{address}/image.png"
    assert said["og:site_name"] == "Médiathèque"
    assert said["og:title"]
    assert said["og:description"].strip()
    assert said["og:image:alt"]
    assert said["twitter:card"] == "summary_large_image"
    assert "\n" not in said["og:description"]


def test_the_picture_is_drawn_once(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/image.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.size == SIZE == (1200, 630)
    assert len(answer.data) < 100_000
    english = client.get(f"{address}/image.png", headers={"Accept-Language": "en"})
    assert english.headers["ETag"] == answer.headers["ETag"]
    again = client.get(f"{address}/image.png", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_code_on_paper_is_of_the_permanent_address(client: FlaskClient, address: str) -> None:
    page = html.fromstring(client.get(address).text)
    (source,) = page.xpath("//*[@class='on-paper']//img/@src")
    answer = client.get(source)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    other = client.get(source, base_url="https://exemple.org")
    assert other.data != answer.data
    assert client.get(source, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("what", ["image.png", "qr.svg"])
def test_what_is_withdrawn_or_unknown_has_none(client: FlaskClient, known: Any, what: str) -> None:
    assert client.get(f"/d/{known.withdrawn}/{what}").status_code == 410
    assert client.get(f"/p/{known.withdrawn_passage}/{what}").status_code == 410
    for room in "dpc":
        assert client.get(f"/{room}/0000000000b/{what}").status_code == 404


def test_a_moved_passage_leads_to_the_picture_of_its_successor(client: FlaskClient, known: Any) -> None:
    answer = client.get(f"/p/{known.moved}/image.png")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/p/{known.water_first}/image.png")


@pytest.mark.parametrize("face", ["of the machine", "of our libraries", "of Pillow"])
@pytest.mark.parametrize("card", [LONG, NOTHING], ids=["long", "nothing"])
def test_nothing_runs_over_the_edges(card: Card, face: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if face != "of the machine":
        monkeypatch.setattr(typefaces, "_FOLDERS", ())
    if face == "of Pillow":
        monkeypatch.setattr(typefaces, "_with_libraries", tuple)
    for cached in (typefaces.path_of, typefaces.face, draw):
        cached.cache_clear()
    try:
        picture = Image.open(BytesIO(draw(card))).convert("RGB")
    finally:
        for cached in (typefaces.path_of, typefaces.face, draw):
            cached.cache_clear()
    paper = picture.getpixel((5, 300))
    for left, top, right, bottom in (
        (0, 100, 60, 630),
        (1140, 100, 1200, 630),
        (0, 610, 1200, 630),
        (0, 92, 1200, 110),
    ):
        assert set(picture.crop((left, top, right, bottom)).get_flattened_data()) == {paper}


def test_different_cards_have_different_tags() -> None:
    assert LONG.etag != NOTHING.etag
    assert Card("a", "b").etag == Card("a", "b").etag


def test_an_excerpt_ends_with_a_sentence_or_says_that_it_is_cut() -> None:
    assert excerpt("Un. Deux.") == "Un. Deux."
    assert excerpt("Un.\nDeux.") == "Un. Deux."
    assert excerpt("") == ""
    cut = excerpt("mot " * 400)
    assert cut.endswith("mot…")
    assert len(cut) <= cards.MOST


def test_a_selection_is_shared_by_its_title(client: FlaskClient, site: Any) -> None:
    catalogue = site.app.extensions["mediatheque"].catalogue
    with catalogue.writing() as session:
        picked = shown(session, site.known.water_first)
        sent = Sent(picked.pid, picked.quotation, picked.to_record())
        pid = publish(session, "Autour de l’eau", "Trois textes\nà lire.", [sent]).pid
    answer = client.get(f"/s/{pid}/image.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    said = meta(client, f"/s/{pid}")
    assert (said["og:title"], said["og:description"]) == ("Autour de l’eau", "Trois textes à lire.")
    assert said["og:image"] == f"http://localhost/s/{pid}/image.png"
    assert client.get(f"/s/{pid}/qr.svg").status_code == 200
    assert client.get("/s/0000000000b/image.png").status_code == 404
