"""Which articles came in lately."""

from __future__ import annotations

from contextlib import closing

from qa.library.library import Library
from qa.library.store.schema import connect


def added_since(library: Library, moment: float) -> tuple[str, ...]:
    """The ids of the current articles that were stored after a time (seconds of the epoch), latest first."""
    with closing(connect(library.path / "catalog.sqlite")) as db:
        rows = db.execute(
            "SELECT id FROM articles WHERE added > ? AND replaced_by IS NULL ORDER BY added DESC, id",
            [moment],
        )
        return tuple(row["id"] for row in rows)
