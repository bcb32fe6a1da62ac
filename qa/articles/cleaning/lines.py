"""The lines of a scrape and the signals that each gives: how it ends, its length, its case, its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from qa.articles.cleaning.rules import Rule, function_words, load_rules

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_STOP = re.compile(r"(?:[.!?。！？؟।]|(?:…|\.\.\.)(?=[\"'”’»]))(?:\s?\[\d+\])?[\"'”’»“)\]]*$")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(more\))\s*(?:»|>|→|read more|continue reading|more)?\s*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Gen|Col|Sgt|Mrs|Sen|Rep|Gov|Rev))(?<!\b(?:Mr|Ms|Dr|St|"
    r"Lt))[.!?。！？][\"'”’»)]*(?=\s+[\"'“‘«(]*[A-ZÀ-Þ0-9])|[。！？]"
)
_INVISIBLE = re.compile(
    r"[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_TRIM_START = re.compile(r"^[\s•·▪►▶➤»›>→|*_#–—\[({-]+")
_TRIM_END = " \t\n:.»›>→|*_])}!–—-"
_FIGURES = re.compile(r"[\d.,:%$€£/-]+")
_REACH = 12
"""Characters that a word of furniture has on average at most; a longer line of few words is only signs."""
_DAY = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|"
    r"sun)[a-zé]*\.?\s\d{1,2}\b|"
    r"\d{1,2}\.?\s(?:jan|f[eé]v?b?|mar|apr|avr|abr|ma[iy]|jun|jui|jul|aug|ao[uû]|ago|sep|o[ck]t|nov|"
    r"de[czé])[a-zé]*\b)"
)
_ITEM = re.compile(rf"(?:[-–—*•·▪►‣◦]\s|\(?\d{{1,3}}[.):]\s|[a-z][.)]\s|[QA]\s?[:.]\s|{_DAY})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a scrape. `number` is its place in the input; `text` has single spaces and is NFC."""

    number: int
    text: str
    plain: str = field(repr=False)
    """`text` with straight quotation marks."""
    bare: str = field(repr=False)
    """`plain` without the bullets, arrows and brackets around it."""
    count: int = field(repr=False)
    """Words; for scripts without spaces two characters are one word."""
    cut: bool = field(repr=False)
    """Ends in an ellipsis, as a snippet does. An ellipsis inside a quotation mark is the speaker's."""
    stopped: bool = field(repr=False)
    """Ends as a sentence does."""
    sentences: int = field(repr=False)
    subject: frozenset[str] = field(repr=False)
    """Its content words, cut to six letters: a crude stem that works in most languages of Europe."""
    prose: bool = field(repr=False, default=False)
    """Whether it reads as a paragraph of a body."""
    rules: tuple[Rule, ...] = field(repr=False, default=())
    """The rules that describe the whole line: asked for each of them and each sweep, so found once."""

    @property
    def headline(self) -> bool:
        """Whether it is set like a headline: no full stop, neither a label nor a paragraph."""
        ends = not self.stopped or self.text.endswith(("?", "!"))
        return (
            ends and not self.cut and 3 <= self.count <= 25 and len(self.text) <= 180 and self.sentences <= 2
        )

    @property
    def item(self) -> bool:
        """Whether it is an item of a list: a bullet, number or day opens it, or a third of it is figures."""
        figures = sum(_is_figure(found, self.text) for found in _FIGURES.finditer(self.text))
        return bool(_ITEM.match(self.text)) or figures >= max(1 if self.count <= 2 else 2, self.count / 3)

    @property
    def titled(self) -> float:
        """The share of its longer words that begin with a capital or a digit."""
        words = [w for w in _WORD.findall(self.text) if w.casefold() not in function_words()]
        return sum(not w[0].islower() for w in words) / len(words) if words else 0.0

    def _reads_as_prose(self) -> bool:
        """8 words: the shortest lead sentences of agencies."""
        if self.cut:
            return False
        question = self.text.endswith("?") and self.sentences == 1
        if self.stopped:
            return self.count >= (15 if question else 8)
        return self.count >= 40 and self.titled < 0.5  # the cloud of a page's tags is as long

    def _matches(self, rule: Rule) -> bool:
        if self.count > rule.max_words or len(self.plain) > max(240, rule.max_words * _REACH):
            return False
        if rule.pattern.fullmatch(self.plain):
            return True
        return not rule.as_written and self.bare != self.plain and bool(rule.pattern.fullmatch(self.bare))

    def related(self, words: frozenset[str]) -> float:
        """The share of its content words that are among `words`, 0..1."""
        return len(self.subject & words) / len(self.subject) if self.subject else 0.0


def _is_figure(found: re.Match[str], text: str) -> bool:
    """Whether a run of figures and their signs is a number by itself: "4.2", "5%", but not the 4 of "A4"."""
    run = found.group()
    if found.start() and text[found.start() - 1].isalnum():
        run = run.lstrip("0123456789")[1:]
    if found.end() < len(text) and text[found.end()].isalnum():
        run = run.rstrip("0123456789")[:-1]
    return any(c.isdigit() for c in run)


def make_line(number: int, text: str) -> Line:
    """Look at one line."""
    text = " ".join(text.split())
    plain = text.translate(_STRAIGHT)
    found = _WORD.findall(text)
    wide = len(_WIDE.findall(text))
    subject = {w.casefold()[:6] for w in found if len(w) > 2 and w.casefold() not in function_words()}
    if wide > len(text) / 3:
        subject = {text[i : i + 2] for i in range(len(text) - 1)}
    line = Line(
        number,
        text,
        plain,
        _TRIM_START.sub("", plain).rstrip(_TRIM_END),
        max(len(found), wide // 2),
        bool(_CUT.search(text)),
        bool(_STOP.search(text)) and not _CUT.search(text),
        1 + sum(1 for m in _SENTENCE_END.finditer(text) if m.end() < len(text)),
        frozenset(subject),
    )
    rules = tuple(rule for rule in load_rules() if line._matches(rule))
    return replace(line, prose=line._reads_as_prose(), rules=rules)


def tidy(text: str | None) -> str:
    """One line: NFC, single spaces, no invisible or control characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text or "")).split())


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text, NFC, without invisible and control characters."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    kept = (line for line in text.splitlines() if line.strip())
    return [make_line(number, line) for number, line in enumerate(kept)]


def subject_of(lines: Iterable[Line]) -> frozenset[str]:
    """The content words of several lines."""
    return frozenset().union(*(line.subject for line in lines))


def paraphrases(a: Line, b: Line, body: frozenset[str] = frozenset()) -> bool:
    """Whether one line says again what the other says, as a rewritten headline or a snippet does.

    Words of `body` do not count: what a headline shares with a paragraph of the article is its subject.

    Two shared content words, and a third of those of the shorter line: on the seeds' teasers a headline
    and its rewriting share .4 on average, two neighbouring headlines .02.
    """
    shared = len(a.subject & b.subject - body)
    return shared >= 2 and shared >= 0.33 * min(len(a.subject), len(b.subject))
