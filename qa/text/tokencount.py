"""Token counts without ever touching the network."""

from __future__ import annotations

import hashlib
import math
import os
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Protocol

_PIECE = re.compile(r"[^\W\d_]+|\d{1,3}|[^\w\s]|\s{2,}")

# tiktoken keeps a downloaded table under the SHA-1 of its address, in one of these folders.
_TABLE = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
_TABLE_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_FOLDERS = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")


class _Encoding(Protocol):
    def encode_ordinary(self, text: str) -> list[int]: ...


def count_tokens(text: str, model: str | None = None) -> int:
    """Tokens of the text as an OpenAI model counts them, or an estimate; `token_counter` says which.

    The table is o200k_base for every model: cl100k_base differs by under 10 % on news.
    """
    known = encoding()
    return len(known.encode_ordinary(text)) if known else estimate_tokens(text)


def estimate_tokens(text: str) -> int:
    """A count from letters alone: one for 7 letters of a word, 3 digits, a mark.

    On 150 English and 100 French news articles 1.12 and .87 times what tiktoken counts (with 6 letters 1.19
    and .92, with 8 letters 1.06 and .83).
    """
    return sum(math.ceil(len(p) / 7) if p[0].isalpha() else 1 for p in _PIECE.findall(text))


def token_counter() -> str:
    """How tokens are counted here, in words for `qa doctor`."""
    if encoding():
        return f"tiktoken o200k_base ({_table_file()})"
    return "an estimate (tiktoken's table o200k_base is not on this machine)"


def _table_file() -> Path | None:
    """Where tiktoken would look for its table; None when no such file is there or it is another one."""
    folder = next((value for name in _FOLDERS if (value := os.environ.get(name))), None)
    place = Path(folder) if folder else Path(tempfile.gettempdir()) / "data-gym-cache"
    file = place / hashlib.sha1(_TABLE.encode()).hexdigest()
    try:
        whole = hashlib.sha256(file.read_bytes()).hexdigest() == _TABLE_SHA256
    except OSError:
        return None
    return file if whole else None


@cache
def encoding() -> _Encoding | None:
    """The table, if its file is here and whole: for a missing or damaged one tiktoken asks the network."""
    if _table_file() is None:
        return None
    import tiktoken

    found: _Encoding = tiktoken.get_encoding("o200k_base")
    return found
