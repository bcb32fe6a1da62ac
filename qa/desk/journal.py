"""What becomes of each question is written to the log of its library, also when it ends in an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.errors import CancelledError, CorpusError, QAError
from qa.types import Answer, Evidence, Summary

if TYPE_CHECKING:
    from qa.answer.ask import OnStep, Record, Step
    from qa.answer.engine import Engine
    from qa.answer.llm.chat.cancel import Cancelled
    from qa.answer.log import QuestionLog

Row = Mapping[str, object]


@dataclass
class Steps:
    """Passes the steps of one answer on, and keeps them for the entry of a question that fails."""

    on_step: OnStep | None = None
    cancelled: Cancelled | None = None
    seen: dict[str, object] = field(default_factory=dict)

    def __call__(self, step: Step) -> None:
        """One step. Raises CancelledError when the reader has given the answer up."""
        self.stop_if_cancelled()
        if isinstance(step, tuple):
            self.seen["evidence"] = evidence_rows(step)
        if self.on_step is not None:
            self.on_step(step)

    def stop_if_cancelled(self) -> None:
        """Raises CancelledError when the reader has given up what is being made."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


class QuestionJournal:
    """Writes to a log, or to none. A log that cannot be written is a note, never the end of an answer."""

    def __init__(self, log: QuestionLog | None) -> None:
        self._log = log

    def wrote(self, made: Record) -> tuple[str, ...]:
        """Write an answer with its evidence and draft; notes for the reader."""
        drafted = [[s.text, list(s.claims)] for s in made.draft.sentences] if made.draft else []
        return self.result(made.answer, {"evidence": evidence_rows(made.evidence), "draft": drafted})

    def result(self, result: Answer | Summary, more: Row | None = None) -> tuple[str, ...]:
        """Write an answer or a summary; notes for the reader."""
        if self._log is None:
            return ()
        from qa.answer.log import entry_of
        from qa.show.json import plain

        record = plain(result)
        try:
            self._log.add(entry_of(result, {**record, **(more or {})}))
        except CorpusError as error:
            return (f"not logged: {error.message}",)
        return ()

    @contextmanager
    def failures(self, kind: str, asked: str, engine: Engine, seen: Row | None = None) -> Iterator[None]:
        """Around the work on a question: an error or Ctrl-C in it is written down, and goes on."""
        try:
            yield
        except (QAError, KeyboardInterrupt) as error:
            if self._log is not None:
                from qa.answer.log import failed_entry

                with suppress(CorpusError):
                    self._log.add(failed_entry(kind, asked, engine.name, engine.model, error, seen or {}))
            raise


def evidence_rows(evidence: Sequence[Evidence]) -> list[list[object]]:
    """Evidence as the log keeps it: article ids with the ids of their sentences."""
    return [[e.article.id, [s.id for s in e.sentences]] for e in evidence]
