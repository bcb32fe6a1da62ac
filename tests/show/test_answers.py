"""Answers on a terminal: marks, sources, honesty about what is missing, at every width."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from examples import ANSWER, HIT, NOT_FOUND, SUMMARY, poisoned

from qa.answer.verify.verify import verify
from qa.show.answers import answer_page, hits_page, summary_page
from qa.show.console import make_console
from qa.show.markdown import answer_markdown
from qa.show.words import remarks
from qa.types import Article, Draft, DraftSentence, Evidence, EvidenceSentence


def test_an_answer_shows_marks_sources_quotes_and_how_it_was_made() -> None:
    assert (
        answer_page(ANSWER, 80).plain
        == """\
Six people were hurt, the fire chief said. [1] A former tram driver is involved.
[2] (partly supported)

Not answered: who paid for it

Sources
[1] Harbour opens
    Skerrow Tidings · 2026-03-02
    ✓ “Six people were hurt, the fire chief said.”
    https://skerrowtidings.example/harbour
    also in: Daily Lantern (2026-03-03)
[2] A profile
    unknown outlet · no date · opinion · agency copy: HPA
    ~ “She once drove a tram.”
    profile.txt

~ the words cited support the sentence only in part (partly supported)
2 drafted sentences not shown: number 40 is not in the cited text; number 41 is
not in the cited text
Note: 2 weakest sources dropped: context too long
llm engine (auto: a model is configured) · openai:small · 1 call · 800 + 40
tokens · $0.0012 · as of 2026-03-05 · 1.2 s"""
    )


def test_nothing_found_says_what_was_searched_and_that_the_nearest_is_no_answer() -> None:
    assert (
        answer_page(NOT_FOUND, 80).plain
        == """\
The library does not answer this.
Searched 45 articles from 2 outlets, 2026-01-14 to 2026-06-03, 2 without a date.
Nearest thing found, not an answer:
    “Six people were hurt, the fire chief said.”
    Harbour opens · Skerrow Tidings · 2026-03-02
    https://skerrowtidings.example/harbour

extractive engine (auto: no model is configured) · 0.4 s"""
    )


def test_sentences_of_the_extractive_engine_stand_apart() -> None:
    page = answer_page(replace(ANSWER, engine="extractive"), 80).plain
    assert page.startswith("Six people were hurt, the fire chief said. [1]\nA former tram")


def test_a_summary_may_be_a_list() -> None:
    assert summary_page(SUMMARY, 80).plain.startswith(
        "- Six people were hurt, the fire chief said. [1]\n- A former"
    )


def test_a_summary_of_nothing_says_so() -> None:
    assert "nothing to summarise" in summary_page(replace(SUMMARY, sentences=(), sources=()), 80).plain


def test_a_hit_sets_off_its_best_sentence_without_colour() -> None:
    page = hits_page([HIT], 80).plain
    assert "»Six people were hurt, the fire chief said.«" in page
    assert "also in: Daily Lantern" in page


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for page in (answer_page(ANSWER, width), answer_page(NOT_FOUND, width), hits_page([HIT], width)):
        for line in page.plain.split("\n"):
            assert len(line) <= width
            assert line == line.rstrip()


def test_long_quotations_keep_their_start_and_end() -> None:
    quote = "Alpha " + "word " * 200 + "omega."
    sentence = replace(
        ANSWER.sentences[0], citations=(replace(ANSWER.sentences[0].citations[0], quote=quote),)
    )
    page = answer_page(replace(ANSWER, sentences=(sentence,)), 80).plain
    assert "“Alpha" in page
    assert "omega.”" in page
    assert "[…]" in page


def test_text_from_outside_cannot_act_on_the_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    make_console(file=out, width=80).print(answer_page(poisoned(), 80).text)
    shown = out.getvalue()
    assert "evil.example" not in shown
    assert "\x1b[31m" not in shown
    assert "‮" not in shown
    assert "[bold]red[/bold]" in shown.replace("\n", " ")
    assert "javascript:" not in "".join(part for part in shown.split("\x1b]8;") if part.startswith("id="))


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_escape_sequences_go_to_real_terminals_alone(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    out = io.StringIO()
    if env:
        out.isatty = lambda: True  # type: ignore[method-assign]
    make_console(file=out).print(answer_page(ANSWER, 80).text)
    assert "\x1b" not in out.getvalue()


def test_links_are_clickable_on_a_terminal() -> None:
    out = io.StringIO()
    out.isatty = lambda: True  # type: ignore[method-assign]
    make_console(file=out, width=80).print(answer_page(ANSWER, 80).text)
    assert "\x1b]8;" in out.getvalue()
    assert "https://skerrowtidings.example/harbour" in out.getvalue()


GERMAN = "Die Bürgermeisterin Ida Brandt hat am Montag die Schule am See geschlossen."
ENGLISH = "Mayor Ida Brandt closed the school by the lake on Monday."


@pytest.mark.parametrize(
    ("question", "told"),
    [("Who closed the school?", ["", "in German"]), ("Wer hat die Schule geschlossen?", ["", ""])],
)
def test_a_sentence_in_another_language_than_the_question_says_so(question: str, told: list[str]) -> None:
    articles = [Article.make("A", ENGLISH), Article.make("B", GERMAN, language="de")]
    evidence = [
        Evidence(n, a, (), (EvidenceSentence(f"{n}.1", 0, len(a.text)),)) for n, a in enumerate(articles, 1)
    ]
    rows = tuple(DraftSentence(a.text, (f"{n}.1",)) for n, a in enumerate(articles, 1))
    checked = verify(Draft(rows), evidence, exact=True)
    answer = replace(ANSWER, question=question, sentences=checked.sentences)
    assert [one.language for one in answer.sentences] == ["", "de"]
    assert [remarks(one, answer) for one in answer.sentences] == told
    for shown in (answer_page(answer, 200).plain, answer_markdown(answer)):
        assert ("in German" in shown) == bool(told[1])
