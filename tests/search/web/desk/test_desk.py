"""The desk without JavaScript and without a browser: who gets in, what is refused, what becomes of a deposit."""

from __future__ import annotations

import gc
import hashlib
import re
import stat
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from corpus.catalogue import accounts, deposits
from corpus.catalogue.models import Account, Attempt, Deposit
from corpus.errors import UnreadableFile
from corpus.installation import Installation
from corpus.settings import Settings
from search.web import create_app

PASSWORD = "sept puits à Kayes"  # noqa: S105 (of nobody)

EACH_DATABASE = pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def client(desk: Flask) -> FlaskClient:
    return desk.test_client()


def token(client: FlaskClient, path: str = "/bureau/versements") -> str:
    return re.search(r'name="jeton" value="([^"]+)"', client.get(path).text)[1]


def enter(client: FlaskClient, name: str = "Anne", password: str = PASSWORD, **more: str) -> TestResponse:
    given = {"jeton": token(client, "/bureau/connexion"), "nom": name, "mot_de_passe": password}
    return client.post("/bureau/connexion", data=given | more)


def upload(client: FlaskClient, *files: tuple[bytes, str]) -> TestResponse:
    sent = [(BytesIO(content), name) for content, name in files]
    answer = client.post("/bureau/versement", data={"jeton": token(client), "fichiers": sent})
    answer.request.environ["wsgi.input"].close()  # a large body is a file of the test client's own
    return answer


def outcomes(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.catalogue.session() as session:
        return [(one.filename, one.outcome, one.who) for one in session.scalars(select(Deposit).order_by(Deposit.id))]


def test_the_right_password_opens_and_the_page_that_was_asked_for_comes(client: FlaskClient):
    answer = enter(client, "  anne ", vers="/bureau/versement")
    assert (answer.status_code, answer.location) == (303, "/bureau/versement")
    assert "Un ou plusieurs fichiers" in client.get("/bureau/versement").text
    assert client.get("/bureau/connexion").status_code == 302


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example", "/bureau/..//x\\y", "/bureau@x"])
def test_nobody_is_led_elsewhere(client: FlaskClient, back: str):
    assert enter(client, vers=back).location == "/bureau/"


@pytest.mark.parametrize(("name", "password"), [("Anne", "sept puits a Kayes"), ("Personne", PASSWORD), ("", "")])
def test_a_wrong_password_opens_nothing_and_does_not_tell_who_exists(client: FlaskClient, name: str, password: str):
    answer = enter(client, name, password)
    assert answer.status_code == 403
    assert "Ce nom et ce mot de passe ne vont pas ensemble." in answer.text
    assert password not in answer.text or not password
    assert client.get("/bureau/versements").status_code == 302


@EACH_DATABASE
def test_twenty_wrong_passwords_are_slowed_down_and_leave_nothing_about_who_tried(
    client: FlaskClient, installation: Installation
):
    answers = [enter(client, password=f"mauvais mot {n}") for n in range(20)]
    assert [one.status_code for one in answers[:3]] == [403] * 3
    assert sum(one.status_code == 429 for one in answers) >= 14
    with installation.catalogue.writing() as session:
        who = session.scalars(select(Attempt.who)).first()
        session.add_all(Attempt(who=who) for _ in range(5))
    slowed = enter(client)  # the right one has to wait too
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) >= 1
    assert "Trop de mots de passe refusés" in slowed.text
    assert enter(client, "Rémi").status_code == 303
    with installation.catalogue.session() as session:
        assert {one.name for one in Attempt.__table__.columns} == {"id", "who", "at"}
        assert all(re.fullmatch("[0-9a-f]{64}", one.who) for one in session.scalars(select(Attempt)))


@EACH_DATABASE
def test_many_names_are_slowed_down_together(installation: Installation, client: FlaskClient):
    with installation.catalogue.writing() as session:
        session.add_all(Attempt(who=f"{n:064}") for n in range(accounts.CROWD))
    assert enter(client).status_code == 429
    with installation.catalogue.writing() as session:
        for one in session.scalars(select(Attempt)):
            one.at -= accounts.CROWD_TIME
    assert enter(client).status_code == 303


def test_a_form_that_nobody_can_read_is_no_forged_one(client: FlaskClient):
    enter(client)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="fichiers"; filename="\xe9t\xe9.txt"\r\n\r\nBonjour\r\n--x--\r\n'
    )
    answer = client.post("/bureau/versement", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400


@pytest.mark.parametrize("given", [{}, {"jeton": "faux"}, {"jeton": "é"}])
def test_a_forged_form_does_nothing(client: FlaskClient, installation: Installation, given: dict[str, str]):
    enter(client)
    for path in ("/bureau/versement", "/bureau/versements/1/reprise", "/bureau/deconnexion", "/bureau/connexion"):
        answer = client.post(path, data=given | {"fichiers": (BytesIO(b"x"), "x.txt")})
        assert answer.status_code == 403
        assert "Ce formulaire n’est plus valable" in answer.text
    assert outcomes(installation) == []
    assert client.get("/bureau/versements").status_code == 200


def test_the_token_of_another_session_is_refused(desk: Flask, client: FlaskClient):
    other = desk.test_client()
    enter(other)
    enter(client)
    assert client.post("/bureau/deconnexion", data={"jeton": token(other)}).status_code == 403


def test_a_role_that_is_too_low_is_refused(client: FlaskClient, installation: Installation):
    enter(client, "Rémi")
    assert "Déposer" not in client.get("/bureau/versements").text
    for answer in (client.get("/bureau/versement"), upload(client, (b"x", "x.txt"))):
        assert answer.status_code == 403
        assert "n&#39;a pas le rôle" in answer.text
    assert outcomes(installation) == []


@EACH_DATABASE
def test_leaving_ends_the_session_for_a_kept_cookie_too(desk: Flask, client: FlaskClient):
    enter(client)
    kept = client.get_cookie("bureau", path="/bureau").value
    assert client.post("/bureau/deconnexion", data={"jeton": token(client)}).status_code == 303
    assert client.get("/bureau/versements").status_code == 302
    thief = desk.test_client()
    thief.set_cookie("bureau", kept, path="/bureau")
    assert thief.get("/bureau/versements").status_code == 302


def test_a_new_password_ends_the_session(client: FlaskClient, installation: Installation):
    enter(client)
    with installation.catalogue.writing() as session:
        accounts.change_password(session, accounts.named(session, "ANNE"), "une autre phrase")
    assert client.get("/bureau/versements").status_code == 302
    assert enter(client).status_code == 403
    assert enter(client, password="une autre phrase").status_code == 303  # noqa: S106 (of nobody)


@pytest.mark.parametrize(("url", "secure"), [("", set()), ("https://fonds.example", {"Secure"})])
def test_the_cookie_is_guarded_and_the_key_is_kept_from_others(tmp_path: Path, url: str, secure: set[str]):
    app = create_app(Settings(home=str(tmp_path), url=url))
    cookie = app.test_client().get("/bureau/connexion").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/bureau"} <= set(cookie.split("; "))
    assert {"Secure"} & set(cookie.split("; ")) == secure
    keys = [*tmp_path.glob("cle-des-sessions*")]
    assert [stat.S_IMODE(one.stat().st_mode) for one in keys] == [0o600]
    app.extensions["mediatheque"].catalogue.close()


def test_the_public_pages_have_no_session(client: FlaskClient):
    enter(client)
    assert "Set-Cookie" not in client.get("/").headers


@EACH_DATABASE
def test_files_become_deposits_whatever_their_names(client: FlaskClient, installation: Installation):
    enter(client)
    attack = "<img src=x onerror=alert(1)>.txt"
    answer = upload(client, (b"un", "../../etc/passwd"), (b"", "vide.txt"), (b"deux", attack))
    assert (answer.status_code, answer.location) == (303, "/bureau/versements?recus=3")
    assert outcomes(installation) == [
        (name, "waiting", "Anne") for name in ("passwd", "vide.txt", attack)
    ]  # fmt: skip
    page = client.get(answer.location).text
    assert "3 fichiers reçus" in page
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert page.index("passwd") < page.index("&lt;img")  # as they were dropped
    home = installation.settings.home_path
    assert not [one for one in home.parent.rglob("*") if one.name in ("passwd", "vide.txt")]


def test_a_name_without_end_is_cut_and_nothing_invisible_stays(client: FlaskClient, installation: Installation):
    enter(client)
    upload(client, (b"1", "é" * 400 + ".pdf"), (b"2", "a\u202efdp.exe"), (b"3", "\x01\x02"), (b"4", "d/.DS_Store"))
    names = [name for name, _, _ in outcomes(installation)]
    assert names == ["é" * 251 + ".pdf", "afdp.exe", "sans nom"]


@EACH_DATABASE
def test_forty_files_at_once(client: FlaskClient, installation: Installation):
    enter(client)
    assert upload(client, *[(f"texte {n}".encode(), f"{n}.txt") for n in range(60)]).status_code == 303
    assert len(outcomes(installation)) == 60
    page = client.get("/bureau/versements").text
    assert page.count('<li id="versement-') == 60
    assert page.count('<section class="batch"') == 1
    assert "60 fichiers, 60 restent" in page
    assert client.get("/bureau/versements?page=99999999999999999999").status_code == 200


@EACH_DATABASE
def test_the_same_bytes_wait_once(client: FlaskClient, installation: Installation):
    enter(client)
    upload(client, (b"le texte", "a.txt"), (b"le texte", "b.txt"))
    assert [name for name, _, _ in outcomes(installation)] == ["a.txt"]


def test_nothing_chosen_is_told(client: FlaskClient):
    enter(client)
    answer = upload(client, (b"", ""))
    assert (answer.status_code, "Aucun fichier n’a été choisi." in answer.text) == (400, True)


#: A body that is refused half-way leaves the parser's own temporary file to the collector, which warns.
HALF_WAY = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@HALF_WAY
def test_too_large_an_upload_is_told(tmp_path: Path, installation: Installation):
    with installation.catalogue.writing() as session:
        accounts.add(session, "Anne", "librarian", PASSWORD)
    small = Settings(home=str(tmp_path / "home"), catalogue=installation.settings.catalogue, upload_megabytes=1)
    app = create_app(small)
    client = app.test_client()
    enter(client)
    answer = upload(client, (b"x" * 1_100_000, "gros.pdf"))
    assert answer.status_code == 413
    assert "la limite est de 1 Mo" in answer.text
    assert outcomes(installation) == []
    assert upload(client, (b"x" * 900_000, "moyen.pdf")).status_code == 303
    app.extensions["mediatheque"].catalogue.close()
    gc.collect()


@HALF_WAY
def test_what_cannot_be_kept_is_told_and_what_could_be_is_deposited(client: FlaskClient, installation: Installation):
    enter(client)
    place = installation.store.path(hashlib.sha256(b"second").hexdigest()).parent.parent
    place.parent.mkdir(parents=True)
    place.write_text("ceci n'est pas un dossier")
    answer = upload(client, (b"premier", "1.txt"), (b"second", "2.txt"), (b"dernier", "3.txt"))
    assert answer.status_code == 503
    assert "Ce qui était déjà enregistré est intact" in answer.text
    assert outcomes(installation) == [("1.txt", "waiting", "Anne")]
    gc.collect()


@EACH_DATABASE
def test_a_failed_deposit_is_told_and_read_again(client: FlaskClient, installation: Installation):
    enter(client)
    upload(client, (b"???", "a.pdf"))
    with installation.catalogue.writing() as session:
        entry = deposits.lease(session, "ouvrier")
        deposits.note_failed(entry, UnreadableFile("<b>a.pdf", "il est abîmé."))
        number = entry.id
    page = client.get("/bureau/versements").text
    assert "« &lt;b&gt;a.pdf » n&#39;a pas pu être lu : il est abîmé." in page
    answer = client.post(f"/bureau/versements/{number}/reprise", data={"jeton": token(client)})
    assert answer.location == f"/bureau/versements#versement-{number}"
    assert outcomes(installation) == [("a.pdf", "waiting", "Anne")]
    with installation.catalogue.session() as session:
        assert session.get_one(Deposit, number).attempts == 0
    assert client.post("/bureau/versements/999/reprise", data={"jeton": token(client)}).status_code == 404


@EACH_DATABASE
def test_what_is_being_read_is_counted(client: FlaskClient, installation: Installation):
    enter(client)
    upload(client, (b"1", "a.txt"), (b"2", "b.txt"))
    with installation.catalogue.writing() as session:
        deposits.lease(session, "ouvrier")
        assert deposits.counts(session) == deposits.Counts(waiting=1, reading=1, failed=0)
    assert "En lecture</span>" in client.get("/bureau/versements").text


@pytest.mark.usefixtures("desk")
def test_accounts_hold_no_password(installation: Installation):
    with installation.catalogue.session() as session:
        for one in session.scalars(select(Account)):
            assert one.password.startswith("$argon2id$")
            assert PASSWORD not in one.password
