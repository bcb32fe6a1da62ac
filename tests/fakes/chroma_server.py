"""Chroma's own server, which comes with its package, on loopback."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import httpx

CHROMA = Path(sys.executable).with_name("chroma")


class ChromaServer:
    """`chroma run` on loopback, which can be killed and started again on the same files."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder

    def start(self) -> None:
        command = [str(CHROMA), "run", "--path", str(self.folder), "--host", "127.0.0.1"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([*command, "--port", str(self.port)], **quiet)
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=2) as reply:
                    reply.read()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.kill()
        # Chroma's client has no way to close its connections, which pytest would take for a fault of ours.
        for client in [one for one in gc.get_objects() if isinstance(one, httpx.Client)]:
            client.close()
