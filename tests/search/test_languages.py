"""A search over clippings in several languages: the matter decides, not the language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.library.library import Library
from qa.models.embedder import MiniLM
from qa.models.multilingual.vectors import LanguageVectors, Role
from qa.search.about import judged
from qa.search.rank import rank
from qa.search.retrieve import retrieve
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


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the encoder for other languages reads."""
    read: list[str] = []
    real = LanguageVectors._run

    def counted(self: LanguageVectors, role: Role, text: str) -> object:
        read.append(text)
        return real(self, role, text)

    monkeypatch.setattr(LanguageVectors, "_run", counted)
    return read


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


def test_a_question_in_english_has_no_passage_read_anew(library: Library, embedded: list[str]) -> None:
    question = "How long did the town argue over the museum in Lindow?"
    assert first(library, question) == "de1"
    assert embedded == [question]


def test_where_nothing_in_another_language_is_near_its_encoder_is_not_asked(
    tmp_path: Path, embedded: list[str]
) -> None:
    with Library.open(tmp_path, MiniLM(), create=True) as library:
        for language, text in (("en", ENGLISH), ("de", GERMAN[0]), ("de", GERMAN[1])):
            library.add_articles([Article.make("", text, language=language)])
        embedded.clear()
        found = rank(library, Query("Why is the swimming pool closed?"))
        assert [item.far for item in found] == [False, True, True]
        assert [item.number for item in retrieve(library, Query("Why is the swimming pool closed?"))] == [1]
    assert embedded == []


def test_a_question_in_another_language_has_passages_in_english_alone_read(
    library: Library, embedded: list[str]
) -> None:
    question = "Warum ist das Schwimmbad geschlossen?"
    assert first(library, question) == "en"
    assert {question} <= set(embedded) <= {question, ENGLISH}


def test_a_library_made_before_is_asked_as_well_and_rebuilt_when_asked_to(tmp_path: Path) -> None:
    articles = [Article.make("", text, language="de", origin=f"de{n}") for n, text in enumerate(GERMAN)]
    question = "Which town has a new museum?"
    with Library.open(tmp_path, MiniLM(), create=True) as library:
        library.add_articles(articles)
        today = [(item.rowid, pytest.approx(item.score)) for item in rank(library, Query(question))]
        with library.catalog.writing() as db:
            db.execute("DELETE FROM own_vectors")
            library.catalog.set_meta(revision=2)
        before = [(item.rowid, item.score) for item in rank(library, Query(question))]
        assert before == today
        assert ["rebuild" in line for line in library.check()] == [True]
        library.rebuild()
        assert library.check() == []
        assert len(library.own_vectors(sorted(library.catalog.passage_ids()))) == 3
