"""Shown sentences in the language that was asked in, by the model: one call for all of an answer.

A translation is shown beside the words of the source and never instead of them, and only where `verify` finds
nothing against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.llm.chat.call import Caller, UselessReplyError
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.sources import untrusted
from qa.answer.prompts import Prompts
from qa.errors import ModelReplyError
from qa.text import safe
from qa.text.tongue import english_name
from qa.types import Usage

_LINE = re.compile(r"[\s*_>\[(-]*(\d{1,3})[.):\]]+[*_]*\s+(\S.*)")


def translate(
    caller: Caller, prompts: Prompts, texts: Sequence[str], language: str
) -> tuple[dict[int, str], Usage]:
    """(translation of each text by its place, what the call took); one may be missing. `language` is a code.

    Raises ModelError when the model cannot be called.
    """
    listed = "\n".join(f"{number}. {untrusted(text)}" for number, text in enumerate(texts, start=1))
    messages = prompts["translate"].fill(sentences=listed, language=english_name(language))

    def read(reply: Reply) -> dict[int, str]:
        return read_lines(reply.text, len(texts), cut=reply.cut)

    try:
        return caller.call("translate", messages, read)
    except UselessReplyError as error:
        return {}, error.usage
    except ModelReplyError:
        return {}, Usage()


def read_lines(text: str, count: int, *, cut: bool = False) -> dict[int, str]:
    """The numbered lines of a reply, each number once; the last one not where the reply was cut.

    Raises ModelReplyError for a reply that has none of the numbers. One sentence needs no number.
    """
    lines = [line for line in safe(text).splitlines() if line.strip()]
    found: dict[int, str] = {}
    for line in lines:
        if (match := _LINE.fullmatch(line)) and 1 <= int(match[1]) <= count:
            found.setdefault(int(match[1]) - 1, match[2].strip())
    if not found and count == 1 and len(lines) == 1:
        found[0] = lines[0].strip()
    if cut and found:
        found.pop(max(found))
    if not found:
        raise ModelReplyError(
            "the model translated none of the sentences", "ask again, or give --no-translate"
        )
    return found
