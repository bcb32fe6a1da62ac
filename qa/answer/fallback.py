"""Never worse with a model than without one: what the extractive engine knows stands beside every draft.

Before a model is asked, the extractive engine reads the same evidence. Its best sentence is shown while the
model writes; its ranking tells a slow model which sentences to read; and when nothing of the model's
answer can be shown, or only what has little to do with the question, its sentences are the answer, in the
sources' own words and with a note that says so.

A small model on this machine reads only the sentences that lead, and answers whatever is asked. So the
reader that judges sentences of the sources judges its sentences too: does this, read alone, answer the
question? Those that do are shown, also where the extractive engine was too unsure to answer; else its
sentences are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer.engine import Engine, Lead, Leads, OnText
from qa.answer.llm.whole import in_own_words, whole
from qa.answer.plan import pieces_of
from qa.answer.verify.verify import Checked, verify
from qa.errors import ModelError, ModelRefusedError, ModelReplyError, SlowReplyError
from qa.models.readers import get_reader
from qa.text import attributions, content_words
from qa.types import Draft, DraftSentence, Evidence, RemovedSentence, Sentence, Usage

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

    Raises ModelError when the model cannot be called. Where its answer is of no use and `fallback` has none,
    there is none, as without a model: Gemma 270M ended 3 of 12 such questions with an error.
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
        if not unusable(error):
            raise
        note = f"the model's answer could not be used ({error.message})"
        note += f": {OWN_WORDS}" if known.sentences else ""
        return Made(replace(own, usage=usage_of(error), notes=(*own.notes, note)), known, fallback.name)
    if draft.led and checked.sentences:
        draft, checked = _vouched(question, draft, checked, own, evidence)
    if known.sentences and (why := _worse(draft, checked, own, evidence)):
        note = f"{why}: {OWN_WORDS}"
        told = tuple(said for said in draft.notes if said != why)
        taken = replace(own, usage=draft.usage, notes=(*told, note))
        return Made(taken, replace(known, removed=checked.removed), fallback.name)
    draft = replace(draft, nearest=draft.nearest or own.nearest)
    if draft.led and checked.sentences:
        return _beside(question, Made(draft, checked, engine.name), own, known)
    return _with_open_parts(question, evidence, fallback, Made(draft, checked, engine.name))


def summarized(
    evidence: Sequence[Evidence],
    engine: Engine,
    fallback: Engine | None,
    write: Callable[[Engine, Leads], Draft],
    check: Check,
    words: int,
    *,
    on_lead: Callable[[Lead], None] = lambda _: None,
) -> Made:
    """The summary of `engine` made whole with sentences of `fallback`, or these alone where nothing of it can
    be shown.

    `write` drafts with the engine it is given. `words`: about how many are asked for, 0 for one sentence.
    Raises ModelError as `answered` does.
    """
    own = Draft(()) if fallback is None or fallback is engine else write(fallback, ())
    if (lead := lead_of(own, evidence)) is not None:
        on_lead(replace(lead, sums_up=True))
    note, usage = "", Usage()
    removed: tuple[RemovedSentence, ...] = ()
    try:
        draft, checked = check(write(engine, own.leads))
        if draft.led:
            checked = replace(checked, sentences=tuple(_grounded(s, evidence) for s in checked.sentences))
        if checked.sentences or fallback is None:
            # Notes say that its sentences are in another language than was asked for: they are not mixed in.
            known = () if own.notes else verify(own, evidence, exact=True).sentences
            instead = in_own_words(checked.failures, evidence) if known else ()
            notes, checked = whole(draft, checked, instead, known, words)
            return Made(replace(draft, notes=notes), checked, engine.name)
        note = (
            "nothing that the model wrote passed the check" if draft.sentences else "the model wrote nothing"
        )
        usage, removed = draft.usage, checked.removed
    except ModelError as error:
        if fallback is None or not unusable(error):
            raise
        note, usage = f"the model's summary could not be used ({error.message})", usage_of(error)
    checked = replace(verify(own, evidence, exact=True), removed=removed)
    return Made(replace(own, usage=usage, notes=(*own.notes, f"{note}: {OWN_WORDS}")), checked, fallback.name)


def unusable(error: ModelError) -> bool:
    """Whether a model was reached and has no answer to give.

    One that cannot be reached, a key that is refused and a budget that is used up stay errors: the reader
    has to know of them, and can do something about it.
    """
    declined = isinstance(error, ModelRefusedError) and error.content
    return declined or isinstance(error, ModelReplyError | SlowReplyError)


def usage_of(error: Exception) -> Usage:
    """What the calls before an error took, as far as it tells."""
    return (error.usage if isinstance(error, ModelError) else None) or Usage()


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
        return _HARDLY if _HARDLY in draft.notes else "nothing that the model wrote passed the check"
    if draft.led:
        return ""
    odds = dict(own.leads)
    best = max((odds.get(claim, 0.0) for s in own.sentences for claim in s.claims), default=0.0)
    model = max((_answers(s, odds, evidence) for s in checked.sentences), default=0.0)
    if model < ASIDE * best:
        return _HARDLY
    return ""


_HARDLY = "what the model wrote hardly answers the question"


ASIDE = 0.2
"""The model's answer gives way when its best sentence is this much less probable an answer than the
extractive engine's. Chosen without a measurement."""


VOUCHED, VOUCHED_ALONE = 0.3, 0.5
"""What the reader must give a small model's sentence, read alone, to be an answer: beside an answer of the
extractive engine, and without one. Of 18 replies of a 1.5 B model to open questions five of the six right
sentences had .33 and more, the nine wrong ones .08 and less. The second was set after two wrong ones in 34
locked questions, of which it stops one."""


def _vouched(
    question: str, draft: Draft, checked: Checked, own: Draft, evidence: Sequence[Evidence]
) -> tuple[Draft, Checked]:
    """What a small model wrote, without what does not answer the question.

    A sentence of the sources was read among its neighbours, which says more than reading it alone.
    """
    odds = dict(own.leads)
    alone = get_reader().answers(question, [s.text for s in checked.sentences])
    chances = [
        _answers(s, odds, evidence) if any(s.text == c.quote for c in s.citations) else chance
        for s, chance in zip(checked.sentences, alone, strict=True)
    ]
    least = VOUCHED if own.sentences else VOUCHED_ALONE
    kept = tuple(
        _grounded(s, evidence)
        for s, chance in zip(checked.sentences, chances, strict=True)
        if chance >= least
    )
    if not kept:
        draft = replace(draft, notes=(*draft.notes, _HARDLY))
    return draft, replace(checked, sentences=kept)


def _grounded(sentence: Sentence, evidence: Sequence[Evidence]) -> Sentence:
    """The sentence, or what it cites in the sources' own words where it has words that the article has not.

    A small model says the question's premise again, true or not: asked for the age of "the arrested jackal
    hunters" it gave them the age of others, and no check of the cited words stopped it. In a summary it wrote
    "the researchers also noted" before what somebody else had said, or nobody.
    """
    cited = sentence.citations[0]
    item = next(e for e in evidence if e.article.id == cited.article_id)
    held = content_words(f"{item.article.title}\n{item.article.text}")
    speakers = content_words(" ".join(a.subject for a in attributions(sentence.text)))
    quoted = content_words(" ".join(c.quote for c in sentence.citations))
    if set(content_words(sentence.text)) <= set(held) and set(speakers) <= set(quoted):
        return sentence
    claimed = tuple(DraftSentence(item.quote(s), (s.id,)) for s in item.sentences if s.start == cited.start)
    return next(iter(verify(Draft(claimed), evidence, exact=True).sentences), sentence)


def _beside(question: str, made: Made, own: Draft, known: Checked) -> Made:
    """A small model's sentences, and those of the extractive engine that they leave unsaid.

    Not the first of these alone: where the engine is unsure it shows up to three, and of 840 answers .773
    have the right one first, .854 among them. A small model answers whatever is asked, so its sentence is as
    sure as the one of the sources that it says again, and else only may be the answer.
    """
    several = len(pieces_of(question)) > 1
    sure = [quoted for quoted in known.sentences if not quoted.perhaps]
    said = tuple(
        replace(s, perhaps=not any(_says(s, quoted, own) for quoted in sure)) for s in made.checked.sentences
    )
    left = tuple(quoted for quoted in known.sentences if not any(_says(s, quoted, own) for s in said))
    last = "sentence is" if len(left) == 1 else f"{len(left)} sentences are"
    notes = (*made.draft.notes, *([f"the last {last} in the sources' own words"] if left else ()))
    open_parts = own.unanswered if several and known.sentences else made.draft.unanswered
    draft = replace(made.draft, notes=notes, unanswered=open_parts)
    return replace(made, draft=draft, checked=replace(made.checked, sentences=(*said, *left)))


def _says(written: Sentence, quoted: Sentence, own: Draft) -> bool:
    """Whether a model's sentence has the words of a quoted one that answer; without such, whether it cites
    it.
    """
    words = {
        word
        for mark in own.marked
        for c in quoted.citations
        if mark.article_id == c.article_id and c.start <= mark.start and mark.end <= c.end
        for word in content_words(mark.quote)
    }
    if words:
        return words <= set(content_words(written.text))
    places = {(c.article_id, c.start) for c in quoted.citations}
    return any((c.article_id, c.start) in places for c in written.citations)


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
