"""A source becomes articles with their passages, vectors and signatures: what can be done without a library.

It is pure, so that it runs in this process, in others or on other machines; only the one writer that collects
what comes of it touches a library, so that a source that was prepared twice is stored once.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from qa.errors import LoadError, QAError
from qa.library.chunk import embedded_text, header, passages
from qa.models.embedder import Embedder, for_library
from qa.types import Article, Passage

if TYPE_CHECKING:
    from qa.models.embedder import Vectors


class LoadedSource(Protocol):
    """What a loader returns: the articles of a source, and (origin, reason) of each that failed."""

    @property
    def articles(self) -> Sequence[Article]:
        """The articles in the order of the source."""
        ...

    @property
    def problems(self) -> Sequence[tuple[str, str]]:
        """Origin and one-line reason of each entry that is not an article."""
        ...

    @property
    def left_out(self) -> Sequence[tuple[str, str]]:
        """Origin and name of what the source holds that is no article to add."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What there is to say of the source as a whole."""
        ...


Loader = Callable[[str], LoadedSource]


@dataclass(slots=True)
class Prepared:
    """An article cut into passages."""

    passages: tuple[Passage, ...]
    texts: list[str]
    """What is embedded of each passage; empty once `vectors` are there."""
    signature: bytes
    vectors: Vectors | None = None
    """Unit rows, one for each passage."""
    own: dict[int, Vectors] = field(default_factory=dict)
    """By the places of some passages, their second vectors."""


@dataclass(slots=True)
class SourceRead:
    """What came of a source: its articles, or why there are none."""

    loaded: LoadedSource | None = None
    failure: tuple[str, str] | None = None
    """Reason and hint."""
    ready: dict[str, Prepared] = field(default_factory=dict)
    """By article id; those that are known or could not be cut are left to the writer."""


def prepared(article: Article, embedder: Embedder) -> Prepared:
    """An article cut into passages, not yet embedded. Raises LoadError for one without text."""
    from qa.articles.cleaning.duplicates import signature

    if not article.text.strip():
        raise LoadError("the article has no text")
    # SQLite stores UTF-8: half a surrogate pair has to fail here, with its file, not within a batch.
    f"{article.origin}{article.title}{article.text}".encode()
    cut, head = passages(article, embedder), header(article, embedder)
    texts = [embedded_text(article, passage, head) for passage in cut]
    return Prepared(cut, texts, signature(article.text))


def embed(waiting: Iterable[Prepared], embedder: Embedder) -> None:
    """Give vectors to those that have none, all in one call. Raises ModelError."""
    lacking = [ready for ready in waiting if ready.vectors is None and ready.texts]
    if not lacking:
        return
    vectors, own = for_library(embedder, [text for ready in lacking for text in ready.texts])
    at = 0
    for ready in lacking:
        ready.own = {i: own[at + i] for i in range(len(ready.texts)) if at + i in own}
        ready.vectors, at = vectors[at : at + len(ready.texts)], at + len(ready.texts)
        ready.texts = []


def read(source: str, loader: Loader) -> SourceRead:
    """Read a source; whatever a strange file provokes is its failure, and the others go on."""
    try:
        return SourceRead(loader(source))
    except Exception as error:
        return SourceRead(failure=reason(error))


def reason(error: Exception) -> tuple[str, str]:
    """What is said of a source that this was raised for, and what to do."""
    if isinstance(error, QAError):
        return error.message, error.hint
    if isinstance(error, UnicodeEncodeError):
        return "its name or its words hold bytes that are not text", ""
    return f"unexpected {type(error).__name__}: {error}".splitlines()[0], ""


Wanted = tuple[str, Collection[str]]
"""A source, and the ids of the articles that it gave before: these are not embedded again."""


def prepare(sources: Sequence[Wanted], loader: Loader, embedder: Embedder) -> list[SourceRead]:
    """Read, cut and embed these sources; in their order. Raises ModelError."""
    found = []
    for source, known in sources:
        made = read(source, loader)
        for article in made.loaded.articles if made.loaded else ():
            if article.id in known or article.id in made.ready:
                continue
            try:
                made.ready[article.id] = prepared(article, embedder)
            except Exception as error:
                made.loaded, made.failure, made.ready = None, reason(error), {}
                break
        found.append(made)
    embed((ready for made in found for ready in made.ready.values()), embedder)
    return found


def packed(loader: Loader, make: Callable[..., Embedder]) -> bytes:
    """What a worker needs beside its sources; `make` takes `threads`.

    Raises what pickle does where a loader cannot be sent.
    """
    return pickle.dumps((loader, make))


def prepare_there(sources: Sequence[Wanted], job: bytes) -> list[SourceRead]:
    """`prepare` in a worker, with what `packed` made; the embedder is loaded once in each worker."""
    loader, embedder = _unpacked(job)
    return prepare(sources, loader, embedder)


@lru_cache(maxsize=1)
def _unpacked(job: bytes) -> tuple[Loader, Any]:
    loader, make = pickle.loads(job)
    return loader, make(threads=1)  # as many workers as cores
