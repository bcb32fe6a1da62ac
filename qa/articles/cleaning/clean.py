"""Scraped text becomes the body of an article; whatever is taken out is kept with its reason.

The sequence: lines -> headline -> (menus of a whole page) -> bylines and timestamps -> the rules of
rules.toml -> teaser blocks and trailing teasers -> repeated lines -> dateline and links inside paragraphs.
Sweeps are repeated until nothing more is found, so cleaning a clean text changes nothing.

Measured by bench/cleaning.py on the 91 pages of ../shared/data/article_extraction, flattened to plain text
with all menus, footers and comments; 4-gram shingles against the true body:
  as scraped  precision .502  recall .992  F1 .667
  cleaned     precision .876  recall .962  F1 .917   five pages that are no news (a table of results, a game,
                                                     meal plans, two programmes) are 2.4 of the 2.7 pages lost
The 91 true bodies, cleaned: recall .992; what goes is datelines, paragraphs that stand there twice, credits.
Of the seeds' 36 teaser lines, two captions and two share lines none stays; of their 19 paragraphs none goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qa.articles.cleaning import metadata, stamps, teasers
from qa.articles.cleaning.agencies import is_agency, known_agency
from qa.articles.cleaning.lines import Line, make_line, paraphrases, split_lines, subject_of, tidy
from qa.articles.cleaning.rules import Rule, load_rules
from qa.text import sentence_spans
from qa.types import ArticleKind, Removed

CAPTION = "caption"
_MAX_TITLE = 100
_INLINE_LINK = re.compile(
    r"\s*[\[(]\s*(?:read also|also read|read more|see also|related|watch|more|lesen sie auch|"
    r"(?:à )?lire aussi|"
    r"le[ae] también|leggi anche|leia também|lees ook)\s?[:|–-]\s?[^\[\]()]{3,160}[\])]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article after cleaning. `text` is final: NFC, paragraphs separated by one blank line.

    Law: each word of the input is in `title`, `text`, `captions` or `removed`.
    """

    title: str
    text: str
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    outlet: str | None = None
    """The outlet that a dateline or a share line names."""
    authors: tuple[str, ...] = ()
    agency: str | None = None
    """The wire agency that the dateline or a credit line names."""
    published: date | None = None
    """The date of publication that the text states."""
    dateline: str | None = None
    """The dateline as it stood before the first sentence; it is among `removed` too."""
    kind: ArticleKind = "report"
    printed: date | None = None
    """The day beside the paper in a line that says where the text was printed."""


@dataclass(slots=True)
class _Work:
    """A text in cleaning: the lines that are left, and what was taken with its place in the input."""

    lines: list[Line]
    language: str
    title: str | None
    outlet: str | None
    taken: list[tuple[int, str, str]] = field(default_factory=list)
    """(number of the line, its text, the reason); captions have the reason "caption"."""
    authors: list[str] = field(default_factory=list)
    dateline: metadata.Dateline | None = None
    source: tuple[str, date] | None = None
    """Paper and day that a line below the text states."""

    def take(self, reason: str, doomed: Callable[[int, Line], bool]) -> None:
        """Take out the lines for which `doomed(position, line)` holds, all judged before any goes."""
        marks = [doomed(position, line) for position, line in enumerate(self.lines)]
        self.taken += [
            (line.number, line.text, reason) for line, out in zip(self.lines, marks, strict=True) if out
        ]
        self.lines = [line for line, out in zip(self.lines, marks, strict=True) if not out]

    def cut(self, start: int, stop: int, reason: str) -> None:
        """Take out the lines `start:stop`."""
        self.take(reason, lambda position, _: start <= position < stop)

    def prose(self) -> list[int]:
        """Positions of the lines that read as paragraphs."""
        return [position for position, line in enumerate(self.lines) if line.prose]


def clean(text: str, *, title: str | None, outlet: str | None = None, language: str = "en") -> Cleaned:
    """Separate the body of an article from what surrounds it in a scrape.

    `title` and `outlet` are what the source states outside the text, if anything: lines that repeat them go.
    Without a title the first line is taken when it is set as a headline, else the first sentence, shortened
    at a clause. `language` decides how dates are read; the rules look at all languages.
    """
    work = _Work(split_lines(text), language, tidy(title) or None, outlet)
    everything = list(work.lines)
    _page(work)
    if work.title is None:
        _headline(work)
    before = -1
    while before != len(work.taken):
        before = len(work.taken)
        _sweep(work)
        _page(work)
        work.take("sign between parts", lambda _, line: re.search(r"\w", line.text) is None)
    return _result(work, everything)


def _sweep(work: _Work) -> None:
    work.cut(teasers.comments_start(work.lines), len(work.lines), "readers' comments")
    _repeated_headline(work)
    _bylines(work)
    for rule in load_rules():
        if rule.then == "teasers":
            _teaser_blocks(work, rule)
        else:
            _apply(work, rule)
    _alternative_texts(work)
    for start, end in reversed(teasers.teaser_runs(work.lines)):
        work.cut(start, end, "teaser for another story")
    _repeated(work)
    _inside_paragraphs(work)


def _page(work: _Work) -> None:
    """Keep of a whole page the article: its headline, what stands between it and the body, and the body."""
    if not teasers.is_page(work.lines):
        return
    work.cut(teasers.comments_start(work.lines), len(work.lines), "readers' comments")
    for rule in load_rules():
        if rule.then == "remove" and rule.at == "any":
            _apply(work, rule)
    first, last = teasers.page_body(work.lines)
    body = subject_of(line for line in work.lines[first:last] if line.prose)
    head = teasers.page_headline(work.lines[:first], body)
    top = first if head is None else head
    if head is not None and work.title is None:
        work.title = work.lines[head].text
        work.lines.pop(head)
        last -= 1
    work.cut(last, len(work.lines), "navigation and other parts of the page")
    work.cut(0, top, "navigation and other parts of the page")
    start = next(iter(work.prose()), 0)
    work.take(
        "navigation and other parts of the page",
        lambda position, line: position < start and line.count <= 2 and not line.stopped,
    )


def _headline(work: _Work) -> None:
    """Take the first line that is no furniture as title when it is set as a headline and prose follows."""
    for position, line in enumerate(work.lines[:12]):
        if _furniture(line) or stamps.is_timestamp(line.text) or stamps.byline(line.text):
            continue
        follows = any(other.prose for other in work.lines[position + 1 :])
        if line.headline and follows and metadata.dateline(line.text) is None and not line.item:
            work.title = line.text
            work.lines.pop(position)
        return


def _reason(line: Line) -> str | None:
    """What a line that goes with a teaser block is, when a rule says it by itself."""
    rules = (rule for rule in line.rules if rule.then == "remove" and rule.at in ("any", "end"))
    found = next((rule.reason for rule in rules), None)
    return None if found == "link to another story" else found


def _furniture(line: Line) -> bool:
    return any(rule.at in ("any", "top") for rule in line.rules)


def _repeated_headline(work: _Work) -> None:
    """Take lines that only say the title again. A sentence that does so with a full stop is body."""
    if not work.title:
        return
    words = _as_title(make_line(0, work.title))
    body = bool(work.prose())
    work.take("headline, repeated", lambda _, line: body and not line.prose and _as_title(line) == words)


def _as_title(line: Line) -> str:
    return line.plain.strip("#*_|:»› ").casefold()


def _bylines(work: _Work) -> None:
    """Take bylines and timestamps near the top and the end; authors are kept."""
    prose = work.prose()
    top = prose[min(2, len(prose) - 1)] if prose else len(work.lines)
    end = prose[-1] if prose else 0

    def outside(position: int) -> bool:
        return position <= top or position > end

    for position, line in enumerate(work.lines):
        if outside(position):
            work.authors += [name for name in stamps.byline(line.text) if name not in work.authors]
    last = (
        [(n, s) for n, line in enumerate(work.lines) if n > end and (s := _source(work, line))]
        if prose
        else []
    )
    if last and work.source is None:
        work.source = last[-1][1]
        work.take("source", lambda position, _: position == last[-1][0])
    names = {name.casefold() for name in (*work.authors, work.outlet) if name}
    work.take(
        "byline",
        lambda position, line: (
            outside(position)
            and (bool(stamps.byline(line.text)) or line.bare.casefold() in names or _agency_byline(line))
        ),
    )
    work.take("timestamp", lambda position, line: outside(position) and stamps.is_timestamp(line.text))


def _source(work: _Work, line: Line) -> tuple[str, date] | None:
    return stamps.source_line(line.text, signed=bool(work.authors))


def _agency_byline(line: Line) -> bool:
    """Whether a line credits an agency and nothing else: "By The Associated Press", "Reuters"."""
    name = re.sub(r"^(?:by|von|par|por|source|quelle)\b:?\s*", "", line.bare, flags=re.IGNORECASE)
    return line.count <= 6 and is_agency(name)


def _apply(work: _Work, rule: Rule) -> None:
    if not any(rule in line.rules for line in work.lines):
        return
    prose = work.prose()

    def here(position: int) -> bool:
        after = sum(p > position for p in prose)
        if rule.at == "top":
            return sum(p < position for p in prose) <= 2
        if rule.at == "end":
            return after <= 1
        return rule.at != "inside" or after >= 1

    own = rule.reason == "author biography"
    held = Counter(word for p in prose for word in work.lines[p].subject) if own else Counter()

    def doomed(position: int, line: Line) -> bool:
        return rule in line.rules and here(position) and not (own and _about_the_subject(work, line, held))

    work.take(CAPTION if rule.then == "caption" else rule.reason, doomed)


def _about_the_subject(work: _Work, line: Line, held: Counter[str]) -> bool:
    """Whether the person that a "biography" names is one the body speaks of: then it is body.

    `held` says how many paragraphs have each word; that of the line itself does not count.
    """
    opening = make_line(0, " ".join(line.text.split()[:2])).subject
    spoken_of = any(held[word] > (line.prose and word in line.subject) for word in opening)
    authors = " ".join(work.authors).casefold()
    return spoken_of and not any(word in authors for word in opening)


def _teaser_blocks(work: _Work, rule: Rule) -> None:
    """Take each heading of a teaser block with the teasers that follow it, in one pass."""
    kept: list[Line] = []
    earlier: set[str] = set()  # the words of the paragraphs that are kept above
    paragraphs = position = 0
    while position < len(work.lines):
        line = work.lines[position]
        position += 1
        if rule not in line.rules:
            kept.append(line)
            if line.prose:
                paragraphs += 1
                earlier |= line.subject
            continue
        # Above the first paragraph the lines that follow may be the headline and the byline: they stay.
        length = teasers.block_length(work.lines[position:], frozenset(earlier)) if paragraphs else 0
        for teaser in work.lines[position : position + length]:
            work.taken.append((teaser.number, teaser.text, _reason(teaser) or "teaser for another story"))
        work.taken.append((line.number, line.text, rule.reason))
        position += length
    work.lines = kept


def _alternative_texts(work: _Work) -> None:
    """Take as captions the lines without a full stop beside a caption that say what it says (alt texts)."""
    captions = {number: make_line(number, text) for number, text, reason in work.taken if reason == CAPTION}

    def doomed(_: int, line: Line) -> bool:
        beside = (captions.get(line.number + step) for step in (-1, 1))
        return (
            line.headline
            and line.count >= 7
            and any(caption is not None and paraphrases(line, caption) for caption in beside)
        )

    work.take(CAPTION, doomed)


def _repeated(work: _Work) -> None:
    """Take lines of four words or more that stood above already, alone or inside a paragraph."""
    seen: set[str] = set()
    prose = [line.plain.casefold() for line in work.lines if line.prose]

    def doomed(_: int, line: Line) -> bool:
        key = line.plain.casefold()
        whole = line.prose or (line.headline and line.count >= 6 and not line.item)
        again = whole and key in seen
        seen.add(key)
        pulled = line.count >= 8 and any(
            key.strip("\"' .") in other and len(other) > len(key) + 5 for other in prose
        )
        return again or pulled

    work.take("repeated words", doomed)


def _inside_paragraphs(work: _Work) -> None:
    """Cut links in brackets out of paragraphs, and the dateline off the first one."""
    for position, line in enumerate(work.lines):
        for link in _INLINE_LINK.findall(line.text):
            work.taken.append((line.number, link.strip(), "link to another story"))
        rest = _INLINE_LINK.sub("", line.text)
        work.lines[position] = line if rest == line.text else make_line(line.number, rest)
    for position in work.prose()[:1]:
        line = work.lines[position]
        opened = metadata.dateline(line.text)
        if opened and len(line.text) > len(opened.text) + 20:
            work.taken.append((line.number, opened.text, "dateline"))
            work.dateline = work.dateline or opened
            work.lines[position] = make_line(line.number, line.text[len(opened.text) :])


def _result(work: _Work, everything: list[Line]) -> Cleaned:
    taken = sorted(work.taken, key=lambda entry: entry[0])
    text = "\n\n".join(line.text for line in work.lines)
    about = {"byline", "timestamp", "dateline", "copyright notice", "label"}
    own = sorted(
        [(line.number, line.text) for line in work.lines]
        + [(number, words) for number, words, reason in taken if reason in about]
    )
    head = "\n".join(words for _, words in own)
    source = work.dateline.source if work.dateline else None
    agency = (known_agency(source) if source else None) or metadata.agency(head)
    found = (metadata.source_outlet(source) if source else None) or metadata.outlet_from_share(
        "\n".join(line.text for line in everything)
    )
    found = found or (work.source[0] if work.source else None)
    day = metadata.stated_date(head, work.language) or metadata.dateline_day(work.dateline, work.language)
    first = next((line.text for line in work.lines if line.prose), text)
    title = work.title or made_title(first, work.language)
    return Cleaned(
        title,
        text,
        tuple(words for _, words, reason in taken if reason == CAPTION),
        tuple(Removed(words, reason) for _, words, reason in taken if reason != CAPTION),
        found,
        tuple(work.authors),
        agency,
        day or (work.source[1] if work.source else None),
        work.dateline.text if work.dateline else None,
        metadata.kind(title, head, None),
        work.source[1] if work.source else None,
    )


def made_title(text: str, language: str = "en") -> str:
    """A title from the first sentence, at most 100 characters: cut at a clause, no word invented."""
    spans = sentence_spans(text, language)
    sentence = text[spans[0][0] : spans[0][1]] if spans else ""
    if sentence.endswith("."):
        sentence = sentence[:-1]
    if len(sentence) <= _MAX_TITLE:
        return sentence
    clauses = [
        m.start()
        for m in re.finditer(
            r"[,;:]\s|\s[–—-]\s|\s(?:after|as|while|which|who|because|when|where)\s", sentence
        )
    ]
    fitting = [cut for cut in clauses if 35 <= cut <= _MAX_TITLE]
    if fitting:
        return sentence[: fitting[-1]].rstrip(" ,;:–—-")
    return sentence[: sentence.rfind(" ", 0, _MAX_TITLE)].rstrip(" ,;:–—-") + "…"
