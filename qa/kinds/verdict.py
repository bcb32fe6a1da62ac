"""Yes or no: by what the judge reads in a sentence and by its polarity, never by what the question
supposes.
"""

from __future__ import annotations

import re

from qa.answer.extractive.select import Candidate
from qa.kinds.clauses import claims
from qa.kinds.find import Desk, cited, names_all, plain_words, quoted
from qa.kinds.outcome import Outcome
from qa.text import content_words
from qa.types import Computed, Operand

READ = 5
"""Sentences that are held against the claim."""
ANSWERS = 0.3
"""The least probability, as an answer, of a sentence that decides."""
SAYS = 0.9
"""Probability of the judge from which a sentence in the same polarity says so."""
DENIES = 0.6
"""Probability of the judge that a sentence contradicts, from which one in the opposite polarity says
otherwise."""
SHARED = 0.6
"""Share of the words of the claim, names apart, that a sentence must have for its polarity alone to count.
All were chosen on the open half of `bench/questions/linking.jsonl`."""

NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|fail(?:ed|s|ing)?|den(?:y|ied|ies|"
    r"ying)|refus(?:e[ds]?|ing)|"
    r"reject(?:s|ed|ing)?|declin(?:e[ds]?|ing)|cancel\w*|ban(?:s|ned)?|illegal|unlawful|unable|"
    r"unlikely|vacant|withdr[ae]w\w*|"
    r"avoid(?:s|ed)?|prevent(?:s|ed)?|halt(?:s|ed)?|suspend(?:s|ed)?|abandon\w*|drop(?:s|ped)|"
    r"rul(?:e[ds]?|ing) out|unrelated|"
    r"acquit\w*|dismiss\w*|stop(?:s|ped)?|free (?:of|from)|lack(?:s|ed)?|cannot|wrongly|"
    r"false(?:ly)?)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that turn what is said into its opposite, as English has them."""


def answer(question: str, desk: Desk) -> Outcome | None:
    """Yes or no with its sentence, both where sources differ; None where no sentence tells."""
    told = claims(question)
    if told is None:
        return None
    desk.look(question)
    close = [
        c
        for c in desk.ranked(question)[:READ]
        if c.probability >= ANSWERS and names_all(c.evidence.article, question)
    ]
    found = judged(desk, close, told[0]) if close else []
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


def judged(desk: Desk, close: list[Candidate], claim: str) -> list[tuple[str, float, Candidate]]:
    """("yes" or "no", how surely, sentence) of the sentences that tell, those of the likeliest source first.

    A sentence with the claim's words in its own polarity that the judge reads as saying so is a yes; one
    that has them in the opposite polarity and that the judge reads as contradicting it is a no.
    """
    reads = desk.judge.entails([(f"{c.evidence.article.title}. {c.text}", claim) for c in close])
    asked, wanted = bool(NEGATIVE.search(claim)), set(plain_words(claim))
    rows = []
    for candidate, (says, denies, _) in zip(close, reads, strict=True):
        text = candidate.text
        shared = len(wanted & set(content_words(text))) / len(wanted) if wanted else 0.0
        turned = _negated(text, wanted) != asked
        supposed = bool(_SUPPOSED.search(text)) and not _SUPPOSED.search(claim)
        if not turned and not supposed and says >= SAYS and says > denies and shared >= SHARED:
            rows.append(("yes", says * candidate.probability, candidate))
        elif turned and shared >= SHARED and denies > says and denies >= DENIES:
            rows.append(("no", denies * candidate.probability, candidate))
    if len({label for label, _, _ in rows}) > 1:  # one article that seems to say both was read wrongly once
        best = max(rows, key=lambda r: r[1])
        rows = [r for r in rows if r[0] == best[0] or r[2].evidence.article.id != best[2].evidence.article.id]
    return rows


_SUPPOSED = re.compile(
    r"\b(?:would|could|should|may|might|if|unless|whether|advised|aims?|aimed|plan(?:s|ned)?|"
    r"hop(?:e[sd]?|ing)|want(?:s|ed)?|"
    r"intend(?:s|ed)?|propos(?:e[sd]?|al)|call(?:s|ed)? for|urg(?:e[sd]?|ing)|allegedly|accused|suspected)\b",
    re.IGNORECASE,
)
"""Words by which something is only wished, supposed or claimed."""

NEARBY = 8
"""Words between a word of the claim and a negative one, from which the one no longer turns the other."""


def _negated(text: str, wanted: set[str]) -> bool:
    """Whether a negative word stands near a word of the claim; anywhere in a text that has none of them."""
    places = [len(text[: m.start()].split()) for m in NEGATIVE.finditer(text)]
    words = [i for i, word in enumerate(text.split()) if set(content_words(word)) & wanted]
    return any(abs(p - w) <= NEARBY for p in places for w in words) if words else bool(places)
