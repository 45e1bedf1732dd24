"""The base of everything that people are told went wrong."""

from __future__ import annotations


class MediathequeError(Exception):
    """Base of all errors that people are told about.

    `code` is stable and for programs; `str(error)` is a French sentence for people:
    what happened, what is safe, what to do.
    """

    code = "error"
