"""Numbers that count an outcome which news counts everywhere: dead, injured, ill, missing, arrested."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.brief.read.clauses import Clause, clause_at, counted_noun, head_of
from qa.brief.read.sheet import SheetLine
from qa.text import Number

OUTCOMES = {
    "dead": r"dead|died|dies|deaths|kill(?:ed|s|ing)|fatalit(?:y|ies)|death toll|lost their lives|bodies|"
    r"gestorben|getötet|tote",
    "injured": r"injur(?:ed|ing|ies)|wounded|hurt|(?:taken|brought|admitted) to (?:the )?hospital|treated|"
    r"verletzt\w*",
    "ill": r"f[ea]ll(?:en)? ill|fallen sick|fell sick|infected|infections?|sickened|erkrankt\w*",
    "missing": r"missing|unaccounted for|vermisst\w*",
    "arrested": r"arrest(?:ed|s)|detained|taken into custody|festgenommen",
    "evacuated": r"evacuated|displaced|evakuiert",
    "jobs lost": r"jobs? (?:would|will|are|were|to) (?:go|be (?:cut|lost|axed))|(?:lose|lost|losing|"
    r"costs?)\b[^.;]{0,40}\bjobs?|job cuts",
}
_OUTCOMES = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in OUTCOMES.items()}
_PEOPLE = re.compile(
    r"people|persons?|men|women|children|workers?|passengers?|patients?|residents|victims|soldiers|civilians|"
    r"bystanders|employees|jobs|others|miners|pupils|students|tourists|firefighters|officers|crew|menschen",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"(?:\w+ )*(?:people|persons?|others|victims|menschen|jobs)?", re.IGNORECASE)
_PARTIAL = re.compile(
    r"\s*(?:more\b|of (?:them|those|the|these|whom)\b|others?\b|further\b|additional\b|in\s\d)", re.IGNORECASE
)
_NOT_A_COUNT = re.compile(
    r"(?:\b(?:aged?|age of|(?:man|woman|boy|girl|one) of|lines?|station|page|room|gate|"
    r"flight|route|platform|number|no\.|chapter|section|"
    r"article|not|another|the)\s|#)$",
    re.IGNORECASE,
)
_MOTHER_OF = re.compile(r"(?<!total)(?<!toll)(?<!number)(?<!count) of $", re.IGNORECASE)
"""A number without a noun behind such an "of" describes somebody: "the mother of 13 was killed"."""
_TALLY = re.compile(
    r"\b(?:number|toll|count|total) of (?:the )?\w+\b.*\b(?:rose|rises|risen|climbed|went up|"
    r"increased|fell|stands|stood|"
    r"reached|reaches|grew|grown|jumped|revised)\b[\w\s]{0,12}$",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:twice|once|half|a third|\w+ times)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that counts something, with where it stands."""

    line: SheetLine
    number: Number
    noun: str
    key: str
    """What it counts: an outcome, or unit and noun."""

    @property
    def whom(self) -> str:
        """The stem of the people counted, "" for people of any kind: two officers are not two of the hurt."""
        return "" if _ANYBODY.fullmatch(self.noun) else head_of(self.noun)

    @property
    def written(self) -> str:
        """The number as written, with what it counts."""
        text = self.line.text[self.number.start : self.number.end]
        if self.number.unit:
            return text
        return f"{text} {self.noun}".strip() if self.noun and self.noun not in text else text


def counts(line: SheetLine) -> list[tuple[Number, str]]:
    """The numbers of a line that count something, with the noun counted; no ages, ordinals, labels, times."""
    found = []
    for number in line.facts.numbers:
        if number.unit in ("clock", "ordinal") or number.start < line.facts.dateline:
            continue
        if _TIMES.match(line.text, number.start):
            continue
        before, after = line.text[: number.start], line.text[number.end :]
        if _NOT_A_COUNT.search(before) or re.match(r"-?\s?years?-old\b|,\s(?:an?|who|from)\s", after):
            continue
        if _MOTHER_OF.search(before) and not counted_noun(line.text, number):
            continue
        if (
            re.search(r"[A-Za-z],\s$", before)
            and re.match(r",", after)
            and not re.search(r"\bof [\w\s]+,\s$", before)
        ):
            continue  # "Lise Barrow, 38, a mother"
        found.append((number, counted_noun(line.text, number)))
    return found


def by_outcome(lines: Iterable[SheetLine]) -> dict[str, list[Figure]]:
    """The figures of each outcome, in the order of the lines."""
    found: dict[str, list[Figure]] = {}
    for line in lines:
        outcomes = {name for name, pattern in _OUTCOMES.items() if pattern.search(line.text)}
        if not outcomes or _of_another_year(line):
            continue
        taken: list[tuple[Number, str, str]] = []
        rows = [(n, noun) for n, noun in counts(line) if _counts_people(line, n, noun)]
        for number, noun in rows:
            name = _outcome_of(line, number, outcomes, alone=len(rows) == 1)
            if name:
                taken.append((number, noun, name))
        for number, noun, name in taken:
            found.setdefault(name, []).append(
                Figure(line, number, noun if _PEOPLE.search(noun) else "", name)
            )
    return found


def _of_another_year(line: SheetLine) -> bool:
    """Whether a line names another year than its own: it recalls another event."""
    published = line.article.published
    years = {d.year for d in line.facts.dates} - {None}
    return bool(years - {published.year} if published else years)  # undated news hardly names its own year


def _counts_people(line: SheetLine, number: Number, noun: str) -> bool:
    """Whether a number can count people: whole, not partial, not quoted; no noun but one for people."""
    quoted = any(q.start <= number.start < q.end for q in line.facts.quotations)
    whole = number.unit is None and number.value == int(number.value) and number.value >= 2 and not quoted
    nobody = bool(noun) and not _PEOPLE.search(noun)
    behind = line.text[number.end :]
    return whole and not nobody and not _PARTIAL.match(behind) and not re.match(r"-[A-Za-z]", behind)


def _outcome_of(line: SheetLine, number: Number, outcomes: set[str], *, alone: bool) -> str | None:
    """The outcome told in the clause of the number; or in a sentence with one number and one outcome."""
    clause = clause_at(line, number.start)
    if clause is not None:
        inside = _nearest_outcome(line.text, clause, number)
        if inside:
            return inside
    if alone and len(outcomes) == 1 and not _negated_between(line, number):
        (name,) = outcomes
        if _TALLY.search(line.text[: number.start]):
            return name
        near = any(abs(m.start() - number.start) <= 30 for m in _OUTCOMES[name].finditer(line.text))
        return name if near else None
    return None


def _negated_between(line: SheetLine, number: Number) -> bool:
    clause = clause_at(line, number.start)
    return clause is not None and clause.negated


def _nearest_outcome(text: str, clause: Clause, number: Number) -> str | None:
    """The outcome word of a clause that stands nearest to the number; None in a negated clause."""
    if clause.negated:
        return None
    best: tuple[int, str] | None = None
    for name, pattern in _OUTCOMES.items():
        for match in pattern.finditer(text, clause.start, clause.end):
            ahead = match.start() >= number.end
            distance = match.start() - number.end if ahead else number.start - match.end()
            if best is None or distance < best[0]:
                best = (distance, name)
    return best[1] if best else None
