"""Briefings from a library to files: the steps of `qa.brief` joined with the renderings of `qa.show`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.brief.compare.compare import Limits, compared
from qa.brief.compose import Bureau, compose, coverage_of
from qa.brief.find.gather import Gathered
from qa.brief.find.stories import story_of
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.brief.run.batch import BriefingRun, OnProgress, Options
from qa.brief.run.manifest import RunReport
from qa.brief.topics import Topic
from qa.brief.write.sources import numbered, sources_of
from qa.errors import ConfigError, CorpusError
from qa.types import Article, Searched
from qa.types.briefing import Briefing, Comparison

if TYPE_CHECKING:
    from qa.answer.llm.chat.cancel import Cancelled
    from qa.desk.engines import Engines
    from qa.library.library import Library

INDEX = "index.html"
MOST = 40
"""Differences, findings and figures of `compare` at most: it is read for these alone."""


class Press:
    """Makes briefings with the parts of a desk. Articles once read are kept for the next briefing."""

    def __init__(self, engines: Engines, library: Library) -> None:
        from qa.models.readers import get_reader

        engaged = engines.engaged
        prompts = engines.settings.prompts
        self.engines = engines
        self.bureau = Bureau(
            library=library,
            engine=engaged.engine,
            readings=SentenceReadings(engines.embedder, folder=library.path),
            reader=get_reader(),
            checker=engines.checker,
            fallback=engaged.fallback,
            strictness=engines.settings.strictness,
            engine_reason=engaged.reason,
            templates=prompts,
        )

    def batch(
        self,
        topics: Sequence[Topic],
        out: Path,
        options: Options | None = None,
        on_progress: OnProgress | None = None,
    ) -> BriefingRun:
        """A run over topics into a folder, ready to be estimated or made."""
        return BriefingRun(topics, self.bureau, out, self.write, options, on_progress)

    def publish(self, batch: BriefingRun) -> RunReport:
        """Make the briefings of a run, then the page that lists all those in its folder."""
        try:
            report = batch.run()
        except OSError as error:
            raise ConfigError(
                f"cannot write to {batch.folder}: {error.strerror}", "choose another --out"
            ) from None
        failed = [
            (o.title, o.error or o.status) for o in report.outcomes if o.status not in ("made", "skipped")
        ]
        write_index(batch.folder, failed)
        return report

    def brief(self, topic: Topic, as_of: date | None = None, cancelled: Cancelled | None = None) -> Briefing:
        """One briefing, not written anywhere. Raises CancelledError soon after `cancelled` is true."""
        from qa.desk.journal import Steps

        engaged = self.engines.engaged.until(cancelled)
        bureau = replace(self.bureau, engine=engaged.engine, checker=engaged.checker)
        steps = Steps(cancelled=cancelled)
        return compose(topic, bureau, as_of=as_of, on_stage=lambda _: steps.stop_if_cancelled()).briefing

    def compare(self, articles: Sequence[Article]) -> Briefing:
        """Agreement and difference between these articles, without a model; ConfigError for one alone."""
        articles = list({article.id: article for article in articles}.values())
        if len(articles) < 2:
            raise ConfigError("one article cannot be compared", "name two articles or more")
        library, reader = self.bureau.library, self.bureau.reader
        also = library.groups_of([a.id for a in articles])
        leads = library.leads_of([a.id for a in articles])
        sheet = make_sheet(articles, self.bureau.readings, also_in=also, leads=leads)
        stories = {a.id: 0 for a in articles} if len(articles) == 2 else story_of(list(articles))
        comparison = compared(sheet, stories, reader, Limits(MOST, MOST // 2, MOST, MOST))
        corrected = frozenset(a.id for a in articles if library.history(a.id))
        gathered = _given(articles, also, leads, corrected)
        return _part(_title(articles), comparison, gathered, sources_of(sheet, corrected))

    def articles(self, briefing: Briefing) -> list[Article]:
        """The cited articles, as far as the library still has them."""
        found = []
        for item in briefing.sources:
            try:
                found.append(self.bureau.library.get(item.source.article_id))
            except CorpusError:
                continue
        return found

    def write(self, briefing: Briefing, folder: Path) -> Sequence[Path]:
        """A briefing in all four formats, into a folder; the files written."""
        from qa.show.briefing.docx import briefing_docx
        from qa.show.briefing.html import briefing_html
        from qa.show.briefing.json import briefing_dict
        from qa.show.briefing.markdown import briefing_markdown
        from qa.show.json import dumps

        page = briefing_html(briefing, self.articles(briefing), index=f"../{INDEX}")
        files = {
            "briefing.html": page.encode("utf-8", "replace"),
            "briefing.md": briefing_markdown(briefing).encode("utf-8", "replace"),
            "briefing.json": (dumps(briefing_dict(briefing)) + "\n").encode("utf-8"),
            "briefing.docx": briefing_docx(briefing),
        }
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return [folder / name for name in files]


def write_index(folder: Path, failed: Sequence[tuple[str, str]] = ()) -> Path:
    """The page that lists every briefing in a folder; `failed` are (title, reason) of those not made."""
    from qa.files import write_whole
    from qa.show.briefing.index import index_html

    found = [read for path in sorted(folder.glob("*/briefing.json")) if (read := _read(path))]
    write_whole(folder / INDEX, index_html(found, failed).encode("utf-8", "replace"))
    return folder / INDEX


def _read(path: Path) -> dict[str, Any] | None:
    """A briefing's JSON; None for a file that is something else."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    known = isinstance(content, dict) and content.get("slug") == path.parent.name and "comparison" in content
    return content if known else None


def _title(articles: Sequence[Article]) -> str:
    """`Daily Lantern and Tidings compared`, or how many where outlets do not tell them apart."""
    outlets = dict.fromkeys(article.outlet for article in articles if article.outlet)
    if len(outlets) == len(articles) <= 3:
        *most, last = outlets
        return f"{', '.join(most)} and {last} compared"
    return f"{len(articles)} articles compared"


def _given(
    articles: Sequence[Article],
    also_in: dict[str, Any],
    leads: dict[str, str],
    corrected: frozenset[str],
) -> Gathered:
    """Articles that were named and not searched for."""
    days = sorted(a.published for a in articles if a.published)
    outlets = tuple(dict.fromkeys(a.outlet for a in articles if a.outlet))
    undated = len(articles) - len(days)
    searched = Searched(
        len(articles), outlets, days[0] if days else None, days[-1] if days else None, undated
    )
    return Gathered(tuple(articles), (), also_in, leads, corrected, (), {}, len(articles), searched)


def _part(title: str, comparison: Comparison, gathered: Gathered, sources: Any) -> Briefing:
    """A briefing that is a comparison and nothing else."""
    return numbered(
        Briefing(
            title=title,
            slug="comparison",
            template="comparison",
            sections=("comparison", "sources"),
            comparison=comparison,
            coverage=coverage_of(gathered),
            sources=sources,
            engine="extractive",
            engine_reason="a comparison shows exact sentences",
        )
    )
