"""A path, URL or standard input becomes clean articles: read, decode, clean, complete."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qa.articles.cleaning import metadata
from qa.articles.cleaning.clean import clean
from qa.articles.encoding import one_line, tidy
from qa.articles.formats import SUPPORTED, check_length, is_supported, read, size
from qa.articles.meta_file import find_meta, read_meta
from qa.articles.raw import DEFAULT_MAX_BYTES, Batch, Meta, RawArticle
from qa.errors import LoadError
from qa.types import Article

__all__ = ["DEFAULT_MAX_BYTES", "Loaded", "Meta", "expand", "load_articles", "read_meta"]

_TELLING = 400
"""Characters of text from which on the detected language is trusted against a stated one."""
_NO_ARTICLES = frozenset(("readme", "license", "licence", "changelog", "contributing", "notice", "copying"))
"""Stems of files that projects keep beside their articles; named explicitly, they are read like any other."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one source: the articles, and for each entry that failed its origin and reason."""

    articles: list[Article] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def load_articles(
    source: str,
    *,
    meta: Mapping[str, Meta] | None = None,
    outlet: str | None = None,
    published: date | None = None,
    allow_private: bool = False,
    stdin: bytes | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Loaded:
    """The articles of one source: a file, a directory, an http(s) URL, or "-" for standard input.

    `outlet` and `published` overrule what the source says; `meta` (path -> Meta) only completes it.
    Entries of a file that cannot be read are in `problems`. Raises LoadError, "<source>: <reason>" with
    a hint, when the source gives no article at all. `max_bytes` bounds each file, also when unpacked.
    """
    given = _Given(meta or {}, outlet, published)
    if source != "-" and not _is_url(source) and os.path.isdir(source):
        return _load_directory(source, given, max_bytes)
    try:
        if _is_url(source):
            batch, origin = _download(source, allow_private, max_bytes)
        elif source == "-":
            data = sys.stdin.buffer.read(max_bytes + 1) if stdin is None else stdin
            batch, origin = _read_bytes(data, "", max_bytes), source
        else:
            batch, origin = _read_bytes(_read_file(source, max_bytes), source, max_bytes), source
        loaded = _finish(batch, origin, given)
    except LoadError as error:
        raise LoadError(f"{source}: {error.message}", error.hint) from None
    if not loaded.articles:
        reasons = [reason for _, reason in loaded.problems]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise LoadError(
            f"{source}: {reasons[0] if reasons else 'no article in it'}{more}", "check the file's content"
        )
    return loaded


def expand(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> list[str]:
    """Sources in the order given, each once: directories become their files (sorted), globs what they match.

    Hidden files, unsupported suffixes and README-like files of directories are left out, and `exclude`.
    Never raises: what does not exist, cannot be opened or is empty stays in, for `load_articles` to report.
    """
    left_out = {os.path.abspath(path) for path in exclude}
    found: dict[str, None] = {}
    for path in paths:
        for source in _expand_one(path):
            if source == "-" or _is_url(source) or os.path.abspath(source) not in left_out:
                found.setdefault(source)
    return list(found)


def _expand_one(path: str) -> Iterable[str]:
    if path == "-" or _is_url(path):
        return [path]
    if os.path.isdir(path):
        return list(_walk(path)) or [path]
    if glob.has_magic(path) and not os.path.lexists(path):
        matches = sorted(glob.glob(path, recursive=True))
        return [
            s for match in matches for s in (_expand_one(match) if os.path.isdir(match) else [match])
        ] or [path]
    return [path]


def _walk(directory: str) -> Iterator[str]:
    """Supported files below a directory in sorted order; directories that cannot be opened, as themselves."""
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError:
        yield directory
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif is_supported(entry.name) and entry.is_file() and not _is_about(entry.name):
            yield entry.path


def _is_about(name: str) -> bool:
    return name.split(".", 1)[0].lower() in _NO_ARTICLES


def _is_url(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _load_directory(directory: str, given: _Given, max_bytes: int) -> Loaded:
    try:
        os.scandir(directory).close()
    except OSError as error:
        raise LoadError(f"{directory}: cannot be opened: {error.strerror}", "check its permissions") from None
    loaded = Loaded()
    for path in _walk(directory):
        try:
            part = (
                load_articles(
                    path, meta=given.meta, outlet=given.outlet, published=given.published, max_bytes=max_bytes
                )
                if not os.path.isdir(path)
                else Loaded(problems=[(path, "the directory cannot be opened")])
            )
        except LoadError as error:
            part = Loaded(problems=[(path, error.message.removeprefix(f"{path}: "))])
        loaded.articles.extend(part.articles)
        loaded.problems.extend(part.problems)
    if not loaded.articles:
        reason = f"; {loaded.problems[0][0]}: {loaded.problems[0][1]}" if loaded.problems else ""
        raise LoadError(
            f"{directory}: no articles in this directory{reason}", f"articles are files ending in {SUPPORTED}"
        )
    return loaded


def _read_file(path: str, max_bytes: int) -> bytes:
    """The bytes of a file or pipe. Raises LoadError for what cannot be opened or is above `max_bytes`."""
    try:
        if (
            not is_supported(path)
            and stat.S_ISREG(os.stat(path).st_mode)
            and Path(path).suffix not in ("", ".gz")
        ):
            raise LoadError(f"files ending in {Path(path).suffix} are not read", f"known are {SUPPORTED}")
        with open(path, "rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        hint = "no file matches this pattern" if glob.has_magic(path) else "check the path"
        raise LoadError("no such file or directory", hint) from None
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror or error}", "check its permissions") from None
    except ValueError:  # a path with a NUL in it
        raise LoadError("not a valid path", "check the path") from None
    return data


def _read_bytes(data: bytes, name: str, max_bytes: int) -> Batch:
    if len(data) > max_bytes:
        raise LoadError(
            f"larger than {size(max_bytes)}", "split it into its articles, or set QA_MAX_FILE_MB higher"
        )
    return read(data, name=name, max_bytes=max_bytes)


def _download(url: str, allow_private: bool, max_bytes: int) -> tuple[Batch, str]:
    from qa.articles.fetch import fetch

    page = fetch(url, allow_private=allow_private, max_bytes=max_bytes)
    batch = read(
        page.data, name=page.name, kind=page.kind, charset=page.charset, url=page.url, max_bytes=max_bytes
    )
    return batch, url


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user states about the articles."""

    meta: Mapping[str, Meta]
    outlet: str | None
    published: date | None


def _finish(batch: Batch, source: str, given: _Given) -> Loaded:
    """Clean what was read and complete it; an article that loses all its text becomes a problem."""
    loaded = Loaded()
    problems = list(batch.problems)
    for raw in batch.articles:
        origin = _origin(source, raw.number)
        try:
            loaded.articles.append(_article(raw, origin, given))
        except LoadError as error:
            problems.append((raw.number, error.message))
    problems.sort(key=lambda problem: problem[0] or 0)
    loaded.problems.extend((_origin(source, number), reason) for number, reason in problems)
    return loaded


def _origin(source: str, number: int | None) -> str:
    """Printable and storable whatever bytes a file name holds."""
    name = source.encode("utf-8", "backslashreplace").decode("utf-8")
    return name if number is None else f"{name}#{number}"


def _language(stated: str | None, text: str) -> str:
    """The stated language, unless the text is long and clearly tells otherwise.

    Templates of English papers are used for other languages and the other way round (2 of 91 pages in our
    sample); the detector does not confuse English with another language on text of this length, while close
    relatives (Danish and Norwegian, Czech and Slovak) are better known to whoever stated them.
    """
    if stated is not None and len(text) < _TELLING:
        return stated
    found = metadata.detect_language(text)
    return stated if stated is not None and "en" not in (stated, found) else found


def _article(raw: RawArticle, origin: str, given: _Given) -> Article:
    known = find_meta(given.meta, origin)
    check_length(raw.text)
    text = tidy(raw.text)
    title = one_line(raw.title) or one_line(known.title)
    outlet = given.outlet or one_line(raw.outlet) or known.outlet
    language = _language(raw.language, text)
    cleaned = clean(text, title=title, outlet=outlet, language=language)
    if not any(c.isalpha() for c in cleaned.text):
        raise LoadError(
            "no text: nothing of an article is left after cleaning", "check that it is an article"
        )
    section = one_line(raw.section)
    # Of the clean text only: the scrape may hold dates, agencies and labels of the teasers around it.
    labelled = metadata.kind(cleaned.title, cleaned.text, section)
    return Article.make(
        title=cleaned.title,
        text=cleaned.text,
        outlet=outlet or one_line(cleaned.outlet),
        authors=raw.authors or known.authors or cleaned.authors,
        url=raw.url or known.url,
        published=given.published or raw.published or known.published or cleaned.published,
        language=language,
        section=section,
        kind=raw.kind or (labelled if labelled != "report" else cleaned.kind),
        agency=cleaned.agency,
        captions=tuple(dict.fromkeys(c for c in map(one_line, (*raw.captions, *cleaned.captions)) if c)),
        removed=(*raw.removed, *cleaned.removed),
        origin=origin,
    )
