"""The rules of rules.toml as compiled patterns: which line is furniture, and what follows from it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Then = Literal["remove", "caption", "teasers"]
At = Literal["any", "top", "end", "inside"]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: the reason it gives, what it does, where it looks, the longest line in words, its pattern."""

    reason: str
    then: Then
    at: At
    max_words: int
    pattern: re.Pattern[str]
    as_written: bool = False
    """Whether the line is tried with its full stop and marks: a sentence is then no button."""


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file. An unknown key is a TypeError, an unknown value a ValueError."""
    return tuple(_rule(**entry) for entry in _data()["rule"])


@cache
def function_words() -> frozenset[str]:
    """Words that do not tell the subject of a line."""
    return frozenset(_data()["function_words"].split())


@cache
def rules_version() -> str:
    """16 hex digits over the file of rules: articles cleaned by other rules are to be cleaned again."""
    return hashlib.sha256(_content()).hexdigest()[:16]


def _content() -> bytes:
    return files("qa.articles.cleaning").joinpath("rules.toml").read_bytes()


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_content().decode("utf-8"))


def _rule(
    reason: str,
    patterns: list[str],
    max_words: int,
    then: Then = "remove",
    at: At = "any",
    as_written: bool = False,
) -> Rule:
    if then not in get_args(Then) or at not in get_args(At):
        raise ValueError(f"rules.toml: rule {reason!r} has an unknown `then` or `at`")
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace("’", "'")
    return Rule(reason, then, at, max_words, re.compile(joined, re.IGNORECASE), as_written)
