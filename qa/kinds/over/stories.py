"""The stories of a whole library, at its size: near articles by their vectors, then told apart as in
briefings.

`qa.brief.find.stories` holds every two articles against each other by words, names and days, which grows
with the square of the library. Here an article only meets those whose mean passage vectors are near; what
hangs together
is told apart by that measure. The partition of each such neighbourhood is stored by the ids in it, so that
only neighbourhoods that changed are done again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.brief.find.stories import group
from qa.databases import KeptRows
from qa.kinds.over.digest import FILE
from qa.library.library import Library
from qa.types import Article

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

NEAR = 0.5
"""Cosine of two articles' mean vectors from which they may tell one story."""
ABROAD = 0.1
"""What two reports of one event in two languages are less near: a pair written for a test has .56. They are
one story only where they share names too (`qa.brief.find.stories`)."""
STEP = 0.05
MOST = 150
"""Articles of one neighbourhood at most: a larger one is split at a higher cosine. On 283 articles, of the 20
largest stories of all pairs 16 are among the 20 shown and none is told twice; with a cosine of .6 and 60
articles 16 and one, with .5 and 60 articles 15 and two (`bench/overviews.py`)."""
RECENT = 0.25
"""What recency can take from a weight: the oldest story keeps three quarters. Chosen without a
measurement."""
VERSION = 1


def stories_of(library: Library, articles: Sequence[Article]) -> list[list[Article]]:
    """Articles by story, each newest first."""
    if not articles:
        return []
    vectors = mean_vectors(library, articles)
    order = {a.id: i for i, a in enumerate(articles)}
    spoken = [a.foreign for a in articles]
    near = neighbourhoods(vectors, range(len(articles)), NEAR, spoken)
    parts = [[articles[i] for i in part] for part in near]
    told = _stored(library.path, parts)
    found = [sorted((articles[order[key]] for key in ids), key=_newest) for ids in told]
    return sorted(found, key=lambda story: order[story[0].id])


def _newest(article: Article) -> tuple[int, str]:
    return (-(article.published or date.min).toordinal(), article.id)


def mean_vectors(library: Library, articles: Sequence[Article]) -> Matrix:
    """The mean of each article's passage vectors, unit length, (articles, dimension)."""
    import numpy as np

    by_article = library.article_vectors()
    width = len(next(iter(by_article.values()))) if by_article else 1
    rows = np.stack([by_article.get(a.id, np.zeros(width, np.float32)) for a in articles])
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    length[length == 0] = 1
    return np.asarray(rows / length, dtype=np.float32)


def neighbourhoods(
    vectors: Matrix, members: Sequence[int], near: float, spoken: Sequence[str] = ()
) -> list[list[int]]:
    """Indices that hang together by a cosine of `near`; a part with too many is split at a higher one.

    `spoken`: the language of each vector; two of them have to be less near by `ABROAD`.
    """
    import numpy as np

    rows = list(members)
    nearness = vectors[rows] @ vectors[rows].T
    if len(set(spoken)) > 1:
        told = np.array([spoken[i] for i in rows])
        nearness = nearness + ABROAD * (told[:, None] != told[None, :])
    close = nearness >= near
    label = np.full(len(rows), -1)
    found: list[list[int]] = []
    for start in range(len(rows)):
        if label[start] >= 0:
            continue
        label[start], waiting, part = len(found), [start], []
        while waiting:
            at = waiting.pop()
            part.append(at)
            for other in np.flatnonzero(close[at] & (label < 0)):
                label[other] = len(found)
                waiting.append(int(other))
        found.append(sorted(rows[i] for i in part))
    if len(found) == 1 and len(rows) <= MOST:
        return found
    return [
        piece
        for part in found
        for piece in (
            neighbourhoods(vectors, part, near + STEP, spoken) if len(part) > MOST and near < 1 else [part]
        )
    ]


def _stored(folder: Path, parts: Sequence[Sequence[Article]]) -> list[list[str]]:
    """Each neighbourhood told apart, from the store or now; ids by story."""
    kept, keys = KeptRows(folder / FILE), [_key(part) for part in parts]
    told = {key: json.loads(body) for key, body in kept.get(keys).items()}
    made = {key: told_apart(part) for key, part in zip(keys, parts, strict=True) if key not in told}
    if made:
        kept.put({key: json.dumps(stories).encode() for key, stories in made.items()})
    return [story for key in keys for story in (told | made)[key]]


def _key(part: Sequence[Article]) -> str:
    ids = ",".join(sorted(a.id for a in part))
    return hashlib.sha256(f"{VERSION}|{ids}".encode()).hexdigest()[:24]


def told_apart(part: Sequence[Article]) -> list[list[str]]:
    """The stories of one neighbourhood, as ids."""
    if len(part) == 1:
        return [[part[0].id]]
    return [[part[i].id for i in members] for members in group(part)]


def weight(story: Sequence[Article], first: date | None, last: date | None) -> float:
    """Articles x outlets x recency; recency falls evenly from 1 on the last day to 1 - RECENT on the
    first.
    """
    outlets = len({a.outlet for a in story if a.outlet}) or 1
    newest = max((a.published for a in story if a.published), default=None)
    span = (last - first).days if first and last else 0
    age = (last - newest).days / span if newest and last and span else (0.0 if newest else 1.0)
    return len(story) * outlets * (1 - RECENT * age)
