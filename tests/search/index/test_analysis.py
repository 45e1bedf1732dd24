from __future__ import annotations

import pytest

from search.index.analysis import fold, stem_of, tokens


def words(text: str) -> list[str]:
    return [t.form for t in tokens(text) if not t.stop]


def stems(text: str) -> list[str]:
    return [t.stem for t in tokens(text) if not t.stop]


@pytest.mark.parametrize("apostrophe", "'’‘ʼ´`′＇")
@pytest.mark.parametrize("elided", ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "QU"])
def test_an_elided_word_is_put_aside_whatever_the_apostrophe(elided: str, apostrophe: str):
    text = f"{elided}{apostrophe}oasis"
    assert words(text) == ["oasis"]
    assert [text[t.start : t.end] for t in tokens(text)][-1] == "oasis"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("aujourd’hui", ["aujourdhui"]),
        ("jusqu'aujourd'hui", ["aujourdhui"]),
        ("la presqu'île", ["presquile"]),
        ("le conseil prud'homal", ["conseil", "prudhomal"]),
        ("s’entr’aider", ["entraider"]),
        ("une grand-mère, une grand'mère", ["grand", "mere", "grandmere"]),
        ("quelqu'un", []),
        ("Mme O'Nell", ["mme", "o", "nell"]),
        ("Saint-Flour", ["saint", "flour"]),
        ("Saint-\nFlour", ["saint", "flour"]),
        ("l’assainis-\nsement", ["assainissement"]),
        ("assainis\u00adsement", ["assainissement"]),
        ("as\u200bsainis\u00ad\u00adsement", ["assainissement"]),
        ("ﬁnancement eﬀectif", ["financement", "effectif"]),
        ("Œuvres, cœur, ex æquo", ["oeuvres", "coeur", "ex", "aequo"]),
        ("e\u0301tape étape ÉTAPE", ["etape", "etape", "etape"]),
        ("l'O.N.G. et les O.N.G, l’ONG", ["ong", "ong", "ong"]),
        ("un projet A.B.C.D. neuf", ["projet", "abcd", "neuf"]),
        ("fin. Debut", ["fin", "debut"]),
        ("1998-2004, 3e étage, 12 000 €", ["1998", "2004", "3e", "etage", "12", "000"]),
        ("le bassin¹ et la pompe²", ["bassin", "pompe"]),
        ("eau/énergie (eau;énergie)", ["eau", "energie", "eau", "energie"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("… — « » !", []),
    ],
)
def test_what_is_read_as_words(typed: str, expected: list[str]):
    assert words(typed) == expected


@pytest.mark.parametrize(
    "family",
    [
        "réservoir réservoirs Réservoirs RESERVOIR reservoirs",
        "élu élus élue élues elu ELUS",
        "jumelé jumelée jumelés jumelées jumelees",
        "loi lois",
        "emploi emplois",
        "média médias medias",
        "bureau bureaux",
        "canal canaux",
        "régional régionale régionaux régionales",
        "évènement événement événements evenements",
        "forêt forêts foret",
        "collectivité collectivités collectivite",
        "vallée vallées vallee",
        "africain africaine africains africaines",
        "ONG O.N.G. ong ongs",
        "jeu jeux",
        "aide aides aider",
        "mer mers",
        "ami amis amie amies",
        "Mali MALI",
    ],
)
def test_forms_of_one_word_share_a_stem(family: str):
    assert len(set(stems(family))) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "eau feu",
        "forêt forage",
        "2009 2010",
        "ville village",
        "Mali mal",
        "Algérie Alger",
        "Loire Loir",
        "Tunis Tunisie",
    ],
)
def test_different_words_keep_different_stems(pair: str):
    assert len(set(stems(pair))) == 2


def test_every_token_knows_its_place_in_the_original_text():
    text = "L’œuvre d'un\u00ad réseau : coopé-\nration (O.N.G.) à Saint-Flour !"
    found = {text[t.start : t.end]: t.stem for t in tokens(text) if not t.stop}
    assert list(found) == ["œuvre", "réseau", "coopé-\nration", "O.N.G.", "Saint", "Flour"]
    assert [t.position for t in tokens(text)] == list(range(len(list(tokens(text)))))


def test_stop_words_stay_for_phrases_but_are_told_apart():
    assert [(t.form, t.stop) for t in tokens("le droit à l'eau")] == [
        ("le", True),
        ("droit", False),
        ("a", True),
        ("l", True),
        ("eau", False),
    ]


def test_the_displayed_word_keeps_its_accents_and_its_own_apostrophe():
    assert [t.word for t in tokens("RÉSEAU aujourd’hui")] == ["réseau", "aujourd'hui"]


@pytest.mark.parametrize("form", ["a", "eau", "aiguille", "yeux", "y", "ayons", "2009", "eeee", "saas", "us", "oeuvre"])
def test_a_stem_begins_like_its_word(form: str):
    # the index finds prefixes by the first two letters of the stem
    assert stem_of(form)[:2] == form[:2]


def test_folding_twice_changes_nothing():
    text = "Œuvre ÉTÉ ﬁn Ça naïf ½ ™ İ"
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("odd", ["\ud800", "\x00eau\x00", "́", "a" * 50_000, "-\n" * 500, "'" * 1_000, "a'" * 1_000])
def test_odd_text_is_no_accident(odd: str):
    assert all(odd[t.start : t.end] for t in tokens(odd))
