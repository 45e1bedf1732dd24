"""« À vérifier » : the notices that wait for a person, one screen for each, and its passages."""

from __future__ import annotations

from search.web.desk.verifying.acts import verify_names, verify_undo
from search.web.desk.verifying.cutting import verify_passages, verify_recast
from search.web.desk.verifying.pane import verify_page, verify_pane
from search.web.desk.verifying.queueing import verify_queue
from search.web.desk.verifying.screen import verify, verify_decide

__all__ = [
    "verify",
    "verify_decide",
    "verify_names",
    "verify_page",
    "verify_pane",
    "verify_passages",
    "verify_queue",
    "verify_recast",
    "verify_undo",
]
