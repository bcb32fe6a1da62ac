"""Every key of the app in one table: bindings, palette, help page and the tests are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be done: the keys for it, its action on the screen, and what it is called."""

    keys: str
    action: str
    label: str
    help: str
    palette: bool = True

    @property
    def binding(self) -> Binding:
        """The Textual binding; keys with Ctrl or F act wherever the focus is."""
        return Binding(self.keys, self.action, self.label, show=False)

    @property
    def shown(self) -> str:
        """The keys as people write them: `Ctrl+O`, `]`."""
        return ", ".join(_NAMES.get(key, _spelt(key)) for key in self.keys.split(","))


_NAMES = {
    "right_square_bracket": "]", "left_square_bracket": "[", "slash": "/", "escape": "Esc",
    "f1": "F1", "f2": "F2", "f3": "F3", "f4": "F4",
    "enter": "Enter", "up": "Up", "down": "Down",
}  # fmt: skip


def _spelt(key: str) -> str:
    return (
        "+".join(
            part.upper() if len(part) == 1 and "+" in key else part.capitalize() for part in key.split("+")
        )
        if "+" in key
        else key
    )


EVERYWHERE = (
    Key("ctrl+o", "evidence", "Sources", "show or hide the evidence pane"),
    Key("f2", "dialog('filters')", "Filters", "outlets, dates, as-of, language"),
    Key("ctrl+s", "dialog('export')", "Export", "write the conversation to a file"),
    Key("ctrl+n", "command('new')", "New session", "begin a new session"),
    Key("ctrl+r", "dialog('sessions')", "Sessions", "list, search, rename and resume sessions"),
    Key("f3", "dialog('add')", "Add articles", "add a folder, files or web addresses"),
    Key("f4", "theme", "Theme", "next of dark, light, high-contrast"),
    Key("f1", "help", "Help", "all keys and commands"),
    Key(
        "escape", "back", "Cancel or browse", "cancel the running answer; else leave the question line", False
    ),
)
"""Keys that act wherever the focus is. Enter, Ctrl+P, Ctrl+Q, Ctrl+Z belong to the composer and the app."""

BROWSING = (
    Key("right_square_bracket", "cite(1)", "Next citation", "next citation"),
    Key("left_square_bracket", "cite(-1)", "Previous citation", "previous citation"),
    Key("o", "article", "Open article", "the article at the cited sentence; o again comes back"),
    Key("y", "copy", "Copy answer", "copy the answer with its references (OSC 52, also over SSH)"),
    Key("c", "references('bibtex')", "Copy sources", "copy the sources of the answer as BibTeX"),
    Key("C", "references('ris')", "Copy sources, RIS", "copy them as RIS, for Zotero and EndNote"),
    Key("slash", "find", "Search in view", "search in view; n and N go on"),
    Key("x", "fold", "Sentences not shown", "unfold the sentences that did not pass the check"),
    Key("k,up", "turn(-1)", "Earlier answer", "select the answer before"),
    Key("j,down", "turn(1)", "Later answer", "select the answer after"),
    Key("i,enter", "compose", "Write a question", "back to the question line"),
)
"""Keys that act when the question line is not focused; `]` and `[` also when it is empty."""

TYPING = (
    ("Enter", "send the question"),
    ("Shift+Enter, Ctrl+J", "a new line"),
    ("Up, Down", "what was asked before"),
    ("Tab", "from the question line to the answer and back"),
    ("Ctrl+P", "the palette: every action by name"),
    ("Ctrl+Z", "suspend to the shell; fg comes back"),
    ("Ctrl+Q", "quit; the session is kept"),
)
"""Keys of the question line and of the app itself: (keys, what they do)."""

READING = (
    ("]  [", "next and previous citation, across articles"),
    ("1 … 9", "to the first citation of source [n]"),
    ("/  n  N", "search in the article; next and previous match"),
    ("x", "what cleaning removed from the article, and why"),
    ("y", "copy the cited sentence with its reference"),
    ("c  C", "copy the article as a source, with the cited words: BibTeX, RIS"),
    ("o, Esc", "back to the conversation"),
)
"""Keys of the article view."""
