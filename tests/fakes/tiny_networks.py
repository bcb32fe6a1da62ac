"""Small networks of the three shapes, made here, and a hub on loopback that hands them out.

A graph is built by hand as protocol buffers (onnx.proto, fields by number): an embedding table, and for
cross-encoders a sum of what a table says of the tokens. No package is needed that only exports graphs.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from tests.fakes.loopback import Request, serving

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "ferry", "quay", "tram", "vote", "not", "captain", "news")

TOKENIZER = {
    "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
    "normalizer": {"type": "Lowercase"},
    "pre_tokenizer": {"type": "Whitespace"},
    "post_processor": {
        "type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2],
    },
    "decoder": None,
    "model": {"type": "WordLevel", "vocab": {word: n for n, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
}  # fmt: skip


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def _tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    dims = b"".join(_field(1, n) for n in shape)
    return dims + _field(2, 1) + _field(8, name) + _field(9, struct.pack(f"<{len(values)}f", *values))


def _ints(name: str, values: Sequence[int]) -> bytes:
    return (
        _field(1, len(values))
        + _field(2, 7)
        + _field(8, name)
        + _field(9, struct.pack(f"<{len(values)}q", *values))
    )


def _node(op: str, inputs: Sequence[str], output: str, **ints: int) -> bytes:
    body = b"".join(_field(1, name) for name in inputs) + _field(2, output) + _field(4, op)
    for name, value in ints.items():
        body += _field(5, _field(1, name) + _field(3, value) + _field(20, 2))
    return body


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    dims = b"".join(_field(1, _field(2, n) if isinstance(n, str) else _field(1, n)) for n in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, dims)))


def _model(nodes: Sequence[bytes], tensors: Sequence[bytes], output: bytes) -> bytes:
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, "tiny")
    graph += b"".join(_field(5, tensor) for tensor in tensors)
    graph += _field(11, _value("input_ids", 7, ["batch", "tokens"])) + _field(12, output)
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 17))


def embedder_graph(width: int = 8) -> bytes:
    """last_hidden_state: each word is a direction of its own, as far as `width` reaches."""
    rows = [[1.0 if column == n % width else 0.1 for column in range(width)] for n in range(len(WORDS))]
    table = _tensor("table", [len(WORDS), width], [value for row in rows for value in row])
    nodes = [_node("Gather", ["table", "input_ids"], "last_hidden_state", axis=0)]
    return _model(nodes, [table], _value("last_hidden_state", 1, ["batch", "tokens", width]))


def classifier_graph(weights: Mapping[str, Sequence[float]], width: int) -> bytes:
    """logits: the sum over the tokens of what each word says, `width` columns."""
    rows = [list(weights.get(word, [0.0] * width)) for word in WORDS]
    table = _tensor("table", [len(WORDS), width], [value for row in rows for value in row])
    nodes = [
        _node("Gather", ["table", "input_ids"], "said", axis=0),
        _node("ReduceSum", ["said", "axes"], "logits", keepdims=0),
    ]
    return _model(nodes, [table, _ints("axes", [1])], _value("logits", 1, ["batch", width]))


def files(graph: bytes, labels: Sequence[str] = ()) -> dict[str, bytes]:
    """The files of a repository with this graph."""
    names = {str(n): label for n, label in enumerate(labels)}
    config = {
        "max_position_embeddings": 64,
        "id2label": names,
        "label2id": {v: int(k) for k, v in names.items()},
    }
    return {
        "onnx/model.onnx": graph,
        "tokenizer.json": json.dumps(TOKENIZER).encode(),
        "config.json": json.dumps(config).encode(),
    }


EMBEDDER = files(embedder_graph())
RERANKER = files(classifier_graph({"ferry": [1.0], "tram": [-1.0]}, 1), ["LABEL_0"])
CHECKER = files(
    classifier_graph({"not": [3.0, 0.0, 0.0], "captain": [0.0, 2.0, 0.0]}, 3),
    ["contradiction", "entailment", "neutral"],
)


class Hub:
    """`hub.put("owner/name", FILES)`; a revision is the hash of its files. `asked` are all paths."""

    def __init__(self) -> None:
        self.repos: dict[str, dict[str, dict[str, bytes]]] = {}
        self.newest: dict[str, str] = {}
        self.asked: list[str] = []
        self.cut: int | None = None
        """Bytes after which a download breaks off."""
        self.facts: dict[str, object] = {}
        """What it says of every network instead of the truth."""
        self._serving = ExitStack()
        self.address = self._serving.enter_context(serving(self.answer))

    def put(self, repo: str, content: Mapping[str, bytes]) -> str:
        """Publish a revision, the newest from now on; its name."""
        revision = hashlib.sha256(b"".join(content[name] for name in sorted(content))).hexdigest()[:40]
        self.repos.setdefault(repo, {})[revision] = dict(content)
        self.newest[repo] = revision
        return revision

    def close(self) -> None:
        self._serving.close()

    def answer(self, handler: Request) -> None:
        path = handler.path.partition("?")[0].strip("/")
        self.asked.append(path)
        body = self._facts(path.removeprefix("api/models/")) if path.startswith("api/") else self._file(path)
        handler.send_response(200 if body is not None else 404)
        handler.send_header("Content-Length", str(len(body or b"")))
        handler.end_headers()
        whole = path.startswith("api/") or self.cut is None
        handler.wfile.write((body or b"") if whole else (body or b"")[: self.cut])
        if not whole:
            handler.close_connection = True

    def _facts(self, path: str) -> bytes | None:
        repo, _, revision = path.partition("/revision/")
        revision = revision or self.newest.get(repo, "")
        content = self.repos.get(repo, {}).get(revision)
        if content is None:
            return None
        siblings = [
            {"rfilename": name, "size": len(data)}
            | ({"lfs": {"sha256": hashlib.sha256(data).hexdigest()}} if name.endswith(".onnx") else {})
            for name, data in content.items()
        ]
        facts = {"sha": revision, "cardData": {"license": "mit"}, "siblings": siblings}
        return json.dumps({**facts, **self.facts}).encode()

    def _file(self, path: str) -> bytes | None:
        repo, _, rest = path.partition("/resolve/")
        revision, _, name = rest.partition("/")
        return self.repos.get(repo, {}).get(revision, {}).get(name)
