"""Processes that can be ended, a library made of invented stories, and whether all of it is still there."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "library"), str(ROOT / "tests")]

from library_world import HashEmbedder, story  # noqa: E402

from qa.library.library import Library  # noqa: E402
from qa.library.locks import Patience  # noqa: E402
from qa.types import Article  # noqa: E402

KILLED = -int(signal.SIGKILL)
HANGS_AFTER = 300.0
"""Seconds after which a child is taken to hang: the slowest takes 3 s of CPU, and machines are busy."""
PATIENCE = Patience(HANGS_AFTER)
"""Who waits that long for another writer hangs. With 60 s, on a machine with fifteen busy processes, writers
were refused, as they should be, and four of four rounds of nine processes were called lost."""


def words_embedder() -> HashEmbedder:
    """Counts words: what is tried is the files, not the vectors. 32 words a passage make many."""
    return HashEmbedder(max_tokens=32)


def child(work: Callable[[], object]) -> int:
    """A process of its own; what it imports is imported already. Exits with 0 or what `work` returns."""
    number = os.fork()
    if number:
        return number
    code: object = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        if not os.environ.get("TRUST_LOUD"):
            os.dup2(quiet, 2)
        os.dup2(quiet, 1)
        with redirect_stdout(open(os.devnull, "w")):
            code = work() or 0
    except BaseException:
        if os.environ.get("TRUST_LOUD"):
            import traceback

            traceback.print_exc()
        raise
    finally:
        os._exit(code if isinstance(code, int) else 1)


def ended(number: int, seconds: float = HANGS_AFTER) -> int:
    """How it ended: its exit code, or minus the signal; -99 for one that hangs and is ended here."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(number, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return -99


def import_all() -> None:
    """Import here what every child would import for itself; nothing is opened, and no thread begins."""
    for name in (
        "chromadb",
        "qa.desk.desk",
        "qa.cli.group",
        "trafilatura",
        "docx",
        "qa.answer.ask",
        "qa.brief.compose",
    ):
        importlib.import_module(name)


def told(work: Callable[[], object], file: Path) -> object:
    """What `work` returns (anything JSON holds) in a child; or how the child ended if it failed."""
    file.unlink(missing_ok=True)
    code = ended(child(lambda: file.write_text(json.dumps(work())) and 0))
    return json.loads(file.read_text()) if code == 0 else f"the look at it ended with {code}"


def fresh(folder: Path, template: Path) -> Path:
    """The folder as a copy of the template."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


def use_words_embedder() -> None:
    """Every library that the program opens from now on in this process counts words."""
    from qa.models import embedder

    embedder.make_embedder = lambda *_, **__: words_embedder()  # type: ignore[assignment]


def of_file(number: int, *, corrected: bool = False) -> str:
    """A story as a Markdown file with its facts on top; corrected, it is another version of it."""
    made = story(number)
    text = made.text + ("\n\nThe council corrected itself on the next day." if corrected else "")
    head = f"title: {made.title}\noutlet: {made.outlet}\nurl: https://varn.example/{number}\ndate: 2026-03-02"
    return f"---\n{head}\n---\n\n{text}\n"


def problem_of(folder: Path, texts: dict[str, str], must: set[str]) -> str:
    """What is not as it must be in a library; empty when all is well.

    `texts` are the words that each article may have, `must` the ids of those that must be there.
    """
    with Library.open(folder, words_embedder()) as library:
        library.patience = PATIENCE
        found = {a.id: a for a in library.articles()}
        for article in list(found.values()):
            found |= {old.id: old for old in library.history(article.id)}
        if lost := must - found.keys():
            return f"lost {len(lost)} articles"
        if strange := found.keys() - texts.keys():
            return f"{len(strange)} articles nobody added"
        for key, article in found.items():
            if texts[key] != article.text:
                return "another text"
            pieces = "".join(p.text(article) for _, p in library.passages_of(key))
            if pieces != ("" if library.replaced_by(key) else article.text):
                return "passages that are not the text"
        library.rebuild()
        return "; ".join(library.check())


def texts_of(articles: list[Article]) -> dict[str, str]:
    """The words of articles by id."""
    return {article.id: article.text for article in articles}


def with_facts(number: int, **facts: object) -> Article:
    """A story with other facts."""
    return replace(story(number), **facts)  # type: ignore[arg-type]


def fresh_empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
