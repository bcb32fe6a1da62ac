"""Mails that list things: the files that are attached, and the links of an alert that brings no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

from qa.articles.pages.blocks import Block

_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_ALERT = re.compile(
    r"alert|alerte|alerta|avviso|suchauftrag|benachrichtigung|melding|bevakning|оповещение", re.IGNORECASE
)
_OWN = re.compile(
    r"unsubscribe|abmelden|d[ée]sabonn|desuscrib|afmelden|/alerts?(?:[/?]|$)|preferences|settings|mailto:|"
    r"(?:feedback|manage|remove|cancel|share)(?:[/?=&]|$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\s.…].{2}[.!?][\"'”’»)\]]*$", re.DOTALL)
_FEW = 12
"""Words of a sentence that is more than a label: the shortest teasers of newsletters have as many."""


def attached(message: EmailMessage) -> list[tuple[str, bytes]]:
    """Name and bytes of each file that a mail brings with it; pictures in the text and signatures too."""
    found: list[tuple[str, bytes]] = []
    for part in message.walk():
        name = part.get_filename()
        if name and not part.is_multipart():
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                found.append((name, data))
    return found


def links_alone(subject: str | None, text: str, blocks: Sequence[Block]) -> list[str]:
    """The addresses that a mail lists, when it has little else to say: two or more, each on its own line.

    A mail that calls itself an alert may quote a sentence of each; any other has not a single one.
    """
    found = links_in(text, blocks)
    if len(found) < 2:
        return []
    paragraphs = [b.text for b in blocks if b.linked < 0.6] or re.split(r"\n\s*\n", _ADDRESS.sub("", text))
    prose = sum(len(p.split()) for p in paragraphs if len(p.split()) >= _FEW and _SENTENCE.search(p.strip()))
    most = 40 * len(found) if _ALERT.search(subject or "") else 0
    return found if prose <= most else []


def links_in(text: str, blocks: Sequence[Block]) -> list[str]:
    """The addresses that stand alone in a mail, each once: headlines with a link, lines of an address."""
    addresses = [
        address
        for block in blocks
        if block.element is not None and block.linked >= 0.6
        for link in (list(block.element.iter("a")) or list(block.element.iterancestors("a")))[:3]
        if (address := _target((link.get("href") or "").strip()))
    ]
    if not addresses:
        lines = (line.strip() for line in text.split("\n"))
        addresses = [
            address
            for line in lines
            if (found := _ADDRESS.search(line)) and len(line.split()) <= 3 and (address := _target(found[0]))
        ]
    return list(dict.fromkeys(addresses))


def _target(address: str) -> str | None:
    """Where a link leads: services wrap it ("google.com/url?url=…"). None for one of the service itself."""
    if not address.startswith(("http://", "https://")) or _OWN.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[": no address
        return None
    if parts.path.rstrip("/").endswith(("/url", "/redirect", "/click")):
        inner = (v for name in ("url", "q", "u", "target") for v in parse_qs(parts.query).get(name, ()))
        return next((v for v in inner if v.startswith(("http://", "https://"))), address)
    return address
