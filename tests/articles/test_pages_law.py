"""Every visible block of a page is in the text, in the captions, or among what was removed, with a reason."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bench.extraction import DATA, lost_words
from qa.articles.load import load_articles
from qa.errors import LoadError

PAGES = sorted((DATA / "html").glob("*.html.gz")) if (DATA / "html").is_dir() else []


@pytest.mark.skipif(not PAGES, reason="the public pages are not here")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name[:8])
def test_no_line_of_a_real_page_goes_without_a_record(path: Path) -> None:
    try:
        (article,) = load_articles(str(path)).articles
    except LoadError:
        return  # said, and nothing of it stored
    lost = lost_words(gzip.decompress(path.read_bytes()), article)
    assert lost == []
