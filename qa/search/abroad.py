"""Which articles in another language than a topic are about it, told by meaning: they share no word."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from qa.models.embedder import ComparesLanguages
from qa.text.tongue import language_of
from qa.types import Article

READ = 700
"""Characters of an article that are compared with a topic, after its title."""

SURE, LEAST, LEAD, BESIDE_BEST = 0.35, 0.28, 0.2, 0.8
"""An article is about a topic from the cosine SURE on; from LEAST, if it leads the middle one of those
compared by LEAD; and beside a better one with BESIDE_BEST of its cosine. On 32 open topics in English over
100 French articles: recall .95 at a precision of .97, and of the same topics with their articles taken out 6
get others; by SURE alone .91, .98 and 4; without BESIDE_BEST precision .91; with 300 characters read, recall
.87."""


BESIDE_OWN, KIN = 0.4, 0.26
"""Where articles in the topic's own language are about it, one in another with none of its words has to be as
near as BESIDE_OWN: of 31 such that are on an open topic none is less near, and a fire in Rouen, a march in
Tibet and a typhoon (.35 to .37) stood under Notre-Dame, Hong Kong and the Amazon. One that only shares names
with them has to be as near as KIN: of 17 found so on open topics 15 told something else, 13 of them below."""


def nearness_abroad(topic: str, articles: Sequence[Article], embedder: object) -> dict[str, float]:
    """The cosines of the articles that are in another language than a topic, by id."""
    asked = language_of(topic)
    foreign = [a for a in articles if a.language.split("-")[0].lower() != asked]
    if not foreign or not isinstance(embedder, ComparesLanguages):
        return {}
    near = embedder.nearness(topic, [f"{a.title}\n{a.text[:READ]}" for a in foreign])
    return {a.id: cosine for a, cosine in zip(foreign, near, strict=True)}


def about_abroad(near: dict[str, float]) -> dict[str, float]:
    """Those of the articles in other languages that are about a topic, by their cosines."""
    if not near:
        return {}
    leading = max(LEAST, statistics.median(near.values()) + LEAD)
    least = max(min(SURE, leading), BESIDE_BEST * max(near.values()))
    return {key: cosine for key, cosine in near.items() if cosine >= least}
