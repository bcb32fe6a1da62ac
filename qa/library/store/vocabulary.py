"""The words that a library holds, as its index of words knows them: which look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.library.store.catalog import Catalog
from qa.text import tokens

_LOOKED_AT = 20
"""Passages in which the spelling of a stem is looked up, of each stem that may be meant."""
_STEMS = 5
"""Stems that are looked up: the nearest ones, those in most passages first."""


def alike(catalog: Catalog, word: str, forms: Sequence[str], distance: int) -> str | None:
    """The written word nearest to `word`, lower-cased, at most `distance` edits away; None when none is.

    Edits are insertions, deletions, replacements and swaps of neighbours (optimal string alignment). `forms`
    are `word` and what its stem may be: stems of the index are compared with them.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words, db = catalog.words, catalog.db
    lengths = {len(form) for form in forms}
    stems = words.stems(db, min(lengths) - distance, max(lengths) + distance)
    near: dict[str, int] = {}
    for form in forms:
        for stem, far, _ in process.extract_iter(form, stems, scorer=OSA.distance, score_cutoff=distance):
            near[stem] = min(near.get(stem, distance), int(far))
    held = words.documents(db, list(near))
    best = sorted(held, key=lambda stem: (near[stem], -held[stem], stem))[:_STEMS]
    written = Counter(
        token for stem in best for text in words.texts(db, stem, _LOOKED_AT) for token in tokens(text)
    )
    fits = [(OSA.distance(word, other), -count, other) for other, count in written.items()]
    far_off, _, chosen = min(fits, default=(distance + 1, 0, ""))
    return chosen if far_off <= distance else None
