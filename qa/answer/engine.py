"""The engine protocol: every engine plans, drafts and repairs; none of them can make an Answer.

An engine returns a `Draft`, which is unchecked by definition. `verify` is the only place that
turns drafted sentences into shown ones, so a new engine cannot skip the check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Literal, Protocol

from qa.types import Draft, DraftSentence, Evidence, EvidenceSentence, Usage

OnText = Callable[[str], None]
"""Called with each new piece of raw draft text while a model writes; the pieces join to the draft.
A piece equal to `RESTART` takes back all pieces before it: the connection broke and the call starts again."""

RESTART = "\f"

SummaryStyle = Literal["paragraph", "bullets", "headline"]
Leads = Sequence[tuple[str, float]]
"""(id of an evidence sentence, probability that it answers), the most probable first."""

Failure = tuple[DraftSentence, str]
"""A drafted sentence that did not pass, and the reason in words a model can act on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation: the question as asked and the answer as shown."""

    question: str
    answer: str
    about: str = ""
    """The title of the article that answered first: what "it" may stand for when the words do not say."""
    words: str = ""
    """The words of the answer that answer, where they are known: who "he" is after "who did it?"."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to search for. `parts` has one question per search and always at least one."""

    question: str
    """The question as one that can be understood alone."""
    parts: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    """What the reader should know: "“last week” read as 2025-08-11 to 2025-08-17"."""
    undated: str = ""
    """The question without the month that `since` and `until` stand for, to be read on articles of that
    month, which need not name it. Empty when the question names none."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The stories to answer from, the most useful first; their numbers are still those of the search."""

    evidence: tuple[Evidence, ...]
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


class Reranker(Protocol):
    """What orders the stories that a search found: an engine with a model, when the reader wants that."""

    def rerank(self, question: str, evidence: Sequence[Evidence], k: int) -> Ranking:
        """The best `k` of these stories. Raises ModelError when the model cannot be called."""
        ...


class Judge(Protocol):
    """A second model that says whether a source bears a claim out."""

    def judge(self, evidence: str, claim: str) -> tuple[bool | None, Usage]:
        """(verdict, what the call took); None as a verdict is "cannot tell". Raises ModelError."""
        ...


class Tally:
    """The judge of one answer, for `verify`, with what its calls took. Safe between threads."""

    def __init__(self, judge: Judge) -> None:
        self._judge, self._lock = judge, Lock()
        self.usage = Usage()

    def check(self, evidence: str, claim: str) -> bool | None:
        """The judge's verdict."""
        verdict, usage = self._judge.judge(evidence, claim)
        with self._lock:
            self.usage = self.usage.plus(usage)
        return verdict


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence that seems to answer best, known before a model is asked: unchecked, to look at
    meanwhile.
    """

    evidence: Evidence
    sentence: EvidenceSentence
    answers: bool
    """Whether it clears the bar of an answer; else it is only the nearest thing."""
    sums_up: bool = False
    """Whether it stands first in a summary, and answers nothing."""

    @property
    def quote(self) -> str:
        """Its words."""
        return self.evidence.quote(self.sentence)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt, exactly as a model gets it."""

    role: Literal["system", "user", "assistant"]
    content: str


class Engine(Protocol):
    """What `qa.answer.ask` and `qa.answer.summarize` need of an engine.

    Methods that call a model raise `ModelError` and its children. Nothing is called for empty evidence.
    """

    @property
    def name(self) -> str:
        """Short name in the output: "extractive" or "llm"."""
        ...

    @property
    def model(self) -> str | None:
        """The model as configured ("openai:gpt-4o-mini"); None when no model is involved."""
        ...

    def fingerprint_parts(self) -> tuple[str, ...]:
        """All that changes what this engine writes, apart from question and evidence."""
        ...

    def plan(
        self, question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None
    ) -> Plan:
        """What to search for: a standalone question, its parts, and the days it speaks of."""
        ...

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """An unchecked answer from this evidence. `leads` say which of its sentences seem to answer."""
        ...

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """An unchecked summary of about `words` words. `leads` say which sentences make one as they stand."""
        ...

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        """One try at saying the failed sentences right; None when this engine has nothing to add.

        The draft has one sentence for each failure, in their order; an empty text means: leave it out.
        """
        ...

    def messages(
        self, question: str, evidence: Sequence[Evidence], *, leads: Leads = ()
    ) -> tuple[Message, ...]:
        """The exact messages `draft_answer` would send; empty when no model is called."""
        ...
