"""JSON whose long lists stay text: the same values and the same errors as `json.loads`."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.readers import json_values
from qa.articles.readers.records import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def outcome(text: str, loads: Any) -> Any:
    try:
        return plain(loads(text))
    except json.JSONDecodeError as error:
        return error.msg, error.lineno, error.colno


@given(
    VALUES, st.sampled_from([None, 1]), st.integers(0, 200), st.sampled_from(["", "}", "]", ",", '"', " x"])
)
def test_values_and_errors_are_those_of_json(value: Any, indent: int | None, at: int, harm: str) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    assert outcome(text, json_values.loads) == plain(value)
    harmed = text[:at] + harm + text[at + 1 :]
    assert outcome(harmed, json_values.loads) == outcome(harmed, json.loads)


@given(st.lists(st.dictionaries(st.text(max_size=3), st.integers(), max_size=3), max_size=6))
def test_a_list_that_stays_text_is_a_list(items: list[dict[str, int]]) -> None:
    found = json_values.loads(json.dumps(items))
    assert (len(found), bool(found), list(found), found == items) == (len(items), bool(items), items, True)
    assert [found[n] for n in range(len(items))] == items
    assert found[1:] == items[1:]


def test_a_list_asked_for_what_it_lacks_says_so() -> None:
    with pytest.raises(IndexError):
        json_values.loads('[{"a": 1}]')[1]


def test_ten_thousand_articles_take_no_more_memory_than_a_hundred() -> None:
    def peak(count: int) -> int:
        text = json.dumps(
            {"articles": [{"title": f"Pool {n}", "body": f"Words {n} " * 60} for n in range(count)]}
        )
        tracemalloc.start()
        assert sum(1 for _ in read_json(text).articles) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(10_000) < 2 * peak(100) + 100_000
