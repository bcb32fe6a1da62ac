"""What is lost, or wrong, when a library's processes are killed and its files are damaged.

    python bench/trust.py [--kills 200] [--flips 300] [--seconds 60]

Each kill ends a process that adds, removes or rebuilds at a random moment; afterwards everything that was
committed before must be there word for word, and the same work must complete. Each flip overwrites bytes of a
file of a library; afterwards every answer is the right one or an error that names the damage. In the last
part four processes read and two write for so many seconds. Prints a table, and exits with 1 if anything was
lost or wrong. The embedder counts words: what is tried is the files, not the vectors.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "library")]

from library_world import HashEmbedder, story  # noqa: E402

from qa.errors import QAError  # noqa: E402
from qa.library import library as library_module  # noqa: E402
from qa.library.library import Library  # noqa: E402
from qa.library.locks import Patience  # noqa: E402

STORIES = {story(n).id: story(n) for n in range(60)}
BASE = [story(n) for n in range(20)]
WORK: dict[str, Callable[[Library], object]] = {
    "add": lambda library: library.add_articles([story(n) for n in range(20, 60)]),
    "remove": lambda library: [library.remove(story(n).id) for n in range(15, 20) if _holds(library, n)],
    "rebuild": lambda library: library.rebuild(fresh=True),
}


def _holds(library: Library, number: int) -> bool:
    return any(a.id == story(number).id for a in library.articles())


def child(work: Callable[[], None]) -> int:
    """A process of its own; what it imports is imported already."""
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        with open(os.devnull, "w") as quiet:
            os.dup2(quiet.fileno(), 2)
        work()
        code = 0
    finally:
        os._exit(code)


def ended(number: int, seconds: float = 300) -> int:
    """How it ended: its exit code, or minus the signal; -9 for one that hangs and is ended here."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(number, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return -9


def fresh(folder: Path, template: Path) -> Path:
    """The folder as a copy of the template."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


def wrong_in(folder: Path, must: set[str]) -> str:
    """What is not as it must be; empty when all is well."""
    with Library.open(folder, HashEmbedder()) as library:
        library.patience = Patience(10)
        found = {a.id: a for a in library.articles()}
        if lost := must - found.keys():
            return f"lost {len(lost)} articles"
        if any(STORIES[key].text != article.text for key, article in found.items()):
            return "another text"
        for key in found:
            if "".join(p.text(found[key]) for _, p in library.passages_of(key)) != found[key].text:
                return "passages that are not the text"
        library.rebuild()
        return "; ".join(library.check())


def kills(count: int, place: Path, template: Path, rng: random.Random) -> Counter[str]:
    """Kill at a random moment, look, do the same again, look again."""
    told: Counter[str] = Counter()
    took = {}
    for name, work in WORK.items():
        folder, began = fresh(place / "kill", template), time.monotonic()
        ended(child(lambda w=work, f=folder: _do(f, w)))
        took[name] = time.monotonic() - began
    for turn in range(count):
        name = list(WORK)[turn % len(WORK)]
        folder = fresh(place / "kill", template)
        number = child(lambda w=WORK[name], f=folder: _do(f, w))
        time.sleep(rng.uniform(0, took[name] * 1.1))
        os.kill(number, signal.SIGKILL)
        told["killed in time" if ended(number) == -9 else "was done before"] += 1
        must = {a.id for a in BASE[: 15 if name == "remove" else 20]}
        problem = wrong_in(folder, must)
        ended(child(lambda w=WORK[name], f=folder: _do(f, w)))
        problem = problem or wrong_in(folder, must | (STORIES.keys() if name == "add" else set()))
        told["lost or wrong" if problem else "well"] += 1
        if problem:
            print(f"  kill {turn} in {name}: {problem}")
    return told


def _do(folder: Path, work: Callable[[Library], object]) -> None:
    with Library.open(folder, HashEmbedder(), check=False) as library:
        library.patience = Patience(20)
        work(library)


def flips(count: int, place: Path, template: Path, rng: random.Random) -> Counter[str]:
    """Overwrite bytes of one file; every article that is still given must be the right one."""
    told: Counter[str] = Counter()
    files = sorted(p.relative_to(template) for p in template.rglob("*") if p.is_file() and p.stat().st_size)
    for turn in range(count):
        folder = fresh(place / "flip", template)
        file = folder / files[turn % len(files)]
        size = rng.choice([1, 8, 64, 512])
        at = rng.randrange(file.stat().st_size)
        content = bytearray(file.read_bytes())
        content[at : at + size] = rng.randbytes(len(content[at : at + size]))
        file.write_bytes(content)
        code = ended(child(lambda f=folder: _ask(f)))
        verdict = {0: "answers are right", 3: "the damage is named"}.get(code, "wrong, hung or crashed")
        told[verdict] += 1
        if code not in (0, 3):
            print(f"  flip {turn}: {size} bytes at {at} of {files[turn % len(files)]}: {code}")
    return told


def _ask(folder: Path) -> None:
    """Exit 0 when all that is given is right, 3 when an error says what is wrong, 7 for a wrong text."""
    try:
        with Library.open(folder, HashEmbedder()) as library:
            for number in range(0, 20, 3):
                words = library.search_words([f"Story {number}"], None, 5)
                near = library.search_vectors(HashEmbedder().embed([story(number).text])[0], None, 5)
                for article, passage in library.passages([k for k, _ in (*words, *near)]).values():
                    if passage.text(article) not in STORIES[article.id].text:
                        os._exit(7)
            if any(STORIES[a.id].text != a.text for a in library.articles()):
                os._exit(7)
    except QAError:
        os._exit(3)


def crowd(seconds: float, place: Path, template: Path) -> Counter[str]:
    """Four processes read and two write; afterwards all of it is there."""
    folder, until = fresh(place / "crowd", template), time.monotonic() + seconds

    def read() -> None:
        while time.monotonic() < until:
            _ask(folder)

    def write(first: int) -> None:
        while time.monotonic() < until:
            _do(folder, lambda library: library.add_articles([story(n) for n in range(first, first + 20)]))

    numbers = [child(read) for _ in range(4)] + [child(lambda n=n: write(n)) for n in (20, 40)]
    told = Counter("well" if ended(n, seconds + 60) == 0 else "failed" for n in numbers)
    problem = wrong_in(folder, set(STORIES))
    told["lost or wrong" if problem else "all articles there"] += 1
    return told


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--flips", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    import chromadb  # noqa: F401 - here, so that no child spends two seconds on it

    library_module.EXACT_UP_TO = 10**9  # Chroma's threads do not survive a fork; tests kill writers inside it
    with tempfile.TemporaryDirectory() as name:
        place, template = Path(name), Path(name) / "template"
        number = child(lambda: _make(template))
        assert ended(number) == 0
        rows = {
            f"{asked.kills} kills": kills(asked.kills, place, template, rng),
            f"{asked.flips} damaged files": flips(asked.flips, place, template, rng),
            f"6 processes for {asked.seconds:.0f} s": crowd(asked.seconds, place, template),
        }
    bad = 0
    for title, told in rows.items():
        print(f"{title:28}" + ", ".join(f"{n} {what}" for what, n in sorted(told.items())))
        bad += told["lost or wrong"] + told["wrong, hung or crashed"] + told["failed"]
    print(f"{bad} lost or wrong")
    return 1 if bad else 0


def _make(folder: Path) -> None:
    with Library.open(folder, HashEmbedder(), create=True) as library:
        library.add_articles(BASE)


if __name__ == "__main__":
    sys.exit(main())
