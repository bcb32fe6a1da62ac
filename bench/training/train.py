"""Trains the reader for a fixed time on a mix made by data.py; the learning rate falls with the clock.

    python bench/training/train.py mix.jsonl base/model.safetensors base/tokenizer.json out/ --bf16

Writes out/last.pt every few minutes, so that the best so far can be exported while it runs.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from model import ReaderNet, load_base
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

LONGEST, FIRST_LONGEST = 128, 64
CLS, SEP = 101, 102
SEED = 13


class Pairs:
    """Tokenised pairs of one split."""

    def __init__(self, path: Path, tokenizer: Path, split: str) -> None:
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        self.rows: list[Any] = [r for r in rows if r[5] == split]
        encoder = Tokenizer.from_file(str(tokenizer))
        encoder.no_padding()
        encoder.no_truncation()
        firsts = encoder.encode_batch([r[2] for r in self.rows], add_special_tokens=False)
        seconds = encoder.encode_batch([r[3] for r in self.rows], add_special_tokens=False)
        self.ids: list[list[int]] = []
        self.segments: list[list[int]] = []
        for first, second in zip(firsts, seconds, strict=True):
            left = [CLS, *first.ids[:FIRST_LONGEST], SEP]
            right = [*second.ids[: LONGEST - len(left) - 1], SEP]
            self.ids.append(left + right)
            self.segments.append([0] * len(left) + [1] * len(right))

    def batch(self, chosen: list[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Padded ids, attention and segments of these pairs."""
        longest = max(len(self.ids[i]) for i in chosen)
        ids, attention, segments = (torch.zeros(len(chosen), longest, dtype=torch.long) for _ in range(3))
        for line, i in enumerate(chosen):
            size = len(self.ids[i])
            ids[line, :size] = torch.tensor(self.ids[i])
            segments[line, :size] = torch.tensor(self.segments[i])
            attention[line, :size] = 1
        return ids, attention, segments

    def batches(self, size: int, rng: random.Random) -> Iterator[list[int]]:
        """Batches of pairs of about the same length, in a random order."""
        order = list(range(len(self.ids)))
        rng.shuffle(order)
        for at in range(0, len(order), size * 50):
            part = sorted(order[at : at + size * 50], key=lambda i: len(self.ids[i]))
            chunks = [part[j : j + size] for j in range(0, len(part), size)]
            rng.shuffle(chunks)
            yield from chunks


def loss_of(answer: Tensor, claim: Tensor, rows: list[Any]) -> Tensor:
    """Mean loss over both tasks; "not supported" is charged for what is given to "supported" only."""
    is_qa = torch.tensor([r[0] == "qa" for r in rows])
    labels = torch.tensor([r[4] for r in rows])
    answer, claim = answer.float(), claim.float()
    total = functional.binary_cross_entropy_with_logits(answer[is_qa], labels[is_qa].float(), reduction="sum")
    logs = functional.log_softmax(claim[~is_qa], dim=1)
    known = labels[~is_qa]
    exact, loose = known < 3, known == 3
    total = total + functional.nll_loss(logs[exact], known[exact], reduction="sum")
    total = total - torch.logsumexp(logs[loose][:, 1:], dim=1).sum()
    return total / len(rows)


def groups(net: ReaderNet, rate: float) -> list[dict[str, Any]]:
    """Parameter groups: embeddings frozen (updating 12 M numbers a step costs more than it gives)."""
    for part in (net.word, net.position, net.segment):
        for parameter in part.parameters():
            parameter.requires_grad_(False)
    heads = [p for n, p in net.named_parameters() if n.startswith(("answer", "claim"))]
    plain = [
        p for n, p in net.named_parameters() if p.requires_grad and not n.startswith(("answer", "claim"))
    ]
    return [
        {"params": [p for p in plain if p.ndim > 1], "lr": rate, "base": rate, "weight_decay": 0.01},
        {"params": [p for p in plain if p.ndim == 1], "lr": rate, "base": rate, "weight_decay": 0.0},
        {"params": heads, "lr": 5 * rate, "base": 5 * rate, "weight_decay": 0.0},
    ]


def train(arguments: argparse.Namespace) -> None:
    """One run by the clock: 3 % warm-up, then linear decay to zero at the last minute."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    torch.set_num_threads(2)
    pairs = Pairs(arguments.mix, arguments.tokenizer, "train")
    net = load_base(arguments.base)
    if arguments.start:
        net.load_state_dict(torch.load(arguments.start))
    net.train()
    optimizer = torch.optim.AdamW(groups(net, arguments.rate), fused=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    began, step, seen, saved, mean = time.monotonic(), 0, 0, time.monotonic(), 0.0
    length = arguments.minutes * 60
    while True:
        for chosen in pairs.batches(arguments.batch, rng):
            part = (time.monotonic() - began) / length
            if part >= 1:
                torch.save(net.state_dict(), arguments.out / "last.pt")
                return
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * max(0.01, min(part / 0.03, (1 - part) / 0.97))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=arguments.bf16):
                answer, claim = net(*pairs.batch(chosen))
            loss = loss_of(answer, claim, [pairs.rows[i] for i in chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step, seen = step + 1, seen + len(chosen)
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 20 == 0:
                speed = seen / (time.monotonic() - began)
                print(
                    f"step {step} seen {seen} of {len(pairs.ids)} loss {mean:.3f} {speed:.0f} pairs/s",
                    flush=True,
                )
            if time.monotonic() - saved > 120:
                torch.save(net.state_dict(), arguments.out / "last.pt")
                saved = time.monotonic()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mix", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--start", type=Path, help="go on from this checkpoint")
    train(parser.parse_args())
