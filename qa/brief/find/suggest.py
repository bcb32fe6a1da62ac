"""A topics file to start from: the library's articles grouped into stories."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import yaml

from qa.brief.find.stories import group, similarities
from qa.brief.topics import Topic, one_topic
from qa.search.about import share_of
from qa.text import content_words, name_words, names, stem
from qa.types import Article

MOST_ARTICLES = 2000
"""Articles that are grouped, the newest: the table of similarities of more takes over 100 MB."""

FITS = 0.5
"""Share of the words of a query from which it finds an article."""

_LABEL = re.compile(
    r"^(?:opinion|comment|analysis|editorial|live|watch|video|exclusive|breaking)\s*[:|-]\s*", re.I
)
_QUOTED = re.compile(r"^[\"'“‘„«][^\"”’“»]{3,}[\"'”’“»]\s*[:,–-]?\s*")


def suggest(articles: Sequence[Article], *, least: int = 2, most: int = 20) -> list[Topic]:
    """A topic for each story of `least` articles or more, the largest first.

    Its title is that of the report nearest to the rest, its query the words that the story has in common; its
    window reaches from a day before the first to a day after the last publication, and is left open when an
    article is undated.
    """
    chosen = [a for a in articles if a.kind != "withdrawn"][:MOST_ARTICLES]
    spread = Counter(word for a in chosen for word in _words(a))
    found: dict[str, Topic] = {}
    stories = sorted(group(chosen), key=lambda members: -len(members))
    for members in stories:
        rows = [chosen[i] for i in members]
        if len(rows) < least or len(found) == most:
            continue
        topic = _topic(rows, spread, len(chosen))
        found.setdefault(topic.slug, topic)
    return list(found.values())


def _topic(rows: Sequence[Article], spread: Counter[str], total: int) -> Topic:
    title = _headline(rows)
    days = [a.published for a in rows]
    known = [d for d in days if d is not None]
    open_window = len(known) < len(days)
    settings: dict[str, Any] = {
        "since": None if open_window else min(known) - timedelta(days=1),
        "until": None if open_window else max(known) + timedelta(days=1),
    }
    query = _query(rows, title, spread, total)
    return one_topic(title, query=query, **settings)


def _headline(rows: Sequence[Article]) -> str:
    """The headline of the report nearest to the rest; one with a quotation in front only as a last resort."""
    reports = [a for a in rows if a.kind == "report" and a.title] or [a for a in rows if a.title]
    home = Counter(a.language for a in rows).most_common(1)[0][0]
    reports = [a for a in reports if a.language == home] or reports
    plain = [a for a in reports if not _QUOTED.match(a.title) and not _LABEL.match(a.title)] or reports
    if not plain:
        return "Untitled"
    table = similarities(list(rows), days=False)
    near = {a.id: float(table[i].sum()) for i, a in enumerate(rows)}
    best = max(plain, key=lambda a: (near[a.id], a.id))
    return _LABEL.sub("", best.title)[:200]


def _query(rows: Sequence[Article], title: str, spread: Counter[str], total: int) -> str | None:
    """Names and words that most of the story has and few others have; None where the title finds as many."""
    inside = Counter(word for a in rows for word in _words(a))
    headed = Counter(word for a in rows for word in set(content_words(a.title)))
    weight = {
        word: (count + 2 * headed[word]) / len(rows) * math.log((1 + total) / (1 + spread[word] - count))
        for word, count in inside.items()
        if count >= max(2, 0.6 * len(rows))
    }
    written = _as_written(rows)
    ranked = sorted((w for w in weight if w in written), key=lambda w: (-weight[w], w))
    named = [written[w] for w in ranked if written[w][:1].isupper()][:2]
    plain = [written[w] for w in ranked if written[w][:1].islower() and len(w) > 3][:3]
    if len(named) + len(plain) < 3:
        return None
    query = " ".join((*named, *plain))
    fits = [sum(share_of(words, a) > FITS for a in rows) for words in (query, title)]
    return query if fits[0] > fits[1] else None


def _words(article: Article) -> frozenset[str]:
    return frozenset(content_words(f"{article.title}\n{article.text}"))


def _as_written(rows: Sequence[Article]) -> dict[str, str]:
    """Stem -> the word as the articles mostly write it; with a capital only where it is (part of) a name."""
    named: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for article in rows:
        named.update({stem(w) for n in names(article.text) if n.sure for w in name_words(n.text)})
        for word in re.findall(r"[^\W\d_]{3,}", article.text):
            forms.setdefault(stem(word.lower()), Counter())[word] += 1
    found = {}
    for key, counts in forms.items():
        upper = named[key] >= 0.5 * len(rows)
        fitting = [w for w, _ in counts.most_common() if w[:1].isupper() == upper]
        if fitting:
            found[key] = fitting[0]
    return found


def to_yaml(topics: Sequence[Topic]) -> str:
    """The topics as the text of a topics file."""
    rows = []
    for topic in topics:
        row = {"title": topic.title, "query": topic.query, "since": topic.since, "until": topic.until}
        rows.append({k: v for k, v in row.items() if v is not None})
    body = yaml.safe_dump({"topics": rows}, sort_keys=False, allow_unicode=True, width=100)
    return "# Stories found in the library; add questions, words, outlets: see qa brief --schema\n" + body
