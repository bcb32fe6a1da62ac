"""Work begun in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable


def in_background(work: Callable[[], None]) -> threading.Thread:
    """A running thread that does `work` and ends with the program.

    Two threads that import numpy at the same time break it: with a model, whose door imports it too, 1 cold
    `qa ask` in 10 ended with exit 1. So it is here before the thread begins.
    """
    import numpy  # noqa: F401

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
