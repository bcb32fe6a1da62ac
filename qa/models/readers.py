"""Which network reads a pair: the English one where both texts are English, the multilingual one else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from qa.errors import ModelRefusedError
from qa.models.multilingual.reader import get_language_reader
from qa.models.reader import Reader, Reading, Window
from qa.text.tongue import is_english

Shares = tuple[float, float, float]


class Readers:
    """Answers and claims in any language; a network is loaded at its first pair. Safe between threads."""

    def __init__(self) -> None:
        """Loads the English reader; raises ModelRefusedError if its files are missing or damaged."""
        self._english = Reader()
        self.answered, self.supported = self._english.answered, self._english.supported

    @property
    def card(self) -> dict[str, Any]:
        """The card of the English reader."""
        return self._english.card

    @property
    def pairs_read(self) -> int:
        """How often the English network was run."""
        return self._english.pairs_read

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Of each sentence, in order: does it answer the question, and with which of its words?"""
        asked = is_english(question)
        own = [i for i, window in enumerate(windows) if asked and is_english(window.sentence)]
        rest = sorted(set(range(len(windows))) - set(own))
        found = dict(zip(own, self._english.read(question, [windows[i] for i in own]), strict=True))
        if rest:
            found |= zip(rest, get_language_reader().read(question, [windows[i] for i in rest]), strict=True)
        return [found[i] for i in range(len(windows))]

    def second(self, question: str, windows: Sequence[Window]) -> list[Reading] | None:
        """What the multilingual network says where the English one has the first word; None elsewhere."""
        if not is_english(question):
            return None
        try:
            return get_language_reader().read(question, windows)
        except ModelRefusedError:
            return None  # `qa doctor` names the file; one network answers as well as it can

    def answers(self, question: str, sentences: Sequence[str]) -> list[float]:
        """P(the sentence answers the question) of each sentence read alone, in order, 0..1."""
        return [
            reading.probability for reading in self.read(question, [Window("", s, "") for s in sentences])
        ]

    def entails_windows(self, pairs: Sequence[tuple[str, str, str, str]]) -> list[Shares]:
        """(P(supported), P(contradicted), P(neutral)) of each (claim, before, cited, after), in order."""
        own = [i for i, (claim, _, cited, _) in enumerate(pairs) if is_english(claim) and is_english(cited)]
        rest = sorted(set(range(len(pairs))) - set(own))
        found = dict(zip(own, self._english.entails_windows([pairs[i] for i in own]), strict=True))
        if rest:
            judged = get_language_reader().entails_windows([pairs[i] for i in rest])
            found |= zip(rest, judged, strict=True)
        return [found[i] for i in range(len(pairs))]

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[Shares]:
        """The same of each (evidence, claim), where nothing stands around the evidence."""
        return self.entails_windows([(claim, "", evidence, "") for evidence, claim in pairs])


@lru_cache(maxsize=1)
def get_reader() -> Readers:
    """The one of this process; raises ModelRefusedError as `Readers` does."""
    return Readers()
