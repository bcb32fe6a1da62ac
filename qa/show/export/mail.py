"""A briefing as a mail in a file, for any mail program or `sendmail -t` (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime

from qa.errors import ConfigError
from qa.text import safe


def mail(
    subject: str, plain: str, html: str, *, to: Sequence[str] = (), files: Mapping[str, bytes] | None = None
) -> bytes:
    """The bytes of an .eml file: text, the same as HTML, and files beside it.

    Without recipients it opens as a draft. Raises ConfigError for what is no address.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(safe(subject).split())[:200]
    message["Date"] = format_datetime(localtime())
    if to:
        message["To"] = [_address(one) for one in to]
    message["X-Unsent"] = "1"  # mail programs open it for sending, not as a mail that came in
    message.set_content(safe(plain))
    message.add_alternative(html, subtype="html")
    for name, data in (files or {}).items():
        kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()


def listing(titles: Sequence[str]) -> str:
    """The page of a mail whose briefings are the files beside it."""
    from qa.show.pages import render

    return render("mail.html", title="Briefings", titles=titles)


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, IndexError) as error:
        shown = " ".join(safe(text).split())
        raise ConfigError(f"not a mail address: {shown}", "as in ada@example.org") from error
