from __future__ import annotations

from dataclasses import fields

import pytest

from corpus.errors import BadSetting
from corpus.settings import Settings


def test_defaults_stand_inside_the_home():
    settings = Settings.from_environ({"MEDIATHEQUE_HOME": "/srv/med"})
    assert settings.catalogue_url == "sqlite:////srv/med/catalogue.db"
    assert settings.index_url == "whoosh:/srv/med/index"
    assert str(settings.files_path) == "/srv/med/fichiers"


def test_each_setting_is_read_from_the_environment():
    given = {"MEDIATHEQUE_PORT": "8080", "MEDIATHEQUE_NAME": "Le Centre", "MEDIATHEQUE_FILES": "file:/mnt/f"}
    settings = Settings.from_environ(given)
    assert (settings.port, settings.name, str(settings.files_path)) == (8080, "Le Centre", "/mnt/f")


def test_a_number_that_is_none_is_told():
    with pytest.raises(BadSetting, match="MEDIATHEQUE_PORT"):
        Settings.from_environ({"MEDIATHEQUE_PORT": "cinq mille"})


def test_each_setting_has_its_help():
    assert all(len(one.metadata["help"]) > 15 for one in fields(Settings))
