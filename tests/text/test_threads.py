"""What several briefings do at once with words."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from qa.text.words import stem


def test_threads_that_stem_at_once_get_the_stems_that_one_gets() -> None:
    words = [
        f"{start}{end}{n}"
        for n in "abcdefghij"
        for start in ("closing", "generation", "happi", "nationaliti")
        for end in ("", "s", "ing", "ness", "ful", "ations")
    ]
    alone = [stem.__wrapped__(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(stem.__wrapped__, words * 5))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone * 5
