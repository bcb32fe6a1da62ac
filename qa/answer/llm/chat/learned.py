"""What a model was found not to take, kept between runs: asked once, not once a run.

New reasoning models refuse a temperature, some servers refuse `max_tokens` or `stream_options`, others do not
stream, few hold a reply to a JSON schema. Each is learned from the server's own answer and kept for
`KEPT`, by model and address, in a small file of the user's cache directory. A file that is damaged or
cannot be written costs one more call, never an error.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import time
from typing import Any

from qa.answer.llm.chat.config import ModelConfig
from qa.files import write_whole

KEPT = 30 * 86_400.0
"""Seconds that a lesson holds: servers are updated, and a wrong lesson must not last for ever."""

MOST_MODELS = 200
"""Models remembered; the oldest lessons go first."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one model at one address does not take."""

    without: frozenset[str] = frozenset()
    """Parameters that it refuses."""
    streams: bool = True
    structured: bool = True
    """Whether it can be held to a JSON schema; taken for granted until it refuses."""


class Learned:
    """The lessons on one model. Safe between threads; between processes the last one to learn wins."""

    def __init__(self, config: ModelConfig, file: Path | None) -> None:
        self._key = f"{config.model} at {config.address}"
        self._file = file
        self._lock = threading.Lock()
        self._lesson = self._read()

    @property
    def lesson(self) -> Lesson:
        """What is known by now."""
        return self._lesson

    def refuses(self, parameter: str) -> None:
        """It refused a parameter."""
        self._learn(replace(self._lesson, without=self._lesson.without | {parameter}))

    def does_not_stream(self) -> None:
        """It sent its reply whole."""
        self._learn(replace(self._lesson, streams=False))

    def _learn(self, lesson: Lesson) -> None:
        with self._lock:
            if lesson == self._lesson:
                return
            self._lesson = lesson
            if self._file is not None:
                with suppress(OSError):
                    self._write(self._file, lesson)

    def _write(self, file: Path, lesson: Lesson) -> None:
        rows = dict(_rows(file))
        rows[self._key] = {**asdict(lesson), "without": sorted(lesson.without), "at": time()}
        newest = sorted(rows.items(), key=lambda row: -_age_key(row[1]))[:MOST_MODELS]
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(dict(newest), indent=1).encode(), 0o600)

    def _read(self) -> Lesson:
        row = _rows(self._file).get(self._key) if self._file else None
        if not isinstance(row, dict) or not time() - KEPT < _age_key(row) <= time() + 60:
            return Lesson()
        without = row.get("without")
        named = frozenset(str(name) for name in without) if isinstance(without, list) else frozenset()
        return Lesson(named, row.get("streams") is not False, row.get("structured") is not False)


def _age_key(row: Any) -> float:
    at = row.get("at") if isinstance(row, dict) else None
    return float(at) if isinstance(at, int | float) else 0.0


def _rows(file: Path) -> Mapping[str, Any]:
    """The rows of the file; none when it is not there or not readable as what was written."""
    try:
        rows = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return rows if isinstance(rows, dict) else {}
