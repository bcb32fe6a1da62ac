"""Adding as a user does it, beside what cannot be avoided: the embedding of the same passages, and imports.

    python bench/adding.py             # 150 articles; needs ../shared/data/news
    python bench/adding.py 2000        # an hour on two busy cores

Seconds of the clock and of CPU; on a busy machine only those of CPU can be compared.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.library import NEWS  # noqa: E402

IMPORTS = "import numpy, onnxruntime, tokenizers"
LONG_AGO = 1_700_000_000


def files(folder: Path, count: int) -> list[str]:
    """News as text files; beyond the last they come again, each with another title and a line of its own."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["language"] == "en"]
    made = []
    for number in range(count):
        row, again = rows[number % len(rows)], number // len(rows)
        file = folder / f"{number:05}.txt"
        title = f"{row['title']} ({again})" if again else row["title"]
        file.write_text(f"{title}\n\n{row['text']}\n\nFile {number}.")
        os.utime(file, (LONG_AGO, LONG_AGO))
        made.append(str(file))
    return made


def timed(name: str, call: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of CPU, printed."""
    clock, busy = time.perf_counter(), time.process_time()
    call()
    taken = time.perf_counter() - clock, time.process_time() - busy
    print(f"{name:<34}{taken[0]:>8.2f} s{taken[1]:>9.2f} s of CPU", flush=True)
    return taken


def adding(count: int, folder: Path) -> None:
    """First, again unchanged, one in a hundred changed; beside the bare embedder on the same passages."""
    from qa.desk.adding import Stated
    from qa.library.chunk import embedded_text, header, passages
    from qa.library.library import Library
    from qa.models.embedder import make_embedder
    from qa.settings import load_settings

    sources = files(folder, count)
    embedder, loader = make_embedder(), Stated().loader(load_settings({"library": folder / "library"}))
    embedder.embed(["warm"])
    loader(sources[0])
    with Library.open(folder / "library", embedder, create=True) as library:
        first = timed(f"first add, {count} articles", lambda: library.add(sources, loader=loader))
        again = timed("again, unchanged", lambda: library.add(sources, loader=loader))
        for source in sources[:: max(1, min(100, count))]:
            Path(source).write_text(Path(source).read_text() + "\n\nA correction was made.")
        changed = timed("one in a hundred changed", lambda: library.add(sources, loader=loader))
        texts = []
        for article in library.articles():
            head = header(article, embedder)
            texts += [embedded_text(article, passage, head) for passage in passages(article, embedder)]
        bare = timed(f"bare embedding, {len(texts)} passages", lambda: embedder.embed(texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"rate beside the bare embedding: {bare[0] / first[0]:.2f} by the clock,"
        f" {bare[1] / first[1]:.2f} of CPU"
    )
    print(
        f"unchanged {first[1] / again[1]:.0f} times faster,"
        f" one in a hundred {first[1] / changed[1]:.0f} times"
    )
    print(f"peak memory {peak:.0f} MB; load {os.getloadavg()[0]:.1f}")


def cold(folder: Path) -> None:
    """`qa ask` as a process, beside one that imports what it needs and answers nothing; least CPU of five."""
    question = "Who was elected president of the senate?"
    ask = [sys.executable, "-m", "qa", "--library", str(folder / "library"), "ask", question]
    least = {}
    for name, command in (("imports", [sys.executable, "-c", IMPORTS]), ("qa ask", ask)):
        taken = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        least[name] = min(taken)
        print(f"{name:<34}{min(taken):>19.2f} s of CPU", flush=True)
    print(f"a cold ask takes {least['qa ask'] / least['imports']:.1f} times the imports")


def main() -> None:
    """Both."""
    if not NEWS.is_file():
        print("adding: ../shared/data/news is not here, skipped")
        return
    with tempfile.TemporaryDirectory() as folder:
        adding(int(sys.argv[1]) if len(sys.argv) > 1 else 150, Path(folder))
        cold(Path(folder))


if __name__ == "__main__":
    main()
