"""The one place where the parts meet, and the Python API.

    with qa.Desk.open(library="news") as desk:
        desk.add(["articles/"])
        answer = desk.ask("Who chairs the committee?")

Heavy parts (the embedding model, Chroma, LangChain) are loaded by the first call that needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from qa.desk.marking import narrowed
from qa.desk.shelf import ArticleDesk, Articles
from qa.errors import ConfigError, CorpusError
from qa.search.filters import Day as Day
from qa.search.filters import Filters as Filters
from qa.search.filters import day_of, read_filters
from qa.types import Answer, Hit, Query, Summary

if TYPE_CHECKING:
    from qa.answer.ask import OnStep, Record
    from qa.answer.engine import Engine, Judge, Message, OnText, SummaryStyle, Turn
    from qa.answer.llm.chat.cancel import Cancelled
    from qa.answer.log import QuestionLog
    from qa.answer.verify.support import Strictness
    from qa.brief.run.batch import OnProgress, Options
    from qa.brief.run.manifest import RunReport
    from qa.brief.topics import Topic
    from qa.desk.doctor import Check
    from qa.desk.engines import Engaged
    from qa.desk.journal import QuestionJournal
    from qa.desk.press import Press
    from qa.kinds.kind import Kind
    from qa.types.briefing import Briefing
    from qa.types.overview import Overview

Hits = list[Hit]


class _Common(TypedDict):
    """What both kinds of summary take."""

    words: int
    style: SummaryStyle
    language: str | None
    checker: Judge | None
    fallback: Engine | None
    strictness: Strictness
    on_step: OnStep
    on_text: OnText | None
    engine_reason: str


class Desk(ArticleDesk):
    """A library with the engine that answers from it. Use it as a context manager, or `close()` it."""

    @property
    def engaged(self) -> Engaged:
        """The engine that answers, and why. An explicit `llm` without a model is a ConfigError."""
        return self.engines.engaged

    def query(self, text: str, **filters: Unpack[Filters]) -> Query:
        """A question with its filters; those written inline in `text` win. Raises ConfigError."""
        from qa.search.query import parse_query

        defaults = read_filters(filters)
        return narrowed(self, parse_query(text, today=day_of(defaults), defaults=defaults))

    def search(self, text: str, *, k: int = 10, **filters: Unpack[Filters]) -> Hits:
        """At most `k` passages by words and meaning, best first. `filters` as in `query`."""
        from qa.search.retrieve import hits

        return hits(self.library(), self.query(text, **filters), k)

    def spelling(self, text: str) -> tuple[str, ...]:
        """What `search` and `ask` read otherwise than it was typed, one note for each word."""
        from qa.search.spelling import spelled

        return spelled(self.library(), self.query(text).text).notes

    def ask(
        self, text: str, *, k: int | None = None, on_text: OnText | None = None,
        cancelled: Cancelled | None = None, kind: Kind | None = None, **filters: Unpack[Filters],
    ) -> Answer:  # fmt: skip
        """A checked answer; `found` is false when the library does not answer. `filters` as in `query`."""
        return self.record(text, k=k, on_text=on_text, cancelled=cancelled, kind=kind, **filters).answer

    def record(
        self,
        text: str,
        *,
        k: int | None = None,
        history: Sequence[Turn] = (),
        on_step: OnStep | None = None,
        on_text: OnText | None = None,
        cancelled: Cancelled | None = None,
        kind: Kind | None = None,
        **filters: Unpack[Filters],
    ) -> Record:
        """An answer with all that went into it; `on_step` is told its plan and its evidence at once.

        `kind` overrides what it is taken for. Raises CancelledError, a ModelError, soon after `cancelled`.
        """
        from qa.answer.ask import ask
        from qa.answer.numbering import in_order
        from qa.desk.journal import Steps
        from qa.desk.routing import kind_of, of_kind
        from qa.desk.translating import translated

        query = self.query(text, **filters)
        self.engines.choose()  # an impossible choice is said before any work
        library = self.library()
        library.warm(query.text)
        engaged, steps = self.engaged.until(cancelled), Steps(on_step, cancelled)
        told = kind_of(query.text, library, kind)
        with self._journal.failures("ask", query.text, engaged.engine, steps.seen):
            made = of_kind(library, self.engines, query, told, engaged, history) or ask(
                library,
                query,
                engaged.engine,
                today=day_of(query),
                k=k or self.settings.top_k,
                history=history,
                checker=engaged.checker,
                reranker=engaged.reranker,
                fallback=engaged.fallback,
                strictness=self.settings.strictness,
                on_step=steps,
                on_text=on_text,
                engine_reason=engaged.reason,
            )
            made = in_order(made)
            made = replace(made, answer=translated(made.answer, query.text, None, engaged.translator))
        noted = replace(made.answer, kind=told.kind, kind_reason=told.why)
        return replace(made, answer=replace(noted, notes=noted.notes + self._journal.wrote(made)))

    @property
    def log(self) -> QuestionLog:
        """The log of this library: what was asked, found, drafted, checked and answered."""
        from qa.answer.log import FILE, QuestionLog

        return QuestionLog(self.settings.library / FILE)

    @property
    def _journal(self) -> QuestionJournal:
        """What writes to the log: nothing when it is switched off, or when there is no library."""
        from qa.desk.journal import QuestionJournal

        return QuestionJournal(self.log if self.settings.log and self._opened is not None else None)

    def messages(self, text: str, *, k: int | None = None, **filters: Unpack[Filters]) -> tuple[Message, ...]:
        """The exact messages that `ask` would send to a model; empty for the extractive engine."""
        from qa.answer.ask import gather

        query, engine, fallback = self.query(text, **filters), self.engaged.engine, self.engaged.fallback
        plan = engine.plan(query.text, today=day_of(query), as_of=query.as_of)
        found = gather(self.library(), query, plan, k or self.settings.top_k)
        known = fallback.draft_answer(plan.question, found).leads if fallback and found else ()
        return engine.messages(plan.question, found, leads=known)

    def summarize(
        self,
        refs: Sequence[str] = (),
        *,
        topic: str | None = None,
        words: int = 150,
        style: SummaryStyle = "paragraph",
        write_in: str | None = None,
        stdin: bytes | None = None,
        on_step: OnStep = lambda _: None,
        on_text: OnText | None = None,
        cancelled: Cancelled | None = None,
        **filters: Unpack[Filters],
    ) -> Summary:
        """A checked summary of articles, or of what the library says on a topic.

        A ref is an article of the library, else a file, URL or `-`, which is read without adding it.
        """
        from qa.answer.numbering import summary_in_order
        from qa.answer.summarize import summarize_articles, summarize_topic
        from qa.desk.translating import translated

        if bool(refs) == bool(topic):
            raise ConfigError("summarise what?", "name articles, or give --topic TEXT")
        engaged = self.engaged.until(cancelled)
        common: _Common = {
            "words": words,
            "style": style,
            "language": write_in,
            "checker": engaged.checker,
            "fallback": engaged.fallback,
            "strictness": self.settings.strictness,
            "on_step": on_step,
            "on_text": on_text,
            "engine_reason": engaged.reason,
        }
        articles = [article for ref in refs for article in self._article_or_file(ref, stdin)]
        query = self.query(topic, **filters) if topic else None
        if query is not None:
            self.library().warm(query.text)
        with self._journal.failures(
            "summarize", topic or "; ".join(a.title for a in articles), engaged.engine
        ):
            if query is not None:
                made = summarize_topic(self.library(), query, engaged.engine, today=day_of(query), **common)
            else:
                made = summarize_articles(articles, engaged.engine, **common)
            made = summary_in_order(made)
            made = translated(made, topic or "", write_in, engaged.translator)
        return replace(made, notes=made.notes + self._journal.result(made))

    def _article_or_file(self, ref: str, stdin: bytes | None) -> Articles:
        """The article of the library, or what a file, URL or `-` holds."""
        outside = ref == "-" or ref.startswith(("http://", "https://")) or Path(ref).is_file()
        try:
            return [self.library().get(ref)]
        except CorpusError:
            if not outside:
                raise
        from qa.desk.adding import Stated

        return list(Stated().loader(self.settings, stdin)(ref).articles)

    @property
    def press(self) -> Press:
        """What makes briefings from the library."""
        if self._press is None:
            from qa.desk.press import Press

            self.engines.choose()  # an impossible choice is said before any work
            library = self.library()
            library.warm()
            self._press = Press(self.engines, library)
        return self._press

    def topic(self, title: str, **more: Unpack[Filters]) -> Topic:
        """A topic with the filters of a question (`as_of` is not one of a topic: give it to `brief`)."""
        from qa.brief.topics import one_topic

        query = narrowed(self, read_filters(more))
        if any(query.in_print):  # a topic knows no pages: the articles there are named
            ids = tuple(article.id for article in self.library().articles(query))
            query = replace(query, articles=ids or ("none",))
        bounds = {"since": query.since, "until": query.until, "outlets": query.outlets}
        return one_topic(title, **bounds, language=query.language, articles=query.articles)

    def brief(
        self,
        topics: Sequence[Topic],
        out: Path,
        options: Options | None = None,
        on_progress: OnProgress | None = None,
    ) -> RunReport:
        """Briefings on topics into a folder, in all formats, with a page that lists them."""
        return self.press.publish(self.press.batch(topics, out, options, on_progress))

    def timeline(
        self, text: str, *, cancelled: Cancelled | None = None, **filters: Unpack[Filters]
    ) -> Briefing:
        """What happened when: a briefing of its timeline alone. Calls no model."""
        topic = self.topic(text, **filters)
        sections = {"template": "timeline", "sections": ("timeline", "sources")}
        return self.press.brief(topic.model_copy(update=sections), read_filters(filters).as_of, cancelled)

    def overview(self, topic: str = "", *, stories: int = 20, **filters: Unpack[Filters]) -> Overview:
        """Stories by weight with one cited sentence each, themes and a chart. Calls no model."""
        from qa.desk.routing import overview_of

        return overview_of(self.library(), topic, narrowed(self, read_filters(filters)), stories)

    def compare(self, refs: Sequence[str]) -> Briefing:
        """Where articles of the library agree and differ: a briefing of its comparison alone."""
        return self.press.compare([self.library().get(ref) for ref in refs])

    def doctor(self, *, deep: bool = False) -> Sequence[Check]:
        """Everything that an answer needs, tried once; with `deep` every file of the library is read."""
        from qa.desk.doctor import examine

        return examine(self.engines, self.library, deep=deep)
