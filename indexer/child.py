"""The child process in which files are opened: one JSON line in, one JSON line out, under limits.

Run as `python -P -m indexer.child read|picture|scan MEGABYTES PAGES FOLDER`; of documents it can open those in FOLDER
alone. It says `{"ready": true}` when it has loaded what it needs, so that the clock counts the file alone. A file that
kills it takes nobody else along.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.confinement import lock, own_places
from indexer.limits import Limits, confine

MEMORY, NESTING, CRASH = "memory", "nesting", "crash"  # what the parent words for people
Answer = Callable[[dict[str, Any], Limits], dict[str, Any]]


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")  # half a letter stays JSON
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    limits = Limits(megabytes=int(sys.argv[2]), pages=int(sys.argv[3]))
    answer = {"read": _reading, "picture": _picture, "scan": _scan}[sys.argv[1]]()
    confine(limits)
    lock([*own_places(), Path(sys.argv[4])])

    def say(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what, ensure_ascii=False) + "\n")
        answers.flush()

    say({"ready": True})
    for line in sys.stdin:
        say(attempt(answer, json.loads(line), limits))


def attempt(answer: Answer, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Do what `request` asks; an error becomes {"error": {"code", "reason"}}."""
    try:
        return answer(request, limits)
    except UnreadableFile as error:
        return {"error": {"code": error.code, "reason": error.reason}}
    except MemoryError:
        return {"error": {"code": LimitExceeded.code, "reason": MEMORY}}
    except RecursionError:
        return {"error": {"code": LimitExceeded.code, "reason": NESTING}}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file breaks in a library is that file's failure
        return {"error": {"code": CRASH, "reason": f"{type(error).__name__}: {error}"[:500]}}


def _reading() -> Answer:
    """What reads files, with the vocabularies loaded. Imported late: a child that draws pictures does without."""
    from corpus.vocabularies.gazetteer import gazetteer
    from indexer.reading import read
    from indexer.structure.lengths import Cutting

    gazetteer()

    def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
        recognised = {int(page): one for page, one in request["recognised"].items()}
        cutting = Cutting(**request["cutting"])
        return {"reading": read(Path(request["path"]), request["filename"], limits, recognised, cutting).to_json()}

    return answer


def _picture() -> Answer:
    """What draws pages."""
    from indexer.extract.render import render_page

    def draw(request: dict[str, Any], limits: Limits) -> dict[str, Any]:  # noqa: ARG001
        png = render_page(Path(request["path"]), request["page"], request["width"])
        return {"png": base64.b64encode(png).decode()}

    return draw


def _scan() -> Answer:
    """What draws pages for recognition."""
    from indexer.extract.ocr_picture import render_for_ocr

    def draw(request: dict[str, Any], limits: Limits) -> dict[str, Any]:  # noqa: ARG001
        png, dpi = render_for_ocr(Path(request["path"]), request["page"])
        return {"png": base64.b64encode(png).decode(), "dpi": dpi}

    return draw


if __name__ == "__main__":
    main()
