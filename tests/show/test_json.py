"""The JSON that scripts read: the keys of the design, and offsets that can be checked from outside."""

from __future__ import annotations

import json

from examples import ANSWER, ARTICLE, HIT, NOT_FOUND, SUMMARY

from qa.show.json import answer_dict, article_dict, dumps, hit_dict, report_dict, summary_dict
from qa.types import AddedItem, AddReport


def test_an_answer_has_the_keys_of_the_design() -> None:
    data = json.loads(dumps(answer_dict(ANSWER)))
    assert set(data) >= {
        "question", "found", "engine", "model", "as_of", "fingerprint", "sentences", "removed", "sources",
        "usage", "unanswered", "notes", "nearest", "searched", "engine_reason",
    }  # fmt: skip
    assert data["found"] is True
    assert data["as_of"] == "2026-03-05"
    assert set(data["sentences"][0]) == {"text", "support", "checks", "citations"}
    assert set(data["sentences"][0]["citations"][0]) == {
        "source", "article_id", "start", "end", "quote", "fragment", "selector",
    }  # fmt: skip
    assert set(data["sources"][0]) >= {
        "number",
        "article_id",
        "title",
        "outlet",
        "published",
        "url",
        "path",
        "also_in",
    }
    assert data["usage"]["cost_usd"] == 0.00123
    assert data["removed"][0] == {"text": "Forty were hurt.", "reason": "number 40 is not in the cited text"}


def test_offsets_count_in_the_text_of_the_article() -> None:
    citation = answer_dict(ANSWER)["sentences"][0]["citations"][0]  # type: ignore[index]
    text = str(article_dict(ARTICLE)["text"])
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_nearest_thing_comes_with_its_source_and_found_is_false() -> None:
    data = answer_dict(NOT_FOUND)
    assert data["found"] is False
    assert data["sentences"] == []
    assert data["nearest"]["from"]["outlet"] == "Skerrow Tidings"  # type: ignore[index]


def test_a_summary_uses_the_same_objects() -> None:
    assert summary_dict(SUMMARY)["sentences"] == answer_dict(ANSWER)["sentences"]


def test_an_article_shows_what_cleaning_removed() -> None:
    assert article_dict(ARTICLE)["removed"] == [{"text": "Share this\nFollow us", "reason": "share line"}]


def test_a_hit_says_where_its_best_sentence_stands() -> None:
    best = hit_dict(HIT)["best"]
    assert ARTICLE.text[best["start"] : best["end"]] == best["quote"]  # type: ignore[index]


def test_a_report_counts_by_status() -> None:
    report = AddReport((AddedItem("added", "a"), AddedItem("failed", "b", detail="empty")), 1.0)
    assert report_dict(report)["counts"] == {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 0,
        "skipped": 0,
        "failed": 1,
    }


def test_broken_surrogates_do_not_stop_the_output() -> None:
    assert json.loads(dumps({"text": "a\ud800"})) == {"text": "a\ud800"}
