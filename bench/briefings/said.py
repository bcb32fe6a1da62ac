"""Who says what on real news: speaker, full name and role, against 402 sentences marked by hand.

    python bench/briefings/said.py            # the open half
    python bench/briefings/said.py --locked   # the locked half
    python bench/briefings/said.py --fresh    # 116 further sentences, all locked, every kind of article
    python bench/briefings/said.py --pages    # all 603 sentences of 25 texts, half of them locked
    python bench/briefings/said.py -v         # each sentence that is not right

A sentence is right when the one who says it is named: a person by surname, a body or an unnamed voice by the
word that heads it. "to another" counts words that are given to somebody else than who says them, as do
statements found where nobody says anything. "full name" and "role" count among the persons that were right.
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

import sets
from sets import locked, news, rows

from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.brief.read.statements import Said, said_in
from qa.types import Article


class NoMeaning:
    """An embedder that embeds nothing: who says what needs no vectors."""

    name = "none"

    def embed(self, texts: list[str]) -> Any:
        import numpy as np

        return np.zeros((len(texts), 1), np.float32)


def found_in(article: Article) -> dict[int, Said]:
    """The statements of an article by the offset of their sentence, without the outlet's own."""
    sheet = make_sheet([article], SentenceReadings(NoMeaning()))
    return {s.line.sentence.start: s for s in said_in(sheet, article) if s.kind != "outlet"}


def judge(row: dict[str, Any], said: Said | None) -> dict[str, bool]:
    """What is right about one sentence."""
    people, voices = row.get("speaker"), row.get("voice", [])
    if row.get("open") and said is None:
        return {"silent": True, "other": False}
    if not people and not voices:
        return {"silent": True, "other": said is not None}
    if said is None:
        return {"right": False, "other": False}
    own = said.speaker.casefold().replace("’", "'").split()
    named = [p for p in people or [] if _same(p, own)]
    voiced = any(
        set(v.casefold().replace("’", "'").split()[-1:]) <= {w.strip("'s") for w in own} | set(own)
        for v in voices
    )
    right = bool(named) or voiced
    if row.get("open"):
        return {"silent": True, "other": not right}
    marks = {"right": right, "other": not right}
    if named and people:
        marks["full"] = set(people[0].casefold().split()) <= set(own)
        if row.get("role"):
            marks["role"] = any(r.casefold() in said.role.casefold() for r in row["role"])
    return marks


def _head(voice: str) -> str:
    return voice.casefold().replace("’", "'").split()[-1]


def _same(person: str, own: list[str]) -> bool:
    return person.casefold().replace("’", "'").split()[-1] in own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    if not sets.have(sets.NEWS, sets.ECB):
        return 0
    count: Counter[str] = Counter()
    known: dict[str, dict[int, Said]] = {}
    texts = news() | {key: article for key, (article, _) in sets.ecb().items()} | sets.pages()
    name = "said_fresh.jsonl" if args.fresh else "said_pages.jsonl" if args.pages else "said.jsonl"
    for row in rows(name):
        if not args.fresh and locked(row["article"]) != args.locked:
            continue
        article = texts[row["article"]]
        if row["article"] not in known:
            known[row["article"]] = found_in(article)
        said = known[row["article"]].get(row["start"])
        marks = judge(row, said)
        for name, value in marks.items():
            count[name] += value
            count[f"{name} of"] += 1
        if args.v and (not marks.get("right", True) or marks.get("other") or not marks.get("role", True)):
            gold = row.get("speaker") or row.get("voice")
            shown = (said.speaker, said.role) if said else None
            print(f"{row['article']}:{row['start']} {gold} {row.get('role')} | {shown}")
            print("   ", article.text[row["start"] : row["end"]][:230].replace("\n", " "))
    for name in ("right", "other", "full", "role"):
        total = count[f"{name} of"]
        print(f"{name:6} {count[name]:4} of {total:4}  {count[name] / max(1, total):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
