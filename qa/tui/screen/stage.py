"""What the parts of the main screen share: its state, its panes, and what each may ask of it."""

from __future__ import annotations

from abc import abstractmethod

from textual.screen import Screen

from qa.tui.dialogue.opening import Opened
from qa.tui.dialogue.talk import Exchange, Talk
from qa.tui.screen.conversation import Conversation
from qa.tui.screen.lanes import Lane
from qa.tui.widgets.composer import Composer
from qa.types import Article, LibraryStats


class Stage(Screen[None]):
    """The main screen as its parts know it. `talk` is None until the library has been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self.stats: LibraryStats | None = None
        self.articles: dict[str, Article | None] = {}
        """Articles read for the evidence pane; None for one that is not in the library."""
        self.running: Exchange | None = None
        self.waiting: list[str] = []
        """What was asked before the library was open."""
        self.answering, self.adding, self.reading = Lane("answer"), Lane("add"), Lane("read")
        self.adding_stopped = False
        self.debugging = False
        """Whether an unexpected error ends the app with a traceback."""

    @property
    def talk(self) -> Talk | None:
        """The conversation, once the library is open."""
        return self.opened.talk if self.opened else None

    @property
    def conversation(self) -> Conversation:
        """The pane of the turns."""
        return self.query_one(Conversation)

    @property
    def composer(self) -> Composer:
        """The question line."""
        return self.query_one(Composer)

    @abstractmethod
    async def ask(self, kind: str, text: str, refs: tuple[str, ...] = ()) -> None:
        """One turn from the question to the checked reply."""

    @abstractmethod
    def add(self, sources: list[str]) -> None:
        """Add articles behind the conversation."""

    @abstractmethod
    async def restart(self) -> None:
        """Show the conversation as it is now, from its beginning."""

    @abstractmethod
    def redraw(self) -> None:
        """The lines around the conversation say how things are."""

    @abstractmethod
    async def show_evidence(self) -> None:
        """The sources of the selected turn."""

    @abstractmethod
    async def action_cite(self, step: int) -> None:
        """To the next citation, or back."""

    @abstractmethod
    async def action_number(self, number: int) -> None:
        """To the first citation of this source."""

    @abstractmethod
    async def action_article(self) -> None:
        """Open the article of the selected citation."""
