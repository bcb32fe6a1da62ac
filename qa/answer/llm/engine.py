"""The engine with a language model: it writes fluent drafts, and `verify` decides what of them is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

from qa.answer.engine import Failure, Leads, Message, OnText, Plan, Ranking, SummaryStyle, Turn
from qa.answer.llm.chat.budget import Budget
from qa.answer.llm.chat.cache import FILE as CACHE_FILE
from qa.answer.llm.chat.cache import ReplyCache
from qa.answer.llm.chat.call import Caller, UselessReplyError, message_tokens
from qa.answer.llm.chat.cancel import Cancelled
from qa.answer.llm.chat.config import Chat, ModelConfig, Reply, ended
from qa.answer.llm.chat.door import LangChainChat
from qa.answer.llm.chat.errors import ContextTooLongError
from qa.answer.llm.checker import ModelChecker
from qa.answer.llm.parse import Parsed, parse_reply
from qa.answer.llm.plan import plan_question
from qa.answer.llm.repair import failures_text, read_repairs, relevant
from qa.answer.llm.rerank import rank
from qa.answer.llm.sources import Packed, focused, only, pack, untrusted
from qa.answer.llm.summary import Summarizer, Task, room_for
from qa.answer.llm.translate import translate
from qa.answer.prompts import Prompt, Prompts, load_prompts
from qa.errors import ModelReplyError
from qa.text import content_words
from qa.types import Draft, DraftSentence, Evidence, Usage

PARSER_VERSION = "llm-3"
"""Raised when the same reply would be read differently; it is part of every fingerprint."""


class LLMEngine:
    """Plans, drafts and repairs with a chat model. One call answers a simple question."""

    name = "llm"

    def __init__(
        self,
        chat: Chat,
        prompts: Prompts | None = None,
        *,
        cache: ReplyCache | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._prompts = prompts or load_prompts()
        self._caller = Caller(chat, cache, budget)

    @property
    def model(self) -> str | None:
        """The model as configured."""
        return self._caller.chat.config.model

    def until(self, cancelled: Cancelled) -> LLMEngine:
        """The same engine for one answer, whose calls end when `cancelled` says so."""
        other = copy(self)
        other._caller = self._caller.until(cancelled)
        return other

    def fingerprint_parts(self) -> tuple[str, ...]:
        """Reader of replies, prompts, model and its parameters."""
        return (PARSER_VERSION, self._prompts.fingerprint, *self._caller.chat.config.fingerprint_parts())

    def plan(
        self, question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None
    ) -> Plan:
        """The plan by rules; a model call only for a follow-up or a question too long for them."""
        return plan_question(self._caller, self._prompts, question, history, today=today, as_of=as_of)

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """An unchecked answer in one call. Too small a context drops the weakest sources, with a note.

        A model on this machine, which is slow to read, gets the sentences that lead and what stands before
        them.
        """
        if not any(item.sentences for item in evidence):
            return Draft((), unanswered=(question,))
        evidence = self._read_by(evidence, leads)
        room = self._room(question)
        while True:
            packed = pack(evidence, room)
            try:
                return self._draft(question, packed, leads, on_text)
            except ContextTooLongError:
                smallest = len(packed.evidence) == 1 and len(packed.evidence[0].sentences) == 1
                if smallest:
                    raise
                room = min(room, packed.tokens) // 2

    def rerank(self, question: str, evidence: Sequence[Evidence], k: int) -> Ranking:
        """The best `k` stories in the model's order, in one call; none when there is nothing to choose."""
        if len(evidence) <= k:
            return Ranking(tuple(evidence))
        return rank(self._caller, self._prompts, question, evidence, k)

    def translate(self, texts: Sequence[str], language: str) -> tuple[dict[int, str], Usage]:
        """Sentences in another language, by their places, in one call; `language` is a code."""
        return translate(self._caller, self._prompts, texts, language)

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """An unchecked summary; long input goes through notes on its parts.

        A model on this machine reads the sentences that lead alone, and writes lines and not prose.
        """
        if not any(item.sentences for item in evidence):
            return Draft((), unanswered=(topic,))
        small = self._points(leads)
        task = Task(topic, words, style, language, small=small)
        read = only(evidence, {key for key, _ in leads}) if small else evidence
        draft = Summarizer(self._caller, self._prompts).summarize(task, read, on_text)
        return self._with_cache_problem(replace(draft, led=small))

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        """One call for all failures; None when there are none, no sentences when the reply is of no use."""
        if not failures:
            return None
        packed = pack(relevant(evidence, failures), self._room(question + failures_text(failures)))
        known = _ids(packed.evidence)
        messages = self._prompts["repair"].fill(
            sources=packed.text, question=untrusted(question), failures=failures_text(failures)
        )

        def read(reply: Reply) -> tuple[DraftSentence, ...]:
            return read_repairs(reply, failures, known)

        try:
            sentences, usage = self._caller.call("repair", messages, read)
        except UselessReplyError as error:
            return Draft((), error.usage)
        except (ModelReplyError, ContextTooLongError):
            return None
        return Draft(sentences, usage)

    def messages(
        self, question: str, evidence: Sequence[Evidence], *, leads: Leads = ()
    ) -> tuple[Message, ...]:
        """The exact messages of `draft_answer`, after the evidence was packed."""
        packed = pack(self._read_by(evidence, leads), self._room(question))
        return self._messages(question, packed, leads)

    def _read_by(self, evidence: Sequence[Evidence], leads: Leads) -> Sequence[Evidence]:
        """The evidence that the model is to read: all of it, or its leading part for a local model."""
        return focused(evidence, leads) if self._points(leads) else evidence

    def _messages(self, question: str, packed: Packed, leads: Leads) -> tuple[Message, ...]:
        return self._prompt(leads).fill(sources=packed.text, question=untrusted(question))

    def _prompt(self, leads: Leads) -> Prompt:
        """The prompt of an answer: a model on this machine, which is a small one, is shown how it is done."""
        return self._prompts["answer_small" if self._points(leads) else "answer"]

    def _points(self, leads: Leads) -> bool:
        """Whether the model gets only the sentences that lead."""
        return bool(leads) and self._caller.chat.config.local

    def _draft(self, question: str, packed: Packed, leads: Leads, on_text: OnText | None) -> Draft:
        known = _ids(packed.evidence)
        notes = list(packed.notes)
        longest = self._caller.chat.config.max_output_tokens

        def read(reply: Reply) -> tuple[Parsed, Reply]:
            parsed = parse_reply(reply.text, known, cut=reply.cut)
            return _worded(parsed, packed.evidence, leads, small=self._points(leads)), reply

        (parsed, reply), usage = self._caller.call(
            "answer",
            self._messages(question, packed, leads),
            read,
            max_output_tokens=min(SMALL_REPLY, longest) if self._points(leads) else longest,
            on_text=on_text,
            keep=_answers,
            schema=schema_of(known) if self._caller.chat.config.structured else None,
        )
        notes += ended(reply)
        missing = tuple(part or question for part in parsed.unanswered)
        return self._with_cache_problem(
            Draft(parsed.sentences, usage, unanswered=missing, notes=tuple(notes), led=self._points(leads))
        )

    def _with_cache_problem(self, draft: Draft) -> Draft:
        problem = self._caller.cache.problem if self._caller.cache else ""
        if not problem:
            return draft
        return replace(draft, notes=(*draft.notes, problem))

    def _room(self, question: str) -> int:
        """Tokens that sources may take in the prompt of an answer."""
        config = self._caller.chat.config
        empty = self._prompts["answer"].fill(sources="", question=untrusted(question))
        return room_for(config.context_tokens, config.max_output_tokens, message_tokens(empty))


SMALL_REPLY = 64
"""Tokens of a small model's reply, which is to be one sentence: the 1.5 B model's had 15 on average, and
Gemma 270M goes on until it is stopped."""

MOST_POINTED = 3
"""Sentences that a reply without words may point at; a list of more is no choice."""

POINTED_ODDS = 0.25
"""A sentence that is only pointed at is shown when it is at least this probable an answer: half of what the
extractive engine asks. The 0.5 B model points at some sentence also when none answers ("how many people did
Cuban forces kill?" of a story on NATO)."""

PHRASE = 5
"""A drafted sentence of fewer words names something and claims nothing ("82 pounds (37 kg)"): no check can
hold it to a source."""


def _worded(parsed: Parsed, evidence: Sequence[Evidence], leads: Leads, *, small: bool) -> Parsed:
    """A reply that only points at sentences, or by a small model only names what answers, in their words.

    Raises ModelReplyError when it points at none that exists, or at so many that it chooses nothing.
    """
    quotes = {s.id: item.quote(s) for item in evidence for s in item.sentences}
    odds = dict(leads)
    if not parsed.pointed:
        if not small:
            return parsed
        said = [_said(sentence, quotes, odds) for sentence in parsed.sentences]
        kept = tuple(sentence for sentence in said if sentence)
        return replace(parsed, sentences=kept, unanswered=parsed.unanswered if kept else ("",))
    named = [key for key in parsed.pointed if key in quotes]
    if not named or len(parsed.pointed) > MOST_POINTED:
        raise ModelReplyError("the model wrote numbers of sentences and no answer", "ask again")
    named.sort(key=lambda key: -odds.get(key, 0.0))
    if odds and not small and not (named := [key for key in named if odds.get(key, 0.0) >= POINTED_ODDS]):
        return Parsed((), ("",))
    return Parsed(tuple(DraftSentence(quotes[key], (key,)) for key in named))


def _said(
    sentence: DraftSentence, quotes: Mapping[str, str], odds: Mapping[str, float]
) -> DraftSentence | None:
    """The sentence, or for a phrase the source's sentence that has its words: the one cited, else the
    likeliest; None when none has.
    """
    if len(sentence.text.split()) >= PHRASE:
        return sentence
    words = set(content_words(sentence.text))
    holding = [key for key, quote in quotes.items() if words and words <= set(content_words(quote))]
    if not holding:
        return None
    best = max(holding, key=lambda key: (key in sentence.claims, odds.get(key, 0.0)))
    return DraftSentence(quotes[best], (best,))


def schema_of(known: frozenset[str]) -> dict[str, object]:
    """The JSON schema of an answer: sentences with the ids they rest on, of which there are only these."""
    ids = {"type": "array", "items": {"type": "string", "enum": sorted(known)}}
    sentence = {
        "type": "object",
        "properties": {"ids": ids, "text": {"type": "string"}},
        "required": ["ids", "text"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"sentences": {"type": "array", "items": sentence}},
        "required": ["sentences"],
        "additionalProperties": False,
    }


def _answers(read: tuple[Parsed, Reply]) -> bool:
    """Whether a reply says anything: one that refuses is not served again."""
    return bool(read[0].sentences)


def _ids(evidence: Sequence[Evidence]) -> frozenset[str]:
    return frozenset(s.id for item in evidence for s in item.sentences)


def make_engine(
    config: ModelConfig,
    *,
    prompts: Path | None = None,
    library: Path | None = None,
    budget: Budget | None = None,
    chat: Chat | None = None,
) -> LLMEngine:
    """The engine of a configuration; with a library directory, replies are kept in it.

    Raises PromptError for a prompt that does not load.
    """
    cache = ReplyCache(library / CACHE_FILE) if library else None
    return LLMEngine(chat or LangChainChat(config), load_prompts(prompts), cache=cache, budget=budget)


def make_checker(
    config: ModelConfig,
    *,
    prompts: Path | None = None,
    library: Path | None = None,
    budget: Budget | None = None,
    chat: Chat | None = None,
) -> ModelChecker:
    """The checking model of a configuration, for `verify`."""
    cache = ReplyCache(library / CACHE_FILE) if library else None
    return ModelChecker(Caller(chat or LangChainChat(config), cache, budget), load_prompts(prompts))
