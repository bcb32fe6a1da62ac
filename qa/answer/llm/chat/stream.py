"""Reasoning text taken out of a reply while it streams, also when a tag is cut between two chunks."""

from __future__ import annotations

import re

_TAGS = ("think", "thinking", "reasoning", "thought")
_OPEN = re.compile(rf"<(?:{'|'.join(_TAGS)})\b[^>]*>", re.IGNORECASE)
_CLOSE = re.compile(rf"</(?:{'|'.join(_TAGS)})\s*>", re.IGNORECASE)
_EITHER = re.compile(f"{_OPEN.pattern}|{_CLOSE.pattern}", re.IGNORECASE)
_PARTIAL = re.compile(r"</?[a-zA-Z]{0,9}\s?$")
"""What may be the start of a tag at the end of a chunk: it waits for the next one."""


class ReasoningFilter:
    """Give it chunks; it gives back what is not reasoning.

    `restart` is true when text given out before turns out to have been reasoning: some chat templates put
    the opening tag in the prompt, and only the closing one is seen.
    """

    def __init__(self) -> None:
        self.text = ""
        """All that is not reasoning so far."""
        self.restart = False
        self._held = ""
        self._inside = False

    def feed(self, chunk: str) -> str:
        """The part of `chunk`, with what was held back, that can be shown now."""
        self._held += chunk
        self.restart = False
        shown = ""
        while True:
            found = (_CLOSE if self._inside else _EITHER).search(self._held)
            if found is None:
                break
            if not self._inside:
                shown += self._held[: found.start()]
            closing = found[0].startswith("</")
            if closing and not self._inside:
                self.restart, shown, self.text = self.restart or bool(self.text), "", ""
            self._inside = not closing
            self._held = self._held[found.end() :]
        shown += self._release()
        if not self.text:
            shown = shown.lstrip()
        self.text += shown
        return shown

    def finish(self) -> str:
        """What was held back at the end of the stream; an unclosed tag hides all after it."""
        rest = "" if self._inside else self._held
        self._held = ""
        self.text += rest
        return rest

    def _release(self) -> str:
        """The held text up to a possible start of a tag; nothing while inside of one."""
        partial = _PARTIAL.search(self._held)
        cut = partial.start() if partial else len(self._held)
        ready, self._held = self._held[:cut], self._held[cut:]
        return "" if self._inside else ready
