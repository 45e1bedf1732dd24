"""The librarians' desk below /bureau: who enters, what is deposited; its acts are functions of `corpus`."""

from __future__ import annotations

from search.web.desk import depositing, entrance, house, installing, people, progress, resetting, sending, verifying
from search.web.desk.door import site

__all__ = [
    "depositing",
    "entrance",
    "house",
    "installing",
    "people",
    "progress",
    "resetting",
    "sending",
    "site",
    "verifying",
]
