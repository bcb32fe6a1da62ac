"""Bytes of one file of a library are overwritten; every answer must be right, or the damage named.

An answer is right when it is the one that the undamaged library gives: the same passages of the same articles
with the same facts, the same log, the same backup. Where fewer or others are found, `qa doctor --deep` has to
name the damage; nothing may ever be shown that was not stored.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date
from pathlib import Path

from bench.trust import world
from bench.trust.tally import Tally

STORIES = range(250)
"""Enough that Chroma writes its graph to disk, which it does after 1,000 passages."""
RIGHT, NAMED, DIFFERS, WRONG = 0, 3, 5, 7


class Flips:
    """Rounds of one damaged file each, each file of the library in its turn."""

    part = "files"

    def __init__(self, place: Path, rng: random.Random) -> None:
        self.place, self.rng = place, rng
        self.template, self.expected = place / "template", place / "expected.json"
        assert world.ended(world.child(lambda: _make(self.template))) == 0
        told = world.told(lambda: _answers(world.fresh(place / "round", self.template)), self.expected)
        assert isinstance(told, dict), told
        self.files = sorted(p.relative_to(self.template) for p in self.template.rglob("*") if _counts(p))

    def turn(self, number: int, tally: Tally) -> None:
        """One damaged file."""
        name = self.files[number % len(self.files)]
        size = self.rng.choice([1, 8, 64, 512])
        whole = (self.template / name).stat().st_size
        at = self.rng.randrange(whole)
        damage = self.rng.randbytes(min(size, whole - at))
        folder = self._damaged(name, at, damage)
        code = world.ended(world.child(lambda: self._verdict(folder)))
        verdict = {RIGHT: "answers are right", NAMED: "the damage is named"}.get(code, "")
        if code == DIFFERS:
            self._damaged(name, at, damage)  # what was answered ended with going back to the backup
            found = world.ended(world.child(lambda: _named_by_doctor(folder))) == NAMED
            verdict = "the damage is named by doctor --deep" if found else "other answers, and nothing said"
        kinds = {"vectors": "Chroma's index", "backups": "a backup"}
        where = f"{size} bytes at {at} of {name}"
        tally.add(
            self.part,
            kinds.get(name.parts[0], name.name),
            verdict or f"wrong, hung or crashed ({code})",
            where,
        )

    def _damaged(self, name: Path, at: int, damage: bytes) -> Path:
        """The library as a copy of the template, with other bytes at a place of a file."""
        folder = world.fresh(self.place / "round", self.template)
        with (folder / name).open("r+b") as out:
            out.seek(at)
            out.write(damage)
        return folder

    def _verdict(self, folder: Path) -> int:
        from qa.errors import QAError
        from qa.library.trouble import storage

        expected = json.loads(self.expected.read_text())
        try:
            with storage(folder):  # as every command does
                found = json.loads(json.dumps(_answers(folder)))
        except QAError:
            return NAMED
        if found == expected:
            return RIGHT
        if os.environ.get("TRUST_LOUD"):
            print([key for key in found if found[key] != expected[key]], file=sys.stderr)
        stored = dict(expected["articles"])
        invented = any(stored.get(key) != facts for key, facts in found["articles"] + found["restored"])
        invented |= any(
            stored.get(key) != facts or said not in facts[1] for key, facts, said in found["stories"]
        )
        return WRONG if invented or not set(found["log"]) <= set(expected["log"]) else DIFFERS


def _counts(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0 and not path.name.endswith(("-shm", ".pid"))


def _make(folder: Path) -> int:
    from qa.answer.log import LogEntry, QuestionLog
    from qa.library.safety import daily_backup

    with world.Library.open(folder, world.words_embedder(), create=True) as library:
        library.add_articles(
            [world.story(n, published=date(2026, 3, 1 + n % 28), authors=("A. Reed",)) for n in STORIES]
        )
    log = QuestionLog(folder / "log.sqlite")
    for n in range(30):
        log.add(LogEntry(f"What of {world.story(n).title}?", "Nothing new. " * 30, True, "extractive"))
    daily_backup(folder, date(2026, 3, 1))
    return 0


def _answers(folder: Path) -> dict[str, object]:
    """What a library answers, from every one of its files."""
    from qa.answer.log import QuestionLog
    from qa.library import library as module
    from qa.library.safety import restore

    module.EXACT_UP_TO = 0  # Chroma answers, so that its files matter
    embedder = world.words_embedder()
    stories: list[tuple[str, list[str], str]] = []
    with world.Library.open(folder, embedder) as library:
        for number in range(0, len(STORIES), 25):
            words = library.search_words([f"Story {number}"], None, 5)
            near = library.search_vectors(embedder.embed([world.story(number).text[:200]])[0], None, 5)
            for article, passage in library.passages([key for key, _ in (*words, *near)]).values():
                stories.append((article.id, _facts(article), passage.text(article)))
        articles = [(article.id, _facts(article)) for article in library.articles()]
    log = [entry.question + entry.answer for entry in QuestionLog(folder / "log.sqlite").last(100)]
    restore(folder)
    with world.Library.open(folder, embedder) as library:
        restored = [(article.id, _facts(article)) for article in library.articles()]
    return {"stories": stories, "articles": articles, "restored": restored, "log": log}


def _facts(article: world.Article) -> list[str]:
    facts = (article.title, article.text, article.outlet, article.published, article.url, *article.authors)
    return [str(fact) for fact in facts]


def _named_by_doctor(folder: Path) -> int:
    from qa.errors import QAError
    from qa.library.inspection import deep_problems

    if list(deep_problems(folder)):
        return NAMED
    try:
        with world.Library.open(folder, world.words_embedder()) as library:
            return NAMED if library.check() else RIGHT
    except QAError:
        return NAMED
