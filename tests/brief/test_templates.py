"""Templates of briefings: which sections there are and how long; a wrong one is told by what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.brief.templates import filled, load_template, parse_template
from qa.errors import PromptError

GOOD = """+++
name = "own"
version = 2
sections = ["bottom_line", "sources"]
[limits]
bottom_line = 1
+++
# bottom line
Where $title stands, for $$5.
# key developments
What is new in $title.
"""


def written(folder: Path, text: str, name: str = "own.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_template_says_its_sections_and_keeps_the_usual_lengths_of_the_others(tmp_path: Path) -> None:
    made = parse_template(written(tmp_path, GOOD))
    assert made.sections == ("bottom_line", "sources")
    assert (made.limit("bottom_line"), made.limit("timeline")) == (1, 16)
    assert filled(made.bottom_line, "the lock") == "Where the lock stands, for $5."


def test_ones_own_template_wins_over_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace('"own"', '"standard"'), "standard.md")
    assert load_template("standard", tmp_path).version == 2
    assert load_template("short", tmp_path).name == "short"
    assert load_template(str(written(tmp_path, GOOD))).name == "own"


def test_what_changes_a_briefing_changes_the_fingerprint_of_its_template(tmp_path: Path) -> None:
    first = parse_template(written(tmp_path, GOOD)).fingerprint
    assert parse_template(written(tmp_path, GOOD.replace("version = 2", "version = 3"))).fingerprint == first
    assert parse_template(written(tmp_path, GOOD.replace("= 1\n", "= 2\n"))).fingerprint != first


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\nname", "name", "is not a template"),
        ("version = 2", "version =", "front matter is not TOML"),
        ("version = 2", "colour = 2", "unknown key “colour”"),
        ('"sources"]', '"horoscope"]', "is not a list of sections"),
        ("bottom_line = 1", "bottom_line = 'one'", "“limits” is wrong"),
        ("$title stands", "$who stands", "only $title is filled in"),
    ],
)
def test_a_wrong_template_is_refused_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(PromptError, match=said.replace("$", r"\$")):
        parse_template(written(tmp_path, GOOD.replace(old, new, 1)))


def test_a_name_that_no_template_has_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no template “nonesuch”") as raised:
        load_template("nonesuch", tmp_path)
    assert "standard" in raised.value.hint
