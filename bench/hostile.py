"""Files made to hang, crash or fill a reader: what each gives, how long it takes, how much memory.

    python bench/hostile.py [--small] [NAME…]

Each file is read in a process of its own, as `qa add` reads it. Memory is the peak of that process or of the
worker that it starts, whichever is larger; it is about 110 MB before anything is read. Right is an article or a
line that says what is wrong, within a minute of computing, whatever else the machine does; anything else is an
error of ours and makes the exit code 1. `--small` makes the largest files a tenth as large.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MOST = 60.0
"""Seconds of CPU for one file."""
PATIENCE = 600.0
"""Seconds by the clock after which a file is taken to hang."""
SENTENCE = "The weir at Sternholm will be rebuilt for 3 million crowns, the canal office said on Friday. "
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(12))
Maker = Callable[[Path, int], Path]


def written(name: str, make: Callable[[int], bytes]) -> Maker:
    def maker(folder: Path, scale: int) -> Path:
        path = folder / name
        path.write_bytes(make(scale))
        return path

    return maker


def json_lines(folder: Path, scale: int) -> Path:
    path = folder / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(2_000_000 // scale):
            file.write(
                "null\n"
                if number % 5_000
                else f"{json.dumps({'title': f'Weir {number}', 'text': SENTENCE})}\n"
            )
    return path


def pipe(folder: Path, scale: int) -> Path:
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def loop(folder: Path, scale: int) -> Path:
    inner = folder / "loop"
    inner.mkdir()
    (inner / "again").symlink_to(inner)
    (inner / "self.txt").symlink_to(inner / "self.txt")
    (inner / "a.txt").write_text(f"Weir to be rebuilt\n\n{SENTENCE}", "utf-8")
    return inner


def zipped(count: int, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"0" * size)
    return out.getvalue()


def nested_zip(depth: int) -> bytes:
    data = zipped(1, 100)
    for number in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(f"{number}.zip", data)
        data = out.getvalue()
    return data


def page(inner: str) -> bytes:
    return f"<html><body><article><p>{SENTENCE}</p>{inner}</article></body></html>".encode()


CASES: dict[str, Maker] = {
    "200 MB of text": written("a.txt", lambda s: SENTENCE.encode() * (200_000_000 // s // len(SENTENCE))),
    "200 MB of one line": written("a.txt", lambda s: b"1" * (200_000_000 // s)),
    "2 million lines of JSON": json_lines,
    "gzip bomb": written("a.txt.gz", lambda s: gzip.compress(b"0" * (1_000_000_000 // s))),
    "zip bomb": written("a.zip", lambda s: zipped(100, 50_000_000 // s)),
    "zip of 50,000 files": written("b.zip", lambda s: zipped(50_000, 1)),
    "zip in zip in zip": written("c.zip", lambda s: nested_zip(20)),
    "XML entities in a feed": written("a.rss", lambda s: f"<!DOCTYPE r [{ENTITIES}]><rss><channel><item><title>&e11;</title></item></channel></rss>".encode()),
    "XML entities in NITF": written("a.xml", lambda s: f"<?xml version='1.0'?><!DOCTYPE nitf [{ENTITIES}]><nitf><body>&e11;</body></nitf>".encode()),
    "a file from outside": written("b.xml", lambda s: b"<!DOCTYPE nitf [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><nitf><body>&f;</body></nitf>"),
    "100,000 nested tags": written("a.html", lambda s: page("<div>" * 100_000 + SENTENCE + "</div>" * 100_000)),
    "100,000 nested spans": written("b.html", lambda s: page("<span>" * 100_000 + SENTENCE)),
    "nested JSON": written("a.json", lambda s: b"[" * 100_000 + b"]" * 100_000),
    "a pipe without a writer": pipe,
    "a device": lambda folder, scale: Path("/dev/zero"),
    "links in a circle": loop,
    "NUL bytes": written("n.txt", lambda s: b"Weir\x00 to be rebuilt\n\n" + SENTENCE.encode() + b"\x00" * 1000),
    "only NUL bytes": written("o.txt", lambda s: b"\x00" * 1_000_000),
    "lone surrogates": written("s.json", lambda s: json.dumps({"title": "Weir \ud800", "text": SENTENCE + "\udfff"}).encode()),
    "UTF-16 called UTF-8": written("u.html", lambda s: b"<meta charset='utf-8'>".decode().encode("utf-16") + page("").decode().encode("utf-16-le")),
    "Latin-1 called UTF-8": written("l.html", lambda s: "<html><head><meta charset='utf-8'><title>Wehr überholt</title></head><body><p>Das Wehr wird für drei Millionen Kronen überholt, sagte die Behörde am Freitag in Sternhöhe.</p></body></html>".encode("latin-1")),
    "digits in a row": written("d.txt", lambda s: b"Weir\n\n" + b"7" * 400_000),
    "a million lines": written("m.txt", lambda s: b"a\n" * (240_000)),
}  # fmt: skip


def one(source: str) -> None:
    """In the process of its own: read, and print what there is to say."""
    from qa.articles.load import load_articles
    from qa.articles.worker import in_time
    from qa.errors import LoadError

    Path("/proc/self/clear_refs").write_text("5")  # what the process that made the file took does not count
    options = {"max_bytes": int(float(os.environ.get("QA_MAX_FILE_MB", "20")) * (1 << 20))}
    try:
        loaded = in_time(PATIENCE, load_articles, source, options)
        problems = f"; {len(loaded.problems)} problems: {loaded.problems[0][1]}" if loaded.problems else ""
        print(f"{len(loaded.articles)} articles{problems}")
    except LoadError as error:
        print(error.message.removeprefix(f"{source}: "))
    own = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])  # type: ignore[index]
    print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024)


def run(source: Path, megabytes: str) -> tuple[str, float, float]:
    """(what it said, seconds of CPU, MB of the larger of the two processes)."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--one", str(source)]
    env = {**os.environ, "QA_MAX_FILE_MB": megabytes}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env) as child:
        assert child.stdout is not None
        said = ""
        timer = __import__("threading").Timer(2 * PATIENCE, child.kill)
        timer.start()
        said = child.stdout.read().decode("utf-8", "replace").strip()
        child.wait()
        timer.cancel()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - started.ru_utime - started.ru_stime
    if child.returncode:
        return f"ERROR {child.returncode}: {said[-100:]}", seconds, 0.0
    *lines, memory = said.split("\n")
    return lines[-1], seconds, float(memory)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    if args.one:
        one(args.one)
        return 0
    wrong = 0
    print(f"{'input':<28}{'limit':>8}{'CPU s':>7}{'MB':>7}  says")
    for name, make in CASES.items():
        if args.names and not any(part in name for part in args.names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            source = make(Path(folder), 10 if args.small else 1)
            for megabytes in ("20", "300") if "million" in name or "200 MB" in name else ("20",):
                said, seconds, memory = run(source, megabytes)
                wrong += said.startswith("ERROR") or not said or seconds > MOST
                print(
                    f"{name:<28}{megabytes + ' MB':>8}{seconds:>7.1f}{memory:>7.0f}  {said[:110]}", flush=True
                )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
