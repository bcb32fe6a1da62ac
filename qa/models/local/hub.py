"""Getting a network from a hub (the protocol of huggingface.co), from a mirror of one, or from a folder.

The revision is a commit: the one in the lock file, or the newest, which is then locked. A file is written
beside and gets its name when its bytes are all there and have the hash that the hub, or the lock, says.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import ConfigError, ModelRefusedError, ModelUnavailableError
from qa.models.local.store import Locked, Store, WantedFile

HUB = "https://huggingface.co"
BESIDE = ("tokenizer.json", "config.json")
"""What every network needs beside its graph."""

_SECONDS = 60.0
"""For a connection, and between two pieces of a file; a file as a whole may take as long as it takes."""
_MOST_BYTES = 4 << 30
_COMMIT = re.compile(r"[0-9a-f]{40}")

Progress = Callable[[str, int, int], None]
"""(file, bytes so far, bytes in all or 0)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a hub has: the commit, the licence, and size and hash of each file that is needed."""

    revision: str
    licence: str
    sizes: dict[str, int]
    hashes: dict[str, str]
    """As the hub states them; files that it keeps in git have none."""


def offer(wanted: WantedFile, mirror: str | None, revision: str | None = None) -> Offer:
    """What the hub has of a network. Raises ModelError when it cannot be asked, or lacks a file or commit."""
    address = f"{mirror or HUB}/api/models/{wanted.repo}"
    address += f"/revision/{revision}?blobs=true" if revision else "?blobs=true"
    with _client() as client:
        facts = _json(client, address, wanted.repo)
    commit = str(facts.get("sha") or revision or "")
    if revision and _COMMIT.fullmatch(revision) and commit != revision:
        raise ModelRefusedError(
            f"asked for {wanted.repo} at {revision[:12]}, the hub offers {commit[:12]}",
            "nothing was downloaded",
        )
    files = {str(row.get("rfilename")): row for row in facts.get("siblings", ())}
    needed = [wanted.file, *BESIDE]
    if f"{wanted.file}_data" in files:  # weights beside the graph
        needed.append(f"{wanted.file}_data")
    if missing := [name for name in needed if name not in files]:
        raise ModelRefusedError(
            f"{wanted.repo} has no {missing[0]}", "name the graph: --file onnx/model.onnx"
        )
    sizes = {name: int(files[name].get("size") or 0) for name in needed}
    hashes = {name: lfs["sha256"] for name in needed if (lfs := files[name].get("lfs")) and lfs.get("sha256")}
    licence = (facts.get("cardData") or {}).get("license") or "not stated"
    return Offer(commit, str(licence), sizes, hashes)


def get(
    wanted: WantedFile,
    found: Offer,
    store: Store,
    *,
    mirror: str | None = None,
    locked: Locked | None = None,
    on_progress: Progress | None = None,
) -> Locked:
    """Download the files of an offer and lock them. Raises ModelError; then nothing of it is kept."""
    with _beside(store, wanted.name) as place, _client() as client:
        hashes = {}
        for file in found.sizes:
            address = f"{mirror or HUB}/{wanted.repo}/resolve/{found.revision}/{file}"
            digest = _download(client, address, place / file, found.sizes[file], on_progress)
            expected = locked.files.get(file) if locked else found.hashes.get(file)
            if expected and digest != expected:
                whose = "the lock file" if locked else "the hub"
                raise ModelRefusedError(
                    f"{file} of {wanted.repo} is not what {whose} says: its SHA-256 is {digest[:12]}…,"
                    f" not {expected[:12]}…",
                    "the revision has moved or the download was changed; nothing was kept",
                )
            hashes[file] = digest
        return _settle(wanted, store, place, hashes, found.revision, found.licence)


def take(wanted: WantedFile, folder: Path, store: Store, locked: Locked | None = None) -> Locked:
    """Take the files of a network from a folder, for networks without a way out, and lock them."""
    with _beside(store, wanted.name) as place:
        hashes = {}
        names = [wanted.file, *BESIDE]
        names += [f"{wanted.file}_data"] if (folder / f"{wanted.file}_data").is_file() else []
        for file in names:
            source = folder / file if (folder / file).is_file() else folder / Path(file).name
            target = place / file
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(source, target)
            except OSError as error:
                reason = error.strerror or str(error)
                raise ConfigError(
                    f"{folder} has no {file}: {reason}", "name the graph: --file model.onnx"
                ) from None
            hashes[file] = hashlib.sha256(target.read_bytes()).hexdigest()
            if locked and hashes[file] != locked.files.get(file):
                raise ModelRefusedError(f"{source} is not what the lock file says", "nothing was kept")
        return _settle(wanted, store, place, hashes, locked.revision if locked else "folder", "")


def _settle(
    wanted: WantedFile, store: Store, place: Path, hashes: dict[str, str], revision: str, licence: str
) -> Locked:
    """Give the files their place, after the graph was opened once, and write the lock."""
    from qa.models.local.networks import try_out

    sizes = {file: (place / file).stat().st_size for file in hashes}
    locked = Locked(
        wanted.name, wanted.kind, wanted.repo, revision, wanted.file, hashes, licence, wanted.pooling,
        wanted.question, wanted.passage, None, sizes,
    )  # fmt: skip
    try_out(place, locked)
    target = store.folder / wanted.name
    shutil.rmtree(target, ignore_errors=True)
    os.replace(place, target)
    store.put(locked)
    return locked


@contextmanager
def _beside(store: Store, name: str) -> Iterator[Path]:
    """A folder for files that are not whole yet; what is left of it goes away."""
    store.folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=store.folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _client() -> Any:
    import httpx

    return httpx.Client(timeout=_SECONDS, follow_redirects=True, headers={"User-Agent": "newsdesk-qa"})


def _json(client: Any, address: str, repo: str) -> dict[str, Any]:
    import httpx

    try:
        reply = client.get(address)
        if reply.status_code in (401, 403, 404):
            raise ModelRefusedError(f"the hub has no open {repo} ({reply.status_code})", "check its name")
        reply.raise_for_status()
        found = reply.json()
    except (httpx.HTTPError, ValueError) as error:
        raise _unreachable(address, error) from None
    return found if isinstance(found, dict) else {}


def _download(client: Any, address: str, target: Path, size: int, on_progress: Progress | None) -> str:
    """Write a file; its SHA-256. Raises ModelUnavailableError when it breaks off."""
    import httpx

    target.parent.mkdir(parents=True, exist_ok=True)
    digest, done = hashlib.sha256(), 0
    try:
        with client.stream("GET", address) as reply, target.open("wb") as out:
            reply.raise_for_status()
            for block in reply.iter_bytes(1 << 20):
                done += len(block)
                if done > _MOST_BYTES:
                    raise ModelRefusedError(f"{address} is larger than 4 GB", "it is no small network")
                digest.update(block)
                out.write(block)
                if on_progress is not None:
                    on_progress(target.name, done, size)
    except (httpx.HTTPError, OSError) as error:
        raise _unreachable(address, error) from None
    if size and done != size:
        raise ModelUnavailableError(f"{address} broke off after {done:,} of {size:,} bytes", "try again")
    return digest.hexdigest()


def _unreachable(address: str, error: Exception) -> ModelUnavailableError:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    hint = "without a way out: QA_MODEL_MIRROR=https://…, or --from DIR with the files"
    return ModelUnavailableError(f"cannot get {address}: {reason}", hint)


def needed(wanted: WantedFile) -> Sequence[str]:
    """The files that a folder for `take` has to hold."""
    return [wanted.file, *BESIDE]
