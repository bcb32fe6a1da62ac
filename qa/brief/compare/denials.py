"""Denials: when a clause denies what another claims, and neither is a wish, a rule or another occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from qa.brief.read.clauses import Clause, share
from qa.brief.read.sheet import SheetLine
from qa.text import Name, content_words, core_name, name_words, stem


class ClaimReader(Protocol):
    """What the comparison needs of `qa.models.reader.Reader`."""

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        """(supported, contradicted, neutral) of each (evidence, claim)."""


OPPOSED = 0.4
"""Probability of contradiction, the greater of both directions, that two opposed clauses need besides.

On the open half of `bench/briefings/differ.jsonl` seven pairs of clauses come this far: five that contradict
each other are above it (.74 to .89), one is below (.17), and so is the one that does not (.35). That both
directions see it says nothing: the lesser gives .02 to .77 to those that do. Where between .35 and .74 is not
told by them: .5 and .7 lost contradictions planted in corpus/, so the place rests on these.
"""
_SUPPOSED = re.compile(
    r"\b(?:would|could|should|may|might|can|cannot|must|ought|allowed to|able to)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|unless|whether|in cases?|were to|suppose|until)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:before|until)\s(?!\d)[^,;.]{0,40}$|"
    r"\b(?:allow\w*|permit\w*|let(?:s|ting)?|enabl\w+|plan\w*|want\w*|hop(?:e|es|ed|ing)|aim\w*|"
    r"tr(?:y|ies|ied|ying)|ask\w*|urg\w+|order\w*|intend\w*|expect\w*|likely|propos\w+|seek\w*|sought|"
    r"call(?:s|ed|ing) (?:for|on)|threaten\w*|offer\w*|refus\w+|agree\w*|promis\w+|vow\w*)\b"
    r"[^,;.]{0,60}\bto\b",
    re.IGNORECASE,
)
"""Words by which a clause tells what is wanted or to come: "allowing the city to purchase it"."""
_PURPOSE = re.compile(r"\b(?:ensur\w+|make sure|responsib\w+|so) (?:that )?$", re.IGNORECASE)


_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|ist|sind|war|waren|wurden?)(?:\b|(?=n['’]t))", re.IGNORECASE
)


def same_claim(
    denial: tuple[SheetLine, Clause], claim: tuple[SheetLine, Clause], titles: frozenset[str]
) -> frozenset[str]:
    """The stems shared by a denied clause and one that is not, if they claim the same.

    What is denied has to be said there, of the same subject, which stands before it; two fifths of the
    shorter clause have to agree. Titles are no common ground, and "is not" denies an "is".
    """
    (line, no), (other, yes) = denial, claim
    common = share(no.stems, yes.stems) - titles
    if yes.negated or len(common) < 0.4 * min(len(no.stems), len(yes.stems)):
        return frozenset()
    words = other.text[yes.start : yes.end]
    said = next((m for m in re.finditer(r"[\w'’]+", words) if share(no.denied, _stems(m.group()))), None)
    if said is None:
        return frozenset()
    ahead = words[: said.start()]
    whom = _stems(ahead) or yes.stems - _stems(words)
    if not share(no.subject - titles - no.denied, whom):
        return frozenset()
    if denies_being(line.text[no.start : no.end]) and not _BE.search(words, 0, said.start() + 1):
        return frozenset()
    return common


def denies_being(words: str) -> bool:
    """Whether a clause says that something is not so, with no other verb between: "was not", "isn't"."""
    found = _BE.search(words)
    return bool(found and re.match(r"n['’]t\b|\s+(?:not|never|nicht)\b", words[found.end() :]))


def _stems(words: str) -> frozenset[str]:
    return frozenset(content_words(words))


def other_figures(a: SheetLine, b: SheetLine) -> bool:
    """Whether each line gives a figure that the other one does not: they speak of two things."""
    values = [{n.value for n in line.facts.numbers if n.unit != "clock"} for line in (a, b)]
    return bool(values[0] - values[1] and values[1] - values[0])


def asserted(line: SheetLine, clause: Clause) -> bool:
    """Whether a clause states a fact: no condition, wish, duty or purpose, and no span of time of its own."""
    words = line.text[clause.start : clause.end]
    lasting = any(
        clause.start <= n.start < clause.end and n.unit in ("year", "month", "week", "decade", "ordinal")
        for n in line.facts.numbers
    )
    lead = line.text[max(0, clause.start - 30) : clause.start]
    if _NOT_YET.search(lead) or _NOT_YET.search(words) or line.text.rstrip("\"'”’ ").endswith("?"):
        return False
    return not (_SUPPOSED.search(words) or _CONDITION.search(line.text) or _PURPOSE.search(lead) or lasting)


def other_place(a: SheetLine, one: Clause, b: SheetLine, two: Clause) -> bool:
    """Whether both clauses say where, and not the same: they speak of two occasions."""
    places = [
        {stem(w) for n in line.facts.names if _where(line, c, n) for w in name_words(n.text)}
        for line, c in ((a, one), (b, two))
    ]
    return bool(places[0] and places[1] and not places[0] & places[1])


def _where(line: SheetLine, clause: Clause, name: Name) -> bool:
    inside = clause.start <= name.start < clause.end
    return inside and bool(
        re.search(
            r"\b(?:in|into|inside|to|from|at|near|(?:city|town|village) of)\s(?:the\s)?$",
            line.text[: name.start],
        )
    )


def titles_of(name: str) -> list[str]:
    """The words of a name that are titles: "minister" in "Foreign Minister Sergey Lavrov"."""
    core = core_name(name)
    return [w.lower() for w in name[: len(name) - len(core)].split()]


def state_passed(denial: Clause, line: SheetLine, other: SheetLine) -> bool:
    """Whether a "none of them" of another day only says that things have changed since."""
    days = line.article.published, other.article.published
    counted = re.search(r"\b(?:none|nobody|no one|no longer|kein\w*)\b", line.text[denial.start : denial.end])
    return bool(counted and days[0] and days[1] and abs((days[0] - days[1]).days) > 1)


def other_time(a: SheetLine, b: SheetLine) -> bool:
    """Whether the lines name days of their own that exclude each other: they speak of two occasions."""
    days = [{(d.month, d.day) for d in line.facts.dates if d.day} for line in (a, b)]
    weekdays = [{d.weekday for d in line.facts.dates if d.weekday is not None} for line in (a, b)]
    apart = a.article.published == b.article.published and weekdays[0] and weekdays[1]
    return bool(days[0] and days[1] and not days[0] & days[1]) or bool(
        apart and not weekdays[0] & weekdays[1]
    )


def contradicted(reader: ClaimReader, pairs: Sequence[tuple[str, str]]) -> list[float]:
    """P(contradicted) of each pair, the greater of both directions."""
    if not pairs:
        return []
    both = reader.entails([*pairs, *((b, a) for a, b in pairs)])
    return [max(one[1], other[1]) for one, other in zip(both, both[len(pairs) :], strict=False)]
