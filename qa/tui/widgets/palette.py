"""Ctrl+P: every action by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qa.tui.dialogue.commands import COMMANDS, usage
from qa.tui.widgets.keys import BROWSING, EVERYWHERE
from qa.tui.widgets.theme import THEMES

HAVE_KEYS = ("new", "help", "quit")
"""Commands that do the same as a key that is listed."""

Entry = tuple[str, str, Callable[[], object]]


class Actions(Provider):
    """Every key of the table, and every command: one that takes words is put into the question line."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, what, act in self.entries():
            yield DiscoveryHit(name, act, help=what)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for name, what, act in self.entries():
            score = max(matcher.match(name), matcher.match(f"{name} {what}"))
            if score > 0:
                yield Hit(score, matcher.highlight(name), act, help=what)

    def entries(self) -> Iterator[Entry]:
        """What can be chosen: its name, what it does, and the act."""
        run = self.app.run_action
        for key in (*EVERYWHERE, *BROWSING):
            if key.palette:
                yield f"{key.label} ({key.shown})", key.help, partial(run, f"screen.{key.action}")
        for n in range(1, 10):
            yield f"Source [{n}] ({n})", "to its first citation", partial(run, f"screen.number({n})")
        yield "Cancel (Esc)", "stop the running answer", partial(run, "screen.cancel")
        yield "Stop adding", "stop a running add; what was added stays", partial(run, "screen.stop_adding")
        yield "Rename session", "give this session a name", partial(run, "screen.dialog('rename')")
        for name, (takes, what) in COMMANDS.items():
            if name not in HAVE_KEYS:
                yield usage(name), what, partial(run, f"screen.{'write' if takes else 'command'}('{name}')")
        for name in THEMES:
            yield f"Theme: {name}", "change the look", partial(run, f"app.look('{name}')")
        yield "Suspend (Ctrl+Z)", "to the shell; fg comes back", partial(run, "app.suspend_process")
        yield "Quit (Ctrl+Q)", "the session is kept", partial(run, "app.quit")
