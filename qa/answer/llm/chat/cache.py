"""Replies of models, kept by fingerprint: the same prompt to the same model is not paid for twice."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from time import time

from qa.answer.engine import Message
from qa.answer.llm.chat.config import Reply
from qa.databases import opened

FILE = "replies.sqlite"
"""Its name inside a library directory."""

MOST_REPLIES = 20_000
"""Older replies are dropped beyond this; at about 2 kB each that is 40 MB."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, prompt TEXT NOT NULL, text TEXT NOT NULL,
    prompt_tokens INTEGER, completion_tokens INTEGER, cut INTEGER NOT NULL, made REAL NOT NULL
) WITHOUT ROWID
"""


def key_of(parameters: Sequence[str], messages: Sequence[Message]) -> str:
    """The fingerprint of a call: 64 hex digits over model, parameters and the exact messages."""
    content = json.dumps([list(parameters), [(m.role, m.content) for m in messages]], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


class ReplyCache:
    """A SQLite file of replies, safe with several processes and threads.

    A cache that cannot be read or written is a nuisance, not a failure: calls are made without it, and
    `problem` says so in words for the reader.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""

    def get(self, key: str) -> Reply | None:
        """The kept reply, None when there is none."""
        try:
            with opened(self.path, _SCHEMA, ahead=True) as db:
                row = db.execute(
                    "SELECT text, prompt_tokens, completion_tokens, cut FROM replies WHERE key = ?", (key,)
                ).fetchone()
        except (sqlite3.Error, OSError) as error:
            self.problem = f"the cache of replies cannot be used: {error}"
            return None
        if row is None:
            return None
        text, prompt_tokens, completion_tokens, cut = row
        return Reply(text, prompt_tokens, completion_tokens, bool(cut))

    def put(self, key: str, model: str, prompt: str, reply: Reply) -> None:
        """Keep a reply. One cut at its token limit is kept too: the limit is part of the fingerprint."""
        counts = (reply.prompt_tokens, reply.completion_tokens, int(reply.cut))
        row = (key, model, prompt, reply.text, *counts, time())
        try:
            with opened(self.path, _SCHEMA, ahead=True) as db:
                db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                db.execute(
                    "DELETE FROM replies WHERE made < "
                    "(SELECT made FROM replies ORDER BY made DESC LIMIT 1 OFFSET ?)",
                    (MOST_REPLIES - 1,),
                )
        except (sqlite3.Error, OSError) as error:
            self.problem = f"the cache of replies cannot be used: {error}"
