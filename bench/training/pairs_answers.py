"""Question pairs for the reader: windows, spans, and the wrong sentences that a search would bring.

    python bench/training/pairs_answers.py ../shared/data answers.jsonl

A line is {task, set, first, before, sentence, after, label, span, split}. All texts are one library:
SQuAD-family paragraphs, Natural Questions, Wikipedia and Wikinews articles with people's questions, news
and press releases that nobody asked about. For every question the wrong sentences are those that BM25
finds best in all of it, the neighbours of the right one, the right one for a question with one false
detail, and the right one for a long question with one false condition. Articles that are `unseen`
(bench/split.py) are left out, as questions and as wrong sentences; the held-out part is by article.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from data import find_names, holds, key, sentences, words
from scipy import sparse

sys.path.append(str(Path(__file__).parents[1]))

from split import document_of, unseen_record

Row = dict[str, Any]
HELD_PERCENT = 4
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NUMBER = re.compile(r"(?<![\w.,$])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
_SAFE_OPENING = re.compile(r"(?:The|A|An|In|On)\b|[A-Z][a-z]+ [A-Z]")


@dataclass(slots=True)
class Store:
    """Every sentence of every article, its neighbours, and where the sentences of an article are."""

    texts: list[str] = field(default_factory=list)
    owner: list[str] = field(default_factory=list)
    by_article: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[str, int] = field(default_factory=dict)

    def add(self, article: str, paragraphs: list[list[str]]) -> list[int]:
        """Adds an article once; the places of its sentences."""
        if article not in self.by_article:
            for text in (s for p in paragraphs for s in p):
                self.by_article[article].append(len(self.texts))
                self.by_words.setdefault(key(text), len(self.texts))
                self.texts.append(text)
                self.owner.append(article)
        return self.by_article[article]

    def window(self, place: int) -> tuple[str, str, str]:
        """The sentence before, the sentence, the sentence after."""
        own = self.owner[place]
        before = self.texts[place - 1] if place and self.owner[place - 1] == own else ""
        last = place + 1 == len(self.texts) or self.owner[place + 1] != own
        return before, self.texts[place], "" if last else self.texts[place + 1]


@dataclass(slots=True)
class Asked:
    """A question, the place of its right sentence (-1: none) and its answers."""

    name: str
    question: str
    place: int
    answers: list[str]
    article: str


def read(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


class Builder:
    """Reads the sets, mines the wrong sentences, writes the mix."""

    def __init__(self, data: Path, seed: int = 11) -> None:
        self.data, self.rng = data, random.Random(seed)
        self.store = Store()
        self.asked: list[Asked] = []
        self.rows: list[Row] = []
        self.names: list[str] = []

    def pairs(self, name: str) -> list[Row]:
        found = list(read(self.data / "train" / name / "pairs.jsonl.gz"))
        self.rng.shuffle(found)
        return found

    def news(self) -> None:
        """Seen news articles, press releases and the question sets' Wikinews articles enter the library."""
        for name in ("qa/wikinews_qa_docs", "articles", "press_releases"):
            for row in read(self.data / "news" / f"{name}.jsonl.gz"):
                if unseen_record(row) or row["language"] != "en":
                    continue
                if name == "press_releases" and zlib.crc32(row["id"].encode()) % 5:
                    continue
                self.store.add(row["id"], [sentences(p) for p in row["text"].split("\n\n")])

    def passages(self, name: str, size: int) -> None:
        """Sets with paragraphs: the right sentence has the answer; unanswerable ones have none."""
        taken = 0
        for row in self.pairs(name):
            parts = sentences(row["p"])
            if name == "nq_oracle":
                parts = parts[1:]
            gold = row["kind"] == "gold" and len(parts) > 1
            article = f"{row['grp']}|{zlib.crc32(row['p'].encode())}"
            if len(parts) > 1:
                places = self.store.add(article, [parts])
            if not gold or taken >= size:
                continue
            right = [p for p in places if row["y"] and holds(self.store.texts[p], row["ans"])]
            if row["y"] and not right:
                continue
            taken += 1
            best = max(right, key=lambda p: self.shared(row["q"], p)) if right else -1
            self.asked.append(Asked(name, row["q"], best, row["ans"] if row["y"] else [], article))

    def shared(self, question: str, place: int) -> int:
        return len(words(question) & words(self.store.texts[place]))

    def qamr(self, size: int) -> None:
        """People's questions on Wikinews (seen articles) and Wikipedia sentences."""
        rows = [r for r in self.pairs("qamr") if r["y"]]
        loose: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
        for row in rows:
            group = row["grp"].split(":")
            if group[1] == "wikipedia":
                loose[":".join(group[:3])][int(group[3]), int(group[4])] = row["p"]
        for article, parts in loose.items():
            self.store.add(article, [[parts[place] for place in sorted(parts)]])
        taken: Counter[str] = Counter()
        for row in rows:
            place = self.store.by_words.get(key(row["p"]), -1)
            kind = row["grp"].split(":")[1]
            if place < 0 or not telling(row["q"]) or taken[kind] >= size // (1 if kind == "wikinews" else 4):
                continue
            taken[kind] += 1
            self.asked.append(Asked("qamr", row["q"], place, row["ans"], self.store.owner[place]))

    def discourse(self, size: int) -> None:
        """Questions of why, how, when and what followed, on seen Wikinews articles."""
        taken = 0
        for row in read(self.data / "news" / "qa" / "qadiscourse_wikinews.jsonl.gz"):
            if not row["y"] or unseen_record({"id": document_of(row["grp"])}) or taken >= size:
                continue
            place = self.store.by_words.get(key(row["p"]), -1)
            if place >= 0 and telling(row["q"]) and self.rng.random() < 0.4:
                taken += 1
                self.asked.append(Asked("qadiscourse", row["q"], place, row["ans"], self.store.owner[place]))

    def put(self, asked: Asked, name: str, question: str, window: tuple[str, str, str], label: int) -> None:
        """One pair; the span of the answer where the sentence has it."""
        before, sentence, after = window
        if self.rng.random() < 0.1:
            before, after = "", ""
        span = span_in(sentence, asked.answers) if label else None
        held = zlib.crc32(asked.article.partition("|")[0].encode()) % 100 < HELD_PERCENT
        self.rows.append(
            {
                "task": "qa",
                "set": name,
                "first": question,
                "before": before,
                "sentence": sentence,
                "after": after,
                "label": label,
                "span": span,
                "split": "held" if held else "train",
            }
        )

    def build(self, target: Path) -> None:
        """The whole mix."""
        self.news()
        self.passages("squad2_dev", 5200)
        self.passages("xquad_en", 1100)
        self.passages("nq_oracle", 2400)
        self.qamr(9000)
        self.discourse(2500)
        self.names = [n for t in self.store.texts for n in find_names(t.partition(" ")[2]) if len(n) > 3]
        found = best_places(self.store, [a.question for a in self.asked], 12)
        for asked, places in zip(self.asked, found, strict=True):
            if asked.place < 0:
                self.unanswerable(asked, places)
            else:
                self.answerable(asked, places)
        self.yes_or_no(1000)
        self.rng.shuffle(self.rows)
        with target.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)
        for (name, label, split), count in sorted(
            Counter((r["set"], r["label"], r["split"]) for r in self.rows).items()
        ):
            print(f"{name:22} {label} {split:6} {count}")
        print(len(self.rows), "pairs,", len(self.store.texts), "sentences in the library")

    def wrong(self, asked: Asked, places: list[int]) -> list[int]:
        """What the search finds in other articles and does not hold the answer."""
        return [
            p
            for p in places
            if self.store.owner[p] != asked.article and not holds(self.store.texts[p], asked.answers)
        ]

    def unanswerable(self, asked: Asked, places: list[int]) -> None:
        """A question that people wrote so that its paragraph does not answer it."""
        own = sorted(self.store.by_article[asked.article], key=lambda p: -self.shared(asked.question, p))
        for place in own[: 1 if self.rng.random() < 0.4 else 2]:
            self.put(asked, asked.name + "_no", asked.question, self.store.window(place), 0)
        for place in self.wrong(asked, places)[: self.rng.random() < 0.3]:
            self.put(asked, "found_elsewhere", asked.question, self.store.window(place), 0)

    def answerable(self, asked: Asked, places: list[int]) -> None:
        """The right sentence, its neighbours, what the search finds elsewhere, and false details."""
        window = self.store.window(asked.place)
        self.put(asked, asked.name, asked.question, window, 1)
        own = [
            p
            for p in self.store.by_article[asked.article]
            if p != asked.place and not holds(self.store.texts[p], asked.answers)
        ]
        if own and self.rng.random() < 0.75:
            beside = [p for p in own if abs(p - asked.place) == 1]
            near = max(own, key=lambda p: self.shared(asked.question, p))
            place = self.rng.choice(beside) if beside and self.rng.random() < 0.5 else near
            self.put(asked, "same_article", asked.question, self.store.window(place), 0)
        elsewhere = self.wrong(asked, places)[:4]
        if named(asked.question) or asked.name not in ("qamr", "qadiscourse"):
            for place in self.rng.sample(elsewhere, min(len(elsewhere), 1 + (self.rng.random() < 0.4))):
                self.put(asked, "found_elsewhere", asked.question, self.store.window(place), 0)
        draw = self.rng.random()
        if draw < 0.45:
            self.false_detail(asked, window)
        elif draw < 0.85:
            self.long_question(asked, window)
        elif draw < 0.90:
            self.teaser(asked, window)

    def false_detail(self, asked: Asked, window: tuple[str, str, str]) -> None:
        """The question with another name, figure or month; at times the sentence too, which answers again."""
        whole = " ".join(window)
        changed = self.change(asked.question, whole)
        if not changed:
            return
        question, old, new = changed
        self.put(asked, "false_detail", question, window, 0)
        if self.rng.random() < 0.3 and old in window[1] and not holds(old, asked.answers):
            told = tuple(part.replace(old, new) for part in window)
            self.put(asked, "true_again", question, told, 1)  # type: ignore[arg-type]

    def change(self, text: str, context: str) -> tuple[str, str, str] | None:
        """(text, old, new) with one name, figure or month that is not in the context in another's place."""
        options: list[tuple[str, str]] = []
        known = f" {key(context)} "
        free = [m for m in MONTHS if m not in text + context]
        options += [(m, self.rng.choice(free)) for m in MONTHS if re.search(rf"\b{m}\b", text)]
        options += [(m[0], another_number(self.rng, m[0])) for m in _NUMBER.finditer(text)]
        for name in find_names(text):
            if not key(name):
                continue
            for _ in range(25):
                new = self.rng.choice(self.names)
                if len(new.split()) == len(name.split()) and f" {key(new)} " not in known:
                    options.append((name, new))
                    break
        options = [(old, new) for old, new in options if f" {key(new)} " not in known]
        if not options:
            return None
        old, new = self.rng.choice(options)
        return text.replace(old, new), old, new

    def long_question(self, asked: Asked, window: tuple[str, str, str]) -> None:
        """A question with a condition from the neighbouring sentence; or with a false one."""
        before, sentence, after = window
        clause = before if before and self.rng.random() < 0.75 else after
        if not 5 <= len(clause.split()) <= 24 or re.search(r"[\"“”:;?]|''|``", clause):
            return
        if not _SAFE_OPENING.match(clause) or holds(clause, asked.answers):
            return
        told = clause.rstrip(".! ")
        if re.match(r"(?:The|A|An|In|On)\b", told):
            told = told[0].lower() + told[1:]
        lead = self.rng.choice(LEADS)
        question = asked.question[0].lower() + asked.question[1:]
        if find_names(asked.question) and asked.question.split()[0] in find_names(asked.question)[0]:
            question = asked.question
        turned = self.rng.random() < 0.3
        compose = (
            (lambda c: f"{question.rstrip('? ').capitalize()}, {TAILS[lead]} {c}?")
            if turned
            else (lambda c: f"{lead} {c}, {question}")
        )
        self.put(asked, "long", compose(told), window, 1)
        changed = self.change(told, f"{before} {sentence} {after}")
        if changed:
            self.put(asked, "long_false", compose(changed[0]), window, 0)

    def teaser(self, asked: Asked, window: tuple[str, str, str]) -> None:
        """The sentence cut before its answer, as teasers are."""
        found = span_in(window[1], asked.answers)
        if found and found[0] > 40:
            cut = window[1][: found[0]].rstrip(" ,;:") + self.rng.choice(["…", "...", " …", "."])
            self.put(asked, "teaser", asked.question, (window[0], cut, ""), 0)

    def yes_or_no(self, size: int) -> None:
        """Yes/no questions with the sentence of the passage nearest to them; or of another passage."""
        for row in self.pairs("boolq_val")[:size]:
            parts = sentences(row["p"])
            if not parts:
                continue
            at = max(range(len(parts)), key=lambda i: len(words(row["q"]) & words(parts[i])))
            window = (parts[at - 1] if at else "", parts[at], parts[at + 1] if at + 1 < len(parts) else "")
            asked = Asked("boolq", row["q"], -1, [], row.get("grp") or row["q"])
            self.put(asked, "boolq", row["q"], window, int(row["y"]))


LEADS = (
    "After",
    "In the report that",
    "In the article that says that",
    "Considering that",
    "According to the report that",
    "At the time when",
    "When",
    "Given that",
    "In the news that",
)
TAILS = {
    "After": "after",
    "In the report that": "in the report that",
    "In the article that says that": "in the story where",
    "Considering that": "considering that",
    "According to the report that": "according to the report that",
    "At the time when": "at the time when",
    "When": "when",
    "Given that": "given that",
    "In the news that": "now that",
}


def telling(question: str) -> bool:
    """Whether a question says enough to be asked of a whole library."""
    return len(question.split()) >= 5 and len(words(question)) >= 3 and "something" not in question


def named(question: str) -> bool:
    """Whether it names somebody or something: else another article may well answer it."""
    return bool(find_names(question.partition(" ")[2])) or bool(_NUMBER.search(question))


def another_number(rng: random.Random, old: str) -> str:
    """A number of about the same size, written the same way; years stay years."""
    value = float(old.replace(",", ""))
    if 1500 < value < 2100 and "," not in old and "." not in old:
        return str(int(value) + rng.choice([-3, -2, -1, 1, 2, 4, 7, 10]))
    if "." in old:
        return f"{value * rng.choice([0.6, 0.8, 1.3, 1.7]):.{len(old.partition('.')[2])}f}"
    new = max(1, round(value * rng.choice([0.4, 0.6, 0.8, 1.3, 1.6, 2.5]))) + rng.choice([0, 1, 2])
    new = new + 1 if new == value else new
    return f"{new:,}" if "," in old else str(new)


def span_in(sentence: str, answers: list[str]) -> list[int] | None:
    """Where the shortest answer stands in the sentence."""
    for answer in sorted(answers, key=len):
        pattern = r"\W{0,3}".join(re.escape(w) for w in re.findall(r"\w+", answer))
        if pattern and (match := re.search(rf"(?<!\w){pattern}(?!\w)", sentence, re.IGNORECASE)):
            return [match.start(), match.end()]
    return None


def best_places(store: Store, questions: list[str], count: int) -> list[list[int]]:
    """For each question the sentences that BM25 (k1 .9, b .4) finds best in the whole library."""
    terms: dict[str, int] = {}
    rows, columns, values, lengths = [], [], [], []
    for place, text in enumerate(store.texts):
        counts = Counter(w[:5] for w in key(text).split() if len(w) > 1)
        lengths.append(sum(counts.values()))
        for word, number in counts.items():
            rows.append(place)
            columns.append(terms.setdefault(word, len(terms)))
            values.append(float(number))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(store.texts), len(terms)))
    often = np.bincount(matrix.indices, minlength=len(terms))
    rarity = np.log(1 + (len(store.texts) - often + 0.5) / (often + 0.5))
    norm = 0.9 * (0.6 + 0.4 * np.array(lengths) / np.mean(lengths))
    matrix.data = matrix.data * 1.9 / (matrix.data + np.repeat(norm, np.diff(matrix.indptr)))
    weighted = (matrix @ sparse.diags(rarity)).T.tocsr()
    found = []
    for question in questions:
        known = [terms[w] for w in words(question) if w in terms]
        scores = np.asarray(weighted[known].sum(axis=0)).ravel() if known else np.zeros(len(store.texts))
        top = np.argpartition(-scores, count)[:count]
        found.append([int(p) for p in top[np.argsort(-scores[top])] if scores[p] > 0])
    return found


if __name__ == "__main__":
    Builder(Path(sys.argv[1])).build(Path(sys.argv[2]))
