"""E-mail files (RFC 5322): articles that were sent or forwarded, and the stories of newsletters."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from qa.articles.archives.layout import Paper
from qa.articles.archives.registry import layout_of
from qa.articles.dates import parse_date
from qa.articles.encoding import decode, one_line, tidy
from qa.articles.pages.blocks import Block, visible_blocks
from qa.articles.pages.markup import fragment_text, parse
from qa.articles.raw import Batch, RawArticle
from qa.articles.readers.mail_lists import attached, links_alone, links_in
from qa.articles.readers.mail_parts import Forward, Story, forwarded, stories_of_blocks, stories_of_lines
from qa.articles.readers.plain import unwrap
from qa.articles.readers.records import language_code, web_address
from qa.errors import LoadError
from qa.types import Removed

_REPLY = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|vb|fs|i|r|enc|doorst|antw|odp|pd|ynt|ilt|转发|回复)\s*[:：]\s*)+",
    re.IGNORECASE,
)
_SIGNED = 12
"""Lines that a signature takes at most."""
_PLAIN_IS_ENOUGH = 0.5
"""Below this share of the HTML part's length the plain part is a notice such as "view this in a browser"."""

_ATTACHED = re.compile(
    rb"^content-disposition:\s*attachment|\bfilename\*?\d*\*?=", re.IGNORECASE | re.MULTILINE
)
_MAIL_START = re.compile(r"(?:[A-Za-z][\w-]{1,60}:[ \t].*\n(?>(?:[ \t]+\S.*\n)*)){2,}\n")
_MAIL_FIELD = re.compile(
    r"^(?:from|received|message-id|mime-version|return-path):", re.IGNORECASE | re.MULTILINE
)


def is_mail(head: str) -> bool:
    """Whether a text starts with the header of an e-mail."""
    return bool(_MAIL_START.match(head) and _MAIL_FIELD.search(head))


def read_mail(data: bytes) -> Batch:
    """The article in an e-mail, or the stories of a newsletter. Raises LoadError without text.

    A forward has the day, sender and subject of its original; what whoever forwarded it wrote is removed.
    """
    try:
        message = _innermost(_message(data))
        plain, rich = _part(message, "plain"), _part(message, "html")
        fields = {name: _field(message, name) for name in ("subject", "from", "date", "organization")}
        language, link = _field(message, "content-language"), _field(message, "archived-at")
    except LoadError:
        raise
    except Exception as error:  # its header parser raises many kinds on broken headers
        raise LoadError(f"not a readable e-mail: {type(error).__name__}", "export it again as .eml") from None
    letter = _Letter(fields["subject"], fields["from"], fields["organization"], parse_date(fields["date"]))
    letter.link, letter.language = web_address((link or "").strip("<> ")), language_code(language)
    blocks = _rich_blocks(rich, letter)
    letter.captions = fragment_text(rich)[1] if rich else ()
    text = tidy(plain)
    seen = [b for b in blocks if b.place != "hidden"]
    rich_text = tidy("\n\n".join(b.text for b in seen))
    from_rich = len(text) < len(rich_text) * _PLAIN_IS_ENOUGH
    marked = _REPLY.match(fields["subject"] or "") is not None
    original = forwarded((rich_text if from_rich else text).split("\n"), letter.language, marked=marked)
    if original is not None:
        letter.take(original)
        text, from_rich = "\n".join(original.lines), False
        if rich_text and not plain:
            text = "\n\n".join(line for line in original.lines if line.strip())
    if (export := _export(rich_text if from_rich else text)) is not None:
        return export
    stories = stories_of_blocks(seen) if blocks and original is None else stories_of_lines(text)
    if stories:
        return Batch(tuple(letter.story(story, number) for number, story in enumerate(stories, start=1)))
    if original is None and (links := links_alone(letter.subject, plain, seen)):
        raise LoadError(
            f"{len(links)} links and no text: {letter.subject or 'a list'}", "fetch them: qa add --links FILE"
        )
    text = rich_text if from_rich else unwrap(tidy(letter.unsigned(text)))
    if not any(c.isalpha() for c in text):
        raise LoadError("no text in the e-mail", "its article may be an attachment: save and add that")
    return Batch((letter.article(text),))


class _Bounded(email.policy.EmailPolicy):
    """A header longer than any that tells something is cut: Python takes the square of its length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The value of a header."""
        return super().header_fetch_parse(name, value[:_MOST_OF_A_HEADER])


_MOST_OF_A_HEADER = 4_000


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=_Bounded())
    assert isinstance(message, EmailMessage)
    return message


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of the files that a mail brings with it; none where its headers cannot be read."""
    if not _ATTACHED.search(data):
        return []
    try:
        return attached(_innermost(_message(data)))
    except Exception:  # its header parser raises many kinds on broken headers
        return []


def listed_links(data: bytes) -> list[str]:
    """The addresses that a mail lists, in order."""
    try:
        message = _innermost(_message(data))
        tree = parse(_part(message, "html"))
        return links_in(_part(message, "plain"), visible_blocks(tree) if tree is not None else [])
    except Exception:  # as in `attachments`
        return []


def _export(text: str) -> Batch | None:
    """The articles of an archive's own layout that a mail brings in full, as an alert of Factiva does."""
    paper = Paper(iter(text.split("\n")), True)
    layout = layout_of(paper)
    if layout is None:
        return None
    export = layout.read(paper)
    export.layout = layout.title
    return Batch(export.articles, export.problems, export)


def _innermost(message: EmailMessage) -> EmailMessage:
    """The mail that another one carries as its attachment, when a forward was sent that way."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part is not message:
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
                return _innermost(inner[0])
    return message


def _rich_blocks(rich: str, letter: _Letter) -> list[Block]:
    """The blocks of an HTML part; hidden ones (the preview text that inboxes show) are kept as removed."""
    tree = parse(rich) if rich else None
    if tree is None:
        return []
    blocks = visible_blocks(tree)
    hidden = (" ".join(b.text.split()) for b in blocks if b.place == "hidden" and b.words)
    letter.removed += [Removed(words, "hidden preview text") for words in hidden]
    return blocks


@dataclass(slots=True)
class _Letter:
    """What the headers of a mail state, or those of the original that it forwards."""

    subject: str | None
    sender: str | None
    organization: str | None
    published: date | None
    link: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    removed: list[Removed] = field(default_factory=list)

    def take(self, original: Forward) -> None:
        """Let the original speak: its subject, its sender, its day. Its day is unknown when it states
        none.
        """
        self.subject = original.subject or self.subject
        self.sender, self.organization = original.sender, None
        self.published = original.published
        self.removed += original.removed

    def unsigned(self, text: str) -> str:
        """The text without a signature: the last lines, behind one of two dashes (RFC 3676)."""
        lines = text.rstrip().split("\n")
        at = next(
            (n for n in range(len(lines) - 1, max(0, len(lines) - _SIGNED), -1) if lines[n].rstrip() == "--"),
            0,
        )
        if not at:
            return text
        self.removed.append(Removed(" · ".join(x.strip() for x in lines[at + 1 :] if x.strip()), "signature"))
        return "\n".join(lines[:at])

    def article(self, text: str) -> RawArticle:
        """The whole mail as one article."""
        outlet, authors = _sender(self.sender, self.organization)
        title = _REPLY.sub("", self.subject or "") or None
        return RawArticle(
            text,
            one_line(title),
            outlet,
            authors,
            self.link,
            self.published,
            self.language,
            captions=self.captions,
            removed=tuple(self.removed),
        )

    def story(self, story: Story, number: int) -> RawArticle:
        """One story of a newsletter as an article of the sender's outlet."""
        outlet, authors = _sender(self.sender, self.organization)
        text = tidy("\n\n".join(unwrap(p) for p in story.paragraphs))
        return RawArticle(
            text,
            one_line(story.title),
            outlet,
            authors,
            web_address(story.link or ""),
            self.published,
            self.language,
            number=number,
        )


def _field(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        return one_line(str(value)) if value is not None else None
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        return None


def _part(message: EmailMessage, subtype: str) -> str:
    """The decoded text of the first part text/`subtype` that is no attachment, "" when there is none."""
    for part in message.walk():
        if part.get_content_type() == f"text/{subtype}" and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return decode(payload, part.get_content_charset())
    return ""


def _sender(line: str | None, organization: str | None) -> tuple[str | None, tuple[str, ...]]:
    """(outlet, authors) as far as the headers tell them.

    The sender's name is an outlet when the domain is made of its words ("The Daily Ledger" from
    dailyledger.example), a person when the part before the @ is; else it stays unknown.
    """
    name, address = parseaddr(line or "")
    local, _, domain = address.lower().partition("@")
    words = [w for w in re.findall(r"[^\W\d_]{3,}", name.lower()) if w not in ("the", "news", "daily")]
    if not words:
        return organization, ()
    if any(word in re.sub(r"[^\w]", "", local) for word in words) and not organization:
        return (name, ()) if all(word in domain.replace("-", "") for word in words) else (None, (name,))
    if organization:
        return organization, (name,) if name.casefold() != organization.casefold() else ()
    return (name, ()) if any(word in domain.replace("-", "") for word in words) else (None, ())
