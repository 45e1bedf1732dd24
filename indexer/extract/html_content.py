"""The part of a web page that is its content: menus, banners, footers and scripts taken out."""

from __future__ import annotations

import re
from typing import Any

_PROGRAMS = frozenset(("script", "style", "noscript", "template", "head", "canvas", "iframe", "object", "embed"))
_PICTURES = frozenset(("svg", "audio", "video"))
_FORMS = frozenset(("form", "button", "select", "textarea", "input"))
_NEVER = _PROGRAMS | _PICTURES | _FORMS | {"nav"}
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert")
)
_NAMES = re.compile(
    r"^(?:nav(?:bar|igation)?|menu|main-menu|breadcrumbs?|fil-ariane|cookies?|consent|share|partage|social|skip-links?|"
    r"evitement|site-footer|site-header|pied(?:-de-page)?|footer|sidebar|pagination|newsletter|toolbar)$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN_SHARE = 0.4
_MENU_LINKS, _MENU_SHARE = 4, 0.85


def content_of(root: Any) -> Any:
    """Take out what is no content and return the element that holds the rest."""
    body = root.find(".//body")
    body = root if body is None else body
    for element in list(body.iter()):
        if element is not body and isinstance(element.tag, str) and _is_apart(element):
            _drop(element)
    whole = len(body.text_content().strip())
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = body.xpath(path)
        if len(found) == 1 and len(found[0].text_content().strip()) >= _MAIN_SHARE * max(1, whole):
            return found[0]
    return body


def _is_apart(element: Any) -> bool:
    tag = element.tag
    if tag in _NEVER or element.get("role", "").lower() in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style", "")):
        return True
    if tag in ("footer", "header") and not _within(element, ("article", "main", "blockquote", "section")):
        return tag == "footer" or element.find(".//h1") is None
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    if tag in ("div", "ul", "ol", "aside", "section", "p", "footer", "header") and any(_NAMES.match(n) for n in names):
        return True
    return tag in ("ul", "ol") and _is_menu(element)


def _is_menu(element: Any) -> bool:
    """A list of nothing but links to other pages."""
    links = [a for a in element.iter("a") if a.get("href") and not a.get("href").startswith("#")]
    if len(links) < _MENU_LINKS or _within(element, ("main", "article")):
        return False
    text = len("".join(element.text_content().split()))
    return sum(len("".join(a.text_content().split())) for a in links) > _MENU_SHARE * text


def _within(element: Any, tags: tuple[str, ...]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
