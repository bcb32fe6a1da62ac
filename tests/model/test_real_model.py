"""A real, weak model answers through the whole chain. What is asserted are the laws, not eloquence.

SmolLM2-135M makes things up in most sentences and hardly ever cites: what is shown of it must still be
true of the words it cites, and the rest must be removed with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.probe import probe
from qa.answer.verify.verify import check_sentence
from qa.desk.desk import Desk
from qa.errors import ModelUnavailableError
from qa.evaluate.cases import CaseFilters, load_cases
from qa.settings import load_settings
from qa.show.json import answer_dict
from qa.text import normalise, numbers
from qa.types import Answer, DraftSentence, Evidence, Summary

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
CORPUS = Path(__file__).parents[2] / "corpus"
QUESTIONS = (
    "What time was the meeting scheduled to begin?",
    "Where was the video meeting held?",
    "How many military leaders took part?",
)


def desk_on(url: str, library: Path, **more: Any) -> Desk:
    changes = {
        "library": library,
        "engine": "llm",
        "model": "openai:smollm2",
        "base_url": url,
        "context_tokens": 2048,
        "max_output_tokens": 64,
        "timeout": 600.0,
        "retries": 0,
        "fallback": False,  # what the model itself says is tried here
    }
    return Desk(load_settings(changes | more))


@pytest.fixture
def desk(model_server: Any, tmp_path: Path) -> Iterator[Desk]:
    with desk_on(model_server.url, tmp_path / "library") as opened:
        # The seeds where they are, else articles on the same event from the sample corpus.
        opened.add([str(SEEDS if SEEDS.is_dir() else CORPUS)])
        yield opened


def hold_the_laws(desk: Desk, made: Answer | Summary, evidence: tuple[Evidence, ...] = ()) -> None:
    """Citations are exact and listed, shown sentences pass the check again, removed ones have a reason."""
    listed = {source.number: source for source in made.sources}
    for sentence in made.sentences:
        assert sentence.citations
        quoted = ""
        for citation in sentence.citations:
            article = desk.show(citation.article_id)
            assert article.text[citation.start : citation.end] == citation.quote
            assert listed[citation.source].article_id == citation.article_id
            quoted += f" {citation.quote}"
        assert {n.value for n in numbers(sentence.text)} <= {n.value for n in numbers(quoted)}
        # The false claim this very model is known for: the video meeting was not held at the summit.
        assert not re.search(r"video.*(?:Hague|United Kingdom)", sentence.text)
        ids = [s.id for e in evidence for s in e.sentences if e.quote(s) in quoted]
        if evidence:
            assert check_sentence(DraftSentence(sentence.text, tuple(ids)), evidence).sentence
    assert {c.source for s in made.sentences for c in s.citations} == set(listed)
    assert all(removed.reason for removed in made.removed)


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_weak_model_says_only_what_its_sources_say_is_shown(desk: Desk, question: str) -> None:
    pieces: list[str] = []
    record = desk.record(question, k=1, on_text=pieces.append)
    answer = record.answer
    assert "".join(pieces).strip()
    assert record.draft
    assert answer.usage.model_calls >= 1
    assert answer.usage.prompt_tokens > 300
    assert len(answer.sentences) + len(answer.removed) >= min(1, len(record.draft.sentences))
    assert answer.found == bool(answer.sentences)
    hold_the_laws(desk, answer, record.evidence)
    assert answer_dict(answer)["engine"] == "llm"
    again = desk.ask(question, k=1)
    assert again.sentences == answer.sentences
    assert again.usage.cached


def test_a_summary_by_a_weak_model_says_only_what_its_sources_say(desk: Desk) -> None:
    article = max(desk.list(), key=lambda a: "NATO" in a.title or "NATO" in a.text[:500])
    summary = desk.summarize([article.id], words=40)
    assert summary.usage.model_calls >= 1
    hold_the_laws(desk, summary)


CASES = ("corpus", 4)
"""The library and the number of its first answerable cases that are asked with and without the model."""


def test_with_a_weak_model_no_fewer_answers_are_right_than_without_one(
    model_server: Any, tmp_path: Path
) -> None:
    name, most = CASES
    cases = load_cases(CORPUS / "eval" / "cases.jsonl")
    cases = [c for c in cases if c.library == name and c.expect == "answer" and c.filters == CaseFilters()]
    right: dict[str, set[str]] = {"llm": set(), "extractive": set()}
    assert cases
    for engine, found in right.items():
        with desk_on(model_server.url, tmp_path / "library", engine=engine, fallback=True) as desk:
            if engine == "llm":
                desk.add([str(CORPUS / "articles")], meta=CORPUS / "meta.csv")
            for case in cases[:most]:
                made = desk.ask(case.question)
                hold_the_laws(desk, made)
                shown = " ".join(s.text for s in made.sentences)
                if all(normalise(part).casefold() in normalise(shown).casefold() for part in case.contains):
                    found.add(case.id)
    assert right["extractive"] <= right["llm"]


def test_doctor_finds_the_model_reachable_and_gets_a_reply(model_server: Any) -> None:
    found = probe(ModelConfig("openai:SmolLM2-135M-Instruct.Q4_1", model_server.url, timeout=300.0))
    assert found.reachable
    assert found.replied, found.detail


def test_a_model_server_that_dies_while_it_writes_is_a_clear_error_and_the_next_run_is_fine(
    own_server: Any, model_server: Any, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    with desk_on(own_server.url, library) as desk:
        desk.add([str(SEEDS if SEEDS.is_dir() else CORPUS)])
        with pytest.raises(ModelUnavailableError, match=r"broke off|cannot reach") as raised:
            desk.ask(QUESTIONS[0], k=1, on_text=lambda _: own_server.stop())
        assert raised.value.hint
        with pytest.raises(ModelUnavailableError, match="cannot reach"):
            desk.ask(QUESTIONS[0], k=1)
    with desk_on(model_server.url, library) as desk:
        hold_the_laws(desk, desk.ask(QUESTIONS[0], k=1))
