"""What the tools return, as schemas: the objects of `--json`, of which a client may rely on these fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Open(BaseModel):
    """An object that may have more fields than these."""

    model_config = ConfigDict(extra="allow")


class Cited(Open):
    """Exact words of an article: `article.text[start:end] == quote`."""

    source: int
    article_id: str
    start: int
    end: int
    quote: str


class CheckedSentence(Open):
    """A sentence that was checked against the words it cites."""

    text: str
    support: str
    citations: list[Cited]


class CitedArticle(Open):
    """A cited article."""

    number: int
    article_id: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None


class Answered(Open):
    """A checked answer or summary; `found` is false when the articles do not answer."""

    found: bool
    sentences: list[CheckedSentence]
    sources: list[CitedArticle]


class Result(Open):
    """One passage that a search found."""

    id: str
    title: str
    url: str
    text: str


class Results(Open):
    """What a search found, best first."""

    results: list[Result]


class Document(Open):
    """A whole article."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str]


class Listed(Open):
    """The articles of the library."""

    articles: list[dict[str, object]]


class Proved(Open):
    """One sentence of a text that was held against the library."""

    text: str
    start: int
    end: int
    verdict: str
    reason: str
    citations: list[Cited]


class CheckedText(Open):
    """A text held against the library; only sentences with the verdict "supported" are borne out."""

    holds: bool
    sentences: list[Proved]
    sources: list[CitedArticle]


class Briefed(Open):
    """A briefing, a timeline or a comparison."""

    title: str


class Added(Open):
    """What adding did, item by item."""

    items: list[dict[str, object]]
