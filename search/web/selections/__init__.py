"""Selections: results picked on any page, ordered and commented, published for ever, sent in every form."""

from __future__ import annotations

from search.web.selections import arranging, at_the_desk, picking, published
from search.web.selections.gate import register, site

__all__ = ["arranging", "at_the_desk", "picking", "published", "register", "site"]
