"""What a checking model adds to the checks of the product: python -m bench.checker [--cases 10] [--data DIR]

    QA_CHECK_MODEL=openai:smollm2 QA_CHECK_BASE_URL=http://localhost:8080/v1 python -m bench.checker

A seeded sample with as many supported as unsupported texts of each SummEdits domain and of WiCE dev. A text
is held, sentence by sentence, against the stretch of its document that carries it best, as bench/support.py
does it; its worst sentence decides. The model is asked through the product's checker, with prompts/check.md.
Three rows:

without     the checks and the support score, as without QA_CHECK_MODEL
alone       the model's verdict: YES 1, UNSURE (or no verdict) 0.5, NO 0; a NO fails the text
combined    as the product does it: the model is asked last, and its NO removes a sentence

The support weights were learned on the same sets, so "without" is somewhat flattered: what the model adds is
the difference, on the same texts. `scripts/model_server.sh` has a small model to try the command with.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.support import DATA, DOMAINS, Case, grounds, load, measure
from qa.answer.llm.checker import ModelChecker
from qa.answer.llm.engine import make_checker
from qa.answer.verify import support
from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import facts_of
from qa.desk.engines import Engines
from qa.settings import load_settings

SEED = 3
VERDICTS = {True: 1.0, None: 0.5, False: 0.0}


@dataclass(frozen=True)
class Judged:
    """One text of the sample: what it is, the product's score, and the model's verdict on it."""

    case: Case
    score: float
    verdict: bool | None


def sample(cases: list[Case], count: int) -> list[Case]:
    """`count` supported and `count` unsupported texts of each set, the same ones every time."""
    chosen = []
    for domain in ("wice", *DOMAINS):
        for label in (True, False):
            rows = [c for c in cases if c.domain == domain and c.supported == label]
            chosen += random.Random(SEED).sample(rows, min(count, len(rows)))
    return chosen


def judge(case: Case, checker: ModelChecker) -> Judged:
    """The worst sentence decides; after the first NO the model need not be asked about the others."""
    score, verdict = 1.0, True
    for claim in map(facts_of, case.claims):
        among = grounds(claim.text, case.document)
        own = [0.0 if disagreements(claim, g) else support.support([(claim, g)])[0] for g in among]
        ground = among[max(range(len(among)), key=lambda at: own[at])]
        score = min(score, max(own))
        if verdict is not False:
            verdict = min(verdict, checker.check(ground.facts.text, claim.text), key=lambda v: VERDICTS[v])
    return Judged(case, score, verdict)


def report(judged: list[Judged]) -> str:
    """The three rows for each set, and for all together."""
    lines = [f"{'':14}{'':10}" + "".join(f"{name:>20}" for name in ("balanced accuracy", "AUROC"))]
    for domain in ("wice", *DOMAINS, "all"):
        rows = [j for j in judged if domain in (j.case.domain, "all")]
        if not rows:
            continue
        truth = np.array([j.case.supported for j in rows])
        own = np.array([j.score for j in rows])
        said = np.array([VERDICTS[j.verdict] for j in rows])
        scores = {"without": own, "alone": said, "combined": np.where(said == 0.0, own / 1000, own)}
        for name, score in scores.items():
            row = measure(truth, score)
            lines.append(f"{domain:14}{name:10}{row['balanced accuracy']:20.3f}{row['AUROC']:20.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cases", type=int, default=10, metavar="N", help="texts of each label and set")
    options = parser.parse_args()
    if not (options.data / "wice").exists():
        sys.exit(f"skipped: no data sets at {options.data}")
    config = Engines(load_settings()).checking
    if config is None:
        sys.exit("set QA_CHECK_MODEL (and QA_CHECK_BASE_URL): it is what is measured")
    checker, started = make_checker(config), perf_counter()
    judged = []
    for number, case in enumerate(sample(load(options.data), options.cases), start=1):
        judged.append(judge(case, checker))
        print(f"{number}: {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(report(judged))
    told = Counter(str(j.verdict) for j in judged)
    print(
        f"\n{checker.model}: YES to {told['True']}, NO to {told['False']}, neither to {told['None']} of "
        f"{len(judged)} texts; {checker.usage.model_calls} calls, {checker.usage.prompt_tokens} prompt tokens"
    )


if __name__ == "__main__":
    main()
