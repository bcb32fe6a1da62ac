"""What can be typed with a slash: names, usage, and one parser for the app and the plain mode."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile

from qa.errors import ConfigError

COMMANDS = {
    "search": ("WORDS", "find passages by words and meaning"),
    "summarize": (
        "[TOPIC|ARTICLE]",
        "summarise a topic or an article; alone: the sources of the last answer",
    ),
    "brief": ("TOPIC", "a briefing: what is new, who says what, where sources differ"),
    "timeline": ("TOPIC", "what happened when"),
    "overview": ("[TOPIC]", "stories by weight and themes; alone: of everything"),
    "sources": ("", "the sources of the last answer"),
    "open": ("N", "the article behind [N] at the cited sentence"),
    "outlets": ("", "the outlets in the library"),
    "add": ("PATH|URL …", "add articles to the library"),
    "since": ("[DAY]", "only articles of this day and later; alone: no such filter"),
    "until": ("[DAY]", "only articles of this day and earlier"),
    "outlet": ("[NAME]", "only this outlet; again for one more; alone: all"),
    "as-of": ("[DAY]", "answer as of this day: what came later does not exist"),
    "language": ("[CODE]", "only articles in this language"),
    "tag": ("[NAME]", "only articles with this tag; alone: all"),
    "clear": ("", "take all filters away"),
    "export": ("[md|html|json|bibtex|ris|csl] [FILE]", "write the conversation, or its sources, to a file"),
    "sessions": ("[WORDS]", "list or search the sessions"),
    "resume": ("ID", "go on with a session"),
    "rename": ("NAME", "give this session a name"),
    "new": ("", "begin a new session"),
    "settings": ("", "every setting and where it comes from"),
    "help": ("", "all keys and commands"),
    "quit": ("", "leave; the session is kept"),
}
"""Command -> (what it takes, what it does), in the order of the help."""

OVERVIEW = "Overview of {}"
"""The question that `/overview` asks."""

TOPICS = ("search", "brief", "timeline")
"""The commands that ask the library for something else than an answer, about the words after them."""

FILTER_COMMANDS = {
    "since": "since", "until": "until", "outlet": "outlet", "as-of": "as_of", "language": "language",
    "tag": "tag",
}  # fmt: skip
"""The commands that set a filter, and which."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as typed: its name without the slash, and the rest of the line."""

    name: str
    rest: str


def parse(line: str) -> Command | None:
    """The command of a line; None when the line is a question. Raises ConfigError for an unknown one."""
    line = line.strip()
    if not line.startswith("/") or len(line) < 2 or not line[1].isalpha():
        return None
    name, _, rest = line[1:].partition(" ")
    name = {"summarise": "summarize", "exit": "quit", "asof": "as-of"}.get(name.lower(), name.lower())
    if name not in COMMANDS:
        close = get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean /{close[0]}?" if close else "/help lists all commands"
        raise ConfigError(f"no such command: /{name}", hint)
    return Command(name, rest.strip())


def begun(line: str) -> list[str]:
    """The commands that a line, as far as it is written, may become: one when its name is complete."""
    name, blank, _ = line[1:].partition(" ")
    if not line.startswith("/") or (blank and name not in COMMANDS):
        return []
    return [name] if blank else [known for known in COMMANDS if known.startswith(name.lower())]


def completed(line: str) -> str | None:
    """The line as far as the commands that it may become agree; None when it names none, or needs nothing."""
    names = begun(line)
    if not names or " " in line:
        return None
    if len(names) == 1:
        return f"/{names[0]} "
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "/" + "".join(letters[0] for letters in same)


def usage(name: str) -> str:
    """`/export [md|html|json] [FILE]`."""
    return f"/{name} {COMMANDS[name][0]}".strip()
