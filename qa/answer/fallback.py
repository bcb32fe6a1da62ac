"""Never worse with a model than without one: what the extractive engine knows stands beside every draft.

Before a model is asked, the extractive engine reads the same evidence. Its best sentence is shown while the
model writes; its ranking tells a slow model which sentences to read; and when nothing of the model's
answer can be shown, or only what has little to do with the question, its sentences are the answer, in the
sources' own words and with a note that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer.engine import Engine, Lead, OnText
from qa.answer.verify.verify import Checked, verify
from qa.errors import ModelError, ModelRefusedError, ModelReplyError, SlowReplyError
from qa.types import Draft, Evidence, RemovedSentence, Sentence, Usage

Check = Callable[[Draft], tuple[Draft, Checked]]
"""Turns a model's draft into what may be shown of it."""

OWN_WORDS = "these are the sources' own words"


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, what may be shown of it, and the name of the engine whose words are shown."""

    draft: Draft
    checked: Checked
    engine: str


def answered(
    question: str,
    evidence: Sequence[Evidence],
    engine: Engine,
    fallback: Engine | None,
    check: Check,
    *,
    on_lead: Callable[[Lead], None] = lambda _: None,
    on_text: OnText | None = None,
) -> Made:
    """The answer of `engine`, or that of `fallback` where it is the better one.

    Raises ModelError when the model cannot be called, and when its answer is of no use and `fallback` has
    none.
    """
    if fallback is None:
        return Made(*check(engine.draft_answer(question, evidence, on_text=on_text)), engine.name)
    own = fallback.draft_answer(question, evidence)
    known = verify(own, evidence, exact=True)
    if (lead := lead_of(own, evidence)) is not None:
        on_lead(lead)
    try:
        draft, checked = check(engine.draft_answer(question, evidence, leads=own.leads, on_text=on_text))
    except ModelError as error:
        if not known.sentences or not unusable(error):
            raise
        note = f"the model's answer could not be used ({error.message}): {OWN_WORDS}"
        return Made(replace(own, usage=usage_of(error), notes=(*own.notes, note)), known, fallback.name)
    if known.sentences and (why := _worse(draft, checked, own, evidence)):
        note = f"{why}: {OWN_WORDS}"
        taken = replace(own, usage=draft.usage, notes=(*draft.notes, note))
        return Made(taken, replace(known, removed=checked.removed), fallback.name)
    draft = replace(draft, nearest=draft.nearest or own.nearest)
    return _with_open_parts(question, evidence, fallback, Made(draft, checked, engine.name))


def summarized(
    evidence: Sequence[Evidence],
    engine: Engine,
    fallback: Engine | None,
    write: Callable[[Engine], Draft],
    check: Check,
) -> Made:
    """The summary of `engine`, or the central sentences by `fallback` where nothing of it can be shown.

    `write` drafts with the engine it is given. Raises ModelError as `answered` does.
    """
    note, usage = "", Usage()
    removed: tuple[RemovedSentence, ...] = ()
    try:
        draft, checked = check(write(engine))
        if checked.sentences or fallback is None:
            return Made(draft, checked, engine.name)
        note = (
            "nothing that the model wrote passed the check" if draft.sentences else "the model wrote nothing"
        )
        usage, removed = draft.usage, checked.removed
    except ModelError as error:
        if fallback is None or not unusable(error):
            raise
        note, usage = f"the model's summary could not be used ({error.message})", usage_of(error)
    own = write(fallback)
    known = replace(verify(own, evidence, exact=True), removed=removed)
    return Made(replace(own, usage=usage, notes=(*own.notes, f"{note}: {OWN_WORDS}")), known, fallback.name)


def unusable(error: ModelError) -> bool:
    """Whether a model was reached and has no answer to give.

    One that cannot be reached, a key that is refused and a budget that is used up stay errors: the reader
    has to know of them, and can do something about it.
    """
    declined = isinstance(error, ModelRefusedError) and error.content
    return declined or isinstance(error, ModelReplyError | SlowReplyError)


def usage_of(error: Exception) -> Usage:
    """What the calls before an error took, as far as it tells."""
    used = getattr(error, "usage", None)
    return used if isinstance(used, Usage) else Usage()


def lead_of(own: Draft, evidence: Sequence[Evidence]) -> Lead | None:
    """The best sentence of the extractive engine, or the nearest thing to one."""
    wanted = own.sentences[0].claims[0] if own.sentences else own.nearest
    found = ((item, s) for item in evidence for s in item.sentences if s.id == wanted)
    return next((Lead(item, s, bool(own.sentences)) for item, s in found), None)


def _worse(draft: Draft, checked: Checked, own: Draft, evidence: Sequence[Evidence]) -> str:
    """Why the sentences of the extractive engine are shown and not the model's; "" when they are not."""
    if not draft.sentences:
        return "the model found no answer"
    if not checked.sentences:
        return "nothing that the model wrote passed the check"
    odds = dict(own.leads)
    best = max((odds.get(claim, 0.0) for s in own.sentences for claim in s.claims), default=0.0)
    model = max((_answers(s, odds, evidence) for s in checked.sentences), default=0.0)
    if model < ASIDE * best:
        return "what the model wrote hardly answers the question"
    return ""


ASIDE = 0.2
"""The model's answer gives way when its best sentence is this much less probable an answer than the
extractive engine's. Chosen without a measurement."""


def _answers(sentence: Sentence, odds: dict[str, float], evidence: Sequence[Evidence]) -> float:
    """The probability that the best of the cited sentences answers."""
    places = {(e.article.id, s.start): s.id for e in evidence for s in e.sentences}
    ids = (places.get((c.article_id, c.start), "") for c in sentence.citations)
    return max((odds.get(key, 0.0) for key in ids), default=0.0)


def _with_open_parts(question: str, evidence: Sequence[Evidence], fallback: Engine, made: Made) -> Made:
    """The parts that the model says are open, answered by the extractive engine where it can."""
    parts = tuple(part for part in made.draft.unanswered if part != question)
    if not made.checked.sentences or not parts:
        return made
    sentences, still_open, notes = list(made.checked.sentences), [], list(made.draft.notes)
    for part in made.draft.unanswered:
        found = verify(fallback.draft_answer(part, evidence), evidence, exact=True) if part in parts else None
        new = (
            [s for s in found.sentences if s.text not in {shown.text for shown in sentences}] if found else []
        )
        if not new:
            still_open.append(part)
            continue
        sentences += new
        notes.append(f"“{part}” is answered without the model: {OWN_WORDS}")
    draft = replace(made.draft, unanswered=tuple(still_open), notes=tuple(notes))
    return replace(made, draft=draft, checked=replace(made.checked, sentences=tuple(sentences)))
