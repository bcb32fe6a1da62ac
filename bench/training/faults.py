"""What makes a true sentence false, in the ways that models do it: the claims that must not be supported.

Each function takes the text (parsed where it must be) and gives a new text or None. `label` 1 is
"contradicted", 3 "not supported, nobody says which of the two".
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from rewordings import clause_of, lowered, plural, tidy

Span = Any

_HEDGES: tuple[tuple[str, str], ...] = (
    (r"\b(?:may|might|could)\b(?! not)", "will"),
    (r"\b(?:is|are) (?:likely|expected|set|scheduled|due|planning|hoping) to\b", "will"),
    (r"\b(?:plans?|hopes?|intends?|aims?|wants?|seeks?) to\b", "will"),
    (r"\b(?:allegedly|reportedly|apparently|possibly|probably|perhaps|nearly|almost)\s", ""),
    (r"\b(?:alleged|suspected|possible|potential|proposed|planned|so-called)\s", ""),
    (r"\b(?:appears?|seems?) to (?:be|have been)\b", "is"),
    (r"\b(?:considering|discussing|weighing)\b", "carrying out"),
)
_SCOPES: tuple[tuple[str, str], ...] = (
    (r"\b[Ss]ome of the\b", "all of the"),
    (r"\b(?:some|many|several|most|a few|various|certain)\b", "all"),
    (r"^(?:Some|Many|Several|Most|A few|Various)\b", "All"),
    (r"\b(?:often|usually|sometimes|mostly|generally|rarely)\b", "always"),
    (r"\bone of the\b", "the only one of the"),
    (r"\bparts? of\b", "all of"),
    (r"\b(?:at least|more than|over|up to|nearly|about|around) (?=\d)", "exactly "),
    (r"\bamong the\b", "the"),
)
_DONE: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:was|were|is|are|been) "
        r"(?:accused of|charged with|suspected of|arrested on suspicion of|blamed for)\b",
        "was found guilty of",
    ),
    (r"\b(?:proposed|recommended|suggested|considered|debated|sought|requested)\b", "approved"),
    (r"\b(?:investigating|examining|reviewing|looking into)\b", "confirming"),
    (r"\b(?:may|might|could) have\b", "has"),
)
_PAST: tuple[tuple[str, str], ...] = (
    (r"\bhad been\b", "is"),
    (r"\b(?:previously|formerly|originally|initially|earlier|once)\s", "currently "),
    (r"\b(?:former|ex-|then-|outgoing|previous)\s?", ""),
    (r"\bused to (?:be)\b", "is"),
    (r"\bused to\b", "still"),
    (r"\b(?:was|were) (?:the|a|an)\b", "is now the"),
    (r"\buntil (?:last |this )?\w+\b", "still"),
    (r"\bno longer\b", "still"),
    (r"\b(?:at the time|at that time|in the past)\b", "at present"),
)
_TURNED: tuple[tuple[str, str], ...] = (
    ("more", "less"),
    ("higher", "lower"),
    ("before", "after"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("rose", "fell"),
    ("first", "last"),
    ("won", "lost"),
    ("above", "below"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("accepted", "rejected"),
    ("approved", "rejected"),
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("oldest", "youngest"),
    ("largest", "smallest"),
    ("began", "ended"),
    ("open", "closed"),
    ("opened", "closed"),
    ("early", "late"),
    ("minimum", "maximum"),
    ("inside", "outside"),
    ("joined", "left"),
    ("with", "without"),
    ("agreed", "refused"),
    ("success", "failure"),
    ("million", "billion"),
    ("billion", "million"),
    ("hundreds", "thousands"),
    ("thousands", "hundreds"),
    ("hours", "days"),
    ("days", "weeks"),
    ("weeks", "months"),
    ("months", "years"),
    ("km", "miles"),
    ("miles", "metres"),
)


def _one(text: str, table: tuple[tuple[str, str], ...], rng: random.Random) -> str | None:
    found = [(match, new) for old, new in table for match in re.finditer(old, text)]
    if not found:
        return None
    match, new = rng.choice(found)
    return tidy(text[: match.start()] + new + text[match.end() :])


def sure(text: str, rng: random.Random) -> str | None:
    """may -> will; the hedge goes."""
    return _one(text, _HEDGES, rng)


def general(text: str, rng: random.Random) -> str | None:
    """some -> all."""
    return _one(text, _SCOPES, rng)


def done(text: str, rng: random.Random) -> str | None:
    """accused -> guilty, proposed -> approved."""
    return _one(text, _DONE, rng)


def outdated(text: str, rng: random.Random) -> str | None:
    """What was is told as what is."""
    return _one(text, _PAST, rng)


def turned(text: str, rng: random.Random) -> str | None:
    """more -> less, days -> weeks."""
    pairs = [*_TURNED, *((b, a) for a, b in _TURNED if a not in ("million", "thousands", "with"))]
    found = [(m, new) for old, new in pairs for m in re.finditer(rf"\b{old}\b", text)]
    if not found:
        return None
    match, new = rng.choice(found)
    return text[: match.start()] + new + text[match.end() :]


def happened(sentence: Span, rng: random.Random) -> str | None:
    """will do, plans to do, tried to do, was asked to do -> did."""
    for verb in sentence:
        if verb.tag_ != "VB" or not (past := verb._.inflect("VBD")):
            continue
        will = [
            c
            for c in verb.children
            if c.dep_ == "aux" and c.lower_ in ("will", "would", "may", "might", "could")
        ]
        if will and verb.i - will[0].i == 1:
            gone, at = {will[0].i}, verb.i
        elif (
            verb.dep_ == "xcomp"
            and verb.head.lemma_
            in (
                "try",
                "plan",
                "want",
                "hope",
                "intend",
                "attempt",
                "refuse",
                "agree",
                "threaten",
                "promise",
                "vow",
                "seek",
                "need",
            )
            and verb.i - verb.head.i <= 2
        ):
            gone, at = set(range(verb.head.i, verb.i)), verb.i
        else:
            continue
        words = [past + t.whitespace_ if t.i == at else t.text_with_ws for t in sentence if t.i not in gone]
        return tidy("".join(words))
    return None


def roles(sentence: Span, rng: random.Random) -> str | None:
    """Who did it and to whom, exchanged; active or passive."""
    found = clause_of(sentence)
    if not found:
        return None
    who, verb, what, more = found
    names = {t.ent_type_ for t in (who.root, what.root)}
    if not names & {"PERSON", "ORG", "GPE", "NORP"} and rng.random() < 0.5:
        return None
    rest = [m.text for m in more[:1]]
    participle = verb._.inflect("VBN")
    if participle and rng.random() < 0.4:
        be = ("were" if plural(who) else "was") if verb.tag_ == "VBD" else ("are" if plural(who) else "is")
        return tidy(" ".join([who.text, be, participle, "by", lowered(what), *rest]))
    return tidy(" ".join([what.text, verb.text, lowered(who), *rest]))


def swap_speaker(text: str, own: list[str], others: list[str], rng: random.Random) -> str | None:
    """A name in the sentence replaced by another person of the same article."""
    here = [n for n in own if n in text]
    other = [n for n in others if n not in text and not any(w in text for w in n.split())]
    if not here or not other:
        return None
    return text.replace(rng.choice(here), rng.choice(other))


def namesake(text: str, own: list[str], firsts: list[str], rng: random.Random) -> str | None:
    """Another person with the same surname."""
    here = [n for n in own if n in text and len(n.split()) == 2]
    if not here:
        return None
    name = rng.choice(here)
    first = rng.choice([f for f in firsts if f not in text] or ["Ruth"])
    return text.replace(name, f"{first} {name.split()[-1]}")


def moved(sentence: Span, text: str, beside: list[Span], rng: random.Random) -> str | None:
    """A figure, day, place or name of the neighbouring sentence in the place of this one's."""
    own = [e for e in sentence.ents if e.text in text]
    options = [
        (mine.text, its.text)
        for mine in own
        for part in beside
        for its in part.ents
        if mine.label_ == its.label_
        and its.text not in sentence.text
        and mine.text not in its.text
        and mine.text not in part.text
        and not set(mine.text.split()) & set(its.text.split())
    ]
    if not options:
        return None
    old, new = rng.choice(options)
    return text.replace(old, new)


def cause(sentence: Span, before: Span | None, text: str, rng: random.Random) -> str | None:
    """A reason that nobody gave: "after" becomes "because of", or the neighbour becomes the cause."""
    if match := re.search(r"\b(?:after|following|amid|as|when|while)\b(?= [a-z])", text):
        token = match[0]
        new = "because" if token in ("as", "when", "while") else "because of"
        return text[: match.start()] + new + text[match.end() :]
    if before is None or re.search(
        r"\b(?:because|due to|cause|reason|as a result|led to)\b", before.text + sentence.text
    ):
        return None
    found = clause_of(before)
    if not found or len(text.split()) > 22:
        return None
    who, verb, what, _ = found
    told = f"{lowered(who)} {verb.text} {what.text}"
    return tidy(f"{text.rstrip('.! ')} because {told}")


def added(sentence: Span, text: str, pool: dict[str, list[str]], rng: random.Random) -> str | None:
    """A detail that is nowhere: a place, a day, a number of people, a company of others."""
    kind = rng.choice(["GPE", "DATE", "PERSON", "WITH"])
    base = text.rstrip(".! ")
    if kind == "GPE":
        return tidy(f"{base} in {rng.choice(pool['GPE'])}")
    if kind == "DATE":
        return tidy(f"{base} on {rng.choice(WEEKDAYS)}")
    if kind == "PERSON" and pool["PERSON"]:
        return tidy(f"{base}, according to {rng.choice(pool['PERSON'])}")
    return tidy(f"{base}, {rng.choice(WITH)}")


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WITH = (
    "for the first time",
    "for the second time this year",
    "in front of hundreds of people",
    "without giving a reason",
    "at a cost of several million dollars",
    "despite criticism from the opposition",
    "by a large majority",
    "to the surprise of observers",
    "which had never happened before",
    "as had been expected for months",
    "and apologised",
    "in order to save money",
    "to avoid a court case",
    "against the advice of experts",
)

TEXT_FAULTS: dict[str, tuple[Callable[[str, random.Random], str | None], int]] = {
    "sure": (sure, 3),
    "general": (general, 3),
    "done": (done, 3),
    "outdated": (outdated, 3),
    "turned": (turned, 1),
}
