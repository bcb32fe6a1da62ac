"""One question on two invented sentences, through the whole chain: does this model work here?"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from qa.answer.llm.chat.config import Chat, ModelConfig
from qa.answer.llm.engine import make_engine
from qa.answer.verify.verify import verify
from qa.errors import ModelReplyError, QAError
from qa.types import Article, Evidence, EvidenceSentence, Passage

SENTENCES = (
    "The ferry Alma left Port Gray at noon on Friday.",
    "It carried 40 cars, the harbour office said.",
)
QUESTION = "How many cars did the ferry carry?"
ANSWER = "40"


@dataclass(frozen=True)
class Trial:
    """Whether the model replied, and what to tell about it."""

    replied: bool
    told: str
    hint: str = ""


def tried(config: ModelConfig, chat: Chat | None = None) -> Trial:
    """Ask the model; never raises QAError.

    A model that replies and answers wrongly is usable: what fails the check is not shown.
    """
    started = perf_counter()
    try:
        draft = make_engine(config, chat=chat).draft_answer(QUESTION, [_evidence()])
    except ModelReplyError as error:
        return Trial(True, f"it replied in {perf_counter() - started:.1f} s, but of no use: {error.message}")
    except QAError as error:
        return Trial(False, f"it does not work: {error.message}", error.hint)
    seconds = perf_counter() - started
    shown = verify(draft, [_evidence()]).sentences
    if answered := next((s for s in shown if ANSWER in s.text or "forty" in s.text.lower()), None):
        return Trial(True, f"it answered in {seconds:.1f} s, borne out by its source: {answered.text}")
    fault = "with a true sentence that does not answer" if shown else "but nothing of it could be shown"
    return Trial(
        True,
        f"it replied in {seconds:.1f} s, {fault}: a small model; where it fails, the sources' own sentences "
        "answer",
    )


def _evidence() -> Evidence:
    text = " ".join(SENTENCES)
    article = Article.make("Ferry leaves", text, "Port Gray Post")
    end = len(SENTENCES[0])
    spans = (EvidenceSentence("1.1", 0, end), EvidenceSentence("1.2", end + 1, len(text)))
    return Evidence(1, article, (Passage(article.id, 0, len(text)),), spans, 1.0)
