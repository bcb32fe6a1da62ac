"""A reply has an end: bytes, characters and seconds beyond which it is cut, and redirects that are refused.

A broken or evil server can stream for ever, send 200 MB, or one token every five seconds. Nothing of it is
kept beyond what the tokens asked for can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from qa.answer.llm.chat.config import ModelConfig

if TYPE_CHECKING:
    import httpx2

CHARACTERS_PER_TOKEN = 4
"""Characters of reply for each token asked for: news in English has 4.4, in other languages fewer."""

LEAST_CHARACTERS = 2_000
"""A reply of few tokens may be words of many characters, or blanks."""

BYTES_PER_TOKEN = 1_024
"""Bytes on the wire for each token asked for: an event of one token is 200 to 400 bytes."""

LEAST_BYTES = 1 << 20
"""Bytes that any reply may have: lists of models, errors, and what comes beside the words."""


class ReplyTooLargeError(Exception):
    """The body of a response went over its bound; what came before it was read."""


class RedirectedError(Exception):
    """A model server sent the call elsewhere; it was not followed, for the key would go there."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


def most_characters(tokens: int) -> int:
    """The longest reply that is read, for so many tokens asked for."""
    return max(LEAST_CHARACTERS, CHARACTERS_PER_TOKEN * tokens)


def http_client(config: ModelConfig, tokens: int) -> httpx2.Client:
    """A client of openai's own library that follows no redirect and ends a body that has no end.

    Compression is not asked for: of 200 kB that unpack to 200 MB only the 200 kB could be counted.
    """
    import httpx2

    class Bounded(httpx2.SyncByteStream):
        def __init__(self, stream: httpx2.SyncByteStream) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            return bounded(self._stream, most)

        def close(self) -> None:
            self._stream.close()

    class Client(httpx2.Client):
        def __del__(self) -> None:
            # Whoever is done with a model lets go of it without a word, as with the client of the SDK itself.
            with suppress(Exception):
                self.close()

    def watch(response: httpx2.Response) -> None:
        if response.is_redirect:
            raise RedirectedError(str(response.headers.get("location", "nowhere")))
        if response.headers.get("content-encoding", "identity") not in ("", "identity"):
            raise ReplyTooLargeError("the reply is compressed, though that was not asked for")
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = Bounded(response.stream)

    most = LEAST_BYTES + BYTES_PER_TOKEN * tokens
    return Client(
        timeout=config.timeout,
        follow_redirects=False,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [watch]},
    )


def bounded(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The parts of a body; raises ReplyTooLargeError once they are more than `most` bytes."""
    read = 0
    for part in parts:
        read += len(part)
        if read > most:
            raise ReplyTooLargeError(f"the reply has more than {most:,} bytes")
        yield part
