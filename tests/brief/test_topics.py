"""The topics file: what it says, what it refuses and where, and the schema for editors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.brief.templates import load_template, parse_template
from qa.brief.topics import one_topic, parse_topics, read_topics, schema
from qa.errors import ConfigError, PromptError
from qa.files import slug_of


def test_defaults_fill_what_a_topic_leaves_out_and_its_own_win() -> None:
    text = "defaults: {words: 120, since: 2026-03-01}\ntopics:\n- title: A\n- title: B\n  words: 400\n"
    first, second = parse_topics(text)
    assert (first.words, second.words) == (120, 400)
    assert first.since == second.since == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("topics:\n  - title: A\n    qestions: [x]\n", "t.yaml:3: topics.1.qestions: unknown key"),
        ("defaults:\n  wrds: 3\ntopics:\n  - title: A\n", "t.yaml:2: defaults.wrds: unknown key"),
        ("topics:\n  - title: A\nx: 1\n", "t.yaml:3: x: unknown key; known are defaults, topics"),
        ("topics:\n  - title: A\n    words: 3\n", "t.yaml:3: topics.1.words: "),
        ("topics:\n  - query: A\n", "t.yaml:2: topics.1.title: "),
        ("topics:\n  - titel: A\n", "t.yaml:2: topics.1.titel: unknown key"),
        ("topics:\n  - title: A\n    sections: [summary]\n", "t.yaml:3: topics.1.sections: unknown section"),
        ("topics:\n  - title: A\n    since: 2026-05-01\n    until: 2026-01-01\n", "is after until"),
        ("topics: [", "t.yaml:1: not YAML"),
        ("- a\n", "has no list “topics”"),
        ("topics:\n - title: A b\n - title: a-B\n", "two topics are called"),
    ],
)
def test_what_is_wrong_is_refused_with_path_and_line(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_topics(text, "t.yaml")
    assert said in raised.value.message
    assert raised.value.hint


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_topics(tmp_path / "none.yaml")


def test_the_sample_topics_load(corpus: Path) -> None:
    assert [t.words for t in read_topics(corpus / "topics.yaml")] == [350, 400]


def test_the_schema_names_every_key_of_a_topic() -> None:
    found = schema()
    keys = set(found["$defs"]["Topic"]["properties"])
    assert {"title", "query", "questions", "since", "until", "outlets", "language", "words"} <= keys
    assert found["$defs"]["Topic"]["additionalProperties"] is False


def test_one_topic_without_a_file_refuses_what_a_file_would() -> None:
    assert one_topic("NATO", since=date(2025, 8, 1), until=None).since == date(2025, 8, 1)
    with pytest.raises(ConfigError, match="it has to be 50 or more"):
        one_topic("NATO", words=1)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_slug_is_always_a_safe_file_name(title: str) -> None:
    slug = slug_of(title)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= 67
    assert not slug.startswith("-")


def test_a_folder_is_named_in_whole_words() -> None:
    title = "What the harbour office of Brackwater said on the collision of the two ferries in March"
    assert slug_of(title) == "what-the-harbour-office-of-brackwater-said-on-the-collision"
    assert slug_of("Straßenbau in Köln") == "strassenbau-in-koln"
    assert slug_of("x" * 80) == "x" * 60


def test_titles_of_other_letters_have_names_of_their_own() -> None:
    assert slug_of("戦争") != slug_of("平和")
    parse_topics("topics: [{title: 戦争}, {title: 平和}, {title: Война}]", "t.yaml")


@pytest.mark.parametrize("name", ["standard", "short", "timeline", "comparison"])
def test_every_shipped_template_loads(name: str) -> None:
    template = load_template(name)
    assert template.name == name
    assert template.description
    assert "$title" in template.bottom_line


def test_an_own_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    text = '+++\nsections = ["sources"]\n+++\n# bottom line\n$title\n\n# key developments\n$title\n'
    (tmp_path / "short.md").write_text(text)
    assert load_template("short", tmp_path).sections == ("sources",)
    assert load_template(str(tmp_path / "short.md")).name == "short"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing", "is not a template"),
        ('+++\nsections = ["x"]\n+++\n# bottom line\na\n\n# key developments\nb\n', "sections"),
        (
            '+++\nsections = ["sources"]\nx = 1\n+++\n# bottom line\na\n\n# key developments\nb\n',
            "unknown key",
        ),
        (
            '+++\nsections = ["sources"]\n+++\n# bottom line\n$what\n\n# key developments\nb\n',
            r"only \$title",
        ),
        ("+++\nsections\n+++\n# bottom line\na\n\n# key developments\nb\n", "not TOML"),
    ],
)
def test_a_wrong_template_is_refused_by_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "own.md").write_text(text)
    with pytest.raises(PromptError, match=said):
        parse_template(tmp_path / "own.md")


def test_an_unknown_template_lists_the_known_ones() -> None:
    with pytest.raises(PromptError) as raised:
        load_template("lon")
    assert "standard" in raised.value.hint
