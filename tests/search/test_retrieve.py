"""Searches of a small real library."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search.retrieve import evidence_of, hits, renumber, retrieve
from qa.types import Article, Passage, Query

DOCK = """The harbour of Brackwater got a new dock on Monday. It cost 40 million crowns, the port office said.

The old dock had been closed since a fire in 2019."""
FIRE = """Firemen fought a fire in a paper mill near Lindow for nine hours. Nobody was hurt.

The mill makes paper for three newspapers. Its owner said that it would be repaired."""
GERMAN = """Der Hafen von Brackwater hat ein neues Dock. Es kostete 40 Millionen Kronen."""

WORDS = ["dock", "fire", "mill", "harbour", "paper", "cost", "crowns", "hurt", "Hafen"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    told = [
        Article.make("New dock", DOCK, "Post", published=date(2026, 1, 5), origin="dock.txt"),
        Article.make("A new dock opens", DOCK, "Mirror", published=date(2026, 1, 6), origin="copy.txt"),
        Article.make("Mill burns", FIRE, "Lamp", published=date(2026, 1, 7), origin="fire.txt"),
        Article.make("Neues Dock", GERMAN, "Bote", language="de", origin="de.txt"),
    ]
    place = tmp_path_factory.mktemp("search") / "library"
    with Library.open(place, make_embedder("minilm"), create=True) as opened:
        opened.add_articles(told)
        yield opened


def outlets(library: Library, query: Query) -> list[str | None]:
    return [evidence.article.outlet for evidence in retrieve(library, query)]


def test_the_article_that_speaks_of_it_comes_first_and_its_copy_is_not_a_second_source(
    library: Library,
) -> None:
    found = retrieve(library, Query("new dock in the harbour of Brackwater"))
    assert found[0].article.outlet == "Post"
    assert [copy.outlet for copy in found[0].also_in] == ["Mirror"]
    assert "Mirror" not in [e.article.outlet for e in found]


def test_a_copy_is_shown_when_a_filter_leaves_its_original_out(library: Library) -> None:
    assert outlets(library, Query("new dock", outlets=("Mirror",))) == ["Mirror"]


def test_filters_bind(library: Library) -> None:
    assert outlets(library, Query("dock", language="de")) == ["Bote"]
    assert outlets(library, Query("dock", since=date(2026, 1, 7))) == ["Lamp"]
    assert "Lamp" not in outlets(library, Query("fire", as_of=date(2026, 1, 6)))


def test_an_exact_phrase_must_stand_there_and_an_excluded_word_must_not(library: Library) -> None:
    assert outlets(library, Query("fire", phrases=("paper mill",))) == ["Lamp"]
    assert outlets(library, Query("fire", phrases=("mill paper",))) == []
    assert "Lamp" not in outlets(library, Query("fire", excluded=("mill",)))


def test_a_hit_shows_the_sentence_that_matches(library: Library) -> None:
    first = hits(library, Query("How many million crowns did it cost?"))[0]
    start, end = first.best
    assert first.article.text[start:end].startswith("It cost 40 million crowns")


def test_sentences_of_evidence_say_how_near_they_are_to_the_question(library: Library) -> None:
    first = retrieve(library, Query("How many million crowns did the dock cost?"))[0]
    nearest = max(first.sentences, key=lambda sentence: sentence.near)
    assert first.quote(nearest).startswith("It cost 40 million crowns")
    both = renumber([[first], retrieve(library, Query("When was the fire in the old dock?"))], 8)
    kept = {(s.start, s.end): s.near for s in both[0].sentences}
    assert all(kept[s.start, s.end] >= s.near > 0 for s in first.sentences)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_numbers_have_no_gap_and_every_sentence_lies_in_its_passages(
    library: Library, words: list[str]
) -> None:
    found = retrieve(library, Query(" ".join(words)))
    assert [e.number for e in found] == list(range(1, len(found) + 1))
    for item in found:
        assert [s.id for s in item.sentences] == [
            f"{item.number}.{i + 1}" for i in range(len(item.sentences))
        ]
        assert all(any(p.start <= s.start < s.end <= p.end for p in item.passages) for s in item.sentences)
        assert all(item.quote(s).strip() == item.quote(s) != "" for s in item.sentences)


def test_what_has_no_word_in_it_is_no_sentence_of_evidence() -> None:
    address = "https : / / www . mill . example / weir\nhttps://mill.example/a"
    text = f"6 .\nThe weir of Selm broke.\n{address}\nIt was old."
    article = Article.make("Weir", text)
    found = evidence_of(1, article, [Passage(article.id, 0, len(text))])
    assert [found.quote(s) for s in found.sentences] == ["The weir of Selm broke.", "It was old."]
    assert [s.id for s in found.sentences] == ["1.1", "1.2"]


def test_searches_for_parts_are_one_sequence_with_each_article_once(library: Library) -> None:
    dock, fire = (retrieve(library, Query(text)) for text in ("new dock cost", "fire in the mill"))
    both = renumber([dock, fire], 8)
    assert [e.number for e in both] == list(range(1, len(both) + 1))
    assert len({e.article.id for e in both}) == len(both)
    assert {e.article.outlet for e in both[:2]} == {"Post", "Lamp"}
