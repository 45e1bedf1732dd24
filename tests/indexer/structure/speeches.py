"""What the invented documents of these tests have in common: two speeches, and how who speaks is told in a line."""

from __future__ import annotations

from collections.abc import Callable

from indexer.enrich.speakers import persons
from indexer.extract import Extraction
from indexer.structure.cutting import cut

Document = Callable[[str], Extraction]

LONG = (
    "Nous avons commencé par écouter les habitants, quartier après quartier, avant de décider quoi que ce soit. "
    "Cela a pris deux hivers, et personne ne le regrette aujourd'hui."
)
MORE = (
    "La deuxième étape fut plus difficile, car il fallait trouver de quoi payer les fontainiers sans augmenter "
    "le prix. Les deux villes ont partagé la dépense."
)


def spoken(extraction: Extraction) -> list[str]:
    """What is said, a line a passage: who, and the first words."""
    cuts, _ = persons(cut(extraction))
    lines = []
    for c in cuts:
        if c.kind in ("intervention", "question", "answer"):
            who = c.speaker or (f"({c.speaker_as_printed})" if c.speaker_as_printed else "-")
            lines.append(f"{who} | {c.text}")
    return lines


def as_spoken(found: list[str], expected: list[str]) -> bool:
    """Whether each line begins as it should, apostrophes and hyphens aside."""

    def flat(line: str) -> str:
        return " ".join(line.replace("'", " ").replace(",", " ").replace("-t-il", " ").split())

    return len(found) == len(expected) and all(
        flat(f).startswith(flat(e)) for f, e in zip(found, expected, strict=True)
    )
