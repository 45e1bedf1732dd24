"""How a passage is called where it needs a name: who speaks, else its heading, else how it begins."""

from __future__ import annotations

_OPENING = 60  # characters of a text that stand for its name


def passage_name(
    speaker: str | None, as_printed: str | None, heading: str | None, session: str | None, text: str
) -> str:
    """The best name that is known; the first words of the text when nothing else is.

    >>> passage_name(None, None, None, None, "Trier, c'est d'abord parler avec les habitants de chaque quartier.")
    "« Trier, c'est d'abord parler avec les habitants de chaque… »"
    """
    return speaker or as_printed or heading or session or opening(text)


def opening(text: str) -> str:
    """The first words of a text as a quotation."""
    words = " ".join(text[: _OPENING * 4].split())
    if len(words) <= _OPENING:
        return f"« {words} »"
    cut = words[: _OPENING + 1].rpartition(" ")[0] or words[:_OPENING]
    return f"« {cut.rstrip(' ,;:.')}… »"
