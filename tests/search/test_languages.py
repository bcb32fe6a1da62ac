"""A search over clippings in several languages: the matter decides, not the language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.library.library import Library
from qa.models.embedder import MiniLM
from qa.search.about import judged
from qa.search.rank import rank
from qa.types import Article, Query

# Invented, and in nothing that was trained on.
ENGLISH = (
    "The council of Lindow closed the swimming pool on Friday because water came through the roof."
    " Repairs are to take until May."
)
GERMAN = [
    "Die Zentralbank hob den Leitzins um einen Viertelpunkt an. Es ist der dritte Schritt in diesem Jahr.",
    "In Lindow wurde am Freitag ein neues Stadtmuseum eröffnet. Der Stadtrat hatte lange darüber gestritten.",
    "Der Fluss trat nach starkem Regen über die Ufer. Die Feuerwehr pumpte viele Keller leer.",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    articles = [Article.make("", ENGLISH, language="en", origin="en")]
    articles += [Article.make("", text, language="de", origin=f"de{n}") for n, text in enumerate(GERMAN)]
    with Library.open(Path(tmp_path_factory.mktemp("mixed")), MiniLM(), create=True) as library:
        library.add_articles(articles)
        yield library


def first(library: Library, question: str) -> str:
    article = library.article(rank(library, Query(question))[0].passage.article_id)
    assert article is not None
    return article.origin


@pytest.mark.parametrize(
    ("question", "origin"),
    [
        ("Warum ist das Schwimmbad geschlossen?", "en"),
        ("Wann wurde das Museum eröffnet?", "de1"),
        ("Почему закрыли бассейн?", "en"),
        ("Which town has a new museum?", "de1"),
        ("By how much were interest rates raised?", "de0"),
        ("Why is the swimming pool closed?", "en"),
    ],
)
def test_the_article_on_the_matter_comes_first_whatever_its_language(
    library: Library, question: str, origin: str
) -> None:
    assert first(library, question) == origin


@pytest.mark.parametrize(
    ("topic", "origin"),
    [("new town museum", "de1"), ("central bank", "de0"), ("Schließung des Schwimmbads", "en")],
)
def test_an_article_is_about_a_topic_in_another_language(library: Library, topic: str, origin: str) -> None:
    about = [one.article.origin for one in judged(library, Query(topic)) if one.relation == "about"]
    assert about == [origin]
