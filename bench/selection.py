"""Learn how to weigh what speaks for an answer, and measure it on questions that nothing was fitted on.

    python bench/selection.py                  # the open half of bench/questions, and the two older files
    python bench/selection.py --half locked    # once, at the end
    python bench/selection.py --write          # learn the weights anew first

Learns from people's questions on Wikinews articles that are not `unseen` (bench/split.py), among all other
seen articles: each question is asked with its article in the library and with it taken out, some with one
false detail, some made long by a condition. Two logistic regressions: one over sentences (`select.Features`),
one over the whole evidence (`decide.Grounds`). No weight is learned from bench/questions or corpus/; only the
bars are chosen on the open half, by the share of answerable questions that they refuse.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(ROOT / "bench" / "training")]

from split import unseen_record  # noqa: E402
from unseen import make  # noqa: E402

from qa.answer.extractive import decide as decide_module  # noqa: E402
from qa.answer.extractive import select  # noqa: E402
from qa.answer.extractive.decide import Grounds, decide, grounds_of  # noqa: E402
from qa.answer.extractive.question import Question, analyse  # noqa: E402
from qa.answer.extractive.select import Candidate, Features, described  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.models.reader import get_reader  # noqa: E402
from qa.search.query import parse_query  # noqa: E402
from qa.search.retrieve import retrieve  # noqa: E402
from qa.text import normalise, sentence_spans  # noqa: E402
from qa.types import Article, Evidence, EvidenceSentence  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
WEIGHTS = ROOT / "qa" / "answer" / "extractive" / "select_weights.json"
STORIES, SEED = 8, 7
ASKED = {"qamr": 220, "qadiscourse": 50, "long": 90, "false_detail": 110}
REFUSED = {"strict": 0.30, "normal": 0.14, "lenient": 0.05}
"""The share of the answerable open questions that each bar refuses. On questions the reader was trained on
the scores are higher: the bar that refuses .12 of those refuses .54 of the open ones."""
SHIFT = 3.0
"""Added to the log-odds of a sentence and taken back in the decision: right sentences score lower for readers
own questions than for QAMR's, which copy their words, and `qa.kinds` asks for .5."""
NORMAL = 0.4
"""The confidence that the normal bar is given: the intercept moves, the order does not change."""
PARAGRAPHS = {"xquad_en": 90, "squad2_dev": 60, "nq_oracle": 60}


@dataclass(slots=True)
class Asked:
    """A question with its article, what a right sentence holds, and whether there is one."""

    id: str
    question: str
    article: str
    parts: tuple[str, ...]
    answerable: bool
    kind: str
    library: str


@dataclass(slots=True)
class Case:
    """One question put to one evidence: its candidates, unweighed, and which of them are right."""

    asked: Asked
    removed: bool
    question: Question
    rows: list[tuple[Evidence, Any, str, Features, tuple[int, int]]]
    right: list[bool]

    @property
    def answerable(self) -> bool:
        return self.asked.answerable and not self.removed


def fold(text: str) -> str:
    return normalise(text).casefold()


def holds(text: str, parts: Sequence[str]) -> bool:
    """Whether the text has each part; `|` stands between alternatives."""
    return all(any(fold(one) in fold(text) for one in part.split("|")) for part in parts)


def questions(half: str) -> list[Asked]:
    """The plain and long questions of one half of bench/questions."""
    found = []
    for name in ("facts-news", "facts-ecbplus", "facts-pages", "facts-fresh", "long"):
        for line in (ROOT / "bench" / "questions" / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            if row["half"] == half:
                parts, answerable = tuple(row.get("contains", ())), row["expect"] == "answer"
                found.append(
                    Asked(
                        row["id"],
                        row["question"],
                        row.get("article", ""),
                        parts,
                        answerable,
                        row["kind"],
                        row["library"],
                    )
                )
    return found


def seen_folder(folder: Path) -> Path:
    """The seen English articles as files with a meta.csv."""
    folder.mkdir(parents=True)
    with (folder / "meta.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("path", "title", "outlet", "published"))
        for name in ("articles", "qa/wikinews_qa_docs"):
            with gzip.open(DATA / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    if row["language"] == "en" and not unseen_record(row) and len(row["text"]) < 9000:
                        table.writerow((f"{row['id']}.txt", row["title"], row["outlet"], row["published"]))
                        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    return folder


def seen_questions() -> list[Asked]:
    """Questions on seen Wikinews articles, and what pairs_answers.py makes false and long of them."""
    from pairs_answers import Builder, find_names, named

    builder = Builder(DATA, seed=99)
    builder.news()
    builder.qamr(20000)
    builder.discourse(20000)
    builder.names = [n for t in builder.store.texts for n in find_names(t.partition(" ")[2]) if len(n) > 3]
    rng, found, counts = random.Random(SEED), [], dict.fromkeys(ASKED, 0)
    rng.shuffle(builder.asked)
    for asked in builder.asked:
        if not asked.article.startswith("wikinews-en-curid") or not named(asked.question):
            continue
        window = builder.store.window(asked.place)
        kind = (
            asked.name
            if asked.name == "qadiscourse"
            else rng.choice(["qamr", "qamr", "long", "false_detail"])
        )
        if counts[kind] >= ASKED[kind]:
            continue
        builder.rows = []
        if kind == "long":
            builder.long_question(asked, window)
        elif kind == "false_detail":
            builder.false_detail(asked, window)
        else:
            builder.put(asked, kind, asked.question, window, 1)
        for row in builder.rows[:2]:
            counts[kind] += 1
            name = f"{kind}-{counts[kind]}-{asked.article}"
            found.append(
                Asked(
                    name,
                    row["first"],
                    asked.article,
                    (row["sentence"],),
                    bool(row["label"]),
                    row["set"],
                    "seen",
                )
            )
    return found


def cases(desk: Desk, asked: list[Asked]) -> Iterator[Case]:
    """Each question with its article there, and, where it is answerable, taken out."""
    for one in asked:
        query = parse_query(one.question, today=date.today())
        found = retrieve(desk.library(), query, STORIES + 1)
        own = [e for e in found if Path(e.article.origin).stem == one.article]
        question = analyse(query.text)
        for removed in (False, True) if own and one.answerable else (False,):
            left = [e for e in found if not (removed and e in own)][:STORIES]
            rows = described(question, [replace(e, number=i) for i, e in enumerate(left, 1)], get_reader())
            right = [not removed and one.answerable and holds(row[2], one.parts) for row in rows]
            yield Case(one, removed, question, rows, right)


def collect(asked: list[Asked], library: Path | None) -> list[Case]:
    """The cases of all libraries that the questions are asked of; `library` keeps them for the next run."""
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in dict.fromkeys(a.library for a in asked):
            place = (library or Path(temporary)) / name
            desk = Desk.open(library=place)
            if not (place / "catalog.sqlite").exists():
                folder = (
                    seen_folder(place.parent / "source" / name)
                    if name == "seen"
                    else make(name, place.parent / "source")
                )
                meta = folder / "meta.csv"
                desk.add([str(folder)], meta=meta if meta.is_file() else None)
            found += cases(desk, [a for a in asked if a.library == name])
            desk.close()
    return found


def ranked(case: Case, model: tuple[np.ndarray, float] | None) -> list[tuple[Candidate, bool]]:
    """The candidates best first, weighed by the model or by the stored weights, and which are right."""
    if not case.rows:
        return []
    x = np.array([astuple(row[3]) for row in case.rows])
    weights, intercept = model or select._weights()
    odds = x @ np.array(weights) + intercept
    chances = 1 / (1 + np.exp(-odds))
    made = [
        (Candidate(*row[:3], row[3], float(p), row[4]), right)
        for row, p, right in zip(case.rows, chances, case.right, strict=True)
    ]
    return sorted(made, key=lambda pair: (-pair[0].probability, pair[0].evidence.number))


def paragraph_cases() -> list[Case]:
    """Questions that people asked without copying a sentence, each put to its paragraph alone."""
    found, rng = [], random.Random(SEED)
    for name, count in PARAGRAPHS.items():
        with gzip.open(DATA / "train" / name / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [r for r in map(json.loads, lines) if r["y"] and r["ans"] and r["kind"] == "gold"]
        rng.shuffle(rows)
        for row in rows[:count]:
            article = Article.make("", row["p"])
            spans = enumerate(sentence_spans(row["p"]), start=1)
            sentences = tuple(EvidenceSentence(f"1.{i}", start, end) for i, (start, end) in spans)
            question = analyse(row["q"])
            made = described(question, [Evidence(1, article, (), sentences)], get_reader())
            right = [any(fold(a) in fold(text) for a in row["ans"]) for _, _, text, _, _ in made]
            asked = Asked(f"{name}-{len(found)}", row["q"], article.id, tuple(row["ans"]), True, name, name)
            if len(made) > 2 and any(right):
                found.append(Case(asked, False, question, made, right))
    return found


def fit_sentences(paragraphs: list[Case], found: list[Case]) -> tuple[np.ndarray, float]:
    """Weights of `Features` and the intercept.

    What is in the sentence is learned on the paragraphs, for QAMR's questions copy their sentence's words and
    hold any kind of answer; what its article lacks is learned on the news.
    """
    x, y = _table(paragraphs)
    inside = LogisticRegression(C=1.0, max_iter=5000).fit(x[:, :3], y).coef_[0]
    x, y = _table(found)
    whole = LogisticRegression(C=1.0, max_iter=5000).fit(np.c_[x[:, :3] @ inside, x[:, 3]], y)
    return np.r_[whole.coef_[0][0] * inside, whole.coef_[0][1]], float(whole.intercept_[0])


def _table(found: list[Case]) -> tuple[np.ndarray, np.ndarray]:
    x = np.array([astuple(row[3]) for case in found for row in case.rows])
    return x, np.array([right for case in found for right in case.right])


def learn(found: list[Case]) -> dict[str, Any]:
    """The weights of both models; the decision is whether the best sentence is right."""
    weights, intercept = fit_sentences(paragraph_cases(), found)
    order = [(case.question, ranked(case, (weights, intercept))) for case in found]
    grounds = [astuple(grounds_of(q, [c for c, _ in r])) for q, r in order if r]
    decision = LogisticRegression(C=0.5, max_iter=5000).fit(grounds, [r[0][1] for _, r in order if r])
    decision.intercept_ -= SHIFT * decision.coef_[0][0]
    intercept += SHIFT
    return {
        "about": "Two logistic regressions, made by bench/selection.py --write",
        "sentence": _named(Features, weights, intercept),
        "decision": _named(Grounds, decision.coef_[0], float(decision.intercept_[0])),
        "bars": {"strict": 0.5, "normal": 0.3, "lenient": 0.1},
    }


def choose_bars(found: list[Case]) -> dict[str, float]:
    """The confidence that this share of the answerable open questions does not reach."""
    made = [decide(c.question, [x for x, _ in ranked(c, None)]) for c in found if c.answerable and c.rows]
    sure = [d.confidence for d in made if d]
    return {name: round(float(np.quantile(sure, share)), 3) for name, share in REFUSED.items()}


def _named(kind: type, weights: Sequence[float], intercept: float) -> dict[str, float]:
    named = {f.name: round(float(w), 4) for f, w in zip(fields(kind), weights, strict=True)}
    return named | {"intercept": round(intercept, 4)}


def report(name: str, found: list[Case], bar: float) -> None:
    """One line: right first and in three, refusals, and the AUROC of answerable against article removed."""
    made = [(c, ranked(c, None)) for c in found]
    sure = [(c, r, decide(c.question, [x for x, _ in r])) for c, r in made]
    yes = [(r, d.confidence if d else 0.0) for c, r, d in sure if c.answerable]
    no = [d.confidence if d else 0.0 for c, r, d in sure if not c.asked.answerable]
    gone = [d.confidence if d else 0.0 for c, r, d in sure if c.removed]
    if not yes:
        return
    shown = [s >= bar for _, s in yes]
    first = [bool(r and r[0][1]) for r, _ in yes]
    three = [any(x for _, x in r[:3]) for r, _ in yes]
    right, among = np.array(first) & shown, np.array(three) & shown
    area = roc_auc_score([1] * len(yes) + [0] * len(gone), [s for _, s in yes] + gone) if gone else np.nan
    print(
        f"{name:16} {len(yes):4} answerable: "
        f"best right {np.mean(first):.3f}, in three {np.mean(three):.3f}; "
        f"shown right {np.mean(right):.3f}, in three {np.mean(among):.3f}, "
        f"refused {1 - np.mean(shown):.3f}; {len(no):3} unanswerable refused "
        f"{np.mean([s < bar for s in no]) if no else np.nan:.3f}; {len(gone):3} with the article removed: "
        f"refused {np.mean([s < bar for s in gone]) if gone else np.nan:.3f}, AUROC {area:.3f}"
    )


def logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def store(learned: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    for cached in (select.stored, select._weights, decide_module._weights):
        cached.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="learn the weights and store them")
    parser.add_argument("--half", choices=["open", "locked"], default="open")
    parser.add_argument("--library", type=Path, help="keep the libraries in this folder")
    parser.add_argument("--sets", nargs="+", default=["news", "ecbplus", "pages"], help="libraries to ask")
    options = parser.parse_args()
    if options.write:
        learned = learn(collect(seen_questions(), options.library))
        store(learned)
    found = collect([q for q in questions(options.half) if q.library in options.sets], options.library)
    if options.write and options.half == "open":
        learned = select.stored()
        normal = choose_bars(found)["normal"]
        learned["decision"]["intercept"] += round(logit(NORMAL) - logit(normal), 4)
        store(learned)
        store(learned | {"bars": choose_bars(found)})
    bar = float(select.stored()["bars"]["normal"])
    for name in dict.fromkeys((c.asked.library, c.asked.kind) for c in found):
        report(" ".join(name), [c for c in found if (c.asked.library, c.asked.kind) == name], bar)
    report("all", found, bar)


if __name__ == "__main__":
    main()
