"""Which articles came in lately."""

from __future__ import annotations

from qa.library.library import Library


def added_since(library: Library, moment: float) -> tuple[str, ...]:
    """The ids of the current articles that were stored after a time (seconds of the epoch), latest first."""
    rows = library.catalog.db.execute(
        "SELECT id FROM articles WHERE added > ? AND replaced_by IS NULL ORDER BY added DESC, id", [moment]
    )
    return tuple(row["id"] for row in rows)
