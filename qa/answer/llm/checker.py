"""A second model that says whether a source bears a claim out; asked only after the rules have agreed."""

from __future__ import annotations

import re

from qa.answer.llm.chat.call import Caller, UselessReplyError
from qa.answer.llm.chat.cancel import Cancelled
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.sources import untrusted
from qa.answer.prompts import Prompts
from qa.errors import ModelReplyError
from qa.types import Usage

_VERDICT = re.compile(r"\b(YES|NO|UNSURE)\b", re.IGNORECASE)
_REPLY_TOKENS = 16


class ModelChecker:
    """A judge for the check of an answer. It keeps nothing: what a call took comes back with its verdict."""

    def __init__(self, caller: Caller, prompts: Prompts) -> None:
        self._caller = caller
        self._prompts = prompts

    @property
    def model(self) -> str:
        """The checking model as configured."""
        return self._caller.chat.config.model

    def until(self, cancelled: Cancelled) -> ModelChecker:
        """The same checker for one answer, whose calls end when `cancelled` says so."""
        return ModelChecker(self._caller.until(cancelled), self._prompts)

    def check(self, evidence: str, claim: str) -> bool | None:
        """The verdict alone, for those who do not count."""
        return self.judge(evidence, claim)[0]

    def judge(self, evidence: str, claim: str) -> tuple[bool | None, Usage]:
        """(verdict, what it took): True or False as the model says, None when it is unsure or says neither.

        Raises ModelError when the model cannot be called: a check that was asked for is never skipped.
        """
        messages = self._prompts["check"].fill(evidence=untrusted(evidence), claim=untrusted(claim))
        try:
            return self._caller.call("check", messages, _read, max_output_tokens=_REPLY_TOKENS)
        except UselessReplyError as error:
            return None, error.usage
        except ModelReplyError:
            return None, Usage()


def _read(reply: Reply) -> bool | None:
    """The first verdict of a reply; None when it gives none."""
    found = _VERDICT.search(reply.text)
    return {"YES": True, "NO": False}.get(found[1].upper()) if found else None
