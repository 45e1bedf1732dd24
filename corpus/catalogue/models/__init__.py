"""The records of the catalogue: what is held, what machines proposed, what people decided, what was given out."""

from corpus.catalogue.models.authorities import (
    Assignment,
    Form,
    Partnership,
    Speaker,
    Term,
    Territory,
    Theme,
)
from corpus.catalogue.models.base import Base, Code, Instant, Pid, Words, now, storable
from corpus.catalogue.models.desk import Act, Change, CutDecision, Report, Reset, Sitting, Tally, Touch, Upload
from corpus.catalogue.models.holdings import Document, Leaf, Passage, Recognition, StoredFile, Version
from corpus.catalogue.models.judgements import Decision, Proposal
from corpus.catalogue.models.links import Given, Quotation, SavedSearch, Selection, SelectionItem, Succession
from corpus.catalogue.models.work import Account, Attempt, Deposit

__all__ = [
    "Account",
    "Act",
    "Assignment",
    "Attempt",
    "Base",
    "Change",
    "Code",
    "CutDecision",
    "Decision",
    "Deposit",
    "Document",
    "Form",
    "Given",
    "Instant",
    "Leaf",
    "Partnership",
    "Passage",
    "Pid",
    "Proposal",
    "Quotation",
    "Recognition",
    "Report",
    "Reset",
    "SavedSearch",
    "Selection",
    "SelectionItem",
    "Sitting",
    "Speaker",
    "StoredFile",
    "Succession",
    "Tally",
    "Term",
    "Territory",
    "Theme",
    "Touch",
    "Upload",
    "Version",
    "Words",
    "now",
    "storable",
]
