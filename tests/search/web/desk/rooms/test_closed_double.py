"""Two documents side by side, one of which is not public: nobody publishes it without being told."""

from __future__ import annotations

from typing import Any

from corpus.catalogue import diffusion
from corpus.catalogue.models import Document
from corpus.installation import Installation

from ..conftest import Visitor

WARNING = "son texte sera montré à tout le monde"


def test_a_closed_text_is_not_published_unawares(anne: Visitor, installation: Installation, known: Any):
    assert WARNING not in anne.get(f"/bureau/doublons/{known.double}").text
    with installation.catalogue.writing() as session:
        diffusion.diffuse(session, [session.get_one(Document, known.double)], "staff", None, "Ida")
    page = anne.get(f"/bureau/doublons/{known.double}").text
    assert WARNING in page
    assert "non public" in page
