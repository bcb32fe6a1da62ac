"""Themes: what several stories have in common, called by the names and words that set them apart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.kinds.over.digest import plain_name
from qa.text import STOPWORDS, content_words, names, stem
from qa.types import Article

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

MOST = 8
"""Themes at most: more are no overview."""
APART = 0.25
"""Mean cosine below which two groups of stories are not joined into one theme."""
WORDS = 3
"""Words or names that a theme is called by."""
_LEAD, _READ = 600, 4000


def themes(stories: Sequence[Sequence[Article]], vectors: Matrix) -> list[tuple[str, list[int]]]:
    """(label, indices of stories), the theme with most articles first. `vectors`: one of unit length for
    each story.
    """
    if len(stories) < 3:
        return []
    told = [_terms(story) for story in stories]
    spread = Counter(term for terms in told for term in terms)
    found = [
        (label, members)
        for members in joined(vectors)
        if len(members) > 1 and (label := _label(members, told, spread))
    ]
    found.sort(key=lambda row: -sum(len(stories[i]) for i in row[1]))
    return found[:MOST]


def joined(vectors: Matrix) -> list[list[int]]:
    """Average linkage over the cosines, until `MOST` groups are left or none are near; (stories,) as
    groups.
    """
    import numpy as np

    count = len(vectors)
    near = (vectors @ vectors.T).astype(np.float64)
    np.fill_diagonal(near, -np.inf)
    size = np.ones(count)
    members = {i: [i] for i in range(count)}
    while len(members) > MOST:
        i, j = divmod(int(near.argmax()), count)
        if near[i, j] < APART:
            break
        row = (near[i] * size[i] + near[j] * size[j]) / (size[i] + size[j])
        size[i] += size[j]
        members[i] += members.pop(j)
        near[i, :] = near[:, i] = row
        near[i, i] = -np.inf
        near[j, :] = near[:, j] = -np.inf
    return list(members.values())


def _terms(story: Sequence[Article]) -> dict[str, str]:
    """Stem or name -> as written, from the titles and leads of a story."""
    found: dict[str, str] = {}
    for article in story[:3]:
        text = f"{article.title}. {article.text[:_LEAD]}"
        for name in names(text):
            plain = plain_name(name.text)
            if name.sure and len(plain) > 2:
                found.setdefault(plain.casefold(), plain)
        for word in re.findall(r"[a-zà-ÿ][a-zà-ÿ-]{3,}(?!['’])", article.title.lower()):
            if word not in STOPWORDS and content_words(word):
                # Titles have capitals where names have none, and the text tells which is which.
                plainly = f" {word}" in article.text[:_READ]
                found.setdefault(stem(word), word if plainly else word.capitalize())
    return found


def _label(members: Sequence[int], told: Sequence[dict[str, str]], spread: Counter[str]) -> str:
    """The terms that most of a theme's stories have and few others."""
    inside: Counter[str] = Counter()
    for i in members:
        inside.update(told[i].keys())
    outside = len(told) - len(members) + 1
    scored = {
        # By how much rather a story of this theme has the term than another one.
        term: count
        * math.log(1 + (count / len(members)) * outside / (spread[term] - count + 0.5))
        * (1.3 if told_as(term, members, told)[:1].isupper() else 1)
        for term, count in inside.items()
        if count >= min(2, len(members))
    }
    chosen: list[str] = []
    for term in sorted(scored, key=lambda t: (-scored[t], t)):
        word = told_as(term, members, told)
        if all(word.casefold() not in c.casefold() and c.casefold() not in word.casefold() for c in chosen):
            chosen.append(word)
        if len(chosen) == WORDS:
            break
    return ", ".join(chosen)


def told_as(term: str, members: Sequence[int], told: Sequence[dict[str, str]]) -> str:
    """A term as the first story that has it writes it."""
    return next((told[i][term] for i in members if term in told[i]), term)
