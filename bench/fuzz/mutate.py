"""Mutations that know the structure: of bytes, lines, tags, JSON, mail headers, and of members of a ZIP."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

MOST = 2_000_000
"""Bytes of the longest input; more is refused by size before anything reads it."""

TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\x1b[31m",
        b"\r",
        b"\x85",
        b"\xe2\x80\xae",
        b"\xc2\xa0",
    ),
    *(
        b"<",
        b">",
        b"</p>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<script>",
        b"<table>",
        b"</div>",
        b"&#x110000;",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"\\",
        b"\\u0000",
        b"\\ud800",
        b"null",
        b"NaN",
        b"-1e999",
        b"1" * 400,
    ),
    *(
        b"---\n",
        b"+++\n",
        b"\n\n",
        b": ",
        b"=?utf-8?b?4pyT?=",
        b"Content-Type: ",
        b"boundary=",
        b"=\n",
        b"%s%n",
        b"\\'e9",
    ),
    *(
        b"0000-00-00",
        b"9999-12-31",
        b"31 February 2026",
        b"1970-01-01T00:00:00+99:99",
        b"{\\rtf1",
        b"\\bin99999999 ",
    ),
    *(
        b"[1.1]",
        b"[",
        b"(1.1",
        "【".encode(),
        b"[1.1-9999.9999]",
        b"NOT IN SOURCES",
        b"```",
        b"http://[",
        b"javascript:alert(1)",
    ),
    *("é".encode("latin-1"), "\U0001f600".encode(), "אב".encode(), "ﷺ".encode(), b"a\xcc\x81" * 50),
)
_TAG = re.compile(rb"<[^<>]{1,200}>")
_NUMBER = re.compile(rb"\d+")


def mutated(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """One to six mutations, one after another."""
    for _ in range(rng.choice((1, 1, 2, 2, 3, 6))):
        content = rng.choice(_CHOICES)(content, rng, others)[:MOST]
    return content


def _bytes(content: bytes, rng: random.Random, _: list[bytes]) -> bytes:
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 4, 32))):
        if made:
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _span(content: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + int(rng.paretovariate(0.7)))


def _cut(content: bytes, rng: random.Random, _: list[bytes]) -> bytes:
    start, end = _span(content, rng)
    return content[:start] if rng.random() < 0.3 else content[:start] + content[end:]


def _repeat(content: bytes, rng: random.Random, _: list[bytes]) -> bytes:
    start, end = _span(content, rng)
    times = rng.choice((2, 2, 10, 1000))
    return content[:start] + content[start:end][:2000] * times + content[end:]


def _token(content: bytes, rng: random.Random, _: list[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 3, 200, 5000)) + content[at:]


def _splice(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    first, second = rng.randrange(len(content) + 1), rng.randrange(len(other) + 1)
    return content[:first] + other[second:]


def _lines(content: bytes, rng: random.Random, _: list[bytes]) -> bytes:
    lines = content.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    action = rng.randrange(4)
    if action == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif action == 1:
        times = rng.choice((1, 5, 500))
        lines[one:one] = [lines[other]] * min(times, 1 + MOST // (len(lines[other]) + 1))
    elif action == 2:
        del lines[one : one + rng.randint(1, 5)]
    else:
        lines[one] = lines[one].strip() * 2
    return b"\n".join(lines)


def _tags(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    found = list(_TAG.finditer(content[:200_000]))
    if not found:
        return _token(content, rng, others)
    one, other = rng.choice(found), rng.choice(found)
    action = rng.randrange(3)
    if action == 0:
        return content[: one.start()] + content[one.end() :]
    if action == 1:
        return content[: one.start()] + one.group() * rng.choice((2, 50, 3000)) + content[one.end() :]
    return content[: one.start()] + other.group() + content[one.end() :]


def _numbers(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    found = list(_NUMBER.finditer(content[:200_000]))
    if not found:
        return _bytes(content, rng, others)
    one = rng.choice(found)
    value = rng.choice(
        (b"0", b"-1", b"99999999999999999999", b"1" * 5000, b"2026-13-45", b"1e309", b"\xd9\xa3")
    )
    return content[: one.start()] + value + content[one.end() :]


def _json(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return _lines(content, rng, others)
    return json.dumps(_changed(value, rng), ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _changed(value: Any, rng: random.Random, depth: int = 0) -> Any:
    strange = (None, True, -1, 1e308, "", "\ud800", [], {}, [[[]]], {"": None}, "x" * 10_000, 10**30)
    if rng.random() < 0.08 * (depth + 1) or not isinstance(value, dict | list) or not value:
        return rng.choice((*strange, [value] * 3, {"value": value}))
    if isinstance(value, list):
        at = rng.randrange(len(value))
        return [*value[:at], _changed(value[at], rng, depth + 1), *value[at + 1 :]]
    key = rng.choice(list(value))
    return {**value, key: _changed(value[key], rng, depth + 1)}


def _member(content: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A ZIP (Word, ODT, EPUB, an archive) with one member mutated, doubled, renamed or gone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            members = [(info.filename, old.read(info)) for info in old.infolist()][:200]
    except (
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zipfile.BadZipFile,
        zipfile.zlib.error,
    ):  # type: ignore[attr-defined]
        return _bytes(content, rng, others)
    if not members:
        return content
    at = rng.randrange(len(members))
    name, inner = members[at]
    action = rng.randrange(5)
    if action < 3:
        members[at] = (name, rng.choice((_tags, _token, _bytes, _repeat, _cut, _numbers))(inner, rng, others))
    elif action == 3:
        members[at] = (rng.choice(("../../x.html", "/x.html", "a\\b.html", name + ".txt", "")), inner)
    else:
        del members[at]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, inner in members:
            new.writestr(name or "x", inner)
    return made.getvalue()


_Mutation = Callable[[bytes, random.Random, list[bytes]], bytes]
_CHOICES: tuple[_Mutation, ...] = (
    *(
        _bytes,
        _cut,
        _repeat,
        _token,
        _token,
        _splice,
        _lines,
        _tags,
        _tags,
        _numbers,
        _json,
        _member,
        _member,
    ),
)
