"""A topic finds what is about it, sets aside what only mentions it, and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search.about import AboutFeatures, judged, judgement, never_empty, share_of, terms_of
from qa.search.abroad import about_abroad
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


def test_what_another_language_tells_of_another_place_stays_out_beside_articles_of_ones_own(
    tmp_path: Path,
) -> None:
    march = article(
        "Hong Kong protests go on in the rain",
        "Thousands marched through Hong Kong on Sunday against the harbour law. Police shut the bridge. The "
        "protests in Hong Kong began in June, when the harbour law was proposed.",
    )
    tibet = Article.make(
        "Défilés au Tibet",
        "Pendant que le congrès se tient à Pékin, des Tibétains défilent contre l'occupation chinoise. Deux "
        "moines ont été arrêtés.",
        "Le Phare",
        language="fr",
    )
    with Library.open(tmp_path / "library", make_embedder("minilm"), create=True) as library:
        library.add_articles([march, tibet, CHESS])
        found = {one.article.title: one.relation for one in judged(library, Query("Hong Kong protests"))}
    assert found[march.title] == "about"
    assert found.get(tibet.title) != "about"


def test_an_article_in_another_language_is_used_where_it_is_near_enough(tmp_path: Path) -> None:
    launch = Article.make(
        "Espace : une fusée d'Oskerry décolle avec un satellite",
        "La fusée a décollé dimanche matin avec un satellite de météo. Le lancement avait été repoussé.",
        "Le Phare",
        language="fr",
    )
    with Library.open(tmp_path / "library", make_embedder("minilm"), create=True) as library:
        library.add_articles([launch, CHESS])
        found = {
            one.article.title: one.relation for one in judged(library, Query("rocket launch with satellite"))
        }
    assert found[launch.title] == "about"


@pytest.mark.parametrize(
    ("bars", "near", "used"),
    [
        ("no own article", {"a": 0.36, "b": 0.1}, {"a"}),
        ("the best leads", {"a": 0.6, "b": 0.5, "c": 0.1}, {"a", "b"}),
        ("nothing near", {"a": 0.2, "b": 0.1}, set()),
    ],
)
def test_of_several_in_other_languages_those_beside_the_best_are_used(
    bars: str, near: dict[str, float], used: set[str]
) -> None:
    assert set(about_abroad(near)) == used, bars
