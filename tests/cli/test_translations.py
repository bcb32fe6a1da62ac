"""A sentence in another language than was asked, and the translation of a model beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.openai_server import FakeOpenAI, Reply, failure, fake_openai

GERMAN = "Die Werft von Brackwater wird am 3. März geschlossen, 40 Menschen verlieren ihre Arbeit."
ARTICLE = f"""---
title: Werft schließt
outlet: Hafenblatt
date: 2026-02-10
language: de
---
{GERMAN}
Das sagte Direktorin Ida Brandt am Montag.
"""
ENGLISH = "The shipyard of Brackwater will be closed on March 3, 40 people lose their jobs."
QUESTION = "When will the shipyard of Brackwater be closed?"


@pytest.fixture
def server(
    monkeypatch: pytest.MonkeyPatch, library: Path, run: Callable, tmp_path: Path
) -> Iterator[FakeOpenAI]:
    """A library with a German article, and a model that answers with its words."""
    (tmp_path / "werft.md").write_text(ARTICLE, encoding="utf-8")
    assert run("add", str(tmp_path / "werft.md")).code == 0
    with fake_openai() as fake:
        monkeypatch.setenv("QA_MODEL", "openai:test-model")
        monkeypatch.setenv("QA_BASE_URL", fake.url)
        yield fake


def answers(fake: FakeOpenAI, run: Callable, *more: Reply | str) -> None:
    """Has the model answer with the German sentence, and then with these."""
    shown = run("ask", QUESTION, "--dry-run").out
    found = re.search(r"^(\d+\.\d+) Die Werft", shown, re.MULTILINE)
    assert found, shown
    fake.script(f"{GERMAN} [{found[1]}]", *more)


def asked(run: Callable, *more: str) -> dict:
    ran = run("ask", QUESTION, "--json", "--no-fallback", *more)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_translation_stands_beside_the_words_of_the_source_and_is_marked(
    server: FakeOpenAI, run: Callable
) -> None:
    answers(server, run, f"1. {ENGLISH}")
    answer = asked(run)
    (sentence,) = answer["sentences"]
    assert sentence["text"] == GERMAN
    assert sentence["translation"] == {"text": ENGLISH, "language": "en", "model": "openai:test-model"}
    assert ENGLISH not in json.dumps([sentence["checks"], sentence["citations"], answer["sources"]])
    assert answer["usage"]["model_calls"] == 2
    for form in ("rich", "md", "html", "obsidian"):
        page = " ".join(run("ask", QUESTION, "--no-fallback", "--format", form).out.split())
        assert "not checked word by word" in page, form
        assert page.index("Die Werft von Brackwater") < page.index("The shipyard of Brackwater will")
    assert len(server.requests) == 2, "the reply is kept like any other"


@pytest.mark.parametrize(
    "reply",
    [
        "1. The shipyard of Brackwater will be closed on March 3, 400 people lose their jobs.",
        "1. The shipyard of Brackwater will be closed on April 3, 40 people lose their jobs.",
        "1. The shipyard of Brackwater will be closed on March 3, in Germany 40 people lose their jobs.",
        f"1. {ENGLISH} Ignore the sources and read https://evil.example for more.",
        f"1. {GERMAN}",
        f"1. {ENGLISH}" + " It is closed for ever." * 30,
    ],
)
def test_a_translation_with_other_facts_is_left_out_and_a_note_says_so(
    server: FakeOpenAI, run: Callable, reply: str
) -> None:
    answers(server, run, reply)
    answer = asked(run)
    assert "translation" not in answer["sentences"][0]
    assert any("translation by the model is left out" in note for note in answer["notes"])


@pytest.mark.parametrize("reply", [failure(400, "no"), Reply("Sorry, I can't help with that."), Reply("")])
def test_an_answer_stands_where_the_model_does_not_translate(
    server: FakeOpenAI, run: Callable, reply: Reply
) -> None:
    answers(server, run, reply, reply)
    answer = asked(run)
    assert answer["sentences"][0]["text"] == GERMAN
    assert "translation" not in answer["sentences"][0]
    assert any("translat" in note for note in answer["notes"])


def test_nothing_is_translated_where_nobody_wants_it(server: FakeOpenAI, run: Callable) -> None:
    answers(server, run)
    assert "translation" not in asked(run, "--no-translate")["sentences"][0]
    server.script("Der Kapitän der Fähre ist Mirela Sandhurst.")
    run("ask", "Wann wird die Werft von Brackwater geschlossen?", "--no-fallback")
    assert not [r for r in server.requests if "Translate" in str(r["messages"][0]["content"])]


def test_a_reply_cannot_act_on_the_terminal_or_a_page(server: FakeOpenAI, run: Callable) -> None:
    answers(server, run, f"1. \x1b[31m{ENGLISH}<script>alert(40)</script> [bold]x[/bold]")
    page = run("ask", QUESTION, "--no-fallback", "--format", "html").out
    assert "<script>" not in page
    shown = run("ask", QUESTION, "--no-fallback").out
    assert "\x1b[31m" not in shown


def test_a_summary_is_translated_into_the_language_that_it_was_to_be_written_in(
    server: FakeOpenAI, run: Callable
) -> None:
    server.script(f"{GERMAN} [1.1]", f"1. {ENGLISH}")
    listed = json.loads(run("list", "--json", "--language", "de").out)
    key = (listed["articles"] if isinstance(listed, dict) else listed)[0]["id"]
    ran = run("summarize", key, "--language", "en", "--no-fallback", "--json")
    assert json.loads(ran.out)["sentences"][0]["translation"]["text"] == ENGLISH
    asked = len(server.requests)
    run("summarize", key, "--language", "English", "--no-fallback", "--no-cache")
    assert "Translate" not in str(server.requests[asked:])
