"""What a topic costs besides the model's replies: counted, for a clock would tell of the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from fakes.briefs import WritingEngine

import qa.brief.read.sheet
import qa.text.sentences
from qa.brief.compose import Bureau, compose
from qa.brief.read.sheet import SentenceReadings
from qa.brief.topics import Topic, one_topic
from qa.models.reader import Reader

LEAK = "The acid leak in Skerrowby harbour"
QUESTIONS = ("How many people died because of the acid leak?", "How much nitric acid escaped?")


class CountedEmbedder:
    """The embedder of the bureau, and every text that it was given."""

    def __init__(self, embedder: Any) -> None:
        self._embedder, self.texts = embedder, list[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_question(self, text: str) -> Any:
        """By name, since from Python 3.12 on a protocol is not met by what `__getattr__` gives."""
        return self._embedder.embed_question(text)

    def embed(self, texts: Sequence[str]) -> Any:
        self.texts += texts
        return self._embedder.embed(texts)


@pytest.fixture
def counted(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Callable[[Topic], Counter[str]]:
    """Makes a topic with a model that writes, and counts the work; nothing is remembered at first."""
    embedder, reader, work = CountedEmbedder(bureau.readings.embedder), Reader(), Counter[str]()
    facts_of = qa.brief.read.sheet.facts_of

    def counted_facts(text: str) -> Any:
        work["sentences taken apart"] += 1
        return facts_of(text)

    monkeypatch.setattr("qa.brief.read.sheet.facts_of", counted_facts)
    monkeypatch.setattr("qa.models.readers.get_reader", lambda: reader)
    monkeypatch.setattr(bureau.library, "embedder", embedder)
    qa.text.sentences.kept_spans.cache_clear()
    desk = replace(bureau, engine=WritingEngine(), readings=SentenceReadings(embedder), reader=reader)

    def make(topic: Topic) -> Counter[str]:
        work.clear()
        embedder.texts.clear()
        read, cut = reader.pairs_read, qa.text.sentences.kept_spans.cache_info().misses
        with queries(bureau.library.catalog.db) as asked:
            briefing = compose(topic, desk).briefing
        assert briefing.bottom_line
        assert briefing.comparison.single
        work["pairs read"] = reader.pairs_read - read
        work["texts embedded"] = len(embedder.texts)
        work["texts cut into sentences"] = qa.text.sentences.kept_spans.cache_info().misses - cut
        work["queries of the catalog"] = len(asked)
        return Counter(work)

    return make


@contextmanager
def queries(db: Any) -> Iterator[list[str]]:
    """The statements that SQLite is given; those that its word index makes begin with a comment sign."""
    asked: list[str] = []
    db.set_trace_callback(lambda statement: statement.startswith("--") or asked.append(statement))
    yield asked
    db.set_trace_callback(None)


def test_a_second_topic_on_the_same_articles_does_none_of_the_reading_again(
    counted: Callable[[Topic], Counter[str]],
) -> None:
    first = counted(one_topic(f"{LEAK}, part 1", query=LEAK, questions=QUESTIONS))
    again = counted(one_topic(f"{LEAK}, part 2", query=LEAK, questions=QUESTIONS))
    assert first["pairs read"] > 0
    assert first["texts embedded"] > 100
    assert first["sentences taken apart"] > 100
    assert again["pairs read"] == 0
    assert again["sentences taken apart"] == 0
    assert again["texts cut into sentences"] == 0
    assert again["texts embedded"] == 2 + len(QUESTIONS)  # title, query and each question as a topic


def test_searches_of_a_topic_look_up_all_copies_at_once(counted: Callable[[Topic], Counter[str]]) -> None:
    work = counted(one_topic(LEAK, questions=QUESTIONS))
    assert work["queries of the catalog"] < 110, "93 of three searches; looked up one by one, over 300"
