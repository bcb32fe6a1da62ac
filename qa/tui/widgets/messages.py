"""What the widgets tell each other."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from qa.types import AddReport


@dataclass
class QuestionAsked(Message):
    """The composer sends a line: a question or a slash command."""

    text: str


@dataclass
class Progressed(Message):
    """An add has come so far."""

    name: str
    done: int
    total: int


@dataclass
class ArticlesAdded(Message):
    """An add has ended."""

    report: AddReport


@dataclass
class Sought(Message):
    """The find bar: look for these words. Empty words end it."""

    words: str
