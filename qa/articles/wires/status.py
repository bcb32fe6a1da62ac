"""Whether a wire stands by a story, and which version of it a slugline names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_BACK = {
    "canceled": "canceled by its wire",
    "cancelled": "canceled by its wire",
    "withheld": "withheld by its wire",
    "killed": "killed by its wire",
    "embargoed": "under embargo",
}
_LEAD = re.compile(
    r",?\s*(?:(?P<number>\d{1,2})(?:st|nd|rd|th)\s+)?(?P<what>Ld(?:-Writethru)?|Writethru|Lead(?:all)?|Add|Update|NewsAlert)\b.*$",
    re.IGNORECASE,
)
_CYCLE = re.compile(r"^(?:[BAP][CM])-+", re.IGNORECASE)


def left_out_by(status: str | None) -> str | None:
    """Why a story with this status is not to be used; None when it may be."""
    return _BACK.get((status or "").strip().lower())


def embargo(stamp: str | None) -> str | None:
    """Why a story that may be used from a time on is not to be used yet; None when it may be."""
    try:
        until = datetime.fromisoformat((stamp or "").strip())
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return f"under embargo until {until:%Y-%m-%d %H:%M %Z}" if until > datetime.now(UTC) else None


def slug_of(slugline: str | None) -> tuple[str, int] | None:
    """(slug of the story, number of the version) of a slugline in the manner of agencies, else None.

    "BC-EU--Ferry, 2nd Ld-Writethru" is version 3 of "eu--ferry"; the first is the slugline without a lead.
    Only
    sluglines that begin with a cycle (BC-, AM-, PM-) or name a lead are meant to tell stories apart.
    """
    text = " ".join((slugline or "").split())
    lead = _LEAD.search(text)
    if not text or not (lead or _CYCLE.match(text)):
        return None
    base = _CYCLE.sub("", text[: lead.start()] if lead else text).strip(" ,").casefold()
    number = int(lead["number"] or 1) if lead else 0
    return (base, number + 1) if base else None
