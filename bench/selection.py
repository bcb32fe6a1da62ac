"""Learn how to weigh what speaks for an answer, and measure it on questions that nothing was fitted on.

    python bench/selection.py                  # in folds over the articles of all sets but the newest
    python bench/selection.py --half locked    # the newest set, by the stored weights; once, at the end
    python bench/selection.py --write          # learn the weights anew, and store them

Each question is asked with its article in the library and with it taken out (`weighing.py` says how weights
are learned). In folds no question is judged by weights that its article had a part in. The reader's own
training questions are not used: it is surer of them than of anybody else's, and weights learned on them put
the right sentence first for .60 of the open questions instead of .77. Some 25 minutes of CPU.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from unseen import NAMES as LIBRARIES  # noqa: E402
from unseen import make  # noqa: E402
from weighing import (  # noqa: E402
    ALONE,
    FEATURES,
    FIRST,
    SECOND,
    Asked,
    Case,
    Model,
    Row,
    judged,
    learn,
    stored_model,
)

from qa.answer.extractive import decide as decide_module  # noqa: E402
from qa.answer.extractive import second as second_module  # noqa: E402
from qa.answer.extractive import select  # noqa: E402
from qa.answer.extractive.question import Question, analyse  # noqa: E402
from qa.answer.extractive.select import described  # noqa: E402
from qa.answer.windows import window_of  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.models.multilingual.reader import get_language_reader  # noqa: E402
from qa.models.reader import Reading, Window  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.search.query import parse_query  # noqa: E402
from qa.search.retrieve import retrieve  # noqa: E402
from qa.text import normalise  # noqa: E402

WEIGHTS = ROOT / "qa" / "answer" / "extractive" / "select_weights.json"
STORIES, FOLDS = 8, 5
SETS = (*LIBRARIES, "headlines")
NEWEST = "fifth"
"""The one set that nothing was learned from or looked at for. The locked halves of the older ones were run
once each and are open now, with those of `headlines`, whose writer saw headlines alone, as with this one."""
REFUSED = {"strict": 0.30, "normal": 0.16, "lenient": 0.05}
"""The share of the answerable open questions, each judged in its fold, that each bar refuses."""


def fold(text: str) -> str:
    return normalise(text).casefold()


def holds(text: str, parts: Sequence[str]) -> bool:
    """Whether the text has each part; `|` stands between alternatives."""
    return all(any(fold(one) in fold(text) for one in part.split("|")) for part in parts)


def questions(half: str, sets: Sequence[str] = SETS) -> list[Asked]:
    """The plain and long questions of these sets: of the newest one ("locked"), or of all others."""
    found = []
    names = (*(f"facts-{name}" for name in sets if (name == NEWEST) == (half == "locked")),)
    names += ("long",) if "news" in sets and half == "open" else ()
    files = [ROOT / "bench" / "questions" / f"{name}.jsonl" for name in names]
    for row in (json.loads(line) for f in files if f.exists() for line in f.open(encoding="utf-8")):
        answerable = row["expect"] == "answer"
        found.append(
            Asked(
                *(row["id"], row["question"], row.get("article", ""), tuple(row.get("contains", ()))),
                *(answerable, row["kind"], row["library"]),
            )
        )
    return found


def cases(desk: Desk, asked: list[Asked]) -> Iterator[Case]:
    """Each question with its article there, and, where it is answerable, taken out."""
    for one in asked:
        query = parse_query(one.question, today=date.today())
        found = retrieve(desk.library(), query, STORIES + 1)
        own = [e for e in found if Path(e.article.origin).name.split(".")[0] == one.article]
        question = analyse(query.text)
        for removed in (False, True) if own and one.answerable else (False,):
            left = [e for e in found if not (removed and e in own)][:STORIES]
            rows = described(question, [replace(e, number=i) for i, e in enumerate(left, 1)], get_reader())
            right = [not removed and one.answerable and holds(row[2], one.parts) for row in rows]
            yield Case(one, removed, question, rows, right, read_again(question, rows))


def read_again(question: Question, rows: Sequence[Row]) -> list[tuple[Reading, Reading]]:
    """The second readings of every row, so that any order can be tried; the product reads the best alone."""
    windows = [window_of(item.article, s.start, s.end) for item, s, *_ in rows]
    second = get_language_reader().read(question.text, windows)
    titled = get_reader().read(question.text, [Window(row[0].article.title, row[2], "") for row in rows])
    return list(zip(second, titled, strict=True))


def collect(asked: list[Asked], library: Path | None) -> list[Case]:
    """The cases of all libraries that the questions are asked of; `library` keeps them for the next run."""
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in dict.fromkeys(a.library for a in asked):
            place = (library or Path(temporary)) / name
            desk = Desk.open(library=place)
            if not (place / "catalog.sqlite").exists():
                folder = make(name, place.parent / "source")
                meta = folder / "meta.csv"
                desk.add([str(folder)], meta=meta if meta.is_file() else None)
            found += cases(desk, [a for a in asked if a.library == name])
            desk.close()
    return found


def in_folds(found: list[Case], anew: bool = False) -> list[tuple[list[bool], float]]:
    """Each case judged by weights that were learned without its article."""
    fold = [zlib.crc32((c.asked.article or c.asked.id).encode()) % FOLDS for c in found]
    models = [learn([c for c, f in zip(found, fold, strict=True) if f != one], anew) for one in range(FOLDS)]
    return [judged(c, models[f]) for c, f in zip(found, fold, strict=True)]


def written(model: Model, bars: dict[str, float]) -> dict[str, Any]:
    """What is stored."""
    return {
        "about": "A conditional logit and a logistic regression, made by bench/selection.py --write",
        "first": _named(FIRST, *model.first),
        "alone": _named(ALONE, *model.alone),
        "sentence": _named(SECOND, *model.sentence),
        "decision": _named(FEATURES, *model.decision),
        "bars": bars,
    }


def choose_bars(found: list[Case], verdicts: list[tuple[list[bool], float]]) -> dict[str, float]:
    """The confidence that this share of the answerable questions does not reach."""
    sure = [s for c, (_, s) in zip(found, verdicts, strict=True) if c.answerable]
    return {name: round(float(np.quantile(sure, share)), 3) for name, share in REFUSED.items()}


def _named(names: Sequence[str], weights: Sequence[float], intercept: float) -> dict[str, float]:
    named = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return named | {"intercept": round(intercept, 4)}


def report(name: str, rows: list[tuple[Case, list[bool], float]], bar: float) -> None:
    """Right first and in three, refusals, the AUROC of answerable against article removed; 95 % intervals."""
    yes = [(r, s) for c, r, s in rows if c.answerable]
    no = [s < bar for c, _, s in rows if not c.asked.answerable]
    gone = [s for c, _, s in rows if c.removed]
    if not yes:
        return
    shown = np.array([s >= bar for _, s in yes])
    first = np.array([bool(r and r[0]) for r, _ in yes])
    three = np.array([any(r[:3]) for r, _ in yes])
    print(f"{name}: {len(yes)} answerable")
    for label, values in (
        ("best right", first),
        ("right in three", three),
        ("shown and right", first & shown),
        ("shown, right in three", three & shown),
        ("answerable refused", ~shown),
        ("unanswerable refused", np.array(no)),
        ("article removed: refused", np.array([s < bar for s in gone])),
    ):
        if len(values):
            low, high = interval(values)
            print(f"  {label:26} {np.mean(values):.3f} ({low:.3f}-{high:.3f}) n={len(values)}")
    if gone:
        area = roc_auc_score([1] * len(yes) + [0] * len(gone), [s for _, s in yes] + gone)
        print(f"  {'article removed: AUROC':26} {area:.3f}")


def interval(values: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of a share by bootstrap over the questions."""
    picked = np.random.default_rng(0).choice(np.asarray(values, dtype=float), (2000, len(values)))
    low, high = np.quantile(picked.mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def reliability(rows: list[tuple[Case, list[bool], float]]) -> None:
    """How often the best sentence is right, by confidence; the removed articles left out."""
    print("confidence: questions, mean confidence, best sentence right")
    kept = [(s, bool(r and r[0])) for c, r, s in rows if not c.removed]
    for low in np.arange(0.0, 1.0, 0.1):
        some = [(s, right) for s, right in kept if low <= s < low + 0.1 or (low > 0.85 and s == 1.0)]
        if some:
            print(f"  {low:.1f}: {len(some):4} {np.mean(some, axis=0)[0]:.2f} {np.mean(some, axis=0)[1]:.2f}")


def curve(rows: list[tuple[Case, list[bool], float]]) -> None:
    """What a bar costs and saves."""
    print("bar: answerable refused, right in three shown, unanswerable refused")
    for bar in np.arange(0.05, 0.95, 0.05):
        yes = [(r, s) for c, r, s in rows if c.answerable]
        no = [s < bar for c, _, s in rows if not c.asked.answerable]
        kept = [any(r[:3]) and s >= bar for r, s in yes]
        print(f"  {bar:.2f}: {np.mean([s < bar for _, s in yes]):.3f} {np.mean(kept):.3f} {np.mean(no):.3f}")


def store(learned: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    for cached in (select.stored, select._weights, second_module._weights, decide_module._weights):
        cached.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="learn the weights and store them")
    parser.add_argument("--first", action="store_true", help="learn those of the first reading anew as well")
    parser.add_argument("--half", choices=["open", "locked"], default="open")
    parser.add_argument("--library", type=Path, help="keep the libraries in this folder")
    parser.add_argument("--sets", nargs="+", default=list(SETS), help="libraries, or: headlines")
    options = parser.parse_args()
    found = collect(questions(options.half, options.sets), options.library)
    stored = options.half == "locked"
    verdicts = [judged(c, stored_model()) for c in found] if stored else in_folds(found, options.first)
    if options.write and not stored:
        store(written(learn(found, options.first), choose_bars(found, verdicts)))
    show([(c, *v) for c, v in zip(found, verdicts, strict=True)])


def show(rows: list[tuple[Case, list[bool], float]]) -> None:
    """All tables."""
    bar = float(select.stored()["bars"]["normal"])
    for name in dict.fromkeys((c.asked.library, c.asked.kind) for c, _, _ in rows):
        report(" ".join(name), [r for r in rows if (r[0].asked.library, r[0].asked.kind) == name], bar)
    report("all", rows, bar)
    reliability(rows)
    curve(rows)


if __name__ == "__main__":
    main()
