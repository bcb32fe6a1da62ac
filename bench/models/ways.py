"""Ways to answer: the product with and without a model, and a chain as tutorials build it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Protocol

from bench.models.asked import Asked
from bench.models.kept import Remembered, Result
from qa.answer.ask import ask
from qa.answer.engine import Engine, Message
from qa.answer.llm.engine import make_engine
from qa.answer.llm.parse import parse_reply
from qa.desk.desk import Desk
from qa.desk.engines import Engaged
from qa.desk.routing import kind_of, of_kind
from qa.errors import ModelError, ModelReplyError

PIECE, OVERLAP, NEAREST = 1000, 200, 4
CHAIN = (
    "You answer questions. Use the pieces of context below to answer the question. If you do not know the "
    "answer, say that you don't know. Use at most three sentences and be concise.\n\n"
    "Context:\n{context}\n\n"
    "Question: {question}\nAnswer:"
)
NOT_KNOWN = (
    "don't know", "do not know", "not provided", "no information", "not mention", "cannot be determined",
    "does not specify", "doesn't specify", "not specified", "not contain", "unable to",
)  # fmt: skip


_ID = re.compile(r"\d{1,3}\.\d{1,3}")


class Way(Protocol):
    """One way to answer the questions of one library."""

    def answer(self, asked: Asked) -> Result: ...


class Product:
    """The product, as `qa ask`; with a chat beside its extractive engine, or with `alone` without it."""

    def __init__(self, desk: Desk, chat: Remembered | None, *, alone: bool = False) -> None:
        self._desk, self._chat = desk, chat
        own = desk.engaged.engine
        self._engine: Engine = make_engine(chat.config, chat=chat) if chat else own  # type: ignore[arg-type]
        self._fallback = None if alone or chat is None else own

    def answer(self, asked: Asked) -> Result:
        query = self._desk.query(asked.question, **dict(asked.filters))
        by = ""

        def shown() -> str:
            nonlocal by
            today = query.as_of or date.today()
            library, told = self._desk.library(), kind_of(asked.question, self._desk.library())
            engaged = Engaged(self._engine, "", fallback=self._fallback)
            made = of_kind(library, self._desk.engines, query, told, engaged, ()) or ask(
                library, query, self._engine, today=today, fallback=self._fallback
            )
            by = made.answer.engine if told.kind == "fact" else f"{made.answer.engine} ({told.kind})"
            return " ".join(s.text for s in made.answer.sentences)

        return _measured(asked, shown, self._chat, lambda: by)


class Chain:
    """Pieces of 1000 characters that overlap by 200, a vector store, the nearest four, the usual prompt."""

    def __init__(self, desk: Desk, chat: Remembered) -> None:
        import chromadb
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._embed, self._chat = desk.engines.embedder, chat
        splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
        pieces = [piece for article in desk.list() for piece in splitter.split_text(article.text)]
        self._store = chromadb.EphemeralClient().get_or_create_collection(
            f"chain-{id(self)}", embedding_function=None, metadata={"hnsw:space": "cosine"}
        )
        for at in range(0, len(pieces), 500):
            some = pieces[at : at + 500]
            ids = [str(at + n) for n in range(len(some))]
            self._store.add(ids=ids, documents=some, embeddings=self._embed.embed(some))

    def answer(self, asked: Asked) -> Result:
        found = self._store.query(query_embeddings=self._embed.embed([asked.question]), n_results=NEAREST)
        context = "\n\n".join((found["documents"] or [[]])[0])

        def shown() -> str:
            prompt = CHAIN.format(context=context, question=asked.question)
            said = self._chat.complete((Message("user", prompt),), max_output_tokens=120).text
            return "" if any(phrase in said.lower().replace("’", "'") for phrase in NOT_KNOWN) else said

        return _measured(asked, shown, self._chat, lambda: "chain")


def _measured(
    asked: Asked, answer: Callable[[], str], chat: Remembered | None, by: Callable[[], str]
) -> Result:
    """The answer with what it took; a model that fails shows nothing."""
    if chat:
        chat.begin()
    started = perf_counter()
    try:
        shown = answer()
    except ModelError:
        shown = ""
    if chat is None:
        return Result(asked.became(shown), shown, by(), seconds=perf_counter() - started)
    return Result(
        asked.became(shown),
        shown,
        by(),
        len(chat.made),
        chat.prompt,
        chat.completion,
        chat.seconds,
        int(any(unreadable(reply.text) for reply in chat.made[:1])),
        tuple(reply.text for reply in chat.made),
    )


def unreadable(text: str) -> bool:
    """Whether a reply neither names a sentence of the sources nor says that they do not answer."""
    try:
        parsed = parse_reply(text, frozenset(_ID.findall(text)))
    except ModelReplyError:
        return True
    except ModelError:
        return False
    return not (parsed.unanswered or parsed.pointed or any(s.claims for s in parsed.sentences))
