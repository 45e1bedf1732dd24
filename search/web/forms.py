"""How forms are taken in: one that nobody can read is told as such, rather than taken for an empty one."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser


class Forms(FormDataParser):
    """Reads forms; by default one that is torn, or whose names are no text, would look as if it had no fields."""

    def parse(self, *given: Any, **named: Any) -> Any:
        """Read a form.

        Raises:
            BadRequest: when it cannot be read.

        """
        self.silent = False
        try:
            return super().parse(*given, **named)
        except ValueError as error:
            raise BadRequest from error


class FormRequest(Request):
    """A request whose forms are read so."""

    form_data_parser_class = Forms
