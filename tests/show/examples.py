"""Results as the renderers get them, with awkward text where text comes from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.types import (
    Answer,
    Article,
    Citation,
    Copy,
    Hit,
    Passage,
    Removed,
    RemovedSentence,
    Searched,
    Sentence,
    Source,
    Summary,
    Usage,
)

EVIL = (
    "\x1b]8;;http://evil.example\x07\x1b[31m[bold]red[/bold] <script>alert(1)</script> "
    "\u202e[link](http://x) `code`"
)
"""Terminal escapes, Rich markup, HTML, a bidi override, a Markdown link: all must show as plain text."""

TEXT = "The harbour opened at noon. Six people were hurt, the fire chief said.\nThe mayor denied it."
ARTICLE = Article.make(
    "Harbour opens",
    TEXT,
    "Skerrow Tidings",
    authors=("Maren Holloway",),
    url="https://skerrowtidings.example/harbour",
    published=date(2026, 3, 2),
    captions=("The quay at dawn",),
    removed=(Removed("Share this\nFollow us", "share line"),),
    origin="articles/harbour.html",
)
UNDATED = Article.make("A profile", "She once drove a tram.", kind="opinion", origin="profile.txt")


def cite(article: Article, words: str, number: int = 1) -> Citation:
    """The citation of these words."""
    start = article.text.index(words)
    return Citation(number, article.id, start, start + len(words), words)


SIX = "Six people were hurt, the fire chief said."
TRAM = "She once drove a tram."
SOURCES = (
    Source(
        1, ARTICLE.id, ARTICLE.title, ARTICLE.outlet, ARTICLE.published, ARTICLE.url, ARTICLE.origin,
        also_in=(Copy("b" * 16, "Daily Lantern", "Harbour opens", date(2026, 3, 3)),),
    ),
    Source(2, UNDATED.id, UNDATED.title, None, None, None, "profile.txt", kind="opinion", agency="HPA"),
)  # fmt: skip
ANSWER = Answer(
    question="How many were hurt?",
    sentences=(
        Sentence(SIX, (cite(ARTICLE, SIX),), "supported", ("words exact",)),
        Sentence("A former tram driver is involved.", (cite(UNDATED, TRAM, 2),), "partial", ("names",)),
    ),
    sources=SOURCES,
    removed=(
        RemovedSentence("Forty were hurt.", "number 40 is not in the cited text"),
        RemovedSentence("Forty-one were hurt.", "number 41 is not in the cited text"),
    ),
    engine="llm",
    model="openai:small",
    fingerprint="0123456789abcdef",
    usage=Usage(1.25, 1, 800, 40, 0.00123),
    as_of=date(2026, 3, 5),
    unanswered=("who paid for it",),
    notes=("2 weakest sources dropped: context too long",),
    searched=Searched(2, ("Skerrow Tidings",), date(2026, 3, 2), date(2026, 3, 2), 1),
    engine_reason="auto: a model is configured",
)
NOT_FOUND = Answer(
    question="Who won?",
    sentences=(),
    sources=(),
    removed=(),
    engine="extractive",
    model=None,
    fingerprint="f" * 16,
    usage=Usage(0.4),
    nearest=cite(ARTICLE, SIX),
    nearest_source=SOURCES[0],
    searched=Searched(45, ("A", "B"), date(2026, 1, 14), date(2026, 6, 3), 2),
    engine_reason="auto: no model is configured",
)
SUMMARY = Summary(
    topic="the harbour",
    sentences=ANSWER.sentences,
    sources=SOURCES,
    removed=(),
    engine="extractive",
    model=None,
    fingerprint="a" * 16,
    usage=Usage(0.2),
    style="bullets",
)
HIT = Hit(ARTICLE, Passage(ARTICLE.id, 0, 70), (28, 70), 0.8, "words and meaning", SOURCES[0].also_in)


def poisoned() -> Answer:
    """An answer whose every outside text tries to act."""
    source = replace(SOURCES[0], title=EVIL, outlet=EVIL, url="javascript:alert(1)", path=EVIL)
    sentence = Sentence(EVIL, (Citation(1, "x", 0, len(EVIL), EVIL),), "supported", ())
    return replace(
        ANSWER,
        question=EVIL,
        sentences=(sentence,),
        sources=(source,),
        removed=(RemovedSentence(EVIL, EVIL),),
        notes=(EVIL,),
        unanswered=(EVIL,),
    )
