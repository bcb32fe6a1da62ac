"""What a briefing costs a fresh process without a model, in CPU seconds, imports included.

    python bench/briefings/cold.py FOLDER

FOLDER holds a library of the 24 articles of `news` that name Syria five times or more, 930 sentences;
it is made when it is not there. First: nothing is kept of the articles. Again: another process has read them.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import sets

from qa.brief.read.kept import FILE
from qa.library.library import Library
from qa.models.embedder import make_embedder

NAME, OFTEN = "Syria", 5


def library(folder: Path) -> None:
    """Make the library unless it is there."""
    with Library.open(folder, make_embedder("minilm"), create=True) as made:
        if not made.coverage().articles:
            rows = sets.news().items()
            made.add_articles(
                [a for key, a in rows if not key.startswith("senate") and a.text.count(NAME) >= OFTEN]
            )


def seconds(folder: Path) -> float:
    """CPU seconds of one briefing in a process of its own."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed tool is not compiled each time
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "qa", "--library", str(folder), "--engine", "extractive", "brief"]
    command += ["--topic", NAME, "--json"]
    subprocess.run(command, cwd=sets.ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the first and the least of three later ones."""
    folder = Path(sys.argv[1])
    if not sets.have(sets.NEWS):
        return
    library(folder)
    seconds(folder)  # compiles
    (folder / FILE).unlink(missing_ok=True)
    print(f"first {seconds(folder):.1f} s, again {min(seconds(folder) for _ in range(3)):.1f} s of CPU")


if __name__ == "__main__":
    main()
