"""The reader's network in torch: BERT (MiniLM-L6-H384) with heads for answers, claims and answering words.

Training goes on from the reader that was shipped before (`warm_start`), which began as all-MiniLM-L6-v2.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, LAYERS, HEADS, VOCABULARY = 384, 6, 12, 30522

FROZEN = 3
"""The lowest layers are not trained: that makes a step 1.7 times as fast."""


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT.

    Written for two CPU cores: dropout took a third of a step, and torch's fused attention spends 40 % of it
    in its backward pass, so there is no dropout and attention is made of plain products (29 -> 103 pairs/s).
    """

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm_out = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """`hidden` (batch, length, 384), `mask` additive (batch, 1, 1, length) -> (batch, length, 384)."""
        batch, length, _ = hidden.shape
        split = (batch, length, HEADS, HIDDEN // HEADS)
        query, key, value = (
            part(hidden).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask.to(query.dtype)
        mixed = torch.softmax(scores, dim=3).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        hidden = self.norm_attention(hidden + self.out(mixed))
        return self.norm_out(hidden + self.down(functional.gelu(self.up(hidden))))


class ReaderNet(nn.Module):
    """Token ids -> one logit for "answers", three for supported, contradicted, neutral, two for each token.

    Segments: 0 the question or claim, 1 the sentence that is judged, 2 the sentences around it. The heads see
    the first token and the mean of what is not context; so without context this is the net that came before.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.segment = nn.Embedding(3, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.answer_dense, self.answer = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)
        self.claim_dense, self.claim = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)
        self.span = nn.Linear(HIDDEN, 2)

    def forward(self, ids: Tensor, attention: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """All (batch, length) int64 -> answers (batch,), claims (batch, 3), ends (batch, length, 2)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.word(ids) + self.position(places) + self.segment(segments))
        mask = (1.0 - attention[:, None, None, :].to(hidden.dtype)) * -10000.0
        for number, layer in enumerate(self.layers):
            if number == FROZEN:
                hidden = hidden.detach()
            hidden = layer(hidden, mask)
        weights = (attention * (segments != 2))[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        pooled = self.drop(torch.cat([hidden[:, 0], mean], dim=1))
        answer = self.answer(self.drop(torch.tanh(self.answer_dense(pooled))))
        claim = self.claim(self.drop(torch.tanh(self.claim_dense(pooled))))
        return answer.squeeze(1), claim, self.span(hidden)


def warm_start(path: Path) -> ReaderNet:
    """A net with the weights of an exported int8 reader, made floats again.

    A reader of before the windows has two segments: the third, of the context, starts as the first one
    mirrored at the second, as far from each as they are from another. It has no span head: that starts fresh.
    """
    graph = onnx.load(path).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {n: v for n, v in held.items() if n.startswith(("norm", "layers", "answer", "claim", "span"))}
    found = {n: v for n, v in found.items() if n.endswith((".weight", ".bias"))}
    for name in ("word", "position", "segment"):
        found[f"{name}.weight"] = _table(held, f"{name}.weight")
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            base = node.input[1].removesuffix("_quantized")
            place = re.match(r"/(.+)/MatMul_output", node.output[0])
            name = place[1].replace("/", ".") + ".weight" if place else base
            found[name.removesuffix("_Transposed")] = _table(held, base).T.copy()
    segments = found["segment.weight"]
    if len(segments) == 2:
        found["segment.weight"] = np.concatenate([segments, 2 * segments[:1] - segments[1:]])
    net = ReaderNet()
    missing, unexpected = net.load_state_dict({n: torch.tensor(v) for n, v in found.items()}, strict=False)
    if unexpected or any(not m.startswith("span") for m in missing):
        raise ValueError(f"{path} is not a reader: missing {missing}, unexpected {unexpected}")
    return net


def _table(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A quantised matrix as floats: (numbers - zero point) * scale, by column where there are several."""
    numbers, zero = held[f"{name}_quantized"].astype(np.float32), held[f"{name}_zero_point"]
    return (numbers - zero.astype(np.float32)) * held[f"{name}_scale"]
