"""A list: the union over articles, each item with its sentence, copies counted once, "at least" so many."""

from __future__ import annotations

import re

from qa.answer.extractive.decide import decide
from qa.answer.extractive.question import analyse
from qa.answer.extractive.select import Candidate
from qa.kinds.find import Desk, cited, names_all, quoted
from qa.kinds.outcome import Outcome
from qa.text import content_words
from qa.text import names as names_in
from qa.text.mentions import folded
from qa.types import Computed, Operand

BEST = 0.1
"""The least probability of the first sentence of a list; below it the question goes the way of a fact."""
NEAR = 0.8
"""A further sentence is read for items from this share of the first one's probability."""
MOST = 8
"""Sentences read for items at most. On the 30 open questions of `bench/questions/lists.jsonl` .98 of the
items named are right and .37 of those to be named are; with NEAR at .6 .93 and .37, at .4 .87 and .39;
without asking that the reader marks a member .90 and .38."""

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
    desk.look(question)
    ranked = [c for c in desk.ranked(question) if names_all(c.evidence.article, question)]
    if not ranked or ranked[0].probability < BEST:
        return None
    chosen = _without_copies([c for c in ranked if c.probability >= NEAR * ranked[0].probability])[:MOST]
    found = _items(chosen, question)
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
    made = Computed("union", rows, float(len(rows)), text, how)
    decision = decide(analyse(question), ranked)
    return Outcome(checked.sentences, (made,), confidence=decision.confidence if decision else None)


def _items(chosen: list[Candidate], question: str) -> list[tuple[str, Candidate]]:
    """The items of the enumerations that the reader's answering words lie in, each once.

    Of a sentence with several enumerations it marks words of the one that is asked for.
    """
    asked = set(content_words(question))
    found: list[tuple[str, Candidate]] = []
    for candidate in chosen:
        marked = candidate.text[slice(*candidate.words)].casefold()
        for row in enumerations(candidate.text):
            meant = any(item.casefold() in marked or marked in item.casefold() for item in row)
            if not marked or not meant or set(content_words(" ".join(row))) <= asked:
                continue
            row = [_unasked(row[0], asked), *row[1:]]
            found += [(item, candidate) for item in row if not any(same_item(item, i) for i, _ in found)]
    return found


def _unasked(item: str, asked: set[str]) -> str:
    """The first item of a run without the words of the question before it: "sell cheese" is cheese."""
    words = item.split()
    known = [at for at, word in enumerate(words) if set(content_words(word)) & asked]
    return " ".join(words[known[-1] + 1 :]) or item if known else item


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
