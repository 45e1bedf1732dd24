"""How text looks, as far as mark-up says it: what is said nearer wins over what is inherited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Properties in force; None where nothing has been said yet."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """These properties, and those of `below` where these say nothing."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.size if self.size is None else self.size,
            below.hidden if self.hidden is None else self.hidden,
        )


UNSAID = Look()
