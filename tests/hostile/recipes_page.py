"""Web pages that trap a reader: deep, huge, calling outside."""

from __future__ import annotations

from recipes_text import SENTENCE, Recipe, speech

TOP = "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>Rencontre</title></head><body>"


def page(body: str) -> bytes:
    """A web page with an honest paragraph before and after."""
    return f"{TOP}<h1>Rencontre</h1><p>{SENTENCE}</p>{body}<p>{SENTENCE}</p></body></html>".encode()


def _deep(tag: str, many: int) -> bytes:
    return page(f"<{tag}>" * many + SENTENCE + f"</{tag}>" * many)


def _table(cells: int) -> bytes:
    return page("<table>" + ("<tr>" + "<td>eau</td>" * 100 + "</tr>") * (cells // 100) + "</table>")


def laughs(root: str, body: str) -> bytes:
    """The billion laughs: ten entities, each ten times the one before."""
    entities = "<!ENTITY a0 'rire '>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE {root} [{entities}]>{body}".encode()


def external(root: str, body: str, target: str) -> bytes:
    """External entities that name a file or an address."""
    entities = f"<!ENTITY dehors SYSTEM '{target}'><!ENTITY % dtd SYSTEM '{target}'> %dtd;"
    return f"<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE {root} [{entities}]>{body}".encode()


def _calls(canary: str, address: str) -> bytes:
    return page(
        f"<base href='{address}'><link rel=stylesheet href='{address}a.css'><script src='{address}a.js'></script>"
        f"<img src='{address}a.png'><img src='file://{canary}'><iframe src='file://{canary}'></iframe>"
        f"<object data='{address}o'></object><meta http-equiv=refresh content='0;url={address}'>"
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='file://{canary}'/><script>fetch('{address}')</script></svg>"
        f"<form action='{address}'><input autofocus onfocus=alert(1)></form>"
    )


def recipes(canary: str, address: str) -> dict[str, Recipe]:
    """The files, by name; `canary` is a file nobody may read, `address` one nobody may call."""
    xhtml = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{}</p><p>{}</p><div><p>fin</p></div></body></html>"
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>{}</text></svg>"
    return {
        "page-100000-div.html": lambda: _deep("div", 100_000),
        "page-100000-gras.html": lambda: _deep("b", 100_000),
        "page-3000-tableaux-emboites.html": lambda: page(
            "<table><tr><td>" * 3000 + "fond" + "</td></tr></table>" * 3000
        ),
        "page-200-listes-emboitees.html": lambda: _deep("ul><li", 200),
        "page-tableau-400000-cellules.html": lambda: _table(400_000),
        "page-million-d-attributs.html": lambda: page(
            "<p " + " ".join(f"a{n}='1'" for n in range(1_000_000)) + ">eau</p>"
        ),
        "page-200000-puces.html": lambda: page("<ul>" + "<li>eau</li>" * 200_000 + "</ul>"),
        "page-100000-liens.html": lambda: page(
            "<ul>" + "<li><a href='/x'>eau</a>" * 50_000 + "</ul>" + "<a href=#n>1</a>" * 50_000
        ),
        "page-100000-notes.html": lambda: page(
            "<div class=notes>" + "".join(f"<p id=fn{n}>{n}. Note</p>" for n in range(100_000)) + "</div>"
        ),
        "page-commentaire-ouvert.html": lambda: page("<!--" + "-" * 500_000),
        "page-balises-ouvertes.html": lambda: page("<" * 500_000 + "<p " * 100_000),
        "page-colspan.html": lambda: page("<table><tr><td colspan=999999999 rowspan=999999999>eau</td></tr></table>"),
        "page-appels-au-dehors.html": lambda: _calls(canary, address),
        "page-milliard-de-rires.xhtml": lambda: laughs("html", xhtml.format("&a9;", SENTENCE)),
        "page-entite-externe.xhtml": lambda: external("html", xhtml.format("&dehors;", SENTENCE), f"file://{canary}"),
        "page-entite-reseau.xhtml": lambda: external("html", xhtml.format("&dehors;", SENTENCE), address),
        "dessin-entite-externe.svg": lambda: external("svg", svg.format("&dehors;"), f"file://{canary}"),
        "page-jeu-de-caracteres-inconnu.html": lambda: page("").replace(b"utf-8", b"utf-7\xff\xfe"),
        "page-tout-cache.html": lambda: page("<div style='display:none'>" * 2000 + speech() + "</div>" * 2000),
    }


def quick() -> tuple[str, ...]:
    """The names worth trying in every run of the tests."""
    return ("page-100000-div.html", "page-entite-externe.xhtml", "page-appels-au-dehors.html")
