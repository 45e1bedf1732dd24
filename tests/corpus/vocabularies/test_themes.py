from corpus.vocabularies.themes import themes


def test_ids_are_unique_and_every_theme_has_a_group() -> None:
    held = themes()
    ids = [t.id for t in (*held.themes, *held.groups)]
    assert len(ids) == len(set(ids))
    groups = {g.id for g in held.groups}
    assert all(t.broader in groups for t in held.themes)


def test_every_theme_can_be_met() -> None:
    for theme in themes().themes:
        assert theme.label
        assert len(theme.alternates) + len(theme.triggers) >= 3, theme.id


def test_a_theme_is_found_by_its_id() -> None:
    theme = themes().theme("eau-assainissement")
    assert theme is not None
    assert theme.label == "Eau et assainissement"
    assert themes().theme("nothing-such") is None
