"""Teasers for other stories: blocks that a heading opens, runs at the end without one, menus of whole pages.

All three look only at the signals of the lines and at their distance in meaning from the body, measured as
the share of their content words that the body has.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.articles.lines import Line, paraphrases, subject_of

MENU = 12
"""So many lines of one to three words without a full stop are the menu of a page, not an article's list."""


def block_length(following: Sequence[Line], body: frozenset[str], *, prose_before: bool) -> int:
    """How many lines after the heading of a teaser block belong to it; the rest is body again.

    The body resumes at a paragraph that is no paraphrase of the teaser above it and that has two signs of
    three: several sentences or 25 words; subject shared with the body; more paragraphs right after it.
    """
    for position, line in enumerate(following):
        if not prose_before or not line.prose or _resumes(following, position, body):
            if line.prose and prose_before:
                return _with_subheading(following, position, body)
            if not prose_before and line.prose:
                return position
    return len(following)


def _resumes(lines: Sequence[Line], position: int, body: frozenset[str]) -> bool:
    line = lines[position]
    if not line.prose or any(
        paraphrases(line, other) and not other.prose for other in lines[max(0, position - 2) : position]
    ):
        return False
    long = line.sentences >= 2 or line.count >= 25
    shares = len(line.subject & body) >= 2 and line.related(body) >= 0.25
    after = [other for other in lines[position + 1 : position + 3] if other.prose]
    return long + shares + bool(after) >= 2


def _with_subheading(lines: Sequence[Line], position: int, body: frozenset[str]) -> int:
    """Go back over a question or a short line about the subject: the sub-heading of the body that resumes."""
    if position == 0:
        return 0
    above = lines[position - 1]
    asks = above.text.endswith("?") and above.related(body) >= 0.3
    return position - 1 if asks and not above.cut else position


def trailing_run(lines: Sequence[Line]) -> int:
    """Where a run of teasers at the end starts that no heading announces; `len(lines)` when there is none."""
    start = len(lines)
    while start and _teaser(lines, start - 1):
        start -= 1
    if not any(line.prose for line in lines[:start]):
        return len(lines)
    body = subject_of(lines[:start])
    while start < len(lines) and _of_the_body(lines, start, body):
        start += 1
    return start if _is_run(lines[start:], body) else len(lines)


def _teaser(lines: Sequence[Line], position: int) -> bool:
    """Whether a line can be part of a teaser: cut, a headline, or a snippet that paraphrases one above it."""
    line = lines[position]
    if line.cut or not line.prose:
        return not line.item
    above = [other for other in lines[max(0, position - 2) : position] if not other.prose]
    return line.sentences <= 2 and line.count <= 45 and any(paraphrases(line, other) for other in above)


def _of_the_body(lines: Sequence[Line], position: int, body: frozenset[str]) -> bool:
    """Whether a line at the start of the run still belongs to the body: half its words are the body's."""
    line = lines[position]
    if line.cut or (position + 1 < len(lines) and paraphrases(line, lines[position + 1])):
        return False
    return line.stopped or line.related(body) >= 0.5


def _is_run(run: Sequence[Line], body: frozenset[str]) -> bool:
    """Whether lines are a run of teasers: three or more, and cut, said twice, or far from the body."""
    if len(run) < 3:
        return False
    heads = [line for line in run if line.count >= 5 and not line.stopped]
    pairs = sum(paraphrases(a, b) for a, b in zip(run, run[1:], strict=False))
    if sum(line.cut for line in run) >= 2 or (pairs and any(line.cut for line in run)):
        return True
    far = sum(line.related(body) for line in run) / len(run) < 0.35
    if pairs >= 2 and far:
        return True
    long = sum(line.count for line in heads) >= 7 * len(heads)
    titled = sum(line.titled for line in heads) >= 0.6 * len(heads)
    distant = sum(line.related(body) for line in run) / len(run) < 0.2
    return len(heads) >= 3 and len(heads) >= 0.7 * len(run) and long and (distant or (titled and far))


def is_page(lines: Sequence[Line]) -> bool:
    """Whether a text is a whole page with its menus, and not only an article."""
    return sum(line.count <= 3 and not line.stopped and not line.item for line in lines) >= MENU


def page_body(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the article of a whole page starts and ends: (first, last + 1) paragraph of its main run of prose.

    Runs of prose are split where eight lines or more are no prose. The main run has the most words; a
    neighbouring run joins when it shares its subject, as after a gallery or a block of links.
    """
    spans: list[list[int]] = []
    for position, line in enumerate(lines):
        if line.prose:
            if spans and position - spans[-1][1] <= 8:
                spans[-1][1] = position
            else:
                spans.append([position, position])
    if not spans:
        return 0, len(lines)
    main = max(spans, key=lambda span: sum(line.count for line in lines[span[0] : span[1] + 1] if line.prose))
    body = subject_of(line for line in lines[main[0] : main[1] + 1] if line.prose)
    first, last = main
    for span in spans:
        prose = [line for line in lines[span[0] : span[1] + 1] if line.prose]
        near = sum(line.related(body) for line in prose) / len(prose)
        if near >= 0.35 and len(prose) >= 2:
            first, last = min(first, span[0]), max(last, span[1])
    return first, last + 1


def page_headline(lines: Sequence[Line], body: frozenset[str]) -> int | None:
    """Which line above the body of a whole page is its headline: the one that shares most with the body."""
    best: tuple[float, int] | None = None
    for position, line in enumerate(lines):
        if line.headline and line.count >= 4:
            score = len(line.subject & body) * line.related(body)
            if score > 0 and (best is None or (score, position) >= best):
                best = (score, position)
    return best[1] if best else None
