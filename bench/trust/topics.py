"""A briefing of forty topics is killed twice and run again; its files are those of an undisturbed run."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from datetime import date
from pathlib import Path

from bench.trust import world
from bench.trust.preload import Watcher
from bench.trust.tally import Tally

TOPICS = 40


class Topics:
    """Rounds of two kills and a completed run."""

    part = "topics"

    def __init__(self, place: Path, rng: random.Random) -> None:
        self.place, self.rng, self.watcher = place, rng, Watcher()
        assert world.ended(world.child(lambda: _make(place / "library"))) == 0
        began = time.monotonic()
        assert world.ended(world.child(lambda: self._brief(place / "whole"))) == 0
        self.took = time.monotonic() - began
        self.expected = _contents(place / "whole")
        assert len(self.expected) == 2 * TOPICS

    def turn(self, number: int, tally: Tally) -> None:
        """Killed twice, then left alone."""
        out = self.place / f"out-{number}"
        kills = 0
        for _ in range(2):
            child = world.child(lambda: self._brief(out))
            time.sleep(self.rng.uniform(0.05, self.took * 0.6))
            os.kill(child, signal.SIGKILL)
            kills += world.ended(child) == world.KILLED
        code = world.ended(world.child(lambda: self._brief(out)))
        found, left = _contents(out), [p.name for p in out.rglob(".*")]
        problem = f"ended with {code}" if code else f"left {left}" if left else ""
        if not problem and found != self.expected:
            other = sum(found.get(name) != content for name, content in self.expected.items())
            problem = f"{other} files are not those of a whole run"
        verdict = "lost or wrong" if problem else "well" if kills else "done before it was killed"
        tally.add(self.part, f"{TOPICS} topics, two kills", verdict, problem)

    def _brief(self, out: Path) -> int:
        from fakes.briefs import WordEmbedder, WritingEngine, write_json

        from qa.brief.compose import Bureau
        from qa.brief.read.sheet import SentenceReadings
        from qa.brief.run.batch import BriefingRun, Options
        from qa.brief.topics import one_topic

        with world.Library.open(self.place / "library", WordEmbedder()) as library:
            topics = [
                one_topic(f"The bridge of {place}", questions=(f"How many died in {place}?",))
                for place in _places()
            ]
            bureau = Bureau(library, WritingEngine(), SentenceReadings(library.embedder))
            return BriefingRun(topics, bureau, out, write_json, Options(jobs=2)).run().exit_code


def _places() -> list[str]:
    """Invented names that share no syllable order, so that no topic finds another's articles first."""
    starts, ends = (
        ("Var", "Lake", "Oster", "Mire", "Quill", "Dun", "Tarn", "Hollow"),
        ("holm", "by", "port", "mark", "stead"),
    )
    return [a + b for a in starts for b in ends][:TOPICS]


def _make(folder: Path) -> int:
    from fakes.briefs import WordEmbedder

    made = []
    for number, place in enumerate(_places()):
        for outlet, day, dead in (("Courier", 2, "two"), ("Lantern", 3, "four")):
            told = f"The bridge of {place} fell on Monday and {dead} people died, the {outlet} learned."
            rest = " ".join(f"w{(number * 7919 + day * 977 + i * 104729) % 99991}" for i in range(30))
            made.append(
                world.Article.make(
                    f"{outlet}: bridge of {place} falls, {dead} dead",
                    f"{told}\n\nNote {rest}.",
                    outlet,
                    published=date(2026, 3, day),
                )
            )
    with world.Library.open(folder, WordEmbedder(), create=True) as library:
        library.add_articles(made)
    return 0


def _contents(folder: Path) -> dict[str, str]:
    files = (p for p in folder.glob("*/*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
