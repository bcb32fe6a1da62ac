"""Files of many articles in a library: added again, grown, in two exports at once, from a wire."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.archives import archives, forms, wires  # noqa: E402
from bench.archives.stories import Story, stories, story  # noqa: E402
from qa.desk.adding import Stated  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.types import AddReport  # noqa: E402


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(library=tmp_path / "library")


def nexis(found: Sequence[Story]) -> bytes:
    return forms.txt(archives.nexis_old(list(found)))


def counts(report: AddReport) -> dict[str, int]:
    return {
        s: n
        for s in ("added", "updated", "unchanged", "duplicate", "skipped", "failed")
        if (n := report.count(s))
    }


def test_an_export_added_again_changes_nothing_and_a_grown_one_adds_what_is_new(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "nexis.txt"
    path.write_bytes(nexis(stories(1, 3)))
    report = desk.add([str(path)])
    assert counts(report) == {"added": 3}
    assert report.notes == ("3 articles in nexis.txt (numbered documents: 3)",)
    assert counts(desk.add([str(path)])) == {"unchanged": 3}
    path.write_bytes(nexis([story(50), *stories(1, 3)]))  # the old ones now stand further down
    assert counts(desk.add([str(path)])) == {"added": 1, "unchanged": 3}
    origins = {desk.library().origins(a.id)[0].rpartition("#")[2] for a in desk.list()}
    assert origins == {"1", "2", "3", "4"}
    assert all(len(desk.library().origins(a.id)) == 1 for a in desk.list())


def test_a_story_in_two_exports_is_one_article_with_two_origins(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_bytes(nexis(stories(1, 2)))
    second.write_bytes(nexis([story(2), story(9)]))
    desk.add([str(first)])
    assert counts(desk.add([str(second)])) == {"duplicate": 1, "added": 1}
    shared = next(a for a in desk.list() if a.title == story(2).title)
    assert [o.rsplit("/", 1)[1] for o in desk.library().origins(shared.id)] == ["a.txt#2", "b.txt#1"]


def test_the_articles_of_a_file_can_be_listed(desk: Desk, tmp_path: Path) -> None:
    for name, start in (("nexis.txt", 1), ("other.txt", 20)):
        (tmp_path / name).write_bytes(nexis(stories(start, 2)))
    desk.add([str(tmp_path / "nexis.txt"), str(tmp_path / "other.txt")])
    assert {a.title for a in desk.list(origin="nexis.txt")} == {s.title for s in stories(1, 2)}
    assert len(desk.list(origin=str(tmp_path))) == 4
    assert desk.list(origin="exis.txt") == []


def test_section_page_and_edition_narrow_lists_and_questions(desk: Desk, tmp_path: Path) -> None:
    found = stories(1, 8)
    (tmp_path / "n.txt").write_bytes(nexis(found))
    desk.add([str(tmp_path / "n.txt")])
    business = {s.title for s in found if s.section == "Business"}
    assert {a.title for a in desk.list(section="business")} == business
    assert {a.title for a in desk.list(page="a7")} == {s.title for s in found if s.page == "A7"}
    assert {a.title for a in desk.list(edition="final edition")} == {s.title for s in found if s.edition}
    hits = desk.search("council members section:Business")
    assert hits
    assert {hit.article.title for hit in hits} <= business


def test_a_page_is_cited_with_its_number(desk: Desk, tmp_path: Path) -> None:
    from qa.show.words import byline

    (tmp_path / "n.txt").write_bytes(nexis([story(3)]))
    desk.add([str(tmp_path / "n.txt")])
    line = byline(desk.list()[0])
    assert line == f"{story(3).outlet} · {story(3).day} · p. {story(3).page}, {story(3).edition}"


def test_a_later_lead_of_a_wire_replaces_the_first_whichever_comes_first(desk: Desk, tmp_path: Path) -> None:
    lead = story(1, paragraphs=4)
    short = wires.wire(story(1, paragraphs=4), key="a")
    later = {
        **wires.wire(lead, key="b", slug="BC-XX--Slug-Pool, 1st Ld-Writethru"),
        "headline": "A new headline",
    }
    later["body_nitf"] = (
        str(later["body_nitf"]) + "<p>The mayor said on Tuesday that she would answer in March.</p>"
    )
    (tmp_path / "2.json").write_bytes(wires.dumped(later))
    (tmp_path / "1.json").write_bytes(wires.dumped(short))
    desk.add([str(tmp_path / "2.json")])
    desk.add([str(tmp_path / "1.json")])
    assert [a.title for a in desk.list()] == ["A new headline"]
    assert [old.title for old in desk.history(desk.list()[0].id)] == [lead.title]


def test_what_is_no_article_is_left_out_without_an_error(desk: Desk, tmp_path: Path) -> None:
    items = [wires.g2_item(story(1)), wires.g2_item(story(2), what="picture")]
    (tmp_path / "w.xml").write_bytes(wires.g2_message(items))
    assert counts(desk.add([str(tmp_path / "w.xml")])) == {"skipped": 1, "added": 1}


def test_rebuilding_reads_again_what_older_readers_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.articles.archives import registry

    path = tmp_path / "n.txt"
    path.write_bytes(nexis(stories(1, 2)))
    monkeypatch.setattr(registry, "VERSION", "0")
    desk.add([str(path)])
    before = desk.library().files()
    monkeypatch.undo()
    desk.rebuild()
    after = desk.library().files()
    assert [path for path, _ in before] == [path for path, _ in after]
    assert before != after
    assert len(desk.list()) == 2


def test_a_file_in_an_unknown_layout_can_be_read_as_one_or_by_a_layout_of_ones_own(
    desk: Desk, tmp_path: Path
) -> None:
    from qa.errors import LoadError

    path, own = tmp_path / "x.txt", tmp_path / "own.yaml"
    found = stories(1, 3)
    parts = [
        f"Headline: {s.title}\nPaper: {s.outlet}\nDate: {s.day}\nText:\n\n" + "\n\n".join(s.paragraphs)
        for s in found
    ]
    path.write_text("\n\n".join(parts), "utf-8")
    report = desk.add([str(path)])
    assert counts(report) == {"failed": 1}
    assert "it looks like many articles in a layout that is not known" in report.items[0].detail
    fields = {"title": "Headline", "outlet": "Paper", "published": "Date"}
    lines = [f"  {name}: '^{label}: (.+)'" for name, label in fields.items()]
    own.write_text(
        "\n".join(["name: Mine", "start: '^Headline: '", "fields:", *lines, "  text: '^Text:'"]), "utf-8"
    )
    read = desk.preview([str(path)], Stated(own_layout=own))[0]
    assert [(a.title, a.outlet, a.published) for a in read.articles] == [
        (s.title, s.outlet, s.day) for s in found
    ]
    assert counts(desk.add([str(path)], own_layout=own)) == {"added": 3}
    with pytest.raises(LoadError, match="no layout is called 'nexus'"):
        desk.add([str(path)], layout="nexus")
    assert counts(desk.add([str(path)], layout="one")) in ({"added": 1}, {"updated": 1})
