"""Replies and results in a file: runs add up, and what has not changed is never asked again.

Replies are kept by model and messages, so a change of the reading or the checks is measured again without a
call; results by way, question and version of the code, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from qa.answer.engine import Message, OnText
from qa.answer.llm.chat.config import ModelConfig, Reply
from qa.answer.llm.chat.door import LangChainChat
from qa.errors import ModelReplyError

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one question, and what it took."""

    became: str
    shown: str
    engine: str = ""
    calls: int = 0
    prompt: int = 0
    completion: int = 0
    seconds: float = 0.0
    unread: int = 0
    """Whether the first reply could not be read."""
    replies: tuple[str, ...] = ()


def version() -> str:
    """12 hex digits over the code that decides what is shown, its weights' cards and the prompts."""
    files = [path for part in ("answer", "kinds", "search") for path in (ROOT / "qa" / part).rglob("*.py")]
    files += [*(ROOT / "qa" / "answer").rglob("*.json"), *(ROOT / "prompts").rglob("*.md")]
    content = b"\0".join(path.read_bytes() for path in sorted(files))
    return hashlib.sha256(content).hexdigest()[:12]


class Kept:
    """The file."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, check_same_thread=False)
        self._db.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT)")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS results (version TEXT, way TEXT, question TEXT, result TEXT, "
            "PRIMARY KEY (version, way, question))"
        )

    def reply(self, key: str) -> dict[str, object] | None:
        row = self._db.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_reply(self, key: str, reply: dict[str, object]) -> None:
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, json.dumps(reply)))

    def result(self, way: str, question: str) -> Result | None:
        """The result of this version of the code; the plain chain has none and is the same in all."""
        row = self._db.execute(
            "SELECT result FROM results WHERE version = ? AND way = ? AND question = ?",
            (self._version(way), way, question),
        ).fetchone()
        return Result(**json.loads(row[0])) if row else None

    def keep_result(self, way: str, question: str, result: Result) -> None:
        made = {name: getattr(result, name) for name in Result.__slots__}
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                (self._version(way), way, question, json.dumps(made)),
            )

    def _version(self, way: str) -> str:
        return "" if way.startswith("plain chain") else version()


@dataclass
class Remembered:
    """A chat whose replies are kept: `made` are those of one answer, `seconds` what they took at first."""

    chat: LangChainChat
    kept: Kept
    offline: bool = False
    made: list[Reply] = field(default_factory=list)
    prompt: int = 0
    completion: int = 0
    seconds: float = 0.0

    @property
    def config(self) -> ModelConfig:
        return self.chat.config

    def begin(self) -> None:
        self.made, self.prompt, self.completion, self.seconds = [], 0, 0, 0.0

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        schema: dict[str, object] | None = None,
    ) -> Reply:
        asked = [(m.role, m.content) for m in messages]
        key = json.dumps([self.config.model, max_output_tokens, asked, schema])
        found = self.kept.reply(key)
        if found is None:
            if self.offline:
                raise ModelReplyError("not kept", "")
            started = perf_counter()
            reply = self.chat.complete(messages, max_output_tokens=max_output_tokens, schema=schema)
            found = {
                "text": reply.text,
                "prompt": reply.prompt_tokens,
                "completion": reply.completion_tokens,
                "cut": reply.cut,
                "seconds": perf_counter() - started,
            }
            self.kept.keep_reply(key, found)
        made = Reply(str(found["text"]), found["prompt"], found["completion"], bool(found["cut"]))  # type: ignore[arg-type]
        self.made.append(made)
        self.prompt += int(found["prompt"] or 0)  # type: ignore[call-overload]
        self.completion += int(found["completion"] or 0)  # type: ignore[call-overload]
        self.seconds += float(found["seconds"])  # type: ignore[arg-type]
        return made
