"""A briefing as the renderers get it: every section filled, with awkward text where it comes from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.types import Article, Citation, Copy, RemovedSentence, Searched, Sentence, Source, Usage
from qa.types.briefing import (
    SECTIONS,
    AnsweredQuestion,
    Briefing,
    BriefingSource,
    Change,
    Comparison,
    Coverage,
    Development,
    Difference,
    Finding,
    Gap,
    Moment,
    Point,
    Series,
    SetAside,
    Side,
    Statement,
    TimelineEvent,
)

EVIL = (
    "<script>document.title='owned'</script> <img src=x onerror=alert(1)> [bold]red[/bold] "
    "| a | b | [link](http://evil.example) `code` & \"quotes' \x1b[31m\u202e"
)
"""HTML, Markdown, a cell of a table, Rich markup, escapes, a bidi override: all must show as plain text."""

TOLD = Article.make(
    "Ferry hits the quay",
    "A ferry hit the quay of Oskerry on Monday. 23 people were injured, the harbour office said.\n"
    'The captain denied it. "I saw no quay," Mirela Sandhurst said.\n'
    "The ferry will sail again on Friday.",
    "Skerrow Tidings",
    url="https://tidings.example/ferry?a=1&b=2",
    published=date(2026, 2, 10),
    origin="articles/ferry.html",
)
GERMAN = Article.make(
    "Fähre rammt Mole",
    "Die Fähre rammte die Mole. 27 Menschen wurden verletzt.",
    "Küstenbote",
    published=date(2026, 2, 12),
    language="de",
    origin="articles/faehre.html",
)
WICKED = Article.make(
    f"Wicked {EVIL}",
    f"The quay is safe, says {EVIL}. Somebody pays.",
    f"Outlet {EVIL}",
    url="javascript:alert(1)",
    kind="opinion",
    origin="articles/<b>.txt",
)
ARTICLES = (TOLD, GERMAN, WICKED)


def say(article: Article, words: str, text: str = "", support: str = "supported") -> Sentence:
    """A sentence that cites these words of an article."""
    start = article.text.index(words)
    number = ARTICLES.index(article) + 1
    citation = Citation(number, article.id, start, start + len(words), words)
    return Sentence(text or words, (citation,), support, ("words exact",))  # type: ignore[arg-type]


HIT = say(TOLD, "A ferry hit the quay of Oskerry on Monday.")
HURT = say(TOLD, "23 people were injured, the harbour office said.")
MORE = say(GERMAN, "27 Menschen wurden verletzt.")
DENIED = say(TOLD, '"I saw no quay," Mirela Sandhurst said.')
RAMMED = say(GERMAN, "Die Fähre rammte die Mole.")
SAILS = say(TOLD, "The ferry will sail again on Friday.")
SAFE = say(WICKED, f"The quay is safe, says {EVIL}.")
PAYS = say(WICKED, "Somebody pays.", "Someone may pay.", "partial")

MONDAY = Moment("Monday", date(2026, 2, 9), date(2026, 2, 9), "day", True)
FRIDAY = Moment("Friday", date(2026, 2, 13), date(2026, 2, 13), "day", True)
SUMMER = Moment("in June 2025", date(2025, 6, 1), date(2025, 6, 30), "month")
SOMEDAY = Moment("Wednesday")


def _source(number: int, article: Article, *marks: str, also_in: tuple[Copy, ...] = ()) -> BriefingSource:
    source = Source(
        number, article.id, article.title, article.outlet, article.published, article.url, article.origin,
        article.kind, article.agency, also_in,
    )  # fmt: skip
    return BriefingSource(source, marks)


BRIEFING = Briefing(
    title="The ferry at Oskerry",
    slug="the-ferry-at-oskerry",
    query="ferry Oskerry",
    since=date(2026, 2, 1),
    until=date(2026, 2, 28),
    as_of=None,
    template="standard",
    sections=SECTIONS,
    bottom_line=(HIT, PAYS),
    developments=(
        Development(SAILS, FRIDAY, TOLD.published),
        Development(MORE, Moment(""), GERMAN.published),
        Development(SAFE, Moment(""), None),
    ),
    timeline=(
        TimelineEvent(SUMMER, PAYS, None, "happened"),
        TimelineEvent(MONDAY, HIT, TOLD.published, "happened", (RAMMED,)),
        TimelineEvent(FRIDAY, SAILS, TOLD.published, "announced"),
        TimelineEvent(SOMEDAY, SAFE, None, "happened"),
    ),
    statements=(
        Statement(
            "Mirela Sandhurst", "captain", "on the record", DENIED,
            TOLD.outlet, TOLD.published, ("I saw no quay,",),
        ),
        Statement("two officers", "", "anonymous source", HURT, TOLD.outlet, TOLD.published),
        Statement(
            "Oskar Lind", "", "agency report", MORE, GERMAN.outlet, GERMAN.published, (), ("HPA", "AP")
        ),
        Statement(EVIL, EVIL, "opinion", SAFE, WICKED.outlet, None),
    ),
    comparison=Comparison(
        confirmed=(Finding(HIT, 2, (RAMMED,), ("Skerrow Tidings", "Küstenbote")),),
        single=(Finding(SAFE, 1, (), (WICKED.outlet or "",)),),
        differences=(
            Difference(
                "contradicted",
                "quay · ferry",
                (
                    Side("A ferry hit the quay", HIT, TOLD.outlet, TOLD.published),
                    Side("I saw no quay", DENIED, TOLD.outlet, TOLD.published, "Mirela Sandhurst"),
                    Side("The quay is safe", SAFE, WICKED.outlet, None, EVIL),
                ),
            ),
        ),
        series=(
            Series(
                "injured",
                None,
                (
                    Point(23, "23 people", TOLD.published, HURT, TOLD.outlet, False),
                    Point(27, "27 Menschen", GERMAN.published, MORE, GERMAN.outlet, True),
                ),
            ),
        ),
        independent=3,
    ),
    changes=(
        Change("changed", "injured: 23 → 27", MORE, "23"),
        Change("withdrawn", f"“{EVIL}” is no longer in the library", None, f"Words of the past {EVIL}"),
    ),
    previous=date(2026, 2, 10),
    answers=(AnsweredQuestion("How many were hurt?", (HURT, MORE)),),
    not_covered=(Gap(f"Who pays {EVIL}?", PAYS.citations[0]), Gap("Was anyone charged?")),
    coverage=Coverage(
        found=4, used=3, grouped=1,
        set_aside=(SetAside("f" * 16, f"Aside {EVIL}", None, None, "undated"),),
        outlets=(("Küstenbote", 1), ("Skerrow Tidings", 1), ("unknown outlet", 1)),
        languages=(("en", 2), ("de", 1)),
        first=TOLD.published, last=GERMAN.published, undated=1,
        searched=Searched(9, ("Skerrow Tidings",), TOLD.published, GERMAN.published, 1),
    ),
    sources=(
        _source(1, TOLD, also_in=(Copy("b" * 16, "Daily Lantern", "Ferry hits quay", date(2026, 2, 11)),)),
        _source(2, GERMAN, "in German"),
        _source(3, WICKED, "opinion", "undated"),
    ),
    removed=(RemovedSentence("Forty were hurt.", "number 40 is not in the cited text"),),
    engine="extractive",
    engine_reason="auto: no model is configured",
    model=None,
    fingerprint="0123456789abcdef",
    usage=Usage(12.3),
)  # fmt: skip

NOTHING = replace(
    BRIEFING, bottom_line=(), developments=(), timeline=(), statements=(), comparison=Comparison(),
    changes=None, previous=None, answers=(), not_covered=(), sources=(), removed=(),
)  # fmt: skip
