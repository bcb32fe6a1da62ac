"""Strange input for every reader and for what reads replies, in pieces that add up: `python -m bench.fuzz`.

    python -m bench.fuzz                      20,000 inputs
    python -m bench.fuzz --seconds 200        as many as fit, after those there are
    python -m bench.fuzz --show 4711          input 4711 alone, with its traceback
    python -m bench.fuzz --kinds rtf pdf      of these kinds only

An input is made from its number, so it can be made again. It has 2 s of CPU and 512 MB in a process that can
be ended. Wrong is: another exception than a QAError, more time or memory, an article that cannot be stored,
or one whose address is none of http(s). What was wrong is kept in .trust/fuzz.jsonl. Exits with 1 for any.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import Array
from pathlib import Path
from typing import Any

from bench.fuzz.mutate import mutated
from bench.fuzz.seeds import IDS, ROOT, seeds

FULL = 20_000
CPU_SECONDS, MEGABYTES = 2.0, 512
FILE = ROOT / ".trust" / "fuzz.jsonl"


def input_of(number: int, kinds: list[str]) -> tuple[str, str, bytes]:
    """Kind, file name and content of an input."""
    rng = random.Random(f"qa-fuzz {number}")
    kind = kinds[number % len(kinds)]
    name, content = seeds()[kind]
    others = [seeds()[other][1] for other in kinds if (not seeds()[other][0]) == (not name)]
    return kind, name, mutated(content, rng, others)


def read(name: str, content: bytes, folder: Path) -> str:
    """What is wrong with how an input is read; empty when nothing is."""
    from qa.errors import QAError

    try:
        return _file(folder / name, content) if name else _reply(content.decode("utf-8", "replace"))
    except QAError:
        return ""
    except MemoryError:
        return f"more than {MEGABYTES} MB"
    except RecursionError as error:
        return f"RecursionError at {_place(error)}"
    except Exception as error:
        return f"{type(error).__name__} at {_place(error)}"


def _file(path: Path, content: bytes) -> str:
    from qa.articles.load import load_articles

    path.write_bytes(content)
    for article in load_articles(str(path), max_bytes=4 << 20).articles:
        try:
            "".join((article.title, article.text, article.outlet or "", *article.authors)).encode()
        except UnicodeEncodeError:
            return "an article that cannot be stored"
        if article.url and not article.url.lower().startswith(("http://", "https://")):
            return f"an address of {article.url[:20]!r}"
        if not article.title.strip() or "\x00" in article.text:
            return "an article without a title, or with a NUL"
    return ""


def _reply(text: str) -> str:
    from qa.answer.llm.chat.config import Reply
    from qa.answer.llm.parse import parse_reply
    from qa.answer.llm.repair import read_repairs
    from qa.answer.llm.rerank import read_order
    from qa.errors import ModelReplyError
    from qa.types import DraftSentence

    known = frozenset(IDS)
    failure = (DraftSentence("The harbour opened.", ("1.1",)), "the sources do not say it")
    for work in (
        lambda: parse_reply(text, known),
        lambda: parse_reply(text, known, cut=True),
        lambda: read_repairs(Reply(text), [failure, failure], known),
        lambda: read_order(text, [1, 2, 3]),
    ):
        try:
            found: Any = work()
        except ModelReplyError:
            continue
        for sentence in getattr(found, "sentences", ()):
            sentence.text.encode()
            if "\x1b" in sentence.text:
                return "a terminal code in a sentence"
    return ""


def _place(error: BaseException) -> str:
    """The last line of our own code that it went through."""
    place, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if f"{os.sep}qa{os.sep}" in name:
            place = f"{Path(name).relative_to(ROOT)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def worker(first: int, last: int, kinds: list[str], state: Any, out: int) -> None:
    """Read inputs one after another, telling which before and what was wrong afterwards."""
    import warnings

    warnings.simplefilter("ignore")
    folder = Path(tempfile.mkdtemp(prefix="qa-fuzz-"))
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (MEGABYTES << 20),) * 2)
    for number in range(first, last):
        kind, name, content = input_of(number, kinds)
        state[0], state[1] = number, time.process_time()
        wrong = read(name, content, folder)
        spent = time.process_time() - state[1]
        state[1] = -1.0
        if not wrong and spent > CPU_SECONDS:
            wrong = f"{spent:.1f} s of CPU"
        os.write(out, (json.dumps([number, kind, wrong, round(spent, 3)]) + "\n").encode())


def warm() -> None:
    """Load what readers import late, and the 205 languages of dates, so that its time is nobody's input."""
    from qa.articles.dates import parse_date

    parse_date("17 qwerty 2026")
    with tempfile.TemporaryDirectory() as place:
        for name, content in seeds().values():
            read(name, content, Path(place))


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(first: int, last: int, kinds: list[str], seconds: float) -> list[list[Any]]:
    """Inputs first … last in processes that can be ended: rows of number, kind, what was wrong, seconds."""
    until, rows = time.monotonic() + seconds, []
    while first < last and time.monotonic() < until:
        state = Array("d", [first, -1.0], lock=False)
        with tempfile.TemporaryFile() as told:
            pid = os.fork()
            if not pid:
                try:
                    worker(first, last, kinds, state, told.fileno())
                finally:
                    os._exit(0)
            ended = _watched(pid, state, until)
            told.seek(0)
            found = [json.loads(line) for line in told]
        rows += found
        first = found[-1][0] + 1 if found else first
        if ended and first < last:
            rows.append([first, kinds[first % len(kinds)], ended, CPU_SECONDS])
            first += 1
    return rows


def _watched(pid: int, state: Any, until: float) -> str:
    """Wait for a worker; why it was ended, if it was by its input."""
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return (
                ""
                if os.waitstatus_to_exitcode(status) == 0
                else f"crashed ({os.waitstatus_to_exitcode(status)})"
            )
        began = state[1]  # between two looks at it the input may have ended, and then it is -1
        late = began >= 0 and cpu_of(pid) - began > CPU_SECONDS * 1.5 and state[1] == began
        if late or time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return f"more than {CPU_SECONDS:.0f} s of CPU" if late else ""
        time.sleep(0.05)


def main() -> int:
    """The table."""
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--count", type=int, default=FULL)
    parser.add_argument(
        "--first", type=int, help="the number of the first input; after the last one by default"
    )
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--kinds", nargs="+", default=[""], help="kinds that begin so")
    parser.add_argument("--show", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--results", type=Path, default=FILE)
    asked = parser.parse_args()
    kinds = [kind for kind in seeds() if kind.startswith(tuple(asked.kinds))]
    if asked.show is not None:
        return show(asked.show, kinds, asked.out)
    past = (
        [json.loads(line) for line in asked.results.read_text().splitlines()]
        if asked.results.exists()
        else []
    )
    first = asked.first if asked.first is not None else max((p["last"] for p in past), default=0)
    warm()
    rows = run(first, asked.count if asked.first is None else first + asked.count, kinds, asked.seconds)
    if rows:
        wrong = [row for row in rows if row[2]]
        digest = hashlib.sha256(
            b"".join(p.read_bytes() for p in sorted((ROOT / "qa/articles").rglob("*.py")))
        )
        past.append(
            {"first": first, "last": rows[-1][0] + 1, "code": digest.hexdigest()[:12], "wrong": wrong}
        )
        asked.results.parent.mkdir(parents=True, exist_ok=True)
        asked.results.write_text("".join(json.dumps(p) + "\n" for p in past))
        for number, kind, what, spent in wrong:
            print(f"{number:7} {kind:28} {what} ({spent} s)")
    total = sum(p["last"] - p["first"] for p in past)
    counted = Counter(row[2].split(" at ")[0] for p in past for row in p["wrong"])
    print(f"{total} inputs of {len(kinds)} kinds, {sum(counted.values())} wrong: {dict(counted)}")
    return 1 if counted else 0


def show(number: int, kinds: list[str], out: Path | None) -> int:
    """One input, read in this process, with its traceback."""
    kind, name, content = input_of(number, kinds)
    print(f"{kind}: {name or 'a reply'}, {len(content)} bytes")
    if out:
        out.write_bytes(content)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as place:
        print(_file(Path(place) / name, content) if name else _reply(content.decode("utf-8", "replace")))
    print(f"{time.process_time() - began:.2f} s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
