"""What keeps a large library quick: files that need not be read, words that need not be ranked by."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from library_world import read_json, story, write_json

from qa.library.library import Library
from qa.library.store import fulltext

LONG_AGO = 1_700_000_000


def test_a_file_that_was_not_written_since_is_not_even_opened(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [write_json(tmp_path / f"{i}.json", story(i)) for i in range(3)]
    for file in files:
        os.utime(file, (LONG_AGO, LONG_AGO))
    assert library.add(files, loader=read_json).count("added") == 3
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("it was read"))
    again = library.add(files, loader=read_json)
    assert again.count("unchanged") == 3
    assert again.items[0].title == story(0).title


@pytest.mark.parametrize("when", [LONG_AGO, LONG_AGO + 1])
def test_a_file_that_was_written_again_is_read_again(library: Library, tmp_path: Path, when: int) -> None:
    file = write_json(tmp_path / "a.json", story(1))
    os.utime(file, (LONG_AGO, LONG_AGO))
    library.add([file], loader=read_json)
    write_json(tmp_path / "a.json", story(1, words=240))
    os.utime(file, (when, when))
    assert library.add([file], loader=read_json).count("unchanged") == 0


def test_a_file_of_this_moment_is_compared_by_its_content(library: Library, tmp_path: Path) -> None:
    """Written twice within the resolution of its time, and as long as before."""
    file = write_json(tmp_path / "a.json", story(1))
    library.add([file], loader=read_json)
    before = os.stat(file)
    text = Path(file).read_text("utf-8").replace("noted", "voted")
    Path(file).write_text(text, "utf-8")
    os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert library.add([file], loader=read_json).count("unchanged") == 0


def test_another_variant_of_an_untouched_file_is_read_again(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "a.json", story(1))
    os.utime(file, (LONG_AGO, LONG_AGO))
    library.add([file], loader=read_json, variant="one")
    read: list[str] = []

    def loader(source: str) -> object:
        read.append(source)
        return read_json(source)

    library.add([file], loader=loader, variant="two")
    assert read == [file]


def test_common_words_are_left_out_of_a_large_library_s_ranking_beside_rare_ones(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add_articles([story(i) for i in range(30)])
    words = story(3).text.split()
    rare = [word.strip(".") for word in words if word.startswith("w")][:2]
    assert fulltext.telling(library.catalog, ["council", *rare]) == ["council", *rare]
    monkeypatch.setattr(fulltext, "ALL_WORDS_UP_TO", 10)
    assert fulltext.telling(library.catalog, ["council", *rare]) == rare
    assert fulltext.telling(library.catalog, ["council", rare[0]]) == ["council", rare[0]]
    assert fulltext.telling(library.catalog, ["council", "nowhere"]) == ["council", "nowhere"]
    assert library.search_words(["council", *rare], None, 1)[0][0] in dict(library.passages_of(story(3).id))
