"""What waits to be verified, as somebody has narrowed it: one batch, one kind of doubt; and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from flask import current_app, request
from sqlalchemy.orm import Session

from corpus.catalogue import doubt, homonyms
from corpus.catalogue.doubt import WEIGHTS, Case
from search.web.holdings import holdings

PAIRS = 2000  # of authorities that may be one
FEW = 300  # changed notices, from which all are looked at again


@dataclass(frozen=True)
class Narrowing:
    """What the address asks for: a batch of deposits, a kind of doubt; "" for all."""

    batch: str = ""
    kind: str = ""

    @classmethod
    def asked(cls) -> Narrowing:
        """What this request asks for."""
        kind = request.values.get("doute", "")
        return cls(request.values.get("lot", "")[:64], kind if kind in WEIGHTS else "")

    @property
    def args(self) -> dict[str, Any]:
        """As arguments of an address."""
        return {name: value for name, value in (("lot", self.batch), ("doute", self.kind)) if value}


@dataclass(frozen=True)
class Waiting:
    """The notices that wait: all of the batch, and those of them that are asked for."""

    of_batch: list[Case]
    cases: list[Case]

    def after(self, pid: str) -> str | None:
        """The notice that comes after `pid`; the first one when it is the last or not among them; None: no other."""
        pids = [one.pid for one in self.cases]
        place = pids.index(pid) if pid in pids else -1
        others = [one for one in pids[place + 1 :] + pids[: max(place, 0)] if one != pid]
        return others[0] if others else None

    def counts(self) -> dict[str, int]:
        """How many notices of the batch have each kind of doubt."""
        found = dict.fromkeys(WEIGHTS, 0)
        for case in self.of_batch:
            for one in case.doubts:
                found[one.kind] += 1
        return {kind: count for kind, count in found.items() if count}


def waiting(session: Session, asked: Narrowing) -> Waiting:
    """What waits, as it was asked for."""
    cases = _cases(session)
    if asked.batch:
        pids = doubt.in_batch(session, asked.batch)
        cases = [one for one in cases if one.pid in pids]
    of_kind = [one for one in cases if not asked.kind or any(said.kind == asked.kind for said in one.doubts)]
    if asked.kind:
        of_kind.sort(key=lambda one: -sum(said.weight for said in one.doubts if said.kind == asked.kind))
    return Waiting(cases, of_kind)


def _cases(session: Session) -> list[Case]:
    """The queue; of a notice that did not change since it was asked for, what was found then."""
    seen = current_app.extensions.setdefault("mediatheque-doubts", _Seen())
    homonymous, now = frozenset(warnings(session)), doubt.revisions(session)
    with seen.lock:
        if seen.homonyms != homonymous:
            seen.homonyms, seen.cases = homonymous, {}
        changed = [pid for pid, revision in now.items() if seen.cases.get(pid, (None, None))[0] != revision]
        some = changed if len(changed) <= FEW else None
        found = {one.pid: one for one in doubt.queue(session, homonymous, some)} if changed else {}
        seen.cases |= {pid: (now[pid], found.get(pid)) for pid in changed}
        known = [seen.cases[pid][1] for pid in now]
    return doubt.in_order(one for one in known if one is not None)


@dataclass
class _Seen:
    """The doubts of each notice at the revision at which they were looked for; None: there is nothing to verify."""

    cases: dict[str, tuple[int, Case | None]] = field(default_factory=dict)
    homonyms: frozenset[str] = frozenset()
    lock: Lock = field(default_factory=Lock)


def warnings(session: Session) -> Mapping[str, tuple[str, ...]]:
    """The speakers who may be somebody else, by pid: why, in French."""

    def look() -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for pair in homonyms.candidates(session, limit=PAIRS):
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                reasons = " ; ".join(reason.reason for reason in pair.reasons)
                found.setdefault(one.pid, []).append(f"{other.label} : {reasons}")
        return {pid: tuple(told) for pid, told in found.items()}

    return holdings().counted("homonyms", session, look)
