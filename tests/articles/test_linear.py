"""Time grows with the length of a text and no faster, whatever is repeated in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa.articles.archives.prose import join
from qa.articles.cleaning.clean import clean
from qa.articles.dates import _other_language
from qa.articles.encoding import tidy
from qa.articles.load import load_articles
from qa.articles.readers.mail_lists import links_in
from qa.errors import LoadError
from qa.text import sentence_spans

ALPHABET = " 10aAé.,;:!?-–—_=*#|/\\()[]{}<>\"'“”«»@&%$€©•…\n\t年ع\u00a0\u200b"
PIECES = (
    *("1 ", "1", "0", ".", "-", "–", "_", "a.", "A.", "A ", "a ", "\n", "\n\n", "* ", "> ", "“", "( ", "a\n"),
    *(
        "1.\n",
        "# ",
        "| ",
        "|-",
        "<b",
        "<a>",
        "&#",
        "http",
        "a@b",
        "A-",
        "By ",
        "Mr.",
        "…",
        "»\n",
        "年",
        "[1]",
    ),
    *("1, ", "@1a\n", "hot\n", "By A\n"),
)
LENGTH = 20_000
SHARE = 8
TIMES = 20.0
"""What eight times as much may take: eight is linear and 64 quadratic, and the rest is a machine's noise."""


def text_reader(text: str) -> None:
    clean(tidy(text), title="A title of it", outlet=None, language="en")


def file_reader(tmp_path: str) -> Callable[[str], None]:
    def read(text: str) -> None:
        path = f"{tmp_path}/a.txt"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            load_articles(path)
        except LoadError:
            return

    return read


def seconds(work: Callable[[str], object], text: str) -> float:
    """CPU seconds of the faster of two runs."""
    runs = []
    for _ in range(2):
        started = time.process_time()
        work(text)
        runs.append(time.process_time() - started)
    return min(runs)


def assert_linear(work: Callable[[str], object], piece: str, tail: str = "") -> None:
    """Eight times the text takes at most twenty times as long; below 200 ms that is noise, and 20,000
    characters take 10 s at most. On a shared machine one measurement may be disturbed, three are not.
    """
    for _ in range(3):
        part = seconds(work, (piece * LENGTH)[: LENGTH // SHARE] + tail)
        whole = seconds(work, (piece * LENGTH)[:LENGTH] + tail)
        if whole <= min(10.0, max(TIMES * part, 0.2)):
            return
    raise AssertionError(f"{piece!r}: an eighth {part:.3f} s, the whole (20,000 characters) {whole:.3f} s")


@pytest.mark.parametrize("piece", PIECES)
def test_a_known_piece_is_cleaned_in_linear_time(piece: str) -> None:
    assert_linear(text_reader, piece, " x!")


@given(st.text(ALPHABET, min_size=1, max_size=4))
@example("1 ")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_repeated_piece_is_cleaned_in_linear_time(piece: str) -> None:
    assert_linear(text_reader, piece)


@given(st.text(ALPHABET, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_repeated_piece_is_cut_into_sentences_in_linear_time(piece: str) -> None:
    assert_linear(lambda text: list(sentence_spans(text)), piece)


@given(piece=st.text(ALPHABET, min_size=1, max_size=4))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_of_a_repeated_piece_is_read_in_linear_time(
    piece: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert_linear(file_reader(str(tmp_path_factory.getbasetemp())), piece)


BLOCKS = (
    "<p>The weir is shut and dry again today, says sentence {}.</p>",
    "<div><p>The weir is shut, says sentence {}.</p><input></div>",
    "<a href='/author/{}'>Name Person</a> | ",
    "<details><summary>Question {} of it?</summary><p>The weir is shut and dry again today.</p></details>",
    "<div class='footnote'><p>The weir is shut and dry again today, says note {}.</p></div>",
    "<b>Line {} of it</b><br>",
)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_page_of_many_blocks_is_read_in_linear_time(block: str, tmp_path: Path) -> None:
    """Eight times the blocks take at most twenty times as long; all pairs of them would take 64 times."""
    path = tmp_path / "a.html"

    def read(count: int) -> float:
        inner = "".join(block.format(n) for n in range(count))
        path.write_text(f"<article><h1>The weir is shut</h1><p>It is dry, they said.</p>{inner}</article>")
        return seconds(load_articles, str(path))

    pairs = [(read(90), read(90 * SHARE)) for _ in range(2)]
    assert min(whole / max(part, 0.05) for part, whole in pairs) <= TIMES, pairs


@pytest.mark.parametrize("piece", ["a ", "a\n b ", "=?utf-8?q?a?= ", '"'])
def test_a_header_of_a_repeated_piece_is_read_in_linear_time(piece: str, tmp_path: Path) -> None:
    """Found by `bench.fuzz`: the parser of the standard library takes the square of a header's length."""

    def read(text: str) -> None:
        head = f"From: a@b.example\nSubject: News\nContent-Transfer-Encoding: {text}\nTo: {text}\n"
        (tmp_path / "a.eml").write_text(f"{head}\n\nThe harbour opened on Monday, the mayor said.\n", "utf-8")
        assert load_articles(str(tmp_path / "a.eml")).articles

    assert_linear(read, piece)


def test_what_is_no_address_is_no_link() -> None:
    """Found by `bench.fuzz`: "http://[" in a mail ended in a traceback."""
    assert links_in("Read on\n\nhttp://[\n", []) == []


def test_lines_without_end_are_joined_in_linear_time() -> None:
    assert_linear(lambda text: join(text.split("\n")), "a word\n")


def test_a_day_that_is_none_is_asked_for_once(tmp_path: Path) -> None:
    """Found by `bench.fuzz`: 500 records with one broken date took 14 s."""
    _other_language.cache_clear()
    record = '{"title": "A", "text": "The harbour opened on Monday.", "date": "17 qwerty 2026"}\n'
    (tmp_path / "a.jsonl").write_text(record * 20, "utf-8")
    load_articles(str(tmp_path / "a.jsonl"))
    assert _other_language.cache_info().misses <= 2
