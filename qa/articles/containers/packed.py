"""ZIP, TAR and mailboxes: the members that can be articles, each with its name, none larger than a file."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from qa.articles.containers.mailboxes import is_mailbox, mails
from qa.errors import LoadError

MAX_MEMBERS = 20_000
"""Above this an archive is no folder of clippings: the largest export of an archive has 500 files."""
TIMES = 20
"""An archive may unpack to this many times the largest file: 400 MB as shipped, 2,000 articles in Word."""
_LARGER = "larger than a file may be"
_DAMAGE = (OSError, EOFError, ValueError, NotImplementedError, lzma.LZMAError)
_OFFICE = (b"word/", b"content.xml", b"META-INF/container.xml", b"xl/", b"ppt/")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?/)|__MACOSX/|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)


def kind_of(data: bytes) -> str | None:
    """What an archive is: "zip", "tar", "mbox", a document in a ZIP ("docx", "odt", "epub"), or None."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    if len(data) > 512 and data[257:262] == b"ustar":
        return "tar"
    if data.startswith((b"BZh", b"\xfd7zXZ\x00")):
        return "tar"
    return "mbox" if is_mailbox(data) else None


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:MAX_MEMBERS])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        head = data[:2000]
        return "docx" if b"word/" in head or b"[Content_Types].xml" in head else "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    return "zip"


def names(data: bytes) -> frozenset[str]:
    """The names of the members, as far as they can be read."""
    if is_mailbox(data):
        return frozenset()
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return frozenset(archive.namelist()[: 2 * MAX_MEMBERS])
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as tar:
            return frozenset(entry.name for _, entry in zip(range(MAX_MEMBERS), tar, strict=False))
    except (zipfile.BadZipFile, tarfile.TarError, *_DAMAGE):
        return frozenset()


def members(data: bytes, max_bytes: int) -> Iterator[tuple[str, bytes | str]]:
    """(name, bytes) of each member; instead of the bytes the reason, for one that cannot be read.

    Raises LoadError for an archive that is damaged, locked, or unpacks to more than it may.
    """
    budget = max_bytes * TIMES
    source: Iterator[tuple[str, bytes | str]]
    if data.startswith(b"PK"):
        source = _zip_members(data, max_bytes)
    else:
        source = mails(data) if is_mailbox(data) else _tar_members(data, max_bytes, budget)
    for count, (name, content) in enumerate(source, start=1):
        if count > MAX_MEMBERS:
            raise LoadError(f"an archive of more than {MAX_MEMBERS:,} files", "unpack it and add its folder")
        budget -= len(content)
        if budget < 0:
            raise LoadError("the archive unpacks to far more than it may", "unpack it and add what you need")
        yield name, content


def _zip_members(data: bytes, max_bytes: int) -> Iterator[tuple[str, bytes | str]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise LoadError("a damaged ZIP archive", "pack or download it again") from None
    with archive:
        if len(archive.infolist()) > 2 * MAX_MEMBERS:  # folders count here, and are left out below
            raise LoadError(f"an archive of more than {MAX_MEMBERS:,} files", "unpack it and add its folder")
        for entry in archive.infolist():
            if entry.is_dir() or _HIDDEN.search(entry.filename):
                continue
            if entry.flag_bits & 1:
                yield entry.filename, "locked with a password"
                continue
            if entry.file_size > max_bytes:  # by its own word, so that it need not be unpacked
                yield entry.filename, _LARGER
                continue
            try:
                with archive.open(entry) as file:
                    yield entry.filename, _bounded(file, max_bytes)
            except (
                zipfile.BadZipFile,
                zlib.error,
                OSError,
                EOFError,
                NotImplementedError,
                RuntimeError,
                ValueError,
                lzma.LZMAError,
            ):
                yield entry.filename, "damaged in the archive"


def _tar_members(data: bytes, max_bytes: int, budget: int) -> Iterator[tuple[str, bytes | str]]:
    data = _unpacked(data, budget)
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for entry in archive:
                if not entry.isfile() or _HIDDEN.search(entry.name):
                    continue
                file = archive.extractfile(entry)
                if file is not None:
                    yield entry.name, _bounded(file, max_bytes)
    except (tarfile.TarError, OSError, EOFError, ValueError, UnicodeDecodeError):
        raise LoadError("a damaged TAR archive", "pack or download it again") from None


def _unpacked(data: bytes, budget: int) -> bytes:
    """The TAR inside bzip2 or xz (gzip is opened before)."""
    if data.startswith(b"BZh"):
        unpacker: bz2.BZ2Decompressor | lzma.LZMADecompressor = bz2.BZ2Decompressor()
    elif data.startswith(b"\xfd7zXZ\x00"):
        unpacker = lzma.LZMADecompressor()
    else:
        return data
    try:
        out = unpacker.decompress(data, budget)
    except (OSError, EOFError, ValueError, lzma.LZMAError):
        raise LoadError("a damaged archive", "pack or download it again") from None
    if not unpacker.eof and len(out) >= budget:
        raise LoadError("the archive unpacks to far more than it may", "unpack it and add what you need")
    return out


def _bounded(file: IO[bytes], max_bytes: int) -> bytes | str:
    content = file.read(max_bytes + 1)
    return content if len(content) <= max_bytes else _LARGER
