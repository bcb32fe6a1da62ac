"""Every command that writes is killed, at a random moment or in a random call that changes a file.

Afterwards everything that was committed before must be there word for word, and the same command, given
again, must lead to what it leads to undisturbed.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.trust import world
from bench.trust.preload import Watcher
from bench.trust.tally import Tally

BASE, MORE = range(20), range(20, 60)
TEXTS = {
    **world.texts_of([world.story(n) for n in (*BASE, *MORE)]),
}
TOPICS = """topics:
  - title: The council of Lakeholm
  - title: The council of Osterby
"""


@dataclass(frozen=True)
class Command:
    """A command that writes, where it stands in the folder of a round."""

    argv: tuple[str, ...]
    outcome: Callable[[Path], object]
    """What it has to lead to: compared with what it led to undisturbed."""
    keeps: range = BASE
    """The stories that are there whatever happens."""
    library: str = "library"
    again_fails: bool = False
    """Whether doing it again after it was done is refused."""


def articles_in(folder: str) -> Callable[[Path], object]:
    """Ids and versions of a library, in order."""

    def look(place: Path) -> object:
        with world.Library.open(place / folder, world.words_embedder()) as library:
            return sorted((a.id, [old.id for old in library.history(a.id)]) for a in library.articles())

    return look


def bytes_of(name: str) -> Callable[[Path], object]:
    """The content of a file, as a hash."""
    return lambda place: hashlib.sha256((place / name).read_bytes()).hexdigest()


def accepted(place: Path) -> object:
    """Which `.env` are accepted."""
    from qa.settings.trust import record_file

    return json.loads(record_file().read_text())


def logged(place: Path) -> object:
    """The questions of the log, each once: one that was asked again is there twice."""
    from qa.answer.log import QuestionLog

    return sorted({entry.question for entry in QuestionLog(place / "library" / "log.sqlite").last(100)})


def briefed(place: Path) -> object:
    """The briefings of a folder, by what they say; and that nothing half written is left."""
    left = [p.name for p in (place / "out").rglob(".*")]
    said = {}
    for path in sorted((place / "out").glob("*/briefing.json")):
        made = json.loads(path.read_text())
        said[path.parent.name] = [made.get(key) for key in ("title", "sources", "summary", "timeline")]
    return [left, said]


COMMANDS = {
    "add": Command(("add", "more"), articles_in("library")),
    "add corrected": Command(("add", "corrected"), articles_in("library")),
    "remove": Command(
        ("remove", *(world.story(n).id for n in range(15, 20))),
        articles_in("library"),
        range(15),
        again_fails=True,
    ),
    "rebuild": Command(("rebuild",), articles_in("library")),
    "backup": Command(("backup", "copy"), articles_in("copy")),
    "restore": Command(("restore", "kept"), articles_in("library")),
    "recover": Command(("recover", "new"), articles_in("new"), again_fails=True),
    "export": Command(("export", "--out", "all.jsonl"), bytes_of("all.jsonl")),
    "ask": Command(("ask", "What did the council of Lakeholm note?"), logged),
    "brief": Command(("brief", "topics.yaml", "--out", "out"), briefed),
    "trust": Command(("trust", "."), accepted),
}


def template(place: Path) -> None:
    """What every round begins with: a library with a log and backups, and files to add."""
    for folder, numbers in (("base", BASE), ("more", MORE)):
        (place / folder).mkdir(parents=True)
        for n in numbers:
            (place / folder / f"{n}.md").write_text(world.of_file(n))
    (place / "corrected").mkdir()
    for n in range(5, 15):
        (place / "corrected" / f"{n}.md").write_text(world.of_file(n, corrected=True))
    (place / "topics.yaml").write_text(TOPICS)
    (place / ".env").write_text("QA_TOP_K=7\nQA_ALLOW_PRIVATE=1\n")
    assert world.ended(world.child(lambda: run(place, ("add", "base")))) == 0
    assert world.ended(world.child(lambda: run(place, ("backup", "kept")))) == 0


def run(place: Path, argv: tuple[str, ...]) -> int:
    """One command of the program in this process."""
    from qa.cli.main import main

    os.chdir(place)
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = str(place / "home" / kind.lower())
    os.environ["QA_LIBRARY"] = str(place / "library")
    os.environ["QA_ALLOW_PRIVATE"] = "0"
    world.use_words_embedder()
    return main([*argv, "--engine", "extractive"] if argv[0] in ("ask", "brief") else list(argv))


class Kills:
    """Rounds of one kill each."""

    part = "kills"

    def __init__(self, place: Path, rng: random.Random) -> None:
        self.place, self.rng, self.watcher = place, rng, Watcher()
        self.template = place / "template"
        template(self.template)
        self.texts = {**TEXTS, **_corrected()}
        self.known: dict[str, tuple[float, int, object]] = {}

    def _undisturbed(self, name: str) -> tuple[float, int, object]:
        """How long a command takes, how many changing calls it makes, and what it leads to."""
        if name not in self.known:
            place, counted = world.fresh(self.place / "round", self.template), self.place / "counted"
            command, began = COMMANDS[name], time.monotonic()

            def work() -> int:
                self.watcher.watch(place)
                code = run(place, command.argv)
                counted.write_text(str(self.watcher.count()))
                return code

            code = world.ended(world.child(work))
            assert code in (0, 5), f"{name} ended with {code}"
            took = time.monotonic() - began
            self.known[name] = took, int(counted.read_text()), self._look(command, place)
        return self.known[name]

    def _look(self, command: Command, place: Path) -> object:
        def look() -> object:
            os.chdir(place)
            os.environ["XDG_CONFIG_HOME"] = str(place / "home" / "config")
            return command.outcome(place)

        return world.told(look, self.place / "told")

    def turn(self, number: int, tally: Tally) -> None:
        """One kill."""
        name = list(COMMANDS)[number % len(COMMANDS)]
        command = COMMANDS[name]
        took, calls, expected = self._undisturbed(name)
        by_call = self.watcher.works and number // len(COMMANDS) % 3 != 2
        place = world.fresh(self.place / "round", self.template)
        at, half = self.rng.randint(1, max(1, calls)), self.rng.random() < 0.5

        def work() -> int:
            self.watcher.watch(place)
            if by_call:
                self.watcher.arm(at, half=half)
            return run(place, command.argv)

        child = world.child(work)
        if not by_call:
            time.sleep(self.rng.uniform(0, took * 1.05))
            os.kill(child, signal.SIGKILL)
        killed = world.ended(child) == world.KILLED
        problem = self._problem(command, place) or self._again(command, place, expected)
        verdict = "lost or wrong" if problem else "well" if killed else "done before it was killed"
        how = f"call {at} of {calls}{', half of it' if half else ''}" if by_call else "by time"
        tally.add(
            self.part,
            f"qa {name}, {'in a call' if by_call else 'at a moment'}",
            verdict,
            problem and f"{how}: {problem}",
        )

    def _problem(self, command: Command, place: Path) -> str:
        must = {world.story(n).id for n in command.keeps}
        folder = place / command.library
        return str(world.told(lambda: world.problem_of(folder, self.texts, must), self.place / "told") or "")

    def _again(self, command: Command, place: Path, expected: object) -> str:
        code = world.ended(world.child(lambda: run(place, command.argv)))
        if code not in (0, 5) and not (command.again_fails and code == 3):
            return f"the same command again ended with {code}"
        found = self._look(command, place)
        if found != expected:
            return f"led to something else: {str(found)[:300]} instead of {str(expected)[:300]}"
        return self._problem(command, place)


def _corrected() -> dict[str, str]:
    from qa.types import Article

    made = [
        Article.make(s.title, s.text + "\n\nThe council corrected itself on the next day.", s.outlet)
        for s in (world.story(n) for n in range(5, 15))
    ]
    return world.texts_of(made)
