"""What became of each case, and the few numbers that sum them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.evaluate.cases import Case
from qa.text import normalise
from qa.types import Answer, Article


class Articles(Protocol):
    """What the check of citations needs of a desk."""

    def show(self, ref: str) -> Article:
        """The article with this id."""


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One case with its answer and what was wrong with it; nothing wrong means it passed."""

    case: Case
    answer: Answer
    faults: tuple[str, ...]
    removed: Answer | None = None
    """The answer to an answerable case with every article taken out that has the expected words."""

    @property
    def passed(self) -> bool:
        """Whether everything expected of the case held."""
        return not self.faults


def judge(case: Case, answer: Answer, articles: Articles) -> CaseOutcome:
    """Compare an answer with what its case expects."""
    faults = list(_citation_faults(answer, articles))
    if case.expect == "none":
        faults += ["answered, though the articles do not say"] if answer.found else []
        return CaseOutcome(case, answer, tuple(faults))
    if not answer.found:
        return CaseOutcome(case, answer, (*faults, "not answered"))
    first = _fold(answer.sentences[0].text)
    faults += [f"first sentence lacks {part!r}" for part in case.contains if _fold(part) not in first]
    shown = _fold(" ".join(s.text for s in answer.sentences))
    faults += [f"shows {part!r}" for part in case.not_contains if _fold(part) in shown]
    if case.acceptable and not _right_source(case, answer):
        faults.append(f"first source is {answer.sources[0].outlet or answer.sources[0].path}")
    if case.expect == "partial":
        missing = _fold(" ".join(answer.unanswered))
        faults += ["no part is said to be unanswered"] if not missing else []
        faults += [f"unanswered lacks {p!r}" for p in case.unanswered_contains if _fold(p) not in missing]
    return CaseOutcome(case, answer, tuple(faults))


def _citation_faults(answer: Answer, articles: Articles) -> list[str]:
    """Citations whose quote is not the article's text at its offsets: there may be none, ever."""
    return [
        f"the citation at {c.start} is not where it says"
        for sentence in answer.sentences
        for c in sentence.citations
        if articles.show(c.article_id).text[c.start : c.end] != c.quote
    ]


def names_source(case: Case, *known: str | None) -> bool:
    """Whether one of these names or paths of a source is acceptable to the case."""
    return any(_fold(want) in _fold(name or "") for want in case.acceptable for name in known)


def _right_source(case: Case, answer: Answer) -> bool:
    """Whether the first sentence cites an acceptable source (by outlet, file name or a copy's outlet)."""
    cited = {c.source for c in answer.sentences[0].citations}
    return any(
        names_source(
            case, source.outlet, source.path, source.title, *(copy.outlet for copy in source.also_in)
        )
        for source in answer.sources
        if source.number in cited
    )


def _fold(text: str) -> str:
    return normalise(text).casefold()


def summarise(outcomes: Sequence[CaseOutcome]) -> dict[str, float]:
    """Shares of cases, 0 to 1: `right` first sentence and source among answerable ones, `abstained` among
    unanswerable ones, `partial`, `passed` of all; and the median of seconds per question. With the articles
    that have the expected words taken out: `abstained_removed`, and `auroc_removed`, how often the confidence
    of an answerable question is above that of one whose articles are gone (Mann-Whitney, ties by half).
    """
    kinds = {
        "right": [o.passed for o in outcomes if o.case.expect == "answer"],
        "abstained": [o.passed for o in outcomes if o.case.expect == "none"],
        "partial": [o.passed for o in outcomes if o.case.expect == "partial"],
        "passed": [o.passed for o in outcomes],
    }
    figures = {name: sum(values) / len(values) for name, values in kinds.items() if values}
    gone = [o for o in outcomes if o.removed is not None]
    if gone:
        figures["abstained_removed"] = sum(not o.removed.found for o in gone if o.removed) / len(gone)
        there = [o.answer.confidence or 0.0 for o in gone]
        without = [o.removed.confidence or 0.0 for o in gone if o.removed]
        figures["auroc_removed"] = _area(there, without)
    seconds = sorted(o.answer.usage.seconds for o in outcomes)
    figures["seconds"] = seconds[len(seconds) // 2] if seconds else 0.0
    return figures


def _area(above: Sequence[float], below: Sequence[float]) -> float:
    """How often a number of the first list is above one of the second; a tie counts half."""
    wins = sum((a > b) + 0.5 * (a == b) for a in above for b in below)
    return wins / (len(above) * len(below))
