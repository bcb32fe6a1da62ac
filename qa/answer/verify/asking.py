"""Who does it? The reader is asked for the claim's subject, and its answer is held against the claim.

Two people exchanged, one's attribute given to another, a statement put into another's mouth: the words of
such a claim are all there, and a network that is shown the claim believes it. Asked "Who ordered the
closure?" it points at the one whom the source names. Only names are compared: a common noun may be another
word for the same. As an answer may be wrong too, the claim with the other name must read no worse than the
claim itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from qa.answer.verify.facts import Facts, Ground, facts_of
from qa.answer.verify.reading import pointed, read
from qa.text import Name, content_words, core_name, name_words, names, same_name
from qa.text.names import acronym_of
from qa.text.words import is_past_form
from qa.text.wordset import wordset

_SURE = 0.8
"""P(the sentence answers) from which an answer counts. Of 405 true and 411 false claims made of news articles
(bench/training/pairs_claims.py: another person, name or attribute) that have such a subject, 6 and 113 are
removed at .8, 4 and 96 at .9, 2 and 74 at .95."""
_SILENT = 0.05
"""P(the sentence answers) below which words that share only a name with the claim do not bear it out. Not
measured: no open draft is such a claim."""
_WORSE = 0.1
"""Log-odds by which the claim with the other name may read worse. Of the same claims 5 and 111 are removed
at 0, 11 and 116 at .5, 22 and 124 without this second reading."""


@dataclass(frozen=True, slots=True)
class SubjectQuestion:
    """A question for the subject of a claim, and the name that the claim gives to it."""

    name: str
    question: str


def subject_agrees(claim: Facts, ground: Ground) -> str | None:
    """Why the claim's subject is not whom the source names, if the reader finds another there."""
    asked = question_for(claim, ground)
    if asked and _speaks(asked.name, claim) and _speaks(asked.name, ground.facts):
        return None  # of two who speak in one sentence: see checks/speech.py
    found = pointed([(asked.question, ground.window)]) if asked else None
    if asked is None or found is None:
        return None
    if found[0][0] < _SILENT and not _told(claim, ground):
        return f"the source does not say this of {asked.name}"
    if found[0][0] < _SURE:
        return None
    other = another(asked.name, found[0][1])
    if other is None:
        return None
    full = [core_name(n.text) for n in ground.facts.names if other in n.text]
    other = max([*full, other], key=len)
    both = (claim.text, claim.text.replace(asked.name, other, 1))
    readings = read([(text, ground.window) for text in both])
    if readings is None or _odds(readings[1][0]) <= _odds(readings[0][0]) - _WORSE:
        return None
    return f"the source says this of {other}, not of {asked.name}"


def _speaks(name: str, facts: Facts) -> bool:
    return any(one.name and same_name(name, one.name) for one in facts.attributions)


def _told(claim: Facts, ground: Ground) -> bool:
    """Whether the cited words have any word of the claim besides its names."""
    naming = {w for name in claim.names for w in content_words(name.text)}
    return bool((set(claim.stems) - naming) & set(ground.facts.stems))


def _odds(probability: float) -> float:
    return math.log((probability + 1e-6) / (1 - probability + 1e-6))


_SMALL = r"of|for|in|at|to|from|by|on|with|and|or|as|after|before|against|between|like|than|under|over"
_ROLE = re.compile(rf"(?:[^,]{{1,60}},\s+)?(?:(?!(?:{_SMALL})\b)[\w-]+,?\s+){{0,4}}")
"""What may stand before the subject: a day, then its role ("On Monday, the regional governor")."""
_APPOSED = re.compile(r"\s*,\s[^,]{3,60},(?=\s+[a-z])")
_PREDICATE = re.compile(
    r"\s+(?:(?:also|later|then|not|never|still|only|\w+ly)\s+)*"
    r"(?!(?:that|who|which|whose)\b)(?P<verb>[a-z][\w’'-]*)(?:\s+(?P<next>[\w’'-]+))?"
)
_AUXILIARY = wordset(
    "is are was were be been has have had does do did will would can could may might must should"
)


def question_for(claim: Facts, ground: Ground) -> SubjectQuestion | None:
    """The question whose answer is the claim's speaker or subject, where that is a name."""
    for one in claim.attributions:
        said = claim.text[: one.start].rstrip().removesuffix(one.subject).rstrip(" ,”\"'’")
        if one.name and one.start > len(claim.text) // 2 and len(content_words(said)) > 1:
            return SubjectQuestion(one.name, f"Who said that {said.lstrip('“')}?")
        if one.name and not one.start:
            said = claim.text[one.end :].partition(", ")[2]
            return SubjectQuestion(one.name, f"Who said that {said.rstrip(' .')}?") if said else None
    subject = claim.names[0] if claim.names else None
    if subject is None or not (subject.sure or _known(subject, ground)):
        return None
    rest = claim.text[subject.end :]
    rest = rest[apposed.end() :] if (apposed := _APPOSED.match(rest)) else rest
    predicate = _PREDICATE.match(rest)
    if not predicate or not _ROLE.fullmatch(claim.text[: subject.start]):
        return None
    if not _is_verb(predicate["verb"], predicate["next"] or ""):
        return None
    return SubjectQuestion(core_name(subject.text), f"Who{rest.rstrip(' .')}?")


def _is_verb(word: str, following: str) -> bool:
    """Whether the word behind a name is its verb, and no noun of it: "the U.N. monitors are"."""
    if word in _AUXILIARY or is_past_form(word) or word.endswith("ed"):
        return True
    singular = word.endswith("s") and not word.endswith("ss")
    return singular and following not in _AUXILIARY and not is_past_form(following)


def _known(name: Name, ground: Ground) -> bool:
    return any(n.sure and same_name(name.text, n.text) for n in facts_of(" ".join(ground.window)).names)


def another(name: str, answer: str) -> str | None:
    """The name that an answer gives instead of this one; None where it gives none, or the same."""
    given = [core_name(n.text) for n in names(f"x {answer}")]  # "x": the answer begins no sentence
    return given[0] if given and not any(_alike(name, n) for n in (*given, answer)) else None


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one's: a word in common will do, but not a surname alone."""
    if same_name(one, other) or acronym_of(one, other) or acronym_of(other, one):
        return True
    mine, theirs = name_words(one), name_words(other)
    namesakes = len(mine) > 1 and len(theirs) == 2 and mine[-1] == theirs[-1] and mine[0] != theirs[0]
    return bool(set(mine) & set(theirs)) and not namesakes
