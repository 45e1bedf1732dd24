"""Feeds are read by others as their standards say, tell only additions, and are sent again only when they changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select, update

from corpus.catalogue import Catalogue, diffusion, withdrawing
from corpus.catalogue.describing import changed
from corpus.catalogue.models import Document, Passage, Version
from corpus.settings import Settings
from search.index.engines import open_engine
from search.index.follow import follow, rebuild
from search.web import create_app

from .conftest import Site, _factories

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("atom", "rss", "feed.json")


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Any]:
    """A site whose collection changes while it is asked."""
    settings = Settings(home=str(tmp_path), url="https://mediatheque.example/fonds")
    catalogue = Catalogue.open(settings.catalogue_url)
    with catalogue.writing() as session:
        known = _factories().collection(session, settings)
        session.execute(update(Version).values(read_at=_factories().EPOCH))
    engine = open_engine("memory:")
    follow(catalogue, engine)
    app = create_app(settings, engine)
    app.testing = True
    yield Living(app, known, catalogue, engine)
    app.extensions["mediatheque"].catalogue.close()
    catalogue.close()


class Living(Site):
    def __init__(self, app: Any, known: Any, catalogue: Catalogue, engine: Any) -> None:
        super().__init__(app, known)
        object.__setattr__(self, "catalogue", catalogue)
        object.__setattr__(self, "engine", engine)

    def get(self, address: str, **headers: str) -> Any:
        return self.app.test_client().get(address, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def identifiers(self, address: str = "/recherche.atom?q=assainissement") -> list[str]:
        return [one.id for one in feedparser.parse(self.get(address).data).entries]


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("args", ["q=assainissement", "q=atelier&vue=documents", "q=introuvable", ""])
def test_a_reader_of_feeds_has_nothing_to_complain_of(client: FlaskClient, form: str, args: str) -> None:
    answer = client.get(f"/recherche.{form}?{args}")
    read = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == {"atom": "atom10", "rss": "rss20"}[form]
    assert bool(read.entries) == (args != "q=introuvable")
    for entry in read.entries:
        assert entry.title
        assert entry.link.startswith("http://localhost/")
        assert entry.id.startswith("urn:uuid:")
        assert entry.published_parsed


@pytest.mark.parametrize("args", ["q=assainissement", "q=introuvable", ""])
def test_the_atom_feed_is_as_rfc_4287_says(client: FlaskClient, args: str) -> None:
    feed = etree.fromstring(client.get(f"/recherche.atom?{args}").data)
    assert feed.tag == f"{ATOM}feed"
    _person_and_dates(feed, entry=False)
    links = [(one.get("rel"), one.get("type")) for one in feed.findall(f"{ATOM}link")]
    assert sorted(links) == [("alternate", "text/html"), ("self", "application/atom+xml")]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _person_and_dates(entry, entry=True)
        assert entry.findall(f"{ATOM}content") or entry.find(f"{ATOM}link[@rel='alternate']") is not None
    # 4.1.1: entries follow the feed's own facts; no two have the same identifier and the same date.
    assert [one.tag for one in feed].index(f"{ATOM}entry") > 5 if entries else True
    assert len({(one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}updated")) for one in entries}) == len(entries)


def _person_and_dates(element: Any, *, entry: bool) -> None:
    """Sections 4.1.1 and 4.1.2: what is there exactly once, at most once, and how it is written."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, name
    for name in ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content", "source"):
        assert len(element.findall(f"{ATOM}{name}")) <= 1, name
    known = {"author", "category", "contributor", "id", "link", "title", "updated", "rights"}
    known |= (
        {"content", "published", "source", "summary"} if entry else {"generator", "icon", "logo", "subtitle", "entry"}
    )
    assert {etree.QName(one).localname for one in element} <= known
    assert ":" in element.findtext(f"{ATOM}id")  # 4.2.6: an IRI
    for name in ("updated", "published"):
        for one in element.findall(f"{ATOM}{name}"):  # 3.3: a date with time and zone
            assert datetime.fromisoformat(one.text).tzinfo is not None
    if not entry:
        assert element.findall(f"{ATOM}author")  # 4.1.1: unless every entry has one
    for author in element.findall(f"{ATOM}author"):
        assert len(author.findall(f"{ATOM}name")) == 1
    for text in element.iter(f"{ATOM}content", f"{ATOM}title", f"{ATOM}summary"):
        assert text.get("type", "text") in ("text", "html")
        assert len(text) == 0  # 3.1.1: no child elements in text and html
    for category in element.findall(f"{ATOM}category"):
        assert category.get("term")


def test_the_json_feed_is_as_its_version_says(client: FlaskClient) -> None:
    answer = client.get("/recherche.feed.json?q=assainissement")
    assert answer.mimetype == "application/feed+json"
    feed = json.loads(answer.data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost/recherche.feed.json?q=assainissement"
    assert feed["home_page_url"] == "http://localhost/recherche?q=assainissement"
    assert feed["title"].startswith("assainissement – ")
    (item,) = feed["items"]
    assert {"id", "url", "title", "content_html", "date_published"} <= set(item)
    assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
    assert "<mark>assainissement</mark>" in item["content_html"]


def test_the_three_feeds_tell_the_same_entries(client: FlaskClient) -> None:
    told = [
        [one.id for one in feedparser.parse(client.get(f"/recherche.{form}?q=atelier").data).entries]
        for form in ("atom", "rss")
    ]
    told.append([one["id"] for one in client.get("/recherche.feed.json?q=atelier").json["items"]])
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 2


@pytest.mark.parametrize("form", FEEDS)
def test_feeds_answer_on_every_database(each_site: Any, form: str) -> None:
    client = each_site.app.test_client()
    answer = client.get(f"/recherche.{form}?q=assainissement&intervenant={each_site.known.aline}")
    assert answer.status_code == 200
    assert answer.last_modified is not None
    assert answer.text.count("urn:uuid:") >= 1
    etag = answer.headers["ETag"]
    again = client.get(answer.request.full_path, headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize("form", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(living: Any, form: str) -> None:
    address = f"/recherche.{form}?q=assainissement"
    first = living.get(address)
    etag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.status_code == 200
    for asked in (
        {"If_None_Match": etag},
        {"If_None_Match": f"W/{etag}"},
        {"If_None_Match": f'"other", W/{etag}, "another"'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": date},
        {"If_None_Match": etag, "If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
    ):
        again = living.get(address, **asked)
        assert (again.status_code, again.data) == (304, b""), asked
        assert again.headers["ETag"] == etag
    for asked in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": date},
        {"If_Modified_Since": format_datetime(parsedate_to_datetime(date) - timedelta(seconds=1), usegmt=True)},
        {"If_Modified_Since": "no date"},
    ):
        assert living.get(address, **asked).status_code == 200, asked
    assert living.get(f"{address}&type=minutes", If_None_Match=etag).status_code == 200


def test_indexing_and_reading_again_add_no_entry_and_change_nothing(living: Any) -> None:
    before = {form: living.get(f"/recherche.{form}?q=assainissement") for form in FEEDS}
    rebuild(living.catalogue, living.engine)
    for form in FEEDS:
        etag = before[form].headers["ETag"]
        assert living.get(f"/recherche.{form}?q=assainissement", If_None_Match=etag).status_code == 304
    with living.catalogue.writing() as session:
        _cut_anew(session, living.known.water)
    follow(living.catalogue, living.engine)
    rebuild(living.catalogue, living.engine)
    after = feedparser.parse(living.get("/recherche.atom?q=assainissement").data)
    known = feedparser.parse(before["atom"].data)
    facts = [[(one.id, one.title, one.published, one.updated) for one in feed.entries] for feed in (known, after)]
    assert facts[0] == facts[1]
    assert (known.feed.id, known.feed.updated) == (after.feed.id, after.feed.updated)


def _cut_anew(session: Any, pid: str) -> None:
    """Every passage in two, under new pids: the worst that a re-reading can do."""
    document = session.get_one(Document, pid)
    version = document.current
    for passage in list(version.passages):
        middle, place = len(passage.text) // 2, passage.position * 2
        halves = (passage.text[:middle], passage.text[middle:])
        version.passages.remove(passage)
        version.passages += [Passage(position=place + n, kind=passage.kind, text=half) for n, half in enumerate(halves)]
    version.read_at = datetime.now(UTC)
    changed(document)
    session.flush()


def test_only_an_addition_is_news(living: Any) -> None:
    address = "/recherche.atom?q=assainissement"
    first = living.get(address)
    before = living.identifiers()
    with living.catalogue.writing() as session:
        library = _factories().Library(session, living.app.extensions["mediatheque"].files)
        added = library.document("Un bilan de l’assainissement", b"autre texte", added_at=datetime.now(UTC))
        library.passage(added, "Dix ans d’assainissement à Saint-Louis.")
    follow(living.catalogue, living.engine)
    assert living.get(address, If_None_Match=first.headers["ETag"]).status_code == 200
    assert living.get(address, If_Modified_Since=first.headers["Last-Modified"]).status_code == 200
    (new,) = set(living.identifiers()) - set(before)
    assert living.identifiers()[0] == new
    with living.catalogue.writing() as session:
        document = session.scalars(select(Document).filter_by(title="Un bilan de l’assainissement")).one()
        document.title = "Un autre titre"
        changed(document)
    follow(living.catalogue, living.engine)
    assert living.identifiers() == [new, *before]  # a title is no identifier


def test_a_document_is_news_on_the_day_on_which_it_opens(living: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "/recherche.atom?q=assainissement"
    with living.catalogue.writing() as session:
        water = session.get_one(Document, living.known.water)
        diffusion.diffuse(session, [water], "staff", "2030-01-31", "Anne")
    follow(living.catalogue, living.engine)
    before = living.get(address)
    assert feedparser.parse(before.data).entries == []
    monkeypatch.setattr(diffusion, "today", lambda: "2030-01-31")
    follow(living.catalogue, living.engine)
    (entry,) = feedparser.parse(living.get(address).data).entries
    assert entry.published.startswith("2030-01-31")
    assert living.get(address, If_Modified_Since=before.headers["Last-Modified"]).status_code == 200


def test_what_is_withdrawn_leaves_the_feed_at_once(living: Any) -> None:
    address = "/recherche.atom?q=assainissement"
    first = living.get(address)
    with living.catalogue.writing() as session:
        withdrawing.withdraw(session, session.get_one(Document, living.known.water), "Essai.", "Anne")
    again = living.get(address, If_None_Match=first.headers["ETag"], If_Modified_Since=first.headers["Last-Modified"])
    assert again.status_code == 200  # the index is not even told yet
    assert feedparser.parse(again.data).entries == []
    assert living.get(address, If_Modified_Since=first.headers["Last-Modified"]).status_code == 200


def test_identifiers_do_not_depend_on_the_host(living: Any) -> None:
    opened = living.app.extensions["mediatheque"]
    elsewhere = create_app(Settings(home=opened.settings.home), opened.engine).test_client()
    there = feedparser.parse(elsewhere.get("/recherche.atom?q=assainissement", base_url="http://ailleurs.example").data)
    assert [one.id for one in there.entries] == living.identifiers()
    here = feedparser.parse(living.get("/recherche.atom?q=assainissement").data)
    assert here.feed.id == there.feed.id
    assert [one.link.startswith("https://mediatheque.example/fonds/p/") for one in here.entries] == [True]
    elsewhere.application.extensions["mediatheque"].catalogue.close()


def test_a_feed_of_words_never_widens_them(client: FlaskClient) -> None:
    assert client.get("/recherche.json?q=compost+pompage").json["total"] > 0
    assert feedparser.parse(client.get("/recherche.atom?q=compost+pompage").data).entries == []


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_title_that_no_xml_can_hold_spoils_no_feed(living: Any, form: str) -> None:
    with living.catalogue.writing() as session:
        session.get_one(Document, living.known.water).title = "L’eau \x0b\x1f]]> <b>&amp;\ufffe"
    read = feedparser.parse(living.get(f"/recherche.{form}?q=assainissement").data)
    assert not read.bozo
    assert read.entries[0].id == living.identifiers()[0]


def test_a_kept_search_is_followed_at_its_own_address(living: Any) -> None:
    kept = living.app.test_client().post("/r/", data={"q": "assainissement"}, headers={"Sec-Fetch-Site": "same-origin"})
    address = kept.location.removeprefix("/fonds")
    for form in ("atom", "rss"):
        answer = living.get(f"{address}.{form}")
        read = feedparser.parse(answer.data)
        assert not read.bozo
        assert [one.id for one in read.entries] == living.identifiers()
        assert f'href="https://mediatheque.example/fonds{address}.{form}"' in answer.text
        assert living.get(f"{address}.{form}", If_None_Match=answer.headers["ETag"]).status_code == 304
    assert living.get(f"{address}.feed.json").json["home_page_url"] == f"https://mediatheque.example/fonds{address}"
