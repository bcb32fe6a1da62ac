"""Yes or no: by what the judge reads in a sentence, never by what the question supposes."""

from __future__ import annotations

from qa.answer.extractive.select import Candidate
from qa.kinds.clauses import claims
from qa.kinds.find import Desk, about, cited, quoted
from qa.kinds.outcome import Outcome
from qa.types.computed import Computed, Operand

READ = 10
"""Sentences that are held against the claim and its denial."""
SURE = 0.75
"""Probability from which a sentence says so or says otherwise."""
MARGIN = 0.3


def answer(question: str, desk: Desk) -> Outcome | None:
    """Yes or no with its sentence, both where sources differ; None where no sentence tells."""
    told = claims(question)
    if told is None:
        return None
    desk.look(question)
    close = [c for c in desk.ranked(question)[:READ] if about(c, question) > 0.25]
    if not close:
        return None
    found = judged(desk, close, *told)
    if not found:
        return None
    best: dict[str, Candidate] = {}
    for label, _, candidate in sorted(found, key=lambda row: -row[1]):
        best.setdefault(label, candidate)
    checked = quoted(desk, list(best.values()))
    operands = tuple(
        Operand(label, sentence.citations[0])
        for label, candidate in best.items()
        if (sentence := cited(checked.sentences, candidate))
    )
    if not operands:
        return None
    result = operands[0].label if len(operands) == 1 else "both"
    text = {"yes": "Yes", "no": "No", "both": "The sources differ"}[result]
    return Outcome(checked.sentences, (Computed("verdict", operands, result, text),))


def judged(desk: Desk, close: list[Candidate], claim: str, denial: str) -> list[tuple[str, float, Candidate]]:
    """("yes" or "no", how surely, sentence) of the sentences that tell."""
    texts = [f"{c.evidence.article.title}. {c.text}" for c in close]
    pairs = [(t, claim) for t in texts] + [(t, denial) for t in texts]
    read = desk.judge.entails(pairs)
    rows = []
    for candidate, for_it, against in zip(close, read[: len(close)], read[len(close) :], strict=True):
        yes, no = (for_it[0] + against[1]) / 2, (for_it[1] + against[0]) / 2
        if max(yes, no) >= SURE and abs(yes - no) >= MARGIN:
            rows.append(("yes" if yes > no else "no", max(yes, no) * candidate.probability**0.5, candidate))
    return rows
