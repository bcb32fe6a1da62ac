"""The manifest of a run: what happened to every topic, and everything needed to make it again."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from qa.brief.write.record import json_bytes
from qa.errors import QAError
from qa.files import write_whole
from qa.types import Usage
from qa.version import __version__

NAME = "manifest.json"
VERSION = 1

Status = Literal["made", "skipped", "failed", "stopped", "over budget"]


@dataclass(frozen=True, slots=True)
class TopicOutcome:
    """What became of one topic."""

    slug: str
    title: str
    status: Status
    found: bool = False
    """Whether the library has anything on the topic."""
    fingerprint: str = ""
    files: tuple[str, ...] = ()
    """Written files, relative to the run's folder."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file, by its name in `files`."""
    articles: tuple[str, ...] = ()
    """Ids of the articles read whole; an id is a hash of the content."""
    retrieved: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)
    error: str = ""
    hint: str = ""
    exit_code: int = 0
    template: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """The outcome of one run, topic by topic in the order of the file."""

    outcomes: tuple[TopicOutcome, ...]
    usage: Usage
    interrupted: bool = False

    def count(self, status: str) -> int:
        """How many topics ended so."""
        return sum(o.status == status for o in self.outcomes)

    @property
    def exit_code(self) -> int:
        """130 if interrupted, the first failure's own, 4 without budget, 5 when nothing was found, else 0."""
        if self.interrupted:
            return 130
        failed = [o.exit_code or 1 for o in self.outcomes if o.status == "failed"]
        if failed:
            return failed[0]
        if self.count("over budget"):
            return 4
        return 0 if any(o.found for o in self.outcomes) or not self.outcomes else 5


def failure(slug: str, title: str, error: BaseException, status: Status = "failed") -> TopicOutcome:
    """The outcome of a topic that could not be made, with what the user can do."""
    if isinstance(error, QAError):
        return TopicOutcome(
            slug, title, status, error=error.message, hint=error.hint, exit_code=error.exit_code
        )
    return TopicOutcome(slug, title, status, error=f"{type(error).__name__}: {error}", exit_code=1)


def hashes_of(folder: Path, files: Sequence[str]) -> dict[str, str]:
    """SHA-256 of the files that are there."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in files
        if (folder / name).is_file()
    }


def write_manifest(
    folder: Path, outcomes: Sequence[TopicOutcome], run: Mapping[str, Any], state: str, usage: Usage
) -> None:
    """Write the manifest whole. `state` is "running", "done" or "interrupted"."""
    rows = [_row(outcome) for outcome in outcomes]
    content = {"version": VERSION, "state": state, "run": run, "usage": usage, "topics": rows}
    write_whole(folder / NAME, json_bytes(content))


def _row(outcome: TopicOutcome) -> dict[str, Any]:
    row: dict[str, Any] = {
        "slug": outcome.slug,
        "title": outcome.title,
        "status": outcome.status,
        "found": outcome.found,
        "fingerprint": outcome.fingerprint,
        "template": outcome.template,
        "files": outcome.hashes,
        "articles": outcome.articles,
        "retrieved": outcome.retrieved,
        "usage": outcome.usage,
    }
    if outcome.error:
        row |= {"error": outcome.error, "hint": outcome.hint, "exit_code": outcome.exit_code}
    return row


def read_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """The topics of a folder's manifest by slug; empty when there is none that can be read."""
    try:
        content = json.loads((folder / NAME).read_text("utf-8"))
        return {row["slug"]: row for row in content["topics"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def versions() -> dict[str, str]:
    """What the run was made with: this package, Python."""
    return {
        "newsdesk-qa": __version__,
        "python": ".".join(str(part) for part in sys.version_info[:3]),
    }


def library_state(articles: Sequence[Any], path: Path, as_of: date | None) -> dict[str, Any]:
    """The library as it was: how many articles, and one hash over all of their ids."""
    ids = sorted(a.id for a in articles)
    return {
        "path": str(path),
        "articles": len(ids),
        "sha256": hashlib.sha256("\n".join(ids).encode()).hexdigest(),
        "as_of": as_of,
    }
