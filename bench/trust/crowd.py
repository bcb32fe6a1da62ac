"""Many processes at once: readers, and writers that add, remove, rebuild and back up."""

from __future__ import annotations

import random
import time
from pathlib import Path

from bench.trust import world
from bench.trust.tally import Tally

SECONDS = 60


class Crowd:
    """Rounds of a minute with nine processes."""

    part = "crowd"

    def __init__(self, place: Path, rng: random.Random) -> None:
        self.place, self.folder = place, place / "library"
        self.texts = world.texts_of([world.story(n) for n in range(60)])
        self.seconds = SECONDS

    def turn(self, number: int, tally: Tally) -> None:
        """A minute."""
        assert world.ended(world.child(lambda: _make(world.fresh_empty(self.folder)))) == 0
        until = time.monotonic() + self.seconds
        jobs = [("reads", self._read)] * 4 + [
            ("adds", lambda u: self._add(20, u)),
            ("adds", lambda u: self._add(40, u)),
        ]
        jobs += [("removes", self._remove), ("rebuilds", self._rebuild), ("backs up", self._back_up)]
        running = [(what, world.child(lambda job=job: job(until))) for what, job in jobs]
        problems = [
            f"one that {what} ended with {code}"
            for what, n in running
            if (code := world.ended(n, self.seconds + world.HANGS_AFTER))
        ]
        must = {world.story(n).id for n in (*range(15), *range(20, 60))}
        left = world.told(lambda: world.problem_of(self.folder, self.texts, must), self.place / "told")
        problems += [str(left)] if left else []
        kind = f"{len(jobs)} processes, {self.seconds} s"
        tally.add(self.part, kind, "lost or wrong" if problems else "well", "; ".join(problems))

    def _open(self) -> world.Library:
        library = world.Library.open(self.folder, world.words_embedder())
        library.patience = world.PATIENCE
        return library

    def _read(self, until: float) -> int:
        turn = 0
        with self._open() as library:
            while time.monotonic() < until:
                turn += 1
                words = library.search_words([f"Story {turn % 60}"], None, 5)
                near = library.search_vectors(
                    library.embedder.embed([world.story(turn % 60).text])[0], None, 5
                )
                for article, passage in library.passages([key for key, _ in (*words, *near)]).values():
                    if passage.text(article) not in self.texts[article.id]:
                        return 7
                if not {world.story(n).id for n in range(15)} <= {a.id for a in library.articles()}:
                    return 8
        return 0

    def _add(self, first: int, until: float) -> None:
        while time.monotonic() < until:
            with self._open() as library:
                library.add_articles([world.story(n) for n in range(first, first + 20)])
            time.sleep(0.05)

    def _remove(self, until: float) -> None:
        while time.monotonic() < until:
            for n in range(15, 20):
                with self._open() as library:
                    library.add_articles([world.story(n)])
                    library.remove(world.story(n).id)
            time.sleep(0.05)

    def _rebuild(self, until: float) -> None:
        while time.monotonic() < until:
            with self._open() as library:
                library.rebuild()
            time.sleep(1)

    def _back_up(self, until: float) -> int:
        from qa.library.safety import CATALOG, backup, integrity

        while time.monotonic() < until:
            copy = backup(self.folder, self.place / "copy")
            if integrity(copy / CATALOG):
                return 9
            time.sleep(0.5)
        return 0


def _make(folder: Path) -> int:
    with world.Library.open(folder, world.words_embedder(), create=True) as library:
        library.add_articles([world.story(n) for n in range(20)])
    return 0
