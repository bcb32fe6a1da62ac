"""Stories: which articles tell the same event of the same days.

Similarity adds five parts: words, names and lead words (TF-IDF cosine over the articles at hand), figures and
stated days; it loses a part when both articles state years and share none, or were published weeks apart.
Average linkage, one fixed threshold; groups of three or less then join the story that they are clearly
nearest to. The weights were set on ECB+ as a whole, where they move B-cubed F1 by less than .015 between .55
and .80 of the threshold; nothing is tuned per topic (`bench/stories.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qa.text import content_words, dates, name_words, names, numbers, stem
from qa.types import Article

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

THRESHOLD = 0.56
OTHERS = 500
"""Articles on other things that names and figures are thought to be absent from: in a library of one or two
stories their names would look common. On the sample corpus (45 articles) F1 rises from .75 to .83."""

_PARTS = ((1.0, 0), (1.0, OTHERS), (0.5, 0), (0.3, OTHERS), (0.2, OTHERS))
"""Weight of words, names, lead words, figures and stated days, and the other articles thought of."""

SMALL = 3
_JOINS = 0.5
_CLEARLY = 1.2
_LEAD_CHARACTERS = 350
_DAYS_APART = 21
"""Days between two publications from which they hardly tell one event; twice as many weigh fully."""


def group(articles: Sequence[Article], threshold: float = THRESHOLD, *, days: bool = True) -> list[list[int]]:
    """Articles by story, as indices into `articles`, in order of their first article."""
    if not articles:
        return []
    similarity = similarities(articles, days=days)
    labels = _attach(similarity, _cluster(similarity, threshold), threshold)
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        found.setdefault(label, []).append(index)
    return list(found.values())


def story_of(articles: Sequence[Article], threshold: float = 0.25) -> dict[str, int]:
    """Article id -> number of its story, for articles that were chosen for one topic.

    The threshold is lower than between any articles, and days do not part them: what follows over months is
    still the same story, and only another story of a topic of several has to be kept apart.
    """
    if len(articles) <= SMALL:
        return dict.fromkeys((a.id for a in articles), 0)
    stories = group(articles, threshold, days=False)
    return {articles[i].id: number for number, members in enumerate(stories) for i in members}


def similarities(articles: Sequence[Article], *, days: bool = True) -> Matrix:
    """How alike the events of any two articles are, (n, n), 0 to about 3; `days`: publication days count."""
    import numpy as np

    total = np.zeros((len(articles), len(articles)))
    terms = [_terms(f"{a.title}\n{a.text}") for a in articles]
    for part, (weight, others) in enumerate(_PARTS):
        table = tf_idf([row[part] for row in terms], others)
        total += weight * (table @ table.T)
    years = [row[-1] for row in terms]
    for i, a in enumerate(articles):
        for j in range(i):
            loss = 0.3 if years[i] and years[j] and not set(years[i]) & set(years[j]) else 0.0
            first, second = a.published, articles[j].published
            if days and first and second:
                apart = abs((first - second).days) - _DAYS_APART
                loss += 0.5 * min(1.0, max(0.0, apart / _DAYS_APART))
            total[i, j] -= loss
            total[j, i] -= loss
    return total


@lru_cache(maxsize=256)  # 1.6 ms each, and topics share articles
def _terms(text: str) -> tuple[tuple[str, ...], ...]:
    """The terms of an article, one row for each of `_PARTS`, and the years that it states."""
    stated = dates(text)
    return (
        tuple(content_words(text)),
        tuple(stem(w) for n in names(text) for w in name_words(n.text)),
        tuple(content_words(text[:_LEAD_CHARACTERS])),
        tuple(f"{n.value:g}{n.unit or ''}" for n in numbers(text) if n.unit != "clock"),
        tuple(f"{d.year}-{d.month}-{d.day}" for d in stated if not d.relative and (d.day or d.year)),
        tuple({str(d.year) for d in stated if d.year}),
    )


def tf_idf(documents: Sequence[Sequence[Hashable]], others: int = 0) -> Matrix:
    """Rows of unit length: (1 + log tf) · log((1 + n) / (1 + df)), (documents, terms).

    `others` documents that hold none of the terms are counted into n.
    """
    import numpy as np

    frequency = Counter(term for terms in documents for term in set(terms))
    place = {term: i for i, term in enumerate(frequency)}
    table = np.zeros((len(documents), max(1, len(place))))
    for row, terms in enumerate(documents):
        for term, count in Counter(terms).items():
            idf = math.log((1 + others + len(documents)) / (1 + frequency[term]))
            table[row, place[term]] = (1 + math.log(count)) * idf
    length = np.linalg.norm(table, axis=1, keepdims=True)
    length[length == 0] = 1
    return np.asarray(table / length)


def _cluster(similarity: Matrix, threshold: float) -> list[int]:
    """Average linkage: join the two nearest clusters until none are as near as the threshold."""
    import numpy as np

    near = similarity.copy()
    count = len(near)
    np.fill_diagonal(near, -np.inf)
    size = np.ones(count)
    members = {i: [i] for i in range(count)}
    while count > 1:
        i, j = divmod(int(near.argmax()), len(near))
        if near[i, j] < threshold:
            break
        joined = (near[i] * size[i] + near[j] * size[j]) / (size[i] + size[j])
        size[i] += size[j]
        members[i] += members.pop(j)
        near[i, :] = near[:, i] = joined
        near[i, i] = -np.inf
        near[j, :] = near[:, j] = -np.inf
        count -= 1
    labels = [0] * len(near)
    for label, group_members in members.items():
        for index in group_members:
            labels[index] = label
    return labels


def _attach(similarity: Matrix, labels: list[int], threshold: float) -> list[int]:
    """Small groups join the large one they are nearest to, if that is near and clearly the nearest."""
    import numpy as np

    members: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        members.setdefault(label, []).append(index)
    large = [m for m in members.values() if len(m) > SMALL]
    labels = list(labels)
    for small in (m for m in members.values() if len(m) <= SMALL):
        ranked = sorted(((float(np.mean(similarity[np.ix_(small, m)])), m[0]) for m in large), reverse=True)
        if not ranked or ranked[0][0] < _JOINS * threshold:
            continue
        if len(ranked) == 1 or ranked[0][0] >= _CLEARLY * ranked[1][0]:
            for index in small:
                labels[index] = labels[ranked[0][1]]
    return labels
