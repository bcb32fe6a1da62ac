"""Which sentence comes first for questions that people asked about given sentences, leads as often as others.

    python bench/people.py [--library DIR]

Whoever writes questions for a test avoids leads and the article's own words; people who were shown one
sentence after the other did not choose. QADiscourse, QAMR and QA-SRL on the unseen third of the Wikinews
articles (`newsset.questions`), asked of the library `fresh` by the stored weights. Nothing is learned from
them.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import newsset  # noqa: E402
from selection import collect, interval  # noqa: E402
from weighing import Asked, Case, judged, ranked, stored_model  # noqa: E402

from qa.answer.extractive.decide import bar  # noqa: E402

PER_ARTICLE = 3
SAME = 0.8
"""Share of words in common from which a sentence of the library is the one that was asked about."""


def asked() -> dict[str, newsset.Asked]:
    """The questions on unseen articles, by id."""
    newsset.PER_ARTICLE = PER_ARTICLE
    return {one.id: one for one in newsset.questions() if one.unseen}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def right(case: Case, one: newsset.Asked) -> list[bool]:
    """Which candidates are the sentence that the question was asked about."""
    said = words(one.sentence)
    return [
        Path(item.article.origin).stem == one.origin
        and len(said & words(text)) >= SAME * len(said | words(text))
        for item, _, text, _, _ in case.rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="keep the library in this folder")
    told = asked()
    questions = [Asked(o.id, o.text, "", (), True, "people", "fresh") for o in told.values()]
    model = stored_model()
    first, three, lead, refused = [], [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        for case in collect(questions, parser.parse_args().library or Path(temporary)):
            case.right = right(case, told[case.asked.id])
            if any(case.right):
                order = ranked(case, model)
                refused.append(judged(case, model)[1] < bar())
                first.append(order.right[0])
                three.append(any(order.right[:3]))
                starts = (c.sentence.start for c in order.candidates)
                lead.append(any(r and at < 5 for r, at in zip(order.right, starts, strict=True)))
    print(f"{len(told)} questions, the sentence is among those that are read for {len(first)}")
    for name, which in (("all", np.ones(len(lead), bool)), ("answered in the lead", np.array(lead))):
        shares = [np.array(values)[which] for values in (first, three, refused)]
        low, high = interval(shares[0])
        told_of = "first {:.3f}, in three {:.3f}, refused {:.3f}".format(*(np.mean(s) for s in shares))
        print(f"{name:22} {which.sum():4}  {told_of} (first: {low:.3f}-{high:.3f})")


if __name__ == "__main__":
    main()
