"""The child process in which files are opened: one JSON line in, one JSON line out, under limits.

Run as `python -m indexer.child SECONDS MEGABYTES PAGES`. A file that kills it takes nobody else along.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

from corpus.errors import MediathequeError
from indexer.limits import Limits, confine


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    limits = Limits(*map(int, sys.argv[1:4]))
    confine(limits)
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line), limits), ensure_ascii=False) + "\n")
        answers.flush()


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Do what `request` asks; an error becomes {"error": {"code", "message"}}."""
    path = Path(request["path"])
    try:
        if request["do"] == "picture":
            from indexer.extract import render  # a picture needs no vocabularies: imported late, it is there sooner

            png = render.render_page(path, request["page"], request["width"])
            return {"png": base64.b64encode(png).decode()}
        from indexer.reading import read

        return {"reading": read(path, request["filename"], limits).to_json()}
    except MediathequeError as error:
        return {"error": {"code": error.code, "message": str(error), "reason": getattr(error, "reason", "")}}
    except MemoryError:
        return {"error": {"code": "limit-exceeded", "reason": "memory"}}
    except RecursionError:
        return {"error": {"code": "limit-exceeded", "reason": "nesting"}}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file breaks in a library is that file's failure
        return {"error": {"code": "unreadable-file", "reason": f"{type(error).__name__}: {error}"[:500]}}


if __name__ == "__main__":
    main()
