"""The pages speak French, and English to who prefers it; no string waits for its translator."""

from __future__ import annotations

import gettext

from babel.messages.catalog import Catalog
from flask.testing import FlaskClient

from search.web import translating


def _strings(catalog: Catalog) -> set[str]:
    return {str(message.id) for message in catalog if message.id}


def test_every_string_is_translated() -> None:
    gathered, english = _strings(translating.gather()), translating.read("en")
    assert len(gathered) > 200
    assert gathered - _strings(english) == set(), "python -m search.web.translating"
    assert _strings(english) - gathered == set(), "python -m search.web.translating"
    assert translating.untranslated(english) == []


def test_what_the_site_reads_is_what_the_translator_wrote() -> None:
    with translating.path_of("en").with_suffix(".mo").open("rb") as source:
        read = gettext.GNUTranslations(source)
    for message in translating.read("en"):
        if isinstance(message.id, (list, tuple)):
            assert (read.ngettext(*message.id, 1), read.ngettext(*message.id, 5)) == tuple(message.string)
        elif message.id:
            assert read.gettext(message.id) == message.string


def test_placeholders_survive_translation() -> None:
    for message in translating.read("en"):
        if message.id:
            assert message.check() == []


def test_the_language_is_the_readers(client: FlaskClient) -> None:
    assert '<html lang="fr">' in client.get("/").text
    assert '<html lang="fr">' in client.get("/", headers={"Accept-Language": "de,fr;q=0.8"}).text
    english = client.get("/recherche?q=eau", headers={"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"})
    assert '<html lang="en">' in english.text
    assert ">Filters<" in english.text
    assert {"Accept-Language", "Cookie"} <= set(english.vary)


def test_a_chosen_language_is_kept(client: FlaskClient) -> None:
    assert "Accessibility statement" in client.get("/accessibilite?lang=en").text
    assert "Accessibility statement" in client.get("/accessibilite").text
    assert "Déclaration d’accessibilité" in client.get("/accessibilite?lang=fr").text


def test_dates_follow_the_language(client: FlaskClient) -> None:
    assert "10\u00a0décembre\u00a02009" in client.get("/recherche?q=eau").text
    assert "December 10, 2009" in client.get("/recherche?q=eau&lang=en").text
