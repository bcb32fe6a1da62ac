"""What models add, and what they spoil: real models on this machine, beside none and beside a plain chain.

    python -m bench.models --model qwen-1.5b=http://127.0.0.1:8803/v1 [--sets news,ecbplus,pages]
                           [--questions 60] [--half open|locked] [--ways none,product,json,alone,chain]
                           [--minutes 20] [--show]

Each line of the table is one way to answer the same questions:

none      the extractive engine
product   the product with the model
json      the same, its replies held to a JSON schema
alone     the same without the extractive engine beside it
chain     a chain as tutorials build it (pieces of 1000 characters that overlap by 200, a vector store, the
          nearest four, "answer from this context or say that you don't know") with the same model; needs
          the package `langchain-text-splitters`

and counts: `right`, what the question wants stands in the words shown; `wrong shown`, an answer without it,
or to a question that the articles do not answer; nothing shown, `wrongly refused` and `rightly refused`;
calls, tokens of prompt and reply, and seconds of the model, each for one question; `unread`, first replies in
which no sentence of the sources is named, though they refuse nothing.

Results are kept by question and version of the code, so runs add up (`--kept DIR`): after `--minutes` the
run ends, and the next one goes on. The table is over the questions that every way has answered. The locked
half is for the last look. `scripts/model_server.sh` gets a server and the smallest model.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bench.models.asked import HALVED, WHOLE, Asked, opened, questions
from bench.models.kept import Kept, Remembered, Result
from bench.models.ways import Chain, Product, Way
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.door import LangChainChat
from qa.desk.desk import Desk

WAYS = ("none", "product", "json", "alone", "chain")
HEAD = (
    "| | right | wrong shown | wrongly refused | rightly refused | calls | prompt tokens | reply tokens "
    "| seconds | unread |\n|---|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Run:
    """What was asked for on the command line."""

    model: str
    url: str
    context: int
    kept: Kept
    libraries: Path
    ends: float
    show: bool
    offline: bool

    def name(self, way: str) -> str:
        """The way with its model, as results are kept."""
        return {
            "none": "no model",
            "product": self.model,
            "json": f"{self.model}, JSON",
            "alone": f"{self.model} alone",
            "chain": f"plain chain, {self.model}",
        }[way]

    def made(self, way: str, desk: Desk) -> Way:
        if way == "none":
            return Product(desk, None)
        config = ModelConfig(
            self.model, self.url, context_tokens=self.context, max_output_tokens=128, timeout=1200.0,
            reply_seconds=1200.0, retries=0, concurrency=1, structured=way == "json",
        )  # fmt: skip
        chat = Remembered(LangChainChat(config), self.kept, self.offline)
        return Chain(desk, chat) if way == "chain" else Product(desk, chat, alone=way == "alone")


def measure(run: Run, asked: Sequence[Asked], ways: Sequence[str]) -> None:
    """Answer what has no result yet, question by question in all ways, until the time is up."""
    desks: dict[str, Desk | None] = {}
    made: dict[tuple[str, str], Way] = {}
    for one in asked:
        for way in ways:
            if monotonic() > run.ends or run.kept.result(run.name(way), one.id):
                continue
            if one.library not in desks:
                desks[one.library] = opened(one.library, run.libraries)
            desk = desks[one.library]
            if desk is None:
                continue
            if (way, one.library) not in made:
                made[way, one.library] = run.made(way, desk)
            run.kept.keep_result(run.name(way), one.id, made[way, one.library].answer(one))
    for desk in desks.values():
        if desk:
            desk.close()


def line(name: str, results: Sequence[Result]) -> str:
    """One line of the table."""
    n = max(1, len(results))
    counts = [sum(r.became == kind for r in results) for kind in ("right", "wrong", "missed", "refused")]
    means = [sum(getattr(r, part) for r in results) / n for part in ("calls", "prompt", "completion")]
    seconds = sum(r.seconds for r in results) / n
    cells = [*map(str, counts), f"{means[0]:.1f}", f"{means[1]:.0f}", f"{means[2]:.0f}", f"{seconds:.1f}"]
    return f"| {' | '.join([name, *cells, str(sum(r.unread for r in results))])} |"


def report(run: Run, asked: Sequence[Asked], ways: Sequence[str]) -> None:
    """The table, over the questions that every way has answered."""
    found = {way: {one.id: run.kept.result(run.name(way), one.id) for one in asked} for way in ways}
    common = [one for one in asked if all(found[way][one.id] for way in ways)]
    absent = sum(not one.answerable for one in common)
    print(f"{len(common)} of {len(asked)} questions answered in every way, {absent} of them not answerable")
    print(HEAD)
    for way in ways:
        print(line(run.name(way), [r for one in common if (r := found[way][one.id])]))
    for one in common if run.show else ():
        print(f"\n{one.id} ({'answerable' if one.answerable else 'not answerable'}): {one.question}")
        print(f"   wanted: {', '.join(one.parts)}")
        for way in ways:
            if result := found[way][one.id]:
                print(f"   {way:8}{result.became:8} by {result.engine}: {result.shown[:300]}")
                for reply in result.replies:
                    print(f"           reply: {reply[:300]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.models",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", metavar="NAME=URL", default="none=", help="a model and its server")
    sets = ", ".join((*HALVED, *WHOLE, "kinds"))
    parser.add_argument("--sets", default="news,ecbplus,pages", help=f"of {sets}")
    parser.add_argument("--questions", type=int, default=60, metavar="N", help="how many in all")
    parser.add_argument("--half", choices=("open", "locked"), default="open", help="of news, ecbplus, pages")
    parser.add_argument("--ways", default="none,product", help="of " + ", ".join(WAYS))
    parser.add_argument("--context", type=int, default=4096, help="tokens that the model reads")
    parser.add_argument(
        "--minutes", type=float, default=600.0, help="end after so many; the next run goes on"
    )
    place = Path(tempfile.gettempdir()) / "qa-bench-models"
    parser.add_argument("--kept", type=Path, default=place, help="folder of replies, results and libraries")
    parser.add_argument("--offline", action="store_true", help="only replies that are kept")
    parser.add_argument("--show", action="store_true", help="every question with its answers and replies")
    options = parser.parse_args()
    name, _, url = options.model.partition("=")
    ends = monotonic() + 60 * options.minutes
    kept = Kept(options.kept / "kept.sqlite")
    run = Run(name, url, options.context, kept, options.kept, ends, options.show, options.offline)
    asked = questions(options.sets.split(","), options.half, options.questions)
    ways = options.ways.split(",")
    measure(run, asked, ways)
    report(run, asked, ways)


if __name__ == "__main__":
    main()
