"""The only place where a `Sentence` is made: every drafted sentence is checked against the words it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import normalise
from qa.types import Citation, Draft, DraftSentence, Evidence, EvidenceSentence, RemovedSentence, Sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be shown, what was removed and why, and the removed drafts for one repair round."""

    sentences: tuple[Sentence, ...]
    removed: tuple[RemovedSentence, ...]
    failures: tuple[tuple[DraftSentence, str], ...] = ()


def verify(draft: Draft, evidence: Sequence[Evidence], *, exact: bool = False) -> Checked:
    """Check every sentence of a draft against the evidence sentences it cites."""
    known = {s.id: (e, s) for e in evidence for s in e.sentences}
    shown: list[Sentence] = []
    failures: list[tuple[DraftSentence, str]] = []
    for drafted in draft.sentences:
        cited = [known[c] for c in dict.fromkeys(drafted.claims) if c in known]
        verdict = _exact(drafted, cited)
        if isinstance(verdict, str):
            failures.append((drafted, verdict))
        else:
            shown.append(verdict)
    removed = tuple(RemovedSentence(d.text, reason) for d, reason in failures)
    return Checked(tuple(shown), removed, tuple(failures))


def _exact(drafted: DraftSentence, cited: list[tuple[Evidence, EvidenceSentence]]) -> Sentence | str:
    """The sentence, if its words are the cited words (spaces aside), else why not."""
    if not cited:
        return "it cites no sentence of the sources"
    words = normalise(drafted.text)
    each = [(e, s) for e, s in cited if normalise(e.quote(s)) == words]
    whole = normalise(" ".join(e.quote(s) for e, s in cited)) == words
    if not each and not whole:
        return "the words are not those of the cited text"
    citations = tuple(_citation(e, s) for e, s in each or cited)
    return Sentence(drafted.text, citations, "supported", ("exact words",))


def _citation(evidence: Evidence, sentence: EvidenceSentence) -> Citation:
    quote = evidence.quote(sentence)
    return Citation(evidence.number, evidence.article.id, sentence.start, sentence.end, quote)
