"""What models add, and what they spoil: real models on this machine, beside none and beside a plain chain.

    python bench/models.py --model qwen-1.5b=http://127.0.0.1:8803/v1 [--sets seeds,pages] [--questions 30]
                           [--half open|locked] [--plain] [--replies FILE] [--show]

Each line of the table is one way to answer the same questions: the extractive engine, the product with the
model, and with `--plain` a chain as tutorials build it (pieces of 1000 characters that overlap by 200, a
vector store, the nearest four, "answer from this context or say that you don't know") with the same model.

right            what the case wants stands in the words shown
wrong            an answer is shown without it, or to a question that the articles do not answer
missed, refused  nothing is shown, wrongly and rightly
format           replies from which no sentence with the id of a source could be read, though they refuse
                 nothing

Replies are kept in a file by model and messages, so a change of the reading or of the checks is measured
again without calling anything; seconds are those of the first call. Libraries are kept beside it. Sets that
are not here are skipped. Questions are taken evenly from each set; the locked half is for the last look.
`scripts/model_server.sh` gets the server and the smallest model.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from stories import plain as plain_text  # noqa: E402

from qa.answer.ask import ask  # noqa: E402
from qa.answer.engine import Engine, Message, OnText  # noqa: E402
from qa.answer.llm.chat.config import ModelConfig, Reply  # noqa: E402
from qa.answer.llm.chat.door import LangChainChat  # noqa: E402
from qa.answer.llm.engine import make_engine  # noqa: E402
from qa.answer.llm.parse import parse_reply  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.errors import ModelError, ModelReplyError  # noqa: E402
from qa.evaluate.cases import Case, load_cases  # noqa: E402
from qa.text import normalise  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
SETS = {
    "seeds": ROOT.parent / "shared" / "seeds",
    "corpus": ROOT / "corpus" / "articles",
    "pages": DATA / "article_extraction" / "html",
    "ecb": DATA / "ecbplus" / "articles.jsonl.gz",
}
CASES = (
    ROOT / "corpus" / "eval" / "cases.jsonl",
    ROOT / "bench" / "questions" / "pages.jsonl",
    ROOT / "bench" / "questions" / "ecb.jsonl",
)
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


class Replies:
    """Replies kept in a file with the seconds they took, whatever address the model had."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, check_same_thread=False)
        self._db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, reply TEXT)")

    def get(self, key: str) -> dict[str, object] | None:
        row = self._db.execute("SELECT reply FROM kept WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, key: str, reply: dict[str, object]) -> None:
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, json.dumps(reply)))


@dataclass
class Remembered:
    """A chat whose replies are kept: `made` are those of one answer, `seconds` what they took at first."""

    chat: LangChainChat
    replies: Replies
    offline: bool = False
    made: list[Reply] = field(default_factory=list)
    prompts: int = 0
    seconds: float = 0.0

    @property
    def config(self) -> ModelConfig:
        return self.chat.config

    def begin(self) -> None:
        self.made, self.prompts, self.seconds = [], 0, 0.0

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        **more: object,
    ) -> Reply:
        asked = [(m.role, m.content) for m in messages]
        key = json.dumps(
            [self.config.model, max_output_tokens, asked, *([more] if any(more.values()) else [])],
            default=repr,
        )
        kept = self.replies.get(key)
        if kept is None:
            if self.offline:
                raise ModelReplyError("not kept", "")
            started = perf_counter()
            limits = {"max_output_tokens": max_output_tokens, **more}
            reply = self.chat.complete(messages, **limits)  # type: ignore[arg-type]
            kept = {
                "text": reply.text,
                "prompt": reply.prompt_tokens,
                "completion": reply.completion_tokens,
                "cut": reply.cut,
                "seconds": perf_counter() - started,
            }
            self.replies.put(key, kept)
        made = Reply(str(kept["text"]), kept["prompt"], kept["completion"], bool(kept["cut"]))  # type: ignore[arg-type]
        self.made.append(made)
        self.prompts += int(kept["prompt"] or 0)  # type: ignore[call-overload]
        self.seconds += float(kept["seconds"])  # type: ignore[arg-type]
        return made


@dataclass
class Row:
    """One way of answering: what became of each question, and what it took."""

    name: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    refused: int = 0
    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0
    format: int = 0
    failed: int = 0

    def count(self, case: Case, shown: str) -> str:
        """Book one answer; the word for it."""
        if not shown.strip():
            kind = "refused" if case.expect == "none" else "missed"
        else:
            holds = all(_fold(part) in _fold(shown) for part in case.contains)
            spoilt = any(_fold(part) in _fold(shown) for part in case.not_contains)
            kind = "right" if case.expect != "none" and holds and not spoilt else "wrong"
        setattr(self, kind, getattr(self, kind) + 1)
        return kind

    def __str__(self) -> str:
        asked = max(1, self.right + self.wrong + self.missed + self.refused)
        return (
            f"| {self.name} | {self.right} | {self.wrong} | {self.missed} | {self.refused} "
            f"| {self.calls / asked:.1f} | {self.tokens / asked:.0f} | {self.seconds / asked:.1f} "
            f"| {self.format} |"
        )


HEAD = (
    "| | right | wrong shown | wrongly refused | rightly refused | calls | prompt tokens | seconds "
    "| format failures |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def _fold(text: str) -> str:
    return normalise(text).casefold()


def taken(cases: Sequence[Case], sets: Sequence[str], half: str, most: int) -> list[Case]:
    """Questions taken evenly from each set's half, answerable and not in the set's own proportion."""
    chosen: list[Case] = []
    for name in sets:
        own = [c for c in cases if c.library == name and c.expect != "partial"]
        rows = []
        for expect in ("answer", "none"):
            kind = [c for c in own if c.expect == expect]
            rows.append(kind if half == "all" else kind[half == "locked" :: 2])
        total = sum(map(len, rows))
        want = min(total, most // len(sets))
        for kind in rows:
            n = round(want * len(kind) / total)
            chosen += [kind[int(i * len(kind) / n)] for i in range(n)]
    return chosen


def opened(name: str, folder: Path) -> Desk | None:
    """A library of a set; None when the set is not here."""
    place = SETS[name]
    if not place.exists():
        print(f"skipped {name}: not here")
        return None
    made = (folder / name / "catalog.sqlite").exists()
    desk = Desk.open(library=folder / name, log=False)
    if made:
        return desk
    if name == "ecb":
        texts = folder / "texts"
        texts.mkdir(parents=True, exist_ok=True)
        with gzip.open(place, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["event"].endswith("-ecb"):
                    (texts / f"{row['id']}.txt").write_text(plain_text(row["text"]), encoding="utf-8")
        place = texts
    meta = SETS[name].parent / "meta.csv"
    desk.add([str(place)], meta=meta if meta.is_file() else None)
    return desk


def by_product(desk: Desk, case: Case, engine: Engine, **more: object) -> str:
    """The words that the product shows."""
    filters = case.filters.model_dump(exclude_none=True)
    query = desk.query(case.question, **filters)
    made = ask(desk.library(), query, engine, today=query.as_of or date.today(), **more)  # type: ignore[arg-type]
    return " ".join(s.text for s in made.answer.sentences)


class Chain:
    """A chain as tutorials build it, over the same clean text."""

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
            self._store.add(
                ids=[str(at + n) for n in range(len(some))],
                documents=some,
                embeddings=self._embed.embed(some),
            )

    def answer(self, question: str) -> str:
        found = self._store.query(query_embeddings=self._embed.embed([question]), n_results=NEAREST)
        context = "\n\n".join((found["documents"] or [[]])[0])
        prompt = CHAIN.format(context=context, question=question)
        said = self._chat.complete((Message("user", prompt),), max_output_tokens=200).text
        return "" if any(phrase in said.lower().replace("’", "'") for phrase in NOT_KNOWN) else said


def measure(
    cases: Sequence[Case], model: tuple[str, str] | None, options: argparse.Namespace
) -> Iterator[tuple[Row, list[tuple[Case, str, str]]]]:
    """A row for each way, and every question with its answer."""
    replies = Replies(options.replies)
    ways: dict[str, Callable[[Desk], tuple[Callable[[Case], str], Remembered | None]]] = {
        "no model": lambda desk: (lambda case: by_product(desk, case, desk.engaged.engine), None)
    }
    if model:
        name, url = model

        def remembered() -> Remembered:
            config = ModelConfig(
                name, url, context_tokens=options.context, max_output_tokens=256, timeout=1200.0, retries=0,
                concurrency=1,
            )  # fmt: skip
            return Remembered(LangChainChat(config), replies, options.offline)

        def product(desk: Desk) -> tuple[Callable[[Case], str], Remembered]:
            chat = remembered()
            engine = make_engine(chat.config, chat=chat)
            beside = None if options.no_fallback else desk.engaged.engine
            return (lambda case: by_product(desk, case, engine, fallback=beside)), chat

        def chain(desk: Desk) -> tuple[Callable[[Case], str], Remembered]:
            chat = remembered()
            made = Chain(desk, chat)
            return (lambda case: made.answer(case.question)), chat

        ways = {f"{name}": product} if not options.plain else {f"plain chain, {name}": chain}
    for way, make in ways.items():
        row, told = Row(way), []
        folder = options.replies.with_suffix(".libraries")
        for place in dict.fromkeys(case.library for case in cases):
            desk = opened(place, folder)
            if desk is None:
                continue
            answer, chat = make(desk)
            told += [one(row, case, answer, chat, options.show) for case in cases if case.library == place]
            desk.close()
        yield row, told


def one(
    row: Row, case: Case, answer: Callable[[Case], str], chat: Remembered | None, show: bool
) -> tuple[Case, str, str]:
    """Ask one question and book it."""
    if chat:
        chat.begin()
    started = perf_counter()
    try:
        shown = answer(case)
    except ModelError as error:
        shown, row.failed = "", row.failed + 1
        if show:
            print("   failed:", error.message)
    kind = row.count(case, shown)
    row.seconds += chat.seconds if chat else perf_counter() - started
    if chat:
        row.calls += len(chat.made)
        row.tokens += chat.prompts
        row.format += sum(unreadable(reply) for reply in chat.made[:1])
    if show:
        print(f"{kind:8} {case.id}: {case.question}\n   shown: {shown[:300]}")
        for reply in chat.made if chat else ():
            print(f"   reply: {reply.text[:400]!r}")
        sys.stdout.flush()
    return case, kind, shown


def unreadable(reply: Reply) -> bool:
    """Whether a reply neither names a sentence of the sources nor says that they do not answer."""
    try:
        parsed = parse_reply(reply.text, frozenset())
    except ModelReplyError:
        return True
    except ModelError:
        return False
    return not parsed.unanswered and not any(s.claims for s in parsed.sentences)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", metavar="NAME=URL", help="a model and the address of its server")
    parser.add_argument("--sets", default="seeds,pages,ecb", help="of " + ", ".join(SETS))
    parser.add_argument("--questions", type=int, default=30, metavar="N", help="how many in all")
    parser.add_argument("--half", choices=("open", "locked", "all"), default="open")
    parser.add_argument("--plain", action="store_true", help="the plain chain with the model")
    parser.add_argument("--no-fallback", action="store_true", help="the model alone")
    parser.add_argument("--context", type=int, default=4096, help="tokens that the model reads")
    parser.add_argument(
        "--replies", type=Path, default=Path(tempfile.gettempdir()) / "qa-bench-replies.sqlite"
    )
    parser.add_argument(
        "--offline", action="store_true", help="only replies that are kept; others count as failed"
    )
    parser.add_argument("--show", action="store_true", help="every question with its answer and replies")
    options = parser.parse_args()
    cases = [case for path in CASES for case in load_cases(path)]
    chosen = taken(cases, options.sets.split(","), options.half, options.questions)
    model = tuple(options.model.split("=", 1)) if options.model else None
    absent = sum(case.expect == "none" for case in chosen)
    print(f"{len(chosen)} questions of {options.sets}, {absent} not answered there")
    for row, _ in measure(chosen, model, options):  # type: ignore[arg-type]
        print(HEAD)
        print(row)


if __name__ == "__main__":
    main()
