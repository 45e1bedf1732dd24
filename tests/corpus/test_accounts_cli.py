"""The commands for accounts: opened, listed, given a link, closed; nothing secret is told but the link."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from corpus import first_key
from corpus.accounts_cli import account
from corpus.catalogue import accounts, resets
from corpus.errors import BadValue, LastAdministrator
from corpus.installation import Installation

PASSWORD = "sept puits à Kayes"  # noqa: S105 (of nobody)


def told(installation: Installation, *words: str) -> str:
    answer = CliRunner(env={"MEDIATHEQUE_PASSWORD": PASSWORD}).invoke(account, [*words], obj=installation)
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.output


def test_accounts_are_opened_listed_given_a_link_and_closed(installation: Installation):
    home = installation.settings.home_path
    first_key.key(home)
    told(installation, "add", "Ida", "--role", "administrator")
    told(installation, "add", "Rémi", "--role", "editor")
    assert not (home / first_key.NAME).exists()  # nobody makes a first account any more
    assert not first_key.fits(home, "")
    link = told(installation, "reset", "rémi")
    key = re.search(r"http://127\.0\.0\.1:5000/bureau/mot-de-passe\?lien=([\w-]{20,})", link)[1]
    with installation.catalogue.session() as session:
        assert resets.owner(session, key).name == "Rémi"
    assert told(installation, "close", "Rémi") == "Compte fermé : Rémi.\n"
    assert told(installation, "list").splitlines() == ["Ida : administrator", "Rémi : editor (fermé)"]
    assert accounts.enter(installation.catalogue, "Rémi", PASSWORD) is None


def test_what_cannot_be_done_is_told(installation: Installation):
    told(installation, "add", "Ida", "--role", "administrator")
    with pytest.raises(LastAdministrator, match="dernier compte d'administration"):
        told(installation, "close", "Ida")
    for command in ("reset", "close", "password"):
        with pytest.raises(BadValue, match="aucun compte ne porte ce nom"):
            told(installation, command, "Personne")
