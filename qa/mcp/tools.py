"""The tools: each calls the desk in a thread, and gives readable text beside the structured result.

The laws of the product hold here too: what leaves is checked, or marked as not; a text that the client hands
in is never called checked, only what becomes of each of its sentences is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent

from qa.desk.desk import Desk
from qa.errors import QAError
from qa.mcp import schemas
from qa.search.filters import Filters
from qa.show import json as as_json
from qa.show import markdown
from qa.show.words import byline
from qa.text import safe

T = TypeVar("T")
MOST_LISTED = 500


class Tools:
    """The tools over one desk. Calls may come from several clients at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ask(
        self,
        question: str,
        ctx: Context[Any, Any],
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
    ) -> Annotated[CallToolResult, schemas.Answered]:
        """Answer a question from the user's news articles, every sentence checked against the words it cites.

        `found` is false when the articles do not answer: then say so, and do not answer from elsewhere.
        """
        bounds = _filters(since, until, outlet, language)
        answer = await self._run(ctx, lambda stop: self._desk.ask(question, cancelled=stop, **bounds))
        return _result(markdown.answer_markdown(answer), as_json.answer_dict(answer))

    async def summarize(
        self, topic: str, ctx: Context[Any, Any], words: int = 120, since: str | None = None
    ) -> Annotated[CallToolResult, schemas.Answered]:
        """Summarise what the articles say on a topic, each sentence with its source."""
        bounds = _filters(since, None, None, None)
        summary = await self._run(
            ctx, lambda stop: self._desk.summarize(topic=topic, words=words, cancelled=stop, **bounds)
        )
        return _result(markdown.summary_markdown(summary), as_json.summary_dict(summary))

    async def search(
        self, query: str, ctx: Context[Any, Any], k: int = 10
    ) -> Annotated[CallToolResult, schemas.Results]:
        """Find passages of the articles by words and meaning; `fetch` gives the whole article of an id."""
        found = await self._run(ctx, lambda _: self._desk.search(query, k=max(1, min(k, 50))))
        rows: list[dict[str, object]] = []
        for hit in found:
            passage = hit.passage.text(hit.article)
            row = {"id": hit.article.id, "title": hit.article.title, "url": _address(hit.article)}
            rows.append(
                {**row, "text": passage, "outlet": hit.article.outlet, "published": _day(hit.article)}
            )
        text = "\n\n".join(
            f"{hit.article.title} ({byline(hit.article)})\n{row['text']}"
            for hit, row in zip(found, rows, strict=True)
        )
        return _result(text or "Nothing found.", {"results": rows})

    async def fetch(self, id: str, ctx: Context[Any, Any]) -> Annotated[CallToolResult, schemas.Document]:
        """The whole text of one article, by the id that `search`, `list` or a source gives."""
        article = await self._run(ctx, lambda _: self._desk.show(id))
        facts = {"outlet": article.outlet or "", "published": _day(article), "language": article.language}
        data: dict[str, object] = {"id": article.id, "title": article.title, "text": article.text}
        return _result(article.text, {**data, "url": _address(article), "metadata": facts})

    async def show(self, article: str, ctx: Context[Any, Any]) -> CallToolResult:
        """One article as it was cleaned, by id, start of its title or file, with what cleaning removed."""
        found = await self._run(ctx, lambda _: self._desk.show(article))
        return _result(found.text, as_json.article_dict(found))

    async def list_articles(
        self,
        ctx: Context[Any, Any],
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        tag: str | None = None,
    ) -> Annotated[CallToolResult, schemas.Listed]:
        """The articles of the library, newest first; with `tag` those that the user has tagged so."""
        bounds = _filters(since, until, outlet, None)
        bounds["tag"] = tag or ()
        found = await self._run(ctx, lambda _: self._desk.list(**bounds))
        rows = [as_json.article_head(article) for article in found[:MOST_LISTED]]
        lines = [f"{one.id}  {one.title} ({byline(one)})" for one in found[:MOST_LISTED]]
        more = [f"and {len(found) - MOST_LISTED} more"] if len(found) > MOST_LISTED else []
        return _result("\n".join([*lines, *more]) or "No articles.", {"articles": rows})

    async def timeline(
        self, topic: str, ctx: Context[Any, Any], since: str | None = None, until: str | None = None
    ) -> Annotated[CallToolResult, schemas.Briefed]:
        """What happened when on a topic, by the day of each event."""
        bounds = _filters(since, until, None, None)
        return await self._briefing(ctx, lambda stop: self._desk.timeline(topic, cancelled=stop, **bounds))

    async def compare(
        self, articles: list[str], ctx: Context[Any, Any]
    ) -> Annotated[CallToolResult, schemas.Briefed]:
        """Where two or more articles (ids) agree and differ."""
        return await self._briefing(ctx, lambda _: self._desk.compare(articles))

    async def brief(
        self, topic: str, ctx: Context[Any, Any], since: str | None = None
    ) -> Annotated[CallToolResult, schemas.Briefed]:
        """A briefing on a topic: what is new, who says what, where sources differ, with the sources."""
        wanted = self._desk.topic(topic, **_filters(since, None, None, None))
        return await self._briefing(ctx, lambda stop: self._desk.press.brief(wanted, cancelled=stop))

    async def check(
        self, text: str, ctx: Context[Any, Any], sources: list[str] | None = None
    ) -> Annotated[CallToolResult, schemas.CheckedText]:
        """Hold a draft against the library, or against `sources` (article ids or texts), by sentence.

        Each sentence comes back as supported, partial, differs or "not found", with the exact words. Nothing
        else in the draft is checked: do not call it so.
        """
        from qa.desk.proofs import check_against, check_text
        from qa.show.proofs import proof_dict, proof_page

        def work(_: Callable[[], bool]) -> Any:
            words = safe(text)
            return check_against(self._desk, words, sources) if sources else check_text(self._desk, words)

        proof = await self._run(ctx, work)
        return _result(proof_page(proof, 100).plain, proof_dict(proof))

    async def add(
        self, sources: list[str], ctx: Context[Any, Any]
    ) -> Annotated[CallToolResult, schemas.Added]:
        """Add articles to the library: paths on the user's machine, or web addresses."""
        from qa.show.library import report_page

        report = await self._run(ctx, lambda _: self._desk.add(sources))
        return _result(report_page(report, 100).plain, as_json.report_dict(report))

    async def _briefing(
        self, ctx: Context[Any, Any], work: Callable[[Callable[[], bool]], Any]
    ) -> CallToolResult:
        from qa.show.briefing.json import briefing_dict
        from qa.show.briefing.markdown import briefing_markdown

        made = await self._run(ctx, work)
        return _result(briefing_markdown(made), briefing_dict(made))

    async def _run(self, ctx: Context[Any, Any], work: Callable[[Callable[[], bool]], T]) -> T:
        """Work in a thread that is told when the client has given up; errors of ours as the tool's words."""
        given_up = False
        await ctx.report_progress(0, 1, "reading")
        try:
            done = await anyio.to_thread.run_sync(lambda: work(lambda: given_up), abandon_on_cancel=True)
        except QAError as error:
            raise ToolError(f"{error.message}. {error.hint}".strip()) from None
        finally:
            given_up = True
        await ctx.report_progress(1, 1, "done")
        return done


def _result(text: str, data: dict[str, object]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=safe(text))], structured_content=data)


def _filters(since: str | None, until: str | None, outlet: str | None, language: str | None) -> Filters:
    return Filters(since=since, until=until, outlet=outlet or (), language=language)


def _address(article: Any) -> str:
    return article.url or f"article://{article.id}"


def _day(article: Any) -> str:
    return article.published.isoformat() if article.published else ""
