"""Mailboxes (mbox, RFC 4155): one file, many mails, each behind a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELD = rb"(?=>?[A-Za-z][\w-]*:)"
_STRICT = rb"From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\r\n]*"
_LOOSE = rb"From (?:[^\r\n]{0,200}\d:\d\d[^\r\n]*|-?[ \t]*)"
_BELOW_BLANK = rb"(?:\A\s*|(?<=\n\n)|(?<=\n\r\n))"
_START = re.compile(
    rb"(?:(?:\A\s*|^)" + _STRICT + rb"|" + _BELOW_BLANK + _LOOSE + rb")\r?\n" + _FIELD, re.MULTILINE
)
"""Sender and time as `ctime` writes them part mails anywhere; other forms, of Thunderbird and of exports,
only below a blank line: a letter may begin a line with "From 9:30 on"."""
_HEADER = re.compile(
    rb"^(?:from|received|message-id|date|subject|return-path|mime-version|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(data: bytes) -> bool:
    """Whether bytes begin as a mailbox does: the line of a sender, then the header of a mail."""
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    found = _START.match(head)
    return found is not None and _HEADER.search(head, found.end()) is not None


def mails(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A name and the bytes of each mail, in the order of the mailbox; one is held at a time."""
    start, number = None, 0
    for found in _START.finditer(data):
        if start is not None:
            number += 1
            yield f"{number}.eml", _QUOTED.sub(rb"\1", data[start : found.start()])
        start = found.end()
    if start is not None:
        yield f"{number + 1}.eml", _QUOTED.sub(rb"\1", data[start:])
