"""Teasers for other stories, readers' comments, and the menus of whole pages: found by the shape of lines.

All look only at the signals of the lines and at their distance in meaning from the body, measured as
the share of their content words that the body has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.articles.cleaning.lines import Line, paraphrases, subject_of
from qa.articles.cleaning.stamps import byline, is_timestamp

MENU = 12
"""So many lines of one to three words without a full stop are the menu of a page, not an article's list."""
_GAP = 8
"""So many lines without prose part two runs of prose of a page."""
_COMMENTS = re.compile(
    r"(?:(?:view |see |show |read )?(?:all )?\(?\d*\)? ?(?:reader |user )?(?:comments?|responses|replies|"
    r"kommentare|commentaires|"
    r"comentarios|commenti|comentários|reacties)(?: ?\(\d+\)| to .*| section| for .*)?:?)",
    re.IGNORECASE,
)
_OF_A_COMMENT = re.compile(
    r"reply|répondre|responder|antworten|.{2,40}\bsays:?|report|like|\d+ (?:likes?|points?|votes?)",
    re.IGNORECASE,
)


def block_length(following: Sequence[Line], body: frozenset[str]) -> int:
    """How many lines after the heading of a teaser block belong to it; the rest is body again."""
    for position, line in enumerate(following):
        if line.prose and _resumes(following, position, body):
            return _back_to_start(following, position)
    return len(following)


def _resumes(lines: Sequence[Line], position: int, body: frozenset[str]) -> bool:
    """Whether the body resumes at a paragraph: two signs of four, and no paraphrase of the teaser above.

    The signs: several sentences or 25 words; subject shared with the body; more paragraphs right after it;
    it opens with a quotation.
    A full sentence of 30 words is a sign by itself: snippets are cut before that.
    """
    line = lines[position]
    above = [other for other in lines[max(0, position - 2) : position] if not other.prose]
    if line.count <= 30 and any(paraphrases(line, other, body) for other in above):
        return False
    long = line.sentences >= 2 or line.count >= 25
    shares = len(line.subject & body) >= 2 and line.related(body) >= 0.15
    after = any(other.prose for other in lines[position + 1 : position + 2])
    return line.count >= 30 or long + shares + after + line.plain.startswith('"') >= 2


def _back_to_start(lines: Sequence[Line], position: int) -> int:
    """Go back from a paragraph to where the body resumes: over full sentences and the sub-heading above.

    A question right above may be a teaser's headline; kept, it answers nothing, lost, it was the body's.
    """
    start = position
    while start and (above := lines[start - 1]).stopped and above.count >= 4 and not above.headline:
        start -= 1
    if start:
        above = lines[start - 1]
        start -= above.text.endswith(("?", ":")) or above.item
    return start


def teaser_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of teasers that no heading announces, as (start, end): at the end, or between paragraphs.

    Between paragraphs only what is surely no body: two snippets cut off, and a headline said twice.
    """
    runs = []
    last = _trailing_run(lines)
    start = 0
    while start < last:
        end = start
        while end < last and (lines[end].cut or lines[end].headline):
            end += 1
        run = lines[start:end]
        pairs = sum(paraphrases(a, b) for a, b in pairwise(run))
        if start and pairs and sum(line.cut for line in run) >= 2:
            runs.append((start, end))
        start = max(end, start + 1)
    return [*runs, (last, len(lines))] if last < len(lines) else runs


def _trailing_run(lines: Sequence[Line]) -> int:
    """Where the run of teasers at the end starts; `len(lines)` when there is none."""
    lead = subject_of([line for line in lines if line.prose][:6])
    start = len(lines)
    while start and _teaser(lines, start - 1, lead):
        start -= 1
    if not any(line.prose for line in lines[:start]):
        return len(lines)
    body = subject_of(lines[:start])
    while start < len(lines) and _of_the_body(lines, start, body):
        start += 1
    if lines[start - 1].text.endswith(":"):  # it announces a list
        return len(lines)
    return start if _is_run(lines[start:], body) else len(lines)


def _teaser(lines: Sequence[Line], position: int, lead: frozenset[str]) -> bool:
    """Whether a line can be part of a teaser: cut, a headline, or a snippet below one.

    A snippet is short and paraphrases the headline above, or stands alone between headlines, far from the
    lead.
    """
    line = lines[position]
    if line.cut or not line.prose:
        return line.cut or not line.item
    if line.sentences > 2 or line.count >= 35:
        return False
    above = [other for other in lines[max(0, position - 2) : position] if not other.prose]
    alone = not any(other.prose for other in lines[max(0, position - 1) : position + 2] if other is not line)
    far = alone and bool(above) and line.related(lead) < 0.3 and line.sentences == 1
    return far or any(paraphrases(line, other) for other in above)


def _of_the_body(lines: Sequence[Line], position: int, body: frozenset[str]) -> bool:
    """Whether a line at the start of the run still belongs to the body: half its words are the body's."""
    line = lines[position]
    if line.cut or (position + 1 < len(lines) and paraphrases(line, lines[position + 1])):
        return False
    return line.stopped or line.text.endswith(":") or line.related(body) >= 0.5


def _is_run(run: Sequence[Line], body: frozenset[str]) -> bool:
    """Whether lines are a run of teasers: three or more, and cut, said twice, or far from the body."""
    if len(run) < 3:
        return False
    heads = [line for line in run if line.count >= 5 and not line.stopped]
    pairs = sum(paraphrases(a, b) for a, b in pairwise(run))
    cut = sum(line.cut for line in run)
    if cut >= 2 or (pairs and cut):
        return True
    distance = sum(line.related(body) for line in run) / len(run)
    if pairs >= 2 and distance < 0.35:
        return True
    long = sum(line.count for line in heads) >= 7 * len(heads)
    titled = sum(line.titled for line in heads) >= 0.6 * len(heads)
    far = distance < 0.2 or (titled and distance < 0.35)
    snippets = sum(line.prose for line in run)
    return len(heads) >= 3 and len(heads) + snippets >= 0.7 * len(run) and long and far


def comments_start(lines: Sequence[Line]) -> int:
    """Where the readers' comments start: a heading, then names, times and "Reply"; else `len(lines)`."""
    words = 0
    for position, line in enumerate(lines):
        words += line.count if line.prose else 0
        if words >= 60 and line.count <= 25 and _COMMENTS.fullmatch(line.bare):
            after = lines[position + 1 : position + 21]
            signs = sum(
                not other.prose and (is_timestamp(other.text) or bool(_OF_A_COMMENT.fullmatch(other.bare)))
                for other in after
            )
            if signs >= 2:
                return position
    return len(lines)


def is_page(lines: Sequence[Line]) -> bool:
    """Whether a text is a whole page with its menus: above its first paragraph, or in a row at its end.

    An article with many short lines in it (results, a recipe) is none.
    """
    short = [line.count <= 3 and not line.stopped and not line.item for line in lines]
    first = next((position for position, line in enumerate(lines) if line.prose), 0)
    return sum(short[:first]) >= MENU or (len(lines) > 2 * MENU and sum(short[-MENU - 4 :]) >= MENU)


def page_body(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the article of a whole page starts and ends: (first, last + 1) line of its runs of prose.

    Runs of prose are parted by eight lines that are none. The main run has most words, weighted by its
    density (teasers are half headlines), by how early it stands (legal notes come last), and threefold under
    a headline that shares its subject, twofold under a byline or a timestamp. Another run joins when it
    shares its subject (after a gallery, a block of links); lists after the last run belong to it.
    """
    runs = _runs(lines)
    if not runs:
        return 0, len(lines)
    main = max(runs, key=lambda run: _weight(lines, run))
    body = subject_of(_prose(lines, main))
    first, last = main
    for run in runs:
        paragraphs = _prose(lines, run)
        near = sum(line.related(body) for line in paragraphs) / len(paragraphs)
        dense = len(paragraphs) >= 4 and len(paragraphs) >= 0.7 * (run[1] - run[0] + 1)
        if (near >= 0.35 and len(paragraphs) >= 2) or (near >= 0.25 and dense):
            first, last = min(first, run[0]), max(last, run[1])
    return first, _with_lists(lines, last + 1, body)


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for position, line in enumerate(lines):
        if line.prose:
            # Cells of a table ("225.86") are no gap.
            if runs and sum(not other.item for other in lines[runs[-1][1] + 1 : position]) < _GAP:
                runs[-1] = (runs[-1][0], position)
            else:
                runs.append((position, position))
    return runs


def _prose(lines: Sequence[Line], run: tuple[int, int]) -> list[Line]:
    return [line for line in lines[run[0] : run[1] + 1] if line.prose]


def _weight(lines: Sequence[Line], run: tuple[int, int]) -> float:
    paragraphs = _prose(lines, run)
    # A line of more than 150 words is data or a whole article in a script: it must not win by its length.
    words = sum(min(line.count, 150) for line in paragraphs)
    density = len(paragraphs) / (run[1] - run[0] + 1)
    early = 1 - run[0] / len(lines) / 2
    return words * density * early * _announced(lines, run)


def _announced(lines: Sequence[Line], run: tuple[int, int]) -> int:
    """3 under a headline that shares the subject of the run, 2 under a byline or a timestamp, else 1."""
    body = subject_of(_prose(lines, run))
    above = lines[max(0, run[0] - 15) : run[0]]
    if any(line.headline and len(line.subject & body) >= 3 and line.related(body) >= 0.5 for line in above):
        return 3
    return 2 if any(byline(line.text) or is_timestamp(line.text) for line in above[-8:]) else 1


def _with_lists(lines: Sequence[Line], end: int, body: frozenset[str]) -> int:
    """Extend the end of the body over lists (dates, results, questions and answers) that follow it."""
    reach = end
    while reach < len(lines) and reach - end <= 2:
        line = lines[reach]
        reach += 1
        if line.item or (line.stopped and line.count >= 5 and line.related(body) >= 0.3):
            end = reach
    return end


def page_headline(lines: Sequence[Line], body: frozenset[str]) -> int | None:
    """Which line above the body of a whole page is its headline: it shares most with the body, and is near.

    15 lines: menus often link to the same story further up.
    """
    best: tuple[float, int] | None = None
    for position, line in enumerate(lines):
        if line.headline and line.count >= 4:
            near = 15 / (15 + len(lines) - position)
            score = len(line.subject & body) * line.related(body) * near
            if score > 0 and (best is None or (score, position) >= best):
                best = (score, position)
    return best[1] if best else None
