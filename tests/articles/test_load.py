"""Every format becomes the article a reader would see, and nothing is made up."""

from __future__ import annotations

import gzip
import io
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.articles.formats import read
from qa.articles.load import Meta, expand, load_articles, read_meta
from qa.errors import LoadError
from qa.types import Article

SAMPLES = Path(__file__).parent / "samples"


def one(name: str, **options: object) -> Article:
    loaded = load_articles(str(SAMPLES / name), **options)  # type: ignore[arg-type]
    assert loaded.problems == []
    (article,) = loaded.articles
    return article


def failure(source: object, **options: object) -> LoadError:
    with pytest.raises(LoadError) as caught:
        load_articles(str(source), **options)  # type: ignore[arg-type]
    error = caught.value
    assert "\n" not in error.message
    assert error.message.startswith(str(source))
    assert error.hint
    return error


def outcome(work: Callable[[], Any]) -> tuple[Any, LoadError | None]:
    try:
        return work(), None
    except LoadError as error:
        return None, error


def test_the_headline_of_a_text_file_is_its_title_and_not_in_its_body() -> None:
    article = one("story.txt")
    assert article.title == "Harlow Bay ferry returns to service after storm repairs"
    assert article.title not in article.text
    assert "Repairs cost 2.4 million crowns" in article.text
    assert article.published is None
    assert article.origin == str(SAMPLES / "story.txt")


def test_header_lines_and_hard_wrapped_paragraphs_are_understood() -> None:
    article = one("wrapped.txt")
    assert article.title == "Orchard strike ends in Vellan valley"
    assert article.outlet == "The Vellan Courier"
    assert article.published == date(2026, 3, 14)
    assert article.authors == ("Tomas Ruhl", "Petra Oy")
    assert "after the growers' association agreed" in article.text
    assert "called it a long-overdue step" in article.text


@pytest.mark.parametrize(
    "first",
    [
        "Brussels (Some Morning Paper) – Defence chiefs prepared to discuss guarantees on Wednesday.",
        "By Nell Osgood",
        "14 March 2026",
        "Share this with friends",
        "The council met on",
    ],
)
def test_a_first_line_that_is_no_headline_stays_in_the_body(first: str) -> None:
    body = "the second line is part of the same sentence and goes on for a while, as sentences do in papers."
    batch = read(f"{first}\n{body}".encode(), name="a.txt")
    assert batch.articles[0].title is None
    assert batch.articles[0].text.startswith(first)


def test_markdown_front_matter_gives_metadata_and_the_markup_goes() -> None:
    article = one("story.md")
    assert (article.title, article.outlet) == (
        "Lake Sorrel dam: engineers find a second crack",
        "Northern Wire",
    )
    assert article.published == date(2026, 2, 3)
    assert article.authors == ("Ada Brandt", "Leo Sund")
    assert article.url == "https://northernwire.example/sorrel-dam"
    assert article.section == "Region"
    assert "inspecting the Lake Sorrel dam found a second crack on Tuesday, the water" in article.text
    assert "**" not in article.text
    assert article.title not in article.text
    assert article.captions == ("Inspectors on the east wall of the dam",)


def test_toml_front_matter_is_read_too() -> None:
    article = one("toml.md")
    assert (article.title, article.published) == ("Tram line 6 opens a month early", date(2026, 5, 9))


def test_broken_front_matter_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: x\nbad: [1\n---\nText of the article.")
    assert "front matter is not valid YAML: line" in failure(path).message


def test_a_page_gives_its_article_without_what_surrounds_it() -> None:
    article = one("story.html")
    assert article.title == "Glass works of Tamsin closes two furnaces"
    assert article.outlet == "The Tamsin Herald"
    assert article.authors == ("Orla Finch", "Idris Vale")
    assert article.url == "https://tamsinherald.example/2026/04/glass-works"
    assert article.section == "Business"
    assert article.captions == ("Furnace three, built in 1961. Photo: Orla Finch",)
    assert article.text.count("\n\n") == 3
    for noise in ("Ten recipes", "All rights reserved", "Home", "built in 1961"):
        assert noise not in article.text


def test_what_a_page_shows_under_the_mouse_does_not_stand_in_a_sentence(tmp_path: Path) -> None:
    story = "The council of Brackwater voted for the new tram line by nine votes to five on Thursday. " * 3
    hover = '<span class="rollover-block"><a href="/p/1">Ida Louise Moss</a><a href="/9">Fees rise</a></span>'
    page = f"""<html><head><title>Tram vote</title></head><body><article><h1>Tram vote</h1>
    <p>Mayor <a href="/p/1">Ida Moss</a>{hover} (Green) opened the debate. {story}</p>
    <p>{story.replace("Thursday", "Friday")}</p></article></body></html>"""
    (tmp_path / "tram.html").write_text(page)
    (article,) = load_articles(str(tmp_path / "tram.html")).articles
    assert "Mayor Ida Moss (Green) opened the debate." in article.text


def test_the_date_of_a_page_is_the_day_stated_where_it_was_published_and_not_its_change() -> None:
    assert one("story.html").published == date(2026, 4, 17)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", 'datePublished': "
        '"datePublished": "2026-04-17", }</script></head><body>{}</body></html>',
        "<html><head><meta name='DC.date.issued' content='17 April 2026'></head><body>{}</body></html>",
        "<html><body><time itemprop='datePublished' datetime='2026-04-17T08:00Z'>now</time>{}</body></html>",
        "<html><body><h1>A heading</h1><div><span>Published 11:11 PM EST Apr 17, 2026</span></div>{}"
        "</body></html>",
    ],
)
def test_a_page_may_state_its_date_in_many_ways(page: str) -> None:
    body = (
        "<article>" + "<p>The council of Orme met and heard speakers on the harbour plan for hours.</p>" * 4
    )
    (article,) = read(page.replace("{}", body + "</article>").encode(), name="a.html").articles
    assert article.published == date(2026, 4, 17)


def test_a_page_that_states_no_date_has_none_whatever_its_address_and_footer_say() -> None:
    page = """<html><head><link rel="canonical" href="https://a.example/2026/04/17/story"></head><body>
    <article><h1>A story</h1><p>{}</p><p>In a report of 3 March 2024 the council had warned.</p></article>
    <footer>© 2026</footer></body></html>""".replace("{}", "The council met and heard speakers. " * 10)
    assert read(page.encode(), name="a.html").articles[0].published is None


def test_a_json_object_is_one_article() -> None:
    article = one("story.json")
    assert (article.title, article.outlet) == ("Museum returns drum to Aru islands", "Kell Gazette")
    assert (article.published, article.authors) == (date(2026, 1, 25), ("Vera Lind",))
    assert article.text.split("\n\n")[1] == "It had been in the collection since 1902."


def test_the_good_entries_of_a_list_are_kept_and_the_bad_one_reported() -> None:
    path = str(SAMPLES / "list.json")
    loaded = load_articles(path)
    assert [a.origin for a in loaded.articles] == [f"{path}#1", f"{path}#3"]
    assert loaded.problems == [(f"{path}#2", "entry 2: no article text among its fields (title, url)")]
    assert loaded.articles[0].published == date(2026, 1, 5)
    assert loaded.articles[1].published is None  # 03/04/2026 is March or April
    assert (
        loaded.articles[1].text
        == "A second storm followed on Wednesday.\n\nTwo roofs were lost in Merrow & Tarn."
    )


def test_the_news_api_shape_is_read_and_its_cut_sentence_is_kept_apart() -> None:
    loaded = load_articles(str(SAMPLES / "newsapi.json"))
    bread, bridge = loaded.articles
    assert (bread.outlet, bread.authors, bread.published) == (
        "Dunmore Times",
        ("Kit Rowe",),
        date(2026, 3, 6),
    )
    assert (
        bread.text == "A bakery in Dunmore won the national bread prize on Friday, the third time in a row."
    )
    assert any("third ti" in block.text for block in bread.removed)
    assert bridge.text.endswith("Traffic is limited to one lane.")


def test_ninjs_is_read() -> None:
    article = one("ninjs.json")
    assert (article.title, article.outlet) == ("Sella parliament adopts fisheries law", "Sella News Agency")
    assert (article.published, article.language) == (date(2026, 6, 2), "en")
    assert article.authors == ("Hana Ott", "Per Lysne")
    assert article.captions == ("Members of parliament during the vote on Tuesday.",)
    assert article.text.endswith("It cuts the cod quota by a tenth.")


def test_a_broken_line_of_json_lines_is_reported_with_its_number_and_the_others_are_kept() -> None:
    path = str(SAMPLES / "lines.jsonl")
    loaded = load_articles(path)
    assert [a.origin.rpartition("#")[2] for a in loaded.articles] == ["1", "2", "3", "4", "5", "6", "8", "9"]
    assert loaded.problems == [(f"{path}#7", "line 7: not valid JSON: Unterminated string starting at")]


def test_a_table_gives_an_article_per_row() -> None:
    path = str(SAMPLES / "table.csv")
    loaded = load_articles(path)
    lamp, whale = loaded.articles
    assert (lamp.title, lamp.outlet, lamp.published) == (
        "Lighthouse lamp goes electric",
        "Skerry Log",
        date(2026, 5, 12),
    )
    assert "\n\nThe last keeper" in lamp.text
    assert (whale.published, whale.authors) == (None, ("Una Brim", "Jon Tarr"))
    assert [origin for origin, _ in loaded.problems] == [f"{path}#2"]


def test_the_lines_of_a_pdf_become_paragraphs_again() -> None:
    article = one("story.pdf")
    assert article.title == "Cable car to Mount Ister runs again"
    assert article.authors == ("Greta Holm",)
    assert article.published is None
    assert "the first time since the fire of October, carrying some 900 visitors before noon" in article.text
    assert article.title not in article.text
    assert [p.split()[0] for p in article.text.split("\n\n")] == ["The", "The", "“The"]


def test_the_header_of_a_newspaper_page_gives_its_day_and_is_kept_apart() -> None:
    from reportlab.lib.pagesizes import A5
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A5)
    page.setFont("Helvetica", 7)
    page.drawString(40, 570, "The Tarn Post   Tuesday, 2 June 2026   Nation")
    page.drawString(200, 20, "Page 4")
    page.setFont("Helvetica-Bold", 16)
    page.drawString(40, 530, "Harbour crane falls into the sea")
    page.setFont("Helvetica", 10)
    for y, line in ((500, "By Ina Voss"), (480, "A crane of the harbour of Tarn fell into the sea on Mon-")):
        page.drawString(40, y, line)
    page.drawString(40, 468, "day night. Nobody was hurt, its office said.")
    page.drawString(40, 448, "It had been closed for repairs since May.")
    page.save()
    (article,) = read(out.getvalue()).articles
    assert article.title == "Harbour crane falls into the sea"
    assert article.published == date(2026, 6, 2)
    assert article.text.split("\n\n") == [
        "By Ina Voss",
        "A crane of the harbour of Tarn fell into the sea on Monday night. Nobody was hurt, its office said.",
        "It had been closed for repairs since May.",
    ]
    assert [block.text for block in article.removed] == [
        "The Tarn Post   Tuesday, 2 June 2026   Nation",
        "Page 4",
    ]


def test_a_word_file_gives_heading_paragraphs_table_and_caption() -> None:
    article = one("story.docx")
    assert article.title == "Beekeepers count fewer hives in Tarn"
    assert article.authors == ("Mina Thorpe",)
    assert article.published is None  # the dates of the file are those of its editing
    assert article.captions == ("Hives under snow in February. Photo: M. Thorpe",)
    assert "It blames a long winter" in article.text
    assert "2026 | 3,200" in article.text


def test_an_email_is_an_article_of_its_sender() -> None:
    article = one("plain.eml")
    assert article.title == "Mint to strike last copper coin – ledger alert"
    assert (article.outlet, article.published) == ("The Daily Ledger", date(2026, 5, 5))
    assert "the finance ministry said. The café trade had asked" in article.text


def test_the_html_part_of_an_email_is_read_when_the_text_part_says_nothing() -> None:
    article = one("multipart.eml")
    assert article.title == "Night trains to Vessin sold out until May"
    assert (article.outlet, article.authors) == ("Calder Evening Star", ("Jonas Peel",))
    assert article.text.startswith("Night trains from Calder")
    assert "color" not in article.text
    assert "“We did not expect this,”" in article.text


def test_entries_of_an_rss_file_are_articles() -> None:
    path = str(SAMPLES / "feed.rss")
    loaded = load_articles(path)
    snow, choir = loaded.articles
    assert (snow.title, snow.outlet, snow.published) == (
        "Snow closes Vessin pass",
        "Vessin Observer",
        date(2026, 1, 11),
    )
    assert (snow.authors, snow.section, snow.url) == (
        ("Lise Marn",),
        "Traffic",
        "https://vessin.example/pass",
    )
    assert snow.text.endswith("a detour of 90 kilometres.")
    assert choir.title == "Choir to sing & dance"
    assert choir.url is None  # a javascript: address must not become a link
    assert loaded.problems == [(f"{path}#2", "entry 2: no text, only Only a headline")]


def test_the_date_of_change_of_an_atom_entry_is_not_its_date_of_publication() -> None:
    library, pool = load_articles(str(SAMPLES / "feed.atom")).articles
    assert (library.published, library.authors) == (date(2026, 2, 1), ("Ida Crane",))
    assert pool.published is None


@pytest.mark.parametrize(
    "name", ["story.txt", "story.html", "lines.jsonl", "story.pdf", "plain.eml", "feed.rss"]
)
def test_packed_files_give_the_same_articles(name: str, tmp_path: Path) -> None:
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress((SAMPLES / name).read_bytes()))
    plain = load_articles(str(SAMPLES / name)).articles
    assert [a.text for a in load_articles(str(packed)).articles] == [a.text for a in plain]


@pytest.mark.parametrize(
    "path", sorted(p for p in SAMPLES.iterdir() if not p.name.startswith("meta.")), ids=lambda p: p.name
)
def test_standard_input_needs_no_name_to_be_understood(path: Path) -> None:
    named = load_articles(str(path))
    piped = load_articles("-", stdin=path.read_bytes())
    assert [(a.title, a.text, a.published) for a in piped.articles] == [
        (a.title, a.text, a.published) for a in named.articles
    ]
    assert all(a.origin.startswith("-") for a in piped.articles)


def test_what_the_user_states_overrules_the_file_and_a_meta_file_only_completes_it() -> None:
    meta = {
        "story.json": Meta(
            title="Other", outlet="Other", published=date(2000, 1, 1), url="https://o.example/a"
        )
    }
    article = one("story.json", meta=meta)
    assert (article.title, article.outlet, article.published) == (
        "Museum returns drum to Aru islands",
        "Kell Gazette",
        date(2026, 1, 25),
    )
    told = one("story.json", outlet="Mine", published=date(2026, 1, 26))
    assert (told.outlet, told.published) == ("Mine", date(2026, 1, 26))


@pytest.mark.parametrize("name", ["meta.csv", "meta.yaml", "meta.json"])
def test_a_meta_file_supplies_what_a_text_file_lacks(name: str) -> None:
    article = one("story.txt", meta=read_meta(SAMPLES / name))
    assert (article.outlet, article.published) == ("Harlow Bay Echo", date(2026, 2, 19))
    assert article.title == "Harlow Bay ferry returns to service after storm repairs"


def test_meta_paths_fit_exactly_by_folder_by_name_and_by_entry(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(
            "A headline of this day\n\nThe council of Orme met for long hours."
        )
    meta = {"a.txt": Meta(outlet="By name"), "north/a.txt": Meta(outlet="By folder")}
    outlets = [load_articles(p, meta=meta).articles[0].outlet for p in expand([str(tmp_path)])]
    assert outlets == ["By folder", "By name"]
    exact = {**meta, str(tmp_path / "north" / "a.txt"): Meta(outlet="Exact")}
    assert load_articles(str(tmp_path / "north" / "a.txt"), meta=exact).articles[0].outlet == "Exact"
    storms = load_articles(str(SAMPLES / "list.json"), meta=read_meta(SAMPLES / "meta.yaml")).articles
    assert [a.outlet for a in storms] == ["Merrow Mail", None]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("m.json", '{"a.txt": 3}', "every path must lead to a mapping"),
        ("m.yaml", "a: [", "not valid JSON or YAML: line"),
        ("m.csv", "title,outlet\nx,y\n", "entry 1 names no path"),
        ("m.csv", "path,published\na.txt,03/04/2026\n", "'03/04/2026' is no clear date"),
        ("m.csv", "", "neither a table nor"),
    ],
)
def test_a_wrong_meta_file_is_explained(name: str, content: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    if not content:
        assert read_meta(tmp_path / name) == {}
        return
    with pytest.raises(LoadError, match=str(tmp_path)) as caught:
        read_meta(tmp_path / name)
    assert reason in caught.value.message
    assert caught.value.hint


def test_a_missing_meta_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="No such file"):
        read_meta(tmp_path / "none.csv")


def test_directories_and_patterns_expand_in_a_stable_order_each_file_once(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.html",
        "photo.jpg",
        ".hidden.txt",
        "README.md",
        "sub/c.json",
        ".git/d.txt",
        "meta.csv",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = expand(
        [str(tmp_path), str(tmp_path / "*.txt"), "-", "https://a.example/x"],
        exclude=[str(tmp_path / "meta.csv")],
    )
    names = [os.path.relpath(p, tmp_path) if p.startswith("/") else p for p in found]
    assert names == ["a.html", "b.txt", "sub/c.json", "-", "https://a.example/x"]


def test_what_cannot_be_expanded_stays_to_be_reported(tmp_path: Path) -> None:
    assert expand(["no/such.txt", "none*.txt", str(tmp_path)]) == ["no/such.txt", "none*.txt", str(tmp_path)]
    assert "no such file" in failure("none*.txt").message
    assert "no articles in this directory" in failure(tmp_path).message


def test_a_directory_as_source_gives_its_articles_and_reports_its_bad_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A headline of this day\n\nThe council of Orme met for long hours.")
    (tmp_path / "b.json").write_text("{")
    loaded = load_articles(str(tmp_path))
    assert [a.origin for a in loaded.articles] == [str(tmp_path / "a.txt")]
    ((origin, reason),) = loaded.problems
    assert origin == str(tmp_path / "b.json")
    assert reason.startswith("not valid JSON: line 1")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_without_permission_is_an_error(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert expand([str(tmp_path)]) == [str(closed)]
        assert "cannot be opened: Permission denied" in failure(closed).message
    finally:
        closed.chmod(stat.S_IRWXU)


def test_a_refused_directory_is_an_error_also_where_the_user_may_do_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert expand([str(tmp_path)]) == [str(tmp_path)]
    assert "cannot be opened: Permission denied" in failure(tmp_path).message


@given(
    data=st.binary(max_size=400),
    name=st.sampled_from(["", "a.txt", "a.md", "a.html", "a.json", "a.csv", "a.eml", "a.xml"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_bytes_are_the_outcome_is_articles_or_one_error(data: bytes, name: str) -> None:
    batch, error = outcome(lambda: read(data, name=name))
    if error is not None:
        assert error.message
        assert error.hint
        assert "\n" not in error.message
    else:
        assert batch.articles or batch.problems


@pytest.mark.parametrize(
    "sample", ["story.pdf", "story.docx", "multipart.eml", "feed.rss", "story.html", "ninjs.json"]
)
@given(where=st.floats(0, 1), what=st.binary(min_size=1, max_size=30))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_damaged_files_never_raise_anything_but_a_load_error(sample: str, where: float, what: bytes) -> None:
    data = bytearray((SAMPLES / sample).read_bytes())
    at = int(where * (len(data) - len(what)))
    data[at : at + len(what)] = what
    _, error = outcome(lambda: load_articles("-", stdin=bytes(data)))
    assert error is None or "\n" not in error.message


@given(st.lists(st.text(min_size=1), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_control_character_reaches_an_article(paragraphs: list[str]) -> None:
    text = "The council of Orme met.\n\n" + "\n\n".join(paragraphs)
    data = text.encode("utf-8", "replace")
    try:
        (article,) = load_articles("-", stdin=data).articles
    except LoadError:
        return
    for shown in (article.title, article.text, *(block.text for block in article.removed)):
        assert not any(
            (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000
            for c in shown
        )
