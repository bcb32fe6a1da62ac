"""Ten planted faults, written by a model behind the real protocol: none is shown as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answer.ask import check
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.engine import LLMEngine, make_engine
from qa.types import Sentence
from tests.answer.stories import ARTICLES, evidence_of
from tests.fakes.openai_server import FakeOpenAI, fake_openai

EVIDENCE = evidence_of(*ARTICLES)
FAITHFUL = (
    ("Engineers found 40 cracks in the northern pillars of the Kessel bridge.", "1.1"),
    ("Deputy Mayor Jan Pohl told reporters that the repairs would cost $2.5 million.", "1.3"),
    ("“Demand has collapsed faster than anyone expected,” Lund said.", "2.3"),
    ("Transport Minister Dana Rell warned that “this was known for years”.", "1.6"),
    ("Governor Lena Marsh did not declare a state of emergency.", "3.4"),
    ("The council rejected a request to inspect the bridge in May 2023.", "1.7"),
    ("The bridge did not collapse, and no one was hurt.", "1.4"),
    ("Varn Steel will cut 350 jobs at its plant in Tolmar by 30 June 2026.", "2.1"),
    ("Winds reached 160 km per hour on Friday.", "3.2"),
    ("The plant opened in 1962 and employs more than 2,000 people.", "2.6"),
)
FAULTY = (
    ("wrong number", "Engineers found 14 cracks in the northern pillars of the Kessel bridge.", "1.1"),
    ("wrong name", "Deputy Mayor Jan Brandt told reporters that the repairs would cost $2.5 million.", "1.3"),
    ("swapped speaker", "“Demand has collapsed faster than anyone expected,” Doss said.", "2.3"),
    ("altered quotation", "Transport Minister Dana Rell warned that “this was hidden for years”.", "1.6"),
    ("dropped not", "Governor Lena Marsh declared a state of emergency.", "3.4"),
    ("invented source", "The council ordered a new bridge of steel and glass.", "7.2"),
    ("missing id", "The bridge did not collapse, and no one was hurt.", ""),
    ("date shifted by a day", "Varn Steel will cut 350 jobs at its plant in Tolmar by 29 June 2026.", "2.1"),
    ("unit changed", "Winds reached 160 miles per hour on Friday.", "3.2"),
    ("right claim, wrong id", "The plant opened in 1962 and employs more than 2,000 people.", "1.5"),
)


def reply(rows: list[tuple[str, str]]) -> str:
    return " ".join(f"{text} [{claim}]" if claim else text for text, claim in rows)


def cited(sentence: Sentence) -> set[str]:
    spans = {(e.number, s.start): s.id for e in EVIDENCE for s in e.sentences}
    return {spans[c.source, c.start] for c in sentence.citations}


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


@pytest.fixture
def engine(server: FakeOpenAI, tmp_path: Path) -> LLMEngine:
    return make_engine(ModelConfig("openai:test-model", server.url, retries=0), library=tmp_path)


def test_a_draft_without_faults_is_shown_whole_after_one_call(server: FakeOpenAI, engine: LLMEngine) -> None:
    server.script(reply(list(FAITHFUL)))
    draft = engine.draft_answer("What happened?", EVIDENCE)
    both, checked = check(engine, "What happened?", EVIDENCE, draft)
    assert [r.reason for r in checked.removed] == []
    assert [s.text for s in checked.sentences] == [text for text, _ in FAITHFUL]
    assert all(id_ in cited(s) for s, (_, id_) in zip(checked.sentences, FAITHFUL, strict=True))
    assert both.usage.model_calls == len(server.requests) == 1


def test_of_ten_planted_faults_none_is_shown_as_it_was_written(server: FakeOpenAI, engine: LLMEngine) -> None:
    corrected = "1. Engineers found 40 cracks in the northern pillars of the Kessel bridge. [1.1]"
    stubborn = "2. Deputy Mayor Jan Brandt told reporters that the repairs would cost $3 million. [1.3]"
    dropped = "\n".join(f"{n}. DROP" for n in range(3, 9))
    server.script(reply([(text, claim) for _, text, claim in FAULTY]), f"{corrected}\n{stubborn}\n{dropped}")
    draft = engine.draft_answer("What happened?", EVIDENCE)
    assert len(draft.sentences) == 10
    both, checked = check(engine, "What happened?", EVIDENCE, draft)
    assert [(s.text, cited(s)) for s in checked.sentences] == [
        ("Engineers found 40 cracks in the northern pillars of the Kessel bridge.", {"1.1"}),
        ("The bridge did not collapse, and no one was hurt.", {"1.4"}),
        ("The plant opened in 1962 and employs more than 2,000 people.", {"2.6"}),
    ]
    assert len(checked.removed) == 7
    assert all(r.reason for r in checked.removed)
    assert both.usage.model_calls == len(server.requests) == 2
    asked_again = server.requests[1]["messages"][1]["content"].split("Failed sentences:")[1]
    for kind, text, claim in FAULTY:
        assert (text in asked_again) == (kind not in ("missing id", "right claim, wrong id")), (kind, claim)
