"""Which articles of a library are about a topic, which only mention it, and which have nothing to do with it.

One decision for summaries, briefings, timelines and comparisons. A topic's words are looked for in the
title, the lead and the whole text of every article that the searches find; with the nearness in meaning and
the likeness to the surest articles they give the probability that an article is about the topic: a logistic
regression, fitted on the open half of `bench/briefings/topics.jsonl` (`bench/briefings/about.py --fit`
prints the weights).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from qa.models.embedder import of_question
from qa.search.abroad import BESIDE_OWN, KIN, about_abroad, nearness_abroad
from qa.text import STOPWORDS, content_words, name_words, names, sentence_spans, stem, tokens
from qa.text.names import same_word
from qa.text.tongue import OTHERS as OF_OTHERS
from qa.text.tongue import is_english
from qa.types import Article, Query
from qa.types.briefing import OFF_TOPIC

if TYPE_CHECKING:
    from qa.library.library import Library

PASSAGES = 160
"""Passages taken from each search: an event that twenty outlets told has some forty."""

MOST_JUDGED = 60
"""Articles that are read to be judged, the best of the searches; each costs about 3 ms the first time."""

RANKED = 10
"""Places that soften the ranks of a search when both are added (reciprocal rank fusion)."""

LEAD = 2
"""Sentences that are the lead, besides the title."""

Relation = Literal["about", "mentions", "neither"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One article found for a topic, and what it has to do with it."""

    article: Article
    relation: Relation
    probability: float
    """That the article is about the topic, 0 to 1."""
    reason: str
    """In words, for an article that is set aside; empty for one that is used."""


@dataclass(frozen=True, slots=True)
class AboutFeatures:
    """What the decision rests on, each 0 to 1."""

    title: float
    """Share of the topic's words that stand in the title, rarer ones weighing more."""
    lead: float
    """Share in title and lead."""
    body: float
    """Share anywhere."""
    together: float
    """Greatest share in one sentence."""
    spread: float
    """Share of the sentences that hold at least half of the topic's words."""
    early: float
    """1 where the first sentence holds half of them, 0 where none does."""
    near: float
    """Cosine of the nearest passage to the topic."""
    like: float = 0.0
    """Likeness to the surest article found (cosine of TF-IDF over the found ones)."""
    single: float = 0.0
    """The topic is one word."""

    relative: float = 0.0
    """How much it says of the topic beside the one that says most of it."""

    @property
    def strength(self) -> float:
        """How much an article says of a topic, as far as its words tell."""
        return self.title + 0.5 * self.lead + self.spread + 0.5 * self.early

    def row(self) -> tuple[float, ...]:
        """The values in the order of `WEIGHTS`, with the products that one line cannot tell apart."""
        return (
            self.title, self.lead, self.body, self.together, self.spread, self.early, self.near, self.like,
            self.single, self.single * self.title, self.single * self.spread, self.body * self.near,
            self.like * self.near, self.relative, 1.0,
        )  # fmt: skip


WEIGHTS: tuple[float, ...] = (
    0.76, 1.95, 2.81, 0.94, 0.72, 0.45, 2.1, 5.92, 0.39, 0.27, -0.19, 1.82, 1.63, 1.04, -6.95,
)  # fmt: skip
FIRST_WEIGHTS: tuple[float, ...] = (
    1.16, 2.45, 3.05, 1.03, 1.14, 0.67, 2.98, 0.0, 0.52, 0.0, 0.33, 2.44, 0.0, 0.0, -6.76,
)  # fmt: skip
"""The same without the likeness, which needs a first guess. Both are fitted on 86 topics of `news` and ECB+;
articles that only mention a topic weigh .3. Crossed over four folds of topics recall is .935 at a precision
of .956 (`bench/briefings/about.py --fit`). The rank in the search was dropped: precision .932 with it, .946
without."""

ABOUT = 0.5
"""Probability from which an article is about the topic."""


def judged(library: Library, query: Query, *, texts: Sequence[str] = ()) -> list[Judged]:
    """The articles that the searches for a topic find, the surest first. `texts`: other words for the topic.

    None of them is about it only where the library holds no word of it: of articles that all mention a
    topic the one that says most is used.
    """
    best: dict[str, Judged] = {}
    wanted = list(dict.fromkeys((query.text, *texts)))
    for text, vector in zip(wanted, library.embedder.embed(wanted), strict=True):
        for one in _judged(library, replace(query, text=text), vector):
            known = best.get(one.article.id)
            if known is None or one.probability > known.probability:
                best[one.article.id] = one
    near = nearness_abroad(query.text, [j.article for j in best.values()], library.embedder)
    own = any(j.relation == "about" and key not in near for key, j in best.items())
    for key, cosine in about_abroad(near).items():
        if own and cosine < BESIDE_OWN and best[key].relation == "neither":
            continue
        sure = max(best[key].probability, min(0.99, ABOUT + cosine))
        best[key] = replace(best[key], relation="about", probability=sure, reason="")
    found = never_empty(sorted(best.values(), key=lambda j: (-j.probability, j.article.id)))
    used = [j.article for j in found if j.relation == "about"]
    told = {
        a.id
        for a in kin(used, [j.article for j in found if j.relation != "about" and _other(j.article, used)])
        if near.get(a.id, KIN) >= KIN
    }
    return [replace(j, relation="about", reason="") if j.article.id in told else j for j in found]


def _other(article: Article, used: Sequence[Article]) -> bool:
    """Whether an article cannot be compared by its words: in another language than the rest, or a comment."""
    home = Counter(a.language for a in used).most_common(1)
    return article.kind == "opinion" or (bool(home) and article.language != home[0][0])


SHARED_NAMES = 3
"""Words of names that an article shares with those about a topic to be kin to them; one less in another
language, where nothing but names can be shared."""


def kin(used: Sequence[Article], others: Sequence[Article]) -> list[Article]:
    """Those of `others` that share the names of a story with two articles of it, and no other's."""
    spread = Counter(name for a in used for name in _read(a).names)
    common = {name for name, count in spread.items() if count >= min(2, len(used))}
    home = Counter(a.language for a in used).most_common(1)
    found = []
    for article in others:
        bar = SHARED_NAMES - bool(home and article.language != home[0][0])
        if len(_read(article).names & common) >= bar and used:
            found.append(article)
    return found


def _judged(library: Library, query: Query, vector: Any) -> list[Judged]:
    return [judgement(article, seen) for article, seen in features(library, query, vector)]


def judgement(article: Article, seen: AboutFeatures, weights: Sequence[float] = WEIGHTS) -> Judged:
    """What an article has to do with a topic, by what was seen of it."""
    probability = _probability(seen.row(), weights)
    relation: Relation = "neither"
    if probability >= ABOUT and not _in_passing(seen):
        relation = "about"
    elif seen.body >= MENTIONS:
        relation = "mentions"
    return Judged(article, relation, probability, _REASONS[relation])


MENTIONS = 0.75
"""Share of a topic's words from which an article mentions it."""


def _in_passing(seen: AboutFeatures) -> bool:
    """Whether another article says far more of the topic, and this one tells another story.

    The regression alone takes a name in the first lines of a short article for its subject.
    """
    return seen.title < 0.5 and seen.relative < OUTDONE and seen.like < UNLIKE


OUTDONE, UNLIKE = 0.5, 0.14
"""Share of what the best article says of a topic, and likeness, below which it is mentioned in passing.
They cost no recall on the open half of the topics."""


_REASONS: dict[Relation, str] = {
    "about": "",
    "mentions": "mentions the topic only in passing",
    "neither": OFF_TOPIC,
}


def never_empty(found: list[Judged]) -> list[Judged]:
    """The articles, the surest of those that mention the topic being used where none is about it."""
    if any(j.relation == "about" for j in found):
        return found
    mention = [j for j in found if j.relation == "mentions"]
    if not mention:
        return found
    bar = max(mention[0].probability * 0.6, 0.02)
    kept = {j.article.id for j in mention[:MOST_MENTIONS] if j.probability >= bar}
    return [replace(j, relation="about", reason="") if j.article.id in kept else j for j in found]


MOST_MENTIONS = 3
"""Articles that mention a topic which stand in for those about it."""


def without_likeness(seen: AboutFeatures) -> AboutFeatures:
    """The features of a first guess, which nothing can be like yet."""
    return replace(seen, like=0.0, relative=0.0)


def features(library: Library, query: Query, vector: Any = None) -> list[tuple[Article, AboutFeatures]]:
    """The articles that the searches find with what the decision rests on, best ranked first.

    `vector` is that of the query's text, if it is known already.
    """
    library.warm(query.text)
    written = list(dict.fromkeys(tokens(query.text)))
    empty = STOPWORDS if is_english(query.text) else STOPWORDS | OF_OTHERS
    words = [word for word in written if word not in empty] or written
    by_words = [row for row, _ in library.search_words(words, query, PASSAGES)]
    if vector is None:
        vector = of_question(library.embedder, query.text)
    by_meaning = dict(library.search_vectors(vector, query, PASSAGES))
    worth: dict[int, float] = {}
    for ranking in (by_words, by_meaning):
        for place, row in enumerate(ranking):
            worth[row] = worth.get(row, 0.0) + 1 / (RANKED + place)
    found = sorted(worth, key=lambda row: -worth[row])
    passages = library.passages(found)
    articles: dict[str, Article] = {}
    near: dict[str, float] = {}
    for row in found:
        if row in passages:
            article = passages[row][0]
            articles.setdefault(article.id, article)
            near[article.id] = max(near.get(article.id, 0.0), by_meaning.get(row, 0.0))
    chosen = list(articles.values())[:MOST_JUDGED]
    terms = _weighted(terms_of(query.text), chosen)
    rows = [(a, _features(a, terms, near[a.id], len(words) == 1)) for a in chosen]
    return _with_likeness(rows)


def share_of(topic: str, article: Article) -> float:
    """How much of the words of a topic an article holds, 0 to 1."""
    terms = terms_of(topic)
    read = _read(article)
    return sum(not _forms(t, read).isdisjoint(read.all) for t in terms) / (len(terms) or 1)


def terms_of(topic: str) -> tuple[str, ...]:
    """The words that name a topic, each once: stems, and words of names as written in lower case."""
    named = dict.fromkeys(
        w for n in names(topic) for w in name_words(n.text) if n.sure or len(tokens(topic)) < 4
    )
    stems = {stem(w): w for w in named}
    empty = frozenset() if is_english(topic) else OF_OTHERS  # "suicide à La Poste" is not about "la"
    found = dict.fromkeys(word for word in content_words(topic) if word not in empty)
    return tuple(dict.fromkeys([stems.get(s, s) for s in found])) or tuple(tokens(topic))


def _weighted(terms: Sequence[str], articles: Sequence[Article]) -> dict[str, float]:
    """Each term with its weight: how rare it is among the articles, none below a third of the rarest."""
    count = Counter(t for a in articles for t in terms if _forms(t, _read(a)) & _read(a).all)
    weight = {t: math.log(1 + (1 + len(articles)) / (1 + count[t])) for t in terms}
    least = max(weight.values(), default=1.0) / 3
    total = sum(max(w, least) for w in weight.values()) or 1.0
    return {t: max(w, least) / total for t, w in weight.items()}


@dataclass(frozen=True, slots=True)
class _Read:
    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    all: frozenset[str]
    names: frozenset[str]
    words: tuple[str, ...]


@lru_cache(maxsize=512)
def _read(article: Article) -> _Read:
    spans = sentence_spans(article.text, article.language)
    sentences = tuple(_stems(article.text[a:b]) for a, b in spans)
    title = _stems(article.title)
    proper = frozenset(
        w for n in names(f"{article.title}.\n{article.text}") for w in name_words(n.text) if len(w) > 2
    )
    words = tuple(content_words(f"{article.title}\n{article.text}"))
    return _Read(title, sentences, frozenset().union(title, *sentences), proper, words)


def _stems(text: str) -> frozenset[str]:
    return frozenset(content_words(text)) | frozenset(t for t in tokens(text) if t.isdigit())


def _forms(term: str, read: _Read) -> frozenset[str]:
    """The stems that stand for a term in an article: its own, and those of names that differ in their ending.

    "Greek" stands for "Greece".
    """
    like = [n for n in read.names if len(term) > 3 and n[:3] == term[:3] and same_word(term, n)]
    return frozenset({term, stem(term), *map(stem, like)})


def _features(article: Article, terms: dict[str, float], near: float, single: bool) -> AboutFeatures:
    read = _read(article)
    forms = [(_forms(term, read), weight) for term, weight in terms.items()]

    def share(stems: frozenset[str]) -> float:
        return sum(weight for form, weight in forms if not form.isdisjoint(stems))

    parts = [share(s) for s in read.sentences]
    half = [i for i, p in enumerate(parts) if p >= 0.5]
    lead = frozenset().union(read.title, *read.sentences[:LEAD])
    return AboutFeatures(
        title=share(read.title),
        lead=share(lead),
        body=share(read.all),
        together=max(parts, default=0.0),
        spread=len(half) / max(1, len(parts)),
        early=1.0 / (1 + half[0]) if half else 0.0,
        near=max(0.0, near),
        single=float(single),
    )


def _with_likeness(rows: Sequence[tuple[Article, AboutFeatures]]) -> list[tuple[Article, AboutFeatures]]:
    """The rows with their likeness to the surest articles, as far as the other features tell them."""
    first = [_probability(seen.row(), FIRST_WEIGHTS) for _, seen in rows]
    order = sorted(range(len(rows)), key=lambda i: -first[i])
    seeds = [i for i in order if first[i] >= SURE][:MOST_SEEDS] or order[:1]
    bags = [_bag(_read(a).words) for a, _ in rows]
    spread = Counter(w for bag in bags for w in bag)
    vectors = [
        {w: c * math.log((OTHERS + len(bags)) / (1 + spread[w])) for w, c in bag.items()} for bag in bags
    ]
    length = [math.sqrt(sum(v * v for v in row.values())) or 1.0 for row in vectors]
    most = max((seen.strength for _, seen in rows), default=0.0) or 1.0
    found = []
    for i, (article, seen) in enumerate(rows):
        others = [j for j in seeds if j != i]
        likes = sorted((_dot(vectors[i], vectors[j]) / (length[i] * length[j]) for j in others), reverse=True)
        like = sum(likes[:2]) / 2 if len(likes) > 1 else sum(likes)
        found.append((article, replace(seen, like=like, relative=seen.strength / most)))
    return found


SURE = 0.6
MOST_SEEDS = 6
OTHERS = 100
"""Articles on other things that words are thought to be absent from: few found ones can be compared so."""


def _bag(words: Sequence[str]) -> dict[str, float]:
    return {w: 1 + math.log(c) for w, c in Counter(words).items()}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return sum(v * long[w] for w, v in short.items() if w in long)


def _probability(row: Sequence[float], weights: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True))))
