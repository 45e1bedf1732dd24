"""What the form of a notice says: decisions only of what somebody touched, or accepted in so many words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.catalogue.verifying import Verdict
from search.web.desk.verifying.notice import SINGLE, UNTITLED

YES, NO = "oui", "non"
LISTS = {"themes": "theme", "territories": "territory", "speakers": "speaker"}
_UNKNOWN = {"kind": "other"}  # how a field says that nobody knows, where nothing is no value


def verdict(given: Mapping[str, str], *, everything: bool) -> Verdict:
    """Read the form. `everything`: what nobody touched is accepted as it stands.

    Names in it: `vu.X` what was seen, `v.X` what stands in a field, `avis.X` what is said of it; `t.` a term, `n.` a
    speaker, `p.` a partnership, each followed by its pid or number, is there when its box is ticked; `nom.`, `autre.`
    are names; `plus.X` what is added.
    """
    fields = dict(_fields(given, everything=everything))
    terms = dict(_judged("t", given, everything=everything)) | dict(_voices(given, everything=everything))
    ties = {int(key): status for key, status in _judged("p", given, everything=everything) if _is_number(key)}
    retold = {number: values for number, values in _retold(given) if ties.get(number) != "rejected"}
    return Verdict(
        fields=fields,
        seen={name: given.get(f"vu.{name}", "") for name in fields},
        terms=terms,
        terms_seen={pid: _seen(given, pid) for pid in terms},
        ties=ties,
        ties_seen={number: given.get(f"vu.p.{number}", "") for number in {**ties, **retold}},
        retold=retold,
        names=dict(_names(given)),
        added=tuple(_added(given)),
        done=everything,
    )


def _is_number(text: str) -> bool:
    """Whether it may be the number of a row; databases count no further."""
    return text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004


def _seen(given: Mapping[str, str], pid: str) -> str:
    return given.get(f"vu.t.{pid}") or given.get(f"vu.n.{pid}", "")


def _fields(given: Mapping[str, str], *, everything: bool) -> Iterator[tuple[str, str]]:
    for name in SINGLE:
        if f"vu.{name}" not in given:
            continue
        seen, said = given[f"vu.{name}"].strip(), given.get(f"avis.{name}", "")
        shown = "" if name == "title" and seen == UNTITLED else seen
        typed = given.get(f"v.{name}", shown).strip()
        if said == NO:
            yield name, _UNKNOWN.get(name, "")
        elif typed != shown:
            yield name, typed or _UNKNOWN.get(name, "")
        elif said == YES or (everything and shown and not given.get(f"su.{name}")):
            yield name, shown


def _judged(prefix: str, given: Mapping[str, str], *, everything: bool) -> Iterator[tuple[str, str]]:
    """The terms or partnerships whose box was changed, or that were accepted with their group."""
    start = f"vu.{prefix}."
    for name, seen in given.items():
        if not name.startswith(start):
            continue
        key = name.removeprefix(start)
        group = given.get(f"de.{prefix}.{key}", "")
        accepted = everything or given.get(f"avis.{group}") == YES
        kept = f"{prefix}.{key}" in given and given.get(f"avis.{group}") != NO
        if not kept and seen != "rejected":
            yield key, "rejected"
        elif kept and (seen == "rejected" or (accepted and seen != "accepted")):
            yield key, "accepted"


def _voices(given: Mapping[str, str], *, everything: bool) -> Iterator[tuple[str, str]]:
    """The speakers who are accepted; those who are refused, or called otherwise, are in `names`."""
    renamed = dict(_names(given))
    for pid, status in _judged("n", given, everything=everything):
        if pid not in renamed and status == "accepted":
            yield pid, status


def _names(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pid, status in _judged("n", given, everything=False):
        if status == "rejected":
            yield pid, ""
    for name, was in given.items():
        pid = name.removeprefix("etait.")
        if name.startswith("etait.") and f"n.{pid}" in given:
            typed = given.get(f"nom.{pid}", was).strip()
            if typed != was.strip() and given.get("avis.speakers") != NO:
                yield pid, typed


def _retold(given: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    for name in given:
        number = name.removeprefix("vu.p.")
        if not name.startswith("vu.p.") or not _is_number(number):
            continue
        pairs = (("a", "nom"), ("b", "autre"))
        values = {
            one: given[f"{typed}.{number}"].strip()
            for one, typed in pairs
            if f"{typed}.{number}" in given and given[f"{typed}.{number}"].strip() != given.get(f"etait-{one}.{number}")
        }
        if values:
            yield int(number), values


def _added(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, vocabulary in LISTS.items():
        for words in given.get(f"plus.{name}", "").split(";"):
            if words.strip():
                yield vocabulary, words.strip()
