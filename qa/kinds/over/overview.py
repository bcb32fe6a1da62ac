"""An overview of a library or a part of it: stories by weight, each with one cited sentence of its newest
state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

from qa.answer.ask import source_of
from qa.answer.extractive.select import POINTS_BACK
from qa.answer.verify.verify import verify
from qa.kinds.find import KindContext
from qa.kinds.outcome import Outcome
from qa.kinds.over.counts import named_outlets
from qa.kinds.over.stories import mean_vectors, stories_of, weight
from qa.kinds.over.themes import themes
from qa.library.library import Library
from qa.search.about import judged
from qa.search.reporting import like_orders
from qa.search.retrieve import evidence_of, retrieve
from qa.text import content_words, names, quotations
from qa.types import (
    Article,
    Computed,
    Draft,
    DraftSentence,
    Evidence,
    EvidenceSentence,
    Operand,
    Passage,
    Query,
    RemovedSentence,
    Sentence,
    Usage,
)
from qa.types.overview import Bar, Overview, StoryLine, Theme

SHOWN = 20
"""Stories of an overview."""
IN_ANSWER = 10
"""Stories of an answer to a question: `qa overview` has more."""
ON_TOPIC = 80
"""Stories looked at for a topic that is no name."""
HALF, OPENING = 0.5, 700
"""Share of the words of such a topic that must stand in title or opening, and characters of an opening."""
BARS = 14
"""Bars of the chart at most: by day, week, month, quarter or year, whichever is the first to fit."""
LEAD = 6
"""Sentences of the newest article among which the one that is shown is chosen."""

LATER = 0.5
"""What a sentence loses for each one before it. F1 of its words and those of 40 human summaries of one
sentence (GUM), even and odd half: .301, .399 with .12; .302, .412 with .5; the first sentence .291, .384."""
_OF_ITSELF = re.compile(
    r"^(?:the following|this (?:article|interview|report|series|story)|below)\b", re.IGNORECASE
)
"""Sentences on the text that they open, and not on what happened."""
FEW, POINTS = 3, 6
"""With fewer stories than FEW an answer has more sentences of each, POINTS in all."""

_SCAFFOLD = re.compile(
    r"\b(?:what|which|who|how|is|are|was|were|do|does|did|has|have|had|can|could|the|this|these|those|"
    r"all|me|us|you|we|i|"
    r"please|give|tell|show|brief|bring|catch|sum|summari[sz]e|recap|up|to|date|speed|overview|"
    r"round-?up|digest|summary|"
    r"gist|of|about|on|in|around|from|for|with|and|a|an|main|key|major|big|biggest|top|most|important|"
    r"central|leading|"
    r"latest|new|news|topics?|themes?|subjects?|stories|story|events?|developments?|headlines|issues|"
    r"trends|points|facts|"
    r"changes|happened|happens|happening|going|on|there|know|known|say|says|report|reports|reported|"
    r"cover|covers|covered|"
    r"articles?|library|collection|archive|texts|documents|clippings|came|come|up|state|play|current|"
    r"so|far|it|"
    r"published|publish|wrote|write|written|everything|anything|something|changed|change|developed?|develops|"
    r"here|my|our|your|kinds?|sorts?|mostly|tell)\b",
    re.IGNORECASE,
)


def topic_of(question: str, outlets: Sequence[str] = ()) -> str:
    """What an overview is asked of; empty for everything. `question` has no period any more."""
    rest = question
    for name in outlets:
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    rest = re.sub(r"['’]s\b(?=\s+(?:new|latest|going|in\b|here))", "", rest)
    words = " ".join(_SCAFFOLD.sub(" ", rest).split()).strip(" ?.!,'’")
    return words if content_words(words) else ""


def overview(library: Library, query: Query, shown: int = SHOWN, note: str = "") -> Overview:
    """The overview of the articles that meet the filters, and are on `query.text` where that has words."""
    started = perf_counter()
    articles = on_topic(library, query) if query.text else library.articles(query)
    told, first, last = by_weight(library, articles)
    lines, evidence, removed = _lines(told[:shown], first, last)
    return Overview(
        topic=query.text,
        stories=lines,
        themes=_themes(library, told, lines),
        bars=_bars(articles, lines),
        sources=tuple(source_of(e) for e in evidence),
        removed=removed,
        all_stories=len(told),
        articles=len(articles),
        searched=library.coverage(query),
        usage=Usage(seconds=perf_counter() - started),
        as_of=query.as_of,
        notes=(note,) if note else (),
    )


def by_weight(
    library: Library, articles: Sequence[Article]
) -> tuple[list[list[Article]], date | None, date | None]:
    """The stories of these articles, the weightiest first, and their first and last day."""
    days = [a.published for a in articles if a.published]
    first, last = (min(days), max(days)) if days else (None, None)
    told = stories_of(library, articles)
    told.sort(key=lambda s: (-weight(s, first, last), -(s[0].published or date.min).toordinal(), s[0].id))
    return told, first, last


def lines_of(
    library: Library, articles: Sequence[Article], shown: int
) -> tuple[tuple[StoryLine, ...], tuple[Evidence, ...], tuple[RemovedSentence, ...]]:
    """The weightiest stories of these articles, each with its checked sentence, and what these cite."""
    told, first, last = by_weight(library, articles)
    return _lines(told[:shown], first, last)


def on_topic(library: Library, query: Query) -> list[Article]:
    """The articles on a topic, newest first: on one that is named those about it, as briefings choose them
    (a name often stands in passing), else all that have half of its words at their beginning.
    """
    if names(query.text):
        found = {one.article.id: one.article for one in judged(library, query) if one.relation == "about"}
    else:
        found = _with_words(library, query)
    return sorted(found.values(), key=lambda a: (-(a.published or date.min).toordinal(), a.id))


def _with_words(library: Library, query: Query) -> dict[str, Article]:
    wanted = set(content_words(query.text))
    found: dict[str, Article] = {}
    for item in retrieve(library, query, ON_TOPIC):
        article = item.article
        present = set(content_words(f"{article.title} {article.text[:OPENING]}"))
        if len(wanted & present) >= HALF * len(wanted):
            found[article.id] = article
            for copy in item.also_in:
                found.setdefault(copy.article_id, library.get(copy.article_id))
    return found


def _lines(
    told: Sequence[Sequence[Article]], first: date | None, last: date | None
) -> tuple[tuple[StoryLine, ...], tuple[Evidence, ...], tuple[RemovedSentence, ...]]:
    """The story lines with the evidence that their sentences cite."""
    lines: list[StoryLine] = []
    evidence: list[Evidence] = []
    removed: list[RemovedSentence] = []
    for story in told:
        # The newest report tells how things stand; a column does where there is none.
        teller = next((a for a in story if a.kind != "opinion"), story[0])
        item = evidence_of(len(evidence) + 1, teller, [Passage(teller.id, 0, len(teller.text))])
        chosen = _newest_state(item)
        checked = verify(Draft((chosen,) if chosen else ()), [item], exact=True)
        removed += checked.removed
        if not checked.sentences:
            continue
        evidence.append(item)
        days = sorted(a.published for a in story if a.published)
        lines.append(
            StoryLine(
                number=len(lines) + 1,
                title=teller.title,
                sentence=checked.sentences[0],
                articles=tuple(a.id for a in story),
                outlets=tuple(dict.fromkeys(a.outlet for a in story if a.outlet)),
                languages=tuple(dict.fromkeys(a.foreign or "en" for a in story)),
                first=days[0] if days else None,
                last=days[-1] if days else None,
                weight=weight(story, first, last),
            )
        )
    return tuple(lines), tuple(evidence), tuple(removed)


def _newest_state(item: Evidence) -> DraftSentence | None:
    """The sentence of the newest article that tells what happened."""
    best = _telling(item, 1)
    return DraftSentence(item.quote(best[0]), (best[0].id,)) if best else None


def _telling(item: Evidence, most: int) -> list[EvidenceSentence]:
    """The sentences of an article that tell what happened, in their order: early, plain, on its title."""
    wanted = set(content_words(item.article.title))
    first = item.sentences[: LEAD + 2 * (most - 1)]
    orders = [left for left, _ in like_orders([item.quote(sentence) for sentence in first], quick=True)]

    def value(place: int) -> float:
        text = item.quote(item.sentences[place])
        words = text.split()
        shared = len(wanted & set(content_words(text))) / (len(wanted) or 1)
        quoted = sum(q.end - q.start for q in quotations(text)) / max(1, len(text))
        short = 1.0 if len(words) < 7 or len(words) > 60 else 0.0
        leans = (0.4 if place == 0 else 0.8) if POINTS_BACK.match(text) else 0.0
        asks = 0.6 if text.rstrip("\"'”’ ").endswith(("?", ":")) else 0.0
        itself = 1.2 if _OF_ITSELF.match(text) else 0.0
        return shared - LATER * place - short - leans - asks - itself - 0.5 * quoted

    places = sorted((n for n, order in enumerate(orders) if not order), key=value, reverse=True)
    return [item.sentences[place] for place in sorted(places[:most])]


def _themes(
    library: Library, told: Sequence[Sequence[Article]], lines: Sequence[StoryLine]
) -> tuple[Theme, ...]:
    import numpy as np

    if len(told) < 3:
        return ()
    vectors = mean_vectors(library, [article for story in told for article in story])
    ends = np.cumsum([len(story) for story in told])
    means = [rows.mean(axis=0) for rows in np.split(vectors, ends[:-1])]
    means = [row / (float(np.linalg.norm(row)) or 1.0) for row in means]
    shown = {line.articles: line.number for line in lines}
    made = []
    for label, members in themes(told, np.stack(means)):
        ids = tuple(a.id for i in members for a in told[i])
        numbers = [shown.get(tuple(a.id for a in told[i])) for i in members]
        made.append(Theme(label, ids, tuple(sorted(n for n in numbers if n))))
    return tuple(made)


def _bars(articles: Sequence[Article], lines: Sequence[StoryLine]) -> tuple[Bar, ...]:
    """How many articles came when, in spans of equal kind without a gap."""
    days = sorted(a.published for a in articles if a.published)
    if not days:
        return ()
    for unit in ("day", "week", "month", "quarter", "year"):
        spans = _spans(days[0], days[-1], unit)
        if len(spans) <= BARS:
            break
    made = []
    for label, first, last in spans:
        count = sum(first <= day <= last for day in days)
        told = tuple(line.number for line in lines if line.last and first <= line.last <= last)
        made.append(Bar(label, first, last, count, told))
    return tuple(made)


def _spans(first: date, last: date, unit: str) -> list[tuple[str, date, date]]:
    """Spans of one unit from the one with `first` to the one with `last`, at most one more than are shown."""
    if unit == "year" and (years := last.year - first.year + 1) > BARS:
        return _years(first.year, last.year, -(-years // BARS))
    found: list[tuple[str, date, date]] = []
    start = _start(first, unit)
    while start <= last and len(found) <= BARS:
        longest = {"day": 1, "week": 7, "month": 32, "quarter": 93, "year": 366}[unit]
        following = _start(start + timedelta(days=longest), unit)
        found.append((_label(start, unit), start, following - timedelta(days=1)))
        start = following
    return found


def _years(first: int, last: int, count: int) -> list[tuple[str, date, date]]:
    """Spans of several years, where single ones are too many."""
    starts = range(first, last + 1, count)
    return [
        (f"{year}-{year + count - 1}", date(year, 1, 1), date(year + count - 1, 12, 31)) for year in starts
    ]


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _label(start: date, unit: str) -> str:
    return {
        "day": start.isoformat(),
        "week": f"week of {start.isoformat()}",
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year} Q{(start.month - 1) // 3 + 1}",
        "year": f"{start.year}",
    }[unit]


def in_brief(question: str, desk: KindContext, read: str = "") -> Outcome | None:
    """The overview that a question asks for, as the parts of an answer: sentences, and themes as a
    ranking.
    """
    outlets = named_outlets(question, desk.library)
    query = replace(
        desk.query, text=topic_of(question, outlets), outlets=desk.query.outlets or tuple(outlets)
    )
    made = overview(desk.library, query, IN_ANSWER, read)
    if not made.found:
        return None
    desk.evidence = tuple(
        evidence_of(s.number, article, [Passage(article.id, 0, len(article.text))])
        for s in made.sources
        for article in [desk.library.get(s.article_id)]
    )
    ranking = _ranked(made.themes)
    rest = made.all_stories - len(made.stories)
    more = (f"{rest} more stories: qa overview shows {SHOWN} and their themes",) if rest > 0 else ()
    sentences: tuple[Sentence, ...] = tuple(line.sentence for line in made.stories)
    if query.text and len(sentences) < FEW:
        sentences = _points(desk.evidence, POINTS // len(sentences))
    return Outcome(sentences, (ranking,) if ranking else (), notes=(*made.notes, *more))


def _points(evidence: Sequence[Evidence], most: int) -> tuple[Sentence, ...]:
    """What these articles tell, in a few checked sentences of each."""
    told = [(item, sentence) for item in evidence for sentence in _telling(item, most)]
    draft = Draft(tuple(DraftSentence(item.quote(sentence), (sentence.id,)) for item, sentence in told))
    return verify(draft, evidence, exact=True).sentences


def _ranked(found: Sequence[Theme]) -> Computed | None:
    """The themes by number of articles, as a conclusion that can be counted again."""
    if not found:
        return None
    operands = tuple(Operand(t.label, value=float(len(t.articles)), articles=t.articles) for t in found)
    first = max(operands, key=lambda o: o.value or 0.0).label
    text = "Themes: " + "; ".join(f"{o.label} ({o.value:.0f})" for o in operands)
    return Computed("ranking", operands, first, text, "by number of articles; each article is in one theme")
