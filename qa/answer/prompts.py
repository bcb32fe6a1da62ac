"""Prompts are files: TOML front matter, `# system`, `# user`, filled with string.Template.

Between the two may stand worked turns, `# user` and `# assistant` by turns: small models follow what they
see done better than what they are told to do. The last `# user` is the one that is asked.

A file whose declared and used variables differ, or that asks for a variable the tool does not have, is
refused when it is loaded, by file and name; a prompt is never sent with a hole in it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from qa.answer.engine import Message
from qa.errors import PromptError

VARIABLES: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"sources", "question"}),
    "answer_small": frozenset({"sources", "question"}),
    "summarize": frozenset({"sources", "topic", "words", "style", "language"}),
    "summarize_small": frozenset({"sources", "topic", "sentences", "language"}),
    "note": frozenset({"sources", "topic", "words"}),
    "repair": frozenset({"sources", "question", "failures"}),
    "condense": frozenset({"history", "question"}),
    "plan": frozenset({"question", "today"}),
    "check": frozenset({"evidence", "claim"}),
    "rerank": frozenset({"sources", "question", "count"}),
    "translate": frozenset({"sentences", "language"}),
}
"""Every prompt and the variables it is filled with; a file has to use exactly these."""

_FILE = re.compile(
    r"\A\ufeff?\+\+\+[ \t]*\n(?P<head>.*?)\n\+\+\+[ \t]*\n\s*"
    r"# system[ \t]*\n(?P<system>.*?)\n# user[ \t]*\n(?P<turns>.*)\Z",
    re.DOTALL,
)
_TURN = re.compile(r"^# (?:user|assistant)[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: what it is called, its templates, and the turns shown between them."""

    name: str
    version: int
    variables: frozenset[str]
    system: str
    user: str
    path: Path
    shown: tuple[str, ...] = ()
    """What a user asks and what is answered, by turns: an even number, sent as they stand."""

    @property
    def fingerprint(self) -> str:
        """12 hex digits of the SHA-256 of its templates: what a model sees, not its file's comments."""
        seen = "\x1f".join((self.name, self.system, *self.shown, self.user))
        return hashlib.sha256(seen.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> tuple[Message, ...]:
        """The messages, with each variable in its place. Values may hold `$` and braces."""
        return (
            Message("system", Template(self.system).substitute(values)),
            *(Message(("user", "assistant")[n % 2], said) for n, said in enumerate(self.shown)),
            Message("user", Template(self.user).substitute(values)),
        )


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts, by name."""

    by_name: Mapping[str, Prompt]

    def __getitem__(self, name: str) -> Prompt:
        return self.by_name[name]

    @property
    def fingerprint(self) -> str:
        """One fingerprint of all prompts."""
        parts = (self.by_name[name].fingerprint for name in sorted(self.by_name))
        return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def shipped_directory() -> Path:
    """Where the shipped prompts lie: inside the installed package, or beside it in the source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def load_prompts(directory: Path | None = None) -> Prompts:
    """The shipped prompts, each replaced by the file of the same name in `directory` if there is one.

    Raises PromptError when `directory` is not one, holds no prompt, or a file does not load.
    """
    own: dict[str, Path] = {}
    if directory is not None:
        if not directory.is_dir():
            raise PromptError(
                f"no directory of prompts: {directory}", "give --prompts a directory of *.md files"
            )
        own = {path.stem: path for path in sorted(directory.glob("*.md")) if path.stem in VARIABLES}
        if not own:
            raise PromptError(
                f"no prompt in {directory}",
                f"name its files {', '.join(f'{n}.md' for n in sorted(VARIABLES))}",
            )
    shipped = shipped_directory()
    return Prompts({name: load_prompt(own.get(name, shipped / f"{name}.md")) for name in VARIABLES})


def load_prompt(path: Path) -> Prompt:
    """Read and check one prompt file. Raises PromptError naming the file and what is wrong."""
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: cannot be read: {error}", "prompts are UTF-8 text files") from error
    found = _FILE.match(text)
    if found is None:
        raise PromptError(
            f"{path}: is not a prompt file", "it needs TOML between +++ lines, then “# system”, then “# user”"
        )
    name, version, declared = _head(path, found["head"])
    system = found["system"].strip()
    *shown, user = (turn.strip() for turn in _TURN.split(found["turns"]))
    roles = ["user", *(mark.split()[1] for mark in _TURN.findall(found["turns"]))]
    if not system or not user:
        raise PromptError(f"{path}: has an empty “# system” or “# user”", "write both")
    if not all(shown) or roles != ["user", "assistant"] * (len(shown) // 2) + ["user"]:
        raise PromptError(
            f"{path}: its turns are not in order",
            "write “# user” and “# assistant” by turns, none of them empty, and “# user” last",
        )
    _check_variables(path, name, declared, _used(path, system) | _used(path, user))
    return Prompt(name, version, declared, system, user, path, tuple(shown))


def _head(path: Path, text: str) -> tuple[str, int, frozenset[str]]:
    """Name, version and declared variables of a file's front matter."""
    try:
        head = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PromptError(
            f"{path}: front matter is not TOML: {error}", "write name, version, variables"
        ) from error
    if extra := sorted(set(head) - {"name", "version", "variables"}):
        raise PromptError(f"{path}: unknown key “{extra[0]}”", "known are name, version, variables")
    name, version, variables = head.get("name"), head.get("version"), head.get("variables")
    if name != path.stem or name not in VARIABLES:
        raise PromptError(
            f"{path}: its name is “{name}”, not that of its file", f'write name = "{path.stem}"'
        )
    if not isinstance(version, int):
        raise PromptError(f"{path}: “version” is missing or not a whole number", "write version = 1")
    if not isinstance(variables, list) or not all(isinstance(v, str) for v in variables):
        raise PromptError(
            f"{path}: “variables” is missing or not a list of names", 'write variables = ["question"]'
        )
    return name, version, frozenset(variables)


def _used(path: Path, text: str) -> frozenset[str]:
    """The variables a template uses."""
    template = Template(text)
    if not template.is_valid():
        raise PromptError(f"{path}: a “$” stands alone", "write $$ for a dollar, $name for a variable")
    return frozenset(template.get_identifiers())


def _check_variables(path: Path, name: str, declared: frozenset[str], used: frozenset[str]) -> None:
    """Refuse a file unless it declares what it uses, and uses what the tool fills in."""
    for variable in sorted(used - declared):
        raise PromptError(
            f"{path}: ${variable} is used but not declared", "add it to variables, or take it out"
        )
    for variable in sorted(declared - used):
        raise PromptError(
            f"{path}: ${variable} is declared but not used", "use it, or take it out of variables"
        )
    for variable in sorted(used - VARIABLES[name]):
        raise PromptError(
            f"{path}: ${variable} is not known to this prompt",
            f"known are {', '.join(sorted(VARIABLES[name]))}",
        )
    for variable in sorted(VARIABLES[name] - used):
        raise PromptError(
            f"{path}: ${variable} is missing", "without it the model does not get what it needs"
        )
