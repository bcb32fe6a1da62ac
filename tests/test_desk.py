"""The desk with a model behind it: what is chosen, stopped and written down, against a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from qa.desk.desk import Desk
from qa.desk.proofs import check_text
from qa.errors import CancelledError, ModelRefusedError, ModelUnavailableError
from qa.search.retrieve import retrieve
from tests.fakes.openai_server import FakeOpenAI, Reply, failure, fake_openai

QUESTION = "Who is the captain of the ferry?"
CAPTAINS = ("Mirela Sandhurst", "Owen Tallis", "Runa Velde")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three stories on three ferries."""
    place = tmp_path_factory.mktemp("desk")
    for n, name in enumerate(CAPTAINS):
        town = ("Brackwater", "Lindow", "Selm")[n]
        text = f"The captain of the ferry at {town} is {name}.\n\nIt crosses the sound {n + 4} times a day.\n"
        (place / f"{n}.txt").write_text(f"Ferry of {town}\n\n{text}")
    with Desk.open(library=place / "library") as desk:
        assert desk.add([str(place / f"{n}.txt") for n in range(3)]).count("added") == 3
    return place / "library"


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Path:
    return Path(copytree(made, tmp_path / "library"))


def opened(library: Path, server: FakeOpenAI, **settings: Any) -> Desk:
    return Desk.open(library=library, model="test", base_url=server.url, retries=0, **settings)


def cited(desk: Desk, name: str) -> str:
    """A reply that names a captain, with the id under which the model is shown that sentence."""
    prompt = desk.messages(QUESTION)[-1].content
    line = next(line for line in prompt.splitlines() if line.endswith(f"is {name}."))
    return f"{line.split(' ', 1)[1]} [{line.split(' ')[0]}]"


def test_a_model_chooses_the_stories_when_that_is_set(library: Path, server: FakeOpenAI) -> None:
    with opened(library, server, rerank=True) as desk:
        found = retrieve(desk.library(), desk.query(QUESTION), 3)
        server.script("3", "NOT IN SOURCES")
        record = desk.record(QUESTION, k=1)
    assert len(server.requests) == 2
    (chosen,) = record.evidence
    assert chosen.article == found[2].article
    assert (chosen.number, chosen.sentences[0].id) == (1, "1.1")
    assert record.answer.usage.model_calls == 2


def test_no_choice_is_asked_for_unless_it_is_set_and_a_dry_run_never_asks(
    library: Path, server: FakeOpenAI
) -> None:
    with opened(library, server, rerank=True) as desk:
        asked = desk.messages(QUESTION, k=1)
    with opened(library, server) as desk:
        assert desk.messages(QUESTION, k=1) == asked
        server.script("NOT IN SOURCES")
        desk.ask(QUESTION, k=1)
    assert len(server.requests) == 1


def test_a_choice_of_no_use_is_said_with_the_answer(library: Path, server: FakeOpenAI) -> None:
    with opened(library, server, rerank=True) as desk:
        server.script("I like the second.", "The second, surely.", "NOT IN SOURCES")
        answer = desk.ask(QUESTION, k=1)
    assert "did not order the sources" in " ".join(answer.notes)
    assert answer.usage.model_calls == 3


def test_a_question_whose_model_fails_is_in_the_log_with_the_error(library: Path, server: FakeOpenAI) -> None:
    with opened(library, server) as desk:
        server.script(failure(500, "out of memory"))
        with pytest.raises(ModelUnavailableError) as raised:
            desk.ask(QUESTION)
        (entry,) = desk.log.last()
        assert [e.id for e in desk.log.search("captain ferry")] == [entry.id]
    assert (entry.question, entry.kind, entry.found, entry.engine) == (QUESTION, "ask", False, "llm")
    assert entry.error == raised.value.message
    assert entry.answer == f"failed: {raised.value.message}"
    assert entry.record["error"]["hint"] == raised.value.hint
    assert len(entry.record["evidence"]) == 3
    assert entry.model == "test"


def test_a_summary_whose_model_fails_is_in_the_log_too(library: Path, server: FakeOpenAI) -> None:
    with opened(library, server) as desk:
        server.script(failure(401, "bad key"))
        with pytest.raises(ModelRefusedError):
            desk.summarize(topic="ferry captain")
        (entry,) = desk.log.last()
    assert (entry.kind, entry.question, bool(entry.error)) == ("summarize", "ferry captain", True)


def test_an_answer_has_no_error_in_the_log_and_a_log_that_is_off_stays_empty(
    library: Path, server: FakeOpenAI
) -> None:
    with opened(library, server, log=False) as desk:
        server.script(failure(500, "out of memory"))
        with pytest.raises(ModelUnavailableError):
            desk.ask(QUESTION)
        assert desk.log.last() == []
    with opened(library, server) as desk:
        server.script(cited(desk, CAPTAINS[0]))
        assert desk.ask(QUESTION).found
        assert [entry.error for entry in desk.log.last()] == [""]


@pytest.mark.parametrize("slow", [Reply("one two three four", pause=15), Reply("one", delay=15)])
def test_an_answer_that_is_given_up_ends_within_a_second_and_the_next_one_works(
    library: Path, server: FakeOpenAI, slow: Reply
) -> None:
    stop = threading.Event()
    with opened(library, server, concurrency=1) as desk:
        good = cited(desk, CAPTAINS[1])
        server.script("NOT IN SOURCES", slow, good)
        desk.ask("Who owns the ferry?")
        stopped: list[float] = []

        def give_up() -> None:
            while len(server.requests) < 2:
                time.sleep(0.01)
            stopped.append(time.monotonic())
            stop.set()

        threading.Thread(target=give_up).start()
        with pytest.raises(CancelledError):
            desk.ask(QUESTION, cancelled=stop.is_set)
        assert time.monotonic() - stopped[0] < 10
        assert desk.ask(QUESTION).found
        assert [entry.error for entry in desk.log.last()] == ["", "stopped", ""]


@pytest.mark.parametrize(("strictness", "shown"), [("strict", False), ("lenient", True)])
def test_how_strictly_a_library_is_set_decides_on_every_sentence_that_is_written(
    strictness: str, shown: bool, library: Path, server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.answer.verify.verify.bar", {"strict": 1.1, "normal": 1.1, "lenient": 0.0}.get)
    written = "Lindow's ferry has a captain, Owen Tallis."
    with opened(library, server, strictness=strictness, fallback=False) as desk:
        found = cited(desk, "Owen Tallis")
        reply = f"{written} {found[found.index('[') :]}"
        for _ in range(8):  # each first try, and its one repair
            server.script(reply)
        answer, summary = desk.ask(QUESTION), desk.summarize(topic="ferry")
        proof = check_text(desk, written)
    assert [s.text for s in answer.sentences] == [written] * shown
    assert bool(summary.sentences) == shown
    assert (proof.sentences[0].verdict in ("supported", "partial")) == shown


def test_an_engine_without_a_model_stops_before_its_next_step(library: Path) -> None:
    with Desk.open(library=library) as desk, pytest.raises(CancelledError):
        desk.ask(QUESTION, cancelled=lambda: True)


def test_a_summary_can_be_given_up(library: Path, server: FakeOpenAI) -> None:
    stop = threading.Event()
    server.script(Reply("one two three four", pause=15))
    with opened(library, server) as desk, pytest.raises(CancelledError):
        desk.summarize(topic="ferry captain", cancelled=stop.is_set, on_text=lambda _: stop.set())
