"""Other readings of a field are offered beside the best one, never in its place."""

from __future__ import annotations

from corpus.catalogue import describing
from corpus.catalogue.models import Document, Proposal
from corpus.installation import Installation
from indexer.enrich import Guess
from indexer.enrich.alternatives import MOST, OTHER, alternatives
from indexer.extract import Extraction, Paragraph

FRONT = (
    "Les puits de la vallée",
    "Compte rendu de la rencontre du 3 mai 2011",
    "Étude réalisée après la convention du 12 mars 2009",
    "Bourges, salle des fêtes",
)
BEST = (Guess("title", "Les puits de la vallée", 0.9), Guess("date", "2011-05-03", 0.95), Guess("kind", "minutes", 0.9))


def read(*lines: str) -> list[Guess]:
    extraction = Extraction(media_type="text/plain", paragraphs=tuple(Paragraph(one) for one in lines))
    return alternatives(extraction, (), BEST)


def test_what_else_stands_on_the_front_is_offered_with_its_words():
    found = read(*FRONT)
    assert ("other-date", "2009-03-12") in [(one.field, one.value) for one in found]
    assert ("other-kind", "study") in [(one.field, one.value) for one in found]
    assert ("other-place", "Bourges") in [(one.field, one.value) for one in found]
    assert all(one.quotation in FRONT for one in found)


def test_the_best_reading_is_not_offered_again_and_few_are():
    found = read(*FRONT, *(f"Une ligne de plus {number}" for number in range(9)))
    said = {(one.field.removeprefix(OTHER), one.value) for one in found}
    assert said.isdisjoint({(one.field, one.value) for one in BEST})
    assert max(sum(one.field == field for one in found) for field in {one.field for one in found}) <= MOST


def test_a_notice_never_shows_them_by_itself(installation: Installation):
    with installation.catalogue.writing() as session:
        document = Document()
        session.add(document)
        session.flush()
        describing.propose(session, document.pid, [Proposal(field="other-date", value="2009", score=0.3)])
        describing.settle(session, document)
        assert (document.date, document.title) == (None, "Sans titre")
