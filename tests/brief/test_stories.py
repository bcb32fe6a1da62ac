"""Stories: the articles that tell one event, and the topics file made of them."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from qa.brief.compose import Bureau
from qa.brief.find.gather import gather
from qa.brief.find.stories import group
from qa.brief.find.suggest import suggest, to_yaml
from qa.brief.topics import Topic, parse_topics
from qa.types import Article

ROOT = Path(__file__).parents[2]
ECB = ROOT.parent / "shared" / "data" / "ecbplus"


def test_no_articles_are_no_stories() -> None:
    assert group([]) == []


def test_one_event_in_two_outlets_is_one_story_and_another_event_is_not() -> None:
    def told(outlet: str, text: str) -> Article:
        return Article.make("", text, outlet, published=date(2026, 3, 2))

    rows = [
        told("A", "The bridge of Varn fell on Monday. Mayor Ina Voss closed the road to Varn."),
        told("B", "Ina Voss, mayor of Varn, said the bridge that fell in Varn was built in 1950."),
        told("C", "Lakeholm won the cup. Coach Tom Reed praised his team after the final in Lakeholm."),
    ]
    assert group(rows) == [[0, 1], [2]]


@pytest.fixture(scope="module")
def suggested(bureau: Bureau) -> list[Topic]:
    return suggest(bureau.library.articles())


def test_a_story_that_runs_for_days_is_one_story_in_whatever_words_and_language(bureau: Bureau) -> None:
    articles = bureau.library.articles()
    (leak,) = (g for g in group(articles) if any("Two dead as acid" in articles[i].title for i in g))
    titles = " | ".join(articles[i].title for i in leak)
    assert len(leak) == 9
    for words in ("toll revised", "Tarnholt shares", "Opinion: Move the tanks", "Nach dem Säureunfall"):
        assert words in titles


def test_a_story_of_the_same_town_and_person_stays_apart(bureau: Bureau) -> None:
    articles = bureau.library.articles()
    (tram,) = (g for g in group(articles) if any("tram line 6" in articles[i].title for i in g))
    assert len(tram) == 1


def test_a_suggested_title_is_a_headline_of_a_report_and_no_quotation(suggested: list[Topic]) -> None:
    for topic in suggested:
        assert not topic.title.startswith(("'", '"', "“", "Opinion", "OPINION")), topic.title


def test_a_suggested_topic_finds_the_articles_of_its_story(bureau: Bureau, suggested: list[Topic]) -> None:
    articles = bureau.library.articles()
    for members in (g for g in group(articles) if len(g) >= 3):
        story = [articles[i] for i in members]
        (topic,) = (t for t in suggested if any(t.title == a.title for a in story))
        told = {a.id for a in gather(bureau.library, topic).articles}
        leads = {bureau.library.leads_of([a.id])[a.id] for a in story if a.kind != "withdrawn"}
        assert len(leads & told) >= 0.6 * len(leads), topic.title
        assert not told - {a.id for a in story}, topic.title


def test_suggested_topics_are_a_topics_file(bureau: Bureau) -> None:
    topics = suggest(bureau.library.articles())
    assert len(topics) >= 5
    assert [t.title for t in parse_topics(to_yaml(topics))] == [t.title for t in topics]


@pytest.mark.slow
@pytest.mark.skipif(not ECB.is_dir(), reason="../shared/data/ecbplus is not here")
def test_grouping_on_ecb_plus_reaches_its_floor() -> None:
    spec = importlib.util.spec_from_file_location("bench_stories", ROOT / "bench" / "stories.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    articles, gold = bench.load()
    assert bench.b_cubed(group(articles), gold)[2] >= 0.90
