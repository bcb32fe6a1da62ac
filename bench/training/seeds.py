"""Asks the two seed articles, sentence by sentence: is the right sentence first, are the others refused?

    PYTHONPATH=. python bench/training/seeds.py build/ ../shared/seeds

Prints, for each question, the rank of the first right sentence (marked by a word it must hold) and its
probability, and the best wrong one. The answer words are ours; the articles are read from where they are.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from qa.models.reader import Reader
from qa.text import sentence_spans

ANSWERED = {
    "What time was the meeting scheduled to begin?": r"2:30",
    "Who chairs NATO's Military Committee?": r"Dragone, who",
    "Who is the Supreme Allied Commander Europe?": r"Grynkewich(?!, who also).*(?i:supreme allied commander)",
    "What did Lavrov say about talks held without Moscow?": r"will not work",
    "What did the June 2025 summit agree on spending?": r"5%",
    "Where did Trump meet Putin?": r"in Alaska",
    "Where was the last in-person meeting held?": r"The Hague",
    "How many countries are members of NATO?": r"\b32\b",
    "Who is the spokesperson for Supreme Headquarters Allied Powers Europe?": r"Donnell",
    "Who leads U.S. European Command?": r"European Command",
    "Which countries' defense chiefs did Caine meet in Washington?": r"France, Finland",
    "When did Trump host Zelenskyy at the White House?": r"Monday",
    "What weapons are the allies giving Ukraine?": r"anti-tank|ammunition",
    "Did the White House comment?": r"did not immediately",
}
REFUSED = [
    "What did NATO decide about Taiwan?",
    "Who won the World Cup?",
    "What did Macron say about talks held without Moscow?",
    "Who chairs the European Commission?",
    "How many soldiers will Germany send to Ukraine?",
    "What time did the meeting end?",
    "How much did the summit cost?",
    "Who is the prime minister of Italy?",
    "When did Trump meet Xi Jinping?",
    "Who is the president of France?",
    "What did Lavrov say about the economy?",
    "What did the June 2024 summit agree on spending?",
    "How many people attended the White House dinner?",
    "Why did the Supreme Allied Commander resign?",
]
TEASER_ONLY = ["How many people did Cuban forces kill?", "What did the Treasury sanction?"]


def main(build: Path, seeds: Path) -> None:
    reader = Reader(build, threads=2)
    pieces: list[tuple[str, bool]] = []
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        end = text.find("You May Also Like")
        pieces += [(text[a:b], 0 <= end <= a) for a, b in sentence_spans(text)]
    body = [text for text, teaser in pieces if not teaser]
    for question, pattern in ANSWERED.items():
        scored = sorted(zip(reader.answers(question, body), body, strict=True), reverse=True)
        right = [n for n, (_, text) in enumerate(scored, 1) if re.search(pattern, text)]
        wrong = next(p for p, text in scored if not re.search(pattern, text))
        rank = right[0] if right else 0
        mark = "ok " if rank == 1 and scored[0][0] >= reader.answered else "BAD"
        print(f"{mark} rank {rank} p {scored[rank - 1][0]:.3f} best wrong {wrong:.3f} {question}")
        if rank != 1:
            print("      first:", scored[0][1][:110])
    for question in REFUSED + TEASER_ONLY:
        top, text = max(zip(reader.answers(question, body), body, strict=True))
        print(f"{'ok ' if top < reader.answered else 'BAD'} refuse p {top:.3f} {question}  <- {text[:80]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
