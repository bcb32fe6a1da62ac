"""Summaries without a model beside lead-3, TextRank and LexRank: ROUGE against what editors wrote.

    pip install rouge-score sumy
    python bench/briefings/summaries.py      # the open half; --locked: the locked half; -n 60: so many

A Wikinews article of two paragraphs or more gives one case: its first paragraph is what its editors took for
the sum of it; the rest is what is summarised. Titles and leads are taken away. Each method writes as many
words as lead-3 has. Redundancy is the share of shown sentences that repeat another one (half of the words
of the shorter); dangling, of those that open with a pronoun or "the latter".
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import sets
from sets import locked, news, unseen

from qa.answer.extractive.summary import stands_alone
from qa.text import content_words, sentence_spans
from qa.types import Article, Passage

LEAST, MOST = 150, 1200
"""Words of what is summarised."""


def cases(want_locked: bool, most: int) -> list[tuple[str, Article]]:
    """(reference, article without title and lead) of unseen Wikinews articles."""
    found = []
    for key, article in news().items():
        parts = [p for p in article.text.split("\n\n") if p.strip()]
        if not key.startswith("wikinews-en") or not unseen(key) or len(parts) < 2:
            continue
        rest = "\n\n".join(parts[1:])
        if locked(key) == want_locked and LEAST <= len(rest.split()) <= MOST and len(parts[0].split()) >= 25:
            found.append((parts[0], Article.make("", rest, published=article.published)))
    return found[:most]


def sentences(text: str) -> list[str]:
    return [text[a:b].replace("\n", " ").strip() for a, b in sentence_spans(text)]


def lead3(article: Article, words: int) -> list[str]:
    return sentences(article.text)[:3]


@lru_cache(maxsize=1)
def _engine() -> Any:
    from qa.answer.extractive.engine import Extractive
    from qa.models.embedder import make_embedder

    return Extractive(make_embedder("minilm"), None)  # type: ignore[arg-type]  # summaries ask no reader


def ours(article: Article, words: int) -> list[str]:
    from qa.search.retrieve import evidence_of

    evidence = evidence_of(1, article, [Passage(article.id, 0, len(article.text))])
    return [
        s.text.replace("\n", " ") for s in _engine().draft_summary("", (evidence,), words=words).sentences
    ]


class _Words:
    """What sumy asks of a tokenizer, with our sentences and stems."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(content_words(sentence)) or ("",)

    def to_sentences(self, text: str) -> list[str]:
        return sentences(text)


def _sumy(name: str) -> Callable[[Article, int], list[str]]:
    def summarise(article: Article, words: int) -> list[str]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer

        rows = sentences(article.text)
        document = ObjectDocumentModel([Paragraph([Sentence(row, _Words()) for row in rows])])
        method = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer}[name]()
        order: list[str] = []

        def take(best: Sequence[Any]) -> Sequence[Any]:
            order.extend(str(one.sentence) for one in best)  # best first; sumy gives them back in text order
            return best[:1]

        method(document, take)
        return _fitting(order, rows, words)

    return summarise


def _fitting(order: Sequence[str], rows: Sequence[str], words: int) -> list[str]:
    """The best sentences that fit the words, in the order of the text."""
    kept: list[str] = []
    for sentence in order:
        if sum(len(k.split()) for k in kept) + len(sentence.split()) <= words * 1.1 or not kept:
            kept.append(sentence)
    return [row for row in rows if row in kept]


METHODS: dict[str, Callable[[Article, int], list[str]]] = {
    "lead-3": lead3,
    "TextRank": _sumy("TextRank"),
    "LexRank": _sumy("LexRank"),
    "qa": ours,
}


def repeated(shown: Sequence[str]) -> int:
    """How many sentences repeat one before them."""
    bags = [set(content_words(s)) for s in shown]
    return sum(
        any(len(a & b) > 0.5 * min(len(a), len(b), 99) for b in bags[:i]) for i, a in enumerate(bags) if a
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("-v", action="store_true", help="print our summaries")
    args = parser.parse_args()
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        print("pip install rouge-score sumy")
        return 0
    if not sets.have(sets.NEWS):
        return 0
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    rows = cases(args.locked, args.n)
    print(f"{len(rows)} articles       ROUGE-1 ROUGE-2 ROUGE-L  redundant dangling  words")
    for name, method in METHODS.items():
        total, shown, again, dangling, words, near = [0.0] * 3, 0, 0, 0, 0, 0
        for reference, article in rows:
            wanted = sum(len(s.split()) for s in lead3(article, 0))
            summary = method(article, wanted)
            score = scorer.score(reference, " ".join(summary))
            total = [
                t + score[k].fmeasure for t, k in zip(total, ("rouge1", "rouge2", "rougeL"), strict=True)
            ]
            shown += len(summary)
            again += repeated(summary)
            dangling += sum(
                not stands_alone(s) or bool(re.match(r"(?:He|She|They|It)\b", s)) for s in summary
            )
            length = sum(len(s.split()) for s in summary)
            words += length
            near += abs(length - wanted) <= 0.1 * wanted
            if args.v and name == "qa":
                print(f"\n[{wanted} words] " + "\n    ".join(summary))
        r1, r2, rl = (t / len(rows) for t in total)
        print(
            f"{name:20} {r1:.3f}   {r2:.3f}   {rl:.3f}   {again / shown:.3f}     {dangling / shown:.3f}"
            f"    {words / len(rows):.0f} ({near / len(rows):.2f} within 10 %)"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
