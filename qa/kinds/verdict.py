"""Yes or no: by what the judge reads in a few sentences and by their polarity, never by what the question
supposes.

Two logistic regressions (`verdict_weights.json`, made by `bench/verdicts.py` from the open half of
`bench/questions/linking.jsonl`) say of each sentence whether it tells at all, and if so whether it says yes:
by how much rather the judge takes the claim to be supported than the claim denied. What the best sentences
say is added up; a verdict is given where one side outweighs the other by the stored bar.
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

from qa.answer.extractive.question import mentions
from qa.answer.extractive.select import Candidate, log_odds
from qa.answer.windows import window_of
from qa.brief.read.attribution import ACCORDING
from qa.kinds.find import KindContext, cited, names_all, plain_words, quoted
from qa.kinds.outcome import Outcome
from qa.kinds.words.claim import claims
from qa.text import content_words, names, same_name
from qa.text.wordset import wordset
from qa.types import Computed, Operand

READ = 3
"""Sentences that are held against the claim; with 5 or 8 fewer verdicts are right at the same share of
wrong ones."""
CONTRARY = 0.5
"""How surely a sentence of another article must say the contrary for sources to differ."""

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


_REPORTED = re.compile(rf"{ACCORDING.pattern}[^,;]*")


@dataclass(frozen=True, slots=True)
class Tells:
    """What speaks for a sentence telling whether the claim is so. Probabilities as log-odds."""

    answers: float
    """P(the sentence answers the question)."""
    place: float
    """Its place among the sentences, 0 for the first."""
    neutral: float
    """The judge's log P(it neither supports nor contradicts the claim)."""
    shared: float
    """Share of the words of the claim, names apart, that stand in the sentence."""
    named: float
    """1 where its article has every name of the question."""


@dataclass(frozen=True, slots=True)
class Says:
    """What speaks for yes in a sentence that tells."""

    alone: float
    """How much rather the judge takes the claim to be supported, and not contradicted, than the claim
    denied; log-odds."""
    between: float
    """The same with the sentence between its neighbours."""
    turned: float
    """1 where a negation, in a word or by a prefix, stands in one of sentence and claim only."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Both."""

    tells: Tells
    says: Says


@lru_cache(maxsize=1)
def stored() -> dict[str, Any]:
    """The weights that ship with the package, and the bar."""
    return dict(json.loads(files("qa.kinds").joinpath("verdict_weights.json").read_text("utf-8")))


def answer(question: str, desk: KindContext) -> Outcome | None:
    """Yes or no with its sentence, both where sources differ; None where no sentence tells."""
    told = claims(question)
    if told is None:
        return None
    desk.look(question)
    close = [c for c in desk.ranked(question)[:READ] if not of_others(c.text, told[0])]
    if not close:
        return None
    surest, found = _told(list(zip(close, signs_of(desk, close, question, told), strict=True)), told)
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


def of_others(text: str, claim: str) -> bool:
    """Whether a sentence lacks a name of the claim and has another one: "did not endorse Hale" tells nothing
    of whether Brandt was endorsed. By `bench/verdicts.py` it costs as much as it saves: right .40 -> .37,
    wrong .08 and .08 of 89 open questions, 2 -> 1 of 18 that nothing answers; what it saves from is a plain
    "No" about somebody else.
    """
    mine = [name.text for name in names(claim)]
    if all(mentions(name, text) for name in mine):
        return False
    others = (name.text for name in names(_REPORTED.sub("", text)))  # whoever reports it is not spoken of
    return any(
        not any(same_name(other, m) or mentions(other, m) or mentions(m, other) for m in mine)
        for other in others
    )


def _told(rows: list[tuple[Candidate, Signs]], told: tuple[str, str]) -> tuple[float, dict[str, Candidate]]:
    """How far one side outweighs the other, 0 to 1, and its sentence where that is far enough; both sides'
    where another article is as sure of the contrary.

    "No" needs something that denies: a sentence on the same matter alone is often taken for the contrary.
    "Yes" needs what happened, not its name: "issued arrest warrants" is no arrest.
    """
    said = [(c, *weighed(signs)) for c, signs in rows]
    surest = {
        "yes": max(said, key=lambda row: row[1] - row[2]),
        "no": max(said, key=lambda row: row[2] - row[1]),
    }
    (yes, for_yes, _), (no, _, for_no) = surest["yes"], surest["no"]
    if min(for_yes, for_no) >= CONTRARY and yes.evidence.article.id != no.evidence.article.id:
        return min(for_yes, for_no), {"yes": yes, "no": no}
    lead = balance([signs for _, signs in rows])
    label = "yes" if lead > 0 else "no"
    if abs(lead) < float(stored()["bar"]):
        return min(1.0, abs(lead)), {}
    best = surest[label][0]
    signs = next(signs for c, signs in rows if c is best)
    bears = signs.says.turned > 0 if label == "no" else not only_named(best.text, told)
    return min(1.0, abs(lead)), {label: best} if bears else {}


_DENIED = re.compile(r"(?P<subject>.+?) (?P<aux>\w+) not (?P<said>.+)\.$")
_PAST = wordset("did has have had was were")


def only_named(text: str, told: tuple[str, str]) -> bool:
    """Whether the sentence has the verb of a claim about the past in another form alone, such as a noun."""
    found = _DENIED.match(told[1])
    if found is None or found["aux"] not in _PAST:
        return False
    words = re.findall(r"[^\W\d_]+", told[0][len(found["subject"]) :].lower())
    verb = next((word for word in words if content_words(word)), "")
    same = [w for w in re.findall(r"[^\W\d_]+", text.lower()) if content_words(w) == content_words(verb)]
    return bool(verb and same) and not any(w == verb or w.endswith("ing") for w in same)


def balance(signs: Sequence[Signs]) -> float:
    """What speaks for yes less what speaks for no in these sentences together."""
    return sum(yes - no for yes, no in map(weighed, signs))


def weighed(signs: Signs) -> tuple[float, float]:
    """P(it says yes), P(it says no) of a sentence; the rest is that it does not tell."""
    tells, yes = _chance("tells", signs.tells), _chance("yes", signs.says)
    return tells * yes, tells * (1 - yes)


def _chance(name: str, signs: Tells | Says) -> float:
    weights = stored()[name]
    total = sum(weights[f.name] * x for f, x in zip(fields(signs), astuple(signs), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weights["intercept"] + total))))


def signs_of(
    desk: KindContext, close: Sequence[Candidate], question: str, told: tuple[str, str]
) -> list[Signs]:
    """The signs of each of these sentences; `told` is the claim and the claim denied."""
    windows = [window_of(c.evidence.article, c.sentence.start, c.sentence.end) for c in close]
    between = [desk.judge.entails_windows([(one, *w) for w in windows]) for one in told]
    alone = [desk.judge.entails([(c.text, one) for c in close]) for one in told]
    wanted = set(plain_words(told[0]))
    return [
        Signs(
            Tells(
                answers=log_odds(candidate.probability),
                place=float(at),
                neutral=math.log(max(alone[0][at][2], 1e-6)),
                shared=len(wanted & set(content_words(candidate.text))) / (len(wanted) or 1),
                named=float(names_all(candidate.evidence.article, question)),
            ),
            Says(
                alone=_rather(alone[0][at]) - _rather(alone[1][at]),
                between=_rather(between[0][at]) - _rather(between[1][at]),
                turned=float(turned(candidate.text, told[0], wanted)),
            ),
        )
        for at, candidate in enumerate(close)
    ]


def _rather(shares: tuple[float, float, float]) -> float:
    """Log-odds of supported against contradicted."""
    return math.log(max(shares[0], 1e-6)) - math.log(max(shares[1], 1e-6))


NEARBY = 8
"""Words between a word of the claim and a negative one, from which the one no longer turns the other."""


def _negated(text: str, wanted: set[str]) -> bool:
    """Whether a negative word stands near a word of the claim."""
    places = [len(text[: m.start()].split()) for m in NEGATIVE.finditer(text)]
    words = [i for i, word in enumerate(text.split()) if set(content_words(word)) & wanted]
    return any(abs(p - w) <= NEARBY for p in places for w in words)


_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


def turned(text: str, claim: str, wanted: set[str]) -> bool:
    """Whether one of sentence and claim is negated and the other is not, by words or by a prefix:
    "armed" and "unarmed"; `wanted` are the words of the claim, names apart.
    """
    shared = bool(wanted & set(content_words(text)))
    negated = shared and _negated(text, wanted) != bool(NEGATIVE.search(claim))
    ours, theirs = (set(re.findall(r"[a-z]{4,}", one.lower())) for one in (claim, text))
    prefixed = any(
        f"{prefix}{word}" in other and word not in other
        for one, other in ((ours, theirs), (theirs, ours))
        for word in one
        for prefix in _PREFIXES
    )
    return negated != prefixed
