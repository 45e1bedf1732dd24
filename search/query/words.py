"""Words as people type them → what is sought, as a structure that can be kept; whatever is typed is understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from search.index import Clause, Sought
from search.index.analysis import tokens

_LONGEST = 4_000  # characters that are read
_MOST_CLAUSES = 60
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“”", "‟": "”"}
_FIELDS = {
    "titre": "title",
    "title": "title",
    "intervenant": "speaker",
    "intervenante": "speaker",
    "speaker": "speaker",
    "texte": "text",
    "text": "text",
}
_OR = frozenset({"OU", "OR"})
_AND = frozenset({"ET", "AND"})
_KINDS = frozenset({"word", "prefix", "phrase"})
_FIELD = re.compile(r"(\w+)\s?:\s?(?=\S)")
_BARE = re.compile(r"[^\s\"«»“”„‟]+")


class _Part(NamedTuple):
    clause: Clause | None  # None stands for OU
    excluded: bool = False


def parse(words: str) -> Sought:
    """Understand typed words.

    Plain words must all be there. "…" or « … » is a phrase, -word excludes, word* is a beginning, OU (in capitals)
    gives the choice between its neighbours, `titre:` `intervenant:` `texte:` look only there. Never raises: what
    makes no sense as an operator is a word, and words without content are left out.

    >>> parse("l’eau OU assainissement")
    Sought(groups=((Clause(text='l’eau', kind='word', field=''), Clause(text='assainissement', kind='word', field='')),), excluded=(), any_group=False)
    """  # noqa: E501  what a doctest prints stands on one line
    groups: list[list[Clause]] = []
    excluded: list[Clause] = []
    joined = False
    for part in list(_parts(_cleaned(words)))[:_MOST_CLAUSES]:
        if part.clause is None:
            joined = True
        elif part.excluded:
            excluded.append(part.clause)
            joined = False
        elif joined and groups:
            groups[-1].append(part.clause)
            joined = False
        else:
            groups.append([part.clause])
            joined = False
    return Sought(tuple(tuple(dict.fromkeys(g)) for g in _distinct(groups)), tuple(dict.fromkeys(excluded)))


def _distinct(groups: list[list[Clause]]) -> list[list[Clause]]:
    seen: set[tuple[Clause, ...]] = set()
    return [g for g in groups if (key := tuple(g)) not in seen and not seen.add(key)]  # type: ignore[func-returns-value]


def _cleaned(words: str) -> str:
    visible = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in words[:_LONGEST])
    return "".join(visible)


def _parts(words: str) -> Iterator[_Part]:
    at = 0
    while at < len(words):
        if words[at].isspace():
            at += 1
            continue
        excluded = words[at] == "-" and at + 1 < len(words) and not words[at + 1].isspace()
        at += excluded
        field, at = _field(words, at)
        part, at = _clause(words, at, field)
        if part is not None and (part.clause is not None or not excluded):
            yield part._replace(excluded=excluded)


def _field(words: str, at: int) -> tuple[str, int]:
    found = _FIELD.match(words, at)
    if found and (field := _FIELDS.get(found.group(1).lower())):
        return field, found.end()
    return "", at


def _clause(words: str, at: int, field: str) -> tuple[_Part | None, int]:
    """What stands at `at`, if it has content, and where to go on."""
    if at >= len(words):
        return None, at
    closing = _QUOTES.get(words[at])
    if closing:
        end = next((i for i in range(at + 1, len(words)) if words[i] in closing), -1)
        if end > 0:
            return _part(words[at + 1 : end].strip(), "phrase", field), end + 1
    found = _BARE.match(words, at)
    if not found:
        return None, at + 1  # a quotation mark that closes nothing
    word = found.group()
    if word in _OR and not field:
        return _Part(None), found.end()
    if word in _AND and not field:
        return None, found.end()
    kind = "prefix" if word.endswith("*") else "word"
    return _part(word.rstrip("*"), kind, field), found.end()


def _part(text: str, kind: str, field: str) -> _Part | None:
    found = list(tokens(text))
    if not found or (kind == "word" and all(t.stop for t in found)):
        return None
    return _Part(Clause(text, kind, field))


def describe(sought: Sought) -> dict[str, object]:
    """The same as JSON; `from_dict` reads it back."""
    return {
        "groups": [[_described(c) for c in group] for group in sought.groups],
        "excluded": [_described(c) for c in sought.excluded],
        "any_group": sought.any_group,
    }


def _described(clause: Clause) -> dict[str, str]:
    return {"text": clause.text, "kind": clause.kind, "field": clause.field}


def from_dict(described: Mapping[str, object]) -> Sought:
    """Read what `describe` wrote; what is not understood is left out."""
    groups = tuple(_clauses(g) for g in _items(described.get("groups")))
    return Sought(
        tuple(g for g in groups if g), _clauses(described.get("excluded")), described.get("any_group") is True
    )


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _clauses(value: object) -> tuple[Clause, ...]:
    return tuple(c for item in _items(value) if (c := _read(item)) is not None)


def _read(item: object) -> Clause | None:
    if not isinstance(item, dict):
        return None
    text, kind, field = (str(item.get(name, "")) for name in ("text", "kind", "field"))
    return Clause(text, kind if kind in _KINDS else "word", field if field in _FIELDS.values() else "")
