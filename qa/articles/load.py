"""A path, URL or standard input becomes clean articles: read, decode, clean, complete."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qa.articles.cleaning import metadata
from qa.articles.cleaning.clean import Cleaned, clean
from qa.articles.clippers.references import Reference, inside, read_references
from qa.articles.containers import packed
from qa.articles.containers.saved import is_part
from qa.articles.encoding import is_address, one_line, tidy
from qa.articles.exports import How
from qa.articles.formats import SUPPORTED, check_length, gunzip, is_supported, read, size
from qa.articles.meta_file import find_meta, read_meta
from qa.articles.raw import DEFAULT_MAX_BYTES, Batch, Export, Meta, RawArticle
from qa.articles.readers.mail import attachments, is_mail
from qa.articles.shelf import Shelf
from qa.articles.sources import expand, is_about, is_url, read_pipe, unattached, walk
from qa.errors import LoadError
from qa.types import Article, Removed

if TYPE_CHECKING:
    from qa.articles.fetch import Download

__all__ = ["DEFAULT_MAX_BYTES", "Loaded", "Meta", "expand", "load_articles", "read_meta"]


_NOTE = 80
"""Words below which the text of a mail that brings files is a note about them: the longest covering notes of
archives and press offices have fewer, the shortest news items that are also attached have more."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one source: the articles, and for each entry that failed its origin and reason."""

    articles: Shelf = field(default_factory=Shelf)
    problems: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Origin and name of what the source holds that is no article to add."""
    notes: list[str] = field(default_factory=list)
    """What there is to say of the source as a whole: how many articles were found of how many."""

    def take(self, other: Loaded) -> None:
        """Add all that another source gave."""
        for article in other.articles:
            self.articles.append(article)
        self.problems.extend(other.problems)
        self.left_out.extend(other.left_out)
        self.notes.extend(other.notes)


def load_articles(
    source: str,
    *,
    meta: Mapping[str, Meta] | None = None,
    outlet: str | None = None,
    published: date | None = None,
    allow_private: bool = False,
    stdin: bytes | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    how: How | None = None,
) -> Loaded:
    """The articles of one source: a file, a directory, an http(s) URL, or "-" for standard input.

    `outlet` and `published` overrule what the source says; `meta` (path -> Meta) only completes it; `how` is
    what the user says about the layout. Entries of a file that cannot be read are in `problems`. Raises
    LoadError, "<source>: <reason>" with a hint, when the source gives no article at all. `max_bytes` bounds
    each file, also when unpacked.
    """
    given = _Given(meta or {}, outlet, published, how)
    if source != "-" and not is_url(source) and os.path.isdir(source):
        return _load_directory(source, given, max_bytes)
    try:
        if is_url(source):
            page = fetch_page(source, allow_private, max_bytes)
            loaded = _load_bytes(page.data, source, page.name, given, max_bytes, page=page)
        else:
            data = _standard_input(stdin, max_bytes) if source == "-" else _read_file(source, max_bytes)
            loaded = _load_bytes(data, source, "" if source == "-" else source, given, max_bytes)
    except LoadError as error:
        raise LoadError(f"{source}: {error.message}", error.hint) from None
    if not loaded.articles:
        reasons = [reason for _, reason in (*loaded.problems, *loaded.left_out)]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise LoadError(
            f"{source}: {reasons[0] if reasons else 'no article in it'}{more}", "check the file's content"
        )
    return loaded


def _load_directory(directory: str, given: _Given, max_bytes: int) -> Loaded:
    try:
        os.scandir(directory).close()
    except OSError as error:
        raise LoadError(f"{directory}: cannot be opened: {error.strerror}", "check its permissions") from None
    loaded = Loaded()
    for path in unattached(walk(directory)):
        if os.path.isdir(path):
            loaded.problems.append((path, "the directory cannot be opened"))
            continue
        try:
            loaded.take(_load_bytes(_read_file(path, max_bytes), path, path, given, max_bytes))
        except LoadError as error:
            loaded.problems.append((path, error.message))
    if not loaded.articles:
        reason = f"; {loaded.problems[0][0]}: {loaded.problems[0][1]}" if loaded.problems else ""
        raise LoadError(
            f"{directory}: no articles in this directory{reason}", f"articles are files ending in {SUPPORTED}"
        )
    return loaded


def load_page(
    page: Download, source: str, *, outlet: str | None = None, known: Meta | None = None, max_bytes: int
) -> Loaded:
    """The articles of a page, feed or document that was downloaded; `known` completes what it says of itself.

    Raises LoadError when it has none.
    """
    given = _Given({source: known} if known else {}, outlet, None)
    loaded = _load_bytes(page.data, source, page.name, given, max_bytes, page=page)
    if not loaded.articles:
        reason = loaded.problems[0][1] if loaded.problems else "no article in it"
        raise LoadError(f"{source}: {reason}", "check the address")
    return loaded


def _standard_input(stdin: bytes | None, max_bytes: int) -> bytes:
    return sys.stdin.buffer.read(max_bytes + 1) if stdin is None else stdin


def _load_bytes(
    data: bytes,
    origin: str,
    name: str,
    given: _Given,
    max_bytes: int,
    *,
    page: Download | None = None,
    depth: int = 2,
) -> Loaded:
    """The articles in the bytes of a source; of an archive those of its members, named behind a "#"."""
    if len(data) > max_bytes:
        raise LoadError(
            f"larger than {size(max_bytes)}", "split it into its articles, or set QA_MAX_FILE_MB higher"
        )
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, max_bytes)
    if packed.kind_of(data) in ("zip", "tar", "mbox"):
        return _load_archive(data, origin, given, max_bytes, depth)
    if (
        page is None
        and (given.how or How()) == How()
        and (references := read_references(data, name)) is not None
    ):
        return _load_references(references, origin, name if depth == 2 else "", given, max_bytes)
    kind, charset, url = (page.kind, page.charset, page.url) if page is not None else (None, None, None)
    if depth and (files := _attached(data, name)):
        return _load_mail(data, files, origin, given, max_bytes, depth)
    batch = read(data, name=name, kind=kind, charset=charset, url=url, max_bytes=max_bytes, how=given.how)
    return _finish(batch, origin, given)


def _attached(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The files that a mail brings with it and that are read: archives send what was asked for that way."""
    if name.lower().endswith(".eml") or is_mail(data[:4096].decode("latin-1").replace("\r\n", "\n")):
        return [(name, content) for name, content in attachments(data) if is_supported(name)]
    return []


def _load_mail(
    data: bytes, files: list[tuple[str, bytes]], origin: str, given: _Given, max_bytes: int, depth: int
) -> Loaded:
    """The articles of the files that a mail brings, and of its own text where that is more than a note."""
    loaded = Loaded()
    for name, content in files:
        place = _origin(f"{origin}#{one_line(name) or 'attachment'}", None)
        try:
            loaded.take(_load_bytes(content, place, name, given, max_bytes, depth=depth - 1))
        except LoadError as error:
            loaded.problems.append((place, error.message))
    try:
        own = _finish(read(data, name=origin, kind="mail", max_bytes=max_bytes, how=given.how), origin, given)
    except LoadError:
        return loaded
    if len(own.articles) == 1 and len(own.articles[0].text.split()) < _NOTE and loaded.articles:
        loaded.left_out.append((origin, f"covering note: {own.articles[0].text}"[:200]))
    else:
        loaded.take(own)
    return loaded


def _load_references(
    references: list[Reference], origin: str, path: str, given: _Given, max_bytes: int
) -> Loaded:
    """The articles in the files that a list of references attaches, with what it states of each.

    Raises LoadError for a list without files, which has only addresses to offer.
    """
    if not any(reference.files for reference in references):
        addresses = sum(reference.url is not None for reference in references)
        raise LoadError(
            f"{len(references)} references and no text: {addresses} with an address",
            f"fetch them: qa add --links {os.path.basename(path) or 'FILE'}; or export with files",
        )
    loaded = Loaded()
    for number, reference in enumerate(references, start=1):
        place = _origin(origin, number)
        problem = "no file is attached" if path else "its files are not looked for in an archive: unpack it"
        for file in reference.files if path else ():
            where = inside(path, file)
            try:
                if where is None:
                    raise LoadError("outside the folder of the list", "")
                one = replace(given, reference=reference)
                loaded.take(_load_bytes(_read_file(where, max_bytes), place, where, one, max_bytes, depth=1))
                break
            except LoadError as error:
                problem = f"{file}: {error.message}"
        else:
            loaded.problems.append((place, f"{reference.title or 'untitled'}: {problem}"))
    return loaded


def _load_archive(data: bytes, origin: str, given: _Given, max_bytes: int, depth: int) -> Loaded:
    """The articles of the members of a ZIP, TAR or mailbox; an archive in an archive is opened once."""
    if not depth:
        raise LoadError("an archive in an archive in an archive", "unpack it and add its folder")
    loaded, names = Loaded(), packed.names(data)
    inner = depth - (packed.kind_of(data) != "mbox")  # the mails of a mailbox may bring archives
    for name, content in packed.members(data, max_bytes):
        place = _origin(f"{origin}#{one_line(name) or 'member'}", None)
        if is_part(name, names):
            if is_supported(name):
                loaded.left_out.append((place, "a part of the page beside it"))
            continue
        if isinstance(content, str):
            loaded.problems.append((place, content))
        elif is_supported(name) and not is_about(name.rsplit("/", 1)[-1]):
            try:
                loaded.take(_load_bytes(content, place, name, given, max_bytes, depth=inner))
            except LoadError as error:
                loaded.problems.append((place, error.message))
    if not loaded.articles and not loaded.problems:
        raise LoadError(
            "no file in this archive is one that is read", f"articles are files ending in {SUPPORTED}"
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
        if stat.S_ISFIFO(os.stat(path).st_mode):
            return read_pipe(path, max_bytes)
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


def fetch_page(url: str, allow_private: bool, max_bytes: int) -> Download:
    """What an address answers with."""
    from qa.articles.fetch import fetch

    return fetch(url, allow_private=allow_private, max_bytes=max_bytes)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user states about the articles."""

    meta: Mapping[str, Meta]
    outlet: str | None
    published: date | None
    how: How | None = None
    reference: Reference | None = None
    """What a list of references states of the one article in the file that it attaches."""


def _finish(batch: Batch, source: str, given: _Given) -> Loaded:
    """Clean what was read and complete it; an article that loses all its text becomes a problem."""
    loaded = Loaded()
    failed: list[tuple[int | None, str]] = []
    for read_one in batch.articles:
        raw = given.reference.complete(read_one) if given.reference else read_one
        origin = _origin(source, raw.number)
        try:
            loaded.articles.append(_article(raw, origin, given))
        except LoadError as error:
            failed.append((raw.number, error.message))
    problems = [*batch.problems, *failed]  # those of the batch are complete when its articles are read
    problems.sort(key=lambda problem: problem[0] or 0)
    loaded.problems.extend((_origin(source, number), reason) for number, reason in problems)
    if batch.export is not None:
        loaded.left_out.extend((_origin(source, number), name) for number, name in batch.export.left_out)
        loaded.notes.extend(_note(batch.export, source, len(loaded.articles)))
    return loaded


def _note(export: Export, source: str, count: int) -> Iterator[str]:
    """How many articles an export gave, beside what it says itself."""
    if count <= 1 and export.stated in (None, count):
        return
    found = f"{count:,} article{'' if count == 1 else 's'} in {os.path.basename(source) or source}"
    stated = f"{export.stated_by}: {export.stated:,}" if export.stated is not None else export.layout
    few = "; some are missing" if export.stated is not None and count < export.stated else ""
    yield f"{found} ({stated}){few}"


def _origin(source: str, number: int | None) -> str:
    """Printable and storable whatever bytes a file name holds."""
    name = source.encode("utf-8", "backslashreplace").decode("utf-8")
    return name if number is None else f"{name}#{number}"


def _day_in_text(raw: RawArticle, cleaned: Cleaned) -> date | None:
    """The day that the text states; of a page only its dateline: its other lines were judged."""
    if raw.web and not metadata.dated(cleaned.dateline or "", cleaned.published):
        return cleaned.printed
    return cleaned.published


def _article(raw: RawArticle, origin: str, given: _Given) -> Article:
    known = find_meta(given.meta, origin)
    check_length(raw.text)
    text = tidy(raw.text)
    title = one_line(raw.title) or one_line(known.title)
    addresses: tuple[Removed, ...] = ()
    if title and is_address(title):
        addresses = (Removed(title, "an address in the place of a title"),)
        title = None
    outlet = given.outlet or one_line(raw.outlet) or known.outlet
    language = raw.language or metadata.detect_language(text)
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
        published=given.published or raw.published or known.published or _day_in_text(raw, cleaned),
        language=language,
        section=section,
        kind=raw.kind or (labelled if labelled != "report" else cleaned.kind),
        agency=cleaned.agency,
        captions=tuple(dict.fromkeys(c for c in map(one_line, (*raw.captions, *cleaned.captions)) if c)),
        removed=(*raw.removed, *addresses, *cleaned.removed),
        updated=raw.updated if raw.updated and raw.updated != raw.published else None,
        origin=origin,
        edition=one_line(raw.edition),
        page=raw.page,
        words=raw.words,
        key=raw.key,
        version=raw.version,
    )
