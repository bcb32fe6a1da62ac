"""What a question asks to be searched: its parts, the days it speaks of, what a follow-up refers to.

Rules only, so that a simple question costs no model call; both engines start from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qa.answer.engine import Plan, Turn
from qa.answer.month import month_of
from qa.text import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, names, sentence_spans
from qa.text.quotes import persons

MOST_PARTS = 4
"""A question is split into at most this many searches: more would crowd out the evidence of each."""

_WH = r"(?:who|whom|whose|what|when|where|why|how|which)"
_RELATIVE = (
    r"(?:in|on|at|by|for|to|of|from|with|under|during|through)\s+(?:which|whom)\s+"
    r"(?:an?|the|he|she|it|they|we|you|his|her|its|their|this|that|these|those|no|some|many|several)\b"
)
"""`in which a woman died` says more of a thing; a question has a noun or a verb there: "in which year"."""
_SPLIT = re.compile(
    rf"\?\s+(?:and\s+)?(?=\w)|;\s+(?={_WH}\b)"
    rf"|[,;]?\s+(?:and|but)(?:\s+also)?,?\s+(?!{_RELATIVE})(?=(?:(?:in|at|by|for|to|from|with)\s+)?{_WH}\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|those|these|there|then|so"
    r"|the same|the (?:former|latter|other))\b|\bthat\b(?=\s*(?:[?.,]|$|mean|happen|affect|change|matter))",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her(?=\s*(?:[?.,]|$)))\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\s*[Ww]ho\b(?!\s+(?:(?:did|does|do)\b|(?:is|was)\s+[A-Z]))")
"""Asks who did something, and not to whom somebody did it, nor who somebody is."""

_WORD = r"(?!(?:the|of|in|on|at|to|by|for|from|with|is|are|was|were|and|or|says?|said|do|did)\b)[a-z][\w’'-]+"
_BARE = re.compile(r"(?:(?:and|but|so)\s+)?(when|where|why|how)\s*\?*", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:when|where|why|how)(?=\s+(?:did|does|do|is|was|are|were|has|have|had|will)\b)", re.IGNORECASE
)
"""`And where?` after "when was he elected?" asks the same of another thing."""
_TWO = re.compile(r"\bhe\b.*\bher\b|\bshe\b.*\bhim\b", re.IGNORECASE)
"""Two people: the one who is new in the answer, and the one whom the question was about."""
_MANY = re.compile(
    r"\b(?:how many|which)\s+((?:[\w’'-]+\s+){0,2}?[\w’'-]+?)"
    r"(?=\s+(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could)\b)",
    re.IGNORECASE,
)
"""`US sailors` in "how many US sailors did they free?": what "they" are."""
_THEY = re.compile(r"\b(?:they|them|their|theirs|these|those)\b", re.IGNORECASE)
_THING = re.compile(rf"\bthe ({_WORD}(?: {_WORD}){{0,2}})\b(?! of\b)")
"""`the acid leak`; of "the captain of the ferry" only the ferry: "it" is no captain."""

_STORY = re.compile(r"\b(?:it|its|this|that)\b", re.IGNORECASE)
"""May stand for the whole affair that an article is about; "they" may not."""
_THERE = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|be|been|will|has|have|had)\b)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:(?:in|at|into|on|near|beside|behind|use[sd]?)|(?:to|from)(?=\s+(?:the\b|[A-Z])))\s+"
    rf"((?:the\s+)?(?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|{_WORD}(?:\s+{_WORD})?)(?:\s+of\s+[A-Z][\w’'-]+)?)"
)
"""`the basin`, `Sandholm`: what "there" may be."""
_SAYS = r"(?:said|says|say|told|tells|added|announced|warned|confirmed|wrote|reported|according to)"
_REPORTS = re.compile(rf"^[^,“\"]{{0,80}}?\b{_SAYS}\b[^,.]{{0,40}}?\bthat\s+", re.IGNORECASE)
_REPORTED = re.compile(rf",[^,]*\b{_SAYS}\b.*$", re.IGNORECASE | re.DOTALL)
_OPENING = re.compile(r"^(?:In|On|At|By|After|Before|Since|During|Under|For)\b[^,]{0,40},\s+")
_ENDS_HEAD = re.compile(
    r"(?:is|are|was|were|be|will|would|has|have|had|can|could|may|might|must|shall|should|do|does|did|not"
    r"|in|on|at|by|for|from|with|after|before|until|during|to|of|that|which|who|as|(?!called|named)\w{3,}ed)[,;:]?",
    re.IGNORECASE,
)
"""What ends the head of a sentence: an auxiliary, a preposition, a past form."""
_HEAD_WORDS = 5
"""Words of a head at most: enough for "a blood pressure tablet called Orvantil"."""

_ELLIPTIC = re.compile(
    rf"\s*(?:(?:and|but|or|also)\b|(?:what|how) about\b|(?:{_WH})(?:\s+(?:else|not|so|exactly))?\s*\??\s*$)",
    re.IGNORECASE,
)

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "few": 3}
_DAYS_IN = {"day": 1, "week": 7, "month": 30}
_MONTH, _WEEKDAY = rf"(?:{'|'.join(ENGLISH_MONTHS)})", rf"(?:{'|'.join(ENGLISH_WEEKDAYS)})"
_SPAN = re.compile(
    rf"\b(?:last|past)\s+(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month)s?\b", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?P<which>last|this|past)\s+(?P<unit>week|weekend|month)\b", re.IGNORECASE)
_SINCE = re.compile(
    rf"\bsince\s+(?:(?P<weekday>(?:last\s+)?{_WEEKDAY})|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s+(?P<y2>\d{{4}}))?)(?!\w)",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(?:since\s+)?(?:yesterday|last\s+(?P<weekday>{_WEEKDAY}))\b", re.IGNORECASE)
_EVENT = re.compile(
    rf"\bsince the (?!(?:start|end|beginning) of\b)[\w’'-]+"
    rf"(?: (?!(?:{_WH}|did|does|do|has|have|had|is|are|was|were|and|or)\b)[\w’'-]+){{0,2}}",
    re.IGNORECASE,
)


def rule_plan(question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None) -> Plan:
    """The plan that rules give. Relative days count from `as_of`, else from `today`.

    A follow-up takes along what the question before it is about; an engine with a model rewrites it instead.
    """
    standalone = " ".join(question.split())
    if needs_context(standalone, history):
        standalone = _with_context(standalone, history)
    since, until, note = days_of(standalone, as_of or today)
    if since is None and not note and (month := month_of(standalone, as_of or today)):
        since, until, undated = month
        return Plan(standalone, split(standalone), since, until, undated=undated)
    return Plan(standalone, split(standalone), since, until, notes=(note,) if note else ())


def needs_context(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question leans on the conversation before it: a pronoun, an ellipsis, or hardly a word."""
    if not history:
        return False
    short = len(question.split()) <= 3 and not names(question)
    first = split(question)[0]
    return short or bool(_ELLIPTIC.match(question) or _PRONOUN.search(first))


def split(question: str) -> tuple[str, ...]:
    """The parts of a question that can be searched for alone; the whole question when it has one part.

    A part that points back ("… and what did he say?") is searched with the whole question.
    """
    pieces = pieces_of(question)
    if len(pieces) < 2:
        return (question,)
    whole = [question if index and _PRONOUN.search(piece) else piece for index, piece in enumerate(pieces)]
    return tuple(dict.fromkeys(p if p.endswith("?") else f"{p}?" for p in whole))[:MOST_PARTS]


def pieces_of(question: str) -> tuple[str, ...]:
    """The parts of a question in its own words, even where they point back; itself when it has one part."""
    pieces = [p.strip(" ,;") for p in _SPLIT.split(question) if p and p.strip(" ,;?")]
    if len(pieces) < 2 or any(len(piece.split()) < 3 for piece in pieces):
        return (question,)
    return tuple(p if p.endswith("?") else f"{p}?" for p in dict.fromkeys(pieces))[:MOST_PARTS]


def days_of(question: str, today: date) -> tuple[date | None, date | None, str]:
    """The first and last day of publication a question asks for, and how its words were read.

    Only words that speak of recent news count ("last week", "since Monday", "in the past three days"):
    "the June 2025 summit" names an event, which is reported on other days too.
    """
    if found := _SPAN.search(question):
        count = _COUNTS.get(found["n"].lower()) or int(found["n"])
        return _read(found[0], today - timedelta(days=count * _DAYS_IN[found["unit"].lower()]), None)
    if found := _PERIOD.search(question):
        return _read(found[0], *_period(found["which"].lower(), found["unit"].lower(), today))
    if found := _SINCE.search(question):
        day = _since_day(found, today)
        return _read(found[0], day, None) if day else (None, None, "")
    if found := _DAY.search(question):
        return _read(found[0], _weekday(found["weekday"] or "", today), None)
    if found := _EVENT.search(question):
        return None, None, f"“{found[0]}” names an event, not a day: use --since to bound the dates"
    return None, None, ""


def _read(words: str, since: date, until: date | None) -> tuple[date, date | None, str]:
    reading = f"{since} to {until}" if until else f"{since} and later"
    return since, until, f"“{' '.join(words.split())}” read as published {reading}"


def _period(which: str, unit: str, today: date) -> tuple[date, date | None]:
    """First and last day of "this week", "last month"; a period that still runs has no last day."""
    monday = today - timedelta(days=today.weekday())
    if unit == "weekend":
        # Reports on a weekend are printed on the Monday after it.
        saturday = monday - timedelta(days=2) if which == "last" else monday + timedelta(days=5)
        return saturday, saturday + timedelta(days=2)
    if unit == "week":
        return (monday, None) if which == "this" else (monday - timedelta(days=7), monday - timedelta(days=1))
    first = today.replace(day=1)
    if which == "this":
        return first, None
    end = first - timedelta(days=1)
    return end.replace(day=1), end


def _weekday(name: str, today: date) -> date:
    """The last such weekday before `today`; yesterday for an empty name."""
    if not name:
        return today - timedelta(days=1)
    return today - timedelta(
        days=(today.weekday() - ENGLISH_WEEKDAYS.index(name.lower().split()[-1]) - 1) % 7 + 1
    )


def _since_day(found: re.Match[str], today: date) -> date | None:
    """The day after "since"; without a year it is the last such day that is not after `today`."""
    if found["weekday"]:
        return _weekday(found["weekday"], today)
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = ENGLISH_MONTHS.index((found["m1"] or found["m2"]).lower()) + 1
        day, year = int(found["d1"] or found["d2"] or 1), found["y1"] or found["y2"]
        if year:
            return date(int(year), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def _with_context(question: str, history: Sequence[Turn]) -> str:
    """A follow-up that can be searched for: "he" and "she" as the person that the last turn is about, else
    with what it may speak of behind it.
    """
    if (bare := _BARE.fullmatch(question)) and _ASKED.match(history[-1].question):
        return _ASKED.sub(bare[1].capitalize(), history[-1].question, count=1)
    if _PERSON.search(question) and (people := _people(history[-1])):
        if len(people) > 1 and _TWO.search(question):
            return _PERSON.sub(people[0], _PERSON.sub(people[1], question, count=1), count=1)
        return _PERSON.sub(people[0], question, count=1)
    about = _subjects(history, place=bool(_THERE.search(question)), story=bool(_STORY.search(question)))
    if _THEY.search(question) and (many := _MANY.search(history[-1].question)):
        about.insert(0, many[1])
    carried = [words for words in about if words.lower() not in question.lower()]
    return f"{question} ({', '.join(carried)})" if carried else question


def _people(before: Turn) -> list[str]:
    """Who "he" and "she" may be, likeliest first: whom the last question names, or, where it asked who, whom
    the answering words name; then the full names of the answer that the question did not have.
    """
    asked, told, marked = (
        [name for name in persons([n.text for n in names(text)], text) if " " in name]
        for text in (before.question, before.answer, before.words)
    )
    new = [name for name in told if name not in before.question]
    if _ASKS_WHO.match(before.question):
        whole = [name for name in told if before.words and before.words in name]
        return list(dict.fromkeys((*marked, *whole, *new, *asked)))
    return list(dict.fromkeys((*asked, *new)))


def _subjects(history: Sequence[Turn], *, place: bool = False, story: bool = False) -> list[str]:
    """What the last turn is about: the names (or things) of its question, with what this took over from the
    turns before it, and what its answer says something of. With `place`, also where that is; with `story`,
    the title of its article, where the question named nothing.

    Who said it, and where they said it, is not what an answer is about.
    """
    before = history[-1]
    asked = before.question
    if needs_context(asked, history[:-1]):
        asked = _with_context(asked, history[:-1])
    told = _told(before.answer)
    things = [f"the {thing[1]}" for thing in _THING.finditer(asked)]
    named = [n.text for n in names(asked)]
    title = before.about if story and not named else ""
    found = named or ([] if title and _heads(told) else things)
    found += [head for head in _heads(told) if not any(head.lower() in known.lower() for known in found)]
    if place:
        found += [match[1] for match in _PLACE.finditer(told)]
    if title:
        found.append(title)
    return list(dict.fromkeys(found))


def _told(answer: str) -> str:
    """The first sentence of an answer without the words that say whose they are."""
    spans = sentence_spans(answer)
    first = answer[slice(*spans[0])] if spans else ""
    return _REPORTED.sub("", _REPORTS.sub("", _OPENING.sub("", first)))


def _heads(told: str) -> list[str]:
    """What a sentence says something of: the names before its verb, else the words there."""
    words: list[str] = []
    end = 0
    told = re.sub(r"^(?:the|an?|its?|their|his|her)\s+", "", told, flags=re.IGNORECASE)
    for word in re.finditer(r"\S+", told):
        if _ENDS_HEAD.fullmatch(word[0]) or len(words) == _HEAD_WORDS:
            break
        words.append(word[0].strip(",;:."))
        end = word.end()
    head = " ".join(words)
    named = [n.text for n in names(told[:end].rstrip(",;:."))] if head else []
    if named or not head or _PRONOUN.search(head):
        return named
    return [head[0].lower() + head[1:]]
