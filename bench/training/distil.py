"""The multilingual encoder learns the vectors of MiniLM, so that passages in all languages share one space.

    PYTHONPATH=. python bench/training/distil.py texts ../shared/data targets
    PYTHONPATH=. python bench/training/distil.py train targets base/ out/ --until 22:20

Reimers and Gurevych, "Making Monolingual Sentence Embeddings Multilingual using Knowledge Distillation"
(EMNLP 2020): the student's vector of an English text, and of its translation, shall be the teacher's
vector of the English one. English: questions, sentences and paragraphs of the training sets and of seen
news. Translations: XQuAD's paragraphs that do not measure (`pairs_languages.part_of`). What the sets do
not translate follows, because the encoder has learned before that translations are alike.

Two spaces instead would need MiniLM's and this encoder's vectors of every English passage: a question in
German must meet English passages. A linear map between the two spaces was tried first: right paragraph of
120 first, questions in German, Spanish, Russian, Chinese over English paragraphs .54, .60, .56, .47 (the
encoder's own space .77, .81, .81, .72).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import torch
from multilingual_net import FROZEN, HIDDEN, closed, load_encoder, load_words
from pairs_languages import LANGUAGES, paragraphs
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bench.languages_data import kept_back, part_of, rows_of

LONGEST, BATCH, HELD = 190, 48, 400
QUESTIONS = {
    "nqg_squad": 12_000,
    "squad2_dev": 5_000,
    "nq_oracle": 2_500,
    "selqa": 2_500,
    "qamr": 5_000,
    "boolq_val": 1_000,
}


class Student(nn.Module):
    """The encoder, the mean of its hidden states, and one matrix to MiniLM's space."""

    def __init__(self) -> None:
        super().__init__()
        from multilingual_net import Encoder

        self.encoder = Encoder()
        self.dense = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.dense.weight)

    def forward(self, words: Tensor, attention: Tensor) -> Tensor:
        """Word vectors and attention -> unit vectors (batch, 384)."""
        mask = closed(attention)
        with torch.no_grad():
            hidden = self.encoder.begin(words)
            for layer in self.encoder.layers[:FROZEN]:
                hidden = layer(hidden, mask)
        for layer in self.encoder.layers[FROZEN:]:
            hidden = layer(hidden, mask)
        weights = attention[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return functional.normalize(self.dense(mean).float(), dim=1)


def collect(data: Path, target: Path) -> None:
    """Pairs (text, its English) and the teacher's vectors of the English."""
    from qa.models.embedder import MiniLM
    from qa.text.sentences import sentence_spans

    rng = random.Random(17)
    _, known = kept_back(data)
    english: set[str] = set()
    for name, size in QUESTIONS.items():
        rows = list(rows_of(data / "train" / name / "pairs.jsonl.gz"))
        rng.shuffle(rows)
        kept = [r for r in rows if " ".join(r["p"].split()) not in known]
        english |= {r["q"] for r in kept[:size]} | {r["p"][:900] for r in kept[: size // 5]}
    for row in rows_of(data / "news" / "articles.jsonl.gz"):
        if row["language"] == "en" and part_of(row["id"]) == "train":
            english |= {p for p in row["text"].split("\n\n")[:6] if len(p) > 40} | {row["title"]}
            english |= {row["text"][a:b] for a, b in sentence_spans(row["text"], "en")[:8]}
    pairs = [(text, text) for text in sorted(english)]
    sides = {}
    for language in LANGUAGES:
        rows = rows_of(data / "multilingual" / f"xquad.{language}.jsonl.gz")
        rows = [r for r in rows if part_of(r["paragraph"]) == "train"]
        found = {r["id"]: r["question"] for r in rows}
        for own in paragraphs(rows, language, "xquad"):
            found[own.name] = " ".join(own.sentences)
            found |= {f"{own.name}.{i} of {len(own.sentences)}": s for i, s in enumerate(own.sentences)}
        sides[language] = found
    for language in LANGUAGES:
        pairs += [(text, sides["en"][key]) for key, text in sides[language].items() if key in sides["en"]]
    rng.shuffle(pairs)
    teacher = MiniLM()
    vectors = teacher.embed([english for _, english in pairs])
    target.mkdir(parents=True, exist_ok=True)
    (target / "texts.json").write_text(
        json.dumps([text for text, _ in pairs], ensure_ascii=False), encoding="utf-8"
    )
    np.save(target / "vectors.npy", vectors)
    print(len(english), "English texts,", len(pairs), "pairs")


class Run:
    """A student in training: texts as ids, the teacher's vectors, the optimizer."""

    def __init__(self, targets: Path, base: Path, out: Path, rate: float) -> None:
        """Goes on from `out/student.pt` where there is one."""
        texts = json.loads((targets / "texts.json").read_text(encoding="utf-8"))
        self.goals = torch.tensor(np.load(targets / "vectors.npy"))
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
        self.ids = [[0, *e.ids[:LONGEST], 2] for e in encoded]
        self.table, self.net, self.out, self.rate = load_words(base), Student(), out, rate
        if (out / "student.pt").exists():
            self.net.load_state_dict(torch.load(out / "student.pt"))
        else:
            self.net.encoder = load_encoder(base)
        self.net.encoder.position.requires_grad_(False)
        self.net.encoder.kind.requires_grad_(False)
        for part in (self.net.encoder.norm, *self.net.encoder.layers[:FROZEN]):
            part.requires_grad_(False)
        learned = [p for p in self.net.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=0.01)
        self.learned, self.held, self.trained = learned, list(range(HELD)), list(range(HELD, len(texts)))

    def vectors(self, chosen: list[int]) -> Tensor:
        """The student's vectors of these texts."""
        longest = max(len(self.ids[i]) for i in chosen)
        padded = torch.ones(len(chosen), longest, dtype=torch.long)
        attention = torch.zeros(len(chosen), longest)
        for line, i in enumerate(chosen):
            padded[line, : len(self.ids[i])] = torch.tensor(self.ids[i])
            attention[line, : len(self.ids[i])] = 1
        with torch.autocast("cpu", torch.bfloat16):
            return self.net(self.table[padded], attention)

    def batches(self, rng: random.Random) -> Iterator[list[int]]:
        """Texts of about the same length, in a random order."""
        rng.shuffle(self.trained)
        for at in range(0, len(self.trained), BATCH * 40):
            part = sorted(self.trained[at : at + BATCH * 40], key=lambda i: len(self.ids[i]))
            chunks = [part[j : j + BATCH] for j in range(0, len(part), BATCH)]
            rng.shuffle(chunks)
            yield from chunks

    def step(self, chosen: list[int], rate: float) -> float:
        """Near the teacher's vector, and nearer to it than to the others': what a search needs."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        found = self.vectors(chosen)
        near = 1 - (found * self.goals[chosen]).sum(1).mean()
        apart = functional.cross_entropy(found @ self.goals[chosen].T * 20, torch.arange(len(chosen)))
        loss = 5 * near + 0.3 * apart
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimizer.step()
        return float(near.detach())

    def keep(self, seen: int) -> None:
        """Saves the student, and says how near it is on texts it does not learn."""
        order = sorted(self.held, key=lambda i: len(self.ids[i]))
        with torch.no_grad():
            parts = [order[at : at + 40] for at in range(0, HELD, 40)]
            near = torch.cat([(self.vectors(part) * self.goals[part]).sum(1) for part in parts]).mean()
        print(f"seen {seen}, held-out cosine {float(near):.4f}", flush=True)
        torch.save(self.net.state_dict(), self.out / "student.pt")


def train(targets: Path, base: Path, out: Path, until: str, rate: float) -> None:
    """Until a time of day; the rate falls with the clock."""
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    run, rng = Run(targets, base, out, rate), random.Random(3)
    hour, minute = map(int, until.split(":"))
    stop = datetime.now().replace(hour=hour, minute=minute, second=0).timestamp()
    began = saved = time.time()
    batches, seen = run.batches(rng), 0
    while (now := time.time()) < stop:
        chosen = next(batches, None)
        if chosen is None:
            batches = run.batches(rng)
            continue
        run.step(chosen, rate * max(0.02, min((seen + 1) / 4800, 1 - (now - began) / (stop - began))))
        seen += len(chosen)
        if now - saved > 300:
            saved = now
            run.keep(seen)
    run.keep(seen)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["texts", "train"])
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--until", default="23:59")
    parser.add_argument("--rate", type=float, default=2e-4)
    given = parser.parse_args()
    if given.step == "texts":
        collect(*given.paths)
    else:
        train(*given.paths, until=given.until, rate=given.rate)
