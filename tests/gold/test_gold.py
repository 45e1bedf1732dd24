from pathlib import Path

import pytest

from tests.gold import check, make
from tests.gold.script import read

HERE = Path(__file__).parent
SOURCES = sorted((HERE / "sources").glob("*.txt"))


@pytest.mark.parametrize("gold", check.golds(), ids=lambda gold: gold.stem)
def test_the_gold_says_what_the_files_say(gold: Path) -> None:
    assert check.faults(gold) == []


def test_what_is_put_aside_lies_apart() -> None:
    aside = {path.stem for path in (HERE / "aside" / "gold").glob("*.json")}
    measured = {path.stem for path in (HERE / "measured" / "gold").glob("*.json")}
    assert aside == make.held_out()
    assert aside | measured == {path.stem for path in SOURCES}
    assert not aside & measured


def test_no_style_is_only_among_those_put_aside() -> None:
    texts = [read(path) for path in SOURCES]
    learnt = {style for text in texts if text.stem not in make.held_out() for style in text.notice["styles"]}
    assert {style for text in texts for style in text.notice["styles"]} <= learnt


def test_every_style_of_the_field_is_there() -> None:
    assert {style for path in SOURCES for style in read(path).notice["styles"]} == set(range(1, 13))


def test_a_third_is_scanned_too() -> None:
    scanned = [path for path in SOURCES if read(path).layout.get("scan")]
    assert len(scanned) * 3 >= len(SOURCES)
