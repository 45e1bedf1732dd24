"""The mail and the pages of a selection pass the Nu HTML checker, but for what mail programs of old need."""

from __future__ import annotations

import re
from collections.abc import Callable

from .conftest import Letter

#: Outlook sets its pages with Word: it knows the width, the colour and the spacing of a table by these attributes only.
MAIL_ONLY = (
    "The “width” attribute on the “table” element is obsolete. Use CSS instead.",
    "The “cellpadding” attribute on the “table” element is obsolete. Use CSS instead.",
    "The “cellspacing” attribute on the “table” element is obsolete. Use CSS instead.",
    "The “bgcolor” attribute on the “table” element is obsolete. Use CSS instead.",
    "The “bgcolor” attribute on the “td” element is obsolete. Use CSS instead.",
    "The “align” attribute on the “td” element is obsolete. Use CSS instead.",
)


def test_the_mail_is_valid_but_for_the_listed_exceptions(letter: Letter, html_faults: Callable[..., list[str]]):
    found = html_faults({"courriel": letter.text("html")})
    assert [one for one in found if one.removeprefix("courriel: ") not in MAIL_ONLY] == []


def test_the_pages_of_a_selection_are_valid(letter: Letter, html_faults: Callable[..., list[str]]):
    ours = {"Sec-Fetch-Site": "same-origin"}
    client = letter.client.application.test_client()
    pages = {"vide": client.get("/selection").text, "publiee": client.get(letter.path).text}
    pages["a-copier"] = client.get(f"{letter.path}/courriel").text
    client.post(f"{letter.path}/reprise", headers=ours)
    pages["rangee"] = client.get("/selection").text
    assert re.search(r'class="picked-item"', pages["rangee"])
    assert html_faults(pages) == []
