"""The topics file: what to brief on, in YAML. Unknown keys are refused with their path and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from qa.errors import ConfigError, in_plain_words
from qa.files import slug_of
from qa.types import Query
from qa.types.briefing import SECTIONS

MOST_TOPICS = 1000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Defaults(_Strict):
    """Settings for all topics; a topic's own win."""

    since: date | None = Field(None, description="Nothing published before this day.")
    until: date | None = Field(None, description="Nothing published after this day.")
    outlets: tuple[str, ...] = Field((), description="Only these outlets.")
    language: str | None = Field(None, description="Only articles in this language (ISO code).")
    tags: tuple[str, ...] = Field((), description="Only articles with all of these tags.")
    write_in: str | None = Field(
        None, description="Language a model writes in; without a model nothing is translated."
    )
    words: int = Field(
        350, ge=50, le=3000, description="About how many words bottom line and developments take."
    )
    sections: tuple[str, ...] = Field(
        (), description="Sections to show, in order; the template's by default."
    )
    template: str = Field("standard", description="Name of a template, or path of one of your own.")

    @field_validator("sections")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in SECTIONS:
                raise ValueError(f"unknown section “{name}”; known are {', '.join(SECTIONS)}")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Defaults:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is after until {self.until}")
        return self


class Topic(Defaults):
    """One topic of the file, which becomes one briefing."""

    title: str = Field(min_length=1, max_length=200, description="Title of the briefing.")
    query: str | None = Field(None, description="What to search for; the title by default.")
    questions: tuple[str, ...] = Field((), max_length=30, description="Questions the briefing has to answer.")
    articles: tuple[str, ...] = Field((), description="Only from these articles, by id.")

    @property
    def search(self) -> str:
        """The words to search for."""
        return self.query or self.title

    @property
    def slug(self) -> str:
        """Name of its folder: small ASCII letters, digits and dashes."""
        return slug_of(self.title)

    def as_query(self, as_of: date | None = None) -> Query:
        """The search for this topic with its filters."""
        bounds = (self.since, self.until, self.outlets, self.language, as_of)
        return Query(self.search, *bounds, articles=self.articles)


class Topics(_Strict):
    """A topics file."""

    defaults: Defaults = Field(default_factory=Defaults, description="Settings for all topics.")  # type: ignore[arg-type]
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=MOST_TOPICS)


def schema() -> dict[str, Any]:
    """The JSON schema of a topics file, for editors."""
    found = Topics.model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "Topics of qa brief"
    return found


def one_topic(title: str, **settings: Any) -> Topic:
    """A topic without a file. Raises ConfigError for a setting that is wrong."""
    try:
        return Topic(title=title, **{k: v for k, v in settings.items() if v is not None})
    except ValidationError as error:
        raise ConfigError(f"topic “{title}”: {_first(error)[1]}", "see qa brief --schema") from error


def read_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of a file, its defaults filled in. Raises ConfigError with file, line and key."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(f"{path}: cannot be read: {reason}", "give a topics file in YAML") from error
    return parse_topics(text, str(path))


def parse_topics(text: str, name: str = "topics") -> tuple[Topic, ...]:
    """The topics of a file's text; raises ConfigError as `read_topics` does."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}: " if mark else " "
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise ConfigError(f"{name}:{place}not YAML: {problem}", "see docs, or qa brief --suggest") from error
    if not isinstance(data, Mapping) or "topics" not in data:
        raise ConfigError(f"{name}:1: has no list “topics”", "start with qa brief --suggest")
    filled = _with_defaults(data)
    try:
        found = Topics.model_validate(filled)
    except ValidationError as error:
        where, reason = _first(error)
        line = _line_of(node, where)
        path = ".".join(str(part + 1 if isinstance(part, int) else part) for part in where)
        raise ConfigError(f"{name}:{line}: {path}: {reason}", "see qa brief --schema") from error
    return distinct(found.topics, name)


def _with_defaults(data: Mapping[str, Any]) -> dict[str, Any]:
    """The file with each topic's missing keys taken from `defaults`."""
    defaults = data.get("defaults")
    topics = data.get("topics")
    if not isinstance(defaults, Mapping) or not isinstance(topics, list):
        return dict(data)
    known = {k: v for k, v in defaults.items() if k in Defaults.model_fields}
    filled = [{**known, **t} if isinstance(t, Mapping) else t for t in topics]
    return {**data, "topics": filled}


def _first(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Place and reason of a problem, in plain words: an unknown key first, often another one misspelt."""
    problem = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    where = tuple(problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = sorted(Topic.model_fields if "topics" in where else Defaults.model_fields)
        if len(where) == 1:
            known = ["defaults", "topics"]
        return where, f"unknown key; known are {', '.join(known)}"
    return where, in_plain_words(str(problem["msg"]))


def _line_of(node: yaml.Node | None, where: Sequence[str | int]) -> int:
    """The line of the key or item that a path leads to, as far as the file has it."""
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def distinct(topics: Sequence[Topic], name: str) -> tuple[Topic, ...]:
    """The topics; raises ConfigError when two would be written to one folder."""
    seen: dict[str, str] = {}
    for topic in topics:
        if topic.slug in seen:
            raise ConfigError(
                f"{name}: two topics are called “{topic.title}”", "give each a title of its own"
            )
        seen[topic.slug] = topic.title
    return tuple(topics)
