"""Summaries of any length of input: in one call when it fits, else notes on each part and a summary of them.

Notes keep the ids of the sentences they rest on, so that the summary cites the articles, never a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import reduce

from qa.answer.citing import covering
from qa.answer.engine import Message, OnText, SummaryStyle
from qa.answer.llm.chat.call import Caller, UselessReplyError, message_tokens
from qa.answer.llm.chat.config import Reply, ended
from qa.answer.llm.chat.errors import ContextTooLongError
from qa.answer.llm.parse import Parsed, parse_reply
from qa.answer.llm.sources import chunks, prose, render, untrusted
from qa.answer.prompts import Prompts
from qa.errors import ModelRefusedError
from qa.text import count_tokens
from qa.types import Draft, DraftSentence, Evidence, Usage

STYLES: dict[SummaryStyle, str] = {
    "paragraph": "one paragraph of plain prose",
    "bullets": "a list of points, each one sentence on a line of its own that starts with “- ”",
    "headline": "one headline of at most 15 words and nothing else",
}
NOTE_WORDS = 120
"""Words of notes on one part: a part is a third of the context or less, notes about a tenth of the part."""

SENTENCE_WORDS = 25
"""Words of a sentence of a small model's summary, which is told how many sentences to write."""

_SMALLEST_PART = 256
_TOKENS_PER_WORD = 3
"""Tokens to allow for a word of a summary with its ids: 1.4 for the word, the rest for ids and marks."""

_TOKENS_PER_WORD_SMALL = 2


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be summarised and how."""

    topic: str
    words: int
    style: SummaryStyle
    language: str | None
    small: bool = False
    """Whether the model is a small one, which writes prose without ids: asked for them it copies whole
    sentences, one after the other, with ids that it counts on from 1.1."""

    @property
    def subject(self) -> str:
        """The topic as the prompt names it.

        What follows a colon says how to write, as in the sections of a briefing: a small model copies it.
        """
        topic = self.topic.partition(": ")[0] if self.small else self.topic
        return untrusted(topic) or "these articles"

    @property
    def sentences(self) -> int:
        """How many make so many words."""
        return 1 if self.style == "headline" else max(2, round(self.words / SENTENCE_WORDS))


class Summarizer:
    """The two steps of a summary: notes on parts if they are needed, then the text."""

    def __init__(self, caller: Caller, prompts: Prompts) -> None:
        self._caller = caller
        self._prompts = prompts

    def summarize(self, task: Task, evidence: Sequence[Evidence], on_text: OnText | None = None) -> Draft:
        """An unchecked summary. Raises ModelError; a context that is too long makes the parts smaller."""
        room = self._room(task)
        for _ in range(3):
            try:
                return self._within(room, task, evidence, on_text)
            except ContextTooLongError:
                room //= 2
                if room < _SMALLEST_PART:
                    raise
        return self._within(room, task, evidence, on_text)

    def _within(self, room: int, task: Task, evidence: Sequence[Evidence], on_text: OnText | None) -> Draft:
        """The summary with no prompt holding more than `room` tokens of sources."""
        text = prose(evidence) if task.small else render(evidence)
        known = frozenset(s.id for item in evidence for s in item.sentences)
        usage, notes = Usage(), []
        if count_tokens(text) > room:
            rows, usage, parts = self._notes(room, task, evidence)
            notes.append(f"long input: summarised from notes on {parts} parts")
            while count_tokens(text := "\n".join(rows)) > room and len(rows) > 1:
                # Notes come most important first from each part: thin out the later ones of all parts alike.
                rows = (
                    [row for index, row in enumerate(rows) if index % 4 != 3] if len(rows) > 3 else rows[:-1]
                )
                if "some notes were left out" not in notes[-1]:
                    notes.append("some notes were left out: the model's context is too small for all")
            if not rows:
                return Draft((), usage, unanswered=(task.topic,), notes=tuple(notes))
        messages = self._messages(task, text)

        def read(reply: Reply) -> tuple[Parsed, Reply]:
            return parse_reply(reply.text, known, cut=reply.cut), reply

        longest = self._reply_tokens(task)
        (parsed, reply), used = self._caller.call(
            "summarize",
            messages,
            read,
            max_output_tokens=longest,
            on_text=on_text,
            keep=lambda read: bool(read[0].sentences),
        )
        notes += ended(reply)
        missing = tuple(part or task.topic for part in parsed.unanswered)
        said = parsed.sentences
        if task.small:
            said = tuple(s if s.claims else replace(s, claims=covering(s.text, evidence)) for s in said)
        return Draft(said, usage.plus(used), unanswered=missing, notes=tuple(notes))

    def _messages(self, task: Task, sources: str) -> tuple[Message, ...]:
        """The prompt of a summary of these sources."""
        language = untrusted(task.language or "") or "the language of the sources"
        if task.small:
            return self._prompts["summarize_small"].fill(
                sources=sources, topic=task.subject, sentences=str(task.sentences), language=language
            )
        return self._prompts["summarize"].fill(
            sources=sources,
            topic=task.subject,
            words=str(task.words),
            style=STYLES[task.style],
            language=language,
        )

    def _notes(self, room: int, task: Task, evidence: Sequence[Evidence]) -> tuple[list[str], Usage, int]:
        """Notes on every part of the evidence, one a line; what they took; how many parts there were."""
        parts = chunks(evidence, room)
        workers = min(len(parts), self._caller.chat.config.concurrency)
        with ThreadPoolExecutor(max_workers=workers) as pool:
            made = list(pool.map(lambda part: self._note(task, part), parts))
        rows: list[str] = []
        longest = max(len(sentences) for sentences, _ in made)
        for rank in range(longest):
            for sentences, _ in made:
                if rank < len(sentences):
                    claims, text = sentences[rank].claims, untrusted(sentences[rank].text)
                    rows.append(f"{' '.join(claims)} {text}")
        return rows, reduce(Usage.plus, (usage for _, usage in made), Usage()), len(parts)

    def _note(self, task: Task, part: Sequence[Evidence]) -> tuple[tuple[DraftSentence, ...], Usage]:
        """Notes on one part, only those that name sentences of it; none when the model has none to give.

        Topic and part alone make the prompt: kept notes serve any length and style of summary.
        """
        known = frozenset(s.id for item in part for s in item.sentences)
        messages = self._prompts["note"].fill(sources=render(part), topic=task.subject, words=str(NOTE_WORDS))

        def read(reply: Reply) -> tuple[DraftSentence, ...]:
            return parse_reply(reply.text, known, cut=reply.cut).sentences

        try:
            sentences, usage = self._caller.call(
                "note", messages, read, max_output_tokens=NOTE_WORDS * _TOKENS_PER_WORD
            )
        except ContextTooLongError:
            raise
        except UselessReplyError as error:
            return (), error.usage
        except ModelRefusedError as error:
            if not error.content:
                raise
            return (), Usage()
        kept = (DraftSentence(s.text, tuple(c for c in s.claims if c in known)) for s in sentences)
        return tuple(s for s in kept if s.claims), usage

    def _reply_tokens(self, task: Task) -> int:
        """The longest reply to allow: what the words need, within the configured limit."""
        longest = self._caller.chat.config.max_output_tokens
        if task.small:  # which may go on until it is stopped
            return min(longest, task.sentences * SENTENCE_WORDS * _TOKENS_PER_WORD_SMALL)
        return min(longest, max(128, task.words * _TOKENS_PER_WORD))

    def _room(self, task: Task) -> int:
        """Tokens that sources may take in one prompt."""
        config = self._caller.chat.config
        empty = self._messages(task, "")
        return room_for(config.context_tokens, self._reply_tokens(task), message_tokens(empty))


def room_for(context: int, reply: int, instructions: int) -> int:
    """Tokens left for sources; 5 % of the context is kept free, for vocabularies differ."""
    return max(_SMALLEST_PART, int(context * 0.95) - reply - instructions)
