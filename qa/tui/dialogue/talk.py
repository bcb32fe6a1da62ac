"""One conversation: its turns, its filters and its place on disk. Knows no screen; both front ends use it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from qa.errors import CancelledError, ConfigError, CorpusError, QAError
from qa.show.console import one_line, shorten_end
from qa.show.words import NOT_FOUND
from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Reply
from qa.tui.dialogue.sessions import SavedTurn, SessionInfo, SessionStore, State
from qa.types import Answer, Usage

if TYPE_CHECKING:
    from qa.answer.engine import Turn
    from qa.desk.desk import Desk, Filters

REMEMBERED = 6
"""Earlier turns that a follow-up can refer to; six answers of some 100 words leave room for the evidence."""

FILTERS = ("outlet", "since", "until", "as_of", "language", "tag")
"""The filters in the order of their chips."""

FILTER_WORDS = {name: name.replace("_", " ") for name in FILTERS}


_ANY = "any"
"""Stands for a question where only the filters are asked about: an empty one is refused."""


@dataclass
class Exchange:
    """One turn on screen: what was typed, under which filters, and what has become of it."""

    kind: str
    asked: str
    narrowed: str = ""
    state: State = "running"
    reply: Reply | None = None
    problem: str = ""
    hint: str = ""
    row: int | None = None
    """Its row in the store; None when it could not be written."""
    stop: threading.Event = field(default_factory=threading.Event)

    def on_text(self, show: Callable[[str], None]) -> Callable[[str], None]:
        """`show`, which ends the turn at the next piece of text once it is cancelled."""

        def piece(text: str) -> None:
            if self.stop.is_set():
                raise CancelledError
            show(text)

        return piece


class Talk:
    """A conversation over one desk. `trouble` says why turns are not being kept, if they are not."""

    def __init__(self, desk: Desk, store: SessionStore) -> None:
        self.desk = desk
        self.store = store
        self.session: str | None = None
        self.name = ""
        self.exchanges: list[Exchange] = []
        self.filters: dict[str, str | tuple[str, ...]] = {}
        self.trouble = ""

    # ---- sessions

    def new(self) -> None:
        """Begin afresh; it is written down with its first turn. Filters stay as they are set."""
        self.session, self.name, self.exchanges = None, "", []

    def resume(self, info: SessionInfo) -> None:
        """Go on with a session: its turns and filters come back."""
        self.session, self.name = info.id, info.name
        self.exchanges = [_restored(turn) for turn in self.store.turns(info.id)]
        kept = {name: value for name, value in info.filters.items() if name in FILTERS}
        self.filters = {n: tuple(v) if isinstance(v, list) else str(v) for n, v in kept.items()}

    def rename(self, name: str) -> None:
        """Give this session a name. Raises ConfigError for an empty one, or before the first turn."""
        name = shorten_end(one_line(name), 80)
        if not name or self.session is None:
            raise ConfigError(
                "nothing to rename yet" if name else "which name?", "ask something first, then /rename NAME"
            )
        self.store.rename(self.session, name)
        self.name = name

    # ---- filters

    def narrow(self, name: str, value: str) -> None:
        """Set a filter; an empty value takes it away, a further outlet is added. Raises ConfigError."""
        value = one_line(value)
        if name not in FILTERS:
            raise ConfigError(f"no such filter: {name}", f"choose one of {', '.join(FILTER_WORDS.values())}")
        wanted = dict(self.filters)
        if not value:
            wanted.pop(name, None)
        elif name == "outlet":
            earlier = self.filters.get("outlet", ())
            names = (earlier,) if isinstance(earlier, str) else earlier
            wanted["outlet"] = tuple(dict.fromkeys([*names, value]))
        else:
            wanted[name] = value
        self.set_filters(wanted)

    def widen(self, name: str, value: str) -> None:
        """Take one value of a filter away."""
        now = self.filters.get(name, ())
        left = () if isinstance(now, str) else tuple(v for v in now if v != value)
        self.set_filters({**self.filters, name: left})

    def set_filters(self, wanted: dict[str, str | tuple[str, ...]]) -> None:
        """All filters at once, tried before they hold. Raises ConfigError for an impossible day."""
        kept = {name: wanted[name] for name in FILTERS if wanted.get(name)}
        self.desk.query(_ANY, **_as_filters(kept))
        self.filters = kept
        if self.session is not None:
            self._keep(lambda: self.store.keep_filters(self.session or "", self.filters))

    def chips(self) -> list[tuple[str, str]]:
        """(filter, value in words) of each filter that is set; one for every outlet."""
        shown = []
        for name, value in self.filters.items():
            shown += [(name, v) for v in ((value,) if isinstance(value, str) else value)]
        return shown

    def narrowed(self, text: str = "") -> str:
        """The filters a question is asked under, its inline ones too: "since 2026-03-01 · outlet Lamp"."""
        query = self.desk.query(text or _ANY, **_as_filters(self.filters))
        days: list[tuple[str, date | None]] = [("since", query.since), ("until", query.until)]
        parts = [f"outlet {outlet}" for outlet in query.outlets]
        parts += [f"{name} {day}" for name, day in [*days, ("as of", query.as_of)] if day]
        parts += [f"language {query.language}"] if query.language else []
        parts += [f"tag {tag}" for tag in query.tags]
        parts += [f"“{phrase}”" for phrase in query.phrases] + [f"without {word}" for word in query.excluded]
        return " · ".join(one_line(part) for part in parts)

    # ---- turns

    def begin(self, kind: str, text: str) -> Exchange:
        """Write down that this was asked. Raises ConfigError for a question that cannot be read."""
        exchange = Exchange(kind, text, self.narrowed(text if kind in ("answer", "search") else ""))
        self.exchanges.append(exchange)
        self._keep(lambda: self._write_down(exchange))
        return exchange

    def work(self, exchange: Exchange, on_text: Callable[[str], None], refs: Sequence[str] = ()) -> Reply:
        """Do what the turn asks for; for a thread of its own. Raises QAError; CancelledError when stopped."""
        try:
            return self._work(exchange, exchange.on_text(on_text), refs)
        except QAError:
            if exchange.stop.is_set():
                raise CancelledError from None
            raise

    def _work(self, exchange: Exchange, piece: Callable[[str], None], refs: Sequence[str]) -> Reply:
        asked, filters, stop = exchange.asked, _as_filters(self.filters), exchange.stop.is_set
        if exchange.kind == "search":
            return replies.searched(asked, self.desk.search(asked, **filters))
        if exchange.kind == "summary":
            if refs:
                return self.desk.summarize(refs, on_text=piece, cancelled=stop)
            return self.desk.summarize(topic=asked, on_text=piece, cancelled=stop, **filters)
        if exchange.kind == "timeline":
            return self.desk.timeline(asked, cancelled=stop, **filters)
        if exchange.kind == "brief":
            topic, as_of = self.desk.topic(asked, **filters), self.desk.query(_ANY, **filters).as_of
            return self.desk.press.brief(topic, as_of, stop)
        history = self.history(before=exchange)
        return self.desk.record(asked, history=history, on_text=piece, cancelled=stop, **filters).answer

    def history(self, before: Exchange | None = None) -> Sequence[Turn]:
        """The last finished answers, which a follow-up may refer to."""
        from qa.answer.engine import Turn

        earlier = self.exchanges
        if before in self.exchanges:
            earlier = self.exchanges[: self.exchanges.index(before)]
        said = [(e.asked, e.reply) for e in earlier if isinstance(e.reply, Answer)]
        return [
            Turn(
                asked,
                replies.words(reply) or NOT_FOUND,
                reply.sources[0].title if reply.sources else "",
                reply.marked[0].quote if reply.marked else "",
            )
            for asked, reply in said[-REMEMBERED:]
        ]

    def finish(self, exchange: Exchange, reply: Reply) -> None:
        """The turn is done."""
        exchange.state, exchange.reply = "done", reply
        if exchange.row is not None:
            row = exchange.row
            self._keep(lambda: self.store.finish(row, replies.dump(reply), replies.words(reply)))

    def cancel(self, exchange: Exchange) -> None:
        """The user gave this turn up; its thread ends at its next step."""
        exchange.stop.set()
        self._end(exchange, "cancelled", "cancelled")

    def fail(self, exchange: Exchange, error: Exception) -> None:
        """The turn ended in an error."""
        if isinstance(error, QAError):
            exchange.hint = error.hint
            self._end(exchange, "failed", error.message)
        else:
            self._end(exchange, "failed", f"unexpected {type(error).__name__}: {error}")

    def usage(self) -> Usage:
        """What all turns of this conversation took together."""
        total = Usage()
        for exchange in self.exchanges:
            if exchange.reply is not None:
                total = total.plus(replies.usage(exchange.reply))
        return total

    @property
    def last(self) -> Exchange | None:
        """The newest turn that has a reply."""
        return next((e for e in reversed(self.exchanges) if e.reply is not None), None)

    # ---- inside

    def _end(self, exchange: Exchange, state: State, problem: str) -> None:
        exchange.state, exchange.problem = state, problem
        if exchange.row is not None:
            row = exchange.row
            self._keep(lambda: self.store.stop(row, state, problem))

    def _write_down(self, exchange: Exchange) -> None:
        if self.session is None:
            self.name = shorten_end(one_line(exchange.asked), 60)
            self.session = self.store.create(self.name)
            self.store.keep_filters(self.session, self.filters)
        exchange.row = self.store.begin(self.session, exchange.kind, exchange.asked, exchange.narrowed)

    def _keep(self, write: Callable[[], Any]) -> None:
        """A session that cannot be kept is said, and stops no answer."""
        try:
            write()
        except CorpusError as error:
            self.trouble = error.message


def _as_filters(filters: dict[str, str | tuple[str, ...]]) -> Filters:
    return dict(filters)  # type: ignore[return-value]


def _restored(turn: SavedTurn) -> Exchange:
    exchange = Exchange(turn.kind, turn.asked, turn.narrowed, turn.state, None, turn.problem, "", turn.id)
    if turn.state == "running":
        exchange.state, exchange.problem = "cancelled", "interrupted before it was finished"
    if turn.reply is not None:
        try:
            exchange.reply = replies.load(turn.kind, turn.reply)
        except ValueError:
            exchange.state, exchange.problem = "failed", "written by another version and cannot be shown"
    return exchange
