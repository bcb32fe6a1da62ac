"""A topic finds what is about it, sets aside what only mentions it, and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search.about import AboutFeatures, judged, judgement, never_empty, share_of, terms_of
from qa.types import Article, Query


def article(title: str, text: str) -> Article:
    return Article.make(title, text, "The Courier", published=date(2026, 3, 4))


OSTROVA = article(
    "Ostrova president sworn in for a third term",
    "The president of Ostrova, Lena Karsk, was sworn in for a third term on Monday before many guests.\n\n"
    "Opposition parties in Ostrova called the vote a farce. Judges in Ostrova had cleared the way in June.",
)
QUAY = article(
    "Northfield closes its eastern quay",
    "The harbour board of Northfield voted on Tuesday to close the eastern quay for nine months.\n\n"
    "Divers found that a third of the piles below the quay had been eaten away. Two ferries must move to the "
    "pier, and the ferries will cross less often in winter.",
)
TRAM = article(
    "Sandholm opens its third tram line",
    "Sandholm opened its third tram line on Friday. The line has twelve stops.\n\n"
    "The cars were built in Lindholm. Some of the rails were rolled in Ostrova, the city said. Many people "
    "rode on the first day. Fares stay as they are. The fourth line is planned for next spring.",
)
CHESS = article(
    "Grandmaster Kolm wins chess tournament",
    "Ines Kolm won the chess tournament of Lindholm with eight points from nine games.\n\n"
    "She drew with a player from Ostrova in the last round. The tournament was the tenth of its kind.",
)


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], dict[str, str]]]:
    """Title -> relation, for a topic."""
    folder = tmp_path_factory.mktemp("about") / "library"
    with Library.open(folder, make_embedder("minilm"), create=True) as library:
        library.add_articles([OSTROVA, QUAY, TRAM, CHESS])
        yield lambda topic: {one.article.title: one.relation for one in judged(library, Query(topic))}


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("quay", QUAY.title),
        ("ferries", QUAY.title),
        ("tram", TRAM.title),
        ("chess", CHESS.title),
        ("Ostrova", OSTROVA.title),
        ("Northfield quay closed", QUAY.title),
        ("president of Ostrova sworn in", OSTROVA.title),
    ],
)
def test_one_common_noun_a_name_or_a_sentence_finds_its_article(
    find: Callable[[str], dict[str, str]], topic: str, title: str
) -> None:
    found = find(topic)
    assert [t for t, relation in found.items() if relation == "about"][:1] == [title]


def test_what_only_mentions_a_name_does_not_drive_out_what_is_about_it(
    find: Callable[[str], dict[str, str]],
) -> None:
    assert find("Ostrova") == {
        OSTROVA.title: "about",
        TRAM.title: "mentions",
        CHESS.title: "mentions",
        QUAY.title: "neither",
    }


def test_where_nothing_is_about_a_topic_what_mentions_it_is_used(
    find: Callable[[str], dict[str, str]],
) -> None:
    assert find("rails")[TRAM.title] == "about"


def test_nothing_is_used_for_a_word_that_no_article_holds(find: Callable[[str], dict[str, str]]) -> None:
    assert "about" not in find("volleyball").values()


def test_what_is_set_aside_says_why() -> None:
    nothing = AboutFeatures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1)
    passing = AboutFeatures(0.0, 0.0, 1.0, 0.5, 0.02, 0.05, 0.1)
    assert judgement(QUAY, nothing).reason == "not about the topic"
    assert judgement(QUAY, passing).reason == "mentions the topic only in passing"
    (kept,) = never_empty([judgement(QUAY, passing)])
    assert (kept.relation, kept.reason) == ("about", "")
    assert never_empty([judgement(QUAY, nothing)])[0].relation == "neither"


def test_the_words_of_a_topic_are_its_content_words() -> None:
    assert "the" not in terms_of("the closing of the quay")
    assert share_of("eastern quay", QUAY) == 1.0
    assert share_of("western tram", QUAY) == 0.0
