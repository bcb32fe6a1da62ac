"""A list: the union over articles, each item with its sentence, copies counted once, "at least" so many."""

from __future__ import annotations

import re

from qa.answer.extractive.select import Candidate
from qa.kinds.clauses import told_of
from qa.kinds.find import Desk, cited, names_all, quoted
from qa.kinds.outcome import Outcome
from qa.text import content_words
from qa.text import names as names_in
from qa.text.mentions import folded
from qa.types import Computed, Operand

BEST = 0.28
"""The least probability of the first sentence of a list; below it the question goes the way of a fact."""
NEAR = 0.8
"""A further sentence is read for items from this share of the first one's probability."""
MOST = 8
"""Sentences read for items at most."""
SAYS = 0.6
SAYS_OF_TWO = 0.9
"""Mean probability that a sentence says of the members of a run what the question asks; "A and B" may be
one thing, so that two need a surer one. All were chosen on the open half of
`bench/questions/lists.jsonl`, for items that are right."""

_JOINT = re.compile(r"(,\s+(?:and|or|as well as)\s+|,\s+|\s+(?:and|or|as well as)\s+)")
_LEADS = re.compile(
    r"^.*(?:\b(?:is|are|was|were|be|been|has|have|had|include[sd]?|including|such as|like|with|"
    r"between|of|for|from|in|on|at|"
    r"to|by|about|as|against|over|among|named|called|namely|both)\s+(?:the\s+|an?\s+)?|:\s+)",
    re.IGNORECASE | re.DOTALL,
)
_TRAILS = re.compile(
    r"\s+(?:is|are|was|were|be|been|has|have|had|in|on|at|to|by|for|from|which|that|who|when|while|"
    r"after|before|will|would|"
    r"said|says|with|as)\b.*$|\s+[—–(].*$",
    re.IGNORECASE | re.DOTALL,
)
_TELLS = re.compile(
    r"\b(?:\w{3,}ed|collectively|also|not|then|therefore|it|they|he|she|we|i)\b", re.IGNORECASE
)
"""Words of a clause: a run that has them joins what is told, and not things."""
_MOST_WORDS = 6


def answer(question: str, desk: Desk) -> Outcome | None:
    """The items that the sources name; None where no sentence answers surely enough or fewer than two are
    found.
    """
    claim = told_of(question)
    if claim is None:
        return None
    desk.look(question)
    ranked = [c for c in desk.ranked(question) if names_all(c.evidence.article, question)]
    if not ranked or ranked[0].probability < BEST:
        return None
    chosen = _without_copies([c for c in ranked if c.probability >= NEAR * ranked[0].probability])[:MOST]
    found = _items(desk, chosen, question, claim)
    if len(found) < 2:
        return None
    bearing = [c for c in chosen if any(c is other for _, other in found)]
    checked = quoted(desk, bearing)
    rows = tuple(
        Operand(item, sentence.citations[0], written=item)
        for item, candidate in found
        if (sentence := cited(checked.sentences, candidate))
    )
    text = f"At least {len(rows)}: {'; '.join(o.label for o in rows)}"
    how = "items that the sentences shown name, each once; the articles may name more"
    return Outcome(checked.sentences, (Computed("union", rows, float(len(rows)), text, how),))


def _items(desk: Desk, chosen: list[Candidate], question: str, claim: str) -> list[tuple[str, Candidate]]:
    """The items of the enumerations, each once, where the judge reads what is asked of most members."""
    asked = set(content_words(question))
    runs = [
        (row, c)
        for c in chosen
        for row in enumerations(c.text)
        if not set(content_words(" ".join(row))) <= asked
    ]
    pairs = [(f"{c.evidence.article.title}. {c.text}", claim.format(item)) for row, c in runs for item in row]
    reads = iter(desk.judge.entails(pairs))
    scored = []
    for row, candidate in runs:
        scored.append((sum(next(reads)[0] for _ in row) / len(row), row, candidate))
    best = max((says for says, _, _ in scored), default=0.0)
    found: list[tuple[str, Candidate]] = []
    for says, row, candidate in sorted(scored, key=lambda r: -r[0]):
        if says >= max(SAYS if len(row) > 2 else SAYS_OF_TWO, 0.9 * best):
            found += [
                (item, candidate) for item in row if not any(same_item(item, other) for other, _ in found)
            ]
    return found


def same_item(a: str, b: str) -> bool:
    """Whether two items are one: the words of one are among those of the other."""
    first, second = set(content_words(a)) or {folded(a)}, set(content_words(b)) or {folded(b)}
    return first <= second or second <= first


def _without_copies(chosen: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in chosen:
        if all(folded(candidate.text) != folded(other.text) for other in kept):
            kept.append(candidate)
    return kept


def enumerations(sentence: str) -> list[list[str]]:
    """The runs "A, B and C", or "A and B" of one make: members of at most six words."""
    rows: list[list[str]] = []
    for part in re.split(r"(?<=[:;])\s+|\s[—–]\s|[()]", sentence):
        pieces = _JOINT.split(part)
        members, joints = pieces[::2], pieces[1::2]
        start = 0
        for at, joint in enumerate(joints):
            if re.search(r"and|or|as well", joint):
                row = _run(members, start, at + 1)
                rows += (
                    [row]
                    if len(row) > 1 and not any(_inside(row, name.text) for name in names_in(part))
                    else []
                )
                start = at + 1
    return rows


def _inside(row: list[str], name: str) -> bool:
    """Whether a run is one name with "and" in it: "Space Administration"."""
    return len(row) == 2 and row[0].split()[-1] in name.split() and row[1].split()[0] in name.split()


def _run(members: list[str], start: int, end: int) -> list[str]:
    """The members that belong together up to the one behind "and", from the back as far as they are short."""
    row = [_TRAILS.sub("", members[end])]
    for at in range(end - 1, start - 1, -1):
        whole = members[at]
        row.insert(0, whole)
        cut = _LEADS.sub("", whole)
        if cut != whole or len(whole.split()) > _MOST_WORDS:
            row[0] = cut
            break
    clean = [
        re.sub(r"^(?:the|an?|both|across|in|with|of)\s+", "", item.strip(" .,;:\"“”'"), flags=re.IGNORECASE)
        for item in row
    ]
    if any(not 0 < len(item.split()) <= _MOST_WORDS for item in clean):
        return []
    proper = [item[:1].isupper() for item in clean]
    told = any(_TELLS.search(item) for item in clean)
    return clean if all(proper) or (len(clean) > 2 and not any(proper) and not told) else []
