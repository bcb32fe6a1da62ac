"""What an answer by a model costs besides the model: calls, tokens of the prompt, time of the check.

    python bench/llm.py [--questions 40]

Asks the questions of corpus/eval/cases.jsonl of a library of the sample articles. The model is a server on
loopback that answers at once with sentences it was given and their ids, so that what is measured is ours:

calls       calls and tokens of one question, and the dollars at 0.40 and 1.60 per million tokens
overhead    tokens of the prompt beyond those of its evidence, for 1 to 24 sources; the limit is 15 % and 400
check       milliseconds that the check adds to an answer, by rules alone and with a checking model

Tokens are counted as the product counts them, without the network.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qa.answer.llm.chat.call import message_tokens  # noqa: E402
from qa.answer.llm.chat.config import ModelConfig  # noqa: E402
from qa.answer.llm.engine import LLMEngine, make_checker  # noqa: E402
from qa.answer.verify.verify import verify  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.evaluate.cases import load_cases  # noqa: E402
from qa.search.retrieve import retrieve  # noqa: E402
from qa.text import count_tokens  # noqa: E402
from qa.types import Draft, Evidence  # noqa: E402
from tests.fakes.openai_server import FakeOpenAI, Reply  # noqa: E402

SOURCES = (1, 2, 4, 8, 12, 16, 24)
PRICE = (0.40, 1.60)
SENTENCES = 3
"""Sentences of a made-up answer: what models write for a question of one part."""

_LINE = re.compile(r"^(?:(?:Source )?(\d+): .+|(\d*\.\d+) (.+))$", re.MULTILINE)


def cited_lines(prompt: str) -> list[tuple[str, str]]:
    """(id, words) of the sentences of a prompt; `.2` takes its number from the line of its source."""
    found, source = [], ""
    for line in _LINE.finditer(prompt):
        source = line[1] or source
        if line[2]:
            found.append((source + line[2] if line[2].startswith(".") else line[2], line[3]))
    return found


class Copying(FakeOpenAI):
    """Answers with the first sentences of the sources and their ids; YES to a checking prompt."""

    def next(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        super().next(path, key, request)
        asked = request["messages"][-1]["content"]
        lines = cited_lines(asked)[:SENTENCES]
        text = " ".join(f"{said} [{number}]" for number, said in lines) if lines else "YES"
        return Reply(text, usage=False)


@contextmanager
def world() -> Iterator[tuple[Desk, Copying]]:
    """A library of the sample articles, and a desk that asks the server."""
    server = Copying()
    with tempfile.TemporaryDirectory() as place:
        settings = {"model": "bench", "base_url": server.url, "cache": False, "log": False}
        try:
            with Desk.open(library=Path(place), prices={"bench": PRICE}, **settings) as desk:
                desk.add([str(ROOT / "corpus" / "articles")], meta=ROOT / "corpus" / "meta.csv")
                yield desk, server
        finally:
            server.close()


@dataclass
class Prompted:
    """One prompt: tokens of the evidence itself, and of the messages."""

    evidence: int
    prompt: int

    @property
    def within(self) -> bool:
        return self.prompt <= 1.15 * self.evidence + 400


def tokens_of(evidence: tuple[Evidence, ...]) -> int:
    return sum(count_tokens(item.quote(s)) for item in evidence for s in item.sentences)


def calls(desk: Desk, server: Copying, questions: list[str]) -> list[tuple[Draft, tuple[Evidence, ...]]]:
    """Asks every question; prints calls and tokens; the drafts with their evidence."""
    rows, drafts = [], []
    for question in questions:
        before = len(server.requests)
        made = desk.record(question)
        used = made.answer.usage
        assert used.model_calls == len(server.requests) - before
        rows.append((used.model_calls, used.prompt_tokens, used.completion_tokens, used.cost_usd or 0.0))
        if made.draft is not None:
            drafts.append((made.draft, made.evidence))
    made_calls = sorted(row[0] for row in rows)
    print(
        f"calls      {len(rows)} questions: "
        + ", ".join(f"{made_calls.count(n)} with {n}" for n in sorted(set(made_calls)))
    )
    prompt, reply, cost = (median(row[n] for row in rows) for n in (1, 2, 3))
    print(f"           median {prompt:.0f} prompt and {reply:.0f} reply tokens, ${cost:.5f}")
    return drafts


def overhead(desk: Desk, questions: list[str]) -> None:
    """Prints how much longer a prompt is than its evidence."""
    engine = LLMEngine(_Silent())
    for k in SOURCES:
        rows = []
        for question in questions:
            evidence = retrieve(desk.library(), desk.query(question), k)
            if len(evidence) == k:
                rows.append(
                    Prompted(tokens_of(evidence), message_tokens(engine.messages(question, evidence)))
                )
        if rows:
            more = [row.prompt / row.evidence - 1 for row in rows]
            print(
                f"overhead   {k:2} sources: evidence {median(r.evidence for r in rows):5.0f}, "
                f"prompt {median(r.prompt for r in rows):5.0f} tokens (median, +{100 * median(more):.0f} %), "
                f"within 15 % and 400: {sum(r.within for r in rows)} of {len(rows)}"
            )


class _Silent:
    """A model that is never called: only its prompts are wanted."""

    config = ModelConfig("bench:model", context_tokens=200_000)

    def complete(self, *_: object, **__: object) -> Any:
        raise AssertionError("only prompts are measured")


def check(desk: Desk, server: Copying, drafts: list[tuple[Draft, tuple[Evidence, ...]]]) -> None:
    """Prints what the check adds, by rules alone and with a checking model."""
    verify(*drafts[0])  # loads what it needs
    checker = make_checker(ModelConfig("bench", server.url))
    for name, second in (("rules", None), ("rules and checking model", checker)):
        times, sentences, before = [], 0, len(server.requests)
        for draft, evidence in drafts:
            started = perf_counter()
            verify(draft, evidence, checker=second)
            times.append(1000 * (perf_counter() - started))
            sentences += len(draft.sentences)
        asked = len(server.requests) - before
        print(
            f"check      {name}: median {median(times):.0f} ms an answer, {sum(times) / sentences:.0f} ms a "
            f"sentence, {asked / len(drafts):.1f} calls an answer"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--questions", type=int, default=40, metavar="N", help="how many questions to ask")
    wanted = parser.parse_args().questions
    cases = load_cases(ROOT / "corpus" / "eval" / "cases.jsonl")
    questions = [case.question for case in cases if case.library == "corpus"][:wanted]
    with world() as (desk, server):
        drafts = calls(desk, server, questions)
        overhead(desk, questions)
        check(desk, server, drafts)


if __name__ == "__main__":
    main()
