"""Templates: which sections a briefing has, how long they are, and what a model is asked to write.

A template is a file: TOML front matter between `+++`, then `# bottom line` and `# key developments`, the
words that tell a model what to summarise, with `$title`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template as Words

from qa.answer.prompts import shipped_directory
from qa.errors import PromptError
from qa.types.briefing import SECTIONS

_FILE = re.compile(
    r"\A\ufeff?\+\+\+[ \t]*\n(?P<head>.*?)\n\+\+\+[ \t]*\n\s*"
    r"# bottom line[ \t]*\n(?P<bottom>.*?)\n# key developments[ \t]*\n(?P<developments>.*)\Z",
    re.DOTALL,
)
_LIMITS = (
    "bottom_line",
    "developments",
    "timeline",
    "statements",
    "confirmed",
    "single",
    "differences",
    "series",
)
_KEYS = ("name", "version", "description", "sections", "limits")


@dataclass(frozen=True, slots=True)
class Template:
    """One template. `limits` counts sentences, events, statements or findings at most, by section."""

    name: str
    version: int
    description: str
    sections: tuple[str, ...]
    limits: dict[str, int]
    bottom_line: str
    developments: str

    def limit(self, name: str) -> int:
        """How many of something are shown at most."""
        return self.limits[name]

    @property
    def fingerprint(self) -> str:
        """12 hex digits over all that changes a briefing."""
        parts = (*self.sections, str(sorted(self.limits.items())), self.bottom_line, self.developments)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def load_template(name: str, directory: Path | None = None) -> Template:
    """A template by name, the user's before the shipped ones, or by path. Raises PromptError."""
    own = Path(name)
    if own.suffix == ".md" and own.is_file():
        return parse_template(own)
    shipped = shipped_directory() / "briefs"
    for folder in (directory, directory / "briefs" if directory else None, shipped):
        if folder is not None and re.fullmatch(r"[\w-]+", name) and (folder / f"{name}.md").is_file():
            return parse_template(folder / f"{name}.md")
    known = ", ".join(sorted(p.stem for p in shipped.glob("*.md")))
    raise PromptError(f"no template “{name}”", f"known are {known}; or give the path of a file NAME.md")


def parse_template(path: Path) -> Template:
    """Read and check one template file. Raises PromptError naming the file and what is wrong."""
    try:
        found = _FILE.match(path.read_text("utf-8").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: cannot be read: {error}", "templates are UTF-8 text files") from error
    if found is None:
        raise PromptError(
            f"{path}: is not a template",
            "it needs TOML between +++ lines, then “# bottom line”, then “# key developments”",
        )
    try:
        head = tomllib.loads(found["head"])
    except tomllib.TOMLDecodeError as error:
        raise PromptError(
            f"{path}: front matter is not TOML: {error}", f"keys are {', '.join(_KEYS)}"
        ) from error
    return _checked(path, head, found["bottom"].strip(), found["developments"].strip())


def _checked(path: Path, head: dict[str, object], bottom: str, developments: str) -> Template:
    for key in head:
        if key not in _KEYS:
            raise PromptError(f"{path}: unknown key “{key}”", f"known are {', '.join(_KEYS)}")
    sections, limits = head.get("sections"), head.get("limits", {})
    if not isinstance(sections, list) or not sections or any(s not in SECTIONS for s in sections):
        raise PromptError(f"{path}: “sections” is not a list of sections", f"known are {', '.join(SECTIONS)}")
    if not isinstance(limits, dict) or any(
        k not in _LIMITS or not isinstance(v, int) for k, v in limits.items()
    ):
        raise PromptError(
            f"{path}: “limits” is wrong", f"known are {', '.join(_LIMITS)}, each a whole number"
        )
    for text in (bottom, developments):
        words = Words(text)
        if not words.is_valid() or set(words.get_identifiers()) - {"title"}:
            raise PromptError(f"{path}: only $title is filled in", "write $$ for a dollar")
    return Template(
        name=str(head.get("name", path.stem)),
        version=int(str(head.get("version", 1))),
        description=str(head.get("description", "")),
        sections=tuple(str(s) for s in sections),
        limits={**_DEFAULT_LIMITS, **limits},
        bottom_line=bottom,
        developments=developments,
    )


_DEFAULT_LIMITS = {
    "bottom_line": 3, "developments": 5, "timeline": 16, "statements": 20, "confirmed": 6, "single": 5,
    "differences": 8, "series": 6,
}  # fmt: skip


def filled(text: str, title: str) -> str:
    """The words of a template for this topic."""
    return " ".join(Words(text).safe_substitute(title=title).split())
