"""The app: time to its first usable frame, and how long a key press waits while it works.

    python bench/tui.py start            starts, as a ratio to an empty Textual app
    python bench/tui.py keys [--idle]   keys pressed during an add and a streaming answer

Usable is the frame that shows the question line: what is typed then is asked when the library
is open.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Ready")
Empty().run()
"""


def first_frame(arguments: list[str], sign: bytes, env: dict[str, str]) -> tuple[float, float]:
    """(seconds, seconds of CPU) until `sign` is on the screen of a new process."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(env)
        os.execv(sys.executable, [sys.executable, *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    while sign not in seen:
        if not select.select([terminal], [], [], 30)[0]:
            raise RuntimeError(f"{sign!r} did not appear: {seen[-300:]!r}")
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - started
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return seconds, cpu


def start(rounds: int) -> None:
    """Interleaved, so that a busy machine is as busy for both; the fastest and the median of each."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            "TERM": "xterm-256color",
            "HOME": home,
            "QA_LIBRARY": f"{home}/library",
            "PYTHONPATH": str(ROOT),
        }
        runs: dict[str, list[tuple[float, float]]] = {"empty": [], "chat": []}
        for _ in range(rounds):
            runs["empty"].append(first_frame(["-c", EMPTY], b"Ready", env))
            runs["chat"].append(first_frame(["-m", "qa", "chat"], b"Ask a question", env))
    for name, rows in runs.items():
        wall, cpu = [row[0] for row in rows], [row[1] for row in rows]
        print(
            f"{name:6} fastest {min(wall):.2f} s, median {statistics.median(wall):.2f} s, "
            f"CPU {min(cpu):.2f} s"
        )
    ratios = [b[0] / a[0] for a, b in zip(runs["empty"], runs["chat"], strict=True)]
    of_cpu = min(c for _, c in runs["chat"]) / min(c for _, c in runs["empty"])
    print(
        f"ratio  median {statistics.median(ratios):.2f}, of CPU {of_cpu:.2f}; load {os.getloadavg()[0]:.1f}"
    )


class Writing:
    """A desk whose answers stream 200 pieces a second, while everything else is the real one."""

    def __init__(self, desk: Any, until: threading.Event) -> None:
        self._desk, self._until = desk, until

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def record(self, text: str, *, on_text: Any, **_: Any) -> Any:
        number = 0
        while not self._until.is_set():
            number += 1
            on_text(f"word{number} " if number % 40 else "\n\n")
            time.sleep(0.005)
        raise RuntimeError("the bench is over")


def make_articles(folder: Path, count: int) -> None:
    """Articles of some 200 words that differ from each other."""
    for number in range(count):
        lines = [
            f"Report {number} on harbour {number % 37} says {number * n + n} boats came in on day {n}."
            for n in range(16)
        ]
        (folder / f"{number}.txt").write_text(f"Harbour report {number}\n\n" + "\n".join(lines))


async def keys(count: int, seconds: float, idle: bool) -> None:
    """Press a key every 50 ms; measure from the press until the question line holds the letter."""
    from qa.desk.desk import Desk
    from qa.settings import load_settings
    from qa.tui.app import make_app
    from qa.tui.dialogue.opening import open_talk

    over = threading.Event()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "articles"
        folder.mkdir()
        make_articles(folder, count)
        settings = load_settings({"library": Path(place) / "library", "log": False})
        first = Path(place) / "first.txt"
        first.write_text("A first article\n\nThe harbour was quiet on Monday, the harbour office said.")
        desk = Desk(settings)
        desk.add([str(first)])
        app = make_app(lambda: open_talk(lambda: Writing(desk, over)))  # type: ignore[arg-type,return-value]
        async with app.run_test(size=(120, 40)) as pilot:
            while app.chat.stats is None:
                await pilot.pause(0.05)
            if not idle:
                app.chat.add([str(folder)])
                app.chat.composer.text = "How many boats came in?"
                await pilot.press("enter")
            waits = await press_keys(app, seconds)
            over.set()
            adding = app.chat.query_one("#progress").display
        waits.sort()
        late = sum(wait > 0.05 for wait in waits)
        p95 = waits[int(len(waits) * 0.95)]
        print(
            f"{len(waits)} keys: median {statistics.median(waits) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, "
            f"max {waits[-1] * 1000:.1f} ms, {late} over 50 ms; still adding: {bool(adding)}; "
            f"load {os.getloadavg()[0]:.1f}"
        )
        sys.stdout.flush()
        os._exit(0)


async def press_keys(app: Any, seconds: float) -> list[float]:
    """The wait of each key."""
    from textual import events

    waits = []
    end = time.perf_counter() + seconds
    composer = app.chat.composer
    while time.perf_counter() < end:
        await asyncio.sleep(0.05)
        before, pressed = len(composer.text), time.perf_counter()
        app.post_message(events.Key("a", "a"))
        while len(composer.text) == before:
            await asyncio.sleep(0)
        waits.append(time.perf_counter() - pressed)
        if before > 60:
            composer.text = ""
    return waits


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "keys"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--idle", action="store_true", help="nothing else running: what the machine allows")
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.what == "start":
        start(options.rounds)
    else:
        asyncio.run(keys(options.articles, options.seconds, options.idle))


if __name__ == "__main__":
    main()
