"""The commands on a small real library, as people and scripts use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_adding_a_folder_reports_each_article_and_adding_again_changes_nothing(
    run: Callable, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        "Harbour opens\n\nThe harbour of Brackwater opened again on Monday, said its head."
    )
    first = run("add", str(tmp_path))
    assert first.code == 0
    assert "1 added" in first.out
    assert "1 unchanged" in run("add", str(tmp_path)).out


def test_other_cleaning_rules_read_unchanged_files_again(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.articles.cleaning import rules

    (tmp_path / "a.txt").write_text(
        "Harbour opens\n\nThe harbour of Brackwater opened again on Monday, said its head.\n\nTell your aunt!"
    )
    run("add", str(tmp_path))
    content = rules._content()
    more = content + b"\n[[rule]]\nreason = 'aunts'\nmax_words = 5\npatterns = ['^tell your aunt']\n"
    monkeypatch.setattr(rules, "_content", lambda: more)
    caches = (rules.load_rules, rules._data, rules.rules_version)
    for cache in caches:
        cache.cache_clear()
    try:
        assert "1 updated" in run("add", str(tmp_path)).out
        assert "1 unchanged" in run("add", str(tmp_path)).out
        shown = json.loads(run("show", "Harbour opens", "--json").out)
    finally:
        for cache in caches:
            cache.cache_clear()
    assert {"text": "Tell your aunt!", "reason": "aunts"} in shown["removed"]


def test_one_bad_file_stops_none_of_the_others_and_exits_with_3(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "Harbour opens\n\nThe harbour of Brackwater opened on Monday, said its head."
    )
    (tmp_path / "bad.json").write_text("{broken")
    ran = run("add", str(tmp_path), "no/such/file.txt", "--json")
    assert ran.code == 3
    report = json.loads(ran.out)
    assert report["counts"]["added"] == 1
    assert report["counts"]["failed"] == 2
    assert all(item["detail"] for item in report["items"] if item["status"] == "failed")


def test_quiet_adding_says_only_what_failed(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "Harbour opens\n\nThe harbour of Brackwater opened on Monday, said its head."
    )
    ran = run("-q", "add", str(tmp_path))
    assert "Harbour opens" not in ran.out
    assert ran.err == ""


def test_a_terminal_sees_progress_on_stderr_alone(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "a[b].txt").write_text(
        "Harbour opens\n\nThe harbour of Brackwater opened on Monday, said its head."
    )
    ran = run("add", str(tmp_path), terminal=True)
    assert "adding" in ran.err
    assert "adding" not in ran.out


def test_list_shows_and_filters(library: Path, run: Callable) -> None:
    everything = run("list")
    assert "Brackwater Post" in everything.out
    assert "2 articles" in everything.err
    later = json.loads(run("list", "--since", "2026-02-04", "--json").out)
    assert [article["outlet"] for article in later] == ["Evening Lamp"]
    assert run("list", "--outlet", "Nobody").out == ""


def test_list_shows_the_articles_behind_a_count_of_mentions(library: Path, run: Callable) -> None:
    ferry = json.loads(run("list", "--mention", "ferry", "--json").out)
    assert [article["outlet"] for article in ferry] == ["Brackwater Post"]
    assert len(json.loads(run("list", "--mention", "ferry", "--mention", "tram", "--json").out)) == 2
    assert run("list", "--mention", "zeppelin").out == ""


def test_global_options_stand_before_or_after_the_command(
    library: Path, run: Callable, own_home: Path
) -> None:
    for arguments in (("--library", str(library), "list"), ("list", "--library", str(library))):
        assert run(*arguments).code == 0
    assert run("--library", str(own_home / "none"), "list").code == 3
    assert run("list", "--library", str(own_home / "none")).code == 3


def test_show_gives_text_metadata_and_json(library: Path, run: Callable) -> None:
    page = run("show", "Ferry hits").out
    assert "Brackwater Post · 2026-02-03" in page
    assert "Mirela Sandhurst" in page
    data = json.loads(run("show", "Ferry hits", "--json").out)
    assert run("show", data["id"][:6], "--text").out.rstrip("\n") == data["text"]
    assert "0 blocks removed" in run("show", data["id"], "--removed").out
    assert run("show", "nothing like it").code == 3


def test_search_prints_hits_or_exits_with_5(library: Path, run: Callable) -> None:
    assert "»" in run("search", "ferry captain").out
    hits = json.loads(run("search", "tram vote", "-k", "1", "--json").out)["hits"]
    assert len(hits) == 1
    assert hits[0]["best"]["quote"] in hits[0]["text"]
    mistyped = run("search", "ferrry captain")
    assert "»" in mistyped.out
    assert "no article has “ferrry”: read as “ferry”" in mistyped.err
    nothing = run("search", "ferry", "--outlet", "Nobody")
    assert (nothing.code, nothing.out) == (5, "")


def test_ask_answers_and_every_quote_is_where_it_says(library: Path, run: Callable) -> None:
    ran = run("ask", "Who is the captain of the ferry?", "--json")
    assert ran.code == 0
    answer = json.loads(ran.out)
    assert answer["engine"] == "extractive"
    assert answer["engine_reason"] == "auto: no model is configured"
    assert "Mirela Sandhurst" in answer["sentences"][0]["text"]
    for sentence in answer["sentences"]:
        for citation in sentence["citations"]:
            text = json.loads(run("show", citation["article_id"], "--json").out)["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize("form", ["rich", "md", "html"])
def test_ask_in_every_format(form: str, library: Path, run: Callable) -> None:
    ran = run("ask", "Who is the captain of the ferry?", "--format", form)
    assert ran.code == 0
    assert "Mirela Sandhurst" in ran.out
    assert "\x1b" not in ran.out


def test_what_is_not_answered_exits_with_5_and_says_what_was_searched(library: Path, run: Callable) -> None:
    ran = run("ask", "How much does a ticket to the moon cost in Zanzibar?")
    assert ran.code == 5
    assert ran.out.startswith("The library does not answer this.\nSearched 2 articles from 2 outlets")


def test_a_dry_run_of_the_extractive_engine_sends_nothing(library: Path, run: Callable) -> None:
    ran = run("ask", "Who is the captain?", "--dry-run")
    assert (ran.code, ran.out) == (0, "")
    assert "sends nothing" in ran.err


def test_a_dry_run_with_a_model_prints_the_messages_and_calls_nobody(
    library: Path, run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "openai:none")
    monkeypatch.setenv("QA_BASE_URL", "http://127.0.0.1:9/v1")
    ran = run("ask", "Who is the captain of the ferry?", "--dry-run")
    assert ran.code == 0
    assert "Mirela Sandhurst" in ran.out
    assert "tokens" in ran.err
    data = json.loads(run("ask", "Who is the captain of the ferry?", "--dry-run", "--json").out)
    assert data["tokens"] > 50


def test_a_model_that_cannot_be_reached_exits_with_4_and_nothing_else_answers(
    library: Path, run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "openai:none")
    monkeypatch.setenv("QA_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("QA_RETRIES", "0")
    ran = run("ask", "Who is the captain of the ferry?")
    assert (ran.code, ran.out) == (4, "")


def test_summaries_of_articles_topics_and_stdin(library: Path, run: Callable) -> None:
    assert "12 people were injured" in run("summarize", "Ferry hits").out
    assert run("summarize", "--topic", "tram vote in Brackwater", "--style", "bullets").out.startswith("- ")
    story = (
        b"Storm over Lund\n\nA storm hit Lund on Friday and tore the roof off the school. Nobody was hurt."
    )
    ran = run("--library", "none", "summarize", "-", "--json", stdin=story)
    assert ran.code == 0
    assert json.loads(ran.out)["found"] is True
    assert not Path("none").exists()


def test_a_file_is_summarised_without_being_added(library: Path, run: Callable, tmp_path: Path) -> None:
    file = tmp_path / "new.txt"
    file.write_text("Storm over Lund\n\nA storm hit Lund on Friday and tore the roof off the school.")
    assert "tore the roof" in run("summarize", str(file)).out
    assert len(json.loads(run("list", "--json").out)) == 2


def test_remove_and_rebuild(library: Path, run: Callable) -> None:
    gone = json.loads(run("remove", "Ferry hits", "--json").out)
    assert gone[0]["outlet"] == "Brackwater Post"
    assert len(json.loads(run("list", "--json").out)) == 1
    assert json.loads(run("rebuild", "--json").out)["articles"] == 1
    assert "Evening Lamp 1" in run("rebuild", "--fresh").out


def test_an_export_can_be_added_again(library: Path, run: Callable, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    assert run("export", "--out", str(file)).code == 0
    before = {article["title"] for article in json.loads(run("list", "--json").out)}
    assert run("--library", "second", "add", str(file)).code == 0
    after = {article["title"] for article in json.loads(run("--library", "second", "list", "--json").out)}
    assert after == before
    assert run("export", "Ferry hits", "--format", "md").out.startswith("# Ferry hits the quay")
    assert run("export", "--out", str(tmp_path)).code == 1


def test_doctor_says_which_engine_and_that_nothing_is_contacted(library: Path, run: Callable) -> None:
    ran = run("doctor")
    assert ran.code == 0
    assert "extractive (auto: no model is configured)" in ran.out
    assert "nothing is contacted" in ran.out
    assert json.loads(run("doctor", "--json").out)["healthy"] is True


def test_doctor_without_a_library_is_a_note_and_with_a_dead_model_a_failure(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = {c["name"]: c for c in json.loads(run("doctor", "--json").out)["checks"]}
    assert checks["library"]["status"] == "note"
    monkeypatch.setenv("QA_MODEL", "openai:none")
    monkeypatch.setenv("QA_BASE_URL", "http://127.0.0.1:9/v1")
    ran = run("doctor")
    assert ran.code == 1
    assert "http://127.0.0.1:9/v1" in ran.out


def test_settings_show_values_origins_and_no_secret(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_API_KEY", "sk-secret")
    ran = run("settings", "--engine", "extractive")
    assert "sk-secret" not in ran.out + ran.err
    assert "extractive (option --engine)" in ran.out
    assert json.loads(run("settings", "--json").out)["api_key"]["origin"] == "environment QA_API_KEY"


def test_eval_measures_and_holds_floors(run: Callable, tmp_path: Path) -> None:
    articles = tmp_path / "set"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "Ferry hits quay\n\nThe captain of the ferry is Mirela Sandhurst, the office said."
    )
    cases = tmp_path / "cases.jsonl"
    case = {
        "id": "one",
        "question": "Who is the captain of the ferry?",
        "library": "mine",
        "expect": "answer",
    }
    cases.write_text(json.dumps({**case, "contains": ["Sandhurst"]}) + "\n")
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\npassed = 1.0\n")
    arguments = ("eval", str(cases), "--set", f"mine={articles}", "--floors", str(floors))
    ran = run(*arguments, "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["figures"]["passed"] == 1.0
    cases.write_text(json.dumps({**case, "contains": ["Nobody"]}) + "\n")
    low = run(*arguments)
    assert low.code == 1
    assert "under its floor" in low.out
    assert run("eval", str(cases), "--set", "other=nowhere").code == 2


def test_questions_are_logged_unless_told_otherwise(library: Path, run: Callable) -> None:
    from qa.answer.log import FILE, QuestionLog

    run("ask", "Who is the captain of the ferry?")
    run("ask", "Was anyone killed?", "--no-log")
    log = QuestionLog(library / FILE).last()
    assert [entry.question for entry in log] == ["Who is the captain of the ferry?"]
    assert log[0].record["evidence"]


def test_removing_goes_on_after_an_article_that_is_not_there_any_more(run: Callable, library: Path) -> None:
    ran = run("remove", "nothing-like-it", "Ferry hits", "Council of Brackwater")
    assert ran.code == 3
    assert "nothing-like-it" in ran.err
    assert run("list").out.count("Brackwater") == 0


def test_what_a_killed_recovery_left_is_made_anew(run: Callable, library: Path, tmp_path: Path) -> None:
    left = tmp_path / ".new.half"
    left.mkdir()
    (left / "catalog.sqlite").write_bytes(b"half")
    assert run("recover", str(tmp_path / "new")).code == 0
    assert not left.exists()
    assert run("--library", str(tmp_path / "new"), "list").out.count("Brackwater") > 0
