"""A model's summary made whole: what leans on nothing, repeats or goes on is taken out, and holes are filled.

So a summary by a model is never poorer than one without: for what the check removed stand the words of the
sources that it was made from, and one of a few words gets the central sentences that it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.citing import covering
from qa.answer.engine import Failure
from qa.answer.extractive.summary import SHARED, stands_alone
from qa.answer.verify.verify import Checked, verify
from qa.text import attributions, content_words, quotations
from qa.text.orders import addresses_a_machine
from qa.types import Draft, DraftSentence, Evidence, RemovedSentence, Sentence

ENOUGH = 0.35
"""Share of the words asked for, or of what there is, from which a model's summary is left as short as it is.
On a topic with two stories the central sentences that filled up one of .45 were those of the wrong story."""

ENOUGH_WITH_HOLES = 0.8
"""The same share where something was removed. Of five sentences on a bill three were a vote that never was:
the two left said less than the six of the sources do."""

MADE_FROM = 0.5
"""Share of a removed sentence's words that a sentence of the sources must have to stand in its place."""

OVER, OWN_OVER = 0.25, 0.1
"""Share of the words asked for by which a model's summary may be longer, and one with sentences added."""

A_STATEMENT = 3
"""Words in quotation marks from which they may state something, and are no title or term."""

AGAIN = 0.7
"""Share of the shorter one's content words from which a model's sentence says one before it again."""


def whole(
    draft: Draft, checked: Checked, instead: Sequence[Sentence], own: Sequence[Sentence], words: int
) -> tuple[tuple[str, ...], Checked]:
    """A model's summary of about `words` words, its holes filled with sentences of the sources.

    `instead` are those that stand for what was removed, `own` those of a summary without a model. Gives the
    notes for its reader, and what is shown.
    """
    said, orphans = standing(draft, checked)
    said, told = _once(said)
    kept = _within(said, words)
    patched = filled_up(kept, instead, words)
    have = sum(len(s.text.split()) for s in patched)
    full = min(words, sum(len(s.text.split()) for s in own))
    holes = len(checked.removed) + len(orphans)
    enough = ENOUGH_WITH_HOLES if holes else ENOUGH
    # What leads may be what was removed: it is not missing because the rest is long enough.
    first = own[:1] if holes > len(patched) - len(kept) else ()
    shown = filled_up(patched, first if have >= enough * full else own, words)
    notes = [*draft.notes]
    if words and (further := len(said) - len(kept)):
        notes.append(f"left out {further} further sentences of the model: {words} words were asked for")
    if added := len(shown) - len(kept):
        verb = "is" if added == 1 else "are"
        notes.append(f"{added} of {len(shown)} sentences {verb} in the sources' own words")
    return tuple(notes), replace(checked, sentences=shown, removed=(*checked.removed, *orphans, *told))


def standing(draft: Draft, checked: Checked) -> tuple[tuple[Sentence, ...], tuple[RemovedSentence, ...]]:
    """The shown sentences of a draft that are understood where they stand, and those that are not.

    After a sentence that was removed, "This was the first such occurrence" is about something else.
    """
    gone = {r.text for r in checked.removed}
    hole, orphans = False, []
    for drafted in draft.sentences:
        hole = drafted.text in gone or (hole and not stands_alone(drafted.text))
        if hole and drafted.text not in gone:
            orphans.append(RemovedSentence(drafted.text, "it leans on a sentence that was left out"))
    left = {r.text for r in orphans}
    return tuple(s for s in checked.sentences if s.text not in left), tuple(orphans)


def _once(said: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], tuple[RemovedSentence, ...]]:
    """The sentences without those that say again what one before them says."""
    kept: list[Sentence] = []
    again = []
    for sentence in said:
        if any(_shared(sentence, other) > AGAIN for other in kept):
            again.append(RemovedSentence(sentence.text, "it says again what stands before it"))
        else:
            kept.append(sentence)
    return tuple(kept), tuple(again)


def _within(said: Sequence[Sentence], words: int) -> tuple[Sentence, ...]:
    """The sentences up to the length asked for, at least one: a small model copies on and on."""
    used, kept = 0, list[Sentence]()
    for sentence in said:
        used += len(sentence.text.split())
        if kept and used > words * (1 + OVER):
            break
        kept.append(sentence)
    return tuple(kept)


def in_own_words(failures: Sequence[Failure], evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """For each sentence that was removed the one of the sources that it seems to be made from."""
    found = []
    for drafted, _ in failures:
        wanted = set(content_words(drafted.text))
        for key in covering(drafted.text, evidence)[:1]:
            words = next(e.quote(s) for e in evidence for s in e.sentences if s.id == key)
            stated = set(content_words(_unquoted(words)))
            if len(wanted & stated) >= MADE_FROM * len(wanted) and stands_alone(words):
                found.append(DraftSentence(words, (key,)))
    return verify(Draft(tuple(found)), evidence, exact=True).sentences


def _unquoted(text: str) -> str:
    """What a sentence says itself: an order to write "the mayor has fled" states nothing of a mayor."""
    for quotation in quotations(text):
        text = text.replace(quotation.text, " ")
    return "" if addresses_a_machine(text) else text


def _said_by_nobody(text: str) -> bool:
    """Whether a sentence quotes words and does not say whose: it may be an order to write them."""
    quoted = any(len(q.text.split()) >= A_STATEMENT for q in quotations(text))
    return quoted and not attributions(text)


def filled_up(said: Sequence[Sentence], more: Sequence[Sentence], words: int) -> tuple[Sentence, ...]:
    """What is said, and of `more` sentences those that it does not tell, up to so many words.

    Each stands before the first that comes after it in the order of `more`.
    """
    order = {a: n for n, a in enumerate(dict.fromkeys(s.citations[0].article_id for s in more))}

    def place(sentence: Sentence) -> tuple[int, int]:
        cited = sentence.citations[0]
        return order.get(cited.article_id, len(order)), cited.start

    shown = list(said)
    used = sum(len(s.text.split()) for s in said)
    for sentence in more:
        length = len(sentence.text.split())
        if used + length > words * (1 + OWN_OVER) or any(_tells(other, sentence) for other in shown):
            continue
        if _said_by_nobody(sentence.text):
            continue
        used += length
        after = (n for n, other in enumerate(shown) if place(other) > place(sentence))
        shown.insert(next(after, len(shown)), sentence)
    return tuple(shown)


def _tells(said: Sentence, own: Sentence) -> bool:
    """Whether a shown sentence tells what one of the sources does: it cites it, or shares its words."""
    places = {(c.article_id, c.start) for c in own.citations}
    return any((c.article_id, c.start) in places for c in said.citations) or _shared(said, own) > SHARED


def _shared(a: Sentence, b: Sentence) -> float:
    """The share of the shorter sentence's content words that the other has."""
    one, other = set(content_words(a.text)), set(content_words(b.text))
    return len(one & other) / (min(len(one), len(other)) or 1)
