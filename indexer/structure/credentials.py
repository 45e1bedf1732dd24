"""What stands between a name alone on its line and the words: functions, an organisation, the title of the speech."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.extract import Paragraph
from indexer.structure.folding import level
from indexer.structure.headings import CAPITALS, NUMBERED, is_numbered, names_a_session
from indexer.structure.measures import BOLD, CERTAIN, FUNCTION, LABEL, LIKELY
from indexer.structure.names import Name, read_name
from indexer.structure.opening import Context
from indexer.structure.roles import ends_a_sentence, has_verb, is_role, names_a_body, split_role

_NEAR = 12  # paragraphs between two questions of an interview
_PLAIN = 3.0  # up to here a rank comes from words alone, and says little about height
_MOST = 4  # lines that say what a person does
_WORDS_BEGIN = re.compile(r"(?<=[\w)»])\s+(?=(?:Je|Nous|Il|Elle|On|Cela|Merci|Bonjour|Mesdames)\s|(?:J|C)'[a-zà-ÿ])")
_ARTICLE = re.compile(
    r"(?:les?|la|l'|une?|des|de|du|d'|à|au|aux|en|dans|pour|vers|comment|quels?|quelles?|qui)\b\s?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was read below a name, on `used` lines."""

    used: int = 0
    role: str | None = None
    organisation: str | None = None
    heading: str | None = None


def credentials(context: Context, k: int, name: Name) -> Credentials:
    """Read the lines below the name at position `k`."""
    used = more_roles(context, k)
    lines = [context.paragraphs[j] for j in range(k + 1, k + 1 + used)]
    what = " ".join(p.text for p in lines if p.kind != "note")
    role, organisation = split_role(what) if what else (None, None)
    if not used and (found := _organisation_line(context, k, name)) is not None:
        return found
    if used and organisation is None and (below := _body_line(context, k + used)) is not None:
        used, organisation = below - k, context.paragraphs[below].text.strip()
    title = _title_line(context, k, k + used)
    heading = context.paragraphs[title].text.strip() if title is not None else None
    return Credentials(used if title is None else title - k, role, organisation, heading)


def more_roles(context: Context, k: int) -> int:
    """Count the lines below position `k` that only say what the person does."""
    used, j = 0, k
    while used < _MOST and (j := context.after(j) or 0) and not context.zones[j]:
        if not _says_what(context.paragraphs[j], first=used == 0):
            break
        used += j - k - used
    return used


def _says_what(paragraph: Paragraph, *, first: bool) -> bool:
    text = paragraph.text
    name = read_name(text)
    if len(text) > FUNCTION or paragraph.kind != "text" or (name is not None and (name.evidence or not is_role(text))):
        return False
    if is_role(text):
        return True
    if text.startswith("(") and text.endswith(")"):
        return not has_verb(text)
    return (paragraph.italic >= BOLD or (not first and text[0].islower())) and not ends_a_sentence(text)


def run_into_words(context: Context, k: int) -> tuple[str, int] | None:
    """« Directeur du port de Bla Nous avons … »: a function below the name whose line end was lost before the words.

    Gives the function and where the words begin; a pronoun with a capital and no full stop before it tells them.
    """
    j = context.after(k)
    if j is None or j != k + 1 or context.zones[j] or context.paragraphs[j].kind != "text":
        return None
    text = context.paragraphs[j].text
    found = _WORDS_BEGIN.search(level(text)[:FUNCTION])
    if found is None or not is_role(text[: found.start()]) or not (ends_a_sentence(text) or len(text) > FUNCTION):
        return None
    return text[: found.start()], found.end()


def _is_line(context: Context, j: int | None) -> bool:
    """Say whether a short line without full stop stands there, with prose below."""
    if j is None or context.zones[j]:
        return False
    line = context.paragraphs[j]
    if read_name(line.text.split(",")[0]) is not None:
        return False
    short = line.kind == "text" and len(line.text) <= FUNCTION and not line.text.endswith((":", ","))
    return short and not ends_a_sentence(line.text.rstrip("?!» ")) and context.prose_follows(j)


def _organisation_line(context: Context, k: int, name: Name) -> Credentials | None:
    """A short line between a sure name and the prose can only be where the person comes from."""
    j = context.after(k)
    sure = name.evidence >= CERTAIN or (name.evidence >= LIKELY and context.stands_out(k))
    if j is None or not sure or context.stands_out(j) or not _is_line(context, j):
        return None
    text = context.paragraphs[j].text
    role, organisation = split_role(text)
    if role is not None or organisation is None or has_verb(text) or len(text) > LABEL or is_numbered(text):
        return None
    if text.endswith(("?", "!")) or context.ranks[j] > max(context.ranks[k], NUMBERED) or context.ranks[j] == CAPITALS:
        return None
    place = names_a_body(text) or (text[0].isupper() and not _ARTICLE.match(level(text)))
    return Credentials(j - k, None, organisation) if place and not names_a_session(text) else None


def _body_line(context: Context, k: int) -> int | None:
    """Below « Conseillère », « Ville de Vernoy, France » with prose below is where she comes from."""
    j = context.after(k)
    if j is None or context.ranks[j] or not _is_line(context, j):
        return None
    text = context.paragraphs[j].text
    return j if len(text) <= LABEL and names_a_body(text) and not has_verb(text) else None


def _title_line(context: Context, first: int, k: int) -> int | None:
    """A heading below name and function, no higher than they and not numbered, is the title of the speech."""
    j = context.after(k)
    if j is None or not 0 < context.ranks[j] <= max(context.ranks[first], _PLAIN) or not _is_line(context, j):
        return None
    text = context.paragraphs[j].text
    return None if is_numbered(text) or names_a_session(text) or _is_first_question(context, j) else j


def _is_first_question(context: Context, j: int) -> bool:
    """Say whether the line is not a title but the first question of an interview: others like it follow."""
    if not context.paragraphs[j].text.endswith("?"):
        return False
    following = range(j + 1, min(len(context.paragraphs), j + _NEAR))
    return any(context.ranks[i] == context.ranks[j] and context.paragraphs[i].text.endswith("?") for i in following)


def where_from(context: Context, k: int) -> int:
    """Count the lines below « Une participante » that say what she does, or where she comes from."""
    used = more_roles(context, k)
    j = context.after(k)
    if used or j is None or not _is_line(context, j) or not names_a_body(context.paragraphs[j].text):
        return used
    return j - k
