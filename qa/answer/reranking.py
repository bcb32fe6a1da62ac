"""Stories in the order of a small network of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.engine import Ranking
from qa.types import Evidence

Scores = Callable[[str, Sequence[str]], list[float]]
"""(question, passages) -> how well each answers it, higher is better."""


class NetworkRanking:
    """A re-ranker that scores each passage of a story alone; a story is worth its best passage."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores

    def rerank(self, question: str, evidence: Sequence[Evidence], k: int) -> Ranking:
        """The best `k` of these stories. Raises ModelError when the network cannot be run."""
        if len(evidence) <= k:
            return Ranking(tuple(evidence))
        rows = [(item, passage.text(item.article)) for item in evidence for passage in item.passages]
        best: dict[int, float] = {}
        for (item, _), score in zip(rows, self._scores(question, [text for _, text in rows]), strict=True):
            best[item.number] = max(score, best.get(item.number, score))
        order = sorted(evidence, key=lambda item: (-best.get(item.number, float("-inf")), item.number))
        return Ranking(tuple(order[:k]))
