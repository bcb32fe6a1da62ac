"""No regular expression of the program can take exponential time: a static check of every pattern.

Dangerous is a repetition of something that is itself a repetition, where one text can be divided among the
two in many ways: `(\\d+|no|\\s)*`, `(\\w+\\s?)+`. Not so `(\\w+\\s)+`, where the space ends each round.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qa

parser: Any = importlib.import_module("re._parser")
ROOT = Path(qa.__file__).parent
SAMPLE = [chr(n) for n in range(32, 127)] + list("\t\n äÉж年ع٣–—’“”«»…·•©")
MANY = 12
"""Rounds from which a bounded repetition counts as one without end: 2^12 is 4 ms."""
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def literals() -> Iterator[tuple[str, str, int]]:
    """(place, pattern, flags) of each pattern that stands in the code as it is."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            owner, first = node.func.value, node.args[0]
            of_re = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in CALLS
            if of_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value, re.IGNORECASE


def compiled() -> Iterator[tuple[str, str, int]]:
    """(place, pattern, flags) of each compiled pattern that a module holds, alone or in a collection."""
    for info in pkgutil.walk_packages([str(ROOT)], "qa."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for pattern in patterns_in(value, 3):
                if isinstance(pattern.pattern, str):
                    yield f"{info.name}.{name}", pattern.pattern, pattern.flags
                else:
                    yield f"{info.name}.{name}", pattern.pattern.decode("latin-1"), pattern.flags


def patterns_in(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from patterns_in(item, depth - 1)


def of_rules() -> Iterator[tuple[str, str, int]]:
    data = tomllib.loads((ROOT / "articles/cleaning/rules.toml").read_text("utf-8"))
    for rule in data["rule"]:
        for pattern in rule["patterns"]:
            yield f"rules.toml: {rule['reason']}", pattern.replace("’", "'"), re.IGNORECASE


def dangerous(pattern: str, flags: int = 0) -> str | None:
    """The repetition inside a repetition that makes a pattern dangerous, in words; None for a safe one."""
    tree = parser.parse(pattern, flags & ~(re.DEBUG | re.UNICODE | re.ASCII))
    return _walk(tree, tree.state.flags)


def _walk(items: Any, flags: int) -> str | None:
    for op, value in items:
        if str(op) in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, body = value
            if most >= MANY and (found := _ambiguous(body, flags)):
                return found
            inner: list[Any] = [body]
        elif str(op) == "SUBPATTERN":
            inner = [value[3]]
        elif str(op) == "BRANCH":
            inner = value[1]
        elif str(op) in ("ASSERT", "ASSERT_NOT"):
            inner = [value[1]]
        else:
            inner = []  # POSSESSIVE_REPEAT and ATOMIC_GROUP never give back what they took
        for part in inner:
            if found := _walk(part, flags):
                return found
    return None


def _ambiguous(body: Any, flags: int) -> str | None:
    """Whether one round of a repetition can be a run that two rounds could share."""
    for sequence in _sequences(body):
        for place, (chars, least, most) in enumerate(sequence):
            others = [part for n, part in enumerate(sequence) if n != place]
            if least < most and most >= MANY and all(not low or chars & other for other, low, _ in others):
                return f"a run of {''.join(sorted(chars))[:20]!r} inside a repetition"
    return None


def _sequences(body: Any) -> Iterator[list[tuple[frozenset[str], int, int]]]:
    """Each way through a body, as (characters, least, most) of its parts."""
    ways: list[list[tuple[frozenset[str], int, int]]] = [[]]
    for op, value in body:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            chars = frozenset().union(*(c for way in _sequences(inner) for c, _, _ in way)) or frozenset()
            ways = [[*way, (chars, least, most)] for way in ways]
        elif name == "SUBPATTERN":
            ways = [[*way, *more] for way in ways for more in _sequences(value[3])]
        elif name == "BRANCH":
            more = [way for part in value[1] for way in _sequences(part)]
            ways = [[*way, *one] for way in ways for one in more]
        elif name in ("IN", "LITERAL", "NOT_LITERAL", "ANY", "CATEGORY"):
            ways = [[*way, (_characters(op, value), 1, 1)] for way in ways]
        if len(ways) > 2000:
            ways = ways[:2000]
    yield from ways


def _characters(op: Any, value: Any) -> frozenset[str]:
    """The characters of the sample that one element takes."""
    from re import _compiler as compiler  # type: ignore[attr-defined]

    tree = parser.SubPattern(parser.State(), [(op, value)])
    tree.state.str = ""
    single = compiler.compile(tree, re.IGNORECASE)
    return frozenset(c for c in SAMPLE if single.match(c))


ALL = sorted(
    {(pattern, flags): place for place, pattern, flags in (*literals(), *compiled(), *of_rules())}.items()
)


def test_no_pattern_repeats_a_repetition_that_can_be_divided_in_many_ways() -> None:
    found = [
        f"{place}: {why}: {pattern[:120]}"
        for (pattern, flags), place in ALL
        if (why := dangerous(pattern, flags))
    ]
    assert found == []
    assert len(ALL) > 500


@pytest.mark.parametrize(
    "pattern", [r"(\d+|no|\s)*x", r"(\w+\s?)+$", r"(?:a*)*b", r"(?:[^.]+,?)*\.", r"(?:(?:ab)+)+c"]
)
def test_the_check_sees_what_is_dangerous(pattern: str) -> None:
    assert dangerous(pattern) is not None


@pytest.mark.parametrize(
    "pattern", [r"(\w+\s)+$", r"(?:\d|no|\s)*x", r"(?:, \w+)*", r"(?:a{1,3}b?)+", r"(?:\w++ ?)*"]
)
def test_the_check_lets_pass_what_is_not(pattern: str) -> None:
    assert dangerous(pattern) is None
