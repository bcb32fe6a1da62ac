"""What tests of briefings share: one library of the sample corpus, with the real embedder and reader."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests"))

from qa.answer.extractive.engine import Extractive  # noqa: E402
from qa.articles.load import expand, load_articles, read_meta  # noqa: E402
from qa.brief.compose import Bureau, Composed, compose  # noqa: E402
from qa.brief.read.sheet import SentenceReadings, Sheet, make_sheet  # noqa: E402
from qa.brief.topics import Topic, one_topic, read_topics  # noqa: E402
from qa.library.library import Library  # noqa: E402
from qa.models.embedder import make_embedder  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.types import Article  # noqa: E402

CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """The desk of the sample corpus, without a model."""
    embedder, reader = make_embedder("minilm"), get_reader()
    meta = read_meta(str(CORPUS / "meta.csv"))
    folder = tmp_path_factory.mktemp("corpus") / "library"
    with Library.open(folder, embedder, create=True) as library:
        library.add(expand([str(CORPUS / "articles")]), loader=lambda s: load_articles(s, meta=meta))
        yield Bureau(library, Extractive(embedder, reader), SentenceReadings(embedder), reader)


@pytest.fixture(scope="session")
def made(bureau: Bureau) -> Callable[..., Composed]:
    """Makes the briefing on a topic, once for each topic."""
    known: dict[str, Composed] = {}

    def make(title: str, **settings: object) -> Composed:
        key = f"{title} {settings}"
        if key not in known:
            known[key] = compose(one_topic(title, **settings), bureau)
        return known[key]

    return make


@pytest.fixture(scope="session")
def demo(bureau: Bureau) -> dict[str, Composed]:
    """The two briefings of corpus/topics.yaml, by the first word of their titles."""
    topics: tuple[Topic, ...] = read_topics(CORPUS / "topics.yaml")
    return {topic.title.split()[1].lower(): compose(topic, bureau) for topic in topics}


@pytest.fixture(scope="session")
def sheet_of() -> Callable[..., Sheet]:
    """A sheet of articles that need not be in a library."""
    readings = SentenceReadings(make_embedder("minilm"))

    def make(*articles: Article) -> Sheet:
        return make_sheet(articles, readings)

    return make
