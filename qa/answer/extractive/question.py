"""What a question asks for: the kind of answer, its names; and whether a sentence has that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qa.answer.extractive.measures import figure_for
from qa.text import ENGLISH_MONTHS, content_words, dates, names, normalise, quotations, tokens
from qa.text.names import acronym_of, canonical, name_words, same_word

Kind = Literal["who", "when", "where", "count", "amount", "why", "speech", "yes_no", "other"]

_SPEECH = (
    r"(?:sa(?:y|id|ys)|tell|told|claim(?:ed)?|argue[ds]?|warn(?:ed)?|call(?:ed)?|describe[ds]?|respond(?:ed)?|"
    r"comment(?:ed)?|criticis|criticiz|accuse|promis|vow|announc|declar|insist|den(?:y|ied)|react|thinks?)"
)
_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("speech", (rf"\b(?:what|how) (?:did|does|do|has|have|had|was|were)\b.*\b{_SPEECH}",)),
    (
        "when",
        (
            r"\b(?:when|wann|quand|cuándo)\b",
            r"\b(?:what|which) (?:time|date|day|week|month|year)\b",
            r"\bhow long ago\b",
        ),
    ),
    (
        "count",
        (
            r"\b(?:how many|wie viele|combien d|cuánt[oa]s)\b",
            r"\bdeath toll\b",
            r"\bwhat (?:is|was) the (?:number|toll|count|total)\b",
        ),
    ),
    (
        "amount",
        (
            r"\bhow (?:much|long|far|high|tall|large|big|old|often|fast|deep|heavy|wide|hot|cold|warm)\b",
            r"\b(?:wie (?:viel|lange|hoch|weit|alt)|combien)\b",
            r"\bwhat (?:percentage|share|proportion|amount|price|sum|rate|temperature|age)\b",
            r"\bwhat (?:is|was|are|were) the (?:salary|price|cost|fine|budget|temperature|value|fee)\b",
            r"\bwhat (?:does|do|did|will) .* costs?\b",
        ),
    ),
    (
        "why",
        (
            r"\b(?:why|warum|weshalb|pourquoi|por qué)\b",
            r"\bwhat (?:caused|led to|prompted|triggered)\b",
            r"\bthe (?:cause|reason)\b",
        ),
    ),
    (
        "who",
        (
            r"\b(?:who|whom|whose|wer|wen|wem|qui|quién)\b",
            r"\bwhich (?:person|man|woman|minister|official|company|firm|country|outlet|agency|party|team)\b",
            r"\bwhat (?:company|firm|agency|team)\b",
            r"\bwhat (?:is|was|are|were) (?:the )?names?\b|'s names?\b|\bwhat .* (?:called|named)\b",
        ),
    ),
    (
        "where",
        (
            r"\b(?:where|wo|où|dónde)\b",
            r"\b(?:what|which) (?:place|city|town|village|state|region|venue|port|district|building)\b",
        ),
    ),
    ("yes_no", (r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",)),
)
"""The kind that matches first in the question is meant, in doubt the one that stands first here."""


def _any_word(*words: str) -> re.Pattern[str]:
    """Matches any of the words or word patterns, whole and in any case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_CAUSE = _any_word(
    *(
        "because",
        "due to",
        "owing to",
        "as a result",
        "caused?",
        "causes",
        "causing",
        "led to",
        "in order to",
    ),
    *("in order to", "so that", "blamed?", "blames", "citing", "cited", "thanks to", "prompted", "triggered"),
    *(
        "therefore",
        "attributed",
        "to avoid",
        "to prevent",
        "weil",
        "wegen",
        "parce que",
        "en raison",
        "à cause",
    ),
)
_PERHAPS_CAUSE = _any_word("after", "since", "amid", "over", "following", "in response to", "nachdem", "as")
_PLACE = re.compile(
    r"\b(?:in|at|near|from|outside|inside|off|on|to|across|around|between|through|into)\s+(?:the\s+)?"
    r"[A-ZÀ-Ý][\w’'-]+|\b(?:north|south|east|west|kilomet|miles?)\b"
)
_SAID = _any_word(
    rf"{_SPEECH}\w*",
    *("stressed", "noted", "urged", "rejected", "dismissed", "according to", "statement", "wrote", "writes"),
    *("added", "mentioned", "reiterated", "sagte", "erklärte"),
)
_TIME = _any_word(
    *(r"\d{1,2}[:.]\d{2}", r"\d{1,2}\s?[ap]\.?m", r"\d{4}", r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *(
        "december",
        "noon",
        "midnight",
        "dawn",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "morning",
        "evening",
    ),
    *(
        "afternoon",
        "hours?",
        "(?:year|week|day|month)s? ago",
        "(?:last|next|this) (?:week|month|year|weekend)",
    ),
    *("(?:last|next|this) (?:spring|summer|autumn|fall|winter)",),
)
_AFTER_COUNTED = (
    "were was are is did do does have has had will would took take died attended people in on at of from"
)
_COUNTED = re.compile(
    r"\b(?:how many|wie viele) ((?:[\w'-]+ ){0,2}?[\w'-]+?)"
    rf"(?: (?:{'|'.join(_AFTER_COUNTED.split())})\b|\?|$)"
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_NEWEST = re.compile(
    r"\b(?:will|now|latest|currently?|so far|newest|to date|still|most recent)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the extractive engine needs it."""

    text: str
    kind: Kind
    names: tuple[str, ...]
    words: frozenset[str]
    figures: frozenset[str]
    """Content words of the question that hold a digit, years among them, and its months."""
    counted: str
    """For "how many X": X."""
    wants_newest: bool


def analyse(text: str) -> Question:
    """What `text` asks for."""
    plain = normalise(text).strip()
    lower = plain.lower()
    kind = _kind_of(lower)
    counted = _COUNTED.search(lower)
    return Question(
        text=plain,
        kind=kind,
        names=_question_names(plain),
        words=frozenset(content_words(plain)),
        figures=frozenset(w for w in content_words(plain) if any(c.isdigit() for c in w)) | months_in(plain),
        counted=counted.group(1) if counted else "",
        wants_newest=kind in ("count", "amount") or bool(_NEWEST.search(plain)),
    )


def months_in(text: str) -> frozenset[str]:
    """The months that a text names with a capital letter, as content words; not May, which is a name too."""
    named = {word for word in re.findall(r"[A-Z][a-z]+", text) if word.lower() in ENGLISH_MONTHS}
    return frozenset(w for month in named - {"May"} for w in content_words(month))


def _kind_of(question: str) -> Kind:
    """The kind whose words come first: in "how many were hurt when it sank" the "when" asks nothing."""
    found: list[tuple[int, int, Kind]] = []
    for order, (kind, forms) in enumerate(_KINDS):
        starts = [match.start() for form in forms if (match := re.search(form, question))]
        if starts:
            found.append((min(starts), order, kind))
    return min(found)[2] if found else "other"


def _question_names(text: str) -> tuple[str, ...]:
    """Names of the question; its first word is a name only when it is not a question word."""
    skip = {
        "who",
        "what",
        "when",
        "where",
        "why",
        "how",
        "which",
        "did",
        "does",
        "do",
        "is",
        "was",
        "are",
        "were",
    }
    found = []
    for name in names(text):
        parts = [p for p in name.text.split() if p.lower() not in skip]
        if parts and not _YEAR.fullmatch(" ".join(parts)) and not _TIME.fullmatch(" ".join(parts)):
            found.append(" ".join(parts))
    return tuple(dict.fromkeys(found))


def mentions(name: str, text: str, words: frozenset[str] | None = None) -> bool:
    """Whether `text` names `name`: its last word in some form and at least half of its words, or its acronym.

    `words` may hold `words_of(text)` when the caller has it already.
    """
    wanted = name_words(name)
    if not wanted:
        return True
    present = words if words is not None else words_of(text)
    if any(acronym_of(word.upper(), name) for word in present if 2 <= len(word) <= 7):
        return True
    found = [any(same_word(word, other) for other in present) for word in wanted]
    if found[-1] and 2 * sum(found) >= len(found):
        return True
    return name.isupper() and any(acronym_of(name, other.text) for other in names(text))


def words_of(text: str) -> frozenset[str]:
    """The words that names are looked up in, lower-cased: those with a capital letter, and figures.

    Countries go under one name, and parts of compounds count: "U.S.-led" names the U.S.
    """
    found = re.findall(r"\b[A-ZÀ-ÖØ-Þ\d][\w.’'-]*", canonical(text))
    whole = {word for each in found for word in tokens(each)}
    return frozenset(whole | {part for word in whole if "-" in word for part in word.split("-")})


def has_kind(question: Question, sentence: str) -> float:
    """How far `sentence` holds the kind of thing that is asked for, 0 to 1 (1 where the kind is open)."""
    kind = question.kind
    if kind == "who":
        return _named(question, sentence)
    if kind == "when":
        return 1.0 if dates(sentence) or _TIME.search(sentence) else 0.2
    if kind == "where":
        return 1.0 if _PLACE.search(sentence) else 0.4
    if kind in ("count", "amount"):
        return figure_for(question.text, question.counted, sentence)
    if kind == "why":
        return 1.0 if _CAUSE.search(sentence) else 0.6 if _PERHAPS_CAUSE.search(sentence) else 0.3
    if kind == "speech":
        return 1.0 if _SAID.search(sentence) or quotations(sentence) else 0.4
    return 1.0


def _named(question: Question, sentence: str) -> float:
    """For "who": 1 when a name that the question does not have stands right beside words that it has.

    Less the more words lie between: "Ida Brandt, who chairs the board" against a name elsewhere in the
    sentence; 0.3 when there is no new name at all.
    """
    found = [n for n in names(sentence) if not any(mentions(n.text, asked) for asked in question.names)]
    spans = [m.span() for m in re.finditer(r"[^\W_]+", sentence) if set(content_words(m[0])) & question.words]
    if not found:
        return 0.3
    gaps = [
        len(re.findall(r"\w+|[“”\"]", sentence[min(end, name.end) : max(start, name.start)]))
        for name in found
        for start, end in spans
        if end <= name.start or name.end <= start
    ]
    return max(0.5, 1.0 - 0.1 * min(gaps, default=9))
