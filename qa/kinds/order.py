"""What came first: each event found and dated by its own sentence, then the conclusion, computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answer.extractive.select import Candidate
from qa.answer.windows import window_of
from qa.kinds.find import KindContext, about, cited, names_all_in, plain_words, quoted, share
from qa.kinds.outcome import Outcome
from qa.kinds.recompute import days_in, order_of
from qa.kinds.words.claim import RATHER, claims, share_of, subject_end, told_of
from qa.kinds.words.clauses import Pair, events, has_verb, when
from qa.text import content_words, dates
from qa.text.wordset import wordset
from qa.types import Computed, Operand

ABOUT = 0.5
"""Share of an event's words that sentence and title must have. Chosen on the open half of
`bench/questions/linking.jsonl`."""
ANSWERS = 0.09
"""The least probability, as an answer to "when", of a sentence that dates an event (the same set)."""
SAID = 0.9
SAID_OTHERWISE = 0.95
"""Probability that the sentence says that the event was on that day; the higher one where it has less than
half of the event's words that are no names, or names a month or a year alone. At .6 and .85, 9 of the 17 open
questions are concluded rightly and 4 wrongly, at .85 and .95 8 and 3, at these 6 and 1: a wrong order is
worse than none."""
EXACT = 7
"""Days of a time above which it is vague: a month or year in a sentence is often another event's."""
ANNOUNCED = 0.5
"""What a day after its article's own counts against one that has passed: "will be buried on Tuesday"."""
UNDECIDED = "the days that the sources give do not tell which came first"
MOST_READ = 12
"""Sentences tried for each event."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with the sentence that tells its day."""

    candidate: Candidate
    written: str
    first: date
    last: date


def answer(question: str, desk: KindContext) -> Outcome | None:
    """The order of the two events; None where the question names no two, or nothing is known of either."""
    pair = events(question)
    if pair is None:
        return None
    pair = told(pair, question)
    desk.look(pair.a, pair.b)
    known = [(event, find(desk, event)) for event in (pair.a, pair.b)]
    checked = quoted(desk, [found.candidate for _, found in known if found])
    operands = []
    for event, found in known:
        sentence = cited(checked.sentences, found.candidate) if found else None
        if found and sentence:
            operands.append(
                Operand(event, sentence.citations[0], None, None, found.first, found.last, found.written)
            )
    missing = tuple(event for event, found in known if not found)
    if len(operands) < 2:
        return (
            Outcome(checked.sentences, (), tuple(f"when: {event}" for event in missing)) if operands else None
        )
    result = order_of(operands[0], operands[1])
    if result is None or one_day_for_both(operands):
        return Outcome(checked.sentences, (), (question,), (UNDECIDED,))
    made = Computed("order", tuple(operands), result, _said(pair, operands, result))
    return Outcome(checked.sentences, (made,))


def one_day_for_both(operands: Sequence[Operand]) -> bool:
    """Whether both events have their day from the same words: they tell of one event, not of two."""
    return len({(o.citation, o.written) for o in operands}) == 1


def told(pair: Pair, question: str) -> Pair:
    """The events as they are told of: "Did A die before B" has "A died" and, where both are names alone, "B
    died".
    """
    pair = replace(pair, a=as_clause(pair.a), b=as_clause(pair.b))
    words = pair.a.split()
    cut = subject_end(words, "did") if len(words) > 1 else len(words)
    opened = question.lower().startswith(("did ", "when did ")) and cut < len(words)
    claim = claims(f"Did {pair.a}?") if opened and share_of(words[cut], "verb") >= RATHER else None
    if claim is None:
        return pair
    a = claim[0].rstrip(".")
    subject = " ".join(words[:cut])
    named = all(word[:1].isupper() for word in f"{subject} {pair.b}".split())
    b = f"{pair.b}{a[len(subject) :]}" if named else pair.b
    return replace(pair, a=a, b=b)


_GERUND = re.compile(
    r"(?P<subject>(?:\S+ )*[A-Z][\w.’'-]*(?<!'s)(?<!’s)) (?P<verb>[a-z]{3,}ing) "
    r"(?=(?:the|an?|its|his|her|their|this|that|all|no)\b|[A-Z])(?P<rest>.+)$"
)


def as_clause(event: str) -> str:
    """An event told by a gerund as a clause: "the WHO naming COVID-19" is "the WHO named COVID-19"."""
    found = _GERUND.match(event)
    return f"{found['subject']} {told_of(found['verb'])} {found['rest']}" if found else event


def _said(pair: Pair, operands: list[Operand], result: str) -> str:
    """The conclusion in words, with the days; "Yes" or "No" where the question supposes an order."""
    a, b = (f"{o.label[:1].upper()}{o.label[1:]} ({span(o)})" for o in operands)
    if result == "same day":
        return f"{a} and {b} were on the same day"
    lead = "" if pair.forward is None else "Yes: " if pair.forward == (result == "before") else "No: "
    first, second = (a, b) if result == "before" else (b, a)
    return f"{lead}{first} came before {second}"


def span(operand: Operand) -> str:
    """The day of an event, or its first and last."""
    one = operand.first == operand.last
    return f"{operand.first}" if one else f"{operand.first} to {operand.last}"


def find(desk: KindContext, event: str) -> DatedEvent | None:
    """The sentence that best tells when an event was, with the day that it states; None without one.

    The judge must read in it that the event was on that day: a day beside an event may be another one's.
    """
    rows: list[tuple[Candidate, tuple[str, date, date]]] = []
    for candidate in desk.ranked(when(event))[:MOST_READ]:
        if about(candidate, event) >= ABOUT and _named(candidate, event) and candidate.probability >= ANSWERS:
            found = day_of(candidate, event)
            rows += [(candidate, found)] if found else []
    claims = [
        (f"{c.evidence.article.title}. {c.text}", on_day(event, written)) for c, (written, _, _) in rows
    ]
    best: tuple[float, DatedEvent] | None = None
    for (candidate, found), (says, denies, _) in zip(rows, desk.judge.entails(claims), strict=True):
        told = share(
            candidate, plain_words(event), title=names_all_in(candidate.evidence.article.title, event)
        )
        vague = (found[2] - found[1]).days > EXACT
        if vague and told < ABOUT:
            continue  # "Clapton, with whom he played in 1966" does not tell when Clapton died
        if says < (SAID_OTHERWISE if told < ABOUT or vague else SAID) or denies >= says:
            continue
        published = candidate.evidence.article.published
        ahead = published is not None and found[1] > published
        score = candidate.probability * says * (0.5 + told) * (ANNOUNCED if ahead else 1)
        if best is None or score > best[0]:
            best = score, DatedEvent(candidate, *found)
    return best[1] if best else None


def _named(candidate: Candidate, event: str) -> bool:
    """Whether the sentence, its neighbours or its title have every name of an event: another event of the
    same article has its own day.
    """
    article = candidate.evidence.article
    around = window_of(article, candidate.sentence.start, candidate.sentence.end)
    return names_all_in(f"{article.title} {' '.join(around)}", event)


def on_day(event: str, written: str) -> str:
    """The claim that an event was on a day as it is written."""
    place = (
        ""
        if written.split()[0].lower() in _NO_ON
        else "in "
        if written[:1].isdigit() and len(written) == 4
        else "on "
    )
    body = event if has_verb(event) else f"{event} was"
    return f"{body[:1].upper()}{body[1:]} {place}{written}."


_NO_ON = wordset("yesterday today tomorrow last this next earlier late two three four five")


def day_of(candidate: Candidate, event: str) -> tuple[str, date, date] | None:
    """The day in a sentence that stands nearest to the words of an event, the more exact of two equals."""
    text = candidate.text
    known = days_in(text, candidate.evidence.article.published)
    if not known:
        return None
    wanted = set(content_words(event))
    places = [i for i, word in enumerate(text.split()) if set(content_words(word)) & wanted] or [0]
    starts = {text[m.start : m.end]: len(text[: m.start].split()) for m in dates(text)}

    def distance(row: tuple[str, date, date]) -> tuple[int, int]:
        at = starts.get(row[0], 0)
        return min(abs(at - p) for p in places), (row[2] - row[1]).days

    return min(known, key=distance)
