"""Exports of many articles, in the words of those who have them: every article whole, none merged."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from bench.archives import archives, clippers, forms, wires  # noqa: E402
from bench.archives.cases import cases  # noqa: E402
from bench.archives.forms import Block  # noqa: E402
from bench.archives.run import broken, faults, read  # noqa: E402
from bench.archives.stories import stories, story  # noqa: E402
from bench.archives.words import nexis_day  # noqa: E402
from qa.articles.archives.fields import day_in, page_name, people, section_and_page  # noqa: E402
from qa.articles.archives.unknown import looks_like_many  # noqa: E402
from qa.articles.load import Loaded, load_articles  # noqa: E402
from qa.errors import LoadError  # noqa: E402

OPEN = [case for case in cases() if not case.locked]
ONE_AUTHOR = [c for c in OPEN if not c.url or all(len(s.authors) < 2 for s in c.stories)]
SAMPLE = [case for n, case in enumerate(ONE_AUTHOR) if n % 9 == 0 and len(case.stories) < 20]
UNKNOWN = [case for case in OPEN if case.layout == "unknown"]


def load(tmp_path: Path, name: str, data: bytes) -> Loaded:
    path = tmp_path / name
    path.write_bytes(data)
    return load_articles(str(path))


@pytest.mark.parametrize("case", SAMPLE, ids=lambda c: c.name)
def test_a_file_in_a_known_layout_gives_its_articles_whole(case: object, tmp_path: Path) -> None:
    found, error = read(case, tmp_path)  # type: ignore[arg-type]
    assert broken(case, found) == 0  # type: ignore[arg-type]
    assert faults(case, found, error) == []  # type: ignore[arg-type]


def test_the_number_of_articles_is_said_beside_what_the_cover_says(tmp_path: Path) -> None:
    found = stories(1, 3)
    loaded = load(tmp_path, "nexis.docx", forms.docx(archives.nexis_uni(found, total=5)))
    assert loaded.notes == ["3 articles in nexis.docx (table of contents: 5); some are missing"]


def test_the_fields_of_an_archive_are_those_of_the_article(tmp_path: Path) -> None:
    data = archives.factiva_html([story(4)])
    article = load(tmp_path, "f.html", data).articles[0]
    told = story(4)
    assert (article.page, article.section, article.words) == (told.page, told.section, told.words)
    assert article.key is not None
    assert article.key.startswith("factiva:TSTNWS00")
    assert article.origin.endswith("f.html#1")


def test_the_day_is_that_of_the_paper_and_never_that_of_loading(tmp_path: Path) -> None:
    blocks = archives.nexis_old([story(5)])
    day = nexis_day(story(5).day, "en")
    kept = [b for b in blocks if not b.text.startswith(day)]
    article = load(tmp_path, "n.txt", forms.txt(kept)).articles[0]
    assert article.published is None


def test_pictures_and_packages_of_a_wire_are_left_out_by_name(tmp_path: Path) -> None:
    items = [wires.g2_item(story(1)), wires.g2_item(story(2), what="picture")]
    loaded = load(tmp_path, "w.xml", wires.g2_message(items, package=True))
    assert len(loaded.articles) == 1
    assert [name for _, name in loaded.left_out] == [
        f"a picture: {story(2).title}",
        "a package: The day in stories",
    ]
    assert loaded.problems == []


def test_a_story_that_its_wire_took_back_is_not_added(tmp_path: Path) -> None:
    data = wires.dumped([wires.wire(story(1), status="canceled"), wires.wire(story(2))])
    loaded = load(tmp_path, "w.json", data)
    assert [a.title for a in loaded.articles] == [story(2).title]
    assert loaded.left_out[0][1] == f"canceled by its wire: {story(1).title}"


def test_of_the_versions_of_a_story_the_newest_is_read(tmp_path: Path) -> None:
    old, new = (
        wires.wire(story(1), key="a"),
        wires.wire(story(1), key="b", slug="BC-XX--Slug-Pool, 1st Ld-Writethru"),
    )
    loaded = load(tmp_path, "w.json", wires.dumped([new, old]))
    assert [(a.version, a.origin[-2:]) for a in loaded.articles] == [(2, "#1")]


def test_two_stories_with_one_slug_stay_two(tmp_path: Path) -> None:
    data = wires.dumped(
        [wires.wire(story(11)), {**wires.wire(story(12)), "firstcreated": wires.stamp(story(11))}]
    )
    assert len(load(tmp_path, "w.json", data).articles) == 2


def test_names_inside_an_archive_are_in_the_origin(tmp_path: Path) -> None:
    data = forms.zipped({"in.zip": forms.zipped({"a/one.html": clippers.web_page(story(1))})})
    assert load(tmp_path, "c.zip", data).articles[0].origin.endswith("c.zip#in.zip#a/one.html")


def test_an_archive_three_deep_or_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    page = clippers.web_page(story(1))
    deep = forms.zipped({"a.zip": forms.zipped({"b.zip": forms.zipped({"c.html": page})})})
    with pytest.raises(LoadError, match="archive in an archive in an archive"):
        load(tmp_path, "d.zip", deep)
    bomb = forms.zipped({f"{n}.txt": b" " * 19_000_000 for n in range(25)})
    with pytest.raises(LoadError, match="far more than it may"):
        load(tmp_path, "b.zip", bomb)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Brook", ("Ada Brook",)),
        ("BY ADA BROOK AND MILES TARRANT", ("Ada Brook", "Miles Tarrant")),
        ("Brook, Ada; van Dyke, Peter", ("Ada Brook", "Peter van Dyke")),
        ("Standen, Mirela", ("Mirela Standen",)),
        ("Ada Brook, Miles Tarrant", ("Ada Brook", "Miles Tarrant")),
        ("Von ANKE VON THAL", ("Anke von Thal",)),
        ("Par Élodie Garnier et Noël de La Tour", ("Élodie Garnier", "Noël de La Tour")),
        ("Ada Brook, Staff Reporter", ("Ada Brook",)),
        ("ORLA O'DOWD", ("Orla O'Dowd",)),
        ("By Ada Brook ada@paper.example", ("Ada Brook",)),
    ],
)  # fmt: skip
def test_authors_are_in_natural_order_and_case(line: str, names: tuple[str, ...]) -> None:
    assert people(line) == names


def test_days_pages_and_sections_in_several_languages() -> None:
    for line in (
        "November 7, 2024 Thursday",
        "7. November 2024 Donnerstag 9:50 PM GMT+1",
        "jeudi 7 novembre 2024",
        "7 november 2024 donderdag",
        "7 de noviembre de 2024 jueves",
    ):
        assert day_in(line) == date(2024, 11, 7)
    assert section_and_page("NEWS; Pg. A4") == ("NEWS", "A4")
    assert section_and_page("WISSENSCHAFT; KREBS; S. 114 Ausg. 9") == ("WISSENSCHAFT", "114")
    assert page_name("A.4") == "A4"


@pytest.mark.parametrize(
    "case", [c for c in cases() if c.layout == "unknown" and not c.locked], ids=lambda c: c.name
)
def test_many_articles_in_an_unknown_layout_are_refused_with_a_line_that_says_so(
    case: object, tmp_path: Path
) -> None:
    found, error = read(case, tmp_path)  # type: ignore[arg-type]
    assert found == []
    assert "many articles in a layout that is not known" in error
    assert "--as" in error


def test_one_article_with_questions_and_rules_is_no_file_of_many() -> None:
    talk = ["Korn: We will pay.", "Lind: We will see.", "Maas: I will not."] * 4
    assert looks_like_many(talk) is None
    assert (
        looks_like_many(["A title", "", "words " * 60, "* * *", "words " * 60, "-----", "words " * 60])
        is None
    )
    assert looks_like_many([b.text for b in (Block("1 of 3 people agreed"), Block("words " * 50))]) is None
