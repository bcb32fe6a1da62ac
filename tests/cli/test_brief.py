"""`qa brief`, `qa compare` and `qa timeline` on a small library, and `qa brief` on the sample corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
TOPICS = """
defaults:
  since: 2026-01-01
topics:
  - title: The ferry at Brackwater
    questions: ["How many people were injured?", "Who paid for the ferry?"]
  - title: The tram vote of Brackwater
"""


@pytest.fixture
def topics(own_home: Path) -> Path:
    """A topics file of two topics."""
    path = own_home / "topics.yaml"
    path.write_text(TOPICS)
    return path


def test_a_topics_file_becomes_a_folder_of_briefings_in_four_formats(library, run, topics, own_home) -> None:
    done = run("brief", str(topics), "--out", "out")
    assert done.code == 0, done.err
    assert "2 made" in done.out
    assert "open out/index.html" in done.out
    for slug in ("the-ferry-at-brackwater", "the-tram-vote-of-brackwater"):
        for kind in ("html", "md", "json", "docx"):
            assert (own_home / "out" / slug / f"briefing.{kind}").stat().st_size > 500
    index = (own_home / "out/index.html").read_text()
    assert "the-ferry-at-brackwater/briefing.html" in index
    page = (own_home / "out/the-ferry-at-brackwater/briefing.html").read_text()
    assert "<mark>A passenger ferry hit the quay" in page
    assert "Who paid for the ferry?" in page.split('id="not_covered"')[1]


def test_finished_briefings_are_skipped_and_force_makes_them_again(library, run, topics, own_home) -> None:
    run("brief", str(topics), "--out", "out")
    files = {p: p.read_bytes() for p in (own_home / "out").rglob("*.*") if p.name != "manifest.json"}
    assert "2 skipped" in run("brief", str(topics), "--out", "out").out
    again = run("brief", str(topics), "--out", "out", "--force", "--json")
    assert [row["status"] for row in json.loads(again.out)["topics"]] == ["made", "made"]
    assert {p: p.read_bytes() for p in files} == files, "the same library makes the same files"


def test_one_topic_goes_to_the_terminal_in_the_format_asked_for(library, run) -> None:
    shown = run("brief", "--topic", "ferry at Brackwater", "--question", "How many people were injured?")
    assert shown.code == 0
    assert "Bottom line" in shown.out
    assert "How many people were injured?" in shown.out
    content = json.loads(run("brief", "--topic", "ferry at Brackwater", "--json").out)
    schema = json.loads(run("brief", "--output-schema").out)
    jsonschema.validate(content, schema)
    assert run("brief", "--topic", "ferry at Brackwater", "--format", "md").out.startswith(
        "# ferry at Brackwater"
    )
    assert run("brief", "--topic", "ferry at Brackwater", "--format", "html").out.startswith(
        "<!doctype html>"
    )


def test_several_topics_on_the_command_line_become_a_folder(library, run, own_home) -> None:
    done = run("brief", "--topic", "ferry at Brackwater", "--topic", "tram vote of Brackwater")
    assert done.code == 0, done.err
    assert "2 made" in done.out
    assert (own_home / "briefings" / "ferry-at-brackwater" / "briefing.html").is_file()
    assert (own_home / "briefings" / "tram-vote-of-brackwater" / "briefing.html").is_file()
    twice = run("brief", "--topic", "ferry", "--topic", "Ferry")
    assert (twice.code, "two topics are called" in twice.err) == (2, True)


def test_a_topic_that_the_library_does_not_have_ends_with_5(library, run) -> None:
    done = run("brief", "--topic", "volcano eruptions of Iceland", "--since", "2026-01-01")
    assert done.code == 5
    assert "The library has nothing on this topic." in done.out


def test_filters_and_template_narrow_a_topic(library, run) -> None:
    content = json.loads(
        run("brief", "--topic", "Brackwater", "--outlet", "Evening Lamp", "--template", "short", "--json").out
    )
    assert {s["outlet"] for s in content["sources"]} == {"Evening Lamp"}
    assert content["template"] == "short"
    early = json.loads(run("brief", "--topic", "Brackwater", "--as-of", "2026-02-03", "--json").out)
    assert {s["published"] for s in early["sources"]} == {"2026-02-03"}
    assert early["as_of"] == "2026-02-03"


def test_a_dry_run_makes_nothing(library, run, topics, own_home) -> None:
    done = run("brief", str(topics), "--out", "out", "--dry-run")
    assert done.code == 0
    assert "0 calls" in done.out
    assert not list((own_home / "out").rglob("*.html"))


def test_verify_finds_what_changed_since(library, run, topics, own_home) -> None:
    run("brief", str(topics), "--out", "out")
    held = run("brief", "--verify", "out")
    assert held.code == 0
    assert "hold word for word" in held.out
    assert run("remove", "Ferry hits the quay at Brackwater").code == 0
    broken = run("brief", "--verify", "out")
    assert broken.code == 3
    assert "removed  Ferry hits the quay at Brackwater" in broken.out
    assert json.loads(run("brief", "--verify", "out", "--json").out)["findings"][0]["fate"] == "removed"


def test_the_schema_of_topics_knows_their_keys(run) -> None:
    schema = json.loads(run("brief", "--schema").out)
    assert "Topic" in schema["$defs"]
    assert "questions" in schema["$defs"]["Topic"]["properties"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "brief on what?"),
        (("--topic", "x", "--suggest"), "topic and suggest do not go together"),
        (("--topic", "x", "--budget", "much"), "not a budget: much"),
        (("nowhere.yaml",), "nowhere.yaml"),
        (("topics.yaml", "--question", "Who?"), "--question needs --topic"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_hint(library, run, topics, arguments, said) -> None:
    done = run("brief", *arguments)
    assert done.code == 2
    assert said in done.err
    assert "hint:" in done.err


def test_compare_shows_two_articles_side_by_side(library, run) -> None:
    done = run("compare", "Ferry hits", "Council of Brackwater")
    assert done.code == 0
    assert done.out.startswith("Brackwater Post and Evening Lamp compared\n")
    assert "2 independent sources compared" in done.out
    assert "Sources" in done.out
    assert json.loads(run("compare", "Ferry hits", "Council of", "--json").out)["sections"] == [
        "comparison",
        "sources",
    ]
    alone = run("compare", "Ferry hits", "Ferry hits")
    assert alone.code == 2
    assert "one article cannot be compared" in alone.err


def test_timeline_shows_the_day_of_the_event_and_that_of_the_report(library, run) -> None:
    done = run("timeline", "--topic", "ferry quay Brackwater")
    assert done.code == 0, done.err
    assert "● 2026-02-03 (“Tuesday”)  reported 2026-02-03" in done.out
    assert "Bottom line" not in done.out
    assert "<svg" in run("timeline", "--topic", "ferry quay Brackwater", "--format", "html").out


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefings of the demo on the sample articles, and three more for the other stories."""
    from qa.desk.desk import Desk
    from qa.settings import load_settings

    place = tmp_path_factory.mktemp("demo")
    titles = (
        "NATO military chiefs' video conference on Ukraine",
        "Recall of the drug Orvantil",
        "Ferry accident at Oskerry",
    )
    corpus = ROOT / "corpus"
    with Desk(load_settings({"library": place / "library", "engine": "extractive"})) as desk:
        desk.add([str(corpus / "articles")], meta=corpus / "meta.csv")
        from qa.brief.topics import read_topics

        report = desk.brief([*read_topics(corpus / "topics.yaml"), *map(desk.topic, titles)], place / "out")
    assert [o.error for o in report.outcomes if o.status != "made"] == []
    return place / "out"


@pytest.fixture
def section(demo: Path) -> Callable[[str, str], str]:
    """The visible words of a section of the page whose folder holds a word."""

    def words(topic: str, name: str) -> str:
        page = next(demo.glob(f"*{topic}*/briefing.html")).read_text("utf-8")
        found = re.search(rf'<section id="{name}".*?</section>', page, re.S)
        assert found
        text = re.sub(r"<(title|desc)\b.*?</\1>", " ", found[0], flags=re.S)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())

    return words


def test_wire_copies_are_one_source_with_also_in(section) -> None:
    text = section("ferry", "sources")
    assert "also in:" in text
    assert "Halvard Press Agency" in text
    assert "near-cop" in section("ferry", "coverage")


def test_the_moving_figure_is_drawn_in_order_with_the_newest_marked(section) -> None:
    text = section("acid-leak", "comparison").split("Figures that change")[1]
    figures = [
        text.index(day) for day in ("2 Mar 2026", "3 Mar 2026", "4 Mar 2026", "6 Mar 2026", "12 Mar 2026")
    ]
    assert figures == sorted(figures)
    assert re.search(r"Six people (\d+ )+newest", text, re.I)


def test_contradictions_stand_side_by_side(section) -> None:
    assert "Contradicted siren" in section("acid-leak", "comparison")
    text = section("lindenhall", "comparison")
    assert "Contradicted Marrowby" in text
    assert "has not conceded" in text
    assert "412" in text


def test_a_corrected_article_is_marked(section) -> None:
    assert "corrected" in section("orvantil", "sources")


def test_opinion_is_set_apart_and_marked(section) -> None:
    assert "opinion · Causeway Review" in section("acid-leak", "statements")
    assert "opinion" in section("acid-leak", "sources")
    assert "Causeway Review" not in section("acid-leak", "bottom_line")


def test_an_anonymous_source_is_called_one(section) -> None:
    assert "anonymous source ·" in section("lindenhall", "statements")


def test_undated_articles_are_set_aside_or_their_days_stay_as_written(section) -> None:
    assert "undated: cannot be placed in the window" in section("lindenhall", "coverage")
    assert "date unknown" in section("nato", "timeline")
    assert "undated" in section("nato", "sources")


def test_the_other_language_is_named_and_its_words_are_marked(section, demo: Path) -> None:
    assert "in German" in section("acid-leak", "sources")
    page = next(demo.glob("*acid-leak*/briefing.html")).read_text("utf-8")
    assert '<span lang="de">' in page


def test_instructions_to_a_model_appear_in_no_format(demo: Path) -> None:
    planted = (ROOT / "corpus/articles/garrowfield/kestermann-denies.html").read_text("utf-8")
    folder = next(demo.glob("lindenhall*"))
    texts = [(folder / f"briefing.{kind}").read_text("utf-8") for kind in ("json", "md")]
    texts.append((folder / "briefing.html").read_text("utf-8").split('<div class="cards">')[0])
    document = docx.Document(str(folder / "briefing.docx"))
    texts.append("\n".join(p.text for p in document.paragraphs))
    texts.append("\n".join(c.text for t in document.tables for row in t.rows for c in row.cells))
    for words in ("ignore previous instructions", "helpful_reader", "2040", "5,000 new jobs"):
        assert words in planted
        assert [text for text in texts if words in text.replace("\\_", "_")] == []


def test_scheduled_and_held_and_both_numbers_of_attendees_are_there(section) -> None:
    text = section("nato", "timeline")
    assert "announced" in text
    assert "32" in section("nato", "comparison")


def test_two_speakers_who_disagree_are_both_heard(section) -> None:
    text = section("acid-leak", "statements")
    assert "Aurel Dankworth" in text
    assert "Thea Montrose" in text


def test_suggest_writes_a_topics_file_that_brief_reads(demo: Path, run, own_home) -> None:
    suggested = run("brief", "--suggest", "--library", str(demo.parent / "library"))
    assert suggested.code == 0
    from qa.brief.topics import parse_topics

    topics = parse_topics(suggested.out)
    assert len(topics) >= 5
    assert yaml.safe_load(suggested.out)["topics"][0]["title"] == topics[0].title


def test_days_of_the_seeds_resolve_with_a_date_of_publication_and_stay_as_written_without(
    seeds: Path, run, own_home
) -> None:
    topic = ("timeline", "--topic", "NATO defence chiefs' virtual meeting on Ukraine")
    meta = own_home / "meta.csv"
    meta.write_text(
        "path,published\n" + "".join(f"{path},2025-08-20\n" for path in sorted(seeds.glob("*.txt")))
    )
    run("add", str(seeds), "--library", "undated")
    unknown = run(*topic, "--library", "undated").out
    run("add", str(seeds), "--meta", str(meta), "--library", "dated")
    known = run(*topic, "--library", "dated").out
    for day, written in (
        ("2025-08-15", "last Friday"),
        ("2025-08-18", "Monday"),
        ("2025-08-20", "Wednesday"),
    ):
        assert f"● {day} (“{written}”)  reported 2025-08-20" in known
        assert written in unknown
        assert day not in unknown
    for written in ("last Friday", "Wednesday"):
        assert f"● {written}, date unknown  report undated" in unknown
    assert unknown.count("hosted Zelenskyy") == 1, "without days a sentence with two of them is told once"


def test_progress_goes_to_the_terminal_and_the_outcome_to_stdout(library, run, topics, own_home) -> None:
    shown = run("brief", str(topics), "--out", "out", terminal=True)
    assert "briefings" in shown.err
    assert "2 made" in shown.out
    plain = run("brief", str(topics), "--out", "other")
    assert "made: The ferry at Brackwater" in plain.err
    assert run("brief", str(topics), "--out", "third", "--quiet").err == ""


def test_a_place_that_cannot_be_written_to_is_named(library, run, topics, own_home) -> None:
    (own_home / "taken").write_text("a file")
    done = run("brief", str(topics), "--out", "taken")
    assert done.code == 2
    assert "cannot write to taken" in done.err
