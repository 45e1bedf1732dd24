"""What the drift test does to a collection (read again, cut otherwise, replaced), and what it asks of it then."""

from __future__ import annotations

import io
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from sqlalchemy import select

from corpus.catalogue import deposits, merging, recognitions
from corpus.catalogue.models import Document, Passage, Recognition, Speaker, Version
from corpus.catalogue.replacing import deposit_version
from corpus.installation import Installation
from corpus.settings import Settings
from indexer import jobs, recognising, rereading
from search.index import Engine, follow
from search.index.engines import open_engine
from search.web import create_app
from search.web.replaying import CLEAN, RECOGNISED, likeness_to, words_shown


@dataclass(frozen=True)
class Sent:
    """An address that was given out, with the words that it showed."""

    pid: str
    words: str
    document: str


@dataclass
class House:
    """An installation that things happen to."""

    settings: Settings

    @property
    def home(self) -> Path:
        return self.settings.home_path

    @contextmanager
    def opened(self) -> Iterator[Installation]:
        installation = Installation(self.settings)
        yield installation
        installation.catalogue.close()

    def copied(self, home: Path) -> House:
        shutil.copytree(self.home, home)
        return House(Settings(home=str(home)))

    def add(self, paths: Sequence[Path], *, recognise: bool) -> None:
        with self.opened() as installation:
            for path in paths:
                with installation.catalogue.writing() as session:
                    deposits.deposit(session, installation.store, path, "Anne")
            for entry in jobs.work(installation.catalogue, self.settings, jobs.worker_name()):
                assert entry.outcome == "done", entry.message
            if recognise:
                for _ in recognising.work(installation.catalogue, self.settings, jobs.worker_name()):
                    pass

    def reread(self, **settings: int) -> None:
        """Read everything again, with other settings."""
        with self.opened() as installation, installation.catalogue.session() as session:
            pids = list(session.scalars(select(Version.document_pid).distinct()))
        with self.opened() as installation:
            done = rereading.reread_documents(installation.catalogue, replace(self.settings, **settings), pids)
            assert [one.error for one in done if one.error] == []

    def put(self, document: str, name: str, content: bytes) -> None:
        """Make `content` the next version of the document, not yet recognised."""
        with self.opened() as installation, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            with installation.catalogue.writing() as session:
                deposit_version(session, installation.store, path, "Anne", document)
            done = list(jobs.work(installation.catalogue, self.settings, jobs.worker_name()))
            assert [one.outcome for one in done] == ["done"], done[0].message

    def recognise(self) -> int:
        with self.opened() as installation:
            return sum(1 for _ in recognising.work(installation.catalogue, self.settings, jobs.worker_name()))

    def waiting(self) -> int:
        with self.opened() as installation, installation.catalogue.session() as session:
            return recognitions.waiting(session)

    def texts(self, document: str) -> list[tuple[str | None, str | None, str]]:
        """Heading, speaker as printed and words of every passage of a document."""
        with self.opened() as installation, installation.catalogue.session() as session:
            passages = session.get_one(Document, document).current.passages
            return [(one.heading, one.speaker_as_printed, one.text) for one in passages]

    def merge_speakers(self) -> tuple[str, str]:
        """Merge the two speakers who say most; the pid that went and the one that was kept."""
        with self.opened() as installation, installation.catalogue.writing() as session:
            spoken = select(Passage.speaker_pid).where(Passage.speaker_pid.is_not(None))
            said = list(session.scalars(spoken))
            kept, gone = sorted(set(said), key=lambda one: (-said.count(one), one))[:2]
            merging.merge(session, session.get_one(Speaker, gone), session.get_one(Speaker, kept), "Anne")
        return gone, kept

    def sent(self, most: int) -> list[Sent]:
        """Addresses of passages given out, of every document some."""
        with self.opened() as installation, installation.catalogue.session() as session:
            rows = session.execute(
                select(Passage.pid, Passage.text, Version.document_pid)
                .join(Version)
                .order_by(Version.document_pid, Passage.position)
            ).all()
        chosen = rows if len(rows) <= most else random.Random(7).sample(rows, most)
        return [Sent(*row) for row in chosen if row[1].strip()]

    def recognised(self) -> set[str]:
        """The documents whose text comes from recognition (OCR)."""
        with self.opened() as installation, installation.catalogue.session() as session:
            return set(session.scalars(select(Version.document_pid).join(Recognition).distinct()))


@dataclass(frozen=True)
class Found:
    """What became of the addresses that were given out."""

    step: str
    count: int
    there: int  # 200
    moved: int  # 301 to 200
    broken: list[str]  # any other answer
    unlike: list[str]  # the words are not alike enough any more
    least: float
    mean: float

    @property
    def share(self) -> float:
        return 1 - (len(self.broken) + len(self.unlike)) / self.count

    def row(self) -> str:
        return (
            f"{self.step:<44} {self.count:>5} {self.there:>5} {self.moved:>5} {len(self.broken):>5} "
            f"{100 * self.share:>7.2f} {self.least:>6.2f} {self.mean:>6.3f}"
        )


HEAD = f"{'étape':<44} {'liens':>5} {'200':>5} {'301':>5} {'autre':>5} {'% mots':>7} {'min':>6} {'moy.':>6}"


def ask(house: House, step: str, sent: Sequence[Sent], spoilt: set[str], engine: Engine | None = None) -> Found:
    """Follow every address on the site. `spoilt`: documents whose words were recognised (OCR), then or now."""
    app = create_app(house.settings, engine or open_engine("memory:"))
    client = app.test_client()
    there, moved, broken, unlike, likeness = 0, 0, [], [], []
    for one in sent:
        answer = client.get(f"/p/{one.pid}")
        there += answer.status_code == 200
        if answer.status_code == 301:
            answer = client.get(answer.headers["Location"])
            moved += answer.status_code == 200
        if answer.status_code != 200:
            broken.append(f"{one.pid} {answer.status_code}")
            continue
        likeness.append(likeness_to(one.words, words_shown(answer.data)))
        if likeness[-1] < (RECOGNISED if one.document in spoilt else CLEAN):
            unlike.append(f"{one.pid} {likeness[-1]:.2f} {one.words[:60]!r}")
    app.extensions["mediatheque"].catalogue.close()
    mean = sum(likeness) / max(len(likeness), 1)
    return Found(step, len(sent), there, moved, broken, unlike, min(likeness, default=0), mean)


def as_docx(texts: Sequence[tuple[str | None, str | None, str]]) -> bytes:
    """The text as somebody would have it in a word processor."""
    made = docx.Document()
    before = None
    for heading, speaker, text in texts:
        if heading and heading != before:
            made.add_heading(heading, 2)
        before = heading
        for number, line in enumerate(text.split("\n")):
            paragraph = made.add_paragraph()
            if speaker and not number:
                paragraph.add_run(f"{speaker} : ").bold = True
            paragraph.add_run(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def as_printed(texts: Sequence[tuple[str | None, str | None, str]]) -> bytes:
    """The text on paper, as PDF."""
    styles, story = getSampleStyleSheet(), []
    before = None
    for heading, speaker, text in texts:
        if heading and heading != before:
            story.append(Paragraph(_escaped(heading), styles["Heading2"]))
        before = heading
        for number, line in enumerate(text.split("\n")):
            name = f"<b>{_escaped(speaker)} :</b> " if speaker and not number else ""
            story.append(Paragraph(name + _escaped(line), styles["BodyText"]))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue()


def as_scan(pdf: bytes, dpi: int = 150) -> bytes:
    """The pages of a PDF as pictures alone, as a scanner makes them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
    target = io.BytesIO()
    first: Image.Image = pages[0]
    first.save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return target.getvalue()


def as_recognised_again(texts: Sequence[tuple[str | None, str | None, str]], share: float = 0.02) -> bytes:
    """The text as another recognition would have it: some letters wrong, some words torn, lines cut otherwise."""
    chance = random.Random(3)
    lines = []
    for heading, speaker, text in texts:
        lines += [heading or "", f"{speaker} : {text}" if speaker else text]
    letters = []
    for letter in "\n\n".join(lines):
        luck = chance.random()
        if letter.isalpha() and luck < share * 0.8:
            letters.append(chance.choice("aceimnorlt1"))
        elif letter.isalpha() and luck < share:
            letters.append(letter + chance.choice(["", " "]))
        else:
            letters.append(letter)
    return "".join(letters).encode()


def rebuilt(house: House) -> Engine:
    """The index made anew beside the old one."""
    engine = open_engine(house.settings.index_url)
    with house.opened() as installation:
        follow.rebuild(installation.catalogue, engine)
    return engine


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
