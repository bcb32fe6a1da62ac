"""What a library costs as it grows: adding, searching, disk, memory, and how much its vector index misses.

    python bench/growth.py                      # 1k, 10k and 100k passages, in a folder of its own
    python bench/growth.py FOLDER SIZE SECONDS  # grow the library in FOLDER to SIZE, for at most SECONDS
    python bench/growth.py --table FOLDER       # what was measured there, as a table, a plot and exponents

Real sentences (../shared/data/news) in an order of chance, since real text ends at some 2,000 passages: words
keep their rarity. Vectors are of chance around 200 centres, so that no model is in the figures; for HNSW they
are harder than real ones, which lie on fewer dimensions. Milliseconds are of CPU: what a busy machine does
beside it does not count. A run that is cut goes on where it stopped.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.library import NEWS, Synthetic  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = (
    "Who was elected president of the senate?",
    "How many people died in the flood in May?",
    "What did the central bank decide about interest rates?",
    "Which airline ordered the new aircraft?",
)
START = """
import sys, time
from pathlib import Path
started = time.process_time()
sys.path.insert(0, sys.argv[2])
from bench.library import Synthetic
from qa.library.library import Library
from qa.search.rank import rank
from qa.types import Query
with Library.open(Path(sys.argv[1]), Synthetic()) as library:
    rank(library, Query("Who was elected president of the senate?"))
print(1000 * (time.process_time() - started))
"""


@cache
def told() -> list[str]:
    """Sentences of news."""
    from qa.text import sentence_spans

    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        texts = [row["text"] for row in map(json.loads, lines) if row["language"] == "en"]
    return [text[a:b] for text in texts[:200] for a, b in sentence_spans(text) if b - a > 60]


def article(number: int) -> Any:
    """An article of 21 of these sentences, which makes about three passages."""
    from qa.types import Article

    chance = random.Random(number)
    text = "\n\n".join(" ".join(chance.sample(told(), 7)) for _ in range(3))
    day = date(2020, 1, 1) + timedelta(days=number % 1500)
    return Article.make(f"Article {number}", text, f"Outlet {number % 40}", published=day)


def cpu(call: Callable[[int], object], times: int = 12) -> float:
    """Median milliseconds of CPU; the first, cold call is not counted."""
    call(0)
    taken = []
    for number in range(1, times + 1):
        started = time.process_time()
        call(number)
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)


def recall(library: Any, times: int = 20) -> float:
    """The share of the 50 exact nearest that the search by meaning finds."""
    from qa.library.store.matrix import scan

    ids, found = sorted(library.catalog.passage_ids()), []
    for number in range(times):
        vector = library.embedder.embed([f"question {number}"])[0]
        exact = {key for key, _ in scan(library.catalog, ids, vector, 50)}
        near = {key for key, _ in library.search_vectors(vector, None, 50)}
        found.append(len(exact & near) / len(exact))
    return statistics.mean(found)


def grow(folder: Path, size: int, seconds: float) -> bool:
    """Grow to `size` passages and measure; False when the time was up before."""
    from qa.library.library import Library

    until = time.monotonic() + seconds
    with Library.open(folder / "library", Synthetic(), create=True) as library:
        while (there := library.stats().passages) < size:
            number = library.stats().articles
            more = min(300, max(20, (size - there) // 3))
            made = [article(n) for n in range(number, number + more)]
            started = time.process_time()
            library.add_articles(made)
            with (folder / "added.jsonl").open("a") as out:
                row = {"passages": there, "articles": more, "seconds": time.process_time() - started}
                out.write(json.dumps(row) + "\n")
            if time.monotonic() > until:
                print(f"{there:,} passages; the same command goes on", flush=True)
                return False
        measure(folder, library)
    return True


def measure(folder: Path, library: Any) -> None:
    """Write a row of figures."""
    from qa.search.rank import rank
    from qa.types import Query

    narrow = Query("", outlets=("Outlet 3",), since=date(2021, 1, 1))
    ask = [QUESTIONS[i % len(QUESTIONS)] for i in range(40)]
    last = [json.loads(line) for line in (folder / "added.jsonl").read_text().splitlines()][-3:]
    command = [sys.executable, "-c", START, str(folder / "library"), str(ROOT)]
    row = {
        "passages": library.stats().passages,
        "add": 1000 * sum(r["seconds"] for r in last) / sum(r["articles"] for r in last),
        "search": cpu(lambda i: rank(library, Query(ask[i]))),
        "filtered": cpu(lambda i: rank(library, replace(narrow, text=ask[i]))),
        "start": float(subprocess.run(command, check=True, capture_output=True, text=True).stdout),
        "recall": recall(library),
        "disk": sum(f.stat().st_size for f in (folder / "library").rglob("*") if f.is_file()) / 1e6,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    with (folder / "sizes.jsonl").open("a") as out:
        out.write(json.dumps(row) + "\n")
    print(json.dumps({key: round(value, 3) for key, value in row.items()}), flush=True)


HEADS = {
    "passages": "passages",
    "add": "add, ms an article",
    "search": "search, ms",
    "filtered": "with outlet and date",
    "start": "start and first search, ms",
    "recall": "recall of 50",
    "disk": "disk, MB",
    "memory": "memory, MB",
}


def table(folder: Path) -> None:
    """Print the figures as a table, with the power of the passages by which each grows, and draw them."""
    rows = [json.loads(line) for line in (folder / "sizes.jsonl").read_text().splitlines()]
    rows = list({round(math.log10(row["passages"]), 1): row for row in rows}.values())
    print("| " + " | ".join(HEADS.values()) + " |\n|" + "---|" * len(HEADS))
    for row in rows:
        shown = [f"{row[key]:,.3f}" if key == "recall" else f"{row[key]:,.0f}" for key in HEADS]
        print("| " + " | ".join(shown) + " |")
    if len(rows) > 1:
        print("\npower of the passages, first to last size:")
        wide = math.log(rows[-1]["passages"] / rows[0]["passages"])
        for key in ("add", "search", "filtered", "start", "disk"):
            print(f"  {HEADS[key]}: {math.log(rows[-1][key] / rows[0][key]) / wide:.2f}")
    draw(rows, folder / "growth.png")


def draw(rows: list[dict[str, float]], file: Path) -> None:
    """A plot of milliseconds over passages; needs matplotlib (extra: bench)."""
    try:
        import matplotlib
    except ImportError:
        print("no plot: matplotlib is not installed")
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for key in ("add", "search", "filtered", "start"):
        axes.plot([r["passages"] for r in rows], [r[key] for r in rows], marker="o", label=HEADS[key])
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="ms of CPU")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=120)
    print(f"plot: {file}")


def main() -> None:
    """Grow, or print what was measured."""
    if not NEWS.is_file():
        print("growth: ../shared/data/news is not here, skipped")
    elif sys.argv[1:2] == ["--table"]:
        table(Path(sys.argv[2]))
    elif len(sys.argv) == 4:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        grow(folder, int(sys.argv[2]), float(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as made:
            for size in SIZES:
                grow(Path(made), size, math.inf)
            table(Path(made))


if __name__ == "__main__":
    main()
