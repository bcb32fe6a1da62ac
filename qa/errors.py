"""All errors that users see, as one tree. Finding nothing is a value (`found` is false), not an error.

QAError                     exit 1   anything unexpected that we can still explain
├── ConfigError             exit 2   a setting, option or file of settings is wrong
│   └── PromptError                  a prompt file does not load
├── CorpusError             exit 3   articles or the library
│   ├── LoadError                    a file or URL cannot become an article
│   ├── LibraryMissingError          there is no library there, or it is empty
│   ├── LibraryMismatchError         made with another embedder or schema
│   └── LibraryLockedError           another process is writing
└── ModelError              exit 4   a model endpoint; `retryable` says if trying again may help
    ├── ModelUnavailableError        unreachable, timed out, overloaded, rate limited
    │   └── SlowReplyError           it was reached, but its reply took too long
    ├── ModelRefusedError            bad key, no quota, unknown model, content refused
    ├── ModelReplyError              the reply is empty, cut, or not what was asked for
    └── CancelledError               the reader gave it up
"""

from __future__ import annotations

import re
from typing import Any


class QAError(Exception):
    """An error a user can act on: one line of what happened, one line of what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(QAError):
    """A setting, option or settings file is wrong."""

    exit_code = 2


class PromptError(ConfigError):
    """A prompt file does not load; the message names file and variable."""


class CorpusError(QAError):
    """Something is wrong with the articles or the library."""

    exit_code = 3


class LoadError(CorpusError):
    """A file or URL cannot become an article."""


class LibraryMissingError(CorpusError):
    """There is no library at this place, or it holds no articles."""


class LibraryMismatchError(CorpusError):
    """The library was made with another embedder or schema."""


class LibraryLockedError(CorpusError):
    """Another process is writing to the library."""


class ModelError(QAError):
    """A model endpoint failed. `retryable` says whether the same call may succeed later."""

    exit_code = 4
    retryable = False
    usage: Any = None
    """What the calls before it took (qa.types.Usage), where that is known."""

    def __init__(self, message: str, hint: str = "", *, retryable: bool | None = None) -> None:
        super().__init__(message, hint)
        if retryable is not None:
            self.retryable = retryable


class ModelUnavailableError(ModelError):
    """Unreachable, timed out, overloaded or rate limited."""

    retryable = True


class SlowReplyError(ModelUnavailableError):
    """The model was reached and its reply did not end, or not begin, in the time it was given."""

    retryable = False


class ModelRefusedError(ModelError):
    """Bad key, no quota, unknown model, or the content was refused.

    `content` says that the model itself declines: another question, or another model, may be answered.
    """

    def __init__(self, message: str, hint: str = "", *, content: bool = False) -> None:
        super().__init__(message, hint)
        self.content = content


class ModelReplyError(ModelError):
    """The reply is empty, cut short, or not what was asked for."""

    retryable = True


class CancelledError(ModelError):
    """The reader gave up what was being made for them; nothing was kept of it."""

    def __init__(self, message: str = "stopped", hint: str = "nothing was kept of it") -> None:
        super().__init__(message, hint)


_PLAIN = (
    (r"Value error, ", ""),
    (r"String should have at least 1 character", "it is empty"),
    (r"(?:Input|String|List) should have at least (\d+) (\w+).*", r"it has to have \1 \2 or more"),
    (r"(?:Input|String|List) should have at most (\d+) (\w+).*", r"it has to have \1 \2 or fewer"),
    (r"Input should be greater than or equal to (\S+)", r"it has to be \1 or more"),
    (r"Input should be less than or equal to (\S+)", r"it has to be \1 or less"),
    (r"Input should be (?:greater|more) than (\S+)", r"it has to be more than \1"),
    (r"Input should be less than (\S+)", r"it has to be less than \1"),
    (r"Input should be a valid integer.*", "it has to be a whole number"),
    (r"Input should be a valid number.*", "it has to be a number"),
    (r"Input should be a valid boolean.*", "it has to be true or false"),
    (r"Input should be a valid string.*", "it has to be text"),
    (r"Input should be a valid (?:list|tuple|array).*", "it has to be a list"),
    (r"Input should be a valid (?:dictionary|object|mapping).*", "it has to be names with values"),
    (r"(?:Input|String) should ", "it has to "),
    (r"Field required", "it is missing"),
)
"""What pydantic says, and the same in words for a reader who knows of no input and no string."""


def in_plain_words(reason: str) -> str:
    """What is wrong with a value, as its validation puts it, in words for a reader."""
    for written, plain in _PLAIN:
        if found := re.match(written, reason):
            return found.expand(plain) + reason[found.end() :]
    return reason
