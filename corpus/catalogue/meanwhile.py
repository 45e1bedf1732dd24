"""Two people at once: who decides tells what she saw, and is told what somebody else changed since."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Act, Change, Decision, Passage, Touch
from corpus.refusals import ChangedMeanwhile, Difference

#: What a person saw: the values of the fields, or the revision of the document. None: she does not say.
Seen = Mapping[str, str] | int | None


def refuse_overwriting(
    session: Session, pid: str, now: Mapping[str, str], wanted: Mapping[str, str], seen: Seen
) -> None:
    """Refuse `wanted` values for fields that hold something else `now` than what was `seen`.

    Fields that nobody else changed do not matter, nor those that she changes to what they are already.

    Raises:
        ChangedMeanwhile: with each difference, and who made it; nothing was recorded.
    """
    if seen is None:
        return
    changed: dict[str, str | None]
    if isinstance(seen, Mapping):
        changed = {name: seen[name] for name in wanted if name in seen and seen[name].strip() != now.get(name, "")}
    else:
        changed = dict.fromkeys(_changed_after(session, pid, seen))
    against = {name: was for name, was in changed.items() if name in wanted and wanted[name].strip() != now.get(name)}
    if against:
        told = [_difference(session, pid, name, was, now, wanted) for name, was in against.items()]
        raise ChangedMeanwhile(pid, told)


def refuse_recutting(session: Session, passage: Passage, seen: int | None) -> None:
    """Refuse to cut a `passage` whose words are not those of the revision `seen` any more.

    Raises:
        ChangedMeanwhile: when somebody joined or cut it since.
    """
    if seen is None:
        return
    query = select(Act, Change).join(Touch, Touch.act_id == Act.id).join(Change, Change.act_id == Act.id)
    query = query.where(Touch.pid == passage.pid, Touch.revision > seen, Change.record == "passage")
    for act, change in session.execute(query.order_by(Act.id.desc())):
        if change.key == [passage.pid] and "text" in (change.after or {}):
            at = act.at.isoformat(timespec="seconds")
            raise ChangedMeanwhile(passage.pid, [Difference("text", None, passage.text[:80], "", act.who, at)])


def _changed_after(session: Session, pid: str, revision: int) -> list[str]:
    """The fields of `pid` that people decided after that revision of its document, undoing included."""
    acts = select(Touch.act_id).where(Touch.pid == pid, Touch.revision > revision)
    rows = session.execute(
        select(Change.before, Change.after).where(Change.record == "decision", Change.act_id.in_(acts))
    )
    images = [image for row in rows for image in row if image and image.get("target_pid") == pid]
    return list(dict.fromkeys(str(image["field"]) for image in images))


def _difference(
    session: Session, pid: str, name: str, was: str | None, now: Mapping[str, str], wanted: Mapping[str, str]
) -> Difference:
    decision = session.scalars(
        select(Decision).filter_by(target_pid=pid, field=name).order_by(Decision.id.desc()).limit(1)
    ).first()
    acts = select(Act).join(Touch, Touch.act_id == Act.id).where(Touch.pid == pid).order_by(Act.id.desc()).limit(1)
    act = session.scalars(acts).first()
    undone = act is not None and act.verb == "undo" and (decision is None or act.at > decision.at)
    last = act if undone else decision
    who, at = (last.who, last.at.isoformat(timespec="seconds")) if last is not None else ("", "")
    return Difference(name, was, now.get(name, ""), wanted[name].strip(), who, at)
