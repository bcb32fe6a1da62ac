"""Yes or no: by what the judge reads in a sentence and by its polarity, never by what the question
supposes.

The judge reads each of the best sentences against the claim and against the claim denied; alone it takes a
denial for its opposite too often. A logistic regression over its readings and the sentence's polarity
(`verdict_weights.json`, made by `bench/verdicts.py` from the open half of `bench/questions/linking.jsonl`)
says how probably a sentence says yes, says no, or says neither.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

from qa.answer.extractive.select import Candidate, log_odds
from qa.answer.windows import window_of
from qa.kinds.clauses import claims
from qa.kinds.find import Desk, cited, names_all, plain_words, quoted
from qa.kinds.outcome import Outcome
from qa.text import content_words
from qa.types import Computed, Operand

READ = 4
"""Sentences that are held against the claim."""

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


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for yes or no in one sentence. Probabilities as log-odds."""

    says: float
    """The judge's P(supported) of the claim, the sentence between its neighbours."""
    says_denied: float
    """The same of the claim denied."""
    says_alone: float
    """The same of the claim, behind the title and without neighbours."""
    turned: float
    """1 where a negative word stands in one of sentence and claim only."""
    answers: float
    """P(the sentence answers the question)."""
    shared: float
    """Share of the words of the claim, names apart, that stand in the sentence."""
    supposed: float
    """1 where it is only wished or supposed, and the claim is not."""
    named: float
    """1 where its article has every name of the question."""
    turned_denied: float
    """`says_denied` where `turned`, else 0."""


@lru_cache(maxsize=1)
def stored() -> dict[str, Any]:
    """The weights that ship with the package, and the bar."""
    return dict(json.loads(files("qa.kinds").joinpath("verdict_weights.json").read_text("utf-8")))


def answer(question: str, desk: Desk) -> Outcome | None:
    """Yes or no with its sentence, both where sources differ; None where no sentence tells."""
    told = claims(question)
    if told is None:
        return None
    desk.look(question)
    close = desk.ranked(question)[:READ]
    if not close:
        return None
    signs = signs_of(desk, close, question, told)
    surest, found = _told(list(zip(close, signs, strict=True)))
    if not found:
        return None
    checked = quoted(desk, list(found.values()))
    operands = tuple(
        Operand(label, sentence.citations[0])
        for label, candidate in found.items()
        if (sentence := cited(checked.sentences, candidate))
    )
    if not operands:
        return None
    result = operands[0].label if len(operands) == 1 else "both"
    text = {"yes": "Yes", "no": "No", "both": "The sources differ"}[result]
    return Outcome(checked.sentences, (Computed("verdict", operands, result, text),), confidence=surest)


def _told(rows: list[tuple[Candidate, Signs]]) -> tuple[float, dict[str, Candidate]]:
    """The verdict of the surest sentence and how sure; the other one too where another article says that."""
    bar = float(stored()["bar"])
    said = [(chance, label, c) for c, signs in rows for label, chance in chances(signs).items()]
    best = max(said, key=lambda row: row[0])
    if best[0] < bar:
        return best[0], {}
    found = {best[1]: best[2]}
    for chance, label, candidate in sorted(said, key=lambda row: -row[0]):
        other = candidate.evidence.article.id != best[2].evidence.article.id
        if chance >= bar and label not in found and other:
            found[label] = candidate
    return best[0], found


def chances(signs: Signs) -> dict[str, float]:
    """P(yes) and P(no) of a sentence; the rest is that it says neither."""
    odds = {}
    for label in ("yes", "no"):
        weights = stored()[label]
        total = sum(weights[f.name] * x for f, x in zip(fields(Signs), astuple(signs), strict=True))
        odds[label] = math.exp(min(30.0, weights["intercept"] + total))
    return {label: one / (1 + sum(odds.values())) for label, one in odds.items()}


def signs_of(desk: Desk, close: Sequence[Candidate], question: str, told: tuple[str, str]) -> list[Signs]:
    """The signs of each of these sentences; `told` is the claim and the claim denied."""
    claim, denied = told
    windows = [window_of(c.evidence.article, c.sentence.start, c.sentence.end) for c in close]
    yes = desk.judge.entails_windows([(claim, *w) for w in windows])
    no = desk.judge.entails_windows([(denied, *w) for w in windows])
    alone = desk.judge.entails([(f"{c.evidence.article.title}. {c.text}", claim) for c in close])
    asked, wanted = bool(NEGATIVE.search(claim)), set(plain_words(claim))
    found = []
    for at, candidate in enumerate(close):
        turned = float(_negated(candidate.text, wanted) != asked)
        supposed = bool(_SUPPOSED.search(candidate.text)) and not _SUPPOSED.search(claim)
        shared = len(wanted & set(content_words(candidate.text))) / (len(wanted) or 1)
        found.append(
            Signs(
                says=log_odds(yes[at][0]),
                says_denied=log_odds(no[at][0]),
                says_alone=log_odds(alone[at][0]),
                turned=turned,
                answers=log_odds(candidate.probability),
                shared=shared,
                supposed=float(supposed),
                named=float(names_all(candidate.evidence.article, question)),
                turned_denied=turned * log_odds(no[at][0]),
            )
        )
    return found


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
