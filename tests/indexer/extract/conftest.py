"""A small drawing table: pages as layout programs make them, with text invented for the tests."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

HEIGHT, WIDTH = 842.0, 595.0
SPEECH = (
    "La commune de Verlon travaille depuis neuf ans avec le cercle de Tamoré. Nous avons commencé par un puits, "
    "puis par une école, et les deux conseils se réunissent chaque printemps. Les habitants décident des priorités "
    "et rendent compte des dépenses devant tous. Rien de cela ne serait possible sans les associations du pays. "
)
OTHER = (
    "Le syndicat des eaux du Bas-Orgel a choisi une autre voie. Il finance des études et forme des techniciens, "
    "parce que les ouvrages ne durent que si quelqu'un les entretient. Trois stagiaires viennent chaque année. "
    "Ils repartent avec des méthodes et laissent des questions auxquelles nous cherchons encore des réponses. "
)


class Drawing:
    """A PDF under the pen; heights are measured from the top of the page."""

    def __init__(self, path: Path, **options: object) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, **options)
        self.later: list[tuple[float, float, str, str, float]] = []

    def line(self, x: float, y: float, text: str, font: str = "Times-Roman", size: float = 11) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def block(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        font: str = "Times-Roman",
        size: float = 11,
        indent: float = 0,
    ) -> float:
        """Draw wrapped text, its first line set in, and return the height below it."""
        lines = simpleSplit(text, font, size, width)
        if indent:
            first = simpleSplit(text, font, size, width - indent)[0]
            lines = [first, *simpleSplit(text[len(first) :].strip(), font, size, width)]
        for place, line in enumerate(lines):
            self.line(x if place else x + indent, y, line, font, size)
            y += 1.25 * size
        return y

    def put_off(
        self, x: float, y: float, width: float, text: str, font: str = "Times-Roman", size: float = 11
    ) -> float:
        """Lay text out now, draw it with `shuffle`."""
        for line in simpleSplit(text, font, size, width):
            self.later.append((x, y, line, font, size))
            y += 1.25 * size
        return y

    def shuffle(self, seed: int = 1) -> None:
        """Draw what was put off in any order."""
        random.Random(seed).shuffle(self.later)
        for line in self.later:
            self.line(*line)
        self.later = []

    def turn(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    return Drawing(tmp_path / "page.pdf")


@pytest.fixture
def speech() -> str:
    return SPEECH.strip()


@pytest.fixture
def other() -> str:
    return OTHER.strip()


@pytest.fixture
def samples() -> Path:
    folder = Path(__file__).resolve().parents[4] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("Les documents d'exemple ne sont pas à côté de ce dépôt.")
    return folder
