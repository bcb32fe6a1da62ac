"""Counts and rankings over the whole library: exact, with the articles behind each number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.kinds.find import KindContext
from qa.kinds.outcome import Outcome
from qa.kinds.over.digest import digests, people
from qa.library.library import Library
from qa.text import content_words
from qa.text import names as names_in
from qa.text.mentions import folded, has_any, has_phrase
from qa.types import Article, Computed, Operand, Query

SHOWN = 10
"""Places of a ranking that are shown."""

_UNIT = (
    (
        "outlets",
        r"\b(?:outlets?|sources|newspapers|publishers|publications|media|sites)\b|"
        r"^who (?:has |have )?(?:covered|report|wr[io]te|writes|written)",
    ),
    (
        "days",
        r"\b(?:on|in|over) how many (?:different )?days\b|\bhow many (?:different )?days\b|\b(?:which|"
        r"what) days?\b",
    ),
    ("months", r"\b(?:which|what) months?\b"),
    ("years", r"\b(?:which|what) years?\b"),
    ("quoted", r"\b(?:quoted|cited)\b"),
    ("people", r"\b(?:who|whom|people|persons?|politicians?)\b"),
    ("countries", r"\bcountr(?:y|ies)\b|\bnations?\b"),
    ("names", r"\b(?:names?|places?|organi[sz]ations?|companies|things?)\b"),
)
_RANKED = re.compile(r"\b(?:most|fewest|least|ranking|top)\b|\bhow many\b.*\beach\b", re.IGNORECASE)
_WHO = re.compile(r"^(?:which|what|who)\b(?!.*\bare there\b)", re.IGNORECASE)
_MENTION = (
    re.compile(
        r"\bthe (?:word|words|phrase|term|name)s? [\"“']?(?P<x>[^\"”?]+?)[\"”']?(?: in (?:them|it|the "
        r"(?:title|text)))?\s*\??$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:mention(?:s|ed|ing)?|name[sd]?|naming|refer(?:s|red|ring)? to|talk(?:s|ed)? (?:of|"
        r"about)|deal(?:s|t)? with|"
        r"discuss(?:es|ed)?|contain(?:s|ed)?|speak(?:s)? (?:of|about)|writ(?:e|es|ten) (?:of|about|"
        r"most about)|"
        r"cover(?:s|ed|ing)?|report(?:s|ed)? (?:on|about)|(?:are|is) about|about|on)\b(?: or \w+)? "
        r"(?:the )?(?P<x>[^?]+)\??$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:is|are|was|were|do|does|did)\b (?P<x>(?!there\b)[^?,]+?),? (?:mentioned|named|"
        r"appear(?:s|ed)?|come up|quoted|discussed|"
        r"covered|talked about|referred to|found|occur)\b",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class CountQuery:
    """What is to be counted over which articles."""

    unit: str
    ranked: bool
    mention: str
    query: Query


def answer(question: str, desk: KindContext, read: str = "") -> Outcome | None:
    """The number or the ranking that a question asks for. `question` has no period any more: that is a
    filter.
    """
    if re.search(r"\b(?:fewest|least)\b", question, re.IGNORECASE):
        return None  # a ranking shows its head: what comes last is not told
    asked = ask(question, desk)
    articles = desk.library.articles(asked.query)
    if asked.mention:
        any_of = re.split(r"\s+or\s+", asked.mention)
        articles = [a for a in articles if has_any(f"{a.title}\n{a.text}", any_of)]
    notes = (read,) if read else ()
    made = _ranking(asked, articles, desk) if asked.ranked else _count(asked, articles, desk)
    return Outcome((), (made,), notes=notes) if made else None


def ask(question: str, desk: KindContext) -> CountQuery:
    """Read a question: the unit, the words that articles must have, the outlets named in it."""
    outlets = named_outlets(question, desk.library)
    rest = question
    for name in outlets:
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    unit = next((unit for unit, form in _UNIT if re.search(form, rest, re.IGNORECASE)), "articles")
    ranked = bool(_RANKED.search(question)) or (unit == "outlets" and bool(_WHO.search(question)))
    if not ranked and unit in ("people", "names", "countries", "quoted", "months", "years"):
        unit = "articles"
    query = desk.query if not outlets else _with_outlets(desk.query, tuple(outlets))
    if re.search(r"\b(?:undated|no (?:stated )?date|without (?:a )?date)\b", question, re.IGNORECASE):
        return CountQuery("undated", False, "", query)
    return CountQuery(unit, ranked, _mention(rest, unit, ranked), query)


def _with_outlets(query: Query, outlets: tuple[str, ...]) -> Query:
    return replace(query, outlets=outlets) if not query.outlets else query


def named_outlets(question: str, library: Library) -> list[str]:
    """The outlets of the library that a question names, by name or by three capitals or more of it."""
    return [
        name
        for name in library.stats().outlets
        if has_phrase(question, name)
        or any(len(s) > 2 and re.search(rf"(?<!\w){s}(?!\w)", question) for s in short_forms(name))
    ]


def short_forms(name: str) -> set[str]:
    """The first letters of all words of a name, and of those with a capital: "VOA" of "Voice of America"."""
    words = re.findall(r"\w+", name)
    return {"".join(w[0] for w in words).upper(), "".join(w[0] for w in words if w[0].isupper())}


_NO_THING = re.compile(
    r"^(?:the|this|these|in|most|each|it|them|there|any|(?:the )?library|(?:the )?articles?|(?:the "
    r")?collection|"
    r"(?:most )?(?:often|frequently)|all|overall|total|or|publish|published|have|has|how|you|we|i)\b",
    re.IGNORECASE,
)


def _mention(question: str, unit: str, ranked: bool) -> str:
    """The words that the counted articles must have; empty where all articles count."""
    for form in _MENTION:
        found = form.search(question)
        if found is None:
            continue
        thing = re.sub(r"^the (?=[A-Z\d])", "", found["x"].strip(" ?.,\"“”'"))
        thing = re.sub(r"\s+(?:the )?most(?: often| frequently)?$", "", thing)
        thing = re.sub(
            r"\s+(?:in (?:the|this|my|our) (?:library|articles|collection|archive)|altogether|in "
            r"total|overall|,.*|(?:do|does|did|is|are|was|were|has|have|come|came)\b.*)$",
            "",
            thing,
            flags=re.IGNORECASE,
        )
        if thing and not _NO_THING.match(thing) and content_words(thing):
            return (
                thing
                if not ranked or unit in ("outlets", "days", "months", "years") or names_in(thing)
                else ""
            )
    return ""


def _count(asked: CountQuery, articles: Sequence[Article], desk: KindContext) -> Computed:
    if asked.unit == "undated":
        articles = [a for a in articles if a.published is None]
    if asked.unit in ("outlets", "days"):
        rows = _grouped(articles, _KEYS[asked.unit])
        operand = Operand(f"{asked.unit}{_of(asked)}", value=float(len(rows)))
        return Computed(
            "count", (operand, *_operands(rows)), float(len(rows)), _said(len(rows), asked, desk), _how(asked)
        )
    ids = tuple(a.id for a in articles)
    operand = Operand(f"articles{_of(asked)}", value=float(len(ids)), articles=ids)
    leads = len(set(desk.library.leads_of(ids).values()))
    copies = f"; {leads} if near-copies count once" if leads < len(ids) else ""
    return Computed("count", (operand,), float(len(ids)), _said(len(ids), asked, desk), _how(asked) + copies)


def _said(number: int, asked: CountQuery, desk: KindContext) -> str:
    unit = asked.unit if asked.unit in ("outlets", "days") else "articles"
    of = _of_all(asked, desk) if asked.mention and unit == "articles" else ""
    noun = unit[:-1] if number == 1 and not of else unit
    return f"{number:,}{of} {noun}{_of(asked)}"


def _of_all(asked: CountQuery, desk: KindContext) -> str:
    return f" of {desk.library.coverage(asked.query).articles:,}"


def _of(asked: CountQuery) -> str:
    parts = []
    if asked.unit == "undated":
        parts.append("without a stated date")
    if asked.query.outlets:
        parts.append(f"of {' and '.join(asked.query.outlets)}")
    if asked.query.since or asked.query.until:
        parts.append(f"from {asked.query.since or 'the first'} to {asked.query.until or 'the last'}")
    if asked.mention:
        parts.append(f"that have “{asked.mention}”")
    return f" {' '.join(parts)}" if parts else ""


def _how(asked: CountQuery) -> str:
    where = "the words in title or text" if asked.mention else "articles in the library"
    dated = "; undated articles are not in a period" if asked.query.since or asked.query.until else ""
    return f"counted: {where}, each article once{dated}"


Rows = list[tuple[str, list[Article]]]
Key = Callable[[Article], str]

_KEYS: dict[str, Key] = {
    "outlets": lambda a: a.outlet or "",
    "days": lambda a: a.published.isoformat() if a.published else "",
    "months": lambda a: f"{a.published:%Y-%m}" if a.published else "",
    "years": lambda a: f"{a.published:%Y}" if a.published else "",
}


def _grouped(articles: Iterable[Article], key: Key) -> Rows:
    """Articles by a fact that each states, the largest group first, then by name; those without it left
    out.
    """
    rows: dict[str, list[Article]] = {}
    for article in articles:
        if value := key(article):
            rows.setdefault(value, []).append(article)
    return sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))


def _operands(rows: Rows) -> tuple[Operand, ...]:
    return tuple(
        Operand(label, value=float(len(found)), articles=tuple(a.id for a in found))
        for label, found in rows[:SHOWN]
    )


def _ranking(asked: CountQuery, articles: Sequence[Article], desk: KindContext) -> Computed | None:
    """Who or what comes first, by the number of articles."""
    if asked.unit in _KEYS:
        rows = _grouped(articles, _KEYS[asked.unit])
        what = "by number of articles"
    else:
        rows = _named(articles, desk, asked.unit)
        what = {
            "quoted": "by articles in which they are said to say something",
            "people": "by articles that name them in full",
        }.get(asked.unit, "by articles that have the name")
    if not rows:
        return None
    operands = _operands(rows)
    told = ", ".join(f"{o.label} ({o.value:.0f})" for o in operands)
    return Computed(
        "ranking",
        operands,
        operands[0].label,
        f"{told}{' — articles' + _of(asked) if _of(asked) else ''}",
        what,
    )


def _named(articles: Sequence[Article], desk: KindContext, unit: str) -> Rows:
    """Names by the articles that have them; only those of persons, or of who speaks, where that is asked."""
    known = digests(desk.library.path, desk.library.articles())
    persons = people(known.values())
    lands = countries() if unit == "countries" else frozenset()
    rows: dict[str, list[Article]] = {}
    for article in articles:
        digest = known[article.id]
        found = digest.quoted if unit == "quoted" else digest.named
        for name in found:
            if unit == "names" or (folded(name) in lands if unit == "countries" else name in persons):
                rows.setdefault(name, []).append(article)
    outlets = {folded(name) for name in desk.library.stats().outlets}
    kept = [(name, found) for name, found in rows.items() if folded(name) not in outlets]
    times = Counter({name: sum(known[a.id].named.get(name, 0) for a in found) for name, found in kept})
    return sorted(kept, key=lambda row: (-len(row[1]), -times[row[0]], row[0]))


@cache
def countries() -> frozenset[str]:
    """The names of countries and territories in English (CLDR), folded; each part of a name with two."""
    from babel import Locale

    known = {
        code: name for code, name in Locale("en").territories.items() if code.isalpha() and len(code) == 2
    }
    parts = (re.split(r"\s+\(|\)|\s+SAR\b", name.replace("&", "and"))[:2] for name in known.values())
    return frozenset(folded(part) for row in parts for part in row if part.strip())
