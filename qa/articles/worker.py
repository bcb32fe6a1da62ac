"""A large file is read by a process of its own, which is ended when it takes too long.

Nothing in this process can stop a parser written in C; another process can always be ended. It costs half a
second to start, so small files are read here: cleaning is linear in the text (10,000 characters take a second
at most, `tests/articles/test_linear.py`), and only what is large, packed or drawn can take long.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from qa.articles.load import Loaded, load_articles
from qa.errors import LoadError

LARGE = 1 << 20
"""Bytes from which a file is read by the worker: hardly a web page is as large. Not measured."""
_DRAWN = (".pdf", ".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".epub", ".odt", ".docx", ".warc")
_DRAWN_LARGE = 1 << 18
"""The same for what is packed or drawn, of which a byte says more; Word files of one article have 20 KB."""


def in_time(seconds: float, load: Callable[[str], Loaded], source: str, options: dict[str, Any]) -> Loaded:
    """What `load` gives for a source; a large local file is read by a worker within `seconds`.

    `options` are those of `load_articles`. Raises LoadError for a file that takes longer, as `load` does.
    """
    return _apart(seconds, source, options) if _is_large(source) else load(source)


def _is_large(source: str) -> bool:
    try:
        size = os.stat(source).st_size if os.path.isfile(source) else 0
    except (OSError, ValueError):
        return False
    return size >= (_DRAWN_LARGE if source.lower().endswith(_DRAWN) else LARGE)


def _apart(seconds: float, source: str, options: dict[str, Any]) -> Loaded:
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "qa.articles.worker"],  # -P: nothing of the working folder is imported
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": _path()},
    )
    watch = threading.Timer(seconds, end)
    watch.daemon = True
    watch.start()
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        pickle.dump((source, options), process.stdin)
        process.stdin.close()
        return _received(process.stdout)
    except (EOFError, OSError, pickle.UnpicklingError):
        if late.is_set():
            why, hint = f"takes longer than {seconds:g} s to read", "split it, or set QA_FILE_SECONDS higher"
        else:
            why, hint = "its reader ended unexpectedly", "it may need more memory than there is: split it"
        raise LoadError(f"{source}: {why}", hint) from None
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _received(stream: IO[bytes]) -> Loaded:
    """The articles one by one as they come, then the rest. Raises what the worker raised."""
    loaded = Loaded()
    while True:
        kind, value = pickle.load(stream)
        if kind == "article":
            loaded.articles.append(value)
        elif kind == "rest":
            loaded.problems.extend(value[0])
            loaded.left_out.extend(value[1])
            loaded.notes.extend(value[2])
            return loaded
        else:
            raise LoadError(*value) if kind == "refused" else RuntimeError(value)


def _path() -> str:
    """Where the worker finds this very package."""
    own = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))


def main() -> None:
    """Read one source from standard input, and write what it gave to standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand between the articles
    source, options = pickle.load(sys.stdin.buffer)
    try:
        loaded = load_articles(source, **options)
        for article in loaded.articles:
            pickle.dump(("article", article), out)
        pickle.dump(("rest", (loaded.problems, loaded.left_out, loaded.notes)), out)
    except LoadError as error:
        pickle.dump(("refused", (error.message, error.hint)), out)
    except Exception as error:  # said in the report of the file, as it would be without a worker
        pickle.dump(("failed", f"{type(error).__name__}: {error}"), out)
    out.close()


if __name__ == "__main__":
    main()
