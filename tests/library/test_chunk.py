"""The law of passages: whole sentences, at most 200 tokens, exact offsets, no gap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_world import HashEmbedder, story

from qa.library.chunk import MAX_TOKENS, counter_of, embedded_text, header, passages
from qa.models.embedder import make_embedder
from qa.text import sentence_spans
from qa.types import Article

MINILM = make_embedder()

WORDS = st.sampled_from(
    [
        "harbour",
        "Dr.",
        "U.S.",
        "3.5",
        "“quoted”",
        "naïve",
        "Zürich",
        "x" * 150,
        "a.b.c.d",
        "北京",
        "—",
        "(1)",
        "it's",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n", "\n\n", "  "])), max_size=12).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)


def check_law(article: Article, embedder: object, limit: int = MAX_TOKENS) -> None:
    cut = passages(article, embedder)  # type: ignore[arg-type]
    spans = sentence_spans(article.text, article.language)
    if not article.text.strip():
        assert cut == ()
        return
    assert "".join(p.text(article) for p in cut) == article.text
    assert [p.start for p in cut] == [0, *(p.end for p in cut[:-1])]
    assert cut[-1].end == len(article.text)
    assert {p.article_id for p in cut} == {article.id}
    count = counter_of(article, embedder)  # type: ignore[arg-type]
    for passage in cut:
        assert count(passage.text(article)) <= limit
    edges = {p.start for p in cut[1:]}
    for start, end in spans:
        inside = [edge for edge in edges if start < edge < end]
        if inside:
            assert count(article.text[start:end]) > limit


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_passages_cover_the_text_in_whole_sentences_of_the_real_tokenizer(text: str) -> None:
    check_law(Article.make("Title", text), MINILM)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=600))
def test_passages_cover_any_text_whatever_it_holds(text: str) -> None:
    check_law(Article.make("Title", text), HashEmbedder())


def test_a_long_article_is_cut_into_passages_near_the_limit() -> None:
    article = story(1, words=2_000)
    check_law(article, HashEmbedder())
    cut = passages(article, HashEmbedder())
    sizes = [len(p.text(article).split()) for p in cut]
    assert min(sizes[:-1]) >= 0.6 * MAX_TOKENS


def test_a_passage_ends_with_its_paragraph_when_it_is_full_enough() -> None:
    paragraph = " ".join(["One two three four five six seven eight nine ten."] * 7)
    article = Article.make("T", "\n\n".join([paragraph] * 4))
    assert [p.text(article).strip() for p in passages(article, HashEmbedder())] == [
        paragraph + "\n\n" + paragraph
    ] * 2


@pytest.mark.parametrize("unit", ["word ", "nospaces,", "x"])
def test_a_sentence_longer_than_a_passage_is_cut_at_a_space_or_inside_a_word(unit: str) -> None:
    article = Article.make("T", "Before it. " + unit * 700 + ". After it.")
    check_law(article, MINILM)
    if unit == "word ":
        assert all(
            p.text(article)[-1].isspace() or p.text(article).endswith(".") for p in passages(article, MINILM)
        )


def test_what_is_embedded_carries_title_outlet_and_date_and_what_is_stored_does_not() -> None:
    article = story(1, title="Harbour talks resume", published=date(2025, 8, 20))
    passage = passages(article, HashEmbedder())[0]
    text = embedded_text(article, passage, header(article, HashEmbedder()))
    assert text.startswith("Harbour talks resume (The Varn Courier, 2025-08-20)\nThe council")
    assert "resume" not in passage.text(article)


def test_a_full_passage_still_fits_behind_the_header_of_a_very_long_title() -> None:
    article = Article.make("Antidisestablishmentarianism " * 60, "Word. " * 400, "Outlet")
    for passage in passages(article, MINILM):
        text = embedded_text(article, passage, header(article, MINILM))
        assert text.startswith("Antidis")
        assert MINILM.count_tokens(text) + 2 <= MINILM.max_tokens


def test_an_article_without_title_or_outlet_is_embedded_as_it_is() -> None:
    article = Article.make("", "Just words.")
    assert header(article, HashEmbedder()) == ""
    assert embedded_text(article, passages(article, HashEmbedder())[0], "") == "Just words."
