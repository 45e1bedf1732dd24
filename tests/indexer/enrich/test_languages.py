from indexer.enrich.languages import language

FRENCH = (
    "La ville a signé une convention avec ses partenaires et les habitants y ont participé cette année avec leurs amis."
)
ENGLISH = (
    "The city has signed an agreement and its people have taken part in it this year with their friends by the sea."
)


def test_running_text_is_recognised() -> None:
    french, english = language(FRENCH), language(ENGLISH)
    assert french is not None
    assert english is not None
    assert (french.value, english.value) == ("fr", "en")


def test_the_answer_never_changes() -> None:
    assert len({language(FRENCH + " " + ENGLISH) for _ in range(5)}) == 1


def test_a_few_words_are_not_guessed() -> None:
    assert language("Actes du colloque") is None
    assert language("") is None
    assert language("12 " * 30) is None
