"""A file that looks like many articles in a layout that is not known: refused, rather than read as one.

What counts are signs that no single article has: the same three labels again and again with a day among them,
one
line that ends several stretches of text, rules between stretches that each begin with a day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa.articles.archives.fields import day_in
from qa.articles.archives.prose import is_rule

_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][\w /-]{1,24}?)\s*[:=]\s+(?P<value>\S.*)$")
_END = re.compile(
    r"\W*(?:end of (?:document|record|article|story)|ende|fin|fim|fine|einde)\b.{0,20}", re.IGNORECASE
)
_OF = re.compile(
    r"\W*(?:\w+\s+)?(\d{1,5})\s+(?:of|von|de|van|di|sur|/)\s+(\d{1,5})(?:\s+\w+)?\W*", re.IGNORECASE
)
_CODE = re.compile(r"([^\W\d_]+)[ :#]+(?=\w*\d{6})[A-Z]{2,}\w{8,}\W*")
"""The word and number that end a record: "Document TSTNWS0020190520ek0000330"."""
_MANY_LABELS = 5
"""Labels that come equally often and are fields of records also where no day is read among them."""
_STRETCH = 40
"""Words between two signs that make a stretch of text an article: the shortest news item has 50."""


def looks_like_many(lines: Sequence[str]) -> str | None:
    """Why the lines look like several articles, in words; None when they look like one."""
    return _repeated_labels(lines) or _numbered(lines) or _repeated_ends(lines) or _ruled(lines)


def _repeated_labels(lines: Sequence[str]) -> str | None:
    """Three labels or more that come equally often, with a day among them; five or more without."""
    values: dict[str, list[str]] = {}
    for line in lines:
        if (found := _LABEL.match(line)) and len(line) < 200:
            values.setdefault(found["label"].casefold(), []).append(found["value"])
    times = Counter(len(v) for v in values.values() if len(v) > 1)
    for count, labels in times.most_common():
        if labels < 3:
            continue
        named = {name: found for name, found in values.items() if len(found) == count}
        if labels >= _MANY_LABELS or any(all(day_in(value) for value in found) for found in named.values()):
            shown = ", ".join(list(named)[:3])
            return f"its fields ({shown}) come {count} times"
    return None


def _numbered(lines: Sequence[str]) -> str | None:
    """Lines such as "2 of 14" that count up to a total, with text between them."""
    last, total, found = 0, 0, 0
    between = _STRETCH
    for line in lines:
        number = _OF.fullmatch(line) if len(line) < 60 else None
        if number is None:
            between += len(line.split())
        elif between >= _STRETCH and int(number[1]) == last + 1 and (not total or int(number[2]) == total):
            last, total, found, between = int(number[1]), int(number[2]), found + 1, 0
    return f"it counts {found} documents of {total}" if found > 1 else None


def _repeated_ends(lines: Sequence[str]) -> str | None:
    endings = [_ending(line) for line in lines]
    for words, count in Counter(endings).items():
        if words and count > 1 and _stretches(lines, endings, words) >= 2:
            return f"{words.strip('* -')!r} ends {count} stretches of text"
    return None


def _ending(line: str) -> str:
    """The words of a line that ends a document, or the word before the number of a record; else ""."""
    if len(line) >= 60:
        return ""
    numbered = _CODE.fullmatch(line.strip())
    return _flat(numbered[1]) if numbered else _flat(line) if _END.fullmatch(line) else ""


def _ruled(lines: Sequence[str]) -> str | None:
    """Rules of underscores or signs between stretches that each have a day in their first lines."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if is_rule(line) and re.search(r"[_=*~—–-]{8,}", line):
            parts.append([])
        elif line.strip():
            parts[-1].append(line)
    dated = [
        p
        for p in parts
        if sum(len(x.split()) for x in p) >= _STRETCH and any(len(x) < 100 and day_in(x) for x in p[:6])
    ]
    return f"rules divide it into {len(dated)} dated parts" if len(dated) > 1 else None


def _stretches(lines: Sequence[str], endings: Sequence[str], end: str) -> int:
    """How many stretches of text end at such a line."""
    count, words = 0, 0
    for line, ending in zip(lines, endings, strict=True):
        if ending == end:
            count, words = count + (words >= _STRETCH), 0
        else:
            words += len(line.split())
    return count


def _flat(line: str) -> str:
    return " ".join(line.split()).casefold()
