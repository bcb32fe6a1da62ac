"""A small model as a second reader: does the likeliest sentence say what is asked?

To judge is easier than to write. Of the reader's best sentences for 94 open questions a 1.5 B model denied
9 of the 18 that are shown and do not answer, one of the 43 that do, and 24 of the 33 that are not shown. It
confirmed nine of those, of which four answer: that it confirms shows nothing. Models of 0.5 B, 270 M and
135 M say no to nearly everything: only one that tells yes from no on sentences of ours is asked at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from threading import Lock

from qa.answer.llm.chat.call import Caller
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.sources import untrusted
from qa.answer.prompts import Prompts
from qa.errors import ModelRefusedError, ModelReplyError
from qa.types import Usage

EXAM: tuple[tuple[str, str, bool], ...] = (
    ("Who was elected mayor of Tarn?", "Ina Voss won the vote in Tarn with 52 percent on Sunday.", True),
    ("Who was elected mayor of Tarn?", "The mayor of Tarn is elected every five years, on a Sunday.", False),
    ("How much will the new bridge cost?", "The council put its price at 14 million crowns.", True),
    ("How much will the new bridge cost?", "The new bridge is to be opened next spring.", False),
    ("Why was the school closed?", "Lessons stopped because the boiler had burst, the head said.", True),
    ("Why was the school closed?", "The school has 300 pupils and was built in 1961.", False),
    ("When did the ferry Alma sink?", "The ferry Alma went down off Port Gray on 3 May.", True),
    ("When did the ferry Alma sink?", "The ferry Alma was 80 metres long and had a crew of 12.", False),
)
"""Questions, sentences, and whether these say what is asked."""

PASSED = 7
"""Right verdicts on the exam from which a model is asked: by chance one model in 28 gets there."""

_VERDICT = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)
_REPLY_TOKENS = 4


@dataclass(slots=True)
class Examined:
    """Whether a model has passed, found out once; safe between threads."""

    passed: bool | None = None
    lock: Lock = field(default_factory=Lock)


class Second:
    """The judgement of one model. What its calls took comes back with the verdict."""

    def __init__(self, caller: Caller, prompts: Prompts, examined: Examined) -> None:
        self._caller, self._prompts, self._examined = caller, prompts, examined

    def says(self, question: str, sentence: str) -> tuple[bool | None, Usage]:
        """Whether the sentence says what is asked; None by a model that cannot tell.

        Raises ModelError when the model cannot be called.
        """
        return self._verdict(question, sentence) if self._can_tell() else (None, Usage())

    def _can_tell(self) -> bool:
        """Whether it passes the exam, which it takes once: its replies are kept like others, for a library.

        It is about the model and no answer's: the run's budget counts it, the usage of an answer does not.
        """
        with self._examined.lock:
            if self._examined.passed is None:
                verdicts = [self._verdict(question, sentence)[0] is says for question, sentence, says in EXAM]
                self._examined.passed = sum(verdicts) >= PASSED
            return self._examined.passed

    def _verdict(self, question: str, sentence: str) -> tuple[bool | None, Usage]:
        messages = self._prompts["says"].fill(question=untrusted(question), sentence=untrusted(sentence))
        try:
            return self._caller.call("says", messages, _read, max_output_tokens=_REPLY_TOKENS)
        except ModelReplyError as error:
            return None, error.usage or Usage()
        except ModelRefusedError as error:
            if not error.content:
                raise
            return None, error.usage or Usage()


def _read(reply: Reply) -> bool | None:
    """The verdict that a reply begins with; None when it begins with none."""
    found = _VERDICT.match(reply.text)
    return {"yes": True, "no": False}[found[1].lower()] if found else None
