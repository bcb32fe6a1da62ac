"""`qa models`: small networks of the user's own, from a hub, a mirror or a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.options import Json
from qa.cli.run import Run, command, option
from qa.errors import ConfigError

if TYPE_CHECKING:
    from qa.models.local.hub import Offer
    from qa.models.local.store import Locked, Store, WantedFile

MB = 1 << 20

Folder = Annotated[Path | None, option("DIR", "Take the files (or pairs) from here.", "--from")]

Action = Annotated[str, typer.Argument(metavar="[list|add|remove|calibrate]", help="What to do.")]


@command
def models(
    run: Run,
    action: Action = "list",
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A name of the list, or OWNER/NAME of the hub.")
    ] = None,
    kind: Annotated[str | None, option("embedder|reranker|checker", "What an OWNER/NAME is.")] = None,
    file: Annotated[
        str, typer.Option(metavar="FILE", help="The ONNX graph of an OWNER/NAME.")
    ] = "onnx/model.onnx",
    revision: Annotated[str | None, option("COMMIT", "Not the one of the list, or the newest.")] = None,
    folder: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before downloading.")] = False,
    as_json: Json = False,
) -> None:
    """List, add or remove small networks: embedders, re-rankers, checkers.

    Licence and size are shown before anything is downloaded. Each file is held against its hash whenever it
    is loaded; after adding, nothing is asked any more. `calibrate` sets the bar of a checker. Then set
    QA_EMBEDDER=local:NAME and `qa rebuild`, QA_RERANK_MODEL=local:NAME, or QA_CHECK_MODEL=local:NAME.
    """
    from qa.models.local.store import Store

    settings = run.settings()
    store = Store(settings.models)
    if action == "list":
        _list(run, store, as_json)
    elif action not in ("add", "remove", "calibrate"):
        raise ConfigError(f"unknown action: {action}", "one of list, add, remove, calibrate")
    elif name is None:
        raise ConfigError(f"{action} which network?", "see what there is: qa models list")
    elif action == "remove":
        run.say(f"removed {store.drop(name).name}")
    elif action == "calibrate":
        _calibrate(run, store, name, folder, as_json)
    else:
        wanted = _wanted(name, kind, file)
        done = _taken(store, wanted, folder) if folder else _got(run, store, wanted, revision, yes)
        if done is not None:
            run.json(_row(done)) if as_json else None
            run.say(f"added {done.name}: {_use(done)}")


def _wanted(name: str, kind: str | None, file: str) -> WantedFile:
    """What is asked for: a name of the catalogue, or a repository with its kind. Raises ConfigError."""
    from qa.models.local.store import KINDS, WantedFile, catalogue

    known = catalogue()
    if name in known:
        return known[name]
    if "/" not in name:
        raise ConfigError(f"unknown network: {name}", f"one of {', '.join(known)}, or OWNER/NAME with --kind")
    found = next((one for one in KINDS if one == kind), None)
    if found is None:
        raise ConfigError(f"what kind of network is {name}?", f"--kind {'|'.join(KINDS)}")
    short = "".join(ch if ch.isalnum() or ch in "-._" else "-" for ch in name.rpartition("/")[2]).strip(".-")
    if not short or ".." in file.split("/") or file.startswith("/"):
        raise ConfigError(f"not a name of a network or of its graph: {name}, {file}", "give it as OWNER/NAME")
    return WantedFile(short.lower(), found, name, file)


def _taken(store: Store, wanted: WantedFile, folder: Path) -> Locked:
    from qa.models.local.hub import take

    return take(wanted, folder, store, store.all().get(wanted.name))


def _got(run: Run, store: Store, wanted: WantedFile, revision: str | None, yes: bool) -> Locked | None:
    """The network from the hub, when the user agrees to licence and size; None when not."""
    from qa.models.local.hub import get, offer

    locked = store.all().get(wanted.name)
    held_at = locked.revision if locked and locked.revision != "folder" else None
    pinned = revision or held_at or wanted.revision or None
    mirror = run.settings().model_mirror
    found = offer(wanted, mirror, pinned)
    run.say(_terms(wanted, found))
    if not yes and not typer.confirm("Download it?", err=True):
        run.say("nothing was downloaded")
        return None
    held = locked if locked and locked.revision == found.revision else None
    with _progress(run, sum(found.sizes.values())) as tick:
        return get(wanted, found, store, mirror=mirror, locked=held, on_progress=tick)


def _calibrate(run: Run, store: Store, name: str, pairs: Path | None, as_json: bool) -> None:
    """Choose the bar of a checker on the shipped pairs, or on those of a file, and write it down."""
    from dataclasses import asdict, replace

    from qa.models.local.calibrate import PAIRS, calibrate, read_pairs
    from qa.models.local.networks import LocalChecker

    locked = store.get(name, "checker")
    found = calibrate(LocalChecker(store, locked), read_pairs(pairs or PAIRS))
    store.put(replace(locked, bar=found.bar))
    if as_json:
        run.json({"name": name, **asdict(found)})
    shares = f"balanced accuracy {found.accuracy:.3f}, at 0.5 {found.before:.3f}"
    run.say(f"{name} agrees from {found.bar} on: {shares}, on {found.pairs} pairs")
    run.say(f"expect {found.unseen:.3f} of others: each evidence judged by the bar of the rest")


def _terms(wanted: WantedFile, found: Offer) -> str:
    size = sum(found.sizes.values()) / MB
    licence = found.licence
    if wanted.licence and wanted.licence != licence:
        licence += f" (it was {wanted.licence} when it was listed)"
    return f"{wanted.repo} at {found.revision[:12]}: licence {licence}, {size:,.0f} MB"


@contextmanager
def _progress(run: Run, total: int) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal."""
    console = run.err
    if run.quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress

    with Progress(BarColumn(bar_width=24), DownloadColumn(), console=console, transient=True) as bar:
        task, before = bar.add_task("", total=total), dict[str, int]()

        def tick(name: str, done: int, size: int) -> None:
            bar.advance(task, done - before.get(name, 0))
            before[name] = done

        yield tick


def _list(run: Run, store: Store, as_json: bool) -> None:
    from qa.models.local.store import catalogue

    added, known = store.all(), catalogue()
    if as_json:
        run.json({"added": [_row(one) for one in added.values()], "known": sorted(known)})
        return
    from qa.show.console import Page

    page = Page(run.page_width())
    rows = [(one.kind, one.name, f"added: {_use(one)}") for one in added.values()]
    rows += [
        (one.kind, one.name, f"{one.repo} ({one.licence}): {one.about}")
        for one in known.values()
        if one.name not in added
    ]
    page.table(sorted(rows), styles=("quiet", "mark"))
    run.print(page)


def _use(one: Locked) -> str:
    """What makes use of it."""
    told = {
        "embedder": "QA_EMBEDDER=local:{}, then qa rebuild",
        "reranker": "QA_RERANK_MODEL=local:{}",
        "checker": "QA_CHECK_MODEL=local:{}",
    }
    return told[one.kind].format(one.name)


def _row(one: Locked) -> dict[str, object]:
    return {
        "name": one.name, "kind": one.kind, "repo": one.repo, "revision": one.revision,
        "licence": one.licence, "bytes": one.size, "files": dict(one.files),
    }  # fmt: skip
