"""Notes of Obsidian: properties that YAML reads, and citations that lead to their paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml
from examples import ANSWER, ARTICLE, EVIL, SUMMARY, UNDATED

from qa.show.export.obsidian import answer_note, article_note, note_name
from qa.types import Computed, Operand


def front(note: str) -> dict[str, object]:
    found = yaml.safe_load(note.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_an_article_is_a_note_whose_paragraphs_can_be_linked_to() -> None:
    note = article_note(ARTICLE, tags=["port fire"], notes=["Call the harbour office."])
    known = front(note)
    assert known["title"] == "Harbour opens"
    assert known["published"] == "2026-03-02"
    assert known["tags"] == ["port-fire"]
    assert known["qa_id"] == ARTICLE.id
    assert "the fire chief said. ^p1\n" in note
    assert "The mayor denied it. ^p2\n" in note
    assert "> Call the harbour office." in note


def test_an_answer_leads_to_the_paragraphs_of_those_notes() -> None:
    note = answer_note(ANSWER, {ARTICLE.id: ARTICLE})
    assert f"[[{note_name(ARTICLE)}#^p1|1]] ^s1" in note
    assert f"[[{note_name(UNDATED)}|2]] *(partly supported)* ^s2" in note
    assert front(note)["question"] == ANSWER.question
    assert front(answer_note(SUMMARY, {}))["topic"] == SUMMARY.topic
    assert "**The library does not answer this.**" in answer_note(
        replace(ANSWER, sentences=(), sources=()), {}
    )


def test_a_name_that_every_file_system_and_every_link_takes() -> None:
    evil = replace(ARTICLE, title='a/b\\c: "d"? *e* <f>|g#h^[i]\n' + "x" * 200)
    name = note_name(evil)
    assert not re.search(r'[\\/:*?"<>|#^\[\]\n]', name)
    assert len(name) < 110


def test_text_of_a_source_can_do_nothing_in_a_note() -> None:
    note = article_note(replace(ARTICLE, title=EVIL, outlet=f'"\n---\n{EVIL}', text=EVIL))
    assert front(note)["outlet"]
    assert note.count("\n---\n") == 1
    assert "<script>" not in note.split("\n---\n", 1)[1]
    assert "\x1b" not in note


def test_a_conclusion_and_what_is_not_answered_stand_in_the_note() -> None:
    counted = Computed(
        "count", (Operand("ferry", value=2, articles=("a" * 16, "b" * 16)),), 2.0, "2 articles."
    )
    note = answer_note(replace(ANSWER, sentences=(), sources=(), computed=(counted,)), {})
    assert "**2 articles.**" in note
    assert "**Not answered:** who paid for it" in note
    assert "does not answer" not in note
