"""An overview as a page for a terminal, as Markdown, as HTML and as plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence

from qa.show import json, markdown
from qa.show.console import Page, one_line
from qa.show.pages import render
from qa.show.words import byline, count, day, numbers, remarks, searched_line
from qa.types import Sentence
from qa.types.overview import Bar, Overview, StoryLine

WIDE = 30
"""Characters of the longest bar."""
NOTHING = "The library has no articles on this."


def overview_page(made: Overview, width: int) -> Page:
    """Stories by weight with their newest state, themes, the chart, the sources."""
    page = Page(width)
    page.write((_head(made), "strong"))
    if not made.found:
        page.write(f"Searched {searched_line(made.searched)}.")
        return page
    if made.digest:
        page.gap()
    for sentence in made.digest:
        page.write(one_line(sentence.text), *((f" [{n}]", "mark") for n in numbers(sentence)), first="- ")
    page.heading("Stories")
    for line in made.stories:
        lead = f"{line.number:>2}. "
        page.write((one_line(line.title), "strong"), first=lead)
        page.write(
            one_line(line.sentence.text),
            (f" [{line.number}]", "mark"),
            (_tag(line.sentence), "quiet"),
            first="    ",
        )
        page.write((_told(line), "quiet"), first="    ")
    if made.themes:
        page.heading("Themes")
        page.table(
            [
                (theme.label, count(len(theme.articles), "article"), _at(theme.stories))
                for theme in made.themes
            ]
        )
    if made.bars:
        page.heading("When")
        page.table([(bar.label, str(bar.articles), _bar(bar, made.bars)) for bar in made.bars])
    page.heading("Sources")
    for source in made.sources:
        page.write(f"{one_line(source.title)} · {byline(source)}", first=f"[{source.number}] ")
    page.gap()
    for note in _notes(made):
        page.write((one_line(note), "quiet"))
    return page


def _head(made: Overview) -> str:
    if not made.found:
        return NOTHING
    topic = f" on “{one_line(made.topic)}”" if made.topic else ""
    return f"{count(made.articles, 'article')}{topic} in {count(made.all_stories, 'story')}"


def _told(line: StoryLine) -> str:
    """How many articles of which outlets and days tell a story."""
    days = day(line.last) if line.first == line.last else f"{day(line.first)} to {day(line.last)}"
    outlets = ", ".join(line.outlets[:4]) or "unknown outlet"
    spoken = f" in {len(line.languages)} languages" if len(line.languages) > 1 else ""
    return f"{count(len(line.articles), 'article')}{spoken} · {outlets} · {days}"


def _tag(sentence: Sentence) -> str:
    """What a reader has to know of a sentence, behind it: " (in French)"."""
    return f" ({told})" if (told := remarks(sentence)) else ""


def _at(stories: Sequence[int]) -> str:
    return "stories " + ", ".join(map(str, stories)) if stories else ""


def _bar(bar: Bar, bars: Sequence[Bar]) -> str:
    most = max(b.articles for b in bars) or 1
    told = f"  stories {', '.join(map(str, bar.stories[:6]))}" if bar.stories else ""
    return "█" * round(WIDE * bar.articles / most) + told


def _notes(made: Overview) -> list[str]:
    rest = made.all_stories - len(made.stories)
    engine = f"{made.engine} engine" + (f" ({made.engine_reason})" if made.engine_reason else "")
    return [
        *([f"{count(rest, 'more story')}: --stories N shows more"] if rest else []),
        *made.notes,
        f"stories by articles × outlets × recency · {engine} · {made.usage.seconds:.1f} s",
    ]


def overview_markdown(made: Overview) -> str:
    """The same as Markdown, each sentence with its footnote."""
    blocks = [f"# {markdown.escape(_head(made))}"]
    blocks += [_marked(sentence) for sentence in made.digest]
    for line in made.stories:
        told = markdown.escape(_told(line))
        blocks.append(
            f"{line.number}. **{markdown.escape(line.title)}**  \n{_marked(line.sentence)}  \n*{told}*"
        )
    if made.themes:
        rows = [f"| {markdown.escape(t.label)} | {len(t.articles)} | {_at(t.stories)} |" for t in made.themes]
        blocks.append("\n".join(["| Theme | Articles | |", "|---|---|---|", *rows]))
    if made.bars:
        rows = [f"| {markdown.escape(b.label)} | {b.articles} | {_bar(b, made.bars)} |" for b in made.bars]
        blocks.append("\n".join(["| When | Articles | |", "|---|---|---|", *rows]))
    blocks += [markdown.escape(note) for note in _notes(made)]
    notes = [
        f"[^{s.number}]: {markdown.escape(s.title)} · {markdown.escape(byline(s))}" for s in made.sources
    ]
    return "\n\n".join([*blocks, *notes]) + "\n"


def _marked(sentence: Sentence) -> str:
    return markdown.escape(sentence.text) + "".join(f"[^{n}]" for n in numbers(sentence)) + _tag(sentence)


def overview_html(made: Overview) -> str:
    """The same as one HTML page; the chart is a table with bars of text."""
    tables = (
        ("Themes", [(t.label, len(t.articles), _at(t.stories)) for t in made.themes]),
        ("When", [(b.label, b.articles, _bar(b, made.bars)) for b in made.bars]),
    )
    return render(
        "overview.html", title=_head(made), made=made, told=_told, tables=tables, notes=_notes(made)
    )


def overview_dict(made: Overview) -> json.Object:
    """The same as plain dictionaries."""
    return {
        **json.picked(made, "topic found articles all_stories as_of engine model digest"),
        "stories": [{**json.plain(line), "weight": round(line.weight, 4)} for line in made.stories],
        **json.picked(made, "themes bars sources removed notes searched usage"),
    }
