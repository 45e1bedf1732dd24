"""Plain texts that trap a reader: long, deep, repetitive, badly encoded."""

from __future__ import annotations

import random
from collections.abc import Callable

Recipe = Callable[[], bytes]

SENTENCE = (
    "À Lille, la coopération a commencé par un puits ; après dix ans, grâce à elle, nous fêtons la troisième école. "
)
MILLION = 1_000_000


def speech(paragraphs: int = 3) -> str:
    """A short honest debate, so that a trap stands among words that can be read."""
    lines = ["Rencontre des communes jumelées", ""]
    for number in range(paragraphs):
        lines += [f"Mme Odette VERNAY{'' if number % 2 else ', adjointe au maire'} : {SENTENCE * 2}", ""]
    return "\n".join(lines)


def _spread(text: str) -> bytes:
    return f"{speech()}\n{text}\n\n{speech()}".encode()


def _name(number: int) -> str:
    """A surname that no other number has."""
    letters = "bcdfglmnprstv"
    return "".join(letters[number // len(letters) ** place % len(letters)] + "aeiou"[place] for place in range(5))


def _speakers(many: int) -> bytes:
    lines = (
        f"M. Jean {_name(number).capitalize()} : Je suis pour l'eau et contre la poussière.\n\n"
        for number in range(many)
    )
    return "".join(lines).encode()


def _contents() -> bytes:
    lines = (f"Chapitre {n} {'.' * 60} {n}\n" for n in range(50_000))
    return ("Sommaire\n\n" + "".join(lines)).encode()


def recipes() -> dict[str, Recipe]:
    """The files, by name."""
    return {
        "texte-vide.txt": lambda: b"",
        "texte-million-de-points.txt": lambda: _spread("." * MILLION),
        "texte-million-d-espaces.txt": lambda: _spread(" " * MILLION + "fin"),
        "texte-million-de-a.txt": lambda: _spread("a" * MILLION),
        "texte-million-de-chiffres.txt": lambda: _spread("1" * MILLION),
        "texte-annees.txt": lambda: _spread("12 mai " * 100_000),
        "texte-parentheses.txt": lambda: _spread("(" * 100_000 + "[" * 100_000 + "«" * 100_000),
        "texte-majuscules.txt": lambda: _spread("JEAN-PIERRE DE LA " * 60_000),
        "texte-majuscules-une-par-ligne.txt": lambda: _spread("JEAN DE LA TOUR\n" * 60_000),
        "texte-saint-saint.txt": lambda: _spread("Saint-" * 150_000 + "Louis"),
        "texte-particules.txt": lambda: _spread("Jean de la du des de " * 50_000),
        "texte-civilites.txt": lambda: _spread("M. " * 200_000 + ":"),
        "texte-deux-points.txt": lambda: _spread("Jean Petit : " * 60_000),
        "texte-tirets.txt": lambda: _spread("- " * 300_000 + "\n" + "—" * 300_000),
        "texte-adresses.txt": lambda: _spread("http://" * 100_000 + "\n" + "a@" * 200_000 + "\n" + "www." * 100_000),
        "texte-50000-intervenants.txt": lambda: _speakers(50_000),
        "texte-3-mo-sur-une-ligne.txt": (SENTENCE * (3_000_000 // len(SENTENCE))).encode,
        "texte-million-d-alineas-vides.txt": lambda: b"\n\n" * MILLION + speech().encode(),
        "texte-million-de-lignes.txt": lambda: b"a\n\n" * MILLION,
        "texte-60-mo.txt": (SENTENCE * (60_000_000 // len(SENTENCE))).encode,
        "texte-sommaire-sans-fin.txt": _contents,
        "texte-commandes.txt": lambda: (
            speech().encode() + bytes(range(1, 32)) * 3 + b"\x1b[2J\x1b]0;titre\x07" + b"\x7f" * 9
        ),
        "texte-nuls.txt": lambda: _spread("\x00" * 50_000),
        "texte-hasard.txt": lambda: random.Random(1).randbytes(300_000),
        "texte-demi-paires-utf16.txt": lambda: (
            b"\xff\xfe" + (speech() + "\ud800 \udc00\udc00 ").encode("utf-16-le", "surrogatepass")
        ),
        "texte-utf16-impair.txt": lambda: b"\xff\xfe" + speech().encode("utf-16-le") + b"\x41",
        "texte-utf8-casse.txt": lambda: (
            speech().encode()[:-1] + b"\xc3\xe2\x82\xf0\x9f" * 2000 + speech().encode("cp1252")
        ),
        "texte-accents-empiles.txt": lambda: _spread("e" + "\u0301" * 300_000),
        "texte-droite-a-gauche.txt": lambda: _spread("\u202e" * 1000 + "\u2066" * 1000 + "\u200b" * 100_000 + "gnol"),
        "texte-json-profond.json": lambda: b"[" * 500_000 + b"]" * 500_000,
        "texte-balises.txt": lambda: _spread(
            "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}' OR 1=1;--"
        ),
        "markdown-crochets.md": lambda: (
            b"# Titre\n\n## Partie\n\n" + b"[" * 100_000 + b"](" * 50_000 + b"\n\n" + b"!" * 100_000
        ),
        "markdown-etoiles.md": lambda: (
            b"# Titre\n\n- a\n- b\n\n" + b"*" * 300_000 + b" a" + b"**_" * 100_000 + b"`" * 100_001
        ),
        "markdown-citations.md": lambda: (
            b"# Titre\n\n- a\n- b\n\n" + b">" * 300_000 + b" fin\n" + b" -" * 100_000 + b" fin\n"
        ),
        "markdown-tableau-400000-cellules.md": lambda: b"# Titre\n\n|a|b|c|d|\n|-|-|-|-|\n" + b"|1|2|3|4|\n" * 100_000,
    }


def quick() -> tuple[str, ...]:
    """The names worth trying in every run of the tests."""
    return (
        "texte-million-de-points.txt",
        "texte-million-d-espaces.txt",
        "texte-demi-paires-utf16.txt",
        "texte-vide.txt",
        "texte-commandes.txt",
    )
