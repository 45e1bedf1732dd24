"""The librarians' desk below /bureau: who enters, what is deposited; its acts are functions of `corpus`."""

from __future__ import annotations

from search.web.desk import (
    authority,
    authority_lists,
    binned,
    depositing,
    doing,
    doubles,
    entrance,
    home,
    house,
    installing,
    journal,
    lot,
    navigation,
    people,
    progress,
    records,
    reports,
    resetting,
    sending,
    verifying,
)
from search.web.desk.door import site

__all__ = [
    "authority",
    "authority_lists",
    "binned",
    "depositing",
    "doing",
    "doubles",
    "entrance",
    "home",
    "house",
    "installing",
    "journal",
    "lot",
    "navigation",
    "people",
    "progress",
    "records",
    "reports",
    "resetting",
    "sending",
    "site",
    "verifying",
]
