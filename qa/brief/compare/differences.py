"""Differences: wordings of independent sources that do not agree, side by side.

A false contradiction is worse than a missed one. Each kind has its own narrow ground, and where two clauses
are opposed the small reader has to agree; without it nothing is called a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from qa.brief.compare.denials import (
    OPPOSED,
    ClaimReader,
    asserted,
    contradicted,
    other_figures,
    other_place,
    other_time,
    same_claim,
    state_passed,
    titles_of,
)
from qa.brief.compare.figures import conflicting
from qa.brief.read.clauses import DENIES, Clause, clauses_of, counted_noun, head_of, same_root, share
from qa.brief.read.news import name_stems, occasions_of
from qa.brief.read.sheet import Sheet, SheetLine, independent_articles
from qa.brief.read.statements import speaker_in
from qa.text import content_words, stem
from qa.types.briefing import Difference, DifferenceKind, Side

NEAR = 0.45
"""Cosine (MiniLM) from which two sentences can speak of the same event."""

NEAR_FIGURE = 0.3
"""The same for two sentences of one story that give the same number of persons."""

_PERSONS = re.compile(
    r"(?:leader|minister|chief|officer|official|general|head|president|commander|delegate|envoy|ambassador|worker|"
    r"soldier|civilian|passenger|doctor|lawmaker|senator|deputie|deputy|officer|expert|investigator|inspector|teacher|"
    r"student|police|officer|firefighter|miner|sailor|fisherman|fishermen|men|women|children|boy|girl|adult|engineer|"
    r"director|executive|manager|diplomat|governor|mayor|judge|lawyer|guest|visitor|tourist|protester|rebel|hostage)s?$",
    re.IGNORECASE,
)
_LEAST_DESCRIBED = 11
"""Persons counted: below this, and with round numbers, two groups often happen to have the same size."""
_QUANTIFIER = re.compile(
    r"\b(?P<q>over|more than|at least|almost|nearly|less than|fewer than|under|up to|about|around)\s+$",
    re.IGNORECASE,
)
_SIDES = {
    "over": "more", "more than": "more", "at least": "more", "almost": "less", "nearly": "less",
    "less than": "less", "fewer than": "less", "under": "less",
}  # fmt: skip
_EVENTS = re.compile(
    r"\b(?:meeting|conference|talks|call|summit|session|briefing|gathering|hearing|trial|ceremony|match|vote|election|"
    r"debate|launch|recount|strike|service|memorial|parade|visit)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:scheduled|due|set|expected|planned) (?:to|for)|(?:is|"
    r"are) to (?:be |talk|meet|begin|open|start|take)|"
    r"will (?:be held|take place|begin|start|open|meet|participate|take part)|"
    r"scheduled (?:to|for))\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:(?:was|were|been) held|held|took place|met\b|ended|concluded|took part|participated|"
    r"attended|has begun|began|"
    r"gathered)\b",
    re.IGNORECASE,
)
_SCHEDULED = re.compile(r"scheduled|due|set|planned|to be", re.IGNORECASE)
_TOOK_PLACE = re.compile(r"held|took place|ended|concluded|met", re.IGNORECASE)
_ONE_EVENT = 14
"""Days between an announcement and the report of what was announced."""
_BARE_REJECTION = 8
"""Words of a sentence that rejects a claim and leaves what is said instead to the next one."""
_REJECTS = re.compile(
    r"\b(?:reject(?:s|ed)|den(?:ies|ied)|disput(?:es|ed)|dismiss(?:es|ed)|contradict(?:s|ed))\b[^.]{0,40}"
    r"\b(?:accusations?|claims?|allegations?|reports?|charges?|account|it|that)\b|\b(?:accusation|claim|report)\b[^.]{0,20}"
    r"\b(?:absurd|false|wrong|untrue)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lines with the words that differ."""

    kind: DifferenceKind
    about: str
    a: tuple[SheetLine, str]
    b: tuple[SheetLine, str]
    strength: float


def differences(
    sheet: Sheet, stories: dict[str, int], reader: ClaimReader | None, most: int = 10
) -> list[Difference]:
    """All differences, contradictions first. `stories`: article id -> story; only within one is compared."""
    found: list[Difference] = []
    pairs: list[_Pair] = []
    for story in sorted(set(stories.values())):
        lines = [line for line in sheet.reports if stories.get(line.article.id) == story]
        if reader is not None:
            pairs += _opposed(sheet, lines, reader) + _rejected(sheet, lines, reader)
        pairs += _planned_and_held(sheet, lines)
        pairs += _quantified(sheet, lines)
        found += _described(sheet, lines)
    found += conflicting(sheet, stories)
    found += [_difference(sheet, pair) for pair in _distinct(pairs)]
    order = {"contradicted": 0, "described differently": 1, "in time": 2}
    return sorted(found, key=lambda d: order[d.kind])[:most]


# ---- denied here, claimed there


def _opposed(sheet: Sheet, lines: Sequence[SheetLine], reader: ClaimReader) -> list[_Pair]:
    """Clauses of independent articles that share subject and predicate, one of them denied."""
    denials = [(line, c) for line in lines for c in clauses_of(line.text) if c.denied and asserted(line, c)]
    candidates: list[tuple[SheetLine, Clause, SheetLine, Clause, frozenset[str]]] = []
    for line, denial in denials:
        for other in lines:
            if not sheet.apart(line, other):
                continue
            if sheet.cosine(line, other) < NEAR:
                continue
            titles = frozenset(
                stem(w) for n in (*line.facts.names, *other.facts.names) for w in titles_of(n.text)
            )
            for clause in clauses_of(other.text):
                common = same_claim((line, denial), (other, clause), titles)
                if not common or not asserted(other, clause):
                    continue
                elsewhere = (
                    other_time(line, other)
                    or other_figures(line, other)
                    or other_place(line, denial, other, clause)
                )
                if not elsewhere and not state_passed(denial, line, other):
                    candidates.append((line, denial, other, clause, common))
    verdicts = contradicted(reader, [(line.text, other.text) for line, _, other, _, _ in candidates])
    found = []
    for (line, denial, other, clause, common), odds in zip(candidates, verdicts, strict=True):
        if odds < OPPOSED:
            continue
        days = line.article.published, other.article.published
        words = line.text[denial.start : denial.end]
        overtaken = bool(days[0] and days[1] and days[0] < days[1])
        overtaken = overtaken or (not all(days) and bool(_SO_FAR.search(words)))
        kind: DifferenceKind = "in time" if overtaken else "contradicted"
        sides = (other, _words(other, clause)), (line, _words(line, denial))
        found.append(_Pair(kind, _about(sheet, line, common), *sides, odds + 0.1 * len(common)))
    return found


def _rejected(sheet: Sheet, lines: Sequence[SheetLine], reader: ClaimReader) -> list[_Pair]:
    """A claim, and in the same article its rejection with what the party that rejects it says instead."""
    found = []
    for line in lines:
        rejects = _REJECTS.search(line.text)
        if not rejects or len(line.text.split()) > _BARE_REJECTION:
            continue
        rows = sheet.by_article[line.article.id]
        answers = [r for r in rows[line.place + 1 : line.place + 2] if not r.facts.to_machine]
        for answer in answers:
            party, speaker = line.text[: rejects.start()], speaker_in(sheet, answer) or ""
            if not speaker.startswith("the ") and not set(content_words(party)) & set(content_words(speaker)):
                continue
            claims = [
                r for r in rows[: line.place]
                if share(r.facts.stems, answer.facts.stems) and sheet.cosine(r, answer) >= NEAR
            ]  # fmt: skip
            odds = contradicted(reader, [(r.text, answer.text) for r in claims])
            best = max(zip(odds, claims, strict=True), key=lambda row: row[0], default=None)
            if best and best[0] >= OPPOSED:
                claim = best[1]
                common = share(claim.facts.stems, answer.facts.stems)
                sides = (claim, _short(claim.text)), (answer, _short(answer.text))
                found.append(_Pair("contradicted", _about(sheet, answer, common), *sides, best[0] + 0.2))
    return found


_SO_FAR = re.compile(
    r"\b(?:has|have|had)(?:n['’]t|\snot)\b|\bnot\s(?:yet|so far)\b|\b(?:yet|so far)\b", re.IGNORECASE
)
"""How a denial is put that holds until something happens: the older one where a day is not known."""


# ---- announced here, held there


def _planned_and_held(sheet: Sheet, lines: Sequence[SheetLine]) -> list[_Pair]:
    """An event announced in one article and held in another, the nearest pair of each kind of event."""
    planned = [(line, m) for line in lines if (m := _PLANNED.search(line.text)) and _EVENTS.search(line.text)]
    held = [
        (line, m)
        for line in lines
        if (m := _HELD.search(line.text)) and _EVENTS.search(line.text) and not _PLANNED.search(line.text)
    ]
    found = []
    for (a, at), (b, done) in ((p, h) for p in planned for h in held):
        days = a.article.published, b.article.published
        if not sheet.apart(a, b) or (days[0] and days[1] and not 0 <= (days[1] - days[0]).days <= _ONE_EVENT):
            continue
        if not _events(a) & _events(b) or not _days(a) <= _days(b):
            continue
        near = sheet.cosine(a, b)
        common = share(a.facts.stems, b.facts.stems)
        if near < NEAR or len(common) < 2:
            continue
        sides = (a, _around(a.text, at)), (b, _around(b.text, done))
        sure = 0.15 * bool(_SCHEDULED.search(at.group())) + 0.15 * bool(_TOOK_PLACE.search(done.group()))
        found.append(_Pair("in time", _about(sheet, a, common), *sides, near + sure))
    found.sort(key=lambda p: -p.strength)
    return found[:1]


def _events(line: SheetLine) -> set[str]:
    """The kinds of event that a line names."""
    return {stem(m.group().lower()) for m in _EVENTS.finditer(line.text)}


def _days(line: SheetLine) -> set[date | str]:
    """The days that a line tells of: of what is planned for one only a report of that day tells."""
    return {o.when.first or o.when.written.lower() for o in occasions_of(line)}


def _around(text: str, match: re.Match[str]) -> str:
    """A marker with the words behind it in its clause, nine at most."""
    behind = re.match(r"(?:[^,;:.()–—]|[.:,](?=\d))*", text[match.end() :])
    words = (match.group() + (behind.group() if behind else "")).split()
    return " ".join(words[:9]).strip(' ,;"“”')


# ---- the same thing in other terms


def _described(sheet: Sheet, lines: Sequence[SheetLine]) -> list[Difference]:
    """One number of persons whom independent sources call by other words: "32 leaders", "32 ministers"."""
    rows: dict[int, dict[str, list[tuple[SheetLine, str]]]] = {}
    for line in lines:
        for number in line.facts.numbers:
            if (
                number.unit is not None
                or number.value < _LEAST_DESCRIBED
                or number.value != int(number.value)
            ):
                continue
            noun = counted_noun(line.text, number)
            if not noun or not _PERSONS.search(noun):
                continue
            phrase = line.text[number.start : line.text.index(noun, number.end) + len(noun)]
            rows.setdefault(int(number.value), {}).setdefault(head_of(noun), []).append((line, phrase))
    found = []
    for heads in rows.values():
        firsts = [_most_central(sheet, group) for group in heads.values()]
        if len(firsts) < 2 or independent_articles(sheet, [line.article for line, _ in firsts]) < 2:
            continue
        if not any(
            sheet.apart(a, b) and sheet.cosine(a, b) >= NEAR_FIGURE
            for (a, _), (b, _) in combinations(firsts, 2)
        ):
            continue
        about = _named(firsts[0][1].split()[0], [line for line, _ in firsts])
        sides = tuple(_side(sheet, line, phrase) for line, phrase in firsts)
        found.append(Difference("described differently", about, sides))
    return found


def _most_central(sheet: Sheet, group: Sequence[tuple[SheetLine, str]]) -> tuple[SheetLine, str]:
    return min(group, key=lambda row: (row[0].item.number, row[0].place))


def _quantified(sheet: Sheet, lines: Sequence[SheetLine]) -> list[_Pair]:
    """One span of time that is exact here and "over" or "nearly" there, said near the same name."""
    rows = []
    for line in lines:
        for number in line.facts.numbers:
            supposed = re.search(r"\b(?:if|unless)\b", line.text)
            if supposed or number.unit not in ("year", "month", "week", "day", "hour", "decade"):
                continue
            found = _QUANTIFIER.search(line.text[: number.start])
            side = _SIDES.get(found["q"].lower(), "") if found else "exact"
            start = found.start() if found else number.start
            near = [n.text for n in line.facts.names if abs(n.start - number.start) <= 60]
            rows.append(
                (
                    line,
                    number,
                    side,
                    line.text[start : number.end],
                    {stem(w.lower()) for n in near for w in n.split()},
                )
            )
    found_pairs = []
    for (a, na, sa, wa, names_a), (b, nb, sb, wb, names_b) in combinations(rows, 2):
        same = (na.value, na.unit) == (nb.value, nb.unit) and sa and sb and sa != sb
        if not same or not sheet.apart(a, b) or not share(frozenset(names_a), frozenset(names_b)):
            continue
        about = _named(f"{a.text[na.start : na.end]}", [a, b])
        found_pairs.append(_Pair("described differently", about, (a, wa), (b, wb), sheet.cosine(a, b)))
    return sorted(found_pairs, key=lambda p: -p.strength)[:2]


# ---- shared


def _distinct(pairs: Iterable[_Pair]) -> list[_Pair]:
    """The strongest pair of each contradiction: pairs that share a line, or what they are about, are one."""
    kept: list[_Pair] = []
    for pair in sorted(pairs, key=lambda p: -p.strength):
        lines = {pair.a[0].index, pair.b[0].index}
        if any(
            k.kind == pair.kind and (lines & {k.a[0].index, k.b[0].index} or k.about == pair.about)
            for k in kept
        ):
            continue
        kept.append(pair)
    return kept


def _difference(sheet: Sheet, pair: _Pair) -> Difference:
    sides = [_side(sheet, *pair.a), _side(sheet, *pair.b)]
    if pair.kind == "in time":
        sides.sort(key=lambda s: (s.published is None, s.published))
        if pair.a[0].article.published is None or pair.b[0].article.published is None:
            sides = [_side(sheet, *pair.a), _side(sheet, *pair.b)]
    return Difference(pair.kind, pair.about, tuple(sides))


def _side(sheet: Sheet, line: SheetLine, phrase: str) -> Side:
    article = line.article
    return Side(phrase, sheet.check(line), article.outlet, article.published, speaker_in(sheet, line))


def _words(line: SheetLine, clause: Clause) -> str:
    """The words of a clause, with the "has denied that" it depends on."""
    denial = DENIES.search(line.text[: clause.start])
    if denial:
        return line.text[denial.start() : clause.end].strip(" ,;")
    return line.text[clause.start : clause.end].strip(" ,;\"“”'")


def _short(text: str, most: int = 110) -> str:
    """The beginning of a sentence, cut at a comma or a word."""
    if len(text) <= most:
        return text
    cut = max(text.rfind(", ", 30, most), 0) or text.rfind(" ", 0, most)
    return text[:cut]


def _named(figure: str, lines: Sequence[SheetLine]) -> str:
    """A figure with a name that all lines share, for a heading: "32 · NATO"."""
    common = set.intersection(*(name_stems(line) for line in lines))
    named = [
        w for n in lines[0].facts.names for w in n.text.split() if stem(w.lower().strip("'’s")) in common
    ]
    return " · ".join([figure, *dict.fromkeys(w.removesuffix("’s").removesuffix("'s") for w in named)][:2])


def _about(sheet: Sheet, line: SheetLine, stems: frozenset[str]) -> str:
    """At most three words of the line that stand for these stems, names first."""
    words = [w.strip(".,;:\"“”'’()") for w in line.text.split()]
    words = [w for w in words if w and not w[0].isdigit()]
    chosen = [
        w
        for w in dict.fromkeys(words)
        if any(same_root(stem(w.lower().removesuffix("’s").removesuffix("'s")), s) for s in stems)
    ]
    chosen.sort(key=lambda w: not w[0].isupper())
    return " · ".join(chosen[:3])
