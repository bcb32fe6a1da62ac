"""E-mail files (RFC 5322): newsletters and articles that were sent become articles."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parseaddr

from qa.articles.dates import parse_date
from qa.articles.encoding import decode, one_line, tidy
from qa.articles.pages.markup import fragment_text
from qa.articles.raw import RawArticle
from qa.articles.readers.plain import unwrap
from qa.articles.readers.records import language_code, web_address
from qa.errors import LoadError

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_PLAIN_IS_ENOUGH = 0.5
"""Below this share of the HTML part's length the plain part is a notice such as "view this in a browser"."""


def read_mail(data: bytes) -> RawArticle:
    """The article in an e-mail: subject, text or HTML part, date. Raises LoadError without text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        plain, rich = _part(message, "plain"), _part(message, "html")
        fields = {name: _field(message, name) for name in ("subject", "from", "date", "organization")}
        language, link = _field(message, "content-language"), _field(message, "archived-at")
    except LoadError:
        raise
    except Exception as error:  # its header parser raises many kinds on broken headers
        raise LoadError(f"not a readable e-mail: {type(error).__name__}", "export it again as .eml") from None
    text = unwrap(tidy(plain))
    rich_text, captions = fragment_text(rich) if rich else ("", ())
    if len(text) < len(rich_text) * _PLAIN_IS_ENOUGH:
        text = tidy(rich_text)
    if not any(c.isalpha() for c in text):
        raise LoadError("no text in the e-mail", "its article may be an attachment: save and add that")
    outlet, authors = _sender(fields["from"], fields["organization"])
    title = _REPLY.sub("", fields["subject"] or "") or None
    link = web_address((link or "").strip("<> "))
    return RawArticle(
        text,
        title,
        outlet,
        authors,
        link,
        parse_date(fields["date"]),
        language_code(language),
        captions=captions,
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
