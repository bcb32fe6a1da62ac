"""Evaluation cases: questions with what a right answer holds, one JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.errors import ConfigError, in_plain_words


class CaseFilters(BaseModel):
    """The filters a case sets, as they are written on the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    as_of: str | None = None


class Case(BaseModel):
    """One question and what is expected of its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    question: str = Field(min_length=3)
    library: str
    """The set of articles it is asked of: a key of the sets given to the run."""
    expect: Literal["answer", "none", "partial"]
    contains: tuple[str, ...] = ()
    """Each must stand in the first sentence shown (case and spaces aside)."""
    source: str | tuple[str, ...] = ()
    """Outlets or file stems of which one must be the first source cited."""
    not_contains: tuple[str, ...] = ()
    """None may stand anywhere in the answer."""
    unanswered_contains: tuple[str, ...] = ()
    """For a partial answer: each must stand in the part said to be unanswered."""
    filters: CaseFilters = CaseFilters()
    note: str = ""

    @property
    def acceptable(self) -> tuple[str, ...]:
        """The acceptable sources as a tuple."""
        return (self.source,) if isinstance(self.source, str) else self.source


def load_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file. Raises ConfigError with file and line for the first that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
        raise ConfigError(
            f"cannot read the cases: {path}: {why}", "name a file: qa eval CASES.jsonl"
        ) from None
    cases: list[Case] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.append(Case.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "line"
            raise ConfigError(
                f"{path}:{number}: {where}: {in_plain_words(first['msg'])}",
                "see corpus/README.md for the fields",
            ) from error
    repeated = {case.id for case in cases if sum(other.id == case.id for other in cases) > 1}
    if repeated:
        raise ConfigError(f"{path}: the id {sorted(repeated)[0]} is used twice", "every case has its own id")
    return cases
