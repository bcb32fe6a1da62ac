"""The reader's network in torch: BERT (MiniLM-L6-H384) with one head for answers and one for claims.

Weights are read from, and named as in, a Hugging Face `BertModel` file (model.safetensors).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, LAYERS, HEADS, VOCABULARY = 384, 6, 12, 30522


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
    """Token ids -> one logit for "answers", three logits for supported, contradicted, neutral."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.segment = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.answer_dense, self.answer = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)
        self.claim_dense, self.claim = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)

    def forward(self, ids: Tensor, attention: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        """All (batch, length) int64 -> answer logits (batch,), claim logits (batch, 3)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.word(ids) + self.position(places) + self.segment(segments))
        mask = (1.0 - attention[:, None, None, :].to(hidden.dtype)) * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, mask)
        weights = attention[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        pooled = self.drop(torch.cat([hidden[:, 0], mean], dim=1))
        answer = self.answer(self.drop(torch.tanh(self.answer_dense(pooled))))
        claim = self.claim(self.drop(torch.tanh(self.claim_dense(pooled))))
        return answer.squeeze(1), claim


def load_base(path: Path) -> ReaderNet:
    """A net with the encoder of a MiniLM-L6 `model.safetensors` and fresh heads."""
    names = {
        "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
        "attention.output.dense": "out", "attention.output.LayerNorm": "norm_attention",
        "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm_out",
    }  # fmt: skip
    tensors = load_file(path)
    renamed = {
        "word.weight": tensors["embeddings.word_embeddings.weight"],
        "position.weight": tensors["embeddings.position_embeddings.weight"],
        "segment.weight": tensors["embeddings.token_type_embeddings.weight"],
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for old, new in names.items():
            for part in ("weight", "bias"):
                renamed[f"layers.{number}.{new}.{part}"] = tensors[f"encoder.layer.{number}.{old}.{part}"]
    net = ReaderNet()
    missing, unexpected = net.load_state_dict(renamed, strict=False)
    if unexpected or any(not m.startswith(("answer", "claim")) for m in missing):
        raise ValueError(
            f"{path} is not a MiniLM-L6-H384 encoder: missing {missing}, unexpected {unexpected}"
        )
    return net
