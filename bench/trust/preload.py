"""The library of preload.c: compiled once, loaded before libc, armed from inside a process."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("preload.c")
_LOADED = "QA_BENCH_PRELOADED"


def restart_with_it() -> str:
    """Run this program again with the library loaded; why not, where there is no C compiler or no Linux."""
    if os.environ.get(_LOADED):
        del os.environ[_LOADED]  # a setting that qa does not know would be refused
        os.environ.pop("LD_PRELOAD", None)
        return ""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None or sys.platform != "linux":
        return "kills at system calls and power cuts are left out: they need Linux and a C compiler"
    built = Path(tempfile.mkdtemp(prefix="qa-preload-")) / "preload.so"
    subprocess.run([compiler, "-O2", "-w", "-shared", "-fPIC", "-o", built, SOURCE, "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(built), _LOADED: "1"}
    os.execve(sys.executable, sys.orig_argv, environment)


class Watcher:
    """What the loaded library does in this process. Every call is nothing where it was not loaded."""

    def __init__(self) -> None:
        loaded = ctypes.CDLL(None)
        self._library = loaded if hasattr(loaded, "trust_watch") else None

    @property
    def works(self) -> bool:
        """Whether the library was loaded."""
        return self._library is not None

    def watch(self, folder: Path) -> None:
        """Look at the calls that change something in this folder."""
        if self._library:
            self._library.trust_watch(os.path.realpath(folder).encode())

    def arm(self, call: int, *, half: bool) -> None:
        """Die in the changing call with this number from 1: before it, or with half of its bytes written."""
        if self._library:
            self._library.trust_arm(ctypes.c_long(call), int(half))

    def count(self) -> int:
        """How many changing calls there were since `watch` or `arm`."""
        if not self._library:
            return 0
        self._library.trust_count.restype = ctypes.c_long
        return int(self._library.trust_count())

    def log(self, file: Path) -> None:
        """Write every changing call, with its bytes, into this file."""
        if self._library:
            self._library.trust_log(str(file).encode())

    def mark(self, text: str) -> None:
        """Write a word of our own between the calls."""
        if self._library:
            self._library.trust_mark(text.encode())
