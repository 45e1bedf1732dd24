"""Accounts: the first one, new passwords by links, sittings that are listed and ended, strangers who guess."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import select

from corpus import first_key, mail
from corpus.catalogue import accounts, resets, sittings
from corpus.catalogue.models import Account, Attempt, Reset, Sitting, now
from corpus.errors import BadSetting, MailFault
from corpus.installation import Installation
from corpus.settings import Settings
from search.web import create_app
from search.web.desk import resetting

from .conftest import PASSWORD, Visitor

EACH_DATABASE = pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)
NEW = "un autre puits, ailleurs"
LINK = re.compile(r"/bureau/mot-de-passe\?lien=([\w-]+)")


@pytest.fixture
def empty(installation: Installation) -> Iterator[Flask]:
    """A site that has no account yet."""
    app = create_app(installation.settings)
    app.testing = True
    yield app
    app.extensions["mediatheque"].catalogue.close()


def account(installation: Installation, name: str) -> Account:
    with installation.catalogue.session() as session:
        return accounts.named(session, name)


@EACH_DATABASE
def test_the_first_account_is_made_by_who_has_the_key(empty: Flask, installation: Installation):
    home = installation.settings.home_path
    visitor = Visitor(empty)
    assert "/bureau/installation" in visitor.get("/bureau/connexion").text
    given = {"nom": "Awa", "mot_de_passe": PASSWORD, "encore": PASSWORD}
    for guess in ("", "devinette"):  # while no key was made, nothing fits
        assert visitor.send("/bureau/installation", cle=guess, **given).status_code == 403
    key = first_key.key(home)
    assert (home / first_key.NAME).stat().st_mode & 0o777 == 0o600
    assert visitor.send("/bureau/installation", cle=key[:-1], **given).status_code == 403
    assert "de 10 à" in visitor.send("/bureau/installation", cle=key, nom="Awa", mot_de_passe="x", encore="x").text
    assert visitor.send("/bureau/installation", cle=key, **given | {"encore": "autre"}).status_code == 400
    made = visitor.send("/bureau/installation", cle=f" {key} ", **given)
    assert (made.status_code, made.location) == (303, "/bureau/versement")
    assert visitor.get("/bureau/comptes").status_code == 200
    assert account(installation, "awa").role == "administrator"


@EACH_DATABASE
def test_the_set_up_page_is_closed_for_good_once_there_is_an_account(empty: Flask, installation: Installation):
    key = first_key.key(installation.settings.home_path)
    visitor, given = Visitor(empty), {"cle": key, "mot_de_passe": PASSWORD, "encore": PASSWORD}
    token = visitor.token("/bureau/installation")
    with installation.catalogue.writing() as session:
        accounts.add(session, "Ida", "editor", PASSWORD)
    assert visitor.get("/bureau/installation").location == "/bureau/connexion"
    late = visitor.client.post("/bureau/installation", data={"jeton": token, "nom": "Eve", **given})
    assert late.location == "/bureau/connexion"
    assert account(installation, "Eve") is None


@EACH_DATABASE
def test_a_stranger_who_goes_on_guessing_keeps_nobody_out(
    visitor: Visitor, another: Visitor, installation: Installation
):
    visitor.enter("Anne")
    visitor.send("/bureau/deconnexion", "/bureau/compte")
    guesses = [another.enter("Anne", f"mauvais mot {n}").status_code for n in range(20)]
    assert guesses[:3] == [403] * 3
    assert guesses.count(429) >= 14
    with installation.catalogue.writing() as session:
        session.add_all(Attempt(who=f"{n:064}") for n in range(accounts.CROWD))
    assert another.enter("Anne").status_code == 429  # even the right one, where she never was
    assert visitor.enter("Anne").status_code == 303  # at once, where she was


def test_guessing_in_a_browser_that_is_known_is_slowed_down_too(visitor: Visitor):
    visitor.enter("Anne")
    visitor.send("/bureau/deconnexion", "/bureau/compte")
    assert [visitor.enter("Anne", "non").status_code for _ in range(6)] == [403, 403, 403, 429, 429, 429]


@EACH_DATABASE
def test_an_administrator_opens_an_account_and_its_person_chooses_the_password(visitor: Visitor, another: Visitor):
    visitor.enter("Ida")
    shown = visitor.send("/bureau/comptes", nom="Zoé", role="librarian", courriel="").text
    key = LINK.search(shown)[1]
    assert "attend que son lien serve" in visitor.get("/bureau/comptes").text
    assert another.enter("Zoé", "").status_code == 403  # no password is no way in
    page = another.get(f"/bureau/mot-de-passe?lien={key}")
    assert ("Zoé" in page.text, page.headers["Referrer-Policy"]) == (True, "no-referrer")
    address, form = f"/bureau/mot-de-passe?lien={key}", {"lien": key}
    short = another.send("/bureau/mot-de-passe", address, **form, mot_de_passe="court", encore="court")
    assert (short.status_code, "de 10 à" in short.text) == (400, True)
    chosen = another.send("/bureau/mot-de-passe", address, **form, mot_de_passe=NEW, encore=NEW)
    assert (chosen.status_code, another.get("/bureau/versement").status_code) == (303, 200)
    again = visitor.send("/bureau/mot-de-passe", "/bureau/compte", **form, mot_de_passe=PASSWORD, encore=PASSWORD)
    assert (again.status_code, "déjà servi" in again.text) == (403, True)


@EACH_DATABASE
def test_a_link_is_kept_as_a_digest_ends_and_opens_nothing_for_a_closed_account(
    visitor: Visitor, installation: Installation
):
    with installation.catalogue.writing() as session:
        old, closed = (resets.make(session, accounts.named(session, name)) for name in ("Anne", "Rémi"))
        for one in session.scalars(select(Reset)):
            assert one.digest not in (old, closed)
        accounts.close(session, accounts.named(session, "Rémi"))
        for one in session.scalars(select(Reset)):
            one.until = now() - timedelta(seconds=1)
    for key in (old, closed, "", "é", "x" * 5000):
        assert visitor.get("/bureau/mot-de-passe", query_string={"lien": key}).status_code == 403


@EACH_DATABASE
def test_sittings_are_listed_and_ended_one_by_one(visitor: Visitor, another: Visitor, installation: Installation):
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    visitor.enter("Anne")
    form = {"jeton": another.token("/bureau/connexion"), "nom": "Anne", "mot_de_passe": PASSWORD}
    another.client.post("/bureau/connexion", data=form, headers=firefox)
    page = visitor.get("/bureau/compte").text
    assert ("Firefox, Linux" in page, "celui-ci" in page) == (True, True)
    number = re.search(r"/bureau/compte/sessions/(\d+)", page)[1]
    assert another.get("/bureau/versements").status_code == 200
    assert visitor.send(f"/bureau/compte/sessions/{number}", "/bureau/compte").status_code == 303
    assert another.get("/bureau/versements").status_code == 302
    assert visitor.get("/bureau/versements").status_code == 200
    assert visitor.send(f"/bureau/compte/sessions/{number}", "/bureau/compte").status_code == 404
    with installation.catalogue.session() as session:
        kept = session.scalars(select(Sitting)).one()
        assert {one.name for one in Sitting.__table__.columns} == {
            "id", "digest", "account_id", "begun", "seen", "label",
        }  # fmt: skip
        assert kept.seen == sittings.today()


def test_nobody_ends_the_sitting_of_somebody_else(visitor: Visitor, another: Visitor, installation: Installation):
    visitor.enter("Anne")
    another.enter("Rémi")
    with installation.catalogue.session() as session:
        numbers = session.scalars(select(Sitting.id).order_by(Sitting.id)).all()
    answers = [another.send(f"/bureau/compte/sessions/{one}", "/bureau/compte").status_code for one in numbers]
    assert answers == [404, 303]
    assert visitor.get("/bureau/versements").status_code == 200


def test_a_sitting_ends_after_a_working_day(visitor: Visitor, installation: Installation):
    visitor.enter("Anne")
    with installation.catalogue.writing() as session:
        session.scalars(select(Sitting)).one().begun -= sittings.LASTS
    assert visitor.get("/bureau/versements").status_code == 302


@EACH_DATABASE
def test_a_new_password_ends_every_other_sitting(visitor: Visitor, another: Visitor):
    visitor.enter("Anne")
    another.enter("Anne")
    wrong = visitor.send("/bureau/compte", actuel="pas celui-là", mot_de_passe=NEW, encore=NEW)
    assert wrong.status_code == 403
    changed = visitor.send("/bureau/compte", actuel=PASSWORD, mot_de_passe=NEW, encore=NEW)
    assert changed.status_code == 303
    assert "Mot de passe changé" in visitor.get(changed.location).text
    assert another.get("/bureau/versements").status_code == 302
    assert another.enter("Anne").status_code == 403
    assert another.enter("Anne", NEW).status_code == 303


@EACH_DATABASE
def test_a_closed_account_enters_no_more_and_can_be_reopened(
    visitor: Visitor, another: Visitor, installation: Installation
):
    visitor.enter("Ida")
    another.enter("Anne")
    number = account(installation, "Anne").id
    assert visitor.send(f"/bureau/comptes/{number}/fermeture", f"/bureau/comptes/{number}").status_code == 303
    assert another.get("/bureau/versements").status_code == 302
    assert another.enter("Anne").status_code == 403
    assert visitor.send(f"/bureau/comptes/{number}/lien", f"/bureau/comptes/{number}").status_code == 400
    visitor.send(f"/bureau/comptes/{number}/fermeture", f"/bureau/comptes/{number}")
    assert another.enter("Anne").status_code == 303


def test_the_last_administrator_stays(visitor: Visitor, installation: Installation):
    visitor.enter("Ida")
    number = account(installation, "Ida").id
    page = f"/bureau/comptes/{number}"
    for path, given in ((page, {"role": "editor"}), (f"{page}/fermeture", {})):
        refused = visitor.send(path, page, **given)
        assert (refused.status_code, "dernier compte d&#39;administration" in refused.text) == (400, True)
    assert visitor.get("/bureau/comptes").status_code == 200


def test_a_role_is_changed_and_counts_at_once(visitor: Visitor, another: Visitor, installation: Installation):
    visitor.enter("Ida")
    another.enter("Rémi")
    page = f"/bureau/comptes/{account(installation, 'Rémi').id}"
    assert visitor.send(page, role="reine").status_code == 400
    assert visitor.send(page, role="librarian", courriel="pas une adresse").status_code == 400
    assert another.get("/bureau/versement").status_code == 403
    assert visitor.send(page, role="librarian", courriel="remi@fonds.example").status_code == 303
    assert another.get("/bureau/versement").status_code == 200
    visitor.send(f"{page}/sessions", page)
    assert another.get("/bureau/versement").status_code == 302


class Letterbox:
    """What a real mail server on this machine was given."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        if any("refuse" in one for one in envelope.rcpt_tos):
            return "550 nobody of that name"
        self.letters.append(envelope)
        return "250 taken"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def test_a_link_comes_by_mail_and_the_answer_does_not_tell_who_exists(
    tmp_path: Path, letterbox: tuple[Letterbox, str], monkeypatch: pytest.MonkeyPatch
):
    box, server = letterbox
    settings = Settings(home=str(tmp_path), smtp=server, url="https://fonds.example", contact="centre@fonds.example")
    app, sent = create_app(settings), []
    with app.extensions["mediatheque"].catalogue.writing() as session:
        accounts.add(session, "Anne", "librarian", PASSWORD, "anne@fonds.example")
        accounts.add(session, "Sans adresse", "librarian", PASSWORD)
    monkeypatch.setattr(resetting.Thread, "start", lambda thread: sent.append(thread.run()))  # wait for it
    visitor = Visitor(app)
    visitor.client.environ_overrides = {"wsgi.url_scheme": "https"}
    assert "/bureau/oubli" in visitor.get("/bureau/connexion").text
    answers = [visitor.send("/bureau/oubli", nom=name) for name in ("Anne", "Personne", "Sans adresse", "anne")]
    assert {(one.status_code, one.location) for one in answers} == {(303, "/bureau/oubli?envoye=1")}
    assert "Si ce compte existe" in visitor.get("/bureau/oubli?envoye=1").text
    assert len(sent) == 4
    (letter,) = box.letters  # the second one for Anne was too soon
    assert (letter.rcpt_tos, letter.mail_from) == (["anne@fonds.example"], "centre@fonds.example")
    text = letter.content.decode()
    key = re.search(r"https://fonds\.example/bureau/mot-de-passe\?lien=3?D?([\w-]+)", text.replace("=\r\n", ""))[1]
    assert visitor.get(f"/bureau/mot-de-passe?lien={key}").status_code == 200
    slowed = [visitor.send("/bureau/oubli", nom="Anne").status_code for _ in range(4)]
    assert 429 in slowed
    app.extensions["mediatheque"].catalogue.close()


def test_without_mail_server_nothing_about_mail_is_shown(visitor: Visitor):
    assert "/bureau/oubli" not in visitor.get("/bureau/connexion").text
    assert visitor.get("/bureau/oubli").status_code == 404


def test_a_mail_that_cannot_be_sent_is_told(letterbox: tuple[Letterbox, str]):
    url = "http://fonds.example"
    with pytest.raises(MailFault, match="nobody of that name"):
        mail.send(Settings(smtp=letterbox[1], url=url), "refuse@fonds.example", "Essai", "Bonjour")
    with pytest.raises(MailFault, match="MEDIATHEQUE_SMTP"):
        mail.send(Settings(smtp="smtp://127.0.0.1:9", url=url), "anne@fonds.example", "Essai", "Bonjour")
    with pytest.raises(BadSetting) as refused:
        mail.send(Settings(smtp="http://moi:secret@serveur", url=url), "anne@fonds.example", "Essai", "Bonjour")
    assert "secret" not in str(refused.value)
