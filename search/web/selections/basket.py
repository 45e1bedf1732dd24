"""What a visitor picked and not yet published: a value, and the short text that a cookie can hold of it."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.permalinks import is_pid

MOST_ITEMS = 60
LONGEST = {"title": 200, "introduction": 1500, "section": 120, "comment": 600}  # characters
_MOST_BYTES = 200_000  # unpacked: more than the longest basket
_FORM = 1  # of what is packed
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


class Unreadable(ValueError):
    """A packed basket that was altered or cut."""


@dataclass(frozen=True, slots=True)
class Picked:
    """One result that was picked: `at` is where its quotation begins in a passage, in characters."""

    pid: str
    at: int = 0
    section: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """The selection that is being made; `gone` is what was removed last, with the places where it stood."""

    title: str = ""
    introduction: str = ""
    items: tuple[Picked, ...] = ()
    gone: tuple[tuple[int, Picked], ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, pid: object) -> bool:
        return any(one.pid == pid for one in self.items)

    @property
    def full(self) -> bool:
        """Whether nothing more can be added."""
        return len(self.items) >= MOST_ITEMS

    def adding(self, *several: Picked) -> Basket:
        """With these at the end, as far as they are new and there is room."""
        kept = {one.pid: one for one in self.items}
        for one in several:
            kept.setdefault(one.pid, one)
        return replace(self, items=tuple(kept.values())[:MOST_ITEMS])

    def removing(self, pid: str) -> Basket:
        """Without this one, which can be put back."""
        gone = tuple((place, one) for place, one in enumerate(self.items) if one.pid == pid)
        if not gone:
            return self
        return replace(self, items=tuple(one for one in self.items if one.pid != pid), gone=gone)

    def emptied(self) -> Basket:
        """Without any, which can all be put back."""
        return replace(self, items=(), gone=tuple(enumerate(self.items))) if self.items else self

    def restored(self) -> Basket:
        """With what was removed last at its old place."""
        items = list(self.items)
        for place, one in self.gone:
            if one.pid not in self:
                items.insert(place, one)
        return replace(self, items=tuple(items[:MOST_ITEMS]), gone=())

    def moved(self, pid: str, steps: int) -> Basket:
        """With one result so many places further down (or up, when negative)."""
        items = list(self.items)
        place = next((number for number, one in enumerate(items) if one.pid == pid), None)
        if place is None:
            return self
        one = items.pop(place)
        items.insert(min(max(place + steps, 0), len(items)), one)
        return replace(self, items=tuple(items))

    def rewritten(self, title: str, introduction: str, several: Iterable[tuple[str, str, str]]) -> Basket:
        """With these texts, and the results in the order of `several` (pid, section, comment).

        Results that `several` does not name (picked meanwhile in another window) stay at the end.
        """
        known = {one.pid: one for one in self.items}
        items: list[Picked] = []
        for pid, section, comment in several:
            one = known.pop(pid, None)
            if one is not None:
                items.append(replace(one, section=_kept(section, "section"), comment=_kept(comment, "comment")))
        return replace(
            self,
            title=_kept(title, "title"),
            introduction=_kept(introduction, "introduction"),
            items=(*items, *known.values()),
        )

    def pack(self) -> str:
        """Write it as a short text of letters, digits, « - » and « _ »."""
        written = json.dumps(
            [
                _FORM,
                self.title,
                self.introduction,
                [_row(one) for one in self.items],
                [[place, *_row(one)] for place, one in self.gone],
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return base64.urlsafe_b64encode(zlib.compress(written.encode("utf-8", "replace"), 9)).rstrip(b"=").decode()

    @classmethod
    def unpack(cls, packed: str) -> Basket:
        """Read what `pack` wrote.

        Raises:
            Unreadable: when it was altered or cut.
        """
        try:
            raw = base64.urlsafe_b64decode(packed.encode("ascii") + b"=" * (-len(packed) % 4))
            reader = zlib.decompressobj()
            written = reader.decompress(raw, _MOST_BYTES)
            if not reader.eof or reader.unused_data:
                raise Unreadable
            form, title, introduction, items, gone = json.loads(written)
            if form != _FORM:
                raise Unreadable
            return cls(
                _kept(title, "title"),
                _kept(introduction, "introduction"),
                _unique([_picked(row) for row in items]),
                tuple((_place(place), _picked(row)) for place, *row in gone[:MOST_ITEMS]),
            )
        except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
            raise Unreadable from error


def _row(one: Picked) -> list[Any]:
    row: list[Any] = [one.pid, one.at, one.section, one.comment]
    while len(row) > 1 and not row[-1]:
        row.pop()
    return row


def _picked(row: list[Any]) -> Picked:
    pid, at, section, comment = (*row, 0, "", "")[:4] if len(row) == 1 else (*row, "", "")[:4]
    if not isinstance(pid, str) or not is_pid(pid):
        raise Unreadable
    return Picked(pid, _place(at), _kept(section, "section"), _kept(comment, "comment"))


def _place(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < 10**9:
        raise Unreadable
    return int(value)


def _kept(text: Any, field: str) -> str:
    """A text as far as it is kept: of bounded length, its line ends alike, without signs that cannot be seen."""
    if not isinstance(text, str):
        raise Unreadable
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if field in ("title", "section"):
        plain = " ".join(plain.split())
    return plain.strip()[: LONGEST[field]]


def _unique(several: Sequence[Picked]) -> tuple[Picked, ...]:
    return Basket().adding(*several).items
