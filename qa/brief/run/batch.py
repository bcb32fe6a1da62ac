"""Many topics, one run: in parallel, each on its own, resumable, within a budget, stopped cleanly.

A topic's folder is finished when its record is there: the record is written last, every file by a rename. A
run that is killed leaves finished topics finished and the others as they were before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, reduce
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Protocol

from qa.answer.llm.chat.budget import Budget, BudgetError, Limit, Price, dollars
from qa.brief.compose import Bureau, Composed, compose, fingerprint_of
from qa.brief.find.gather import gather
from qa.brief.read.sheet import make_sheet
from qa.brief.run.budget import ANSWER_TOKENS, Metered, MeteredJudge, prompt_tokens
from qa.brief.run.manifest import (
    RunReport,
    TopicOutcome,
    failure,
    hashes_of,
    library_state,
    read_manifest,
    versions,
    write_manifest,
)
from qa.brief.topics import Topic
from qa.brief.write import lead
from qa.brief.write.record import NAME as RECORD
from qa.brief.write.record import PastBriefing, json_bytes, make_record, read_record, record_of
from qa.files import write_whole
from qa.types import Usage
from qa.types.briefing import Briefing

JOBS = 4


class Writer(Protocol):
    """Renders one briefing."""

    def __call__(self, briefing: Briefing, folder: Path) -> Sequence[Path]:
        """Write the briefing's files into an empty folder; the files written."""


OnProgress = Callable[[str, str], None]
"""(slug, stage): a stage of `compose.STAGES`, "write files", or how the topic ended (a `Status`)."""


class _StoppedError(Exception):
    """The run was asked to stop before this topic was finished."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made."""

    jobs: int = JOBS
    force: bool = False
    """Make finished topics again."""
    as_of: date | None = None
    budget: Limit = field(default_factory=Limit)
    """For the whole run."""
    topic_budget: Limit = field(default_factory=Limit)
    price: Price | None = None
    """Dollars per million tokens; needed to hold a budget in dollars before a call is made."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one topic would take, without a call being made."""

    slug: str
    title: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    """At most."""
    cost_usd: float | None
    finished: bool
    """It would be skipped: the finished briefing is still right."""


class BriefingRun:
    """One run over topics into a folder. `run` it; `stop` it from another thread or a signal handler."""

    def __init__(
        self,
        topics: Sequence[Topic],
        bureau: Bureau,
        folder: Path,
        write: Writer,
        options: Options | None = None,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.topics, self.bureau, self.folder = tuple(topics), bureau, Path(folder)
        self.options = options or Options()
        self._write = write
        self._tell = on_progress or (lambda slug, stage: None)
        self._stop = threading.Event()
        self._budget = Budget(self.options.budget, "this run")
        self._outcomes: dict[str, TopicOutcome] = {}
        self._manifest_lock = threading.Lock()

    def stop(self) -> None:
        """Finish what is being written, begin nothing new; `run` then returns."""
        self._stop.set()

    def run(self) -> RunReport:
        """Make every topic. Ctrl-C finishes writing what is done; a second one gives up at once.

        One failing topic is an Outcome and does not stop the rest.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._kept = read_manifest(self.folder)
        self._note("running")
        with ThreadPoolExecutor(max_workers=max(1, self.options.jobs)) as pool:
            waiting: set[Future[None]] = {pool.submit(self._one, topic) for topic in self.topics}
            try:
                self._await(waiting)
            except KeyboardInterrupt:
                self.stop()
                for future in waiting:
                    future.cancel()
                self._await({f for f in waiting if not f.cancelled()})
        interrupted = self._stop.is_set()
        self._note("interrupted" if interrupted else "done")
        outcomes = tuple(self._outcomes[t.slug] for t in self.topics if t.slug in self._outcomes)
        return RunReport(outcomes, _sum(o.usage for o in outcomes if o.status == "made"), interrupted)

    def estimate(self) -> list[Estimate]:
        """Calls, tokens and dollars of each topic, by searching and counting only."""
        return [self._estimate(topic) for topic in self.topics]

    # ---- one topic

    def _one(self, topic: Topic) -> None:
        """Make one topic, whatever happens to it; the outcome is noted in the manifest at once."""
        try:
            outcome = self._finished(topic) or self._make(topic)
        except _StoppedError:
            outcome = TopicOutcome(topic.slug, topic.title, "stopped")
        except BudgetError as error:
            outcome = failure(topic.slug, topic.title, error, "over budget")
        except Exception as error:  # one topic's trouble, of whatever kind, is no other topic's
            outcome = failure(topic.slug, topic.title, error)
        with self._manifest_lock:
            self._outcomes[topic.slug] = outcome
        self._note("running")
        self._tell(topic.slug, outcome.status)

    def _finished(self, topic: Topic) -> TopicOutcome | None:
        """The outcome of a topic whose finished briefing is still right; None when it has to be made."""
        self._checkpoint()
        if self.options.force:
            return None
        record = read_record(self.folder / topic.slug)
        if record is None or record.fingerprint != fingerprint_of(topic, self.bureau, self.options.as_of):
            return None
        known = self._kept.get(topic.slug, {})
        files = tuple(known.get("files") or self._files(topic.slug))
        if known.get("files") and hashes_of(self.folder, files) != known["files"]:
            return None
        return TopicOutcome(
            slug=topic.slug,
            title=topic.title,
            status="skipped",
            found=bool(record.raw["briefing"]["sources"]),
            fingerprint=record.fingerprint,
            files=files,
            hashes=hashes_of(self.folder, files),
            articles=tuple(record.articles),
            retrieved=tuple(known.get("retrieved", ())),
            template=str(record.raw["briefing"]["template"]),
        )

    def _files(self, slug: str) -> tuple[str, ...]:
        """The files in a topic's folder, when the manifest does not know them."""
        folder = self.folder / slug
        return tuple(sorted(f"{slug}/{p.name}" for p in folder.iterdir() if not p.name.startswith(".")))

    def _make(self, topic: Topic) -> TopicOutcome:
        budgets = (self._budget, Budget(self.options.topic_budget, f"“{topic.title}”"))
        engine = Metered(self.bureau.engine, budgets, self.options.price, self._checkpoint)
        judge = MeteredJudge(self.bureau.checker, budgets) if self.bureau.checker else None
        bureau = replace(self.bureau, engine=engine, checker=judge)
        mark = fingerprint_of(topic, self.bureau, self.options.as_of)
        previous = self._previous(topic, mark)

        def on_stage(stage: str) -> None:
            self._checkpoint()
            self._tell(topic.slug, stage)

        composed = compose(
            topic, bureau, as_of=self.options.as_of, previous=previous, fingerprint=mark, on_stage=on_stage
        )
        self._tell(topic.slug, "write files")
        files = self._publish(topic, composed, previous)
        return TopicOutcome(
            slug=topic.slug,
            title=topic.title,
            status="made",
            found=composed.briefing.found,
            fingerprint=mark,
            files=files,
            hashes=hashes_of(self.folder, files),
            articles=tuple(a.id for a in composed.articles),
            retrieved=composed.retrieved,
            usage=composed.briefing.usage,
            template=composed.briefing.template,
        )

    def _previous(self, topic: Topic, mark: str) -> PastBriefing | None:
        """What to compare with: the last briefing, or what that was compared with if it is made again."""
        last = read_record(self.folder / topic.slug)
        if last is None or last.fingerprint != mark:
            return last
        return record_of(last.previous) if last.previous else None

    def _publish(self, topic: Topic, composed: Composed, previous: PastBriefing | None) -> tuple[str, ...]:
        """Render beside the folder, then move file by file, the record last: it says that all are there."""
        target = self.folder / topic.slug
        target.mkdir(exist_ok=True)
        # What a run left behind that was killed while it wrote this briefing.
        for left in (
            *self.folder.glob(f".{topic.slug}.*"),
            *target.glob(".briefing.*"),
            *target.glob(f".{RECORD}.*"),
        ):
            rmtree(left) if left.is_dir() else left.unlink()
        with TemporaryDirectory(prefix=f".{topic.slug}.", dir=self.folder) as temporary:
            made = [Path(p) for p in self._write(composed.briefing, Path(temporary))]
            names = sorted(path.relative_to(temporary).as_posix() for path in made)
            for name in names:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                write_whole(target / name, (Path(temporary) / name).read_bytes())
        content = make_record(composed.briefing, composed.articles, previous)
        write_whole(target / RECORD, json_bytes(content))
        return tuple(f"{topic.slug}/{name}" for name in (*names, RECORD))

    # ---- the run

    def _checkpoint(self) -> None:
        if self._stop.is_set():
            raise _StoppedError

    @staticmethod
    def _await(futures: set[Future[None]]) -> None:
        """Wait in short steps: a signal reaches the main thread between them."""
        while futures:
            _, futures = wait(futures, timeout=0.2, return_when=FIRST_COMPLETED)

    def _note(self, state: str) -> None:
        """Write the manifest with what is known so far."""
        with self._manifest_lock:
            rows = [self._outcomes[t.slug] for t in self.topics if t.slug in self._outcomes]
            used = _sum(o.usage for o in rows if o.status == "made")
            write_manifest(self.folder, rows, self._made_with, state, used)

    @cached_property
    def _made_with(self) -> dict[str, object]:
        """What the manifest says of the run as a whole."""
        library, engine, options = self.bureau.library, self.bureau.engine, self.options
        return {
            "library": library_state(library.articles(), library.path, options.as_of),
            "engine": engine.name,
            "engine_reason": self.bureau.engine_reason,
            "model": engine.model,
            "engine_parts": list(engine.fingerprint_parts()),
            "embedder": self.bureau.readings.embedder.name,
            "templates": sorted({self._template(t) for t in self.topics}),
            "topics": [t.model_dump(mode="json") for t in self.topics],
            "budget": options.budget,
            "topic_budget": options.topic_budget,
            "versions": versions(),
        }

    def _template(self, topic: Topic) -> str:
        """Name and fingerprint of a topic's template; its name alone where it does not load."""
        try:
            return f"{topic.template} {self.bureau.template(topic).fingerprint}"
        except Exception:  # the topic itself will fail with this error, and say so
            return topic.template

    def _estimate(self, topic: Topic) -> Estimate:
        mark = fingerprint_of(topic, self.bureau, self.options.as_of)
        last = read_record(self.folder / topic.slug)
        finished = last is not None and last.fingerprint == mark and not self.options.force
        calls = prompt = reply = 0
        if self.bureau.engine.model is not None and not finished:
            gathered = gather(self.bureau.library, topic, self.options.as_of)
            for _, evidence in gathered.answers:
                if any(e.sentences for e in evidence):
                    calls, prompt, reply = calls + 1, prompt + prompt_tokens(evidence), reply + ANSWER_TOKENS
            sheet = make_sheet(gathered.articles, self.bureau.readings)
            if core := lead.core(sheet):
                shown = topic.sections or self.bureau.template(topic).sections
                for section, words in (
                    ("bottom_line", max(40, topic.words // 5)),
                    ("developments", topic.words),
                ):
                    if section in shown:
                        calls, prompt, reply = calls + 1, prompt + prompt_tokens(core), reply + 3 * words
        price = self.options.price
        cost = dollars(price, prompt, reply) if price else None
        return Estimate(topic.slug, topic.title, calls, prompt, reply, cost, finished)


def _sum(usages: object) -> Usage:
    return reduce(Usage.plus, usages, Usage())  # type: ignore[call-overload, no-any-return]
