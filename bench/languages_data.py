"""XQuAD's parallel paragraphs, split into trained, open and locked ones, and claims made of them."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.text.sentences import sentence_spans

Row = dict[str, Any]
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
_NAME = re.compile(r"(?<=[^.!?]\s)[^\W\d_a-z][\w’'-]{3,}(?:\s[^\W\d_a-z][\w’'-]{2,})?")


def part_of(paragraph: int | str) -> str:
    """Of two thirds of the paragraphs "train", of a sixth each "open" and "locked", by number alone."""
    place = zlib.crc32(f"paragraph {paragraph}".encode()) % 6
    return "open" if place == 0 else "locked" if place == 1 else "train"


def rows_of(path: Path) -> list[Row]:
    """The records of a packed file of lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def kept_back(data: Path) -> tuple[set[str], str]:
    """Ids of the questions, and the English words, of the XQuAD paragraphs that measure.

    XQuAD is a part of SQuAD's dev set: the same paragraphs come in SQuAD, SQuAD-es and SQuAD-it too.
    """
    rows = rows_of(data / "multilingual" / "xquad.en.jsonl.gz")
    rows = [r for r in rows if part_of(r["paragraph"]) != "train"]
    return {r["id"] for r in rows}, " ".join(sorted({" ".join(r["context"].split()) for r in rows}))


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and the sentence it cites, with its neighbours."""

    claim: str
    before: str
    cited: str
    after: str
    faithful: bool
    kind: str


def claims_of(folder: Path, told_in: str, held_in: str, half: str) -> list[Claim]:
    """Each sentence whose paragraph is cut alike in both languages: as it is, and with one fault."""
    rng = random.Random(23)
    texts = {
        language: {r["paragraph"]: r["context"] for r in rows_of(folder / f"xquad.{language}.jsonl.gz")}
        for language in (told_in, held_in)
    }
    found: list[Claim] = []
    for number in sorted(n for n in texts[held_in] if part_of(n) == half):
        told, held = (
            [texts[language][number][a:b] for a, b in sentence_spans(texts[language][number], language)]
            for language in (told_in, held_in)
        )
        if len(told) != len(held):
            continue
        for i, sentence in enumerate(told):
            window = (held[i - 1] if i else "", held[i], held[i + 1] if i + 1 < len(held) else "")
            if told_in != held_in:
                found.append(Claim(sentence, *window, True, "translation"))
            elif (cut := shortened(sentence)) != sentence:
                found.append(Claim(cut, *window, True, "shortened"))
            found += [Claim(wrong, *window, False, kind) for kind, wrong in faults(sentence, told, i, rng)]
    rng.shuffle(found)
    return found


def reworded(folder: Path, half: str) -> list[Claim]:
    """Spanish sentences of SQuAD-es told on those of XQuAD: two translations of the same paragraphs."""
    rng = random.Random(23)
    held = {r["id"]: r for r in rows_of(folder / "xquad.es.jsonl.gz")}
    other = {r["id"]: r for r in rows_of(folder / "squad-es-v2-dev-small.jsonl.gz")}
    both = {
        held[i]["paragraph"]: (other[i]["context"], held[i]["context"]) for i in held.keys() & other.keys()
    }
    found: list[Claim] = []
    for number in sorted(n for n in both if part_of(n) == half):
        told, cited = ([text[a:b] for a, b in sentence_spans(text, "es")] for text in both[number])
        if len(told) != len(cited):
            continue
        for i, sentence in enumerate(told):
            window = (cited[i - 1] if i else "", cited[i], cited[i + 1] if i + 1 < len(cited) else "")
            if sentence.strip() != cited[i].strip():
                found.append(Claim(sentence, *window, True, "translation"))
                wrong = faults(sentence, told, i, rng)
                found += [Claim(f, *window, False, kind) for kind, f in wrong if kind != "beside"]
    return found


def shortened(sentence: str) -> str:
    """The sentence up to its last comma, if most of it stays."""
    cut = max(sentence.rfind(", "), sentence.rfind("，"), sentence.rfind("، "))
    return sentence[:cut] + sentence[-1] if cut > 0.6 * len(sentence) else sentence


def faults(sentence: str, told: list[str], place: int, rng: random.Random) -> list[tuple[str, str]]:
    """The sentence with another number, with another name of its paragraph's, and the sentence beside it."""
    found = []
    if numbers := list(_NUMBER.finditer(sentence)):
        match = rng.choice(numbers)
        value = float(match[0].replace(",", ""))
        new = str(int(value * rng.choice([0.5, 1.5, 3]) + rng.choice([1, 2, 3])))
        found.append(("number", sentence[: match.start()] + new + sentence[match.end() :]))
    names, others = list(_NAME.finditer(sentence)), [m[0] for t in told for m in _NAME.finditer(t)]
    if names and (options := [o for o in others if o not in sentence]):
        match = rng.choice(names)
        found.append(("name", sentence[: match.start()] + rng.choice(options) + sentence[match.end() :]))
    if len(told) > 1:
        found.append(("beside", told[place - 1 if place else 1]))
    return found
