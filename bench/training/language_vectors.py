"""Vectors for other languages: the encoder's own with the languages taken out, and a way into MiniLM's space.

    PYTHONPATH=. python bench/training/language_vectors.py texts ../shared/data base/ targets/
    PYTHONPATH=. python bench/training/language_vectors.py fit targets/

The encoder (multilingual-e5-small) puts a text nearer to any text of its own language than to its
translation. What tells the languages apart is a small subspace: the differences between the mean vector
of a language and that of English, over the same paragraphs (XQuAD's that do not measure; French: news;
Italian: SQuAD-it). It is projected out. Right paragraph first among 5,233 English ones, for questions in
German, Spanish, Russian, Chinese on paragraphs that measure (n 79): .52, .62, .42, .19 before, .58, .63,
.56, .47 after. Asked in German, half of 120 paragraphs German and half English, the right one English: .30
before, .86 after (Russian .16, .73; Chinese .00, .65). A language that gave no direction gains about half.

A small network then places these vectors in MiniLM's space, so that English passages keep MiniLM's. It
learns from English alone. An encoder whose upper half had learned MiniLM's vectors, with translations
(Reimers and Gurevych 2020), was worse on paragraphs it had not seen: first among the 5,233 .33, .29, .25,
.22 against .35, .38, .41, .28; among the best 30 .86, .86, .86, .76 against .87, .90, .89, .76.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from multilingual_net import HIDDEN, load_encoder, load_words
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bench.languages_data import kept_back, part_of, rows_of

Floats = np.ndarray[Any, Any]
LONGEST = 254
INNER = 768
QUESTIONS = {
    "nqg_squad": 7_000,
    "squad2_dev": 2_500,
    "nq_oracle": 1_500,
    "selqa": 1_500,
    "qamr": 2_500,
    "boolq_val": 800,
}
LANGUAGES = ("ar", "de", "el", "es", "hi", "ro", "ru", "th", "tr", "vi", "zh")
"""Those of XQuAD beside English."""


class Placed(nn.Module):
    """A unit vector without its language -> MiniLM's space, not normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.straight = nn.Linear(HIDDEN, HIDDEN)
        self.bent = nn.Sequential(
            nn.Linear(HIDDEN, INNER), nn.GELU(), nn.Dropout(0.1), nn.Linear(INNER, HIDDEN)
        )

    def forward(self, own: Tensor) -> Tensor:
        scaled = own * HIDDEN**0.5
        found: Tensor = self.straight(scaled) + self.bent(scaled)
        return found


class Encoding:
    """Texts -> the encoder's unit vectors."""

    def __init__(self, base: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.net, self.table = load_encoder(base).eval(), load_words(base)

    def __call__(self, texts: Sequence[str], before: str) -> Floats:
        """`before` is what the encoder wants to stand before a text: "query: " or "passage: "."""
        encoded = self.tokenizer.encode_batch([before + t for t in texts], add_special_tokens=False)
        ids = [[0, *e.ids[:LONGEST], 2] for e in encoded]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found = np.zeros((len(ids), HIDDEN), np.float32)
        with torch.no_grad():
            for at in range(0, len(order), 16):
                rows = order[at : at + 16]
                longest = len(ids[rows[-1]])
                padded = torch.tensor([ids[i] + [1] * (longest - len(ids[i])) for i in rows])
                attention = torch.tensor([[1] * len(ids[i]) + [0] * (longest - len(ids[i])) for i in rows])
                found[rows] = functional.normalize(self.net(self.table[padded], attention), dim=1).numpy()
        return found


def collect(data: Path, base: Path, target: Path) -> None:
    """The encoder's and MiniLM's vectors of English texts, and the directions of the languages."""
    from qa.models.embedder import MiniLM

    questions, passages = english(data)
    encoding = Encoding(base)
    own = np.concatenate([encoding(questions, "query: "), encoding(passages, "passage: ")])
    target.mkdir(parents=True, exist_ok=True)
    np.savez(
        target / "targets.npz",
        own=own,
        placed=MiniLM().embed([*questions, *passages]),
        **directions(data, encoding),
    )


def english(data: Path) -> tuple[list[str], list[str]]:
    """Questions and passages: of the training sets and of seen news."""
    rng = random.Random(17)
    _, known = kept_back(data)
    questions: set[str] = set()
    passages: set[str] = set()
    for name, size in QUESTIONS.items():
        rows = list(rows_of(data / "train" / name / "pairs.jsonl.gz"))
        rng.shuffle(rows)
        kept = [r for r in rows if " ".join(r["p"].split()) not in known]
        questions |= {r["q"] for r in kept[:size]}
        passages |= {r["p"][:900] for r in kept[: size // 4]}
    for row in rows_of(data / "news" / "articles.jsonl.gz"):
        if row["language"] == "en" and part_of(row["id"]) == "train":
            passages |= {p for p in row["text"].split("\n\n")[:5] if len(p) > 40}
    return sorted(questions), sorted(passages)


def directions(data: Path, encoding: Encoding) -> dict[str, Floats]:
    """The mean of English (384,), and a basis (13, 384) of what tells other languages from it."""

    def mean(texts: Sequence[str]) -> Floats:
        return np.asarray(encoding(texts, "passage: ").mean(0))

    def xquad(language: str) -> list[str]:
        rows = rows_of(data / "multilingual" / f"xquad.{language}.jsonl.gz")
        return sorted({r["context"] for r in rows if part_of(r["paragraph"]) == "train"})

    def news(language: str) -> list[str]:
        rows = rows_of(data / "news" / "articles.jsonl.gz")
        rows = [r for r in rows if r["language"] == language and part_of(r["id"]) == "train"]
        return [p for r in rows for p in [p for p in r["text"].split("\n\n")[:4] if len(p) > 200][:2]][:150]

    middle = mean(xquad("en"))
    found = [mean(xquad(language)) - middle for language in LANGUAGES]
    found.append(mean(news("fr")) - mean(news("en")))
    italian = sorted({r["context"] for r in rows_of(data / "multilingual" / "squad-it-test.jsonl.gz")})
    found.append(mean([c for c in italian if part_of(c) == "train"][:150]) - middle)
    return {"middle": middle, "basis": np.linalg.svd(np.stack(found), full_matrices=False)[2]}


def without_language(own: Floats, middle: Floats, basis: Floats) -> Floats:
    """Unit vectors with the languages projected out."""
    around = own - middle
    left = around - (around @ basis.T) @ basis
    return np.asarray(left / np.linalg.norm(left, axis=1, keepdims=True))


def fit(target: Path, epochs: int = 12, batch: int = 512, rate: float = 1.5e-3) -> None:
    """Near MiniLM's vector, and nearer to it than to the others': what a search needs."""
    held = np.load(target / "targets.npz")
    own = torch.tensor(without_language(held["own"], held["middle"], held["basis"]), dtype=torch.float32)
    goals = torch.tensor(held["placed"])
    torch.manual_seed(0)
    net, order = Placed(), torch.randperm(len(own))
    tested, learned = order[:800], order[800:]
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    steps, done = epochs * (len(learned) // batch), 0
    for _ in range(epochs):
        shuffled = learned[torch.randperm(len(learned))]
        for at in range(0, len(shuffled) - batch + 1, batch):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - done / steps)
            done += 1
            chosen = shuffled[at : at + batch]
            noisy = own[chosen] + 0.3 * own.std() * torch.randn(batch, HIDDEN)
            found = functional.normalize(net(noisy), dim=1)
            near = 1 - (found * goals[chosen]).sum(1).mean()
            apart = functional.cross_entropy(found @ goals[chosen].T * 20, torch.arange(batch))
            loss = 5 * near + 0.5 * apart
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    net.eval()
    with torch.no_grad():
        near = (functional.normalize(net(own[tested]), dim=1) * goals[tested]).sum(1).mean()
    print(f"cosine with MiniLM's vector, {len(tested)} texts that were not learned: {float(near):.3f}")
    torch.save(
        {
            "net": net.state_dict(),
            "middle": torch.tensor(held["middle"]),
            "basis": torch.tensor(held["basis"]),
        },
        target / "placed.pt",
    )


if __name__ == "__main__":
    paths = [Path(a) for a in sys.argv[2:]]
    if sys.argv[1] == "texts":
        collect(*paths)
    else:
        fit(*paths)
