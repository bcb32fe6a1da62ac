"""Pairs in other languages, and across two, for the multilingual reader.

    PYTHONPATH=. python bench/training/pairs_languages.py ../shared/data base/ languages.jsonl

Questions: XQuAD (two thirds of the paragraphs; the rest measures, `part_of`), asked in one language, the
sentence in the same or another; SQuAD-es (with unanswerable questions) and SQuAD-it. Wrong sentences: the
nearest of the same paragraph, and what the multilingual vectors find in other paragraphs, in any
language.

Claims: a sentence and its translation by people say the same, so one supports the other; with another
number or name, or beside the sentence it stands next to, it does not. Both are used within a language and
across two.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from multilingual_net import load_encoder, load_words
from pairs_answers import another_number, span_in
from tokenizers import Tokenizer

from bench.languages_data import _NAME, _NUMBER, kept_back, part_of, rows_of
from qa.text.sentences import sentence_spans

Row = dict[str, Any]
LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ro", "ru", "tr", "vi", "zh")


def split(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, as the product cuts them."""
    return [text[a:b] for a, b in sentence_spans(text, language)]


@dataclass(slots=True)
class Paragraph:
    """One paragraph in one language: its sentences, and (question, id, answer, place) of its questions."""

    language: str
    name: str
    sentences: list[str]
    questions: list[tuple[str, str, str, int]]


def paragraphs(rows: list[Row], language: str, prefix: str) -> list[Paragraph]:
    """Groups rows by paragraph and finds the sentence that holds each answer; -1 where there is none."""
    found: dict[str, Paragraph] = {}
    for row in rows:
        name = f"{prefix}:{row.get('paragraph', zlib.crc32(row['context'].encode()))}"
        if name not in found:
            found[name] = Paragraph(language, name, split(row["context"], language), [])
        own = found[name]
        answer, place = "", -1
        if not row.get("impossible"):
            answer, start = row["answers"][0]["text"], row["answers"][0]["answer_start"]
            spans = sentence_spans(row["context"], language)
            place = next((i for i, (a, b) in enumerate(spans) if a <= start < b), -2)
        if place != -2:
            own.questions.append((row["question"], row["id"], answer, place))
    return list(found.values())


def without(data: Path, mix: Path, target: Path) -> None:
    """Copies an English mix without the sentences of those paragraphs."""
    _, known = kept_back(data)
    lines = mix.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if " ".join(json.loads(line)["sentence"].split()) not in known]
    target.write_text("".join(kept), encoding="utf-8")
    print(mix.name, len(lines) - len(kept), "left out")


class Vectors:
    """multilingual-e5-small for mining: unit vectors of texts."""

    def __init__(self, base: Path) -> None:
        torch.set_num_threads(2)
        self.net, self.words = load_encoder(base).eval(), load_words(base)
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))

    def of(self, texts: list[str], prefix: str) -> np.ndarray[Any, Any]:
        ids = [
            [0, *self.tokenizer.encode(f"{prefix}: {t}", add_special_tokens=False).ids[:94], 2] for t in texts
        ]
        out = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            longest = max(len(ids[i]) for i in chosen)
            padded, attention = (
                torch.ones(len(chosen), longest, dtype=torch.long),
                torch.zeros(len(chosen), longest),
            )
            for line, i in enumerate(chosen):
                padded[line, : len(ids[i])] = torch.tensor(ids[i])
                attention[line, : len(ids[i])] = 1
            with torch.no_grad():
                vectors = self.net(self.words[padded], attention).numpy()
            out[chosen] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return out


class Builder:
    """Reads the sets, mines wrong sentences, writes the mix."""

    def __init__(self, data: Path, base: Path) -> None:
        self.rng, self.rows = random.Random(7), []
        self.xquad: dict[str, dict[str, Paragraph]] = {}
        for language in LANGUAGES:
            rows = rows_of(data / "multilingual" / f"xquad.{language}.jsonl.gz")
            rows = [r for r in rows if part_of(r["paragraph"]) == "train"]
            self.xquad[language] = {p.name: p for p in paragraphs(rows, language, "xquad")}
        self.more: list[Paragraph] = []
        held, _ = kept_back(data)
        for name, language, share in (("squad-es-v2-dev-small", "es", 0.5), ("squad-it-test", "it", 0.6)):
            rows = [r for r in rows_of(data / "multilingual" / f"{name}.jsonl.gz") if r["id"] not in held]
            kept = [p for p in paragraphs(rows, language, name) if part_of(p.name) == "train"]
            self.rng.shuffle(kept)
            self.more += kept[: int(len(kept) * share)]
        self.vectors = Vectors(base)

    def put(
        self, name: str, task: str, first: str, own: Paragraph, place: int, label: int, answer: str = ""
    ) -> None:
        sentences = own.sentences
        before = sentences[place - 1] if place else ""
        after = sentences[place + 1] if place + 1 < len(sentences) else ""
        if self.rng.random() < 0.1:
            before = after = ""
        self.rows.append(
            {
                "task": task,
                "set": f"{name}_{own.language}",
                "first": first,
                "before": before,
                "sentence": sentences[place],
                "after": after,
                "label": label,
                "span": span_in(sentences[place], [answer]) if label and answer and task == "qa" else None,
                "split": "held" if zlib.crc32(own.name.encode()) % 100 < 5 else "train",
            }
        )

    def build(self, target: Path) -> None:
        self.questions()
        self.claims()
        self.rng.shuffle(self.rows)
        with target.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)
        for name, count in sorted(Counter((r["task"], r["set"], r["label"]) for r in self.rows).items()):
            print(*name, count)
        print(len(self.rows), "pairs")

    def questions(self) -> None:
        """Right, near and far sentences for every question, in the same language and across two."""
        library: list[tuple[Paragraph, int]] = []
        for by_name in self.xquad.values():
            library += [(p, i) for p in by_name.values() for i in range(len(p.sentences))]
        library += [(p, i) for p in self.more for i in range(len(p.sentences))]
        print(len(library), "sentences", flush=True)
        known = self.vectors.of([p.sentences[i] for p, i in library], "passage")
        asked: list[tuple[str, str, str, int, Paragraph, Paragraph]] = []
        for language, by_name in self.xquad.items():
            for own in by_name.values():
                for question, number, _, _ in own.questions:
                    others = [
                        self.xquad[o][own.name]
                        for o in self.rng.sample(LANGUAGES, 1)
                        if own.name in self.xquad[o]
                    ]
                    targets = ([own] if self.rng.random() < 0.6 else []) + others
                    for target in targets:
                        found = next((q for q in target.questions if q[1] == number), None)
                        if found and found[3] >= 0:
                            asked.append((question, found[2], language, found[3], own, target))
        for own in self.more:
            for question, _, answer, place in own.questions:
                asked.append((question, answer, own.language, place, own, own))
        ask = self.vectors.of([a[0] for a in asked], "query")
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, (own, _) in enumerate(library):
            places[own.language, own.name].append(at)
        for (question, answer, _, place, own, target), vector in zip(asked, ask, strict=True):
            self.one(question, answer, place, own, target, vector, library, known, places)

    def one(self, question, answer, place, own, target, vector, library, known, places) -> None:  # type: ignore[no-untyped-def]
        """The pairs of one question."""
        if place >= 0:
            self.put("lang", "qa", question, target, place, 1, answer)
        here = places[target.language, target.name]
        near = sorted(here, key=lambda at: -float(vector @ known[at]))
        near = [
            library[at][1]
            for at in near
            if library[at][1] != place
            and (not answer or answer not in library[at][0].sentences[library[at][1]])
        ]
        for i in near[: 1 if place >= 0 else 2]:
            self.put("lang_near", "qa", question, target, i, 0)
        if self.rng.random() < 0.6:
            scores = known @ vector
            top = [int(at) for at in np.argpartition(-scores, 40)[:40]]
            top.sort(key=lambda at: -scores[at])
            far = [at for at in top if library[at][0].name not in (own.name, target.name)][:6]
            if far:
                chosen = library[self.rng.choice(far)]
                self.put("lang_far", "qa", question, chosen[0], chosen[1], 0)
        numbers = list(_NUMBER.finditer(question))
        names = list(_NAME.finditer(question))
        if place >= 0 and (numbers or names) and self.rng.random() < 0.25:
            old = self.rng.choice(numbers or names)[0]
            new = another_number(self.rng, old) if numbers else self.name(target.language, question)
            if new and new not in " ".join(target.sentences):
                self.put("lang_false", "qa", question.replace(old, new), target, place, 0)

    def name(self, language: str, context: str) -> str:
        """A name of another paragraph in this language."""
        for _ in range(20):
            own = self.rng.choice(list(self.xquad.get(language, self.xquad["es"]).values()))
            found = _NAME.findall(" ".join(own.sentences))
            if found and (name := self.rng.choice(found)) not in context:
                return str(name)
        return ""

    def claims(self) -> None:
        """Translations as rewordings; numbers, names and neighbours as faults."""
        for language, by_name in self.xquad.items():
            for own in by_name.values():
                for other in self.rng.sample(LANGUAGES, 4):
                    told = self.xquad[other].get(own.name)
                    if (
                        told is None
                        or len(told.sentences) != len(own.sentences)
                        or (other == language and self.rng.random() < 0.5)
                    ):
                        continue
                    for i, sentence in enumerate(own.sentences):
                        if not 25 <= len(sentence) <= 400 and language != "zh":
                            continue
                        self.claim(sentence, i, own, told)

    def claim(self, sentence: str, i: int, own: Paragraph, told: Paragraph) -> None:
        """One sentence as a claim about its translation."""
        draw = self.rng.random()
        if draw < 0.45:
            self.put("lang_same", "nli", sentence, told, i, 0)
            return
        if draw < 0.6 and len(told.sentences) > 1:
            beside = i - 1 if i else i + 1
            self.put("lang_beside", "nli", sentence, told, beside, 3)
            return
        numbers, names = list(_NUMBER.finditer(sentence)), list(_NAME.finditer(sentence))
        whole = " ".join(told.sentences) + " ".join(own.sentences)
        found = (
            self.rng.choice(numbers)
            if numbers and (draw < 0.85 or not names)
            else self.rng.choice(names)
            if names
            else None
        )
        if found is None:
            return
        new = another_number(self.rng, found[0]) if found[0][0].isdigit() else self.name(own.language, whole)
        if new and new not in whole:
            told_wrong = sentence[: found.start()] + new + sentence[found.end() :]
            label = 1 if found[0][0].isdigit() else 3
            self.put("lang_number" if label == 1 else "lang_name", "nli", told_wrong, told, i, label)


if __name__ == "__main__":
    Builder(Path(sys.argv[1]), Path(sys.argv[2])).build(Path(sys.argv[3]))
    for path in map(Path, sys.argv[4:]):
        without(Path(sys.argv[1]), path, path.with_stem(f"{path.stem}_without"))
