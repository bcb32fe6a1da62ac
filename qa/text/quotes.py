"""Quotations and who speaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.text.names import Name, core_name, is_body, names
from qa.text.sentences import sentence_spans
from qa.text.wordset import wordset


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words inside quotation marks, without the marks; `source[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something ("X said"), and where the verb stands; `name` is None without a proper name."""

    name: str | None
    subject: str
    """The subject as written: "Col. Martin O'Donnell", "NATO officials", "he"."""
    start: int
    end: int


_DOUBLE = {"“": '”"“', "„": '“”"', "«": "»", "»": "«", "‟": "”", '"': '"”'}
_OPEN_SINGLE = re.compile(r"(?<![^\s(\[“\"—–-])[‘'‚](?=\w)")
_CLOSE_SINGLE = re.compile(r"(?<=[^\s])[’'‘](?![^\W\d_])")


def quotations(text: str) -> list[Quotation]:
    """Quotations in order of their start, nested ones included, for straight, curly, « » and „ “ marks.

    A mark that is never closed quotes to the end of its line (a speech of several paragraphs).
    """
    found: list[Quotation] = []
    for line in re.finditer(r"[^\n]+", text):
        outer = _double(text, line.start(), line.end())
        found.extend(outer)
        found.extend(_single(text, line.start(), line.end()))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _double(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    at = start
    while at < end:
        mark = text[at]
        closers = _DOUBLE.get(mark)
        if closers is None or (mark == "»" and not text[at + 1 : at + 2].strip()):
            at += 1
            continue
        stop = next((i for i in range(at + 1, end) if text[i] in closers), None)
        if stop is None and (mark not in "“„" or at + 1 >= end):
            at += 1
            continue
        found.append(Quotation(text[at + 1 : stop or end], at + 1, stop or end))
        at = (stop or end) + 1
    return [q for q in found if q.text.strip()]


def _single(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    for opening in _OPEN_SINGLE.finditer(text, start, end):
        if found and opening.start() < found[-1].end:
            continue
        closing = _CLOSE_SINGLE.search(text, opening.end() + 1, end)
        if closing and "\n" not in text[opening.end() : closing.start()]:
            found.append(Quotation(text[opening.end() : closing.start()], opening.end(), closing.start()))
    return found


_SPEECH = wordset(
    """
    said says say told tells added adds stated states announced announces warned warns vowed vows
    declared declares claimed claims argued argues insisted insists noted notes wrote writes asked asks
    replied replies responded confirmed confirms denied denies acknowledged admitted admits explained
    explains stressed stresses urged urges criticized criticised condemned praised promised promises
    pledged predicted predicts suggested suggests reported reports tweeted posted mentioned remarked
    commented testified concluded described cautioned alleged alleges accused estimated maintained
    reiterated emphasised emphasized quipped recalled revealed demanded complained joked stated
    countered conceded contended observed believes believed thinks thought called hailed blamed welcomed
    announced proclaimed recounted sagte erklärte betonte warnte teilte kündigte
    """
)
_VERB = re.compile(rf"\b(?P<verb>{'|'.join(sorted(_SPEECH, key=len, reverse=True))})\b")
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s (?:reported|announced|stated|confirmed) by|in the words of|laut)\s+"
)
_CLAUSE = re.compile(
    r"[.;:!?\x00]|\b(?:but|while|whereas|that|because|although|after|when|if)\b|,\s+and\b|\band\b(?=\s+\w+ing\b)"
)
_TAIL = re.compile(
    r"(?:\s+|^)(?:has|have|had|also|later|then|previously|recently|further|repeatedly|earlier|reportedly|publicly|"
    r"would|will|did|does|not|again|once|[a-z]+ly|himself|herself|on|in|at|during|"
    r"(?:on|last|late|early)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)
_NOT_A_VERB = re.compile(
    r"\b(?:the|an?|of|some|these|those|such|his|her|its|their|is|was|were|are|been|being|be)\s+(?:\w+ly\s+)?$"
)
_PREPOSITION = re.compile(r"\b(?:for|of|from|by|in|with|to|at|on|against|near|about|over)\s+(?:the\s+)?$")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|who|we|I|er|sie)$", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    r"(?:\b(?:the|a|an|one|his|her|its|their|some|many)\s+)?(?:[\w’'.-]+\s+){0,5}[\w’'.-]+$", re.IGNORECASE
)


_SPEAKS_FOR = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]+\s)?(?:officials?|sources?|spokes\w+|diplomats?|officers|leaders|data|figures|documents|police|"
    r"authorities|investigators|prosecutors|ministers?|records|researchers|scientists|residents|lawyers)\b"
)
_SAYS_BEFORE = re.compile(r"(?:[\x00\"”’»“]\s*,?|\w,)\s*$")
_ROLE_THEN_NAME = re.compile(
    r"\s*(?:the|its|an?|his|her|their|one)\s(?:[a-z][\w’'-]*\s?|[A-Z][\w-]*['’]s?\s){1,6},\s(?=[^\W\d_a-z])"
)
_SPEAKER_BEHIND = re.compile(r"\s*(?P<who>(?:the|its|an?|his|her|their|one|two|several)\s[^,.;:\x00]{3,60})")


def attributions(text: str) -> list[Attribution]:
    """Who is said to say things in one sentence, in order; the words inside quotation marks do not count."""
    masked = _mask(text)
    found = []
    for match in _ACCORDING.finditer(masked):
        name = _name_at(masked, match.end())
        phrase = re.match(r"(?:[A-Z]\.|[^,.;\x00])*", masked[match.end() :])
        if name and _SPEAKS_FOR.match(masked, name.end):
            name = None  # "NATO officials" are not NATO
        subject = name.text if name else (phrase.group().strip() if phrase else "")
        found.append(Attribution(core_name(name.text) if name else None, subject, match.start(), match.end()))
    taken = [(a.start, a.end) for a in found]
    for match in _VERB.finditer(masked):
        inside = any(a <= match.start() < b for a, b in taken)
        if inside or _NOT_A_VERB.search(masked, 0, match.start()):
            continue
        one = _of_verb(masked, match)
        if one.name is None and re.search(r"\band$", one.subject) and found:
            one = Attribution(found[-1].name, found[-1].subject, one.start, one.end)
        found.append(one)
    return sorted(found, key=lambda a: a.start)


def _mask(text: str) -> str:
    masked = text
    for q in quotations(text):
        masked = masked[: q.start] + "\x00" * (q.end - q.start) + masked[q.end :]
    return masked


def _name_at(text: str, at: int) -> Name | None:
    """The name that begins at `at`, after "the" and small words like "spokesman"."""
    skip = re.match(r"(?:the\s+|a\s+)?(?:[a-z]+\s+){0,2}(?=[^\W\d_a-z])", text[at : at + 60])
    begin = at + (skip.end() if skip else 0)
    head = re.match(r"[^,;:()\x00\"“”]*", text[begin:])
    found = names("x " + (head.group() if head else ""))  # "x": not the start of a sentence
    if not found or found[0].start > 2:
        return None
    return Name(found[0].text, begin, begin + len(found[0].text))


def _of_verb(masked: str, verb: re.Match[str]) -> Attribution:
    inverted = verb.group("verb") in (
        "said",
        "says",
        "added",
        "wrote",
        "asked",
        "replied",
        "sagte",
        "erklärte",
    )
    before = masked[: verb.start()]
    if inverted and _SAYS_BEFORE.search(before):
        role = _ROLE_THEN_NAME.match(masked, verb.end())
        name = _name_at(masked, role.end() if role else verb.end() + 1)
        if name and (role or masked[verb.end() : name.start].count(" ") <= 4):
            return Attribution(core_name(name.text), name.text, verb.start(), verb.end())
        behind = _SPEAKER_BEHIND.match(masked, verb.end())
        if behind and before.rstrip().endswith((",", "\x00")):
            return Attribution(None, behind["who"].strip(), verb.start(), verb.end())
    name_text, subject = _subject(before)
    return Attribution(name_text, subject, verb.start(), verb.end())


def _subject(before: str) -> tuple[str | None, str]:
    """The subject that ends a clause: its name without titles (if proper) and its words."""
    cuts = [m.end() for m in _CLAUSE.finditer(before) if not _abbreviation(before, m)]
    clause = before[cuts[-1] if cuts else 0 :].rstrip(" \"“”’'")
    for _ in range(4):
        shorter = _TAIL.sub("", clause)
        if shorter == clause:
            break
        clause = shorter
    if clause.endswith(","):  # "NAME, the head of something, said"
        opening = clause[:-1].find(",")
        apposed = names("x " + clause[opening + 1 : -1].strip()) if opening > 0 else []
        kind = clause[:opening].split()[-1:] if opening > 0 else []
        named = names(clause[:opening]) if opening > 0 else []
        owned = bool(named and kind and kind[0].islower())  # "Reed's spokesman, NAME, said"
        if apposed and apposed[0].start == 2 and (owned or not named):  # "The mayor, NAME, said"
            return core_name(apposed[0].text), apposed[0].text
        clause = clause[:opening] if opening > 0 else clause[:-1]
    clause = clause.rstrip()
    if _PRONOUN.search(clause):
        return None, clause.split()[-1]
    found = names(clause)
    member = _MEMBER.match(clause)
    if member and not _NO_PERSON.search(member["name"]) and not member["name"].startswith(("The ", "A ")):
        return core_name(member["name"]), member["name"]
    if found and found[-1].end == len(clause) and not _PREPOSITION.search(clause[: found[-1].start]):
        return core_name(found[-1].text), found[-1].text
    phrase = _NOUN_PHRASE.search(clause)
    return None, phrase.group() if phrase else clause


_MEMBER = re.compile(
    r"\s*(?:[a-z]+\s){0,3}(?P<name>(?:[A-Z][\w.’'-]+\s){2,4})(?:of|from|at)\s(?:the\s)?[A-Z][\w’' -]*$"
)
"""A person with the body they speak for: "Nadia Thorne of the Metal and Appliance Union"."""


def _abbreviation(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation or initial ("Gen.", "U.S.") and ends no clause."""
    if stop.group() != "." or stop.end() >= len(text):
        return stop.group() == "."
    return not any(a < stop.end() == b for a, b in sentence_spans(text))


def speaker_of(text: str, quotation: Quotation) -> str | None:
    """The name of who speaks a quotation of `text`, without titles; None when no proper name is given.

    "he said" is looked up in the two sentences before; a quotation that stands alone continues the last.
    """
    spans = _spans(text)
    here = next((i for i, (a, b) in enumerate(spans) if a <= quotation.start < b), None)
    if here is None:
        return None
    start, end = spans[here]
    nearest = _nearest(text[start:end], quotation.start - start, quotation.end - start)
    if nearest is None and here > 0 and text[start] in "“\"„«‘'":
        start, end = spans[here - 1]
        nearest = _nearest(text[start:end], 0, 0) if quotations(text[start:end]) else None
    if nearest is None or nearest.name:
        return nearest.name if nearest else None
    pronoun = nearest.subject.lower() in ("he", "she", "they", "who")
    return _antecedent(text, spans[max(0, here - 2) : here], nearest, text[start:end]) if pronoun else None


@lru_cache(maxsize=16)  # all quotations of one article ask for the same spans
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))


def _nearest(sentence: str, start: int, end: int) -> Attribution | None:
    """The attribution closest to the quotation at [start, end); who speaks comes before who reports it."""

    def distance(a: Attribution) -> tuple[bool, int]:
        relayed = sentence[a.start : a.end].lower().startswith(("report", "according", "as report"))
        return relayed, a.start - end if a.start >= end else max(0, start - a.end)

    return min(attributions(sentence), key=distance, default=None)


def _antecedent(text: str, before: Sequence[tuple[int, int]], verb: Attribution, sentence: str) -> str | None:
    inside = [n for n in names(sentence[: verb.start]) if n.sure]
    if inside and not quotations(sentence[: verb.start]):
        return core_name(inside[-1].text)
    person = verb.subject.lower() in ("he", "she")
    for start, end in reversed(before):
        speakers = [a.name for a in attributions(text[start:end]) if a.name]
        people = [core_name(n.text) for n in names(text[start:end])]
        if person:  # a town, a ship or a court is no "he"
            speakers = persons(speakers, text)
            people = persons(people, text)
            # "Left back Juno Castellane": a full name comes before a capitalised word.
            people = [p for p in people if len(p.split()) > 1] or people
        if speakers or people:
            return speakers[-1] if speakers else people[0]
    return None


def persons(found: Sequence[str], text: str) -> list[str]:
    """Those of the names that can be a person's, without where the person is from."""
    bare = [name.partition(" of ")[0] if not is_body(name) else name for name in found]
    return [name for name in bare if not is_body(name) and _may_be_person(name, text)]


_NO_PERSON = re.compile(
    r"\b(?:of|the|and|for|[A-Z]{2,}|Inc|Group|Board|Office|Ministry|Council|Union|Agency|Party|Inc|Ltd|Corp|Court|University|"
    r"Hospital|Police|Department|Committee|Company|House|Bank|Commission|Institute|Street|Court|News|Times|Post|City|Crescent|Cross|Front|Army|Guard|Forces?|Church|School)\b"
)


def _may_be_person(name: str, text: str) -> bool:
    """Whether a name can be a person's: two words or more, none a body's, or the last word of such a name."""
    words = name.split()
    if _NO_PERSON.search(name):
        return False
    return len(words) > 1 or bool(re.search(rf"[A-Z][\w.’'-]+\s{re.escape(name)}\b", text))
