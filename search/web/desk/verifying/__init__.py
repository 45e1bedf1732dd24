"""« À vérifier » : the notices that wait for a person, one screen for each, and its passages."""

from __future__ import annotations

from search.web.desk.verifying import acts, cutting, pane, queueing, screen

__all__ = ["acts", "cutting", "pane", "queueing", "screen"]
