"""Picking, arranging and publishing over plain HTTP, as a browser without JavaScript does."""

from __future__ import annotations

import random
import re
import sys
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from corpus.catalogue import selections, withdrawing
from corpus.catalogue.models import Document, Given, Selection, now
from corpus.files import FileStore
from search.web import create_app
from search.web.holdings import holdings

LETTERS = "".join(chr(number) for number in (*range(48, 58), *range(65, 91), *range(97, 123), *range(192, 256)))
OURS = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = {**OURS, "Accept": "application/json"}


@pytest.fixture
def client(own_site: Any) -> FlaskClient:
    return own_site.app.test_client()


@pytest.fixture
def known(own_site: Any) -> Any:
    return own_site.known


def pick(client: FlaskClient, *pids: str, back: str = "/") -> Any:
    return [client.post("/selection/ajouter", data={"pid": pid, "retour": back}, headers=OURS) for pid in pids][-1]


def arranged(client: FlaskClient, act: str, **texts: str) -> Any:
    """Send the page's form as it stands, with some texts changed."""
    page = client.get("/selection").text
    pids = re.findall(r'name="pid" value="([^"]+)"', page.split('id="ranger"')[1])
    data: dict[str, Any] = {"titre": texts.get("title", ""), "introduction": texts.get("introduction", ""), "pid": pids}
    data["rubrique"] = [texts.get("section", "")] + [""] * (len(pids) - 1)
    data["commentaire"] = [texts.get("comment", "")] * len(pids)
    return client.post("/selection", data={**data, "acte": act}, headers=OURS)


def in_order(client: FlaskClient) -> list[str]:
    return re.findall(r'<li class="picked-item" id="([^"]+)"', client.get("/selection").text)


def test_a_result_is_added_and_the_same_place_is_shown_again(client: FlaskClient, known: Any):
    answer = pick(client, known.water_first, back="/recherche?q=eau&page=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/recherche?q=eau&page=1#{known.water_first}")
    page = client.get("/recherche?q=eau").text
    assert f'<li id="{known.water_first}">' in page
    assert re.search(r'id="ma-selection"[^>]*>Ma sélection \(<span class="basket-count">1<', page)
    assert "Dans la sélection – retirer" in page


def test_no_selection_is_announced_while_it_is_empty(client: FlaskClient):
    page = client.get("/recherche?q=eau").text
    assert re.search(r'id="ma-selection"[^>]* hidden', page)
    assert "Set-Cookie" not in client.get("/selection").headers


@pytest.mark.parametrize(
    "address", ["/recherche?q=eau", "/recherche?vue=documents", "/d/{water}", "/p/{water_first}", "/d/{reference}"]
)
def test_every_result_and_page_can_be_picked(client: FlaskClient, known: Any, address: str):
    page = client.get(address.format(**known.__dict__)).text
    assert 'form="choisir" name="pid"' in page
    assert '<form id="choisir"' in page


def test_the_cookie_is_for_the_site_alone(client: FlaskClient, known: Any):
    cookie = pick(client, known.water_first).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_tls_the_cookie_travels_encrypted_only(own_site: Any, known: Any):
    held = holdings(own_site.app)
    app = create_app(replace(held.settings, url="https://mediatheque.example"), held.engine)
    assert "Secure" in pick(app.test_client(), known.water_first).headers["Set-Cookie"]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://ailleurs.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Referer": "https://ailleurs.example/"},
     {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}],
)  # fmt: skip
@pytest.mark.parametrize(
    "address", ["/selection/ajouter", "/selection/retirer", "/selection", "/s/0000000000b/reprise"]
)
def test_forms_of_other_sites_are_refused(client: FlaskClient, known: Any, address: str, headers: dict[str, str]):
    answer = client.post(address, data={"pid": known.water_first, "acte": "publier"}, headers=headers)
    assert answer.status_code == 403
    assert "ne vient pas d&#39;une page de ce site" in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Referer": "http://localhost/recherche"}, OURS])
def test_our_own_forms_are_taken_from_every_browser(client: FlaskClient, known: Any, headers: dict[str, str]):
    assert client.post("/selection/ajouter", data={"pid": known.water_first}, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "back", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "javascript:1", "/a\r\nb"]
)
def test_nobody_is_led_elsewhere(client: FlaskClient, known: Any, back: str):
    assert pick(client, known.water_first, back=back).headers["Location"] == f"/selection#{known.water_first}"


def test_what_does_not_exist_or_was_withdrawn_is_not_picked(client: FlaskClient, known: Any):
    assert pick(client, "0000000000b").status_code == 404
    assert pick(client, known.withdrawn).status_code == 410
    assert pick(client, "x" * 9000).status_code == 404


def test_a_damaged_cookie_empties_the_selection_and_says_so(client: FlaskClient, known: Any):
    pick(client, known.water_first)
    client.set_cookie("selection", "eNqLNtRRUgKhabime")
    assert client.get("/recherche?q=eau").status_code == 200
    page = client.get("/selection")
    assert (page.status_code, "n’a pas pu être relue" in page.text) == (200, True)
    assert "n’a pas pu être relue" not in client.get("/selection").text


def test_results_are_ordered_and_removed_and_put_back(client: FlaskClient, known: Any):
    pick(client, known.water_first, known.minutes, known.water_second)
    answer = arranged(client, f"monter:{known.water_second}", comment="Gardé.")
    assert answer.headers["Location"].endswith(f"#{known.water_second}")
    assert in_order(client) == [known.water_first, known.water_second, known.minutes]
    assert client.get("/selection").text.count("Gardé.</textarea>") == 3
    arranged(client, f"retirer:{known.water_first}")
    assert in_order(client) == [known.water_second, known.minutes]
    arranged(client, "remettre")
    assert in_order(client) == [known.water_first, known.water_second, known.minutes]
    arranged(client, "vider")
    assert in_order(client) == []
    assert "Remettre" in client.get("/selection").text
    arranged(client, "remettre")
    assert in_order(client) == [known.water_first, known.water_second, known.minutes]


def test_texts_too_long_for_the_browser_are_told_shown_again_and_published(
    client: FlaskClient, known: Any, monkeypatch: pytest.MonkeyPatch
):
    pick(client, known.water_first, known.minutes)
    monkeypatch.setattr("search.web.selections.keeping.ROOM", 200)
    noise = "".join(chr(200 + number % 300) for number in range(1000))
    answer = arranged(client, "garder", title="Longue", introduction=noise)
    assert (answer.status_code, "ne peut pas garder des textes si longs" in answer.text) == (413, True)
    assert noise in answer.text
    assert noise not in client.get("/selection").text
    address = arranged(client, "publier", title="Longue", introduction=noise).headers["Location"]
    assert noise in client.get(address).text


def test_a_script_is_told_in_json(client: FlaskClient, known: Any):
    answer = client.post("/selection/ajouter", data={"pid": known.water_first}, headers=SCRIPT)
    assert answer.get_json() == {"count": 1, "picked": True, "said": "Ajouté à votre sélection. Elle a 1 résultat."}
    answer = client.post("/selection/retirer", data={"pid": known.water_first}, headers=SCRIPT)
    assert answer.get_json()["count"] == 0


def test_publishing_gives_a_permanent_address_and_empties_the_basket(client: FlaskClient, known: Any, own_site: Any):
    pick(client, known.water_first, known.minutes)
    answer = arranged(client, "publier", title="Lettre de mars", comment="À lire.", section="Eau")
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert re.fullmatch(r"/s/[0-9b-z]{11}", address)
    assert in_order(client) == []
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    with holdings(own_site.app).catalogue.session() as session:
        kept = session.get(Selection, address[3:])
        assert [one.comment for one in kept.items] == ["À lire.", "À lire."]
        assert session.query(Given).filter_by(pid=kept.pid, kind="selection").count() == 1


def test_nothing_is_published_without_a_result(client: FlaskClient):
    answer = client.post("/selection", data={"titre": "Titre", "acte": "publier"}, headers=OURS)
    assert (answer.status_code, "Ajoutez d’abord un résultat" in answer.text) == (400, True)


def test_a_selection_without_title_is_that_of_the_day(client: FlaskClient, known: Any):
    pick(client, known.water_first)
    assert re.search(r"<h1>Sélection du \d+", client.get(arranged(client, "publier").headers["Location"]).text)


def test_one_press_too_many_publishes_once(client: FlaskClient, known: Any):
    pick(client, known.water_first)
    data = {"titre": "Deux fois", "pid": known.water_first, "rubrique": "", "commentaire": "", "acte": "publier"}
    cookie = client.get_cookie("selection").value
    first = client.post("/selection", data=data, headers=OURS)
    client.set_cookie("selection", cookie)
    assert client.post("/selection", data=data, headers=OURS).headers["Location"] == first.headers["Location"]


def test_publishing_is_slowed_down_for_all_without_an_account(
    client: FlaskClient, known: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(selections, "MOST_AN_HOUR", 0)
    pick(client, known.water_first)
    answer = arranged(client, "publier", title="De trop")
    assert (answer.status_code, "Trop de sélections ont été publiées" in answer.text) == (429, True)
    assert in_order(client) == [known.water_first]


def test_where_accounts_publish_others_are_led_to_the_desk(own_site: Any, known: Any):
    held = holdings(own_site.app)
    client = create_app(replace(held.settings, publishing="comptes"), held.engine).test_client()
    pick(client, known.water_first)
    answer = arranged(client, "publier", title="Sous mon nom")
    assert answer.headers["Location"] == "/bureau/selection"
    assert client.get("/bureau/selection").status_code == 302
    assert in_order(client) == [known.water_first]


def test_a_selection_is_taken_up_again(client: FlaskClient, known: Any):
    pick(client, known.water_first, known.minutes)
    address = arranged(client, "publier", title="Reprise", introduction="Ici.", comment="Dit.").headers["Location"]
    pick(client, known.water_second)
    answer = client.post(f"{address}/reprise", headers=OURS)
    assert answer.headers["Location"] == "/selection"
    assert in_order(client) == [known.water_second, known.water_first, known.minutes]


def test_what_is_withdrawn_later_stays_as_it_was_sent_with_a_note(own_site: Any, client: FlaskClient, known: Any):
    pick(client, known.minutes, known.water_first)
    address = arranged(client, "publier", title="Avant le retrait").headers["Location"]
    with holdings(own_site.app).catalogue.writing() as session:
        document = session.get(Document, known.minutes)
        title = document.title
        document.title, document.withdrawn_at, document.withdrawn_reason = "Autre titre", now(), "à la demande"
    try:
        page = client.get(address).text
        assert title in page
        assert "Autre titre" not in page
        assert "a été retiré depuis" in page
        for form in ("md", "txt", "html"):
            assert "a été retiré depuis, le " in " ".join(client.get(f"{address}.{form}").text.split())
    finally:
        with holdings(own_site.app).catalogue.writing() as session:
            document = session.get(Document, known.minutes)
            document.title, document.withdrawn_at, document.withdrawn_reason = title, None, None


def test_a_withdrawn_selection_says_so_for_ever(own_site: Any, client: FlaskClient, known: Any):
    pick(client, known.water_first)
    address = arranged(client, "publier", title="À retirer").headers["Location"]
    with holdings(own_site.app).catalogue.writing() as session:
        sent = selections.selection_at(session, address[3:])
        withdrawing.withdraw_selection(session, sent, "envoyée par erreur", "Anne")
    for form in ("", ".html", ".md", ".pdf", "/courriel"):
        answer = client.get(address + form)
        assert answer.status_code == 410
        assert "Cette sélection a été retirée" in answer.text
        assert "envoyée par erreur" in answer.text
    told = client.get(f"{address}.json")
    assert (told.status_code, told.get_json()["error"]["title"]) == (410, "À retirer")
    assert client.post(f"{address}/reprise", headers=OURS).status_code == 410


@pytest.mark.parametrize("address", ["/s/0000000000b", "/s/0000000000b.pdf", "/s/robots", "/s/0000000000b/courriel"])
def test_what_was_never_published_is_not_found(client: FlaskClient, address: str):
    assert client.get(address).status_code == 404


def test_what_is_closed_later_stays_as_it_was_sent_and_is_not_published_anew(
    own_site: Any, client: FlaskClient, known: Any
):
    pick(client, known.minutes, known.water_first)
    address = arranged(client, "publier", title="Avant la fermeture").headers["Location"]
    pick(client, known.minutes, known.water_first)
    with holdings(own_site.app).catalogue.writing() as session:
        session.get_one(Document, known.minutes).diffusion = "staff"
    try:
        assert "n’est plus consultable en ligne" in client.get(address).text
        assert "il ne sera pas publié" in client.get("/selection").text
        anew = arranged(client, "publier", title="Après").headers["Location"]
        assert len(client.get(f"{anew}.json").get_json()["items"]) == 1
        assert pick(client.application.test_client(), known.minutes).status_code == 403
    finally:
        with holdings(own_site.app).catalogue.writing() as session:
            session.get_one(Document, known.minutes).diffusion = "public"


def test_a_long_selection_is_kept_in_two_cookies_and_a_short_one_in_one(client: FlaskClient, known: Any):
    pids = [known.water_first, known.minutes, known.water_second]
    pick(client, *pids)
    chances = random.Random(5)
    introduction, *comments = ["".join(chances.choices(LETTERS, k=k)) for k in (1500, 600, 600, 600)]
    data = {"titre": "Longue", "introduction": introduction, "pid": pids, "rubrique": [""] * 3, "commentaire": comments}
    assert client.post("/selection", data={**data, "acte": "garder"}, headers=OURS).status_code == 303
    assert client.get_cookie("selection-2") is not None
    page = client.get("/selection").text
    assert all(one in page for one in (introduction, *comments))
    arranged(client, "garder", title="Courte")
    assert client.get_cookie("selection-2") is None
    assert "Courte" in client.get("/selection").text


def test_what_is_no_identifier_goes_into_no_address(client: FlaskClient):
    for odd in ("a\r\nX-Autre: 1", "x" * 5000, "é\u202e"):
        answer = client.post("/selection/retirer", data={"pid": odd, "retour": "/themes"}, headers=OURS)
        assert (answer.status_code, answer.location) == (303, "/themes")


def test_below_a_path_every_address_carries_it(own_site: Any, known: Any):
    held = holdings(own_site.app)
    client = create_app(replace(held.settings, url="https://exemple.org/mediatheque"), held.engine).test_client()
    page = client.get("/recherche?q=eau", base_url="https://exemple.org").text
    back = re.search(r'name="retour" value="([^"]+)"', page)
    assert back is not None
    assert back[1].startswith("/mediatheque/recherche?q=eau")
    options = {"base_url": "https://exemple.org", "headers": {"Origin": "https://exemple.org"}}
    answer = client.post("/selection/ajouter", data={"pid": known.water_first, "retour": back[1]}, **options)
    assert answer.headers["Location"].startswith("/mediatheque/recherche?q=eau")
    assert "Path=/mediatheque/" in answer.headers["Set-Cookie"]
    form = {"pid": known.water_first, "titre": "Sous un chemin", "rubrique": "", "commentaire": "", "acte": "publier"}
    address = client.post("/mediatheque/selection", data=form, **options).headers["Location"]
    assert address.startswith("/mediatheque/s/")
    mail = client.get(f"{address}.html").text
    assert f'href="https://exemple.org/mediatheque/p/{known.water_first}"' in mail


def test_a_quotation_is_picked_with_its_very_words_and_its_own_address(client: FlaskClient, known: Any):
    words = "l’assainissement commence par des caniveaux propres"
    quoted = client.post(f"/p/{known.water_first}/citer", data={"mots": words}, headers=OURS).location
    pid = re.search(r"/c/([0-9a-z]{11})", quoted)
    assert pid is not None
    assert f'name="pid" value="{pid[1]}"' in client.get(quoted).text
    pick(client, pid[1])
    address = arranged(client, "publier", title="Citée").headers["Location"]
    (item,) = client.get(f"{address}.json").get_json()["items"]
    assert item["quotation"] == "À Lille comme à Saint-Louis, l’assainissement commence par des caniveaux propres."
    assert (item["kind"], item["url"]) == ("quotation", f"http://localhost/c/{pid[1]}")
    assert item["notice"].startswith("Ouverture du colloque / Aline Vasseur")


def test_a_passage_is_quoted_around_the_words_that_were_searched(client: FlaskClient, own_site: Any):
    with holdings(own_site.app).catalogue.writing() as session:
        library = sys.modules["factories"].Library(session, FileStore(holdings(own_site.app).settings.files_path))
        document = library.document("Longue séance", b"longue")
        text = " ".join(f"Phrase numéro {number} sur le port et ses quais." for number in range(80))
        pid = library.passage(document, f"{text} Le zinc du marché couvert fuit. {text}", "Aline Vasseur").pid
    pick(client, pid, back="/recherche?q=zinc")
    page = client.get("/selection").text
    assert "Le zinc du marché couvert fuit." in page
    assert len(re.search(r"«&nbsp;(.*?)&nbsp;»", page)[1]) < 500


def test_the_same_words_elsewhere_are_followed(client: FlaskClient, known: Any):
    pick(client, known.moved)
    assert f"/p/{known.water_first}" in client.get("/selection").text
    address = arranged(client, "publier", title="Suivi").headers["Location"]
    assert client.get(f"{address}.json").get_json()["items"][0]["url"].endswith(f"/p/{known.water_first}")


def test_no_cookie_and_no_form_ever_breaks_a_page(client: FlaskClient, known: Any):
    chances = random.Random(11)
    signs = "".join(chr(one) for one in range(33, 127) if chr(one) not in ';,"\\')
    for _ in range(40):
        for name in ("selection", "selection-2"):
            client.set_cookie(name, "".join(chances.choices(signs, k=chances.randrange(1, 200))))
        text = "".join(chances.choices("a\0\x1f\ud800é\n\r<&\u202e\ufffe😀", k=30)).encode("utf-8", "surrogatepass")
        form = {
            "pid": [known.minutes, text],
            "titre": text,
            "introduction": text,
            "rubrique": text,
            "commentaire": text,
        }
        act = chances.choice(["garder", "publier", "monter:", "vider", "remettre", "retirer:x", "\0", ""])
        assert client.get("/selection").status_code == 200
        pick(client, known.minutes)
        assert client.post("/selection", data={**form, "acte": act}, headers=OURS).status_code in (303, 400, 413)
        assert client.post("/selection/ajouter", data={"pid": text, "retour": text}, headers=OURS).status_code == 404


def test_a_form_that_no_page_of_ours_sends_is_refused(client: FlaskClient):
    assert client.post("/selection", data={"introduction": "x" * 600_000}, headers=OURS).status_code == 413
