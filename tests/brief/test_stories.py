"""Stories: the articles that tell one event, and the topics file made of them."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from qa.brief.compose import Bureau
from qa.brief.stories import group
from qa.brief.suggest import suggest, to_yaml
from qa.brief.topics import parse_topics
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
