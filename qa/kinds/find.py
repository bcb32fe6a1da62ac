"""Evidence for several things at once, and the sentences of it that answer each: what every kind begins
with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from qa.answer.extractive.question import analyse, words_of
from qa.answer.extractive.select import Candidate, candidates
from qa.answer.verify.verify import Checked, verify
from qa.library.library import Library
from qa.models.embedder import Embedder
from qa.models.reader import Reading, Window
from qa.search.retrieve import renumber, retrieve
from qa.text import content_words
from qa.text import names as names_in
from qa.text.names import name_words, same_word
from qa.types import Article, Draft, DraftSentence, Evidence, Query, Sentence

STORIES = 6
"""Stories looked at for each thing that a question names."""


class SentenceJudge(Protocol):
    """What the kinds need of `qa.models.reader.Reader`."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """P(the sentence answers the question) of each, and where the answering words stand in it."""

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        """(supported, contradicted, neutral) of each (evidence, claim)."""

    def entails_windows(self, pairs: Sequence[tuple[str, str, str, str]]) -> list[tuple[float, float, float]]:
        """The same of each (claim, sentence before, sentence, sentence after)."""


@dataclass
class KindContext:
    """What a kind works with: the library, its filters, the embedder and the judge. Evidence is kept."""

    library: Library
    query: Query
    embedder: Embedder
    load_judge: Callable[[], SentenceJudge]
    """Loads the judge: counts need none."""
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def judge(self) -> SentenceJudge:
        """What reads a sentence against a question or a claim."""
        return self.load_judge()

    def look(self, *things: str) -> tuple[Evidence, ...]:
        """Evidence for these things together, numbered as one sequence, and kept for the answer."""
        found = [retrieve(self.library, replace(self.query, text=thing), STORIES) for thing in things]
        self.evidence = found[0] if len(found) == 1 else renumber(found, STORIES * len(found))
        return self.evidence

    def ranked(self, question: str) -> list[Candidate]:
        """The sentences of the evidence by how well they answer a question, best first."""
        return candidates(analyse(question), self.evidence, self.judge)

    @property
    def articles(self) -> dict[str, Article]:
        """The articles of the evidence by id."""
        return {e.article.id: e.article for e in self.evidence}


def about(candidate: Candidate, thing: str) -> float:
    """How far a sentence, read with its title, is about a thing that a question names: 0 to 1.

    0 where its article lacks a word of a name of the thing; else the share of the thing's words in sentence
    and title.
    """
    if not names_all(candidate.evidence.article, thing):
        return 0.0
    return share(candidate, content_words(thing))


def names_all(article: Article, thing: str) -> bool:
    """Whether an article has every word of every name in `thing`: "Boston Marathon" is not in Chicago's."""
    return names_all_in(f"{article.title}\n{article.text}", thing)


def names_all_in(text: str, thing: str) -> bool:
    """The same of a text."""
    whole = words_of(text)
    named = [word for name in names_in(thing) for word in name_words(name.text)]
    return all(any(same_word(word, other) for other in whole) for word in named)


def share(candidate: Candidate, wanted: Sequence[str], *, title: bool = True) -> float:
    """The share of these words that stand in a sentence, or its title too; 1 when there are none."""
    lead = candidate.evidence.article.title if title else ""
    present = set(content_words(f"{lead} {candidate.text}"))
    return len(set(wanted) & present) / len(set(wanted)) if wanted else 1.0


def plain_words(thing: str) -> list[str]:
    """The content words of `thing` that are in none of its names."""
    named = {word for name in names_in(thing) for word in content_words(name.text)}
    return [word for word in content_words(thing) if word not in named]


def quoted(desk: KindContext, found: Sequence[Candidate]) -> Checked:
    """These sentences, word for word, through the same check as every answer."""
    rows = {c.sentence.id: DraftSentence(c.text, (c.sentence.id,)) for c in found}
    return verify(Draft(tuple(rows.values())), desk.evidence, exact=True)


def cited(sentences: Sequence[Sentence], candidate: Candidate) -> Sentence | None:
    """The checked sentence that a candidate became."""
    start = candidate.sentence.start
    own = candidate.evidence.article.id
    return next(
        (s for s in sentences if any(c.article_id == own and c.start == start for c in s.citations)), None
    )
