"""Topics that are suggested for a library of our own: one for each story, with words that find it."""

from __future__ import annotations

from datetime import date

import yaml

from qa.brief.find.suggest import suggest, to_yaml
from qa.types import Article


def report(day: int | None, title: str, text: str, kind: str = "report") -> Article:
    published = date(2026, 3, day) if day else None
    return Article.make(title, text, "The Courier", published=published, kind=kind)  # type: ignore[arg-type]


WALL = "The harbour wall of Quillport has a crack of four metres. Ships wait outside Quillport harbour. "
CUP = "The chess club of Dunmoor won the cup with nine points. The cup final in Dunmoor took two days. "
QUILLPORT = (
    report(2, "Harbour wall of Quillport cracks", WALL + "Workers came by night."),
    report(9, "Quillport harbour wall is propped up", WALL + "Steel beams hold it."),
    report(16, "Quillport harbour wall leaks again", WALL + "Water came through."),
)
DUNMOOR = (
    report(3, "Dunmoor chess club wins the cup", CUP + "The oldest player is eighty."),
    report(4, "Opinion: Dunmoor deserves the chess cup", CUP + "It was about time."),
)
ALONE = report(5, "Bakery burns in Ostrow", "A bakery in Ostrow burned to the ground. Nobody was hurt there.")


def test_each_story_is_a_topic_and_the_largest_comes_first() -> None:
    first, second = suggest((*DUNMOOR, ALONE, *QUILLPORT))
    assert "Quillport" in first.title
    assert "Dunmoor" in second.title


def test_an_article_alone_is_a_story_only_where_that_is_asked_for() -> None:
    titles = [t.title for t in suggest((*QUILLPORT, ALONE), least=1)]
    assert ALONE.title in titles
    assert len(suggest((*QUILLPORT, *DUNMOOR, ALONE), least=1, most=2)) == 2


def test_the_window_reaches_a_day_beyond_the_reports_and_stays_open_where_one_has_no_date() -> None:
    (topic,) = suggest(QUILLPORT)
    assert (topic.since, topic.until) == (date(2026, 3, 1), date(2026, 3, 17))
    undated = report(None, "Quillport harbour wall in pictures", WALL + "Look at it.")
    (topic,) = suggest((*QUILLPORT, undated))
    assert (topic.since, topic.until) == (None, None)


def test_a_title_carries_no_label_and_a_withdrawn_article_makes_no_story() -> None:
    (topic,) = suggest(DUNMOOR)
    assert not topic.title.startswith("Opinion")
    gone = [report(3, f"Dunmoor chess club wins {n}", CUP, kind="withdrawn") for n in range(2)]
    assert suggest(gone) == []


def test_the_topics_file_can_be_read_back() -> None:
    rows = yaml.safe_load(to_yaml(suggest((*QUILLPORT, *DUNMOOR))))["topics"]
    assert [set(row) >= {"title", "since", "until"} for row in rows] == [True, True]
    assert rows[0]["since"] == date(2026, 3, 1)


def test_an_empty_library_suggests_nothing() -> None:
    assert suggest(()) == []
