"""What an article, an outlet or a model writes can be read, and does nothing."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from qa.tui.screen.draft import parser
from qa.tui.widgets.words import answer_content, content, sought
from qa.types import Answer, Citation, Sentence, Source, Translation, Usage

Start = Any


async def test_article_text_is_shown_as_it_stands_and_nothing_in_it_acts(start: Start) -> None:
    async with start() as t:
        await t.ask("evil?")
        await t.press("]")
        await t.until(lambda: "reading …" not in t.seen)
        assert "[bold]Bold[/bold]" in t.seen
        assert "[link=https://evil.example]" in " ".join(t.seen.split())
        assert "[red]Breaking[/red]" in t.seen
        await t.press("o")
        await t.until(lambda: "▶ [bold]Bold[/bold] claims" in t.seen)
        assert "<script>alert(1)</script>" in t.seen
        for strip in t.strips:
            for segment in strip:
                assert not (segment.style and segment.style.link)
                if segment.control is None:
                    assert not any(ord(c) < 32 or c in "\x7f\u202e\x9b" for c in segment.text)


async def test_a_click_on_article_text_runs_no_action(start: Start) -> None:
    async with start() as t:
        await t.ask("evil?")
        await t.until(lambda: "press here" in t.seen)
        rows = t.seen.split("\n")
        y = next(n for n, row in enumerate(rows) if "press here" in row or "app.quit" in row)
        await t.pilot.click(offset=(rows[y].index("p"), y))
        assert t.app.return_code is None


async def test_titles_in_notices_and_lists_are_not_markup(start: Start) -> None:
    async with start() as t:
        await t.ask("[red]evil[/red] [/] question?")
        assert "[red]evil[/red] [/] question?" in t.seen
        await t.press("ctrl+r", "f8")
        assert "[red]evil[/red]" in t.seen


def test_content_takes_control_characters_out() -> None:
    assert content("a\x1b[31mb\x07\u202ec").plain == "abc"


def test_a_translation_stands_below_its_sentence_and_does_nothing() -> None:
    cited = Citation(1, "a", 0, 5, "Genau")
    source = Source(1, "a", "T", None, None, None, None)
    told = Translation("[bold]Just\x1b[31m so[/bold]", "en", "openai:m")
    sentence = Sentence("Genau", (cited,), "supported", ("exact words",), "de", translation=told)
    for engine in ("extractive", "llm"):
        answer = Answer("Why?", (sentence,), (source,), (), engine, None, "", Usage())
        shown = answer_content(answer, 1, None, 60).plain
        assert " ".join(shown.split()).endswith(
            "[bold]Just so[/bold] (in English, by openai:m, not checked word by word)"
        )


def test_what_is_searched_for_is_words_and_not_a_pattern() -> None:
    text = sought(Content("a (b) c"), "(b)")
    assert [(span.start, span.end) for span in text.spans] == [(2, 5)]


def test_a_draft_makes_no_link_image_or_html() -> None:
    html = parser().render(
        "[a](https://x.example) ![i](https://x.example/p.png) <b>x</b> <https://x.example>"
    )
    assert "href" not in html
    assert "<img" not in html
    assert "<b>" not in html
