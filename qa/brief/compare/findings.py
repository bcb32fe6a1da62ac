"""Agreement: claims that independent sources share, and claims that one source makes alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.brief.compare.denials import ClaimReader
from qa.brief.compare.outcomes import counts
from qa.brief.read.clauses import clauses_of, share
from qa.brief.read.news import news, quoted_share
from qa.brief.read.sheet import Sheet, SheetLine
from qa.brief.read.statements import speaker_in
from qa.types.briefing import Finding

SAME_CLAIM = 0.6
"""Cosine (MiniLM) from which two sentences may make the same claim; figures and denials have to agree too."""

SAME_FIGURE = 0.7
"""Cosine from which two sentences that share a figure make the same claim unless the reader objects."""

SURELY_SAME = 0.86
"""Cosine from which no reader is asked."""

_QUOTED = 0.3
"""Share in quotation marks from which a line is a statement, shown as such, and no claim of one source."""

IN_COMMON, ALIKE = 0.4, 0.8
"""Share of the words of the shorter of two claims that stand in both; nearer than ALIKE fewer will do. Of 55
pairs from texts of ECB+ on one event that the reader takes for one claim 35 are one, of the 39 left with this
28; of 7 on a topic that many articles tell of each in its own way (Syria) 2 are, and those are left."""

UNSHARED = 0.55
"""A claim is one source's alone when no independent source has a sentence as near as this."""

CONFIRMS = 0.55
"""Probability that a claim follows from the sentence that confirms it; a tenth less where figures agree."""

MOST_ASKED = 60
"""Pairs that the reader is asked about, both ways: about 10 ms each."""

COPIED = 0.8
_LONG_ENOUGH = 8
"""Share of common words from which two sentences of so many words have one author, quoted twice."""


def findings(
    sheet: Sheet,
    reader: ClaimReader | None,
    *,
    confirmed: int = 8,
    single: int = 6,
    told: frozenset[tuple[str, int]] = frozenset(),
) -> tuple[list[Finding], list[Finding]]:
    """Claims confirmed by independent sources, most sources first; and telling claims of one source alone.

    `told`: (article, offset) of sentences that are shown as differences or figures already.
    """
    lines = [line for line in sheet.reports if len(line.text.split()) >= 6 and not line.facts.leans_back]
    shared = _confirmed(sheet, lines, reader)[:confirmed]
    return shared, _single(sheet, lines, told)[:single]


def _confirmed(sheet: Sheet, lines: Sequence[SheetLine], reader: ClaimReader | None) -> list[Finding]:
    near = {line.index: _nearest(sheet, line, lines, SAME_CLAIM) for line in lines}
    pivots = sorted((line for line in lines if near[line.index]), key=lambda p: -len(near[p.index]))
    pairs = [(p, o) for p in pivots for o in near[p.index]]
    agreeing = _agreeing(sheet, pairs, reader)
    fit = {line.index for line in news(sheet)}
    found: list[tuple[bool, Finding]] = []
    used: set[int] = set()
    for pivot in sorted(pivots, key=lambda p: (-len(agreeing.get(p.index, ())), p.item.number, p.place)):
        others = [o for o in agreeing.get(pivot.index, ()) if o.index not in used]
        if pivot.index in used or not others:
            continue
        count = sheet.independent([pivot, *others])
        if count < 2:
            continue
        used |= {pivot.index, *(o.index for o in others)}
        found.append((pivot.index not in fit, _finding(sheet, pivot, others, count)))
    found.sort(key=lambda row: (row[0], -row[1].independent))
    return [finding for _, finding in found]


def _nearest(sheet: Sheet, line: SheetLine, lines: Sequence[SheetLine], least: float) -> list[SheetLine]:
    """The nearest line of each other article that may make the same claim."""
    best: dict[str, tuple[float, SheetLine]] = {}
    row = sheet.vectors @ sheet.vectors[line.index]
    near = set((row >= least).nonzero()[0].tolist())
    for other in (o for o in lines if o.index in near):
        value = float(row[other.index])
        if other.article.id == line.article.id or not _compatible(line, other):
            continue
        if value > best.get(other.article.id, (0.0, other))[0]:
            best[other.article.id] = (value, other)
    return [
        other
        for near, other in best.values()
        if sheet.apart(line, other) and (near >= ALIKE or _in_common(line, other) >= IN_COMMON)
    ]


def _in_common(a: SheetLine, b: SheetLine) -> float:
    """The share of the shorter line's words that stand in both."""
    shorter = min(len(a.facts.stems), len(b.facts.stems))
    return len(share(a.facts.stems, b.facts.stems)) / max(1, shorter)


def _compatible(a: SheetLine, b: SheetLine) -> bool:
    """Whether two lines can make one claim: the same polarity, and no figures that differ."""
    figures = [
        {(n.value, n.unit) for n in line.facts.numbers if n.start >= line.facts.dateline} for line in (a, b)
    ]
    if figures[0] and figures[1] and not figures[0] & figures[1]:
        return False
    negated = [any(c.negated for c in clauses_of(line.text)) for line in (a, b)]
    longest = max(len(a.facts.stems), len(b.facts.stems))
    if longest >= _LONG_ENOUGH and len(a.facts.stems & b.facts.stems) >= COPIED * longest:
        return False
    return negated[0] == negated[1] and len(share(a.facts.stems, b.facts.stems)) >= 2


def _agreeing(
    sheet: Sheet, pairs: Sequence[tuple[SheetLine, SheetLine]], reader: ClaimReader | None
) -> dict[int, list[SheetLine]]:
    """For each pivot the lines that make its claim: near enough, or such that it follows from them.

    The claim has to follow from the other line: a line that tells less does not confirm what tells more.
    """
    unsure = {frozenset((a.index, b.index)): (a, b) for a, b in pairs if sheet.cosine(a, b) < SURELY_SAME}
    asked = list(unsure.values())[:MOST_ASKED]
    odds: dict[tuple[int, int], float] = {}
    if reader is not None and asked:
        both = reader.entails([*((b.text, a.text) for a, b in asked), *((a.text, b.text) for a, b in asked)])
        for i, (a, b) in enumerate(asked):
            there, back = both[i], both[len(asked) + i]
            figures = {n.value for n, _ in counts(a)} & {n.value for n, _ in counts(b)} - {1.0}
            alike = 1.0 if figures and sheet.cosine(a, b) >= SAME_FIGURE else 0.0
            agree = max(there[1], back[1]) < 0.5
            bar = CONFIRMS - (0.1 if figures else 0.0)
            odds[(a.index, b.index)] = max(there[0], alike) - bar if agree else -1.0
            odds[(b.index, a.index)] = max(back[0], alike) - bar if agree else -1.0
    found: dict[int, list[SheetLine]] = {}
    for a, b in pairs:
        if sheet.cosine(a, b) >= SURELY_SAME or odds.get((a.index, b.index), -1.0) >= 0:
            found.setdefault(a.index, []).append(b)
    return found


def _finding(sheet: Sheet, pivot: SheetLine, others: Sequence[SheetLine], count: int) -> Finding:
    outlets = [line.article.outlet or "unknown outlet" for line in (pivot, *others)]
    also = tuple(sheet.check(line) for line in others)
    return Finding(sheet.check(pivot), count, also, tuple(dict.fromkeys(outlets)))


def _single(sheet: Sheet, lines: Sequence[SheetLine], told: frozenset[tuple[str, int]]) -> list[Finding]:
    """Telling claims without a counterpart in any independent source; none when there is but one."""
    if sheet.independent(sheet.reports) < 2:
        return []
    centre = sheet.vectors.mean(axis=0)
    rows = []
    others: dict[str, list[int]] = {}
    for line in news(sheet):
        if quoted_share(line) > _QUOTED or (line.article.id, line.sentence.start) in told:
            continue
        if line.article.id not in others:
            others[line.article.id] = [o.index for o in lines if sheet.apart(line, o)]
        if not others[line.article.id]:
            continue
        row = sheet.vectors @ sheet.vectors[line.index]
        if float(row[others[line.article.id]].max()) < UNSHARED:
            rows.append((_telling(sheet, line, centre), line))
    rows.sort(key=lambda r: (-r[0], r[1].item.number, r[1].place))
    found: list[Finding] = []
    per_article: dict[str, int] = {}
    for _, line in rows:
        if per_article.get(line.article.id, 0) >= 2:
            continue
        per_article[line.article.id] = per_article.get(line.article.id, 0) + 1
        found.append(_finding(sheet, line, (), 1))
    return found


def _telling(sheet: Sheet, line: SheetLine, centre: Any) -> float:
    """How much a claim says: figures, names, a speaker; early in the article; near to the others' subject."""
    facts = min(3, len(line.facts.numbers)) + min(3, len(line.facts.names)) * 0.7
    named = 0.5 if speaker_in(sheet, line) else 0.0
    return facts + named + 1.5 / (1 + line.place) + 2.0 * float(sheet.vectors[line.index] @ centre)
