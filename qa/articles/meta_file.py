"""The `--meta` file: what is known about articles whose files do not say it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from qa.articles.encoding import decode
from qa.articles.raw import DEFAULT_MAX_BYTES, Meta
from qa.articles.readers.records import from_record
from qa.errors import LoadError

_PATH_NAMES = ("path", "file", "filename", "origin")
_HINT = "give path, title, outlet, published, url, authors: CSV columns, or fields by path in JSON or YAML"


def read_meta(path: str | Path) -> dict[str, Meta]:
    """The entries of a CSV, JSON or YAML file, by path as written there. Raises LoadError with the place."""
    path = Path(path)
    try:
        if path.stat().st_size > DEFAULT_MAX_BYTES:
            raise LoadError(f"{path}: too large for a meta file", _HINT)
        text = decode(path.read_bytes())
    except OSError as error:
        raise LoadError(
            f"{path}: cannot be read: {error.strerror}", "check the path given with --meta"
        ) from None
    except LoadError as error:
        raise LoadError(f"{path}: {error.message.removeprefix(f'{path}: ')}", _HINT) from None
    try:
        entries = _entries(text, path.suffix.lower())
        return {key: _meta(key, fields) for key, fields in entries}
    except LoadError as error:
        raise LoadError(f"{path}: {error.message}", error.hint or _HINT) from None


def _entries(text: str, suffix: str) -> list[tuple[str, Mapping[str, Any]]]:
    value = _csv(text) if suffix in (".csv", ".tsv") else _tree(text)
    if isinstance(value, Mapping):
        if not all(isinstance(fields, Mapping) for fields in value.values()):
            raise LoadError("every path must lead to a mapping of fields", _HINT)
        return [(str(key), fields) for key, fields in value.items()]
    if isinstance(value, list):
        return [_with_path(item, number) for number, item in enumerate(value, start=1)]
    raise LoadError("neither a table nor a mapping of paths", _HINT)


def _csv(text: str) -> list[dict[str, str]]:
    import csv
    import io

    header = text.split("\n", 1)[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count))
    try:
        return [{k.strip(): v or "" for k, v in row.items() if k} for row in table]
    except csv.Error as error:
        raise LoadError(f"not a valid CSV table: {error}", _HINT) from None


def _tree(text: str) -> Any:
    """JSON or YAML: JSON is read as YAML too, whose loader here leaves every value a string."""
    import yaml

    try:
        return yaml.load(text.replace("\t", "  "), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark is not None else ""
        reason = " ".join(str(getattr(error, "problem", None) or error).split())[:100]
        raise LoadError(f"not valid JSON or YAML: {place}{reason}", _HINT) from None


def _with_path(item: Any, number: int) -> tuple[str, Mapping[str, Any]]:
    if isinstance(item, Mapping):
        names = {str(name).lower(): name for name in item}
        for name in _PATH_NAMES:
            if name in names and str(item[names[name]]).strip():
                return str(item[names[name]]).strip(), item
    raise LoadError(f"entry {number} names no path", _HINT)


def _meta(key: str, fields: Mapping[str, Any]) -> Meta:
    try:
        known = from_record({**fields, "text": "-"})
    except LoadError:
        return Meta()
    stated = next(
        (v for k, v in fields.items() if str(k).lower() in ("published", "date") and str(v).strip()), None
    )
    if stated is not None and known.published is None:
        raise LoadError(f"{key}: {str(stated)[:40]!r} is no clear date", "write dates as 2025-08-20")
    return Meta(known.title, known.outlet, known.published, known.url, known.authors)


def find_meta(meta: Mapping[str, Meta], origin: str) -> Meta:
    """The entry for an origin: its exact words, else the path whose last parts they are; the longest wins.

    "a.txt" therefore fits every a.txt, "north/a.txt" only one in a folder north; "news.csv#3" one row.
    """
    if origin in meta:
        return meta[origin]
    whole, _, number = origin.rpartition("#")
    names = [origin, whole] if whole and number.isdigit() else [origin]
    for name in names:
        if "://" in name:
            if name in meta:
                return meta[name]
            continue
        parts = Path(name).absolute().parts if name != "-" else (name,)
        tails = {k: PurePath(k).parts for k in meta if "://" not in k}
        fitting = [k for k, tail in tails.items() if tail and parts[-len(tail) :] == tail]
        if fitting:
            return meta[max(fitting, key=lambda k: len(PurePath(k).parts))]
    return Meta()
