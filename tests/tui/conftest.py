"""A desk of three articles that answers as it is told, and an app over it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.strip import Strip

from qa.answer.engine import Turn
from qa.errors import CorpusError, LibraryMissingError
from qa.types import (
    AddedItem,
    AddReport,
    Answer,
    Article,
    Citation,
    Copy,
    Hit,
    LibraryStats,
    Passage,
    Query,
    Removed,
    RemovedSentence,
    Searched,
    Sentence,
    Source,
    Summary,
    Usage,
)
from tests.conftest import CORPUS

FERRY = Article.make(
    "Ferry hits the quay at Brackwater",
    "A passenger ferry hit the quay in Brackwater on Tuesday morning and 12 people were injured.\n"
    "The captain of the ferry is Mirela Sandhurst, the harbour office said. "
    "Nobody was killed in the accident.\n"
    + "\n".join(f"Paragraph {n} says what the harbour looks like in winter." for n in range(3, 40))
    + "\nThe ferry will be repaired in Northwick, its owner said.",
    "Brackwater Post",
    published=date(2026, 2, 3),
    url="https://post.example/ferry",
    origin="harbour.md",
    authors=("Ada Quill",),
    removed=(Removed("Sign up for our newsletter", "share line"),),
    captions=("The ferry on Tuesday.",),
)
TRAM = Article.make(
    "Council puts off the vote on the tram",
    "The council put off its vote on the tram on Thursday.\n"
    "The cost of 80 million crowns was too high, it said.",
    "Evening Lamp",
    published=date(2026, 2, 5),
    origin="council.md",
)
EVIL = Article.make(
    "[red]Breaking[/red] \x1b[31mnews\x1b[0m [@click=app.quit]press here[/]",
    "[bold]Bold[/bold] \x1b]0;owned\x07claims \x1b[2J[link=https://evil.example]follow me[/link] were made."
    "\u202e reversed\nSecond line [1] <script>alert(1)</script>.",
    "[blink]Outlet[/blink]",
    published=date(2026, 2, 6),
    origin="evil.md",
)
ARTICLES = {article.id: article for article in (FERRY, TRAM, EVIL)}


def cited(article: Article, words: str, number: int) -> Citation:
    start = article.text.index(words)
    return Citation(number, article.id, start, start + len(words), words)


def source(article: Article, number: int, also: tuple[Copy, ...] = ()) -> Source:
    return Source(
        number, article.id, article.title, article.outlet, article.published, article.url, article.origin,
        article.kind, article.agency, also,
    )  # fmt: skip


def answer(question: str = "Who is the captain?", *, engine: str = "extractive") -> Answer:
    """Three citations of two sources, one of them partial; one sentence did not pass."""
    captain = cited(FERRY, "The captain of the ferry is Mirela Sandhurst, the harbour office said.", 1)
    repaired = cited(FERRY, "The ferry will be repaired in Northwick, its owner said.", 1)
    cost = cited(TRAM, "The cost of 80 million crowns was too high, it said.", 2)
    return Answer(
        question,
        (
            Sentence(captain.quote, (captain,), "supported", ("exact words",)),
            Sentence("It will be repaired, at a cost.", (repaired, cost), "partial", ()),
        ),
        (source(FERRY, 1, (Copy("x" * 16, "Northern Ledger", "Ferry"),)), source(TRAM, 2)),
        (RemovedSentence("Forty people died.", "number 40 is not in the cited text"),),
        engine,
        "openai:test-model" if engine == "llm" else None,
        "f" * 16,
        Usage(0.4, 1, 1200, 80, 0.0021) if engine == "llm" else Usage(0.4),
        engine_reason="auto: no model is configured"
        if engine == "extractive"
        else "auto: a model is configured",
    )


def evil_answer(question: str) -> Answer:
    line = EVIL.text.split("\n")[0]
    quote = Citation(1, EVIL.id, 0, len(line), line)
    return Answer(
        question, (Sentence(line, (quote,), "supported", ()),), (source(EVIL, 1),), (), "extractive", None,
        "f" * 16, Usage(0.1),
    )  # fmt: skip


def nothing(question: str) -> Answer:
    nearest = cited(TRAM, "The council put off its vote on the tram on Thursday.", 1)
    return Answer(
        question, (), (), (), "extractive", None, "f" * 16, Usage(0.2), unanswered=(question,),
        nearest=nearest, nearest_source=source(TRAM, 1),
        searched=Searched(3, ("Brackwater Post", "Evening Lamp")),
    )  # fmt: skip


class Library:
    def warm(self) -> None:
        pass


@dataclass
class Engines:
    name: str = "extractive"

    def choose(self) -> tuple[str, str]:
        return self.name, "auto: no model is configured"


@dataclass(frozen=True)
class Recorded:
    answer: Answer


@dataclass
class FakeDesk:
    """What the conversation uses of a desk. `asked` has (question, earlier turns, filters)."""

    settings: Any
    full: bool = True
    engines: Engines = field(default_factory=Engines)
    asked: list[tuple[str, Sequence[Turn], dict[str, Any]]] = field(default_factory=list)
    added: list[list[str]] = field(default_factory=list)
    pieces: Sequence[str] = ()
    gate: threading.Event | None = None
    """Answers wait for it between two pieces, so that a test can act in the middle."""
    problem: Exception | None = None
    closed: bool = False

    engaged = None

    def library(self) -> Library:
        return Library()

    def close(self) -> None:
        self.closed = True

    def query(self, text: str, **filters: Any) -> Query:
        from qa.desk.desk import Desk

        return Desk(self.settings).query(text, **filters)

    def record(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        on_text: Any = None,
        cancelled: Any = None,
        **filters: Any,
    ) -> Recorded:
        self.asked.append((text, tuple(history), filters))
        for piece in self.pieces:
            on_text(piece)
            if self.gate:
                self.gate.wait(10)
        if self.gate:
            self.gate.wait(10)
        if self.problem:
            raise self.problem
        if "evil" in text:
            return Recorded(evil_answer(text))
        if "nothing" in text:
            return Recorded(nothing(text))
        return Recorded(answer(text, engine=self.engines.name))

    def search(self, text: str, *, k: int = 10, **filters: Any) -> list[Hit]:
        self.asked.append((text, (), filters))
        best = cited(FERRY, "Nobody was killed in the accident.", 1)
        passage = Passage(FERRY.id, 0, best.end)
        return [
            Hit(FERRY, passage, (best.start, best.end), 1.0, "words"),
            Hit(TRAM, Passage(TRAM.id, 0, 53), (0, 53), 0.5, "meaning"),
        ]

    def summarize(
        self,
        refs: Sequence[str] = (),
        *,
        topic: str | None = None,
        on_text: Any = None,
        cancelled: Any = None,
        **filters: Any,
    ) -> Summary:
        self.asked.append((topic or " ".join(refs), (), filters))
        made = answer()
        return Summary(
            topic or refs[0], made.sentences, made.sources, (), "extractive", None, "f" * 16, Usage(0.3)
        )

    def timeline(self, text: str, *, cancelled: Any = None, **filters: Any) -> Any:
        raise CorpusError(f"no timeline of {text}", "the fake has none")

    def topic(self, title: str, **filters: Any) -> Any:
        raise CorpusError(f"no briefing on {title}", "the fake has none")

    def show(self, ref: str) -> Article:
        for article in ARTICLES.values():
            if ref in (article.id, article.title, article.origin):
                return article
        raise CorpusError(f"no article {ref}", "")

    def stats(self) -> LibraryStats:
        if not self.full:
            raise LibraryMissingError("there is no library", "add something")
        return LibraryStats(
            3, 9, {"Brackwater Post": 1, "Evening Lamp": 1, "[blink]Outlet[/blink]": 1}, {"en": 3},
            date(2026, 2, 3), date(2026, 2, 6), 0, 0, "minilm",
        )  # fmt: skip

    def add(self, sources: Sequence[str], *, on_progress: Any = None, **_: Any) -> AddReport:
        self.added.append(list(sources))
        for number in range(1, 4):
            if on_progress:
                on_progress(f"file{number}.txt", number, 3)
            if self.gate:
                self.gate.wait(10)
        if self.problem:
            raise self.problem
        self.full = True
        items = [
            AddedItem("added", "a.txt", FERRY.id, FERRY.title),
            AddedItem("failed", "b.txt", detail="no text in it"),
        ]
        return AddReport(tuple(items), 0.2)


@pytest.fixture
def desk(own_home: Path) -> FakeDesk:
    from qa.settings import load_settings

    return FakeDesk(load_settings({"library": own_home / "library"}))


class Driver:
    """The app under a Pilot, with the steps that the tests share."""

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app, self.pilot, self.chat = app, pilot, app.chat

    async def until(self, condition: Callable[[], object], seconds: float = 20) -> None:
        for _ in range(int(seconds / 0.02)):
            if condition():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not come to pass:\n{self.seen}")

    async def type(self, text: str) -> None:
        """Put a line into the question line and send it."""
        self.chat.composer.focus()
        await self.until(lambda: self.app.focused is self.chat.composer)
        self.chat.composer.text = text
        await self.pilot.press("enter")
        await self.pilot.pause()

    async def ask(self, text: str) -> None:
        before = len(self.chat.talk.exchanges)
        await self.type(text)
        await self.until(
            lambda: len(self.chat.talk.exchanges) > before and self.chat.talk.exchanges[-1].state != "running"
        )
        await self.until(lambda: self.chat.running is None)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def seen(self) -> str:
        """All text on the screen, as a reader sees it."""
        return "\n".join(strip.text.rstrip() for strip in self.strips)

    @property
    def strips(self) -> list[Strip]:
        """The rows of the screen with their styles; Textual has no public way to them."""
        return self.app.screen._compositor.render_strips()


@pytest.fixture
def start(desk: FakeDesk) -> Callable[..., Any]:
    """`async with start() as t`: the app over the fake desk, opened."""
    from contextlib import asynccontextmanager

    from qa.tui.app import make_app
    from qa.tui.dialogue.opening import open_talk

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = (120, 40), theme: str = "dark", notices: bool = False, **session: Any
    ) -> Any:
        app = make_app(lambda: open_talk(lambda: desk, **session), theme=theme)
        async with app.run_test(size=size, notifications=notices) as pilot:
            driver = Driver(app, pilot)
            await driver.until(lambda: app.chat.opened is not None or app.return_code is not None)
            await pilot.pause()
            yield driver
            if app.chat.talk:
                app.chat.talk.store.close()

    return run


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real library of nine articles on one story; copy it before anything is written to it."""
    from qa.desk.desk import Desk
    from qa.settings import load_settings

    library = tmp_path_factory.mktemp("story") / "library"
    with Desk(load_settings({"library": library})) as desk:
        desk.add([str(CORPUS / "articles" / "harbour-spill")])
    return library
