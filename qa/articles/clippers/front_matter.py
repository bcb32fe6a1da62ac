"""Front matter that clippers write above a note: Obsidian Web Clipper, MarkDownload, Joplin and their like.

Their `source` is an address, `author` a link into the user's notes, `created` the day of clipping: none of
them
means what the same word means in a publisher's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]|\[([^\]]+)\]\([^)]*\)")
_EXCERPT = re.compile(r"(?:\s*> ?##? ?Excerpt[^\n]*\n(?>(?:>[^\n]*\n?)*))\s*(?:---+\s*\n)?", re.IGNORECASE)
_SITE = ("site", "site_name", "sitename", "website", "publication", "publisher", "outlet")
_OF_THE_NOTE = (
    "created",
    "date saved",
    "date_saved",
    "saved",
    "clipped",
    "updated",
    "modified",
    "date added",
)


def is_clip(fields: Mapping[str, Any]) -> bool:
    """Whether the fields are a clipper's: the source is an address, or says when it was clipped."""
    keys = {str(k).strip().lower() for k in fields}
    source = _text(next((v for k, v in fields.items() if str(k).strip().lower() == "source"), ""))
    return bool(re.match(r"https?://", source)) or (
        "created" in keys and bool(keys & {"url", "link", "source"})
    )


def clip_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a clip as those of an article: addresses as `url`, links as names, no day of clipping."""
    given = {str(k).strip().lower(): v for k, v in fields.items()}
    out: dict[str, Any] = {}
    for name, value in given.items():
        if name in _OF_THE_NOTE or name in (
            "tags",
            "description",
            "aliases",
            "cssclasses",
            "type",
            "category",
            "categories",
        ):
            continue
        if name in ("source", "url", "link") and re.match(r"https?://", _text(value)):
            out["url"] = _text(value)
        elif name in ("author", "authors", "byline"):
            out["authors"] = [
                unlinked(_text(v)) for v in (value if isinstance(value, list) else [value]) if _text(v)
            ]
        elif name in _SITE and value:
            out["outlet"] = unlinked(_text(value))
        elif value not in (None, "", []):
            out[name] = unlinked(value) if isinstance(value, str) else value
    return out


def without_excerpt(text: str) -> tuple[str, str]:
    """(text, the excerpt that MarkDownload puts above it)."""
    found = _EXCERPT.match(text)
    return (text[found.end() :], found.group().strip()) if found else (text, "")


_CALLOUT = re.compile(
    r"^> ?\[!(?!quote\b|cite\b)[\w-]+\][^\n]*(?>(?:\n>[^\n]*)*)\n?", re.IGNORECASE | re.MULTILINE
)
_COMMENT = re.compile(r"%%[^%]{1,5000}%%")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,2000})==(?!=)")
_EMBED = re.compile(
    r"!\[\[[^\]\n]{1,300}\]\]|^> ?\[!(?:quote|cite)\][+-]?|(?<=\s)\^[\w-]{4,40}$",
    re.MULTILINE | re.IGNORECASE,
)


def without_notes(text: str) -> tuple[str, list[str]]:
    """(text, what the reader wrote into the clip): callouts and comments; marks of the note are taken off."""
    notes = [m.group().strip() for pattern in (_CALLOUT, _COMMENT) for m in pattern.finditer(text)]
    text = _EMBED.sub("", _COMMENT.sub("", _CALLOUT.sub("", text)))
    return unlinked_notes(_HIGHLIGHT.sub(r"\1", text)), notes


def unlinked_notes(text: str) -> str:
    """The words of links into the reader's notes; links of the article are left to the reader of Markdown."""
    return re.sub(r"\[\[(?:[^\]|\n]{1,200}\|)?([^\]|\n]{1,200})\]\]", r"\1", text)


def unlinked(text: str) -> str:
    """The words of links: "[[Ada Brook]]" and "[Ada Brook](ada.md)" as "Ada Brook"."""
    return _LINK.sub(lambda m: m[1] or m[2], text)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip() if value is not None else ""
