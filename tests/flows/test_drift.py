"""Links that never die: whatever happens to a collection, every address given out still shows its words.

`make drift` does all of it to three hundred addresses of the whole demo (and of the shared samples), each alone and all
in a row; pytest alone does it in a row to a part of the demo.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import backup as archives
from corpus.catalogue import deposits
from corpus.catalogue.models import Document
from corpus.demo import documents
from corpus.files import FileStore
from corpus.settings import Settings
from indexer.extract.ocr import installed_languages
from search.index.engines import open_engine
from search.web import create_app

from . import drifting
from .drifting import Found, House, Sent, ask

WHOLE = os.environ.get("DRIFT") == "all"
FEW = ("2005", "2016", "2022", "2024")  # quick to read: text, PDF, HTML, Markdown; no scan
SAMPLES = "../shared/samples"
MOST = 300 if WHOLE else 24
ENOUGH = 0.99
SHORT = "2024"  # the document that is printed, scanned and recognised
CAN_RECOGNISE = "fra" in installed_languages()

Step = Callable[[House], set[str]]  # does something; returns the documents whose words are recognised ones now


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(Settings(home=str(tmp_path_factory.mktemp("derive") / "maison")))
    paths = [one for one in documents() if WHOLE or one.name.startswith(FEW)]
    samples = (Path(__file__).resolve().parents[2] / SAMPLES).resolve()
    if WHOLE and samples.is_dir():
        paths += [one for one in sorted(samples.iterdir()) if one.suffix not in (".doc", ".rtf")]
    made.add(paths, recognise=WHOLE and CAN_RECOGNISE)
    return made


@pytest.fixture(scope="module")
def sent(house: House) -> list[Sent]:
    return house.sent(MOST)


def chosen(house: House, start: str) -> str:
    """The document whose file's name begins so."""
    with house.opened() as installation, installation.catalogue.session() as session:
        every = session.query(Document).all()
        return next(one.pid for one in every if one.versions[0].filename.startswith(start))


def reread(house: House) -> set[str]:
    house.reread()
    return set()


def reread_joined(house: House) -> set[str]:
    house.reread(passage_shortest=1500)
    return set()


def reread_split(house: House) -> set[str]:
    house.reread(passage_longest=250)
    return set()


def index_made_anew(house: House) -> set[str]:
    drifting.rebuilt(house).close()
    return set()


def files_renamed(house: House) -> set[str]:
    """The same bytes under other names are known; and nothing depends on the name that is kept."""
    with house.opened() as installation:
        with installation.catalogue.session() as session:
            kept = [(one.current.sha256, one.current.filename) for one in session.query(Document)]
        for number, (sha256, name) in enumerate(kept):
            renamed = house.home / f"renommé {number}{Path(name).suffix}"
            renamed.write_bytes(installation.store.path(sha256).read_bytes())
            with installation.catalogue.writing() as session:
                assert deposits.deposit(session, installation.store, renamed, "Anne").outcome == "known"
            renamed.unlink()
        with installation.catalogue.writing() as session:
            for one in session.query(Document):
                one.current.filename = f"autre nom{Path(one.current.filename).suffix}"
    house.reread()
    return set()


def replaced_by_docx(house: House) -> set[str]:
    for start in ("2016", "2022"):
        pid = NAMED[start]
        house.put(pid, "version.docx", drifting.as_docx(house.texts(pid)))
    return set()


def replaced_by_its_recognition(house: House) -> set[str]:
    pid = NAMED["2005"]
    house.put(pid, "ocr.txt", drifting.as_recognised_again(house.texts(pid)))
    return {pid}


def replaced_by_a_scan(house: House) -> set[str]:
    pid = NAMED[SHORT]
    house.put(pid, "numérisation.pdf", drifting.as_scan(drifting.as_printed(house.texts(pid))))
    assert house.waiting() > 0
    return {pid}


def scan_recognised(house: House) -> set[str]:
    if not house.waiting():
        replaced_by_a_scan(house)
    if CAN_RECOGNISE:
        assert house.recognise() > 0
    return {NAMED[SHORT]}


def speakers_merged(house: House) -> set[str]:
    gone, kept = house.merge_speakers()
    app = create_app(house.settings, open_engine("memory:"))
    answer = app.test_client().get(f"/intervenants/{gone}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/intervenants/{kept}")
    app.extensions["mediatheque"].catalogue.close()
    return set()


def restored(house: House) -> set[str]:
    """Everything in one archive, then in another house: this one moves there."""
    there = Settings(home=f"{house.home}-ailleurs")
    archive = house.home.parent / f"{house.home.name}.tar"
    with house.opened() as installation:
        archives.backup(installation.catalogue.engine, installation.store, archive)
    archives.restore(archive, there.catalogue_url, FileStore(there.files_path))
    archive.unlink()
    house.settings = there
    return set()


STEPS: dict[str, Step] = {
    "relu": reread,
    "relu, passages joints": reread_joined,
    "relu, passages partagés": reread_split,
    "relu, comme avant": reread,
    "index refait": index_made_anew,
    "fichiers renommés": files_renamed,
    "remplacé par son DOCX": replaced_by_docx,
    "remplacé par une autre reconnaissance": replaced_by_its_recognition,
    "remplacé par sa numérisation, pas reconnue": replaced_by_a_scan,
    "numérisation reconnue": scan_recognised,
    "intervenants fusionnés": speakers_merged,
    "sauvegardé, restauré": restored,
}
NAMED: dict[str, str] = {}  # the documents that are replaced, by the beginning of their file's name


def told(found: list[Found]) -> None:
    lines = ["", drifting.HEAD]
    for one in found:
        lines += [one.row(), *(f"    {line}" for line in (*one.broken, *one.unlike)[:5])]
    sys.stdout.write("\n".join(lines) + "\n")


def verify(found: list[Found]) -> None:
    told(found)
    for one in found:
        assert one.broken == [], one.step
        assert one.share >= ENOUGH, one.step


def test_every_address_shows_its_words_after_all_of_it_in_a_row(house: House, sent: list[Sent], tmp_path: Path) -> None:
    NAMED.update({start: chosen(house, start) for start in FEW})
    moving, spoilt = house.copied(tmp_path / "maison"), house.recognised()
    found = [ask(moving, "donnés", sent, spoilt)]
    for name, step in STEPS.items():
        spoilt |= step(moving)
        found.append(ask(moving, name, sent, spoilt))
    other = open_engine(f"whoosh-plain:{tmp_path / 'index'}")
    found.append(ask(moving, "autre moteur de recherche", sent, spoilt, other))
    verify(found)
    assert (found[1].there, found[1].moved) == (len(sent), 0)  # the same reading moves nothing
    assert found[4].moved == 0  # joined and split, then as before: every address is back at its own words
    assert any(one.moved for one in found[2:4])


@pytest.mark.skipif(not WHOLE, reason="chaque épreuve seule : « make drift »")
def test_every_address_shows_its_words_after_each_alone(house: House, sent: list[Sent], tmp_path: Path) -> None:
    NAMED.update({start: chosen(house, start) for start in FEW})
    found = []
    for number, (name, step) in enumerate(STEPS.items()):
        moving = house.copied(tmp_path / str(number))
        spoilt = house.recognised() | step(moving)
        found.append(ask(moving, name, sent, spoilt))
    verify(found)


@pytest.mark.skipif(not WHOLE, reason="les documents partagés sous d'autres formes : « make drift »")
def test_every_address_shows_its_words_in_another_file_of_the_same_text(
    house: House, sent: list[Sent], tmp_path: Path, shared: Path
) -> None:
    """The PDF, the scan and the recognised scan of real papers take each other's place."""
    moving, spoilt, found = house.copied(tmp_path / "maison"), house.recognised(), []
    atelier, scan = chosen(house, "CR_Atelier7_reponse_des_territoires_crise.pdf"), chosen(house, "TR_action")
    of_it = [one for one in sent if one.document == atelier]
    for name in ("txt", "md", "html", "epub"):  # their title page has fewer words: nothing can show what is not there
        path = shared / "samples" / f"CR_Atelier7_reponse_des_territoires_crise.{name}"
        moving.put(atelier, path.name, path.read_bytes())
        told([ask(moving, f"compte rendu en {name}", of_it, spoilt)])
    for name in ("docx", "odt", "pdf"):
        path = shared / "samples" / f"CR_Atelier7_reponse_des_territoires_crise.{name}"
        moving.put(atelier, path.name, path.read_bytes())
        found.append(ask(moving, f"compte rendu en {name}", of_it, spoilt))
    path = shared / "samples" / "CR_Atelier7_reponse_des_territoires_crise.pdf"
    moving.put(atelier, "papier.pdf", drifting.as_scan(path.read_bytes()))
    if CAN_RECOGNISE:
        moving.recognise()
    found.append(ask(moving, "compte rendu numérisé", of_it, spoilt | {atelier}))
    path = shared / "samples" / "TR_action_sociale_cooperation_decentralisee_scan_OCR.pdf"
    moving.put(scan, path.name, path.read_bytes())
    of_it = [one for one in sent if one.document == scan]
    found.append(ask(moving, "table ronde, reconnue par un autre", of_it, spoilt | {scan}))
    verify([one for one in found if one.count])


def test_programs_hear_the_same(house: House, sent: list[Sent], tmp_path: Path) -> None:
    moving = house.copied(tmp_path / "maison")
    moving.reread(passage_longest=250)
    moving.reread(passage_shortest=1500)
    client = create_app(moving.settings, open_engine("memory:")).test_client()
    for one in sent[:30]:
        given = client.get(f"/p/{one.pid}.json", follow_redirects=True).get_json()["given"]
        assert given["pid"] == one.pid
        texts = {part["pid"]: client.get(f"/p/{part['pid']}.json").get_json()["text"] for part in given["parts"]}
        parts = [texts[part["pid"]][part["start"] : part["end"]] for part in given["parts"]]
        assert given["text"] == "\n".join(parts)
        assert drifting.likeness_to(one.words, given["text"]) >= drifting.CLEAN
    client.application.extensions["mediatheque"].catalogue.close()
