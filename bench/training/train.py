"""Trains the reader on mixes made by pairs_answers.py and pairs_claims.py, until a given time of day.

    python bench/training/train.py out/ --start qa/models/reader.onnx --tokenizer base/tokenizer.json \
        --until 18:50 answers.jsonl claims.jsonl

With `--base` the multilingual reader is trained instead (`multilingual_net.py`, `--tokenizer
base/tokenizer.json`).

Resumable: out/state.pt holds weights, optimizer and the number of pairs seen, and a run goes on from it
with whatever mixes it is given. Every ten minutes the held-out loss is measured and the best weights are
kept in out/best.pt. The learning rate falls with the clock: a busy machine gives a shorter run and not a
broken one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import multilingual_net
import torch
from model import FROZEN, ReaderNet, warm_start
from torch import Tensor
from torch.nn import functional
from windows import CLS, MULTILINGUAL_ENDS, SEP, encode, open_tokenizer

SEED = 13
SPAN_WEIGHT = 0.5
Row = dict[str, Any]


class Pairs:
    """Tokenised pairs of one split; `table`: word vectors, where the network takes these and not ids."""

    def __init__(self, rows: list[Row], tokenizer: Path, table: Tensor | None = None) -> None:
        self.rows, self.table = rows, table
        self.ends = (CLS, SEP) if table is None else MULTILINGUAL_ENDS
        words = open_tokenizer(tokenizer)
        self.ids: list[list[int]] = []
        self.segments: list[list[int]] = []
        self.spans: list[tuple[int, int]] = []
        for row in rows:
            pair = encode(words, row["first"], row["before"], row["sentence"], row["after"], ends=self.ends)
            self.ids.append(pair.ids)
            self.segments.append(pair.segments)
            self.spans.append(span_of(row, pair.start, pair.offsets))

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
        for at in range(0, len(order), size * 40):
            part = sorted(order[at : at + size * 40], key=lambda i: len(self.ids[i]))
            chunks = [part[j : j + size] for j in range(0, len(part), size)]
            rng.shuffle(chunks)
            yield from chunks


def span_of(row: Row, start: int, offsets: list[tuple[int, int]]) -> tuple[int, int]:
    """First and last token of the answering words; (-1, -1) where they are not known or cut off."""
    if not row.get("span"):
        return -1, -1
    begin, end = row["span"]
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > begin]
    if not inside or offsets[inside[-1]][1] < end:
        return -1, -1
    return start + inside[0], start + inside[-1]


def losses(net: ReaderNet, pairs: Pairs, chosen: list[int]) -> dict[str, tuple[Tensor, int]]:
    """Summed loss and count by head; label 3 ("not supported") is charged for what goes to "supported"."""
    ids, attention, segments = pairs.batch(chosen)
    words = ids if pairs.table is None else pairs.table[ids]
    answer, claim, span = (logits.float() for logits in net(words, attention, segments))
    rows = [pairs.rows[i] for i in chosen]
    asked = torch.tensor([r["task"] == "qa" for r in rows])
    labels = torch.tensor([r["label"] for r in rows])
    found = {}
    if asked.any():
        loss = functional.binary_cross_entropy_with_logits(
            answer[asked], labels[asked].float(), reduction="sum"
        )
        found["answer"] = (loss, int(asked.sum()))
    if (~asked).any():
        logs, known = functional.log_softmax(claim[~asked], dim=1), labels[~asked]
        exact = known < 3
        loss = functional.nll_loss(logs[exact], known[exact], reduction="sum")
        loss = loss - torch.logsumexp(logs[~exact][:, 1:], dim=1).sum()
        found["claim"] = (loss, int((~asked).sum()))
    marked = [line for line, i in enumerate(chosen) if pairs.spans[i][0] >= 0]
    if marked:
        shut = (segments != 1) | (ids == pairs.ends[1])
        scores = span[marked].masked_fill(shut[marked][:, :, None], -1e4)
        ends = torch.tensor([pairs.spans[chosen[line]] for line in marked])
        loss = functional.cross_entropy(scores[:, :, 0], ends[:, 0], reduction="sum")
        loss = loss + functional.cross_entropy(scores[:, :, 1], ends[:, 1], reduction="sum")
        found["span"] = (loss / 2, len(marked))
    return found


def measure(net: ReaderNet, pairs: Pairs) -> dict[str, float]:
    """Mean held-out loss by head, and of answers and claims by set."""
    net.eval()
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    by_set: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(pairs.rows)), key=lambda i: len(pairs.ids[i])):
        by_set[pairs.rows[i]["set"]].append(i)
    chunks = [(name, rows[at : at + 16]) for name, rows in by_set.items() for at in range(0, len(rows), 16)]
    with torch.no_grad():
        for name, chosen in chunks:
            for head, (loss, count) in losses(net, pairs, chosen).items():
                for key in (head,) if head == "span" else (head, f"{head}:{name}"):
                    totals[key][0] += float(loss)
                    totals[key][1] += count
    net.train()
    return {key: total / count for key, (total, count) in sorted(totals.items())}


def groups(net: ReaderNet | multilingual_net.ReaderNet, rate: float) -> list[dict[str, Any]]:
    """Parameter groups: embeddings and the lowest layers frozen, fresh heads faster."""
    if isinstance(net, ReaderNet):
        frozen, new = [net.word, net.position, net.segment, net.norm, *net.layers[:FROZEN]], ("span",)
    else:
        frozen = [net.encoder.norm, *net.encoder.layers[: multilingual_net.FROZEN]]
        new = ("span", "answer", "claim", "segment")
        net.encoder.position.requires_grad_(False)
        net.encoder.kind.requires_grad_(False)
    for part in frozen:
        for parameter in part.parameters():
            parameter.requires_grad_(False)
    named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    fresh = [p for n, p in named if n.startswith(new)]
    plain = [p for n, p in named if not n.startswith(new)]
    return [
        {"params": [p for p in plain if p.ndim > 1], "base": rate, "weight_decay": 0.01},
        {"params": [p for p in plain if p.ndim == 1], "base": rate, "weight_decay": 0.0},
        {"params": fresh, "base": (12 if isinstance(net, ReaderNet) else 5) * rate, "weight_decay": 0.0},
    ]


def load(paths: list[Path]) -> tuple[list[Row], list[Row]]:
    """Rows to train on, and at most 300 held-out ones of each task."""
    rows = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
    held = [r for r in rows if r["split"] == "held"]
    random.Random(SEED).shuffle(held)
    few = [r for task in ("qa", "nli") for r in [h for h in held if h["task"] == task][:300]]
    return [r for r in rows if r["split"] == "train"], few


def train(arguments: argparse.Namespace) -> None:
    """One run: a short warm-up, then the rate falls linearly to a fiftieth at the given time of day."""
    torch.set_num_threads(arguments.threads)
    hour, minute = map(int, arguments.until.split(":"))
    stop = datetime.now().replace(hour=hour, minute=minute, second=0).timestamp()
    trained, held = load(arguments.mixes)
    table = multilingual_net.load_words(arguments.base) if arguments.base else None
    pairs, tests = (Pairs(rows, arguments.tokenizer, table) for rows in (trained, held))
    net = warm_start(arguments.start) if arguments.start else multilingual_net.ReaderNet()
    if arguments.base:
        net.encoder = multilingual_net.load_encoder(arguments.base)
    optimizer = torch.optim.AdamW(groups(net, arguments.rate), lr=arguments.rate)
    arguments.out.mkdir(parents=True, exist_ok=True)
    state: dict[str, Any] = {"seen": 0, "began": time.time(), "best": 1e9}
    if (arguments.out / "state.pt").exists():
        state = torch.load(arguments.out / "state.pt", weights_only=False)
        net.load_state_dict(state.pop("net"))
        held_groups = [{k: g[k] for k in ("base", "weight_decay")} for g in optimizer.param_groups]
        optimizer.load_state_dict(state.pop("optimizer"))
        for group, own in zip(optimizer.param_groups, held_groups, strict=True):
            group.update(own)
    mixes = [(path.name, path.stat().st_size) for path in arguments.mixes]
    if state.get("mixes") != mixes:
        state |= {"best": 1e9, "mixes": mixes}
    torch.manual_seed(SEED + state["seen"])
    print(f"{len(trained)} pairs, {len(held)} held out; seen before: {state['seen']}", flush=True)
    net.train()
    began = saved = time.time()
    state.pop("lap", None)
    for step, chosen in enumerate(endless(pairs, arguments.batch, SEED + state["seen"])):
        now = time.time()
        if now >= stop:
            break
        part = (now - state["began"]) / (stop - state["began"])
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(0.02, min((step + 1) / 60, 1 - part))
        with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bf16):
            found = losses(net, pairs, chosen)
        total = sum(loss * (SPAN_WEIGHT if head == "span" else 1.0) for head, (loss, _) in found.items())
        optimizer.zero_grad(set_to_none=True)
        (total / len(chosen)).backward()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        state["seen"] += len(chosen)
        if step % 50 == 49:
            speed = 50 * arguments.batch / (time.time() - state.get("lap", began))
            state["lap"] = time.time()
            print(
                f"seen {state['seen']} loss {float(total) / len(chosen):.3f} {speed:.1f} pairs/s", flush=True
            )
        if time.time() - saved > arguments.every * 60:
            report(net, tests, state, arguments.out)
            keep(net, optimizer, state, arguments.out)
            saved = time.time()
    report(net, tests, state, arguments.out)
    keep(net, optimizer, state, arguments.out)


def endless(pairs: Pairs, size: int, seed: int) -> Iterator[list[int]]:
    """Batches of one epoch after another."""
    rng = random.Random(seed)
    while True:
        yield from pairs.batches(size, rng)


def report(net: ReaderNet, tests: Pairs, state: dict[str, Any], out: Path) -> None:
    """Prints the held-out losses and keeps the weights if their sum is the least so far."""
    figures = measure(net, tests)
    total = figures.get("answer", 0.0) + figures.get("claim", 0.0) + SPAN_WEIGHT * figures.get("span", 0.0)
    print(f"held out after {state['seen']}: {total:.4f}", json.dumps(figures), flush=True)
    if state["seen"]:
        torch.save(net.state_dict(), out / "last.pt")
        if total < state["best"]:
            state["best"] = total
            torch.save(net.state_dict(), out / "best.pt")


def keep(net: ReaderNet, optimizer: torch.optim.Optimizer, state: dict[str, Any], out: Path) -> None:
    """What a later run goes on from."""
    whole = {**state, "net": net.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(whole, out / "state.pt.new")
    (out / "state.pt.new").replace(out / "state.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("mixes", type=Path, nargs="+")
    parser.add_argument("--start", type=Path, help="the exported reader to go on from")
    parser.add_argument("--base", type=Path, help="the multilingual base, instead of --start")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--until", required=True, help="time of day, HH:MM")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="where the processor has it (avx512_bf16)")
    parser.add_argument("--every", type=float, default=10, help="minutes between two measurements")
    train(parser.parse_args())
