"""Clippings as readers meet them (`bench/clippings`): pages of many systems and lands, mails, feeds, PDFs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.clippings.case import Clip  # noqa: E402
from bench.clippings.run import clips, faults  # noqa: E402

_NOT_YET = {
    "wiki-news": "the slogan under the headline of a wiki is kept",
    "broadsheet-print-note": "a standfirst whose words the text repeats is taken out as a repetition",
    "sib-name-bar-place-bar-day": "a name beside a place: no word tells which of them wrote it",
}


@pytest.mark.parametrize("clip", [c for c in clips() if c.name not in _NOT_YET], ids=lambda c: c.name)
def test_a_clipping_becomes_what_stands_on_it(clip: Clip) -> None:
    assert faults(clip) == []
