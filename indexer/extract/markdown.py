"""Markdown: blocks and their marks → paragraphs, as much of it as converters and people really write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import yaml

from indexer.extract import Paragraph
from indexer.extract.markdown_inline import calls_in, spans_of
from indexer.extract.spans import paragraphs_of
from indexer.extract.wrapped import leader_of, one_flow, width_of

_SIGNS = (
    (re.compile(r"^#{1,6} +\S", re.MULTILINE), 2),
    (re.compile(r"\*\*\S(?:[^*\n]{0,300}\S)?\*\*"), 2),
    (re.compile(r"(?<!!)\[[^\[\]\n]{1,300}\]\((?:https?:|#|/|mailto:)"), 2),
    (re.compile(r"^[ \t]{0,9}\|?(?:[ \t]{0,9}:?-{3,}:?[ \t]{0,9}\|)+", re.MULTILINE), 2),
    (re.compile(r"\[\^\w+\]"), 2),
    (re.compile(r"<(?:sup|u|br|b|i|em|strong)\s*/?>"), 1),
    (re.compile(r"^>\s", re.MULTILINE), 1),
    (re.compile(r"(?<![\w*])\*\S[^*\n]{0,300}\S\*(?![\w*])"), 1),
)
_ENOUGH = 2
_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"^\s*(?:([-*+•]|\d{1,3}[.)])|\\([-*+]))\s+(?=\S)")
_TABLE_RULE = re.compile(r"^\|?(?: {0,9}:?-{2,}:? {0,9}\|)+ {0,9}(?::?-{2,}:?)?$")
_NOTE = re.compile(r"^\s{0,3}\[\^([^\]]+)\]:\s*|^\s*<sup>\s*(\d{1,3})\s*</sup>\s*(?=\S)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_FULL_LINE = 60


def is_markdown(text: str) -> bool:
    """Whether the text bears marks that nobody types by chance."""
    return sum(weight for sign, weight in _SIGNS if sign.search(text)) >= _ENOUGH


def read(text: str) -> tuple[tuple[Paragraph, ...], dict[str, str]]:
    """Turn Markdown into paragraphs, and what its front matter says; notes follow the paragraph that calls them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    metadata = _metadata(front[1]) if front else {}
    lines = text[front.end() if front else 0 :].expandtabs(4).split("\n")
    blocks = _Blocks(lines)
    opening = [_title(metadata[key], key) for key in ("title", "subtitle") if key in metadata]
    return tuple(opening + blocks.paragraphs()), metadata


def _metadata(front: str) -> dict[str, str]:
    try:
        values = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {
        str(key).lower(): _plain(str(value)) for key, value in values.items() if isinstance(value, str | int | float)
    }


def _plain(text: str) -> str:
    return " ".join("".join(span.text for span in spans_of(text)).split())


def _title(text: str, key: str) -> Paragraph:
    return Paragraph(text, level=1 if key == "title" else 0)


class _Blocks:
    """The blocks of one document, line by line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._width = width_of([line for line in lines if not _HEADING.match(line)])
        self._found: list[Paragraph] = []
        self._notes: dict[str, list[Paragraph]] = {}
        self._calls: list[list[str]] = []

    def paragraphs(self) -> list[Paragraph]:
        """Read all lines."""
        block: list[str] = []
        fence = ""
        for line in [*self._lines, ""]:
            mark = _FENCE.match(line)
            if mark and (not fence or line.strip().startswith(fence)):
                fence = "" if fence else mark[1]
                line = ""  # noqa: PLW2901 - the fence itself is no text
            if not line.strip() or self._interrupts(line, block):
                self._block(block)
                block = []
            if line.strip():
                block.append(line)
        return self._with_notes()

    def _interrupts(self, line: str, block: list[str]) -> bool:
        """Headings, rules, items, notes and quotations begin a block without a blank line; tables end one."""
        if _UNDERLINE.match(line) and block:
            return False
        starts = _HEADING.match(line) or _RULE.match(line) or _ITEM.match(line) or _NOTE.match(line) or leader_of(line)
        quoted = line.lstrip().startswith(">") != (bool(block) and block[0].lstrip().startswith(">"))
        alone = bool(block) and (_HEADING.match(block[0]) or leader_of(block[-1]))
        return bool(starts or quoted or alone)

    def _block(self, block: list[str]) -> None:
        if not block or (len(block) == 1 and _RULE.match(block[0])):
            return
        heading, note = _HEADING.match(block[0]), _NOTE.match(block[0])
        if block[0].lstrip().startswith(">"):
            for quoted in _Blocks([line.lstrip(" >") for line in block]).paragraphs():
                self._add([quoted], "")
        elif heading:
            self._text([heading[2].rstrip().rstrip("#").rstrip()], Paragraph("", level=len(heading[1])))
        elif note:
            made = self._made([block[0][note.end() :], *block[1:]], Paragraph("", kind="note"))
            name = note[1] or note[2]
            made = [replace(p, marker=name if not place else "") for place, p in enumerate(made)]
            if note[1]:
                self._notes.setdefault(name, []).extend(made)
            else:
                self._add(made, "")
        elif len(block) > 1 and any(_TABLE_RULE.match(line.strip()) for line in block[:2]):
            self._table(block)
        elif len(block) > 1 and _UNDERLINE.match(block[-1]):
            self._text(block[:-1], Paragraph("", level=1 if "=" in block[-1] else 2))
        else:
            self._text(block, Paragraph(""))

    def _text(self, lines: list[str], like: Paragraph) -> None:
        item = _ITEM.match(lines[0])
        if item:
            lines = [lines[0][item.end() :], *lines[1:]]
            like = replace(like, kind="item", marker=item[1] or item[2])
        self._add(self._made(lines, like), "\n".join(lines))

    def _made(self, lines: list[str], like: Paragraph) -> list[Paragraph]:
        dots = leader_of(lines[-1]) if not like.level else None
        if dots:
            like = replace(like, kind="toc", marker="")
            lines = [*lines[:-1], f"{lines[-1][: dots.start()]} … {dots[1]}{dots[2] or ''}"]
        parts: list[list[str]] = []
        for line in lines:
            if parts and (like.level or like.kind == "note" or self._goes_on(parts[-1][-1], line)):
                parts[-1].append(line.strip("\n").lstrip())
            else:
                parts.append([line.lstrip()])
        return [p for part in parts for p in paragraphs_of(spans_of("\n".join(part)), like)]

    def _goes_on(self, before: str, after: str) -> bool:
        if before.endswith(("  ", "\\")):
            return True  # a marked break: the spans decide
        if _is_bold(before) != _is_bold(after):
            return False
        return one_flow(before, after, self._width, airy=True)

    def _table(self, block: list[str]) -> None:
        for line in block:
            if _TABLE_RULE.match(line.strip()):
                continue
            cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            text = " | ".join(cell for cell in cells if cell)
            if text:
                self._add([Paragraph(text, kind="cell")], line)

    def _add(self, made: list[Paragraph], source: str) -> None:
        for place, paragraph in enumerate(made):
            last = self._found[-1] if self._found else None
            if last and not place and goes_over(last, paragraph):
                self._found[-1] = _joined(last, paragraph)
                self._calls[-1] += calls_in(source)
                continue
            self._found.append(paragraph)
            self._calls.append(calls_in(source) if place == len(made) - 1 else [])

    def _with_notes(self) -> list[Paragraph]:
        written: list[Paragraph] = []
        for paragraph, calls in zip(self._found, self._calls, strict=True):
            written.append(paragraph)
            for name in calls:
                written.extend(self._notes.pop(name, []))
        return written + [note for notes in self._notes.values() for note in notes]


def _is_bold(line: str) -> bool:
    return bool(re.match(r"^\s*(?:\*\*|__)[^*]+(?:\*\*|__)\s*$", line))


def goes_over(last: Paragraph, after: Paragraph) -> bool:
    """Whether a converter cut one paragraph in two, as it does where a page ended: mid-sentence, in full course."""
    if last.kind not in ("text", "item") or after.kind != "text" or last.level or after.level or after.lead:
        return False
    unfinished = len(last.text) >= _FULL_LINE and not re.search(r"[.!?:;…»\")\]]$", last.text)
    return unfinished and after.text[0].islower() and (last.bold > 0.8) == (after.bold > 0.8)  # noqa: PLR2004 - nearly all


def _joined(last: Paragraph, after: Paragraph) -> Paragraph:
    length, more = len(last.text), len(after.text)
    return replace(
        last,
        text=f"{last.text} {after.text}",
        bold=round((last.bold * length + after.bold * more) / (length + more), 3),
        italic=round((last.italic * length + after.italic * more) / (length + more), 3),
    )
