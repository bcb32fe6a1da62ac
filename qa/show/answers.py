"""Answers, summaries and search results as pages for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from qa.show.computed import basis, behind
from qa.show.console import Page, Span, one_line, shorten
from qa.show.words import (
    NOT_FOUND,
    PARTLY,
    PERHAPS,
    also_in,
    byline,
    dated,
    doubt,
    made_line,
    numbers,
    opened_at,
    place,
    quotes,
    remarks,
    removed_line,
    runs,
    searched_line,
    translation,
    unanswered,
    web,
)
from qa.text.fragments import fragment
from qa.types import Answer, Citation, Hit, Sentence, Source, Summary

QUOTE_LIMIT = 280
"""Characters of a quotation under its source; `--json` and `qa show` have all of it."""

MOST_REPEATED = 3
"""More quotations of one source than this are counted, not repeated, when they are the sentences above."""


def answer_page(answer: Answer, width: int) -> Page:
    """The answer with `[1]` marks, its sources with the quoted words, and how it was made."""
    page = Page(width)
    _computed(page, answer)
    if not answer.found:
        _not_found(page, answer)
    else:
        if answer.engine == "extractive":  # sentences from different articles are not one flow of prose
            for sentence in answer.sentences:
                page.write(*_marked(sentence, answer))
                _translated(page, sentence)
        else:
            _prose(page, answer)
        _unanswered(page, unanswered(answer))
        if answer.sources:
            _sources(page, answer)
    _foot(page, answer)
    return page


def summary_page(summary: Summary, width: int) -> Page:
    """The summary in its style (paragraph, bullets, headline), then its sources."""
    page = Page(width)
    if not summary.found:
        page.write(("There is nothing to summarise.", "strong"))
        _searched(page, searched_line(summary.searched))
    elif summary.style == "bullets":
        for sentence in summary.sentences:
            page.write(*_marked(sentence, summary), first="- ")
            _translated(page, sentence)
    else:
        _prose(page, summary)
    if summary.found:
        _sources(page, summary)
    _foot(page, summary)
    return page


def result_page(result: Answer | Summary, width: int) -> Page:
    """Either of the two."""
    return answer_page(result, width) if isinstance(result, Answer) else summary_page(result, width)


def hits_page(hits: Sequence[Hit], width: int) -> Page:
    """Search results: the passage with its best sentence set off, and where it stands."""
    page = Page(width)
    for number, hit in enumerate(hits, start=1):
        page.gap()
        lead = f"{number:>2}. "
        page.write((one_line(hit.article.title), "strong", web(hit.article.url)), first=lead)
        page.write((byline(hit.article), "quiet"), first="    ")
        page.write(*_around(hit), first="    ")
        if hit.also_in:
            page.write((also_in(hit.also_in), "quiet"), first="    ")
        page.write((f"{hit.article.id} · {hit.why}", "quiet"), first="    ")
    return page


def _around(hit: Hit) -> list[Span]:
    """The passage, shortened around its best sentence, which stands between » and «."""
    text, (start, end) = hit.article.text, hit.best
    before = one_line(text[hit.passage.start : start])
    after = one_line(text[end : hit.passage.end])
    if len(before) > 120:
        before = "… " + before[-110:].split(" ", 1)[-1]
    if len(after) > 160:
        after = after[:150].rsplit(" ", 1)[0] + " …"
    link = opened_at(hit.article.url, hit.article.origin, fragment(hit.article, start, end))
    best = (f"»{one_line(text[start:end])}«", "found", link)
    return [(before + " " if before else "", "quiet"), best, (" " + after if after else "", "quiet")]


def _computed(page: Page, answer: Answer) -> None:
    """The conclusions, set apart from what the sources say themselves."""
    for one in answer.computed:
        page.write((one_line(one.text), "strong"))
        if told := basis(one):
            page.write((one_line(told), "quiet"), first="    ")
        if ids := behind(one):
            page.write((ids, "quiet"), first="    ")
    if answer.computed and answer.sentences:
        page.gap()


def _marked(sentence: Sentence, result: Answer | Summary) -> list[Span]:
    """The sentence, the words that answer set off, what its days are, and where it stands."""
    plain = "quiet" if sentence.perhaps else ""
    spans: list[Span] = [(text, "strong" if found else plain) for text, found in runs(sentence, result)]
    if days := dated(sentence, result):
        spans.append((f" ({one_line(days)})", "quiet"))
    spans.extend((f" [{number}]", "mark", _at(sentence, result, number)) for number in numbers(sentence))
    if told := remarks(sentence, result):
        spans.append((f" ({told})", "quiet"))
    return spans


def _prose(page: Page, result: Answer | Summary) -> None:
    spans: list[Span] = []
    for sentence in result.sentences:
        marked = _marked(sentence, result)
        spans += [" ", *marked] if spans else marked
    page.write(*spans)
    for sentence in result.sentences:
        _translated(page, sentence)


def _translated(page: Page, sentence: Sentence) -> None:
    """A model's translation of a sentence on a line of its own, marked as that."""
    words, known = translation(sentence)
    if words:
        marks = "".join(f"[{number}]" for number in numbers(sentence))
        page.write((f"{marks} {words} ({known})", "quiet"), first="    ")


def _not_found(page: Page, answer: Answer) -> None:
    page.write((NOT_FOUND, "strong"))
    _unanswered(page, unanswered(answer))
    _searched(page, searched_line(answer.searched))
    if answer.nearest:
        page.write("Nearest thing found, ", ("not an answer", "strong"), ":")
        page.write(f"“{shorten(one_line(answer.nearest.quote), QUOTE_LIMIT)}”", first="    ")
        if source := answer.nearest_source:
            page.write((f"{one_line(source.title)} · {byline(source)}", "quiet"), first="    ")
            _place(page, source)


def _searched(page: Page, line: str) -> None:
    if line:
        page.write(f"Searched {line}.")


def _unanswered(page: Page, parts: Sequence[str]) -> None:
    if parts:
        page.gap()
    for part in parts:
        page.write(("Not answered: ", "strong"), one_line(part))


def _sources(page: Page, result: Answer | Summary) -> None:
    page.heading("Sources")
    shown = {one_line(sentence.text) for sentence in result.sentences}
    for source in result.sources:
        lead = f"[{source.number}] "
        hang = " " * len(lead)
        page.write((one_line(source.title), "", opened_at(source.url, source.path)), first=lead)
        page.write((byline(source), "quiet"), first=hang)
        _quotes(page, source, quotes(result, source.number), shown, hang)
        _place(page, source, indent=len(lead))
        if source.also_in:
            page.write((also_in(source.also_in), "quiet"), first=hang)


def _at(sentence: Sentence, result: Answer | Summary, number: int) -> str | None:
    """What opens source `number` at the words that the sentence cites."""
    source = next((s for s in result.sources if s.number == number), None)
    cited = next(c for c in sentence.citations if c.source == number)
    return opened_at(source.url, source.path, cited.fragment) if source else None


def _quotes(
    page: Page, source: Source, found: Sequence[tuple[Citation, bool]], shown: set[str], hang: str
) -> None:
    """The quoted words of one source, each a link to them; what stands above word for word is pointed at."""
    repeated = [cited for cited, _ in found if one_line(cited.quote) in shown]
    if len(repeated) > MOST_REPEATED:
        page.write(f"{len(repeated)} of the sentences above are its exact words", first=f"{hang}✓ ")
    for cited, supported in found:
        words = one_line(cited.quote)
        if words in shown and len(repeated) > MOST_REPEATED:
            continue
        words = shorten(words, 120 if words in shown else QUOTE_LIMIT)
        link = opened_at(source.url, source.path, cited.fragment)
        page.write((f"“{words}”", "", link), first=f"{hang}{'✓' if supported else '~'} ")


def _place(page: Page, source: Source, indent: int = 4) -> None:
    where = place(source)
    if where:
        page.write((one_line(where), "quiet", opened_at(source.url, source.path)), first=" " * indent)


def _foot(page: Page, result: Answer | Summary) -> None:
    page.gap()
    if any(doubt(sentence) == PARTLY for sentence in result.sentences):
        page.write((f"~ the words cited support the sentence only in part ({PARTLY})", "quiet"))
    if any(doubt(sentence) == PERHAPS for sentence in result.sentences):
        page.write((f"~ {PERHAPS}: the words are the source's; that they answer is a guess", "quiet"))
    if result.removed:
        page.write((removed_line(result.removed), "quiet"))
    for note in result.notes:
        page.write((f"Note: {one_line(note)}", "quiet"))
    page.write((made_line(result), "quiet"))
