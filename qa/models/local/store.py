"""The networks that were added: a folder each, and one lock file that says what each file has to be.

The lock is written when the files are there and whole; whatever is loaded later has to have these hashes. It
can be carried to another machine, which then gets the same files or none.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from qa.errors import ConfigError, ModelRefusedError
from qa.files import write_whole

Kind = Literal["embedder", "reranker", "checker"]
KINDS: tuple[Kind, ...] = ("embedder", "reranker", "checker")
LOCK = "models.lock.json"


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A network as it is asked for."""

    name: str
    kind: Kind
    repo: str
    file: str = "onnx/model.onnx"
    about: str = ""
    pooling: Literal["mean", "cls"] = "mean"
    question: str = ""
    """What an embedder's questions begin with."""
    passage: str = ""
    revision: str = ""
    """The commit that the catalogue names; empty for the newest one."""
    licence: str = ""
    """What its card says at that commit."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A network that was added: where from, and the SHA-256 of each of its files."""

    name: str
    kind: Kind
    repo: str
    revision: str
    file: str
    files: Mapping[str, str]
    licence: str = ""
    pooling: Literal["mean", "cls"] = "mean"
    question: str = ""
    passage: str = ""
    bar: float | None = None
    """For a checker: P(supported) from which it agrees; None for the even one."""
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self.sizes.values())


@cache
def catalogue() -> Mapping[str, WantedFile]:
    """The networks that are known by a name."""
    rows = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text("utf-8"))
    return {name: WantedFile(name, **row) for name, row in rows.items()}


def _is_inside(path: str) -> bool:
    """Whether a name from outside stays in the folder it is put in: a lock file may come from elsewhere."""
    parts = path.replace("\\", "/").split("/")
    return bool(path) and not any(part in ("", ".", "..") or ":" in part for part in parts)


class Store:
    """The folder of added networks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> dict[str, Locked]:
        """What was added, by name. Raises ConfigError for a lock file that cannot be read."""
        try:
            rows = json.loads((self.folder / LOCK).read_text("utf-8"))
            found = {name: Locked(name, **row) for name, row in rows.items()}
            if bad := [
                path for one in found.values() for path in (one.name, *one.files) if not _is_inside(path)
            ]:
                raise ValueError(f"{bad[0]!r} leads out of the folder")
            return found
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"{self.folder / LOCK} cannot be read: {error}", "remove it and add the networks again"
            ) from None

    def get(self, name: str, kind: Kind) -> Locked:
        """An added network of a kind. Raises ConfigError when there is none, or it is of another kind."""
        found = self.all().get(name)
        if found is None:
            raise ConfigError(f"no network called {name} was added", f"qa models add {name}")
        if found.kind != kind:
            raise ConfigError(f"{name} is no {kind} but a {found.kind}", "see what there is: qa models list")
        return found

    def put(self, locked: Locked) -> None:
        """Write down what was added."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write({**self.all(), locked.name: locked})

    def drop(self, name: str) -> Locked:
        """Forget a network, and delete its files. Raises ConfigError when it was not added."""
        rows = self.all()
        if name not in rows:
            raise ConfigError(f"no network called {name} was added", "see what there is: qa models list")
        gone = rows.pop(name)
        self._write(rows)
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return gone

    def _write(self, rows: Mapping[str, Locked]) -> None:
        content = {name: {k: v for k, v in asdict(one).items() if k != "name"} for name, one in rows.items()}
        write_whole(self.folder / LOCK, (json.dumps(content, indent=1, sort_keys=True) + "\n").encode())

    def read(self, locked: Locked, file: str) -> bytes:
        """The bytes of a file, if they are those that were locked. Raises ModelRefusedError."""
        path, again = self.folder / locked.name / file, f"get it again: qa models add {locked.name}"
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ModelRefusedError(
                f"the network {locked.name} lacks {file}: {error.strerror}", again
            ) from None
        found, wanted = hashlib.sha256(raw).hexdigest(), locked.files[file]
        if found != wanted:
            what = f"the network {locked.name} has another {file} than was added"
            raise ModelRefusedError(f"{what}: its SHA-256 is {found[:12]}…, not {wanted[:12]}…", again)
        return raw
