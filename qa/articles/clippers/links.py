"""Lists of links from read-later services: Pocket, Instapaper, Raindrop. They hold addresses and no text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_SERVICES = {
    "Pocket": frozenset(("title", "url", "time_added", "tags", "status")),
    "Instapaper": frozenset(("url", "title", "selection", "folder", "timestamp")),
    "Raindrop": frozenset(("title", "excerpt", "url", "folder", "tags", "created")),
}


def service_of(header: Iterable[str]) -> str | None:
    """The service whose columns these are, or None."""
    names = {name.strip(' "\ufeff\r\n').lower() for name in header}
    return next((service for service, columns in _SERVICES.items() if columns <= names), None)


def addresses(text: str) -> list[str]:
    """The http(s) addresses in the column of addresses, each once, in order."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    column = next((name for name in rows.fieldnames or () if name.strip().lower() == "url"), None)
    found = (str(row.get(column) or "").strip() for row in rows) if column else ()
    return list(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))
