"""`qa check`: an editor holds a story against the clippings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """Water tower to be sold

The parish of Elmsworth will sell its old water tower for 310,000 pounds, its clerk Dora Penhale said.
The buyer is a couple from Leeds. They plan to open a tea room in the tower next spring.
Fourteen residents had asked the parish to keep it.
"""

DRAFT = """# The tower

The parish of Elmsworth will sell its old water tower for 310,000 pounds.
The parish of Elmsworth will sell its old water tower for 510,000 pounds.
The mayor of Rome has resigned over a scandal about taxis.
Is that wise?
"""


@pytest.fixture
def clippings(qa: Any) -> None:
    """A library of one article, and a draft about it."""
    Path("tower.txt").write_text(ARTICLE)
    Path("draft.md").write_text(DRAFT)
    assert qa("add", "tower.txt").code == 0


def test_each_sentence_is_borne_out_or_differs_or_is_not_there(qa: Any, clippings: None) -> None:
    ran = qa("check", "draft.md", "--json")
    proof = json.loads(ran.out)
    assert ran.code == 5
    assert [s["verdict"] for s in proof["sentences"]] == ["supported", "differs", "not found"]
    right, wrong, _ = proof["sentences"]
    assert DRAFT[right["start"] : right["end"]].strip() == right["text"]
    assert "310,000 pounds" in right["citations"][0]["quote"]
    assert "310,000 pounds" in wrong["citations"][0]["quote"]
    assert wrong["reason"] == "number 510,000 pounds is not in the cited text"
    assert [source["title"] for source in proof["sources"]] == ["Water tower to be sold"]


def test_a_draft_that_the_library_bears_out_is_exit_0(qa: Any, clippings: None) -> None:
    ran = qa("check", "-", stdin="The buyer is a couple from Leeds.")
    assert ran.code == 0
    assert "✓ The buyer is a couple from Leeds. [1]" in ran.out
    assert "1 sentence: 1 borne out" in ran.out


def test_the_page_marks_the_sentences_and_nothing_in_the_draft_acts(qa: Any, clippings: None) -> None:
    Path("draft.txt").write_text("<script>alert(1)</script> The buyer is a couple from Leeds.\x1b[31m")
    page = qa("check", "draft.txt", "--format", "html").out
    assert "<script>" not in page
    assert "\x1b" not in page
    assert "border-bottom" in page


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_cannot_be_read_is_one_line(qa: Any, clippings: None, name: str) -> None:
    ran = qa("check", name)
    assert ran.code == 3
    assert ran.err.startswith("error: ")


def test_without_a_library_there_is_nothing_to_hold_a_text_against(qa: Any) -> None:
    Path("draft.md").write_text(DRAFT)
    assert qa("check", "draft.md").code == 3
