"""What is new since the last briefing, on a library that changes over weeks.

    python bench/briefings/weeks.py FOLDER   # half of the stories; --locked

The dated stories of three articles and more that `news` is grouped into. Their articles come in step after
step by their days, every one as another outlet's; then the newest of each is corrected in one sentence
that was shown, and then the oldest is removed. After each step each story is briefed on and compared with the
step before. Right: an article that came and is listed, the correction with its new sentence, the
removal. Off topic: what became of another story's article, or one that the topic (the oldest title) does not
bring: a matter of topics, not of changes. Wrong: whatever else is listed. Changed figures and new
contradictions are printed to be read.
FOLDER is emptied.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from pathlib import Path

from sets import locked, news

from qa.answer.extractive.engine import Extractive
from qa.brief.compose import Bureau, Composed, compose
from qa.brief.find.stories import group
from qa.brief.read.sheet import SentenceReadings
from qa.brief.topics import one_topic
from qa.brief.write.record import PastBriefing, make_record, record_of
from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.models.readers import get_reader
from qa.types import Article

STEPS = 4
Story = list[Article]


def stories(half: bool) -> list[Story]:
    """The articles of each story, the oldest first."""
    kept = [
        (key, Article.make(a.title, a.text, f"The {key}", url=a.url, published=a.published))
        for key, a in news().items()
        if a.language == "en" and a.published and not key.startswith("senate")
    ]
    groups = group([a for _, a in kept])
    found = [[kept[i][1] for i in g] for g in groups if len(g) > 2 and locked(kept[g[0]][0]) == half]
    return [sorted(story, key=lambda a: str(a.published)) for story in found]


def step_of(story: Story, step: int) -> Story:
    """What comes in at one step: articles of one day stay together."""
    days = sorted({a.published for a in story}, key=str)
    mine = {day for i, day in enumerate(days) if min(STEPS - 1, i * STEPS // len(days)) == step}
    return [a for a in story if a.published in mine]


def corrected(article: Article, shown: PastBriefing) -> Article | None:
    """The article with one sentence that was shown said otherwise; None when none of it was."""
    quotes = [c.quote for s in shown.sentences for c in s.citations if c.article_id == article.id]
    if not quotes:
        return None
    told = quotes[0].rstrip(".") + ", the outlet now says."
    return Article.make(
        article.title,
        article.text.replace(quotes[0], told, 1),
        article.outlet,
        url=article.url,
        published=article.published,
    )


class Desk:
    """A library, and the last record of each story."""

    def __init__(self, folder: Path, library: Library) -> None:
        embedder, reader = library.embedder, get_reader()
        readings = SentenceReadings(embedder, folder=folder)
        self.bureau = Bureau(library, Extractive(embedder, reader), readings, reader)
        self.past: dict[int, PastBriefing] = {}
        self.seen: Counter[str] = Counter()

    def brief(self, number: int, story: Story, expected: set[tuple[str, str]]) -> None:
        """Brief on one story and count its changes; `expected`: kind, and the article or, removed, title."""
        previous = self.past.get(number)
        made: Composed = compose(one_topic(story[0].title), self.bureau, previous=previous)
        if previous is not None:
            self.count(made, story, expected)
        self.past[number] = record_of(make_record(made.briefing, made.articles, None))

    def count(self, made: Composed, story: Story, expected: set[tuple[str, str]]) -> None:
        """Count the changes of one briefing."""
        told = set()
        for change in made.briefing.changes or ():
            if change.kind == "changed" or change.note.startswith("new contradiction"):
                self.seen[f"{change.kind} figures or disputes"] += 1
                print(f"read: {change.note} | {change.now.text if change.now else ''} | {change.before}")
                continue
            about = change.now.citations[0].article_id if change.now else change.note.split("”")[0][1:]
            told.add((change.kind, about))
        used = {a.id for a in made.articles}
        mine = {x for a in story for x in (a.id, a.title)} | {about for _, about in expected}
        for kind, about in expected | told:
            if (kind, about) in expected & told:
                word = "right"
            elif about not in mine or (kind == "added" and about not in used):
                word = "off topic"
            else:
                word = "missed" if (kind, about) in expected else "wrong"
                print(f"{word}: {kind} {about} in “{made.briefing.title}”")
            self.seen[f"{kind} {word}"] += 1


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--locked", action="store_true")
    wanted = parser.parse_args()
    told = stories(wanted.locked)
    shutil.rmtree(wanted.folder, ignore_errors=True)
    with Library.open(wanted.folder, make_embedder("minilm"), create=True) as library:
        desk = Desk(wanted.folder, library)
        for step in range(STEPS):
            for number, story in enumerate(told):
                fresh = step_of(story, step)
                library.add_articles(fresh)
                if fresh:
                    desk.brief(number, story, {("added", a.id) for a in fresh})
        for number, story in enumerate(told):
            newer = corrected(story[-1], desk.past[number])
            if newer:
                library.add_articles([newer])
                desk.brief(number, story, {("corrected", newer.id)})
        for number, story in enumerate(told):
            used = story[0].id in desk.past[number].articles
            library.remove(story[0].id)
            desk.brief(number, story, {("withdrawn", story[0].title)} if used else set())
        print(f"{len(told)} stories, {sum(map(len, told))} articles")
        for what, count in sorted(desk.seen.items()):
            print(f"  {what}: {count}")


if __name__ == "__main__":
    main()
