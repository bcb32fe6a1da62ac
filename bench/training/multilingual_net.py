"""The multilingual networks in torch: the encoder (vectors), and a reader whose lower half is the encoder's.

Word vectors come in from outside (a 4-bit table, `qa.models.words`), so both networks share one table.
The reader's lower layers stay as they were: nothing is learned there, and a step takes two thirds of the
time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from model import HIDDEN, Layer
from torch import Tensor, nn

LAYERS, FROZEN = 12, 6


class Encoder(nn.Module):
    """multilingual-e5-small without its word table: word vectors -> hidden states."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.zeros(512, HIDDEN))
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def begin(self, words: Tensor) -> Tensor:
        """(batch, length, 384) word vectors -> what goes into the first layer."""
        return self.norm(words + self.position[: words.shape[1]] + self.kind)

    def forward(self, words: Tensor, attention: Tensor) -> Tensor:
        """Word vectors and `attention` (batch, length) -> the mean hidden state, not normalised."""
        hidden, mask = self.begin(words), closed(attention)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        weights = attention[:, :, None].to(hidden.dtype)
        return (hidden * weights).sum(1) / weights.sum(1)


class ReaderNet(nn.Module):
    """As `model.ReaderNet`, over the encoder; the sentence is marked where the trained layers begin."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.segment = nn.Embedding(3, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.answer_dense, self.answer = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)
        self.claim_dense, self.claim = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)
        self.span = nn.Linear(HIDDEN, 2)
        nn.init.normal_(self.segment.weight, std=0.05)

    def forward(self, words: Tensor, attention: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """-> answers (batch,), claims (batch, 3), ends (batch, length, 2)."""
        mask = closed(attention)
        with torch.no_grad():
            hidden = self.encoder.begin(words)
            for layer in self.encoder.layers[:FROZEN]:
                hidden = layer(hidden, mask)
        hidden = hidden + self.segment(segments)
        for layer in self.encoder.layers[FROZEN:]:
            hidden = layer(hidden, mask)
        weights = (attention * (segments != 2))[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        pooled = self.drop(torch.cat([hidden[:, 0], mean], dim=1))
        answer = self.answer(self.drop(torch.tanh(self.answer_dense(pooled))))
        claim = self.claim(self.drop(torch.tanh(self.claim_dense(pooled))))
        return answer.squeeze(1), claim, self.span(hidden)


def closed(attention: Tensor) -> Tensor:
    """Additive mask: padding is not looked at."""
    return (1.0 - attention[:, None, None, :].float()) * -10000.0


def load_encoder(base: Path) -> Encoder:
    """The encoder with the package's weights (`multilingual.py`)."""
    held = np.load(base / "encoder.npz")
    found = {
        "position": held["emb.pos"].reshape(512, HIDDEN),
        "kind": held["emb.type"].reshape(-1, HIDDEN)[0],
        "norm.weight": held["emb.ln.w"],
        "norm.bias": held["emb.ln.b"],
    }
    parts = {"q": "query", "k": "key", "v": "value", "ao": "out", "fi": "up", "fo": "down"}
    norms = {"aln": "norm_attention", "oln": "norm_out"}
    for layer in range(LAYERS):
        for short, name in parts.items():
            bias = held[f"l{layer}.{short}.b"]
            found[f"layers.{layer}.{name}.weight"] = held[f"l{layer}.{short}.w"].reshape(len(bias), -1)
            found[f"layers.{layer}.{name}.bias"] = bias
        for short, name in norms.items():
            found[f"layers.{layer}.{name}.weight"] = held[f"l{layer}.{short}.w"]
            found[f"layers.{layer}.{name}.bias"] = held[f"l{layer}.{short}.b"]
    net = Encoder()
    net.load_state_dict({n: torch.tensor(v) for n, v in found.items()})
    return net


def load_words(base: Path) -> Tensor:
    """The word table as floats, (pieces, 384)."""
    held = np.load(base / "words.npz")
    nibbles: np.ndarray[Any, Any] = held["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
    return torch.tensor((values * held["scale"].astype(np.float32)[:, :, None]).reshape(len(values), HIDDEN))
