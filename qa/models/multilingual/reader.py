"""The reader for other languages, and for a question in one language and a sentence in another.

The same heads as `qa.models.reader`, trained on the same pairs and on eleven languages
(`bench/training`), on the upper half of multilingual-e5-small. Twice as slow, and in English not as good:
English alone is never read with it.
"""

from __future__ import annotations

from functools import lru_cache

from qa.models.multilingual.base import BEGIN, END, get_base
from qa.models.reader import PairReader, Verdict, answering_words, laid_out


class LanguageReader(PairReader):
    """The loaded network. Safe to share between threads."""

    def __init__(self, *, threads: int | None = None) -> None:
        """Loads the networks; raises ModelRefusedError if a file is missing or damaged."""
        self._base = get_base()
        super().__init__(self._base.card, self._base.tokenizer, threads)
        self._upper = self._base.session("reader.onnx")

    def _read(self, pair: tuple[str, str, str, str]) -> Verdict:

        said, ids, segments, begin = laid_out(self._tokenizer, pair, BEGIN, END)
        feeds = {"hidden": self._base.hidden(ids), "segments": segments[None]}
        answer, claim, span = self._upper.run(["answer", "claim", "span"], feeds)
        words, score = answering_words(pair[2], span[0, begin : begin + len(said)], said)
        shares = (float(claim[0, 0]), float(claim[0, 1]), float(claim[0, 2]))
        return Verdict(float(answer[0]), shares, words, score)


@lru_cache(maxsize=1)
def get_language_reader() -> LanguageReader:
    """The one of this process; raises ModelRefusedError as `LanguageReader` does."""
    return LanguageReader()
