"""Exports the multilingual networks: torch -> ONNX -> int8, the lower half once for both.

    python bench/training/export_multilingual.py base/ targets/placed.pt out/best.pt qa/models/multilingual

With `-` for the reader's checkpoint the reader that is there stays. Writes `words.bin` (blocks of a
half-precision scale and 32 weights of 4 bits, as in the package), `tokenizer.json`, `lower.onnx` (word
vectors -> hidden states), `vectors.onnx` (hidden states -> the encoder's own vector with the language
taken out, and one in MiniLM's space), `reader.onnx` (hidden states and segments -> answer, claim, span)
and `card.json` with their hashes; calibration and figures stay as they were.

MatMulNBits would keep the lower half at the 4 bits it has, 3.6 MB less; it ran at 1,940 tokens a CPU
second, int8 at 3,830, with the same nearness to the package's vectors (.985, .984).
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from export import fold, quantise
from language_vectors import Placed
from multilingual_net import FROZEN, HIDDEN, ReaderNet, load_encoder
from torch import Tensor, nn
from torch.nn import functional

FILES = ("tokenizer.json", "words.bin", "lower.onnx", "vectors.onnx", "reader.onnx")
CALIBRATION = {"answer_scale": 1.0, "answer_shift": 0.0, "claim_scale": 1.0, "claim_shift": 0.0}
# One text is read at a time: nothing is padded, so no network has a mask.
OPEN = torch.zeros(1, 1, 1, 1)


class Lower(nn.Module):
    """Word vectors (1, length, 384) -> hidden states half-way up."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = load_encoder(base)

    def forward(self, words: Tensor) -> Tensor:
        hidden = self.encoder.begin(words)
        for layer in self.encoder.layers[:FROZEN]:
            hidden = layer(hidden, OPEN)
        return hidden


class Vectors(nn.Module):
    """Hidden states -> the text's own vector without its language, and the vector in MiniLM's space."""

    def __init__(self, base: Path, placed: Path) -> None:
        super().__init__()
        self.encoder, self.net = load_encoder(base), Placed()
        held = torch.load(placed)
        self.net.load_state_dict(held["net"])
        self.middle, self.basis = held["middle"], held["basis"]

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        for layer in self.encoder.layers[FROZEN:]:
            hidden = layer(hidden, OPEN)
        around = functional.normalize(hidden.mean(1), dim=1) - self.middle
        own = functional.normalize(around - (around @ self.basis.T) @ self.basis, dim=1)
        return own, self.net(own)


class Upper(nn.Module):
    """Hidden states and segments -> answer (1,), claim (1, 3), span (1, length, 2)."""

    def __init__(self, checkpoint: Path) -> None:
        super().__init__()
        self.net = ReaderNet()
        self.net.load_state_dict(torch.load(checkpoint))

    def forward(self, hidden: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        net = self.net
        hidden = hidden + net.segment(segments)
        for layer in net.encoder.layers[FROZEN:]:
            hidden = layer(hidden, OPEN)
        weights = (segments != 2)[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        pooled = torch.cat([hidden[:, 0], mean], dim=1)
        answer = net.answer(torch.tanh(net.answer_dense(pooled)))
        return answer.squeeze(1), net.claim(torch.tanh(net.claim_dense(pooled))), net.span(hidden)


def write(net: nn.Module, inputs: list[str], outputs: list[str], target: Path) -> None:
    """One network as int8, per channel."""
    hidden, segments = torch.zeros(1, 9, HIDDEN), torch.ones(1, 9, dtype=torch.long)
    example = {"words": hidden, "hidden": hidden, "segments": segments}
    axes = {
        name: {1: "length"}
        for name in (*inputs, *outputs)
        if name not in ("answer", "claim", "own", "vector")
    }
    plain, folded = target.with_suffix(".plain"), target.with_suffix(".folded")
    torch.onnx.export(
        net.eval(),
        tuple(example[name] for name in inputs),
        str(plain),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    fold(plain, folded)
    quantise(folded, target)
    plain.unlink()
    folded.unlink()


def export(base: Path, placed: Path, reader: Path, target: Path) -> None:
    """Writes everything that `qa.models.multilingual` loads; with "-" for `reader` the one there stays."""
    target.mkdir(parents=True, exist_ok=True)
    held = np.load(base / "words.npz")
    scale = np.ascontiguousarray(held["scale"])[:, :, None].view(np.uint8)
    np.concatenate([scale, held["nibbles"]], axis=2).tofile(target / "words.bin")
    (target / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())
    write(Lower(base), ["words"], ["hidden"], target / "lower.onnx")
    write(Vectors(base, placed), ["hidden"], ["own", "vector"], target / "vectors.onnx")
    if str(reader) != "-":
        write(Upper(reader), ["hidden", "segments"], ["answer", "claim", "span"], target / "reader.onnx")
    path = target / "card.json"
    card = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    card.setdefault("calibration", CALIBRATION)
    card.setdefault("thresholds", {"answered": 0.5, "supported": 0.5})
    card |= {
        "width": HIDDEN,
        "sha256": {n: hashlib.sha256((target / n).read_bytes()).hexdigest() for n in FILES},
    }
    path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    for name in FILES:
        print(name, f"{(target / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    export(*(Path(a) for a in sys.argv[1:5]))
