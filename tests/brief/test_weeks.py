"""What is new since the last briefing: a library that changes over four weeks, on texts of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes.briefs import WordEmbedder

from qa.answer.extractive.engine import Extractive
from qa.brief.compose import Bureau, Composed, compose
from qa.brief.read.sheet import SentenceReadings
from qa.brief.topics import one_topic
from qa.brief.write.record import PastBriefing, make_record, record_of
from qa.library.library import Library
from qa.types import Article


def story(day: int, title: str, text: str, outlet: str = "The Courier", **facts: Any) -> Article:
    return Article.make(title, text, outlet, published=date(2026, 3, day), **facts)


FIRST = story(
    2,
    "Harbour wall of Quillport cracks",
    "A crack of four metres opened in the harbour wall of Quillport on Monday. Ships must wait "
    "outside the harbour. Harbour master Ines Vard said that 12 boats lay at anchor off Quillport.",
)
SECOND = story(
    9,
    "Quillport harbour wall is propped up",
    "Workers drove steel beams into the harbour wall of Quillport on Sunday. The harbour stays closed to "
    "ships. The beams will cost two million crowns, the town of Quillport said.",
    "Harbour Radio",
)
THIRD = story(
    16,
    "Quillport harbour opens for boats",
    "The harbour of Quillport was opened for small boats on Saturday. The harbour wall still leaks in "
    "two places. Big ships have to wait until May, harbour master Ines Vard said.",
    "Daily Lantern",
)
OTHER = story(
    16,
    "Chess club wins",
    "The chess club of Dunmoor won the cup on Friday with nine points. Its oldest player is eighty.",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as opened:
        opened.add_articles([FIRST, OTHER])
        yield opened


@pytest.fixture
def brief(library: Library) -> Callable[[PastBriefing | None], Composed]:
    embedder = WordEmbedder()
    bureau = Bureau(library, Extractive(embedder, None), SentenceReadings(embedder))  # type: ignore[arg-type]
    topic = one_topic("Quillport harbour wall")
    return lambda previous: compose(topic, bureau, previous=previous)


def kept(made: Composed) -> PastBriefing:
    return record_of(make_record(made.briefing, made.articles, None))


def kinds(made: Composed) -> list[tuple[str, str]]:
    return [(c.kind, c.now.citations[0].article_id if c.now else "") for c in made.briefing.changes or ()]


def test_a_first_briefing_has_nothing_to_compare_with(
    brief: Callable[[PastBriefing | None], Composed],
) -> None:
    made = brief(None)
    assert made.briefing.changes is None
    assert [a.title for a in made.articles] == [FIRST.title]


def test_each_week_shows_what_that_week_brought(
    library: Library, brief: Callable[[PastBriefing | None], Composed]
) -> None:
    week1 = brief(None)
    assert kinds(brief(kept(week1))) == []
    library.add_articles([SECOND])
    week2 = brief(kept(week1))
    assert kinds(week2) == [("added", SECOND.id)]
    library.add_articles([THIRD])
    week3 = brief(kept(week2))
    assert kinds(week3) == [("added", THIRD.id)]
    library.remove(SECOND.id)
    week4 = brief(kept(week3))
    assert [kind for kind, _ in kinds(week4)] == ["withdrawn"]


def test_an_article_dated_with_a_day_to_come_is_not_the_newest(
    library: Library, brief: Callable[[PastBriefing | None], Composed]
) -> None:
    late = Article.make(
        "Quillport harbour wall is whole again",
        "The harbour wall of Quillport is whole again and ships come in, the town said.",
        "The Courier",
        published=date(2098, 6, 2),
    )
    library.add_articles([late])
    made = brief(None).briefing
    marks = {s.source.title: s.marks for s in made.sources}
    assert marks[late.title] == ("dated 2098-06-02, a day still to come",)
    assert any("a day still to come" in note for note in made.notes)
    assert made.coverage.last == FIRST.published
