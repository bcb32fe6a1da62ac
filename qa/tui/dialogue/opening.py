"""Opening the library for a conversation; slow, so that the app does it behind its first frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import LibraryMissingError
from qa.show.words import count, searched_line
from qa.tui.dialogue.sessions import SessionStore
from qa.tui.dialogue.talk import Talk
from qa.types import LibraryStats, Searched

if TYPE_CHECKING:
    from qa.desk.desk import Desk

NO_MODEL = "Answers are exact sentences of the articles. To have a model write them: QA_MODEL=provider:name"


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation that can begin, and what to say about it."""

    talk: Talk
    engine: str
    """The engine, and the model if there is one: "extractive", "llm · openai:gpt-4.1-mini"."""
    reason: str
    past: Sequence[str]
    """What was asked before, oldest first."""

    @property
    def advice(self) -> str:
        """How to add a model, when there is none."""
        return NO_MODEL if self.engine == "extractive" else ""


def open_talk(make_desk: Callable[[], Desk], *, last: bool = False, session: str | None = None) -> Opened:
    """A conversation over the desk: new, the last one, or the session with this id.

    A missing library is no error: `stats_of` says that there is none. Raises ConfigError, CorpusError.
    """
    desk = make_desk()
    store = SessionStore(desk.settings.library)
    talk = Talk(desk, store)
    stats_of(talk)
    name, reason = desk.engines.choose()
    if session is not None:
        talk.resume(store.find(session))
    elif last and (info := store.latest()):
        talk.resume(info)
    engine = f"{name} · {desk.settings.model}" if name == "llm" else name
    return Opened(talk, engine, reason, store.typed())


def stats_of(talk: Talk) -> LibraryStats | None:
    """What the library holds; None when there is none, or it is empty."""
    try:
        stats = talk.desk.stats()
    except LibraryMissingError:
        return None
    return stats if stats.articles else None


def holdings(stats: LibraryStats) -> str:
    """`45 articles from 12 outlets, 2026-02-01 to 2026-05-30`."""
    outlets = tuple(name for name in stats.outlets if name)
    return searched_line(Searched(stats.articles, outlets, stats.first, stats.last, stats.undated))


def short_holdings(stats: LibraryStats | None) -> str:
    """`45 articles`."""
    return count(stats.articles, "article") if stats else "no articles yet"
