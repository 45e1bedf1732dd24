"""What librarians do in the rooms of the desk, over HTTP: done, told, undone; or refused with a French reason."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from corpus import wishes
from corpus.catalogue import reports
from corpus.catalogue.models import Deposit, Document, Proposal, Report, Speaker, Term
from corpus.files import FileStore
from corpus.installation import Installation

from .conftest import Visitor

MANY = 500
SECONDS = 60  # that 500 notices may take on a machine that does other things too; alone it takes a few
PUBLIC = {"Origin": "http://localhost"}


def number(answer: TestResponse) -> int:
    """The act to which an answer leads."""
    assert answer.status_code == 303, answer.text[-1500:]
    return int(re.search(r"acte=(\d+)", answer.location)[1])


def undo(visitor: Visitor, act: int) -> TestResponse:
    return visitor.send(f"/bureau/journal/{act}/annulation", "/bureau/journal")


def plain(answer: TestResponse) -> str:
    """The page, its no-break spaces as spaces."""
    return answer.text.replace("\u00a0", " ")


def told(answer: TestResponse) -> str:
    found = html.fromstring(answer.text).xpath("//*[@role='alert']")
    return " ".join(" ".join(one.text_content() for one in found).split())


@pytest.fixture
def two(installation: Installation, known: Any, factories: ModuleType) -> tuple[str, str]:
    """Two speakers who may be one, with forty passages each, beside the collection of `known`."""
    assert known
    with installation.catalogue.writing() as session:
        library = factories.Library(session, FileStore(installation.settings.files_path), made=50)
        for meeting in range(4):
            document = library.document(f"Actes {meeting}", date=f"20{10 + meeting}")
            for turn in range(20):
                name = "Louise Marchand" if turn % 2 else "L. Marchand"
                library.passage(document, f"Intervention {turn} de la réunion {meeting}.", name, role="maire")
        found = [session.scalars(select(Speaker).filter_by(label=one)).one() for one in
                 ("Louise Marchand", "L. Marchand")]  # fmt: skip
        return found[0].pid, found[1].pid


def test_two_speakers_are_merged_after_a_look_and_two_again(anne: Visitor, two, picture):
    kept, gone = two
    addresses = [f"/intervenants/{one}" for one in two]
    assert [anne.get(one).status_code for one in addresses] == [200, 200]
    listed = anne.get("/bureau/autorites/intervenants?q=marchand").text
    assert "Un prénom n&#39;est donné que par son initiale" in listed
    looked = anne.get(f"/bureau/autorite/{kept}/fusion?avec=L.+Marchand")
    if "40 passages" not in plain(looked):  # two are called so: it is chosen from a list
        looked = anne.get(f"/bureau/autorite/{kept}/fusion?avec={gone}")
    assert "40 passages dits par « L. Marchand »" in plain(looked)
    assert "les deux parlent dans le même document" in looked.text.casefold()
    before = picture()
    act = number(anne.send(f"/bureau/autorite/{kept}/fusion", f"/bureau/autorite/{kept}/fusion?avec={gone}", avec=gone))
    moved = anne.get(addresses[1])
    assert (moved.status_code, moved.location) == (301, addresses[0])
    assert anne.get(addresses[0]).status_code == 200
    shown = plain(anne.get(f"/bureau/autorite/{kept}?acte={act}"))
    assert "C’est fait" in shown
    assert "80 passages" in shown
    assert "Fusionnée avec" in anne.get(f"/bureau/autorite/{gone}").text
    number(undo(anne, act))
    assert picture() == before
    assert [anne.get(one).status_code for one in addresses] == [200, 200]


def test_what_was_told_apart_is_not_asked_again(anne: Visitor, two):
    page = "/bureau/autorites/intervenants/doutes"
    assert "L. Marchand" in anne.get(page).text
    act = number(anne.send(f"/bureau/autorite/{two[0]}/distinction", page, avec=two[1], liste="1"))
    assert "L. Marchand" not in html.fromstring(anne.get(page).text).xpath("//ol[@class='pairs']")[0].text_content()
    number(undo(anne, act))
    assert "L. Marchand" in anne.get(page).text


def test_an_authority_is_renamed_split_and_withdrawn(anne: Visitor, two, picture):
    page, before = f"/bureau/autorite/{two[0]}", picture()
    acts = [
        number(anne.send(f"{page}/nom", page, nom="Louise Marchand-Petit")),
        number(anne.send(f"{page}/formes", page, forme="Mme la maire")),
        number(anne.send(f"{page}/separation", page, forme="LOUISE MARCHAND", nom="Lucie Marchand", vers="nouvelle")),
        number(anne.send(f"{page}/retrait", page, raison="Notice ouverte deux fois.")),
    ]
    assert anne.get(f"/intervenants/{two[0]}").status_code == 410
    acts.append(number(anne.send(f"{page}/remise", page)))
    assert anne.get(f"/intervenants/{two[0]}").status_code == 200
    assert "Lucie Marchand" in anne.get("/bureau/autorites/intervenants?q=lucie").text
    for act in reversed(acts):
        number(undo(anne, act))
    after = {place: row for place, row in picture().items() if place in before}
    assert after == before  # what was opened by the split leads on, withdrawn


REFUSED = (
    ("autorite/{aline}/nom", {"nom": "  "}, "Il faut un nom"),
    ("autorite/{aline}/formes/retrait", {"forme": "Aline Vasseur"}, "nom retenu"),
    ("autorite/{aline}/separation", {"nom": "X"}, "Choisissez des formes"),
    ("autorite/{aline}/separation", {"nom": "Personne", "vers": "connue", "forme": "ALINE VASSEUR"}, "s'appelle"),
    ("autorite/{lille}/anonymat", {}, "Seule une personne"),
    ("autorite/{aline}/retrait", {"raison": ""}, "Dites pourquoi"),
    ("documents/{water}/retrait", {"raison": ""}, "Dites pourquoi"),
    ("documents/{water}/retrait", {"raison": "vieux", "a_la_place": "le guide"}, "Collez l’adresse"),
    ("documents/{water}/retrait", {"raison": "vieux", "a_la_place": "{water}"}, "se remplace pas"),
    ("documents/{water}/diffusion", {"diffusion": "secret"}, "Valeurs connues"),
    ("documents/{water}/diffusion", {"diffusion": "staff", "jusqu_au": "demain"}, "Écrivez un jour"),
    ("documents/{water}/fichier", {}, "Aucun fichier"),
    ("doublons/{double}", {"avec": "{minutes}", "avis": "peindre"}, "Choisissez ce qu'il faut faire"),
    ("organisme", {"nom": "Maison du Nord", "devient": "a ; b"}, "Il faut le nom d'un seul"),
    ("autorites/territoires/inconnus", {"nom": "Nulle part", "genre": "commune"}, "Aucun nom"),
)


def test_what_cannot_be_done_is_told_on_the_page(anne: Visitor, known: Any, picture):
    before = picture()
    for path, given, reason in REFUSED:
        filled = {name: value.format(**vars(known)) for name, value in given.items()}
        answer = anne.send("/bureau/" + path.format(**vars(known)), "/bureau/journal", **filled)
        assert answer.status_code == 400, (path, given, answer.status_code)
        assert reason in told(answer).replace("\u00a0", " "), (path, given)
    assert picture() == before


def test_a_notice_is_withdrawn_for_another_and_comes_back(anne: Visitor, known: Any, picture):
    page, before = f"/bureau/documents/{known.water}", picture()
    instead = f"http://localhost/d/{known.minutes}?q=eau"
    act = number(anne.send(f"{page}/retrait", page, raison="Une meilleure édition.", a_la_place=instead))
    gone = anne.get(f"/d/{known.water}")
    assert (gone.status_code, "Une meilleure édition." in gone.text) == (410, True)
    assert f"/d/{known.minutes}" in gone.text
    assert "Une meilleure édition." in anne.get(page).text
    number(undo(anne, act))
    assert picture() == before
    number(anne.send(f"{page}/corbeille", page))
    assert known.water in anne.get("/bureau/corbeille").text
    assert anne.get(f"/d/{known.water}").status_code == 410
    number(anne.send("/bureau/corbeille", pid=known.water))
    assert anne.get(f"/d/{known.water}").status_code == 200
    assert picture() == before


def test_a_closed_document_is_seen_at_the_desk_only(anne: Visitor, known: Any):
    page = f"/bureau/documents/{known.minutes}"
    act = number(anne.send(f"{page}/diffusion", page, diffusion="staff", jusqu_au="2090-01-31"))
    assert anne.get(f"/d/{known.minutes}").status_code == 403
    shown = anne.get(page).text
    assert "31\u00a0janvier\u00a02090" in shown
    assert known.minutes in anne.get("/bureau/documents?etat=closed").text
    number(undo(anne, act))
    assert anne.get(f"/d/{known.minutes}").status_code == 200


def test_a_new_file_and_a_new_reading_are_asked_for(anne: Visitor, known: Any, installation: Installation):
    page = f"/bureau/documents/{known.minutes}"
    from io import BytesIO

    answer = anne.send(f"{page}/fichier", page, fichier=(BytesIO(b"un texte plus neuf"), "v2.txt"))
    assert answer.status_code == 303
    with installation.catalogue.session() as session:
        (entry,) = session.scalars(select(Deposit))
        assert (entry.replaces, entry.filename, entry.who) == (known.minutes, "v2.txt", "Anne")
        version = session.get_one(Document, known.minutes).current.id
    assert "Attend d’être relu" not in anne.get(page).text
    anne.send(f"{page}/relecture", page)
    assert wishes.waiting(installation.settings.home_path) == [known.minutes]
    assert "Attend d’être relu" in anne.get(page).text
    with anne.get(f"/bureau/versions/{version}/fichier") as file:
        assert file.status_code == 200
        assert "attachment" in file.headers["Content-Disposition"]
        assert "sandbox" in file.headers["Content-Security-Policy"]


@pytest.mark.parametrize("said", ["deux", "version-nouvelle", "version-ancienne", "jeter", "jeter-autre"])
def test_a_double_is_looked_at_decided_and_undone(anne: Visitor, known: Any, picture, said: str):
    page = f"/bureau/doublons/{known.double}"
    assert "Différences de texte" in anne.get(page).text
    before = picture()
    act = number(anne.send(page, avec=known.minutes, avis=said))
    assert known.double not in html.fromstring(anne.get("/bureau/doublons").text).xpath("string(//ol)")
    codes = [anne.get(f"/d/{pid}").status_code for pid in (known.double, known.minutes)]
    assert codes == {"deux": [200, 200], "jeter": [410, 200], "jeter-autre": [200, 410]}.get(said, [301, 200])
    if said.startswith("version"):
        assert anne.get(f"/d/{known.double}").location == f"/d/{known.minutes}"
        shown = html.fromstring(anne.get(f"/bureau/documents/{known.minutes}").text)
        assert len(shown.xpath("//section[@aria-labelledby='versions']//tbody/tr")) == 2
    number(undo(anne, act))
    assert picture() == before


def test_a_reader_reports_and_a_librarian_answers(anne: Visitor, known: Any, installation: Installation):
    reader = anne.app.test_client()
    form = f"/signaler/{known.water_first}"
    assert form in reader.get(f"/p/{known.water_first}").text
    assert f"/signaler/{known.water}" in reader.get(f"/d/{known.water}").text
    assert reader.get(form).status_code == 200
    sent = reader.post(form, data={"message": "Ce n’est pas elle.", "courriel": "a@b.fr"}, headers=PUBLIC)
    assert (sent.status_code, "dit=merci" in sent.location) == (303, True)
    assert "Merci" in reader.get(sent.location).text
    with installation.catalogue.session() as session:
        (one,) = session.scalars(select(Report))
        assert (one.target_pid, one.email) == (known.water_first, "a@b.fr")
    page = anne.get("/bureau/signalements").text
    assert "Ce n’est pas elle." in page
    assert f"/bureau/documents/{known.water}" in page
    assert "mailto:a@b.fr" in page
    act = number(
        anne.send(f"/bureau/signalements/{one.id}", "/bureau/signalements", etat="done", note="C’était M. Ndiaye.")
    )
    assert "Ce n’est pas elle." not in anne.get("/bureau/signalements").text
    done = anne.get("/bureau/signalements?etat=done").text
    assert "C’était M. Ndiaye." in done
    assert "a@b.fr" not in done
    number(undo(anne, act))
    assert "Ce n’est pas elle." in anne.get("/bureau/signalements").text


def test_reports_that_nobody_could_deal_with_are_not_taken(anne: Visitor, known: Any, installation, monkeypatch):
    reader, form = anne.app.test_client(), f"/signaler/{known.water}"
    assert (
        reader.post(form, data={"message": "Faux."}, headers={"Origin": "https://ailleurs.example"}).status_code == 403
    )
    assert reader.post(form, data={"message": "Faux."}).status_code == 403  # nobody says where it comes from
    empty = reader.post(form, data={"message": " ", "mots": "eau"}, headers=PUBLIC)
    assert (empty.status_code, "Dites ce qui ne va pas" in told(empty)) == (400, True)
    assert 'value="eau"' in empty.text  # nothing is to be typed again
    wrong = reader.post(form, data={"message": "Faux.", "courriel": "chez moi"}, headers=PUBLIC)
    assert wrong.status_code == 400
    robot = reader.post(form, data={"message": "Achetez", "site_web": "http://a.example"}, headers=PUBLIC)
    assert robot.status_code == 303
    assert reader.post(form, data={"message": "x" * 90_000}, headers=PUBLIC).status_code == 413
    monkeypatch.setattr(reports, "MOST_AN_HOUR", 1)
    assert reader.post(form, data={"message": "Une date."}, headers=PUBLIC).status_code == 303
    slowed = reader.post(form, data={"message": "Une autre."}, headers=PUBLIC)
    assert (slowed.status_code, "Beaucoup de signalements" in told(slowed)) == (429, True)
    assert [reader.get(f"/signaler/{pid}").status_code for pid in (known.withdrawn, "inconnu")] == [410, 404]
    with installation.catalogue.session() as session:
        assert [one.message for one in session.scalars(select(Report))] == ["Une date."]


def test_a_person_is_named_nowhere_by_one_act(anne: Visitor, known: Any, picture):
    page, before = f"/bureau/autorite/{known.aline}", picture()
    act = number(anne.send(f"{page}/anonymat", page))
    assert anne.get(f"/intervenants/{known.aline}").status_code == 410
    assert "Aline Vasseur" not in anne.get(f"/p/{known.water_first}").text
    assert "Remettre dans les listes" not in anne.get(page).text
    number(undo(anne, act))
    assert picture() == before


def test_an_organisation_has_one_name(anne: Visitor, known: Any, picture):
    before = picture()
    assert "Maison du Nord" in anne.get("/bureau/autorites/organismes").text
    page = "/bureau/organisme?nom=Maison+du+Nord"
    act = number(anne.send("/bureau/organisme", page, nom="Maison du Nord", devient="Réseau des villes de l’eau"))
    assert "Maison du Nord" not in anne.get(f"/d/{known.water}").text
    assert anne.get(f"/d/{known.water}").text.count("Réseau des villes de l’eau") >= 1
    number(undo(anne, act))
    assert picture() == before


def test_a_name_that_no_list_has_is_decided_once(anne: Visitor, known: Any, installation, picture):
    with installation.catalogue.writing() as session:
        for name in ("Val-d’Ombrelle", "Grand Merci"):
            session.add(
                Proposal(target_pid=known.water, field="territory", value=name, quotation=f"à {name}, un puits")
            )
    page, before = "/bureau/autorites/territoires/inconnus", picture()
    assert "à Val-d’Ombrelle, un puits" in anne.get(page).text
    acts = [
        number(anne.send(page, nom="Val-d’Ombrelle", genre="commune", pays="sn", avis="oui")),
        number(anne.send(page, nom="Grand Merci", avis="non")),
    ]
    assert "Aucun nom n’attend" in anne.get(page).text
    assert "Val-d’Ombrelle" in anne.get(f"/d/{known.water}").text
    with installation.catalogue.session() as session:
        made = session.scalars(select(Term).filter_by(label="Val-d’Ombrelle")).one()
        assert (made.kind, made.country, made.broader.label) == ("commune", "SN", "Sénégal")
    for act in reversed(acts):
        number(undo(anne, act))
    assert {place: row for place, row in picture().items() if place in before} == before


def test_an_act_that_others_built_upon_is_not_undone(anne: Visitor, known: Any, picture):
    page = f"/bureau/autorite/{known.aline}"
    first = number(anne.send(f"{page}/nom", page, nom="Aline Vasseur-Roy"))
    number(anne.send(f"{page}/nom", page, nom="Aline Roy"))
    before = picture()
    refused = undo(anne, first)
    assert refused.status_code == 409
    assert "a changé depuis (Anne" in told(refused)
    assert "Rien n'a été changé" in told(refused)
    assert picture() == before


def test_the_journal_is_filtered_and_turned(anne: Visitor, known: Any, desk: Flask):
    page = f"/bureau/autorite/{known.aline}"
    for count in range(3):
        anne.send(f"{page}/formes", page, forme=f"A. Vasseur {count}")
    number(anne.send(f"/bureau/documents/{known.water}/corbeille", f"/bureau/documents/{known.water}"))

    def rows(path: str) -> int:
        return len(html.fromstring(anne.get(path).text).xpath("//table[contains(@class,'acts')]/tbody/tr"))

    assert rows("/bureau/journal") == 4
    assert rows("/bureau/journal?acte_de=forms") == 3
    assert rows(f"/bureau/journal?sur=http://localhost/d/{known.water}") == 1
    assert rows("/bureau/journal?qui=Ida") == 0
    assert rows("/bureau/journal?page=9") == 0
    assert anne.get("/bureau/journal?acte_de=peindre&page=-3&sur=%00").status_code == 200
    editor = Visitor(desk)
    editor.enter("Rémi")
    seen = editor.get("/bureau/journal").text
    assert "formes du nom changées" in seen
    assert "/annulation" not in seen


def test_a_work_that_is_forgotten_is_told(anne: Visitor):
    answer = anne.get("/bureau/lot/travaux/inconnu")
    assert (answer.status_code, "n’est plus connu" in told(answer)) == (409, True)


def test_pages_are_told_the_way_only_to_who_entered(anne: Visitor, known: Any):
    reader = anne.app.test_client()
    assert "/bureau" not in reader.get(f"/d/{known.water}").text
    assert f"/bureau/documents/{known.water}" in anne.get(f"/d/{known.water}").text
    anne.send("/bureau/deconnexion", "/bureau/compte")
    assert "/bureau" not in anne.get(f"/d/{known.water}").text


def test_the_first_page_counts_what_waits(anne: Visitor, desk: Flask):
    cards = {
        one.xpath("string(.//span[@class='waiting-name'])"): one.xpath("string(.//span[@class='waiting-count'])")
        for one in html.fromstring(anne.get("/bureau/").text).xpath("//li[contains(@class,'waiting-card')]")
    }
    assert cards["Doublons"] == "1"
    assert cards["Signalements"] == "0"
    assert int(cards["À vérifier"]) > 0
    editor = Visitor(desk)
    editor.enter("Rémi")
    shown = editor.get("/bureau/").text
    assert "Signalements" not in shown
    assert "Fichiers en échec" in shown
