"""One article in full, at the cited sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qa.show.console import one_line, shorten_end
from qa.show.words import byline, count, opened_at
from qa.text import safe
from qa.tui.dialogue.replies import Mark
from qa.tui.screen.excerpts import holds, paragraphs, runs
from qa.tui.widgets.bars import Status
from qa.tui.widgets.find import FindBar
from qa.tui.widgets.messages import Sought
from qa.tui.widgets.words import MATCH, QUIET, QUOTE, QUOTE_HERE, STRONG, content, lines, sought
from qa.types import Article, Source, Usage

KEYS = (
    ("]", "next"), ("[", "previous"), ("/", "search"), ("x", "removed"), ("w", "web"), ("y", "copy"),
    ("Esc", "back"),
)  # fmt: skip


class Paragraph(Static):
    """One paragraph with the marks that stand in it."""

    def __init__(self, article: Article, start: int, end: int, marks: Sequence[Mark]) -> None:
        super().__init__("", classes="paragraph")
        self.article, self.start, self.end = article, start, end
        self.all_marks = list(marks)
        self.marks = [m for m in marks if m.start < end and m.end > start]

    def draw(self, here: Mark | None, words: str, selected: bool) -> None:
        """Set off the citations and what is searched for."""
        pieces = []
        for run in runs(self.article.text, self.start, self.end, self.marks, here):
            if run.mark is None:
                pieces.append(content(run.text))
            elif run.mark == here:
                pieces.append(
                    content(("▶ ", "bold $accent"), (run.text, QUOTE_HERE), (f" [{run.mark.number}]", MATCH))
                )
            else:
                pieces.append(content((run.text, QUOTE), (f" [{run.mark.number}]", QUIET)))
        self.update(sought(Content("").join(pieces), words))
        self.set_class(selected, "match")

    def holds(self, words: str) -> bool:
        """Whether the words occur in it."""
        return words.lower() in safe(self.article.text[self.start : self.end]).lower()


class ArticleScreen(Screen[None]):
    """Reads an article. `step` moves to another citation, and may put another article here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,backspace,q", "leave", "Back"),
        Binding("right_square_bracket", "step(1)", "Next citation"),
        Binding("left_square_bracket", "step(-1)", "Previous citation"),
        Binding("slash", "find", "Search"),
        Binding("n", "match(1)", "Next match"),
        Binding("N", "match(-1)", "Previous match"),
        Binding("x", "removed", "Removed blocks"),
        Binding("y", "copy", "Copy the cited sentence"),
        Binding("c", "reference('bibtex')", "Copy the source, BibTeX"),
        Binding("C", "reference('ris')", "Copy the source, RIS"),
        Binding("w", "web", "Open the page at the cited words"),
        Binding("f1", "app.help", "Help"),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
    ]

    def __init__(
        self,
        article: Article,
        marks: Sequence[Mark],
        here: Mark | None,
        step: Callable[[int], Awaitable[None]],
        number: Callable[[int], Awaitable[None]],
    ) -> None:
        super().__init__()
        self.article = article
        self.here = here
        self.all_marks = list(marks)
        self.marks = [m for m in marks if m.article_id == article.id and holds(article, m)]
        self._step, self._number = step, number
        self._words = ""
        self.match = -1

    def compose(self) -> ComposeResult:
        """Head, paragraphs, captions, the removed blocks (hidden), the find bar and the keys."""
        article = self.article
        yield Static(id="place")
        with VerticalScroll(id="reader"):
            yield Static(self._head(), classes="head")
            for start, end in paragraphs(article.text):
                yield Paragraph(article, start, end, self.marks)
            for caption in article.captions:
                yield Static(content(("Caption: ", QUIET), (one_line(caption), QUIET)), classes="paragraph")
            yield Static(self._removed(), id="removed")
        yield FindBar()
        yield Status(id="status")

    def on_mount(self) -> None:
        """Draw, and go to the cited sentence once everything has its place."""
        self.query_one("#removed").display = False
        self.query_one("#reader").focus()
        self._draw()
        self.call_after_refresh(self._to_here)

    def on_resize(self) -> None:
        """The keys fit the width."""
        self.call_after_refresh(lambda: self.query_one(Status).show(KEYS, Usage(), 0))

    def go(self, here: Mark) -> None:
        """Another citation of the same article."""
        self.here = here
        self._draw()
        self._to_here()

    def action_leave(self) -> None:
        """Back to the conversation."""
        self.dismiss()

    def action_step(self, step: int) -> None:
        """The next or previous citation, here or in another article."""
        self.app.call_later(self._step, step)

    def action_number(self, number: int) -> None:
        """The first citation of source [n]."""
        self.app.call_later(self._number, number)

    def action_find(self) -> None:
        """Open the find bar."""
        self.query_one(FindBar).begin()

    def action_match(self, step: int) -> None:
        """The next or previous paragraph with the words."""
        found = [n for n, part in enumerate(self.query(Paragraph)) if self._words and part.holds(self._words)]
        if not found:
            return
        later = [n for n in found if n > self.match] if step > 0 else [n for n in found if n < self.match]
        self.match = (later or found)[0 if step > 0 else -1]
        self._draw()
        self.query(Paragraph)[self.match].scroll_visible(animate=False)

    def on_sought(self, message: Sought) -> None:
        """Look for the words as they are written."""
        message.stop()
        if message.words != self._words:
            self._words, self.match = message.words, -1
            self._draw()
            self.action_match(1)
        if not self.query_one(FindBar).display:
            self.query_one("#reader").focus()

    def action_removed(self) -> None:
        """Show or hide what cleaning removed."""
        block = self.query_one("#removed")
        block.display = not block.display
        if block.display:
            self.call_after_refresh(lambda: block.scroll_visible(animate=False, top=True))

    def action_copy(self) -> None:
        """The cited sentence with its reference, to the clipboard."""
        if self.here is None:
            self.notify("no citation is selected", severity="warning")
            return
        where = f"{one_line(self.article.title)}, {byline(self.article)}"
        self.app.copy_to_clipboard(f"“{safe(self.here.quote)}” ({where})")
        self.notify("copied the sentence with its reference")

    def action_reference(self, form: str) -> None:
        """The article as a source for a reference manager, the cited words with it, to the clipboard."""
        from qa.show.export.references import FORMS, references

        quoted = {1: [self.here.quote]} if self.here and holds(self.article, self.here) else {}
        self.app.copy_to_clipboard(references([Source.of(self.article)], form, quoted))
        self.notify(f"copied the source as {FORMS[form]}")

    def action_web(self) -> None:
        """The page of the article in the browser, at the cited words."""
        from qa.text.fragments import fragment

        here, article = self.here, self.article
        words = fragment(article, here.start, here.end) if here and holds(article, here) else ""
        if link := opened_at(article.url, article.origin, words):
            self.app.open_url(link)
            self.notify(f"opened {article.url or article.origin}")
        else:
            self.notify("it has no address and its file is not there any more", severity="warning")

    def _head(self) -> Content:
        article = self.article
        parts = [content((one_line(article.title), STRONG)), content((one_line(byline(article)), QUIET))]
        if article.authors:
            parts.append(content((one_line(", ".join(article.authors)), QUIET)))
        parts.append(content((one_line(article.url or article.origin), QUIET)))
        return lines(parts)

    def _removed(self) -> Content:
        article = self.article
        if not article.removed:
            return content(("Nothing was removed when this article was cleaned.", QUIET))
        parts = [content((f"{count(len(article.removed), 'block')} removed when it was cleaned", STRONG))]
        for reason, blocks in groupby(article.removed, key=lambda block: block.reason):
            parts.append(content((f"\n{one_line(reason)}", STRONG)))
            for block in blocks:
                parts += [
                    content(("▏ ", QUIET), (line.strip(), QUIET))
                    for line in block.text.split("\n")
                    if line.strip()
                ]
        return lines(parts)

    def _draw(self) -> None:
        end = ""
        if self.here is not None:
            end = f"citation {self.all_marks.index(self.here) + 1} of {len(self.all_marks)}"
        if self._words:
            found = sum(part.holds(self._words) for part in self.query(Paragraph))
            end = f"“{shorten_end(self._words, 20)}” in {count(found, 'paragraph')} · {end}"
        lead = f"[{self.here.number}] " if self.here else ""
        room = max(8, self.app.size.width - len(lead) - len(end) - 5)
        title = shorten_end(one_line(self.article.title), room)
        place = content((lead, "bold $accent"), (title, STRONG), (f"  {end}", QUIET))
        self.query_one("#place", Static).update(place)
        for number, part in enumerate(self.query(Paragraph)):
            part.draw(self.here, self._words, number == self.match)

    def _to_here(self) -> None:
        for part in self.query(Paragraph):
            if self.here is not None and self.here in part.marks:
                self.query_one("#reader", VerticalScroll).scroll_to_widget(part, animate=False, center=True)
                return
