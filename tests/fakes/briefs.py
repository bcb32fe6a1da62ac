"""A small world for tests of briefings: an engine that writes like a model, and a library without one."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from qa.answer.engine import Failure, Message, OnText, Plan, SummaryStyle, Turn
from qa.brief.write.record import json_bytes
from qa.types import Draft, DraftSentence, Evidence, Usage
from qa.types.briefing import Briefing


class WordEmbedder:
    """Counts words into 512 numbers: texts that share words are near. No model is loaded."""

    name = "words"
    dimension = 512
    max_tokens = 256
    revision = 0

    def embed(self, texts: Sequence[str]) -> Any:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split() or ["nothing"]:
                digest = hashlib.sha256(word.strip(".,!?\"'").encode("utf-8", "replace")).digest()
                row[int.from_bytes(digest[:2]) % self.dimension] += 1.0
            row[0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


class WritingEngine:
    """Writes by copying the first evidence sentences, after `delay` seconds; counts its calls.

    `fail_on`: a call whose topic or question holds these words raises `error`.
    """

    name = "llm"
    model: str | None = "fake:slow"

    def __init__(self, delay: float = 0.0, fail_on: str = "", error: Exception | None = None) -> None:
        self.delay, self.fail_on, self.error = delay, fail_on, error
        self.calls = 0
        self._lock = threading.Lock()

    def fingerprint_parts(self) -> tuple[str, ...]:
        return ("writing-1", str(self.model))

    def plan(
        self, question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None
    ) -> Plan:
        return Plan(question, (question,))

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        on_text: OnText | None = None,
        leads: Sequence[object] = (),
    ) -> Draft:
        return self._call(question, evidence, 1)

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        leads: Sequence[object] = (),
        on_text: OnText | None = None,
    ) -> Draft:
        return self._call(topic, evidence, 3)

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        return None

    def messages(self, question: str, evidence: Sequence[Evidence]) -> tuple[Message, ...]:
        return ()

    def _call(self, about: str, evidence: Sequence[Evidence], most: int) -> Draft:
        if self.fail_on and self.fail_on in about and self.error:
            raise self.error
        with self._lock:
            self.calls += 1
        time.sleep(self.delay)
        rows = [(e, e.sentences[0]) for e in evidence if e.sentences][:most]
        sentences = tuple(DraftSentence(e.quote(s), (s.id,)) for e, s in rows)
        return Draft(sentences, Usage(self.delay, 1, 1000, 100, 0.001))


def write_json(briefing: Briefing, folder: Path) -> list[Path]:
    """A renderer: the briefing as JSON, without the seconds it took."""
    from dataclasses import replace

    path = folder / "briefing.json"
    path.write_bytes(json_bytes(replace(briefing, usage=replace(briefing.usage, seconds=0.0))))
    return [path]
