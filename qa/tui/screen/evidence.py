"""The evidence pane: each source of the selected answer, with the quoted sentence inside its paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Card, Mark, Reply
from qa.tui.screen.excerpts import excerpts, holds, runs
from qa.tui.widgets.words import QUIET, QUOTE, QUOTE_HERE, content, lines, source_content
from qa.types import Article

NOTHING = "Sources of an answer stand here, with the cited words in their paragraph."
GONE = "no longer in the library; the words it was cited for:"
CHANGED = "changed since this was answered; the words it was cited for:"


class SourceCard(Static):
    """One source. A click selects its next citation."""

    def __init__(self, card: Card) -> None:
        super().__init__("", classes="card")
        self.card = card

    def draw(self, article: Article | None, loaded: bool, here: Mark | None) -> None:
        """Title and byline, then the paragraphs once the article has been read."""
        parts = [source_content(self.card.source)]
        if article is None or not all(holds(article, mark) for mark in self.card.marks):
            why = (GONE if article is None else CHANGED) if loaded else "reading …"
            quotes = dict.fromkeys(mark.quote for mark in self.card.marks)
            parts += [content((why, QUIET)), *(content((f"“{quote}”", QUOTE)) for quote in quotes)]
        else:
            shown = [
                _excerpt(article, e.start, e.end, e.marks, here) for e in excerpts(article, self.card.marks)
            ]
            parts.append(Content("\n\n").join(shown))
        self.update(lines(parts))
        self.set_class(here is not None and here.number == self.card.source.number, "here")

    async def on_click(self) -> None:
        """Go to the first citation of this source."""
        await self.screen.action_number(self.card.source.number)  # type: ignore[attr-defined]


def _excerpt(article: Article, start: int, end: int, marks: tuple[Mark, ...], here: Mark | None) -> Content:
    """A paragraph with its cited sentences set off; »« say where the selected one is without colour."""
    text = article.text
    pieces = [content(("… ", QUIET) if start and text[start - 1] != "\n" else "")]
    for run in runs(text, start, end, marks, here):
        if run.mark is None:
            pieces.append(content((run.text, QUIET)))
        elif here is not None and run.mark == here:
            pieces.append(content((f"»{run.text}«", QUOTE_HERE)))
        else:
            pieces.append(content((run.text, QUOTE)))
    pieces.append(content((" …", QUIET) if end < len(text) and text[end] != "\n" else ""))
    return Content("").join(pieces)


class EvidencePane(VerticalScroll):
    """Shows the sources of one reply; `articles` holds those read so far (None: not in the library)."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.border_title = "Sources"
        self._reply: Reply | None = None
        self._turn = -1

    def compose(self) -> ComposeResult:
        """What stands here before there is an answer."""
        yield Static(content((NOTHING, QUIET)), classes="empty")

    async def show(
        self, reply: Reply | None, turn: int, articles: Mapping[str, Article | None], here: Mark | None
    ) -> None:
        """The sources of this reply; the selected citation is brought into view."""
        if reply is not self._reply or turn != self._turn:
            self._reply, self._turn = reply, turn
            await self.remove_children()
            found = replies.cards(reply) if reply is not None else ()
            empty = Static(content((NOTHING, QUIET)), classes="empty")
            await self.mount_all([SourceCard(card) for card in found] or [empty])
            self.border_title = f"Sources · {len(found)}" if found else "Sources"
        for card in self.query(SourceCard):
            key = card.card.source.article_id
            card.draw(articles.get(key), key in articles, here)
            if card.has_class("here"):
                # Cards that were just put here have no height yet.
                self.call_after_refresh(card.scroll_visible, animate=False, top=True)
