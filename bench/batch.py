"""A batch of briefings: how near it comes to the pace of the model, and what it costs in memory.

    python bench/batch.py [--topics 40] [--jobs 8] [--cold] [--reworded]

A fake model takes 300 ms a reply; library, embedder and reader are the real ones. Prints the time against
calls x 0.3 s / jobs (at most 1.25 times), and memory growth per topic (below 5 MB).

The 40 topics ask on five stories, and five topics before them have read the articles: much of what they need
is remembered. `--cold` leaves the five out. The fake model copies sentences, which are not read to be
checked; with `--reworded` it changes their words, so that every sentence is read as one of a real model is.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fakes.briefs import WritingEngine, write_json  # noqa: E402

from qa.articles.load import expand, load_articles, read_meta  # noqa: E402
from qa.brief.compose import Bureau  # noqa: E402
from qa.brief.read.sheet import SentenceReadings  # noqa: E402
from qa.brief.run.batch import BriefingRun, Options  # noqa: E402
from qa.brief.topics import Topic, one_topic  # noqa: E402
from qa.library.library import Library  # noqa: E402
from qa.models.embedder import make_embedder  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.types import Draft, DraftSentence, Evidence  # noqa: E402

STORIES = {
    "The acid leak in Skerrowby harbour": (
        "How many people died because of the acid leak?", "How much nitric acid escaped?",
        "What caused the leak?", "Did the siren on the North Mole sound?",
    ),
    "The mayoral election in Lindenhall": (
        "Who won the mayoral election in Lindenhall?", "Did Ilse Marrowby concede?",
        "Were uncounted ballots found in the Weavers' School?", "What did the court decide in Lindenhall?",
    ),
    "The end of the Garrowfield plant": (
        "When will the Garrowfield plant be closed?", "How many jobs are lost in Garrowfield?",
        "What did the union in Garrowfield sign?", "Why does Kestermann close the plant?",
    ),
    "The ferry accident at Oskerry": (
        "How many people were injured on the ferry at Oskerry?", "What caused the ferry accident at Oskerry?",
        "What did the captain of the ferry do?", "Who was fined for the ferry accident?",
    ),
    "The recall of the drug Orvantil": (
        "How many packs of Orvantil are recalled?", "How many patients fell ill from Orvantil?",
        "Who discovered the Orvantil mix-up?", "What does the Orvantil recall cost Meridell?",
    ),
}  # fmt: skip


OPENINGS = (
    "Meanwhile, ", "As reported, ", "In the meantime, ", "Above all, ", "In short, ", "By all accounts, ",
    "Besides, ", "According to the reports, ", "In other words, ", "Once more, ", "On the whole, ",
)  # fmt: skip
"""Eleven, for eight topics on each story: two topics seldom write a sentence alike."""


class Rewording(WritingEngine):
    """Opens each sentence in a way of its own."""

    def _call(self, about: str, evidence: Sequence[Evidence], most: int) -> Draft:
        draft = super()._call(about, evidence, most)
        opening = OPENINGS[self.calls % len(OPENINGS)]
        return replace(
            draft, sentences=tuple(DraftSentence(opening + s.text, s.claims) for s in draft.sentences)
        )


def topics(count: int) -> list[Topic]:
    """So many topics, in turn on the five stories, each with a title of its own."""
    rows = list(STORIES.items())
    return [
        one_topic(f"{rows[n % 5][0]}, part {n // 5 + 1}", query=rows[n % 5][0], questions=rows[n % 5][1])
        for n in range(count)
    ]


def megabytes() -> float:
    """Memory in use now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--topics", type=int, default=40)
    options.add_argument("--jobs", type=int, default=8)
    options.add_argument("--delay", type=float, default=0.3)
    options.add_argument("--cold", action="store_true", help="no topics before those that are measured")
    options.add_argument(
        "--reworded", action="store_true", help="every sentence has to be read to be checked"
    )
    asked = options.parse_args()
    embedder, reader = make_embedder("minilm"), get_reader()
    meta = read_meta(str(ROOT / "corpus/meta.csv"))
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder) / "library", embedder, create=True) as library,
    ):
        library.add(expand([str(ROOT / "corpus/articles")]), loader=lambda s: load_articles(s, meta=meta))
        engine = (Rewording if asked.reworded else WritingEngine)(asked.delay)
        bureau = Bureau(library, engine, SentenceReadings(embedder), reader)
        if not asked.cold:
            warm = BriefingRun(topics(5), bureau, Path(folder) / "warm", write_json, Options(jobs=asked.jobs))
            begun = time.perf_counter()
            warm.run()
            print(f"first 5 topics, articles read for the first time: {time.perf_counter() - begun:.1f} s")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        before, engine.calls, read = megabytes(), 0, reader.pairs_read
        begun, cpu = time.perf_counter(), time.process_time()
        batch = BriefingRun(
            topics(asked.topics), bureau, Path(folder) / "out", write_json, Options(jobs=asked.jobs)
        )
        report = batch.run()
        seconds, used = time.perf_counter() - begun, time.process_time() - cpu
        growth = (megabytes() - before) / asked.topics
    ideal = engine.calls * asked.delay / asked.jobs
    print(
        f"{report.count('made')} of {asked.topics} topics made, {engine.calls} calls, {used:.1f} s of CPU, "
        f"{reader.pairs_read - read} pairs read"
    )
    print(f"{seconds:.1f} s; the model alone takes {ideal:.1f} s; ratio {seconds / ideal:.2f}")
    print(f"memory: {growth:+.2f} MB a topic")
    return 0 if seconds <= 1.25 * ideal and growth < 5 and report.count("made") == asked.topics else 1


if __name__ == "__main__":
    raise SystemExit(main())
