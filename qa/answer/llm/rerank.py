"""Stories put in the order of their use for the question, by one call of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.engine import Ranking
from qa.answer.llm.chat.call import Caller, UselessReplyError, message_tokens
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.chat.errors import ContextTooLongError
from qa.answer.llm.sources import head, untrusted
from qa.answer.prompts import Prompts
from qa.errors import ModelReplyError
from qa.text import content_words, count_tokens
from qa.types import Evidence, EvidenceSentence

MOST_TOKENS = 120
"""Tokens of one story that are shown: three or four news sentences. Thirty stories are about 4,500 tokens,
which leaves room in the smallest context that is usual (8192)."""

_REPLY_TOKENS = 200
_WORD = re.compile(r"\b(?:sources?|numbers?|nos?|and|then)\b", re.IGNORECASE)
_LIST = re.compile(r"[^\w]*\d{1,3}(?:[^\w]+\d{1,3})*[^\w]*")
_RANKED = re.compile(r"\s*(\d{1,2})[.):]\s*\D{0,12}(\d{1,3})\b")
_NONE = re.compile(r"\W*none\b", re.IGNORECASE)
KEPT = "the model did not order the sources; they stand as the search found them"


def rank(caller: Caller, prompts: Prompts, question: str, evidence: Sequence[Evidence], k: int) -> Ranking:
    """The best `k` stories in the model's order; those it does not name follow in the order of the search.

    A reply of no use leaves that order, with a note; an unreachable model raises.
    """
    known = tuple(item.number for item in evidence)
    config = caller.chat.config
    empty = prompts["rerank"].fill(sources="", question=untrusted(question), count=str(k))
    room = int(config.context_tokens * 0.95) - _REPLY_TOKENS - message_tokens(empty)
    each = min(MOST_TOKENS, room // max(1, len(evidence)))
    text = "\n".join(shortened(item, question, each) for item in evidence)

    def read(reply: Reply) -> tuple[int, ...]:
        return read_order(reply.text, known)

    messages = prompts["rerank"].fill(sources=text, question=untrusted(question), count=str(k))
    try:
        named, usage = caller.call("rerank", messages, read, max_output_tokens=_REPLY_TOKENS)
    except UselessReplyError as error:
        return Ranking(tuple(evidence[:k]), error.usage, (KEPT,))
    except (ModelReplyError, ContextTooLongError):
        return Ranking(tuple(evidence[:k]), notes=(KEPT,))
    order = dict.fromkeys((*named, *known))
    by_number = {item.number: item for item in evidence}
    return Ranking(tuple(by_number[number] for number in list(order)[:k]), usage)


def shortened(item: Evidence, question: str, most: int) -> str:
    """A story in about `most` tokens: its line, and those of its sentences nearest to the question's words.

    They stand in reading order.
    """
    asked = set(content_words(question))

    def use(sentence: EvidenceSentence) -> tuple[int, int]:
        return -len(asked & set(content_words(item.quote(sentence)))), sentence.start

    lines, used = [], count_tokens(title := head(item, titled=True))
    for sentence in sorted(item.sentences, key=use):
        quote = untrusted(item.quote(sentence))
        used += count_tokens(quote) + 1
        if used > most:
            break
        lines.append((sentence.start, quote))
    return "\n".join([title, *(quote for _, quote in sorted(lines))])


def read_order(text: str, known: Sequence[int]) -> tuple[int, ...]:
    """The numbers of a reply, each once; none for NONE. Raises ModelReplyError when it lists no known number.

    Numbers inside prose are not taken: "Source 3 reports 12 injured" names no order.
    """
    if _NONE.match(text):
        return ()
    lines = [line for line in text.splitlines() if line.strip()]
    numbered = [found for line in lines if (found := _RANKED.match(line))]
    if len(numbered) > 1 and [int(found[1]) for found in numbered] == list(range(1, len(numbered) + 1)):
        listed = [int(found[2]) for found in numbered]
    else:
        plain = [bare for line in lines if _LIST.fullmatch(bare := _WORD.sub(" ", line.split(":")[-1]))]
        listed = [int(number) for line in plain for number in re.findall(r"\d+", line)]
    named = tuple(dict.fromkeys(number for number in listed if number in known))
    if not named:
        raise ModelReplyError("the model did not order the sources", "ask again, or set QA_RERANK=false")
    return named
