"""Scripts that put no space between words: their texts are searched by pairs of signs.

The word index takes what stands between two spaces for a word, which in Chinese is half a sentence.
Overlapping pairs ("北京 京市" for 北京市) need no dictionary and no list of words that ages; what is looked
for is cut in the same way, so a word of any length is found as a run of its pairs.
"""

from __future__ import annotations

import re
import unicodedata

_HAN_AND_KANA = "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
_HAN_AND_KANA += "\U00020000-\U000323af"
_SOUTH_EAST = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer: letters with marks above and below them."""
_RUN = re.compile(f"[{_HAN_AND_KANA}]+|[{_SOUTH_EAST}]+")
_MARKED = re.compile(f"[{_SOUTH_EAST}]")
SIGNS, LETTERS = 2, 3
"""How many signs are a word where each has a meaning, and where they are letters."""


def spaced(text: str) -> str:
    """The text with each run of such a script as its overlapping pieces; other words stay as they are.

    A piece stays the same when it is cut again.
    """
    return _RUN.sub(_pieces, text) if _RUN.search(text) else text


def _pieces(run: re.Match[str]) -> str:
    signs, size = run[0], SIGNS
    if _MARKED.match(signs):
        # The index takes marks for spaces; letters alone tell words apart well enough.
        signs, size = "".join(s for s in signs if unicodedata.category(s) not in ("Mn", "Mc")), LETTERS
    return f" {' '.join(signs[i : i + size] for i in range(max(1, len(signs) - size + 1)))} "
