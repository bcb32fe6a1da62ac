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

from qa.text import content_words, dates, name_words, names, numbers, sentence_spans, stem
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
_JOINS = 0.25
_LINK = 0.45
"""Groups of `SMALL` articles or less join another one from this similarity on the whole, and this one of two
of their articles. F1 on the sample corpus rises from .848 to .946 and stays .945 on ECB+; neither moves by
more than .001 between .20 and .30 on the whole, and .40 and .45 of two articles."""
_LEAD_CHARACTERS = 350
_DAYS_APART = 21
"""Days between two publications from which they hardly tell one event; twice as many weigh fully."""


def group(articles: Sequence[Article], threshold: float = THRESHOLD, *, days: bool = True) -> list[list[int]]:
    """Articles by story, as indices into `articles`, in order of their first article."""
    if not articles:
        return []
    similarity = similarities(articles, days=days)
    labels = _join_small(similarity, _cluster(similarity, threshold))
    labels = _join_foreign(articles, labels)
    found: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        found.setdefault(label, []).append(index)
    return list(found.values())


def story_of(articles: Sequence[Article], threshold: float = 0.25) -> dict[str, int]:
    """Article id -> number of its story, for articles that were chosen for one topic.

    The threshold is lower than between any articles, and days do not part them: what follows over months is
    still the same story, and only another story of a topic of several has to be kept apart. Of pairs of ECB+
    that tell one event .91 are at .25 or above, of pairs on two events of one kind .34.
    """
    stories = group(articles, threshold, days=False)
    return {articles[i].id: number for number, members in enumerate(stories) for i in members}


def similarities(articles: Sequence[Article], *, days: bool = True) -> Matrix:
    """How alike the events of any two articles are, (n, n), 0 to about 3; `days`: publication days count."""
    import numpy as np

    total = np.zeros((len(articles), len(articles)))
    terms = [_terms(a.title, a.text) for a in articles]
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
def _terms(title: str, text: str) -> tuple[tuple[str, ...], ...]:
    """The terms of an article, one row for each of `_PARTS`, and the years that it states."""
    whole = f"{title}\n{text}"
    sentences = [title, *(text[start:end] for start, end, *_ in sentence_spans(text))]
    stated = [day for sentence in sentences for day in dates(sentence)]  # known, where the sheet was read
    figures = [number for sentence in sentences for number in numbers(sentence)]
    return (
        tuple(content_words(whole)),
        tuple(stem(w) for n in names(whole) for w in name_words(n.text)),
        tuple(content_words(whole[:_LEAD_CHARACTERS])),
        tuple(f"{n.value:g}{n.unit or ''}" for n in figures if n.unit != "clock"),
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


def _join_small(similarity: Matrix, labels: Sequence[int]) -> list[int]:
    """Small groups join the one nearest to them on the whole, where two of their articles tell the same.

    A story that runs for days is told in other words each day, so its parts hang together by one link each.
    """
    import numpy as np

    known = list(dict.fromkeys(labels))
    order = np.argsort([known.index(label) for label in labels], kind="stable")
    size = np.array([labels.count(label) for label in known], dtype=float)
    first = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(int)
    table = similarity[np.ix_(order, order)]
    mean = np.add.reduceat(np.add.reduceat(table, first, axis=0), first, axis=1) / np.outer(size, size)
    link = np.maximum.reduceat(np.maximum.reduceat(table, first, axis=0), first, axis=1)
    groups = [[int(i) for i in rows] for rows in np.split(order, first[1:])]
    np.fill_diagonal(mean, -np.inf)
    large_first = True
    while len(groups) > 1:
        fits = (link >= _LINK) & (np.minimum.outer(size, size) <= SMALL)
        if large_first:
            fits &= np.maximum.outer(size, size) > SMALL
        near = np.where(fits, mean, -np.inf)
        i, j = divmod(int(near.argmax()), len(near))
        if near[i, j] < _JOINS and not large_first:
            break
        if near[i, j] < _JOINS:
            large_first = False
            continue
        joined = (mean[i] * size[i] + mean[j] * size[j]) / (size[i] + size[j])
        mean[i, :] = mean[:, i] = joined
        link[i, :] = link[:, i] = np.maximum(link[i], link[j])
        size[i] += size[j]
        mean[i, i] = -np.inf
        mean[j, :] = mean[:, j] = -np.inf
        groups[i], groups[j] = groups[i] + groups[j], []
    found = list(labels)
    for label, group_members in enumerate(groups):
        for index in group_members:
            found[index] = label
    return found


def _join_foreign(articles: Sequence[Article], labels: Sequence[int]) -> list[int]:
    """An article alone in its language joins the story of the same days that it shares names with.

    Two words of names at least, which are those of this one story only; its other words cannot be compared.
    """
    spoken = Counter(a.language for a in articles)
    if len(spoken) < 2:
        return list(labels)
    home = spoken.most_common(1)[0][0]
    mine = [{stem(w) for n in names(a.text) if n.sure for w in name_words(n.text)} for a in articles]
    stories: dict[str, set[int]] = {}
    for article, label, found in zip(articles, labels, mine, strict=True):
        for name in found if article.language == home else ():
            stories.setdefault(name, set()).add(label)
    joined = list(labels)
    for index, article in enumerate(articles):
        if article.language == home or labels.count(labels[index]) > SMALL:
            continue
        shared = Counter(next(iter(own)) for name in mine[index] if len(own := stories.get(name, set())) == 1)
        label, count = (shared.most_common(1) or [(0, 0)])[0]
        days = [a.published for a, b in zip(articles, labels, strict=True) if b == label and a.published]
        published = article.published
        close = published is None or any(abs((published - d).days) <= _DAYS_APART for d in days)
        if count >= 2 and close:
            joined[index] = label
    return joined
