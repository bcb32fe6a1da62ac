"""The only place where a `Sentence` is made: every drafted sentence is checked against the words it cites.

The order of trial for a sentence that an engine wrote:

1. Ids that do not exist are dropped. Each cited sentence is graded alone; those that fail are dropped, and
   if one is left the sentence is "supported" by what is left.
2. If none is left, or none has most of its words, another sentence of the evidence that has, and carries it
   alone at least as well, takes the citation over: a small model names the sentence beside the right one, and
   that passes where its neighbours say it.
3. Otherwise the parts of the claim are graded one by one, each against the cited sentence that carries it,
   and cited sentences with a bridge between them (see `joining`) are read together. What passes so is
   "partial". Sentences that the engine did not cite are never read together.
4. What still fails is removed with the reason of the citation that came nearest.

To carry a claim a sentence must agree in every check of `checks`, and `support` must reach the bar. Nothing
is read whose checks fail: that saves the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answer.citing import cite
from qa.answer.verify import abroad
from qa.answer.verify.asking import subject_agrees
from qa.answer.verify.checks.registry import CHECKS, disagreements, gravest
from qa.answer.verify.facts import Facts, Ground, facts_of, ground_of, joined
from qa.answer.verify.joining import Cited, groups, independent
from qa.answer.verify.support import Strictness, bar, support, weakest
from qa.text import content_words, normalise
from qa.text.tongue import is_english, language_of
from qa.types import Draft, DraftSentence, Evidence, RemovedSentence, Sentence, Support

UNCITED = "it cites no source, and "
SAID_BY_NONE = "no sentence of the sources says it"

# Sentences tried when the ids are missing or wrong. The right one is among the 4 that share most words in all
# planted cases of tests/answer; each costs a run of the checks and of the reader.
_CANDIDATES = 4
# The share of the claim's content words that must be there where the engine did not cite the sentence itself,
# or cited several that are only read together: nobody vouches for these.
_RECALL = 0.6


class Checker(Protocol):
    """A further judge, such as a language model."""

    def check(self, evidence: str, claim: str) -> bool | None:
        """Whether the evidence supports the claim; None when it cannot tell."""


@dataclass(frozen=True, slots=True)
class SentenceOutcome:
    """The outcome for one drafted sentence: the sentence to show, or the reason why there is none."""

    sentence: Sentence | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be shown, what was removed and why, and the removed drafts for one repair round."""

    sentences: tuple[Sentence, ...]
    removed: tuple[RemovedSentence, ...]
    failures: tuple[tuple[DraftSentence, str], ...] = ()


_Row = tuple[tuple[Cited, ...], Ground]
"""Sentences that are read together, and the ground that they make."""


@dataclass(frozen=True, slots=True)
class _Grade:
    """How one ground carries a claim. `reason` is empty when it does; `refuted` tells that a check failed.

    It is not sure where the checks read the language only in part.
    """

    cited: tuple[Cited, ...]
    ground: Ground
    score: float
    recall: float
    reason: str
    refuted: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a claim is tried with: how strictly, and who is asked last."""

    strictness: Strictness
    checker: Checker | None

    def grade(self, claim: Facts, among: Sequence[tuple[Cited, ...]]) -> list[_Grade]:
        """Grade the claim against each group of sentences, read together."""
        rows = [(group, joined([ground_of(e.article, s.start, s.end) for e, s in group])) for group in among]
        far = [g.facts.plain != claim.plain and abroad.is_abroad(claim, g) for _, g in rows]
        home = iter(self._home(claim, [row for row, away in zip(rows, far, strict=True) if not away]))
        foreign = iter(self._abroad(claim, [row for row, away in zip(rows, far, strict=True) if away]))
        return [next(foreign if away else home) for away in far]

    def _home(self, claim: Facts, rows: Sequence[_Row]) -> list[_Grade]:
        """The grades of English by English, and of a source's own words in any language."""
        problems = [{} if g.facts.plain == claim.plain else disagreements(claim, g) for _, g in rows]
        scores = iter(support([(claim, g) for (_, g), p in zip(rows, problems, strict=True) if not p]))
        found = []
        for (group, ground), failed in zip(rows, problems, strict=True):
            score = 0.0 if failed else next(scores)
            reason = gravest(failed) or ("" if score >= bar(self.strictness) else _UNSAID)
            if not reason and claim.plain != ground.facts.plain:
                reason = subject_agrees(claim, ground) or _hardly_of_it(claim, ground, score)
            found.append(_Grade(group, ground, score, _recall(claim, ground), reason, bool(failed), True))
        return found

    def _abroad(self, claim: Facts, rows: Sequence[_Row]) -> list[_Grade]:
        """The grades where the claim or the cited words are in another language."""
        problems = [abroad.disagreements(claim, g) for _, g in rows]
        scores = iter(abroad.support([(claim, g) for (_, g), p in zip(rows, problems, strict=True) if not p]))
        found = []
        for (group, ground), failed in zip(rows, problems, strict=True):
            score = 0.0 if failed else next(scores)
            low = _UNREAD if abroad.unread(claim, ground) else _UNSAID
            reason = gravest(failed) or ("" if score >= abroad.bar(self.strictness) else low)
            found.append(_Grade(group, ground, score, _recall(claim, ground), reason, bool(failed), False))
        return found

    def approves(self, claim: Facts, grade: _Grade) -> bool:
        """Whether a grade passes, and the checking model does not say no."""
        if grade.reason or self.checker is None:
            return not grade.reason
        return self.checker.check(" ".join(e.quote(s) for e, s in grade.cited), claim.text) is not False


_UNSAID = "the cited text does not say this"
_UNREAD = "the checks do not read its language"
_REFUSED = "the checking model does not find it in the cited text"


def verify(
    draft: Draft,
    evidence: Sequence[Evidence],
    *,
    exact: bool = False,
    checker: Checker | None = None,
    strictness: Strictness = "normal",
) -> Checked:
    """Check every sentence of a draft. With `exact` its words must be the cited words, spaces aside.

    `checker` is asked last, about sentences that pass everything else; only a clear no removes one.
    """
    shown: list[Sentence] = []
    failures: list[tuple[DraftSentence, str]] = []
    for drafted in draft.sentences:
        verdict = check_sentence(drafted, evidence, exact=exact, checker=checker, strictness=strictness)
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
    strictness: Strictness = "normal",
) -> SentenceOutcome:
    """Check one drafted sentence, as `verify` does."""
    known = {s.id: (e, s) for e in evidence for s in e.sentences}
    cited = [known[c] for c in dict.fromkeys(drafted.claims) if c in known]
    if exact:
        return _exact(drafted, cited)
    if not content_words(drafted.text):
        return SentenceOutcome(None, "it says nothing that could be checked")
    return _written(drafted, cited, list(known.values()), _Trial(strictness, checker))


def _exact(drafted: DraftSentence, cited: list[Cited]) -> SentenceOutcome:
    """The sentence if its words are those of one cited sentence, or of all of them in their order."""
    if not cited:
        return SentenceOutcome(None, "it cites no sentence of the sources")
    words = normalise(drafted.text)
    each = [(e, s) for e, s in cited if normalise(e.quote(s)) == words]
    whole = normalise(" ".join(e.quote(s) for e, s in cited)) == words
    if not each and not whole:
        return SentenceOutcome(None, "the words are not those of the cited text")
    citations = tuple(cite(e, s) for e, s in each or cited)
    shown = Sentence(
        drafted.text, citations, "supported", ("exact words",), _tongue(drafted.text, cited), drafted.perhaps
    )
    return SentenceOutcome(shown)


def _tongue(text: str, quoted: Sequence[Cited] = ()) -> str:
    """The language of a sentence that is not English; of a quoted one, its article's if not English."""
    if is_english(text):
        return ""
    return next((e.article.foreign for e, _ in quoted if e.article.foreign), "") or language_of(text)


def _written(
    drafted: DraftSentence, cited: list[Cited], known: list[Cited], trial: _Trial
) -> SentenceOutcome:
    claim = facts_of(drafted.text)
    grades = trial.grade(claim, [(c,) for c in cited])
    carried = [g for g in grades if trial.approves(claim, g)]
    most = max((g.recall for g in grades), default=0.0)
    if carried and most >= _RECALL:
        return SentenceOutcome(_carried(claim, carried))
    # A cited sentence that says otherwise is not outvoted by one that shares fewer words with the claim.
    others = trial.grade(claim, [(c,) for c in _nearest(claim, known, cited) if _more(claim, c, most)])
    least = max((g.score for g in carried), default=0.0)
    for grade in sorted(others, key=lambda g: -g.score):
        if grade.score >= least and trial.approves(claim, grade):
            return SentenceOutcome(_carried(claim, [grade]))
    if carried:
        return SentenceOutcome(_carried(claim, carried))
    if parts := _by_parts(claim, cited, trial):
        return SentenceOutcome(_sentence(claim, parts, "partial"))
    for group in groups(claim, cited):
        (grade,) = trial.grade(claim, [group])
        if grade.recall >= _RECALL and trial.approves(claim, grade):
            return SentenceOutcome(_sentence(claim, [grade], "partial"))
        grades.append(grade)
    if unread := [g for g in grades if g.reason == _UNREAD]:
        return SentenceOutcome(_not_checked(claim, unread[0]))
    refused = trial.checker is not None and any(not g.reason for g in grades)
    return SentenceOutcome(None, _REFUSED if refused else _reason(drafted, claim, grades, others))


def _carried(claim: Facts, grades: Sequence[_Grade]) -> Sentence:
    """The sentence, citing each ground that carries it alone; the sure ones, where there are such."""
    sure = [g for g in grades if g.is_sure]
    return _sentence(claim, sure or grades, "supported" if sure else "partial")


def _by_parts(claim: Facts, cited: list[Cited], trial: _Trial) -> list[_Grade]:
    """The grades of a claim's parts when cited sentences carry one each; none where a part fails."""
    parts = independent(claim.text) if len(cited) > 1 else ()
    best = []
    for part in map(facts_of, parts):
        grades = [g for g in trial.grade(part, [(c,) for c in cited]) if trial.approves(part, g)]
        if not grades:
            return []
        best.append(max(grades, key=lambda g: g.score))
    once = {g.cited[0][1].id: g for g in best}
    return [once[at] for at in sorted(once, key=lambda at: once[at].cited[0][1].start)]


def _more(claim: Facts, other: Cited, most: float) -> bool:
    """Whether a sentence that was not cited holds more of the claim than the cited ones, and most of it."""
    recall = _recall(claim, ground_of(other[0].article, other[1].start, other[1].end))
    return recall >= _RECALL and recall > most


def _hardly_of_it(claim: Facts, ground: Ground, score: float) -> str:
    """Of a short claim at most half of the words stand in the cited text, and the reader is not sure.

    Of 144 pairs of a short sentence of news without names and a sentence of another article 8 are shown
    without this and 1 with it. Of the 608 faithful drafts of all sets it removes 3, of the 659 false ones
    none: those are about the sentence that they cite.
    """
    recall = _recall(claim, ground)
    far = not recall or (len(set(claim.stems)) <= _SHORT and recall <= 0.5)
    return _UNSAID if far and score < _SURE else ""


_SHORT, _SURE = 3, 0.8


def _recall(claim: Facts, ground: Ground) -> float:
    words = set(claim.stems)
    return len(words & set(ground.facts.stems)) / max(1, len(words))


def _nearest(claim: Facts, known: list[Cited], cited: list[Cited]) -> list[Cited]:
    """The sentences of the evidence that share most words with the claim, the cited ones left out."""
    words = set(claim.stems)
    shared = [(len(words & set(content_words(e.quote(s)))), e, s) for e, s in known if (e, s) not in cited]
    best = sorted(shared, key=lambda row: -row[0])[:_CANDIDATES]
    return [(e, s) for count, e, s in best if count]


def _reason(drafted: DraftSentence, claim: Facts, grades: Sequence[_Grade], others: Sequence[_Grade]) -> str:
    """Why nothing carries the sentence, told for the cited sentence that came nearest to it."""
    if grades:
        return _told(claim, max(grades, key=lambda g: (g.recall, g.score)))
    near = max(others, key=lambda g: (g.recall, g.score), default=None)
    because = f": {_told(claim, near)}" if near and near.recall >= 0.5 else ""
    if drafted.claims:
        return f"the cited source {drafted.claims[0]} does not exist, and no other sentence says it{because}"
    return f"{UNCITED}{SAID_BY_NONE}{because}"


def _told(claim: Facts, grade: _Grade) -> str:
    """The reason of a grade; where only the score was too low, with the words that are borne out least."""
    if grade.reason != _UNSAID:
        return grade.reason
    words = weakest(claim, grade.ground)
    return f"the cited text does not say “{words}”" if words != claim.text.strip(" .") else _UNSAID


def _not_checked(claim: Facts, grade: _Grade) -> Sentence:
    """A sentence in a language that nothing here reads: its figures and quotations are the source's."""
    citations = tuple(cite(e, s) for e, s in grade.cited)
    unread = f"not checked: {abroad.unread(claim, grade.ground)}"
    return Sentence(claim.text, citations, "partial", (unread,), _tongue(claim.text))


def _sentence(claim: Facts, grades: Sequence[_Grade], level: str) -> Sentence:
    citations = tuple(cite(e, s) for g in grades for e, s in g.cited)
    relevant = {
        "quotations": claim.quotations,
        "numbers": claim.numbers,
        "dates": claim.dates,
        "names": claim.names,
        "speakers": claim.attributions,
    }
    passed = [name for name, _ in CHECKS if relevant.get(name, True)]
    score = max if level == "supported" else min
    meaning = f"support {score(g.score for g in grades):.2f}"
    language = _tongue(claim.text)
    held: Support = "partial" if level == "partial" else "supported"
    return Sentence(claim.text, citations, held, (*passed, meaning), language)
