"""Near-copies: MinHash signatures of word shingles, their similarity, and which copy leads a group."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from qa.text import tokens
from qa.types import Article

_WORDS = 3
_PERMUTATIONS = 128
_HEADER = struct.Struct("<BI")
_ROW = np.dtype([("version", "u1"), ("size", "<u4"), ("hashes", "<u4", _PERMUTATIONS)])
_VERSION = 1
NEAR = 0.6


def signature(text: str) -> bytes:
    """The MinHash of the word 3-grams of a text as bytes: version, number of shingles, 128 hashes.

    Deterministic across processes and machines (SHA-1, fixed seed, little endian).
    """
    from datasketch import MinHash

    words = tokens(text)
    shingles = {" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))} - {""}
    hashed = MinHash(num_perm=_PERMUTATIONS, seed=1)
    hashed.update_batch([s.encode("utf-8") for s in sorted(shingles)])
    return _HEADER.pack(_VERSION, len(shingles)) + hashed.hashvalues.astype("<u4").tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """How much of the shorter text is in the longer one (estimated containment), 0..1."""
    (_, size_a), (_, size_b) = _HEADER.unpack_from(a), _HEADER.unpack_from(b)
    if not size_a or not size_b:
        return 0.0
    hashes_a = np.frombuffer(a, "<u4", offset=_HEADER.size)
    hashes_b = np.frombuffer(b, "<u4", offset=_HEADER.size)
    jaccard = float(np.mean(hashes_a == hashes_b))
    shared = jaccard / (1 + jaccard) * (size_a + size_b)
    return min(1.0, shared / min(size_a, size_b))


def near_copies(signature: bytes, others: Mapping[str, bytes]) -> list[tuple[str, float]]:
    """The ids of `others` that are near-copies of a signature, with their similarity, nearest first."""
    if not others:
        return []
    # One comparison of whole tables: pair by pair took 10 µs a pair, too slow for an `add` of thousands.
    table = np.frombuffer(b"".join(others.values()), _ROW)
    mine = np.frombuffer(signature, _ROW)[0]
    jaccard = (table["hashes"] == mine["hashes"]).mean(axis=1)
    sizes, size = table["size"].astype(float), float(mine["size"])
    shared = jaccard / (1 + jaccard) * (sizes + size)
    near = np.minimum(1.0, shared / np.maximum(1.0, np.minimum(sizes, size)))
    near[np.minimum(sizes, size) == 0] = 0.0
    keys = list(others)
    found = [(keys[i], float(near[i])) for i in np.flatnonzero(near >= NEAR)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def lead(candidates: Sequence[Article]) -> Article:
    """The member that stands for a group: the agency's own report, else the earliest, else the longest."""

    def rank(article: Article) -> tuple[bool, date, int, str]:
        own = bool(
            article.agency and article.outlet and article.agency.casefold() in article.outlet.casefold()
        )
        return not own, article.published or date.max, -len(article.text), article.id

    return min(candidates, key=rank)
