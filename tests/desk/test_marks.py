"""Tags, notes, corrected facts and removals: they narrow, they last, and each can be undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "library")]

from library_world import HashEmbedder  # noqa: E402

from qa.desk.desk import Desk  # noqa: E402
from qa.desk.marking import edit, marks_of, note, notes_of, tag, tags_of, undo  # noqa: E402
from qa.errors import ConfigError, CorpusError  # noqa: E402
from qa.settings import load_settings  # noqa: E402

FERRY = """---
title: Ferry hits the quay
outlet: Harbour Post
date: 2026-02-03
---
A passenger ferry hit the quay of Brackwater on Tuesday morning and 12 people were injured.
The captain of the ferry is Mirela Sandhurst, the harbour office said.
"""
TRAM = """---
title: Council puts off the tram
outlet: Evening Lamp
date: 2026-02-05
---
The council of Brackwater put off its vote on the new tram line on Thursday.
A decision on the ferry and the tram is expected in March.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    (place / "ferry.md").write_text(FERRY)
    (place / "tram.md").write_text(TRAM)
    return place


@pytest.fixture
def desk(own_home: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk(load_settings({"library": own_home / "library", "backups": False}))
    monkeypatch.setattr(type(made.engines), "embedder", HashEmbedder())
    made.add([str(files)])
    yield made
    made.close()


def titles(desk: Desk, **filters: object) -> list[str]:
    return sorted(article.title for article in desk.list(**filters))  # type: ignore[arg-type]


def test_a_tag_narrows_lists_searches_and_topics_in_any_case(desk: Desk) -> None:
    tag(desk, "ferry", ["Port Fire", "accident"])
    tag(desk, "tram", ["accident"])
    assert titles(desk, tag="port  fire") == ["Ferry hits the quay"]
    assert len(titles(desk, tag="accident")) == 2
    assert titles(desk, tag=("accident", "port fire")) == ["Ferry hits the quay"]
    assert titles(desk, tag="nothing") == []
    found = {hit.article.title for hit in desk.search('ferry tag:"port fire"')}
    assert found == {"Ferry hits the quay"}
    assert desk.search("ferry tag:nothing") == []
    assert desk.topic("ferry", tag="port fire").articles == (desk.show("ferry").id,)
    assert marks_of(desk).counts() == {"accident": 2, "Port Fire": 1}


def test_a_corrected_version_keeps_tags_and_notes(desk: Desk, files: Path) -> None:
    tag(desk, "ferry", ["port"])
    note(desk, "ferry", "Call the harbour office")
    (files / "ferry.md").write_text(FERRY.replace("12 people", "14 people"))
    desk.add([str(files)])
    article = desk.show("ferry")
    assert "14 people" in article.text
    assert tags_of(desk, article.id) == ("port",)
    assert [one.text for one in notes_of(desk, article.id)] == ["Call the harbour office"]
    assert titles(desk, tag="port") == ["Ferry hits the quay"]


def test_corrected_facts_keep_the_id_and_are_what_filters_and_searches_see(desk: Desk) -> None:
    before = desk.show("ferry")
    made, what = edit(desk, "ferry", outlet="Daily Relay", published=date(2026, 2, 4), title="Quay accident")
    assert made.id == before.id
    assert what == (
        "outlet: Harbour Post -> Daily Relay; published: 2026-02-03 -> 2026-02-04;"
        " title: Ferry hits the quay -> Quay accident"
    )
    assert titles(desk, outlet="Daily Relay") == ["Quay accident"]
    assert titles(desk, outlet="Harbour Post") == []
    assert desk.show(before.id).text == before.text
    assert desk.search("quay accident")[0].article.id == before.id
    assert desk.library().check() == []


def test_what_was_corrected_wins_when_the_file_is_read_again(desk: Desk, files: Path) -> None:
    edit(desk, "ferry", outlet="Daily Relay", published=date(2026, 2, 4))
    assert desk.add([str(files)], published="2026-01-01").count("failed") == 0
    article = desk.show("ferry")
    assert (article.outlet, article.published) == ("Daily Relay", date(2026, 2, 4))
    assert len(desk.list()) == 2


def test_an_edit_is_undone_to_what_the_file_states(desk: Desk) -> None:
    before = desk.show("ferry")
    edit(desk, "ferry", outlet="Daily Relay")
    edit(desk, "ferry", published=date(2026, 2, 4))
    assert undo(desk).what == "published: 2026-02-03 -> 2026-02-04"
    assert desk.show("ferry").outlet == "Daily Relay"
    undo(desk)
    assert desk.show("ferry") == before
    assert marks_of(desk).facts() == {}


def test_a_fact_can_be_taken_away_but_not_the_title(desk: Desk) -> None:
    assert edit(desk, "ferry", outlet="")[0].outlet is None
    with pytest.raises(ConfigError, match="needs a title"):
        edit(desk, "ferry", title="")
    with pytest.raises(ConfigError, match="nothing to change"):
        edit(desk, "tram", outlet="Evening Lamp")


def test_a_removed_article_comes_back_with_all_that_belongs_to_it(desk: Desk, files: Path) -> None:
    (files / "ferry.md").write_text(FERRY.replace("12 people", "14 people"))
    desk.add([str(files)])
    tag(desk, "ferry", ["port"])
    note(desk, "ferry", "Call them")
    before, older = desk.show("ferry"), desk.history(desk.show("ferry").id)
    desk.remove("ferry")
    assert titles(desk) == ["Council puts off the tram"]
    assert undo(desk).kind == "remove"
    assert desk.show("ferry") == before
    assert desk.history(before.id) == older
    assert tags_of(desk, before.id) == ("port",)
    assert [one.text for one in notes_of(desk, before.id)] == ["Call them"]
    assert desk.library().check() == []
    assert desk.search("captain of the ferry")[0].article.id == before.id


def test_a_removal_is_forgotten_after_thirty_days(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    desk.remove("ferry")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31 * 86_400)
    with pytest.raises(ConfigError, match="nothing to undo"):
        undo(desk)


def test_a_removal_that_fails_leaves_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(CorpusError):
        desk.remove("no such article")
    assert marks_of(desk).changes() == []


def test_changes_are_undone_by_number_and_once(desk: Desk) -> None:
    tag(desk, "ferry", ["port"])
    note(desk, "ferry", "Call them")
    tag(desk, "ferry", ["port"], off=True)
    first, second = marks_of(desk).changes()[2], marks_of(desk).changes()[1]
    assert undo(desk, second.id).kind == "note"
    assert notes_of(desk, desk.show("ferry").id) == ()
    with pytest.raises(ConfigError, match=f"no change {second.id}"):
        undo(desk, second.id)
    assert undo(desk).kind == "untag"
    assert tags_of(desk, desk.show("ferry").id) == ("port",)
    undo(desk, first.id)
    assert tags_of(desk, desk.show("ferry").id) == ()


def test_bad_input_is_said(desk: Desk) -> None:
    for act, said in (
        (lambda: tag(desk, "ferry", [" "]), "a tag without a name"),
        (lambda: tag(desk, "ferry", ["none"], off=True), "is not tagged"),
        (lambda: note(desk, "ferry", " "), "an empty note"),
    ):
        with pytest.raises(ConfigError, match=said):
            act()


def test_an_article_that_is_corrected_has_not_come_in_anew(desk: Desk) -> None:
    from qa.library.recent import added_since

    before = added_since(desk.library(), 0.0)
    edit(desk, "ferry", outlet="Daily Relay")
    assert added_since(desk.library(), 0.0) == before
