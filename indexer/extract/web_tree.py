"""From the text of a web page to its tree: forgiving, without anything fetched or any entity of its own."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from indexer.extract import Remark

_PROLOGUE = re.compile(r"\s*<\?xml[^>]*\?>")
_OWN_DECLARATIONS = re.compile(r"(\s*<!doctype[^<>\[]*)\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_TOO_DEEP = "Excessive depth"  # as libxml2 says it
_CUT = (
    "Les éléments de cette page s'emboîtent trop profondément : la suite n'a pas été lue. L'original est conservé "
    "entier ; ouvrez-le dans votre navigateur, enregistrez-le en PDF et déposez celui-ci."
)


def web_tree(text: str) -> tuple[Any, tuple[Remark, ...]]:
    """Parse a page; give its root, None when there is nothing in it, and a remark when it was not read to its end."""
    prologue = _PROLOGUE.match(text)  # a parser given text refuses to be told its encoding
    text = text[prologue.end() :] if prologue else text
    declared = _OWN_DECLARATIONS.match(text)
    text = declared[1] + ">" + text[declared.end() :] if declared else text
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, ()
    deep = any(_TOO_DEEP in entry.message for entry in parser.error_log)
    return root, (Remark("nested-too-deep", _CUT),) if deep else ()
