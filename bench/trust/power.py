"""The power fails: what was written after the last fsync of a file is gone, or there in part.

A process does its work while every call that changes a file is written down with its bytes. The disk is then
put together as a cut after the n-th call would have left it. Names (files made, renamed, removed) survive in
order up to some point after the last fsync of anything, as the journals of ext4 and XFS keep them; the bytes
of a file are those of its last fsync, and in every other round also some of the pages written since. What
was reported as added or removed before the cut must be there.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
from dataclasses import dataclass, field
from pathlib import Path

from bench.trust import world
from bench.trust.preload import Watcher
from bench.trust.tally import Tally

HEAD = struct.Struct("<cIIQQ")
PAGE = 4096
STORIES = range(60)


@dataclass(frozen=True)
class Call:
    """One call: w(rite), t(runcate), c(reate), s(ync), r(ename), u(nlink), d, D (folders), m(ark)."""

    op: str
    path: str
    other: str = ""
    offset: int = 0
    data: bytes = b""


def read_log(file: Path) -> list[Call]:
    """The calls in order."""
    raw, at, calls = file.read_bytes(), 0, []
    while at < len(raw):
        op, first, second, offset, length = HEAD.unpack_from(raw, at)
        at += HEAD.size
        path, other = raw[at : at + first], raw[at + first : at + first + second]
        at += first + second
        calls.append(Call(op.decode(), os.fsdecode(path), os.fsdecode(other), offset, raw[at : at + length]))
        at += length
    return calls


@dataclass
class File:
    """A file: the bytes that are safe, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Call] = field(default_factory=list)

    def content(self, rng: random.Random, *, some: bool) -> bytes:
        """What a cut leaves: the safe bytes, and with `some` each page written since or not."""
        if not some:
            return bytes(self.safe)
        left = bytearray(self.safe)
        for call in self.since:
            if call.op == "t":
                if rng.random() < 0.5:
                    _apply(left, call)
                continue
            for start in range(0, len(call.data), PAGE):
                if rng.random() < 0.5:
                    _apply(left, Call("w", "", "", call.offset + start, call.data[start : start + PAGE]))
        return bytes(left)


def _apply(content: bytearray, call: Call) -> None:
    if call.op == "t":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
    else:
        content.extend(bytes(max(0, call.offset - len(content))))
        content[call.offset : call.offset + len(call.data)] = call.data


@dataclass
class Disk:
    """Files and names as they are after some calls, and what of that would survive."""

    files: dict[str, File]
    names: dict[str, File] = field(default_factory=dict)
    """The names that are safe."""
    journal: list[Call] = field(default_factory=list)
    """Changes of names since the last fsync."""
    made: dict[int, File] = field(default_factory=dict)

    def run(self, call: Call) -> None:
        """One more call."""
        if call.op in "wt":
            if call.path.endswith(" (deleted)"):
                return
            self._of(call.path).since.append(call)
        elif call.op == "s":
            self._sync(call.path)
        elif call.op in "cru":
            self._rename(self.files, call, made := File())
            self.journal.append(call)
            self.made[id(call)] = made

    def _of(self, path: str) -> File:
        if path not in self.files:
            self.run(Call("c", path))
        return self.files[path]

    def _sync(self, path: str) -> None:
        if path in self.files:
            file = self.files[path]
            for call in file.since:
                _apply(file.safe, call)
            file.since.clear()
        self.names = dict(self.files)  # an fsync writes the journal of names too
        self.journal.clear()

    def _rename(self, names: dict[str, File], call: Call, made: File) -> None:
        if call.op == "c":
            names[call.path] = made
        elif call.op == "u":
            names.pop(call.path, None)
        elif call.path in names:
            names[call.other] = names.pop(call.path)
        else:  # a folder
            for name in [n for n in names if n.startswith(call.path + "/")]:
                names[call.other + name[len(call.path) :]] = names.pop(name)

    def cut(self, root: Path, rng: random.Random, *, some: bool) -> None:
        """Lay out what a cut leaves."""
        names = dict(self.names)
        for call in self.journal[: rng.randint(0, len(self.journal))]:
            self._rename(names, call, self.made[id(call)])
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        for name, file in names.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content(rng, some=some))


class Power:
    """Rounds of one cut each; every twentieth does the work anew."""

    part = "power"

    def __init__(self, place: Path, rng: random.Random) -> None:
        self.place, self.rng, self.watcher = place, rng, Watcher()
        self.folder, self.template = place / "library", place / "template"
        assert world.ended(world.child(lambda: _make(self.template))) == 0
        self.calls: list[Call] = []
        self.left = 0

    def turn(self, number: int, tally: Tally) -> None:
        """One cut."""
        if not self.left:
            self._work()
            self.left = 20
        self.left -= 1
        at, some = self.rng.randrange(len(self.calls)), number % 2 == 1
        self._cut(at, some=some)
        must, may = self._promised(self.calls[: at + 1])
        texts = world.texts_of([world.story(n) for n in STORIES])
        ids = {world.story(n).id for n in must}
        problem = world.told(lambda: world.problem_of(self.folder, texts, ids), self.place / "told")
        problem = problem or world.told(lambda: self._removed_is_gone(may), self.place / "told")
        problem = problem or world.told(lambda: self._completes(texts), self.place / "told")
        kind = "some pages since the last fsync" if some else "nothing since the last fsync"
        tally.add(
            self.part,
            kind,
            "lost or wrong" if problem else "well",
            problem and f"call {at} of {len(self.calls)}: {problem}",
        )

    def _work(self) -> None:
        """Add in batches, remove, rebuild, back up; each written down when it was reported."""
        world.fresh(self.folder, self.template)
        log = self.place / "calls"
        log.unlink(missing_ok=True)
        self.base = {str(p): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}

        def work() -> None:
            self.watcher.watch(self.folder)
            self.watcher.log(log)
            with world.Library.open(self.folder, world.words_embedder()) as library:
                for first in range(20, 50, 5):
                    library.add_articles([world.story(n) for n in range(first, first + 5)])
                    self.watcher.mark(json.dumps({"added": [*range(first, first + 5)]}))
                for n in range(5):
                    self.watcher.mark(json.dumps({"removing": n}))
                    library.remove(world.story(n).id)
                    self.watcher.mark(json.dumps({"removed": n}))
                library.rebuild()
            with world.Library.open(self.folder, world.words_embedder()) as library:
                library.add_articles([world.story(n) for n in range(50, 60)])
                self.watcher.mark(json.dumps({"added": [*range(50, 60)]}))

        assert world.ended(world.child(work)) == 0
        self.calls = read_log(log)

    def _cut(self, at: int, *, some: bool) -> None:
        files = {name: File(bytearray(content)) for name, content in self.base.items()}
        disk = Disk(files, dict(files))
        for call in self.calls[: at + 1]:
            disk.run(call)
        disk.cut(self.folder, self.rng, some=some)

    def _promised(self, calls: list[Call]) -> tuple[set[int], set[int]]:
        """The stories that must be there, and those that were reported as removed."""
        must, gone = set(range(20)), set()
        for told in (json.loads(call.path) for call in calls if call.op == "m"):
            must |= set(told.get("added", ()))
            must -= {told.get("removing")}
            gone |= {told["removed"]} if "removed" in told else set()
        return must, gone

    def _removed_is_gone(self, gone: set[int]) -> str:
        with world.Library.open(self.folder, world.words_embedder()) as library:
            back = {world.story(n).id for n in gone} & {a.id for a in library.articles()}
        return f"{len(back)} removed articles are back" if back else ""

    def _completes(self, texts: dict[str, str]) -> str:
        with world.Library.open(self.folder, world.words_embedder()) as library:
            library.patience = world.PATIENCE
            library.add_articles([world.story(n) for n in STORIES])
        return world.problem_of(self.folder, texts, {world.story(n).id for n in STORIES})


def _make(folder: Path) -> int:
    with world.Library.open(folder, world.words_embedder(), create=True) as library:
        library.add_articles([world.story(n) for n in range(20)])
    return 0
