"""`qa tag`, `qa note`, `qa edit`, `qa undo` on the command line, and what else knows of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def test_tags_and_notes_are_shown_exported_and_carried_to_a_recovered_library(
    run: Callable, library: Path, tmp_path: Path
) -> None:
    assert run("tag", "Ferry", "Port Fire").code == 0
    assert run("note", "Ferry", "Call the office").code == 0
    assert run("tag").out.split() == ["1", "Port", "Fire"]
    shown = json.loads(run("show", "Ferry", "--json").out)
    assert (shown["tags"], shown["notes"]) == (["Port Fire"], ["Call the office"])
    assert run("note", "Ferry").out == "Call the office\n"
    assert run("export", "Ferry", "--format", "obsidian", "--out", str(tmp_path / "vault")).code == 0
    (note,) = (tmp_path / "vault").iterdir()
    assert 'tags: ["Port-Fire"]' in note.read_text()
    assert "Call the office" in note.read_text()
    saved = tmp_path / "saved"
    assert run("recover", str(saved)).code == 0
    assert run("tag", "--library", str(saved)).out.split() == ["1", "Port", "Fire"]
    copied = tmp_path / "copied"
    assert run("backup", str(copied)).code == 0
    assert (copied / "marks.sqlite").is_file()


def test_an_edit_shows_what_changed_and_is_undone(run: Callable, library: Path) -> None:
    before = json.loads(run("show", "Ferry", "--json").out)
    edited = run("edit", "Ferry", "--outlet", "Daily Relay", "--published", "2026-02-04")
    assert edited.code == 0
    assert "outlet: Brackwater Post -> Daily Relay; published: 2026-02-03 -> 2026-02-04" in edited.err
    assert json.loads(run("list", "--outlet", "Daily Relay", "--json").out)[0]["id"] == before["id"]
    (row,) = json.loads(run("undo", "--list", "--json").out)
    assert (row["number"], row["kind"], row["article_id"]) == (1, "edit", before["id"])
    assert run("undo").code == 0
    assert json.loads(run("show", "Ferry", "--json").out) == before


def test_a_topic_is_narrowed_to_a_tag(run: Callable, library: Path, tmp_path: Path) -> None:
    run("tag", "Ferry", "port")
    topics = tmp_path / "topics.yaml"
    topics.write_text("topics:\n- title: Brackwater\n  tags: [port]\n")
    made = run("brief", str(topics), "--out", str(tmp_path / "out"))
    assert made.code == 0, made.err
    briefing = json.loads((tmp_path / "out/brackwater/briefing.json").read_text())
    assert [source["title"] for source in briefing["sources"]] == ["Ferry hits the quay at Brackwater"]
    assert run("brief", "--topic", "Brackwater", "--tag", "nothing").code == 5


def test_bad_input_gives_one_line_and_a_hint(run: Callable, library: Path) -> None:
    for words, code, said in (
        (("tag", "no such article", "x"), 3, "no article is named"),
        (("tag", "Ferry", "x", "--off"), 2, 'is not tagged "x"'),
        (("note", "Ferry", " "), 2, "an empty note"),
        (("edit", "Ferry"), 2, "edit what?"),
        (("edit", "Ferry", "--published", "someday"), 2, "not a day: 'someday'"),
        (("edit", "Ferry", "--url", "javascript:x"), 2, "not a web address"),
        (("edit", "Ferry", "--title", ""), 2, "an article needs a title"),
        (("undo",), 2, "nothing to undo"),
        (("undo", "7"), 2, "no change 7 that can be undone"),
        (("cite", "--format", "word"), 2, "unknown format: word"),
        (("export", "--format", "obsidian"), 2, "notes need a folder"),
    ):
        ran = run(*words)
        assert ran.code == code, (words, ran.err)
        lines = ran.err.strip().split("\n")
        assert len(lines) == 2
        assert lines[0].startswith("error: ")
        assert said in lines[0]
        assert lines[1].startswith("hint: ")
