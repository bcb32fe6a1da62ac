"""The words that tell who speaks: offices, ranks, bodies, unnamed voices, documents, verbs of saying.

They are general and stand as data, one file a language, in `words/`; all languages are read together, for an
article in one quotes the papers of another.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

KINDS = (
    "offices",
    "ranks",
    "bodies",
    "names_of_bodies",
    "voices",
    "documents",
    "verbs",
    "quoting_verbs",
)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """The words of each kind, lower-cased."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for path in sorted(files("qa.brief.read").joinpath("words").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            table = tomllib.loads(path.read_text("utf-8"))
            for kind in KINDS:
                found[kind] |= {word.lower() for word in table.get(kind, "").split()}
    return {kind: frozenset(words) for kind, words in found.items()}


def plain(word: str) -> str:
    """A word as the lists have it: lower-cased, without a possessive and the marks at its ends."""
    return re.sub(r"['’]s?$", "", word.strip(".,;:()[]\"“”‘'’")).lower()


def is_a(kind: str, word: str) -> bool:
    """Whether a word is of a kind; the plural of an office is one ("ministers")."""
    words, bare = lexicon()[kind], plain(word)
    if bare in words:
        return True
    last = bare.rsplit("-", 1)[-1]
    if kind == "offices" and last.removesuffix("s").endswith(("ologist", "ographer", "icist", "ician")):
        return True
    if kind == "offices" and word.islower() and last.endswith(("sman", "rman", "aman", "woman", "women")):
        return len(last) > 5 and last not in ("german", "talisman")  # "seaman", "councilwoman"
    if kind == "offices" and bare.endswith(("-elect", "-designate", "-general")):
        return bare.split("-")[0] in words  # "president-elect"
    if kind == "voices" and word.islower() and f"{bare}s" in words:
        return True  # "a protester"
    return last in words or (kind in ("offices", "bodies") and bare.endswith("s") and bare[:-1] in words)
