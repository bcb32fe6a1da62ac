"""Untrusted text as Textual `Content`: never parsed as markup, no control characters, no links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content, Span
from textual.style import Style

from qa.show.computed import basis
from qa.show.console import one_line
from qa.show.words import (
    NOT_FOUND,
    also_in,
    byline,
    dated,
    doubt,
    made_line,
    numbers,
    runs,
    searched_line,
    tongue,
    translation,
    unanswered,
)
from qa.text import safe
from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Mark, Reply, Search
from qa.types import Answer, Sentence, Source, Summary
from qa.types.briefing import Briefing

QUIET = "$quiet"
STRONG = "bold"
MARK = "bold $accent"
HERE = "bold $background on $accent"
GOOD = "$success"
SELECTED = Style.from_meta({"selected": True})
"""Says where the selected mark stands on the screen."""
QUOTE = "on $quote-background"
QUOTE_HERE = "bold on $quote-here-background"
MATCH = "bold reverse"

PAGE = 64
"""Columns of a briefing before the width of its pane is known."""

Piece = str | tuple[str, str | Style] | Content


def content(*pieces: Piece) -> Content:
    """Pieces of text, each plain, (text, style) or ready; the text is made safe."""
    parts: list[Content] = []
    for piece in pieces:
        if isinstance(piece, Content):
            parts.append(piece)
        else:
            text, style = piece if isinstance(piece, tuple) else (piece, "")
            clean = safe(text)
            parts.append(Content(clean, [Span(0, len(clean), style)] if style and clean else None))
    return Content("").join(parts)


def lines(parts: Sequence[Content]) -> Content:
    """Contents under each other."""
    return Content("\n").join(parts)


def hanging(lead: Content, body: Content, width: int) -> Content:
    """The body in lines of this width, indented by what stands before its first one; 0 leaves it whole."""
    wrapped = body.wrap(max(16, width - lead.cell_length)) if width else [body]
    blank = Content(" " * lead.cell_length)
    return lines([(blank if number else lead) + line for number, line in enumerate(wrapped)])


def seeking(words: str) -> re.Pattern[str]:
    """Finds the words whatever their case and wherever a line was broken between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) or "(?!)", re.IGNORECASE)


def sought(text: Content, words: str) -> Content:
    """The text with every occurrence of the words set off."""
    for found in seeking(words).finditer(text.plain):
        text = text.stylize(MATCH, *found.span())
    return text


def cite(number: int, turn: int, index: int, here: bool) -> Content:
    """` [n]`, which a click follows; the selected one is reversed."""
    text = f"[{number}]"
    if here:  # the one that is selected needs no click, and a link would take its colours
        return Content(" ") + Content(text, [Span(0, len(text), HERE), Span(0, len(text), SELECTED)])
    click = Style.from_meta({"@click": f"screen.cited({int(turn)}, {int(index)})"})
    return Content(" ") + Content(text, [Span(0, len(text), click)])


def sentence_content(
    sentence: Sentence, index: int, turn: int, marks: Sequence[Mark], current: Mark | None, reply: Reply
) -> Content:
    """One checked sentence, the words that answer set off, what its days are, and its `[n]` marks."""
    parts = [content(one_line(sentence.text))]
    if isinstance(reply, Answer):
        parts = [content((text, STRONG if found else "")) for text, found in runs(sentence, reply)]
        if days := dated(sentence, reply):
            parts.append(content((f" ({one_line(days)})", QUIET)))
    if isinstance(reply, Answer | Summary) and (spoken := tongue(sentence, reply)):
        parts.append(content((f" ({spoken})", QUIET)))
    for number in numbers(sentence):
        at = next(i for i, m in enumerate(marks) if m.sentence == index and m.number == number)
        here = current is not None and current.sentence == index and current.number == number
        parts.append(cite(number, turn, at, here))
    return Content("").join(parts)


def _listed(sentence: Sentence, shown: Content, width: int) -> Content:
    """A sentence on lines of its own, its support before it; what speaks against it is said in words, and a
    model's translation stands below.
    """
    lead, told = content(("✓ ", GOOD)), doubt(sentence)
    if told:
        lead, shown = content(("~ ", QUIET)), shown + content((f" {told}", QUIET))
    parts = [hanging(lead, shown, width)]
    if beside := _translated(sentence):
        parts.append(hanging(content("    "), beside, width))
    return lines(parts)


def _running(sentence: Sentence, shown: Content) -> Content:
    """A sentence in a paragraph, its support and a model's translation behind it."""
    told, beside = doubt(sentence), _translated(sentence)
    shown += content((f" ~ {told}", QUIET) if told else ("✓", GOOD))
    return shown + content(" ") + beside if beside else shown


def _translated(sentence: Sentence) -> Content | None:
    words, known = translation(sentence)
    return content((f"{words} ({known})", QUIET)) if words else None


def answer_content(reply: Reply, turn: int, current: int | None, width: int = 0) -> Content:
    """What the turn shows of a reply: sentences with marks, or results, or that nothing answers."""
    marks = replies.marks(reply)
    chosen = marks[current] if current is not None and current < len(marks) else None
    if isinstance(reply, Search):
        return _hits(reply, turn, chosen, width)
    if isinstance(reply, Briefing):
        return _briefing(reply, turn, marks, chosen, width)
    shown = [sentence_content(s, i, turn, marks, chosen, reply) for i, s in enumerate(reply.sentences)]
    told = _computed(reply) if isinstance(reply, Answer) else []
    if not shown:
        return lines(told) if told else _not_found(reply, turn, chosen)
    if told:
        return lines(
            [*told, *(_listed(s, part, width) for s, part in zip(reply.sentences, shown, strict=True))]
        )
    pairs = list(zip(reply.sentences, shown, strict=True))
    if reply.engine == "extractive" or (isinstance(reply, Summary) and reply.style == "bullets"):
        return lines([_listed(sentence, part, width) for sentence, part in pairs])
    return Content(" ").join(_running(sentence, part) for sentence, part in pairs)


def _computed(reply: Answer) -> list[Content]:
    """The conclusions that code computed, each with what from."""
    told = []
    for one in reply.computed:
        told.append(content((one_line(one.text), STRONG)))
        if basis(one):
            told.append(content((f"    {one_line(basis(one))}", QUIET)))
    return told


def _hits(reply: Search, turn: int, chosen: Mark | None, width: int) -> Content:
    if not reply.hits:
        return content("Nothing found. ", ("Use fewer or other words, or fewer filters.", QUIET))
    parts = []
    for index, found in enumerate(reply.hits):
        mark = cite(found.source.number, turn, index, chosen is not None and chosen.sentence == index)
        body = [
            content((one_line(found.source.title), STRONG)),
            content((one_line(byline(found.source)), QUIET)),
            content(f"“{one_line(found.quote)}”"),
        ]
        parts.append(hanging(mark[1:] + Content(" "), lines(body), width))
    return lines(parts)


def _briefing(reply: Briefing, turn: int, marks: Sequence[Mark], chosen: Mark | None, width: int) -> Content:
    """The page of a briefing, its headings strong; each `[n]` leads to the first citation of source n."""
    from qa.show.briefing.page import briefing_page
    from qa.show.briefing.sections import TITLES

    plain = briefing_page(reply, width or PAGE).plain
    plain = plain.removeprefix(f"{one_line(reply.title)}\n").removeprefix("\n")  # the turn begins with it
    parts: list[Content] = []
    at = 0
    first = {mark.number: index for index, mark in reversed(list(enumerate(marks)))}
    for found in re.finditer(r" \[(\d+)\]", plain):
        number = int(found[1])
        if number in first:
            here = chosen is not None and chosen.number == number
            parts += [Content(plain[at : found.start()]), cite(number, turn, first[number], here)]
            at = found.end()
    text = Content("").join([*parts, Content(plain[at:])])
    for heading in TITLES.values():
        for found in re.finditer(rf"^{re.escape(one_line(heading))}$", text.plain, re.MULTILINE):
            text = text.stylize(STRONG, *found.span())
    return text


def _not_found(reply: Answer | Summary, turn: int, chosen: Mark | None) -> Content:
    if not isinstance(reply, Answer):
        return content(("There is nothing to summarise.", STRONG))
    parts = [content((NOT_FOUND, STRONG))]
    if reply.searched is not None and not reply.searched.articles:
        parts.append(content("No article passes the filters; ", ("F2", STRONG), " changes them."))
    elif line := searched_line(reply.searched):
        parts.append(content((f"Searched {line}.", QUIET)))
    if reply.nearest:
        mark = cite(reply.nearest.source, turn, 0, chosen is not None)
        parts.append(content("\nNearest thing found, ", ("not an answer", STRONG), ":", mark))
        parts.append(content(f"“{one_line(reply.nearest.quote)}”"))
    return lines(parts)


def foot_content(reply: Reply, first: bool) -> Content:
    """What stays unanswered, notes, and the engine, model, tokens, cost and time; why this engine: once."""
    if isinstance(reply, Briefing):
        return content("")  # its page ends with how it was made
    if isinstance(reply, Search):
        return content((f"{len(reply.hits)} passages", QUIET))
    parts = []
    if isinstance(reply, Answer) and reply.found:
        parts += [content(("Not answered: ", STRONG), one_line(part)) for part in unanswered(reply)]
    parts += [content((f"Note: {one_line(note)}", QUIET)) for note in reply.notes]
    made = made_line(reply if first else replace(reply, engine_reason=""))
    parts.append(content((one_line(made), QUIET)))
    return lines(parts)


def source_content(source: Source) -> Content:
    """Title, outlet and date, and where else the story stands."""
    parts = [
        content((f"[{source.number}] ", MARK), (one_line(source.title), STRONG)),
        content((one_line(byline(source)), QUIET)),
    ]
    if source.also_in:
        parts.append(content((one_line(also_in(source.also_in)), QUIET)))
    return lines(parts)
