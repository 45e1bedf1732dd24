"""A quotation keeps its words and its address, and is found wherever its words went."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy.orm import Session

from corpus.catalogue import quoting, register
from corpus.catalogue.models import Document, Given, Passage, Quotation, StoredFile, Succession, Version, now
from corpus.errors import NotFound, TooManyQuotations, UnfitQuotation, Withdrawn
from corpus.installation import Installation

FIRST = "Le marché rouvre en mai. Les étals seront couverts et l’eau arrivera au centre de la place. Merci à tous."
SECOND = "Nous payerons la part de la commune. Les étals seront couverts et l’eau arrivera au centre de la place."
QUOTED = "Les étals seront couverts et l’eau arrivera au centre de la place."


def deposit(session: Session, document: Document, *texts: str) -> list[Passage]:
    """A new version of `document` with these passages."""
    file = StoredFile(sha256=secrets.token_hex(32), size=1)
    version = Version(stored_file=file, filename="a.txt", number=len(document.versions) + 1)
    version.passages = [Passage(kind="section", position=place, text=text) for place, text in enumerate(texts)]
    document.versions.append(version)
    session.flush()
    return version.passages


@pytest.fixture
def session(installation: Installation):
    with installation.catalogue.writing() as opened:
        yield opened


@pytest.fixture
def document(session: Session) -> Document:
    made = Document(title="Compte rendu du marché")
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def passages(session: Session, document: Document) -> list[Passage]:
    return deposit(session, document, FIRST, SECOND)


def read_anew(session: Session, old: list[Passage], *texts: str) -> list[Passage]:
    """Read the document of `old` as `texts`; nothing of the old version stays."""
    document = old[0].version.document
    document.versions.remove(old[0].version)
    session.flush()
    return deposit(session, document, *texts)


def shown(standing: quoting.Standing) -> list[str]:
    return [one.passage.text[one.start : one.end] for one in standing.parts]


def test_the_same_sentence_has_one_address(session: Session, passages: list[Passage]) -> None:
    place = FIRST.index("étals")
    made = quoting.quote(session, passages[0], place, place + 5)
    assert made.words == QUOTED
    assert quoting.quote(session, passages[0], place + 20, place + 21) is made
    assert quoting.quote_words(session, passages[0], "LES ETALS seront  couverts") is made
    other = quoting.quote(session, passages[1], SECOND.index("étals"), SECOND.index("étals") + 1)
    assert other.pid != made.pid
    two = quoting.quote(session, passages[0], 0, place)
    assert two.words == "Le marché rouvre en mai. " + QUOTED
    lines = session.query(Given).filter_by(kind="quotation").all()
    assert {(one.pid, register.words_of(one)) for one in lines} == {(one.pid, one.words) for one in (made, other, two)}
    assert {one.document_pid for one in lines} == {passages[0].version.document_pid}


def test_two_like_sentences_of_a_passage_are_two(session: Session, document: Document):
    (passage,) = deposit(session, document, f"Oui, bien sûr. {FIRST} Oui, bien sûr. Au revoir.")
    first = quoting.quote(session, passage, 0, 1)
    last = quoting.quote(session, passage, len(passage.text) - 25, len(passage.text) - 20)
    assert (first.words, last.words) == ("Oui, bien sûr.", "Oui, bien sûr.")
    assert first.pid != last.pid
    assert quoting.quote_words(session, passage, "bien sûr", "Merci à tous. Oui, ").pid == last.pid
    places = [quoting.standing(session, one).parts[0].start for one in (first, last)]
    assert places == [0, passage.text.rindex("Oui")]
    same = deposit(session, document, "Bis. " * 40)[0]
    assert quoting.quote(session, same, 100, 101) is quoting.quote(session, same, 105, 106)  # nothing tells them apart


def test_what_cannot_be_quoted(session: Session, document: Document) -> None:
    empty, long = deposit(session, document, " \n", "Une phrase assez courte. " * 200)
    for passage, start, end in ((empty, 0, 1), (long, 0, 4000)):
        with pytest.raises(UnfitQuotation):
            quoting.quote(session, passage, start, end)
    with pytest.raises(UnfitQuotation):
        quoting.quote_words(session, long, "rien de tel nulle part ici")
    with pytest.raises(UnfitQuotation):
        quoting.quote_words(session, long, "x" * 100_000)
    assert session.query(Quotation).count() == 0


def test_quotations_do_not_come_as_a_flood(session: Session, passages: list[Passage], monkeypatch) -> None:
    monkeypatch.setattr(quoting, "MOST_AN_HOUR", 1)
    made = quoting.quote(session, passages[0], 0, 1)
    assert quoting.quote(session, passages[0], 0, 1) is made
    with pytest.raises(TooManyQuotations):
        quoting.quote(session, passages[1], 0, 1)


CUT = ["Les étals seront couverts et l’eau", "arrivera au centre de la place."]
MISREAD = "Les étais scront couverts et I'eau arriverà au ccntre de la placc."
BROKEN = "Les étals se-\nront couverts et l'eau arri- vera au centre de la place."
READINGS = {
    "same": ([FIRST, SECOND], [QUOTED]),
    "joined": (["Autre chose. " + FIRST + " " + SECOND], [QUOTED]),
    "split": (["Le marché rouvre en mai.", QUOTED, "Merci à tous.", SECOND], [QUOTED]),
    "cut through": (["Le marché rouvre. " + CUT[0], CUT[1] + " Merci."], CUT),
    "recognised": ([f"Le rnarché rouvre en rnai. {MISREAD} Merci."], [MISREAD]),
    "lines": ([f"Le marché rouvre en\nmai. {BROKEN}"], [BROKEN]),
}


@pytest.mark.parametrize("reading", READINGS)
def test_words_are_found_after_another_reading(session: Session, passages: list[Passage], reading: str) -> None:
    texts, expected = READINGS[reading]
    made = quoting.quote(session, passages[0], FIRST.index("étals"), FIRST.index("étals") + 3)
    read_anew(session, passages, *texts)
    today = quoting.standing(session, made)
    assert shown(today) == expected
    assert today.likeness > 0.75
    assert today.same == (today.likeness == 1.0)
    assert made.words == QUOTED


def test_where_the_words_went_counts_before_where_they_also_are(session: Session, passages: list[Passage]) -> None:
    made = quoting.quote(session, passages[1], SECOND.index("étals"), SECOND.index("étals") + 3)
    new = read_anew(session, passages, FIRST, SECOND)
    session.add(Succession(old_pid=made.passage_pid, new_pid="intermediate"))
    session.add(Succession(old_pid="intermediate", new_pid=new[1].pid))
    session.flush()
    assert quoting.standing(session, made).parts[0].passage is new[1]


def test_words_that_are_gone_are_kept(session: Session, passages: list[Passage]) -> None:
    made = quoting.quote(session, passages[0], 0, 40)
    read_anew(session, passages, "Un tout autre texte, sur les chemins de fer et leurs gares.")
    assert quoting.standing(session, made) == quoting.Standing()
    assert quoting.quotation_at(session, made.pid).words.endswith(QUOTED)


def test_words_that_became_a_heading_are_noticed(session: Session, passages: list[Passage]) -> None:
    made = quoting.quote(session, passages[0], 0, 1)
    new = read_anew(session, passages, "Un tout autre texte.", "Les étals sont chers et la place est petite.")
    assert quoting.headed(session, made) is None
    new[1].heading = "LE MARCHÉ ROUVRE EN MAI"
    session.flush()
    assert quoting.headed(session, made) is new[1]
    assert quoting.standing(session, made) == quoting.Standing()


def test_what_was_never_quoted_or_was_withdrawn(session: Session, passages: list[Passage]) -> None:
    made = quoting.quote(session, passages[0], 0, 1)
    with pytest.raises(NotFound):
        quoting.quotation_at(session, "0000000000b")
    document = passages[0].version.document
    document.withdrawn_at, document.withdrawn_reason = now(), "Demande de l’auteur."
    with pytest.raises(Withdrawn) as told:
        quoting.quotation_at(session, made.pid)
    assert (told.value.title, told.value.reason) == (document.title, "Demande de l’auteur.")
