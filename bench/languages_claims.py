"""Claims in other languages: python -m bench.languages_claims [--half open|locked] [--fit] [--translations].

Sentences of XQuAD's paragraphs that nothing was trained on, told in the same language or another: as people
translated them, shortened, and with a planted fault (another number, another name or word, across languages
also the sentence beside it). Prints what the checks remove. `--fit` learns the weights of
`qa/answer/verify/abroad.py` on the open translations, and prints what they reach in five folds of sentences.
Needs scikit-learn for that. `--translations` prints what of them would not be shown beside its sentence.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.languages_data import Claim, claims_of, reworded
from qa.answer.verify import abroad
from qa.answer.verify.facts import Facts, Ground, facts_of, ground_of
from qa.answer.verify.translated import disagreement
from qa.answer.verify.verify import check_sentence
from qa.search.retrieve import evidence_of
from qa.types import Article, DraftSentence, Evidence, EvidenceSentence, Passage

DATA = Path(__file__).parents[2] / "shared" / "data" / "multilingual"
LANGUAGES = ("de", "es", "ru", "el", "tr", "ar", "zh")
REMOVED = {"strict": 0.15, "normal": 0.04, "lenient": 0.02}
"""Share of the faithful open translations below a bar, of those whose figures and quotations are right."""


def cases(half: str, most: int, languages: Sequence[str]) -> dict[tuple[str, str], list[Claim]]:
    """At most `most` claims for each (told in, held in)."""
    pairs = [p for held in languages for p in ((held, held), ("en", held), (held, "en"))]
    # Beside it stands a sentence of the same article: within a language it is found, and cited rightly.
    return {
        (told, held): [c for c in claims_of(DATA, told, held, half) if told != held or c.kind != "beside"][
            :most
        ]
        for told, held in pairs
    }


def evidence(case: Claim, language: str) -> tuple[Evidence, EvidenceSentence | None]:
    """The window of a claim as an article, and the sentence that it cites."""
    text = " ".join(part for part in (case.before, case.cited, case.after) if part)
    article = Article.make("", text, language=language, origin="window")
    found = evidence_of(1, article, [Passage(article.id, 0, len(text))])
    middle = text.index(case.cited) + len(case.cited) / 2
    return found, next((s for s in found.sentences if s.start < middle < s.end), None)


def table(asked: dict[tuple[str, str], list[Claim]], half: str) -> None:
    """What was removed, by languages and kind."""
    every: dict[str, Counter[str]] = {"within": Counter(), "across": Counter(), "reworded": Counter()}
    for (told, held), rows in asked.items():
        found = removed(rows, held)
        every["within" if told == held else "across"] += found
        print(f"{told} on {held}: {line(found)}", flush=True)
    every["reworded"] = removed(reworded(DATA, half), "es")
    for name, found in every.items():
        print(f"{name}: {line(found)}")


def removed(rows: Sequence[Claim], held: str) -> Counter[str]:
    """How many claims of each kind there are, and how many the checks remove."""
    found: Counter[str] = Counter()
    for case in rows:
        item, cited = evidence(case, held)
        if cited is not None:
            outcome = check_sentence(DraftSentence(case.claim, (cited.id,)), [item])
            kind = "faithful" if case.faithful else case.kind
            found += Counter({kind: 1, f"{kind} removed": outcome.sentence is None})
    return found


def translations(half: str, languages: Sequence[str]) -> None:
    """What of people's translations, and of those with a fault, would not be shown beside its sentence."""
    every: Counter[str] = Counter()
    for other in languages:
        for told, held in (("en", other), (other, "en")):
            found: Counter[str] = Counter()
            for case in claims_of(DATA, told, held, half):
                kind = "faithful" if case.faithful else case.kind
                gone = bool(disagreement(case.cited, held, case.claim, told))
                found += Counter({kind: 1, f"{kind} removed": gone})
            every += found
            print(f"{held} in {told}: {line(found)}", flush=True)
    print(f"all: {line(every)}")


def line(found: Counter[str]) -> str:
    """The shares removed of each kind."""
    kinds = [k for k in ("faithful", "number", "name", "beside") if found[k]]
    shares = [f"{k} {found[f'{k} removed'] / found[k]:.2f} of {found[k]}" for k in kinds]
    faults = sum(found[k] for k in kinds[1:])
    caught = sum(found[f"{k} removed"] for k in kinds[1:])
    return ", ".join([*shares, f"faults {caught / max(1, faults):.2f} of {faults}"])


def fit(asked: dict[tuple[str, str], list[Claim]]) -> None:
    """Learns weights and bars on translations, and writes them."""
    rows = [
        (case, *pair)
        for (told, held), claims in asked.items()
        if told != held
        for case, pair in ((c, paired(c, held)) for c in claims)
        if pair
    ]
    failed = np.array([bool(abroad.disagreements(claim, ground)) for _, claim, ground in rows])
    told_of = abroad.features([(claim, ground) for _, claim, ground in rows])
    assert told_of is not None
    x = np.array([[row[f] for f in abroad.FEATURES] for row in told_of])
    y = np.array([case.faithful for case, _, _ in rows])
    parts = np.array([zlib.crc32(ground.facts.text[:60].encode()) % 5 for _, _, ground in rows])
    score = np.zeros(len(y))
    for part in range(5):
        weights, bias = learned(x[parts != part], y[parts != part])
        score[parts == part] = 1 / (1 + np.exp(-(x[parts == part] @ weights + bias)))
    score[failed] = 0
    bars = {s: float(np.quantile(score[y & ~failed], q)) for s, q in REMOVED.items()}
    for strictness, least in bars.items():
        caught, removed = (score[~y] < least).mean(), (score[y] < least).mean()
        print(f"folds, {strictness}: caught {caught:.3f}, removed {removed:.3f}, n {len(y)}")
    weights, bias = learned(x, y)
    stored = {
        "weights": {f: round(float(w), 4) for f, w in zip(abroad.FEATURES, weights, strict=True)},
        "bias": round(float(bias), 4),
        "bars": {s: round(least, 3) for s, least in bars.items()},
    }
    abroad.WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


def paired(case: Claim, held: str) -> tuple[Facts, Ground] | None:
    """A claim and its ground; None where the sentence was cut otherwise."""
    item, cited = evidence(case, held)
    return (facts_of(case.claim), ground_of(item.article, cited.start, cited.end)) if cited else None


def learned(x: np.ndarray, y: np.ndarray, *, balanced: bool = True) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; when balanced, true and false have the same say."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(axis=0), x.std(axis=0)
    model = LogisticRegression(C=0.1, max_iter=2000, class_weight="balanced" if balanced else None)
    model.fit((x - mean) / scale, y)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["open", "locked"], default="open")
    parser.add_argument("--most", type=int, default=120, help="claims of a pair of languages")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--translations", action="store_true", help="what is shown beside a sentence")
    given = parser.parse_args()
    if given.translations:
        translations(given.half, given.languages.split(","))
        return
    asked = cases("open" if given.fit else given.half, given.most, given.languages.split(","))
    fit(asked) if given.fit else table(asked, given.half)


if __name__ == "__main__":
    main()
