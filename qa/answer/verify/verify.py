"""The only place where a `Sentence` is made: every drafted sentence is checked against the words it cites.

The order of trial for a sentence that an engine wrote:

1. Ids that do not exist are dropped. Each cited sentence is graded alone; those that fail are dropped, and
   if one is left the sentence is "supported" by what is left.
2. Otherwise any other sentence of the evidence that carries it alone takes the citation over; it must hold
   most of its words.
3. Otherwise cited sentences of one source (else of all) are read together. If together they pass every
   check and the bar, and each of them adds a word of the claim (no name) that the others lack, it is
   "partial". Sentences that the engine did not cite are never read together.
4. What still fails is removed with the reason of the citation that came nearest.

To carry a claim alone a sentence must agree in every check of `checks`, and `support` must reach the bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answer.verify.checks.registry import CHECKS, disagreements
from qa.answer.verify.facts import Facts, Ground, facts_of, ground_of, joined
from qa.answer.verify.support import support
from qa.text import content_words, normalise
from qa.types import Citation, Draft, DraftSentence, Evidence, EvidenceSentence, RemovedSentence, Sentence

_Cited = tuple[Evidence, EvidenceSentence]

# Sentences tried when the ids are missing or wrong. The right one is among the 4 that share most words in all
# planted cases of tests/answer; each costs a run of the checks and of the reader.
_CANDIDATES = 4
# The share of the claim's content words that must be there where the engine did not cite the sentence itself,
# or cited several that are only read together: nobody vouches for these.
_RECALL = 0.6
# A claim with this share of its content words in the source is judged by the checks, not by `support`: of 88
# faithful drafts on the sample articles this saves 5, and shows none more of 115 faults.
_WHOLE = 0.85
_NEAR_BAR = 0.05


class Checker(Protocol):
    """A further judge, such as a language model."""

    def check(self, evidence: str, claim: str) -> bool | None:
        """Whether the evidence supports the claim; None when it cannot tell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one drafted sentence: the sentence to show, or the reason why there is none."""

    sentence: Sentence | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be shown, what was removed and why, and the removed drafts for one repair round."""

    sentences: tuple[Sentence, ...]
    removed: tuple[RemovedSentence, ...]
    failures: tuple[tuple[DraftSentence, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Grade:
    """How one ground carries a claim. `reason` is empty when it does."""

    cited: tuple[_Cited, ...]
    score: float
    recall: float
    reason: str
    refuted: bool


def verify(
    draft: Draft, evidence: Sequence[Evidence], *, exact: bool = False, checker: Checker | None = None
) -> Checked:
    """Check every sentence of a draft. With `exact` its words must be the cited words, spaces aside.

    `checker` is asked last, about sentences that pass everything else; only a clear no removes one.
    """
    shown: list[Sentence] = []
    failures: list[tuple[DraftSentence, str]] = []
    for drafted in draft.sentences:
        verdict = check_sentence(drafted, evidence, exact=exact, checker=checker)
        if verdict.sentence:
            shown.append(verdict.sentence)
        else:
            failures.append((drafted, verdict.reason))
    removed = tuple(RemovedSentence(drafted.text, reason) for drafted, reason in failures)
    return Checked(tuple(shown), removed, tuple(failures))


def check_sentence(
    drafted: DraftSentence,
    evidence: Sequence[Evidence],
    *,
    exact: bool = False,
    checker: Checker | None = None,
) -> Verdict:
    """Check one drafted sentence, as `verify` does."""
    known = {s.id: (e, s) for e in evidence for s in e.sentences}
    cited = [known[c] for c in dict.fromkeys(drafted.claims) if c in known]
    if exact:
        return _exact(drafted, cited)
    if not content_words(drafted.text):
        return Verdict(None, "it says nothing that could be checked")
    return _written(drafted, cited, list(known.values()), checker)


def _exact(drafted: DraftSentence, cited: list[_Cited]) -> Verdict:
    """The sentence if its words are those of one cited sentence, or of all of them in their order."""
    if not cited:
        return Verdict(None, "it cites no sentence of the sources")
    words = normalise(drafted.text)
    each = [(e, s) for e, s in cited if normalise(e.quote(s)) == words]
    whole = normalise(" ".join(e.quote(s) for e, s in cited)) == words
    if not each and not whole:
        return Verdict(None, "the words are not those of the cited text")
    citations = tuple(_citation(e, s) for e, s in each or cited)
    return Verdict(Sentence(drafted.text, citations, "supported", ("exact words",)))


def _written(
    drafted: DraftSentence, cited: list[_Cited], known: list[_Cited], checker: Checker | None
) -> Verdict:
    claim = facts_of(drafted.text)
    grades = _grade(claim, [(c,) for c in cited])
    carried = [g for g in grades if not g.reason and _approved(claim, g, checker)]
    if carried:
        return Verdict(_sentence(claim, carried, "supported"))
    # A cited sentence that says otherwise is not outvoted by one that shares fewer words with the claim.
    refuted = max((g.recall for g in grades if g.refuted), default=0.0)
    others = _grade(claim, [(c,) for c in _nearest(claim, known, cited)])
    for grade in sorted(others, key=lambda g: -g.score):
        near = grade.recall >= max(_RECALL, refuted)
        if not grade.reason and near and _approved(claim, grade, checker):
            return Verdict(_sentence(claim, [grade], "supported"))
    for group in _unions(claim, cited):
        grade = _grade(claim, [group])[0]
        if not grade.reason and grade.recall >= _RECALL and _approved(claim, grade, checker):
            return Verdict(_sentence(claim, [grade], "partial"))
    refused = checker is not None and any(not g.reason for g in grades)
    return Verdict(None, _REFUSED if refused else _reason(drafted, grades, others))


_REFUSED = "the checking model does not find it in the cited text"


def _grade(claim: Facts, groups: Sequence[tuple[_Cited, ...]]) -> list[_Grade]:
    """Grade the claim against each group of sentences, read together."""
    grounds = [joined([ground_of(e.article, s.start, s.end) for e, s in group]) for group in groups]
    problems = [{} if g.facts.plain == claim.plain else disagreements(claim, g) for g in grounds]
    scores = support([(claim, g, p) for g, p in zip(grounds, problems, strict=True)])
    return [
        _Grade(group, score, recall := _recall(claim, ground), _why_not(found, score, recall), bool(found))
        for group, ground, found, score in zip(groups, grounds, problems, scores, strict=True)
    ]


def _why_not(problems: dict[str, str], score: float, recall: float) -> str:
    if problems:
        return next(iter(problems.values()))
    return (
        ""
        if score >= (_NEAR_BAR if recall >= _WHOLE else 0.5)
        else f"the cited text does not say this (meaning {score:.2f})"
    )


def _recall(claim: Facts, ground: Ground) -> float:
    words = set(claim.stems)
    return len(words & set(ground.facts.stems)) / max(1, len(words))


def _approved(claim: Facts, grade: _Grade, checker: Checker | None) -> bool:
    if checker is None:
        return True
    return checker.check(" ".join(e.quote(s) for e, s in grade.cited), claim.text) is not False


def _nearest(claim: Facts, known: list[_Cited], cited: list[_Cited]) -> list[_Cited]:
    """The sentences of the evidence that share most words with the claim, the cited ones left out."""
    words = set(claim.stems)
    shared = [(len(words & set(content_words(e.quote(s)))), e, s) for e, s in known if (e, s) not in cited]
    best = sorted(shared, key=lambda row: -row[0])[:_CANDIDATES]
    return [(e, s) for count, e, s in best if count]


def _unions(claim: Facts, cited: list[_Cited]) -> Iterator[tuple[_Cited, ...]]:
    """Sentences to read together: the cited ones of each source, then all cited ones."""
    by_source: dict[int, list[_Cited]] = {}
    for item in cited:
        by_source.setdefault(item[0].number, []).append(item)
    seen = set()
    for group in [*by_source.values(), cited]:
        needed = _needed(claim, group)
        key = tuple(s.id for _, s in needed)
        if len(needed) > 1 and key not in seen:
            seen.add(key)
            yield tuple(needed)


def _needed(claim: Facts, group: Sequence[_Cited]) -> list[_Cited]:
    """The sentences of a group that add a word of the claim which the others lack, in reading order.

    A name alone is nothing added: "A" from one sentence and "chairs the council" from another prove nothing.
    """
    words = set(claim.stems) - {w for name in claim.names for w in content_words(name.text)}
    kept = sorted(group, key=lambda c: (c[0].number, c[1].start))
    shared = {c[1].id: words & set(content_words(c[0].quote(c[1]))) for c in kept}
    for item in sorted(kept, key=lambda c: len(shared[c[1].id])):
        rest = set().union(*(shared[c[1].id] for c in kept if c is not item))
        if shared[item[1].id] <= rest:
            kept.remove(item)
    return kept


def _reason(drafted: DraftSentence, grades: Sequence[_Grade], others: Sequence[_Grade]) -> str:
    """Why nothing carries the sentence, told for the cited sentence that came nearest to it."""
    if grades:
        return max(grades, key=lambda g: (g.recall, g.score)).reason
    near = max(others, key=lambda g: (g.recall, g.score), default=None)
    because = f": {near.reason}" if near and near.recall >= 0.5 else ""
    if drafted.claims:
        return f"the cited source {drafted.claims[0]} does not exist, and no other sentence says it{because}"
    return f"it cites no source, and no sentence of the sources says it{because}"


def _sentence(claim: Facts, grades: Sequence[_Grade], level: str) -> Sentence:
    citations = tuple(_citation(e, s) for g in grades for e, s in g.cited)
    relevant = {
        "quotations": claim.quotations,
        "numbers": claim.numbers,
        "dates": claim.dates,
        "names": claim.names,
        "speakers": claim.attributions,
    }
    passed = [name for name, _ in CHECKS if relevant.get(name, True)]
    meaning = f"meaning {max(g.score for g in grades):.2f}"
    return Sentence(
        claim.text, citations, "partial" if level == "partial" else "supported", (*passed, meaning)
    )


def _citation(evidence: Evidence, sentence: EvidenceSentence) -> Citation:
    quote = evidence.quote(sentence)
    return Citation(evidence.number, evidence.article.id, sentence.start, sentence.end, quote)
