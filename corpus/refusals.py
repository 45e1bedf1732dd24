"""What the desk says: why an act was not done, who did what meanwhile, that too much was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import MediathequeError, StaleRevision


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed: what the person saw, what stands there now, what she wanted."""

    field: str
    seen: str | None  # None: not known
    now: str
    wanted: str
    who: str  # "" when a new reading changed it
    at: str  # an instant, ISO; "" when it is not known

    def __str__(self) -> str:
        by = f"par {self.who}" if self.who else "par une nouvelle lecture"
        return f"{self.field} vaut maintenant « {self.now} » ({by})"


class ChangedMeanwhile(StaleRevision):
    """Somebody else changed the same fields meanwhile; nothing was recorded."""

    code = "changed-meanwhile"

    def __init__(self, pid: str, differences: Sequence[Difference]) -> None:
        super().__init__(pid)
        self.differences = tuple(differences)
        told = " ; ".join(str(one) for one in differences)
        self.args = (
            f"Quelqu'un a modifié cela entre-temps : {told}. Votre saisie n'a rien écrasé ; comparez, puis décidez.",
        )


class CannotUndo(MediathequeError):
    """An act cannot be undone: what it changed was changed again, or it was undone already."""

    code = "cannot-undo"

    def __init__(self, number: int, why: str, faults: Sequence[str] = ()) -> None:
        self.number, self.faults = number, tuple(faults)
        super().__init__(f"L'acte {number} ne peut pas être annulé : {why}. Rien n'a été changé.")


class UnknownAct(MediathequeError):
    """No act has this number."""

    code = "unknown-act"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Le journal n'a pas d'acte {number}.")


class TooManyReports(MediathequeError):
    """Readers reported as many errors within the hour as the house takes."""

    code = "too-many-reports"

    def __init__(self) -> None:
        super().__init__(
            "Beaucoup de signalements sont arrivés depuis une heure. Le vôtre n'a pas été enregistré ; réessayez un "
            "peu plus tard, ou écrivez au centre."
        )
