from __future__ import annotations

import pytest
from sqlalchemy import select

from corpus.catalogue import addresses, diffusion, undoing
from corpus.catalogue.models import Act, Document
from corpus.errors import BadValue, NotPublic
from corpus.installation import Installation


def shown(session, day: str | None = None) -> set[str]:
    return set(session.scalars(select(Document.pid).where(diffusion.visible(day))))


@pytest.mark.parametrize(
    ("level", "until", "before", "after"),
    [("public", None, True, True), ("on-site", None, False, False), ("staff", None, False, False),
     ("staff", "2090-06-01", False, True), ("public", "2090-06-01", False, True)],
)  # fmt: skip
def test_who_sees_what_and_when(installation: Installation, known, level, until, before, after):
    with installation.catalogue.writing() as session:
        water = session.get_one(Document, known.water)
        diffusion.diffuse(session, [water], level, until, "Anne")
        for day, expected in (("2090-05-31", before), ("2090-06-01", after)):
            assert (known.water in shown(session, day)) is diffusion.is_visible(water, day) is expected
        assert known.withdrawn not in shown(session)
        assert known.minutes in shown(session)


def test_what_is_closed_says_when_it_opens(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        water = session.get_one(Document, known.water)
        number = diffusion.diffuse(session, [water], "staff", "2090-06-01", "Anne").id
        for find, pid in ((addresses.document_at, known.water), (addresses.passage_at, known.water_first),
                          (addresses.passage_at, known.moved)):  # fmt: skip
            with pytest.raises(NotPublic, match="2090-06-01") as told:
                find(session, pid)
            assert told.value.title == water.title
            find(session, pid, inside=True)
    with installation.catalogue.writing() as session:
        assert session.get_one(Act, number).target_pid == known.water
        undoing.undo(session, number, "Anne")
        addresses.document_at(session, known.water)
    assert picture() == before


@pytest.mark.parametrize(("level", "until"), [("secret", None), ("staff", "demain"), ("staff", "20300101")])
def test_what_is_no_diffusion_is_refused(installation: Installation, known, level, until):
    with installation.catalogue.writing() as session, pytest.raises(BadValue):
        diffusion.diffuse(session, [session.get_one(Document, known.water)], level, until, "Anne")
