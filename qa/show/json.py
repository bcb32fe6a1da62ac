"""Results as plain dictionaries: the JSON that every `--json` prints, stable for scripts.

A citation can be checked from outside: `qa show ARTICLE --json` gives the `text` that offsets count in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from qa.text.fragments import fragment
from qa.types import (
    AddReport,
    Answer,
    Article,
    Citation,
    Computed,
    Copy,
    Hit,
    LibraryStats,
    RemovedSentence,
    Searched,
    Sentence,
    Source,
    Summary,
    Usage,
)

Object = dict[str, object]


def dumps(value: object) -> str:
    """Indented JSON; characters outside ASCII stay readable, lone surrogates are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2)
    return text


def answer_dict(answer: Answer) -> Object:
    """An answer as in the design, plus what was searched, what stays unanswered and the nearest thing."""
    return {
        "question": answer.question,
        "kind": answer.kind,
        "kind_reason": answer.kind_reason,
        "computed": [computed_dict(one) for one in answer.computed],
        **_common(answer),
        "answer": [citation_dict(words) for words in answer.marked],
        "days": [{**citation_dict(found.words), "day": day(found.day)} for found in answer.days],
        "confidence": None if answer.confidence is None else round(answer.confidence, 3),
        "grounds": list(answer.grounds),
        "unanswered": list(answer.unanswered),
        "nearest": _nearest(answer),
    }


def computed_dict(one: Computed) -> Object:
    """A conclusion: the operation, its operands with citation or articles, the result, and its words."""
    return {
        "operation": one.operation,
        "text": one.text,
        "result": one.result,
        "counted": one.counted,
        "operands": [
            {
                "label": o.label,
                "value": o.value,
                "unit": o.unit,
                "first": day(o.first),
                "last": day(o.last),
                "written": o.written,
                "articles": list(o.articles),
                "citation": citation_dict(o.citation) if o.citation else None,
            }
            for o in one.operands
        ],
    }


def summary_dict(summary: Summary) -> Object:
    """A summary: the sentence and source objects of an answer under a topic."""
    return {"topic": summary.topic, "style": summary.style, **_common(summary)}


def article_dict(article: Article) -> Object:
    """An article with its clean text (the one that offsets count in) and what cleaning removed."""
    return {
        **article_head(article),
        "authors": list(article.authors),
        "section": article.section,
        "page": article.page,
        "edition": article.edition,
        "words": article.words,
        "key": article.key,
        "captions": list(article.captions),
        "text": article.text,
        "removed": [{"text": block.text, "reason": block.reason} for block in article.removed],
    }


def article_head(article: Article) -> Object:
    """What a list of articles says of each."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": day(article.published),
        "updated": day(article.updated) if article.updated else None,
        "url": article.url,
        "language": article.language,
        "kind": article.kind,
        "agency": article.agency,
        "origin": article.origin,
    }


def hit_dict(hit: Hit) -> Object:
    """One search result: the passage, and in `best` its best sentence."""
    start, end = hit.best
    return {
        "article_id": hit.article.id,
        "title": hit.article.title,
        "outlet": hit.article.outlet,
        "published": day(hit.article.published),
        "url": hit.article.url,
        "path": hit.article.origin,
        "score": round(hit.score, 6),
        "why": hit.why,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text(hit.article),
        "best": {
            "start": start,
            "end": end,
            "quote": hit.article.text[start:end],
            "fragment": fragment(hit.article, start, end) or None,
        },
        "also_in": [copy_dict(copy) for copy in hit.also_in],
    }


def report_dict(report: AddReport) -> Object:
    """What became of each article in `qa add`, and the counts."""
    return {
        "items": [
            {
                "status": item.status,
                "origin": item.origin,
                "article_id": item.article_id,
                "title": item.title,
                "detail": item.detail,
                "hint": item.hint,
            }
            for item in report.items
        ],
        "counts": {status: report.count(status) for status in STATUSES},
        "notes": list(report.notes),
        "seconds": round(report.seconds, 3),
    }


STATUSES = ("added", "updated", "unchanged", "duplicate", "skipped", "failed")


def stats_dict(stats: LibraryStats) -> Object:
    """What a library holds."""
    return {
        "articles": stats.articles,
        "passages": stats.passages,
        "outlets": dict(stats.outlets),
        "languages": dict(stats.languages),
        "first": day(stats.first),
        "last": day(stats.last),
        "undated": stats.undated,
        "groups": stats.groups,
        "embedder": stats.embedder,
    }


def copy_dict(copy: Copy) -> Object:
    """Another publication of the same story."""
    return {
        "article_id": copy.article_id,
        "outlet": copy.outlet,
        "title": copy.title,
        "published": day(copy.published),
    }


def day(value: date | None) -> str | None:
    """ISO 8601, or null for a date that no source states."""
    return value.isoformat() if value else None


def _common(result: Answer | Summary) -> Object:
    return {
        "found": result.found,
        "engine": result.engine,
        "engine_reason": result.engine_reason,
        "model": result.model,
        "as_of": day(result.as_of),
        "fingerprint": result.fingerprint,
        "sentences": [sentence_dict(sentence) for sentence in result.sentences],
        "removed": removed_list(result.removed),
        "sources": [source_dict(source) for source in result.sources],
        "notes": list(result.notes),
        "searched": searched_dict(result.searched),
        "usage": usage_dict(result.usage),
    }


def sentence_dict(sentence: Sentence) -> Object:
    """A checked sentence with its citations."""
    return {
        "text": sentence.text,
        "support": sentence.support,
        "checks": list(sentence.checks),
        "citations": [citation_dict(citation) for citation in sentence.citations],
    }


def citation_dict(citation: Citation) -> Object:
    """The exact words of a source; `start` and `end` count in the text of its article.

    `selector` says the same in the terms of the W3C Web Annotation Data Model, and `fragment` is what opens
    the page of the article at the words, behind `#:~:`.
    """
    return {
        "source": citation.source,
        "article_id": citation.article_id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "fragment": citation.fragment or None,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": citation.quote,
                "prefix": citation.prefix,
                "suffix": citation.suffix,
            },
            {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
        ],
    }


def source_dict(source: Source) -> Object:
    """A cited article as readers see it."""
    return {
        "number": source.number,
        "article_id": source.article_id,
        "title": source.title,
        "outlet": source.outlet,
        "published": day(source.published),
        "url": source.url,
        "path": source.path,
        "kind": source.kind,
        "agency": source.agency,
        "page": source.page,
        "authors": list(source.authors),
        "language": source.language or None,
        "edition": source.edition,
        "also_in": [copy_dict(copy) for copy in source.also_in],
    }


def removed_list(removed: Sequence[RemovedSentence]) -> list[Object]:
    """Drafted sentences that are not shown, each with the reason."""
    return [{"text": sentence.text, "reason": sentence.reason} for sentence in removed]


def _nearest(answer: Answer) -> Object | None:
    """The nearest thing found, which is not an answer; null when there is none."""
    if not answer.nearest:
        return None
    source = source_dict(answer.nearest_source) if answer.nearest_source else None
    return {**citation_dict(answer.nearest), "from": source}


def searched_dict(searched: Searched | None) -> Object | None:
    """What was searched; null when nothing was."""
    if not searched:
        return None
    return {
        "articles": searched.articles,
        "outlets": list(searched.outlets),
        "first": day(searched.first),
        "last": day(searched.last),
        "undated": searched.undated,
    }


def usage_dict(usage: Usage) -> Object:
    """What it took."""
    return {
        "seconds": round(usage.seconds, 3),
        "model_calls": usage.model_calls,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "cost_usd": usage.cost_usd,
        "cached": usage.cached,
    }
