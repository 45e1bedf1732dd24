"""Tables: a row is one paragraph, unless the table is only the frame of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.errors import LimitExceeded
from indexer.extract import Paragraph
from indexer.limits import MOST_CELLS

_LONG_CELL = 700
_SEVERAL_CELL = 300
_IN_ROW = ("text", "item", "toc")
_CELLS = ("{*}tc", "{*}table-cell", "{*}td", "{*}th")  # as Office, OpenDocument and web pages call them
_TOO_MANY = (
    "ses tableaux ont {many} cases ; la limite est de {most}. Le fichier est conservé ; déposez-en une copie sans les "
    "tableaux de données."
)


def require_few_cells(filename: str, root: Any) -> None:
    """Refuse a tree whose tables nobody could read, before each of their cells is looked at.

    Raises:
        LimitExceeded: when it has more than `MOST_CELLS` cells.

    """
    many = sum(1 for _ in root.iter(*_CELLS))
    if many > MOST_CELLS:
        raise LimitExceeded(filename, _TOO_MANY.format(many=many, most=MOST_CELLS))


def rows_of(rows: Sequence[Sequence[Sequence[Paragraph]]]) -> list[Paragraph]:
    """Turn rows of cells of paragraphs into paragraphs: rows joined by " | ", or the text a frame holds."""
    alone = max((len(row) for row in rows), default=0) <= 1
    found: list[Paragraph] = []
    for row in rows:
        if alone or any(_flows(cell) for cell in row):
            found.extend(replace(p, boxed=alone or p.boxed) for cell in row for p in cell)
        else:
            found.extend(_row(row))
    return found


def _row(cells: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """One paragraph for a row; notes and inner tables come after it."""
    within = [p for cell in cells for p in cell if p.kind in _IN_ROW]
    texts = [" ".join(p.text for p in cell if p.kind in _IN_ROW) for cell in cells]
    others = [p for cell in cells for p in cell if p.kind not in _IN_ROW]
    if not any(texts):
        return others
    length = max(1, sum(len(p.text) for p in within))
    row = Paragraph(
        " | ".join(text for text in texts if text),
        within[0].page,
        kind="cell",
        size=within[0].size,
        bold=round(sum(p.bold * len(p.text) for p in within) / length, 3),
        italic=round(sum(p.italic * len(p.text) for p in within) / length, 3),
        lead=len(texts[0]) if len(within) > 1 and within[0].bold == 1 and not any(p.bold for p in within[1:]) else 0,
    )
    return [row, *others]


def _flows(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell holds running text: the table is then only the frame of a page."""
    length = sum(len(p.text) for p in cell)
    return length > _LONG_CELL or (len(cell) > 1 and length > _SEVERAL_CELL)
