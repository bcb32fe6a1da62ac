"""Builds the reader's training mix: question-sentence and claim-evidence pairs, one JSON line each.

    python bench/training/data.py ../shared/data/train mix.jsonl

A line is [task, set, first, second, label, split]. Task "qa": first = question, second = sentence,
label 1 = answers. Task "nli": first = claim, second = evidence, label 0 supported, 1 contradicted,
2 neutral, 3 not supported (contradicted or neutral, nobody said which). Split "held" is never trained on;
it holds whole groups: every pair that shares a question, a claim, or a positive's words is in one group.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path
from typing import Any

Row = dict[str, Any]
LABELS = {"supported": 0, "contradicted": 1, "neutral": 2, "not_supported": 3}
HELD_PERCENT = 4

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_NAME = re.compile(r"\b(?:[A-Z][a-zA-Z'’.-]*[a-z](?:\s+(?:of\s+|the\s+)?(?=[A-Z]))?)+")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
_AUXILIARY = re.compile(
    r"\b(is|was|were|are|has|have|had|will|would|can|could|did|does|may|should)\b(?! not)"
)
_STOP = set(
    re.findall(
        r"\w+",
        "a an the of in on at to for from by with and or but is was were are be been has have had do does "
        "did that this it its as he she they his her their who what when where which why how many much",
    )
)
_NOT_NAMES = set(
    re.findall(
        r"\w+",
        "What Who When Where Which Why How In On At The A An Of To For From By With Is Was Were Are Did Does "
        "Do It He She They I This That These Those After Before During As If And But Or Under Since "
        "While One",
    )
)
WORD_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def key(text: str) -> str:
    """Letters and digits only, lower case: what makes two texts the same text."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def words(text: str) -> set[str]:
    """Content words cut to five letters, a poor man's stemmer that is enough to mine negatives."""
    return {w[:5] for w in key(text).split() if w not in _STOP}


def sentences(passage: str) -> list[str]:
    """Sentences with at least three words."""
    return [s.strip() for s in _SENTENCE_END.split(passage) if len(s.split()) >= 3]


class Mix:
    """Collects pairs, joins the groups that share text, and splits by group."""

    def __init__(self, source: Path, seed: int = 7) -> None:
        self.source = source
        self.rng = random.Random(seed)
        self.pairs: dict[tuple[str, str], list[Any]] = {}
        self.parent: dict[str, str] = {}
        self.idf: dict[str, float] = {}

    def rows(self, name: str) -> Iterator[Row]:
        """The records of one set, in the file's order."""
        with gzip.open(self.source / name / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def sample(self, rows: list[Row], size: int) -> list[Row]:
        """At most `size` rows, shuffled."""
        self.rng.shuffle(rows)
        return rows[:size]

    def find(self, item: str) -> str:
        """The group of an item (union-find with path halving)."""
        self.parent.setdefault(item, item)
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, *items: str) -> None:
        """Puts items into one group."""
        first = self.find(items[0])
        for other in items[1:]:
            self.parent[self.find(other)] = first

    def add(
        self, task: str, name: str, first: str, second: str, label: int, group: str | None = None
    ) -> None:
        """Adds one pair; the first of two pairs with the same words wins."""
        if not first.strip() or not second.strip():
            return
        one = f"{task}:{key(first)}"
        if group is None and (task == "nli" or label == 1):
            self.join(one, f"s:{key(second)}")
        if group is not None:
            self.join(group, one)
        self.pairs.setdefault((key(first), key(second)), [task, name, first, second, label, group or one])

    def closest(self, question: str, candidates: list[str], count: int) -> list[str]:
        """The candidates that share most of the question's rare words."""
        asked = words(question)
        scored = [(sum(self.idf.get(w, 8.0) for w in asked & words(c)), c) for c in candidates]
        scored.sort(key=lambda pair: -pair[0])
        return [c for _, c in scored[:count]]

    def write(self, target: Path) -> None:
        """Writes the mix in a shuffled order, with its split."""
        lines = []
        for task, name, first, second, label, group in self.pairs.values():
            held = zlib.crc32(self.find(group).encode()) % 100 < HELD_PERCENT
            lines.append([task, name, first, second, label, "held" if held else "train"])
        self.rng.shuffle(lines)
        with target.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        counts = Counter((line[0], line[1], line[5]) for line in lines)
        for (task, name, split), count in sorted(counts.items()):
            print(f"{task:4} {name:18} {split:6} {count}")
        print("train", sum(c for (_, _, s), c in counts.items() if s == "train"))


def learn_idf(mix: Mix) -> None:
    """Inverse document frequencies over a few sets, for mining."""
    seen: Counter[str] = Counter()
    total = 0
    for name in ("qamr", "squad2_dev", "selqa"):
        for text in {r["p"] for r in mix.rows(name)}:
            seen.update(words(text))
            total += 1
    mix.idf = {w: log(total / n) for w, n in seen.items()}


def holds(sentence: str, answers: list[str]) -> bool:
    """True if the sentence holds one of the answers' words in a row."""
    text = f" {key(sentence)} "
    return any(f" {key(a)} " in text for a in answers if key(a))


def add_passages(mix: Mix, name: str, size: int, *, title: bool = False) -> None:
    """Sets with passages: the sentence with the answer, its neighbours as hard negatives, a few windows."""
    for row in mix.sample(list(mix.rows(name)), size):
        question, parts = row["q"], sentences(row["p"])
        lead = ""
        if title and len(parts) > 1:
            lead, parts = parts[0].rstrip(".") + ": ", parts[1:]
        if not parts:
            continue
        good = [s for s in parts if holds(s, row["ans"])] if row["y"] else []
        if row["y"] and not good:
            continue
        best = mix.closest(question, good, 1)
        if row["kind"] == "gold":
            mix.join(f"qa:{key(question)}", *(f"s:{key(s)}" for s in parts))
        bad = mix.closest(question, [s for s in parts if s not in good], 2 if row["kind"] == "gold" else 1)
        prefix = lead if mix.rng.random() < 0.5 else ""
        for sentence in best:
            mix.add("qa", name, question, prefix + sentence, 1)
        for sentence in bad:
            mix.add("qa", name, question, prefix + sentence, 0)
        if mix.rng.random() < 0.2:
            add_window(mix, name, question, parts, best or bad[:1], good)


def add_window(
    mix: Mix, name: str, question: str, parts: list[str], centre: list[str], good: list[str]
) -> None:
    """Two sentences in a row: the reader is also asked about a sentence with the one before it."""
    for sentence in centre:
        at = parts.index(sentence)
        window = parts[max(0, at - 1) : at + 1] if at else parts[:2]
        mix.add("qa", name + "_window", question, " ".join(window), int(any(s in good for s in window)))


def add_sentences(mix: Mix, name: str, positives: int, negatives: int) -> None:
    """Sets that pair a question with one sentence already."""
    rows = list(mix.rows(name))
    for row in mix.sample([r for r in rows if r["y"]], positives):
        mix.add("qa", name, row["q"], row["p"], 1)
    for row in mix.sample([r for r in rows if not r["y"]], negatives):
        mix.add("qa", name, row["q"], row["p"], 0)


def add_selqa(mix: Mix) -> None:
    """All answers, and for each question the three other sentences that look most like an answer."""
    by_question: dict[str, list[Row]] = defaultdict(list)
    for row in mix.rows("selqa"):
        by_question[row["q"]].append(row)
    for question, rows in by_question.items():
        for row in rows:
            if row["y"]:
                mix.add("qa", "selqa", question, row["p"], 1)
        for sentence in mix.closest(question, [r["p"] for r in rows if not r["y"]], 3):
            mix.add("qa", "selqa", question, sentence, 0)


def add_qamr(mix: Mix) -> list[Row]:
    """Questions on Wikinews and Wikipedia sentences; negatives from the same document. Returns positives."""
    rows = [r for r in mix.rows("qamr") if len(r["q"].split()) >= 4]
    by_document: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["y"]:
            by_document[row["grp"].rsplit(":", 2)[0]].add(row["p"])
    gold = mix.sample([r for r in rows if r["y"] and r["src"] == "qamr_wikinews"], 11000)
    gold += mix.sample([r for r in rows if r["y"] and r["src"] != "qamr_wikinews"], 4000)
    for row in gold:
        document = row["grp"].rsplit(":", 2)[0]
        mix.add("qa", "qamr", row["q"], row["p"], 1)
        mix.join(f"s:{key(row['p'])}", f"doc:{document}")
        others = [s for s in sorted(by_document[document]) if s != row["p"] and not holds(s, row["ans"])]
        if others and len(row["q"].split()) >= 6 and mix.rng.random() < 0.8:
            mix.add("qa", "qamr", row["q"], mix.closest(row["q"], others, 1)[0], 0)
    for row in mix.sample([r for r in rows if not r["y"] and len(r["q"].split()) >= 6], 6000):
        mix.add("qa", "qamr", row["q"], row["p"], 0)
    return gold


def add_boolq(mix: Mix) -> None:
    """Yes/no questions with the two or three sentences of the passage nearest to them."""
    for row in mix.sample(list(mix.rows("boolq_val")), 2000):
        parts = sentences(row["p"])
        chosen = mix.closest(row["q"], parts, 2)
        mix.add("qa", "boolq_val", row["q"], " ".join(s for s in parts if s in chosen), row["y"])


def find_names(text: str) -> list[str]:
    """Capitalised spans, without the words that are capitalised only because they stand first."""
    found = [re.sub(r"['’]s$", "", n.strip()) for n in _NAME.findall(text)]
    found = [re.sub(r"^(?:The|What|Who|In|On|Which|When|Where|How|Why)\s+", "", n) for n in found]
    return [n for n in found if n and n not in _NOT_NAMES]


def name_pool(texts: Iterable[str]) -> list[str]:
    """Names to put in another's place; the first word of a sentence is often no name, so it is left out."""
    return [n for t in texts for n in find_names(t.partition(" ")[2]) if len(n) > 3]


def swap_name(mix: Mix, text: str, other: str, pool: list[str]) -> tuple[str, str, str] | None:
    """(new text, old name, new name): a name that both texts share replaced by one of its length."""
    shared = [n for n in find_names(text) if key(n) and f" {key(n)} " in f" {key(other)} "]
    if not shared:
        return None
    old = mix.rng.choice(shared)
    for _ in range(20):
        new = mix.rng.choice(pool)
        if len(new.split()) == len(old.split()) and key(new) not in key(other) and key(old) != key(new):
            return text.replace(old, new), old, new
    return None


def change_number(mix: Mix, text: str, other: str) -> str | None:
    """One number that both texts share changed to another of about its size."""
    shared = [m for m in _NUMBER.finditer(text) if m.group() in _NUMBER.findall(other)]
    if not shared:
        spelt = [w for w in WORD_NUMBERS if re.search(rf"\b{w}\b", text) and re.search(rf"\b{w}\b", other)]
        if not spelt:
            return None
        new = mix.rng.choice([w for w in WORD_NUMBERS if w not in other])
        return re.sub(rf"\b{mix.rng.choice(spelt)}\b", new, text)
    match = mix.rng.choice(shared)
    value = float(match.group().replace(",", ""))
    if 1000 <= value <= 2100 and "," not in match.group():
        new = str(int(value) + mix.rng.choice([-20, -10, -3, -2, -1, 1, 2, 3, 10, 20]))
    else:
        new = f"{max(1, value * mix.rng.choice([0.1, 0.5, 0.8, 1.2, 1.5, 2, 3, 10])):.{int(value % 1 > 0)}f}"
        new = f"{int(value) + 1}" if float(new) == value else new
    return text[: match.start()] + new + text[match.end() :]


def add_qa_made(mix: Mix) -> None:
    """Our own negatives: another name or year in the question, teasers cut before the answer, headings."""
    gold = [
        (r["q"], s, r["ans"], f"qa:{key(r['q'])}")
        for name in ("qamr", "squad2_dev", "xquad_en", "qed_dev")
        for r in mix.rows(name)
        if r["y"] and r["ans"] and len(r["q"].split()) >= 5
        for s in mix.closest(r["q"], [s for s in sentences(r["p"]) if holds(s, r["ans"])], 1)
    ]
    mix.rng.shuffle(gold)
    pool = name_pool(s for _, s, _, _ in gold)
    swaps = cuts = headings = 0
    for number, (question, sentence, answers, group) in enumerate(gold):
        swapped = swap_name(mix, question, sentence, pool)
        if swapped and swaps < 9000:
            swaps += 1
            changed, old, new = swapped
            mix.add("qa", "made_name", changed, sentence, 0, group)
            if mix.rng.random() < 0.35:
                mix.add("qa", "made_name", changed, sentence.replace(old, new), 1, group)
            continue
        numbered = change_number(mix, question, sentence) if swaps < 12000 else None
        if numbered:
            swaps += 1
            mix.add("qa", "made_name", numbered, sentence, 0, group)
            continue
        place = sentence.lower().find(answers[0].lower())
        if place > 45 and cuts < 4500:
            cuts += 1
            ending = mix.rng.choice(["…", "...", "…", "."])
            mix.add("qa", "made_teaser", question, sentence[:place].rstrip(" ,;:") + ending, 0, group)
        elif headings < 3000:
            headings += 1
            heading = question if number % 4 == 0 else gold[mix.rng.randrange(len(gold))][0]
            mix.add("qa", "made_heading", question, heading, 0, group)
        if swaps > 11900 and cuts >= 4500 and headings >= 3000:
            break


def add_claims(mix: Mix, name: str, size: int, longest: int = 110) -> list[Row]:
    """Claim sets as they are; a quarter of the evidence gets another sentence of the set beside it."""
    rows = [r for r in mix.rows(name) if len(r["ev"].split()) <= longest]
    rows = mix.sample(rows, size)
    for row in rows:
        evidence = row["ev"]
        if mix.rng.random() < 0.25 and len(evidence.split()) < 50:
            other = mix.rng.choice(rows)["ev"]
            if len(other.split()) < 40:
                evidence = f"{other} {evidence}" if mix.rng.random() < 0.5 else f"{evidence} {other}"
                mix.join(f"nli:{key(row['claim'])}", f"s:{key(row['ev'])}")
        mix.add("nli", name, row["claim"], evidence, LABELS[row["label"]])
    return rows


def add_fever_neutral(mix: Mix, size: int) -> None:
    """FEVER dev has no neutral pairs: a claim with evidence on the same subject that backs another claim."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    rows = list(mix.rows("fever_dev"))
    for row in rows:
        for name in find_names(row["claim"])[:1]:
            by_name[name].append(row)
    for row in mix.sample(rows, size):
        names = find_names(row["claim"])[:1]
        others = [r for r in by_name[names[0]] if r["ev"] != row["ev"]] if names else []
        strange = mix.rng.choice(rows)["ev"]
        evidence = mix.rng.choice(others)["ev"] if others and mix.rng.random() < 0.5 else strange
        label = 3 if evidence is not strange else 2
        mix.add("nli", "fever_neutral", row["claim"], evidence, label, f"nli:{key(row['claim'])}")


def negate(mix: Mix, text: str) -> str | None:
    """A negation dropped, or one put in."""
    if re.search(r"\b(?:not|never)\b", text):
        return re.sub(r"\s*\b(?:not|never)\b", "", text, count=1)
    found = list(_AUXILIARY.finditer(text))
    if not found:
        return None
    match = mix.rng.choice(found[:2])
    return text[: match.end()] + " not" + text[match.end() :]


def add_nli_made(mix: Mix, gold: list[Row]) -> None:
    """Our own claims, from Wikinews sentences and from supported pairs: the claim, and one detail changed."""
    pool = name_pool(r["p"] for r in gold)
    pairs = [(r["p"], shorten(mix, r["p"])) for r in {r["p"]: r for r in gold}.values()]
    for name in ("nyu_nli_wiki", "fever_dev", "begin", "fever_symmetric"):
        pairs += [(r["ev"], r["claim"]) for r in mix.rows(name) if r["label"] == "supported"]
    mix.rng.shuffle(pairs)
    for evidence, claim in pairs[:9000]:
        if len(evidence.split()) > 80:
            continue
        group = f"nli:{key(claim)}"
        mix.add("nli", "made_claim", claim, evidence, 0)
        numbered = change_number(mix, claim, evidence)
        swapped = swap_name(mix, claim, evidence, pool)
        turned = negate(mix, claim)
        made = [m for m in (numbered, swapped[0] if swapped else None, turned) if m]
        if made:
            mix.add("nli", "made_claim", mix.rng.choice(made), evidence, 1, group)


def shorten(mix: Mix, sentence: str) -> str:
    """The sentence without what follows its last comma, half of the time."""
    head, _, tail = sentence.rpartition(",")
    if len(head.split()) >= 6 and len(tail.split()) >= 2 and mix.rng.random() < 0.5:
        return head + "."
    return sentence


def add_told_answers(mix: Mix, gold: list[Row], size: int) -> None:
    """A subject question with its answer in its place is a claim: supported, or not with another answer."""
    answers = [r["ans"][0] for r in gold if r["ans"]]
    subject = re.compile(
        r"^(?:Who|What)\s+(?=(?:\w+ed|is|was|are|were|has|had|will|won|made|said|held)\b)", re.I
    )
    rows = [r for r in gold if r["ans"] and subject.match(r["q"]) and len(r["q"].split()) >= 5]
    for row in mix.sample(rows, size):
        rest = subject.sub("", row["q"]).rstrip("?")
        wrong = mix.rng.choice(answers)
        mix.join(f"s:{key(row['p'])}", f"qa:{key(row['q'])}")
        mix.add("nli", "made_told", f"{row['ans'][0]} {rest}.", row["p"], 0)
        if not holds(row["p"], [wrong]):
            mix.add("nli", "made_told", f"{wrong} {rest}.", row["p"], 3)


def build(source: Path, target: Path) -> None:
    """The whole mix. Sizes were chosen for about forty minutes of training on two cores."""
    mix = Mix(source)
    learn_idf(mix)
    add_passages(mix, "squad2_dev", 9000)
    add_passages(mix, "xquad_en", 2400)
    add_passages(mix, "nq_oracle", 5300, title=True)
    add_sentences(mix, "qnli_dev", 2800, 2800)
    add_sentences(mix, "qed_dev", 2400, 2800)
    add_sentences(mix, "nqg_squad", 11000, 9000)
    add_selqa(mix)
    add_boolq(mix)
    gold = add_qamr(mix)
    add_qa_made(mix)
    sizes = {
        "fever_dev": 9000,
        "fever_symmetric": 1400,
        "mnli_dev": 9900,
        "snli_cad": 7000,
        "snli_devtest": 4000,
    }
    sizes |= {"begin": 4700, "scitail": 3000, "conjnli": 6000, "drop_nli": 2500, "nyu_nli_wiki": 12000}
    sizes |= {"breaking_nli": 2000, "dialfact": 260}
    for name, size in sizes.items():
        add_claims(mix, name, size)
    add_fever_neutral(mix, 4000)
    add_nli_made(mix, gold)
    add_told_answers(mix, gold, 4000)
    mix.write(target)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
