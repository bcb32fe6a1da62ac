"""One topic becomes one Briefing: gather, read, write or choose, compare, number the sources.

The stages, in order: gather articles; read them into a sheet; answer the topic's questions; compare the
sources; bottom line and key developments (a model writes them if there is one, and they are checked);
timeline and statements (exact sentences with either engine, as the comparison); changes against the last
briefing; sources numbered from 1.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, reduce
from pathlib import Path
from time import perf_counter
from typing import Any

from qa.answer import fallback as beside
from qa.answer.ask import check
from qa.answer.citing import cite_words
from qa.answer.engine import Engine, Judge, Leads, SummaryStyle
from qa.answer.fallback import OWN_WORDS, Made, unusable, usage_of
from qa.answer.llm.summary import SENTENCE_WORDS
from qa.answer.llm.whole import ENOUGH, filled_up
from qa.answer.verify.support import Strictness
from qa.brief.compare.changes import changes
from qa.brief.compare.compare import Limits, compared
from qa.brief.compare.denials import ClaimReader
from qa.brief.find.gather import Gathered, gather
from qa.brief.find.stories import story_of
from qa.brief.read.sheet import (
    SentenceReadings,
    Sheet,
    SheetLine,
    independent_articles,
    make_sheet,
)
from qa.brief.read.statements import statements
from qa.brief.templates import Template, filled, load_template
from qa.brief.topics import Topic
from qa.brief.write import lead
from qa.brief.write.once import told_once
from qa.brief.write.record import PastBriefing
from qa.brief.write.sources import numbered, sources_of
from qa.brief.write.timeline import development_lines, developments, timeline
from qa.errors import ModelError
from qa.library.library import Library
from qa.types import Article, Citation, Draft, Evidence, RemovedSentence, Sentence, Usage
from qa.types.briefing import (
    AnsweredQuestion,
    Briefing,
    Comparison,
    Coverage,
    Gap,
)

VERSION = "brief-3"

READ = 2
"""A small model reads so many times as many lines as are wanted."""

LONGEST = 40
"""Words that a sentence of a briefing may have: a section is as long as its sentences are many."""

_REPEATED = 6
"""Developments chosen besides those wanted, for some will stand in the bottom line or the timeline."""

NOT_WRITTEN = f"nothing that the model wrote passed the check: {OWN_WORDS}"

STAGES = ("gather", "answer", "compare", "write", "finish")

OnStage = Callable[[str], None]
"""Told the name of each stage before it begins; may raise to stop there."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """What briefings are made with: shared by all topics of a run, safe to use from several threads."""

    library: Library
    engine: Engine
    readings: SentenceReadings
    reader: ClaimReader | None = None
    checker: Judge | None = None
    fallback: Engine | None = None
    """Whose sentences stand where a model has none that can be shown."""
    strictness: Strictness = "normal"
    engine_reason: str = ""
    templates: Path | None = None
    """The user's own folder of templates, looked into before the shipped ones."""

    def template(self, topic: Topic) -> Template:
        """The template a topic asks for. Raises PromptError."""
        return load_template(topic.template, self.templates)


@dataclass(frozen=True, slots=True)
class Composed:
    """A briefing with what went into it, for its record and the manifest."""

    briefing: Briefing
    articles: tuple[Article, ...]
    """The articles read whole, in the order of the sheet."""
    retrieved: tuple[str, ...]
    """Ids of all articles that searches found, used or not."""


def compose(
    topic: Topic,
    bureau: Bureau,
    *,
    as_of: date | None = None,
    previous: PastBriefing | None = None,
    fingerprint: str = "",
    on_stage: OnStage | None = None,
) -> Composed:
    """The briefing on a topic. Nothing found is a Briefing whose `found` is false, made without any call.

    Raises ModelError when the engine calls a model and that fails, PromptError for a template that is wrong.
    """
    started = perf_counter()
    stage = on_stage or (lambda _: None)
    template = bureau.template(topic)
    stage("gather")
    gathered = gather(bureau.library, topic, as_of)
    work = _Making(topic, template, bureau, gathered)
    stage("answer")
    answers, gaps = work.read_and_answer()
    sheet = work.sheet
    stage("compare")
    comparison = work.comparison()
    stage("write")
    bottom, main = work.bottom_line(comparison), work.developments()
    new = previous if work.shows("changes") else None
    stage("finish")
    briefing = Briefing(
        **_frame(topic, template, bureau),
        as_of=as_of,
        bottom_line=bottom,
        developments=tuple(developments(sheet, main)),
        timeline=tuple(timeline(sheet, template.limit("timeline"))) if work.shows("timeline") else (),
        statements=tuple(statements(sheet, template.limit("statements"))) if work.shows("statements") else (),
        comparison=comparison,
        changes=tuple(changes(new, sheet, comparison, bureau.library, gathered.articles)) if new else None,
        previous=previous.newest if previous else None,
        answers=answers,
        not_covered=gaps,
        coverage=coverage_of(gathered),
        sources=sources_of(sheet, gathered.corrected, gathered.coming),
        removed=tuple(work.removed),
        fingerprint=fingerprint or fingerprint_of(topic, bureau, as_of),
        usage=replace(work.usage, seconds=perf_counter() - started),
        notes=tuple(dict.fromkeys((*work.notes, *gathered.notes))),
    )
    retrieved = (*(a.id for a in gathered.articles), *(s.article_id for s in gathered.set_aside))
    briefing = told_once(briefing, template.limit("developments"))
    return Composed(numbered(briefing), gathered.articles, retrieved)


def _frame(topic: Topic, template: Template, bureau: Bureau) -> dict[str, Any]:
    """The fields of a briefing that are known before anything is searched."""
    return {
        "title": topic.title,
        "slug": topic.slug,
        "query": topic.search,
        "since": topic.since,
        "until": topic.until,
        "template": template.name,
        "sections": topic.sections or template.sections,
        "engine": bureau.engine.name,
        "engine_reason": bureau.engine_reason,
        "model": bureau.engine.model,
    }


class _Making:
    """One topic in the making: the parts that may call the engine, and what they used."""

    sheet: Sheet
    """The articles read; only `answers` can do without."""

    def __init__(self, topic: Topic, template: Template, bureau: Bureau, gathered: Gathered) -> None:
        self.topic, self.template, self.bureau = topic, template, bureau
        self.gathered = gathered
        self.numbers = {article.id: number for number, article in enumerate(gathered.articles, start=1)}
        self.usage = Usage()
        self.notes: list[str] = []
        self.removed: list[RemovedSentence] = []

    def shows(self, section: str) -> bool:
        """Whether the briefing has this section."""
        return section in (self.topic.sections or self.template.sections)

    def read_and_answer(self) -> tuple[tuple[AnsweredQuestion, ...], tuple[Gap, ...]]:
        """`answers`, and meanwhile the sheet: the articles are read while a model writes.

        40 topics of a fresh process take 23 % more than the model alone so, and 31 % one after the other.
        """
        found = self.gathered
        with ThreadPoolExecutor(1, "reading") as aside:
            reading = aside.submit(
                make_sheet,
                found.articles,
                self.bureau.readings,
                also_in=found.also_in,
                leads=found.leads,
            )
            answered = self.answers()
            self.sheet = reading.result()
        return answered

    def answers(self) -> tuple[tuple[AnsweredQuestion, ...], tuple[Gap, ...]]:
        """The topic's questions answered, and those that are not, in whole or in part."""
        if not self.shows("answers") and not self.shows("not_covered"):
            return (), ()
        answered: list[AnsweredQuestion] = []
        gaps: list[Gap] = []
        for question, evidence in self.gathered.answers:
            if not any(e.sentences for e in evidence):
                gaps.append(Gap(question))
                continue
            made = beside.answered(
                question,
                evidence,
                self.bureau.engine,
                self.bureau.fallback,
                self._checking(question, evidence),
            )
            sentences, draft = self._booked(made), made.draft
            if sentences:
                answered.append(AnsweredQuestion(question, sentences))
                gaps += [Gap(part) for part in draft.unanswered if part != question]
            else:
                gaps.append(Gap(question, self._nearest(draft, evidence)))
        return tuple(answered), tuple(gaps)

    def bottom_line(self, comparison: Comparison) -> tuple[Sentence, ...]:
        """Two or three sentences: the newest state, without what the comparison shows as overtaken."""
        most = self.template.limit("bottom_line")
        if not self.shows("bottom_line"):
            return ()
        lines = partial(lead.bottom_line, self.sheet, stale=lead.overtaken(self.sheet, comparison))
        if self.bureau.engine.model is None:
            return tuple(self.sheet.check(line) for line in lines(most))
        wanted = filled(self.template.bottom_line, self.topic.title)
        return self._written("bottom line", wanted, max(40, self.topic.words // 5), lines, most)

    def developments(self) -> tuple[Sentence, ...]:
        """The sentences of the key developments."""
        most = self.template.limit("developments")
        if not self.shows("developments"):
            return ()
        lines = partial(development_lines, self.sheet)
        if self.bureau.engine.model is None:
            return tuple(self.sheet.check(line) for line in lines(most + _REPEATED))
        wanted = filled(self.template.developments, self.topic.title)
        words = min(self.topic.words, most * SENTENCE_WORDS)
        return self._written("key developments", wanted, words, lines, most, _REPEATED)

    def comparison(self) -> Comparison:
        """Agreement, difference and changing figures across independent sources."""
        independent = independent_articles(self.sheet, (i.article for i in self.sheet.items))
        if not self.sheet.lines or not (self.shows("comparison") or self.shows("changes")):
            return Comparison(independent=independent)
        stories = story_of([item.article for item in self.sheet.items])
        most = Limits(*map(self.template.limit, ("confirmed", "single", "differences", "series")))
        return compared(self.sheet, stories, self.bureau.reader, most)

    def _written(
        self,
        section: str,
        wanted: str,
        words: int,
        lines: Callable[[int], list[SheetLine]],
        most: int,
        spare: int = 0,
    ) -> tuple[Sentence, ...]:
        """Sentences that a model writes about the core of the sheet, checked; some `spare` as lists repeat.

        `lines` are what would stand here without a model: a small one reads only twice as many of them, and
        where what a model writes does not pass, they are shown in their own words.
        """
        bureau, evidence = self.bureau, lead.core(self.sheet)
        if not evidence:
            return ()
        places = {(line.article.id, line.sentence.start) for line in lines(READ * most)}
        leads = [(s.id, 1.0) for e in evidence for s in e.sentences if (e.article.id, s.start) in places]
        own = [self.sheet.check(line) for line in lines(most + spare)] if bureau.fallback else []
        long, language = (most + spare) * LONGEST, self.topic.write_in
        style: SummaryStyle = "bullets" if spare else "paragraph"

        def write(engine: Engine, _: Leads) -> Draft:
            return engine.draft_summary(
                wanted, evidence, words=words, style=style, language=language, leads=leads if own else ()
            )

        checking = self._checking(wanted, evidence)
        try:
            made = beside.summarized(evidence, bureau.engine, None, write, checking, long)
        except ModelError as error:
            if bureau.fallback is None or not unusable(error):
                raise
            self.usage = self.usage.plus(usage_of(error))
            made = None
        said = self._booked(made)[:most] if made else ()
        if not said and own:
            self.notes.append(f"{section}: {NOT_WRITTEN}")
        mixed = language in (None, *(item.article.language for item in self.sheet.items))
        more = filled_up(said, own, long) if mixed or not said else said
        if spare:  # what stands above is not said again, which may leave none of the model's
            shown = (*said, *(s for s in more if s not in said))
        else:
            lost = not made or len(said) < ENOUGH * most or bool(made.checked.removed)
            shown = more[:most] if lost else said
        if said and len(shown) > len(said):
            self.notes.append(f"{section}: where the model's are too few, sentences of the sources stand")
        return shown

    def _checking(self, asked: str, evidence: Sequence[Evidence]) -> beside.Check:
        b = self.bureau
        return partial(check, b.engine, asked, evidence, checker=b.checker, strictness=b.strictness)

    def _booked(self, made: Made) -> tuple[Sentence, ...]:
        """The sentences that may be shown, their citations numbered as in the sheet, after booking them."""
        self.usage = self.usage.plus(made.draft.usage)
        self.notes += made.draft.notes
        self.removed += made.checked.removed
        return tuple(self._renumbered(s) for s in made.checked.sentences)

    def _renumbered(self, sentence: Sentence) -> Sentence:
        """A checked sentence whose citations carry the numbers of the sheet; nothing else changes."""
        moved = tuple(replace(c, source=self.numbers[c.article_id]) for c in sentence.citations)
        return replace(sentence, citations=moved)

    def _nearest(self, draft: Draft, evidence: Sequence[Evidence]) -> Citation | None:
        for item in evidence:
            for s in item.sentences:
                if s.id == draft.nearest:
                    number = self.numbers[item.article.id]
                    return cite_words(number, item.article, s.start, s.end)
        return None


def coverage_of(gathered: Gathered) -> Coverage:
    """What a briefing rests on, counted."""
    articles = gathered.articles
    days = sorted(a.published for a in articles if a.published)
    outlets = Counter(a.outlet or "unknown outlet" for a in articles)
    languages = Counter(a.language for a in articles)
    used = {a.id for a in articles}
    copies = {c.article_id for rows in gathered.also_in.values() for c in rows} - used
    return Coverage(
        found=gathered.found,
        used=len(articles),
        grouped=len(copies),
        set_aside=gathered.set_aside,
        outlets=tuple(sorted(outlets.items(), key=lambda row: (-row[1], row[0]))),
        languages=tuple(sorted(languages.items(), key=lambda row: (-row[1], row[0]))),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=sum(a.published is None for a in articles),
        searched=gathered.searched,
    )


def fingerprint_of(topic: Topic, bureau: Bureau, as_of: date | None) -> str:
    """16 hex digits over all that a briefing depends on.

    Topic and template, every article that the topic's filters let through (ids are hashes of content) with
    its kind, outlet, date and group, the engine with its prompts and settings, and the version of this code.
    """
    library = bureau.library
    articles = library.articles(replace(topic.as_query(as_of), text=""))
    leads = library.leads_of([a.id for a in articles])
    state = sorted((a.id, a.kind, str(a.published), a.outlet or "", leads[a.id]) for a in articles)
    content = [
        VERSION, topic.model_dump(mode="json"), bureau.template(topic).fingerprint, state,
        list(bureau.engine.fingerprint_parts()), bureau.readings.embedder.name, bureau.strictness, str(as_of),
        type(bureau.reader).__name__,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def total(usages: Sequence[Usage]) -> Usage:
    """The sum of usages."""
    return reduce(Usage.plus, usages, Usage())
