import pytest

from indexer.enrich import TerritoryFound
from indexer.enrich.territories import territories
from indexer.structure import Cut, Person


def found(text: str, *persons: str) -> dict[str, TerritoryFound]:
    people = [Person(name, (name,)) for name in persons]
    return {t.name: t for t in territories([Cut("section", text)], people)}


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("La ville de Rennes accueille la rencontre.", "Rennes", "commune", "FR"),
        ("une délégation venue du Portel", "Le Portel", "commune", "FR"),
        ("le département du Nord finance le projet", "Nord", "department", "FR"),
        ("la Région Nord-Pas de Calais", "Nord-Pas-de-Calais", "region", "FR"),
        ("un voyage à Saint-Louis du Sénégal", "Saint-Louis", "commune", "SN"),
        ("la ville marocaine de Figuig", "Figuig", "commune", "MA"),
        ("avec Naplouse en Palestine", "Naplouse", "commune", "PS"),
        ("les pays du Maghreb", "Maghreb", "area", None),
        ("elle vit au Burkina Faso", "Burkina Faso", "country", "BF"),
        ("le conseil général de la Creuse", "Creuse", "department", "FR"),
        ("les communes de la Vienne", "Vienne", "department", "FR"),
        ("le cercle de Bandiagara", "Bandiagara", "area", "ML"),
        ("la région de Kayes au Mali", "Kayes", "region", "ML"),
        ("nos amis de Bruxelles et d'Anvers", "Anvers", "commune", "BE"),
        ("la Communauté urbaine de Dunkerque", "Communauté urbaine de Dunkerque", "intercommunality", "FR"),
        ("Lille Métropole a adhéré", "Lille Métropole", "intercommunality", "FR"),
        ("l'amitié France-Allemagne", "Allemagne", "country", "DE"),
        ("la route Paris-Londres-Rotterdam", "Londres", "commune", "GB"),
        ("dans un village de Bretagne", "Bretagne", "region", "FR"),
        ("un voyage à Tours", "Tours", "commune", "FR"),
        ("Le Mans soutient un lycée", "Le Mans", "commune", "FR"),
        ("les pays du Haut Atlas", "Haut Atlas", "area", "MA"),
        ("elle travaille au Texas", "Texas", "region", "US"),
    ],
)
def test_territories_by_their_usual_names(text: str, name: str, kind: str, country: str | None) -> None:
    held = found(text)
    assert name in held
    assert (held[name].kind, held[name].country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Il faut y aller. Ville et campagne vivent ensemble. Vice et vertu.", {"Il", "Ville", "Vice"}),
        ("Le rapport Nord-Sud, l'Ouest et le Sud", {"Nord", "Sud", "Ouest"}),
        ("le réseau Cités Unies France et France Volontaires", {"France"}),
        ("M. Lorient et Mme Claire Vannes prennent la parole", {"Lorient", "Vannes"}),
        ("Paul BREST ouvre la séance", {"Brest"}),
        ("rendez-vous au 12 rue de Nantes", {"Nantes"}),
        ("depuis le sommet de Copenhague", {"Copenhague"}),
        ("Dominique Martin et Maurice Leblanc", {"Dominique", "Île Maurice", "Maurice"}),
        ("la réunion a eu lieu. La réunion suivante", {"La Réunion"}),
        ("l'agence de l'eau Artois-Picardie", {"Picardie"}),
        ("Anne Polignac parle. Polignac se tait.", {"Polignac"}),
        ("le duc de Nemours et Charles de Melun", {"Nemours", "Melun"}),
        ("au carrefour du Carrefour des solidarités", {"Carrefour"}),
        ("le Département de la Justice à Trump", {"Justice", "Trump"}),
        ("la Seine-et-Oise d'autrefois", {"Oise"}),
    ],
)
def test_what_only_looks_like_a_territory(text: str, never: set[str]) -> None:
    assert not never & set(found(text))


def test_speakers_are_masked_first() -> None:
    assert "Nicolet" not in found("Claude Nicolet répond à Luc Bailleul.", "Claude Nicolet", "Luc Bailleul")
    assert not found("Luc Bailleul répond.", "Luc Bailleul")


def test_a_sense_said_once_holds_for_the_whole_document() -> None:
    held = found("La ville de Saint-Louis au Sénégal a signé. Plus tard, Saint-Louis a rappelé ses projets.")
    assert held["Saint-Louis"].forms == {"Saint-Louis": 2}
    assert held["Saint-Louis"].country == "SN"


def test_a_name_no_gazetteer_has_is_a_candidate() -> None:
    held = found("La commune de Tarabouko, au Mali, a creusé un puits. À Tarabouko, l'eau est rare.")
    assert held["Tarabouko"].candidate
    assert (held["Tarabouko"].kind, held["Tarabouko"].country) == ("commune", "ML")
    assert held["Tarabouko"].forms == {"Tarabouko": 2}


def test_an_unknown_name_is_a_candidate_when_it_stands_where_places_stand() -> None:
    held = found("La ville de Rennes va à Bamako et à Tarabouko, au Mali.")
    assert held["Tarabouko"].candidate
    assert held["Tarabouko"].country == "ML"
    held = found("À Tarabouko, on danse. Les enfants de Tarabouko chantent.")
    assert held["Tarabouko"].candidate


def test_an_unknown_name_that_acts_is_nobody_s_town() -> None:
    assert found("Zorbec a dit oui. Puis Zorbec est parti. On parle à Zorbec.") == {}


def test_of_two_namesakes_the_one_of_the_departement_named_is_meant() -> None:
    held = found("Le département de la Seine-Saint-Denis et la ville de Saint-Denis ont signé.")
    assert held["Saint-Denis"].code == "93066"


def test_codes_passages_and_pages_are_given() -> None:
    cuts = [
        Cut("section", "Rien ici.", page_first=1, page_last=1),
        Cut("section", "Avant.\nLa ville de Rennes accueille.", page_first=2, page_last=3, breaks=((7, 3),)),
    ]
    (rennes,) = territories(cuts)
    assert (rennes.code, rennes.passages, rennes.page) == ("35238", (1,), 3)
    assert "Rennes" in rennes.quotation


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Un jumelage lie Dinan aux élus de Brive depuis vingt ans.", "Brive", "commune", "FR"),
        ("La communauté urbaine de Strasbourg a voté.", "Communauté urbaine de Strasbourg", "intercommunality", "FR"),
        ("Brest métropole paie les études.", "Brest métropole", "intercommunality", "FR"),
        ("Les élus vont dans la province de Kampot.", "Kampot", "region", "KH"),
        ("Les familles d'Androy et les écoles de la région Anosy.", "Androy", "region", "MG"),
        ("La wilaya de Tamanrasset nous accueille.", "Tamanrasset", "department", "DZ"),
        ("Nos amis de la commune de Douroula.", "Douroula", "commune", "BF"),
        ("Nous venons de Bolivie, de la ville d'El Alto.", "El Alto", "commune", "BO"),
        ("Les jeunes de Palestine vivent à Beit Sahour.", "Beit Sahour", "commune", "PS"),
        ("Les trois communes d'Alsace.", "Alsace", "region", "FR"),
        ("Procès-verbal\nTours, palais des congrès\nTours, Palais des congrès", "Tours", "commune", "FR"),
    ],
)
def test_places_of_the_field_are_known_by_the_names_people_use(text: str, name: str, kind: str, country: str) -> None:
    assert (name, kind, country) in {(one.name, one.kind, one.country) for one in territories([Cut("section", text)])}


@pytest.mark.parametrize(
    "text", ["L'épidémie d'Ebola, en Guinée, est finie.", "M. Brive parle.", "L'association Horizons Loire."]
)
def test_what_only_bears_a_name_of_place_is_none(text: str) -> None:
    assert {one.name for one in territories([Cut("section", text)])} <= {"Guinée"}
