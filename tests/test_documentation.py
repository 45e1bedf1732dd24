"""The README is held true: every setting, every command and every dependency is named."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from corpus.cli import build
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("setting", [f"MEDIATHEQUE_{one.name.upper()}" for one in fields(Settings)])
def test_each_setting_is_in_the_readme(setting: str):
    assert f"`{setting}`" in README


@pytest.mark.parametrize("command", sorted(build().commands))
def test_each_command_is_in_the_readme_and_has_a_french_help(command: str):
    assert f"`mediatheque {command}" in README
    text = build().commands[command].get_short_help_str(100)
    assert re.search(r"\b(le|la|les|des|un|une|ce|que|sans|comme)\b|\bl'", text)


@pytest.mark.parametrize("dependency", [re.split(r"[<>=]", one)[0] for one in PROJECT["project"]["dependencies"]])
def test_each_dependency_has_its_reason(dependency: str):
    table = README[README.index("## Dépendances") :].lower()
    assert dependency.lower() in table


def test_the_pictures_and_files_that_the_readme_shows_exist():
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_top_level_holds_only_what_was_agreed():
    usual = {"docs", "Makefile", "LICENSE", "CHANGELOG.md", "README.md", "pyproject.toml", "var"}
    rooms = {"indexer", "search", "corpus", "templates", "tests"}
    found = {one.name for one in ROOT.iterdir() if not one.name.startswith(".")}
    assert {one for one in found - usual - rooms if not one.endswith(".lock")} == set()


def test_continuous_integration_calls_the_test_command_of_the_readme():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in README
