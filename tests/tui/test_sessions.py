from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import CorpusError
from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Mark
from qa.tui.dialogue.sessions import SessionStore
from qa.tui.screen.excerpts import excerpts, runs
from qa.types import Article, Hit, Passage


def test_a_turn_is_on_disk_from_its_beginning(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "new" / "library")
    assert store.list() == []
    key = store.create("First")
    turn = store.begin(key, "answer", "Who?", "since 2026")
    other = SessionStore(tmp_path / "new" / "library")
    assert [(t.asked, t.state, t.narrowed) for t in other.turns(key)] == [("Who?", "running", "since 2026")]
    store.finish(turn, "{}", "the words")
    assert [(t.state, t.words) for t in other.turns(key)] == [("done", "the words")]


def test_sessions_are_found_by_name_question_and_answer(tmp_path: Path) -> None:
    store = SessionStore(tmp_path)
    one, two = store.create("Harbour 100%"), store.create("Trams_x")
    store.finish(store.begin(one, "answer", "Who is the captain?"), "{}", "Mirela")
    store.begin(two, "answer", "What does it cost?")
    assert [info.id for info in store.list()] == [two, one]
    assert [info.id for info in store.list("mirela captain")] == [one]
    assert [info.id for info in store.list("100%")] == [one]
    assert [info.id for info in store.list("s_x")] == [two]
    assert [info.id for info in store.list("%")] == [one]
    assert store.typed() == ["Who is the captain?", "What does it cost?"]


def test_sessions_are_renamed_deleted_and_found_by_the_start_of_their_id(tmp_path: Path) -> None:
    store = SessionStore(tmp_path)
    key = store.create("a")
    store.rename(key, "b")
    store.keep_filters(key, {"outlet": ["x"]})
    assert store.find(key[:5]).name == "b"
    assert store.find(key).filters == {"outlet": ["x"]}
    assert store.latest() == store.find(key)
    store.delete(key)
    with pytest.raises(CorpusError):
        store.find(key)


def test_a_file_that_is_no_store_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "sessions.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(CorpusError) as error:
        SessionStore(tmp_path).list()
    assert error.value.hint


def test_several_threads_write_at_once(tmp_path: Path) -> None:
    store = SessionStore(tmp_path)
    key = store.create("x")
    threads = [threading.Thread(target=lambda n=n: store.begin(key, "answer", f"q{n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.turns(key)) == 8


def test_a_reply_comes_back_equal() -> None:
    clean = replies.searched(
        "x", [Hit(Article.make("T é", "One sentence."), Passage("a", 0, 13), (0, 13), 1.0, "w")]
    )
    assert replies.load("search", replies.dump(clean)) == clean
    with pytest.raises(ValueError, match="unknown kind"):
        replies.load("poem", "{}")
    with pytest.raises(ValueError, match="validation error"):
        replies.load("answer", "{}")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab. \n", max_size=120), st.data())
def test_the_pieces_of_a_paragraph_join_to_the_paragraph(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    marks = [Mark(1, "x", min(s), max(s), text[min(s) : max(s)], 0) for s in spans]
    article = Article.make("t", text)
    assert "".join(run.text for run in runs(text, 0, len(text), marks)) == text
    for excerpt in excerpts(article, marks):
        assert 0 <= excerpt.start <= excerpt.end <= len(text)
        assert "\n" not in text[excerpt.start : excerpt.end].strip("\n") or any(
            "\n" in mark.quote for mark in excerpt.marks
        )


def test_a_long_paragraph_is_shortened_around_its_quote() -> None:
    text = "word " * 400 + "The quote stands here. " + "more " * 400
    start = text.index("The quote")
    mark = Mark(1, "x", start, start + 22, "The quote stands here.", 0)
    (excerpt,) = excerpts(Article.make("t", text), [mark])
    assert excerpt.end - excerpt.start < 700
    assert "The quote stands here." in text[excerpt.start : excerpt.end]


def test_words_that_changed_in_the_article_are_not_set_off() -> None:
    assert excerpts(Article.make("t", "Now it says this."), [Mark(1, "x", 0, 5, "It said", 0)]) == ()
