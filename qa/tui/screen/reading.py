"""Articles for the main screen: read in a lane, shown beside an answer or in full."""

from __future__ import annotations

from functools import partial

from qa.errors import QAError
from qa.tui.dialogue.replies import Mark
from qa.tui.screen.article import ArticleScreen
from qa.tui.screen.evidence import EvidencePane
from qa.tui.screen.stage import Stage
from qa.types import Article


async def show_evidence(screen: Stage) -> None:
    """The sources of the selected turn: what is known at once, the paragraphs when they have been read."""
    await _draw(screen)
    view = screen.conversation.view
    missing = {mark.article_id for mark in (view.marks if view else ())} - screen.articles.keys()
    if missing:
        screen.run_worker(_fill(screen, sorted(missing)), group="evidence")


async def _fill(screen: Stage, missing: list[str]) -> None:
    for key in missing:
        await read(screen, key)
    await _draw(screen)


async def _draw(screen: Stage) -> None:
    if not screen.query(EvidencePane):  # the app is being closed
        return
    view = screen.conversation.view
    reply, number = (view.exchange.reply, view.number) if view else (None, -1)
    await screen.query_one(EvidencePane).show(reply, number, screen.articles, screen.conversation.here)


async def read(screen: Stage, key: str) -> Article | None:
    """The article with this id, from the library if it was not read before; None when it is not there."""
    talk = screen.talk
    if key not in screen.articles and talk is not None:
        try:
            screen.articles[key] = await screen.reading.run(lambda: talk.desk.show(key))
        except QAError:
            screen.articles[key] = None
    return screen.articles.get(key)


async def open_article(screen: Stage, here: Mark) -> None:
    """Put the article of this citation on the screen, in place of another one that is there."""
    article = await read(screen, here.article_id)
    if article is None:
        screen.notify("this article is no longer in the library", severity="warning")
        return
    top = screen.app.screen
    if isinstance(top, ArticleScreen):
        if top.article.id == here.article_id:
            top.go(here)
            return
        await screen.app.pop_screen()
    view = screen.conversation.view
    marks = view.marks if view else (here,)
    step, number = partial(_step, screen), partial(_number, screen)
    await screen.app.push_screen(ArticleScreen(article, marks, here, step, number))


async def _step(screen: Stage, step: int) -> None:
    await screen.action_cite(step)
    if here := screen.conversation.here:
        await open_article(screen, here)


async def _number(screen: Stage, number: int) -> None:
    await screen.action_number(number)
    if here := screen.conversation.here:
        await open_article(screen, here)
